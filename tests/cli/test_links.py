"""Links that lead out of the plans: not read, not shown, and never written through."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.golden.running import Shell
from tests.links import link

if TYPE_CHECKING:
    from pathlib import Path

PLAN = "format: 1\nid: {id}\ntitle: Review {id}\nrecommendations: []\n"
FOREIGN = "KEY: hunter2\nid: DHR1\nformat: 1\nrecommendations:\n- id: 1\n  text: x\n"


@pytest.fixture(params=[False, True], ids=["folder", "repository"])
def shell(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Shell:
    """A folder with a plan, and beside it a file of somebody else."""
    here = tmp_path / "here"
    (here / "plans").mkdir(parents=True)
    (here / "plans" / "DHR2.yaml").write_text(PLAN.format(id="DHR2"), encoding="utf-8")
    (tmp_path / "secret").write_text(FOREIGN, encoding="utf-8")
    if request.param:
        (here / ".git").mkdir()
    return Shell(capsys, monkeypatch, here)


READING = ("validate", "validate --format json", "overdue", "list", "status", "report", "show DHR1")
WRITING = (
    *("fmt", "fmt plans/DHR1.yaml", "fmt --check", "new DHR1 --title x --yes"),
    *("update DHR1 1 --title x --yes", "new DHR1 --recommendation --text x --yes"),
)


@pytest.mark.parametrize("command", [*READING, *WRITING])
@pytest.mark.parametrize("name", ["DHR1.yaml", "agencies.yaml"])
def test_a_link_out_of_the_plans_is_left_alone(shell: Shell, name: str, command: str) -> None:
    secret = shell.folder.parent / "secret"
    link(shell.folder / "plans" / name, secret)
    outcome = shell.run(f"dhrplan {command}")
    printed = outcome.stdout + outcome.stderr
    assert "hunter2" not in printed
    assert "KEY:" not in printed
    assert outcome.code != 70
    assert secret.read_text(encoding="utf-8") == FOREIGN
    if command.startswith("validate"):
        assert "is a link that leads out of the" in printed


@pytest.mark.parametrize("name", ["plans/DHR1.yaml", "plans/agencies.yaml", "dhrplan.toml"])
def test_nothing_is_made_behind_a_link(shell: Shell, name: str) -> None:
    link(shell.folder / name, shell.folder.parent / "gone")
    for command in ("new DHR1 --title x --yes", "init --yes --no-git"):
        shell.run(f"dhrplan {command}")
        assert not (shell.folder.parent / "gone").exists()


@pytest.mark.parametrize("target", ["../gone", "../secret"])
@pytest.mark.parametrize("name", [".gitignore", ".editorconfig", "dhrplan.toml", "plans/DHR1.yaml"])
def test_init_writes_through_no_link(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    target: str,
) -> None:
    here = tmp_path / "here"
    here.mkdir()
    (tmp_path / "secret").write_text(FOREIGN, encoding="utf-8")
    link(here / name, os.path.relpath(here / target, (here / name).parent))
    outcome = Shell(capsys, monkeypatch, here).run("dhrplan init --yes --no-git")
    printed = outcome.stdout + outcome.stderr
    if not name.startswith("plans/"):
        assert outcome.code == 3
        assert f"{name} cannot be opened: it is a link that leads out of the folder" in printed
    assert "hunter2" not in printed
    assert not (tmp_path / "gone").exists()
    assert (tmp_path / "secret").read_text(encoding="utf-8") == FOREIGN


def test_init_shows_no_code_that_steers_a_terminal(shell: Shell) -> None:
    for options in ("--dry-run", "--yes", "--yes"):
        outcome = shell.run(f"dhrplan init 'a\x1b[31mb' --no-git {options}")
        assert outcome.code == 0
        assert "\x1b" not in outcome.stdout + outcome.stderr
        assert r"a\x1b[31mb" in outcome.stdout
