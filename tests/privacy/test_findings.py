"""The places of private text, the messages, and that each is reported once."""

from __future__ import annotations

from pathlib import Path

import pytest

from dhrplan import workspace
from dhrplan.plan.folder import FolderBytes
from dhrplan.plan.settings import FILE, FORBIDDEN_NAMES
from dhrplan.rules.engine import EXAMPLE_DAY, SOUND, example_folder, example_plan, named_bytes
from dhrplan.rules.privacy.scan import HISTORY_HINT
from tests.golden.running import ROOT
from tests.privacy.measuring import RULE_NAMES
from tests.rules.finding import found, in_action

PLACES = {
    "a text": example_folder(f"{SOUND}progress: By DS Pat Hobbs.\n"),
    "a key": example_folder(f"{SOUND}DS Pat Hobbs: done\n"),
    "an alias": example_folder(head="aliases: [The case of DS Pat Hobbs]\n"),
    "an id": {"DHR99.yaml": example_plan().replace('"1.1"', '"DS Pat Hobbs"')},
    "a comment": example_folder(f"{SOUND}# By DS Pat Hobbs.\n"),
    "a remark behind a value": example_folder(f"{SOUND}progress: Done. # By DS Pat Hobbs.\n"),
    "a value that cannot be read": example_folder("lead: [POL]\nstatus: DS Pat Hobbs\n"),
    "below the last key": {"DHR99.yaml": f"{example_plan()}# DS Pat Hobbs\n"},
    "an unsound file": {"DHR99.yaml": f"{example_plan()}a: [\nb: DS Pat Hobbs\n"},
    "a file that is no plan": {"DHR99.yaml": "DS Pat Hobbs\n"},
    "the register": {
        **example_folder(),
        "agencies.yaml": "agencies:\n  POL:\n    name: DS Pat Hobbs\n",
    },
    "the settings": {**example_folder(), FILE: "# DS Pat Hobbs\n"},
    "the name of a plan": {"DS Pat Hobbs.yaml": example_plan()},
    "the name of a plan, with signs for spaces": {"DHR99_DS_Pat-Hobbs.yaml": example_plan()},
}


@pytest.mark.parametrize("files", PLACES.values(), ids=PLACES)
def test_private_text_is_found_everywhere(files: dict[str, str]) -> None:
    (finding,) = found("personal-name", files)
    assert finding.private[-1].replace("-", " ") == "Pat Hobbs"
    assert HISTORY_HINT in finding.hint


def test_the_end_of_one_value_says_nothing_of_the_next() -> None:
    """`plan` before `born` means that no person was born, but only in the same sentence."""
    texts = "progress: See the action plan.\noutcome: born 4 March 1986\n"
    (finding,) = found("date-of-birth", example_folder(f"{SOUND}{texts}"))
    assert "4 March 1986" in finding.message


def test_the_names_of_files_that_are_not_read_are_searched_too() -> None:
    folder = FolderBytes("plans", {}, strays=("plans/old/DS Pat Hobbs.yaml",))
    every = workspace.read((folder,)).check(EXAMPLE_DAY)
    (finding,) = (each for each in every if each.rule == "personal-name")
    assert str(finding.place) == "plans/old/DS Pat Hobbs.yaml:1:1"
    assert finding.message.startswith("`Pat Hobbs`, in the name of the file, is a person's name")


def test_a_finding_has_its_place_review_and_action() -> None:
    files = example_folder(f"{SOUND}progress: By DS Pat Hobbs.\n")
    (finding,) = found("personal-name", files)
    line = files["DHR99.yaml"].splitlines()[finding.place.line - 1]
    assert line[finding.place.column - 1 :][: finding.width] == "Pat Hobbs"
    assert (finding.review, finding.action) == ("DHR99", "1.1")
    assert finding.message == "`Pat Hobbs` is a person's name, after a rank or title."


@pytest.mark.parametrize(
    "text",
    [
        f"# DS Pat Hobbs\n{example_plan()}",
        example_plan(head="introduction: DS Pat Hobbs\n"),
        example_plan(recommendation="title: DS Pat Hobbs\n"),
        f"{example_plan()}notes: [DS Pat Hobbs]\n",
    ],
)
def test_outside_an_action_a_finding_has_none(text: str) -> None:
    (finding,) = found("personal-name", {"DHR99.yaml": text})
    assert (finding.review, finding.action) == ("DHR99", None)


def test_a_name_over_a_line_break_is_masked_as_written_and_as_read() -> None:
    (finding,) = found(
        "personal-name", example_folder(f"{SOUND}progress: |-\n  By DS Pat\n  Hobbs.\n")
    )
    assert finding.private == ("Pat\n          Hobbs", "Pat Hobbs")
    assert (finding.place.column, finding.width) == (17, 3)


def test_an_escaped_name_is_masked_as_written_and_as_read() -> None:
    (finding,) = found("personal-name", example_folder(f"{SOUND}progress: 'By DS O''Hobbs.'\n"))
    assert finding.private == ("O''Hobbs", "O'Hobbs")
    assert finding.message.startswith("`O'Hobbs` is")


def test_a_private_value_that_cannot_be_read_is_reported_beside_the_fault() -> None:
    """No other rule reports anything at the place of a fault."""
    lines = "lead: [POL]\nstatus: in-progress\ntarget: 07700 900123\n"
    every = workspace.read((named_bytes(example_folder(lines)),)).check(EXAMPLE_DAY)
    assert [each.rule for each in every] == ["not-a-date", "phone-number"]
    assert every[0].place == every[1].place


@pytest.mark.parametrize(
    ("line", "rules"),
    [
        ("DS Pat Hobbs", ["personal-name"]),
        ("DS Pat Hobbs and Zoe Steen", ["personal-name", "forbidden-name"]),
        ("Hobbs", ["forbidden-name"]),
        ("write to pat.hobbs@example.org", ["personal-email"]),
        ("at 14 Hobbs Road", ["address"]),
        ("at 14 Larch Road, ZZ99 3WZ", ["address", "postcode"]),
        ("NHS number 999 222 3332", ["nhs-number"]),
    ],
)
def test_overlapping_findings_are_reported_once(line: str, rules: list[str]) -> None:
    names = {FORBIDDEN_NAMES: "Hobbs\nZoë Steen\n"}
    view = workspace.read((named_bytes({**example_folder(f"{SOUND}progress: {line}\n"), **names}),))
    assert [each.rule for each in view.check(EXAMPLE_DAY)] == rules


def test_a_silenced_finding_hides_no_other() -> None:
    names = {FORBIDDEN_NAMES: "Hobbs\n"}
    text = f"{SOUND}# dhrplan: ignore[personal-name] She agreed to be named.\nprogress: DS Hobbs\n"
    every = workspace.read((named_bytes({**example_folder(text), **names}),)).check(EXAMPLE_DAY)
    assert [each.rule for each in every] == ["forbidden-name"]
    settings = {FILE: '[rules]\npersonal-name = "off"\n'}
    files = {**example_folder(f"{SOUND}progress: DS Hobbs\n"), **names, **settings}
    assert [each.rule for each in found("forbidden-name", files)] == ["forbidden-name"]


def test_a_name_in_the_name_of_a_file_is_reported_once() -> None:
    files = {"DS Hobbs.yaml": example_plan(), FORBIDDEN_NAMES: "Hobbs\n"}
    every = workspace.read((named_bytes(files),)).check(EXAMPLE_DAY)
    assert [each.rule for each in every if each.rule in RULE_NAMES] == ["personal-name"]


def test_without_a_list_of_names_nothing_is_found() -> None:
    assert found("forbidden-name", example_folder(f"{SOUND}progress: Zoë Steen\n")) == []
    files = {**example_folder(f"{SOUND}progress: Zoë Steen\n"), FORBIDDEN_NAMES: "# none yet\nX\n"}
    assert found("forbidden-name", files) == []


def test_settings_that_two_folders_share_are_searched_once() -> None:
    settings = (FILE, b"# DS Pat Hobbs\n")
    folders = [FolderBytes(path, {}, settings=settings) for path in ("a/plans", "b/plans")]
    every = workspace.read(folders).check(EXAMPLE_DAY)
    assert [each.rule for each in every] == ["personal-name"]


@pytest.mark.parametrize(
    "lines",
    [
        "by: DS\nHobbs: done\n",
        "notes:\n  - DS\n  - Hobbs\n",
        "progress: Seen by DS\n# Hobbs\n",
        "progress: House 14\noutcome: Larch Road\n",
        "notes: ['14', Larch Road]\n",
        "progress: DOB\ncompleted: 2020-03-12\n",
        "notes:\n  - 07700\n  - 900123\n",
    ],
)
def test_nothing_is_found_across_two_values(lines: str) -> None:
    for rule in RULE_NAMES:
        assert in_action(rule, f"{SOUND}{lines}") == []


@pytest.mark.parametrize(
    ("text", "count"),
    [("Clare's Law disclosures rose", 0), ("Clares law", 0), ("Clare's lawyer", 1), ("Clare", 1)],
)
def test_a_scheme_that_bears_a_forbidden_name_passes(text: str, count: int) -> None:
    files = {**example_folder(f"{SOUND}progress: {text}\n"), FORBIDDEN_NAMES: "Clare\n"}
    assert len(found("forbidden-name", files)) == count


OURS = [ROOT / "plans", *(ROOT / "tests/golden/folders").glob("*/plans")]


@pytest.mark.parametrize(
    "folder",
    [folder for folder in OURS if folder.parent.name != "bad"],
    ids=lambda folder: folder.parent.name,
)
def test_our_own_plans_hold_nothing_private(folder: Path) -> None:
    files = {path.name: path.read_bytes() for path in folder.glob("*.yaml")}
    every = workspace.read((FolderBytes("plans", files),)).check(EXAMPLE_DAY)
    assert [each for each in every if each.rule in RULE_NAMES] == []
