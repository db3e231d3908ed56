"""The two locks: complete without a resolver, on every Python and platform, and silent about where things come from."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests import locks

ROOT = Path(__file__).parents[1]
RUN, DEV = ROOT / "requirements.txt", ROOT / "requirements-dev.txt"
BOTH = [RUN, DEV]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
TO_RUN = [*PROJECT["dependencies"], *EXTRAS["checkout"]]
TO_DEVELOP = [*TO_RUN, *EXTRAS["dev"], *EXTRAS["postgresql"]]


def nothing(pin: Requirement) -> list[str]:
    return []


def without(name: str, pins: list[Requirement]) -> list[Requirement]:
    kept = [pin for pin in pins if pin.name != name]
    assert len(kept) < len(pins)
    return kept


def test_the_run_lock_is_closed() -> None:
    assert locks.open_ends(TO_RUN, locks.read(RUN)) == set()


def test_both_locks_together_are_closed() -> None:
    assert locks.open_ends(TO_DEVELOP, locks.read(*BOTH)) == set()


def test_nothing_is_pinned_that_nobody_requires() -> None:
    assert locks.unasked(TO_RUN, locks.read(RUN)) == set()
    assert locks.unasked(TO_DEVELOP, locks.read(*BOTH)) == set()


@pytest.mark.parametrize("name", ["numpy", "markupsafe", "argon2-cffi", "colorama", "pip"])
def test_a_run_lock_without_one_of_its_pins_is_not_closed(name: str) -> None:
    ends = locks.open_ends(TO_RUN, without(name, locks.read(RUN)))
    assert {locks.required(end) for end in ends} == {name}


@pytest.mark.parametrize("name", ["coverage", "mypy-extensions", "greenlet", "jinja2"])
def test_a_dev_lock_without_one_of_its_pins_is_not_closed(name: str) -> None:
    ends = locks.open_ends(TO_DEVELOP, without(name, locks.read(*BOTH)))
    assert {locks.required(end) for end in ends} == {name}


def test_a_requirement_of_an_extra_counts() -> None:
    pins = [Requirement("pytest-cov==7.1.0"), Requirement("coverage==7.17.3")]
    needs = {"pytest-cov": ["coverage[toml]>=7"], "coverage": ["tomli; extra == 'toml' and python_version < '3.12'"]}
    assert locks.open_ends(["pytest-cov"], pins, lambda pin: needs[pin.name]) == {
        'coverage[toml] requires tomli; extra == "toml" and python_version < "3.12"'
    }


def test_a_requirement_of_another_platform_counts() -> None:
    pins = [Requirement("click==8"), Requirement("colorama==0.4; sys_platform == 'linux'")]
    asks = {"click": ["colorama; os_name == 'nt'"], "colorama": []}
    assert locks.open_ends([], pins, lambda pin: asks[pin.name]) == {'click requires colorama; os_name == "nt"'}


def test_a_pin_that_does_not_fit_is_an_open_end() -> None:
    assert locks.open_ends(["click>=9"], [Requirement("click==8.5")], nothing) == {"the project requires click>=9"}


def test_no_package_is_in_both() -> None:
    assert {pin.name for pin in locks.read(RUN)} & {pin.name for pin in locks.read(DEV)} == set()


@pytest.mark.parametrize("lock", BOTH, ids=lambda lock: lock.name)
def test_each_pin_is_exact_and_hashed(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    pins = re.split(r"(?m)^(?=[a-z0-9])", text)[1:]
    assert len(pins) == len({pin.partition("==")[0] for pin in pins}) == len(locks.read(lock))
    assert all(re.match(r"\S+==\S+ ", pin) and "--hash=sha256:" in pin for pin in pins)


@pytest.mark.parametrize("lock", BOTH, ids=lambda lock: lock.name)
def test_a_lock_names_no_place(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    assert re.findall(r"(?m)^\s*--(?!hash=)\S+", text) == []
