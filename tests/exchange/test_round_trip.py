"""A plan written to Excel comes back with every field, and from Word with those of the form."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan import workspace
from dhrplan.exchange.files import read
from dhrplan.exchange.understand import Understood, understand
from dhrplan.exchange.write import plan_text
from dhrplan.plan.folder import FolderBytes
from dhrplan.plan.read import read_plan
from dhrplan.render import Layout, render
from dhrplan.reports.report import review as review_report
from dhrplan.reports.select import Selection
from tests.golden.running import ROOT

DAY = date(2018, 1, 1)
REGISTER = (ROOT / "plans/agencies.yaml").read_bytes()


def written(plan: bytes, review: str, form: str) -> tuple[workspace.Workspace, bytes]:
    folder = FolderBytes("plans", {f"{review}.yaml": plan, "agencies.yaml": REGISTER})
    view = workspace.read((folder,))
    asked = Selection({"review": (review,)})
    report = partial(review_report, brief=False)(view.folders, asked, DAY)
    data = render(form, report, (), Layout())
    assert isinstance(data, bytes)
    return view, data


def back(view: workspace.Workspace, data: bytes, review: str, form: str) -> Understood:
    name = f"{review}.{form}"
    return understand(read(name, data), review, name, view.folders[0].register)


def plain(value: Any) -> Any:
    """A value of the model without lines and routes, texts without their spaces."""
    if hasattr(value, "_asdict"):
        fields = value._asdict().items()
        skipped = {"line", "route", "unread", "answered_by", "file", "written"}
        return {name: plain(one) for name, one in fields if name not in skipped}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, dict) or hasattr(value, "items"):
        return {name: plain(one) for name, one in dict(value).items()}
    return "".join(value.split()) if isinstance(value, str) else value


@pytest.mark.parametrize("review", ["DHR4", "DHR7"])
def test_a_workbook_gives_back_every_field(review: str) -> None:
    data = (ROOT / f"plans/{review}.yaml").read_bytes()
    view, book = written(data, review, "xlsx")
    found = back(view, book, review, "xlsx")
    file = read_plan(f"plans/{review}.yaml", plan_text(found))
    assert file.faults == ()
    assert plain(file.plan) == plain(view.folders[0].plans[0])
