"""SQLite as this product runs it: a safe build, full durability, one writer at a time."""
