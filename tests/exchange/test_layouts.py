"""Tables in the layouts of real plans, made by LibreOffice, come out as a reader expects.

Beside each document in `layouts/` is the plan that it must come out as, checked by eye against the
source in `layouts/from/`: `<name>.expected.yaml`, with the agencies proposed for the register, the
doubts and what is left out. `layouts/README.md` says what each document covers.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dhrplan.exchange.files import READERS, read
from dhrplan.exchange.understand import Understood, understand
from dhrplan.exchange.write import plan_text
from dhrplan.model.agencies import Register
from dhrplan.plan.read import read_plan, read_register
from dhrplan.plan.scaffold import default_title

LAYOUTS = Path(__file__).parent / "layouts"
DOCUMENTS = sorted(path for path in LAYOUTS.iterdir() if path.suffix in READERS)
REVIEW = "DHR20"


def understood(path: Path) -> Understood:
    beside = path.with_suffix(".agencies.yaml")
    register = read_register("", beside.read_bytes()).register if beside.is_file() else Register()
    document = read(path.name, path.read_bytes())
    title = default_title(REVIEW)
    return understand(document, REVIEW, path.name, register or Register(), title=title)


def expected(path: Path) -> dict[str, Any]:
    text = path.with_suffix(".expected.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506, TID251 - texts only
    return found


def comparable(value: Any, wanted: Any) -> Any:
    """A value as text, without words of the source that the expectation does not ask for."""
    if isinstance(value, dict):
        asked = wanted if isinstance(wanted, dict) else {}
        keys = [key for key in value if key != "as_written" or key in asked]
        return {key: comparable(value[key], asked.get(key)) for key in keys}
    if isinstance(value, list):
        others = wanted if isinstance(wanted, list) else []
        return [
            comparable(one, others[index] if index < len(others) else None)
            for index, one in enumerate(value)
        ]
    return str(value).rstrip("\n")


def test_there_are_enough_layouts() -> None:
    assert len(DOCUMENTS) >= 24
    assert {path.suffix for path in DOCUMENTS} >= {".docx", ".xlsx", ".csv"}


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_layout_is_understood(path: Path) -> None:
    wanted, found = expected(path), understood(path)
    plan = {key: wanted[key] for key in wanted if key not in {"doubts", "register", "dropped"}}
    assert comparable(found.plan, plan) == comparable(plan, plan)
    assert found.proposed == wanted.get("register", {})


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_every_doubt_has_its_place(path: Path) -> None:
    assert [str(one) for one in understood(path).doubts] == expected(path).get("doubts", [])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_what_is_left_out_has_a_reason(path: Path) -> None:
    found = {f"{place}: {reason}" for place, _, reason in understood(path).dropped}
    heads = {one for one in found if one.endswith(("heading of the table", "heading of the row"))}
    assert sorted(found - heads) == expected(path).get("dropped", [])


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_nothing_is_lost(path: Path) -> None:
    assert understood(path).lost == ()


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_the_plan_that_is_written_reads_back(path: Path) -> None:
    found = understood(path)
    file = read_plan(f"plans/{REVIEW}.yaml", plan_text(found))
    assert file.faults == ()
    assert file.plan
    assert len([a for r in file.plan.recommendations for a in r.actions]) == len([*found.actions])
