"""The supervisor's page: a city or a province adds up the bureaus of a folder. Figures only, and nobody's name.

A supervisor is none of any bureau's people, so it has no account in one: the process's settings say who it is, by the
hash of a key, and which homes it sees. Nothing of theirs opens a bureau's pages, and no bureau's account opens this.
"""

import csv
import hmac
import io
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from yudu_flow.actions.views.board_figures import FIGURE_WORDS, PeriodFigures
from yudu_flow.actions.views.supervise import OfBureau, Overview, added, overview
from yudu_flow.assembly import secret_of
from yudu_flow.clock import Clock
from yudu_flow.domain.errors import BadRequest, Refusal
from yudu_flow.homes import Home, Homes
from yudu_flow.settings import Supervisor
from yudu_flow.web.doors.bodies import Bodies
from yudu_flow.web.doors.headers import SafeHeaders
from yudu_flow.web.doors.heads import Heads
from yudu_flow.web.doors.own_cookies import OwnCookies
from yudu_flow.web.doors.throttle import Throttle, address_of
from yudu_flow.web.parts.chosen_period import chosen_period
from yudu_flow.web.parts.pages import STATIC, rendered
from yudu_flow.web.parts.papers import disposition
from yudu_flow.wording.periods import period_label

ROOT = "/supervise"
COOKIE, LASTS = "yudu_supervisor", timedelta(hours=12)
# The rest adds up to the first; those behind are counted among the filed already.
SUMMED = tuple(FIGURE_WORDS)[:8]
ALARMING = ("unpaged", "overdue", "missing")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A table's program would reckon with what begins so."""


@dataclass(frozen=True, slots=True)
class HomeLine:
    """A home with its figures; `trouble` says why they may be old."""

    home: str
    title: str
    figures: PeriodFigures
    trouble: str
    last_pass_at: datetime | None


class Supervision:
    """Its pages, below /supervise at the process's own address."""

    def __init__(self, homes: Homes, clock: Clock) -> None:
        self._homes, self._clock, self._settings = homes, clock, homes.settings
        self._secret = hmac.digest(secret_of(self._settings), b"supervise", "sha256")
        self._throttle = Throttle(self._settings)
        self.app = SafeHeaders(OwnCookies(self._guarded(), self._secret), lambda: self._encrypted)

    @property
    def _encrypted(self) -> bool:
        return self._settings.base_url.startswith("https:")

    def _guarded(self) -> ASGIApp:
        routes = [
            Route(ROOT, self._page, methods=["GET"]),
            Route(ROOT, self._enter, methods=["POST"]),
            Route(f"{ROOT}/sign-out", self._leave, methods=["POST"]),
            Route(f"{ROOT}/figures.csv", self._csv, methods=["GET"]),
            Route(f"{ROOT}/figures.json", self._json, methods=["GET"]),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]
        return Bodies(Heads(Starlette(routes=routes)), self._settings.bodies_from_one)

    async def _page(self, request: Request) -> Response:
        return await self._answered(request, self._figures_page, self._door)

    async def _csv(self, request: Request) -> Response:
        return await self._answered(request, self._figures_csv, self._door)

    async def _json(self, request: Request) -> Response:
        return await self._answered(request, self._figures_json, _refused_program)

    async def _answered(
        self,
        request: Request,
        show: Callable[[str, Supervisor, str | None], Response],
        refuse: Callable[[str, int], Response],
    ) -> Response:
        """The figures for whoever may see them."""
        name = self._who(request)
        if name is None:
            return refuse("", 200 if request.url.path == ROOT else 401)
        try:
            month = chosen_period(request.query_params.get("period", ""))
        except BadRequest as wrong:
            return refuse(str(wrong), 400)
        return await run_in_threadpool(show, name, self._settings.supervisors[name], month)

    def _who(self, request: Request) -> str | None:
        """The supervisor's name, by cookie or by the key that a program sends."""
        scheme, _, given = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            return self._of_key(given.strip(), address_of(request))
        cookie = request.cookies.get(COOKIE, "")
        until = cookie.partition(".")[0]
        if not (until.isascii() and until.isdigit()) or len(until) > 12 or int(until) <= self._clock().timestamp():
            return None
        known = (name for name in self._settings.supervisors if _same(self._cookie(name, until), cookie))
        return next(known, None)

    def _of_key(self, given: str, here: str) -> str | None:
        if not given or not self._throttle.may_open(here):
            return None
        hashed = sha256(given.encode()).hexdigest()
        found = [name for name, one in self._settings.supervisors.items() if _same(one.key, hashed)]
        if not found:
            self._throttle.missed_code(here)
        return found[0] if found else None

    def _cookie(self, name: str, until: str) -> str:
        """Ends with its key: another key makes another cookie."""
        signed = f"{until} {self._settings.supervisors[name].key} {name}".encode()
        return f"{until}.{hmac.new(self._secret, signed, sha256).hexdigest()}"

    async def _enter(self, request: Request) -> Response:
        try:
            form = parse_qs((await request.body()).decode("utf-8", "replace"), max_num_fields=20)
        except (Refusal, ValueError):
            return self._door("口令没有传完，请重试", 400)
        name = self._of_key(form.get("key", [""])[0].strip(), address_of(request))
        if name is None:
            return self._door("口令不对，请核对后再试；总是不对的，请管服务器的人重新给一个", 403)
        until = str(int((self._clock() + LASTS).timestamp()))
        answer = RedirectResponse(ROOT, 303)
        cookie, seconds = self._cookie(name, until), int(LASTS.total_seconds())
        answer.set_cookie(
            COOKIE, cookie, seconds, path=ROOT, httponly=True, samesite="strict", secure=self._secure(request)
        )
        return answer

    def _secure(self, request: Request) -> bool:
        return self._encrypted or request.url.scheme == "https"

    async def _leave(self, _: Request) -> Response:
        answer = RedirectResponse(ROOT, 303)
        answer.delete_cookie(COOKIE, path=ROOT)
        return answer

    def _door(self, problem: str = "", status: int = 200) -> Response:
        return HTMLResponse(rendered("supervise/door.html", supervisor="", problem=problem), status)

    def _figures_page(self, name: str, who: Supervisor, month: str | None) -> Response:
        shown, lines = self._looked_at(who, month)
        context = {"supervisor": name, "shown": shown, "lines": lines, "unknown": self._unknown(who)}
        context |= {"words": FIGURE_WORDS, "summed": SUMMED, "alarming": ALARMING, "now": self._clock()}
        return HTMLResponse(rendered("supervise/figures.html", **context))

    def _figures_json(self, name: str, who: Supervisor, month: str | None) -> Response:
        shown, lines = self._looked_at(who, month)
        bureaus = [
            {"home": line.home, "name": line.title, "trouble": line.trouble, "last_pass_at": at and at.isoformat()}
            | asdict(line.figures)
            for line in lines
            for at in [line.last_pass_at]
        ]
        answer = {"supervisor": name, "period": shown.period, "periods": shown.periods, "bureaus": bureaus}
        return JSONResponse(answer | {"total": asdict(shown.total), "unknown": self._unknown(who)})

    def _figures_csv(self, name: str, who: Supervisor, month: str | None) -> Response:
        shown, lines = self._looked_at(who, month)
        text = io.StringIO()
        table = csv.writer(text)
        table.writerow([period_label([shown.period] if shown.period else []), "局", *FIGURE_WORDS.values(), "运行"])
        for title, figures, trouble in [
            *((_plain(line.title), line.figures, _plain(line.trouble) or "正常") for line in lines),
            ("合计", shown.total, ""),
        ]:
            table.writerow([shown.period, title, *(getattr(figures, name) for name in FIGURE_WORDS), trouble])
        headers = {"content-disposition": disposition(f"{name}{shown.period}汇总.csv")}
        # With a mark before it: without one Excel takes the Chinese for GBK.
        return Response(text.getvalue().encode("utf-8-sig"), media_type="text/csv; charset=utf-8", headers=headers)

    def _looked_at(self, who: Supervisor, month: str | None) -> tuple[Overview, list[HomeLine]]:
        homes = [home for home in self._homes if not who.homes or home.name in who.homes]
        seen = overview(self._homes.engine, [home.key for home in homes if _counts(home)], self._clock(), month)
        by_key = {one.bureau: one for one in seen.bureaus}
        lines = [_line(home, by_key.get(home.key) if _counts(home) else None) for home in homes]
        return seen, lines

    def _unknown(self, who: Supervisor) -> list[str]:
        return [name for name in who.homes if self._homes.named(name) is None]


WHO = "没有口令，或口令已经作废；请向管服务器的人索取"
NOTHING = added(())


def _refused_program(refusal: str, status: int) -> Response:
    headers = {} if refusal else {"www-authenticate": "Bearer"}
    return JSONResponse({"message": refusal or WHO}, status, headers)


def _counts(home: Home) -> bool:
    """Whether its rows are its own: two homes of one id would both show the same."""
    return bool(home.key) and not home.twins


def _line(home: Home, found: OfBureau | None) -> HomeLine:
    figures = found.figures if found else NOTHING
    return HomeLine(home.name, home.title, figures, _trouble(home, found), found.last_pass_at if found else None)


def _trouble(home: Home, found: OfBureau | None) -> str:
    if home.fault:
        return "已停用"
    if found is None or found.last_pass_at is None:
        return "还没有运行过"
    if not found.at_work:
        return "没有按时运行"
    return "" if found.balanced else "消息对不上账"


def _same(one: str, other: str) -> bool:
    return hmac.compare_digest(one.encode(), other.encode())


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA) else text
