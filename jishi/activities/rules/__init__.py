"""Decisions about activities: what makes one count, what a vote decided, what may be done."""
