"""A year of figures, played by script and worked out by hand: it …

48,000 in the year are 4,000 a month. 参保人数 | due % | done % | behind:
1月 4,000 | 8.3 | 8.3 | 0;  2月 4,000 | 16.7 | 8.3 | 8.3;  3月 7,000 | 25.0 | 14.6 | 10.4 yellow;
4月 12,000 | 33.3 | 25.0 | 8.3;  5月 14,000 | 41.7 | 29.2 | 12.5 yellow;  6月 18,000 | 50.0 | 37.5 | 12.5 yellow, the
second: a case, which is dismissed in July;  7月 21,000 | 58.3 | 43.8 | 14.6 yellow, counted anew;  8月, 9月 nothing;
10月 25,000 | 83.3 | 52.1 | 31.3 red: a case;  11月 44,000 | 91.7 | 91.7 | 0;  12月 48,000.
"""

import json
from pathlib import Path

import pytest

from tests.bureau import build_home, change
from tests.cli.commands import fine, use

VALUES = (4000, 4000, 7000, "1.2万", 14000, 18000, 21000, None, None, 25000, 44000, 48000)
MORE = """\
- {at: 2020-12-18T10:00, do: file, unit: 社保中心, period: 2020-12}
- {at: 2021-07-12T10:00, do: decide, unit: 社保中心, period: 2021-06, by: 沈清, decision: dismiss, reason: 正在补录}
"""


def line(month: int, value: object) -> str:
    figures = "" if value is None else f", figures: 参保人数={value}"
    at, period = f"2021-{month:02}-18T10:00", f"2021-{month:02}"
    return f"- {{at: {at}, do: file, unit: 社保中心, period: {period}, reason: 第{month}次报告{figures}}}"


def test_it_tells_and_proposes_as_worked_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = build_home(tmp_path)
    change(home, "workflows/plan.yaml", "dated: 2020-09-18", "dated: 2020-12-01")
    change(
        home, "workflows/plan.yaml", "value: 48200, unit: 人, by: 2020-12-31", "value: 48000, unit: 人, by: 2021-12-31"
    )
    change(home, "workflows/plan.yaml", "as_written: 4.82万人", "as_written: 4.8万人")
    use(monkeypatch, home)
    script = tmp_path / "year.yaml"
    script.write_text("\n".join([*(line(m, v) for m, v in enumerate(VALUES, 1)), MORE]), encoding="utf-8")
    played = fine("simulate", "--from", "2020-12-01", "--to", "2022-01-10", "--script", str(script), "--json").out
    events = [json.loads(one) for one in played.splitlines()]
    told = {
        (one["period"], one["rung"], one["reason"])
        for one in events
        if one["event"] == "notice" and one["owner"] == "社保中心" and one["rung"] in ("G", "P")
    }
    assert sorted(told) == [
        ("2021-03", "G", "due"),
        ("2021-05", "G", "due"),
        ("2021-06", "P", "slow"),
        ("2021-09", "G", "unknown"),
        ("2021-10", "G", "due"),
        ("2021-10", "P", "slow"),
    ]
    cases = [one["period"] for one in events if one["event"] == "case_proposed" and one["owner"] == "社保中心"]
    assert cases == ["2021-06", "2021-10"]
