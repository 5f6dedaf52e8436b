"""The options that commands share, and what a command is asked by them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dhrplan.model.dates import Period

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from dhrplan.model.dates import Period
    from dhrplan.select import Selection

    _DayType = click.ParamType[date]
    _PeriodType = click.ParamType[Period]
else:  # only the newest releases of Click say what a type converts to
    _DayType = _PeriodType = click.ParamType


class Day(_DayType):
    """A day, in any of the forms that plans write it."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day, or a usage error that says what to write."""
        from dhrplan.model.date_forms import parse_day
        from dhrplan.model.dates import DateFault

        day = parse_day(str(value))
        if isinstance(day, DateFault):
            self.fail(f"{day.message} {day.hint}", param, ctx)
        return day


class Within(_PeriodType):
    """A length of time: `30d`, `2w`, `3m`."""

    name = "period"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Period:
        """The length of time, or a usage error that says what to write."""
        from dhrplan.model.date_forms import parse_period
        from dhrplan.model.dates import DateFault

        period = parse_period(str(value))
        if isinstance(period, DateFault):
            self.fail(f"{period.message} {period.hint}", param, ctx)
        return period


@dataclass(frozen=True)
class Asked:
    """What the shared options ask of a question.

    Attributes:
        plans: Folders named by `--plans`; none means the one that is found upwards.
        as_of: The day by which dates are judged; None means today.
        form: The name of the format; None means by the output's ending, else `table`.
    """

    plans: tuple[Path, ...]
    as_of: date | None
    review: tuple[str, ...]
    agency: tuple[str, ...]
    status: tuple[str, ...]
    due_within: Period | None
    form: str | None
    output: Path | None
    color: str
    allow_partial: bool

    @property
    def selection(self) -> Selection:
        """The filters."""
        from dhrplan.select import Selection

        return Selection(self.review, self.agency, self.status, self.due_within)


PLANS = click.option(
    "--plans",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    multiple=True,
    envvar="DHRPLAN_PLANS",
    help="Folder of plans; may be repeated.  [default: the first `plans` upwards]",
)
COLOR = click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    show_default=True,
    help="Colour; NO_COLOR is heeded.",
)
_QUESTION = (
    click.option("--as-of", type=Day(), help="Judge dates as at this day.  [default: today]"),
    PLANS,
    click.option("--review", multiple=True, help="Only this review: id, alias or title."),
    click.option("--agency", multiple=True, help="Only what this agency, or a part of it, leads."),
    click.option("--status", multiple=True, help="Only this status, state or flag."),
    click.option("--due-within", type=Within(), help="Open and due within 30d, 2w or 3m."),
    click.option(
        "--format", "form", type=click.Choice(("table", "json")), help="How to lay it out."
    ),
    click.option(
        "-o",
        "--output",
        type=click.Path(dir_okay=False, path_type=Path),
        help="Write to this file; its ending names the format.",
    ),
    COLOR,
    click.option("--allow-partial", is_flag=True, help="Exit 0 though something is unreadable."),
)


def question(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of every question, bound up as `asked`."""

    @wraps(command)
    def wrapper(**values: Any) -> int:
        names = Asked.__dataclass_fields__
        asked = Asked(**{name: values.pop(name) for name in names})
        return command(asked, **values)

    decorated: Callable[..., int] = wrapper
    for option in reversed(_QUESTION):
        decorated = option(decorated)
    return decorated
