"""The cost of reading a Word table of 450 rows, beside opening it with python-docx."""

from __future__ import annotations

import gc
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
    data = document()
    reading = compared(lambda: read("plan.docx", data), data, times)
    planning = compared(lambda: plan(data), data, times)
    return (
        f"importing a table of {ROWS} rows, {len(data) / 1e3:.0f} kB: ratio to opening it with "
        f"python-docx, at most {TARGET} wanted\n  the words: {reading}\n  a plan: {planning}"
    )


def document() -> bytes:
    """A table in the layout of the form, each cell of several words."""
    rows = (
        row(
            str(number),
            f"Agencies should agree one way to refer, as said in paragraph {number}. " * 2,
            "Write the pathway, consult the partners, and publish it on the website. " * 2,
            "Northshire Council",
            f"{number % 28 + 1} March 2024",
            "In progress",
        )
        for number in range(1, ROWS)
    )
    return word_file(paragraph("Action plan") + table(row(*_HEAD), *rows))


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
