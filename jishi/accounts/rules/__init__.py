"""Decisions about accounts: pure, over plain values. `sign_in`, `passwords`, `staff`, `behalf`."""
