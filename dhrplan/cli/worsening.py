"""A change is refused when the plans would have errors after it that they do not have now."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import click

from dhrplan import workspace
from dhrplan.diagnostic import Severity
from dhrplan.errors import DhrplanError

if TYPE_CHECKING:
    from datetime import date

    from dhrplan.diagnostic import Diagnostic
    from dhrplan.text.folder import NamedBytes


def refuse_worse(before: NamedBytes, after: NamedBytes, as_of: date) -> None:
    """Name the errors that a change would bring in, if any.

    Args:
        before: The folder of plans as it is.
        after: The same with the change.
        as_of: The day by which dates are judged.

    Raises:
        DhrplanError: There would be one that is not there now.
    """
    from dhrplan.cli.answer import window_width
    from dhrplan.render.diagnostics import Findings, Surroundings
    from dhrplan.render.diagnostics.text import blocks
    from dhrplan.render.lines import lines_of
    from dhrplan.render.masking import masked

    now = Counter(map(_key, _errors(workspace.read((before,), to_check=True), as_of)))
    view = workspace.read((after,), to_check=True)
    found = tuple(one for one in _errors(view, as_of) if _is_new(one, now))
    if not found:
        return
    findings = masked(Findings(found, len(view.files), lines_of(view, found)))
    told = "\n\n".join(blocks(findings, Surroundings(window_width(), colour=False)))
    click.echo(f"{told}\n", err=True)
    message = "Nothing is written: that would bring in the error above."
    raise DhrplanError(message, "Change what you give, or write it all the same with --force.")


def _errors(view: workspace.Workspace, as_of: date) -> tuple[Diagnostic, ...]:
    return tuple(one for one in view.check(as_of) if one.severity is Severity.ERROR)


def _key(one: Diagnostic) -> tuple[str, str, str, str | None, str | None]:
    """What an error is known by, wherever it stands: lines move."""
    return one.place.file, one.rule, one.message, one.review, one.action


def _is_new(one: Diagnostic, now: Counter[tuple[str, str, str, str | None, str | None]]) -> bool:
    """Whether an error is none of those that are there now, each of which counts once."""
    now[_key(one)] -= 1
    return now[_key(one)] < 0
