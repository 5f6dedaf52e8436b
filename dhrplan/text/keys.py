"""Keys that are not known or not there: which one may have been meant, and what to write."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dhrplan.text.fields import RECORDS
from dhrplan.text.nearest import nearest
from dhrplan.text.source import KeyedNode
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from dhrplan.text.kinds import Field
    from dhrplan.text.source import Node

_SHORT = 40


@cache
def fields_of(record: str) -> dict[str, Field]:
    """The fields of a record, by their key."""
    return {field.name: field for field in RECORDS[record]}


ONE_VALUE = "Write the value on the line of its key, or long text below it after `|-`."
MISSING_HINT = {
    "format": "Write `format: 1` at the top.",
    "id": "Write `id: ` and a number or name that stays the same for good.",
    "title": "Write `title: ` and the review's title.",
    "recommendations": "Write `recommendations:` and the list below it.",
    "text": "Write `text: |-` and the words below it.",
    "name": "Write `name: ` and the full name.",
    "members": "Write `members: ` and the codes in brackets: `[POL, NCC]`.",
    "agency": "Write `agency: ` and the code of the successor.",
}
# Words that people use for a key, from other forms and other tools, and the key that they mean.
_MEANT = {
    "action": "text",
    "agency": "lead",
    "body": "text",
    "comment": "notes",
    "comments": "notes",
    "deadline": "target",
    "description": "text",
    "due": "target",
    "due_date": "target",
    "lead_agency": "lead",
    "name": "title",
    "note": "notes",
    "number": "id",
    "outcomes": "outcome",
    "owner": "lead",
    "state": "status",
    "target_date": "target",
    "to": "addressed_to",
    "update": "updates",
}


def meant(word: str, known: list[str]) -> tuple[str, ...]:
    """The key that an unknown one may have been meant for, if any."""
    spelt = "_".join(word.replace("-", " ").casefold().split())
    for guess in (spelt, _MEANT.get(spelt)):
        if guess in known:
            return (guess,)
    return nearest(spelt, known, most=1)


def list_hint(node: Node) -> str:
    """How to write one value as a list."""
    if isinstance(node, KeyedNode):
        return "Put `- ` before its first key and indent the others to stand below that key."
    value = " ".join(str(node.value).split())
    return (
        f"Write `[{value}]`."
        if len(value) <= _SHORT
        else "Put `- ` before it, on a line of its own."
    )


def keys_hint(record: str) -> str:
    """How to write a record."""
    names = [field.name for field in RECORDS[record]][:4]
    return f"Write keys there, such as {one_of(names)}."
