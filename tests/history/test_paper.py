"""The paper for a board meeting, made of a scripted year of the two plans."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.git import git
from tests.golden.running import ROOT, Outcome, Shell
from tests.history.year import MADE, MEETING, NAME
from tests.render.test_json_schema import complaints

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.needs("git")

PAPER = f"dhrplan paper --meeting {MEETING} --at HEAD --as-of {MADE}"
GOLDEN = Path(__file__).parent
LAYOUT = ROOT / "tests/exchange/layouts/actions-merged.docx"


def spoil(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")


def ask(shell: Shell, command: str) -> Outcome:
    outcome = shell.run(command)
    assert outcome.code == 0, outcome.stderr
    return outcome


def made(shell: Shell, name: str, command: str = PAPER) -> Path:
    ask(shell, f"{command} -o {name}")
    return shell.folder / name


@pytest.mark.parametrize(
    ("name", "more"),
    [("paper.md", " --format markdown"), ("paper.txt", ""), ("aloud.txt", " --plain")],
)
def test_the_paper_says_what_it_always_did(
    shell: Shell, name: str, more: str, *, update_golden: bool
) -> None:
    text = ask(shell, PAPER + more).stdout
    path = GOLDEN / name
    if update_golden:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def test_the_same_paper_is_the_same_to_the_byte(shell: Shell, tmp_path: Path) -> None:
    first, second = (made(shell, str(tmp_path / name)) for name in ("a.docx", "b.docx"))
    assert first.read_bytes() == second.read_bytes()


def test_its_data_fit_the_schema_and_count_what_it_says(shell: Shell) -> None:
    data: dict[str, Any] = json.loads(ask(shell, f"{PAPER} --format json").stdout)
    assert complaints(data) == []
    assert (data["actions"], data["late_by_first"], data["late_in_force"]) == (21, 2, 1)
    wanted = [
        (one["number"], one["action"], one["section"], one["times_moved"], one["by"])
        for one in data["entries"]
        if one["number"]
    ]
    assert wanted == [
        (1, "4.1", "decision-extension", 2, "LL"),
        (2, "4.2", "decision-sign-off", 1, None),
        (3, "7.1", "decision-sign-off", 0, None),
        (4, "3.1", "decision-dropped", 0, "CSP"),
        (5, "2.1", "decision-paused", 0, "CSP"),
    ]
    assert data["entries"][0]["days_moved"] == 212


def test_a_spreadsheet_has_a_row_for_each(shell: Shell) -> None:
    rows = ask(shell, f"{PAPER} --format csv").stdout.splitlines()
    assert rows[0].startswith("name,section,number,review,action")
    assert rows[1].startswith("DHR4 4.1,decision-extension,1,DHR4,4.1")


def test_days_late_are_those_of_the_meeting(shell: Shell) -> None:
    """DHR4 4.1 is due on 31 March: not late on 13 March, whatever the day of the paper."""
    late = "3 of 21 actions are late by the date first promised, 2 by the date in force."
    assert late not in ask(shell, PAPER).stdout
    april = PAPER.replace(f"--meeting {MEETING}", "--meeting 2018-04-10 --since 2017-12-12")
    assert "2 by the date in force" in ask(shell, april).stdout


def test_a_meeting_that_has_been_is_about_the_plans_of_its_day(shell: Shell) -> None:
    then = ask(shell, "dhrplan paper --meeting 2017-12-12").stdout
    assert "as at 12 December 2017" in then
    assert "since the last meeting, 12 September 2017" in then


def test_what_is_empty_is_a_sentence(shell: Shell) -> None:
    text = ask(shell, f"{PAPER} DHR7 --since {MADE}").stdout
    assert "Nothing has changed." in text
    assert "No decision is waiting." in text
    assert "Nothing is due by then." in text
    assert "No action of 8 is late" in text


def test_since_when_must_be_known(changed: Shell) -> None:
    spoil(changed.folder / "dhrplan.toml", "meetings", "# meetings")
    outcome = changed.run(f"dhrplan paper --meeting 2099-03-13 --as-of {MADE}")
    assert outcome.code == 2
    assert "Say since when" in outcome.stderr
    following = ask(changed, f"dhrplan paper --meeting 2099-03-13 --since {MADE}").stdout
    assert "Due in the three months to 13 June 2099" in following


def test_since_when_is_before_the_meeting(shell: Shell) -> None:
    outcome = shell.run("dhrplan paper --meeting 2018-03-13 --since 2018-03-20")
    assert outcome.code == 2
    assert "Changes cannot be counted from 20 March 2018 to 13 March 2018." in outcome.stderr


def test_a_plan_that_was_bridged_keeps_the_marking_of_the_settings(changed: Shell) -> None:
    spoil(changed.folder / "plans" / "DHR7.yaml", "format: 1\n", "format: [\n")
    outcome = changed.run("dhrplan changes --since 2018-02-20")
    assert outcome.code == 3
    assert "Nothing changed." in outcome.stdout


def test_without_git_there_is_a_sentence(changed: Shell) -> None:
    shutil.rmtree(changed.folder / ".git")
    outcome = changed.run(f"dhrplan paper --meeting {MEETING}")
    assert outcome.code == 3
    assert "is not in a git repository" in outcome.stderr


def test_a_withheld_name_is_masked(changed: Shell) -> None:
    plan = changed.folder / "plans" / "DHR4.yaml"
    spoil(plan, "Training held for 64 staff", f"{NAME} trained 64 staff")
    text = ask(changed, "dhrplan paper --meeting 2099-03-13 --since 2017-12-12").stdout
    assert NAME not in text
    assert "H***** M" in text


def test_an_unreadable_plan_is_named_in_the_paper(changed: Shell) -> None:
    spoil(changed.folder / "plans" / "DHR7.yaml", "format: 1\n", "format: [\n")
    git(changed.folder, "commit", "--quiet", "-am", "Broken")
    outcome = changed.run("dhrplan paper --meeting 2099-03-13 --since 2017-12-12 -o p.md")
    assert outcome.code == 3
    assert "Not everything could be read" in (changed.folder / "p.md").read_text(encoding="utf-8")
    assert changed.run("dhrplan verify p.md").code == 0


# Verifying


@pytest.mark.parametrize("name", ["paper.docx", "paper.md"])
def test_a_paper_that_was_not_changed_is_the_same(changed: Shell, name: str) -> None:
    path = made(changed, name)
    outcome = ask(changed, f"dhrplan verify {path.name}")
    assert outcome.stdout.startswith(f"Same: {name} is the paper that commit ")
    # The next meeting changes the plans and the settings; the paper stays what it was.
    spoil(changed.folder / "plans" / "DHR4.yaml", "target: 2018-03", "target: 2018-06")
    spoil(changed.folder / "dhrplan.toml", "2018-06-12", "2018-06-13")
    git(changed.folder, "commit", "--quiet", "-am", "Decisions")
    assert ask(changed, f"dhrplan verify {path.name}").stdout == outcome.stdout


def test_its_filters_and_its_start_are_in_its_foot(changed: Shell) -> None:
    more = "DHR4 --agency ELFT --since HEAD~3 --due-before 2020-01-01 --search 'referral pathway'"
    path = made(changed, "paper.docx", f"{PAPER} {more}")
    assert ask(changed, f"dhrplan verify {path.name}").stdout.startswith("Same: ")


def test_a_template_makes_no_difference(changed: Shell) -> None:
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Council of the town"
    document.save(str(changed.folder / "council.docx"))
    path = made(changed, "paper.docx", f"{PAPER} --template council.docx")
    assert ask(changed, f"dhrplan verify {path.name}").stdout.startswith("Same: ")


def reworked(path: Path, change: Callable[[Any], None]) -> None:
    """Change a Word file as a person would, and save it."""
    import docx

    document = docx.Document(str(path))
    change(document)
    document.save(str(path))


def a_figure(document: Any) -> None:
    cell = document.tables[-1].rows[2].cells[2]
    assert cell.text == "16"
    cell.paragraphs[0].runs[0].text = "17"


def test_one_figure_changed_by_hand_is_found(changed: Shell) -> None:
    path = made(changed, "paper.docx")
    reworked(path, a_figure)
    outcome = changed.run("dhrplan verify paper.docx")
    assert outcome.code == 1
    place = "Evidence for completed actions, then and now, row 2 (6 March 2018), Complete"
    said = f"  {place}: the record has “16”, the file “17”"
    assert outcome.stdout.splitlines()[1:] == [said]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("21 actions are late", "20 actions are late", "Late at the meeting, paragraph: "),
        ("| DHR4 7.2 | Good practice | LBTH | May 2018 | May 2018 |\n", "", "missing: “DHR4 7.2"),
        (
            "| 4 | DHR4 3.1",
            "| 9 | DHR4 9.9 | Shut the panel<br>Lead: LBTH | Agree | x |\n| 4 | DHR4 3.1",
            "added",
        ),
        ("**OFFICIAL**\n", "", "At the top, paragraph: missing: “OFFICIAL”"),
        ("Late by first date", "Late", "Late at the meeting, titles of the columns"),
        ("Fingerprint: ", "Fingerprint: 0000 ", "How this paper was made, paragraph"),
        ("## Late at the meeting", "## Late", "missing: “Late at the meeting”"),
    ],
    ids=range(7),
)
def test_every_change_has_its_place(changed: Shell, old: str, new: str, said: str) -> None:
    spoil(made(changed, "paper.md"), old, new)
    outcome = changed.run("dhrplan verify paper.md")
    assert outcome.code == 1
    assert said in outcome.stdout


def test_lines_broken_anew_make_no_difference(changed: Shell) -> None:
    path = made(changed, "paper.md")
    text = path.read_text(encoding="utf-8").replace(
        "Days late are counted ", "Days late are\ncounted "
    )
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert ask(changed, "dhrplan verify paper.md").stdout.startswith("Same: ")


def test_a_marking_that_was_taken_off_is_found(changed: Shell) -> None:
    path = made(changed, "paper.docx")

    def unmark(document: Any) -> None:
        for place in (document.sections[0].header, document.sections[0].footer):
            place.paragraphs[0].runs[0].text = ""

    reworked(path, unmark)
    outcome = changed.run("dhrplan verify paper.docx")
    assert outcome.code == 1
    assert "Page header: missing: “OFFICIAL”" in outcome.stdout


def test_what_cannot_be_compared_is_said(changed: Shell) -> None:
    path = made(changed, "paper.docx")

    def comment(document: Any) -> None:
        paragraph = document.paragraphs[0]
        document.add_comment(paragraph.runs, text="Ask the police", author="A", initials="A")

    reworked(path, comment)
    outcome = ask(changed, "dhrplan verify paper.docx")
    assert "It has comments or notes, which were not compared." in outcome.stderr


@pytest.mark.parametrize("name", ["plans/DHR4.yaml", "dhrplan.toml"])
def test_what_is_not_committed_cannot_be_verified(changed: Shell, name: str) -> None:
    with (changed.folder / name).open("a", encoding="utf-8") as file:
        file.write("# later\n")
    path = made(changed, "paper.docx", "dhrplan paper --meeting 2099-03-13 --since 2017-12-12")
    outcome = changed.run(f"dhrplan verify {path.name}")
    assert outcome.code == 3
    assert "cannot be verified. It was made from files that are not committed: " in outcome.stderr
    assert name in outcome.stderr
    data = json.loads(
        ask(changed, "dhrplan paper --meeting 2099-03-13 --since 2017-12-12 --format json").stdout
    )
    assert (data["commit"], data["command"]) == (None, None)
    assert complaints(data) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (" --at ", " --at 0000000", "no commit, branch or tag"),
        (" --at ", " --at HEAD~1 --at ", "foot of paper.md cannot be read"),
        ("--since ", "--output x.yaml --since ", "foot of paper.md cannot be read"),
        ("--meeting 2018", "--meeting 20x8", "foot of paper.md cannot be read"),
        ("--since 2017", "--since 2019", "no paper is made from what its foot says"),
        ("dhrplan paper --meeting", "dhrplan overdue", "is not a paper"),
    ],
    ids=range(6),
)
def test_a_foot_that_says_nothing_sound_is_no_proof(
    changed: Shell, old: str, new: str, said: str
) -> None:
    spoil(made(changed, "paper.md"), old, new)
    outcome = changed.run("dhrplan verify paper.md")
    assert outcome.code in (1, 3)
    assert said in outcome.stderr or outcome.code == 1
    assert not (changed.folder / "x.yaml").exists()


def test_of_another_repository_the_way_out_is_said(changed: Shell) -> None:
    made(changed, "paper.docx")
    shutil.rmtree(changed.folder / ".git")
    for words in ("init --quiet", "add plans", "commit --quiet -m Plans"):
        git(changed.folder, *words.split())
    outcome = changed.run("dhrplan verify paper.docx")
    assert outcome.code == 3
    assert "Verify it in the folder where it was made" in outcome.stderr


def test_of_another_version_of_the_program_nothing_is_certain(changed: Shell) -> None:
    path = made(changed, "paper.md")
    spoil(path, "Made by dhrplan ", "Made by dhrplan 9.")
    assert changed.run("dhrplan verify paper.md").code == 0
    spoil(path, "21 actions are late", "20 actions are late")
    outcome = changed.run("dhrplan verify paper.md")
    assert outcome.code == 3
    assert "Another version of dhrplan made it" in outcome.stderr


def test_in_a_copy_without_older_commits_nothing_is_certain(
    changed: Shell, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(changed, "paper.md")
    copy = changed.folder / "shallow"
    git(changed.folder, "clone", "--quiet", "--depth", "2", changed.folder.as_uri(), "shallow")
    shutil.copyfile(path, copy / "paper.md")
    outcome = Shell(capsys, monkeypatch, copy).run("dhrplan verify paper.md")
    assert outcome.code == 3
    assert "git fetch --unshallow" in outcome.stderr


def test_documents_are_no_part_of_a_paper(changed: Shell) -> None:
    ask(changed, "dhrplan status -o status.docx")
    outcome = changed.run(f"{PAPER} status.docx")
    assert outcome.code == 2
    assert "not documents" in outcome.stderr


def test_a_document_among_the_plans_is_named(changed: Shell) -> None:
    shutil.copyfile(LAYOUT, changed.folder / "plans" / "DHR8.docx")
    outcome = ask(changed, "dhrplan paper --meeting 2099-03-13 --since 2017-12-12")
    assert "Not in this paper: plans/DHR8.docx." in outcome.stderr


def test_a_document_among_the_plans_is_named_by_changes(changed: Shell) -> None:
    shutil.copyfile(LAYOUT, changed.folder / "plans" / "DHR9.docx")
    outcome = ask(changed, "dhrplan changes --since 2017-12-12")
    assert "Not in these changes: plans/DHR9.docx." in outcome.stderr


def test_another_file_is_no_paper(changed: Shell) -> None:
    ask(changed, "dhrplan status -o status.docx")
    assert changed.run("dhrplan verify status.docx").code == 3
    assert changed.run("dhrplan verify dhrplan.toml").code == 2


# As LibreOffice shows it and saves it again


def office(folder: Path, target: str, *names: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", target, "--outdir", "saved", *names],
        cwd=folder,
        capture_output=True,
        check=True,
        timeout=300,
    )


@pytest.mark.needs("soffice")
def test_saved_again_it_is_the_same_and_a_changed_figure_is_found(changed: Shell) -> None:
    path = made(changed, "paper.docx")
    shutil.copyfile(path, changed.folder / "forged.docx")
    reworked(changed.folder / "forged.docx", a_figure)
    office(changed.folder, "docx:MS Word 2007 XML", "paper.docx", "forged.docx")
    saved = changed.folder / "saved"
    assert (saved / "paper.docx").read_bytes() != path.read_bytes()
    assert ask(changed, "dhrplan verify saved/paper.docx").stdout.startswith("Same: ")
    outcome = changed.run("dhrplan verify saved/forged.docx")
    assert outcome.code == 1
    assert len(outcome.stdout.splitlines()) == 2
    assert "Complete: the record has “16”, the file “17”" in outcome.stdout


@pytest.mark.needs("soffice")
def test_printed_it_has_two_pages(changed: Shell) -> None:
    made(changed, "paper.docx")
    office(changed.folder, "pdf", "paper.docx")
    pdf = (changed.folder / "saved" / "paper.pdf").read_bytes()
    assert pdf.count(b"/Type/Page\n") + pdf.count(b"/Type/Page/") == 2
