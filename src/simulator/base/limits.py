"""What a person's file may weigh: one table, whatever the door. Each is checked before its cost."""

from typing import Final

FILE = 10_000_000  # bytes of one file; the server's maxUploadSize says the same
SESSION = 30_000_000  # bytes of all the files chosen at once: what a session keeps
FILES = 20  # chosen at once
CASE_FILE = 1_000_000  # bytes of a saved case: a hundred times the longest
REQUEST = 1_000_000  # bytes of the body of a request
DOSSIER = 20_000_000  # bytes of a dossier: sixty items, each with all that it gave
BATCH_FILE = 5_000_000  # bytes of a batch: twenty thousand lines of the longest kind
BATCH_ROWS = 20_000  # beyond, the answer would take more than half a minute
INFLATED = 100_000_000  # bytes of everything that a compressed file holds
RATIO = 60  # inflated on compressed, of each part; a full workbook measures 10 to 20
FREE = 1_000_000  # bytes of a part that may be compressed more than that
ENTRIES = 200  # parts of a compressed file
SMALL_PART = 3_000_000  # bytes of a part of a workbook that is neither a sheet nor its texts
TABLES = 20  # sheets and CSV files, all files together
ROWS = 200_000  # rows with something in them, all tables together
LINES = 1_048_576  # lines of a sheet, blank ones too: a spreadsheet has no more
COLUMNS = 60  # our widest table has nine
CELL = 2_000  # characters
LINE = 150_000  # characters: more than any line of such cells that means something
TOKEN = 1_000_000  # bytes between two tags of a workbook
DEPTH = 40  # tags inside one another; a sheet has seven
ELEMENTS = 300_000  # tags of a workbook, and one more for each byte that it weighs
SMALL_ELEMENTS = 100_000  # tags of a part that is neither a sheet nor its texts
TEXTS: Final = 1_000_000  # different texts of a workbook
TEXTS_WEIGHT = 60_000_000  # bytes of memory that they take
MERGED = 20_000  # merged areas of a sheet
LISTED = 500  # refusals listed; the others are counted
