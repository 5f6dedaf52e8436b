"""Word files and workbooks on the command line: where they go, and what is refused."""

from __future__ import annotations

import importlib.util
import sys
from typing import TYPE_CHECKING

import pytest

from dhrplan.cli.entry import run
from tests.golden.running import ROOT, Shell

if TYPE_CHECKING:
    from pathlib import Path

LATE = ["overdue", "--plans", str(ROOT / "plans"), "--as-of", "2017-09-15"]


@pytest.fixture
def shell(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Shell:
    return Shell(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_a_pipe_takes_the_bytes(form: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert run([*LATE, "--format", form]) == 0
    assert capsysbinary.readouterr().out.startswith(b"PK\x03\x04")


@pytest.mark.parametrize(("form", "what"), [("docx", "a Word file"), ("xlsx", "an Excel file")])
def test_a_terminal_asks_for_a_file(
    form: str, what: str, shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    outcome = shell.run(f"dhrplan {' '.join(LATE)} --format {form}")
    assert outcome.code == 2
    assert f"Add -o report.{form}: {what} cannot be shown here." in outcome.stderr


def test_the_ending_sets_the_format(shell: Shell, tmp_path: Path) -> None:
    assert shell.run(f"dhrplan {' '.join(LATE)} -o late.DOCX").code == 0
    assert (tmp_path / "late.DOCX").read_bytes().startswith(b"PK")


def test_without_the_extra_it_says_what_to_install(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    outcome = shell.run(f"dhrplan {' '.join(LATE)} -o late.docx")
    assert outcome.code == 3
    assert "Word files need two more libraries." in outcome.stderr
    assert 'pip install "dhrplan[office]"' in outcome.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--template x.docx -o late.md", "--template is for Word files. Add -o report.docx."),
        ("--accessible -o late.docx", "--accessible is for Excel files. Add -o report.xlsx."),
    ],
)
def test_an_option_of_another_format_is_refused(
    words: str, said: str, shell: Shell, tmp_path: Path
) -> None:
    (tmp_path / "x.docx").write_bytes(b"")
    outcome = shell.run(f"dhrplan {' '.join(LATE)} {words}")
    assert outcome.code == 2
    assert said in outcome.stderr


def test_a_broken_template_is_refused_in_a_sentence(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"no")
    outcome = shell.run(f"dhrplan {' '.join(LATE)} --template x.docx -o late.docx")
    assert outcome.code == 3
    assert "The template cannot be used: it is not a Word file (.docx)." in outcome.stderr
    assert not (tmp_path / "late.docx").exists()
