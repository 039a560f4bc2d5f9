"""Decisions about people: plain values in, verdicts out."""
