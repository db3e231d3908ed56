"""The administrator's desk: who may sign in, sign-in links, keys to the API."""

from starlette.requests import Request
from starlette.responses import Response

from yudu_flow.actions.access.accounts import (
    add_person,
    all_accounts,
    all_tokens,
    disable,
    make_token,
    revoke_token,
    set_admin,
)
from yudu_flow.actions.access.mail_sign_in import mail_link, reached_by_mail
from yudu_flow.actions.access.sign_in import invite
from yudu_flow.actions.bureau import local_day
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.web.doors.access import OfAdmin, Visitor, leads_of, units_of
from yudu_flow.web.doors.hall import hall_of
from yudu_flow.web.parts.desk import Id, number_in
from yudu_flow.web.parts.pages import go, page
from yudu_flow.web.parts.posted import Posted, text
from yudu_flow.web.parts.room import Room

router = Room()
NO_MAIL = (
    "现在不能用邮件发登录链接：要先设置各单位能打开的网页地址（YUDU_FLOW_BASE_URL）。请改为生成登录链接，当面交给本人"
)


@router.get("/admin")
def admin_page(request: Request, visitor: OfAdmin) -> Response:
    """Everybody in the roster with their account, if any."""
    return _shown(request)


@router.post("/admin/people")
def people_posted(request: Request, visitor: OfAdmin, form: Posted) -> Response:
    """Open an account, and mail its first sign-in link or show it once."""
    hall = hall_of(request)
    bureau, now = hall.bureau(), hall.now()
    account = add_person(bureau, text(form, "person"), visitor.by, now, admin=bool(form.get("admin")))
    return _mailed(request, visitor, account) if form.get("mail") else _link_shown(request, visitor, account)


@router.post("/admin/people/{account}/link")
def link_posted(request: Request, visitor: OfAdmin, form: Posted, account: Id) -> Response:
    """A fresh sign-in link, shown once."""
    return _link_shown(request, visitor, account)


@router.post("/admin/people/{account}/mail")
def mail_posted(request: Request, visitor: OfAdmin, form: Posted, account: Id) -> Response:
    """A fresh sign-in link, mailed to the person."""
    return _mailed(request, visitor, account)


@router.post("/admin/people/{account}/close")
def close_posted(request: Request, visitor: OfAdmin, form: Posted, account: Id) -> Response:
    if account == visitor.account:
        raise BadRequest("不能停用自己的账号")
    hall = hall_of(request)
    disable(hall.bureau(), account, visitor.by, hall.now())
    return _shown(request)


@router.post("/admin/people/{account}/admin")
def admin_posted(request: Request, visitor: OfAdmin, form: Posted, account: Id) -> Response:
    """Make somebody an administrator, or no longer one."""
    if account == visitor.account:
        raise BadRequest("不能改自己的管理员权限，请另一位管理员办理")
    hall = hall_of(request)
    set_admin(hall.bureau(), account, bool(text(form, "admin")), visitor.by, hall.now())
    return _shown(request)


@router.post("/admin/tokens")
def token_posted(request: Request, visitor: OfAdmin, form: Posted) -> Response:
    """A key for a program, shown once."""
    hall = hall_of(request)
    if not text(form, "account").isdigit():
        raise BadRequest("请选择令牌代表哪个账号")
    account = number_in(form, "account")
    return _shown(request, key=make_token(hall.bureau(), account, text(form, "label"), visitor.by, hall.now()))


@router.post("/admin/tokens/{key}/revoke")
def revoke_posted(request: Request, visitor: OfAdmin, form: Posted, key: Id) -> Response:
    hall = hall_of(request)
    revoke_token(hall.bureau(), key, visitor.by, hall.now())
    return _shown(request)


def _link_shown(request: Request, visitor: Visitor, account: int) -> Response:
    hall = hall_of(request)
    return _shown(request, link=f"{hall.base}/enter/{invite(hall.bureau(), account, visitor.by, hall.now())}")


def _mailed(request: Request, visitor: Visitor, account: int) -> Response:
    """Sent while the administrator waits, who is told what became of it."""
    hall = hall_of(request)
    bureau, post = hall.bureau(), hall.mails_links()
    try:
        if post is None:
            raise NotAllowed(NO_MAIL)
        mailed = mail_link(bureau, account, visitor.by, post, hall.now())
    except NotAllowed as refusal:
        return _shown(request, problem=str(refusal), status=409)
    spooled = Channel.EMAIL in bureau.spooled
    file = f"还没有设置邮件服务器，给{mailed.name}的邮件写在 var/spool 文件夹里"
    how = file if spooled else f"已发到{mailed.name}的邮箱"
    return go(request, "/admin", f"登录链接：{how}，{mailed.until}前有效")


def _shown(request: Request, link: str = "", key: str = "", problem: str = "", status: int = 200) -> Response:
    hall = hall_of(request)
    bureau, now = hall.bureau(), hall.now()
    with bureau.reading() as db:
        opened = all_accounts(bureau, db)
        tokens = all_tokens(bureau, db, now)
        reached = reached_by_mail(bureau, db, now) if hall.mails_links() else set()
    have, day = {row.person for row in opened}, local_day(now)
    titles = {post.id: post.title for post in bureau.roster.posts.values()}
    roles = {
        person: "、".join(
            [
                *(titles[post] for post in sorted(leads_of(bureau.roster, person, day))),
                *sorted(units_of(bureau.roster, person, day)),
                *(["办公室权限"] if bureau.roster.is_office(person, day) else []),
            ]
        )
        for person in bureau.roster.people
    }
    others = [one for one in bureau.roster.people.values() if one.id not in have and not one.gone(day)]
    door = {"link": link, "key": key, "problem": problem}
    rows = {"opened": opened, "others": others, "roles": roles, "tokens": tokens, "reached": reached}
    return page(request, "admin.html", status=status, **rows, **door)
