"""Reads of duties: the facts they follow from, boards, gaps, one organisation's month."""
