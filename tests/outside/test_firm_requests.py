"""What three firms asked for in the autumn of 2020, worked out by hand from 6-duties "Request", beside the kept play.

Working days: 24, 25, 27 (Sunday, worked), 28, 29, 30 September; 9, 10 (Saturday, worked), 12–16, 19–23, 26–30 October.
1. Handed over on 24 September: the lead has until 10 October (25, 27, 28, 29, 30, 9, 10), the co-unit until the 28th
   (25, 27, 28). Answered on the 30th, so called back by 12 October (9, 10, 12). Not content on the 9th: a second round
   until the 19th (10, 12, 13, 14, 15, 16, 19), called back by the 20th (16, 19, 20). Not content once more on the 16th:
   李明, who leads most of its assignments, is asked on the 19th, orders it for the 28th; answered on the 26th, called
   back by the 29th.
2. Not theirs, said within a working day of the 24th; on the office's list of the 25th. The next lead counts from the
   25th: 12 October (27, 28, 29, 30, 9, 10, 12). Nothing comes: E+1 on the 13th, E+3 on the 15th, E+5 on the 19th.
3. Recorded on 30 September at 17:30, so handed over on 9 October: 19 October. Put off to the 23rd, asked on the 16th,
   the working day before the last; answered on the 22nd, called back by the 27th, which nobody does: E+1 on the 28th.
"""

import json
from collections.abc import Iterator
from typing import Any

from tests.outside.kept import kept

TOLD_AT_ONCE = """\
09-24 10:00 jiuye-liaison 10月10日（星期六）24:00前答复：就业局企业诉求：赣南电子厂（用工）
09-24 10:00 zhijian-liaison 9月28日（星期一）24:00前答复：职建股配合办理企业诉求：赣南电子厂（用工）
09-24 10:30 shebao-liaison 10月10日（星期六）24:00前答复：社保局企业诉求：青山服装厂（社保）
09-25 10:00 jiuye-liaison 10月12日（星期一）24:00前答复：就业局企业诉求：青山服装厂（社保）
09-25 10:00 shebao-liaison 同意退请：社保局企业诉求：青山服装厂（社保）
09-27 10:00 zhijian-liaison 已收到答复：职建股配合办理企业诉求：赣南电子厂（用工）
09-30 10:00 jiuye-liaison 已收到答复：就业局企业诉求：赣南电子厂（用工）
09-30 10:00 li-zijian 10月12日（星期一）24:00前回访企业：赣南电子厂
09-30 17:30 zhijian-liaison 10月19日（星期一）24:00前答复：职建股企业诉求：于都家具厂（其他）
10-09 10:00 jiuye-liaison 10月19日（星期一）24:00前答复：就业局企业诉求：赣南电子厂（用工），第2次办理
10-15 10:00 jiuye-liaison 已收到答复：就业局企业诉求：赣南电子厂（用工），第2次办理
10-15 10:00 li-zijian 10月20日（星期二）24:00前回访企业：赣南电子厂
10-16 15:00 zhijian-liaison 同意延期至10月23日24:00：职建股企业诉求：于都家具厂（其他）
10-19 10:00 jiuye-liaison 10月28日（星期三）24:00前答复：就业局企业诉求：赣南电子厂（用工），第3次办理
10-20 10:00 jiuye-liaison 不用再办：就业局企业诉求：青山服装厂（社保）
10-20 10:00 jiuye-liaison 认定事项处理结果：就业局企业诉求：青山服装厂（社保）
10-22 10:00 li-zijian 10月27日（星期二）24:00前回访企业：于都家具厂
10-22 10:00 zhijian-liaison 已收到答复：职建股企业诉求：于都家具厂（其他）
10-26 10:00 jiuye-liaison 已收到答复：就业局企业诉求：赣南电子厂（用工），第3次办理
10-26 10:00 li-zijian 10月29日（星期四）24:00前回访企业：赣南电子厂
"""
FIRED = """\
09-25 09:00 A+1 request:2/社保局 bangongshi-liaison
10-10 09:00 R-1 request:2/就业局 jiuye-liaison
10-12 09:00 R-0 request:2/就业局 jiuye-liaison jiuye-head
10-13 09:00 E+1 request:2/就业局 jiuye-liaison jiuye-head li-ming bangongshi-liaison
10-15 09:00 E+3 request:2/就业局 jiuye-liaison jiuye-head li-ming bangongshi-liaison
10-16 09:00 R-1 request:3/职建股 zhijian-liaison
10-19 09:00 E+5 request:2/就业局 jiuye-liaison jiuye-head li-ming bangongshi-liaison
10-19 09:00 Q+1 request:1.2/就业局 li-ming bangongshi-liaison
10-22 09:00 R-1 request:3/职建股 zhijian-liaison
10-27 09:00 R-0 request-call:3/李子健 li-zijian
10-28 09:00 E+1 request-call:3/李子健 li-zijian bangongshi-head duan-xianhui bangongshi-liaison
"""


def records() -> Iterator[dict[str, Any]]:
    for line in kept("firm-requests").splitlines():
        record = json.loads(line)
        if "/request" in record.get("obligation", ""):
            yield {**record, "when": f"{record['at'][5:10]} {record['at'][11:16]}"}


def test_each_step_is_told_at_once_to_whom_it_falls() -> None:
    told = [f"{one['when']} {one['recipient']} {one['subject']}" for one in records() if one.get("answer")]
    assert sorted(told) == sorted(TOLD_AT_ONCE.splitlines())


def test_each_clock_runs_over_national_day_as_it_was_worked_out() -> None:
    fired: dict[str, dict[str, None]] = {}
    for one in records():
        if one["event"] == "notice":
            name = f"{one['when']} {one['rung']} {one['obligation'].partition('/')[2]}"
            fired.setdefault(name, {})[one["recipient"]] = None
    assert [" ".join([name, *people]) for name, people in fired.items()] == FIRED.splitlines()


def test_the_leader_is_asked_with_the_digest_of_the_next_working_day() -> None:
    [digest] = [
        json.loads(line)
        for line in kept("firm-requests").splitlines()
        if '"2020-10-19T09:00' in line and '"message"' in line and '"li-ming"' in line
    ]
    assert digest["subject"].startswith("分管事项情况：待决定1项")
