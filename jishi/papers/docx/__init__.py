"""The official format (GB/T 9704) as a .docx: a few parts of plain XML in a zip.

Written by hand, for speed and because every measure of the standard is then said in one place:
`page.py` (page, styles, footers), `body.py` (text), `charts.py`. Start at `writing.py`.
"""
