"""How much a scan may hold. Read in a process apart: whatever is wrong with it, only it is lost."""

MOST_FILE = 20 * 1024 * 1024  # as for any attachment
MOST_PAGES = 200
MOST_PIXELS = 60_000_000  # of one picture: A4 in colour at 600 dpi has 35 million
LONG_SIDE = 2340  # a page is looked at as A4 at 200 dpi
FINE_SIDE = 3508  # and again at 300 dpi where nothing was found
SHOWN_SIDE = 1600  # what is kept of it to be read by people
QUALITY = 72
MEMORY = 700 * 1024 * 1024  # address space: the renderer's own code and one page at 300 dpi
SECONDS = 120  # of computing for one file
PAGE_WALL = 60  # of waiting for one page, on a busy machine
