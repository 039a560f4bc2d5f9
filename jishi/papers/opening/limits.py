"""How much a document may hold: a hundred pages with pictures, many times over."""

MOST_FILE = 20 * 1024 * 1024
MOST_UNPACKED = 48 * 1024 * 1024
MOST_TEXT = 1_000_000  # characters, some 1,500 pages
MOST_DEPTH = 200
MEMORY = 400 * 1024 * 1024
SECONDS = 4
WALL_SECONDS = 20  # on a busy machine; the work itself is bounded by SECONDS
CONVERTING_SECONDS = 45
