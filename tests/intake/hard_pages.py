"""Synthetic A4 scans with and without a red round seal; the organisations on them are invented.

Those without are hard on purpose: red letterheads and rules, headings, a pen's circle, a logo, a table, a photocopied
(black) seal, a warm photo. Every page is then tinted, tilted, blurred and made noisy, as a scanner or a phone would.
"""

import functools
import io
import math
import random
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter, ImageFont
from PIL.Image import Resampling

WIDTH, HEIGHT = 1240, 1754  # A4 at 150 dpi
PIXELS_PER_MM = WIDTH / 210
WITH_SEAL = ("plain", "pale", "letterhead", "over_text", "dark", "faint_partial", "small", "cropped")
WITHOUT = ("plain", "letterhead", "pen_circle", "logo", "red_table", "black_seal", "red_headings", "warm_photo")
FONTS = ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "msyh.ttc")
PRINT_RED = (214, 30, 36)

_BODY = (
    "根据工作方案要求，现将本月贯彻落实情况报告如下。"
    "一是加大稳岗支持力度，二是落实社会保险补贴政策，三是拓宽以工代训范围。"
)
_ORGANISATION = "青川县示例服务局办公室"

Colour = tuple[int, int, int]
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@functools.lru_cache(maxsize=4)
def hard_page(kind: str, sealed: bool, seed: int) -> Image.Image:
    """One page of that kind; the same for the same arguments."""
    chance = random.Random(f"{seed}:{kind}:{sealed}")
    page = _printed(chance)
    if kind in ("letterhead", "pen_circle", "over_text"):
        _letterhead(page)
    if sealed:
        page = _stamped(page, kind, chance)
    elif kind in _MARKS:
        _MARKS[kind](page, chance)
    return _scanned(page, chance)


def jpeg_bytes(picture: Image.Image, quality: int = 80) -> bytes:
    """The page as a phone or scanner would send it."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return out.getvalue()


@functools.cache
def font(size: int) -> Font:
    """A Chinese font where the machine has one; else Pillow's own, whose boxes do as well for ink."""
    for name in FONTS:
        if Path(name).is_absolute() and not Path(name).exists():
            continue
        try:
            return ImageFont.truetype(name, size)
        except OSError:
            continue
    return ImageFont.load_default(size)


def _write(page: Image.Image, place: tuple[float, float], text: str, size: int, colour: Colour, anchor: str) -> None:
    ImageDraw.Draw(page).text(place, text, font=font(size), fill=colour, anchor=anchor)


def _printed(chance: random.Random) -> Image.Image:
    page = Image.new("RGB", (WIDTH, HEIGHT), "white")
    for line in range(chance.randint(12, 20)):
        start = chance.randint(0, 20)
        _write(page, (165, 380 + 52 * line), (_BODY * 2)[start : start + 30], 30, (25, 25, 25), "la")
    return page


def _letterhead(page: Image.Image) -> None:
    _write(page, (WIDTH / 2, 180), "青川县示例服务局文件", 92, (222, 20, 24), "mm")
    ImageDraw.Draw(page).line([165, 300, WIDTH - 165, 300], fill=(222, 20, 24), width=6)


def _stamped(page: Image.Image, kind: str, chance: random.Random) -> Image.Image:
    """Ink darkens what lies below it: the seal is multiplied into the page."""
    red = {"pale": (235, 140, 145), "dark": (150, 25, 35)}.get(kind) or _fresh_red(chance)
    diameter = (30 if kind == "small" else chance.uniform(38, 45)) * PIXELS_PER_MM
    seal = _seal(chance, diameter, red)
    if kind == "faint_partial":
        _fade(seal)
    x, y = chance.randint(650, 900), 600 if kind == "over_text" else chance.randint(1150, 1400)
    if kind == "cropped":
        x = WIDTH - int(seal.width * 0.72)
    ink = Image.new("RGB", page.size, "white")
    ink.paste(seal, (x, y), seal)
    return Image.fromarray((np.asarray(page, np.uint16) * np.asarray(ink, np.uint16) // 255).astype("uint8"))


def _fresh_red(chance: random.Random) -> Colour:
    return chance.randint(200, 235), chance.randint(15, 50), chance.randint(20, 60)


def _fade(seal: Image.Image) -> None:
    alpha = np.asarray(seal.getchannel("A"), np.float32)
    seal.putalpha(Image.fromarray((alpha * np.linspace(0.12, 0.8, alpha.shape[1])).astype("uint8")))


def _seal(chance: random.Random, diameter: float, colour: Colour) -> Image.Image:
    """A ring, a star, the name around it, and ink that is missing here and there; turned by chance."""
    edge = int(diameter * 1.2)
    seal, middle, radius = Image.new("RGBA", (edge, edge)), edge / 2, diameter / 2
    pen = ImageDraw.Draw(seal)
    ring = [middle - radius, middle - radius, middle + radius, middle + radius]
    pen.ellipse(ring, outline=(*colour, 255), width=max(4, int(diameter * 0.028)))
    pen.polygon(_star(middle, diameter), fill=(*colour, 255))
    _name_around(seal, diameter, colour)
    alpha = np.asarray(seal.getchannel("A"), np.float32)
    noise = np.random.default_rng(chance.randrange(1 << 30)).random(alpha.shape)
    alpha = alpha * np.where(noise < chance.uniform(0.05, 0.25), 0.25, 1.0)
    seal.putalpha(Image.fromarray(alpha.astype("uint8")))
    return seal.rotate(chance.uniform(-180, 180), resample=Resampling.BICUBIC)


def _star(middle: float, diameter: float) -> list[tuple[float, float]]:
    reaches = [diameter * (0.058 if corner % 2 else 0.15) for corner in range(10)]
    angles = [math.pi * (corner / 5 - 1 / 2) for corner in range(10)]
    return [(middle + r * math.cos(a), middle + r * math.sin(a)) for r, a in zip(reaches, angles, strict=True)]


def _name_around(seal: Image.Image, diameter: float, colour: Colour) -> None:
    span, middle, reach = math.radians(230), seal.width / 2, diameter / 2 * 0.78
    for place, character in enumerate(_ORGANISATION):
        angle = -math.pi / 2 - span / 2 + span * place / (len(_ORGANISATION) - 1)
        glyph = Image.new("RGBA", (int(diameter * 0.2),) * 2)
        _write(glyph, (glyph.width / 2, glyph.height / 2), character, int(diameter * 0.125), colour, "mm")
        glyph = glyph.rotate(-math.degrees(angle) - 90, resample=Resampling.BICUBIC)
        x, y = middle + reach * math.cos(angle), middle + reach * math.sin(angle)
        seal.alpha_composite(glyph, (int(x - glyph.width / 2), int(y - glyph.height / 2)))


def _pen_circle(page: Image.Image, _: random.Random) -> None:
    ImageDraw.Draw(page).ellipse([700, 1200, 900, 1290], outline=(215, 40, 40), width=5)


def _logo(page: Image.Image, _: random.Random) -> None:
    ImageDraw.Draw(page).ellipse([80, 80, 200, 200], fill=PRINT_RED)


def _red_table(page: Image.Image, _: random.Random) -> None:
    pen = ImageDraw.Draw(page)
    for row in range(7):
        pen.line([165, 1350 + row * 45, 1070, 1350 + row * 45], fill=PRINT_RED, width=3)
        pen.line([165 + row * 150, 1350, 165 + row * 150, 1620], fill=PRINT_RED, width=3)


def _black_seal(page: Image.Image, chance: random.Random) -> None:
    seal = _seal(chance, 42 * PIXELS_PER_MM, (60, 60, 60))
    page.paste(seal, (750, 1250), seal)


def _red_headings(page: Image.Image, _: random.Random) -> None:
    for line in range(4):
        _write(page, (165, 1400 + line * 60), "附件：贯彻落实情况汇总表（急件）", 44, PRINT_RED, "la")


def _warm_photo(page: Image.Image, _: random.Random) -> None:
    skin = np.linspace(90, 220, 420)[None, :, None] * np.array([1.0, 0.62, 0.5])
    page.paste(Image.fromarray(np.broadcast_to(skin, (300, 420, 3)).astype("uint8")), (400, 1350))


_MARKS = {
    "pen_circle": _pen_circle,
    "logo": _logo,
    "red_table": _red_table,
    "black_seal": _black_seal,
    "red_headings": _red_headings,
    "warm_photo": _warm_photo,
}


@functools.cache
def _noise() -> NDArray[np.float32]:
    """Of one page; each page lies elsewhere on it, for to draw it anew takes longer than all else."""
    return np.random.default_rng(1).standard_normal((HEIGHT, WIDTH, 3), np.float32)


def _scanned(page: Image.Image, chance: random.Random) -> Image.Image:
    page = page.rotate(chance.uniform(-2.5, 2.5), fillcolor=(250, 250, 247), resample=Resampling.BILINEAR)
    if chance.random() < 0.6:
        page = page.filter(ImageFilter.GaussianBlur(chance.uniform(0.3, 1.1)))
    tint = [chance.uniform(0.93, 1), chance.uniform(0.93, 1), chance.uniform(0.86, 1)]
    light = np.asarray(page, np.float32) * np.array(tint, np.float32)
    across, down = chance.randrange(WIDTH), chance.randrange(HEIGHT)
    light += np.roll(_noise(), (down, across), (0, 1)) * np.float32(chance.uniform(1, 6))
    return Image.fromarray(light.clip(0, 255, out=light).astype("uint8"))
