"""The questions that an answer brings with it, one below the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dhrplan.cli.sitting.keys import ENTER, ESCAPE, edit_lines, read_key
from dhrplan.cli.sitting.lines import in_lines, told
from dhrplan.decide import Decision, interpret
from dhrplan.errors import DhrplanError
from dhrplan.meeting.entry import Entry
from dhrplan.render.blocks import one_line

if TYPE_CHECKING:
    from dhrplan.meeting.answers import Answer, Ask
    from dhrplan.reports.select import Item

NOTHING = "-"
"""What is typed where Enter would take what is offered, and nothing is wanted."""


def ask(answer: Answer, item: Item, was: Item) -> Entry | None:
    """What is decided of an action; None where somebody has thought better of it.

    Args:
        answer: What is answered.
        item: The action with what is decided so far, by which answers are offered.
        was: The action as it was before, by which they are judged: this one may take the place of
            what was decided first.
    """
    edit_lines()
    step = _milestone(item) if answer.of_milestone else None
    if answer.of_milestone and step is None:
        return None
    said: dict[str, Any] = dict(answer.says)
    for one in answer.asks:
        if not one.fits(item):
            continue
        value = _answered(one, item, was)
        if value is None:
            return None
        said |= {one.part: value} if value else {}
    return Entry(item.plan.id, item.action.id, step, answer.key, Decision(**said), item.as_of)


def _milestone(item: Item) -> str | None:
    """Which milestone is meant."""
    names = {one.name.casefold(): one.name for one in item.action.open_milestones}
    if len(names) == 1:
        return next(iter(names.values()))
    while True:
        typed = _typed(f"Which milestone: {', '.join(names.values())}?", "").casefold()
        if not typed or typed in names:
            return names.get(typed)
        click.echo(in_lines(f"There is no open milestone `{typed}`."))


def _answered(one: Ask, item: Item, was: Item) -> str | None:
    """The answer in words that are understood; None where what is needed is not given."""
    while True:
        said = _chosen(one) if one.choices else _typed(_question(one), one.offered(item))
        if not said:
            return None if one.needed else ""
        try:
            heard = interpret(Decision(**{one.part: said}), item.register, item.as_of)  # type: ignore[arg-type]
        except DhrplanError as error:
            why = told(error)
        else:
            why = one.refuses(was, getattr(heard, one.part))
        if not why:
            return said
        click.echo(in_lines(why))


def _question(one: Ask) -> str:
    return one.words if one.needed else f"{one.words} (Enter: not said)"


def _typed(question: str, offered: str) -> str:
    if offered:
        question = question.replace("(Enter: not said)", f"({NOTHING}: not said)")
        question = f"{question} [{offered}]"
    answer: str = click.prompt(
        one_line(question), default=offered, show_default=False, prompt_suffix=" "
    )
    return "" if answer.strip() == NOTHING else answer.strip()


def _chosen(one: Ask) -> str:
    """What the key that is pressed stands for; nothing for Enter."""
    keys = "  ".join(f"[{key}] {words}" for key, (words, _) in one.choices.items())
    click.echo(f"{one.words}  {keys}")
    while True:
        key = read_key().casefold()
        if key in one.choices:
            return one.choices[key][1]
        if key in {ENTER, ESCAPE}:
            return ""
