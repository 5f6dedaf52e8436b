"""Which Office files are let in, and that hostile ones stay within limits of memory and time."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from dhrplan.errors import DhrplanError
from dhrplan.exchange.grid import Remark
from dhrplan.exchange.package import opened
from tests.exchange.apart import MOST_MEMORY, WITHOUT_SOCKETS
from tests.exchange.word_files import (
    cell,
    deleted,
    field,
    paragraph,
    row,
    run,
    table,
    word_file,
    zipped,
)

PLAN = word_file(table(row("Action")))
MAIN = "word/document.xml"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'


def with_part(part: str, data: bytes, method: int = ZIP_DEFLATED) -> bytes:
    """The plan with one part replaced or added."""
    out = BytesIO()
    with ZipFile(BytesIO(PLAN)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename != part:
                new.writestr(entry.filename, old.read(entry))
        new.writestr(part, data, method)
    return out.getvalue()


def elsewhere(kind: str, address: str = "http://192.0.2.1/x", owner: str = "document") -> bytes:
    """The plan, in which a part has a relation to a file elsewhere."""
    relation = f'<Relationship Id="a" Type="http://x/{kind}" TargetMode="External"'
    xml = f'{RELATIONS}{relation} Target="{address}"/></Relationships>'
    return with_part(f"word/_rels/{owner}.xml.rels", xml.encode())


def refused(data: bytes, name: str = "plan.docx") -> DhrplanError:
    with pytest.raises(DhrplanError) as error:
        opened(data, name)
    assert str(error.value).startswith(name)
    assert "\n" not in str(error.value)
    assert error.value.hint
    return error.value


# -- let in ----------------------------------------------------------------------------------------


def test_a_document_is_let_in_without_remarks() -> None:
    found = opened(PLAN, "plan.docx")
    assert (found.main, found.remarks) == (MAIN, ())


def test_macros_are_told_and_not_run() -> None:
    found = opened(with_part("word/vbaProject.bin", b"\xd0\xcf\x11\xe0"), "plan.docx")
    assert found.remarks == (Remark("warning", "It holds macros, which are not run."),)


@pytest.mark.parametrize("kind", ["attachedTemplate", "image", "oleObject", "externalLinkPath"])
@pytest.mark.parametrize("owner", ["document", "settings", "header1"])
def test_links_to_files_elsewhere_are_told_and_not_fetched(kind: str, owner: str) -> None:
    remarks = opened(elsewhere(kind, owner=owner), "plan.docx").remarks
    assert remarks == (Remark("warning", "It refers to a file elsewhere, which is not fetched."),)


def test_hyperlinks_are_no_warning() -> None:
    assert opened(elsewhere("hyperlink"), "plan.docx").remarks == ()


def test_a_zip_inside_is_never_opened() -> None:
    inner = zipped({"a.xml": b"<!DOCTYPE a>"})
    assert opened(with_part("word/embeddings/a.docx", inner), "plan.docx").remarks == ()


# -- refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "program"), [("a.docx", "Word"), ("a.xlsx", "Excel")])
def test_a_password_or_the_old_format(name: str, program: str) -> None:
    error = refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), name)
    assert str(error) == (
        f"{name} is protected by a password or is in the old format of {program}."
    )
    ending = name.removeprefix("a")
    assert error.hint == f"Open it in {program}, and save it as {ending} without a password."


def test_a_zip_with_a_password() -> None:
    data = bytearray(PLAN)
    data[6] |= 1  # the flag of the first entry, and that in the list of entries
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert "protected by a password" in str(refused(bytes(data)))


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04", PLAN[:300], PLAN[:-30], b"text", b"PK\x05\x06"]
)
def test_broken_zips(data: bytes) -> None:
    assert "damaged" in str(refused(data))


def test_a_broken_part_is_named() -> None:
    data = bytearray(with_part("word/media/a.png", bytes(range(256)) * 9, ZIP_STORED))
    data[data.index(bytes(range(256))) + 7] ^= 1
    assert str(refused(bytes(data))) == "plan.docx is damaged in its part `word/media/a.png`."


def test_a_name_of_a_part_cannot_write_to_the_terminal() -> None:
    assert "\x1b" not in str(refused(with_part("word/\x1b[2J.xml", b"no XML")))


def test_a_compression_that_office_does_not_use() -> None:
    assert "`word/a.bin`" in str(refused(with_part("word/a.bin", b"a", ZIP_BZIP2)))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name() -> None:
    out = BytesIO(PLAN)
    with ZipFile(out, "a") as package:
        package.writestr("Word/Document.xml", b"<x/>")
    assert "`Word/Document.xml`" in str(refused(out.getvalue()))


DOCTYPES = ('<!DOCTYPE w [<!ENTITY x "y">]><w/>', '<?xml version="1.0"?> <!doctype w><w/>')


@pytest.mark.parametrize("part", [MAIN, "word/styles.xml", "docProps/app.xml", "word/a.bin"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-32-le"])
@pytest.mark.parametrize("xml", DOCTYPES)
def test_declarations_in_any_part(part: str, encoding: str, xml: str) -> None:
    error = refused(with_part(part, xml.encode(encoding)))
    assert str(error) == (
        f"plan.docx is not read: its part `{part}` has a declaration that Office never writes."
    )


def test_a_declaration_between_two_pieces_that_are_unpacked() -> None:
    for length in range(65_520, 65_540):
        xml = b"<!--" + b"-" * length + b"--><!DOCTYPE w><w/>"
        assert "declaration" in str(refused(with_part("word/a.xml", xml)))


@pytest.mark.parametrize(
    "data",
    [
        b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE w+AD4-<w/>',
        '<?xml version="1.0" encoding="cp037"?><!DOCTYPE w><w/>'.encode("cp037"),
        b"no XML",
    ],
)
def test_xml_in_an_encoding_that_would_hide_a_declaration(data: bytes) -> None:
    assert "`word/a.xml`" in str(refused(with_part("word/a.xml", data)))


@pytest.mark.parametrize(
    ("root", "what"),
    [
        ("workbook", "an Excel workbook"),
        ("presentation", "a PowerPoint presentation"),
        ("other", "not a Word document"),
    ],
)
def test_another_kind_of_file_that_was_renamed(root: str, what: str) -> None:
    error = refused(with_part(MAIN, f"<{root}/>".encode()))
    assert str(error) == f"plan.docx is {what}, although its name ends in .docx."


def test_a_document_that_was_renamed_to_a_workbook() -> None:
    assert "is a Word document, although" in str(refused(PLAN, "plan.xlsx"))


def test_a_zip_without_a_main_part() -> None:
    assert "is not a Word document" in str(refused(zipped({"a.txt": b"hello"})))


@pytest.mark.parametrize(
    ("size", "method"), [(11_000_000, ZIP_DEFLATED), (100_000_001, ZIP_STORED)]
)
def test_a_part_that_is_too_large(size: int, method: int) -> None:
    assert "is too large" in str(refused(with_part("word/media/a.bin", bytes(size), method)))


def test_parts_that_are_too_large_together() -> None:
    out = BytesIO(PLAN)
    with ZipFile(out, "a", ZIP_DEFLATED) as package:
        for number in range(21):
            package.writestr(f"word/media/{number}.bin", bytes(9_900_000))
    assert "more than 200 MB" in str(refused(out.getvalue()))


def test_too_many_parts() -> None:
    assert "more than 10,000 parts" in str(refused(zipped({f"{n}": b"" for n in range(10_001)})))


# -- in a process of its own -----------------------------------------------------------------------

MOST_SECONDS = 30
_CHILD = f"""\
{WITHOUT_SOCKETS}
import pathlib, resource, sys
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
from dhrplan.errors import DhrplanError
from dhrplan.exchange.word import read
data = pathlib.Path(sys.argv[1]).read_bytes()
try:
    read(data, "plan.docx")
except DhrplanError as error:
    print("refused", error)
else:
    print("read")
"""


def cells(*inside: str, **parts: str) -> bytes:
    return word_file(table(row(cell(*inside))), parts)


def listed(levels: str, count: int) -> bytes:
    item = paragraph("x", properties='<w:numPr><w:numId w:val="1"/></w:numPr>')
    return cells(
        *([item] * count),
        numbering=f'<w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>',
    )


def box_in_box(depth: int) -> bytes:
    content = run("deep")
    for _ in range(depth):
        content = f"<w:r><w:pict><w:txbxContent><w:p>{content}</w:p></w:txbxContent></w:pict></w:r>"
    return cells(paragraph(content))


def table_in_table(depth: int) -> bytes:
    content = paragraph("deep")
    for _ in range(depth):
        content = table(row(cell(content)))
    return word_file(content)


def notes_that_refer_to_the_next_twice() -> bytes:
    note = '<w:footnote w:id="{}"><w:p>{}</w:p></w:footnote>'
    refer = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    notes = "".join(note.format(n, refer.format(n + 1) * 2) for n in range(40))
    return cells(paragraph(refer.format(0)), footnotes=notes)


def fields_in_fields(count: int) -> bytes:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    return cells(f"<w:p>{begin * count}{run('x') * count}</w:p>")


def styles_on_styles(count: int) -> bytes:
    style = '<w:style w:styleId="s{}"><w:basedOn w:val="s{}"/></w:style>'
    styles = "".join(style.format(n, n + 1) for n in range(count))
    items = (paragraph("x", properties=f'<w:pStyle w:val="s{n}"/>') for n in range(count))
    return cells(*items, styles=styles)


def every_part_as_large_as_may_be() -> bytes:
    parts = ("comments", "footnotes", "endnotes", "styles", "numbering", "header", "footer")
    varied = "".join(f'<w:p w:n="{number}"/>' for number in range(200_000))
    return cells(**dict.fromkeys(parts, varied))


def words_without_end() -> bytes:
    words = "".join(f"{number} " for number in range(5_000_000))
    return cells(paragraph(run(words)))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "bomb": lambda: with_part(MAIN, b"<w>" + b" " * 90_000_000 + b"</w>"),
    "entries": lambda: PLAN.replace(b"PK\x01\x02", b"PK\x01\x02" + b"PK\x01\x02" * 300_000, 1),
    "entities": lambda: with_part(MAIN, b'<!DOCTYPE w [<!ENTITY a "b">]><w>&a;</w>'),
    "external entity": lambda: with_part(
        MAIN, b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'
    ),
    "template elsewhere": lambda: elsewhere("attachedTemplate"),
    "deep": lambda: word_file("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000),
    "tables in tables": lambda: table_in_table(31),
    "tables in tables, too many": lambda: table_in_table(60),
    "boxes in boxes": lambda: box_in_box(17),
    "alternatives in alternatives": lambda: cells(
        "<w:p>"
        + "<mc:AlternateContent><mc:Choice>" * 40
        + "</mc:Choice></mc:AlternateContent>" * 40
        + "</w:p>"
    ),
    "notes": notes_that_refer_to_the_next_twice,
    "fields": lambda: fields_in_fields(30_000),
    "fields in order": lambda: cells(f"<w:p>{field('PAGE', '1') * 20_000}</w:p>"),
    "styles": lambda: styles_on_styles(30_000),
    "rows": lambda: word_file(table(*(row(f"{n}", "", "") for n in range(100_000)))),
    "columns": lambda: word_file(
        table(*(row(*[cell(properties='<w:gridSpan w:val="63"/>')] * 50) for _ in range(400)))
    ),
    "merged rows": lambda: word_file(
        table(*(row(cell(f"{n}", properties="<w:vMerge/>")) for n in range(20_000)))
    ),
    "deletions": lambda: cells(f"<w:p>{''.join(map(deleted, map(str, range(60_000))))}</w:p>"),
    "page number": lambda: cells(header=paragraph("1 " * 300_000 + "x")),
    "attributes": lambda: cells(
        f"<w:p {' '.join(f'a{number}={chr(34) * 2}' for number in range(3_000_000))}/>"
    ),
    "letters": lambda: listed(
        '<w:lvl w:ilvl="0"><w:start w:val="999999999"/><w:numFmt w:val="lowerLetter"/>'
        '<w:lvlText w:val="%1"/></w:lvl>',
        3,
    ),
    "long labels": lambda: listed(
        f'<w:lvl w:ilvl="0"><w:lvlText w:val="{"%1" * 400_000}"/></w:lvl>', 10_000
    ),
    "every part": every_part_as_large_as_may_be,
    "words": words_without_end,
}
READ = {
    *("template elsewhere", "tables in tables", "boxes in boxes", "alternatives in alternatives"),
    *("notes", "fields in order", "styles", "merged rows", "deletions", "page number"),
    *("letters", "long labels"),
}
QUICK = {"bomb", "notes", "boxes in boxes"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
@pytest.mark.parametrize(
    "name",
    [pytest.param(one, marks=() if one in QUICK else pytest.mark.thorough) for one in HOSTILE],
)
def test_a_hostile_file_stays_within_memory_and_time(name: str, tmp_path: Path) -> None:
    file = tmp_path / "plan.docx"
    file.write_bytes(HOSTILE[name]())
    ended = subprocess.run(
        [sys.executable, "-c", _CHILD, str(file), str(MOST_MEMORY)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=MOST_SECONDS,
    )
    assert ended.stderr == ""
    assert ended.stdout.partition(" ")[0].strip() == ("read" if name in READ else "refused")
