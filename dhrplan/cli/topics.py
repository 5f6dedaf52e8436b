"""The subjects of `dhrplan help` that are not commands: lists too long for the help of a command.

A new subject is a function and a line in `TOPICS`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from dhrplan.errors import ExitCode

Sections = Mapping[str, Mapping[str, str]]
"""Terms with their meaning, by heading."""


class Topic(NamedTuple):
    """A subject: its first sentence, the lists, and how to go on."""

    summary: str
    sections: Callable[[], Sections]
    end: str = ""

    def text(self, width: int) -> str:
        """The page, for a window of `width` columns."""
        from click import HelpFormatter

        formatter = HelpFormatter(width=width)
        formatter.write_text(self.summary)
        sections = self.sections()
        widest = max(len(term) for terms in sections.values() for term in terms)
        for heading, terms in sections.items():
            with formatter.section(heading):
                formatter.write_dl([(f"{term:{widest}}", text) for term, text in terms.items()], 40)
        if self.end:
            formatter.write_paragraph()
            formatter.write_text(self.end)
        return formatter.getvalue()


def _filters() -> Sections:
    from dhrplan.reports.select import FILTERS

    takes = {"word": "TEXT", "period": "PERIOD", "day": "DATE"}
    return {
        "Filters": {f"--{one.name} {takes[one.takes]}": one.help for one in FILTERS},
        "Examples": {
            "--agency ELFT --status open": "Open actions that ELFT leads.",
            "--status late,no-status": "Late, or the status is missing.",
            "--review DHR4 --review DHR7": "Actions of either review.",
            "--due-within 3m": "Due in the next three months, or late.",
            '--search "risk form"': "Both words are in the action.",
        },
    }


STATES = {
    "open": "Not complete, superseded or not taken forward; or lapsed.",
    "unclear": "Something in the action cannot be read.",
    "no-status": "The status is missing.",
    "overdue": "Open, and a target is past: its own or a milestone's.",
    "lapsed": "The newest check found that it is no longer in place.",
    "check-overdue": "The date to check it has passed.",
    "awaiting-sign-off": "Complete, and waiting for sign-off.",
    "due-soon": "Open, and a date falls in the next 30 days.",
    "not-due-yet": "Open, and the next date is later.",
    "no-date": "Open, without a date.",
}
FLAGS = {
    "no-news": "Open, and without an update for as long as the plan allows.",
    "extension-asked": "A later target is requested, and not agreed.",
    "forecast-late": "The lead expects to finish after the target.",
    "extended": "The target was moved to a later date.",
    "blocked": "Something prevents the work.",
}


def _statuses() -> Sections:
    from dhrplan.plan.fields import STATUS

    described = zip(STATUS.values, STATUS.descriptions, strict=True)
    return {
        # The sentences after the first name keys of the file.
        "Statuses, as the plan has them": {
            name: f"{text.partition('. ')[0].rstrip('.')}." for name, text in described
        },
        "States, worked out for a day": STATES,
        "Flags, beside the state": FLAGS,
    }


DATES = {
    "31 July 2017, 31/07/2017, 2017-07-31": "a day",
    "July 2017, 07/2017, end of July 2017": "a month: due on its last day",
    "2017, end of 2017": "a year: due on 31 December",
    "2016/17, FY 2016/17": "a financial year: due on 31 March",
    "Q3 2016/17": "a quarter of a financial year",
    "spring 2018, winter 2018": "a season: spring ends on 31 May",
    "Jan-Mar 2018, H1 2018": "a range: due on its last day",
    "w/c 31 October 2016": "a week: due on its Sunday",
    "academic year 2017/18": "due on 31 August",
}
RELATIVE = {
    "published + 6 months": "from a date of the plan, where it is given",
    "immediately": "the day on which the plan was agreed",
}
DAYS = {
    "today, yesterday, tomorrow": "in options, not in files",
    "30d, 2w, 3m": "a length of time, for --due-within and --no-update",
}


def _dates() -> Sections:
    return {
        "A date has a year": DATES,
        "In a plan, also": RELATIVE,
        "In options, also": DAYS,
    }


EXITS = {
    ExitCode.DONE: "Done.",
    ExitCode.FOUND: "Found something: errors (validate; warnings too with --strict), late actions "
    "(overdue --fail) or files to change (fmt --check).",
    ExitCode.USAGE: "Wrong usage, or a review, agency, action or rule that does not exist.",
    ExitCode.INCOMPLETE: "Not done, or not all of it: a file cannot be read or written. The "
    "message names it. --allow-partial makes this 0 where a report leaves something out.",
    ExitCode.INTERNAL_ERROR: "A fault of dhrplan. The message says how to report it.",
    ExitCode.INTERRUPTED: "Interrupted.",
}


def _exit_codes() -> Sections:
    return {"Exit codes": {str(int(code)): text for code, text in EXITS.items()}}


def _decisions() -> Sections:
    from click import Context

    from dhrplan.cli.entry import group
    from dhrplan.cli.options import Option

    ctx = Context(group)
    update = group.get_command(ctx, "update")
    options = (one for one in update.params if isinstance(one, Option)) if update else ()
    shown = (one.get_help_record(ctx) for one in options)
    return {"Options of `dhrplan update`": dict(filter(None, shown))}


TOPICS: Mapping[str, Topic] = MappingProxyType(
    {
        "filters": Topic(
            "Filters choose the actions. Repeat a filter to allow either value; different filters "
            "must all match.",
            _filters,
            "`update --where FILTER=VALUE` takes the same filters: --where agency=ELFT.",
        ),
        "dates": Topic(
            "Write dates as you would in a letter, or as in a file. A date is past when its last "
            "day is past.",
            _dates,
            "Leave a date out until it is known: TBC is not a date.",
        ),
        "statuses": Topic(
            "--status takes each of these words. Words of a meeting work too: done, late, "
            "outstanding.",
            _statuses,
        ),
        "decisions": Topic(
            "`dhrplan update` records these decisions about an action or a recommendation.",
            _decisions,
            'An empty value, such as --completed "", removes what is recorded. A long text can '
            "come from standard input: --note -.",
        ),
        "exit-codes": Topic("What the exit code of a command tells a script.", _exit_codes),
    }
)
"""The subjects, in the order of `dhrplan help`."""
