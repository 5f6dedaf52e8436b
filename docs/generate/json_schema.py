"""The JSON Schema of what `--format json` prints, made from the program's own tables.

`tests/render/test_json_schema.py` compares docs/json.schema.json with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dhrplan.diagnostic import Severity
from dhrplan.model.dates.values import EVENTS, SEASONS
from dhrplan.model.plan import Status
from dhrplan.model.state import Flag as StateFlag
from dhrplan.model.state import State, Step
from dhrplan.plan.fields import (
    RECORDS,
    Choice,
    DateValue,
    Id,
    Kind,
    ListOf,
    PeriodValue,
    RecordOf,
    YesNo,
)
from dhrplan.render.json import SCHEMA_VERSION
from dhrplan.reports.differences import Category
from dhrplan.reports.overdue import ATTENTION
from dhrplan.reports.paper import SECTIONS
from dhrplan.reports.select import FILTERS
from dhrplan.reports.status import GROUPINGS
from dhrplan.rules.engine import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_TEXT_OR_NULL: Schema = {"type": ["string", "null"]}
_NUMBER: Schema = {"type": "integer", "minimum": 0}
_PLACE: Schema = {"type": "integer", "minimum": 1}
_DAY: Schema = {"type": "string", "format": "date"}
_DAY_OR_NULL: Schema = {"type": ["string", "null"], "format": "date"}

# -- dates as the format writes them ---------------------------------------------------------------

_ISO = r"\d{4}-\d{2}-\d{2}"
_WRITTEN = (
    rf"{_ISO}(/{_ISO})?",  # a day, or some days
    r"\d{4}-\d{2}(/\d{4}-\d{2})?",  # a month, or some months
    r"\d{4}",
    r"\d{4}/\d{2}(-Q[1-4])?",  # a financial year, or a quarter of one
    rf"\d{{4}}-({'|'.join(SEASONS)})",
)
_PERIOD = r"\d{1,3} (day|week|month|year)s?"
_COUNTED = rf"immediately|({'|'.join(EVENTS)}) \+ {_PERIOD}"


def _matching(*patterns: str) -> Schema:
    return {"type": ["string", "null"], "pattern": f"^({'|'.join(patterns)})$"}


# -- records of the table of fields ----------------------------------------------------------------


def record(name: str) -> Schema:
    """The properties of a record as `as_json` prints it."""
    return {
        field.name: {"description": field.description, **_of_kind(field.kind)}
        for field in RECORDS[name]
    }


def _of_kind(kind: Kind) -> Schema:
    if isinstance(kind, ListOf):
        return {"type": "array", "items": _item(kind.item)}
    if isinstance(kind, RecordOf):
        return {"anyOf": [{"$ref": f"#/$defs/{kind.record}"}, {"type": "null"}]}
    if isinstance(kind, Choice):
        return {"enum": [*kind.values, None]}
    if isinstance(kind, YesNo):
        return {"type": "boolean"}
    if isinstance(kind, PeriodValue):
        return _matching(_PERIOD)
    if isinstance(kind, DateValue):
        return _matching(*_WRITTEN, *((_COUNTED,) if kind.relative else ()))
    return _TEXT if isinstance(kind, Id) and kind.plain else _TEXT_OR_NULL


def _item(kind: Kind) -> Schema:
    if not isinstance(kind, RecordOf):
        return _TEXT
    record = {"$ref": f"#/$defs/{kind.record}"}
    return {"anyOf": [_TEXT, record]} if kind.text_key else record


def closed(properties: Schema, description: str = "", optional: Iterable[str] = ()) -> Schema:
    """An object with these properties, all there, and no others."""
    told = {"description": description} if description else {}
    needed = [name for name in properties if name not in set(optional)]
    return {
        **told,
        "type": "object",
        "properties": properties,
        "required": needed,
        "additionalProperties": False,
    }


# -- actions, recommendations, reviews -------------------------------------------------------------

_STATUS = {
    "description": "The stored status; as written where it cannot be read.",
    **_TEXT_OR_NULL,
}
_ROW: Schema = {
    "review": _TEXT,
    "recommendation": _TEXT,
    "action": _TEXT,
    "milestone": {"description": "Its id or its place, `#2`; null: an action.", **_TEXT_OR_NULL},
    "title": _TEXT_OR_NULL,
    "text": _TEXT_OR_NULL,
    "lead": {"description": "Codes of the register, else as written.", **_TEXTS},
    "status": _STATUS,
    "state": {"enum": [*State]},
    "flags": {"type": "array", "items": {"enum": [*StateFlag]}, "uniqueItems": True},
    "target": _matching(*_WRITTEN, _COUNTED),
    "deadline": {"description": "The last day of the target.", **_DAY_OR_NULL},
    "days_late": {"type": ["integer", "null"], "minimum": 1},
    "next_check": _matching(*_WRITTEN, _COUNTED),
    "completed": _matching(*_WRITTEN),
    "last_update": _DAY_OR_NULL,
    "file": _TEXT,
    "line": _PLACE,
}
_STATUS_IS_KNOWN: Schema = {
    "if": {"properties": {"state": {"const": State.UNCLEAR}}},
    "else": {"properties": {"status": {"enum": [*Status, None]}}},
}


def _counts(names: Iterable[str], description: str) -> Schema:
    return closed(dict.fromkeys(names, _NUMBER), description)


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _list_of(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


_NESTED = (
    *("source", "dates", "response", "result", "as_written", "extension", "extension_asked"),
    *("signed_off", "check", "decision", "milestone", "update", "blocked", "evidence"),
)


_DECIDED = "An action with what a meeting decided about it, or about a milestone of it, in words."


def _definitions() -> Schema:
    action = {**record("action"), **_ROW, "id": _TEXT}
    recommendation = {
        **record("recommendation"),
        "id": _TEXT,
        "line": _PLACE,
        "standing": {"description": "The verdict, or how far it has come, in words.", **_TEXT},
        "actions": _list_of("action"),
    }
    return {
        "decided": {**closed({**_ROW, "decided": _TEXT}, _DECIDED), **_STATUS_IS_KNOWN},
        "row": {**closed(_ROW, "An action, or a milestone of one."), **_STATUS_IS_KNOWN},
        "action": {**closed(action, "An action whole."), **_STATUS_IS_KNOWN},
        "recommendation": closed(recommendation, "A recommendation with actions asked for."),
        "review": closed(_review(), "A review with what is asked for of it."),
        "change": closed(_change(), "A difference between two versions."),
        "entry": closed(_entry(), "A row of a paper: an action, or a milestone of it."),
        "group": closed(_group(), "The actions of a row of `status`."),
        "problem": closed(_problem(), "What could not be read."),
        "diagnostic": closed(_diagnostic(), "What is wrong, where, and what to write instead."),
        "rule": closed(_explained(), "A rule, explained."),
        "filters": _filters(),
        "counts": _counts(State, "How many actions stand where."),
        "ladder": _counts(Step, "How many have come up each step."),
        **{name: closed(record(name)) for name in _NESTED},
    }


def _filters() -> Schema:
    each = {one.name: {"description": one.help, **_TEXTS} for one in FILTERS}
    return closed(each, "The filters that were used, in the plans' own words.", each)


def _review() -> Schema:
    return {
        **record("plan"),
        "file": _TEXT,
        "counts": _ref("counts"),
        "ladder": _ref("ladder"),
        "recommendation_ladder": _ref("ladder"),
        "recommendations": _list_of("recommendation"),
    }


def _group() -> Schema:
    return {
        "name": _TEXT,
        "recommendations": _NUMBER,
        "actions": _NUMBER,
        "counts": _ref("counts"),
        "ladder": _ref("ladder"),
        "recommendation_ladder": _ref("ladder"),
        "next_deadline": _DAY_OR_NULL,
        "late_by_first_date": {
            "description": "Actions that are late, or would be if no target had been moved.",
            **_NUMBER,
        },
    }


def _change() -> Schema:
    value = {"description": "The value of the field; of a list, the items that differ."}
    return {
        "review": _TEXT,
        "recommendation": _TEXT_OR_NULL,
        "action": _TEXT_OR_NULL,
        "milestone": _TEXT_OR_NULL,
        "category": {"enum": [*Category]},
        "field": {"description": "Null: the whole part is new or gone.", **_TEXT_OR_NULL},
        "before": value,
        "after": value,
        "days": {
            "description": "How far a deadline moved; negative if it was brought forward.",
            "type": ["integer", "null"],
        },
        "reason": _TEXT_OR_NULL,
        "date": {"description": "The day of the commit that made it.", **_DAY_OR_NULL},
        "commit": {"description": "Null: it is not committed.", **_TEXT_OR_NULL},
    }


# -- problems and diagnostics ----------------------------------------------------------------------

_AT: Schema = {"file": _TEXT, "line": _PLACE, "column": _PLACE}
_RULE: Schema = {"type": "string", "pattern": "^[a-z]+(-[a-z0-9]+)*$"}


def _problem() -> Schema:
    known = {"review": _TEXT_OR_NULL, "action": _TEXT_OR_NULL}
    return {**_AT, **known, "rule": _RULE, "message": _TEXT, "hint": _TEXT}


def _diagnostic() -> Schema:
    related = {"type": "array", "items": closed({**_AT, "message": _TEXT})}
    told = {"rule": _RULE, "severity": {"enum": [*Severity]}, "message": _TEXT, "hint": _TEXT}
    end = {"description": "The column behind the last character it is about.", **_PLACE}
    known = {"review": _TEXT_OR_NULL, "action": _TEXT_OR_NULL}
    return {**_AT, "end_column": end, **known, **told, "related": related}


def _explained() -> Schema:
    files = {
        "description": "The files of an example, by name; none where text cannot show it.",
        "type": "object",
        "additionalProperties": _TEXT,
    }
    told = dict.fromkeys(("what", "why", "instead"), _TEXT)
    head = {"name": _RULE, "family": {"enum": [*FAMILIES]}, "severity": {"enum": [*Severity]}}
    return {**head, **told, "earlier": files, "bad": files, "good": files}


# -- documents -------------------------------------------------------------------------------------


def _document(kind: str, own: Mapping[str, Schema], optional: Iterable[str] = ()) -> Schema:
    properties: Schema = {
        "schema_version": {"const": SCHEMA_VERSION},
        "kind": {"const": kind},
        "as_of": {"description": "The day for which dates were judged.", **_DAY},
        "commit": {"description": "The commit of the plans; null: the files.", **_TEXT_OR_NULL},
        "filters": {"$ref": "#/$defs/filters"},
        **own,
        "problems": _list_of("problem"),
    }
    return closed(properties, optional=optional)


def _documents() -> dict[str, Schema]:
    missing = {
        "description": "Past their target, without a status: whether they are late is not known.",
        **_list_of("row"),
    }
    waiting = closed(dict.fromkeys(ATTENTION, _TEXTS), "The names of the actions that wait.")
    action = {"anyOf": [_ref("action"), {"type": "null"}]}
    one_of_both = {"oneOf": [{"required": ["action"]}, {"required": ["recommendation"]}]}
    history = {"description": "With --history, the oldest first.", **_list_of("change")}
    shown = {"action": action, "recommendation": _ref("recommendation"), "history": history}
    end = closed({"commit": _TEXT_OR_NULL, "date": _DAY})
    items = {"items": _list_of("row")}
    overdue = {"status_missing": missing, "counts": _ref("counts"), "waiting": waiting}
    rows = dict.fromkeys(("looked_at", "not_reached"), _list_of("row"))
    held = dict.fromkeys(("place", "present"), _TEXT_OR_NULL)
    grouped = {"by": {"enum": [*GROUPINGS]}, "rows": _list_of("group"), "total": _ref("group")}
    return {
        "overdue": _document("overdue", {**overdue, **items}),
        "list": _document("list", items),
        "report": _document("report", {"reviews": _list_of("review")}),
        "show": {**_document("show", shown, shown), **one_of_both},
        "status": _document("status", grouped),
        "changes": _document(
            "changes", {"since": end, "until": end, "changes": _list_of("change")}
        ),
        "paper": _document("paper", _paper()),
        "handover": _document("handover", _handover()),
        "meeting": _document("meeting", {**held, "decisions": _list_of("decided"), **rows}),
        "diagnostics": _diagnostics(),
        "rules": _rules(),
    }


def _paper() -> Schema:
    since = {"commit": _TEXT_OR_NULL, "date": _DAY}
    ladders = dict.fromkeys(("then", "now"), _ref("ladder"))
    return {
        "meeting": {"description": "The day to which days late are counted.", **_DAY},
        "since": closed(since, "What the changes are counted from."),
        "next_meeting": _DAY_OR_NULL,
        **dict.fromkeys(("actions", "late_by_first", "late_in_force"), _NUMBER),
        "changed": _counts(Category, "How many changes of each kind."),
        "entries": {"type": "array", "items": _ref("entry")},
        "ladder": closed(ladders, "The ladder at the last meeting and now."),
        "fingerprint": _TEXT,
        "command": {"description": "Makes the paper again; null: it cannot be.", **_TEXT_OR_NULL},
        "unverifiable": {"description": "Why it cannot be made again.", **_TEXT_OR_NULL},
    }


def _handover() -> Schema:
    def rows(own: Schema) -> Schema:
        return {"type": "array", "items": closed({"name": _TEXT, **own})}

    date = _matching(*_WRITTEN, _COUNTED)
    by = {"description": "Who agreed, as written.", **_TEXT_OR_NULL}
    commit = {"description": "Of a move that only git has.", **_TEXT_OR_NULL}
    moved = {"from": date, "to": date, "date": _DAY_OR_NULL, "reason": _TEXT_OR_NULL}
    minutes = closed({"date": _DAY, "file": _TEXT})
    return {
        "open": _list_of("row"),
        "asked": rows({"what": _TEXT, "of": _TEXT, "since": _DAY_OR_NULL}),
        "moves": rows({**moved, "approved_by": by, "commit": commit}),
        "agreed": rows({"what": _TEXT, "date": _matching(*_WRITTEN), "by": _TEXT_OR_NULL}),
        "look_again": rows({"date": _DAY_OR_NULL, "why": _TEXT}),
        "minutes": {"type": "array", "items": minutes},
        "places": {"type": "object", "additionalProperties": _TEXT},
    }


def _entry() -> Schema:
    date = _matching(*_WRITTEN, _COUNTED)
    days = {"type": ["integer", "null"]}
    return {
        "section": {"enum": [*SECTIONS]},
        "number": {"description": "Of a decision.", "type": ["integer", "null"], "minimum": 1},
        **dict.fromkeys(("review", "action"), _TEXT),
        "milestone": _TEXT_OR_NULL,
        "title": _TEXT,
        "lead": _TEXTS,
        "what": {"description": "What is asked, or why it is listed.", **_TEXT_OR_NULL},
        "by": {"description": "Who asks or decided.", **_TEXT_OR_NULL},
        **dict.fromkeys(("asked_for", "first_promised", "target"), date),
        "times_moved": _NUMBER,
        **dict.fromkeys(("days_moved", "days_late_first", "days_late"), days),
    }


def _diagnostics() -> Schema:
    counts = dict.fromkeys(("files", "errors", "warnings", "infos"), _NUMBER)
    notes = {"description": "What belongs with the answer, in sentences.", **_TEXTS}
    return closed(
        {
            "schema_version": {"const": SCHEMA_VERSION},
            "kind": {"const": "diagnostics"},
            "diagnostics": _list_of("diagnostic"),
            "summary": closed({**counts, "notes": notes}),
        }
    )


def _rules() -> Schema:
    document = _document("rules", {"rules": _list_of("rule")})
    document["properties"]["as_of"] = {"description": "Null: no date has a say.", "type": "null"}
    return document


def schema() -> Schema:
    """The schema of every document that `--format json` prints."""
    documents = _documents()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What dhrplan prints as JSON",
        "description": (
            "One document an answer, told by its `kind`. What is absent is null, an absent list is "
            "empty. Dates keep the precision that the plan gives them."
        ),
        "oneOf": [_ref(kind) for kind in documents],
        "$defs": {**documents, **_definitions()},
    }
