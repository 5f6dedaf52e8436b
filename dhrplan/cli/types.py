"""What options take besides words: days and lengths of time, as plans write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from datetime import date

    from dhrplan.model.dates import Period

    _DayType = click.ParamType[date]
    _PeriodType = click.ParamType[Period]
else:  # only the newest releases of Click say what a type converts to
    _DayType = _PeriodType = click.ParamType


EDITOR = "\0"
"""What an option for words holds where it is given without any: no command line can hold it."""


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


class Length(_PeriodType):
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
