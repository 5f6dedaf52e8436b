"""Word documents made by hand from XML, as ECMA-376 describes it, for tests of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def word_file(
    body: str, parts: dict[str, str] | None = None, links: dict[str, str] | None = None
) -> bytes:
    """A document with this body.

    Args:
        body: The XML inside of `w:body`.
        parts: The XML inside of the roots of other parts: comments, footnotes, endnotes, styles,
            numbering, header, footer.
        links: Addresses of hyperlinks, by the ids of their relationships.
    """
    parts, links = parts or {}, links or {}
    relations = "".join(
        f'<Relationship Id="p{kind}" Type="{_R}/{kind}" Target="{kind}.xml"/>' for kind in parts
    ) + "".join(
        f'<Relationship Id="{name}" Type="{_R}/hyperlink" Target="{address}" '
        'TargetMode="External"/>'
        for name, address in links.items()
    )
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _relationships(
            f'<Relationship Id="r1" Type="{_R}/officeDocument" Target="word/document.xml"/>'
        ),
        "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relationships(relations),
        **{
            f"word/{kind}.xml": f"<w:{kind} {_NAMESPACES}>{xml}</w:{kind}>"
            for kind, xml in parts.items()
        },
    }
    return zipped(files)


def zipped(files: Mapping[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    """A zip file."""
    out = BytesIO()
    with ZipFile(out, "w", method) as package:
        for name, data in files.items():
            package.writestr(name, data)
    return out.getvalue()


def _relationships(inside: str) -> str:
    return f'<Relationships xmlns="{_RELATIONS}">{inside}</Relationships>'


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    """A paragraph; plain words become a run."""
    content = "".join(one if one.startswith("<") else run(one) for one in inside)
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(*inside: str, properties: str = "") -> str:
    """A cell; plain words become a paragraph."""
    content = "".join(one if one.startswith("<w:") else paragraph(one) for one in inside or ("",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """A row; plain words become cells."""
    content = "".join(one if one.startswith("<w:tc") else cell(one) for one in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{content}</w:tr>"


def table(*rows: str) -> str:
    """A table."""
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def field(instruction: str, result: str) -> str:
    """A complex field."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def tracked(tag: str, content: str, day: str = "2021-03-03") -> str:
    """A tracked change, by an author whose name must not come out."""
    return f'<w:{tag} w:id="1" w:author="Q. Example" w:date="{day}T10:00:00Z">{content}</w:{tag}>'


def deleted(text: str) -> str:
    """A tracked deletion."""
    return tracked("del", f'<w:r><w:delText xml:space="preserve">{text}</w:delText></w:r>')


def inserted(text: str) -> str:
    """A tracked insertion."""
    return tracked("ins", run(text))
