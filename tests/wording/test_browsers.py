"""Browsers in plain words: it …"""

import pytest

from yudu_flow.wording.browsers import spell_browser

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 14_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/7.0"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (CHROME, "电脑上的Chrome"),
        (f"{CHROME} Edg/86.0", "电脑上的Edge"),
        (PHONE, "手机上的微信"),
        ("Mozilla/4.0 (compatible; MSIE 8.0; Windows NT 6.1; Trident/4.0)", "电脑上的IE"),
        ("curl/7.1", "其他浏览器"),
        ("", "其他浏览器"),
    ],
)
def test_it_names_device_and_browser(agent: str, words: str) -> None:
    assert spell_browser(agent) == words
