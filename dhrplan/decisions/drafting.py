"""What a file would be with what is decided, and what the rules say of that."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.decisions.changing import changes_for
from dhrplan.decisions.effect import Effect, effect_of
from dhrplan.text.edit import edit
from dhrplan.text.parsing import node_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dhrplan.decisions.decision import Decision
    from dhrplan.decisions.subjects import Subjects
    from dhrplan.select.named import Named
    from dhrplan.text.folder import Folder


class Draft(NamedTuple):
    """What a file would be.

    Attributes:
        data: Its bytes.
        effect: What the rules say of the change.
    """

    data: bytes
    effect: Effect


def draft_of(
    folders: tuple[Folder, ...],
    about: Subjects,
    data: bytes,
    decided: Iterable[tuple[Decision, Named]],
    as_of: date,
) -> Draft:
    """What the file that holds the subjects would be.

    Args:
        folders: All that is in view, as it was read.
        about: The file, and what in it is decided about.
        data: The bytes of the file.
        decided: Each decision, in the values of a plan, with what it is about.
        as_of: The day of what is given no date.

    Raises:
        EditError: The change cannot be made, or not without changing something else.
    """
    source = about.file.source
    changes = [change for each, one in decided for change in changes_for(each, one, as_of)]
    edited = edit(source.file, data, changes, parsed=source)
    before = source if source.root else replace(source, root=node_of(source))
    effect = effect_of(folders, before, edited.source, about.touched, as_of)
    return Draft(edited.data, effect)
