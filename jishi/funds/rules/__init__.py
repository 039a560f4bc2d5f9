"""Decisions about dues: plain values in, verdicts out; amounts are integers of fen."""
