"""The only place that reads the clock."""

from __future__ import annotations

from datetime import date


def today() -> date:
    """Today, where the program runs."""
    return date.today()  # noqa: DTZ011, TID251 - the board's day is the local one
