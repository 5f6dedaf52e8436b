"""What a file would be with some changes, and what the rules say of that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.decisions.effect import Effect, effect_of
from dhrplan.decisions.narrowing import touched_by
from dhrplan.plan.fmt import edit
from dhrplan.text.parsing import node_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from dhrplan.diagnostic import Route
    from dhrplan.text.folder import Folder
    from dhrplan.text.source import Source
    from dhrplan.yamldoc.edit import Change


class Draft(NamedTuple):
    """What a file would be.

    Attributes:
        data: Its bytes.
        effect: What the rules say of the changes.
        touched: The recommendations and actions that something changes in.
    """

    data: bytes
    effect: Effect
    touched: frozenset[Route]


def draft_of(
    folders: tuple[Folder, ...],
    source: Source,
    data: bytes,
    changes: Sequence[Change],
    as_of: date,
) -> Draft:
    """What a file would be by changes of its recommendations and actions.

    Args:
        folders: All that is in view, as it was read.
        source: The file, as it was read there.
        data: Its bytes.
        changes: What changes, one after the other.
        as_of: The day by which the rules judge dates.

    Raises:
        EditError: The file cannot be changed so, or not without changing something else.
    """
    edited = edit(source.file, data, changes, parsed=source)
    before = source if source.root else replace(source, root=node_of(source))
    touched = touched_by(changes, before, edited.source)
    effect = effect_of(folders, before, edited.source, touched, as_of)
    return Draft(edited.data, effect, touched)
