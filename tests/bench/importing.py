"""The cost of reading a Word table of 450 rows, beside opening it with python-docx."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from io import BytesIO

import docx

from dhrplan.exchange.files import read
from dhrplan.exchange.understand import understand
from dhrplan.model.agencies import Register
from tests.bench.compare import Comparison, seconds_of
from tests.exchange.word_files import paragraph, row, table, word_file

ROWS = 450
TARGET = 5
_HEAD = ("No", "Recommendation", "Action to take", "Lead agency", "Target date", "Status")


def measure(times: int) -> str:
    """The ratios: of the words alone, and of a plan with its doubts."""
    beside = f"ratio to opening it with python-docx, at most {TARGET} wanted"
    lines = [f"importing a table of {ROWS} rows: {beside}"]
    for name, data in (("only words", document()), ("as Word writes it", written_by_word())):
        reading = compared(lambda data=data: read("plan.docx", data), data, times)
        planning = compared(lambda data=data: plan(data), data, times)
        lines += [f"  {name}, the words: {reading}", f"  {name}, a plan: {planning}"]
    return "\n".join(lines)


def document() -> bytes:
    """A table in the layout of the form, each cell of several words."""
    return word_file(paragraph("Action plan") + table(row(*_HEAD), *(row(*one) for one in _rows())))


def written_by_word() -> bytes:
    """The same with what Word writes around words: revisions, widths, styles, fonts, languages."""
    rows = (
        f'<w:tr {_REVISIONS} w:rsidTr="00C93F5B"><w:trPr><w:cantSplit/></w:trPr>'
        f"{''.join(map(_word_cell, one))}</w:tr>"
        for one in (_HEAD, *_rows())
    )
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        '</w:style><w:style w:type="paragraph" w:customStyle="1" w:styleId="TableText">'
        '<w:name w:val="Table Text"/><w:basedOn w:val="Normal"/></w:style>'
    )
    return word_file(paragraph("Action plan") + table(*rows), {"styles": styles})


_REVISIONS = 'w:rsidR="008E5A1C" w:rsidRPr="00F55A0E" w14:paraId="3F2A10BC" w14:textId="77777777"'
_FONT = (
    '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:sz w:val="20"/>'
    '<w:szCs w:val="20"/><w:lang w:val="en-GB"/></w:rPr>'
)


def _word_cell(text: str) -> str:
    """A cell whose words are in two runs, as after an edit."""
    first, _, rest = text.partition(" ")
    runs = "".join(
        f'<w:r w:rsidRPr="00F55A0E">{_FONT}<w:t xml:space="preserve">{words}</w:t></w:r>'
        for words in (first, f" {rest}")
        if words.strip()
    )
    return (
        '<w:tc><w:tcPr><w:tcW w:w="2324" w:type="dxa"/>'
        '<w:shd w:val="clear" w:color="auto" w:fill="auto"/></w:tcPr>'
        f'<w:p {_REVISIONS} w:rsidRDefault="008E5A1C" w:rsidP="00C93F5B">'
        '<w:pPr><w:pStyle w:val="TableText"/><w:spacing w:before="60" w:after="60"/>'
        f"{_FONT}</w:pPr>{runs}</w:p></w:tc>"
    )


def _rows() -> Iterator[tuple[str, ...]]:
    return (
        (
            str(number),
            f"Agencies should agree one way to refer, as said in paragraph {number}. " * 2,
            "Write the pathway, consult the partners, and publish it on the website. " * 2,
            "Northshire Council",
            f"{number % 28 + 1} March 2024",
            "In progress",
        )
        for number in range(1, ROWS)
    )


def plan(data: bytes) -> None:
    """From bytes to a plan."""
    found = understand(read("plan.docx", data), "DHR1", "plan.docx", Register())
    assert len(list(found.actions)) == ROWS - 1


def compared(work: object, data: bytes, times: int) -> Comparison:
    """Our work against opening the document, by turns."""
    assert callable(work)
    gc.disable()  # as in a command
    pairs = [
        (seconds_of(work), seconds_of(lambda: docx.Document(BytesIO(data))))
        for _ in range(max(1, min(times, 5)))
    ]
    gc.enable()
    return Comparison(tuple(a for a, _ in pairs), tuple(b for _, b in pairs))
