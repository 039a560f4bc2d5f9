"""Parsers: pure functions from a cell to a value, raising `Fault` where there is none.

`words` reads texts, names, choices and codes; `numbers` reads dates, money and counts; `proofs`
reads the numbers that prove themselves. None stands for an empty cell and never reaches a parser.
"""
