"""What the reference says of each word of the format, and of how dates are written.

Most of these sentences are for people and stand nowhere in the program; the tests hold that none
is missing and that each date means what it is said to mean.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dhrplan.model.plan import Status
from dhrplan.model.state import SOON_DAYS, Flag, State, Step
from dhrplan.plan.fields import STATUS

STATUSES = dict(zip(Status, STATUS.descriptions, strict=True))

STATES = {
    State.UNCLEAR: "Something in the action cannot be read. Nothing is concluded from the rest.",
    State.NO_STATUS: "The record does not give the status of the action. It is never called "
    "late or done, and is always listed.",
    State.SUPERSEDED: "As its status says.",
    State.NOT_TAKEN_FORWARD: "As its status says.",
    State.OVERDUE: "It is not started, in progress or ongoing, and its target is past, or that of "
    "an open milestone. A target is past after its last day: what is due today is not overdue.",
    State.LAPSED: "The newest check found that it is no longer in place, and work has not started "
    "again: it is complete, ongoing or paused. A newer check can change this.",
    State.CHECK_OVERDUE: "`next_check` is past, and no check has been made since. The action may "
    "be open, paused or complete.",
    State.AWAITING_SIGN_OFF: "It is recorded as complete, and the sign-off is missing.",
    State.COMPLETE: "It is recorded as complete, and nothing above applies.",
    State.PAUSED: "As its status says.",
    State.DUE_SOON: f"It is open, and its next date is within {SOON_DAYS} days.",
    State.NOT_DUE_YET: "It is open, and its next date is later. The record does not say whether it "
    "is on track.",
    State.NO_DATE: "It is open, and it has no date.",
}

FLAGS = {
    Flag.NO_NEWS: "Open, and no dated update for as long as `review_every` says. Where the plan "
    "does not say how often the board reviews its actions, there is none. Use `--no-update`.",
    Flag.EXTENSION_ASKED: "An agency asks for a later target, which is not in force.",
    Flag.FORECAST_LATE: "Open, and the lead expects to be done after the target.",
    Flag.EXTENDED: "The target was moved to a later date at least once.",
    Flag.BLOCKED: "Not closed, and `blocked` says what prevents the work.",
}

STEPS = {
    Step.SAID_DONE: "The status is `complete` or `complete-ongoing`.",
    Step.OUTCOME_TOLD: "`outcome` says what changed.",
    Step.EVIDENCE: "`evidence` says what shows it, and at least one piece is still valid.",
    Step.AGREED: "`signed_off` says who agreed that it is done.",
    Step.STILL_IN_PLACE: "It was checked again, and the last of the `checks` found it "
    "`still-in-place`.",
}


class Written(NamedTuple):
    """Ways to write one date.

    Attributes:
        forms: What may be written, the canonical form first.
        deadline: Its last day.
        which: What is meant by it, where the last day alone does not say so.
    """

    forms: tuple[str, ...]
    deadline: str
    which: str = ""


PUBLISHED = date(2020, 8, 31)
"""The day of publication from which the table's relative date is counted."""

DATES = (
    Written(
        (
            *("2016-10-31", "31/10/2016", "31/10/16", "31.10.2016", "31 October 2016"),
            *("31st Oct 2016", "Oct 31 2016", "by 31/10/2016"),
        ),
        "2016-10-31",
    ),
    Written(
        (
            *("2016-10", "10/2016", "October 2016", "Oct-16", "end of October 2016"),
            "by the end of October 2016",
        ),
        "2016-10-31",
    ),
    Written(("2016", "end of 2016"), "2016-12-31"),
    Written(("2016/17", "FY 2016/17"), "2017-03-31", "the financial year, April to March"),
    Written(("2016/17-Q3", "Q3 2016/17"), "2016-12-31", "its third quarter"),
    Written(("2024-spring", "spring 2024"), "2024-05-31", "March to May"),
    Written(("2024-summer", "summer 2024"), "2024-08-31", "June to August"),
    Written(("2024-autumn", "autumn 2024"), "2024-11-30", "September to November"),
    Written(("2023-winter", "winter 2023"), "2024-02-29", "December to February"),
    Written(("2016-07-21/2016-07-22", "21st - 22nd July 2016"), "2016-07-22"),
    Written(
        ("2016-10-31/2016-11-06", "w/c 31 October 2016"),
        "2016-11-06",
        "the week from Monday to Sunday",
    ),
    Written(("2022-01/2022-03", "Jan-Mar 2022", "January to March 2022"), "2022-03-31"),
    Written(("2024-01/2024-06", "H1 2024", "first half of 2024"), "2024-06-30"),
    Written(("2023-09/2024-08", "academic year 2023/24"), "2024-08-31", "the academic year"),
)
RELATIVE = (
    Written(
        ("published + 6 months", "within six months of publication"),
        "2021-02-28",
        "where `published` is 31 August 2020",
    ),
    Written(
        ("immediately", "Immediate", "with immediate effect", "effective immediately"),
        "2020-08-31",
        "where `agreed` is 31 August 2020",
    ),
)
FAULTS = (
    *("end of April", "Q3 2016", "mid 2016", "Ongoing", "TBC", "as soon as possible"),
    *("Friday 31 October 2016", "2016/10/31", "31/03/2018 Revised: 30/09/2018", "quarterly"),
    *("within three months", "published + 6 months", "2025-02-30", "2016-17"),
)
"""What is no date; the program itself says why, and what to write."""
