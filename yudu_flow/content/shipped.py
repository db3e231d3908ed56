"""Where the content lies that came with the program."""

from importlib.resources import files
from pathlib import Path


def shipped() -> Path:
    """Inside a wheel its starter; in a checkout, whose editable install has none, the checkout's own folders."""
    packed = Path(str(files("yudu_flow"))) / "starter"
    return packed if packed.is_dir() else packed.parent.parent
