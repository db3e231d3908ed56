"""Red round seals (公章) on a page, found by their ring. A hint: a mark looks like one; never: it is genuine.

1. The page is shrunk to 60 dpi; pixels are red by ratio and not by value, so that pale and dark ink both count.
2. Every red edge votes along its gradient for the centre of a circle, at each radius that a seal can have.
3. A centre counts when red lies in most directions of its ring, and the inside is neither empty (a pen's circle) nor
   full (a logo).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL.Image import Image, Resampling

from yudu_flow.intake import finding

Mask = NDArray[np.bool_]
Floats = NDArray[np.float32]
PAGE_MM = 210.0
"""The short edge of the paper; a picture says nothing of its own scale."""
SMALLEST_MM, LARGEST_MM = 26, 52  # official seals have 38 to 50, small ones 30; a photo's margin makes them smaller
PIXELS_PER_MM = 60 / 25.4
LEAST_EDGE = 300
LONGEST_RATIO = 3.0
LEAST_RED = 120
RADIUS_STEP = 1.5
CENTRES_PER_RADIUS = 3
CENTRES_TRIED = 25
SECTORS = 72


@dataclass(frozen=True)
class RoundSeal:
    """Where a seal is, as fractions of the page."""

    x: float
    y: float
    radius_mm: float


class _Centre(NamedTuple):
    votes: float
    y: int
    x: int
    radius: float


class _Edges(NamedTuple):
    """Places of red edges and the directions, of length 1, in which they fall off."""

    x: NDArray[np.intp]
    y: NDArray[np.intp]
    right: Floats
    down: Floats


def verdict(pages: Iterable[Image | None]) -> finding.Seal:
    """`seen` on any page; `not_seen` when every page could be read; else `unknown`. Never an error."""
    readable = True
    for page in pages:
        if page is None or not _legible(page):
            readable = False
            continue
        try:
            if find_seals(page):
                return "seen"
        except (ValueError, IndexError, ArithmeticError, MemoryError):
            readable = False
    return "not_seen" if readable else "unknown"


def find_seals(page: Image) -> list[RoundSeal]:
    """The seals on an RGB picture of one page, strongest first."""
    pixels = np.asarray(_shrunk(page))
    red = _red(pixels)
    if red.sum() < LEAST_RED:
        return []
    found: list[tuple[_Centre, RoundSeal]] = []
    for centre in sorted(_centres(red, _edges(pixels, red)), reverse=True)[:CENTRES_TRIED]:
        if all(np.hypot(centre.x - other.x, centre.y - other.y) > centre.radius for other, _ in found):
            found += [(centre, seal) for seal in _sealed(red, centre)]
    return [seal for _, seal in found]


def _legible(page: Image) -> bool:
    short, long = sorted(page.size)
    return short >= LEAST_EDGE and long <= LONGEST_RATIO * short


def _shrunk(page: Image) -> Image:
    scale = PAGE_MM * PIXELS_PER_MM / min(page.size)
    return page.resize((round(page.width * scale), round(page.height * scale)), Resampling.BOX)


def _red(pixels: NDArray[np.uint8]) -> Mask:
    """Red beside the paper's own colour, which takes the tint out of a scan."""
    paper = np.percentile(pixels.reshape(-1, 3), 90, axis=0).astype(np.float32).clip(80)
    red, green, blue = (pixels[..., band].astype(np.float32) / paper[band] for band in range(3))
    other = np.maximum(green, blue)
    mask: Mask = (red - other > 0.10) & (red > 0.32) & (other < 0.88) & (np.abs(green - blue) < 0.22 * red + 0.05)
    return mask


def _edges(pixels: NDArray[np.uint8], red: Mask) -> _Edges:
    ink = np.where(red, 255 - (pixels[..., 1].astype(np.float32) + pixels[..., 2]) / 2, 0)
    down, right = (slope[1:-1, 1:-1] for slope in np.gradient(np.pad(ink, 1)))
    steepness = np.hypot(right, down)
    y, x = np.nonzero(steepness > np.percentile(steepness[steepness > 0], 40))
    return _Edges(x, y, right[y, x] / steepness[y, x], down[y, x] / steepness[y, x])


def _centres(red: Mask, edges: _Edges) -> Iterator[_Centre]:
    """The best few centres for each radius; votes are per pixel of the ring, so that radii can be compared."""
    longest = LARGEST_MM / 2 * PIXELS_PER_MM
    margin = int(longest) + 3  # a seal may be cut off by the edge of the page
    for radius in np.arange(SMALLEST_MM / 2 * PIXELS_PER_MM, longest + 1, RADIUS_STEP).tolist():
        votes = _votes(red.shape, edges, radius, margin)
        for _ in range(CENTRES_PER_RADIUS):
            y, x = divmod(int(votes.argmax()), votes.shape[1])
            yield _Centre(float(votes[y, x]) / radius, y - margin, x - margin, radius)
            votes[max(0, y - 4) : y + 5, max(0, x - 4) : x + 5] = 0


def _votes(shape: tuple[int, ...], edges: _Edges, radius: float, margin: int) -> Floats:
    """Both ways along the gradient, for a ring has an outer and an inner edge; each vote spread over 3 × 3 pixels."""
    height, width = shape[0] + 2 * margin, shape[1] + 2 * margin
    way = np.array([[radius], [-radius]], np.float32)
    x = np.rint(edges.x + way * edges.right).astype(int) + margin
    y = np.rint(edges.y + way * edges.down).astype(int) + margin
    inside = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    cast = np.bincount(y[inside] * width + x[inside], minlength=height * width)
    votes = cast.astype(np.float32).reshape(height, width)
    votes[1:-1] = votes[:-2] + votes[1:-1] + votes[2:]
    votes[:, 1:-1] = votes[:, :-2] + votes[:, 1:-1] + votes[:, 2:]
    return votes


def _sealed(red: Mask, centre: _Centre) -> list[RoundSeal]:
    """The seal at that centre, or nothing."""
    coverage, visible = _ring(red, centre)
    if coverage < 0.62 or visible < 0.55:
        return []
    fill, core, outside = _shares(red, centre)
    if not (0.07 <= fill <= 0.75 and core > 0.12 and outside < 0.12):
        return []
    height, width = red.shape
    return [RoundSeal(centre.x / width, centre.y / height, centre.radius / PIXELS_PER_MM)]


def _ring(red: Mask, centre: _Centre) -> tuple[float, float]:
    """Of the directions on the page, the share with red within 6 % of the radius; of all, the share on the page."""
    angle = np.arange(SECTORS) * 2 * np.pi / SECTORS
    reach = np.linspace(0.94, 1.06, 7)[:, None] * centre.radius
    x = np.rint(centre.x + reach * np.cos(angle)).astype(int)
    y = np.rint(centre.y + reach * np.sin(angle)).astype(int)
    height, width = red.shape
    on_page = (x >= 0) & (y >= 0) & (x < width) & (y < height)
    hit = on_page & red[y.clip(0, height - 1), x.clip(0, width - 1)]
    seen = on_page.any(axis=0)
    return float(hit.any(axis=0).sum() / max(1, seen.sum())), float(seen.mean())


def _shares(red: Mask, centre: _Centre) -> tuple[float, float, float]:
    """How much of the inside, of its middle and of the surroundings is red."""
    reach = int(centre.radius * 1.45) + 1
    top, left = max(0, centre.y - reach), max(0, centre.x - reach)
    part = red[top : centre.y + reach, left : centre.x + reach]
    y, x = np.mgrid[top : top + part.shape[0], left : left + part.shape[1]]
    away = np.hypot(x - centre.x, y - centre.y) / centre.radius

    def share(where: Mask) -> float:
        return float(part[where].mean()) if where.any() else 0.0

    return share(away < 0.86), share(away < 0.33), share((away > 1.12) & (away < 1.45))
