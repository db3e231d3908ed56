"""What a relay's refusal means: whom it concerns, and whether it is worth asking again.

Read in this order: the enhanced code (RFC 3463) where it says something definite, the words, the basic code. Large
Chinese relays say 550 to everything: a sender who is too fast, a text that looks like an advertisement, a mailbox that
does not exist. Only what says that there is no such user ends an address.
"""

import re
from datetime import timedelta
from typing import NamedTuple

from yudu_flow.delivery.message import Fault

LONGEST_WAIT = timedelta(days=1)


class Meaning(NamedTuple):
    """What a refusal concerns; `wait` is how long it asks for before the next try, where it says so."""

    concerns: Fault
    wait: timedelta | None = None


_NOISE = re.compile(r"https?://\S+|<[^<>]*>|\S+@\S+|\b\d{1,3}(?:\.\d{1,3}){3}\b")
"""What quotes somebody else's words: addresses, links (help_spam.htm), IPs that look like codes."""
_CODES = re.compile(r"(?<![\d.])([45])\.(\d{1,3})\.(\d{1,3})(?![\d.])")

# subject.detail of an enhanced code that leaves nothing open, whatever the words say.
_DEFINITE = {
    "1.1": Fault.ADDRESS,
    "1.10": Fault.ADDRESS,  # Exchange
    "1.2": Fault.MAIL,  # the domain is not found: a DNS that fails says so of everybody there
    "1.3": Fault.MAIL,
    "1.6": Fault.MAIL,
    "1.7": Fault.RELAY,
    "1.8": Fault.RELAY,
    "2.1": Fault.MAIL,
    "2.2": Fault.MOMENT,
    "2.3": Fault.MAIL,
    "3.4": Fault.MAIL,
    "4.1": Fault.MAIL,  # Exchange, for whoever is not in its directory
    "5.3": Fault.MOMENT,
    "7.26": Fault.RELAY,
}
# What a subject means where neither detail nor words say more.
_SUBJECTS = {"3": Fault.RELAY, "5": Fault.RELAY, "7": Fault.RELAY}
_BASIC = dict.fromkeys((500, 502, 503, 504, 530, 534, 535, 538), Fault.RELAY)

# The first that fits: what says more stands before what its words hold, spam ip before spam.
_WORDS = tuple(
    (concerns, re.compile("|".join(words), re.IGNORECASE))
    for concerns, words in (
        (Fault.MAIL, (r"message size|mail ?size|too large|too big|size limit|illegal attachment|virus", r"病毒")),
        (
            Fault.MOMENT,
            (
                r"frequen|\brate\b|rate.?limit|throttl|quota|\blimit|too (many|much|fast|quick)|exceed|threshold",
                r"gr[ae]y.?list|temporar|transient|busy|overload|try.{0,20}later|try again|again later|come back|retry",
                r"insufficient|\bfull\b|storage|space not enough|mailbox unavailable or access denied",
                r"\b(MI|RP|HL):(CEL|DMC|CCL|SFQ|STC|DRC|QRC|TRC|RCL|ICC|IFC|IFQ|ITC|REP|IHU|MEP)\b",
                r"频率|过于频繁|过快|超限|超出.{0,6}(限制|数量|配额)|超过.{0,8}(限制|上限|限额)|上限|配额|限额|限制发信",
                r"已满|空间不足|容量不足|繁忙|稍后|再试|重试|灰名单|暂时|临时",
            ),
        ),
        (Fault.RELAY, (r"\bspam ?(ip|host|sender|server)|(suspected|known) spam|spamhaus|\bS?RBL\b|blocked using",)),
        (
            Fault.MOMENT,
            (
                r"spam|junk|DT:S[PU]M|unsolicited|content.{0,20}(den|reject|refus)|(den|reject|refus).{0,20}content",
                r"垃圾|内容.{0,12}(拒|违|敏感|拦截)",
            ),
        ),
        (
            Fault.RELAY,
            (
                r"sender|mail from|mailfrom|from address|return.?path|\bSPF\b|\bDKIM\b|\bDMARC\b|\bHELO\b|\bEHLO\b",
                r"relay(ing)? (access )?(is )?(denied|not|prohibited)|(unable to|not|denies|denied) relay|open relay",
                r"auth(entication|orization|orisation)?\b|authenticat|unauthori|not authori|log ?in|password|starttls",
                r"black|block|\bban|reputation|poor|connection denied|access deni|client host|your (ip|host|domain)",
                r"\b(MI|RP|HL|DT|WM):(SPF|DMA|NHD|IMF|SPB|FRL|IPB|RBL|BLI|BLU)\b|main account|not allowed to send",
                r"发件人|发信人|发送方|中继|认证|授权|黑名单|未登录|密码|域名.{0,6}(限制|禁止)",
            ),
        ),
        (Fault.MAIL, (r"\b(domain|host|mx)\b.{0,30}(not found|unknown|not exist|invalid)|域名.{0,6}(不存在|无效)",)),
        (
            Fault.ADDRESS,
            (
                r"(user|mailbox|recipient|rcpt|account|addressee|address|local part).{0,40}"
                r"(unknown|not known|not found|no[tn]? exists?|do(es)? no exist|do(es)?n'?t exists?)",
                r"(unknown|no such|nonexistent|non-existent|invalid|not a valid|not a known)"
                r" (local |mail |virtual )?(user|mailbox|recipient|rcpt|account|addressee|address|person|alias)",
                r"unknown or illegal|no mailbox here|doesn'?t have an? \S* ?account|not user of this server",
                r"unavailable mail user|(do[ens]*'?t|not) exist",
                r"(用户|收件人|收信人|信箱|邮箱|邮件地址|地址|帐号|账号|账户|帐户).{0,8}(不存在|未找到|没有找到|未知)",
                r"(无此|没有此|没有该|没有这个|查无此|查无|未知的?|无效的?|找不到该?)"
                r"(用户|收件人|收信人|信箱|邮箱|地址|帐号|账号|账户|人)",
            ),
        ),
    )
)

_UNIT = {"s": 1, "秒": 1, "m": 60, "分": 60, "h": 3600, "小": 3600, "时": 3600}
_WAIT = re.compile(
    r"(?P<number>\d{1,6}) ?个?(?P<unit>seconds?\b|secs?\b|s\b|minutes?\b|mins?\b|m\b|hours?\b|hrs?\b|h\b|秒|分|小时|时)"
    r"|\b(?P<hours>\d{1,2}):(?P<minutes>\d\d):(?P<seconds>\d\d)\b",
    re.IGNORECASE,
)
_DIGITS = str.maketrans("一二两三四五六七八九", "1223456789")
_TENS = re.compile(r"(\d?)十(\d?)")


def verdict_on(code: int, text: str, *, at_mail: bool = False) -> Meaning:
    """What the answer `text`, which begins with `code` (4xx or 5xx), concerns.

    `at_mail` where it answers MAIL: no recipient has been named yet, so that it can only be about us or the moment.
    """
    words = _NOISE.sub(" ", text)
    concerns = _concerns(code, words)
    if at_mail and concerns in (Fault.ADDRESS, Fault.MAIL):
        concerns = Fault.RELAY
    return Meaning(concerns, _wait(words) if concerns in (Fault.MOMENT, Fault.RELAY) else None)


def _concerns(code: int, words: str) -> Fault:
    enhanced = _CODES.search(words)
    place = f"{enhanced[2]}.{enhanced[3]}" if enhanced else ""
    if code < 500 or (enhanced and enhanced[1] == "4"):
        return Fault.RELAY if place.startswith(("3.", "4.")) or code == 421 else Fault.MOMENT
    if place in _DEFINITE:
        return _DEFINITE[place]
    if place.startswith("6."):
        return Fault.MAIL
    spoken = next((concerns for concerns, pattern in _WORDS if pattern.search(words)), None)
    return spoken or _BASIC.get(code) or _SUBJECTS.get(place.partition(".")[0]) or Fault.MAIL


def _wait(words: str) -> timedelta | None:
    found = _WAIT.search(_in_digits(words))
    if found is None:
        return None
    if found["number"]:
        wait = timedelta(seconds=int(found["number"]) * _UNIT[found["unit"][0].lower()])
    else:
        wait = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]), seconds=int(found["seconds"]))
    return min(wait, LONGEST_WAIT) if wait else None


def _in_digits(words: str) -> str:
    """十五分钟 as 15分钟, 半小时 as 30分."""
    spelt = re.sub("半个?小时", "30分", words).translate(_DIGITS)
    return _TENS.sub(lambda found: str(int(found[1] or 1) * 10 + int(found[2] or 0)), spelt)
