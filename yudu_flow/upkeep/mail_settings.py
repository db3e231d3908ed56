"""Mail and the pages' address as an administrator sets them in a page: shown without the password, tried, written.

Source: reviews/desks.md, "mail and SMS settings with a test".
"""

import re
import secrets
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import parseaddr
from urllib.parse import quote, urlsplit

from pydantic import ValidationError

from yudu_flow.actions.access.accounts import acting
from yudu_flow.actions.acts.try_contact import MAIL_TESTED
from yudu_flow.actions.bureau import Bureau
from yudu_flow.assembly import mail_of
from yudu_flow.delivery.message import Outgoing
from yudu_flow.delivery.relay import Relay, Tls
from yudu_flow.domain.channels import Channel
from yudu_flow.domain.errors import BadRequest, NotAllowed
from yudu_flow.settings import Settings, by_environment, right_of, settings_now
from yudu_flow.storage import audit
from yudu_flow.upkeep.env_file import change_file

SET, NOT_TESTED = "machine_set", "mail_not_tested"
SUBJECT = "测试邮件"
TEXT = "{name}同志：\n\n这是{bureau}的测试邮件。收到即说明邮件设置正确，不用回复。\n"
HOST = re.compile(r"[\w.-]+|[0-9A-Fa-f:.]+")
"""Nothing that would mean something else in a URL."""
AGAIN = "改了服务器、加密方式或账号，请把密码重填一遍"


@dataclass(frozen=True, slots=True)
class MailSettings:
    """As a form has them. `password` is said and never shown; `fixed` are settings that the environment gives."""

    host: str = ""
    port: str = ""
    tls: str = str(Tls.STARTTLS)
    user: str = ""
    password: str = ""
    sender: str = ""
    base_url: str = ""
    keeps_password: bool = False
    fixed: frozenset[str] = frozenset()


def mail_settings(settings: Settings) -> MailSettings:
    """What is set now, by the files as they stand."""
    now = settings_now(settings)
    shown = MailSettings(sender=now.mail_from, base_url=now.base_url, fixed=by_environment(settings))
    relay = _relay(now)
    if relay is None:
        return shown
    return replace(
        shown,
        host=relay.host,
        port=str(relay.port),
        tls=str(relay.tls),
        user=relay.user or "",
        keeps_password=bool(relay.password),
    )


def _relay(settings: Settings) -> Relay | None:
    try:
        return Relay.parse(settings.smtp_url) if settings.smtp_url else None
    except ValueError:  # written by hand, and wrong: the form begins anew
        return None


def set_mail(
    settings: Settings, bureau: Bureau, by: str, now: datetime, wanted: MailSettings, known: str | None = None
) -> None:
    """Write it into the home's `.env`, audited without secrets; `known` is the mark of the file that a page showed.

    Raises BadRequest with the field that is wrong, Conflict where somebody has changed the file since.
    """
    before = settings_now(settings)
    said = {"smtp_url": _url(before, wanted), "mail_from": wanted.sender, "base_url": wanted.base_url.rstrip("/")}
    values = {name: value for name, value in said.items() if name not in by_environment(settings)}
    _check(before, values)
    new = {name: value for name, value in values.items() if value != getattr(before, name)}
    if not new:
        return
    # Without the password.
    told = {name: str(Relay.parse(value)) if name == "smtp_url" and value else value for name, value in new.items()}
    with bureau.writing(now) as db:
        audit.record(db, bureau.key, now, acting(bureau, by), SET, "设置", {"new": told})
        # While the bureau's row is held: the second of two who save at once finds that the file is another by now.
        change_file(settings.home / ".env", new, known)


def _url(before: Settings, wanted: MailSettings) -> str:
    """As one setting; what only the file can say of the relay stays while it is the same one."""
    if not wanted.host:
        return ""
    if not HOST.fullmatch(wanted.host):
        raise BadRequest("服务器只写主机名或 IP 地址，如 smtp.example.gov.cn", needs=("host",))
    old = _relay(before)
    same = old is not None and (old.host, str(old.tls), old.user or "") == (wanted.host, wanted.tls, wanted.user)
    password = wanted.password or (old.password if same and old else "")
    if wanted.user and not password:
        raise BadRequest(AGAIN if old and old.password else "请填写密码", needs=("password",))
    account = f"{quote(wanted.user, safe='')}:{quote(password or '', safe='')}@" if wanted.user else ""
    scheme = "smtps" if wanted.tls == Tls.IMPLICIT else "smtp"
    options = [part for part in urlsplit(before.smtp_url).query.split("&") if part and not part.startswith("tls=")]
    query = [*(options if same else []), *([f"tls={wanted.tls}"] if scheme == "smtp" else [])]
    host = f"[{wanted.host}]" if ":" in wanted.host else wanted.host
    port = f":{wanted.port}" if wanted.port else ""
    return f"{scheme}://{account}{host}{port}{'?' if query else ''}{'&'.join(query)}"


def _check(before: Settings, values: dict[str, str]) -> None:
    """Raises BadRequest for what could not work."""
    if url := values.get("smtp_url"):
        try:
            Relay.parse(url)
        except ValueError as error:
            raise BadRequest(str(error), needs=("host",)) from None
    sender = values.get("mail_from", before.mail_from)
    if values.get("smtp_url", before.smtp_url) and "@" not in parseaddr(sender)[1]:
        raise BadRequest("请填写发件人，如 局办公室 <office@example.gov.cn>", needs=("sender",))
    try:
        Settings(_env_file=None, **(before.model_dump() | values))
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise BadRequest(f"应为{right_of(name)}", needs=(name,)) from None


def try_mail(settings: Settings, bureau: Bureau, person: str, now: datetime) -> str:
    """Send that person a mail at once by the settings as they stand; the relay's words. Raises NotAllowed with them."""
    known = bureau.roster.people.get(person)
    if known is None or not known.email:
        raise NotAllowed("名册里没有登记您的邮箱，请先在名册登记")
    standing = settings_now(settings)
    if not standing.smtp_url:
        raise NotAllowed("还没有设置邮件服务器")
    id = secrets.token_hex(16)
    domain = parseaddr(standing.sender)[1].rpartition("@")[2] or bureau.mail_domain
    text = TEXT.format(name=known.name, bureau=bureau.roster.bureau_name)
    about = (str(Channel.EMAIL), known.id, known.name, known.email, SUBJECT, text, "")
    receipt = mail_of(standing)(Outgoing(id, f"{id}@{domain}", *about, now))
    with bureau.writing(now) as db:
        act = MAIL_TESTED if receipt.sent else NOT_TESTED
        audit.record(db, bureau.key, now, acting(bureau, person), act, "设置", {"reply": receipt.reply})
    if not receipt.sent:
        raise NotAllowed(f"没有发出。邮件服务器的答复：{receipt.reply}")
    return f"已发到{known.email}，邮件服务器的答复：{receipt.reply}。请到邮箱里看看收到没有"
