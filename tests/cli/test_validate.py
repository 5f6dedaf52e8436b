"""`validate`: the folders it checks, the findings it prints, and its defaults in GitHub Actions."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from dhrplan.cli.commands import validate
from dhrplan.cli.entry import run
from tests.golden.running import Shell

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "format: 1\nid: {id}\ntitle: Review {id}\nrecommendations: []\n"


@pytest.fixture
def shell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    plans = tmp_path / "reviews"
    plans.mkdir()
    for name, review in (("DHR1", "DHR1"), ("DHR2", "DHR1"), ("DHR3", "DHR4")):
        (plans / f"{name}.yaml").write_text(PLAN.format(id=review), encoding="utf-8")
    return Shell(capsys, monkeypatch, tmp_path)


def found(shell: Shell, command: str) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(shell.run(f"dhrplan {command} --format json").stdout)
    return answer


def rules(answer: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one["file"], one["rule"]) for one in answer["diagnostics"]]


def test_files_bring_their_folder_into_view(shell: Shell) -> None:
    answer = found(shell, "validate reviews/DHR2.yaml")
    assert rules(answer) == [("reviews/DHR2.yaml", "duplicate-review")]
    (note,) = answer["summary"].pop("notes")
    assert note.startswith("There is no list of names to keep out of reviews. ")
    assert answer["summary"] == {"files": 1, "errors": 1, "warnings": 0, "infos": 0}


def test_a_finding_elsewhere_that_speaks_of_the_file_is_told(shell: Shell) -> None:
    answer = found(shell, "validate reviews/DHR1.yaml")
    assert rules(answer) == [("reviews/DHR2.yaml", "duplicate-review")]


def test_with_the_register_everything_is_told(shell: Shell) -> None:
    (shell.folder / "reviews" / "agencies.yaml").write_text("agencies: {}\n", encoding="utf-8")
    assert len(rules(found(shell, "validate reviews/agencies.yaml"))) == 2


def test_a_folder_can_be_named(shell: Shell) -> None:
    assert found(shell, "validate --plans reviews")["summary"]["errors"] == 2


@pytest.mark.parametrize("asked", ["other/DHR1.yaml", "other/dhrplan.toml"])
def test_a_file_in_none_of_the_folders_that_are_named_is_refused(shell: Shell, asked: str) -> None:
    (shell.folder / "other").mkdir()
    (shell.folder / asked).write_text("", encoding="utf-8")
    outcome = shell.run(f"dhrplan validate --plans reviews {asked}")
    assert (outcome.code, outcome.stdout) == (2, "")
    assert f"{asked} lies in none of the folders named with --plans." in outcome.stderr


def test_a_file_is_found_by_whatever_way_it_is_named(shell: Shell) -> None:
    (shell.folder / "link").symlink_to(shell.folder / "reviews")
    expected = [("reviews/DHR2.yaml", "duplicate-review")]
    assert rules(found(shell, "validate --plans reviews link/DHR2.yaml")) == expected
    assert rules(found(shell, f"validate {shell.folder}/reviews/DHR2.yaml")) == expected
    twice = "validate reviews/../reviews/DHR2.yaml link/DHR1.yaml"
    assert rules(found(shell, twice)) == expected


def test_an_empty_folder_has_nothing_to_mend(shell: Shell) -> None:
    (shell.folder / "plans").mkdir()
    outcome = shell.run("dhrplan validate")
    assert (outcome.code, outcome.stdout) == (0, "0 files checked: no problems found.\n")


def test_a_file_that_is_no_plan_is_refused(shell: Shell) -> None:
    (shell.folder / "notes.txt").write_text("", encoding="utf-8")
    outcome = shell.run("dhrplan validate notes.txt")
    assert outcome.code == 2
    assert "notes.txt is no plan" in outcome.stderr


def test_the_settings_mean_the_plans_beside_them(shell: Shell) -> None:
    (shell.folder / "reviews").rename(shell.folder / "plans")
    (shell.folder / "dhrplan.toml").write_text("", encoding="utf-8")
    assert len(rules(found(shell, "validate dhrplan.toml"))) == 2


@pytest.mark.parametrize("written", ["soon_days = [", "soon_days = 'x'", "[rules]\nnone = 'off'"])
def test_settings_that_two_folders_share_are_told_once(shell: Shell, written: str) -> None:
    (shell.folder / "others").mkdir()
    (shell.folder / "dhrplan.toml").write_text(written, encoding="utf-8")
    answer = found(shell, "validate --plans others --plans reviews")
    assert [file for file, _ in rules(answer) if file == "dhrplan.toml"] == ["dhrplan.toml"]
    assert answer["summary"]["files"] == len(("DHR1", "DHR2", "DHR3", "dhrplan.toml"))


# -- in GitHub Actions, with files named from the root of the repository


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, checked out into a folder of the workspace of a job; a step works in `work`."""
    repository = tmp_path / "checkout"
    (repository / "work" / "plans").mkdir(parents=True)
    (repository / ".git").mkdir()
    (repository / "work" / "plans" / "DHR1.yaml").write_text(
        PLAN.format(id="DHR9"), encoding="utf-8"
    )
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.chdir(repository / "work")
    return tmp_path


def test_it_annotates_by_itself(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert workspace.exists()
    assert run(["validate"]) == 1
    printed = capsys.readouterr().out
    assert "\n::error file=work/plans/DHR1.yaml,line=2," in printed
    assert "\nplans/DHR1.yaml:2:5: error[id-file-mismatch]\n" in printed


def test_another_format_can_be_asked_for(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert workspace.exists()
    run(["validate", "--format", "text"])
    assert capsys.readouterr().out.startswith("plans/DHR1.yaml:2:5: ")


@pytest.mark.parametrize("value", ["", "false", "1"])
def test_elsewhere_it_does_not(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", value)
    assert not validate.in_github_actions()


def test_without_a_repository_the_workspace_counts(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "checkout" / ".git").rmdir()
    assert validate.below_root() == "checkout/work"
    monkeypatch.delenv("GITHUB_WORKSPACE")
    assert validate.below_root() == ""
    monkeypatch.setenv("GITHUB_WORKSPACE", str(workspace / "elsewhere"))
    assert validate.below_root() == ""
