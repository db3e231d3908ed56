"""The name under which people see an uploaded file. The bytes lie under their hash: this never becomes a path."""

import re
import unicodedata

LONGEST = 80
"""Characters, and a third of the bytes: Linux takes 255 bytes of a name, and a Chinese character is three."""
_SEPARATORS = re.compile(r"[/\\]")
_RESERVED = re.compile(r'[<>:"|?*]')  # Windows refuses them when the file is downloaded
_EXTENSION = re.compile(r"\.[A-Za-z][A-Za-z0-9]{0,4}$")
_DEVICE = re.compile(r"(?:CON(?:IN\$|OUT\$)?|PRN|AUX|NUL|(?:COM|LPT)[\d¹²³])(?:\.|$)", re.IGNORECASE)
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}  # Cf holds the marks that turn the direction of text around
_NAMELESS = "文件"


def display_name(name: str, extension: str) -> str:
    """The last part of `name` without what cannot be seen, with `extension`; at most LONGEST, never empty."""
    stem = _without_extensions(_visible(_SEPARATORS.split(name)[-1]))
    if _DEVICE.match(stem):
        stem = f"_{stem}"
    return f"{cut(stem, LONGEST - len(extension) - 1) or _NAMELESS}.{extension}"


def cut(words: str, room: int) -> str:
    """Its beginning: so many characters, three bytes for each, and at the end nothing that Windows takes away."""
    return words[:room].encode(errors="ignore")[: 3 * room].decode(errors="ignore").rstrip(" .")


def _visible(text: str) -> str:
    seen = "".join(" " if character.isspace() else character for character in unicodedata.normalize("NFC", text))
    seen = "".join(character for character in seen if unicodedata.category(character) not in _HIDDEN)
    return " ".join(_RESERVED.sub("_", seen).split())


def _without_extensions(stem: str) -> str:
    """All of them, so that x.pdf.exe does not keep half a lie."""
    while (shorter := _EXTENSION.sub("", stem.rstrip(" ."))) != stem:
        stem = shorter
    return stem.strip(" .")
