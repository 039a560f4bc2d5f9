"""Checks of what is kept about people; they name codes, never persons."""
