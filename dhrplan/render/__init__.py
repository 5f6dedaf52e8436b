"""Any Report laid out, one file a format. A new format is one file and one line here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from dhrplan.diagnostic import Diagnostic
from dhrplan.table import Report


@dataclass(frozen=True, slots=True)
class Layout:
    """What a format may take into account.

    Attributes:
        width: Columns of the window, in characters.
        colour: Whether the reader can show colour.
    """

    width: int = 80
    colour: bool = False


class Format(Protocol):
    """From a Report, with what could not be read, to text."""

    def __call__(self, report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> str:
        """Lay out a report."""


FORMATS: Mapping[str, str] = {
    "table": "dhrplan.render.terminal",
    "markdown": "dhrplan.render.markdown",
    "csv": "dhrplan.render.csv",
    "json": "dhrplan.render.json",
}
"""The formats of a report and the module of each, imported when it is used."""

ENDINGS: Mapping[str, str] = {
    ".txt": "table",
    ".md": "markdown",
    ".csv": "csv",
    ".json": "json",
}
"""The format that the ending of an output file means."""


def render(name: str, report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> str:
    """Lay out a report in the format of that name."""
    from importlib import import_module

    laid_out: Format = import_module(FORMATS[name]).render
    return laid_out(report, problems, layout)
