"""The SMS gateway as an administrator sets it in a page. What may hold its password is said and never shown again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from yudu_flow.actions.access.sign_in import acting
from yudu_flow.actions.bureau import Bureau
from yudu_flow.assembly import shut, ways_of
from yudu_flow.domain.errors import BadRequest
from yudu_flow.domain.rules import Channel
from yudu_flow.settings import Settings, by_environment, right_of, settings_now
from yudu_flow.storage import audit, bureaus
from yudu_flow.storage.database import writing
from yudu_flow.upkeep.env_file import change_file
from yudu_flow.upkeep.mail_settings import SET

SECRET = ("sms_url", "sms_headers", "sms_body")
"""Gateways want their key in the address, in a header or in the body."""
OPEN = ("sms_method", "sms_accepted", "sms_dead", "sms_charset", "proxy")
AGAIN = "改了网址或代理，请把网址、请求头和正文都重填一遍"
OFF = "off"


@dataclass(frozen=True, slots=True)
class SmsSettings:
    """What the page shows: the open ones, which secret ones are set, and what the environment gives."""

    shown: Mapping[str, str]
    kept: frozenset[str]
    fixed: frozenset[str]


def sms_settings(settings: Settings) -> SmsSettings:
    """By the files as they stand."""
    now = settings_now(settings)
    kept = frozenset(name for name in SECRET if getattr(now, name) != Settings.model_fields[name].get_default())
    if not now.sms_headers:
        kept -= {"sms_headers"}
    return SmsSettings({name: getattr(now, name) for name in OPEN}, kept, by_environment(settings))


def set_sms(
    settings: Settings,
    bureau: Bureau,
    by: str,
    now: datetime,
    said: Mapping[str, str],
    known: str | None = None,
    *,
    off: bool,
) -> None:
    """Write what was said; a secret one that is empty stays, and `off` takes all out. Raises BadRequest; Conflict where
    the file is no longer the one with the mark `known`.

    A key never goes to another gateway, nor through another proxy, than it was entered for.
    """
    standing = sms_settings(settings)
    values = {name: said.get(name, "") for name in OPEN} | {name: said[name] for name in SECRET if said.get(name)}
    if off:
        values = dict.fromkeys((*OPEN, *SECRET), "")
    else:
        _check_same(standing, values)
    values = {name: value for name, value in values.items() if name not in standing.fixed}
    _check(settings_now(settings), bureau, values)
    told = {name: "…" if name in SECRET and value else value for name, value in values.items()}
    with writing(bureau.engine) as db:
        bureaus.start(db, bureau.key, now)
        audit.record(db, bureau.key, now, acting(bureau, by), SET, "设置", {"new": told})
        change_file(settings.home / ".env", values, known)


def _check_same(standing: SmsSettings, values: Mapping[str, str]) -> None:
    moved = "sms_url" in values or values["proxy"] != standing.shown["proxy"]
    missing = [name for name in SECRET if name in standing.kept and name not in values]
    if moved and missing:
        raise BadRequest(AGAIN, needs=(missing[0],))
    if "sms_url" not in values and "sms_url" not in standing.kept:
        raise BadRequest("请填写网关的网址", needs=("sms_url",))


def _check(before: Settings, bureau: Bureau, values: Mapping[str, str]) -> None:
    """Tried as the start would, without a question to the gateway."""
    given = {name: value for name, value in values.items() if value}
    rest = {name: value for name, value in before.model_dump().items() if name not in values}
    try:
        tried = Settings(_env_file=None, **(rest | given | _headers(given)))
    except (ValidationError, ValueError):
        raise BadRequest(f"请求头应为{right_of('sms_headers')}", needs=("sms_headers",)) from None
    if tried.sms_url and (fault := shut(ways_of(tried, bureau.content)).get(Channel.SMS)):
        raise BadRequest(fault)


def _headers(given: Mapping[str, str]) -> dict[str, object]:
    import json

    return {"sms_headers": json.loads(given["sms_headers"])} if "sms_headers" in given else {}
