"""What is wrong with a request that does not fit the shape asked for, in Chinese."""

from collections.abc import Mapping, Sequence
from typing import Any

WORDS = {
    "missing": "必填",
    "extra_forbidden": "没有这一项",
    "json_invalid": "不是正确的JSON",
    "string_too_short": "不能为空",
    "string_too_long": "不超过{max_length}字",
    "string_pattern_mismatch": "格式不对",
    "too_long": "不超过{max_length}项",
    "greater_than_equal": "不小于{ge}",
    "less_than_equal": "不大于{le}",
    "less_than": "应小于{lt}",
    "timezone_aware": "时间要带时区，如 +08:00",
    "base64_decode": "不是正确的Base64",
    "value_error": "{error}",
    "literal_error": "应为 {expected} 之一",
    "bool_type": "应为 true 或 false",
    "bool_parsing": "应为 true 或 false",
    "string_type": "应为文字",
    "string_unicode": "有不成字的编码，请核对后再试",
    "bytes_type": "应为文字（Base64）",
    "finite_number": "应为数字",
    "too_short": "至少{min_length}项",
    "list_type": "应为列表",
    "dict_type": "应为对象",
    "model_attributes_type": "应为JSON对象",
}
KINDS = {
    "int_": "应为整数",
    "float_": "应为数字",
    "date_": "应为日期，如 2020-09-30",
    "datetime_": "应为时间，如 2020-09-30T15:30:00+08:00",
}
PLACES = ("body", "path", "query")


def spell_malformed(errors: Sequence[Mapping[str, Any]]) -> str:
    """The first thing that is wrong, with the field that it is in."""
    first = errors[0]
    field = ".".join(str(part) for part in first["loc"] if part not in PLACES and first["type"] != "json_invalid")
    wrong = WORDS.get(first["type"]) or next(
        (word for kind, word in KINDS.items() if first["type"].startswith(kind)), ""
    )
    known = {**first.get("ctx", {})}
    choices = str(known.get("expected", "")).replace(" or ", ", ").split(", ")
    known["expected"] = "、".join(word for one in choices if (word := one.strip("'")))  # empty where it may be left out
    return f"{field or '请求内容'}：{(wrong or '填写不对').format(**known)}"
