"""Files as people bring them, and as nobody should."""

from __future__ import annotations

import io
import zipfile

from openpyxl import Workbook

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
)


def archive(parts: dict[str, bytes | str]) -> bytes:
    """A zip archive of parts by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as made:
        for name, said in parts.items():
            made.writestr(name, said)
    return held.getvalue()


def docx(*paragraphs: str, before: str = "") -> bytes:
    """A Word document; a paragraph is XML of its runs, or plain words."""
    said = "".join(
        f"<w:p>{p if p.startswith('<') else f'<w:r><w:t>{p}</w:t></w:r>'}</w:p>" for p in paragraphs
    )
    body = f'{before}<w:document xmlns:w="{W}"><w:body>{said}</w:body></w:document>'
    return archive({"[Content_Types].xml": "<Types/>", "word/document.xml": body})


def odt(inside: str) -> bytes:
    """An OpenDocument text."""
    said = ODT + inside + "</office:text></office:body></office:document-content>"
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": said})


def pdf(words: str) -> bytes:
    """A PDF of one page, with some words on it or none."""
    stream = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET".encode("latin-1") if words else b""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]  # fmt: skip
    said, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(said))
        said += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(said)
    said += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    said += b"".join(b"%010d 00000 n \n" % place for place in places)
    return said + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(parts) + 1,
        start,
    )


def xlsx(*rows: tuple[object, ...]) -> bytes:
    """A workbook of one sheet."""
    book, held = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(held)
    return held.getvalue()
