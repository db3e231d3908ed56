"""What a lock leaves open: requirements that no pin of it meets, on any Python and platform that we support."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from itertools import product
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name
from packaging.version import Version

PYTHONS = "3.11", "3.12", "3.13"
PLATFORMS = (
    {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": "x86_64"},
    {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux", "platform_machine": "aarch64"},
    {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows", "platform_machine": "AMD64"},
    {"os_name": "posix", "sys_platform": "darwin", "platform_system": "Darwin", "platform_machine": "arm64"},
)
ELSEWHERE = {"colorama"}
"""Pinned for other platforms only, so that nothing here knows what they require; they require nothing."""

Environment = Mapping[str, str]
Needs = Callable[[Requirement], Iterable[str]]
"""What a pinned package requires, in the words of its metadata."""


parsed = cache(Requirement)  # parsing takes most of the time


@dataclass(frozen=True)
class Ask:
    """A requirement and who has it."""

    needed: Requirement
    by: str


def read(*files: Path) -> list[Requirement]:
    """The pins of these files, each with its marker."""
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [Requirement(line.removesuffix("\\")) for line in lines if line[:1].isalnum()]


def environments() -> Iterator[Environment]:
    """Each Python on each platform, as markers see them."""
    for python, platform in product(PYTHONS, PLATFORMS):
        yield {
            **platform,
            "python_version": python,
            "python_full_version": f"{python}.0",
            "implementation_version": f"{python}.0",
            "implementation_name": "cpython",
            "platform_python_implementation": "CPython",
        }


@cache
def needs_of_installed(pin: Requirement) -> Iterable[str]:
    """The requirements of the installed package, which must be the pinned one."""
    if pin.name in ELSEWHERE:
        return []
    found = metadata.distribution(pin.name)
    assert pin.specifier.contains(found.version, prereleases=True), f"{pin.name} {found.version} is not the locked one"
    return found.requires or []


def required(end: str) -> str:
    """The name of what an open end requires."""
    return canonicalize_name(Requirement(end.partition(" requires ")[2]).name)


def open_ends(roots: Iterable[str], pins: list[Requirement], needs: Needs = needs_of_installed) -> set[str]:
    """Who requires what that is not pinned, or pinned in a version that does not fit; empty for a closed lock."""
    return {end for environment in environments() for end in _open_ends(roots, pins, needs, environment)}


def unasked(roots: Iterable[str], pins: list[Requirement], needs: Needs = needs_of_installed) -> set[NormalizedName]:
    """What is pinned and applies somewhere, but nobody requires it anywhere."""
    applying = {canonicalize_name(pin.name) for here in environments() for pin in _applying(pins, here).values()}
    return applying - {
        canonicalize_name(ask.needed.name) for here in environments() for ask in _asks(roots, pins, needs, here)
    }


def _open_ends(roots: Iterable[str], pins: list[Requirement], needs: Needs, here: Environment) -> Iterator[str]:
    pinned = _applying(pins, here)
    for ask in _asks(roots, pins, needs, here):
        pin = pinned.get(canonicalize_name(ask.needed.name))
        if pin is None or not ask.needed.specifier.contains(_version(pin), prereleases=True):
            yield f"{ask.by} requires {ask.needed}"


def _asks(roots: Iterable[str], pins: list[Requirement], needs: Needs, here: Environment) -> Iterator[Ask]:
    """Every requirement that applies: of the roots, of each pin, and of the extras that are asked for."""
    pinned = _applying(pins, here)
    waiting = [Ask(needed, "the project") for needed in _wanted(roots, here, "")]
    waiting += [Ask(needed, pin.name) for pin in pinned.values() for needed in _wanted(needs(pin), here, "")]
    seen: set[Ask] = set()
    while waiting:
        ask = waiting.pop()
        if ask in seen:
            continue
        seen.add(ask)
        yield ask
        pin = pinned.get(canonicalize_name(ask.needed.name))
        if pin is None:
            continue
        for extra in ask.needed.extras:
            waiting += [Ask(needed, f"{ask.needed.name}[{extra}]") for needed in _wanted(needs(pin), here, extra)]


def _applying(pins: list[Requirement], here: Environment) -> dict[NormalizedName, Requirement]:
    return {canonicalize_name(pin.name): pin for pin in pins if pin.marker is None or pin.marker.evaluate(dict(here))}


def _wanted(requires: Iterable[str], here: Environment, extra: str) -> Iterator[Requirement]:
    for needed in map(parsed, requires):
        if needed.marker is None or needed.marker.evaluate({**here, "extra": extra}):
            yield needed


def _version(pin: Requirement) -> Version:
    [specifier] = pin.specifier
    return Version(specifier.version)
