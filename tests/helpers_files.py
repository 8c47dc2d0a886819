"""Documents in binary formats, made small and by hand for the tests."""

import io
from pathlib import Path

import docx
import pptx
from pptx.util import Inches

ROOT = Path(__file__).parent.parent


def pdf(*pages, encrypted=False):
    """A PDF with each page's lines; encrypted, it opens with a password that nobody knows."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    kids = []
    for lines in pages:
        shown = "".join(f"({_escaped(line)}) Tj 0 -16 Td " for line in lines)
        stream = f"BT /F1 11 Tf 60 760 Td {shown}ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects) + 2} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    key = f"<{'41' * 32}>"
    objects.append(f"<< /Filter /Standard /V 1 /R 2 /P -4 /O {key} /U {key} >>")
    security = f" /Encrypt {len(objects)} 0 R /ID [{key} {key}]" if encrypted else ""
    return _file(objects, security)


def _escaped(line):
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _file(objects, security):
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("cp1252")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R{security} >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n{trailer}".encode()


def saved(made):
    """The bytes of a document of python-docx or python-pptx."""
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def word(fill):
    """A DOCX that ``fill`` has written in."""
    document = docx.Document()
    fill(document)
    return saved(document)


def slides(*contents):
    """A PPTX with a title and bullets on each slide."""
    deck = pptx.Presentation()
    for title, bullets in contents:
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = "\n".join(bullets)
    return deck


def textbox(shapes, words):
    """Add a text box to a slide or a group of shapes."""
    box = shapes.add_textbox(Inches(1), Inches(1), Inches(3), Inches(1))
    box.text_frame.text = words
