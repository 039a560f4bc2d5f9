"""Decisions about returns, pure."""
