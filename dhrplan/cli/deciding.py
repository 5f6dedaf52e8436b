"""From what is asked of `update` to what a file is to become, with questions on the way."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from dhrplan.cli.asking import at_terminal
from dhrplan.cli.writing import Proposal, hold, proposed
from dhrplan.decisions import (
    Decision,
    DecisionError,
    changes_for,
    lacking,
    refuse_misfits,
    subjects,
    understood,
)
from dhrplan.decisions.decision import option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from dhrplan.select.named import Named

    _Hear = Callable[[Decision], Decision]

_ASKED = {
    "completed": "Date of completion (empty: not known)",
    "outcome": "What came of it (empty: not told)",
    "reason": "Why",
}
"""What a terminal is asked for, where it was not given."""


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
    about = subjects(held.view.folders, wanted.review, wanted.ids, wanted.milestone)
    hear = partial(understood, register=about.folder.register, as_of=as_of)
    decided = list(_decided(hear(Decision(**wanted.said)), about.named, hear))
    changes = [one for each, named in decided for one in changes_for(each, named, as_of)]
    return proposed(held, about.file.source, changes, as_of)


def _decided(
    decision: Decision, named: tuple[Named, ...], hear: _Hear
) -> Iterator[tuple[Decision, Named]]:
    """What is decided of each that is named, with what had to be asked."""
    for one in named:
        refuse_misfits(decision, one)
    wanting = [(one, lacking(decision, one)) for one in named]
    if not at_terminal():
        _refuse_lacking(decision, wanting)
    for one, names in wanting:
        yield _asked(decision, one, names, hear), one


def _refuse_lacking(decision: Decision, wanting: Iterable[tuple[Named, tuple[str, ...]]]) -> None:
    for one, names in wanting:
        if names:
            options = " and ".join(map(option, names))
            message = f"{one.name} is to be `{decision.status}`, and {options} must be said too."
            raise DecisionError(message, _MISSING_HINT if "reason" not in names else "")


_MISSING_HINT = 'Where that is not known, say so with an empty value: `--outcome ""`.'


def _asked(decision: Decision, one: Named, names: tuple[str, ...], hear: _Hear) -> Decision:
    """The decision with what somebody at the terminal answers."""
    for name in names:
        decision = _answered(decision, f"{one.name}: {_ASKED[name]}", name, hear)
    return decision


def _answered(decision: Decision, question: str, name: str, hear: _Hear) -> Decision:
    while True:
        default = None if name == "reason" else ""
        answer = click.prompt(question, default=default, show_default=False, err=True)
        heard: Mapping[str, Any] = {name: answer}
        try:
            said = hear(Decision(**heard))
        except DecisionError as error:
            click.echo(f"{error} {error.hint}".rstrip(), err=True)
        else:
            return replace(decision, **{name: getattr(said, name)})
