"""What an SMS gateway's answer must be to mean something, as a line of settings.

    status:200                 the HTTP status
    text:1                     the whole answer is 1 (blanks around it aside)
    contains:OK                OK stands somewhere in it
    number:>0                  the whole answer is a number greater than 0 (= != > >= < <=)
    json:code=0                a value of a JSON answer; dots go deeper, numbers into lists: json:data.0.status=ok
    regex:^OK                  a regular expression finds something in it

Several stand in one line with commas between; a comma inside a condition is its own.
"""

import json
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

KINDS = ("status", "text", "contains", "number", "json", "regex")
EXAMPLES = "status:200、text:1、contains:OK、number:>0、json:code=0、regex:^OK"
_BETWEEN = re.compile(rf"[,，]\s*(?=(?:{'|'.join(KINDS)})[:：])")
_COMPARED = re.compile(r"(?P<path>.*?)\s*(?P<sign>>=|<=|!=|=|>|<)\s*(?P<value>.*)", re.DOTALL)
_ORDER: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition. `path` leads into a JSON answer; `sign` compares."""

    kind: str
    value: str
    sign: str = "="
    path: str = ""

    def holds(self, status: int, text: str) -> bool:
        """Whether an answer fulfils it."""
        answer = text.strip()
        match self.kind:
            case "status":
                return str(status) == self.value
            case "text":
                # The whole answer: text:1 once held for -11.
                return answer == self.value
            case "contains":
                return self.value in answer
            case "regex":
                return re.search(self.value, answer) is not None
            case "number":
                return _compared(answer, self.sign, self.value)
            case _:
                found = _at(self.path, answer)
                return found is not None and _compared(found, self.sign, self.value)


def conditions_in(line: str) -> tuple[Condition, ...]:
    """Those of a line of settings; none for an empty one. Raises ValueError, in Chinese, for what is none."""
    return tuple(_condition(part.strip()) for part in _BETWEEN.split(line.strip(" ,，"))) if line.strip(" ,，") else ()


def _condition(written: str) -> Condition:
    kind, _, value = written.replace("：", ":", 1).partition(":")
    value = value.strip()
    if kind not in KINDS or not value:
        raise ValueError(f"“{written}”不是短信网关应答的条件，可以写：{EXAMPLES}")
    match kind:
        case "number":
            return _number(written, value)
        case "json":
            return _json(written, value)
        case "regex":
            return _regex(written, value)
        case "status" if not re.fullmatch(r"[1-5]\d\d", value):
            raise ValueError(f"“{written}”不对，status: 后面写三位数的 HTTP 状态，例如 status:200")
        case _:
            return Condition(kind, value)


def _number(written: str, value: str) -> Condition:
    match = _COMPARED.fullmatch(value)
    sign, number = (match["sign"], match["value"]) if match and not match["path"] else ("=", value)
    if _decimal(number) is None:
        raise ValueError(f"“{written}”不对，number: 后面写比较符号和数，例如 number:>0")
    return Condition("number", number, sign)


def _json(written: str, value: str) -> Condition:
    match = _COMPARED.fullmatch(value)
    if match is None or not match["path"] or not match["value"]:
        raise ValueError(f"“{written}”不对，json: 后面写 字段=值，例如 json:code=0、json:data.0.status=ok")
    return Condition("json", match["value"], match["sign"], match["path"])


def _regex(written: str, value: str) -> Condition:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"“{written}”不是正确的正则表达式：{error}") from None
    return Condition("regex", value)


def _compared(found: str, sign: str, value: str) -> bool:
    """As numbers where both are, so that 0 is 0.0 and "00" is 0; else word for word, which only = and != can."""
    left, right = _decimal(found), _decimal(value)
    if left is not None and right is not None:
        return _ORDER[sign](left, right)
    return (found == value) is (sign == "=") if sign in ("=", "!=") else False


def _decimal(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _at(path: str, text: str) -> str | None:
    """The value at a dotted path of a JSON answer as text, None where there is none."""
    try:
        found = json.loads(text)
        for key in path.split("."):
            found = found[int(key)] if isinstance(found, list) else found[key]
    except (ValueError, KeyError, TypeError, IndexError, RecursionError):
        return None
    return found if isinstance(found, str) else json.dumps(found, ensure_ascii=False)
