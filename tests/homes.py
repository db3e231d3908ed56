"""A folder of homes: bureaus of the invented cast, each with its own id, on one database."""

from pathlib import Path

from tests.bureau import build_home, change
from yudu_flow.homes import Homes
from yudu_flow.settings import Settings


def add_home(folder: Path, id: str, env: str = "") -> Path:
    """One more bureau; `env` is what it says of its own settings."""
    home = folder / id
    home.mkdir(parents=True)
    build_home(home)
    change(home, "config/roster.yaml", "id: qingxi, name: 清溪县", f"id: {id}, name: {id}县")
    if env:
        (home / ".env").write_text(env, encoding="utf-8")
    return home


def homes_in(folder: Path, database: str, **said: object) -> Homes:
    """The homes of a folder, on a database."""
    return Homes(Settings.model_validate({"home": folder, "homes": folder, "database_url": database, **said}))
