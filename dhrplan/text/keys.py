"""Keys that are not known or not there: which one may have been meant, and what to write."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from dhrplan.diagnostic import Diagnostic
from dhrplan.text.convert import shown
from dhrplan.text.fields import RECORDS
from dhrplan.text.kinds import Body, RecordOf
from dhrplan.text.limits import FOREIGN_BREAK
from dhrplan.text.nearest import nearest
from dhrplan.text.source import KeyedNode, Scalar
from dhrplan.text.vocabulary import KEYS_MEANT, NOTHING_SAID
from dhrplan.wording import one_of

if TYPE_CHECKING:
    from dhrplan.diagnostic import Place, Route
    from dhrplan.text.kinds import Field, Kind
    from dhrplan.text.source import Node

_SHORT = 40
_LISTS_OF_WORDS = ("aliases", "themes")
_CUTS = re.compile(r"[,\[\]{}]")
"""What would cut a sentence in two, or end it, in brackets."""

LEFT_OUT = "Take the line out: what there is none of is left out."
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_BULLET = re.compile("[-\u2013\u2014\u2022\u00b7]\\s*(\\w\\S*)")
_NO_SPACE = re.compile(r"(?P<key>[\w-]+):(?P<value>\S.*)")


@cache
def required_in(record: str) -> tuple[str, ...]:
    """The keys that a record must have."""
    return tuple(field.name for field in RECORDS[record] if field.required)


@cache
def fields_of(record: str) -> dict[str, Field]:
    """The fields of a record, by their key."""
    return {field.name: field for field in RECORDS[record]}


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


def empty_file(place: Place, record: str) -> Diagnostic:
    """The one fault of a file in which nothing is written."""
    hint = f"Write its keys, such as {one_of([field.name for field in RECORDS[record]][:3])}."
    return Diagnostic(place, "missing-key", "The file is empty.", hint)


def is_left_out(node: Node) -> bool:
    """An empty value, `~` or `null` is a key left out."""
    if isinstance(node, Scalar):
        # Text in quotes has a style; plain text has none, or an empty one from libyaml.
        return not node.value.strip() if node.style else node.value in _EMPTY
    return isinstance(node, KeyedNode) and not node.value


def is_nothing(node: Node) -> bool:
    """Whether nothing at all is written there."""
    return isinstance(node, Scalar) and not node.value


def tells_itself(node: Node, item: Kind) -> bool:
    """Whether what stands in the place of a list is a fault that its one item will be as well."""
    return isinstance(item, RecordOf) and (isinstance(node, Scalar) or _lacks_space(node))


def _lacks_space(node: Node) -> bool:
    """Whether the first key is one with a dash before it: `-text: ...`."""
    return isinstance(node, KeyedNode) and str(node.value[0][0].value).startswith("-")


def meant(word: str, known: list[str]) -> tuple[str, ...]:
    """The key that an unknown one may have been meant for, if any."""
    spelt = "_".join(word.replace("-", " ").casefold().split())
    for guess in (spelt, f"{spelt}s", KEYS_MEANT.get(spelt)):
        if guess in known:
            return (guess,)
    return nearest(spelt, known, most=1)


def unknown(word: str, known: list[str]) -> tuple[str, str]:
    """What is wrong with an unknown key, and what to write instead."""
    if word[:1] == "-" and word[1:] in known:
        return f"There is no space after the dash in {shown(word)}.", f"Write `- {word[1:]}`."
    guesses = meant(word, known)
    hint = f"Write {one_of(guesses)}." if guesses else f"Known here: {', '.join(known)}."
    return f"{shown(word)} is not a key of this place.", hint


def unseen(word: str, before: str) -> tuple[str, str] | None:
    """The same where the key may be right but for what cannot be seen beside it."""
    if before and FOREIGN_BREAK.match(before):
        message = f"{shown(word)} stands behind a line break of Word's own (U+{ord(before):04X})."
        return message, "Delete it and press Enter instead."
    visible = word.strip("\u200b\ufeff\u2060" + "".join(filter(str.isspace, word)))
    if not visible or visible == word:
        return None
    hidden = next(sign for sign in word if sign not in visible)
    message = f"{shown(visible)} stands beside a sign that cannot be seen (U+{ord(hidden):04X})."
    return message, "Delete it, and indent the line with the space bar."


def says_nothing(node: Node) -> bool:
    """Whether it is a word by which people say that there is nothing: `none`, `n/a`."""
    return isinstance(node, Scalar) and node.value.strip(" .").casefold() in NOTHING_SAID


def no_list(name: str, node: Node, item: Kind) -> tuple[str, str]:
    """What is wrong with what stands in the place of a list, and what to write instead."""
    what = "keys of its own" if isinstance(node, KeyedNode) else "one value"
    return f"`{name}` is a list, and here it has {what}.", _list_hint(name, node, item)


def _list_hint(name: str, node: Node, item: Kind) -> str:
    """How to write one value, or what stands in its place, as a list."""
    if says_nothing(node):
        return LEFT_OUT
    if isinstance(node, KeyedNode) and not isinstance(item, RecordOf):
        return _braces_hint(node)
    if isinstance(node, KeyedNode):
        return "Put `- ` before its first key and indent the others to stand below that key."
    value = " ".join(str(node.value).split())
    bullet = _BULLET.match(value)
    if bullet and isinstance(node, Scalar) and not node.style:
        return f"Begin each item with a dash and a space: `- {bullet[1]}`."
    if isinstance(item, Body):
        value = re.sub(r"\s*;\s*", ", ", re.sub(r"^\((.*)\)$", r"\1", value))
    prose = not isinstance(item, Body) and name not in _LISTS_OF_WORDS and _CUTS.search(value)
    if len(value) <= _SHORT and not prose:
        return f"Write `[{value}]`."
    return "Put `- ` before it, on a line of its own below the key."


def _braces_hint(node: KeyedNode) -> str:
    """How to write what is in braces, or looks like keys, as a list of values."""
    from dhrplan.text.clue import in_quotes

    pairs = [pair for pair in node.value if all(isinstance(one, Scalar) for one in pair)]
    if len(pairs) < len(node.value):
        return "Write one value an item, each with a dash and a space before it."
    written = ", ".join(
        key.value if is_nothing(value) else in_quotes(f"{key.value}: {value.value}")
        for key, value in pairs
    )
    return f"Write {shown(f'[{written}]')}."


def value_hint(node: Node) -> str:
    """How to write what has keys or items as one value."""
    from dhrplan.text.clue import in_quotes

    pair = node.value[0] if isinstance(node, KeyedNode) and len(node.value) == 1 else ()
    if not pair or not all(isinstance(one, Scalar) and not one.style for one in pair):
        return "Write the value on the line of its key, or long text below it after `|-`."
    text = in_quotes(f"{pair[0].value}: {pair[1].value}")
    return f"Put text with a colon in quotes: {shown(text)}."


def keys_hint(record: str, node: Node | None = None, route: Route = (), dash: str = "") -> str:
    """How to write a record.

    Args:
        record: Which record.
        node: What stands there.
        route: Where that is.
        dash: The dash that it lacks, if it does.
    """
    item = not dash and (not route or isinstance(route[-1], int))
    if node and not item and says_nothing(node):
        return LEFT_OUT
    match = _NO_SPACE.fullmatch(node.value) if isinstance(node, Scalar) else None
    if match and match["key"] in fields_of(record):
        return f"Put a space after the colon: `{match['key']}: {shown(match['value'])[1:-1]}`."
    prose = next((one for one in ("text", "reason") if one in fields_of(record)), None)
    if isinstance(node, Scalar) and prose:
        below = "" if item else ", and both on a line of their own below the key"
        return f"Put `{dash}{prose}: ` before it{below}."
    names = [field.name for field in RECORDS[record]][:4]
    return f"Write keys there, such as {one_of(names)}."
