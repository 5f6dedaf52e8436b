"""Changes of a file of YAML that leave alone what they do not speak of.

Values are put into the text and taken out of it where they stand; nothing is written anew. What
comes of it is read again, and is refused unless exactly the values that were meant to differ do,
and every comment is still there.
"""

from __future__ import annotations

import codecs
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from dhrplan.errors import EditError
from dhrplan.text.adding import additions
from dhrplan.text.agreeing import agree, bind
from dhrplan.text.applying import apply
from dhrplan.text.changes import Append, Change, Remove, Set
from dhrplan.text.comments import comments
from dhrplan.text.draft import Kept, Keys, opened, settle
from dhrplan.text.kinds import RecordOf
from dhrplan.text.parsing import parse
from dhrplan.text.removing import removals
from dhrplan.text.sheet import Sheet, spliced

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dhrplan.text.sheet import Splice
    from dhrplan.text.source import Node, Source

__all__ = ["Append", "Change", "Edited", "Remove", "Set", "UnsafeEditError", "edit"]


class UnsafeEditError(EditError):
    """A change that would have changed something else as well. Nothing came of it."""

    def __init__(self, file: str, what: str) -> None:
        message = f"{file} is not changed: the change would have {what}."
        super().__init__(message, "Make it in a text editor.")


class Edited(NamedTuple):
    """What came of an edit.

    Attributes:
        data: The bytes of the file.
        source: Its text with positions, as `parse` answers it.
    """

    data: bytes
    source: Source


def edit(
    file: str,
    data: bytes,
    changes: Sequence[Change],
    record: str = "plan",
    parsed: Source | None = None,
) -> Edited:
    """Change a file of YAML.

    Args:
        file: The file as a person would name it.
        data: Its bytes, which are left as they are where nothing changes.
        changes: What is to change, one after the other: each finds what those before it left.
        record: What the file holds, by its name in the table of fields.
        parsed: What `parse` answers to these very bytes, where somebody has asked already.

    Raises:
        EditError: The file cannot be read, or a change cannot be made in it.
        UnsafeEditError: Something else would have changed.
    """
    old = parsed if parsed and parsed.root else parse(file, data)
    wanted = _draft(old, record)
    for change in changes:
        apply(change, wanted)
    settle(wanted)
    new = _changed(old, wanted)
    if new is not old:
        _check(old, new)
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    return Edited(mark + new.text.encode(), new)


def _draft(source: Source, record: str) -> Keys:
    """What the file holds."""
    if source.faults:
        fault = source.faults[0]
        message = f"{source.file} cannot be read, and so nothing in it can be changed."
        raise EditError(message, f"{fault.place}: {fault.message} {fault.hint}".rstrip())
    root = opened(Kept(RecordOf(record), source.root)) if source.root else None
    if not isinstance(root, Keys) or not root.pairs:
        raise EditError(f"{source.file} has no keys, and so nothing in it can be changed.")
    return root


def _changed(source: Source, wanted: Keys) -> Source:
    """The text that holds what is wanted.

    All that is new is put in first, then what is to go is taken out: neither has to know the other.
    """
    for step, agrees in ((additions, bind), (removals, agree)):
        if splices := step(wanted, Sheet(source)):
            source = _spliced(source, splices, agrees, wanted)
    return source


def _spliced(
    source: Source, splices: list[Splice], agrees: Callable[[Keys, Node], bool], wanted: Keys
) -> Source:
    """The text with its splices, read again and found to hold what it should."""
    after = parse(source.file, spliced(source.text, splices).encode())
    if after.root is None or not agrees(wanted, after.root):
        raise UnsafeEditError(source.file, "changed other values too")
    return after


def _check(old: Source, new: Source) -> None:
    """See that nothing else came or went: comments, and what is not part of the format."""
    if _oddities(old) != _oddities(new):
        raise UnsafeEditError(old.file, "changed what is not part of the format")
    if _remarks(old) != _remarks(new):
        raise UnsafeEditError(old.file, "lost a comment")


def _oddities(source: Source) -> Counter[str]:
    return Counter(fault.message for fault in source.oddities.values())


def _remarks(source: Source) -> Counter[str]:
    return Counter(comment.text for comment in comments(source))
