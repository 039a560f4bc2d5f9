"""House rules as machine rules. Each has a seeded fault that shows it can fail."""
