"""The filters: what each lets pass, and what is said when it names nothing."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from dhrplan import workspace
from dhrplan.errors import NotFoundError
from dhrplan.model.dates.values import Period
from dhrplan.plan.folder import Folder, FolderBytes
from dhrplan.reports.select import Selection, not_found, recommendations, resolved, select

AS_OF = date(2017, 9, 15)
PLAN = b"""\
format: 1
id: DHR9
aliases: [Case 23]
title: Domestic Homicide Review 9
recommendations:
  - id: "1"
    text: X
    actions:
      - {id: "1.1", lead: [POL], status: in-progress, target: 2017-08}
      - {id: "1.2", lead: [NCC], status: in-progress, target: 2017-10-01}
      - {id: "1.3", lead: [ALL], status: complete, target: 2017-08}
      - id: "1.4"
        lead: [NCC]
        status: ongoing
        milestones:
          - {text: Draft, lead: [POL-TH], target: 2017-09-20}
      - {id: "1.5", lead: [Voluntary sector]}
"""
REGISTER = b"""\
agencies:
  POL: {name: Northshire Police, aliases: [the Force]}
  POL-TH: {name: Borough Command, part_of: POL}
  NCC: {name: Northshire County Council}
groups:
  ALL: {name: All agencies, members: [POL-TH]}
"""


def chosen(**values: tuple[Any, ...]) -> Selection:
    return Selection({name.replace("_", "-"): asked for name, asked in values.items()})


@pytest.fixture
def folders() -> tuple[Folder, ...]:
    files = {"DHR9.yaml": PLAN, "agencies.yaml": REGISTER, "DHR10.yaml": b"title: a: b"}
    return workspace.read([FolderBytes("plans", files)]).folders


def asked(folders: tuple[Folder, ...], selection: Selection) -> list[str]:
    return [item.action.id for item in select(folders, resolved(folders, selection), AS_OF)]


@pytest.mark.parametrize("name", ["DHR9", "dhr 9", "case23", "DOMESTIC HOMICIDE REVIEW 9"])
def test_by_review(folders: tuple[Folder, ...], name: str) -> None:
    assert len(asked(folders, chosen(review=(name,)))) == 5
    assert resolved(folders, chosen(review=(name,))).get("review") == ("DHR9",)


def test_an_unreadable_review_can_be_asked_for(folders: tuple[Folder, ...]) -> None:
    assert asked(folders, chosen(review=("DHR10",))) == []


@pytest.mark.parametrize(
    ("agency", "actions"),
    [
        ("POL", ["1.1", "1.3", "1.4"]),
        ("the force", ["1.1", "1.3", "1.4"]),
        ("POL-TH", ["1.3", "1.4"]),
        ("Northshire County Council", ["1.2", "1.4"]),
        ("all agencies", ["1.3"]),
        ("voluntary  SECTOR", ["1.5"]),
    ],
)
def test_by_agency(folders: tuple[Folder, ...], agency: str, actions: list[str]) -> None:
    assert asked(folders, chosen(agency=(agency,))) == actions


@pytest.mark.parametrize(
    ("status", "actions"),
    [
        ("in-progress", ["1.1", "1.2"]),
        ("overdue", ["1.1"]),
        ("Due-Soon", ["1.2", "1.4"]),
        ("complete", ["1.3"]),
        ("no-status", ["1.5"]),
    ],
)
def test_by_status_state_or_flag(
    folders: tuple[Folder, ...], status: str, actions: list[str]
) -> None:
    assert asked(folders, chosen(status=(status,))) == actions


@pytest.mark.parametrize(
    ("period", "actions"),
    [
        (Period(4, "day"), ["1.1"]),
        (Period(5, "day"), ["1.1", "1.4"]),
        (Period(1, "month"), ["1.1", "1.2", "1.4"]),
    ],
)
def test_by_what_falls_due(folders: tuple[Folder, ...], period: Period, actions: list[str]) -> None:
    assert asked(folders, chosen(due_within=(period,))) == actions


def test_values_of_a_filter_are_alternatives_and_filters_add_up(
    folders: tuple[Folder, ...],
) -> None:
    either = chosen(agency=("NCC", "POL"))
    assert asked(folders, either) == ["1.1", "1.2", "1.3", "1.4"]
    both = chosen(agency=("NCC", "POL"), status=("overdue", "complete"))
    assert asked(folders, both) == ["1.1", "1.3"]


@pytest.mark.parametrize(
    ("selection", "words"),
    [
        (chosen(review=("DHR8",)), ("no review `DHR8`", "`DHR9`")),
        (chosen(agency=("Northshire Polce",)), ("no agency", "`Northshire Police`")),
        (chosen(status=("overdu",)), ("no status `overdu`", "`overdue`")),
        (chosen(status=("zzz",)), ("no status `zzz`", "`not-started`")),
    ],
)
def test_what_does_not_exist_is_said_with_what_comes_nearest(
    folders: tuple[Folder, ...], selection: Selection, words: tuple[str, str]
) -> None:
    with pytest.raises(NotFoundError) as caught:
        resolved(folders, selection)
    assert words[0] in str(caught.value)
    assert words[1] in caught.value.hint
    assert caught.value.exit_code == 2


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("11", "Did you mean `1.1`?"),  # the same digits
        ("1-3", "Did you mean `1.3`?"),
        ("9", "Did you mean `1`?"),  # the nearest numbers of as many parts
        ("1.11", "Did you mean `1.1`, `1.5` or `1.4`?"),
        ("9.9", "Did you mean `1.5`, `1.4` or `1.3`?"),
        ("1.4/9", "Did you mean `1.4` or `1.4/#1`?"),
        ("7.1/1", "Did you mean `1.1`, `1.2` or `1.3`?"),
        ("rec", "Did you mean `1`, `1.1` or `1.2`?"),  # nothing is near
        ("9" * 5000, "Did you mean `1`, `1.1` or `1.2`?"),
    ],
)
def test_an_id_that_does_not_exist_is_answered_with_the_nearest(
    name: str, hint: str, folders: tuple[Folder, ...]
) -> None:
    with pytest.raises(NotFoundError) as error:
        not_found("DHR9", name, recommendations(folders, "DHR9"))
    assert error.value.hint == hint
