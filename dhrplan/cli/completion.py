"""Shell completion of rules, and of reviews, actions, agencies, statuses, scopes and themes.

A completion prints no errors: without a folder of plans it offers nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stderr
from io import StringIO
from typing import TYPE_CHECKING

import click

from dhrplan.errors import DhrplanError
from dhrplan.model.agencies import folded
from dhrplan.reports.select import FILTERS, is_named

if TYPE_CHECKING:  # reading plans takes PyYAML, which `--help` of a command does without
    from dhrplan.plan.folder import Folder

Completion = Callable[[click.Context, click.Parameter, str], list[str]]


def complete(name: str) -> Completion:
    """A completion for the values of a filter."""
    known = next(one.known for one in FILTERS if one.name == name)

    def values(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
        return _beginning(begun, known(_folders(ctx)).values()) if known else []

    return values


def complete_action(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The ids of the recommendations and actions of the REVIEW given before."""
    review = str(ctx.params.get("of_review") or "")
    plans = (plan for folder in _folders(ctx) for plan in folder.plans if is_named(review, plan))
    ids = [
        name
        for plan in plans
        for one in plan.recommendations
        for name in (one.id, *(action.id for action in one.actions))
    ]
    return _beginning(begun, ids)


def complete_rule(_ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The names of all rules, then of their families."""
    from dhrplan.rules import RULES_BY_NAME

    families = (rule.family for rule in RULES_BY_NAME.values())
    return _beginning(begun, (*RULES_BY_NAME, *families))


def _folders(ctx: click.Context) -> Iterator[Folder]:
    """Lazy, so that statuses and scopes are completed without reading a plan."""
    from dhrplan.cli.answer import read_workspace

    try:
        with redirect_stderr(StringIO()):
            found = read_workspace(ctx.params.get("plans") or ()).folders
        yield from found
    except DhrplanError:
        return


def _beginning(begun: str, words: Iterable[str]) -> list[str]:
    """The words that begin so, each once, without those that a shell would split or obey."""
    fitting = (word for word in words if folded(word).startswith(folded(begun)))
    return [word for word in dict.fromkeys(fitting) if " " not in word and word.isprintable()]
