"""The store: documents, claims, aggregates and faults in one SQLite file, or in memory without a disk.

SQLAlchemy 2 (Core) in this one module. Everything is written in one transaction: a build that fails leaves
the store as it was. The schema grows by named migrations, each run once and recorded (table `migrations`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa
from sqlalchemy.pool import StaticPool

from pipelines.manifest import Fault
from pipelines.model import Aggregate, Claim, DateBasis, Document, Event, Extent, Polarity

if TYPE_CHECKING:
    from pathlib import Path

METADATA = sa.MetaData()
BUSY_TIMEOUT_S = 30

MIGRATIONS_TABLE = sa.Table(
    "migrations", METADATA, sa.Column("name", sa.String, primary_key=True), sa.Column("position", sa.Integer)
)
DOCUMENTS = sa.Table(
    "documents",
    METADATA,
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("id", sa.String, nullable=False, unique=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("text_sha256", sa.String(64), nullable=False, index=True),
    sa.Column("title", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("publisher", sa.Text),
    sa.Column("published", sa.Date),
    sa.Column("published_basis", sa.Text),
    sa.Column("language", sa.String),
    sa.Column("extra", sa.JSON, nullable=False),
)
CLAIMS = sa.Table(
    "claims",
    METADATA,
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("claim_id", sa.String, nullable=False, unique=True),
    sa.Column("document", sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.Column("event", sa.String, nullable=False),
    sa.Column("place", sa.Text),
    sa.Column("place_id", sa.String, index=True),
    sa.Column("place_text", sa.Text, nullable=False),
    sa.Column("within", sa.Text),
    sa.Column("actor", sa.String),
    sa.Column("actor_text", sa.Text),
    sa.Column("from_actor", sa.String),
    sa.Column("extent", sa.String, nullable=False),
    sa.Column("part", sa.JSON),
    sa.Column("date_earliest", sa.Date),
    sa.Column("date_latest", sa.Date),
    sa.Column("date_edtf", sa.String),
    sa.Column("date_basis", sa.String, nullable=False),
    sa.Column("polarity", sa.String, nullable=False),
    sa.Column("background", sa.Boolean, nullable=False),
    sa.Column("reported_by", sa.JSON, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
    sa.Column("framing", sa.Text, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
)
AGGREGATES = sa.Table(
    "aggregates",
    METADATA,
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("document", sa.ForeignKey("documents.id"), nullable=False, index=True),
    sa.Column("event", sa.String, nullable=False),
    sa.Column("place", sa.Text),
    sa.Column("place_id", sa.String),
    sa.Column("actor", sa.String),
    sa.Column("value", sa.Float, nullable=False),
    sa.Column("unit", sa.String, nullable=False),
    sa.Column("date_earliest", sa.Date),
    sa.Column("date_latest", sa.Date),
    sa.Column("reported_by", sa.JSON, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("start", sa.Integer, nullable=False),
    sa.Column("end", sa.Integer, nullable=False),
)
FAULTS = sa.Table(
    "faults",
    METADATA,
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("where", sa.Text, nullable=False),
    sa.Column("message", sa.Text, nullable=False),
)


class StoreError(Exception):
    """The store cannot be opened, read or written; the message names the file, the reason and the mend."""


def m0001_articles_and_claims(connection: sa.Connection) -> None:
    """Create the tables of documents, claims and aggregates."""
    METADATA.create_all(connection, tables=[DOCUMENTS, CLAIMS, AGGREGATES])


def m0002_faults(connection: sa.Connection) -> None:
    """Create the table of inputs that could not be used."""
    METADATA.create_all(connection, tables=[FAULTS])


Migration = Callable[[sa.Connection], None]
MIGRATIONS: tuple[Migration, ...] = (m0001_articles_and_claims, m0002_faults)


class Store:
    """Documents, claims, aggregates and faults, saved together and read back in the order they were saved.

    Open with `Store.file(path)` or `Store.memory()`; a context manager closes it. Threads may share a store: it
    does one thing at a time. Raises StoreError.
    """

    def __init__(self, engine: sa.Engine, name: str, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        """Take an engine and bring its schema up to date; `name` is how messages call the store."""
        self.engine = engine
        self.name = name
        self._one_at_a_time = threading.RLock()
        with self._guard("opened"):
            self._migrate(migrations)

    @classmethod
    def file(cls, path: Path) -> Self:
        """Open a store in one file, made if it is not there. Its folder must exist."""
        if not path.parent.is_dir():
            raise StoreError(
                f"`{path}` cannot be made: the folder `{path.parent}` does not exist: create it first"
            )
        engine = sa.create_engine(
            sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_TIMEOUT_S}
        )
        _begin_ourselves(engine)
        return cls(engine, str(path))

    @classmethod
    def memory(cls) -> Self:
        """Open a store that lives as long as the object; nothing is written to disk."""
        engine = sa.create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
        _begin_ourselves(engine)
        return cls(engine, "memory")

    def __enter__(self) -> Self:
        """Return the open store."""
        return self

    def __exit__(self, *exception: object) -> None:
        """Close the store."""
        self.close()

    def close(self) -> None:
        """Give back the file."""
        self.engine.dispose()

    def save(
        self,
        documents: Iterable[Document],
        claims: Iterable[Claim],
        aggregates: Iterable[Aggregate] = (),
        faults: Iterable[Fault] = (),
        *,
        replace: bool = False,
    ) -> None:
        """Save articles with all that was found in them, in one transaction.

        A document that is there already is replaced together with its claims and aggregates. `replace`: the
        store then holds these articles only. Saving the same twice changes nothing.
        """
        documents, claims, aggregates = tuple(documents), tuple(claims), tuple(aggregates)
        with self._one_at_a_time:
            self._save(documents, claims, aggregates, tuple(faults), replace=replace)

    def _save(
        self,
        documents: tuple[Document, ...],
        claims: tuple[Claim, ...],
        aggregates: tuple[Aggregate, ...],
        faults: tuple[Fault, ...],
        *,
        replace: bool,
    ) -> None:
        kept: tuple[list[Document], list[Claim], list[Aggregate], list[Fault]] = ([], [], [], [])
        if not replace:
            new = {d.id for d in documents}
            kept = (
                [d for d in self.documents() if d.id not in new],
                [c for c in self.claims() if c.document not in new],
                [a for a in self.aggregates() if a.document not in new],
                list(self.faults()),
            )
        rows = {
            DOCUMENTS: [_document_row(d) for d in (*kept[0], *documents)],
            CLAIMS: [_row(c) for c in (*kept[1], *claims)],
            AGGREGATES: [_row(a) for a in (*kept[2], *aggregates)],
            FAULTS: [_row(f) for f in dict.fromkeys((*kept[3], *faults))],
        }
        with self._one_at_a_time, self._guard("written"), self.engine.begin() as connection:
            for table in reversed(rows):
                connection.execute(table.delete())
            for table, values in rows.items():
                if values:
                    numbered = [{"position": at, **value} for at, value in enumerate(values)]
                    connection.execute(table.insert(), numbered)

    def documents(self) -> tuple[Document, ...]:
        """Return all documents."""
        return tuple(_document(row) for row in self._rows(DOCUMENTS))

    def claims(self) -> tuple[Claim, ...]:
        """Return all claims."""
        return tuple(_claim(row) for row in self._rows(CLAIMS))

    def aggregates(self) -> tuple[Aggregate, ...]:
        """Return all aggregates."""
        return tuple(_aggregate(row) for row in self._rows(AGGREGATES))

    def faults(self) -> tuple[Fault, ...]:
        """Return the faults of the last build."""
        return tuple(Fault(**row) for row in self._rows(FAULTS))

    def _rows(self, table: sa.Table) -> list[dict[str, Any]]:
        columns = [c for c in table.columns if c.name != "position"]
        with self._one_at_a_time, self._guard("read"), self.engine.connect() as connection:
            found = connection.execute(sa.select(*columns).order_by(table.c.position))
            return [dict(row) for row in found.mappings()]

    def _migrate(self, migrations: Sequence[Migration]) -> None:
        with self.engine.begin() as connection:
            METADATA.create_all(connection, tables=[MIGRATIONS_TABLE])
            done = set(connection.scalars(sa.select(MIGRATIONS_TABLE.c.name)))
        known = {m.__name__ for m in migrations}
        if later := sorted(done - known):
            raise StoreError(
                f"`{self.name}` was made by a newer version (its migration `{later[0]}` is not known here):"
                " update the program or build the store anew"
            )
        for migration in sorted(migrations, key=lambda m: m.__name__):
            if migration.__name__ in done:
                continue
            with self.engine.begin() as connection:
                migration(connection)
                connection.execute(
                    MIGRATIONS_TABLE.insert(), {"name": migration.__name__, "position": len(done)}
                )
            done.add(migration.__name__)

    def _guard(self, act: str) -> _Guard:
        return _Guard(self.name, act)


class _Guard:
    """Turn database errors into one line that names the store."""

    def __init__(self, name: str, act: str) -> None:
        self.name = name
        self.act = act

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if isinstance(error, sa.exc.IntegrityError):
            reason = f"the data contradict each other ({error.orig})"
            raise StoreError(
                f"`{self.name}` cannot be {self.act}: {reason}: give each document and claim its own id"
            )
        if isinstance(error, sa.exc.SQLAlchemyError):
            reason = str(getattr(error, "orig", None) or error).splitlines()[0]
            mend = "check that it is a store of this program, not locked and on a writable disk"
            raise StoreError(f"`{self.name}` cannot be {self.act} ({reason}): {mend}") from error


def _begin_ourselves(engine: sa.Engine) -> None:
    """Let SQLite run schema changes inside the transaction too, as SQLAlchemy's documentation advises."""

    @sa.event.listens_for(engine, "connect")
    def _connect(connection: Any, _record: object) -> None:  # noqa: ANN401  (the driver's own type)
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys=ON")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN")


def _row(record: Claim | Aggregate | Fault) -> dict[str, Any]:
    values = {f.name: getattr(record, f.name) for f in fields(record)}
    if "reported_by" in values:
        values["reported_by"] = list(values["reported_by"])
    return {key: value.value if isinstance(value, StrEnum) else value for key, value in values.items()}


def _document_row(document: Document) -> dict[str, Any]:
    values = {f.name: getattr(document, f.name) for f in fields(document)}
    return {**values, "extra": dict(document.extra), "text_sha256": document.text_sha256}


def _document(row: dict[str, Any]) -> Document:
    row.pop("text_sha256")
    return Document(**row)


def _claim(row: dict[str, Any]) -> Claim:
    row["reported_by"] = tuple(row["reported_by"])
    for key, kind in (
        ("event", Event),
        ("extent", Extent),
        ("date_basis", DateBasis),
        ("polarity", Polarity),
    ):
        row[key] = kind(row[key])
    return Claim(**row)


def _aggregate(row: dict[str, Any]) -> Aggregate:
    row["reported_by"] = tuple(row["reported_by"])
    row["event"] = Event(row["event"])
    return Aggregate(**row)
