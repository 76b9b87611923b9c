"""The store: what goes in comes out, all or nothing, however often it is saved."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import store as module
from pipelines.claims_io import ClaimFormatError, claim_record, dump_claims, load_claims
from pipelines.manifest import Fault
from pipelines.model import Aggregate, Event
from pipelines.store import MIGRATIONS, Store, StoreError
from tests.history.making import Desk, day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(params=["file", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    opened = Store.memory() if request.param == "memory" else Store.file(tmp_path / "a.sqlite")
    with opened:
        yield opened


def desk() -> Desk:
    made = Desk()
    made.report("gain", "gov", ("11-26", "11-27"), said_by=["A source", "SANA"], frm="opp")
    made.report("hold", "opp", (None, "12-01"), part=0.5, quote="“half” – نصف")
    made.report("contest", "gov", None, at=None, part="north-east", published=None)
    return made


AGGREGATE = Aggregate(
    document="doc-001",
    event=Event.GAIN,
    place="Aleppo",
    place_id=None,
    actor="gov",
    value=12.0,
    unit="km2",
    date_earliest=day("12-08"),
    date_latest=day("12-09"),
    reported_by=("Field sources",),
    quote="12sq/km",
    start=0,
    end=7,
)


def test_what_is_saved_is_read_back_in_order(store: Store) -> None:
    made = desk()
    fault = Fault(where="b.txt", message="`b.txt` is empty")
    store.save(made.documents, made.claims, [AGGREGATE], [fault])
    assert store.documents() == tuple(made.documents)
    assert store.claims() == tuple(made.claims)
    assert store.aggregates() == (AGGREGATE,)
    assert store.faults() == (fault,)


def test_saving_the_same_again_changes_nothing(store: Store) -> None:
    made = desk()
    store.save(made.documents, made.claims, [AGGREGATE])
    before = (store.documents(), store.claims(), store.aggregates())
    store.save(made.documents, made.claims, [AGGREGATE])
    assert (store.documents(), store.claims(), store.aggregates()) == before


def test_a_document_that_comes_again_is_replaced_with_its_claims(store: Store) -> None:
    made = desk()
    store.save(made.documents, made.claims)
    store.save(made.documents[:1], [])
    assert [c.claim_id for c in store.claims()] == ["c002", "c003"]
    assert len(store.documents()) == 3


def test_replace_leaves_only_what_is_given(store: Store) -> None:
    made = desk()
    store.save(made.documents, made.claims)
    store.save(made.documents[:1], made.claims[:1], replace=True)
    assert [d.id for d in store.documents()] == ["doc-001"]


def test_a_save_that_fails_leaves_the_store_as_it_was(store: Store) -> None:
    made = desk()
    store.save(made.documents[:1], made.claims[:1])
    with pytest.raises(StoreError, match="the data contradict each other"):
        store.save(made.documents[1:], [*made.claims[1:], made.claims[2]])
    assert [c.claim_id for c in store.claims()] == ["c001"]
    assert len(store.documents()) == 1


def test_threads_may_share_a_store(store: Store) -> None:
    made = desk()
    store.save(made.documents, made.claims)

    def work(n: int) -> int:
        if n % 3 == 0:
            store.save(made.documents, made.claims)
        return len(store.claims())

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(work, range(40))) == {3}


def test_a_file_keeps_what_was_saved_after_it_is_closed(tmp_path: Path) -> None:
    made = desk()
    with Store.file(tmp_path / "a.sqlite") as first:
        first.save(made.documents, made.claims)
    with Store.file(tmp_path / "a.sqlite") as second:
        assert second.claims() == tuple(made.claims)


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_text("not a database, but long enough to be mistaken for one" * 20)
    with pytest.raises(StoreError, match=r"a\.sqlite` cannot be opened \(file is not a database\): check"):
        Store.file(path)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"the folder `.*none` does not exist: create it first"):
        Store.file(tmp_path / "none" / "a.sqlite")


class TestMigrations:
    def test_each_runs_once_in_the_order_of_names_whatever_order_they_are_registered_in(
        self, tmp_path: Path
    ) -> None:
        engine = sa.create_engine(sa.URL.create("sqlite", database=str(tmp_path / "a.sqlite")))
        for _ in range(2):
            Store(engine, "a", migrations=tuple(reversed(MIGRATIONS)))
        with engine.connect() as connection:
            done = connection.execute(sa.select(module.MIGRATIONS_TABLE)).all()
        assert [tuple(row) for row in done] == [(m.__name__, at) for at, m in enumerate(MIGRATIONS)]
        engine.dispose()

    def test_an_older_store_gets_the_tables_it_lacks(self, tmp_path: Path) -> None:
        path = tmp_path / "a.sqlite"
        engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)))
        Store(engine, "old", migrations=MIGRATIONS[:1])
        assert not sa.inspect(engine).has_table("faults")
        engine.dispose()
        with Store.file(path) as new:
            assert new.faults() == ()

    def test_a_newer_store_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "a.sqlite"
        engine = sa.create_engine(sa.URL.create("sqlite", database=str(path)))

        def m9999_of_the_future(connection: sa.Connection) -> None:
            connection.exec_driver_sql("CREATE TABLE future (x)")

        Store(engine, "new", migrations=(*MIGRATIONS, m9999_of_the_future))
        engine.dispose()
        with pytest.raises(StoreError, match=r"made by a newer version .*`m9999_of_the_future`.*: update"):
            Store.file(path)


class TestClaimsAsJsonLines:
    def test_the_keys_stand_in_the_order_of_the_contract(self) -> None:
        record = claim_record(desk().claims[0])
        assert list(record)[:8] == [
            "claim_id",
            "document",
            "event",
            "place",
            "place_id",
            "place_text",
            "within",
            "actor",
        ]
        assert list(record)[-3:] == ["framing", "rule", "confidence"]
        assert record["reported_by"] == ["A source", "SANA"]
        assert record["date_earliest"] == "2016-11-26"

    def test_they_come_back_as_they_went(self) -> None:
        claims = desk().claims
        assert list(load_claims(dump_claims(claims))) == claims

    @pytest.mark.parametrize(
        ("line", "message"),
        [
            ("{", "line 2 is not JSON"),
            ("{}", "line 2: a claim lacks `claim_id`"),
        ],
    )
    def test_a_bad_line_is_named(self, line: str, message: str) -> None:
        good = next(iter(dump_claims(desk().claims)))
        with pytest.raises(ClaimFormatError, match=message):
            list(load_claims([good, line]))

    def test_an_unknown_event_is_named(self) -> None:
        good = next(iter(dump_claims(desk().claims)))
        with pytest.raises(ClaimFormatError, match="claim `c001`: 'win' is not a valid Event"):
            list(load_claims([good.replace('"gain"', '"win"')]))


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(st.characters(codec="utf-8")), max_size=4))
def test_any_text_comes_back_from_the_store_as_it_went(quotes: list[str]) -> None:
    made = Desk()
    for quote in quotes:
        made.report("gain", "gov", "11-26", quote=quote or "x")
    with Store.memory() as store:
        store.save(made.documents, made.claims)
        assert store.claims() == tuple(made.claims)
        assert store.documents() == tuple(made.documents)
