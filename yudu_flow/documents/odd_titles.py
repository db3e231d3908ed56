"""What speaks against words as the title of a measure: they are a number, a code, a day, or a name alone."""

import re

from yudu_flow.documents.bare_names import bare_name
from yudu_flow.documents.days import due_in
from yudu_flow.documents.outline import Item
from yudu_flow.documents.passage import OPENING, Passage, key_of
from yudu_flow.documents.sorts import Sort, sort_of
from yudu_flow.documents.summary import first_words

LONGEST_CODE = 16
"""Characters of a number by which a matter is filed, or of a day."""
_KIND = re.compile(
    "教育|就业|健康|卫生|养老|托育|住房|交通|环境|环保|生态|医疗|医保|社保|文化|体育|文体|文旅|旅游|农业|工业|商贸|水利|党建|安全|民生|城建|科技|民政"
    "|法治|政法|经济|社会|综合|其他|其它|项目|工作|任务|[一二三四五六七八九十]类|[A-D甲乙丙丁]类"
)
"""What a matter is of, and not what is to be done."""
ANY_YEAR = 2000
_CODE = re.compile(
    r"(?:第?\d[\d\-./、]*(?:号|件|项|条|期|批)?|[A-Za-z]{1,6}[-_\d][A-Za-z\d\-./]*|[^,。;]{0,8}[〔\[(]\d{4}[〕\])]第?\d+号)"
)
_FIGURE = re.compile(r"[约共]?\d[\d,.]*(?:%|[一-鿿/]{0,4})")


def title_doubt(title: str) -> str:
    """What a person should look at, in Chinese; empty for what may well be a title."""
    words = re.sub(r"\s", "", key_of(title))
    if not words:
        return "没有读出要办什么，请补上"
    if what := no_work(words):
        return f"“{title}”像是{what}，不像要办的事，请核对"
    if _KIND.fullmatch(words):
        return f"“{title}”像是类别，不像要办的事，请核对"
    return f"“{title}”像是文件标题，不像要办的事，请核对" if _OF_A_PAPER.search(words) else ""


_OF_A_PAPER = re.compile("^关于[^,。;]{4,}的(?:通知|函|通报|请示|批复)$")


def no_work(words: str) -> str:
    """What words are, in Chinese, that say nothing of what is to be done; empty for those that may."""
    if not re.search("[一-鿿]", words) or (len(words) <= LONGEST_CODE and _CODE.fullmatch(words)):
        return "编号"
    if _FIGURE.fullmatch(words):
        return "数字"
    if len(words) <= LONGEST_CODE and due_in(words, 2000) is not None and _DAY.search(words):
        return "日子"
    sort = sort_of(bare_name(words))
    if sort is Sort.PERSON:
        return "人名"
    return "单位" if sort is Sort.UNIT and _UNIT_ALONE.fullmatch(words) else ""


_DAY = re.compile(r"^(?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}[日号]|[底末])?(?:之|以)?(?:前|内)?$|^\d{4}[-./]\d{1,2}")
_UNIT_ALONE = re.compile(
    r"[省市县区州镇乡局][一-鿿]{1,14}(?:局|委|办|中心|公司|政府|办事处|大队|委员会|联合会|总工会)|[一-鿿]{2,6}(?:镇|乡|街道)(?:人民政府|办事处)"
)


def title_behind(passage: Passage, item: Item) -> str:
    """An item's title; where it names a unit, and behind it stands what that does, these words: 县水利局：负责调度."""
    line = passage.key.find("\n", item.body)
    end = item.end if line < 0 else line
    words = passage.text[item.body + len(item.title) : end].lstrip("：: 。")
    title = re.sub(r"\s", "", key_of(item.title))
    told = words and key_of(words[0]) not in OPENING
    return first_words(words) if told and (no_work(title) or sort_of(title) is Sort.GROUP) else item.title
