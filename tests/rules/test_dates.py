"""Rules on dates: what has not come, what lies too far, what contradicts another date."""

from __future__ import annotations

from datetime import date

import pytest

from dhrplan.rules import engine
from tests.rules.finding import contradictions, messages

DONE = "lead: [POL]\nstatus: complete\n"
OPEN = "lead: [POL]\nstatus: in-progress\n"
COMMISSIONED = "dates: {commissioned: 2019-06}\n"


def rules(
    action: str = engine.SOUND, head: str = "", more: str = "", day: str = "2021-03-15"
) -> list[str]:
    """The findings in short: rule and value."""
    files = engine.example_folder(action, head=head, recommendation=more)
    said = contradictions(files, date.fromisoformat(day))
    return [f"{one.rule} {one.message.split('`')[1]}" for one in said]


# completed-in-future


@pytest.mark.parametrize(
    ("completed", "is_found"),
    [
        ("2021-03-14", False),
        ("2021-03-15", False),
        ("2021-03-16", True),
        ("2021-03", False),
        ("2021-04", True),
        ("2021", False),
        ("2020/21", False),
        ("2021/22", True),
        ("2021-03-10/2021-03-20", False),
    ],
)
def test_what_certainly_lies_after_the_day(completed: str, *, is_found: bool) -> None:
    wanted = [f"completed-in-future {completed}"] if is_found else []
    assert rules(f"{DONE}completed: {completed}\n") == wanted


@pytest.mark.parametrize(
    ("action", "field"),
    [
        ("milestones:\n  - {text: Draft, completed: 2022-01}\n", "completed"),
        ("signed_off: {by: CSP, date: 2022-01}\n", "signed_off"),
        ("checks:\n  - {by: CSP, date: 2022-01}\n", "checks"),
        ("updates:\n  - {text: Done., date: 2022-01}\n", "updates"),
        ("decision: {reason: R, date: 2022-01}\n", "decision"),
        ("extension_asked: {target: 2022-06, date: 2022-01}\n", "extension_asked"),
        ("target: 2021-06\nextensions:\n  - {was: 2021-03, date: 2022-01}\n", "extensions"),
    ],
)
def test_all_that_tells_of_what_has_happened(action: str, field: str) -> None:
    files = engine.example_folder(OPEN + action)
    (one,) = messages("completed-in-future", files)
    assert one.endswith(
        f"`2022-01` is after 15 March 2021, and `{field}` records what has happened."
    )


@pytest.mark.parametrize(
    ("head", "more"),
    [
        ("position_at: 2022-01\n", ""),
        ("source: {retrieved: 2022-01}\n", ""),
        ("dates: {commissioned: 2022-01}\n", ""),
        ("", "result: {met: fully, date: 2022-01}\n"),
        ("", "responses:\n  - {from: HO, sent: 2022-01}\n"),
        ("", "responses:\n  - {from: HO, acknowledged: 2022-01}\n"),
        ("", "responses:\n  - {from: HO, replied: 2022-01}\n"),
    ],
)
def test_what_is_told_of_the_review_and_its_recommendations(head: str, more: str) -> None:
    said = rules(engine.SOUND.replace("2021-06", "2022-06"), head, more)
    assert said == ["completed-in-future 2022-01"]


@pytest.mark.parametrize(
    "action",
    [
        *("target: 2022-01\n", "forecast: 2022-01\n", "next_check: 2022-01\n"),
        "target: 2022-02\nextensions:\n  - {was: 2022-01}\n",
        "extension_asked: {target: 2022-01}\n",
        "milestones:\n  - {text: Draft, target: 2022-01}\n",
    ],
)
def test_what_is_to_come_may_lie_ahead(action: str) -> None:
    assert rules(OPEN + action) == []


def test_when_a_report_is_to_be_published_may_be_known() -> None:
    assert rules(head="dates: {submitted: 2021-02, published: 2022-01}\n") == []


def test_the_same_file_on_a_later_day_is_sound() -> None:
    action = f"{DONE}completed: 2031-02-26\n"
    assert rules(action) == ["completed-in-future 2031-02-26"]
    assert rules(action, day="2031-02-26") == []


def test_from_an_unclear_action_nothing_is_concluded() -> None:
    assert [
        one.rule
        for one in contradictions(engine.example_folder(f"{DONE}completed: 2031\ntarget: soon\n"))
    ] == ["not-a-date"]


# completed-before-commissioned


@pytest.mark.parametrize(
    ("completed", "is_found"),
    [
        ("2019-05-31", True),
        ("2019-05", True),
        ("2018", True),
        ("2019-06-01", False),
        ("2019-06", False),
        ("2019", False),
        ("2018/19", True),
        ("2019/20", False),
    ],
)
def test_what_certainly_lies_before_the_review(completed: str, *, is_found: bool) -> None:
    wanted = [f"completed-before-commissioned {completed}"] if is_found else []
    assert rules(f"{DONE}target: 2021-03\ncompleted: {completed}\n", COMMISSIONED) == wanted


def test_a_milestone_too_and_the_place_of_both() -> None:
    action = f"{OPEN}milestones:\n  - text: Draft\n    completed: 2018-01-31\n"
    (one,) = contradictions(engine.example_folder(action, head=COMMISSIONED))
    assert one.message == "`2018-01-31` is before the review was commissioned, June 2019."
    assert (str(one.place), one.action) == ("plans/DHR99.yaml:15:24", "1.1")
    assert [str(other.place) for other in one.related] == ["plans/DHR99.yaml:4:23"]


def test_what_was_in_place_already_may_be_older() -> None:
    action = f"{DONE}target: 2018\ncompleted: 2018-01\n"
    assert rules(action, COMMISSIONED, "result: {met: already-in-place}\n") == []
    assert rules(action, COMMISSIONED, "result: {met: fully}\n") == [
        "suspect-year 2018",
        "completed-before-commissioned 2018-01",
    ]


def test_without_the_day_of_commissioning_nobody_knows() -> None:
    assert rules(f"{DONE}completed: 2012-01\n", "dates: {submitted: 2020-11}\n") == []


# suspect-year


@pytest.mark.parametrize(
    ("target", "is_found"),
    [
        ("2019-05-31", True),
        ("2019-06", False),
        ("2029-06-30", False),
        ("2029-07-01", True),
        ("2029", False),
        ("2029/30", False),
        ("2030", True),
        ("2071-06", True),
        ("1921-06", True),
    ],
)
def test_ten_years_from_commissioning(target: str, *, is_found: bool) -> None:
    wanted = [f"suspect-year {target}"] if is_found else []
    assert rules(f"{OPEN}target: {target}\n", COMMISSIONED) == wanted


def test_what_a_suspect_year_is_held_against() -> None:
    (one,) = contradictions(engine.example_folder(f"{OPEN}target: 2071-06\n", head=COMMISSIONED))
    assert one.message == (
        "`2071-06` is more than 10 years after June 2019, the date under `commissioned`."
    )
    assert [str(other.place) for other in one.related] == ["plans/DHR99.yaml:4:23"]
    (one,) = contradictions(engine.example_folder(f"{OPEN}target: 2012-06\n", head=COMMISSIONED))
    assert one.message == "`2012-06` is before the review was commissioned, June 2019."


@pytest.mark.parametrize(
    "head",
    [
        "dates: {submitted: 2017-02}\n",
        "dates: {published: 2019-02, approved: 2017-02, family_informed: 2018}\n",
        "position_at: 2017-02\n",
        "source: {retrieved: 2017-02}\n",
    ],
)
def test_any_date_of_the_review_stands_in_for_the_end(head: str) -> None:
    assert rules(f"{OPEN}target: 2027-02\n", head) == []
    assert rules(f"{OPEN}target: 2027-03\n", head) == ["suspect-year 2027-03"]


def test_the_law_stands_in_for_the_beginning() -> None:
    assert rules(f"{OPEN}target: 2011-04\n") == []
    assert rules(f"{OPEN}target: 2011-04-12\n") == ["suspect-year 2011-04-12"]
    assert rules(f"{DONE}completed: 1921-02-26\n") == ["suspect-year 1921-02-26"]


def test_without_any_date_of_the_review_ten_years_are_counted_from_today() -> None:
    assert rules(f"{OPEN}target: 2031-03-15\n") == []
    assert rules(f"{OPEN}target: 2031-03-16\n") == ["suspect-year 2031-03-16"]
    steps = "milestones:\n  - {text: Draft, target: 2071}\n"
    assert rules(f"{OPEN}target: 2021-06\n{steps}") == ["suspect-year 2071"]
    assert rules(extended("2071-03")) == ["suspect-year 2071-03"]
    (one,) = contradictions(engine.example_folder(f"{OPEN}target: 2071-06\n"))
    assert one.message == "`2071-06` is more than 10 years after 15 March 2021."


def test_a_review_older_than_the_law_that_says_so() -> None:
    assert rules(f"{OPEN}target: 2010-06\n", "dates: {commissioned: 2009-06}\n") == []


def test_when_the_record_was_made_may_be_long_after() -> None:
    head = "dates: {commissioned: 2012}\nsource: {retrieved: 2026-03}\nposition_at: 2025\n"
    assert rules(f"{OPEN}target: 2014\n", head, day="2026-03-15") == []


def test_a_date_that_is_counted_from_another_is_left_alone() -> None:
    assert rules(f"{OPEN}target: submitted + 12 years\n", f"{COMMISSIONED}") == []


def test_the_date_that_is_out_of_line_with_all_others_is_the_one() -> None:
    action = f"{OPEN}target: 2021-06\nupdates:\n  - {{date: 2020-06, text: X}}\n"
    action += "milestones:\n  - {text: Draft, completed: 2020-09}\n"
    assert rules(action, "dates: {commissioned: 2002}\n") == ["suspect-year 2002"]
    assert rules(action, "dates: {commissioned: 2091}\n") == ["completed-in-future 2091"]


def test_a_date_in_the_future_is_one_mistake() -> None:
    assert rules(f"{DONE}completed: 2071-02\n", COMMISSIONED) == ["completed-in-future 2071-02"]


# milestone-after-target


@pytest.mark.parametrize(
    ("due", "target", "is_found"),
    [
        ("2021-06-30", "2021-06-30", False),
        ("2021-07-01", "2021-06-30", True),
        ("2021-06-30", "2021-06-29", True),
        ("2021-06", "2021-06-01", False),
        ("2021", "2021-03-31", False),
        ("2021-07", "2021-06", True),
        ("2021/22", "2021-03-31", True),
        ("published + 6 months", "2021-08-27", True),
        ("published + 6 months", "2021-08-28", False),
        ("2021-09", "published + 6 months", True),
        ("2021-08", "published + 6 months", False),
        ("approved + 6 months", "2021-06", False),
        ("2021-09", "approved + 6 months", False),
    ],
)
def test_what_is_certainly_due_after_the_whole(due: str, target: str, *, is_found: bool) -> None:
    action = f"{OPEN}target: {target}\nmilestones:\n  - {{text: Draft, target: {due}}}\n"
    wanted = [f"milestone-after-target {due}"] if is_found else []
    assert rules(action, "dates: {published: 2021-02-28}\n") == wanted


def test_milestones_of_several_actions() -> None:
    steps = "target: 2021-06\nmilestones:\n  - {text: Draft}\n  - {text: Final, target: 2021-08}\n"
    plan = engine.example_plan(OPEN + steps) + engine.second_action(
        f'id: "1.2"\ntext: X\n{OPEN}{steps}'
    )
    assert messages("milestone-after-target", {"DHR99.yaml": plan}) == [
        "15:35 `2021-08` is later than the target of the action, June 2021.",
        "23:35 `2021-08` is later than the target of the action, June 2021.",
    ]


def test_without_a_target_no_milestone_is_late() -> None:
    assert rules(f"{OPEN}next_check: 2021-06\nmilestones: [{{text: X, target: 2021-08}}]\n") == []


def test_a_milestone_in_a_suspect_year_is_one_mistake() -> None:
    steps = "milestones:\n  - {text: Draft, target: 2071-02}\n"
    assert rules(f"{OPEN}target: 2021-06\n{steps}", COMMISSIONED) == ["suspect-year 2071-02"]


# extension-not-later


def extended(*was: str, target: str = "2021-06") -> str:
    lines = "".join(f"  - {{was: {one}, reason: R}}\n" for one in was)
    return f"{OPEN}target: {target}\nextensions:\n{lines}"


@pytest.mark.parametrize(
    ("was", "target", "is_found"),
    [
        ("2021-06-29", "2021-06-30", False),
        ("2021-06-30", "2021-06-30", True),
        ("2021-06-30", "2021-06-29", True),
        ("2021-06", "2021-06", True),
        ("2021-06", "end of June 2021", True),
        ("2021-06", "2021-06-15", False),
        ("2021-06", "2021-06-01", True),
        ("2021-06-15", "2021-06", False),
        ("2021", "2021-10", False),
        ("2021-10", "2021", False),
        ("2021/22", "2021-03", True),
        ("published + 3 months", "published + 6 months", False),
        ("published + 6 months", "published + 3 months", False),
        ("published + 6 months", "published + 6 months", True),
    ],
)
def test_a_new_target_is_later_than_the_old(was: str, target: str, *, is_found: bool) -> None:
    wanted = [f"extension-not-later {target}"] if is_found else []
    assert rules(extended(was, target=target)) == wanted


def test_a_known_event_gives_its_days() -> None:
    action = extended("published + 6 months", target="published + 3 months")
    assert rules(action, "dates: {published: 2021-02}\n") == [
        "extension-not-later published + 3 months"
    ]


def test_each_target_is_held_against_the_one_before() -> None:
    (one,) = contradictions(engine.example_folder(extended("2020-09", "2020-06", "2021-03")))
    assert one.message == ("`2020-06` is not later than the target it replaced, September 2020.")
    assert str(one.place) == "plans/DHR99.yaml:15:19"
    assert [str(other.place) for other in one.related] == ["plans/DHR99.yaml:14:19"]


def test_newest_first_is_told_at_each_step() -> None:
    assert rules(extended("2021-03", "2020-09")) == ["extension-not-later 2020-09"]


def test_what_is_not_told_is_not_compared() -> None:
    assert rules(f"{OPEN}extensions:\n  - {{was: 2020-12, reason: R}}\n") == []
    action = extended("2020-12").replace("{was: 2020-12", "{date: 2020-11")
    assert rules(action) == []


def test_a_suspect_year_among_the_targets_is_one_mistake() -> None:
    assert rules(extended("2071-03"), COMMISSIONED) == ["suspect-year 2071-03"]


# updates-out-of-order


def updated(*dates: str, key: str = "updates") -> str:
    records = "".join(f"  - {{date: {one}, by: POL}}\n" for one in dates)
    return f"{OPEN}target: 2021-06\n{key}:\n{records}"


@pytest.mark.parametrize(
    ("dates", "wrong"),
    [
        (("2021-01-05", "2021-01-05"), []),
        (("2021-01-05", "2021-01-04"), ["2021-01-04"]),
        (("2021-01-05", "2021-01"), []),
        (("2021-02", "2021-01-31"), ["2021-01-31"]),
        (("2020", "2020-01-01"), []),
        (("2021-01-05", "2021", "2021-01-04"), ["2021-01-04"]),
        (("2020-12", "2020-02", "2020-03", "2020-04"), ["2020-02"]),
        (("2020-01", "2020-03", "2020-02", "2020-01"), ["2020-02", "2020-01"]),
        (("2020-01",), []),
    ],
)
@pytest.mark.parametrize("key", ["updates", "checks"])
def test_the_order_of_updates_and_checks(
    dates: tuple[str, ...], wrong: list[str], key: str
) -> None:
    assert rules(updated(*dates, key=key)) == [f"updates-out-of-order {one}" for one in wrong]


def test_what_is_said_of_an_update_and_of_a_check() -> None:
    (one,) = contradictions(engine.example_folder(updated("2021-01-05", "2020-12")))
    assert one.message == "`2020-12` is before the update above it, 5 January 2021."
    assert [str(other.place) for other in one.related] == ["plans/DHR99.yaml:14:20"]
    assert messages(
        "updates-out-of-order", engine.example_folder(updated("2021-01", "2020-12", key="checks"))
    ) == ["15:20 `2020-12` is before the check above it, January 2021."]


def test_newest_first_is_one_mistake() -> None:
    (one,) = contradictions(engine.example_folder(updated("2021-03", "2021-02", "2021-01")))
    assert (one.message, str(one.place)) == (
        "The updates are in the wrong order: newest first.",
        "plans/DHR99.yaml:15:20",
    )


@pytest.mark.parametrize(
    ("dates", "rule"),
    [
        (("2031-01", "2021-01", "2021-02"), "completed-in-future 2031-01"),
        (("2020-01", "2002-02", "2020-03"), "suspect-year 2002-02"),
    ],
)
def test_a_mistyped_year_among_updates_is_one_mistake(dates: tuple[str, ...], rule: str) -> None:
    assert rules(updated(*dates), COMMISSIONED) == [rule]


def test_an_update_without_a_date_is_passed_over() -> None:
    action = updated("2021-01", "2020-12").replace("  - {date: 2021-01, by: POL}\n", "")
    assert rules(action.replace("updates:\n", "updates:\n  - {text: X}\n")) == []
