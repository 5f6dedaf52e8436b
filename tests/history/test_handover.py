"""The hand-over to the next coordinator, made of the scripted year."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.git import git
from tests.golden.running import Shell
from tests.history.test_paper import ask, spoil
from tests.history.year import MADE, NAME
from tests.render.test_json_schema import complaints

pytestmark = pytest.mark.needs("git")

HANDOVER = f"dhrplan handover --as-of {MADE}"


def test_the_hand_over_says_what_it_always_did(shell: Shell, *, update_golden: bool) -> None:
    text = ask(shell, f"{HANDOVER} --format markdown").stdout
    path = Path(__file__).parent / "handover.md"
    if update_golden:
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")


def test_its_data_fit_the_schema(shell: Shell) -> None:
    data: dict[str, Any] = json.loads(ask(shell, f"{HANDOVER} --format json").stdout)
    assert complaints(data) == []
    assert data["commit"] == git(shell.folder, "rev-parse", "HEAD").strip()
    assert [(one["name"], one["from"], one["to"]) for one in data["moves"] if one["commit"]] == [
        ("DHR4 4.2", "2017-07", "2017-09")
    ]
    assert len(data["minutes"]) == 4


def test_a_spreadsheet_and_a_word_file_have_it_too(shell: Shell, tmp_path: Path) -> None:
    rows = ask(shell, f"{HANDOVER} --format csv").stdout.splitlines()
    assert rows[0] == "name,section,what,who,date"
    ask(shell, f"{HANDOVER} -o {tmp_path / 'handover.docx'}")
    first = (tmp_path / "handover.docx").read_bytes()
    ask(shell, f"{HANDOVER} -o {tmp_path / 'handover.docx'}")
    assert (tmp_path / "handover.docx").read_bytes() == first


def test_the_list_of_names_is_named_and_never_shown(changed: Shell) -> None:
    plan = changed.folder / "plans" / "DHR4.yaml"
    spoil(plan, "The new provider is still recruiting", f"{NAME} is still recruiting")
    text = ask(changed, "dhrplan handover").stdout
    assert "The list is forbidden-names.txt" in text
    assert NAME not in text
    assert "These files are not as committed: plans/DHR4.yaml." in " ".join(text.split())


def test_a_filter_leaves_the_rest_out(shell: Shell) -> None:
    text = ask(shell, f"{HANDOVER} DHR7 --format markdown").stdout
    assert "DHR4 " not in text
    assert "No target has moved." in text


def test_without_git_it_says_what_is_missing(changed: Shell) -> None:
    shutil.rmtree(changed.folder / ".git")
    text = " ".join(ask(changed, "dhrplan handover").stdout.split())
    assert "is not in a git repository" in text
    assert "4 moves of 3 actions" in text


def test_where_there_is_nothing_there_is_a_sentence(changed: Shell) -> None:
    shutil.rmtree(changed.folder / "minutes")
    (changed.folder / "forbidden-names.txt").unlink()
    (changed.folder / "dhrplan.toml").unlink()
    (changed.folder / "plans" / "agencies.yaml").unlink()
    text = " ".join(ask(changed, "dhrplan handover DHR7").stdout.split())
    assert "There are no minutes beside the plans." in text
    assert "There is no list. It would be in forbidden-names.txt, and never in git." in text
    assert "There are none. They would be in dhrplan.toml." in text
    assert "There is no register of agencies." in text


def test_an_unreadable_plan_is_named(changed: Shell) -> None:
    spoil(changed.folder / "plans" / "DHR7.yaml", "format: 1\n", "format: [\n")
    outcome = changed.run("dhrplan handover")
    assert outcome.code == 3
    assert "plans/DHR7.yaml" in outcome.stdout
    assert changed.run("dhrplan handover --allow-partial").code == 0
