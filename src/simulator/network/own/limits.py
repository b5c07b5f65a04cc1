"""What a user's file may weigh. Each limit is checked before the cost that it bounds."""

from typing import Final

FILE = 10_000_000  # bytes of one file; the server's maxUploadSize says the same
INFLATED = 100_000_000  # bytes of everything that a compressed file holds
SMALL_PART = 3_000_000  # bytes of a part of a workbook that is neither a sheet nor its texts
RATIO = 120  # inflated on compressed; a full workbook measures 10 to 20
ENTRIES = 200  # parts of a compressed file
SHEETS = 20
ROWS = 200_000  # rows with something in them, all tables together
LINES = 1_048_576  # lines of a sheet, blank ones too: a spreadsheet has no more
COLUMNS = 60  # our widest table has nine
CELL = 2_000  # characters
LISTED = 500  # refusals listed; the others are counted
TEXTS: Final = 1_000_000  # different texts of a workbook
