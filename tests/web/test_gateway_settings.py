"""The SMS gateway in the administrator's page: tried, written, in force at once; its key never shown or passed on."""

from pathlib import Path

import pytest

from tests.web.browser import Browser, Console
from tests.web.test_machine import PAGE, admin, file_of, ways  # noqa: F401  # fixtures
from yudu_flow.assembly import Ways
from yudu_flow.delivery.by_gateway import GatewayChannel
from yudu_flow.domain.channels import Channel
from yudu_flow.storage import audit
from yudu_flow.storage.database import reading

SMS = f"{PAGE}/sms"
GATEWAY = {
    "sms_url": "https://sms.test.local/send?key=geheim",
    "sms_method": "POST",
    "sms_headers": '{"Authorization": "Bearer geheim"}',
    "sms_body": '{"to":"{mobile}","say":"{text}"}',
    "sms_accepted": "json:code=0",
    "sms_dead": "",
    "sms_charset": "utf-8",
    "sms_proxy": "",
}


def test_it_is_in_force_at_once(console: Console, admin: Browser, ways: Ways) -> None:  # noqa: F811
    assert "马上生效" in admin.press(SMS, GATEWAY)
    assert isinstance(ways[Channel.SMS], GatewayChannel)
    assert Channel.SMS not in console.hall.bureau().spooled
    admin.look(PAGE)
    assert "马上生效" in admin.press(SMS, {"off": "1"})
    assert Channel.SMS in console.hall.bureau().spooled
    assert "SMS" not in file_of(console).read_text("utf-8")


def test_its_key_is_neither_shown_nor_audited_and_stays(console: Console, admin: Browser) -> None:  # noqa: F811
    admin.press(SMS, GATEWAY)
    page = admin.look(PAGE)
    admin.press(SMS, {**GATEWAY, "sms_url": "", "sms_headers": "", "sms_body": "", "sms_dead": "json:code=5"})
    written = file_of(console).read_text("utf-8")
    assert (written.count("geheim"), "json:code=5" in written) == (2, True)
    with reading(console.desk.bureau.engine) as db:
        told = "".join(row.detail for row in audit.rows(db, console.desk.bureau.key))
    assert "geheim" not in page + told


@pytest.mark.parametrize("moved", [{"sms_url": "https://evil.test.local"}, {"sms_proxy": "http://evil.test.local:80"}])
def test_another_gateway_or_proxy_never_gets_the_key(
    console: Console,
    admin: Browser,  # noqa: F811
    moved: dict[str, str],
) -> None:
    admin.press(SMS, GATEWAY)
    form = {**GATEWAY, "sms_url": "", "sms_headers": "", "sms_body": "", **moved}
    assert "都重填一遍" in admin.press(SMS, form, 400)
    assert "evil" not in file_of(console).read_text("utf-8")


@pytest.mark.parametrize("wrong", [{"sms_headers": "Bearer"}, {"sms_accepted": "sure"}, {"sms_url": ""}])
def test_what_cannot_work_is_not_written(
    console: Console,
    admin: Browser,  # noqa: F811
    wrong: dict[str, str],
) -> None:
    admin.press(SMS, {**GATEWAY, **wrong}, 400)
    assert not Path(file_of(console)).exists()
