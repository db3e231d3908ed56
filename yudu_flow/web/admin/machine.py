"""Settings of the machine (设置) that a clerk needs: how mail goes out, with a test, and where the pages are."""

from collections.abc import Callable
from dataclasses import replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.domain.errors import NotAllowed
from yudu_flow.settings import GATEWAYS
from yudu_flow.upkeep.env_file import mark_of
from yudu_flow.upkeep.gateway_settings import PROXY, gateway_settings, set_gateway
from yudu_flow.upkeep.mail_settings import MailSettings, mail_settings, set_mail, try_mail
from yudu_flow.web.doors.access import OfAdmin
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.doors.throttle import ASK
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room

router = Room()
PAGE = "/admin/settings"
TLS = {"starttls": "STARTTLS（端口一般是587）", "implicit": "SSL（端口一般是465）", "none": "不加密（端口一般是25）"}
FIELDS = ("host", "port", "tls", "user", "sender", "base_url")


@router.get(PAGE)
def settings_page(request: Request, visitor: OfAdmin) -> Response:
    """What is set; never a password."""
    hall = hall_of(request)
    person = hall.bureau().roster.people.get(visitor.person)
    shown = mail_settings(hall.settings)
    known, mailbox = mark_of(hall.settings.home / ".env"), person.email if person else ""
    gateways = [gateway_settings(hall.settings, one) for one in GATEWAYS]
    return page(request, "machine.html", known=known, shown=shown, gateways=gateways, ways_of_tls=TLS, mailbox=mailbox)


@router.post(PAGE)
def settings_posted(request: Request, visitor: OfAdmin, form: Posted) -> Response:
    """Write it, and have this process work by it."""
    hall = hall_of(request)
    before = mail_settings(hall.settings)
    said = {name: text(form, name) for name in FIELDS if name in form}
    wanted: MailSettings = replace(before, password=str(form.get("password", "")), **said)  # type: ignore[arg-type]
    set_mail(hall.settings, hall.bureau(), visitor.by, hall.now(), wanted, _known(form))
    return _saved(request)


def _gateway_posted(channel: str) -> Callable[..., Response]:
    def posted(request: Request, visitor: OfAdmin, form: Posted) -> Response:
        """The same of a gateway for short texts; or none any more."""
        hall, off = hall_of(request), bool(text(form, "off"))
        said = {name: text(form, name) for name in gateway_settings(hall.settings, channel).names}
        said[PROXY] = text(form, f"{channel}_{PROXY}")
        set_gateway(hall.settings, hall.bureau(), channel, visitor.by, hall.now(), said, _known(form), off=off)
        return _saved(request)

    return posted


for channel in GATEWAYS:
    router.add_api_route(f"{PAGE}/{channel}", _gateway_posted(channel), methods=["POST"], name=f"{channel}_posted")


def _known(form: FormData) -> str | None:
    """Which settings the page showed."""
    return text(form, "known") if "known" in form else None


def _saved(request: Request) -> Response:
    machine = hall_of(request).machine
    if machine:
        machine.look()
    return go(request, PAGE, "设置已保存，马上生效" if machine else "设置已保存，一分钟内生效")


@router.post(f"{PAGE}/test")
def test_posted(request: Request, visitor: OfAdmin, form: Posted) -> Response:
    """A mail to whoever presses it, sent while they wait."""
    hall = hall_of(request)
    if not hall.throttle.allows(ASK, "mail test", str(visitor.account)):
        raise NotAllowed("试得太频繁，请过一小时再试")
    return go(request, PAGE, try_mail(hall.settings, hall.bureau(), visitor.person, hall.now()))
