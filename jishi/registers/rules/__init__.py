"""Decisions about posts, links and units: plain values in, verdicts out."""
