"""Which passwords are refused: short ones, and those made of what everybody tries first.

What is left of one without common words, keyboard and number runs, and what is known of the person must be long enough
to be a secret.
"""

import re
from collections.abc import Iterable

from yudu_flow.domain.errors import BadRequest

SHORTEST, LEFT = 12, 5
COMMON = (
    *("password", "passwd", "passw0rd", "p@ssw0rd", "p@ssword", "admin", "administrator", "root", "guest", "welcome"),
    *("letmein", "iloveyou", "monkey", "dragon", "sunshine", "princess", "master", "football", "superman", "changeme"),
    *("test", "demo", "login", "user", "default", "system", "secret", "hello", "google", "windows", "microsoft", "abc"),
    *("woaini", "woaiwojia", "wodemima", "mima", "nihao", "zhongguo", "china", "beijing", "shanghai", "jiangxi"),
    *(
        "ganzhou",
        "yudu",
        "renshe",
        "rensheju",
        "shebao",
        "jiuye",
        "bangongshi",
        "office",
        "wangyi",
        "tencent",
        "taobao",
    ),
    *("alibaba", "weixin", "wechat", "aini", "baobei", "laopo", "laogong", "xiaoming", "gongzuo", "meiyou", "yuduflow"),
    *("yudu-flow", "5201314", "1314", "520", "888", "666", "168", "a1b2c3", "1q2w3e", "qazwsx", "zaq12wsx", "1qaz2wsx"),
    *("密码", "管理员", "办公室", "人社局"),
)
RUNS = ("01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "!@#$%^&*()", "1qaz2wsx3edc")
YEAR = re.compile(r"(19|20)\d\d([01]\d)?([0-3]\d)?")


def check_password(password: str, known: Iterable[str]) -> None:
    """Raises BadRequest, which says what to do. `known` is what others know: name, id, mobile, mail, the bureau."""
    if len(password) < SHORTEST:
        raise BadRequest(f"密码至少{SHORTEST}位，可以用几个不相干的词连起来")
    if len(set(password)) < LEFT or len(_secret_of(password, known)) < LEFT:
        raise BadRequest("这个密码太常见，或由姓名、手机号、连续的键组成，容易被猜到；请换几个不相干的词")


def _secret_of(password: str, known: Iterable[str]) -> str:
    """What is left without the pieces that anybody would try."""
    left = password.lower()
    # The longest first: what a shorter one leaves of it would count as secret.
    for piece in sorted({*_pieces(known), *COMMON}, key=len, reverse=True):
        left = left.replace(piece, "")
    left = YEAR.sub("", left)
    return re.sub(r"(.)\1{2,}", "", _without_runs(left))


def _pieces(known: Iterable[str]) -> set[str]:
    words = {part for one in known for part in re.split(r"[\s@.\-_]+", one.lower())} | {one.lower() for one in known}
    tails = {one[-length:] for one in words if one.isdigit() and len(one) > 8 for length in (4, 6, 8)}
    return {one for one in words | tails if len(one) > 1}


def _without_runs(text: str) -> str:
    """Without four or more keys in a row, either way."""
    found = {
        run[at : at + size]
        for row in RUNS
        for run in (row, row[::-1])
        for size in range(4, 12)
        for at in range(len(row) - size + 1)
    }
    for run in sorted(found, key=len, reverse=True):
        text = text.replace(run, "")
    return text
