"""From files to nouns: TOML and Markdown, and pasted press releases."""
