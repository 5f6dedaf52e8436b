"""The table of a CSV or TSV file, in the encodings and dialects that spreadsheets write."""

from __future__ import annotations

import codecs
import csv
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from dhrplan.errors import DhrplanError
from dhrplan.exchange.grid import Cell, Document, Grid, Remark
from dhrplan.exchange.words import clean
from dhrplan.render.csv import unguarded

# The largest action plan found in public has 312 rows and 14 columns. These leave room for a
# partnership that keeps all its reviews in a single list, and bound the time and memory.
MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 200_000
MAX_BYTES = 10_000_000
"""500 characters for each of the most rows; decoded, it takes up to four times as much memory."""
_MAX_DELIMITERS = 20_000
"""In a line, whether in quotation marks or not: no cell of prose has as many commas."""

_DELIMITERS = ",;\t|"
_SAMPLE = 200
"""Records that the delimiter is chosen by."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_AS_UTF8 = "In Excel, save it as `CSV UTF-8 (comma delimited)`."
_BOMS = (  # UTF-32 first: its mark begins like that of UTF-16
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def read(data: bytes, name: str) -> Document:
    """The file as a single grid without a name; a row is a record, and a blank line an empty row.

    Raises:
        DhrplanError: It is not text, or it is too large.
    """
    if len(data) > MAX_BYTES:
        raise _too_large(name, f"more than {MAX_BYTES // 1_000_000} MB")
    text, remarks = _decode(data, name)
    text, delimiter = _declared(text)
    if delimiter is None:
        delimiter = _likeliest(text, name)
    records, strict = _records(text, delimiter, name)
    if not strict:
        remarks.append(
            Remark("warning", "A quotation mark is not closed or not doubled. Check the columns.")
        )
    cells = [
        Cell(words, row, column)
        for row, record in enumerate(records)
        for column, value in enumerate(record)
        if (words := clean(unguarded(value)))
    ]
    return Document(grids=(Grid("", tuple(cells)),) if cells else (), remarks=tuple(remarks))


def _decode(data: bytes, name: str) -> tuple[str, list[Remark]]:
    """The text without its byte order mark, and what to say about its encoding."""
    remarks: list[Remark] = []
    encoding, skip = _encoding(data)
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError:
        if encoding != "utf-8" or skip:
            raise DhrplanError(
                f"{name} is damaged: it starts as {encoding.upper()}, but not all of it is.",
                _AS_UTF8,
            ) from None
        try:
            text = data.decode("cp1252")
        except UnicodeDecodeError:
            raise DhrplanError(
                f"{name} is not text in UTF-8, UTF-16 or Windows-1252.", _AS_UTF8
            ) from None
        said = "Read as Windows-1252, because it is not UTF-8. Check pound signs and accents."
        remarks.append(Remark("warning", said))
    if "\0" in text:
        raise DhrplanError(f"{name} is not a table in text: it has null characters.", _AS_UTF8)
    return text, remarks


def _encoding(data: bytes) -> tuple[str, int]:
    """The encoding by the first bytes, and the length of the byte order mark."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding, len(mark)
    # Western text in UTF-16 has a zero in nearly every pair, always on the same side.
    start = data[:4096]
    first, second = start[0::2].count(0), start[1::2].count(0)
    if second > len(start) // 4 and not first:
        return "utf-16-le", 0
    if first > len(start) // 4 and not second:
        return "utf-16-be", 0
    return "utf-8", 0


def _declared(text: str) -> tuple[str, str | None]:
    """The text after a line `sep=;`, which Excel reads and does not show, and its delimiter."""
    line, _, rest = text.partition("\n")
    declaration = line.removesuffix("\r").strip('"')
    if len(declaration) == len("sep=;") and declaration.lower().startswith("sep="):
        return rest, declaration[-1]
    return text, None


def _likeliest(text: str, name: str) -> str:
    """The delimiter that gives most records the same number of columns, and most columns.

    csv.Sniffer counts characters in lines: commas in prose and line breaks in quotes mislead it,
    and it raises for a file of a single column. This reads the records as csv would.
    """
    prefer = "\t" if name.lower().endswith(".tsv") else ","
    best, best_score = prefer, (0.0, 0)
    for delimiter in (prefer, *_DELIMITERS.replace(prefer, "")):
        try:
            reader = _reader(text, delimiter, name, strict=True)
            widths = [len(record) for record in islice(reader, _SAMPLE) if record]
        except csv.Error:
            continue  # a quoted text goes on after its quote: not with this delimiter
        several = Counter(width for width in widths if width > 1)
        if several:
            width, count = max(several.items(), key=lambda item: (item[1], item[0]))
            score = count / len(widths), width
            if score > best_score:
                best, best_score = delimiter, score
    return best


def _records(text: str, delimiter: str, name: str) -> tuple[list[list[str]], bool]:
    """The records, and whether their quotation marks are as the format demands."""
    try:
        return _parse(text, delimiter, name, strict=True), True
    except csv.Error:
        pass
    try:
        return _parse(text, delimiter, name, strict=False), False
    except csv.Error as error:
        raise DhrplanError(
            f"{name} cannot be read as a table: {error}.",
            "Check that every quotation mark has its closing mark.",
        ) from None


def _parse(text: str, delimiter: str, name: str, *, strict: bool) -> list[list[str]]:
    """The records without the empty cells at their ends, and without empty records at the end."""
    records: list[list[str]] = []
    cells = last = 0
    for number, record in enumerate(_reader(text, delimiter, name, strict=strict), 1):
        while record and not record[-1]:
            record.pop()
        if record:
            last = number
            cells += sum(map(bool, record))
        if len(record) > MAX_COLUMNS:
            raise _too_large(name, f"more than {MAX_COLUMNS} columns")
        if last > MAX_ROWS:
            raise _too_large(name, f"more than {MAX_ROWS:,} rows")
        if cells > MAX_CELLS:
            raise _too_large(name, f"more than {MAX_CELLS:,} cells")
        if number <= MAX_ROWS:
            records.append(record)
    return records[:last]


def _reader(text: str, delimiter: str, name: str, *, strict: bool) -> Iterator[list[str]]:
    return csv.reader(_lines(text, delimiter, name), delimiter=delimiter, strict=strict)


def _lines(text: str, delimiter: str, name: str) -> Iterator[str]:
    """The lines with their ends; csv takes memory for every delimiter of a line at once."""
    for match in _LINE.finditer(text):
        if match[0].count(delimiter) > _MAX_DELIMITERS:
            raise _too_large(name, f"more than {MAX_COLUMNS} columns")
        yield match[0]


def _too_large(name: str, what: str) -> DhrplanError:
    return DhrplanError(f"{name} is too large: it has {what}.", "Keep the rows of the plan only.")
