"""An official paper written to a file: for Word, or as PDF where the file is called so."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.output import put

if TYPE_CHECKING:
    from yudu_flow.actions.papers.official import OfficialPaper

PaperOut = Annotated[
    Path | None,
    typer.Option("--out", help="写到哪个 .docx 或 .pdf 文件（PDF 要装有 LibreOffice）；不写为当前文件夹"),
]


def write(paper: "OfficialPaper", out: Path | None, name: str = "") -> None:
    """Into `out`, else here under its `name` or title; says where it is."""
    from yudu_flow.actions.papers.finished import finished
    from yudu_flow.actions.papers.pdf import as_pdf

    file = out or Path(name or f"{paper.title}.docx")
    data = finished(office.settings().home, paper)
    put(file, as_pdf(data) if file.suffix.lower() == ".pdf" else data)
