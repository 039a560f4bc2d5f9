"""How much a workbook may hold (threat 7). Beyond it a file is refused, never half read.

A roster of 50,000 rows and 30 columns unpacks to about 70 MB of XML and 1.5 million cells; the
limits leave room for twice that. It is read apart, in a process whose memory and time are bounded.
"""

MOST_FILE = 40 * 1024 * 1024
MOST_UNPACKED = 160 * 1024 * 1024
MOST_SHEETS = 100
MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_CELLS = 3_000_000
MOST_TEXT = 32_767  # what a spreadsheet allows in one cell
MEMORY = 300 * 1024 * 1024  # address space, and so all that can be resident
SECONDS = 9
WALL_SECONDS = 60  # on a busy machine; the work itself is bounded by SECONDS
