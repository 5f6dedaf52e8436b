"""Completion as a real shell does it: bash runs Click's script, and offers what the plans hold."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest
from click.shell_completion import ShellComplete

from dhrplan.cli.entry import COMMANDS, group
from dhrplan.render import FORMATS
from dhrplan.render.findings import FORMATS as FINDINGS
from dhrplan.reports.status import GROUPINGS
from tests.golden.running import ROOT, Shell
from tests.golden.test_golden import FOLDERS
from tests.keyboard import PROGRAMS, Keyboard, at_keyboard

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOURCE = 'eval "$(_DHRPLAN_COMPLETE=bash_source dhrplan)"'
ASK = f"""\
{SOURCE}
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_dhrplan_completion dhrplan
for each in "${{COMPREPLY[@]}}"; do printf '%s\\n' "$each"; done
"""


def offered(line: str, folder: Path = ROOT) -> list[str]:
    """The completions of bash for the last word of a line; a blank at its end begins a new one."""
    words = [*shlex.split(line), *([""] if line.endswith(" ") else [])]
    done = subprocess.run(
        ["bash", "--norc", "--noprofile", "-c", ASK, "bash", *words],
        cwd=folder,
        env={**os.environ, "PATH": PROGRAMS, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


LINES = [
    ("dhrplan ", [*COMMANDS]),
    ("dhrplan re", ["report", "remove"]),
    ("dhrplan report ", ["DHR4", "DHR7"]),
    ("dhrplan report DHR4 dhr7", ["DHR7"]),
    ("dhrplan list --review D", ["DHR4", "DHR7"]),
    ("dhrplan show ", ["DHR4", "DHR7"]),
    ("dhrplan show DHR4 4", ["4", "4.1", "4.2"]),
    ("dhrplan show dhr7 8", ["8", "8.1"]),
    ("dhrplan overdue --agency MPS", ["MPS", "MPS-BOCU", "MPS-TH"]),
    ("dhrplan overdue --agency lbth-", ["LBTH-ASC", "LBTH-CSC", "LBTH-YOS"]),
    ("dhrplan status --status over", ["overdue"]),
    ("dhrplan list --status not-", ["not-started", "not-taken-forward", "not-due-yet"]),
    ("dhrplan list --scope ", ["local", "regional", "national"]),
    ("dhrplan list --theme ", []),
    ("dhrplan status --by ", [*GROUPINGS]),
    ("dhrplan overdue --format ", [*FORMATS]),
    ("dhrplan explain yaml", ["yaml-syntax", "yaml-feature"]),
    ("dhrplan explain read", ["reading"]),
    ("dhrplan validate --format ", [*FINDINGS]),
    ("dhrplan overdue --due-", ["--due-within", "--due-before"]),
    ("dhrplan overdue --due-within ", []),
    ("dhrplan show DHR5 ", []),
    ("dhrplan show DHR4 zzz", []),
]


@pytest.mark.needs("bash")
@pytest.mark.parametrize(("line", "words"), LINES)
def test_what_bash_is_offered(line: str, words: list[str]) -> None:
    assert offered(line) == words


@pytest.mark.parametrize(("line", "words"), LINES)
def test_what_any_shell_is_offered(
    line: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    _, *args = [*shlex.split(line), *([""] if line.endswith(" ") else [])]
    shell = ShellComplete(group, {}, "dhrplan", "_DHRPLAN_COMPLETE")
    assert [item.value for item in shell.get_completions(args[:-1], args[-1])] == words


@pytest.mark.parametrize("line", ["dhrplan report ", "dhrplan show DHR4 ", "dhrplan list --theme "])
def test_without_plans_no_shell_is_offered_any(
    line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shell = ShellComplete(group, {}, "dhrplan", "_DHRPLAN_COMPLETE")
    assert shell.get_completions(shlex.split(line)[1:], "") == []


@pytest.mark.needs("bash")
def test_a_theme_of_one_word_is_offered() -> None:
    assert offered("dhrplan list --theme ", FOLDERS / "everything") == ["training"]


@pytest.mark.needs("bash")
def test_another_folder_may_be_named() -> None:
    assert offered("dhrplan report --plans tests/golden/folders/everything/plans ") == ["DHR99"]


@pytest.mark.needs("bash")
@pytest.mark.parametrize(
    "line",
    [
        *("dhrplan report ", "dhrplan show DHR4 ", "dhrplan list --agency "),
        *("dhrplan list --theme ", "dhrplan report --plans nowhere "),
    ],
)
def test_where_there_are_no_plans_nothing_is_offered_and_nothing_said(
    tmp_path: Path, line: str
) -> None:
    assert offered(line, tmp_path) == []


@pytest.mark.needs("bash")
def test_what_needs_no_plans_is_offered_without_them(tmp_path: Path) -> None:
    assert offered("dhrplan list --status over", tmp_path) == ["overdue"]
    assert offered("dhrplan status --by s", tmp_path) == ["section", "scope"]


def test_no_plan_is_read_for_words_that_no_plan_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_plans: object) -> None:
        pytest.fail("The plans are read.")

    monkeypatch.setattr("dhrplan.cli.answer.read_workspace", read)
    shell = ShellComplete(group, {}, "dhrplan", "_DHRPLAN_COMPLETE")
    for option, begun, word in (("--status", "over", "overdue"), ("--scope", "nat", "national")):
        offers = shell.get_completions(["list", option], begun)
        assert [offer.value for offer in offers] == [word]


@pytest.mark.needs("bash")
def test_a_command_that_does_not_exist_makes_no_noise() -> None:
    assert offered("dhrplan nonsense ") == [*COMMANDS]
    offered("dhrplan nonsense --agency ")


@pytest.mark.needs("bash")
def test_an_unreadable_plan_makes_no_noise() -> None:
    folder = FOLDERS / "unreadable"
    assert offered("dhrplan report ", folder) == ["DHR4", "DHR7"]
    assert offered("dhrplan show DHR7 ", folder) == []
    assert offered("dhrplan show DHR4 7", folder) == ["7", "7.1"]


@pytest.mark.needs("bash")
def test_a_document_that_is_left_out_makes_no_noise(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    plan = "format: 1\nid: DHR9\ntitle: T\nrecommendations: []\n"
    (tmp_path / "plans" / "DHR9.yaml").write_text(plan, encoding="utf-8")
    table = "Recommendation,Action,Lead agency\nShare.,Draft it.,Police\n"
    (tmp_path / "plans" / "DHR9.csv").write_text(table, encoding="utf-8")
    assert offered("dhrplan report ", tmp_path) == ["DHR9"]


@pytest.mark.needs("bash")
def test_what_would_steer_a_shell_is_not_offered(tmp_path: Path) -> None:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "DHR9.yaml").write_text(
        'format: 1\nid: DHR9\ntitle: T\nrecommendations:\n  - id: "1"\n    text: X\n    actions:\n'
        '      - {id: "1.1", lead: ["\\e]0;x\\a", "$(touch a)", "`touch b`", "a b", POL, "é,*"]}\n',
        encoding="utf-8",
    )
    assert offered("dhrplan list --agency ", tmp_path) == ["POL", "é,*"]
    assert [path.name for path in tmp_path.iterdir()] == ["plans"]


# -- at a keyboard ---------------------------------------------------------------------------------


@pytest.fixture
def keyboard(tmp_path: Path) -> Iterator[Keyboard]:
    with at_keyboard(tmp_path) as keys:
        yield keys


@pytest.mark.needs("bash", "tmux")
def test_the_tab_key(keyboard: Keyboard) -> None:
    keyboard.press(f"{SOURCE}; echo re''ady", "Enter")
    keyboard.wait_for("ready")
    keyboard.press("dhrplan sta", "Tab")
    keyboard.wait_for("dhrplan status")
    keyboard.press("--by ag", "Tab")
    keyboard.wait_for("dhrplan status --by agency")
    keyboard.press("C-u")
    keyboard.press("dhrplan show dhr4 6", "Tab", "Tab")
    screen = keyboard.wait_for("6.1")
    assert "6    6.1  6.2" in screen
    assert "Traceback" not in screen


# -- dhrplan completion ----------------------------------------------------------------------------


@pytest.fixture
def home(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Shell:
    for name in ("ZDOTDIR", "XDG_CONFIG_HOME", "SHELL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return Shell(capsys, monkeypatch, tmp_path)


@pytest.mark.parametrize(
    ("shell", "file"),
    [("bash", ".bashrc"), ("zsh", ".zshrc"), ("fish", ".config/fish/completions/dhrplan.fish")],
)
def test_a_shell_is_set_up_once(home: Shell, shell: str, file: str) -> None:
    path = home.folder / file
    command = f"dhrplan completion install {shell} --yes"
    assert home.run(f"dhrplan completion install {shell} --dry-run").code == 0
    assert not path.exists()
    assert home.run(command).code == 0
    text = path.read_text(encoding="utf-8")
    assert f"_DHRPLAN_COMPLETE={shell}_source dhrplan" in text
    assert "already" in home.run(command).stderr
    assert path.read_text(encoding="utf-8") == text


def test_what_is_in_the_file_stays(home: Shell) -> None:
    path = home.folder / ".zshrc"
    path.write_text("autoload -Uz compinit && compinit", encoding="utf-8")
    home.run("dhrplan completion install zsh --yes")
    assert path.read_text(encoding="utf-8").splitlines() == [
        "autoload -Uz compinit && compinit",
        'eval "$(_DHRPLAN_COMPLETE=zsh_source dhrplan)"',
    ]


def test_the_shell_in_use_is_set_up(home: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    outcome = home.run("dhrplan completion install --yes")
    assert outcome.code == 2
    assert "Name your shell" in outcome.stderr
    monkeypatch.setenv("SHELL", "/usr/bin/zsh")
    assert home.run("dhrplan completion show").stdout.startswith('eval "$(_DHRPLAN_COMPLETE=zsh')


def test_nothing_is_changed_without_consent(home: Shell) -> None:
    assert home.run("dhrplan completion install bash").code == 2
    assert not (home.folder / ".bashrc").exists()


def test_powershell_gets_lines_for_its_profile(home: Shell) -> None:
    outcome = home.run("dhrplan completion install powershell")
    assert "$PROFILE" in outcome.stderr
    assert outcome.stdout == home.run("dhrplan completion show powershell").stdout
    assert "powershell_source" in outcome.stdout
