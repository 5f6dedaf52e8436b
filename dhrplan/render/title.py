"""The heading of a report for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dhrplan.table import Report


def dated_title(report: Report) -> str:
    """Its title, with the day for which dates were judged where there is one."""
    day = report.as_of
    return f"{report.title}, as at {day.day} {day:%B %Y}" if day else report.title
