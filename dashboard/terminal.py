"""What the commands of the terminal share: options, opening a store, a view of it, and errors of one line."""

# ruff: noqa: PLC0415  # heavy libraries are imported by the command that needs them

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from dashboard.lists import Form

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.world import World
    from pipelines.model import History

STORE = Path("whoholds.sqlite")
FAILED, BAD_INPUT, STOPPED = 1, 2, 130
notes = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)


class CommandError(Exception):
    """A run that ends with one line and `code`: 2 for bad input, 1 for a failure of the machine."""

    def __init__(self, message: str, code: int = BAD_INPUT) -> None:
        """Keep the line and the code."""
        super().__init__(message)
        self.code = code


def read_day(written: str) -> dt.date:
    """Read an ISO day; anything else is a usage error that shows the form."""
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        raise typer.BadParameter(f"`{written}` is no day: write year-month-day, as in 2016-11-27") from None


def day_option(name: str, words: str) -> Any:  # noqa: ANN401  # Typer's own type
    """Return an option that takes an ISO day."""
    return typer.Option(name, parser=read_day, metavar="DAY", help=words)


StoreOption = Annotated[
    Path | None, typer.Option("--store", metavar="FILE", help="The store to read [whoholds.sqlite].")
]
OutOption = Annotated[
    Path | None, typer.Option("--out", metavar="FILE", help="Where to write; the ending names the form.")
]
SourceOption = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="NAME", help="Only this publisher or quoted source; repeatable."),
]
PlaceOption = Annotated[
    str | None, typer.Option("--place", metavar="NAME", help="Only this place, by id or any spelling.")
]
FormOption = Annotated[Form, typer.Option("--format", help="How to write the list.")]
KnownByOption = Annotated[dt.date | None, day_option("--known-by", "Only documents published by this day.")]
FromOption = Annotated[dt.date | None, day_option("--from", "Only what may lie on or after this day.")]
ToOption = Annotated[dt.date | None, day_option("--to", "Only what may lie on or before this day.")]
DayArgument = Annotated[
    dt.date, typer.Argument(parser=read_day, metavar="DATE", help="The day, as in 2016-11-27.")
]


def load(store: Path | None) -> World:
    """Open a store; without `--store` and without a store in this folder, read the shipped articles."""
    from dashboard.world import load_world

    check_store(store)
    if store is None and not STORE.exists():
        notes.print(
            f"whoholds: no `{STORE}` here, so the shipped articles are read (make one: whoholds build)"
        )
    return load_world(store or (STORE if STORE.exists() else None))


def check_store(store: Path | None) -> None:
    """Refuse a store that was named and is not there."""
    if store is not None and not store.exists():
        raise CommandError(f"`{store}` does not exist: run `whoholds build --store {store}` first")


def history_of(world: World, known_by: dt.date | None, sources: Sequence[str] | None) -> History:
    """Build the control history as known on a day and according to sources; refuse a source nobody has."""
    from pipelines.history import build_history

    check_sources(world, sources)
    return build_history(
        tuple(world.claims.values()),
        tuple(world.documents.values()),
        world.theatre,
        known_by=known_by,
        sources=tuple(sources) if sources else None,
    )


def check_sources(world: World, sources: Sequence[str] | None) -> None:
    """Refuse a name that no document bears and no claim quotes, and say which come near."""
    from rapidfuzz import process

    from dashboard.filters import known_source
    from dashboard.service import sources_of

    for source in sources or ():
        if not known_source(world, source):
            near = ", ".join(f"`{name}`" for name, *_ in process.extract(source, sources_of(world), limit=3))
            raise CommandError(f"`{source}` is no source of these claims: the nearest are {near or 'none'}")


def wanted_places(world: World, name: str | None) -> frozenset[str]:
    """Return the ids of the places of a name; refuse one that the theatre lacks."""
    from dashboard.filters import place_ids

    if name is None:
        return frozenset()
    ids = place_ids(world.theatre, name)
    if not ids:
        raise CommandError(f"`{name}` is no place of the theatre: try `whoholds gazetteer find {name!r}`")
    return ids
