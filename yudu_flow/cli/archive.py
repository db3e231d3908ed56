"""`archive`: a year in one file that is read without the program, and whether such a file is as it was built."""

from pathlib import Path
from typing import Annotated

import typer

from yudu_flow.cli import office
from yudu_flow.cli.options import AsJson, At
from yudu_flow.cli.output import print_json, put_pieces, say
from yudu_flow.cli.usage import Commands

app = Commands(help="归档：一年的事项、附件、台账和审计记录，打成一个不用本程序也能看的 .zip。")
Year = Annotated[int, typer.Argument(help="哪一年，如 2020", min=2000, max=2100)]
Doer = Annotated[str, typer.Option("--by", help="经办人；不写记为命令行")]
MOST_LINES = 50


@app.command("build")
def build(
    year: Year,
    out: Annotated[Path | None, typer.Option("--out", help="写到哪个 .zip 文件；不写为当前文件夹")] = None,
    by: Doer = "命令行",
    at: At = None,
) -> None:
    """打包一年的归档：每件事项的文书和数据、附件、汇总、台账、审计记录，附目录和校验码。

    装有 LibreOffice 的文书为 PDF，没有的为 Word。
    """
    from yudu_flow.actions.access.accounts import acting
    from yudu_flow.actions.acts.note_archive import note_archive
    from yudu_flow.actions.views.year_archive import year_archive

    (bureau, now), codes = office.bureau_at(at), list[str]()
    data = year_archive(bureau, office.store(bureau), year, now, codes.append)
    file = out or Path(f"{year}年归档.zip")
    put_pieces(file, data)
    # Only now that the file is whole: of an archive that broke off nobody has anything.
    [code] = codes
    note_archive(bureau, year, code, acting(bureau, by), now)
    say(f"已写入 {file}（{file.stat().st_size / 1e6:.1f} MB）。清单校验码 {code}，请抄在移交登记上。")


@app.command("verify")
def verify(
    place: Annotated[Path, typer.Argument(help="归档文件（.zip）或解开后的文件夹", exists=True)],
    as_json: AsJson = False,
) -> None:
    """核对归档：哪些文件被改动、缺少或多出；有的，退出码为 1。"""
    from dataclasses import asdict

    from yudu_flow.actions.papers.archive_check import check_archive

    found = check_archive(place)
    if as_json:
        print_json([asdict(found)])
    else:
        for word, paths in (("改动", found.changed), ("缺少", found.missing), ("多出", found.added)):
            for path in paths[:MOST_LINES]:
                say(f"{word}：{path}")
            if len(paths) > MOST_LINES:
                say(f"{word}的另有{len(paths) - MOST_LINES}个。")
        say(
            f"{'归档完整' if found.whole else '归档与清单不符'}，清单列有{found.total}个文件；清单校验码 {found.code}。"
        )
    if not found.whole:
        raise typer.Exit(1)
