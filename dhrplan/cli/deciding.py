"""From what is asked of `update` to what a file is to become, with questions on the way."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from textwrap import shorten
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from dhrplan.cli.asking import at_terminal
from dhrplan.cli.telling import tell
from dhrplan.cli.writing import Proposal, hold, proposed
from dhrplan.decide import (
    Decision,
    DecisionError,
    changes_for,
    missing_parts,
    check_decision,
    find_subjects,
    interpret,
)
from dhrplan.decide.decision import option
from dhrplan.errors import DhrplanError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from dhrplan.select.named import Named
    from dhrplan.text.reader import RegisterFile

    _Hear = Callable[[Decision], Decision]

_ASKED = {
    "completed": "Date of completion (empty: not known)",
    "outcome": "What came of it (empty: not told)",
    "superseded_by": "Which action takes its place, such as `DHR7 1.1` (empty: none)",
    "by": "Who agrees that it is done",
}
"""What a terminal is asked for, where it was not given."""

_WHY = {
    "paused": "Why is it paused",
    "not-taken-forward": "Why is it not taken forward",
    "superseded": "What took its place, and why",
}


_SHOWN = 60
"""How much of a title or text is shown beside a name."""


_MAY_BE_EMPTY = ("completed", "outcome")
_NEEDED = ("reason", "by")
"""What may be left open where it is not known, and what may not."""


class Wanted(NamedTuple):
    """What `update` is asked to write.

    Attributes:
        review: The review, by any of its names.
        ids: Actions, milestones, recommendations.
        milestone: A milestone of the one action.
        said: What is decided, in words, by the parts of a decision.
    """

    review: str
    ids: tuple[str, ...]
    milestone: str | None
    said: Mapping[str, Any]


def decide(plans: tuple[Path, ...], wanted: Wanted, as_of: date) -> Proposal:
    """What the file of a review is to become.

    Raises:
        DhrplanError: It cannot be understood, found, read or changed.
    """
    held = hold(plans)
    about = find_subjects(held.view.folders, wanted.review, wanted.ids, wanted.milestone)
    if wanted.said["lead"]:
        _refuse_unread(about.folder.register_file)
    hear = partial(interpret, register=about.folder.register, as_of=as_of)
    decided = list(_decided(hear(Decision(**wanted.said)), about.named, hear))
    changes = [one for each, named in decided for one in changes_for(each, named, as_of)]
    return proposed(held, about.file.source, changes, as_of)


def _refuse_unread(register: RegisterFile | None) -> None:
    """See that the agencies are known, or else any name would do as a lead."""
    if register and register.register is None:
        message = f"{register.source.file} cannot be read, and so nobody can be named as a lead."
        raise DhrplanError(message, "`dhrplan validate` says what is wrong with it.")


def _decided(
    decision: Decision, named: tuple[Named, ...], hear: _Hear
) -> Iterator[tuple[Decision, Named]]:
    """What is decided of each that is named, with what had to be asked."""
    for one in named:
        check_decision(decision, one)
    if not at_terminal():
        _refuse_lacking(decision, named)
    for one in named:
        yield _asked(decision, one, hear), one


def _refuse_lacking(decision: Decision, named: Iterable[Named]) -> None:
    for one in named:
        names = missing_parts(decision, one)
        if names:
            joined = " or " if "superseded_by" in names else " and "
            options = joined.join(map(option, names))
            to_be = f"`{decision.status}`" if decision.status else "signed off"
            message = f"{one.name} is to be {to_be}, and {options} must be said too."
            raise DecisionError(message, _said_empty(names))


def _said_empty(names: tuple[str, ...]) -> str:
    """How to say that it is not known, of what may be left open."""
    empty = " ".join(f'{option(name).strip("`")} ""' for name in names if name in _MAY_BE_EMPTY)
    return f"Where that is not known, say so with an empty value: `{empty}`." if empty else ""


def _asked(decision: Decision, one: Named, hear: _Hear) -> Decision:
    """The decision with what somebody at the terminal answers.

    What is lacking is looked at anew after each answer: what takes an action's place says why.
    """
    if at_terminal():
        tell(_spoken_of(one))
    for name in missing_parts(decision, one):
        if name in missing_parts(decision, one):
            question = _WHY[decision.status or ""] if name == "reason" else _ASKED[name]
            decision = _answered(decision, f"  {question}", name, hear)
    return decision


def _spoken_of(one: Named) -> str:
    """What is to change, in a line: its name and the first words of it."""
    holder = one.milestone or one.action or one.recommendation
    name = f"{one.name}/{one.milestone.name}" if one.milestone else one.name
    words = " ".join((getattr(holder, "title", None) or holder.text or "").split())
    return f"{name}: {shorten(words, _SHOWN, placeholder=' ...')}" if words else name


def _answered(decision: Decision, question: str, name: str, hear: _Hear) -> Decision:
    while True:
        default = None if name in _NEEDED else ""
        answer = click.prompt(question, default=default, show_default=False, err=True)
        heard: Mapping[str, Any] = {name: answer}
        try:
            said = hear(Decision(**heard))
        except DecisionError as error:
            tell(f"{error} {error.hint}".rstrip())
        else:
            return replace(decision, **{name: getattr(said, name)})
