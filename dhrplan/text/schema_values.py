"""What JSON Schema can say of a single value: its types, once YAML has read it, and its signs.

An expression refuses only what no form has. Dates can be written in too many ways, with signs that
cannot be seen between any two letters, for an expression of all of them that is never too strict.
"""

from __future__ import annotations

from typing import Any

from dhrplan.model.date_forms import LONGEST
from dhrplan.model.date_forms.days import LAST_YEAR
from dhrplan.text.kinds import Body, Choice, Every, Flag, Id, Kind, Signatory, Text, When
from dhrplan.text.schema_help import MESSAGES

Schema = dict[str, Any]

_SCALAR = ["string", "number", "boolean"]
"""What YAML may take for a text: `1.10` is a number to it, and `true` neither."""

# In the parts that the expressions of JavaScript, Rust and Python have in common.
_SPACE = r"\s\x1c-\x1f\x85"
"""All that Python takes for a space."""
_NOT_IN_DATES = ":;()&?"
_PATTERNS = {
    "review_id": "^[A-Za-z0-9._-]+$",
    "id": (
        r"^[^\s/:\u00ad\u200b-\u200d\u2060\ufeff\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb]+$"
    ),
    "yes_or_no": "^([yY][eE][sS]|[nN][oO]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE])$",
    # From 2 digits (Oct-16) to 16 (two days).
    "date": f"^([^0-9{_NOT_IN_DATES}]*[0-9]){{2,16}}[^0-9{_NOT_IN_DATES}]*$",
    # A digit, or several words: `within a year of publication`.
    "relative_date": f"^[^{_NOT_IN_DATES}]*[0-9{_SPACE},][^{_NOT_IN_DATES}]*$",
    "period": f"[0-9{_SPACE},]",
}

COMMON: dict[str, Schema] = {
    "left_out": {
        "$comment": "A key left out: nothing, blanks in quotes, or braces with nothing in them.",
        "type": ["null", "string", "object"],
        "pattern": f"^[{_SPACE}]*$",
        "maxProperties": 0,
    },
    "missing": {
        "type": "string",
        "pattern": r"[^ \t\r\n]",
        "errorMessage": MESSAGES["missing"],
    },
}
"""What is left out, and what it is called where it may not be."""


def name_of(kind: Kind) -> str:
    """The name of the definition of a kind of value."""
    match kind:
        case Choice():
            return kind.noun.partition(" ")[2].replace(" ", "_")
        case Id():
            return "review_id" if kind.plain else "id"
        case When():
            return "relative_date" if kind.relative else "date"
        case Flag():
            return "yes_or_no"
        case Every():
            return "period"
        case _:
            return type(kind).__name__.lower()


def value_of(kind: Kind) -> Schema:
    """What a value of a kind must be, where there is one."""
    match kind:
        case Choice():
            return _choice(kind)
        case Text() | Body() | Signatory():
            return {"type": _SCALAR, "errorMessage": MESSAGES["text"]}
        case Id():
            return _matching(kind, *_SCALAR)
        case Flag():
            return _matching(kind, "string", "boolean")
        case When():
            # 2021 is a number to YAML, and so is 3.2021.
            bounds = {"minimum": 1, "maximum": int(LAST_YEAR), "maxLength": LONGEST}
            return {**_matching(kind, "string", "number"), **bounds}
        case _:
            return _matching(kind, "string")


def _matching(kind: Kind, *types: str) -> Schema:
    name = name_of(kind)
    return {"type": [*types], "pattern": _PATTERNS[name], "errorMessage": MESSAGES[name]}


def _choice(kind: Choice) -> Schema:
    numbers = [int(value) for value in kind.values if value.isdigit()]  # as YAML reads them
    told = {"enumDescriptions": list(kind.told)} if kind.told else {}
    return {"enum": [*numbers, *kind.values], **told}
