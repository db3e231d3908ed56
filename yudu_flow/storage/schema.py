"""The schema's version. Alembic is loaded only where something is to be migrated: it costs 150 ms and 11 MB."""

from sqlalchemy import Connection, Engine, inspect, text

from yudu_flow.domain.errors import NotAllowed
from yudu_flow.storage.database import one_at_a_time, sweep_free_pages, writing
from yudu_flow.storage.every_table import METADATA

# The newest migration's: while it lagged behind, a database of the version before was never led on.
HEAD = "0033"


def version(engine: Engine) -> str | None:
    """The version that the database has, None where it is empty."""
    with engine.connect() as db:
        return _version(db)


def _version(db: Connection) -> str | None:
    if not inspect(db).has_table("alembic_version"):
        return None
    return db.execute(text("SELECT version_num FROM alembic_version")).scalar()


def upgrade_if_needed(engine: Engine, link_key: bytes = b"") -> bool:
    """Bring the schema up to date; whether anything was done. An empty database gets all tables at once.

    Links of a program that kept their codes go on working where the key is given.
    Raises NotAllowed for a database that a later program has brought further.
    """
    found = version(engine)
    if found == HEAD:
        return False
    if found and found > HEAD:
        raise NotAllowed(
            f"数据库由更新版本的程序建立（{found}，本程序只认得{HEAD}）：请换用新版程序，"
            "或用 yudu-flow restore 恢复旧的备份"
        )
    if found is None:
        _create(engine)
    else:
        upgrade(engine, link_key)
    return True


def _create(engine: Engine) -> None:
    """What every migration in turn would lead to; a test holds the two together."""
    index_as_in_sqlite(engine.dialect.name)
    with writing(engine) as db:
        one_at_a_time(db)
        # Of two first starts at once, the second finds here what the first has made.
        if _version(db):
            return
        METADATA.create_all(db)
        db.execute(text("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"))
        db.execute(text("DELETE FROM alembic_version"))
        db.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})


def index_as_in_sqlite(dialect: str) -> None:
    """Partial indexes leave out the same rows in another dialect; to name that in the tables would always load it."""
    for table in METADATA.tables.values():
        for index in table.indexes:
            index.dialect_options[dialect]["where"] = index.dialect_options["sqlite"]["where"]


def upgrade(engine: Engine, link_key: bytes = b"") -> None:
    """Run every migration that is missing, in one transaction; nothing of what they removed stays in a free page."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", "yudu_flow.storage:migrations")
    with writing(engine) as db:
        one_at_a_time(db)
        config.attributes.update(connection=db, link_key=link_key)
        command.upgrade(config, "head")
    sweep_free_pages(engine)
