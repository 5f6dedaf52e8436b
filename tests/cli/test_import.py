"""`dhrplan import`, and answers from documents where they are, as a coordinator uses them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.golden.running import Shell

HEAD = "No,Recommendation,Action to take,Lead Agency,Target Date,Status,Cost"
ROWS = (
    "1,Agencies share one form.,Draft the form.,Northshire Council,31/10/2016,Complete,",
    ",,Train all staff.,Northshire Police and Northshire Council,August 2017,In progress,low",
    "2,Referrals are followed up.,Check each referral.,Northshire Police,31/03/2018,Nearly,",
)
CSV = "\n".join((HEAD, *ROWS))


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    (tmp_path / "plans").mkdir()
    (tmp_path / "DHR8 plan.csv").write_text(CSV, encoding="utf-8")
    return Shell(capsys, monkeypatch, tmp_path)


IMPORT = 'dhrplan import "DHR8 plan.csv" --id DHR8'


def plan(shell: Shell, name: str = "DHR8.yaml") -> str:
    return (shell.folder / "plans" / name).read_text(encoding="utf-8")


# -- a new plan ------------------------------------------------------------------------------------


def test_a_table_becomes_a_plan_and_a_register(shell: Shell) -> None:
    assert shell.run(f"{IMPORT} --yes").code == 0
    assert plan(shell) == (
        """\
# yaml-language-server: $schema=plan.schema.json
format: 1
id: DHR8
kind: DHR
title: Domestic Homicide Review 8
source:
  title: DHR8 plan.csv
  numbering: source
recommendations:
  - id: "1"
    text: Agencies share one form.
    actions:
      - id: "1.1"
        text: Draft the form.
        lead: [NC]
        status: complete
        target: 2016-10-31
      - id: "1.2"
        text: Train all staff.
        lead: [NP, NC]
        status: in-progress
        target: 2017-08
        as_written:
          lead: Northshire Police and Northshire Council
        notes: ["Cost: low"]
  - id: "2"
    text: Referrals are followed up.
    actions:
      - id: "2.1"
        text: Check each referral.
        lead: [NP]
        target: 2018-03-31
        # row 4, "Status": Which status is this?
        as_written:
          status: Nearly
"""
    )
    assert "  NC:\n    name: Northshire Council\n" in plan(shell, "agencies.yaml")
    assert shell.run("dhrplan validate --quiet").code == 0


def test_it_shows_what_it_understood_and_what_is_doubtful(shell: Shell) -> None:
    shown = shell.run(f"{IMPORT} --dry-run").stdout
    assert "2 recommendations, 3 actions" in shown
    assert "Cost (kept in the notes)" in " ".join(shown.split())
    assert "To check (1)" in shown
    assert 'row 4, "Status"' in shown
    assert "NP    Northshire Police" in shown
    assert not (shell.folder / "plans/DHR8.yaml").exists()


def test_it_asks_before_it_saves(shell: Shell) -> None:
    outcome = shell.run(IMPORT)
    assert outcome.code == 2
    assert "Add --yes" in outcome.stderr


def test_a_review_that_is_there_is_not_overwritten(shell: Shell) -> None:
    shell.run(f"{IMPORT} --yes")
    before = plan(shell)
    outcome = shell.run(f"{IMPORT} --yes")
    assert outcome.code == 2
    assert "--into DHR8" in outcome.stderr
    assert plan(shell) == before


def test_the_user_names_a_column(shell: Shell) -> None:
    assert shell.run(f'{IMPORT} --map "Cost=progress" --yes').code == 0
    assert "        progress: low\n" in plan(shell)
    outcome = shell.run(f'{IMPORT} --map "Cost=progres" --dry-run')
    assert outcome.code == 2
    assert "Did you mean `progress`?" in outcome.stderr


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("plan.doc", "save it as .docx"),
        ("plan.odt", "save it as .docx"),
        ("plan.pdf", "PDF"),
        ("plan.xls", "save it as .xlsx"),
        ("~$plan.docx", "lock file"),
        ("plan.docx", "plan.docx"),
    ],
)
def test_a_file_that_cannot_be_read_gets_one_sentence(shell: Shell, name: str, says: str) -> None:
    (shell.folder / name).write_bytes(b"%PDF-1.4" if name.endswith("x") else b"old")
    outcome = shell.run(f'dhrplan import "{name}" --id DHR9 --yes')
    assert outcome.code == 3
    assert says in outcome.stderr
    assert "Traceback" not in outcome.stderr


def test_a_file_without_a_plan_gets_one_sentence(shell: Shell) -> None:
    (shell.folder / "list.csv").write_text("Name,Colour\nBox,Red\n", encoding="utf-8")
    outcome = shell.run("dhrplan import list.csv --id DHR9 --yes")
    assert outcome.code == 3
    assert "no table of an action plan" in outcome.stderr


def test_undo_takes_an_import_back(shell: Shell) -> None:
    shell.run(f"{IMPORT} --yes")
    assert shell.run("dhrplan undo --yes").code == 0
    assert list((shell.folder / "plans").iterdir()) == []


# -- into a plan that is there ---------------------------------------------------------------------


def changed(shell: Shell, old: str, new: str) -> None:
    text = CSV.replace(old, new)
    assert text != CSV
    (shell.folder / "DHR8 plan.csv").write_text(text, encoding="utf-8")


INTO = 'dhrplan import "DHR8 plan.csv" --into DHR8 --yes'


def test_the_same_document_again_changes_nothing(shell: Shell) -> None:
    shell.run(f"{IMPORT} --yes")
    before = plan(shell)
    assert shell.run(INTO).code == 0
    assert plan(shell) == before


def test_a_new_row_is_added_and_nothing_else_changes(shell: Shell) -> None:
    shell.run(f"{IMPORT} --yes")
    before = plan(shell)
    row = "3,Families are told.,Write to families.,Northshire Council,June 2018,,"
    changed(shell, ROWS[2], f"{ROWS[2]}\n{row}")
    assert shell.run(INTO).code == 0
    assert plan(shell).startswith(before)
    assert "    text: Families are told.\n" in plan(shell)


def test_where_the_two_differ_nothing_is_saved(shell: Shell) -> None:
    shell.run(f"{IMPORT} --yes")
    before = plan(shell)
    changed(shell, "31/03/2018", "30/06/2018")
    outcome = shell.run(INTO)
    assert outcome.code == 3
    assert "Action 2.1, target: the plan has `2018-03-31`" in outcome.stderr
    assert plan(shell) == before
    assert shell.run(f"{INTO} --on-conflict skip").code == 0
    assert plan(shell) == before


def test_what_the_document_replaces_is_kept_in_an_update(shell: Shell) -> None:
    shell.run(f"{IMPORT} --yes")
    changed(shell, "31/03/2018", "30/06/2018")
    assert shell.run(f"{INTO} --on-conflict update").code == 0
    assert "        target: 2018-06-30\n" in plan(shell)
    assert "The target was: 2018-03-31" in plan(shell)


def test_an_action_is_found_by_its_words_where_numbers_changed(shell: Shell) -> None:
    shell.run(f"{IMPORT} --yes")
    before = plan(shell)
    changed(shell, "2,Referrals", "7,Referrals")
    assert shell.run(INTO).code == 0
    assert plan(shell) == before


# -- answers from documents where they are ---------------------------------------------------------

AS_OF = "--as-of 2018-01-01"


def test_a_document_is_answered_from_without_a_plan(shell: Shell) -> None:
    outcome = shell.run(f'dhrplan list "DHR8 plan.csv" {AS_OF} --format json')
    rows = json.loads(outcome.stdout)["items"]
    assert [(row["review"], row["action"], row["lead"]) for row in rows] == [
        ("DHR8", "1.1", ["Northshire Council"]),
        ("DHR8", "1.2", ["Northshire Police", "Northshire Council"]),
        ("DHR8", "2.1", ["Northshire Police"]),
    ]
    assert {(row["file"], row["line"]) for row in rows} == {("DHR8 plan.csv", None)}
    assert outcome.code == 3
    assert 'row 4, "Status": Which status is this?' in outcome.stderr
    assert shell.run(f'dhrplan list "DHR8 plan.csv" {AS_OF} --allow-partial').code == 0


def test_a_document_without_doubts_is_a_whole_answer(shell: Shell) -> None:
    changed(shell, "Nearly", "Not started")
    outcome = shell.run(f'dhrplan overdue "DHR8 plan.csv" {AS_OF}')
    assert outcome.code == 0
    assert "1.2" in outcome.stdout


def test_a_pattern_names_every_document_but_lock_files(shell: Shell) -> None:
    for name in ("DHR9.csv", "~$DHR9.csv"):
        (shell.folder / name).write_text(CSV, encoding="utf-8")
    outcome = shell.run("dhrplan status *.csv --format json")
    rows = json.loads(outcome.stdout)["rows"]
    assert [row["name"] for row in rows] == ["DHR8", "DHR9"]
    assert shell.run("dhrplan status nothing*.csv").code == 2


def test_documents_in_a_folder_of_plans_are_read_with_them(shell: Shell) -> None:
    (shell.folder / "plans/DHR9.csv").write_text(CSV, encoding="utf-8")
    rows = json.loads(shell.run("dhrplan status --format json").stdout)["rows"]
    assert [row["name"] for row in rows] == ["DHR9"]


@pytest.mark.parametrize("name", ["DHR8 version 3.csv", "DHR8.csv"])
def test_a_document_is_left_out_where_its_review_has_a_plan(shell: Shell, name: str) -> None:
    shell.run(f"{IMPORT} --yes")
    (shell.folder / "plans" / name).write_text(CSV, encoding="utf-8")
    outcome = shell.run("dhrplan list --format json")
    answer = json.loads(outcome.stdout)
    assert (outcome.code, len(answer["items"]), answer["problems"]) == (0, 3, [])
    written = f'"plans/{name}"' if " " in name else f"plans/{name}"
    assert outcome.stderr.splitlines() == [
        f"plans/{name} is left out: DHR8 is in plans/DHR8.yaml.",
        (
            f"    `dhrplan import {written} --into DHR8` takes in what is new. "
            "Or move the document to another folder."
        ),
    ]


def test_a_folder_is_no_document(shell: Shell) -> None:
    (shell.folder / "old.docx").mkdir()
    for line in ("dhrplan overdue old.docx", "dhrplan import old.docx --id DHR8 --yes"):
        outcome = shell.run(line)
        assert outcome.code == 2
        assert "old.docx is a folder. Name a document in it" in outcome.stderr


def test_a_head_that_the_document_lacks_is_refused(shell: Shell) -> None:
    outcome = shell.run(f"{IMPORT} --map Costs=notes --dry-run")
    assert outcome.code == 2
    assert "DHR8 plan.csv has no head `costs`. Did you mean `Cost`?" in outcome.stderr
    outcome = shell.run(f"{IMPORT} --map zzz=notes --dry-run")
    assert "no head `zzz`. Heads: No, Recommendation, Action to take," in outcome.stderr


def test_a_refused_import_names_the_document_in_what_to_type(shell: Shell) -> None:
    shell.run(f"{IMPORT} --yes")
    again = 'dhrplan import "DHR8 plan.csv" --into DHR8'
    assert f"`{again}` adds to it." in shell.run(f"{IMPORT} --yes").stderr
    changed(shell, "31/10/2016", "30/11/2016")
    assert f"`{again} --on-conflict skip` leaves" in shell.run(f"{again} --yes").stderr


def test_one_action_of_a_document_is_shown(shell: Shell) -> None:
    shown = shell.run('dhrplan show "DHR8 plan.csv" 1.2 --plain').stdout
    assert "Train all staff." in shown
    assert "Draft the form." in shell.run('dhrplan report "DHR8 plan.csv"').stdout
