"""Where messages go: SMTP, a Maildir, a folder of files, or any function. `named.transport_of` reads them from a URL."""
