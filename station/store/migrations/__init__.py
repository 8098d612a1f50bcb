"""Brings a database to the schema of this program: alembic, one transaction a revision, a backup kept before the first.

A revision is a file versions/m<number>_<what>.py; its number is the schema's name in the database.
"""

from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine

from station.errors import Fault
from station.store.faults import fault_of

FOLDER: Final = Path(__file__).parent
REVISIONS: Final = tuple(sorted(file.name[1:5] for file in (FOLDER / "versions").glob("m[0-9][0-9][0-9][0-9]_*.py")))
HEAD: Final = REVISIONS[-1]


def migrate(engine: Engine, present: str | None, backup: str) -> None:
    """Take the database from revision `present` (None: it is new) to HEAD, each step whole or not at all.

    Raises Fault MIGRATION_FAILED naming the step and `backup`; the schema is then that of the last whole step.
    """
    for revision in REVISIONS[0 if present is None else REVISIONS.index(present) + 1 :]:
        try:
            with engine.begin() as connection:
                upgrade(connection, revision)
        except Exception as error:
            fault = fault_of(error, str(engine.url.database))
            if fault is not None:
                raise fault from error
            raise Fault("MIGRATION_FAILED", file=str(engine.url.database), step=revision, detail=str(error), backup=backup) from error


def upgrade(connection: Connection, revision: str) -> None:
    """Run the steps up to `revision` inside the transaction of `connection`."""
    # Only here, since a station that is up to date never needs alembic and starts faster without.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
