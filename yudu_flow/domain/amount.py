"""A figure as people write it: 7100人, 98.5%, 1.2万. Whole ones are int, others float to four places."""

import re
from unicodedata import normalize

Amount = int | float
MOST = 10**12
"""50亿元 of a document is 5000000000 of a target in 元. Beyond it a double has no room for four places."""
PLACES = 4
TIMES = {"": 1, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
COUNTED = ("人", "人次", "名", "户", "家", "个", "件", "场", "次", "期", "份")
"""Units of which there is no half."""
# No more than 15 figures: some hundreds of them are infinite as a float, of which no whole number can be made.
WRITTEN = re.compile(r"(\d{1,15})(?:\.(\d{1,6}))?\s*(千万|百万|千|万|亿)?")


def parse_amount(text: str, unit: str = "") -> Amount | None:
    """The figure; None where it is none, has another unit than its own, or is more than is kept (MOST).

    The unit may be written behind it or left out; thousands may be set off by commas. There is no half of a person.
    """
    own = normalize("NFKC", unit)
    found = WRITTEN.fullmatch(normalize("NFKC", text).replace(",", "").strip().removesuffix(own).strip())
    if found is None:
        return None
    value = whole(float(f"{found[1]}.{found[2] or 0}") * TIMES[found[3] or ""])
    return value if value <= MOST and not halves(value, unit) else None


def halves(value: Amount, unit: str) -> bool:
    """Whether it counts a part of what there is only whole."""
    return unit in COUNTED and isinstance(whole(value), float)


def whole(value: float) -> Amount:
    """The same to four places; as int where it has none."""
    kept = round(value, PLACES)
    return int(kept) if kept == int(kept) else kept


def spell_amount(value: Amount) -> str:
    """482,000; 98.5."""
    return f"{value:,}"
