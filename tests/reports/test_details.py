"""Cells of a report that the golden cases do not cover."""

from __future__ import annotations

from datetime import date

import pytest

from dhrplan.reports import details
from tests.reports.making import AS_OF, item, standing

NOT_DECIDED = "The board has not decided whether it was met."


@pytest.mark.parametrize(
    ("deadline", "told"),
    [
        (date(2016, 9, 15), "1 year late"),
        (date(2010, 9, 15), "7 years late"),
        (date(2017, 9, 14), "1 day late"),
        (date(2017, 9, 15), "due today"),
        (date(2017, 9, 16), "due in 1 day"),
        (date(2017, 9, 18), "due in 3 days"),
    ],
)
def test_lateness(deadline: date, told: str) -> None:
    assert details.lateness(deadline, AS_OF) == told


@pytest.mark.parametrize(
    ("extensions", "told"),
    [
        ("{was: 2017-08-31}", "once, by 30 days in all. Was 31 August 2017"),
        (
            "{was: 2017-07, reason: Lead left}, {was: 2017-08-31, approved_by: POL}",
            "twice, by 2 months in all. Was July 2017 (Lead left); was 31 August 2017 (POL)",
        ),
        (
            "{was: 2017-06}, {was: 2017-07}, {was: 2017-08}",
            "3 times, by 3 months in all. Was June 2017; was July 2017; was August 2017",
        ),
        ("{was: 2017-10-01}", "once, brought forward by 1 day in all. Was 1 October 2017"),
        ("{was: 2017-09-30}", "once. Was 30 September 2017"),
        ("{was: published + 1 month}", "once. Was 1 month after publication"),
        ("{reason: Lead left}", "once. Earlier target not recorded (Lead left)"),
    ],
)
def test_extended(extensions: str, told: str) -> None:
    one = item(f"status: in-progress, target: 2017-09-30, extensions: [{extensions}]")
    assert details.extended(one) == told


def test_extended_without_a_target_in_force() -> None:
    assert details.extended(item("status: ongoing, extensions: [{was: 2017-06}]")) == (
        "once. Was June 2017"
    )


@pytest.mark.parametrize(
    ("action", "told"),
    [
        (
            "lead: [POL, NCC], joint: yes",
            "Northshire Police (POL), Northshire County Council (NCC) (jointly)",
        ),
        ("lead: [POL, NCC]", "Northshire Police (POL), Northshire County Council (NCC)"),
        ("lead: [northshire police]", "Northshire Police (POL)"),
        ("lead: [Voluntary sector]", "Voluntary sector"),
        ("status: ongoing", "not recorded"),
        ("as_written: {lead: All}", "not recorded (in the source: All)"),
        (
            "lead: [POL], as_written: {lead: The Force}",
            "Northshire Police (POL) (in the source: The Force)",
        ),
        ("lead: {a: b}", "not recorded"),
    ],
)
def test_lead(action: str, told: str) -> None:
    assert details.lead(item(action)) == told


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("status: in-progress", "in progress"),
        ("target: 2017-10", ""),
        ("status: in-progress, as_written: {status: In-Progress}", "in progress"),
        (
            "status: ongoing, as_written: {status: Still to do}",
            "ongoing (in the source: Still to do)",
        ),
        ("status: perhaps", "perhaps"),
    ],
)
def test_status(action: str, told: str) -> None:
    assert details.status(item(action)) == told


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("target: end of August 2017", "August 2017"),
        ("target: TBC", "TBC"),
        ("as_written: {target: Ongoing}", "not recorded (in the source: Ongoing)"),
        (
            'target: 2017-08, as_written: {target: "By August\\nor so"}',
            "August 2017 (in the source: By August; or so)",
        ),
        ("target: published + 6 months", "6 months after publication (15 December 2017)"),
        ("target: approved + 2 weeks", "2 weeks after approval (the day is not known yet)"),
        ("status: ongoing", ""),
    ],
)
def test_target(action: str, told: str) -> None:
    assert details.target(item(action, "dates: {published: 2017-06-15}\n")) == told


@pytest.mark.parametrize("field", ["next_check", "completed", "forecast"])
def test_a_cell_of_a_date_keeps_its_own_words(field: str) -> None:
    one = item(f"{field}: 2017-10, as_written: {{{field}: Some time in autumn}}")
    assert details.day(one, field) == "October 2017 (in the source: Some time in autumn)"
    assert details.day(item("status: ongoing"), field) == ""


def test_partners_keep_the_words_of_the_cell() -> None:
    one = item("partners: [POL, ICB], as_written: {partners: All}")
    assert details.partners(one) == "Northshire Police (POL), ICB (in the source: All)"


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("text: Draft", "Draft"),
        ("id: ii, text: Draft", "ii. Draft"),
        ("text: Draft, target: 2017-08", "Draft (due August 2017, 15 days late)"),
        ("text: Draft, target: 2017-09-15", "Draft (due 15 September 2017)"),
        ("text: Draft, target: 2017-08, status: paused", "Draft (due August 2017, paused)"),
        (
            "text: Draft, target: 2017-08, completed: 2017-09",
            "Draft (due August 2017, completed September 2017)",
        ),
        (
            "text: Draft, status: complete, completed: 2017-09-01",
            "Draft (completed 1 September 2017)",
        ),
        ("text: Draft, status: complete", "Draft (complete)"),
        (
            "text: Draft, status: in-progress, target: 2017-09-14, lead: [POL]",
            "Draft (lead Northshire Police (POL), due 14 September 2017, 1 day late, in progress)",
        ),
        (
            "text: Draft, target: published + 1 month",
            "Draft (due 1 month after publication (15 July 2017), 2 months late)",
        ),
    ],
)
def test_milestone(step: str, told: str) -> None:
    plan = "dates: {published: 2017-06-15}\n"
    one = item(f"status: in-progress, milestones: [{{{step}}}]", plan)
    assert details.milestone(one.action.milestones[0], one) == told


@pytest.mark.parametrize("status", ["complete", "paused", "superseded", "not-taken-forward"])
def test_a_milestone_of_a_closed_action_is_not_late(status: str) -> None:
    one = item(f"status: {status}, milestones: [{{text: Draft, target: 2017-01}}]")
    assert details.milestone(one.action.milestones[0], one) == "Draft (due January 2017)"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("{target: 2018-01}", "to January 2018"),
        (
            "{target: 2018-01, date: 2017-09, by: NCC, reason: Cost}",
            "to January 2018 (September 2017, NCC: Cost)",
        ),
        ("{by: NCC}", "to a date that is not recorded (NCC)"),
    ],
)
def test_extension_asked(asked: str, told: str) -> None:
    one = item(f"status: ongoing, extension_asked: {asked}")
    assert details.extension_asked(one.action.extension_asked) == told


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("checks: [{date: 2017-09, by: POL, found: lapsed}]", "September 2017, POL: lapsed"),
        ("checks: [{found: still-in-place, how: audit}]", "still in place (audit)"),
        ("checks: [{date: 2017-09}]", "September 2017: finding not recorded"),
        ("checks: [{found: not-known}]", "not known"),
    ],
)
def test_check(action: str, told: str) -> None:
    assert details.check(item(action).action.checks[0]) == told


@pytest.mark.parametrize(
    ("action", "told"),
    [
        ("decision: {reason: No budget}", "No budget"),
        ("decision: {date: 2017-03, by: CSP, reason: No budget}", "March 2017, CSP: No budget"),
        ("superseded_by: DHR2 1.1", "superseded by DHR2 1.1"),
        ("decision: {by: CSP}, superseded_by: DHR2 1.1", "CSP\nsuperseded by DHR2 1.1"),
        ("status: paused", ""),
    ],
)
def test_decision(action: str, told: str) -> None:
    assert details.decision(item(action)) == told


def test_values_that_cannot_be_read_are_told() -> None:
    one = item("status: perhaps, target: TBC, completed: Februry, next_check: soon")
    assert details.unread(one) == ("completed: Februry", "next check: soon")


# -- recommendations -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actions", "told"),
    [
        ((), f"No actions recorded. {NOT_DECIDED}"),
        (
            ("status: complete",),
            f"All actions complete. {NOT_DECIDED}",
        ),
        (
            ("status: complete", "status: complete-ongoing"),
            f"All actions complete. {NOT_DECIDED}",
        ),
        (
            ("status: complete", "status: ongoing"),
            f"1 of 2 actions complete. {NOT_DECIDED}",
        ),
        (
            ("status: complete", "status: superseded"),
            f"All actions complete. {NOT_DECIDED}",
        ),
        (
            ("status: superseded", "status: not-taken-forward"),
            f"Every action was superseded or not taken forward. {NOT_DECIDED}",
        ),
        (
            ("status: complete", "lead: [POL]"),
            f"1 of 2 actions complete. {NOT_DECIDED}",
        ),
        (
            ("status: complete, target: TBC",),
            f"0 of 1 action complete. {NOT_DECIDED}",
        ),
    ],
)
def test_a_recommendation_without_a_verdict(actions: tuple[str, ...], told: str) -> None:
    assert standing("", *actions) == told


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ("met: fully", "fully met"),
        ("met: partly, date: 2017-06, by: CSP", "June 2017, CSP: partly met"),
        ("met: not, reason: No budget", "not met (No budget)"),
        ("met: already-in-place", "already in place"),
        ("met: not-known", "it is not recorded whether it was met"),
        ("date: 2017-06", "June 2017: it is not recorded whether it was met"),
    ],
)
def test_a_verdict(result: str, told: str) -> None:
    assert standing(f"    result: {{{result}}}\n", "status: ongoing") == told


@pytest.mark.parametrize(
    ("of", "actions", "told"),
    [
        (
            "scope: national",
            (),
            f"No response is recorded. {NOT_DECIDED}",
        ),
        (
            "scope: national",
            ("status: complete",),
            f"All actions complete, no response is recorded. {NOT_DECIDED}",
        ),
        (
            "scope: national\n    responses: [{from: HO, replied: 2017-02}, {from: MOJ}]",
            (),
            f"1 of 2 requests answered. {NOT_DECIDED}",
        ),
        (
            "scope: local\n    responses: [{from: HO, text: Considered}]",
            ("status: ongoing",),
            f"0 of 1 action complete, 1 of 1 request answered. {NOT_DECIDED}",
        ),
        (
            "scope: national\n    responses: [{from: HO, acknowledged: 2017-02}]",
            (),
            f"0 of 1 request answered. {NOT_DECIDED}",
        ),
    ],
)
def test_a_national_body_is_known_by_its_answer(
    of: str, actions: tuple[str, ...], told: str
) -> None:
    assert standing(f"    {of}\n", *actions) == told
