"""The API keeps to its own description: schemathesis makes requests from it, fitting and not, with two tokens."""

from collections.abc import Callable, Iterator
from typing import Any, NoReturn

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import Case, HookContext
from schemathesis.python import asgi
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.bureau import TRAINING, Clock, build_home, desk_in
from tests.web.browser import console_of
from tests.web.in_process import end_loop, run_here
from tests.web.programs import token_of
from yudu_flow.settings import Settings
from yudu_flow.storage import audit, obligations
from yudu_flow.storage.database import reading
from yudu_flow.web.app import Console
from yudu_flow.web.doors.hall import Hall


def unfurnished() -> NoReturn:
    """The description holds no data, so it asks for none."""
    raise AssertionError("there is no bureau yet")


pytestmark = pytest.mark.long
APP = Console(Hall(unfurnished, Clock(), Settings(), b""))
SCHEMA = schemathesis.pytest.from_fixture("described")
IDS: list[int] = []
ACTORS = {"局办公室": "lin-qiu", "单位": "su-he", "责任领导": "gu-mingyuan", "企业诉求": "su-he"}


def map_path_parameters(context: HookContext, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Numbers lead to what is there, mostly; what is no number stays as it is."""
    said = path_parameters or {}
    id = said.get("id")
    if not isinstance(id, int) or not 0 < id < 2**31:
        return path_parameters
    return {**said, "id": [*IDS, id][id % (len(IDS) + 1)]}


@pytest.fixture(scope="module")
def described() -> BaseSchema:
    """Read where the tests run: each worker that merely collects them would draw up all requests anew."""
    schema = schemathesis.openapi.from_dict(APP.rooms.openapi())
    schema.app = APP
    schema.hook(map_path_parameters)
    return schema


@pytest.fixture(scope="module")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The bureau furnished on 28 September: one report is in, one overdue unit is to explain itself."""
    folder = tmp_path_factory.mktemp("api")
    desk = desk_in(build_home(folder / "home"), f"sqlite:///{folder / 'test.db'}")
    console = console_of(desk, folder / "home")
    desk.until("2020-09-24T09:30")
    desk.file(TRAINING, "2020-09-24T10:00", "唐宁")
    desk.at("2020-09-28T09:30")
    APP.hall = console.hall
    with reading(desk.bureau.engine) as db:
        IDS[:] = [row.id for row in obligations.listed(db, desk.bureau.key)]
    yield {person: token_of(console, person) for person in ACTORS.values()}
    with reading(desk.bureau.engine) as db:
        assert not [*audit.broken(db, desk.bureau.key)]
    desk.bureau.engine.dispose()


@pytest.fixture(autouse=True)
def known_by_its_old_name(request: pytest.FixtureRequest) -> None:
    """Schemathesis 4 asks a test for a name that pytest 9.2 does not keep any more."""
    request.node._nodeid = request.node.nodeid


class Here:
    """Schemathesis hands each request to another thread and back; this asks in the thread that it has."""

    def call(self, ask: Callable[[], Any]) -> Any:
        return run_here(ask)


@pytest.fixture(autouse=True, scope="module")
def asked_in_one_thread() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(asgi, "_get_portal", Here)
        patch.setattr(asgi, "_start_lifespan", lambda _: None)
        yield
    end_loop()


def client() -> asgi.ASGIClient:
    """A new one for each request, which keeps no cookie, and looks for no proxy on the way to this process."""
    app: Any = APP  # its types and schemathesis name the same protocol differently
    client = asgi.ASGIClient(app)
    client.trust_env = False
    return client


WAITS = 120
"""Seconds for an answer to come whole; the year's archive takes ten on a machine that is busy with much else."""
FEW = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@SCHEMA.include(tag="查看").parametrize()
@FEW
def test_it_shows_what_it_says(case: "Case[Any]", tokens: dict[str, str]) -> None:
    for person in ("lin-qiu", "su-he"):
        case.call_and_validate(headers={"Authorization": f"Bearer {tokens[person]}"}, session=client(), timeout=WAITS)


@SCHEMA.exclude(tag="查看").parametrize()
@FEW
def test_it_does_what_it_says(case: "Case[Any]", tokens: dict[str, str]) -> None:
    """Whether a fitting act is granted depends on where the obligation stands, which no description tells."""
    person = ACTORS[case.operation.tags[0]]
    headers = {"Authorization": f"Bearer {tokens[person]}"}
    case.call_and_validate(headers=headers, session=client(), timeout=WAITS, excluded_checks=[positive_data_acceptance])
