"""The JSON Schema of plans and of the register, generated from the table of fields.

It serves editors and other tools, which see a file only as YAML parses it. So it accepts all that
the reader accepts: text may have become a number, and an empty value is a key left out. What it
cannot express, `validate` checks. Draft 7 is the version that every language server reads.

Descriptions, messages and snippets do not restrict what a file may hold. A snippet inserts no real
value: left unfilled it is empty, or no date, so that nothing made up stays in a record unnoticed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from dhrplan.model.agencies import Register
from dhrplan.model.dates.parse import LAST_YEAR, LONGEST
from dhrplan.model.dates.values import EVENTS, SEASONS
from dhrplan.plan.fields import (
    RECORDS,
    Body,
    Choice,
    DateValue,
    Field,
    Id,
    Kind,
    ListOf,
    MapOf,
    PeriodValue,
    RecordOf,
    Signatory,
    Text,
    YesNo,
)

Schema = dict[str, Any]

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
"""Messages that an editor shows for a wrong value, by definition or kind of value."""


def plan_schema(register: Register | None = None) -> Schema:
    """The schema of a plan; an editor offers the codes of the register, and accepts other text."""
    codes = (*register.agencies, *register.groups) if register else ()
    return _plan_schema_offering({code: register.full_name(code) for code in codes if register})


def _plan_schema_offering(names: Mapping[str, str]) -> Schema:
    """The schema of a plan that offers codes, each with its full name."""
    schema = _document("plan", "The action plan of a review")
    if names:
        records = schema["definitions"].values()
        keys = (key for one in records for key in one.get("properties", {}).values())
        for value in (key.get("items", key) for key in keys):
            if value.get("else") in map(_ref, _OFFERING):
                value["allOf"] = [_ref(_CODES)]
        codes = {"enum": [*names], "enumDescriptions": [*names.values()]}
        schema["definitions"][_CODES] = {"anyOf": [{}, codes]}  # other text is accepted
    return schema


def is_generated(data: bytes) -> bool:
    """True for the content of a schema of plans as this program writes it, for any register."""
    try:
        offered = json.loads(data)["definitions"].get(_CODES, {"anyOf": [{}, {}]})["anyOf"][1]
        names = dict(zip(offered.get("enum", ()), offered.get("enumDescriptions", ()), strict=True))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return False
    own = schema_text(_plan_schema_offering(names))
    return data.replace(b"\r\n", b"\n") == own.encode()


def register_schema() -> Schema:
    """The schema of the register of agencies."""
    return _document("register", "The register of agencies")


def schema_text(schema: Schema) -> str:
    """The content of a schema file."""
    return json.dumps(schema, indent=2) + "\n"


def _document(record: str, title: str) -> Schema:
    root = {**_record(record), "title": title, "minProperties": 1}
    draft = {"$schema": "http://json-schema.org/draft-07/schema#"}
    return {**draft, **root, "definitions": _definitions_below(root)}


def _definitions_below(root: Schema) -> Schema:
    """The definitions that a schema refers to, directly or not."""
    definitions = {**_COMMON}
    for field in (field for fields in RECORDS.values() for field in fields):
        kind = getattr(field.kind, "item", field.kind)
        if not isinstance(kind, RecordOf):
            definitions[definition_name(kind)] = definition(kind)
    definitions |= {name: _record(name) for name in RECORDS}
    reached: set[str] = set()
    waiting = [root]
    while waiting:
        found = set(re.findall(r'"#/definitions/(\w+)"', json.dumps(waiting.pop()))) - reached
        reached |= found
        waiting += [definitions[name] for name in found]
    return {name: schema for name, schema in definitions.items() if name in reached}


def _ref(name: str) -> Schema:
    # No key may be beside it: the standard ignores that, and some editors drop it.
    return {"$ref": f"#/definitions/{name}"}


# -- records and fields ----------------------------------------------------------------------------


def _record(name: str) -> Schema:
    fields = RECORDS[name]
    return {
        "title": name.replace("_", " ").capitalize(),
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields if field.required],
        "properties": {
            field.name: {
                "description": field.description,
                "markdownDescription": _hover_text(field),
                **_of_kind(field.kind, required=field.required),
            }
            for field in fields
        },
    }


def _of_kind(kind: Kind, *, required: bool = False) -> Schema:
    array = {"type": "array", "errorMessage": MESSAGES["list"]}
    match kind:
        case ListOf(RecordOf(record, text_key)) if text_key:
            items = _unless_left_out({"anyOf": [_ref(record), _ref("text")]})
            return {**_unless_left_out(array, required=required), "items": items}
        case ListOf(RecordOf(record)):  # no snippets: an editor offers the required keys by itself
            items = _unless_left_out(_ref(record))
            return {**_unless_left_out(array, required=required), "items": items}
        case ListOf(item):
            return {**_unless_left_out(array, required=required), "items": _of_kind(item)}
        case MapOf(RecordOf(record)):
            value = {"type": "object", "additionalProperties": _ref(record)}
        case RecordOf(record):
            value = _ref(record)
        case _:
            value = _ref(definition_name(kind))
    snippets = list(_snippets(kind))
    return {**_unless_left_out(value, required=required), "defaultSnippets": snippets}


def _unless_left_out(schema: Schema, *, required: bool = False) -> Schema:
    """A value that may be empty, unless it is required."""
    missing = {"then": _ref("missing")} if required else {}
    return {"if": _ref("left_out"), **missing, "else": schema}


# -- definitions: single values as YAML parses them ------------------------------------------------

_SCALAR = ["string", "number", "boolean"]  # text in YAML: `1.10` is a number, `true` a boolean

# A pattern may only refuse what no accepted value has. Dates are written in too many ways, with
# invisible characters between any two letters, for one pattern that accepts them all. Patterns use
# only what the regular expressions of JavaScript, Rust and Python share.
_SPACE = r"\s\x1c-\x1f\x85"  # as in Python's str.isspace()
_NOT_IN_DATES = ":;()&?"
_MIDNIGHT = rf"([{_SPACE}]00:00(:00)?[{_SPACE}.]*)?"  # which Excel puts behind a day
_PATTERNS = {
    "review_id": "^[A-Za-z0-9._-]+$",
    "id": (
        r"^[^\s/:\u00ad\u200b-\u200d\u2060\ufeff\u201c\u201d\u201e\u2018\u2019\u201a\u00ab\u00bb]+$"
    ),
    "yes_or_no": "^([yY][eE][sS]|[nN][oO]|[tT][rR][uU][eE]|[fF][aA][lL][sS][eE])$",
    # From 2 digits (Oct-16) to 16 (two days).
    "date": f"^([^0-9{_NOT_IN_DATES}]*[0-9]){{2,16}}[^0-9{_NOT_IN_DATES}]*{_MIDNIGHT}$",
    # A digit, or several words, `within a year of publication`, or "immediate".
    "relative_date": (
        f"^[^{_NOT_IN_DATES}]*([0-9{_SPACE},]|[iI][mM][mM][eE][dD][iI][aA][tT][eE])"
        f"[^{_NOT_IN_DATES}]*{_MIDNIGHT}$"
    ),
    "period": f"[0-9{_SPACE},]",
}

_COMMON: dict[str, Schema] = {
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


def definition_name(kind: Kind) -> str:
    """The key of a kind of value in `definitions`."""
    match kind:
        case Choice():
            return kind.noun.partition(" ")[2].replace(" ", "_")
        case Id():
            return "review_id" if kind.plain else "id"
        case DateValue():
            return "relative_date" if kind.relative else "date"
        case YesNo():
            return "yes_or_no"
        case PeriodValue():
            return "period"
        case _:
            return type(kind).__name__.lower()


def definition(kind: Kind) -> Schema:
    """The schema of a value that is not left out."""
    match kind:
        case Choice():
            numbers = [int(value) for value in kind.values if value.isdigit()]  # as YAML parses it
            texts = {"enumDescriptions": list(kind.descriptions)} if kind.descriptions else {}
            return {"enum": [*numbers, *kind.values], **texts}
        case Text() | Body() | Signatory():
            return {"type": _SCALAR, "errorMessage": MESSAGES["text"]}
        case Id():
            return _matching(kind, *_SCALAR)
        case YesNo():
            return _matching(kind, "string", "boolean")
        case DateValue():
            # 2021 is a number to YAML, and so is 3.2021.
            bounds = {"minimum": 1, "maximum": int(LAST_YEAR), "maxLength": LONGEST}
            return {**_matching(kind, "string", "number"), **bounds}
        case _:
            return _matching(kind, "string")


_OFFERING = (definition_name(Body()), definition_name(Signatory()))
"""The definitions of values for which an editor offers the codes of the register."""

_CODES = "codes"


def _matching(kind: Kind, *types: str) -> Schema:
    name = definition_name(kind)
    return {"type": [*types], "pattern": _PATTERNS[name], "errorMessage": MESSAGES[name]}


# -- what an editor shows --------------------------------------------------------------------------

_BODY = "An agency or group of `agencies.yaml`, by code, alias or name"
_HOW_TO_WRITE: dict[type, str] = {
    Text: (
        "Text. In quotes where it has `: ` or ` #` in it; below `|-` where it takes several lines."
    ),
    Choice: "",  # an editor lists the values
    YesNo: "`yes` or `no`.",
    PeriodValue: "A length of time: `3 months`, `6 weeks`.",
    Body: f"{_BODY}.",
    Signatory: f"{_BODY}, or a person, whose name is never published.",
    MapOf: "A code, a colon behind it, and its keys below.",
    RecordOf: "Keys of its own, on the lines below.",
}
_DATE = (
    "A date, as exact as it is known: `2021-03-31`, `31 March 2021`, `March 2021`, `spring 2021`, "
    "`2021`, or `2020/21` for the financial year."
)
_RELATIVE_DATE = (
    f"{_DATE} Or counted from one of the plan's `dates`: `published + 6 months`, or `immediately`, "
    "the day on which the plan was agreed."
)


def _hover_text(field: Field) -> str:
    """The text shown on hovering: the meaning of a field and how to write its value."""
    required = "Needed." if field.required else ""
    internal = "" if field.public else "Internal: left out of what is published."
    texts = (field.description, _how_to_write(field.kind), required, internal)
    return "\n\n".join(filter(None, texts))


def _how_to_write(kind: Kind) -> str:
    match kind:
        case ListOf(RecordOf(_, text_key)) if text_key:
            return "A list: each begins with a dash, and is text, or has keys of its own."
        case ListOf(RecordOf()):
            return "A list: each begins with a dash, and has keys of its own."
        case ListOf(item):
            return f"A list: each on a line of its own, after a dash. {_how_to_write(item)}"
        case DateValue():
            return _RELATIVE_DATE if kind.relative else _DATE
        case Id():
            return MESSAGES["review_id" if kind.plain else "id"]
        case _:
            return _HOW_TO_WRITE[type(kind)]


# -- snippets --------------------------------------------------------------------------------------

_MAX_KEYS = 4


def _snippets(kind: Kind) -> tuple[Schema, ...]:
    """Completions of a value. An editor inserts the `body` of an only snippet with the key."""
    match kind:
        case Choice():
            descriptions = kind.descriptions or ("",) * len(kind.values)
            return tuple(map(_snippet, kind.values, kind.values, descriptions))
        case DateValue():
            return (*_DATES, *(_RELATIVE if kind.relative else ()))
        case RecordOf(record):
            names = [field.name for field in RECORDS[record]]
            if len(names) > _MAX_KEYS:  # too many to insert: the user picks the first
                return (_snippet("keys below", "\n  $1"),)
            body = {name: f"${n}" for n, name in enumerate(names, 1)}
            return (_snippet(", ".join(names), body),)
        case MapOf(RecordOf(record)):
            return (_snippet("CODE", {"${1:CODE}": {RECORDS[record][0].name: "$2"}}),)
        case _:
            return _OFFERED[type(kind)]


def _snippet(label: str, body: Any, description: str = "") -> Schema:
    return {"label": label, "body": body, **({"description": description} if description else {})}


def _text_snippet(label: str, text: str, description: str) -> Schema:
    """A snippet that shows while nothing, or its own beginning, is typed; not amid other words."""
    return {"label": label, "bodyText": text, "description": description}


_DATES = (
    _snippet("YYYY-MM-DD", "${1:YYYY}-${2:MM}-${3:DD}", "A day: 2021-03-31"),
    _snippet("YYYY-MM", "${1:YYYY}-${2:MM}", "A month: 2021-03"),
    _snippet("YYYY/YY", "${1:YYYY}/${2:YY}", "A financial year: 2020/21, April 2020 to March 2021"),
    _snippet("YYYY-season", f"${{1:YYYY}}-${{2|{','.join(SEASONS)}|}}", "A season: 2021-spring"),
)
_RELATIVE = (
    *(
        _snippet(f"{event} + N months", f"{event} + ${{1:N}} months", "Counted from one of `dates`")
        for event in EVENTS
    ),
    _snippet("immediately", "immediately", "Counted from `agreed`, one of `dates`"),
)
_NAMES = (_text_snippet("code, alias or name", "$1", "As in `agencies.yaml`."),)
_OFFERED: dict[type, tuple[Schema, ...]] = {
    Text: (
        _text_snippet("'text in quotes'", "'$1'", "Where it has a colon or a # in it."),
        _text_snippet(
            "|- text on several lines", "|-\n    $1", "All lines keep the indent of the first."
        ),
    ),
    Id: (_snippet('"id"', '"$1"', "In quotes, so that 1.10 does not become 1.1."),),
    YesNo: (_snippet("yes", "yes"), _snippet("no", "no")),
    PeriodValue: (_snippet("N months", "${1:N} months"), _snippet("N weeks", "${1:N} weeks")),
    Body: _NAMES,
    Signatory: _NAMES,
}
