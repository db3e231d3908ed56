"""What is to be asked of a day's year: one that nobody wrote, or by which the day lies before the document's own."""

import re
from datetime import date

_SAYS = re.compile(r"\d{4}|[二〇○零一三四五六七八九]{4}年|今年|明年|本年|当年|年[底末内]|全年")


def year_doubt(due: date, words: str, issued: date | None, *, guessed: bool) -> str:
    """In Chinese, empty where the `words` say the year or it is plain. `guessed`: the document names none itself."""
    if _SAYS.search(words):
        return ""
    said = f"“{words[:30]}”" if words else ""
    if guessed:
        return f"完成时限{said}没有写年份，文件也没有写明是哪一年，按{due.year}年读了，请核对"
    if issued and due < issued:
        return f"完成时限{said}没有写年份，{due.year}年的这一天在印发日期之前，请看是哪一年"
    return ""
