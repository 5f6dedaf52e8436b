"""The JSON Schema of plans and of the register, made of the one table of fields.

It is for editors and for others' tools, which know a file only as YAML has read it. So it complains
of nothing that the reader accepts: text may have become a number, and an empty value is a key left
out. What it cannot know, `validate` does. Draft 7 is the one that every language server reads.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from dhrplan.text.fields import RECORDS
from dhrplan.text.kinds import ListOf, MapOf, RecordOf
from dhrplan.text.schema_help import MESSAGES, explained, snippets
from dhrplan.text.schema_values import COMMON, name_of, value_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.text.kinds import Field, Kind

Schema = dict[str, Any]


def plan_schema() -> Schema:
    """The schema of a plan."""
    return _document("plan", "The action plan of a review")


def register_schema() -> Schema:
    """The schema of the register of agencies."""
    return _document("register", "The register of agencies")


def as_text(schema: Schema) -> str:
    """A schema as its file has it."""
    return json.dumps(schema, indent=2) + "\n"


def _document(record: str, title: str) -> Schema:
    root = {**_record(record), "title": title, "minProperties": 1}
    draft = {"$schema": "http://json-schema.org/draft-07/schema#"}
    return {**draft, **root, "definitions": _definitions_below(root)}


def _definitions_below(root: Schema) -> Schema:
    """The definitions that a schema refers to, and those that they refer to, and so on."""
    named = {**COMMON, **dict(_values()), **{name: _record(name) for name in RECORDS}}
    reached: set[str] = set()
    waiting = [root]
    while waiting:
        found = set(re.findall(r'"#/definitions/(\w+)"', json.dumps(waiting.pop()))) - reached
        reached |= found
        waiting += [named[name] for name in found]
    return {name: schema for name, schema in named.items() if name in reached}


def _values() -> Iterator[tuple[str, Schema]]:
    """A definition for each kind of value in the table."""
    for field in (field for fields in RECORDS.values() for field in fields):
        kind = getattr(field.kind, "item", field.kind)
        if not isinstance(kind, RecordOf):
            yield name_of(kind), value_of(kind)


def _record(name: str) -> Schema:
    fields = RECORDS[name]
    return {
        "title": name.replace("_", " ").capitalize(),
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in fields if field.required],
        "properties": {field.name: _field(field) for field in fields},
    }


def _field(field: Field) -> Schema:
    told = {"description": field.description, "markdownDescription": explained(field)}
    return {**told, **_of_kind(field.kind, needed=field.required)}


def _of_kind(kind: Kind, *, needed: bool = False) -> Schema:
    match kind:
        case ListOf(item):
            is_list = {"type": "array", "errorMessage": MESSAGES["list"]}
            return {**_unless_left_out(is_list, needed=needed), "items": _item(item)}
        case MapOf(RecordOf(record)):
            is_map = {"type": "object", "additionalProperties": _ref(record)}
            return {**_unless_left_out(is_map, needed=needed), **_offered(kind)}
        case RecordOf(record):
            return {**_unless_left_out(_ref(record), needed=needed), **_offered(kind)}
        case _:
            return {**_unless_left_out(_ref(name_of(kind)), needed=needed), **_offered(kind)}


def _item(kind: Kind) -> Schema:
    if isinstance(kind, RecordOf):  # what it must have, an editor offers of itself
        return _unless_left_out(_ref(kind.record), needed=False)
    return _of_kind(kind)


def _unless_left_out(schema: Schema, *, needed: bool) -> Schema:
    """What a value must be where there is one; and whether there must."""
    missing = {"then": _ref("missing")} if needed else {}
    return {"if": _ref("left_out"), **missing, "else": schema}


def _offered(kind: Kind) -> Schema:
    return {"defaultSnippets": list(snippets(kind))}


def _ref(name: str) -> Schema:
    # Nothing stands beside it: by the standard that says nothing, and some editors drop it.
    return {"$ref": f"#/definitions/{name}"}
