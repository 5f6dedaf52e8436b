"""`dhrplan new`: new entries have the style of the file, and nothing else changes."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from dhrplan.cli import prompts
from dhrplan.plan.read import read_plan
from tests.golden.running import ROOT, Outcome, Shell
from tests.keyboard import at_keyboard

if TYPE_CHECKING:
    from pathlib import Path

    from dhrplan.model.plan import Plan

REGISTER = """\
agencies:
  POL:
    name: Northshire Police
    aliases: [the Force]
  NCC:
    name: Northshire County Council
"""
PLAN = """\
format: 1
id: DHR99
title: Domestic Homicide Review 99
aliases: [Case 23]
recommendations:
  - id: "1"  # the first
    text: |-
      Agencies should use one form.
    actions:
      - id: "1.1"
        text: Agree one form.
        lead: [POL]
        status: in-progress
        target: 2021-03
  # The second has no action yet.
  - id: "2"
    text: Train everybody.
"""
IN_BRACES = """\
format: 1
id: DHR99
title: Domestic Homicide Review 99
recommendations: [
  {id: "1", text: One form., actions: [{id: "1.1", text: Agree one., lead: [POL]}]},
]
"""
ADD = "--yes --action 'Train staff.'"


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "agencies.yaml").write_text(REGISTER, encoding="utf-8", newline="\n")
    (tmp_path / "plans" / "DHR99.yaml").write_text(PLAN, encoding="utf-8", newline="\n")
    return Shell(capsys, monkeypatch, tmp_path)


def text(shell: Shell, name: str = "DHR99.yaml") -> str:
    return (shell.folder / "plans" / name).read_bytes().decode()


def plan(shell: Shell, name: str = "DHR99.yaml") -> Plan:
    read = read_plan(name, (shell.folder / "plans" / name).read_bytes())
    assert read.plan
    assert read.faults == ()
    return read.plan


def refused(outcome: Outcome, *told: str, code: int = 2) -> bool:
    assert (outcome.code, outcome.stdout) == (code, "")
    assert [words for words in told if words not in outcome.stderr] == [], outcome.stderr
    return True


def run_in(shell: Shell, *arguments: str, stdin: bytes) -> subprocess.CompletedProcess[bytes]:
    """Run the program itself, with something on its standard input."""
    return subprocess.run(
        [sys.executable, "-m", "dhrplan", *arguments],
        cwd=shell.folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        input=stdin,
        capture_output=True,
        check=False,
    )


# -- a review ----------------------------------------------------------------------------------


def test_a_review_has_a_commented_plan_that_is_sound(shell: Shell) -> None:
    outcome = shell.run("dhrplan new DHR8 --yes")
    assert (outcome.code, outcome.stderr) == (0, "plans/DHR8.yaml is written.\n")
    assert "\n+title: Domestic Homicide Review 8\n" in outcome.stdout
    assert plan(shell, "DHR8.yaml").recommendations == ()
    assert text(shell, "DHR8.yaml").startswith("# yaml-language-server: $schema=plan.schema.json\n")
    assert shell.run("dhrplan validate --strict plans/DHR8.yaml").code == 0


def test_a_review_has_the_title_that_is_given(shell: Shell) -> None:
    shell.run("dhrplan new DHR8 --title 'Review: eight' --yes")
    assert plan(shell, "DHR8.yaml").title == "Review: eight"


def test_a_review_has_the_partnership_of_the_others(shell: Shell) -> None:
    place = shell.folder / "plans" / "DHR99.yaml"
    place.write_text(PLAN.replace("title:", "partnership: Northshire CSP\ntitle:"), "utf-8")
    shell.run("dhrplan new DHR8 --yes")
    assert plan(shell, "DHR8.yaml").partnership == "Northshire CSP"


@pytest.mark.parametrize("review", ["DHR99", "dhr99", "'Case 23'", "case23"])
def test_a_review_that_is_there_is_not_begun_again(shell: Shell, review: str) -> None:
    assert refused(shell.run(f"dhrplan new {review} --yes"), "already", "`dhrplan new DHR99")
    assert text(shell) == PLAN


@pytest.mark.parametrize(
    "name",
    ["DHR99.yaml", "dhr99.YML", "plans/DHR99.yaml", "./plans/DHR99.yaml", "'plans\\DHR99.yaml'"],
)
def test_the_name_of_its_file_names_the_review(shell: Shell, name: str) -> None:
    outcome = shell.run(f"dhrplan new {name} --yes")
    assert refused(outcome, "exists already", "`dhrplan new DHR99")
    assert text(shell) == PLAN
    assert shell.run(f"dhrplan new {name} --recommendation 'Meet.' --yes").code == 0
    assert text(shell) != PLAN


def test_a_new_review_may_be_named_by_its_file(shell: Shell) -> None:
    assert shell.run("dhrplan new plans/DHR8.yaml --yes").code == 0
    assert "id: DHR8\n" in (shell.folder / "plans" / "DHR8.yaml").read_text(encoding="utf-8")
    assert refused(shell.run("dhrplan new other/DHR9.yaml --yes"), "--plans")
    whole = (shell.folder / "plans" / "DHR10.yaml").as_posix()
    assert shell.run(f"dhrplan new '{whole}' --yes").code == 0
    assert (shell.folder / "plans" / "DHR10.yaml").exists()


def test_the_register_is_no_review_that_is_there(shell: Shell) -> None:
    assert refused(shell.run("dhrplan new agencies --yes"), "is the name of the register")


@pytest.mark.parametrize("name", ["dhr8.yaml", "DHR8.yml"])
def test_no_file_that_is_there_is_in_the_way(shell: Shell, name: str) -> None:
    """On Windows the two would be one file; and one review has one file anywhere."""
    (shell.folder / "plans" / name).write_text("not: [a plan", encoding="utf-8")
    assert refused(shell.run("dhrplan new DHR8 --yes"), "already")
    assert len(list((shell.folder / "plans").iterdir())) == 3


@pytest.mark.parametrize("review", ["CON", "aux.1", "agencies", ".x", "a/b", "'a b'", "a:b"])
def test_a_review_has_a_name_that_a_file_may_have(shell: Shell, review: str) -> None:
    assert refused(shell.run(f"dhrplan new {review} --yes"))
    assert len(list((shell.folder / "plans").iterdir())) == 2


# -- a recommendation --------------------------------------------------------------------------


def test_a_recommendation_comes_last(shell: Shell) -> None:
    outcome = shell.run(
        "dhrplan new DHR99 --recommendation 'Audit: yearly.' --title Audit --scope Regional "
        "--addressed-to 'northshire police' --addressed-to NCC --theme audit --yes"
    )
    assert (outcome.code, outcome.stderr) == (0, "plans/DHR99.yaml is written.\n")
    added = """\
  - id: "3"
    title: Audit
    text: "Audit: yearly."
    scope: regional
    addressed_to: [POL, NCC]
    themes: [audit]
"""
    assert text(shell) == PLAN + added
    shown, _, told = outcome.stdout.partition("\nNew problems:\n")
    assert shown.endswith("".join(f"+{line}\n" for line in added.splitlines()))
    assert "Recommendation `3` has no action." in told


def test_a_recommendation_comes_with_its_first_action(shell: Shell) -> None:
    shell.run("dhrplan new 'case 23' --recommendation Audit. --action 'Ask.' --lead POL --yes")
    (_, _, last) = plan(shell).recommendations
    assert (last.id, last.text, last.actions[0].id, last.actions[0].lead) == (
        "3",
        "Audit.",
        "3.1",
        ("POL",),
    )


def test_the_first_recommendation_of_a_new_plan(shell: Shell) -> None:
    shell.run("dhrplan new DHR8 --yes")
    before = text(shell, "DHR8.yaml")
    shell.run("dhrplan new DHR8 --recommendation 'One form.' --yes")
    added = 'recommendations:\n  - id: "1"\n    text: One form.\n'
    assert text(shell, "DHR8.yaml") == before.replace("recommendations: []\n", added)


# -- an action ---------------------------------------------------------------------------------


def test_an_action_comes_after_those_of_its_recommendation(shell: Shell) -> None:
    outcome = shell.run(
        f"dhrplan new dhr99 1 {ADD} --title Training --lead 'the force' --partner NCC "
        "--status done --target 'end of March 2022'"
    )
    assert outcome.code == 0
    added = """\
      - id: "1.2"
        title: Training
        text: Train staff.
        lead: [POL]
        partners: [NCC]
        status: complete
        target: 2022-03
"""
    where = "  # The second has no action yet.\n"
    assert text(shell) == PLAN.replace(where, added + where)


def test_the_first_action_is_numbered_as_others_are(shell: Shell) -> None:
    assert shell.run(f"dhrplan new DHR99 2 {ADD} --lead NCC").code == 0
    added = '    actions:\n      - id: "2.1"\n        text: Train staff.\n        lead: [NCC]\n'
    assert text(shell) == PLAN + added


def test_an_action_may_have_an_id_of_its_own(shell: Shell) -> None:
    shell.run(f"dhrplan new DHR99 2 {ADD} --id B7 --lead NCC")
    assert plan(shell).recommendations[1].actions[0].id == "B7"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("1 --action X --id 1.1", "The action `1.1` exists already"),
        ("--recommendation X --id 2", "The recommendation `2` exists already"),
        ("1 --action X --id 'a b'", "is not an id"),
        ("1 --action X --lead ''", "`--lead` is empty"),
        ("--recommendation X --theme ' '", "`--theme` is empty"),
        ("3 --action X", "DHR99 has no recommendation `3`."),
        ("1 --action X --lead PLO", "Did you mean `POL`"),
        ("1 --action X --lead XYZ", "Add it with `dhrplan new --agency`."),
        ("1 --action X --target TBC", "`TBC` "),
        ("1 --action X --status wrong", "`wrong` is not a status."),
        ("--recommendation X --scope world", "`world` is not a scope."),
        ("--action X", "Name the recommendation"),
        ("1 --recommendation X", "`1` cannot be given too"),
        ("1 --action X --scope local", "--scope can only be used with --recommendation"),
        ("--recommendation X --lead POL", "--lead can only be used with --action"),
        ("--lead POL", "--lead can only be used with --action"),
        ("1 --action ' '", "action 1.2 has no text"),
        ("1", "no terminal"),
        ("--recommendation", "no terminal"),
    ],
)
def test_what_cannot_be_added_is_refused_with_a_sentence(
    shell: Shell, more: str, told: str
) -> None:
    assert refused(shell.run(f"dhrplan new DHR99 {more} --yes"), told)
    assert text(shell) == PLAN


def test_a_review_that_is_not_there_has_no_recommendation(shell: Shell) -> None:
    assert refused(shell.run("dhrplan new DHR9 1 --action X --yes"), "Did you mean `DHR99`?")


def test_ids_that_do_not_count_need_one(shell: Shell) -> None:
    place = shell.folder / "plans" / "DHR99.yaml"
    place.write_text(PLAN.replace('"2"', "training"), encoding="utf-8")
    outcome = shell.run("dhrplan new DHR99 --recommendation X --yes")
    assert refused(outcome, "The id after `training` cannot be worked out")
    assert shell.run("dhrplan new DHR99 --recommendation X --id audit --yes").code == 0


# -- styles ------------------------------------------------------------------------------------


def test_a_plan_with_the_line_ends_of_windows_keeps_them(shell: Shell) -> None:
    place = shell.folder / "plans" / "DHR99.yaml"
    place.write_bytes(b"\xef\xbb\xbf" + PLAN.replace("\n", "\r\n").encode())
    ended = run_in(shell, "new", "DHR99", "2", "--action", "-", "--yes", stdin=b"One.\r\nTwo.\r\n")
    assert ended.returncode == 0, ended.stderr
    added = '    actions:\n      - id: "2.1"\n        text: |-\n          One.\n          Two.\n'
    whole = (PLAN + added).replace("\n", "\r\n")
    assert place.read_bytes() == b"\xef\xbb\xbf" + whole.encode()
    assert b"\\x0d" not in ended.stdout


def test_a_plan_in_braces_stays_in_braces(shell: Shell) -> None:
    place = shell.folder / "plans" / "DHR99.yaml"
    place.write_text(IN_BRACES, encoding="utf-8", newline="\n")
    assert shell.run(f"dhrplan new DHR99 1 {ADD} --lead POL").code == 0
    assert shell.run("dhrplan new DHR99 --recommendation 'Two forms.' --yes").code == 0
    first, second = plan(shell).recommendations
    assert [action.id for action in first.actions] == ["1.1", "1.2"]
    assert (second.id, second.text) == ("2", "Two forms.")
    assert text(shell).startswith(IN_BRACES.partition("}]}")[0])
    assert "\n  - " not in text(shell)


# -- words -------------------------------------------------------------------------------------


def test_words_come_from_standard_input(shell: Shell) -> None:
    words = "\n  One form für alle.\n\n1. Write it.  \n2. Use it.\n\n".encode()
    ended = run_in(shell, "new", "DHR99", "--recommendation", "-", "--yes", stdin=words)
    assert ended.returncode == 0, ended.stderr
    assert plan(shell).recommendations[2].text == (
        "  One form für alle.\n\n1. Write it.\n2. Use it."
    )


def test_what_is_not_utf_8_is_refused(shell: Shell) -> None:
    ended = run_in(shell, "new", "DHR99", "--recommendation", "-", "--yes", stdin=b"\xff\xfe")
    assert (ended.returncode, b"not UTF-8" in ended.stderr) == (2, True)


def test_standard_input_is_one_text(shell: Shell) -> None:
    outcome = shell.run("dhrplan new DHR99 --recommendation - --action - --yes")
    assert refused(outcome, "Only --recommendation or --action can read")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("# Head\r\nCafé, naïve.\r\n".encode("utf-8-sig"), "# Head\nCafé, naïve.\n"),
        ("Café, naïve.\r\n".encode("cp1252"), "Café, naïve.\n"),
        ("Café, naïve.\r\n".encode("utf-16"), "Café, naïve.\n"),
    ],
)
def test_words_of_an_editor_are_read_as_it_saved_them(data: bytes, words: str) -> None:
    """They are in no file any more: what cannot be read would be lost."""
    assert prompts.decode_saved(data) == words


# -- what is not written -----------------------------------------------------------------------


def test_without_a_terminal_nothing_is_written_unasked(shell: Shell) -> None:
    assert refused(shell.run("dhrplan new DHR99 1 --action X"), "Add --yes.")
    assert refused(shell.run("dhrplan new DHR8"), "Add --yes.")
    assert text(shell) == PLAN


def test_a_dry_run_shows_and_writes_nothing(shell: Shell) -> None:
    outcome = shell.run("dhrplan new DHR99 1 --action X --dry-run --color always")
    assert (outcome.code, outcome.stderr) == (0, "Not saved: this is a dry run.\n")
    assert '\x1b[32m+      - id: "1.2"\x1b[0m\n' in outcome.stdout
    assert text(shell) == PLAN


def test_an_error_that_it_would_bring_in_stops_it(shell: Shell) -> None:
    (shell.folder / "forbidden-names.txt").write_text("Ann Other\n", encoding="utf-8")
    command = "dhrplan new DHR99 1 --action 'Ann Other is told.' --yes"
    outcome = shell.run(command)
    assert (outcome.code, "--force" in outcome.stderr) == (3, True)
    told = outcome.stdout.partition("New problems:")[2]
    assert ("error[forbidden-name]" in told, "Ann Other" in told) == (True, False)
    assert text(shell) == PLAN
    assert shell.run(f"{command} --force").code == 0


def test_errors_that_were_there_do_not_stop_it(shell: Shell) -> None:
    place = shell.folder / "plans" / "DHR99.yaml"
    place.write_text(PLAN.replace("in-progress", "finished"), encoding="utf-8")
    assert shell.run(f"dhrplan new DHR99 2 {ADD}").code == 0


def test_a_plan_that_cannot_be_read_is_not_changed(shell: Shell) -> None:
    place = shell.folder / "plans" / "DHR99.yaml"
    place.write_text("format: 1\nid: DHR99\nx: [", encoding="utf-8")
    assert refused(shell.run("dhrplan new DHR99 1 --action X --yes"), "cannot be read", code=3)


def test_two_files_of_one_review_are_named(shell: Shell) -> None:
    (shell.folder / "plans" / "copy.yaml").write_text(PLAN, encoding="utf-8")
    outcome = shell.run("dhrplan new DHR99 1 --action X --yes")
    assert refused(outcome, "plans/DHR99.yaml", "plans/copy.yaml", code=3)


def test_a_new_review_has_one_folder(shell: Shell) -> None:
    (shell.folder / "more").mkdir()
    assert refused(
        shell.run("dhrplan new DHR8 --plans plans --plans more --yes"), "a single folder"
    )
    assert shell.run("dhrplan new DHR8 --plans more --yes").code == 0
    assert (shell.folder / "more" / "DHR8.yaml").exists()


# -- at a terminal -----------------------------------------------------------------------------

EDITOR = """\
import sys
from pathlib import Path

page = Path(sys.argv[1])
head = page.read_text(encoding="utf-8")
assert head.startswith("# Write action 1.2 below this line"), head
page.write_text(head + "Train staff.\\nTwice.\\n", encoding="utf-8")
"""


@pytest.mark.needs("bash", "tmux")
def test_words_come_out_of_an_editor_and_are_asked_about(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "editor.py").write_text(EDITOR, encoding="utf-8")
    editor = f"{sys.executable} {tmp_path / 'editor.py'}"
    with at_keyboard(tmp_path, shell.folder, EDITOR=editor, VISUAL=editor) as keys:
        keys.press("dhrplan new DHR99 1; echo code $?", "Enter")
        screen = keys.wait_for("Save this? [y/N]:")
        assert "+          Train staff." in screen
        keys.press("Enter")
        keys.wait_for("code 3")
        assert text(shell) == PLAN
        keys.enter("echo once mo''re")
        keys.wait_for("once more")
        keys.press("dhrplan new DHR99 1 --action --lead POL; echo code $?", "Enter")
        keys.wait_for("Save this? [y/N]:")
        keys.press("y", "Enter")
        keys.wait_for("code 0")
    assert plan(shell).recommendations[0].actions[1].text == "Train staff.\nTwice."
    assert plan(shell).recommendations[0].actions[1].lead == ("POL",)
