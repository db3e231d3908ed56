"""The seal looked for on a page: a hint that is right on hard pages and never an error."""

import pytest
from PIL import Image

from tests.intake.hard_pages import WITH_SEAL, WITHOUT, hard_page, jpeg_bytes
from tests.intake.papers import found_in
from yudu_flow.intake import seal


@pytest.mark.long(but=["[letterhead-1", "[over_text-1", "[faint_partial-1", "[small-1"])
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("kind", WITH_SEAL)
def test_it_sees_the_seal(kind: str, seed: int) -> None:
    assert found_in("picture", jpeg_bytes(hard_page(kind, True, seed))).seal == "seen"


@pytest.mark.long(but=["[plain-1", "[letterhead-1", "[black_seal-1", "[warm_photo-1"])
@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("kind", WITHOUT)
def test_it_takes_nothing_else_for_a_seal(kind: str, seed: int) -> None:
    assert found_in("picture", jpeg_bytes(hard_page(kind, False, seed))).seal == "not_seen"


@pytest.mark.long(but=["90"])
@pytest.mark.parametrize("angle", [90, 180, 270])
def test_it_sees_the_seal_on_a_page_that_lies_on_its_side(angle: int) -> None:
    lying = hard_page("plain", True, 1).rotate(angle, expand=True)
    assert seal.verdict([lying]) == "seen"


def test_it_says_where_the_seal_is() -> None:
    mark = seal.find_seals(hard_page("over_text", True, 1))[0]
    assert 0.5 < mark.x < 0.95
    assert 0.3 < mark.y < 0.6
    assert 17 < mark.radius_mm < 25


@pytest.mark.parametrize("colour", ["white", "black", "red", (250, 240, 240)])
def test_it_sees_none_on_a_page_of_one_colour(colour: str) -> None:
    assert seal.verdict([Image.new("RGB", (1240, 1754), colour)]) == "not_seen"


@pytest.mark.parametrize("size", [(1, 1), (299, 4000), (300, 901), (20, 3000)])
def test_it_does_not_know_about_a_picture_that_is_no_page(size: tuple[int, int]) -> None:
    assert seal.verdict([Image.new("RGB", size, "red")]) == "unknown"


def test_it_needs_one_sealed_page_and_all_pages_to_deny() -> None:
    sealed, plain = hard_page("plain", True, 1), hard_page("plain", False, 1)
    assert seal.verdict([None, plain, sealed]) == "seen"
    assert seal.verdict([plain, None]) == "unknown"
    assert seal.verdict([plain, plain]) == "not_seen"


def test_it_does_not_know_where_the_detector_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(page: Image.Image) -> list[seal.RoundSeal]:
        raise MemoryError

    monkeypatch.setattr(seal, "find_seals", fail)
    assert seal.verdict([hard_page("plain", True, 1)]) == "unknown"
