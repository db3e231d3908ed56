"""LibreOffice, where it is installed: it leads files over to other kinds, one order at a time.

It gets a profile of its own, in which no macro runs, and a time limit; a LibreOffice that somebody has open would
otherwise take the order and do nothing.
"""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock
from xml.sax.saxutils import escape

PATIENCE = 90
"""Seconds; a document took two where this was tried, LibreOffice already started."""
_ONE_AT_A_TIME = Lock()
_SETTINGS = "registrymodifications.xcu"
_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
    'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
)
_PROP = '<prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
_ITEM = '<item oor:path="/org.openoffice.{path}">{inside}</item>\n'
_NODE = '<node oor:name="_{place}" oor:op="replace">{inside}</node>'
_SECURITY, _FONTS = "Office.Common/Security/Scripting", "Office.Common/Font/Substitution"


class Unled(Exception):
    """LibreOffice did not do it: it is not there, took too long, or could not read the file."""


def program() -> str | None:
    """Where it is, None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def led_over(
    files: Sequence[Path], kind: str, into: Path, fonts: Mapping[str, str] | None = None, patience: float = PATIENCE
) -> None:
    """Write each of `files` as `kind` into the folder `into`, all in one order, within `patience` seconds.

    `fonts` says which font stands in for one that a file names. Raises Unled.
    """
    found = program()
    if found is None:
        raise Unled("LibreOffice is not installed")
    if not _ONE_AT_A_TIME.acquire(timeout=patience):
        raise Unled("LibreOffice is busy")
    try:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            profile = Path(folder)
            _set_up(profile, fonts or {})
            _run([found, *_order(profile, kind, into), *map(str, files)], patience)
    finally:
        _ONE_AT_A_TIME.release()


def led(data: bytes, name: str, kind: str, patience: float = PATIENCE) -> bytes:
    """A file's bytes as `kind`; the end of `name` says what they are. Raises Unled."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "in", name)
        try:
            source.parent.mkdir()
            source.write_bytes(data)
            led_over([source], kind, Path(folder), patience=patience)
            return Path(folder, f"{source.stem}.{kind}").read_bytes()
        except OSError as fault:
            raise Unled(str(fault)) from fault


def _order(profile: Path, kind: str, into: Path) -> list[str]:
    own = f"-env:UserInstallation={profile.as_uri()}"
    return [own, "--headless", "--norestore", "--nolockcheck", "--convert-to", kind, "--outdir", str(into)]


def _run(command: list[str], patience: float) -> None:
    """With everything that it starts in a group of its own, so that nothing of it stays."""
    quiet = subprocess.DEVNULL
    try:
        started = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError as fault:
        raise Unled(str(fault)) from fault
    try:
        if code := started.wait(timeout=patience):
            raise Unled(f"LibreOffice ended with {code}")
    except subprocess.TimeoutExpired as fault:
        raise Unled("LibreOffice took too long") from fault
    finally:
        _end(started)


def _end(started: "subprocess.Popen[bytes]") -> None:
    if os.name == "posix":
        with suppress(ProcessLookupError):  # all of it is gone already
            os.killpg(started.pid, signal.SIGKILL)
    elif started.poll() is None:
        started.kill()
    started.wait()


def _set_up(profile: Path, fonts: Mapping[str, str]) -> None:
    """The profile in which macros are off and fonts that are missing have others in their place."""
    user = profile / "user"
    user.mkdir()
    items = [_item(_SECURITY, DisableMacrosExecution="true"), _item(_SECURITY, MacroSecurityLevel="3")]
    items += [_item(_FONTS, Replacement="true")] if fonts else []
    items += [_pair(place, font, other) for place, (font, other) in enumerate(fonts.items())]
    (user / _SETTINGS).write_text(f"{_HEAD}{''.join(items)}</oor:items>\n", encoding="utf-8")


def _item(path: str, **values: str) -> str:
    return _ITEM.format(path=path, inside=_props(values))


def _pair(place: int, font: str, other: str) -> str:
    values = {"Always": "true", "OnScreenOnly": "false", "ReplaceFont": font, "SubstituteFont": other}
    return _ITEM.format(path=f"{_FONTS}/FontPairs", inside=_NODE.format(place=place, inside=_props(values)))


def _props(values: Mapping[str, str]) -> str:
    return "".join(_PROP.format(name=name, value=escape(value)) for name, value in values.items())
