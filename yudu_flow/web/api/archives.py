"""For programs: a month's attachments and a year's archive, streamed, and whether an archive is as it was built."""

from io import BytesIO
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Base64Bytes, Field
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.access.judging import who
from yudu_flow.actions.acts.note_archive import note_archive
from yudu_flow.actions.bureau import local_day
from yudu_flow.actions.papers.archive_check import check_archive
from yudu_flow.actions.papers.attachment_bundle import attachment_bundle
from yudu_flow.actions.views.year_archive import year_archive
from yudu_flow.web.api.answers import Answer, ZipFile
from yudu_flow.web.api.gate import ROOM, Measured, OfOfficeToken
from yudu_flow.web.api.shapes import Given, OfYear, PeriodName
from yudu_flow.web.doors.bodies import takes
from yudu_flow.web.doors.hall import hall_of, reading
from yudu_flow.web.parts.papers import streamed
from yudu_flow.wording.periods import spell_period

router = APIRouter(tags=["局办公室"], route_class=Measured)
UNPACKED = 2**30
"""Bytes of an archive that are read for a request: some seconds of work."""


class OfPeriod(Given):
    period: PeriodName = Field(description="哪一期，如 2020-09")


class ArchiveFile(Given):
    content: Base64Bytes = Field(
        description="归档文件（.zip），Base64 编码，20MB 以内；更大的用 yudu-flow archive verify"
    )


class ArchiveChecked(Answer):
    whole: bool = Field(description="与清单一致")
    total: int = Field(description="清单列有几个文件")
    code: str = Field(description="清单校验码，与移交登记上的核对")
    changed: list[str] = Field(description="改动的文件")
    missing: list[str] = Field(description="缺少的文件")
    added: list[str] = Field(description="多出的文件")


@router.get(
    "/attachments.zip",
    summary="一期的附件",
    description="一期报来的附件，打成一个 .zip，文件名写明单位和月份。",
    response_class=ZipFile,
)
def attachments_file(request: Request, visitor: OfOfficeToken, wanted: Annotated[OfPeriod, Query()]) -> Response:
    with reading(request) as (bureau, db, _):
        data = attachment_bundle(bureau, db, hall_of(request).store, wanted.period)
    return streamed(data, f"{spell_period(wanted.period)}附件.zip")


@router.get(
    "/archive.zip",
    summary="一年的归档",
    description="一年的事项、附件、台账和操作记录，打成一个 .zip；全部传完后记入操作记录。",
    response_class=ZipFile,
)
def archive_file(request: Request, visitor: OfOfficeToken, wanted: Annotated[OfYear, Query()]) -> Response:
    """Noted once all of it has gone."""
    hall = hall_of(request)
    bureau, now = hall.bureau(), hall.now()
    year = wanted.year or local_day(now).year

    def noted(code: str) -> None:
        note_archive(bureau, year, code, who(bureau, visitor.by), now)

    return streamed(year_archive(bureau, hall.store, year, now, noted), f"{year}年归档.zip")


@router.post("/archive/verify", summary="核对归档", description="哪些文件被改动、缺少或多出；不保存所传的文件。")
@takes(ROOM)
def archive_checked(request: Request, visitor: OfOfficeToken, body: ArchiveFile) -> ArchiveChecked:
    return ArchiveChecked.model_validate(check_archive(BytesIO(body.content), UNPACKED))
