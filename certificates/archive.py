"""Makes the PDF that WeasyPrint is about to write conform to PDF/A-3a and PDF/UA-1 at once, and ready for a seal.

WeasyPrint writes for one standard at a time. What the other one wants is added to its objects before they become
bytes: this costs nothing, while reading and writing the file a second time would.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import pydyf

SEAL_FIELD = "Seal"

# PDF/A allows properties that it does not know only if the file itself describes them.
_ACCESSIBLE = b"""\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def finisher(*, code: str, seal_label: str = "") -> Callable[[Any, pydyf.PDF], None]:
    """What WeasyPrint calls before it writes. With a `seal_label` the file gets the field into which a seal goes."""

    def finish(document: Any, pdf: pydyf.PDF) -> None:
        _say_both_standards(pdf, code)
        _name_attachments_once(pdf)
        _name_every_glyph(pdf)
        if seal_label:
            _add_seal_field(pdf, seal_label)
        _end_streams_clearly(pdf)

    return finish


def _object(pdf: pydyf.PDF, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _say_both_standards(pdf: pydyf.PDF, code: str) -> None:
    """In readable text, as PDF/A wants it. The code has a line of its own, where `certificates.sealed_file` looks for it."""
    metadata = _object(pdf, pdf.catalog["Metadata"])
    identifier = (
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"\n<dc:identifier>{code}</dc:identifier>\n</rdf:Description>"
    ).encode()
    (text,) = metadata.stream
    before, end, after = text.rpartition(b"</rdf:RDF>")
    metadata.stream = [before + identifier + _ACCESSIBLE + end + after]


def _name_attachments_once(pdf: pydyf.PDF) -> None:
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))


def _name_every_glyph(pdf: pydyf.PDF) -> None:
    """Arabic letters may be drawn with several glyphs. All but one stand for no text, which is said by a space of no width."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Stream) and item.stream[:1] == [b"/CIDInit /ProcSet findresource begin"]:
            item.stream = [line[:-2] + b"<200b>" if line.endswith(b" <>") else line for line in item.stream]


class _Stream(pydyf.Stream):
    """Compressed, and ended by CR and LF.

    WeasyPrint ends one by LF alone. One in 256 has CR as its last byte, which then looks like a part of the line's end:
    the stream is longer than it seems, and the file is no PDF/A.
    """

    @property
    def data(self) -> bytes:
        content: bytes = pydyf.Array(self.stream).data[1:-1]
        extra = pydyf.Dictionary(dict(self.extra))
        if extra.get("Type") != "/Metadata" and "Filter" not in extra:
            content = zlib.compress(content)
            extra["Filter"] = "/FlateDecode"
        extra["Length"] = len(content)
        return extra.data + b"\nstream\n" + content + b"\r\nendstream"


def _end_streams_clearly(pdf: pydyf.PDF) -> None:
    for number, item in enumerate(pdf.objects):
        if isinstance(item, pydyf.Stream):
            pdf.objects[number] = _Stream(item.stream, item.extra)
            pdf.objects[number].number = number


def _add_seal_field(pdf: pydyf.PDF, label: str) -> None:
    """An invisible field on the first page, tagged as PDF/UA asks of every field: with a name to be read out."""
    page = _object(pdf, pdf.page_references[0])
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    text = pydyf.String(label)
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    place = max(numbers[::2]) + 1
    field = pydyf.Dictionary(
        {
            "Type": "/Annot",
            "Subtype": "/Widget",
            "FT": "/Sig",
            "T": pydyf.String(SEAL_FIELD),
            "TU": text,
            "Contents": text,
            "Rect": pydyf.Array([0, 0, 0, 0]),
            "F": 132,  # printed and locked
            "P": page.reference,
            "StructParent": place,
        }
    )
    pdf.add_object(field)
    element = pydyf.Dictionary({"Type": "/StructElem", "S": "/Form", "Pg": page.reference, "Alt": text})
    pdf.add_object(element)
    element["K"] = pydyf.Dictionary({"Type": "/OBJR", "Obj": field.reference, "Pg": page.reference})
    document_element = _object(pdf, root["K"][0])
    element["P"] = document_element.reference
    document_element["K"].append(element.reference)
    numbers.extend([place, element.reference])
    page.setdefault("Annots", pydyf.Array()).append(field.reference)
    pdf.catalog["AcroForm"] = pydyf.Dictionary({"Fields": pydyf.Array([field.reference]), "SigFlags": 3})
