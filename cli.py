"""The terminal's door: the `whoholds` command.

Data goes to files or standard output, messages and progress to standard error. A wrong input is one line that
says the mend, exit 2; a failure of the machine is one line, exit 1; never a traceback. Heavy libraries are
imported by the command that needs them, so that `--help` and a typing error answer at once.
"""

# ruff: noqa: PLC0415  # see above

from __future__ import annotations

import os
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dashboard.exchange_commands import add_commands
from dashboard.lists import Form, printable, write_list
from dashboard.place_commands import app as places_app
from dashboard.terminal import (
    BAD_INPUT,
    FAILED,
    STOPPED,
    STORE,
    CommandError,
    DayArgument,
    FormOption,
    FromOption,
    KnownByOption,
    OutOption,
    PlaceOption,
    SourceOption,
    StoreOption,
    ToOption,
    check_sources,
    check_store,
    history_of,
    load,
    notes,
    wanted_places,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dashboard.world import World
    from pipelines.manifest import Fault

ROOT = Path(__file__).resolve().parent
SEEDS = ROOT / "seeds"
LAYERS = ("gazetteer", "pipelines", "geo", "dashboard")
MAX_PORT = 65535
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
"""Addresses that only this machine reaches: whoever uses a dashboard there may add articles."""

app = typer.Typer(
    name="whoholds",
    help="Who holds what, when, and according to whom: reported territorial control from news.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(places_app)
add_commands(app)


@app.command()
def claims(
    *,
    store: StoreOption = None,
    form: FormOption = Form.TABLE,
    place: PlaceOption = None,
    source: SourceOption = None,
    first: FromOption = None,
    last: ToOption = None,
    out: OutOption = None,
) -> None:
    """List the claims of the store."""
    from dashboard.filters import Wanted, choose_claims
    from pipelines.claims_io import claim_record

    world = load(store)
    check_sources(world, source)
    wanted = Wanted(
        places=wanted_places(world, place), sources=frozenset(source or ()), first=first, last=last
    )
    records = [claim_record(claim) for claim in choose_claims(world, wanted)]
    shown = ("event", "place_text", "actor", "polarity", "document", "reported_by", "quote")
    list_or_write(records, form, shown, out)
    notes.print(f"{len(records)} of {len(world.claims)} claims{f': {out}' if out else ''}")


@app.command()
def changes(
    *,
    store: StoreOption = None,
    form: FormOption = Form.TABLE,
    place: PlaceOption = None,
    source: SourceOption = None,
    known_by: KnownByOption = None,
    first: FromOption = None,
    last: ToOption = None,
    out: OutOption = None,
) -> None:
    """List the control changes that follow from the claims."""
    from dashboard.filters import Wanted, change_record, choose_changes

    world = load(store)
    history = history_of(world, known_by, source)
    wanted = Wanted(places=wanted_places(world, place), first=first, last=last)
    records = [change_record(change, world.theatre) for change in choose_changes(history.changes, wanted)]
    shown = ("place", "part", "from_actor", "to_actor", "status", "independent", "sources")
    list_or_write(records, form, shown, out)
    notes.print(f"{len(records)} of {len(history.changes)} changes{f': {out}' if out else ''}")


def list_or_write(records: list[dict[str, Any]], form: Form, shown: Sequence[str], out: Path | None) -> None:
    """Write records to standard output, or to a file whose ending names the form (.csv .jsonl .parquet)."""
    from geo.export import write_atomically
    from geo.listing import check_list_form, write_records
    from geo.snapshot import GENERATOR

    if out is None:
        write_list(records, form, shown)
        return
    check_list_form(out)
    names = list(records[0]) if records else list(shown)
    write_atomically(out, lambda path: write_records(records, names, path, f'{{"generator": "{GENERATOR}"}}'))


@app.command()
def snapshot(
    day: DayArgument,
    *,
    store: StoreOption = None,
    known_by: KnownByOption = None,
    source: SourceOption = None,
    out: OutOption = None,
) -> None:
    """Write every place's state on one day; --out names the form, GeoJSON without it."""
    from geo.snapshot import snapshot as state_on

    check_out(out)
    world = load(store)
    frame = state_on(history_of(world, known_by, source), world.theatre, day, world.claims.values())
    known = int((frame["status"] != "unknown").sum())
    write_frame(frame, out, world, f"{known} of {len(frame)} places have a reported state on {day}")


@app.command()
def timeline(
    *,
    store: StoreOption = None,
    known_by: KnownByOption = None,
    source: SourceOption = None,
    out: OutOption = None,
) -> None:
    """Write all control intervals with their `start` and `end`, in the same forms as a snapshot."""
    from geo.timeline import timeline as intervals_of

    check_out(out)
    world = load(store)
    frame = intervals_of(history_of(world, known_by, source), world.theatre, world.claims.values())
    write_frame(frame, out, world, f"{len(frame)} control intervals of {frame['place_id'].nunique()} places")


def check_out(out: Path | None) -> None:
    """Refuse an ending that names no form before anything is computed."""
    from geo.export import check_format

    if out is not None:
        check_format(out)


def write_frame(frame: Any, out: Path | None, world: World, words: str) -> None:  # noqa: ANN401  # GeoDataFrame
    """Write a snapshot or timeline to its file, or as GeoJSON to standard output; say what was written."""
    from geo.export import export
    from geo.geojson import to_geojson

    if out is None:
        sys.stdout.write(to_geojson(frame))
    else:
        export(
            frame, out, {a.actor_id: a.colour for a in world.theatre.actors.values()}, world.claims.values()
        )
    notes.print(f"{words}: {out}" if out else words)


@app.command("map")
def map_(
    *,
    store: StoreOption = None,
    known_by: KnownByOption = None,
    source: SourceOption = None,
    out: OutOption = None,
) -> None:
    """Write the map that plays as one self-contained HTML page (without --out to standard output)."""
    from geo.export import write_text
    from geo.timeline_map import known_histories, timeline_document

    if out is not None and out.suffix.lower() not in {".html", ".htm"}:
        raise CommandError(f"`{out}` does not end in .html, as a page does: try `{out.with_suffix('.html')}`")
    world = load(store)
    history = history_of(world, known_by, source)
    given = (world.claims.values(), world.documents.values())
    known = () if known_by else known_histories(*given, world.theatre, sources=source or None)
    page = timeline_document(history, world.theatre, *given, known=known)
    words = f"{len(history.changes)} changes on a page of {len(page.encode()) / 1e6:.2f} MB"
    if out is None:
        sys.stdout.write(page)
    else:
        write_text(out, page)
    notes.print(f"{words}: {out}" if out else words)


@app.command()
def serve(
    *,
    store: StoreOption = None,
    port: Annotated[int, typer.Option(envvar="WHOHOLDS_PORT", min=1, max=MAX_PORT, help="The port.")] = 8501,
    address: Annotated[
        str, typer.Option(envvar="WHOHOLDS_ADDRESS", help="Who may connect; 0.0.0.0 for everybody.")
    ] = "localhost",
) -> None:
    """Serve the dashboard (the same as `streamlit run app.py`)."""
    check_store(store)
    check_port(address, port)
    chosen = store or (STORE if STORE.exists() else None)
    environment = {**os.environ, "WHOHOLDS_STORE": str(chosen.resolve()) if chosen else ""}
    environment.setdefault("WHOHOLDS_LOCAL", str(address in LOOPBACK).lower())
    notes.print(f"Whoholds on http://{address}:{port} (Ctrl-C ends it)")
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.headless", "true"]
    command += ["--server.port", str(port), "--server.address", address]
    with subprocess.Popen(command, cwd=ROOT, env=environment) as server:  # noqa: S603  # our own words
        try:
            code = server.wait()
        except KeyboardInterrupt:
            code = server.wait()
    raise typer.Exit(code)


def check_port(address: str, port: int) -> None:
    """Refuse a port that another program holds, or an address that is not this machine's."""
    other = port + 1 if port < MAX_PORT else 8501
    try:
        kind, _, _, _, where = socket.getaddrinfo(address, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(kind, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(where)
    except socket.gaierror as error:
        raise CommandError(f"`{address}` is no address of this machine: try `--address localhost`") from error
    except OSError as error:
        words = f"port `{port}` cannot be used ({error.strerror})"
        raise CommandError(f"{words}: set WHOHOLDS_PORT={other} or give --port {other}", FAILED) from error


@app.command()
def build(
    inputs: Annotated[
        list[str] | None, typer.Argument(metavar="[INPUT]...", help="Articles; - is standard input [seeds].")
    ] = None,
    *,
    store: Annotated[Path, typer.Option("--store", metavar="FILE", help="Where to save.")] = STORE,
) -> None:
    """Read articles, extract their claims, save them, and count everything."""
    from rich.table import Table

    from gazetteer import load_theatre
    from pipelines.build import build as build_store
    from pipelines.store import Store

    paths = [Path(name) for name in inputs or [str(SEEDS)]]
    with Store.file(store) as opened, progress_bar("Reading articles") as step:
        report = build_store(paths, opened, load_theatre(), step)
    table = Table("counted", "n", box=None, pad_edge=False, show_header=False)
    for name, count in report.rows():
        table.add_row(name, count)
    notes.print(table)
    notes.print(f"saved in {store}")
    end_with_faults(report.faults)


@app.command()
def extract(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Articles; - is standard input.")],
    *,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE", help="JSON Lines to a file.")] = None,
    theatre: Annotated[
        str, typer.Option("--theatre", help="Theatre to read with; auto finds each article's.")
    ] = "auto",
    extractor: Annotated[
        str, typer.Option("--extractor", help="Reader: rules, or llm (needs --endpoint).")
    ] = "rules",
    endpoint: Annotated[
        str | None, typer.Option("--endpoint", metavar="URL", help="For llm: its address.")
    ] = None,
    model: Annotated[str, typer.Option("--model", help="For llm: the model's name there.")] = "default",
) -> None:
    """Write the claims of articles as JSON Lines; no store is touched."""
    from geo.export import write_text
    from pipelines.claims_io import dump_claims
    from pipelines.documents import read_documents
    from pipelines.extract import make_reader

    reader = make_reader(extractor, theatre, endpoint, model)
    reading = read_documents([Path(name) for name in inputs])
    lines: list[str] = []
    with progress_bar("Reading articles") as step:
        for at, document in enumerate(reading.documents, start=1):
            lines.extend(dump_claims(reader.extract(document).claims))
            step(at, len(reading.documents), document.id)
    if out is None:
        sys.stdout.writelines(lines)
    else:
        write_text(out, "".join(lines))
    where = f": {out}" if out else ""
    notes.print(f"{len(lines)} claims from {len(reading.documents)} documents{where}")
    for reason, count in sorted(getattr(reader, "rejected", {}).items()):
        notes.print(f"rejected: {count} {reason}")
    end_with_faults(reading.faults)


@app.command("score")
def score_claims(
    documents: Annotated[Path, typer.Argument(metavar="DOCS", help="Annotated articles, JSON Lines.")],
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Their gold rows, JSON Lines.")],
    claims_file: Annotated[
        Path | None, typer.Argument(metavar="[CLAIMS]", help="Claims to score; else they are read now.")
    ] = None,
    *,
    faults: Annotated[bool, typer.Option("--faults", help="List every false alarm and miss.")] = False,
) -> None:
    """Score claims against annotated ones."""
    from pipelines.score_files import score_files
    from pipelines.score_report import score_lines

    for line in score_lines(score_files(documents, gold, claims_file), faults=faults):
        sys.stdout.write(f"{line}\n")


@contextmanager
def progress_bar(words: str) -> Iterator[Callable[[int, int, str], None]]:
    """Show a progress bar with counts on standard error where that is a terminal."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=notes, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(words, total=None)
        yield lambda done, total, _: bar.update(task, completed=done, total=total)


def end_with_faults(faults: Sequence[Fault]) -> None:
    """Say each fault in one line and end with exit 2; do nothing if there is none."""
    for fault in faults:
        notes.print(f"whoholds: {printable(fault.message)}")
    if faults:
        raise typer.Exit(BAD_INPUT)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and end with 0, 1 (a failure) or 2 (bad input)."""
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit code."""
    try:
        code = app(
            args=list(arguments) if arguments is not None else None,
            prog_name="whoholds",
            standalone_mode=False,
        )
    except typer.TyperException as error:
        return complain(error.format_message(), error.exit_code, getattr(error, "ctx", None))
    except CommandError as error:
        return complain(str(error), error.code)
    except Exception as error:
        code = exit_code_of(error)
        if code is None:
            raise
        return complain(str(error), code)
    if code == STOPPED:
        return complain("stopped", STOPPED)
    return code if isinstance(code, int) else 0


def exit_code_of(error: Exception) -> int | None:
    """Return the exit code of a failure that is told in words, None for a fault of the program."""
    ours = type(error).__module__.split(".")[0] in LAYERS
    if ours:
        return BAD_INPUT if isinstance(error, ValueError) else FAILED
    return FAILED if isinstance(error, OSError) else None


def complain(words: str, code: int, context: Any = None) -> int:  # noqa: ANN401  # Typer's own type
    """Say what is wrong in one line on standard error and return the exit code."""
    line = printable(words)
    if context is not None:
        line = f"{line.rstrip('.')} (see `{context.command_path} --help`)"
    notes.print(f"whoholds: {line}")
    return code


if __name__ == "__main__":
    main()
