"""What `fmt --fix` fixes, and all that it leaves as it is."""

from __future__ import annotations

import re

import pytest

from dhrplan.plan.fmt import fixed, formatted_and_fixed
from dhrplan.plan.read import read_plan
from tests.hints.test_labelled import LABELS, Label, folder
from tests.plan.reading import FILE, in_action
from tests.plan.test_fmt import REGISTER


def after(lines: str) -> str:
    """The lines of an action below its id, fixed and formatted."""
    before = in_action(lines)
    done = formatted_and_fixed(FILE, before.encode(), "plan", REGISTER).data.decode()
    head, _, rest = done.partition('      - id: "1.1"\n')
    assert before.startswith(head)
    return re.sub("^ {8}", "", rest, flags=re.MULTILINE).rstrip("\n")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        # Keys of one meaning.
        ("Target: 2021-03", "target: 2021-03"),
        ('"target-date": 2021-03', "target: 2021-03"),
        ("deadline: 31/03/2021  # agreed", "target: 2021-03-31  # agreed"),
        ("revised_target: 2021-03", "target: 2021-03"),
        ("lead_agency: the Force", "lead: [POL]"),
        ("comments: Seen by the board.", "notes: [Seen by the board.]"),
        # A list.
        ("lead: POL", "lead: [POL]"),
        ("lead: the Force, Northshire Office", 'lead: [POL, "NO"]'),
        ("also_for: 1.10", 'also_for: ["1.10"]'),
        ("partners: none", ""),
        # Values.
        ("joint: Y", "joint: yes"),
        ("completed: done on 3 May 2021", "completed: 2021-05-03"),
        ("target: 2021-03-31\u200b", "target: 2021-03-31"),
        # A status keeps its words.
        ("status: Partly done", "status: in-progress\nas_written:\n  status: Partly done"),
        ("status: all actions done", "status: complete\nas_written:\n  status: all actions done"),
        (
            "status: Complete 04/03/2020",
            "status: complete\nas_written:\n  status: Complete 04/03/2020\ncompleted: 2020-03-04",
        ),
    ],
)
def test_what_has_one_meaning_is_fixed(written: str, expected: str) -> None:
    assert after(written) == expected


@pytest.mark.parametrize(
    "written",
    [
        # Two keys for one, a value that does not fit, a key of two meanings, a person.
        "target: 2020-01\nrevised_target: 2021-03",
        "deadline: 2020-01\ndue: 2021-03",
        "deadline: TBC",
        "completion_date: 2021-03",
        "impact: Fewer calls.",
        "responsible: A. N. Officer",
        "lead_agency: A. N. Officer",
        # Perhaps several items.
        "lead: Probation and Police",
        "lead: Probation, Police",
        "notes: first; second",
        # No one meaning.
        "status: closed",
        "status: delivered",
        "status: nearly complete, tbc",
        "status: compleet",
        "status: Complete 04/03/2020\ncompleted: 2020-03-05",
        "target: TBC",
        "target: March 2021 (see minutes)",
        "completed: report done 3 May 2021",
        "completed: by 3 May 2021 at the latest",
        "status: complete by 31 March 2021",
        "joint: maybe",
    ],
)
def test_what_may_mean_something_else_stays(written: str) -> None:
    assert after(written) == written


@pytest.mark.parametrize("label", LABELS, ids=lambda label: f"{label.place} {label.written}")
def test_a_fix_changes_nothing_that_can_be_read(label: Label) -> None:
    """And it closes no action that a hint may not close."""
    for name, text in folder(label).items():
        if name == "agencies.yaml":
            continue
        file, data = f"plans/{name}", text.encode()
        before = read_plan(file, data)
        done = fixed(file, data, "plan", REGISTER)
        now = read_plan(file, done.data)
        assert len(now.faults) == len(before.faults) - len(done.fixes)
        assert before.plan is not None
        assert now.plan is not None
        pairs = zip(before.plan.recommendations, now.plan.recommendations, strict=True)
        for old, new in pairs:
            for one, other in zip(old.actions, new.actions, strict=True):
                assert one.id == other.id or one.unclear
                assert one.status in {None, other.status}
                assert one.target in {None, other.target}
                assert one.completed in {None, other.completed}
                if "not closed" in label.must:
                    assert other.status not in {"complete", "not-taken-forward", "superseded"}
