"""The table of fields agrees with the model and with the published format."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from dhrplan.model import agencies, plan
from dhrplan.plan.fields import RECORDS, Field, Kind, ListOf, MapOf, RecordOf

MODEL: dict[str, Any] = {
    "plan": plan.Plan,
    "source": plan.SourceDocument,
    "recommendation": plan.Recommendation,
    "response": plan.Response,
    "result": plan.Result,
    "action": plan.Action,
    "extension": plan.Extension,
    "extension_asked": plan.ExtensionAsked,
    "signed_off": plan.SignOff,
    "check": plan.Check,
    "decision": plan.StopDecision,
    "blocked": plan.Blocked,
    "evidence": plan.Evidence,
    "milestone": plan.Milestone,
    "update": plan.Update,
    "register": agencies.Register,
    "agency": agencies.Agency,
    "successor": agencies.Successor,
    "contact": agencies.Contact,
    "group": agencies.Group,
}
# Attributes of the model that are not fields: the position, and what could not be read.
OWN = {"file", "line", "route", "name", "unclear", "unread", "code", "answered_by"}
INTERNAL = {
    "marking",
    "updates",
    "notes",
    "evidence",
    "extension_asked",
    "forecast",
    "chased_by",
    "contact",
    "as_written",
    "post",
    "blocked",
}


def fields() -> list[tuple[str, Field]]:
    return [(record, field) for record, rows in RECORDS.items() for field in rows]


@pytest.mark.parametrize("record", MODEL)
def test_every_field_has_its_place_in_the_model(record: str) -> None:
    model = MODEL[record]
    there = set(getattr(model, "_fields", None) or (one.name for one in dataclasses.fields(model)))
    named = {field.attribute for field in RECORDS[record]}
    assert there - named <= OWN
    assert named <= there


def test_records_are_all_reached_from_the_plan_and_the_register() -> None:
    reached, waiting = set(), ["plan", "register"]
    while waiting:
        record = waiting.pop()
        if record not in reached:
            reached.add(record)
            waiting.extend(name for field in RECORDS[record] for name in inner(field.kind))
    assert reached == set(RECORDS)


def inner(kind: Kind) -> list[str]:
    if isinstance(kind, ListOf | MapOf):
        return inner(kind.item)
    return [kind.record] if isinstance(kind, RecordOf) else []


def test_what_is_internal() -> None:
    of_the_whole = [*RECORDS["plan"], *RECORDS["recommendation"], *RECORDS["action"]]
    of_the_whole += RECORDS["agency"]
    assert {field.name for field in of_the_whole if not field.public} == INTERNAL


def test_what_stands_inside_an_internal_record_is_internal() -> None:
    for record in ("as_written", "extension_asked", "update", "contact", "blocked"):
        assert not any(field.public for field in RECORDS[record])


def test_what_is_required() -> None:
    required = {(record, field.name) for record, field in fields() if field.required}
    assert {one for one in required if one[0] not in {"agency", "group", "successor"}} == {
        ("plan", "format"),
        ("plan", "id"),
        ("plan", "title"),
        ("plan", "recommendations"),
        ("recommendation", "id"),
        ("recommendation", "text"),
        ("action", "id"),
        ("milestone", "text"),
    }


def test_every_field_is_described_in_a_sentence() -> None:
    assert [field.name for _, field in fields() if field.description[-1] not in ".?"] == []


def test_keys_are_unique() -> None:
    for rows in RECORDS.values():
        assert len({field.name for field in rows}) == len(rows)
