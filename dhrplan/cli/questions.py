"""What `init` has to know: told by options, else asked at a terminal, else left open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from unicodedata import category

import click

from dhrplan.text.beginning import title_of
from dhrplan.text.kit import Answers
from dhrplan.text.naming import fault_of

if TYPE_CHECKING:
    from collections.abc import Callable

    Ask = Callable[[str, str, Callable[[str], str]], str]


@dataclass(frozen=True)
class Told:
    """What the options say; what is None is asked for, or left open."""

    partnership: str | None = None
    marking: str | None = None
    council: str | None = None
    review: str | None = None
    title: str | None = None


@dataclass(frozen=True)
class Wanted:
    """Which files are to be made, and so which questions there are."""

    plan: bool
    register: bool
    settings: bool


def unused(told: Told, wanted: Wanted) -> list[str]:
    """The options that say what goes into no file that is to be made."""
    used = {
        "partnership": wanted.plan or wanted.register,
        "marking": wanted.settings,
        "council": wanted.register,
        "review": wanted.plan,
        "title": wanted.plan,
    }
    return [f"--{name}" for name, words in vars(told).items() if words and not used[name]]


def answers(told: Told, wanted: Wanted, *, asks: bool) -> Answers:
    """What the options say, which is `checked`, and what is answered to the questions open then."""
    ask = _ask if asks else _default
    if told.partnership is None and (wanted.plan or wanted.register):
        told = replace(told, partnership=ask(_PARTNERSHIP, "", _line))
    if told.marking is None and wanted.settings:
        told = replace(told, marking=ask(_MARKING, "", _line))
    if told.council is None and wanted.register:
        told = replace(told, council=ask(_COUNCIL, "", _line))
    if told.review is None and wanted.plan:
        told = replace(told, review=ask("Id of the first review", Answers().review, _review))
    review = told.review or Answers().review
    if told.title is None and wanted.plan:
        told = replace(told, title=ask("Title of the review", title_of(review), _line))
    return Answers(
        told.partnership or None,
        told.marking or None,
        told.council or None,
        review,
        told.title or title_of(review),
    )


_PARTNERSHIP = "Name of the partnership (Enter leaves it open)"
_MARKING = "Marking of reports, such as OFFICIAL-SENSITIVE (Enter: none)"
_COUNCIL = "Name of the lead council (Enter leaves it open)"


def _ask(question: str, default: str, value: Callable[[str], str]) -> str:
    answer: str = click.prompt(
        question, default=default, show_default=bool(default), value_proc=value, err=True
    )
    return answer


def _default(_question: str, default: str, _value: Callable[[str], str]) -> str:
    return default


def checked(told: Told) -> Told:
    """What the options say, as it is written.

    Raises:
        UsageError: An option holds what cannot be.
    """
    lines = {name: value and _line(value) for name, value in vars(told).items() if name != "review"}
    return Told(**lines, review=None if told.review is None else _review(told.review))


def _line(given: str) -> str:
    """One line of words.

    Raises:
        UsageError: There is something in it that cannot be printed.
    """
    words = "".join(" " if category(sign) == "Zs" else sign for sign in given)
    if not words.isprintable():
        raise click.UsageError("Write it on one line, without signs that cannot be seen.")
    return " ".join(words.split())


def _review(given: str) -> str:
    """The id of a review.

    Raises:
        UsageError: It cannot be one.
    """
    if fault := fault_of(given.strip()):
        raise click.UsageError(fault)
    return given.strip()
