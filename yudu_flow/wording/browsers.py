"""A browser's name for itself (User-Agent) in the words of whoever uses it: 手机上的微信, 电脑上的 Edge."""

PLACES = (
    ("iPad", "平板"),
    ("Mobile", "手机"),
    ("Android", "平板"),
    ("Windows", "电脑"),
    ("Macintosh", "电脑"),
    ("Linux", "电脑"),
)
BROWSERS = (
    ("wxwork", "企业微信"),
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("QQBrowser", "QQ浏览器"),
    ("UCBrowser", "UC浏览器"),
    ("HuaweiBrowser", "华为浏览器"),
    ("360SE", "360浏览器"),
    ("360EE", "360浏览器"),
    ("Edg", "Edge"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("Trident", "IE"),
    ("MSIE", "IE"),
)
"""The first that is found is meant: every browser names those before it too."""
UNKNOWN = "其他浏览器"


def spell_browser(agent: str) -> str:
    """What somebody recognises as theirs."""
    place = next((words for mark, words in PLACES if mark in agent), "")
    name = next((words for mark, words in BROWSERS if mark in agent), UNKNOWN)
    return f"{place}上的{name}" if place else name
