"""From the text of a paper to the numbers and blanks in it, pure: no Django, no database.

Start at `scan(text)`: every figure and placeholder with its place, kind, unit and qualifier.
`tokens` finds what may be one, `kinds` tells figures from names, dates, rules and the rest,
`numerals` says what a number is worth, `passages` cuts the text into sentences and sections;
`words.toml` holds the words.
"""

from jishi.papers.reading.found import Found
from jishi.papers.reading.scanning import scan

__all__ = ["Found", "scan"]
