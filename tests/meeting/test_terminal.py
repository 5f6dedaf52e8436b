"""`dhrplan meeting` at a real terminal: keys, screens, journal, written plans and messages."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
from difflib import unified_diff
from functools import partial
from pathlib import Path
from time import sleep
from typing import TYPE_CHECKING

import pytest

from dhrplan.meeting.answers import BY_KEY
from tests.checkout import CHECKOUT
from tests.golden.running import ROOT, Shell
from tests.keyboard import at_keyboard

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.keyboard import Keyboard

BOARD = Path(__file__).parent / "board" / "plans"
"""Two invented plans: what is late, asked for, waits for the board, cannot be read, is closed."""

PROGRAM = f"sh -c 'echo $$ >pid; exec \"$@\"' - {sys.executable} -m dhrplan"
MEETING = f"{PROGRAM} meeting --as-of 2021-04-10 --place '' --present ''"
OF_ONE = f"{MEETING} --review DHR97"
"""Three actions: 1.1 is overdue and asks for more time, 1.2 awaits sign-off, 1.3 has no date."""

pytestmark = pytest.mark.needs("bash", "tmux")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with both plans."""
    shutil.copytree(BOARD, tmp_path / "work" / "plans")
    return tmp_path / "work"


@pytest.fixture
def keys(tmp_path: Path, folder: Path) -> Iterator[Keyboard]:
    with at_keyboard(tmp_path, folder) as keyboard:
        ready(keyboard)
        yield keyboard


def ready(keys: Keyboard) -> None:
    """A short prompt below the last exit code, and the program of this checkout."""
    keys.press(f"export PYTHONPATH='{CHECKOUT}' PS1='co''de $?\\nready> '; clear", "Enter")
    keys.wait_for("code 0\nready>")


def begin(keys: Keyboard, command: str = OF_ONE) -> str:
    """The first screen of a meeting."""
    keys.enter(command)
    return keys.wait_for("1 of ")


def extend(keys: Keyboard) -> None:
    """The first action gets the time that is asked for."""
    keys.press("e", "Enter", "Enter", "Enter", "n")
    keys.wait_for("Target extended from February 2021 to June 2021, agreed by CSP")


def note(keys: Keyboard, words: str = "No news.") -> None:
    """Something is said of the action on the screen."""
    keys.press("p", words, "Enter", "-", "Enter")
    keys.wait_for(f"Update: {words}")


def ends(keys: Keyboard) -> str:
    """The screen once the command has ended, its exit code on the last line."""
    return keys.wait_for("\ncode ")


def answered(keys: Keyboard, answer: str) -> str:
    """The screen after the end of a meeting and the answer to its question."""
    keys.press("q")
    keys.wait_for("Save this? [y/N]:")
    keys.press(answer, "Enter")
    return ends(keys)


def plan(keys: Keyboard, review: str = "DHR97") -> str:
    return (keys.folder / "plans" / f"{review}.yaml").read_text(encoding="utf-8")


def changes(keys: Keyboard, review: str = "DHR97") -> list[str]:
    """The lines that a plan has not had before, without the spaces before them."""
    before = (BOARD / f"{review}.yaml").read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in plan(keys, review).splitlines() if line not in before]


def untouched(keys: Keyboard) -> bool:
    return all(
        (keys.folder / "plans" / one.name).read_bytes() == one.read_bytes()
        for one in BOARD.iterdir()
    )


def kept(keys: Keyboard) -> Path:
    """The file of what is decided and not written."""
    return keys.folder / ".dhrplan" / "plans.meeting.json"


def kill(keys: Keyboard) -> None:
    """End the program as a power cut would."""
    os.kill(int((keys.folder / "pid").read_text(encoding="utf-8")), signal.SIGKILL)
    keys.wait_for("code 137\nready>")


def interrupt(keys: Keyboard) -> None:
    """Press Ctrl-C, with which the system forgets what is typed ahead."""
    keys.press("C-c")
    keys.wait_for("\nInterrupted.")


def again(keys: Keyboard, many: str = "1 decision", command: str = OF_ONE) -> str:
    """The question about decisions of the meeting before."""
    keys.enter(command)
    screen = keys.wait_for("[t] take them into this meeting")
    assert f"Not saved yet: {many} from the meeting on 10 April 2021" in screen
    return screen


# -- a whole meeting -------------------------------------------------------------------------------


DECIDED = (
    (
        ("r", "It was extended before.", "Enter"),
        "Extension to June 2021, requested by NCC, refused",
    ),
    (("m",), "Which milestone, `ii` or `iv`?"),
    (
        ("ii", "Enter", "yesterday", "Enter"),
        "Milestone ii (Draft circulated): Complete, 9 April 2021.",
    ),
    (("Enter",), "2 of 7: DHR98 1.1"),
    (
        ("h", "Enter"),
        "Nothing recorded: an answer that is needed was left out.",
    ),  # a pause without a reason is none
    (("h", "The trainer has left", "Enter", "Enter"), "Paused: The trainer has left."),
    (("Enter",), "3 of 7: DHR98 1.3"),
    (
        ("d",),
        "`d` is not a key here. Press ? for help.",
    ),  # of what cannot be read nothing can be said
    (("s",), "4 of 7: DHR98 1.2"),
    (("c",), "What did the check find?\n[s] still in place  [l] lapsed  [k] not known"),
    (("s", "Ten cases read", "Enter", "in a year", "Enter"), "`in a year`"),
    (("2022-03", "Enter"), "Checked, still in place: Ten cases read."),
    (("Enter",), "5 of 7: DHR97 1.2"),
    (("a", "Enter"), "Signed off as complete by CSP."),
    (("Enter",), "6 of 7: DHR98 1.4"),
    (("n", "The board has no money.", "Enter"), "Not taken forward: The board has no money."),
    (("Enter",), "7 of 7: DHR97 1.3"),
    (("d", "today", "Enter", "One form for all", "Enter"), "Outcome: One form for all."),
)
"""Keys pressed in a meeting of seven actions, each with a part of the next screen."""


def test_a_screen_holds_what_a_board_must_know(keys: Keyboard) -> None:
    screen = begin(keys)
    for told in (
        "OFFICIAL-SENSITIVE\nAction 1 of 3: DHR97 1.1, as at 10 April 2021\n",
        "Overdue, 41 days late\n",
        "One form\nAgree one form.\nPublish it.\n",
        "Target               February 2021",
        "Extended             once, by 59 days in all. Was December 2020 (20 November 2020, CSP:",
        "Extension requested  to June 2021 (20 February 2021, NCC: Printing takes longer)",
        "Open milestones      ii. Draft circulated (due October 2020, 5 months late)",
        "Latest update        17 February 2021, NCC: Draft sent to all.",
        "[r] refuse the extension",
    ):
        assert told in screen


def test_a_meeting_from_its_first_screen_to_its_minutes(
    keys: Keyboard, *, update_golden: bool
) -> None:
    keys.enter(f"{MEETING} -o minutes.md")
    screen = keys.wait_for("Press Enter to start the meeting.")
    assert "DHR98 1.3 is unclear." in screen
    keys.press("x")
    keys.wait_for("1 of 7: DHR97 1.1")
    for pressed, told in DECIDED:
        keys.press(*pressed)
        keys.wait_for(told)
    assert untouched(keys)
    keys.press("Enter")
    keys.wait_for("Save this? [y/N]:")
    keys.press("y", "Enter")
    keys.wait_for("The minutes are in minutes.md.")
    assert "code 3" in ends(keys)  # of DHR98 1.3 nobody could say anything
    assert sorted(one.name for one in kept(keys).parent.iterdir()) == [".gitignore", "plans.undo"]
    golden((keys.folder / "minutes.md").read_text("utf-8"), "minutes.md", update=update_golden)
    golden("".join(differences(keys)), "changes.diff", update=update_golden)


def differences(keys: Keyboard) -> Iterator[str]:
    """The changes of the plans."""
    for name in ("DHR97.yaml", "DHR98.yaml"):
        before, after = (
            (place / name).read_text(encoding="utf-8").splitlines(keepends=True)
            for place in (BOARD, keys.folder / "plans")
        )
        yield from unified_diff(before, after, name, name)


def golden(text: str, name: str, *, update: bool) -> None:
    """Compare with the golden file of that name, or write it anew."""
    path = BOARD.parent / name
    if update:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


# -- the keys --------------------------------------------------------------------------------------


def test_what_is_decided_can_be_taken_back(keys: Keyboard) -> None:
    begin(keys)
    keys.press("u")
    keys.wait_for("There is no decision about this action to undo.")
    extend(keys)
    note(keys)
    keys.press("u")
    screen = keys.wait_for("Undone.")
    assert "Update: No news." not in screen
    assert "Target extended" in screen
    keys.press("u")
    keys.wait_for("Extension requested  to June 2021")
    assert not kept(keys).exists()
    keys.press("q")
    keys.wait_for("No decision was made, so nothing was saved.")
    assert "code 0" in ends(keys)
    assert untouched(keys)


def test_what_ended_a_moment_ago_goes_on_as_before(keys: Keyboard) -> None:
    begin(keys)
    note(keys)
    keys.press("d", "today", "Enter", "Enter")
    keys.wait_for("Complete, 10 April 2021.")
    keys.press("a", "Enter")
    keys.wait_for("Signed off as complete by CSP.")
    keys.press("g")
    screen = keys.wait_for("It continues as before.")
    assert "Update: No news." in screen
    assert "Signed off" not in screen
    assert "[d] done" in screen


def test_the_later_answer_about_the_same_counts(keys: Keyboard) -> None:
    begin(keys)
    extend(keys)
    keys.press("e", "May 2021", "Enter", "-", "Enter", "-", "Enter", "n")
    screen = keys.wait_for("Target extended from February 2021 to May 2021.")
    assert "to June 2021, agreed" not in screen
    keys.press("h", "No printer", "Enter", "Enter")
    keys.wait_for("Paused: No printer.")
    keys.press("n", "No money", "Enter")
    screen = keys.wait_for("Not taken forward: No money.")
    assert "Paused" not in screen
    assert "code 0" in answered(keys, "y")
    written = plan(keys)
    assert "status: not-taken-forward" in written
    assert "        target: 2021-05\n" in written
    assert "2021-06" not in written
    assert written.count("- was:") == len(("2020-12", "2021-02"))


def test_back_and_forth(keys: Keyboard) -> None:
    begin(keys)
    keys.press("b")
    keys.wait_for("1 of 3")
    keys.press("s")
    keys.wait_for("2 of 3: DHR97 1.2")
    keys.press("b")
    keys.wait_for("1 of 3: DHR97 1.1")
    keys.press("Right", "F1")
    sleep(0.2)  # what comes at once with such a key belongs to it
    keys.press("E")
    keys.wait_for("What is the new target date? [June 2021]")
    keys.press("-", "Enter")
    screen = keys.wait_for("Nothing recorded: an answer that is needed was left out.")
    assert "1 of 3: DHR97 1.1" in screen
    keys.press(" ")
    screen = keys.wait_for("Press any key to go back.")
    assert "Draft sent to all." in screen
    keys.press("x")
    keys.wait_for("1 of 3: DHR97 1.1")
    keys.press("é")
    keys.wait_for("`é` is not a key here.")
    keys.press("Enter", "Enter", "Enter")
    keys.wait_for("No decision was made, so nothing was saved.")
    assert "code 0" in ends(keys)


def test_a_question_is_asked_until_it_is_understood(keys: Keyboard) -> None:
    begin(keys)
    keys.press("d", "soon", "Enter")
    keys.wait_for("does not say which day is the last.")
    keys.press("-", "Enter", "Enter")
    keys.wait_for("Complete.")
    keys.press("u", "d", "2021-04-11", "Enter")
    keys.wait_for("11 April 2021 is in the future.")
    keys.press("yesterday", "Enter", "Enter")
    keys.wait_for("Complete, 9 April 2021.")
    keys.press("u", "e", "January 2021", "Enter")
    keys.wait_for("January 2021 is not later than the target, February 2021.")
    keys.press("-", "Enter")
    keys.wait_for("Nothing recorded: an answer that is needed was left out.")
    keys.press("m", "i", "Enter")
    keys.wait_for("`i` is not an open milestone. Type `ii` or `iv`.")
    keys.press("Enter")
    keys.wait_for("Nothing recorded: an answer that is needed was left out.")


def test_a_wrong_key_at_a_question_asks_again_and_drops_what_was_typed_ahead(
    keys: Keyboard,
) -> None:
    begin(keys)
    keys.press("c", "x", "l", "Audit of ten cases", "Enter")
    keys.wait_for("`x` is not a key here. Press `s`, `l` or `k`.")
    keys.press("s", "Enter", "Enter")
    screen = keys.wait_for("Checked, still in place.")
    assert "Audit" not in screen


def test_a_body_that_is_not_in_the_register_is_confirmed(keys: Keyboard) -> None:
    begin(keys)
    keys.press("p", "No news.", "Enter", "Fire Service", "Enter")
    keys.wait_for("`Fire Service` is not in the register of agencies. Record it anyway?\n[y] yes")
    keys.press("n", "NCC", "Enter")
    keys.wait_for("NCC: No news.")
    keys.press("p", "More.", "Enter", "Fire Service", "Enter")
    keys.wait_for("Record it anyway?")
    keys.press("y")
    keys.wait_for("Fire Service: More.")


def test_the_number_of_an_action_leads_to_it(keys: Keyboard) -> None:
    begin(keys)
    keys.press("3")
    keys.wait_for("Type the number of an action, then press Enter: 3")
    keys.press("Enter")
    keys.wait_for("3 of 3: DHR97 1.3")
    keys.press("9", "Enter")
    keys.wait_for("There is no action 9. Give a number from 1 to 3.")
    keys.press("1", "x")
    keys.wait_for("To go to an action, type its number and then press Enter.")
    keys.press("?")
    screen = keys.wait_for("d      Done. When was it completed? What was the outcome?")
    assert "At a question" in screen
    keys.press("x")
    keys.wait_for("3 of 3")


def test_dates_leads_evidence_and_new_actions_are_recorded(keys: Keyboard) -> None:
    begin(keys)
    keys.press("w", "iv", "Enter", "June 2021", "Enter")
    keys.wait_for("Milestone iv (Form printed): Target: June 2021.")
    keys.press("l", "C-u", "NCC", "Enter")
    keys.wait_for("Lead: NCC.")
    keys.press("v", "Minutes of May", "Enter")
    keys.wait_for("Evidence: Minutes of May.")
    keys.press("i", "Tell pharmacies", "Enter", "NCC", "Enter", "2021-09", "Enter")
    keys.wait_for("New action: Tell pharmacies.")
    keys.press("Enter", "Enter")
    keys.wait_for("3 of 3: DHR97 1.3")
    keys.press("t", "May 2021", "Enter")
    keys.wait_for("Target: May 2021.")
    assert "code 0" in answered(keys, "y")
    written = {"target: 2021-06", "lead: [NCC]", "evidence: [Minutes of May]", "target: 2021-09"}
    assert written <= set(changes(keys))
    new = plan(keys).partition('id: "1.4"')[2]
    assert "status: not-started\n" in new  # without a status it would never be late


def test_place_and_present_are_asked_once_and_stand_in_the_minutes(keys: Keyboard) -> None:
    keys.press(OF_ONE.replace(" --place '' --present ''", ""), "Enter")
    keys.wait_for("Where is the meeting? (Enter to leave out):")
    keys.press("Town Hall", "Enter")
    keys.wait_for("Which agencies or posts are present? (Enter to leave out):")
    keys.press("POL, NCC", "Enter")
    keys.wait_for("1 of 3")
    note(keys)
    screen = answered(keys, "y")
    assert (
        "- Place: Town Hall\n- Present: Northshire Police (POL), Northshire County Council (NCC)\n"
        in screen
    )


def test_the_agenda_goes_review_by_review(keys: Keyboard) -> None:
    keys.enter(f"{MEETING} --by review")
    keys.wait_for("Press Enter to start the meeting.")
    keys.press("x")
    keys.wait_for("1 of 7: DHR97 1.1")
    keys.press("Enter")
    keys.wait_for("2 of 7: DHR97 1.2")


def test_what_is_typed_ahead_is_not_lost(keys: Keyboard) -> None:
    keys.enter(OF_ONE)
    keys.press(
        "e",
        "Enter",
        "Enter",
        "Enter",
        "n",
        "p",
        "Said at once",
        "Enter",
        "-",
        "Enter",
        "q",
    )
    screen = keys.wait_for("Save this? [y/N]:")
    assert "To be saved: 1 decision and 1 update" in screen
    keys.press("y", "Enter")
    keys.wait_for("plans/DHR97.yaml is written.")
    assert "code 0" in ends(keys)
    assert "Said at once" in plan(keys)
    assert "target: 2021-06" in plan(keys)


def test_nothing_of_a_plan_steers_the_terminal(keys: Keyboard) -> None:
    reason = r'"Printing \e]0;x\a takes [b]longer\e[2J"'
    spoilt = plan(keys).replace("Printing takes longer", reason).replace("id: iv", r'id: "i\e[8mv"')
    (keys.folder / "plans" / "DHR97.yaml").write_text(spoilt, encoding="utf-8")
    assert r"Printing \x1b]0;x\x07 takes [b]longer\x1b[2J" in " ".join(begin(keys).split())
    keys.press("m")
    keys.wait_for(r"Which milestone, `ii` or `i\x1b[8mv`?")
    keys.press("Enter")
    keys.wait_for("Nothing recorded: an answer that is needed was left out.")
    keys.press("e", "Enter")
    keys.wait_for(
        r"Why is it extended? (- to leave out) [Printing \x1b]0;x\x07 takes [b]longer\x1b[2J]"
    )
    keys.press("Enter", "Enter", "n")
    keys.wait_for("Decided now")
    screen = answered(keys, "y")
    assert r"\\x1b\]0;x\\x07" in screen.replace("\n", "")
    assert r'reason: "Printing \u001B]0;x\u0007 takes [b]longer\u001B[2J"' in plan(keys)


def test_a_name_of_a_person_is_not_recorded(keys: Keyboard) -> None:
    begin(keys)
    keys.press("p", "DI Pat Hobbs rang.", "Enter", "-", "Enter")
    screen = keys.wait_for("Nothing recorded. ")
    assert "`P** H****`" in screen
    assert "Hobbs" not in screen
    assert not kept(keys).exists()


# -- the end ---------------------------------------------------------------------------------------


ANSWERED = (
    "The extension to June 2021, asked for on 20 February 2021 by NCC (Printing takes longer), "
    "was agreed."
)


@pytest.mark.parametrize("answer", ["n", ""])
def test_without_a_yes_it_is_offered_again(keys: Keyboard, answer: str) -> None:
    begin(keys)
    extend(keys)
    screen = answered(keys, answer)
    assert "code 3" in screen
    assert "The next meeting will offer it again." in screen
    assert untouched(keys)
    screen = again(keys)
    assert "DHR97 1.1  Target extended from February 2021 to June 2021" in screen
    keys.press("t")
    keys.wait_for("Decided now")
    assert "code 0" in answered(keys, "y")
    assert changes(keys) == [
        "target: 2021-06",
        "- was: 2021-02",
        "date: 2021-04-10",
        "reason: Printing takes longer",
        "- date: 2021-04-10",
        "by: CSP",
        "text: |-",
        ANSWERED,
    ]
    assert not kept(keys).exists()


def test_several_lines_that_are_pasted_are_one_answer(keys: Keyboard) -> None:
    begin(keys)
    keys.paste("d\nq\n")
    keys.press("p")
    keys.wait_for("What is the update?")
    keys.paste("Dear all,\nd\nit is ready.")
    keys.press("Enter", "-", "Enter")
    keys.wait_for("Update: Dear all,\nd\nit is ready.")
    assert "code 0" in answered(keys, "y")
    assert changes(keys)[-4:] == ["text: |-", "Dear all,", "d", "it is ready."]


def test_the_minutes_follow_on_the_terminal(keys: Keyboard) -> None:
    begin(keys)
    note(keys)
    screen = answered(keys, "y")
    assert "The agenda had 3 actions. The board made no decision. It recorded 1 update;" in screen
    assert "| DHR97 | 1.3 |" in screen
    assert "The minutes are in minutes/2021-04-10.md." in screen


def test_the_minutes_of_each_meeting_are_kept(keys: Keyboard) -> None:
    (keys.folder / "plans").chmod(0o700)
    for path in (keys.folder / "plans").iterdir():
        path.chmod(0o600)
    for words in ("No news.", "Some news."):
        begin(keys)
        note(keys, words)
        answered(keys, "y")
    place = keys.folder / "minutes"
    assert "| No news. |" in (place / "2021-04-10.md").read_text(encoding="utf-8")
    assert "| Some news. |" in (place / "2021-04-10-2.md").read_text(encoding="utf-8")
    modes = [stat.S_IMODE(one.stat().st_mode) for one in (place, place / "2021-04-10.md")]
    assert modes == [0o700, 0o600], "as the plans are"
    keys.enter("dhrplan minutes | head -12")
    assert "# Meeting on action plans" in ends(keys)
    keys.enter("dhrplan undo --yes | tail -1")
    assert "The minutes of the meeting stay as they are." in ends(keys)


def test_the_file_of_older_minutes_is_left_alone(keys: Keyboard) -> None:
    (keys.folder / "minutes.md").write_text("older", encoding="utf-8")
    begin(keys, f"{OF_ONE} -o minutes.md")
    note(keys)
    assert "The minutes are in minutes-2.md." in answered(keys, "y")
    assert (keys.folder / "minutes.md").read_text(encoding="utf-8") == "older"


def test_minutes_over_a_plan_or_of_several_folders_are_refused_before_the_meeting(
    keys: Keyboard,
) -> None:
    keys.enter(f"{OF_ONE} --format markdown -o plans/DHR97.yaml")
    assert "plans/DHR97.yaml has the name of a plan" in ends(keys)
    (keys.folder / "more").mkdir()
    keys.enter(f"{OF_ONE} --plans plans --plans more")
    keys.wait_for("Add -o FILE to say where to save the minutes.")
    assert untouched(keys)


def test_minutes_that_go_nowhere_stand_on_the_terminal(keys: Keyboard) -> None:
    begin(keys, f"{OF_ONE} -o nowhere/minutes.md")
    note(keys)
    screen = answered(keys, "y")
    assert "# Meeting on action plans" in screen
    assert "cannot be saved" in screen
    assert "The minutes were not saved." in screen
    assert "code 3" in screen
    assert "No news." in plan(keys)
    assert not kept(keys).exists()


def test_a_file_that_changes_meanwhile_is_left_alone(keys: Keyboard) -> None:
    begin(keys)
    note(keys)
    path = keys.folder / "plans" / "DHR97.yaml"
    path.write_text(f"{plan(keys)}# Mine.\n", encoding="utf-8")
    screen = answered(keys, "y")
    assert "has changed since it was read" in screen
    assert "The next meeting will offer it again." in screen
    assert "code 3" in screen
    again(keys, "1 update")
    keys.press("t")
    keys.wait_for("1 of 3")
    assert "code 0" in answered(keys, "y")
    assert plan(keys).endswith("# Mine.\n")
    assert "No news." in plan(keys)


# -- what breaks off -------------------------------------------------------------------------------


def test_an_interrupted_meeting_loses_nothing(keys: Keyboard) -> None:
    begin(keys)
    interrupt(keys)
    assert "code 130" in ends(keys)
    assert not kept(keys).parent.exists()
    begin(keys)
    extend(keys)
    interrupt(keys)
    screen = ends(keys)
    assert "The next meeting will offer it again." in screen
    assert "code 130" in screen
    again(keys)
    keys.press("t")
    keys.wait_for("1 of 3")
    note(keys)
    keys.press("d", "2021-04-0")
    keys.wait_for("2021-04-0")
    interrupt(keys)
    screen = ends(keys)
    assert "The next meeting will offer them again." in screen
    assert "code 130" in screen
    again(keys, "1 decision and 1 update")
    keys.press("q")
    keys.wait_for("\nInterrupted.")
    assert "code 130" in ends(keys)
    again(keys, "1 decision and 1 update")
    keys.press("t")
    keys.wait_for("1 of 3")
    keys.press("q")
    keys.wait_for("Save this? [y/N]:")
    interrupt(keys)
    assert "code 130" in ends(keys)
    assert untouched(keys)
    again(keys, "1 decision and 1 update")


def test_a_meeting_that_is_killed_loses_nothing(keys: Keyboard) -> None:
    begin(keys)
    kill(keys)
    begin(keys)
    extend(keys)
    kill(keys)
    again(keys)
    kill(keys)
    again(keys)
    keys.press("t")
    keys.wait_for("1 of 3")
    note(keys)
    keys.press("p", "Half a sen")
    keys.wait_for("Half a sen")
    kill(keys)
    again(keys, "1 decision and 1 update")
    keys.press("t")
    keys.wait_for("1 of 3")
    keys.press("q")
    keys.wait_for("Save this? [y/N]:")
    kill(keys)
    assert untouched(keys)
    again(keys, "1 decision and 1 update")
    keys.press("t")
    keys.wait_for("1 of 3")
    assert "code 0" in answered(keys, "y")
    assert "No news." in plan(keys)
    assert "target: 2021-06" in plan(keys)
    begin(keys)


def test_decisions_can_be_discarded(keys: Keyboard) -> None:
    begin(keys)
    extend(keys)
    kill(keys)
    again(keys)
    keys.press("x")
    keys.wait_for("`x` is not a key here. Press `t`, `d` or `q`.")
    keys.press("d")
    keys.wait_for("Delete these decisions permanently? [y/N]:")
    keys.press("n", "Enter")
    keys.press("d", "y", "Enter")
    keys.wait_for("1 of 3")
    assert not kept(keys).exists()
    keys.press("q")
    assert "code 0" in ends(keys)
    assert untouched(keys)


def test_what_fits_no_more_is_named_and_kept(keys: Keyboard) -> None:
    begin(keys)
    keys.press("r", "Enter")
    keys.wait_for("requested by NCC, refused.")
    note(keys)
    kill(keys)
    before, asks, after = plan(keys).partition("        extension_asked:\n")
    after = after.partition("        milestones:\n")[2]
    assert asks
    since = f"{before}        milestones:\n{after}"
    (keys.folder / "plans" / "DHR97.yaml").write_text(since, encoding="utf-8")
    again(keys, "1 decision and 1 update")
    keys.press("t")
    screen = keys.wait_for("It is kept for the next meeting. Press Enter to continue.")
    assert "A decision about DHR97 1.1 no longer fits." in screen
    keys.press("x")
    keys.wait_for("Update: No news.")
    assert "code 0" in answered(keys, "y")
    assert "No news." in plan(keys)
    screen = again(keys)
    assert "refused." in screen


def test_only_one_meeting_at_a_time(keys: Keyboard) -> None:
    begin(keys)
    extend(keys)
    keys.tmux("new-window", "bash --norc --noprofile")
    ready(keys)
    for _ in range(2):
        keys.enter(OF_ONE)
        screen = keys.wait_for("A meeting on these plans is already open.")
        assert "code 3" in ends(keys)
        assert "1 of" not in screen
    keys.tmux("last-window")
    note(keys)
    assert "code 0" in answered(keys, "y")
    assert "No news." in plan(keys)
    assert not kept(keys).exists()


# -- committing ------------------------------------------------------------------------------------


@pytest.fixture
def repository(keys: Keyboard) -> Keyboard:
    """The folder in git."""
    git = partial(subprocess.run, cwd=keys.folder, check=True, capture_output=True)
    git(["git", "init", "--quiet"])
    git(["git", "add", "."])
    git(["git", "commit", "--quiet", "--message", "Begin"])
    return keys


def of_git(keys: Keyboard, *arguments: str) -> str:
    command = ("git", *arguments)
    return subprocess.run(
        command, cwd=keys.folder, check=True, capture_output=True, encoding="utf-8"
    ).stdout


def hook(keys: Keyboard, *lines: str) -> None:
    """Install a script that git runs before each commit."""
    place = keys.folder / ".git" / "hooks" / "pre-commit"
    place.parent.mkdir(exist_ok=True)
    place.write_text("\n".join(("#!/bin/sh", *lines, "")), encoding="utf-8")
    place.chmod(0o755)


COMMITTED = f"{OF_ONE} --commit -m 'Board of 10 April'"


@pytest.mark.needs("git")
def test_a_commit_takes_what_was_decided_and_nothing_else(repository: Keyboard) -> None:
    begin(repository, COMMITTED)
    extend(repository)
    assert of_git(repository, "status", "--porcelain") == "?? pid\n"  # no decision is for git
    screen = answered(repository, "y")
    assert "plans/DHR97.yaml is committed." in screen
    assert "code 0" in screen
    told = of_git(repository, "show", "--format=%s", "--name-only")
    assert told == "Board of 10 April\n\nplans/DHR97.yaml\n"


@pytest.mark.needs("git")
def test_outside_of_git_it_is_said_before_the_meeting(keys: Keyboard) -> None:
    keys.enter(f"export GIT_CEILING_DIRECTORIES='{keys.folder.parent}'")
    ends(keys)
    keys.enter(COMMITTED)
    keys.wait_for("DHR97.yaml is not in a git repository, so it cannot be committed.")
    screen = ends(keys)
    assert "code 3" in screen
    assert "1 of 3" not in screen


@pytest.mark.needs("git")
def test_plans_laid_out_as_a_repository_run_nothing(repository: Keyboard) -> None:
    plans = repository.folder / "plans"
    of_git(repository, "init", "--quiet", "--bare", str(plans))
    of_git(repository, "config", "--file", "plans/config", "core.fsmonitor", "touch sprung")
    repository.enter(COMMITTED)
    screen = repository.wait_for("code 3").replace("\n", "")  # the path may fill a line
    assert "looks like the inside of a git repository" in screen
    assert not list(repository.folder.rglob("sprung"))


@pytest.mark.needs("git")
def test_a_hook_that_refuses_takes_no_minutes_away(repository: Keyboard) -> None:
    hook(repository, "echo 'Not on a Friday.'", "exit 1")
    begin(repository, COMMITTED)
    extend(repository)
    screen = answered(repository, "y")
    assert "plans/DHR97.yaml is written." in screen
    assert "Not on a Friday." in screen
    assert "# Meeting on action plans" in screen
    assert "will offer it again" not in screen
    assert "code 3" in screen
    assert not kept(repository).exists()
    begin(repository)


@pytest.mark.needs("git")
def test_a_hook_that_changes_a_plan_brings_no_decision_twice(repository: Keyboard) -> None:
    hook(repository, "echo '# Mine.' >>plans/DHR97.yaml", "exit 1")
    begin(repository, COMMITTED)
    note(repository)
    assert "code 3" in answered(repository, "y")
    begin(repository)
    assert plan(repository).count("No news.") == 1


@pytest.mark.needs("git")
def test_killed_while_it_commits_it_writes_nothing_twice(repository: Keyboard) -> None:
    hook(repository, "while [ ! -e go ]; do sleep 0.05; done")
    begin(repository, COMMITTED)
    note(repository)
    repository.press("q")
    repository.wait_for("Save this? [y/N]:")
    repository.press("y", "Enter")
    while "No news." not in plan(repository):
        sleep(0.01)
    sleep(0.1)
    kill(repository)
    (repository.folder / "go").touch()
    begin(repository)
    assert plan(repository).count("No news.") == 1


def test_killed_before_it_is_told_of_the_writing_it_writes_nothing_twice(keys: Keyboard) -> None:
    begin(keys)
    note(keys)
    keys.press("q")
    keys.wait_for("Save this? [y/N]:")
    at_that_moment = kept(keys).read_bytes()
    keys.press("y", "Enter")
    ends(keys)
    kept(keys).parent.mkdir(exist_ok=True)
    kept(keys).write_bytes(at_that_moment)
    begin(keys)
    assert plan(keys).count("No news.") == 1


# -- where it is held ------------------------------------------------------------------------------


def test_an_unreadable_plan_is_named_and_in_the_minutes(keys: Keyboard) -> None:
    (keys.folder / "plans" / "DHR96.yaml").write_text("format: 1\nid: [\n", encoding="utf-8")
    keys.press(OF_ONE.replace(" --review DHR97", " --agency POL"), "Enter")
    screen = keys.wait_for("Press Enter to start the meeting.")
    assert "plans/DHR96.yaml" in screen
    keys.press("x")
    keys.wait_for("1 of 2")
    note(keys)
    screen = answered(keys, "y")
    assert "**Not everything could be read" in screen
    assert "DHR96" in screen
    assert "code 3" in screen


def test_a_meeting_about_nothing_ends_at_once(keys: Keyboard) -> None:
    keys.enter(f"{OF_ONE} --agency CSP")
    keys.wait_for("No open actions match.")
    assert "code 0" in ends(keys)
    keys.enter(f"{OF_ONE} -o minutes.pdf")
    keys.wait_for("The ending of minutes.pdf is not a known format")
    assert "code 2" in ends(keys)


NARROW = 40


def noted(keys: Keyboard) -> str:
    keys.press("p", "No news.", "Enter", "-", "Enter")
    return keys.wait_for("Update: No news.")


def warned(keys: Keyboard) -> str:
    """The screen with a message on it that has many words."""
    keys.press("d", "-", "Enter", "-", "Enter")
    return keys.wait_for("Complete.")


@pytest.mark.parametrize(("columns", "rows"), [(80, 24), (160, 50), (40, 15)])
def test_nothing_scrolls_out_of_the_window(
    folder: Path, tmp_path: Path, columns: int, rows: int
) -> None:
    with at_keyboard(tmp_path, folder, rows, columns) as keys:
        ready(keys)
        screens = [begin(keys), *([noted(keys)] if columns == NARROW else [warned(keys)])]
        for screen in screens:
            assert "1 of 3: DHR97 1.1" in screen
            assert "[q] finish and save" in screen
        keys.press("space")
        keys.wait_for("] back\n" if rows < 50 else "Press any key to go back")
        keys.press("x")
        keys.wait_for("1 of 3")
        keys.press("u")
        keys.wait_for("Undone.")
        keys.press("e", "Enter", "Enter", "Enter", "n")
        keys.wait_for("Target extended")
        assert "code 0" in answered(keys, "y")


def test_a_long_action_is_leafed_through(folder: Path, tmp_path: Path) -> None:
    with at_keyboard(tmp_path, folder, 15, NARROW) as keys:
        ready(keys)
        begin(keys)
        keys.press("space")
        whole = keys.wait_for("1/4  [space] more  [any other key] back")
        for page in ("2/4  [space]", "3/4  [space]", "4/4  Press any key to go back"):
            keys.press("space")
            whole += keys.wait_for(page)
        words = ("Recommendation 1", "1.1  One form", "Target", "Milestones", "Updates")
        assert all(word in whole for word in words)
        keys.press("space")
        keys.wait_for("1 of 3")


def test_without_a_terminal_it_says_what_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"d\n")))
    outcome = Shell(capsys, monkeypatch, folder).run("dhrplan meeting")
    assert outcome.code == 2
    assert outcome.stdout == ""
    assert "A meeting needs a terminal. Use `dhrplan update` to record a decision" in outcome.stderr
    assert not (folder / ".dhrplan").exists()


# -- what is told of it ----------------------------------------------------------------------------

PAGE = ROOT / "docs" / "how-to" / "hold-a-meeting.md"
_SCREEN = re.compile(r"(?<=^```text\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^ *(dhrplan meeting .*)$|`(dhrplan meeting [^`]*)`", re.MULTILINE)


@pytest.fixture
def real(folder: Path) -> Path:
    """A folder with the plans of this repository."""
    shutil.rmtree(folder / "plans")
    shutil.copytree(ROOT / "plans", folder / "plans")
    return folder


def test_the_page_shows_the_screen(real: Path, tmp_path: Path, *, update_golden: bool) -> None:
    text = PAGE.read_text(encoding="utf-8")
    with at_keyboard(tmp_path, real, rows=24, columns=80) as keys:
        ready(keys)
        begin(
            keys,
            f"{PROGRAM} meeting --review DHR4 --as-of 2017-09-15 --place '' --present ''",
        )
        shown = keys.wait_for("[q] finish and save").rstrip("\n")
    today = _SCREEN.sub(lambda _: f"{shown}\n", text, count=1)
    if update_golden:
        PAGE.write_text(today, encoding="utf-8", newline="\n")
    assert today == text or update_golden


def test_the_page_tells_of_every_key() -> None:
    told = re.findall(r"^\| `([\w?])` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert told == [*BY_KEY, "b", "u", "?", "q"]


@pytest.mark.needs("git")
def test_each_example_begins_a_meeting(
    real: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    printed = Shell(capsys, monkeypatch, real).run("dhrplan meeting --help").stdout
    texts = [printed, *(path.read_text("utf-8") for path in ROOT.glob("docs/**/*.md"))]
    found = {words for text in texts for pair in _EXAMPLE.findall(text) for words in pair if words}
    assert len(found) > len(_EXAMPLE.findall(printed)) > 1
    subprocess.run(["git", "init", "--quiet"], cwd=real, check=True)
    with at_keyboard(tmp_path, real) as keys:
        ready(keys)
        for example in sorted(found):
            keys.enter(f"{example.replace('dhrplan', PROGRAM, 1)}")
            if "--place" not in example:
                keys.wait_for("Where is the meeting?")
                keys.press("Enter", "Enter")
            keys.wait_for("1 of ")
            keys.press("q", "Enter")
            assert "code 0" in ends(keys)


def test_an_extension_offers_to_move_late_milestones(keys: Keyboard) -> None:
    begin(keys)
    keys.press("e", "Enter", "Enter", "Enter")
    keys.wait_for("Move its late milestones to that date too?")
    keys.press("y")
    keys.wait_for("Target extended from February 2021 to June 2021, agreed by CSP")
    assert "code 0" in answered(keys, "y")
    assert plan(keys).count("target: 2021-06\n") == len(("the action", "milestone ii"))


def test_a_pause_asks_until_when(keys: Keyboard) -> None:
    begin(keys)
    keys.press("h", "No printer", "Enter", "September 2021", "Enter")
    keys.wait_for("Paused: No printer.")
    assert "code 0" in answered(keys, "y")
    assert "next_check: 2021-09" in changes(keys)
