"""Indicators that put one measure over another. Close ones share a file."""
