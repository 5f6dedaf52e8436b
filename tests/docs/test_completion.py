"""The page on completion names shells that there are; they are offered the words of the plans."""

from __future__ import annotations

import re

import pytest

from dhrplan.cli.entry import run
from tests.golden.running import ROOT

PAGE = (ROOT / "docs" / "how-to" / "complete-in-your-shell.md").read_text(encoding="utf-8")
SHELLS = re.findall(r"_DHRPLAN_COMPLETE\W+(\w+)_source", PAGE)


def asked_by_shell(
    instruction: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> str:
    """The reply to a shell that asks to complete `dhrplan show DHR4 4.`."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("_DHRPLAN_COMPLETE", instruction)
    monkeypatch.setenv("COMP_WORDS", "dhrplan show DHR4 4.")
    monkeypatch.setenv("COMP_CWORD", "4." if instruction.startswith("fish") else "3")
    with pytest.raises(SystemExit) as ended:
        run([])
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_four_shells_are_named() -> None:
    assert SHELLS == ["bash", "zsh", "fish", "powershell"]


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_gets_its_script(
    shell: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    script = asked_by_shell(f"{shell}_source", capsys, monkeypatch)
    assert f"{shell}_complete" in script
    assert "dhrplan" in script


@pytest.mark.parametrize("shell", SHELLS)
def test_a_shell_gets_the_words_of_the_plans(
    shell: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    offered = asked_by_shell(f"{shell}_complete", capsys, monkeypatch)
    assert re.findall(r"\d\.\d", offered) == ["4.1", "4.2"]
