"""Characters that steer a terminal or a line of text instead of standing in it.

What comes in loses them, Word and WPS paste some; what is shown in a terminal shows that they were there.
"""

import re

LAYOUT = "\t\n\r"
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""C0 and C1, what turns the direction of reading, and what no file of Word or Excel may hold; not the end of a line or
a tab."""
BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u00ad\u200b\u200c\u200d\u2060\ufeff"
PICTURES = {code: chr(0x2400 + code) for code in range(32) if chr(code) not in LAYOUT}
SHOWN = PICTURES | {
    code: f"\\u{code:04x}"
    for code in (*range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFFFE, 0xFFFF)
}


def without_controls(words: str) -> str:
    """The words as they are meant."""
    return CONTROLS.sub("", words)


def without_margins(words: str) -> str:
    """The words without blanks around them, those of no width included: what shows nothing is empty."""
    return words.strip(BLANKS)


def shown(words: str) -> str:
    """The words with what does not print made visible: ␛[31m."""
    return CONTROLS.sub(lambda found: SHOWN[ord(found[0])], words)


def legible(name: str) -> str:
    """A file's name as its writer saw it: Windows writes GBK, which Linux hands out as what no text may hold."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return name.encode(errors="surrogateescape").decode("gb18030", "replace")
    return name
