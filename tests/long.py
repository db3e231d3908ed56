"""`long` is what repeats one fact over many inputs, sizes, blows or lives: `make test-long` runs it, CI each time.

`make test` leaves it out, and lets each property try few examples. Of a wide table marked `long(but=["a", "b"])` those
rows stay whose id has one of these words in it. Whatever is named runs: by file, mark or `-k`.
"""

from pathlib import Path

import pytest
from hypothesis import settings

LOADED_APART = {"tests/web/test_api_schema.py": "schemathesis.pytest.plugin"}
"""Files, all of them long, whose library each worker would else load for seconds, only to leave them out."""
ROOT = Path(__file__).parents[1]

settings.register_profile("few", max_examples=15, deadline=None, database=None, derandomize=True)
settings.register_profile("many", settings.get_profile("few"), max_examples=400)
settings.load_profile("few")


def is_asked(config: pytest.Config, file: Path) -> bool:
    """Whether somebody chose tests by mark or word, or named this file or a test of it."""
    named = {config.invocation_params.dir / argument.partition("::")[0] for argument in config.args}
    return bool(config.option.markexpr or config.option.keyword or file in named)


def is_long(item: pytest.Item) -> bool:
    """Whether it is marked so, and its row is none of those that stay."""
    mark = item.get_closest_marker("long")
    return mark is not None and not any(word in item.name.partition("[")[2] for word in mark.kwargs.get("but", ()))


def waits(config: pytest.Config, file: Path) -> bool:
    """Whether that file is not even read."""
    return file.relative_to(ROOT).as_posix() in LOADED_APART and not is_asked(config, file)


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out what waits; what is asked for gets its plugin."""
    if plugin := LOADED_APART.get(collection_path.relative_to(ROOT).as_posix()):
        if not is_asked(config, collection_path):
            return True
        config.pluginmanager.import_plugin(plugin)
    return None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is long and was not asked for."""
    left = {item for item in items if is_long(item) and not is_asked(config, item.path)}
    if left:
        config.hook.pytest_deselected(items=[*left])
        items[:] = [item for item in items if item not in left]
