"""Each of the ten questions is answered by what its command prints."""

from __future__ import annotations

import re

import pytest

from tests.golden.running import ROOT, Shell

PAGE = (ROOT / "docs" / "ten-questions.md").read_text(encoding="utf-8")
_QUESTION = re.compile(
    r"^## (\d+)\. [^\n]*\?\n\n(Answer: [^`]*?)\n\n```console\n\$ ([^\n]*)$", re.MULTILINE
)
QUESTIONS = _QUESTION.findall(PAGE)
_SAID = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


def test_there_are_ten() -> None:
    assert [int(number) for number, _, _ in QUESTIONS] == list(range(1, 11))


@pytest.mark.parametrize(("number", "answer", "command"), QUESTIONS)
def test_the_command_prints_the_answer(
    number: str,
    answer: str,
    command: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    del number
    outcome = Shell(capsys, monkeypatch).run(command)
    printed = " ".join(outcome.stdout.split())
    said = [" ".join(words.split()) for words in _SAID.findall(answer)]
    assert outcome.code == 0
    assert said
    assert [words for words in said if words not in printed] == []
