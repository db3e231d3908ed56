"""Chinese numerals for headings."""

DIGITS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    """一 to 九十九; a number beyond that in figures."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = {0: "", 1: "十"}.get(tens, f"{DIGITS[tens]}十")
    return head + (DIGITS[ones] if ones else "")
