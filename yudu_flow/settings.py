"""What belongs to the machine, from the environment (`YUDU_FLOW_…`) or `.env`: database, ways out, folders.

What the office decides stands in config/, never here. The environment goes before the `.env` of the home folder, and
that one before the `.env` of the folder in which the command runs.
"""

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from pydantic_settings import BaseSettings, DotEnvSettingsSource, SettingsConfigDict

DATABASE = r"^sqlite(\+\w+)?://(/.*)?$|^postgresql(\+\w+)?://(.*@)?(\[[^\]/]+\]|[^:/@?]*)(:\d+)?([/?].*)?$"
"""What a database's URL looks like."""
Homes = Annotated[Path | None, BeforeValidator(lambda value: value or None)]
"""Empty is as not set, and not the folder in which the program runs."""


class Supervisor(BaseModel):
    """A city or a province: the SHA-256 of its key, and which homes it sees, all where none is named."""

    model_config = ConfigDict(extra="forbid")

    key: str = Field(pattern=r"^[0-9a-f]{64}$")
    homes: list[str] = []


class Settings(BaseSettings):
    """Every setting of the machine. Without SMTP or SMS settings, that channel writes files to var/spool/."""

    # With the mark that Notepad puts before the first letter: it would be part of the first setting's name.
    model_config = SettingsConfigDict(
        env_prefix="YUDU_FLOW_", env_file=".env", env_file_encoding="utf-8-sig", extra="ignore"
    )

    home: Path = Field(default=Path(), description="the folder that holds workflows/, notifications/ and config/")
    homes: Homes = Field(
        default=None, description="a folder of homes, each a bureau, on one database; `home` then names one of them"
    )
    supervisors: dict[str, Supervisor] = Field(
        default_factory=dict, description="who sees the figures of a folder's homes: JSON, made by `homes supervisor`"
    )
    database_url: str = Field(
        default="",
        pattern=rf"^$|{DATABASE}",
        description="default: sqlite in var/yudu-flow.db under the home folder",
    )
    smtp_url: str = Field(default="", description="smtp://[user:password@]host[:port][?tls=starttls|none] or smtps://…")
    mail_from: str = Field(default="", description="the sender: an address, or 名称 <address>")
    sms_url: str = Field(
        default="", description="the SMS gateway's address, with {mobile} {text} {id} where it wants them"
    )
    sms_method: str = "POST"
    sms_headers: dict[str, str] = Field(default_factory=dict, description="a JSON object")
    sms_body: str = Field(default='{"mobile":"{mobile}","content":"{text}"}', description="the body's template")
    sms_accepted: str = Field(
        default="",
        description="which answers mean yes (delivery/condition.py), all of them; without it an SMS is 待确认",
    )
    sms_dead: str = Field(default="", description="which answers mean that there is no such number, any of them")
    sms_charset: str = Field(default="utf-8", description="what the SMS gateway reads and writes: utf-8, gbk")
    proxy: str = Field(default="", description="an HTTP proxy for the SMS gateway; the environment's own are not used")
    base_url: str = Field(
        default="",
        pattern=r"^$|^https?://[^/\s]",
        description="where pages are reached, with http(s)://; links go into messages once it is set",
    )
    attachments: str = Field(
        default="",
        pattern=r"^$|^database$|^/|^[A-Za-z]:[\\/]|^\\\\",
        description="where files of reports lie: database, or a folder that all hosts see; default: in var/",
    )
    role: Literal["web", "decide", "deliver", "all"] = Field(
        default="all", description="what `run` does of it: pages, decisions and texts, sending"
    )
    web: bool = Field(default=True, description="whether `run` also serves the pages")
    web_host: str = "127.0.0.1"
    web_port: int = Field(default=8000, ge=0, le=65535)
    trusted_proxies: str = Field(
        default="",
        description="proxies whose X-Forwarded-For and -Proto are believed: addresses, networks, with commas",
    )
    health: bool = Field(default=True, description="whether /health answers")
    metrics: bool = Field(default=False, description="whether /metrics answers")
    secret_key: str = Field(
        default="",
        description="for form tokens, links and the audit; default: keys of their own in var/; the same on every host",
    )
    kept_mb: int = Field(default=300, ge=1, description="megabytes of all files of a unit in a period")
    uploads_an_hour: int = Field(default=200, ge=1, description="files that one visitor may send in an hour")
    pages_an_hour: int = Field(default=200, ge=1, description="pages of files newly drawn for one visitor in an hour")
    decode_memory_mb: int = Field(
        default=1200, ge=600, description="megabytes of addresses of a process that looks through a file; three at once"
    )
    pages_mb: int = Field(default=200, ge=1, description="megabytes of drawn pages that are kept to be shown again")
    bodies_from_one: int = Field(default=32, ge=1, description="forms and files under way at once from one address")
    wrong_passwords_a_minute: int = Field(default=60, ge=1, description="wrong passwords a minute from one address")
    wrong_codes_a_minute: int = Field(default=120, ge=1, description="links a minute that open nothing, likewise")
    session_days: int = Field(default=30, ge=1, le=3650, description="days after which a browser has to sign in anew")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("trusted_proxies")
    @classmethod
    def _in_one_spelling(cls, text: str) -> str:
        """Each as a network. Raises ValueError, also for `*`: strangers would choose who they are."""
        parts = (part.strip() for part in text.split(","))
        return ",".join(str(ip_network(part, strict=False)) for part in parts if part)

    @property
    def var(self) -> Path:
        """What the program writes: database, spool, attachments."""
        return self.home / "var"

    @property
    def attachments_folder(self) -> Path | None:
        """Where files of reports lie; None where the database has them."""
        if self.attachments == "database":
            return None
        return Path(self.attachments) if self.attachments else self.var / "attachments"

    @property
    def many(self) -> bool:
        """Whether these are a process's that works for a folder of homes, and not those of one home."""
        return self.homes is not None and self.home == self.homes

    @property
    def shared(self) -> Path:
        """Where the database and its keys lie: all homes of a folder have them in common."""
        return (self.homes or self.home) / "var"

    @property
    def own_keys(self) -> Path:
        """Where a home of a folder has keys of its own, which it came with from another database."""
        return self.var / "keys"

    @property
    def keys(self) -> tuple[Path, str]:
        """Where the keys of what is sent and done lie, and the secret that is set instead."""
        came_with = self.homes is not None and not self.many and self.own_keys.is_dir()
        return (self.own_keys, "") if came_with else (self.shared, self.secret_key)

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{(self.shared / 'yudu-flow.db').absolute()}"

    def of_gateway(self, channel: str, name: str) -> Any:
        """A setting of a gateway for short texts; one that it has not is as an SMS gateway's is by itself."""
        usual = type(self).model_fields[f"sms_{name}"].get_default(call_default_factory=True)
        return getattr(self, f"{channel}_{name}", usual)

    @property
    def sender(self) -> str:
        """Who mails come from; a reserved address while only files are written."""
        return self.mail_from or "yudu-flow@yudu.example"


RIGHT = {
    "database_url": "postgresql+psycopg://用户名:密码@主机:端口/库名，或 sqlite:///文件；不填为 var 文件夹里的 SQLite",
    "base_url": "http:// 或 https:// 开头的网页地址，如 https://yudu.example.gov.cn",
    "attachments": "database，或各台都能读写的文件夹（从根开始写），如 /srv/yudu/attachments；不填为 var/attachments",
    "web_port": "1–65535 的整数",
    "trusted_proxies": "前面代理的 IP 地址或网段，用英文逗号隔开，如 10.0.0.1,10.1.0.0/16",
    "supervisors": "yudu-flow homes supervisor 给出的一行，原样抄来",
    "sms_headers": 'JSON 写的请求头，如 {"Authorization": "Bearer 令牌"}',
}
"""What is right of the settings whose kind does not say it."""
SECRET = ("database_url", "sms_headers", "supervisors")
"""Of those that can be refused, what may hold a password: it is not said again."""


def right_of(name: str) -> str:
    """What that setting takes, in words for whoever sets it."""
    field = Settings.model_fields[name]
    if name in RIGHT:
        return RIGHT[name]
    if field.annotation is bool:
        return "yes 或 no"
    if field.annotation is int:
        limits = {at: getattr(one, at) for one in field.metadata for at in ("ge", "le") if hasattr(one, at)}
        least, most = limits.get("ge"), limits.get("le")
        return f"不小于 {least} 的整数" if most is None else f"{least}–{most} 的整数"
    return f"{'、'.join(get_args(field.annotation))} 之一" if get_origin(field.annotation) is Literal else ""


class _Where(BaseSettings):
    """The home folder alone, asked for first: the other settings may stand in it."""

    model_config = Settings.model_config

    home: Path = Path()
    homes: Homes = None


class NotUtf8(ValueError):
    """A `.env` in an encoding that Windows' editors offer and nobody else reads. `str()` says what to do."""


def read_settings() -> Settings:
    """The settings in force. Raises NotUtf8, and pydantic's errors for a value that is none."""
    here = _readable(Path(".env"))
    where = _Where(_env_file=here)
    base = where.homes or where.home
    # Also the home's: where it was passed over, mail went into files and counted as sent.
    found = Settings(_env_file=(here, _readable(base / ".env")), home=base, homes=where.homes)
    return settings_of(found, where.home) if where.homes and where.home != Path() else found


GATEWAYS = tuple(name.removesuffix("_accepted") for name in Settings.model_fields if name.endswith("_accepted"))
"""The channels of short texts, by what their settings begin with."""
OF_A_HOME = frozenset(
    name
    for name in Settings.model_fields
    if name.startswith(("smtp_", "mail_", *(f"{one}_" for one in GATEWAYS))) or name in ("proxy", "base_url")
)
"""What each home of a folder may say in its own `.env`: how its messages go out, and where its pages are."""


def settings_of(process: Settings, home: Path) -> Settings:
    """Those of one home of a folder: the process's, but for what the home says. Raises ValueError for what it may not.

    A home with another way out takes nothing of the process's for that way: half of each would be neither's.
    """
    given = _given_in(_readable(home / ".env"))
    if foreign := given.keys() - OF_A_HOME:
        names = "、".join(f"YUDU_FLOW_{name.upper()}" for name in sorted(foreign))
        raise ValueError(f"{home / '.env'} 里不能写 {names}：几个局共用一个程序时由程序统一设置，请删去")
    ways = tuple(f"{way}_" for way in ("smtp", *GATEWAYS) if f"{way}_url" in given)
    address = {"base_url": f"{process.base_url.rstrip('/')}{path_of(home)}"} if process.base_url else {}
    if not given:  # to check each setting anew takes three milliseconds, of which a folder may have thousands
        return process.model_copy(update={**address, "home": home})
    taken = {name: value for name, value in process.model_dump().items() if not name.startswith(ways)}
    # Each is given: what is not would be asked of the environment, which is the process's and not this home's.
    return Settings(_env_file=None, **(taken | address | given | {"home": home}))


def by_environment(settings: Settings) -> frozenset[str]:
    """Which of a home's own settings the environment gives, before which no file goes; none of a folder's homes."""
    if settings.homes is not None:
        return frozenset()
    given = {name.upper() for name in os.environ}
    return frozenset(name for name in OF_A_HOME if f"YUDU_FLOW_{name.upper()}" in given)


def settings_now(settings: Settings) -> Settings:
    """The same settings, but for how messages go out and where pages are: that by the files as they stand.

    Raises NotUtf8, and pydantic's errors for a value that is none.
    """
    file = _given_in(_readable(settings.home / ".env"))
    if settings.homes is not None:
        below = {name: getattr(settings, name) for name in OF_A_HOME}
    else:
        below = {name: Settings.model_fields[name].get_default(call_default_factory=True) for name in OF_A_HOME}
        below |= _given_in(_readable(Path(".env")))
    fixed = {name: getattr(settings, name) for name in by_environment(settings)}
    # The files may say more, which waits for the next start.
    now = {name: value for name, value in (below | file | fixed).items() if name in OF_A_HOME}
    return Settings(_env_file=None, **(settings.model_dump() | now))


def _given_in(file: Path) -> dict[str, Any]:
    """What a home's file says of the settings; not the environment, which is the whole process's."""
    if not file.is_file():
        return {}
    found = DotEnvSettingsSource(Settings, env_file=file, env_file_encoding="utf-8-sig")()
    return {name: value for name, value in found.items() if name in Settings.model_fields}


def path_of(home: Path) -> str:
    """Where the pages of one home of a folder begin, while it has no address of its own."""
    return f"/b/{home.name}"


def _readable(file: Path) -> Path:
    try:
        written = file.read_bytes() if file.is_file() else b""
        if b"\0" not in written:  # each letter of UTF-16 has one
            written.decode("utf-8")
            return file
    except UnicodeDecodeError:
        pass
    raise NotUtf8(f"{file.absolute()} 不是 UTF-8 编码，读不了：请用记事本打开，另存为，编码选“UTF-8”，再运行一次")
