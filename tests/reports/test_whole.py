"""A report prints every value of an action, in every format for people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan import workspace
from dhrplan.model.dates.parse import parse_date
from dhrplan.model.dates.values import DateFault, spoken
from dhrplan.plan.fields import RECORDS, ListOf, RecordOf, Text, YesNo
from dhrplan.plan.folder import FolderBytes
from dhrplan.render.visible import visible
from dhrplan.reports.report import review
from dhrplan.reports.select import Selection
from tests.golden.test_golden import FOLDERS
from tests.reports.making import AS_OF, printed
from tests.strategies import sound_plan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dhrplan.plan.fields import Field, Kind

NOT_TOLD = {"plan": {"format", "kind"}, "source": {"retrieved", "numbering"}}
"""Fields left out of the head of a report: how the file was made."""


def texts(record: str, value: Any) -> Iterator[str]:
    """Every text of a record, as the file has it."""
    for field in RECORDS[record]:
        if field.name not in NOT_TOLD.get(record, ()):
            yield from _of_kind(field.kind, _get(value, field))


def _get(value: Any, field: Field) -> Any:
    return value.get(field.name) if isinstance(value, Mapping) else getattr(value, field.attribute)


def _of_kind(kind: Kind, value: Any) -> Iterator[str]:
    if value is None or isinstance(kind, YesNo):
        return
    if isinstance(kind, ListOf):
        for one in value:
            yield from _of_kind(kind.item, one)
    elif isinstance(kind, RecordOf):
        yield from texts(kind.record, value)
    elif isinstance(kind, Text):
        yield value


def letters(text: str) -> str:
    return re.sub(r"\s+", "", text)


def told(text: str, plan: bytes, name: str) -> list[str]:
    """The texts of a plan that are not in what is printed of it."""
    (folder,) = workspace.read([FolderBytes("plans", {f"{name}.yaml": plan})]).folders
    (read,) = folder.plans
    return [one for one in texts("plan", read) if letters(visible(one)) not in letters(text)]


@given(seed=st.integers(0, 2**32))
def test_no_text_is_left_out(seed: int) -> None:
    plan = sound_plan(Random(seed)).encode()
    folders = workspace.read([FolderBytes("plans", {"DHR99.yaml": plan})]).folders
    text = printed(review(folders, Selection(), AS_OF), width=20_000)
    lacking = told(text, plan, "DHR99")
    # Cells of one line are separated by semicolons.
    assert [one for one in lacking if letters(one.replace("\n", "; ")) not in letters(text)] == []


def forms(value: str) -> tuple[str, ...]:
    """A value as the file has it, and as a date or code is printed for people."""
    when = parse_date(value, relative=True)
    words = () if isinstance(when, DateFault) else (spoken(when),)
    return (value, value.replace("-", " "), *words)


@pytest.mark.parametrize("format_", ["table", "markdown"])
def test_every_value_of_the_plan_that_has_everything_is_told(format_: str) -> None:
    path = FOLDERS / "everything/plans/DHR99.yaml"
    folders = workspace.read([FolderBytes("plans", {path.name: path.read_bytes()})]).folders
    text = letters(printed(review(folders, Selection(), AS_OF), format_, 20_000))
    values = re.findall(r"^ +(?:- )?([a-z_]+): ([^\[{|].*)$", path.read_text("utf-8"), re.MULTILINE)
    # Told in other words, or how the file was made.
    untold = {"joint", "found", "met", "kind", "retrieved", "numbering"}
    assert [
        f"{key}: {value}"
        for key, value in values
        if key not in untold and not any(letters(one) in text for one in forms(value.strip('"')))
    ] == []
