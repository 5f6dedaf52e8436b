"""The options that commands share, and what a command is asked by them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dhrplan.cli.completion import complete
from dhrplan.cli.types import Day, Length
from dhrplan.render import FORMATS
from dhrplan.select import Selection
from dhrplan.select.filters import FILTERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


@dataclass(frozen=True)
class Asked:
    """What the shared options ask of a question.

    Attributes:
        plans: Folders named by `--plans`; none means the one that is found upwards.
        as_of: The day by which dates are judged; None means today.
        selection: The filters.
        form: The name of the format; None means by the output's ending, else `table`.
    """

    plans: tuple[Path, ...]
    as_of: date | None
    selection: Selection
    form: str | None
    output: Path | None
    color: str
    allow_partial: bool


AS_OF = click.option(
    "--as-of",
    type=Day(),
    help="Judge dates as at this day; statuses stay as they are recorded.  [default: today]",
)
PLANS = click.option(
    "--plans",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    envvar="DHRPLAN_PLANS",
    help="Folder of plans; may be repeated.  [default: the first `plans` upwards]",
)
FILES = click.argument(
    "files",
    metavar="[FILE]...",
    nargs=-1,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
FORMAT = click.option(
    "--format", "form", type=click.Choice(tuple(FORMATS)), help="How to lay it out."
)
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write to this file; its ending names the format.",
)
COLOR = click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="Colour; NO_COLOR is heeded.",
)
_TYPES = {"word": click.STRING, "period": Length(), "day": Day()}
_FILTERS = tuple(
    click.option(
        f"--{one.name}",
        multiple=True,
        type=_TYPES[one.takes],
        help=one.help,
        shell_complete=complete(one.name) if one.known else None,
    )
    for one in FILTERS
)
_SHARED = (
    AS_OF,
    PLANS,
    FORMAT,
    OUTPUT,
    COLOR,
    click.option("--allow-partial", is_flag=True, help="Exit 0 though something is unreadable."),
)
_NAMES = ("plans", "as_of", "form", "output", "color", "allow_partial")


def question(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of every question, bound up as `asked`."""

    @wraps(command)
    def wrapper(**values: Any) -> int:
        filters = {one.name: values.pop(one.name.replace("-", "_")) for one in FILTERS}
        selection = Selection({name: asked for name, asked in filters.items() if asked})
        shared = {name: values.pop(name) for name in _NAMES}
        return command(Asked(selection=selection, **shared), **values)

    decorated: Callable[..., int] = wrapper
    for option in reversed((*_FILTERS, *_SHARED)):
        decorated = option(decorated)
    return decorated
