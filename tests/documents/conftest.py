"""PDFs made of lines, as a printer driver makes them."""

from collections.abc import Callable

import pytest


@pytest.fixture
def pdf_of() -> Callable[..., bytes]:
    return _pdf


def _pdf(pages: list[list[str]], ruled: str = "") -> bytes:
    """Each line drawn by its code points, with the table that leads them back to text; `ruled`: orders that draw the
    lines of tables on each page.
    """
    codes = sorted({ord(c) for page in pages for line in page for c in line})
    table = "\n".join(f"<{code:04X}> <{code:04X}>" for code in codes)
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{len(codes)} beginbfchar\n{table}\nendbfchar\n"
        "endcmap end end"
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{10 + 2 * n} 0 R' for n in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R]"
        " /ToUnicode 5 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X"
        " /CIDSystemInfo << /Registry (A) /Ordering (I) /Supplement 0 >>"
        " /DW 1000 /FontDescriptor 6 0 R >>",
        f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream",
        "<< /Type /FontDescriptor /FontName /X /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 880"
        " /Descent -120 /CapHeight 700 /StemV 80 >>",
        *("<< >>",) * 3,
    ]
    for number, page in enumerate(pages):
        drawn = "\n".join(
            f"BT /F 12 Tf 60 {780 - 20 * row} Td <{''.join(f'{ord(c):04X}' for c in line)}> Tj ET"
            for row, line in enumerate(page)
        )
        drawn = f"{drawn}\n{ruled}"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {11 + 2 * number} 0 R"
            " /Resources << /Font << /F 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    return _written(objects)


def _written(objects: list[str]) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + head.encode() + tail.encode()
