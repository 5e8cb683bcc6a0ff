"""Mail: a rendered edition → messages."""
