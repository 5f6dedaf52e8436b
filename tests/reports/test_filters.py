"""Filters against a plain loop over the model; and sums that add up, whatever the plans say.

The loop is written anew here and knows nothing of `select`: who is a part of whom is a table, and
each filter is a line. States and flags are taken from the model, whose own tests hold them.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis import strategies as st

from dhrplan import workspace
from dhrplan.model.dates.values import Period
from dhrplan.model.state import judge
from dhrplan.plan.folder import FolderBytes
from dhrplan.reports.list import list_actions
from dhrplan.reports.overdue import overdue
from dhrplan.reports.report import review
from dhrplan.reports.select import Selection
from dhrplan.reports.status import GROUPINGS, status
from tests.golden.running import ROOT
from tests.strategies import sound_plan, spoilt_plan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from dhrplan.model.dates.values import Unit
    from dhrplan.model.plan import Action, Plan, Recommendation
    from dhrplan.plan.folder import Folder
    from dhrplan.table import Report

REGISTER = b"""\
agencies:
  POL: {name: Northshire Police, aliases: [the Force]}
  POL-TH: {name: Borough Command, part_of: POL}
  POL-TH-7: {name: Ward Seven, part_of: Borough Command}
  NCC: {name: Northshire County Council}
  ICB: {name: Northshire Integrated Care Board}
groups:
  ALL: {name: All agencies, members: [POL-TH, NCC]}
"""
CODES = {
    "pol": "POL",
    "northshire police": "POL",
    "the force": "POL",
    "pol-th": "POL-TH",
    "borough command": "POL-TH",
    "pol-th-7": "POL-TH-7",
    "ncc": "NCC",
    "northshire county council": "NCC",
    "icb": "ICB",
    "all agencies": "ALL",
    "all": "ALL",
}
PARTS = {
    "POL": {"POL", "POL-TH", "POL-TH-7"},
    "POL-TH": {"POL-TH", "POL-TH-7"},
}
MEMBERS = {"ALL": {"POL-TH", "NCC"}}
LEADS = ("POL", "POL-TH", "POL-TH-7", "NCC", "ICB", "ALL", "the Force", "Voluntary sector")
THEMES = ("Training", "information sharing", "risk")
NAMES = {"DHR1": ("DHR1", "Case 23", "Review 1"), "DHR2": ("DHR2",), "DHR3": ("DHR3",)}
STATUSES = (
    *("not-started", "in-progress", "ongoing", "paused", "complete", "complete-ongoing"),
    *("not-taken-forward", "superseded", "perhaps"),
)
DERIVED = (
    *("overdue", "unclear", "no-status", "due-soon", "no-date", "no-news", "awaiting-sign-off"),
    *("check-overdue", "extension-asked", "forecast-late", "extended"),
)
TARGETS = (
    *("2017-07", "2017-09-13", "2017-09-14", "2017-09-15", "2017-09-16", "2017-09-17"),
    *("2017-10-01", "2018", "Q1 2017/18"),
)


# -- plans made up ---------------------------------------------------------------------------------


def some(random: Random, words: tuple[str, ...], most: int = 2) -> list[str]:
    return random.sample(words, random.randint(0, most))


def action(random: Random, name: str) -> dict[str, Any]:
    """An action with whatever filters look at; now and then one that cannot be read."""
    record: dict[str, Any] = {"id": name, "lead": some(random, LEADS)}
    maybe: dict[str, Any] = {
        "status": random.choice(STATUSES),
        "target": random.choice((*TARGETS, "published + 6 months")),
        "next_check": random.choice(TARGETS),
        "outcome": "Done.",
        "evidence": ["Audit"],
        "signed_off": {"date": "2017-09-01"},
        "checks": [{"date": "2017-09-10", "found": random.choice(("still-in-place", "lapsed"))}],
        "milestones": [milestone(random) for _ in range(random.randint(1, 2))],
        "updates": [{"date": random.choice(TARGETS), "text": "x"}],
        "extensions": [{"was": "2017-01"}],
        "extension_asked": {"target": "2018-01"},
        "forecast": "2018-03",
    }
    often = {"status": 0.9, "target": 0.7}
    return record | {k: v for k, v in maybe.items() if random.random() < often.get(k, 0.3)}


def milestone(random: Random) -> dict[str, Any]:
    record = {"text": "x", "target": random.choice(TARGETS), "lead": some(random, LEADS, 1)}
    return record | random.choice(({}, {"completed": "2017-08-01"}, {"status": "in-progress"}))


def recommendation(random: Random, number: int) -> dict[str, Any]:
    names = [f"{number}.{each}" for each in range(1, random.randint(1, 5))]
    record: dict[str, Any] = {
        "id": str(number),
        "text": "X",
        "themes": some(random, THEMES),
        "actions": [action(random, name) for name in names],
    }
    scope = random.choice(("local", "regional", "national", ""))
    return record | ({"scope": scope} if scope else {})


def plan(random: Random, identity: str) -> bytes:
    """A plan; what is JSON is YAML as well."""
    record: dict[str, Any] = {
        "format": "1",
        "id": identity,
        "title": f"Review {identity[-1]}",
        "recommendations": [recommendation(random, n) for n in range(1, random.randint(2, 5))],
    }
    maybe: dict[str, Any] = {
        "dates": {"published": "2017-03-31"},
        "review_every": "3 months",
        "sign_off": "NCC",
        "position_at": "2017-02",
    }
    record |= {key: value for key, value in maybe.items() if random.random() < 0.5}
    record |= {"aliases": ["Case 23"]} if identity == "DHR1" else {}
    return json.dumps(record, indent=1).encode()


def folders(seed: int) -> tuple[Folder, ...]:
    random = Random(seed)
    files = {f"{name}.yaml": plan(random, name) for name in NAMES}
    files["DHR98.yaml"] = sound_plan(random, "DHR98").encode()
    files["DHR99.yaml"] = spoilt_plan(random, "DHR99").encode()
    return workspace.read([FolderBytes("plans", {**files, "agencies.yaml": REGISTER})]).folders


# -- the plain loop --------------------------------------------------------------------------------


@dataclass(frozen=True)
class One:
    """An action with its plan and recommendation."""

    plan: Plan
    recommendation: Recommendation
    action: Action
    as_of: date

    @property
    def name(self) -> tuple[str, str]:
        return self.plan.id, self.action.id

    @property
    def leads(self) -> set[str]:
        every = [*self.action.lead, *(name for m in self.action.milestones for name in m.lead)]
        return {CODES.get(lead.lower(), lead) for lead in every}

    @property
    def due(self) -> list[tuple[str | None, date]]:
        """The open parts of the action with their last days: itself and its milestones."""
        if self.action.status not in ("not-started", "in-progress", "ongoing"):
            return []
        dates: list[tuple[str | None, Any]] = [(None, self.action.target)]
        for step in self.action.milestones:
            is_open = step.status in ("not-started", "in-progress", "ongoing")
            if is_open or (step.status is None and step.completed is None):
                dates.append((step.name, step.target))
        known = [(name, when.deadline(self.plan.events)) for name, when in dates if when]
        return [(name, day) for name, day in known if day]

    @property
    def updated(self) -> date | None:
        days = [each.date.last for each in self.action.updates if each.date]
        return max((day for day in days if day <= self.as_of), default=None)


def every(view: tuple[Folder, ...], as_of: date) -> Iterator[One]:
    for folder in view:
        for plan in folder.plans:
            for each in plan.recommendations:
                for one in each.actions:
                    yield One(plan, each, one, as_of)


def is_led_by(one: One, asked: str) -> bool:
    code = CODES.get(asked.lower(), asked)
    parts = PARTS.get(code, {code})
    return any(lead in parts or (MEMBERS.get(lead, set()) & parts) for lead in one.leads)


def has_status(one: One, asked: str) -> bool:
    standing = judge(one.action, one.plan, one.as_of)
    return asked in {one.action.status, standing.state, *standing.flags}


def moved(day: date, period: Period, sign: int) -> date:
    count = sign * period.count
    days, weeks, months, years = (count * (period.unit == unit) for unit in UNITS)
    return day + relativedelta(days=days, weeks=weeks, months=months, years=years)


def is_stale(one: One, period: Period) -> bool:
    closed = ("complete", "complete-ongoing", "superseded", "not-taken-forward")
    if one.action.status in closed:
        return False
    return one.updated is None or one.updated < moved(one.as_of, period, -1)


UNITS: tuple[Unit, ...] = ("day", "week", "month", "year")
PASSES: dict[str, Callable[[One, Any], bool]] = {
    "review": lambda one, asked: asked.lower() in [n.lower() for n in NAMES.get(one.plan.id, ())],
    "agency": is_led_by,
    "status": has_status,
    "scope": lambda one, asked: one.recommendation.scope == asked,
    "theme": lambda one, asked: asked.lower() in [t.lower() for t in one.recommendation.themes],
    "due-within": lambda one, asked: any(d <= moved(one.as_of, asked, 1) for _, d in one.due),
    "due-before": lambda one, asked: any(day < asked for _, day in one.due),
    "no-update": is_stale,
}
# Mostly days and periods that meet the dates of the plans to the day.
NEAR = st.builds(Period, st.integers(1, 3), st.just("day"))
PERIODS = NEAR | st.builds(Period, st.integers(1, 12), st.sampled_from(UNITS))
DAYS = st.dates(date(2017, 9, 12), date(2017, 9, 18)) | st.dates(
    date(2017, 1, 1), date(2018, 6, 30)
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "review": st.sampled_from(("DHR1", "dhr2", "CASE 23", "review 1")),
    "agency": st.sampled_from(("POL", "pol-th", "NCC", "ICB", "All agencies", "the force")),
    "status": st.sampled_from((*STATUSES[:-1], *DERIVED)),
    "scope": st.sampled_from(("local", "regional", "national")),
    "theme": st.sampled_from(THEMES),
    "due-within": PERIODS,
    "due-before": DAYS,
    "no-update": PERIODS,
}
SEEDS = st.integers(0, 2**32)
EXAMPLES = settings().max_examples  # of the profile: more with --thorough
PAIRS = [(name,) for name in VALUES] + list(combinations(VALUES, 2))


def asked_for(data: st.DataObject, names: tuple[str, ...]) -> dict[str, tuple[Any, ...]]:
    """One or two values for each of these filters."""
    return {
        name: tuple(data.draw(st.lists(VALUES[name], min_size=1, max_size=2))) for name in names
    }


def chosen(view: tuple[Folder, ...], asked: dict[str, tuple[Any, ...]], as_of: date) -> list[One]:
    return [
        one
        for one in every(view, as_of)
        if all(any(PASSES[name](one, v) for v in values) for name, values in asked.items())
    ]


def known(view: tuple[Folder, ...], asked: dict[str, tuple[Any, ...]]) -> dict[str, Any]:
    """The same without themes that no plan speaks of, which cannot be asked for."""
    there = {t.lower() for f in view for p in f.plans for r in p.recommendations for t in r.themes}
    themes = tuple(theme for theme in asked.get("theme", ()) if theme.lower() in there)
    rest = {name: values for name, values in asked.items() if name != "theme"}
    return rest | ({"theme": themes} if themes else {})


def rows(report: Report) -> list[dict[str, Any]]:
    found: Any = report.data["items"]
    return list(found)


@pytest.mark.parametrize("names", PAIRS, ids="+".join)
@settings(max_examples=EXAMPLES // 5)
@given(seed=SEEDS, as_of=DAYS, data=st.data())
def test_list_is_what_a_plain_loop_finds(
    names: tuple[str, ...], seed: int, as_of: date, data: st.DataObject
) -> None:
    view = folders(seed)
    asked = known(view, asked_for(data, names))
    report = list_actions(view, Selection(asked), as_of)
    expected = [one.name for one in chosen(view, asked, as_of)]
    assert [(row["review"], row["action"]) for row in rows(report)] == expected
    assert [row[1:4:2] for row in report.flat.rows] == expected
    shown = [row[:2] for table in report.sections[0].tables for row in table.rows]
    assert [action for _, action in shown] == [action for _, action in expected]
    for (heading, _), (named, _) in zip(shown, expected, strict=True):
        assert f"{heading}: ".startswith(f"{named}: ")


# -- what adds up ----------------------------------------------------------------------------------


@pytest.mark.parametrize("by", GROUPINGS)
@settings(max_examples=EXAMPLES // 2)
@given(seed=SEEDS, as_of=DAYS, data=st.data(), names=st.sampled_from([(), *PAIRS]))
def test_status_adds_up_to_the_list(
    by: str, seed: int, as_of: date, data: st.DataObject, names: tuple[str, ...]
) -> None:
    view = folders(seed)
    selection = Selection(known(view, asked_for(data, names)))
    listed = rows(list_actions(view, selection, as_of))
    counted: Any = status(view, selection, as_of, by).data
    total = counted["total"]
    assert total["actions"] == len(listed)
    assert {s: n for s, n in total["counts"].items() if n} == Counter(r["state"] for r in listed)
    for row in (*counted["rows"], total):
        assert sum(row["counts"].values()) == row["actions"]
        assert max(row["ladder"].values()) <= max(row["ladder"]["said-done"], 0)
        assert max(row["recommendation_ladder"].values()) <= row["recommendations"]
        assert row["ladder"]["said-done"] <= row["actions"]
    for what in ("actions", "recommendations"):
        of_rows = sum(row[what] for row in counted["rows"])
        assert of_rows == total[what] if by in ("review", "scope") else of_rows >= total[what]
    if not selection.narrows_actions and not names:
        assert total["recommendations"] == sum(
            len(plan.recommendations) for folder in view for plan in folder.plans
        )


@given(seed=SEEDS, as_of=DAYS)
def test_a_row_of_status_is_what_its_filter_lists(seed: int, as_of: date) -> None:
    view = folders(seed)
    for by in ("review", "scope", "theme"):
        counted: Any = status(view, Selection(), as_of, by).data
        for row in counted["rows"]:
            if row["name"] in (f"no {by}", "DHR98", "DHR99"):
                continue
            listed = rows(list_actions(view, Selection({by: (row["name"],)}), as_of))
            same = [t for t in counted["rows"] if t["name"].lower() == row["name"].lower()]
            assert len(same) > 1 or len(listed) == row["actions"]


@settings(max_examples=EXAMPLES * 2)
@given(seed=SEEDS, as_of=DAYS, data=st.data(), names=st.sampled_from([(), *PAIRS]))
def test_what_is_late_is_what_a_plain_loop_finds(
    seed: int, as_of: date, data: st.DataObject, names: tuple[str, ...]
) -> None:
    view = folders(seed)
    asked = known(view, asked_for(data, names))
    report = overdue(view, Selection(asked), as_of)
    ahead = [moved(as_of, p, 1) + timedelta(1) for p in asked.pop("due-within", ())]
    limits = [max(each) for each in (ahead, asked.pop("due-before", ())) if each]
    before = max(as_of, min(limits, default=as_of))
    expected = {
        (*one.name, step, (as_of - day).days if day < as_of else None)
        for one in chosen(view, asked, as_of)
        if not one.action.unclear
        for step, day in one.due
        if day < before
    }
    found = rows(report)
    told = [(r["review"], r["action"], r["milestone"], r["days_late"]) for r in found]
    assert set(told) == expected
    missing = report.data["status_missing"]
    assert isinstance(missing, list)
    assert len(told) == len(expected) == len(report.flat.rows) - len(missing)
    assert [r["deadline"] for r in found] == sorted(r["deadline"] for r in found)


@given(seed=SEEDS, as_of=DAYS)
def test_late_actions_are_those_listed_as_overdue(seed: int, as_of: date) -> None:
    view = folders(seed)
    late = {(row["review"], row["action"]) for row in rows(overdue(view, Selection(), as_of))}
    every_row = rows(list_actions(view, Selection(), as_of))
    listed = rows(list_actions(view, Selection({"status": ("overdue",)}), as_of))
    assert late == {(r["review"], r["action"]) for r in listed}
    assert late == {(r["review"], r["action"]) for r in every_row if r["state"] == "overdue"}


# -- recommendations -------------------------------------------------------------------------------


def recommendations(report: Report) -> Iterator[dict[str, Any]]:
    reviews: Any = report.data["reviews"]
    for each in reviews:
        yield from each["recommendations"]


def is_said_done(recommendation: dict[str, Any]) -> bool:
    """True if there are actions left that are not dropped, and all are recorded as done."""
    dropped = ("superseded", "not-taken-forward")
    left = [one for one in recommendation["actions"] if one["state"] not in dropped]
    done = [one for one in left if one["state"] != "unclear" and one["status"] in DONE]
    return bool(left) and len(done) == len(left)


DONE = ("complete", "complete-ongoing")
NOT_DECIDED = "The board has not decided whether it was met."


@given(seed=SEEDS, as_of=DAYS)
def test_closed_actions_never_make_a_recommendation_carried_out(seed: int, as_of: date) -> None:
    report = review(folders(seed), Selection(), as_of)
    for each in recommendations(report):
        words = each["standing"]
        assert not [w for w in ("carried out", "implemented", "fulfilled") if w in words]
        assert each["result"] or words.endswith(NOT_DECIDED)
        said = "All actions complete" in words
        assert each["result"] or said == is_said_done(each)
    reviews: Any = report.data["reviews"]
    for one in reviews:
        done = sum(map(is_said_done, one["recommendations"]))
        assert one["recommendation_ladder"]["said-done"] == done


@given(seed=SEEDS, as_of=DAYS)
def test_a_national_recommendation_is_known_by_what_was_answered(seed: int, as_of: date) -> None:
    for each in recommendations(review(folders(seed), Selection(), as_of)):
        if each["scope"] != "national" or each["result"]:
            continue
        asked = each["responses"]
        answered = sum(1 for one in asked if one["replied"] or one["answer"] or one["text"])
        requests = "request" if len(asked) == 1 else "requests"
        words = f"{answered} of {len(asked)} {requests} answered"
        assert (words if asked else "no response is recorded") in each["standing"].lower()


def test_the_real_recommendations() -> None:
    """The standings in the two published plans; none claims more than the plans say."""
    files = {path.name: path.read_bytes() for path in (ROOT / "plans").glob("*.yaml")}
    view = workspace.read([FolderBytes("plans", files)]).folders
    words = Counter(
        r["standing"] for r in recommendations(review(view, Selection(), date(2017, 9, 15)))
    )
    assert words == {
        f"All actions complete. {NOT_DECIDED}": 11,
        f"0 of 1 action complete, no response is recorded. {NOT_DECIDED}": 2,
        f"0 of 2 actions complete. {NOT_DECIDED}": 1,
        f"1 of 2 actions complete. {NOT_DECIDED}": 1,
    }
