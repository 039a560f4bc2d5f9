"""Workbooks in and out: an office's own table read, recognised, checked, and given back marked.

Start at `reading/` (bytes → table, without a database) and `fields.py` (what a column may hold);
`kinds/` declares the columns of each kind of table.
"""
