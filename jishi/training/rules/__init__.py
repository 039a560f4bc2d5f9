"""Decisions about training: what somebody still owes, who may be enrolled."""
