"""What it takes to try a stolen password; all other tests use a cheap one."""

import re

from tests.once import REAL_HASHER


def test_each_try_takes_memory_and_time() -> None:
    stored = REAL_HASHER().hash("一个不短的密码")
    cost = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=\d+\$", stored)
    assert cost is not None
    assert int(cost[1]) >= 65_536  # kB; the second choice of RFC 9106, section 4
    assert int(cost[2]) >= 3
