"""Makes one archive of the project's wheel, the locked wheels, a note and scripts, for a computer without a network.

`python -m release.bundle` is for this platform and Python, `--windows 3.12` for Windows on any machine.
"""

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.txt"
TEXTS = Path(__file__).parent / "texts"
FOR_SERVERS = "docs", "deploy/systemd"
READERS = {".bat": ("gbk", "\r\n"), ".txt": ("utf-8-sig", "\r\n")}
"""How the note and the scripts are written: cmd reads what the system writes in China, old Notepads want the mark."""


@dataclass(frozen=True)
class Target:
    """What the archive is for: a name for people, markers that differ from here, and what pip is to be told."""

    platform: str = sysconfig.get_platform()
    python: str = "{}.{}".format(*sys.version_info)
    markers: Mapping[str, str] = field(default_factory=dict)
    pip: tuple[str, ...] = ()


def windows(python: str) -> Target:
    """64-bit Windows, with that Python."""
    markers = {
        **{"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"},
        **{"python_version": python, "python_full_version": f"{python}.0"},
    }
    return Target("win-amd64", python, markers, ("--platform", "win_amd64", "--python-version", python))


def applying(lock: str, markers: Mapping[str, str]) -> str:
    """The pins of the lock that apply there, without their markers: pip judges those by the machine it runs on."""
    kept = []
    for pin in re.split(r"(?m)^(?=[a-z0-9])", lock)[1:]:
        head, _, hashes = pin.partition("\\\n")
        needed = Requirement(head)
        if needed.marker is None or needed.marker.evaluate(dict(markers)):
            kept.append(f"{needed.name}{needed.specifier} \\\n{hashes}")
    return "".join(kept)


def download(lock: Path, wheels: Path, target: Target) -> None:
    """The locked wheels, checked against their hashes."""
    ask = ["download", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    _python("pip", *ask, "--only-binary", ":all:", *target.pip, "--dest", wheels, "--requirement", lock)


def complete(folder: Path, target: Target) -> str:
    """Puts the project's wheel and the texts beside the locked wheels, and answers the version."""
    version, digest = _project(folder / "wheels")
    with (folder / "requirements.txt").open("a", encoding="utf-8") as pins:
        pins.write(f"yudu-flow=={version} \\\n    --hash=sha256:{digest}\n")
    words = {"@VERSION@": version, "@PLATFORM@": target.platform, "@PYTHON@": target.python}
    for source in TEXTS.iterdir():
        text = source.read_text(encoding="utf-8")
        for mark, word in words.items():
            text = text.replace(mark, word)
        encoding, newline = READERS.get(source.suffix, ("utf-8", "\n"))
        (folder / source.name).write_text(text, encoding=encoding, newline=newline)
    for place in FOR_SERVERS:
        shutil.copytree(ROOT / place, folder / place)
    return version


def _project(wheels: Path) -> tuple[str, str]:
    """Builds the project's wheel; its version and hash."""
    with tempfile.TemporaryDirectory() as place:
        _python("hatchling", "build", "--target", "wheel", "--directory", place)
        [wheel] = Path(place).glob("*.whl")
        shutil.copy(wheel, wheels)
        return wheel.name.split("-")[1], hashlib.sha256(wheel.read_bytes()).hexdigest()


def bundle(dist: Path, target: Target) -> Path:
    """Makes the archive."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "yudu-flow"
        wheels, lock = folder / "wheels", folder / "requirements.txt"
        wheels.mkdir(parents=True)
        lock.write_text(applying(LOCK.read_text(encoding="utf-8"), target.markers), encoding="utf-8")
        download(lock, wheels, target)
        version = complete(folder, target)
        name = dist / f"yudu-flow-{version}-{target.platform}-python{target.python}"
        return Path(shutil.make_archive(str(name), "zip", place, folder.name))


def _python(module: str, *arguments: str | Path) -> None:
    subprocess.run([sys.executable, "-m", module, *map(str, arguments)], cwd=ROOT, stdout=sys.stderr, check=True)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--windows", metavar="PYTHON", help="for Windows with that Python, not for this machine")
    asked = parser.parse_args().windows
    dist = ROOT / "dist"
    dist.mkdir(exist_ok=True)
    print(bundle(dist, windows(asked) if asked else Target()).relative_to(ROOT))


if __name__ == "__main__":
    main()
