"""The first administrator enters themselves in the roster: the account that the start made becomes theirs."""

from datetime import datetime

from yudu_flow.actions.access.sign_in import acting
from yudu_flow.actions.bureau import Bureau
from yudu_flow.domain.errors import NotAllowed, NotFound
from yudu_flow.storage import accounts, audit
from yudu_flow.storage.database import writing

NAMED = "account_named"
TAKEN = "已经有自己的账号，请用那个账号登录"


def take_place(bureau: Bureau, account: int, person: str, now: datetime) -> None:
    """From now on the account is that person's, who stays signed in and an administrator.

    Only an account that is nobody's of the roster can become somebody's: else one could take another's name.
    Raises NotFound, NotAllowed.
    """
    known = bureau.roster.people.get(person)
    if known is None:
        raise NotFound(f"名册中没有“{person}”")
    with writing(bureau.engine) as db:
        row = accounts.by_id(db, bureau.key, account)
        if row is None or not row.is_admin or row.person in bureau.roster.people:
            raise NotAllowed("这个账号已经是名册里的人的")
        if accounts.of(db, bureau.key, known.id):
            raise NotAllowed(f"{known.name}{TAKEN}")
        accounts.change(db, bureau.key, account, {"person": known.id, "name": known.name})
        audit.record(db, bureau.key, now, acting(bureau, row.name), NAMED, known.id, {"was": row.person})
