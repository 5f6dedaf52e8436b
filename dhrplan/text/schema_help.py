"""What an editor shows and offers by the schema: the words of a hover, messages, and snippets.

Nothing here has a say in what a file may hold. A snippet brings in no value of its own: what is
left of it unfilled is empty, or no date, so that nothing made up can stay in a record unseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, assert_never

from dhrplan.model.dates import EVENTS, SEASONS
from dhrplan.text.fields import RECORDS
from dhrplan.text.kinds import (
    Body,
    Choice,
    Every,
    Flag,
    Id,
    ListOf,
    MapOf,
    RecordOf,
    Signatory,
    Text,
    When,
)

if TYPE_CHECKING:
    from dhrplan.text.kinds import Field, Kind

Snippet = dict[str, Any]

MESSAGES = {
    "missing": "This may not be empty.",
    "text": "This takes one value: text on the line of its key, or below it after `|-`.",
    "list": "This is a list: each item on a line of its own, after a dash and a space.",
    "id": "An id is a number or name without a space, `/`, `:` or typographic quotation mark.",
    "review_id": "The id of a review has only letters, digits, `.`, `_` and `-`.",
    "yes_or_no": "Write `yes` or `no`.",
    "date": (
        "This is not a date. Write `2021-03-31`, `March 2021` or `2020/21`; leave out what is not "
        "known."
    ),
    "relative_date": (
        "This is not a date. Write `2021-03-31`, `March 2021` or `published + 6 months`; leave out "
        "what is not known, and keep other words under `as_written`."
    ),
    "period": "This is not a length of time. Write `3 months` or `6 weeks`.",
}
"""What an editor says of a value that does not fit, by what was looked for."""

_TEXT = "Text. In quotes where it has `: ` or ` #` in it; below `|-` where it takes several lines."
_DATE = (
    "A date, as exact as it is known: `2021-03-31`, `31 March 2021`, `March 2021`, `spring 2021`, "
    "`2021`, or `2020/21` for the financial year."
)
_COUNTED = " Or counted from one of the plan's `dates`: `published + 6 months`."
_BODY = "An agency or group of `agencies.yaml`, by code, alias or name"


def explained(field: Field) -> str:
    """What a field means and how its value is written, as an editor shows it."""
    needed = ["Needed."] if field.required else []
    internal = [] if field.public else ["Internal: left out of what is published."]
    told = [field.description, _how(field.kind), *needed, *internal]
    return "\n\n".join(filter(None, told))


def _how(kind: Kind) -> str:
    """How a value of a kind is written."""
    match kind:
        case ListOf(RecordOf()):
            return "A list: each begins with a dash, and has keys of its own."
        case ListOf(item):
            return f"A list: each on a line of its own, after a dash. {_how(item)}"
        case MapOf():
            return "A code, a colon behind it, and its keys below."
        case RecordOf():
            return "Keys of its own, on the lines below."
        case Choice():
            return ""  # an editor lists them
        case When():
            return f"{_DATE}{_COUNTED if kind.relative else ''}"
        case _:
            return _one_value(kind)


def _one_value(kind: Text | Id | Flag | Every | Body | Signatory) -> str:
    match kind:
        case Text():
            return _TEXT
        case Id():
            return MESSAGES["review_id" if kind.plain else "id"]
        case Flag():
            return "`yes` or `no`."
        case Every():
            return "A length of time: `3 months`, `6 weeks`."
        case Body():
            return f"{_BODY}."
        case Signatory():
            return f"{_BODY}, or a person, whose name is never published."
        case _:
            assert_never(kind)


# -- what is offered -------------------------------------------------------------------------------

_FEW = 4


def snippets(kind: Kind) -> tuple[Snippet, ...]:
    """What an editor offers for a value. With one alone, its `body` comes in with the key."""
    match kind:
        case Choice():
            told = kind.told or ("",) * len(kind.values)
            return tuple(map(_snippet, kind.values, kind.values, told))
        case When():
            return (*_DATES, *(_RELATIVE if kind.relative else ()))
        case RecordOf(record):
            return (_keys_of([field.name for field in RECORDS[record]]),)
        case MapOf(RecordOf(record)):
            return (_snippet("CODE", {"${1:CODE}": {RECORDS[record][0].name: "$2"}}),)
        case _:
            return _OFFERED[type(kind)]


def _snippet(label: str, body: Any, about: str = "") -> Snippet:
    return {"label": label, "body": body, **({"description": about} if about else {})}


def _typed(label: str, text: str, about: str) -> Snippet:
    """A snippet that shows while nothing is typed, or its own signs: not amid other words."""
    return {"label": label, "bodyText": text, "description": about}


def _keys_of(names: list[str]) -> Snippet:
    """The keys of a record, none of them filled in; of many the first is for people to choose."""
    if len(names) > _FEW:
        return _snippet("keys below", "\n  $1")
    return _snippet(", ".join(names), {name: f"${n}" for n, name in enumerate(names, 1)})


_DATES = (
    _snippet("YYYY-MM-DD", "${1:YYYY}-${2:MM}-${3:DD}", "A day: 2021-03-31"),
    _snippet("YYYY-MM", "${1:YYYY}-${2:MM}", "A month: 2021-03"),
    _snippet("YYYY/YY", "${1:YYYY}/${2:YY}", "A financial year: 2020/21, April 2020 to March 2021"),
    _snippet("YYYY-season", f"${{1:YYYY}}-${{2|{','.join(SEASONS)}|}}", "A season: 2021-spring"),
)
_RELATIVE = tuple(
    _snippet(f"{event} + N months", f"{event} + ${{1:N}} months", "Counted from one of `dates`")
    for event in EVENTS
)
_NAMES = (_typed("code, alias or name", "$1", "As in `agencies.yaml`."),)
_OFFERED: dict[type, tuple[Snippet, ...]] = {
    Text: (
        _typed("'text in quotes'", "'$1'", "Where it has a colon or a # in it."),
        _typed("|- text on several lines", "|-\n    $1", "All lines keep the indent of the first."),
    ),
    Id: (_snippet('"id"', '"$1"', "In quotes, so that 1.10 does not become 1.1."),),
    Flag: (_snippet("yes", "yes"), _snippet("no", "no")),
    Every: (_snippet("N months", "${1:N} months"), _snippet("N weeks", "${1:N} weeks")),
    Body: _NAMES,
    Signatory: _NAMES,
}
