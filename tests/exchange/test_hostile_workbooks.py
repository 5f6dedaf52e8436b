"""Workbooks and CSV files that are made to exhaust a machine or to reach out of it.

Each is read in a process of its own, which cannot open a socket and may take 1 GB of addresses; its
greatest use of memory is measured. The answer is a table or one sentence, never a hang.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_STORED

import pytest

from tests.exchange.apart import MOST_MEMORY, PEAK, WITHOUT_SOCKETS
from tests.exchange.workbooks import MAIN, from_xml, inline, relations

MOST_SECONDS = 60


_CHILD = f"""\
{WITHOUT_SOCKETS}
import json, pathlib, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1_000_000_000, 1_000_000_000))
from dhrplan.errors import DhrplanError
from dhrplan.exchange import files
path = pathlib.Path(sys.argv[1])
try:
    document = files.read(path.name, path.read_bytes())
    said = ""
    texts = [cell.text for grid in document.grids for cell in grid.cells[:9]]
    size = [max((grid.height for grid in document.grids), default=0)]
    size.append(max((grid.width for grid in document.grids), default=0))
    [grid.at(0, 0) for grid in document.grids]
    remarks = [remark.text for remark in document.remarks[:9]]
except DhrplanError as refused:
    said, texts, size, remarks = str(refused), [], [], []
{PEAK}
print(json.dumps([peak, said, texts, size, remarks]))
"""


class Outcome(NamedTuple):
    """What the child says."""

    peak: int
    said: str
    texts: list[str]
    size: list[int]
    remarks: list[str]


def read_apart(tmp_path: Path, data: bytes, name: str = "plan.xlsx") -> Outcome:
    (tmp_path / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(tmp_path / name)],
        capture_output=True,
        text=True,
        check=False,
        timeout=MOST_SECONDS,
    )
    assert not done.stderr
    outcome = Outcome(*json.loads(done.stdout))
    if told := os.environ.get("DHRPLAN_TELL_MEMORY"):
        with Path(told).open("a", encoding="utf-8") as file:
            file.write(f"{outcome.peak // 1_000_000:5} MB  {tmp_path.name}  {outcome.said}\n")
    assert outcome.peak < MOST_MEMORY
    return outcome


A1 = f'<row r="1">{inline("A1", "Action")}</row>'
SHEET = "xl/worksheets/sheet1.xml"
RELS = "xl/worksheets/_rels/sheet1.xml.rels"
DAMAGED = "plan.xlsx is damaged, or not as Office writes it."
DECLARED = f"plan.xlsx is not read: its part `{SHEET}` has a declaration that Office never writes."


stored = partial(from_xml, method=ZIP_STORED)
"""Not packed: a part that packs too well is refused at once, and its content is not tested."""


def sheet(xml: str, declaration: str = "") -> bytes:
    return from_xml(parts={SHEET: f'{declaration}<worksheet xmlns="{MAIN}">{xml}</worksheet>'})


# Small enough for every run


def test_entities_are_refused(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    declaration = f'<!DOCTYPE worksheet [<!ENTITY e0 "ha">{laughs}]>'
    rows = f'<sheetData><row r="1">{inline("A1", "&e12;")}</row></sheetData>'
    assert read_apart(tmp_path, sheet(rows, declaration)).said == DECLARED


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://192.0.2.1/x"])
def test_external_entities_are_refused(tmp_path: Path, address: str) -> None:
    declaration = f'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "{address}">]>'
    rows = f'<sheetData><row r="1">{inline("A1", "&x;")}</row></sheetData>'
    assert read_apart(tmp_path, sheet(rows, declaration)).said == DECLARED


def test_nothing_elsewhere_is_fetched(tmp_path: Path) -> None:
    links = {
        "e": ("externalLink", "http://192.0.2.1/book.xlsx"),
        "i": ("drawing", "http://192.0.2.1/drawing.xml"),
        "c": ("comments", "file:///etc/passwd"),
    }
    data = from_xml(A1, parts={RELS: relations(links, "External")})
    assert read_apart(tmp_path, data).texts == ["Action"]


def test_parts_outside_of_the_package_are_not_read(tmp_path: Path) -> None:
    data = from_xml(
        A1, parts={RELS: relations({"c": ("comments", "../../../../../../etc/passwd")})}
    )
    assert read_apart(tmp_path, data).texts == ["Action"]


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    assert read_apart(tmp_path, sheet("<a>" * 300_000 + "</a>" * 300_000)).said == DAMAGED


def test_huge_dimension(tmp_path: Path) -> None:
    data = from_xml(A1, before='<dimension ref="A1:XFD1048576"/>')
    outcome = read_apart(tmp_path, data)
    assert (outcome.texts, outcome.size) == (["Action"], [1, 1])


# Large, so that they run with --thorough


def million_empty_rows() -> bytes:
    rows = (f'<row r="{n}" s="1" customFormat="1" ht="15"/>' for n in range(2, 1_000_001))
    return from_xml(A1 + "".join(rows))


def million_coloured_cells() -> bytes:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><fills><fill><patternFill patternType="solid">'
        '<fgColor rgb="FFFF0000"/></patternFill></fill></fills>'
        '<cellXfs><xf/><xf fillId="0"/></cellXfs></styleSheet>'
    )
    row = "<row>" + '<c s="1"/>' * 100 + "</row>"
    return stored(A1 + row * 10_000, parts={"xl/styles.xml": styles})


def most_cells_with_formulas() -> bytes:
    cell = "<c><f>SUM(A1:A9)</f><v>42947.5</v></c>"
    return stored(f"<row>{cell * 10}</row>" * 20_000)


def too_many_cells() -> bytes:
    return stored(("<row>" + "<c><v>1</v></c>" * 200 + "</row>") * 1001)


def wide_row() -> bytes:
    return stored("<row>" + "<c/>" * 5_000_000 + "</row>")


def zip_bomb() -> bytes:
    return from_xml(A1 + " " * 300_000_000)


def large_shared_texts() -> bytes:
    return from_xml(A1, strings="<si><t>" + "x" * 200_000_000 + "</t></si>")


def text_in_many_pieces() -> bytes:
    return stored(f"<row><c t='inlineStr'><is><t>{'xxxxxxxxxx<b/>' * 290_000}</t></is></c></row>")


def many_attributes() -> bytes:
    names = " ".join(f'a{n}="1"' for n in range(2_000_000))
    return stored(f"<row><c {names}/></row>")


def many_drawings() -> bytes:
    shapes = "<pic><cNvPr name='x'/></pic>" * 1_500_000
    return stored(
        A1,
        parts={
            RELS: relations({"d": ("drawing", "../d.xml")}),
            "xl/d.xml": f"<wsDr>{shapes}</wsDr>",
        },
    )


def many_headers() -> bytes:
    return stored(A1, "<oddHeader>OFFICIAL</oddHeader>" * 1_500_000)


def large_file() -> bytes:
    return b"PK\x03\x04" + bytes(200_000_000)


ANSWER = ""
TOO_LARGE = "is too large"


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (million_empty_rows, ANSWER),
        (million_coloured_cells, ANSWER),
        (text_in_many_pieces, TOO_LARGE),
        (most_cells_with_formulas, ANSWER),
        (too_many_cells, TOO_LARGE),
        (wide_row, DAMAGED),
        (zip_bomb, TOO_LARGE),
        (large_shared_texts, TOO_LARGE),
        (many_attributes, DAMAGED),
        (many_drawings, TOO_LARGE),
        (many_headers, TOO_LARGE),
        (large_file, TOO_LARGE),
    ],
)
def test_large_workbooks(tmp_path: Path, make: Callable[[], bytes], said: str) -> None:
    outcome = read_apart(tmp_path, make())
    assert said in outcome.said
    assert bool(outcome.said) == bool(said)
    assert said or outcome.texts


def commas() -> bytes:
    return b"Action,Update\n" + b"," * 9_900_000


def many_lines() -> bytes:
    return b"Action,Update\n" + b"\n" * 9_900_000


def many_short_rows() -> bytes:
    return b"Action,Update\n" + (b"," * 500 + b"\n") * 19_000


def wide_characters() -> bytes:
    return ("Action,Update\n" + "\U0001f600,x\n" * 19_000 + '"' + "é" * 4_800_000).encode()


def open_quotation() -> bytes:
    return b'Action,Update\n"' + b"x,y\n" * 2_400_000


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (commas, TOO_LARGE),
        (many_lines, ANSWER),
        (many_short_rows, ANSWER),
        (wide_characters, "cannot be read as a table"),
        (open_quotation, "cannot be read as a table"),
        (large_file, "a Word or Excel file"),
    ],
)
def test_large_csv_files(tmp_path: Path, make: Callable[[], bytes], said: str) -> None:
    data = make() if make is not large_file else large_file()[:40_000_000]
    outcome = read_apart(tmp_path, data, "plan.csv")
    assert said in outcome.said
    assert bool(outcome.said) == bool(said)
