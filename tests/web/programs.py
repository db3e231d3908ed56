"""Programs that use the JSON API, each with the token of somebody's account."""

from typing import Any

from tests.web.browser import BASE, Console
from tests.web.in_process import Client
from yudu_flow.actions.access.accounts import add_person, make_token

CLERK_ID, UNIT, OTHER_UNIT, LEADER_ID = "lin-qiu", "su-he", "bai-hua", "gu-mingyuan"


class Program(Client):
    """One program."""

    def asks(self, path: str, status: int = 200) -> Any:
        """What a GET below /api/v1 answers."""
        answer = self.get(f"/api/v1{path}")
        assert answer.status_code == status, (path, answer.status_code, answer.text)
        return answer.json()

    def posts(self, path: str, said: dict[str, Any], status: int = 200) -> Any:
        """Send it, and what is answered."""
        answer = self.post(f"/api/v1{path}", json=said)
        assert answer.status_code == status, answer.text
        return answer.json()

    def does(self, id: int, act: str, status: int = 200, **said: Any) -> Any:
        """What an act on an obligation answers."""
        answer = self.post(f"/api/v1/obligations/{id}/{act}", json=said)
        assert answer.status_code == status, (act, answer.status_code, answer.text)
        return answer.json()


def token_of(console: Console, person: str, *, admin: bool = False) -> str:
    """A fresh token of that person's account."""
    bureau, now = console.desk.bureau, console.desk.clock()
    return make_token(bureau, add_person(bureau, person, "测试", now, admin=admin), "测试程序", "测试", now)


def program_of(console: Console, person: str, *, admin: bool = False) -> Program:
    """A program with such a token."""
    headers = {"authorization": f"Bearer {token_of(console, person, admin=admin)}"}
    return Program(console.app, base_url=BASE, headers=headers)


def acts(console: Console, owner: str, duty: str = "report") -> list[str]:
    """What was done to a unit's obligation of September, in order."""
    return [act["act"] for act in console.desk.trace(owner, duty)["acts"]]
