"""Everything in a plan or the register can be changed by a command: nobody needs to write YAML.

Each case is a job of a coordinator's week: the command that does it, and what the file then has.
"""

from __future__ import annotations

import io
import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from dhrplan.plan.read import read_plan, read_register
from tests.decide.deciding import HERE, PLAN
from tests.golden.running import Shell
from tests.keyboard import at_keyboard

if TYPE_CHECKING:
    from pathlib import Path

    from dhrplan.model.plan import Action, Plan

SECOND = """\
format: 1
id: DHR98
title: Domestic Homicide Review 98
recommendations:
  - id: "1"
    text: Pharmacies should be told.
    actions:
      - id: "7.1"
        text: Tell them.
        lead: [ICB]
        status: complete
        completed: 2021-02
"""


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "DHR99.yaml").write_bytes(PLAN)
    (plans / "DHR98.yaml").write_bytes(SECOND.encode())
    shutil.copy(HERE / "agencies.yaml", plans)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    return Shell(capsys, monkeypatch, tmp_path)


def data(shell: Shell, name: str = "DHR99.yaml") -> bytes:
    return (shell.folder / "plans" / name).read_bytes()


def plan(shell: Shell, name: str = "DHR99.yaml") -> Plan:
    file = read_plan(name, data(shell, name))
    assert file.plan
    assert not file.faults
    return file.plan


def action(shell: Shell, name: str, review: str = "DHR99.yaml") -> Action:
    every = (one for each in plan(shell, review).recommendations for one in each.actions)
    return next(one for one in every if one.id == name)


def change(shell: Shell, command: str) -> None:
    outcome = shell.run(f"{command} --yes")
    assert outcome.code == 0, outcome


def refusal(shell: Shell, command: str, code: int = 2) -> str:
    before = {one: data(shell, one) for one in ("DHR99.yaml", "DHR98.yaml", "agencies.yaml")}
    outcome = shell.run(f"{command} --yes")
    assert outcome.code == code, outcome
    assert before == {one: data(shell, one) for one in before}
    return outcome.stderr


# -- --set, --add, --unset -------------------------------------------------------------------------


def test_a_title_is_corrected(shell: Shell) -> None:
    change(shell, "dhrplan update DHR99 1.1 --set title='One form'")
    assert action(shell, "1.1").title == "One form"


def test_the_review_was_published(shell: Shell) -> None:
    change(
        shell, "dhrplan update DHR99 --set dates.published='3 October 2021' --set stage=published"
    )
    assert plan(shell).stage == "published"
    assert str(plan(shell).dates["published"].canonical) == "2021-10-03"


def test_the_home_office_has_replied_to_a_recommendation(shell: Shell) -> None:
    change(shell, "dhrplan update DHR99 2 --add responses.from=CSP --add responses.sent=2020-12")
    change(shell, "dhrplan update DHR99 2 --set responses.1.replied=2021-02-17")
    (response,) = plan(shell).recommendations[1].responses
    assert (response.from_, response.sent and response.sent.canonical) == ("CSP", "2020-12")
    assert response.replied
    assert response.replied.canonical == "2021-02-17"


def test_a_milestone_gets_a_date(shell: Shell) -> None:
    change(shell, "dhrplan update DHR99 1.1/#2 --set target='May 2021'")
    target = action(shell, "1.1").milestones[1].target
    assert target
    assert target.canonical == "2021-05"


def test_a_lead_is_replaced_in_several_reviews_and_the_others_stay(shell: Shell) -> None:
    change(shell, "dhrplan update DHR98 7.1 --add lead=NCC")
    change(shell, "dhrplan update DHR99 1.1 1.4 DHR98 7.1 --add lead='the Force' --unset lead=NCC")
    assert action(shell, "1.1").lead == ("POL",)
    assert action(shell, "1.4").lead == ("POL",)
    assert action(shell, "7.1", "DHR98.yaml").lead == ("ICB", "POL")


def test_a_list_is_set_whole_and_taken_out_by_number(shell: Shell) -> None:
    change(shell, "dhrplan update DHR99 --set aliases='Case 23' --set aliases='Case 24'")
    assert plan(shell).aliases == ("Case 23", "Case 24")
    change(shell, "dhrplan update DHR99 --unset aliases.1")
    assert plan(shell).aliases == ("Case 24",)


def test_a_field_of_a_decision_keeps_its_checks(shell: Shell) -> None:
    said = refusal(shell, "dhrplan update DHR99 1.1 --set status=complete")
    assert "`--completed` and `--outcome` too" in said


def test_yes_and_no_are_written_as_words(shell: Shell) -> None:
    change(shell, "dhrplan update DHR99 1.1 --set joint=Yes")
    assert b"joint: yes\n" in data(shell)
    assert action(shell, "1.1").joint


def test_an_agency_gets_a_mailbox(shell: Shell) -> None:
    change(shell, "dhrplan update agencies 'the Force' --set contact.role='Head of Safeguarding'")
    register = read_register("agencies.yaml", data(shell, "agencies.yaml")).register
    assert register
    contact = register.agencies["POL"].contact
    assert contact
    assert contact.role == "Head of Safeguarding"


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("1.1 --set titel=x", "no field `titel` of an action.\nDid you mean `title`?"),
        ("1.1 --set deadline=2021", "Did you mean `target`?"),
        ("1.1 --set title", "Write it after `=`: `--set title=...`."),
        ("1.1 --set dates=2021", "no field `dates`"),
        ("--set dates.bogus=2021", "no field `bogus` of dates."),
        ("2 --set responses.1.from=HO", "is empty.\n`--add responses.from=...` adds the first."),
        ("--set format=2", "it says how the file is read."),
        ("1.1 DHR77 1.1 --note x", "There is no review `DHR77`."),
        ("--set dates=2021", "Name a part, such as `dates."),
        ("--set dates.published=soon", "`soon`"),
        ("--set id=DHR7", "cannot be changed: other records may refer to it."),
        ("--set recommendations.1=x", "cannot be changed as a list. Name the id"),
        ("--set stage=printed", "`printed` is not a stage"),
        (
            "--status complete --set stage=published",
            "--status needs an action: name it, or use --set.",
        ),
        ("--unset marking", "There is no `marking` to remove."),
        ("1.1 --unset evidence.3", "There is no `evidence.3`: the list has 1."),
        ("1.1 --unset lead=ICB", "`ICB` does not lead DHR99 1.1.\nIts lead is POL, NCC."),
        ("1.1 --add lead=Nobody", "`Nobody` is not in the register of agencies."),
        ("1.1 --add title=x", "`title` is a single value, not a list."),
        ("1.1 --set updates.text=x", "does not say which item of the list."),
        ("1.1 --title x", "No such option"),
        ("1.1 --status paused --set status=complete", "`status` is given twice."),
        ("1.1 --set =x", "does not name a field."),
        ("1.1 --where agency=POL --note x", "--where chooses the actions"),
        ("--where colour=red --note x", "--where takes FILTER=VALUE, and the filters are: review,"),
        ("--where agency=Nobody --note x", "There is no agency `Nobody`."),
        ("--where theme=x --note x", "There is no theme `x`."),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_write(
    asked: str, answer: str, shell: Shell
) -> None:
    assert answer in refusal(shell, f"dhrplan update DHR99 {asked}")


def test_what_would_leave_an_error_is_not_written(shell: Shell) -> None:
    assert "would add 1 error" in refusal(shell, "dhrplan update DHR99 --unset title", 3)


# -- several at once -------------------------------------------------------------------------------


def test_a_note_on_all_that_one_agency_leads_is_shown_before_it_is_written(shell: Shell) -> None:
    command = "dhrplan update --where agency=ICB --note 'No reply.' --as-of 2021-05-01"
    outcome = shell.run(f"{command} --dry-run")
    assert "2 actions in 2 reviews:\n  DHR98 7.1: Tell them.\n  DHR99 1.2: Train" in outcome.stderr
    change(shell, command)
    for one in (action(shell, "1.2"), action(shell, "7.1", "DHR98.yaml")):
        assert [update.text for update in one.updates] == ["No reply."]


def test_all_that_waits_for_it_is_signed_off_at_once(shell: Shell) -> None:
    change(shell, "dhrplan update --where status=awaiting-sign-off --sign-off --by CSP")
    assert action(shell, "1.2").signed_off


def test_lists_of_ids_and_reviews_are_understood(shell: Shell) -> None:
    change(shell, "dhrplan update DHR99 1.1,1.3 --note Seen.")
    assert all(action(shell, name).updates[-1].text == "Seen." for name in ("1.1", "1.3"))
    change(shell, "dhrplan update DHR98,DHR99 --set partnership=Northshire")
    assert plan(shell).partnership == plan(shell, "DHR98.yaml").partnership == "Northshire"


def test_without_a_match_nothing_changes(shell: Shell) -> None:
    said = refusal(shell, "dhrplan update --where agency=POL --where status=superseded --note x")
    assert "No actions match" in said


def test_a_plan_that_cannot_be_read_is_named_where_actions_are_found_by_filters(
    shell: Shell,
) -> None:
    (shell.folder / "plans" / "DHR97.yaml").write_text("format: 1\nid: [\n", encoding="utf-8")
    outcome = shell.run("dhrplan update --where agency=ICB --note x --yes")
    assert outcome.code == 3
    assert "plans/DHR97.yaml:2:5: this file cannot be read and is left out." in outcome.stderr
    assert "is written." in outcome.stderr or "are written." in outcome.stderr


def test_the_cause_is_that_of_the_review_and_not_of_another_file(shell: Shell) -> None:
    for name in ("DHR1", "DHR2"):
        path = shell.folder / "plans" / f"{name}.yaml"
        path.write_text("format: 1\nid: [\n", encoding="utf-8")
    assert "plans/DHR2.yaml:2:5: " in refusal(shell, "dhrplan update DHR2 1 --note x", 3)


def test_a_target_that_is_replaced_is_named_with_how_to_keep_it(shell: Shell) -> None:
    change(shell, "dhrplan update DHR99 1.1 --target 2030")
    outcome = shell.run("dhrplan update DHR99 1.1 --target 2031 --yes")
    assert "DHR99 1.1: the old target, 2030, is not kept." in outcome.stderr
    assert "`--extend-to`" in outcome.stderr


def test_an_action_that_cannot_be_read_is_named_and_left_out(shell: Shell) -> None:
    file = shell.folder / "plans" / "DHR98.yaml"
    file.write_text(SECOND.replace("2021-02", "soon"), encoding="utf-8")
    outcome = shell.run("dhrplan update --where agency=ICB --note x --yes")
    assert outcome.code == 3
    assert "DHR98 7.1 is left out: part of it cannot be read." in outcome.stderr
    assert action(shell, "1.2").updates


@pytest.mark.needs("tmux")
def test_a_missing_review_and_action_are_asked_for(shell: Shell, tmp_path: Path) -> None:
    with at_keyboard(tmp_path, shell.folder) as keys:
        keys.press(f"{sys.executable} -m dhrplan update --note 'No news.'", "Enter")
        for question, answer in (
            ("Which review:", "DHR99"),
            ("Which action of DHR99:", "1.3"),
            ("Save this? [y/N]:", "y"),
        ):
            keys.wait_for(question)
            keys.press(answer, "Enter")
        keys.wait_for("plans/DHR99.yaml is written.")
    assert action(shell, "1.3").updates


# -- new, remove, move -----------------------------------------------------------------------------


def test_a_milestone_is_added(shell: Shell) -> None:
    change(shell, "dhrplan new DHR99 1.3 --milestone 'Ask the region' --target 2021-06 --lead POL")
    (step,) = action(shell, "1.3").milestones
    assert (step.text, step.id, step.lead) == ("Ask the region", None, ("POL",))
    assert "no action `1`" in refusal(shell, "dhrplan new DHR99 1 --milestone x")


def test_an_agency_is_added_and_begins_a_register(shell: Shell) -> None:
    add = (
        "dhrplan new --agency NFRS --name 'Northshire Fire and Rescue' --alias Fire --role Manager"
    )
    change(shell, add)
    register = read_register("agencies.yaml", data(shell, "agencies.yaml")).register
    assert register
    assert register.code("fire") == "NFRS"
    assert "is in the register already: NFRS." in refusal(shell, add)
    (shell.folder / "plans" / "agencies.yaml").unlink()
    assert "this would add" in shell.run(f"{add} --yes").stderr  # all other leads are unknown then
    change(shell, f"{add} --force")
    assert read_register("agencies.yaml", data(shell, "agencies.yaml")).register


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("--agency 'Fire Service' --name x", "is not a code for an agency."),
        ("--agency NFRS", "Missing"),
        ("--agency NFRS --name x --target 2021", "--target can only be used with a review"),
        ("--agency NFRS --name x --part-of Nobody", "`Nobody` is not in the register"),
        ("DHR99 1.3 --milestone x --partner POL", "--partner can only be used with --action"),
        ("DHR99 1.1 --milestone x --id ii", "The milestone `ii` exists already"),
        ("DHR99 1.1 --milestone x --action y", "add the action first"),
        ("DHR99 1 --action x --email a@b.example", "--email can only be used with --agency"),
    ],
)
def test_what_cannot_be_added_is_refused(asked: str, answer: str, shell: Shell) -> None:
    assert answer in refusal(shell, f"dhrplan new {asked}")


def test_an_action_is_removed_with_the_comments_on_its_lines(shell: Shell) -> None:
    change(shell, "dhrplan remove DHR99 1.4 --force")
    text = data(shell)
    assert b"Print a leaflet." not in text
    assert b"at the meeting" not in text
    assert b"# Whom it asks is not said." in text


def test_what_others_refer_to_is_not_removed(shell: Shell) -> None:
    change(shell, "dhrplan update DHR98 7.1 --set superseded_by='DHR99 1.4' --status superseded")
    assert "this would add" in refusal(shell, "dhrplan remove DHR99 1.4", 3)
    assert "this would add" in refusal(shell, "dhrplan remove agencies ICB", 3)


@pytest.mark.parametrize("command", ["remove DHR98 ''", "update DHR98 ' ' --note x"])
def test_an_empty_id_names_nothing(command: str, shell: Shell) -> None:
    """As of a variable of a script that has no value."""
    path = shell.folder / "plans" / "DHR98.yaml"
    text = "id: DHR98\ntitle: One action\nrecommendations:\n- id: '1'\n  text: Agree.\n"
    path.write_text(f"format: 1\n{text}  actions: [{{id: '1.1'}}]\n", encoding="utf-8")
    assert "no action and no recommendation" in refusal(shell, f"dhrplan {command}")


def test_a_plan_is_not_left_without_a_recommendation_for_then_it_could_not_be_read(
    shell: Shell,
) -> None:
    answer = refusal(shell, "dhrplan remove DHR99 1 2 3 --force")
    assert "DHR99 would have no recommendations left." in answer


def test_a_milestone_an_action_and_its_recommendation_are_removed_at_once(shell: Shell) -> None:
    outcome = shell.run("dhrplan remove DHR99 3 3.1 1.1/ii 1.1/#2 --yes")
    assert outcome.code == 0, outcome
    assert "DHR99 3 has 1 action." in outcome.stderr
    assert [one.id for one in plan(shell).recommendations] == ["1", "2"]
    assert not action(shell, "1.1").milestones


def test_an_action_is_moved_with_its_comments(shell: Shell) -> None:
    change(shell, "dhrplan move DHR99 1.1 --to 2")
    assert [one.id for one in plan(shell).recommendations[1].actions] == ["1.1"]
    assert b"# What the agency asks for." in data(shell)
    change(shell, "dhrplan move DHR99 1.1/ii --to 1.3")
    assert [step.id for step in action(shell, "1.3").milestones] == ["ii"]


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ("1.1 --to 1.2", "`1.2` is not a recommendation.\nName a recommendation after --to."),
        ("1.1 --to 1", "`1.1` belongs to `1` already."),
        ("2 --to 1", "`2` is a recommendation, which cannot be moved."),
        ("1.1/ii --to 2", "`2` is not an action."),
        ("1.1/ii --to 3.1/i", "`3.1/i` is not an action."),
        ("1.1 --to 9", "DHR99 has no action and no recommendation `9`."),
        ("1.1", "Missing option '--to'"),
    ],
)
def test_what_cannot_be_moved_is_refused(asked: str, answer: str, shell: Shell) -> None:
    assert answer in refusal(shell, f"dhrplan move DHR99 {asked}")


# -- extensions and pauses -------------------------------------------------------------------------


def test_an_extension_says_which_milestones_it_leaves_late_and_moves_them(shell: Shell) -> None:
    command = "dhrplan update DHR99 1.1 --extend-to 2021-09 --as-of 2021-05-01"
    outcome = shell.run(f"{command} --dry-run")
    assert "DHR99 1.1 is still late: the target of milestone ii has passed." in outcome.stderr
    assert "Add `--milestones` to give late milestones the new target." in outcome.stderr
    change(shell, f"{command} --milestones")
    moved = action(shell, "1.1")
    assert moved.milestones[0].target
    assert moved.milestones[0].target.canonical == "2021-09"
    assert "Milestone ii, due in October 2020, is moved to September 2021." in " ".join(
        update.text or "" for update in moved.updates
    )


def test_a_pause_asks_until_when(shell: Shell) -> None:
    command = "dhrplan update DHR99 1.3 --status paused --reason Money"
    assert "`--next-check` too." in refusal(shell, command)
    change(shell, f"{command} --next-check 2021-09")
    assert action(shell, "1.3").next_check


# -- taking out ------------------------------------------------------------------------------------


def test_what_is_taken_out_of_a_mixed_list_is_what_was_named(shell: Shell) -> None:
    file = shell.folder / "plans" / "DHR98.yaml"
    mixed = "        evidence:\n          - {what: Audit, date: 2021-03}\n          - Minutes\n"
    file.write_text(SECOND + mixed, encoding="utf-8")
    change(shell, "dhrplan update DHR98 7.1 --unset evidence=Minutes")
    assert [one.what for one in action(shell, "7.1", "DHR98.yaml").evidence] == ["Audit"]


def test_one_value_is_not_taken_out_by_what_it_holds(shell: Shell) -> None:
    said = refusal(shell, "dhrplan update DHR99 1.2 --unset outcome=Trained --note Seen.")
    assert "`outcome` is a single value.\nWrite `--unset outcome` without `=`." in said
