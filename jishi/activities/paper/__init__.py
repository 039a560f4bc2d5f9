"""Meetings on paper: printed sheets with a code, and scans that find their meeting by it.

`codes` the number that survives being typed · `layout` which pages a set of sheets has · `reading`
a pile of scanned pages, page by page, in a process apart · `piles` pages put together to meetings.
Pure: nothing here knows the database.
"""
