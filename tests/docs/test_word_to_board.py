"""From a folder of Word files to a paper for the board, in the four commands of the how-to page."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from shutil import copyfile

import docx
import pytest

from tests.golden.running import ROOT, Shell

PAGE = ROOT / "docs/how-to/bring-in-word-and-excel.md"
LAYOUTS = ROOT / "tests/exchange/layouts"


def test_four_commands_lead_to_a_paper(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = PAGE.read_text(encoding="utf-8").partition("to a paper for the board")[2]
    block = re.search(r"```sh\n(.*?)```", text, re.DOTALL)
    assert block
    commands = block[1].splitlines()
    assert len(commands) <= 4
    copyfile(LAYOUTS / "actions-merged.docx", tmp_path / "DHR8.docx")
    copyfile(LAYOUTS / "heading-rows.docx", tmp_path / "DHR9.docx")
    shell = Shell(capsys, monkeypatch, tmp_path)
    first, *others = commands
    late = shell.run(f"{first} --as-of 2024-12-01").stdout
    assert "DHR8" in late
    assert "Tell tenants" in late
    assert "August 2024    3 months late" in late
    for command in others:
        asks = command.split()[1] in {"init", "import"}
        assert shell.run(f"{command} --yes" if asks else command).code == 0
    paper = docx.Document(BytesIO((tmp_path / "board.docx").read_bytes()))
    words = " ".join(cell.text for row in paper.tables[0].rows for cell in row.cells)
    assert "Tell tenants about the form." in words
