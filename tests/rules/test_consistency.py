"""Statements that contradict each other, or that time has overtaken."""

from __future__ import annotations

from datetime import date

import pytest

from dhrplan.model.plan import DONE, OPEN, Status
from dhrplan.rules.engine import SOUND, example_folder
from tests.rules.finding import found, in_action, shown

COMPLETE = "lead: [POL]\ncompleted: 2021-02\nstatus: {}\n"


def steps(*lines: str) -> str:
    """Milestones, each with these lines below its text."""
    return "milestones:\n" + "".join(f"  - text: A step\n    {each}\n" for each in lines)


# -- actions and their milestones ----------------------------------------------------------------

ALL_DONE = "open-but-milestones-done"
SOME_OPEN = "complete-with-open-milestones"


@pytest.mark.parametrize("status", Status)
def test_an_action_is_done_when_every_milestone_is(status: Status) -> None:
    lines = f"lead: [POL]\nstatus: {status}\n"
    done = steps("status: complete", "completed: 2021-02", "status: complete-ongoing")
    expected = [status] if status in OPEN - {Status.ONGOING} else []
    assert in_action(ALL_DONE, lines + done) == expected
    assert in_action(ALL_DONE, lines) == []


@pytest.mark.parametrize(
    "milestone",
    [
        "target: 2021-05",
        "status: in-progress",
        "status: in-progress\n    completed: 2021-02",
        "status: paused",
        "status: not-taken-forward",
    ],
)
def test_one_milestone_that_is_not_done_is_enough(milestone: str) -> None:
    assert in_action(ALL_DONE, SOUND + steps("status: complete", milestone)) == []


def test_the_last_milestone_is_shown() -> None:
    (one,) = found(
        ALL_DONE, example_folder(SOUND + steps("completed: 2021-01", "completed: 2021-02"))
    )
    assert [(each.place.line, each.place.column) for each in one.related] == [(16, 13)]


@pytest.mark.parametrize("status", Status)
def test_an_open_milestone_contradicts_a_complete_action(status: Status) -> None:
    done = status in DONE
    lines = COMPLETE.format(status) + steps("status: complete", "status: in-progress", "lead: [X]")
    assert in_action(SOME_OPEN, lines) == (["in-progress"] if done else [])


def test_what_goes_on_may_have_a_step_that_does() -> None:
    ongoing = steps("status: ongoing", "status: not-started")
    assert in_action(SOME_OPEN, COMPLETE.format("complete") + ongoing) == [
        "ongoing",
        "not-started",
    ]
    assert in_action(SOME_OPEN, COMPLETE.format("complete-ongoing") + ongoing) == ["not-started"]


@pytest.mark.parametrize("milestone", ["status: paused", "target: 2030", "status: superseded"])
def test_only_what_a_milestone_says_itself_is_open(milestone: str) -> None:
    assert in_action(SOME_OPEN, COMPLETE.format("complete") + steps(milestone)) == []


# -- future-wording-when-complete ----------------------------------------------------------------

FUTURE = "future-wording-when-complete"
WORDS = "will be introduced"


@pytest.mark.parametrize("status", Status)
def test_only_of_what_is_done_nothing_may_be_to_come(status: Status) -> None:
    lines = f"{COMPLETE.format(status)}outcome: A form {WORDS}.\n"
    assert in_action(FUTURE, lines) == ([WORDS] if status in DONE else [])


@pytest.mark.parametrize(
    "text",
    [
        f"outcome: 'It''s said a form {WORDS}.'",
        f'progress: "A \\"form\\" {WORDS}."',
        f"outcome: |-\n  Form agreed.\n\n  It {WORDS}.",
        f"outcome: >-\n  Form agreed,\n  and it {WORDS}\n  soon.",
        f"milestones:\n  - text: Draft\n  - text: A form {WORDS}",
        f"milestones:\n  - text: A form {WORDS}\n    status: complete",
    ],
    ids=["single quotes", "double quotes", "literal", "folded", "milestone", "its status"],
)
def test_the_words_themselves_are_shown(text: str) -> None:
    lines = f"{COMPLETE.format('complete')}{text}\n"
    assert in_action(FUTURE, lines) == [WORDS]
    (one,) = found(FUTURE, example_folder(lines.replace("\n", "\r\n")))
    assert one.width == len(WORDS)
    assert f"says `{WORDS}`" in one.message


def test_words_over_two_lines_are_shown_on_the_first() -> None:
    lines = f"{COMPLETE.format('complete')}outcome: |-\n  A form will be\n  introduced.\n"
    assert in_action(FUTURE, lines) == ["will be"]
    assert f"`{WORDS}`" in found(FUTURE, example_folder(lines))[0].message


def test_each_text_is_told_once() -> None:
    text = f"A form {WORDS}. A desk {WORDS}."
    lines = f"{COMPLETE.format('complete')}outcome: {text}\nprogress: {text}\n"
    assert in_action(FUTURE, lines) == [WORDS, WORDS]


@pytest.mark.parametrize(
    "text",
    [
        f"text: A form {WORDS}.\nexpected: A form {WORDS}.",
        f"as_written:\n  status: A form {WORDS}.",
        f"updates:\n  - date: 2021-01\n    text: A form {WORDS}.",
        f"evidence: [A form {WORDS}]\nnotes: [A form {WORDS}]",
    ],
)
def test_what_was_said_before_may_speak_of_what_was_to_come(text: str) -> None:
    files = example_folder(f"{COMPLETE.format('complete')}{text}\n")
    files["DHR99.yaml"] = files["DHR99.yaml"].replace("        text: Agree one form.\n", "")
    assert shown(FUTURE, files) == []


def test_an_open_milestone_is_told_as_such_alone() -> None:
    lines = COMPLETE.format("complete") + f"milestones:\n  - text: A form {WORDS}\n"
    assert in_action(FUTURE, f"{lines}    status: not-started\n") == []
    assert in_action(SOME_OPEN, f"{lines}    status: not-started\n") == ["not-started"]


def test_what_goes_on_may_be_under_way() -> None:
    text = "outcome: The training is under way.\n"
    assert in_action(FUTURE, COMPLETE.format("complete") + text) == ["is under way"]
    assert in_action(FUTURE, COMPLETE.format("complete-ongoing") + text) == []


# -- overdue-without-update, no-news -------------------------------------------------------------

SILENT = "overdue-without-update"
NO_NEWS = "no-news"
LATE = "lead: [POL]\nstatus: in-progress\ntarget: 2021-02-10\n"


def update(*dates: str) -> str:
    return "updates:\n" + "".join(f"  - date: {each}\n    text: A draft.\n" for each in dates)


@pytest.mark.parametrize(("day", "late"), [("2021-02-10", False), ("2021-02-11", True)])
def test_what_is_due_today_is_not_late(day: str, *, late: bool) -> None:
    expected = ["2021-02-10"] if late else []
    assert in_action(SILENT, LATE, date.fromisoformat(day)) == expected


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        (("2021-02-09",), False),
        (("2021-02-10",), True),
        (("2021-02-11",), True),
        (("2021-01",), False),
        (("2021-02",), True),  # perhaps after it
        (("2020",), False),
        (("2021",), True),
        (("2021-03-11", "2021-01-01"), True),
        (("2021-03-16",), False),  # nobody knew that on the 15th
        (("2021-03",), True),
    ],
)
def test_an_update_of_that_day_or_later_explains_it(dates: tuple[str, ...], *, told: bool) -> None:
    assert in_action(SILENT, LATE + update(*dates)) == ([] if told else ["2021-02-10"])


def test_an_update_without_a_date_explains_nothing() -> None:
    assert in_action(SILENT, f"{LATE}progress: Soon done.\nupdates:\n  - text: Soon done.\n") == [
        "2021-02-10"
    ]


@pytest.mark.parametrize("status", Status)
def test_only_open_work_is_late(status: Status) -> None:
    lines = f"lead: [POL]\nstatus: {status}\ntarget: 2021-02-10\n"
    assert in_action(SILENT, lines) == (["2021-02-10"] if status in OPEN else [])


def test_the_latest_of_what_was_missed_is_told() -> None:
    lines = LATE + steps("target: 2021-02-20", "target: 2021-01-20", "target: 2021-04")
    assert in_action(SILENT, lines) == ["2021-02-20"]
    assert in_action(SILENT, lines + update("2021-02-11")) == ["2021-02-20"]
    assert in_action(SILENT, lines + update("2021-02-20")) == []


def test_a_relative_target_is_late_only_when_its_day_is_known() -> None:
    lines = "lead: [POL]\nstatus: in-progress\ntarget: published + 1 month\n"
    assert in_action(SILENT, lines) == []
    known = "dates:\n  published: 2021-02-01\n"
    assert in_action(SILENT, lines, head=known) == ["published + 1 month"]
    assert in_action(SILENT, lines, date(2021, 3, 1), head=known) == []


def test_there_is_no_news_only_where_the_board_looks() -> None:
    assert in_action(NO_NEWS, SOUND) == []
    assert in_action(NO_NEWS, SOUND, head="review_every: 3 months\n") == ["in-progress"]


@pytest.mark.parametrize(
    ("last", "silent"), [("2020-12-14", True), ("2020-12-15", False), ("2020-12", False)]
)
def test_an_update_is_news_for_as_long_as_the_board_waits(last: str, *, silent: bool) -> None:
    found_ = in_action(NO_NEWS, SOUND + update(last), head="review_every: 3 months\n")
    assert found_ == (["in-progress"] if silent else [])


def test_the_day_of_the_record_counts_where_there_is_no_update() -> None:
    head = "position_at: 2021-01\nreview_every: 1 month\n"
    assert in_action(NO_NEWS, SOUND, head=head) == ["in-progress"]
    assert in_action(NO_NEWS, SOUND, date(2021, 2, 28), head=head) == []


def test_what_is_late_and_unheard_of_is_told_once() -> None:
    head = "review_every: 1 month\n"
    assert in_action(SILENT, LATE, head=head) == ["2021-02-10"]
    assert in_action(NO_NEWS, LATE, head=head) == []
    heard = LATE + update("2021-02-11")
    assert in_action(SILENT, heard, head=head) == []
    assert in_action(NO_NEWS, heard, head=head) == ["in-progress"]


@pytest.mark.parametrize(
    ("every", "said"), [("1 month", "every month."), ("6 weeks", "every 6 weeks.")]
)
def test_how_often_the_board_looks_is_told(every: str, said: str) -> None:
    (one,) = found(
        NO_NEWS,
        example_folder(SOUND + update("2021-01-02"), head=f"review_every: {every}\n"),
    )
    assert (
        one.message
        == f"The last update is from 2 January 2021, and the board reviews its actions {said}"
    )


# -- repeatedly-extended -------------------------------------------------------------------------

EXTENSION = "  - was: 2020-0{}\n    reason: Too few staff\n"


@pytest.mark.parametrize(("times", "expected"), [(2, []), (3, ["2020-03"]), (4, ["2020-04"])])
def test_three_extensions_are_too_many(times: int, expected: list[str]) -> None:
    extensions = "extensions:\n" + "".join(map(EXTENSION.format, range(1, times + 1)))
    assert in_action("repeatedly-extended", SOUND + extensions) == expected


@pytest.mark.parametrize("status", Status)
def test_what_is_no_longer_open_may_have_been_extended(status: Status) -> None:
    extensions = "extensions:\n" + "".join(map(EXTENSION.format, range(1, 4)))
    lines = f"lead: [POL]\nstatus: {status}\ntarget: 2021-06\n{extensions}"
    assert in_action("repeatedly-extended", lines) == (["2020-03"] if status in OPEN else [])


def test_of_an_action_that_cannot_be_read_nothing_contradicts() -> None:
    lines = LATE + steps("status: complete") + "extensions:\n" + EXTENSION.format(1) * 3
    for rule in (ALL_DONE, SILENT, "repeatedly-extended"):
        assert len(in_action(rule, lines)) == 1
        assert in_action(rule, f"{lines}outcomme: X\n") == []
