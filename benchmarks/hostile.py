"""Seconds of CPU and megabytes that hostile files cost before they are refused.

python benchmarks/hostile.py
"""

import io
import random
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from simulator.exports.tables import template_xlsx

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
HEAD = b'<?xml version="1.0"?><worksheet><sheetData>'
TAIL = b"</sheetData></worksheet>"
CSV_HEAD = b"code;nom;dispositif;departements\n"
MEASURE = """
import resource, sys
from simulator.network.imports.checking import check, guess
from simulator.network.imports.refusals import CellsRefused, ImportRefused
from simulator.network.imports.sources import open_files
def spent():
    used = resource.getrusage(resource.RUSAGE_SELF)
    peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
    return used.ru_utime + used.ru_stime, int(peak.split()[1]) / 1024
check([guess(open_files([("t.csv", b"code;nom;dispositif;departements\\nT1;x;alize;55\\n")])[0])])
name, content = sys.argv[1], open(sys.argv[1], "rb").read()
cpu, memory = spent()
try:
    sheets = open_files([(name, content)])
    check([one for sheet in sheets if (one := guess(sheet))])
    said = "accepted"
except ImportRefused as fault:
    said = fault.key
except CellsRefused as fault:
    said = f"{fault.total} cells refused"
after, most = spent()
print(f"{said:24} {after - cpu:6.2f} s {most - memory:6.0f} MB")
"""


def workbook(**parts):
    """The template with some of its parts replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(template_xlsx())) as model,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive,
    ):
        for entry in model.namelist():
            archive.writestr(entry, parts.get(entry, model.read(entry)))
    return out.getvalue()


def sheet(inside):
    return workbook(**{SHEET: HEAD + inside + TAIL})


def zipped(**texts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in texts.items():
            archive.writestr(f"{name}.csv", text)
    return out.getvalue()


def lines(count):
    """Lines that do not shrink, so that the ratio of a part stays low."""
    chance = random.Random(1)
    return [chance.randbytes(48).hex().encode() for _ in range(count)]


def noise(count=20_000):
    """The same as comments of a sheet."""
    return b"".join(b"<!--%s-->" % line for line in lines(count))


def filler(count=20_000):
    """The same as rows of a CSV."""
    return CSV_HEAD + b"".join(b"%s;x;alize;55\n" % line for line in lines(count))


def rows(count):
    names = (b"code", b"nom", b"dispositif", b"departements")
    head = b"".join(b'<c t="inlineStr"><is><t>%s</t></is></c>' % name for name in names)
    cell = b'<row r="%d"><c r="A%d"><v>%d</v></c></row>'
    return b'<row r="1">' + head + b"</row>" + b"".join(cell % (n, n, n) for n in range(2, count))


def strings(count):
    inside = b"".join(b"<si><t>%d%s</t></si>" % (n, b"x" * 1900) for n in range(count))
    return b"<sst>" + noise(15_000) + inside + b"</sst>"


CASES = {
    "unknown tags.xlsx": lambda: sheet(noise() + b"<a/>" * 15_000_000),
    "blank cells.xlsx": lambda: sheet(noise() + b'<row r="1">' + b"<c/>" * 9_000_000),
    "nested tags.xlsx": lambda: sheet(noise() + b"<a>" * 15_000_000),
    "one endless attribute.xlsx": lambda: sheet(noise() + b'<a b="' + b"x" * 60_000_000),
    "one endless text.xlsx": lambda: sheet(noise() + b"<row><c><v>" + b"1" * 60_000_000),
    "shared texts.xlsx": lambda: workbook(**{TEXTS: strings(40_000)}),
    "shared emoji.xlsx": lambda: workbook(
        **{TEXTS: strings(30_000).replace(b"xxxx</t>", "😀</t>".encode())}
    ),
    "tags of styles.xlsx": lambda: workbook(**{"xl/styles.xml": b"<s>" + b"<x/>" * 700_000}),
    "many rows.xlsx": lambda: sheet(rows(280_000)),
    "just enough tags.xlsx": lambda: sheet(noise(15_000) + b"<a/>" * 1_300_000),
    "spaces.xlsx": lambda: sheet(noise() + b" " * 60_000_000),
    "spaces.zip": lambda: zipped(territoires=filler() + b" " * 50_000_000),
    "one line.zip": lambda: zipped(territoires=filler() + b"x" * 50_000_000),
    "separators.zip": lambda: zipped(territoires=filler() + b";" * 50_000_000),
    "short lines.zip": lambda: zipped(territoires=filler() + b"a\n" * 15_000_000),
    "blank lines.zip": lambda: zipped(territoires=filler() + b"\n" * 30_000_000),
    "one quote.zip": lambda: zipped(territoires=filler() + b'"' + b"a\n" * 15_000_000),
    "many tables.zip": lambda: zipped(**{f"t{n}": CSV_HEAD for n in range(199)}),
    "other encoding.zip": lambda: zipped(territoires=filler() + b"\xe9t\xe9;\n" * 8_000_000),
}  # fmt: skip


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, make in CASES.items():
            path = Path(folder) / name
            path.write_bytes(make())
            command = [sys.executable, "-c", MEASURE, str(path)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            weight = path.stat().st_size / 1e6
            print(f"{name:28} {weight:5.2f} MB  {done.stdout.strip() or done.stderr[-300:]}")


if __name__ == "__main__":
    main()
