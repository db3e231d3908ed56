"""Lines that say of one unit after the other what it does, without a number and without a word of its role:

区林业局：牵头维护隔离带。 区财政局：保障经费。 各镇（街道）：落实属地责任。
"""

import re

from yudu_flow.documents.attribution import Reader
from yudu_flow.documents.charged import Attribution
from yudu_flow.documents.headings import heading_at
from yudu_flow.documents.labels import label_at
from yudu_flow.documents.legends import BULLETS
from yudu_flow.documents.lexicon import CONTACT
from yudu_flow.documents.passage import Passage, Span
from yudu_flow.documents.plausible import bears_work

LEAST = 3
"""Such lines in a document from which on they are its manner, and no line of an address."""
_HEADED = re.compile(rf"[{BULLETS}]?\s*(?P<names>[^:。;,\n]{{2,40}}):(?P<work>(?!\d)[^:\n]{{6,}})")


def shares(passage: Passage, year: int) -> dict[int, Attribution]:
    """By where its line begins what each says; none where the document has only a few."""
    found = {line[0]: one for line in passage.lines if (one := _share(passage, line, year))}
    return found if len(found) >= LEAST else {}


def _share(passage: Passage, line: Span, year: int) -> Attribution | None:
    key = passage.key
    said = _HEADED.match(key, *line)
    if said is None or heading_at(key, line[0]) or label_at(key, *line) or CONTACT.search(key, *said.span("names")):
        return None
    by = Reader(passage, said.span("names"), year).read(*said.span("names"))
    plain = all(bears_work(one.name) for one in by.names)
    if not by.names or not plain or not _OF_A_PLACE.match(said["names"]):
        return None
    by.speaks, by.doubts, by.labelled = line, [], True
    if len(_PARTS.findall(said["work"])) > 1:
        by.doubts.append("这一段里写了几项任务，请看要不要分开")
    return by


_PARTS = re.compile(r"[(]\d[)]|[①-⑳]")
_OF_A_PLACE = re.compile("[省市县区州旗镇乡局各]|国有|驻|机关|有关|相关|办公室|[一-鿿]{2,8}[股科室]")
