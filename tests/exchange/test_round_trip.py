"""A plan written to Excel comes back with every field, and from Word with those of the form."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dhrplan import workspace
from dhrplan.exchange.files import read
from dhrplan.exchange.understand import Understood, understand
from dhrplan.exchange.write import plan_text
from dhrplan.model.dates.values import PlanDate
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
    """A value of the model without lines and routes; dates by days, texts without their spaces."""
    if isinstance(value, PlanDate):
        return value.first, value.last
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


def of_the_form(plan: Any) -> list[Any]:
    """The fields of a plan that the form has columns for."""
    return [
        (
            plain((one.id, one.section, one.title, one.text, one.scope)),
            [
                plain(
                    {
                        "words": (a.id, a.title, a.text),
                        "lead": (a.lead, a.joint),
                        "status": (a.status, a.completed, a.outcome),
                        "target": a.target,
                        "milestones": [
                            (s.id, s.text, s.lead, s.status, s.target, s.completed)
                            for s in a.milestones
                        ],
                    }
                )
                for a in one.actions
            ],
        )
        for one in plan.recommendations
    ]


@pytest.mark.parametrize("review", ["DHR4", "DHR7"])
def test_a_word_file_gives_back_every_field_of_the_form(review: str) -> None:
    data = (ROOT / f"plans/{review}.yaml").read_bytes()
    view, word = written(data, review, "docx")
    found = back(view, word, review, "docx")
    file = read_plan(f"plans/{review}.yaml", plan_text(found))
    assert file.faults == ()
    assert file.plan
    assert of_the_form(file.plan) == of_the_form(view.folders[0].plans[0])


# Words of any language, without what Word and Excel cannot hold.
_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co", "Zl", "Zp", "Cf"]
)
WORDS = st.text(_CHARACTERS, min_size=1, max_size=30).map(str.split).map(" ".join).filter(bool)
DATES = st.sampled_from(["2017-08-31", "2017-08", "2016/17-Q2", "2018", "published + 6 months"])
STATUSES = st.sampled_from(
    ["complete", "in-progress", "not-started", "ongoing", "complete-ongoing"]
)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    """A plan with some of the fields that people fill in."""
    recommendations: list[Any] = []
    count = draw(st.integers(1, 3))
    sections = count > 2 and draw(st.booleans())  # each of two has a table of its own
    for number in range(count):
        actions = []
        for index in range(draw(st.integers(0, 3))):
            action: dict[str, Any] = {"id": f"{number + 1}.{index + 1}", "text": draw(WORDS)}
            optional = {
                "title": WORDS,
                "lead": st.just(["MPS", "LBTH"]),
                "status": STATUSES,
                "target": DATES,
                "outcome": WORDS,
                "progress": WORDS,
                "evidence": st.lists(WORDS, min_size=1, max_size=2),
                "updates": st.just([{"date": "2017-05-04", "by": "MPS", "text": "Under way."}]),
                "milestones": st.lists(
                    st.fixed_dictionaries({"text": WORDS}), min_size=1, max_size=2
                ),
                "notes": st.lists(WORDS, min_size=1, max_size=2),
            }
            for key, values in optional.items():
                if draw(st.booleans()):
                    action[key] = draw(values)
            actions.append(action)
        record = {"id": str(number + 1), "text": draw(WORDS)}
        if sections:
            record["section"] = f"Theme {number // 2 + 1}"
        recommendations.append({**record, "actions": actions} if actions else record)
    return {
        "id": "DHR99",
        "title": "Domestic Homicide Review 99",
        "recommendations": recommendations,
    }


@given(plans())
def test_any_plan_comes_back_from_a_workbook(values: dict[str, Any]) -> None:
    data = plan_text(Understood(values))
    view, book = written(data, "DHR99", "xlsx")
    (plan,) = view.folders[0].plans
    file = read_plan("plans/DHR99.yaml", plan_text(back(view, book, "DHR99", "xlsx")))
    assert plain(file.plan) == plain(plan)


@given(plans())
def test_any_plan_comes_back_from_word_with_the_fields_of_the_form(values: dict[str, Any]) -> None:
    data = plan_text(Understood(values))
    view, word = written(data, "DHR99", "docx")
    (plan,) = view.folders[0].plans
    file = read_plan("plans/DHR99.yaml", plan_text(back(view, word, "DHR99", "docx")))
    assert file.plan
    assert of_the_form(file.plan) == of_the_form(plan)
