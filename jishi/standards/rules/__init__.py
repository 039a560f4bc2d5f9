"""Decisions about points, steps and grades."""
