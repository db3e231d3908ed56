"""Builds the bureau and its ways out from settings. The only place that knows every ring."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime
from email.utils import parseaddr
from functools import partial

from sqlalchemy import Connection, Engine

from yudu_flow.actions.bureau import Bureau, local_day
from yudu_flow.actions.processes.edition import edition_in
from yudu_flow.content.findings import BrokenContent, Finding, Level, has_errors
from yudu_flow.content.home import Content, load, read_content
from yudu_flow.content.notifications.rendering import Notifications
from yudu_flow.content.notifications.templates import TemplateProblem
from yudu_flow.content.notifications.verdict import troubles
from yudu_flow.delivery.carrier import Carrier as Way
from yudu_flow.delivery.carrier import ShutChannel, send_alone
from yudu_flow.delivery.condition import Condition, conditions_in
from yudu_flow.delivery.message import Outgoing, Receipt
from yudu_flow.delivery.spool import SpoolChannel
from yudu_flow.domain.channels import WAYS, Channel
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.rules import Rules
from yudu_flow.settings import GATEWAYS, Settings
from yudu_flow.storage.attachments import Store
from yudu_flow.storage.audit import begin_keyed
from yudu_flow.storage.audit_key import AuditKey, key_in, with_key
from yudu_flow.storage.database import connect, reading, scratch, writing
from yudu_flow.storage.firm_register import Register, lay_in, read
from yudu_flow.storage.link_codes import key_from
from yudu_flow.storage.pieces import InDatabase
from yudu_flow.storage.schema import HEAD, upgrade_if_needed, version
from yudu_flow.storage.secret_key import secret_in
from yudu_flow.storage.unloaded import file_of

RULES = "config/rules.yaml"
Ways = dict[Channel, Way]


def content_of(settings: Settings, now: datetime, until_year: int | None = None) -> Content:
    """The content of the home folder. Raises BrokenContent with every finding."""
    return load(settings.home, local_day(now), until_year)


def bureau_of(settings: Settings, now: datetime, *, engine: Engine | None = None) -> Bureau:
    """The bureau on the configured database, whose schema is brought up to date first."""
    # Before the content: read after it, it could be that of files which this process has not read.
    edition, content = edition_in(settings.home), content_of(settings, now)
    database = engine or connected(settings)
    link_key = link_key_of(settings)
    upgrade_if_needed(database, link_key)
    begin_keyed(database, content.roster.bureau)
    return Bureau(
        database,
        content,
        _words(settings, content),
        _spooled(settings),
        settings.base_url,
        _domain(settings),
        kept_mb=settings.kept_mb,
        link_key=link_key,
        edition=edition,
    )


def _spooled(settings: Settings) -> frozenset[Channel]:
    return frozenset(channel for channel, (setting, _) in CARRIERS.items() if not getattr(settings, setting))


def under(bureau: Bureau, settings: Settings, local: str) -> Bureau:
    """The same bureau with other ways out and another address; `local` is its own while messages are mere files."""
    spooled = _spooled(settings)
    address = settings.base_url or (local if Channel.EMAIL in spooled else "")
    return replace(bureau, spooled=spooled, base_url=address, mail_domain=_domain(settings))


def connected(settings: Settings) -> Engine:
    """The configured database, with the key of its audit."""
    return keyed(settings, connect(settings.database))


def keyed(settings: Settings, engine: Engine) -> Engine:
    """The same, with the key of those who do something there."""
    return with_key(engine, audit_key_of(settings))


def audit_key_of(settings: Settings) -> AuditKey:
    """What acts are signed with; several homes on one database have one key, but for a home that came with its own."""
    folder, given = settings.keys
    return key_in(folder, given, many=settings.homes is not None and folder == settings.shared)


def store_of(settings: Settings, engine: Engine) -> Store:
    """Where the files of reports lie."""
    return settings.attachments_folder or InDatabase(engine)


def link_key_of(settings: Settings) -> bytes:
    """The key that codes of links are made with."""
    return key_from(secret_in(*settings.keys))


def secret_of(settings: Settings) -> bytes:
    """What cookies and forms are signed with, the same in every process."""
    return secret_in(settings.shared, settings.secret_key)


def renewed(settings: Settings, bureau: Bureau, now: datetime, until_year: int | None = None) -> Bureau:
    """The bureau with the content as its files stand now. Raises BrokenContent with every error that `check` finds."""
    edition = edition_in(settings.home) if bureau.edition else None
    content, findings = read_content(settings.home, local_day(now), until_year)
    rules = content.rules if content else bureau.rules
    findings += _template_findings(settings, bureau, rules)
    if _signs_itself(settings) and rules.sms_signature != bureau.rules.sms_signature:
        message = "短信签名改了，重新启动程序后才能用"
        findings.append(Finding(RULES, 1, 1, Level.ERROR, message, "", "改回原来的签名，或重新启动程序"))
    if content is None or has_errors(findings):
        raise BrokenContent(findings)
    try:
        words = _words(settings, content, headlines=bureau.previews)
        return replace(bureau, content=content, words=words, refused=(), edition=edition)
    except TemplateProblem as problem:  # it went wrong since it was looked at
        file = problem.file.relative_to(settings.home).as_posix()
        raise BrokenContent([Finding(file, problem.line, 1, Level.ERROR, problem.reason)]) from problem


def _template_findings(settings: Settings, bureau: Bureau, rules: Rules) -> list[Finding]:
    folder, memory = settings.home / "notifications", settings.var / "cache"
    example = f"{bureau.base_url.rstrip('/')}/s/{'x' * 10}" if bureau.base_url else ""
    return troubles(folder, memory, rules.sms_signature, rules.sms_limit, example)


def _signs_itself(settings: Settings) -> bool:
    """A gateway was built with the signature, which its provider puts before the text."""
    asked = ((settings.of_gateway(one, "url"), settings.of_gateway(one, "body")) for one in GATEWAYS)
    return any(url and "{signature}" in url + body for url, body in asked)


def scratch_bureau(settings: Settings, now: datetime, until_year: int, register: Register | None = None) -> Bureau:
    """The same bureau on a database in memory, where every channel counts as reached: for simulations.

    Its firms are those of `register`, else those that the configured database has.
    """
    content = content_of(settings, now, until_year)
    both = frozenset(WAYS)
    words, engine = _words(settings, content, headlines=True), scratch()
    with writing(engine) as db:
        lay_in(db, _kept_register(settings, content.roster.bureau) if register is None else register)
    return Bureau(engine, content, words, both, settings.base_url, _domain(settings), previews=True, stage=True)


@contextmanager
def kept(settings: Settings) -> Iterator[Connection | None]:
    """A look at the configured database; None where it is not there yet, or another program's. Nothing is made."""
    file = file_of(settings.database)
    engine = connect(settings.database) if file is None or file.is_file() else None
    try:
        with ExitStack() as stack:
            yield stack.enter_context(reading(engine)) if engine and version(engine) == HEAD else None
    finally:
        if engine:
            engine.dispose()


def _kept_register(settings: Settings, bureau: str) -> Register:
    with kept(settings) as db:
        return read(db, bureau) if db else Register()


def ways_of(settings: Settings, content: Content) -> Ways:
    """The ways out: the real ones where they are set, files in var/spool/ elsewhere.

    One whose settings cannot work is shut, and keeps none of the other from going on.
    """
    return {channel: _opened(channel, partial(make, settings, content)) for channel, (_, make) in CARRIERS.items()}


def shut(ways: Ways) -> dict[Channel, str]:
    """The channels that cannot start, each with a Chinese sentence."""
    return {channel: way.reason for channel, way in ways.items() if isinstance(way, ShutChannel)}


def _opened(channel: Channel, make: Callable[[], Way]) -> Way:
    try:
        return make()
    except (ValueError, OSError) as error:
        return ShutChannel(str(channel), str(error))


def mail_of(settings: Settings) -> Callable[[Outgoing], Receipt]:
    """Sends one mail at once. Each has a way of its own: connections that are kept belong to the pass at hand."""
    return lambda outgoing: send_alone(_opened(Channel.EMAIL, partial(_email, settings)), outgoing)


def _email(settings: Settings, _content: Content | None = None) -> Way:
    if not settings.smtp_url:
        return SpoolChannel(settings.var / "spool", "email", settings.sender)
    from yudu_flow.delivery.email import EmailChannel  # asyncio's mail client is loaded where mail is sent
    from yudu_flow.delivery.relay import Relay

    if not settings.mail_from:
        raise ValueError(
            "设置了 YUDU_FLOW_SMTP_URL，还要设置发件人 YUDU_FLOW_MAIL_FROM，例如 局办公室 <office@example.gov.cn>"
        )
    return EmailChannel(Relay.parse(settings.smtp_url), settings.mail_from)


def _by_gateway(channel: str, settings: Settings, content: Content) -> Way:
    said = partial(settings.of_gateway, channel)
    if not said("url"):
        return SpoolChannel(settings.var / "spool", channel, settings.sender)
    from yudu_flow.delivery.by_gateway import GatewayChannel
    from yudu_flow.delivery.gateway import Gateway  # the HTTP client is loaded where it is asked

    gateway = Gateway(
        said("url"),
        said("method").upper(),
        said("headers"),
        said("body"),
        _conditions(channel, "accepted", said("accepted")),
        _conditions(channel, "dead", said("dead")),
        content.rules.sms_signature,
        said("charset"),
        settings.proxy,
        channel=Channel(channel),
    )
    return GatewayChannel(gateway)


CARRIERS: Mapping[Channel, tuple[str, Callable[[Settings, Content], Way]]] = {
    Channel.EMAIL: ("smtp_url", _email),
    **{Channel(one): (f"{one}_url", partial(_by_gateway, one)) for one in GATEWAYS},
}
"""By which setting each channel is real, and what carries its messages then, or writes them to files."""


def _conditions(channel: str, name: str, line: str) -> tuple[Condition, ...]:
    try:
        return conditions_in(line)
    except ValueError as error:
        raise ValueError(f"YUDU_FLOW_{channel.upper()}_{name.upper()}：{error}") from None


def _words(settings: Settings, content: Content, *, headlines: bool = False) -> Notifications:
    rules, folder, memory = content.rules, settings.home / "notifications", settings.var / "cache"
    try:
        return Notifications.load(folder, rules.sms_signature, rules.sms_limit, memory, headlines=headlines)
    except ValueError as error:
        raise BadRequest(str(error)) from error


def _domain(settings: Settings) -> str:
    """The right side of Message-IDs: the sender's domain."""
    return parseaddr(settings.sender)[1].rpartition("@")[2] or "yudu-flow.invalid"
