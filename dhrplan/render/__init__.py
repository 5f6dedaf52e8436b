"""Formats of reports, one file each. A new format is one file and one line in `FORMATS`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # `--help` imports this package, and starts faster without them
    from dhrplan.diagnostic import Diagnostic
    from dhrplan.table import Report


@dataclass(frozen=True, slots=True)
class Layout:
    """The width of the window in characters, and whether text has colour or reads aloud."""

    width: int = 80
    colour: bool = False
    plain: bool = False


class ReportFormat(Protocol):
    """The `render` function of a format; `problems` is what could not be read."""

    def __call__(self, report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> str:
        """Lay out a report."""


FORMATS: Mapping[str, str] = {
    "table": "dhrplan.render.terminal",
    "markdown": "dhrplan.render.markdown",
    "csv": "dhrplan.render.csv",
    "json": "dhrplan.render.json",
}
"""The formats of a report and the module of each, imported when it is used."""

PLAIN = "dhrplan.render.plain"
"""The module that takes the place of `table` where text is to be read aloud."""

ENDINGS: Mapping[str, str] = {
    ".txt": "table",
    ".md": "markdown",
    ".csv": "csv",
    ".json": "json",
}
"""The format of an output file, by its ending."""


def render(name: str, report: Report, problems: tuple[Diagnostic, ...], layout: Layout) -> str:
    """Render a report in a format of `FORMATS`."""
    from importlib import import_module

    module = PLAIN if name == "table" and layout.plain else FORMATS[name]
    laid_out: ReportFormat = import_module(module).render
    return laid_out(report, problems, layout)
