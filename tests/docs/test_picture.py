"""The picture of the README shows what the program prints, and refers to nothing outside itself."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest

from docs.generate.picture import COMMAND, WIDTH, picture
from tests.golden.running import ROOT, Shell

PICTURE = ROOT / "docs" / "overdue.svg"


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> str:
    return Shell(capsys, monkeypatch).run(f"{COMMAND} --color always").stdout


def words(svg: str) -> str:
    """The text of a picture without the spaces between its pieces."""
    root = ET.fromstring(svg)  # noqa: S314 - our own picture
    shown = root.iterfind(".//{http://www.w3.org/2000/svg}text")
    return "".join("".join("".join(text.itertext()).split()) for text in shown)


def test_the_picture_is_what_the_program_prints(printed: str, *, update_golden: bool) -> None:
    svg = picture(printed)
    if update_golden:
        PICTURE.write_text(svg, encoding="utf-8", newline="\n")
    assert PICTURE.read_text(encoding="utf-8") == svg


def test_the_picture_is_the_same_every_time(printed: str) -> None:
    assert picture(printed) == picture(printed)


def test_no_word_is_lost_in_the_picture(printed: str) -> None:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", printed)
    assert words(picture(printed)) == "".join(f"${COMMAND}{plain}".split())


def test_the_picture_refers_to_nothing_outside_itself(printed: str) -> None:
    rest = picture(printed).replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert re.findall(r"https?:|@import|@font-face|<script|href|url\(", rest) == []


def test_the_readme_shows_the_picture_and_says_what_it_shows() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"!\[([^]]+)\]\(docs/overdue\.svg\)", readme)
    assert shown
    assert "46 days" in shown[1]


def test_every_line_fits_the_picture(printed: str) -> None:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", printed)
    assert max(map(len, plain.splitlines())) <= WIDTH
