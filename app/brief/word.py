"""A brief as a Word document with real headings, marked header rows, real links and the language set; the same bytes every time."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from app.brief.blocks import Block, Cell
from app.brief.content import BriefPage
from app.brief.picture import Drawing, png
from app.http.text import day, visible

_SHAPES = {"down": "triangle on its tip", "plus": "cross"}
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def document(brief: BriefPage, host: str) -> bytes:
    """The document; ``host`` stands in front of links (``http://127.0.0.1:5000``)."""
    made = docx.Document()
    _dress(made, brief)
    made.add_heading(_text(brief.title), 0)
    made.add_paragraph(f"As of {day(brief.as_of)}. ")
    for sentence in brief.sentences:
        made.add_paragraph(_text(sentence), style="List Bullet")
    made.add_heading("Facts", 1)
    _table(made, ("Fact", "As stated"), tuple((Cell(label), Cell(text)) for label, text in brief.facts), host)
    for block in brief.blocks:
        _block(made, block, host, brief.picture if block.key == "map" else None)
    made.add_heading("Sources", 1)
    for note in brief.sources:
        made.add_paragraph(_text(note.words), style="List Bullet")
    if not brief.sources:
        made.add_paragraph("No source is named.")
    made.add_heading("Make it again", 1)
    _link(made.add_paragraph("This address shows the same: "), Cell(brief.link, brief.link), "")
    return _same_bytes(made)


def _dress(made: Any, brief: BriefPage) -> None:
    """Title, fixed dates, language, and the number of the page at the foot."""
    at = dt.datetime.combine(brief.as_of or dt.date(1980, 1, 1), dt.time())
    core = made.core_properties
    core.title, core.subject, core.author, core.language = _text(brief.title)[:255], brief.about_id[:255], "Partnergraph", "en"
    core.subject = _text(core.subject)
    core.created = core.modified = at
    core.last_modified_by, core.comments, core.revision = "Partnergraph", "", 1
    made.styles["Normal"].font.size = Pt(10)
    for lang in made.styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-US")
    foot = made.sections[0].footer.paragraphs[0]
    foot.add_run(f"{_text(brief.title)[:120]}, page ")
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    foot._p.append(field)


def _block(made: Any, block: Block, host: str, picture: Drawing | None) -> None:
    made.add_heading(_text(block.heading), 1)
    if picture:
        _picture(made, picture)
    if block.rows:
        made.add_paragraph(_text(block.said))
        _table(made, block.columns, block.rows, host)
    else:
        made.add_paragraph(_text(block.empty))
    if block.more:
        _link(made.add_paragraph(), block.more, host)


def _picture(made: Any, picture: Drawing) -> None:
    """The picture with its text for those who do not see it, and what its shapes mean."""
    shape = made.add_picture(io.BytesIO(png(picture)), width=Cm(16))
    shape._inline.docPr.set("descr", _text(picture.told))
    shape._inline.docPr.set("name", "Map")
    kinds = ", ".join(f"{kind.label} ({_SHAPES.get(kind.shape, kind.shape)}{', hollow' if kind.hollow else ''}): {total}"
                      for kind, total in picture.kinds)
    made.add_paragraph(f"{kinds}. A dashed line is not in force on the day.")


def _table(made: Any, columns: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...], host: str) -> None:
    """A table whose first row is marked as its header and stands again on every page."""
    table = made.add_table(rows=1, cols=len(columns), style="Table Grid")
    for place, heading in zip(table.rows[0].cells, columns, strict=True):
        place.paragraphs[0].add_run(heading).bold = True
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:cantSplit"))
    head.append(OxmlElement("w:tblHeader"))
    for row in rows:
        for place, cell in zip(table.add_row().cells, row, strict=True):
            _link(place.paragraphs[0], cell, host)


def _link(paragraph: Any, cell: Cell, host: str) -> None:
    """A text at the end of a paragraph, as a link where it leads somewhere."""
    run = paragraph.add_run(_text(cell.text))
    if not cell.href:
        return
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(host + cell.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.font.underline = True
    link.append(run._r)
    paragraph._p.append(link)


def _text(value: str) -> str:
    """A text that XML takes: control characters and half characters replaced visibly."""
    return visible(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _same_bytes(made: Any) -> bytes:
    """The file with every entry at one day, in the order in which Word expects them."""
    written, out = io.BytesIO(), io.BytesIO()
    made.save(written)
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()
