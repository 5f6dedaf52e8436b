"""Files that would exhaust a machine or reach out of it: an answer or a sentence, in bounds.

Each is read by the command line in a process of its own, without sockets, and its greatest use of
memory is measured.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from tests.exchange.apart import MOST_MEMORY, PEAK, WITHOUT_SOCKETS
from tests.exchange.word_files import paragraph, row, table, word_file, zipped
from tests.exchange.workbooks import workbook

MOST_SECONDS = 60

_CHILD = f"""\
{WITHOUT_SOCKETS}
import json, sys
from dhrplan.cli.entry import run
code = run(sys.argv[1:])
{PEAK}
print(json.dumps([int(code), peak]), file=sys.stderr)
"""

PLAN = table(row("Recommendation", "Action", "Target date"), row("Share.", "Do it.", "May 2021"))


def part(name: str, data: Callable[[], bytes] | bytes, base: bytes) -> bytes:
    """A package with one part replaced or added."""
    out = BytesIO()
    with ZipFile(BytesIO(base)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, data if isinstance(data, bytes) else data())
    return out.getvalue()


def bomb() -> bytes:
    """200 MB of spaces in a document that takes 200 kB."""
    return part("word/document.xml", b"<w>" + b" " * 200_000_000 + b"</w>", word_file(PLAN))


def nested_bomb() -> bytes:
    inner = zipped({"a": b"0" * 50_000_000})
    return part("word/embeddings/a.zip", inner, word_file(PLAN))


def entities() -> bytes:
    lines = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    xml = f'<!DOCTYPE w [<!ENTITY e0 "ha">{lines}]><w>&e12;</w>'
    return part("word/document.xml", xml.encode(), word_file(PLAN))


def external_entity() -> bytes:
    xml = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w>&x;</w>'
    return part("word/document.xml", xml, word_file(PLAN))


def remote_template() -> bytes:
    base = part("word/_rels/document.xml.rels", _RELATIONS.encode(), word_file(PLAN))
    return part("word/settings.xml", b"<settings/>", base)


_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="a" Type="http://x/attachedTemplate" TargetMode="External" '
    'Target="http://192.0.2.1/t.dotm"/><Relationship Id="b" Type="http://x/image" '
    'TargetMode="External" Target="http://192.0.2.1/i.png"/></Relationships>'
)


def deep() -> bytes:
    return word_file("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000)


def many_rows() -> bytes:
    return word_file(table(*(row("", "", "") for _ in range(100_000))))


def empty_rows() -> bytes:
    rows = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(4, 1_000_000))
    xml = _SHEET.replace("</sheetData>", f"{rows}</sheetData>")
    return part("xl/worksheets/sheet1.xml", xml.encode(), workbook([["Action"]]))


_SHEET = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<dimension ref="A1:XFD1048576"/><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>Recommendation</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>Action</t></is></c>'
    '<c r="C1" t="inlineStr"><is><t>Target date</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>Share.</t></is></c>'
    '<c r="B2" t="inlineStr"><is><t>Do it.</t></is></c>'
    '<c r="C2" t="inlineStr"><is><t>May 2021</t></is></c></row></sheetData></worksheet>'
)


def far_cell() -> bytes:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    xml = _SHEET.replace("</sheetData>", far)
    return part("xl/worksheets/sheet1.xml", xml.encode(), workbook([["Action"]]))


def large_strings() -> bytes:
    xml = b"<sst><si><t>" + b"x" * 100_000_000 + b"</t></si></sst>"
    return part("xl/sharedStrings.xml", xml, workbook([["Action"]]))


def large_file() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_STORED) as package:
        package.writestr("word/media/film.mp4", bytes(200_000_000))
    return out.getvalue()


def long_table() -> bytes:
    return b"Recommendation,Action,Target date\n" + b'"a","b","May 2021"\n' * 200_000


def cut_off() -> bytes:
    return word_file(PLAN)[:500]


def without_table() -> bytes:
    return word_file(paragraph("No table"))


SENTENCE, ANSWER = "sentence", "answer"


@pytest.mark.thorough
@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the peak of a process")
@pytest.mark.parametrize(
    ("name", "make", "outcome"),
    [
        ("a.docx", bomb, SENTENCE),
        ("a.docx", nested_bomb, ANSWER),
        ("a.docx", entities, SENTENCE),
        ("a.docx", external_entity, SENTENCE),
        ("a.docx", remote_template, ANSWER),
        ("a.docx", deep, SENTENCE),
        ("a.docx", many_rows, SENTENCE),
        ("a.docx", large_file, SENTENCE),
        ("a.docx", cut_off, SENTENCE),
        ("a.docx", without_table, SENTENCE),
        ("a.xlsx", empty_rows, ANSWER),
        ("a.xlsx", far_cell, SENTENCE),
        ("a.xlsx", large_strings, SENTENCE),
        ("a.xlsx", large_file, SENTENCE),
        ("a.csv", long_table, SENTENCE),
    ],
)
def test_a_hostile_file_stays_in_bounds(
    name: str, make: Callable[[], bytes], outcome: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_bytes(make())
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, "list", name, "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        timeout=MOST_SECONDS,
    )
    *said, last = done.stderr.strip().splitlines()
    code, peak = json.loads(last)
    assert peak < MOST_MEMORY
    assert "Traceback" not in done.stderr
    if outcome == ANSWER:
        assert '"text": "Do it."' in done.stdout
    else:
        assert code == 3
        assert name in "".join(said)
        assert "passwd" not in done.stdout
        assert "root:" not in done.stdout
