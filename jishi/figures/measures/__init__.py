"""Measures: which rows of a table count. Close ones share a file."""
