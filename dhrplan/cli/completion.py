"""What a shell may complete: rules; reviews, actions, agencies, statuses, scopes, themes of plans.

A completion never complains: where there is no folder of plans, it offers nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dhrplan.errors import DhrplanError
from dhrplan.model.agencies import folded
from dhrplan.select.filters import FILTERS
from dhrplan.select.names import is_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    import click

    from dhrplan.text.folder import Folder

    Completion = Callable[[click.Context, click.Parameter, str], list[str]]


def complete(name: str) -> Completion:
    """A completion for the values of a filter that knows its words."""
    known = next(one.known for one in FILTERS if one.name == name)

    def values(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
        return _beginning(begun, known(_folders(ctx)).values()) if known else []

    return values


def complete_action(ctx: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
    """The ids of the recommendations and actions of the review that stands before."""
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
    from dhrplan.rules import EVERY_RULE

    families = (rule.family for rule in EVERY_RULE.values())
    return _beginning(begun, (*EVERY_RULE, *families))


def _folders(ctx: click.Context) -> Iterator[Folder]:
    """The folders of plans, read when they are first looked at: statuses and scopes need none."""
    from dhrplan.cli.view import read_workspace

    try:
        yield from read_workspace(ctx.params.get("plans") or ()).folders
    except DhrplanError:
        return


def _beginning(begun: str, words: Iterable[str]) -> list[str]:
    """The words that begin so, each once.

    One with a space would fall apart in the shell, and one with control codes steer it.
    """
    fitting = (word for word in words if folded(word).startswith(folded(begun)))
    return [word for word in dict.fromkeys(fitting) if " " not in word and word.isprintable()]
