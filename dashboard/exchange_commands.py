"""The field's formats and pictures in the terminal: ACLED, control tables, web annotations, PNG, SVG and GIF."""

# ruff: noqa: PLC0415  # heavy libraries are imported by the command that needs them

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.lists import printable
from dashboard.terminal import (
    BAD_INPUT,
    STORE,
    DayArgument,
    KnownByOption,
    SourceOption,
    StoreOption,
    history_of,
    load,
    notes,
    read_day,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from dashboard.world import World
    from pipelines.acled import Imported
    from pipelines.model import History

TheatreOption = Annotated[
    str, typer.Option("--theatre", metavar="NAME", help="The theatre whose places and sides are meant.")
]
IntoOption = Annotated[Path, typer.Option("--store", metavar="FILE", help="Where to save.")]
TableArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The table, as CSV.")]
WrittenOption = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write.")]


def say(line: str) -> None:
    """Say a line on standard error."""
    notes.print(line)


def add_commands(app: typer.Typer) -> None:
    """Add the commands of this module to the terminal's door."""
    app.command("picture")(picture_command)
    app.command("animate")(animate_command)
    app.command("publish")(publish_command)
    app.add_typer(exchange)


exchange = typer.Typer(
    name="exchange", help="Other tools' formats, out and in.", no_args_is_help=True, rich_markup_mode=None
)


@exchange.command("acled")
def acled_command(
    *,
    out: WrittenOption,
    store: StoreOption = None,
    known_by: KnownByOption = None,
    source: SourceOption = None,
) -> None:
    """Write the control changes in ACLED's 31 columns (.csv)."""
    world = load(store)
    write_acled(world, history_of(world, known_by, source), out)


@exchange.command("annotations")
def annotations_command(*, out: WrittenOption, store: StoreOption = None) -> None:
    """Write all claims as W3C Web Annotations (.jsonld)."""
    write_annotations(load(store), out)


@exchange.command("read-acled")
def read_acled_command(
    file: TableArgument, *, store: IntoOption = STORE, theatre: TheatreOption = "syria"
) -> None:
    """Read an ACLED export: its rows become documents, its transfers of territory claims."""
    from gazetteer import load_theatre
    from pipelines.acled import read_acled

    found_in = load_theatre(theatre)
    if bring_in(lambda: read_acled(file, found_in), store):
        raise typer.Exit(BAD_INPUT)


@exchange.command("read-control")
def read_control_command(
    file: TableArgument, *, store: IntoOption = STORE, theatre: TheatreOption = "syria"
) -> None:
    """Read a table of places, days and who holds them, as VIINA publishes it."""
    from gazetteer import load_theatre
    from pipelines.acled import read_control_table

    found_in = load_theatre(theatre)
    if bring_in(lambda: read_control_table(file, found_in), store):
        raise typer.Exit(BAD_INPUT)


def picture_command(
    day: DayArgument, *, out: WrittenOption, store: StoreOption = None, known_by: KnownByOption = None,
    source: SourceOption = None,
) -> None:  # fmt: skip
    """Draw a day for print: .png at 300 dpi or .svg."""
    world = load(store)
    draw_day(world, history_of(world, known_by, source), day, out)


def publish_command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of the site.")],
    *, store: StoreOption = None, known_by: KnownByOption = None, source: SourceOption = None,
) -> None:  # fmt: skip
    """Write a static site: map, dated files, catalogue with checksums, feed of changes."""
    from dashboard.settings import load_settings
    from dashboard.world import shown_world
    from geo.publish import publish

    whole = load(store)
    world = shown_world(whole, load_settings(), dt.datetime.now(dt.UTC))
    history = history_of(world, known_by, source)
    names = publish(history, world.theatre, world.claims.values(), world.documents.values(), folder)
    say(f"{len(world.claims)} of {len(whole.claims)} claims, {len(names)} files in {folder}")


def animate_command(
    first: Annotated[dt.date, typer.Argument(parser=read_day, metavar="FROM", help="The first day.")],
    last: Annotated[dt.date, typer.Argument(parser=read_day, metavar="TO", help="The last day.")],
    *, out: WrittenOption, store: StoreOption = None, known_by: KnownByOption = None, source: SourceOption = None,
) -> None:  # fmt: skip
    """Draw each day of a period into one moving picture: .gif."""
    world = load(store)
    draw_period(world, history_of(world, known_by, source), (first, last), out)


def write_acled(world: World, history: History, out: Path) -> None:
    """Write the control changes as an ACLED-shaped CSV and say what has no ACLED type."""
    from geo.acled import COLUMNS, acled_table
    from geo.export import write_text
    from geo.listing import csv_lines

    table = acled_table(history, world.theatre, world.claims.values())
    write_text(out, "".join(csv_lines(table.rows, COLUMNS)))
    for change_id, reason in table.left_out:
        say(f"left out: change {change_id}: {reason}")
    say(f"{len(table.rows)} of {len(history.changes)} changes as ACLED events: {out}")


def write_annotations(world: World, out: Path) -> None:
    """Write all claims as a page of W3C Web Annotations (JSON-LD)."""
    from geo.annotations import annotation_page
    from geo.export import write_text

    page = annotation_page(world.claims.values(), world.documents)
    write_text(out, json.dumps(page, ensure_ascii=False, indent=1) + "\n")
    say(f"{len(page['items'])} of {len(world.claims)} claims as annotations: {out}")


def bring_in(read: Callable[[], Imported], store: Path) -> bool:
    """Save what a table gives in a store; say its counts and faults; return whether there was a fault."""
    from pipelines.store import Store

    found = read()
    with Store.file(store) as opened:
        opened.save(found.documents, found.claims)
    for fault in found.faults:
        say(f"whoholds: {printable(fault)}")
    unplaced = sum(claim.place_id is None for claim in found.claims)
    say(
        f"{len(found.documents)} rows: {len(found.claims)} claims ({unplaced} unplaced), {found.without_claim} rows"
        f" without control in them, {len(found.faults)} faults; saved in {store}"
    )
    return bool(found.faults)


def draw_day(world: World, history: History, day: dt.date, out: Path) -> None:
    """Draw the state of a day."""
    from geo.export import write_atomically
    from geo.pictures import PICTURE_FORMS, check_picture, picture

    check_picture(out, PICTURE_FORMS)
    write_atomically(out, lambda path: picture(history, world.theatre, day, path, world.claims.values()))
    say(f"{day}: {out}")


def _quiet(_done: int, _total: int) -> None:
    """Say nothing of the progress."""


def draw_period(
    world: World, history: History, days: tuple[dt.date, dt.date], out: Path,
) -> None:  # fmt: skip
    """Draw each day of a period into one moving picture."""
    from geo.export import write_atomically
    from geo.pictures import MOVING_FORMS, animate, check_picture

    check_picture(out, MOVING_FORMS)
    count = 0

    def write(path: Path) -> None:
        nonlocal count
        count = animate(history, world.theatre, *days, path, _quiet)

    write_atomically(out, write)
    say(f"{count} days: {out}")
