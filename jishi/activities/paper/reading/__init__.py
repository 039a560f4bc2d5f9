"""A pile of scanned pages: `read_scan(data, name)` yields them one by one, read apart.

`opening` starts the process and takes the pages from it · `child` what runs there · `decode` one
picture: its code, which way is up, whether it is blank · `limits` how much a scan may hold.
"""

from jishi.activities.paper.reading.opening import Page, Unreadable, read_scan

__all__ = ["Page", "Unreadable", "read_scan"]
