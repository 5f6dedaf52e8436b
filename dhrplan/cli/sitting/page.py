"""What stands in the window: an action, the keys, the leaves of a text that is too long for it."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

import click

from dhrplan.cli.console import window_height, window_width, write
from dhrplan.cli.sitting.keys import read_key
from dhrplan.meeting.screen import DECIDED, LEFT_OUT, Room
from dhrplan.render import Layout, render

if TYPE_CHECKING:
    from collections.abc import Callable

    from dhrplan.meeting.answers import Answer
    from dhrplan.table import Report

_MOVES = (
    ("Enter", "next"),
    ("s", "skip"),
    ("b", "back"),
    ("u", "undo"),
    ("space", "the whole action"),
    ("q", "quit"),
)
_LEAST_LINES = 3
"""The lines of a page that are shown though they scroll: which action it is, where it stands."""

_MOST_LINES = 8
"""The lines that a text takes at most; where the window has not so many, it takes fewer."""


def laid_out(report: Report, *, colour: bool) -> str:
    """A report as it stands in the window."""
    return render("table", report, (), Layout(window_width(), colour))


def fitted(report: Callable[[Room], Report], below: int, *, colour: bool) -> str:
    """A report, its texts cut so far that nothing scrolls out of the window.

    Args:
        report: Makes it for the room that a text may take.
        below: The lines that are to stand below it.
        colour: Whether to colour it.
    """
    page = ""
    for lines in range(_MOST_LINES, 0, -1):
        page = laid_out(report(Room(window_width(), lines)), colour=colour)
        if page.count("\n") + below < window_height():
            return page
    return _cut(page, window_height() - below - 1)


def leaf_through(lines: list[str]) -> None:
    """Show lines, as many at once as the window has room for, until somebody goes back."""
    room = max(window_height() - 2, 1)
    pages = [lines[start : start + room] for start in range(0, len(lines), room)]
    for number, page in enumerate(pages, 1):
        click.clear()
        write("\n".join((*page, "")))
        is_last = number == len(pages)
        more = (
            "Any key goes back to the meeting." if is_last else "[space] more  [any other key] back"
        )
        click.echo(more if len(pages) == 1 else f"{number}/{len(pages)}  {more}")
        if read_key() != " ":
            return


def _cut(page: str, lines: int) -> str:
    """The beginning of a page and what is decided, where a window is too small for the rest."""
    every = page.splitlines()
    those = [number for number, line in enumerate(every) if DECIDED in line]
    decided_now = every[those[-1] :] if those else []
    kept = every[: max(lines - 1 - len(decided_now), _LEAST_LINES)]
    return "\n".join((*kept, LEFT_OUT.strip(), *decided_now, ""))


def keys_shown(answers: tuple[Answer, ...]) -> str:
    """The keys that may be pressed, in as many lines as they need."""
    lines = ([(one.key, one.words) for one in answers], _MOVES)
    return "\n".join(
        line.replace("\0", " ")
        for keys in lines
        for line in textwrap.wrap(
            "  ".join(f"[{key}]\0{words}".replace(" ", "\0") for key, words in keys),
            window_width(),
            break_on_hyphens=False,
        )
    )
