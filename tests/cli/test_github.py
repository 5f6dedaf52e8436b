"""Under GitHub Actions `validate` annotates by itself, with files named from the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dhrplan.cli import github
from dhrplan.cli.entry import run

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "format: 1\nid: DHR9\ntitle: T\nrecommendations: []\n"


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository, checked out into a folder of the workspace of a job; a step works in `work`."""
    repository = tmp_path / "checkout"
    (repository / "work" / "plans").mkdir(parents=True)
    (repository / ".git").mkdir()
    (repository / "work" / "plans" / "DHR1.yaml").write_text(PLAN, encoding="utf-8")
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
    assert not github.is_here()


def test_without_a_repository_the_workspace_counts(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "checkout" / ".git").rmdir()
    assert github.base() == "checkout/work"
    monkeypatch.delenv("GITHUB_WORKSPACE")
    assert github.base() == ""
    monkeypatch.setenv("GITHUB_WORKSPACE", str(workspace / "elsewhere"))
    assert github.base() == ""
