"""A gateway for short texts as an administrator sets it in a page. What may hold its password is never shown again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from yudu_flow.actions.access.accounts import acting
from yudu_flow.actions.bureau import Bureau
from yudu_flow.assembly import shut, ways_of
from yudu_flow.domain.channels import Channel, ChannelKind, way_of
from yudu_flow.domain.errors import BadRequest
from yudu_flow.settings import Settings, by_environment, right_of, settings_now
from yudu_flow.storage import audit
from yudu_flow.upkeep.env_file import change_file
from yudu_flow.upkeep.mail_settings import SET

SECRET = ("url", "headers", "body")
"""Gateways want their key in the address, in a header or in the body."""
OPEN = ("method", "accepted", "dead", "charset")
PROXY = "proxy"
AGAIN = "改了网址或代理，请把网址、请求头和正文都重填一遍"


@dataclass(frozen=True, slots=True)
class GatewaySettings:
    """What the page shows of a channel's gateway: the open settings, which secret ones are set, and what the
    environment gives; each by its whole name.
    """

    channel: str
    shown: Mapping[str, str]
    kept: frozenset[str]
    fixed: frozenset[str]

    @property
    def way(self) -> ChannelKind:
        return way_of(self.channel)

    @property
    def secret(self) -> tuple[str, ...]:
        """Those that are not shown, of those that it has."""
        return _names(self.channel, SECRET)

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.secret, *_names(self.channel, OPEN), PROXY)

    @property
    def usual_body(self) -> str:
        return str(Settings.model_fields[f"{self.channel}_body"].get_default())


def _names(channel: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for part in parts if (name := f"{channel}_{part}") in Settings.model_fields)


def gateway_settings(settings: Settings, channel: str) -> GatewaySettings:
    """By the files as they stand."""
    now = settings_now(settings)
    usual = {name: field.get_default(call_default_factory=True) for name, field in Settings.model_fields.items()}
    kept = frozenset(name for name in _names(channel, SECRET) if getattr(now, name) != usual[name])
    shown = {name: getattr(now, name) for name in (*_names(channel, OPEN), PROXY)}
    return GatewaySettings(channel, shown, kept, by_environment(settings))


def set_gateway(
    settings: Settings,
    bureau: Bureau,
    channel: str,
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
    standing = gateway_settings(settings, channel)
    values = {name: said.get(name, "") for name in standing.names if said.get(name) or name not in standing.secret}
    if off:
        values = dict.fromkeys(standing.names, "")
    else:
        _check_same(standing, values)
    values = {name: value for name, value in values.items() if name not in standing.fixed}
    _check(settings_now(settings), bureau, values, channel)
    told = {name: "…" if name in standing.secret and value else value for name, value in values.items()}
    with bureau.writing(now) as db:
        audit.record(db, bureau.key, now, acting(bureau, by), SET, "设置", {"new": told})
        change_file(settings.home / ".env", values, known)


def _check_same(standing: GatewaySettings, values: Mapping[str, str]) -> None:
    url = f"{standing.channel}_url"
    moved = url in values or values[PROXY] != standing.shown[PROXY]
    missing = [name for name in standing.secret if name in standing.kept and name not in values]
    if moved and missing:
        raise BadRequest(AGAIN, needs=(missing[0],))
    if url not in values and url not in standing.kept:
        raise BadRequest("请填写网关的网址", needs=(url,))


def _check(before: Settings, bureau: Bureau, values: Mapping[str, str], channel: str) -> None:
    """Tried as the start would, without a question to the gateway."""
    given = {name: value for name, value in values.items() if value}
    rest = {name: value for name, value in before.model_dump().items() if name not in values}
    headers = f"{channel}_headers"
    try:
        read = {headers: json.loads(given[headers])} if headers in given else {}
        tried = Settings(_env_file=None, **(rest | given | read))
    except ValueError:
        raise BadRequest(f"请求头应为{right_of(headers)}", needs=(headers,)) from None
    if tried.of_gateway(channel, "url") and (fault := shut(ways_of(tried, bureau.content)).get(Channel(channel))):
        raise BadRequest(fault)
