"""The `whoholds gazetteer` commands: look names up, check a theatre, bring places in, ask a geocoder."""

# ruff: noqa: PLC0415  # heavy libraries are imported by the command that needs them

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from dashboard.lists import Form, printable, write_list

app = typer.Typer(
    name="gazetteer", help="Look up and check places.", no_args_is_help=True, rich_markup_mode=None
)
notes = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)

TheatreOption = Annotated[str, typer.Option("--theatre", metavar="NAME", help="The theatre to look in.")]
FormOption = Annotated[Form, typer.Option("--format", help="How to write the list.")]
IntoOption = Annotated[
    Path | None, typer.Option("--into", metavar="FOLDER", help="A theatre's folder; its places are changed.")
]


@app.command("find")
def find(
    name: Annotated[str, typer.Argument(help="A place's name, in any spelling.")],
    *,
    theatre: TheatreOption = "syria",
    form: FormOption = Form.TABLE,
) -> None:
    """List the places that a name may mean, the best first, with scores."""
    from gazetteer import Matcher, load_theatre

    loaded = load_theatre(theatre)
    records = []
    for candidate in Matcher(loaded).lookup(name, limit=10):
        place = loaded.places[candidate.place_id]
        parents = [loaded.places[i].name for i in loaded.ancestors(place.place_id)]
        point = f"{place.point[0]:.5f} {place.point[1]:.5f}" if place.point else None
        known = {"score": f"{candidate.score:.2f}", "how": candidate.how, "place_id": place.place_id}
        record = {**known, "name": place.name, "name_ar": place.name_ar, "kind": place.kind}
        records.append({**record, "within": parents, "lon_lat": point, "basis": place.basis.value})
    write_list(records, form, ("score", "how", "name", "kind", "within", "basis", "lon_lat", "place_id"))
    notes.print(f"{len(records)} of {len(loaded.places)} places come near `{printable(name)}`")


@app.command("check")
def check(
    folder: Annotated[Path | None, typer.Argument(metavar="[FOLDER]", help="A theatre's folder.")] = None,
    *,
    theatre: TheatreOption = "syria",
    form: FormOption = Form.TABLE,
) -> None:
    """Check a theatre's files and count what they hold; list what a person should look at."""
    from gazetteer import load_theatre, read_theatre
    from gazetteer.check import check_theatre

    found = read_theatre(folder) if folder else load_theatre(theatre)
    remarks = check_theatre(found)
    records = [
        {"finding": r.finding.value, "message": r.message, "place_ids": list(r.place_ids)} for r in remarks
    ]
    write_list(records, form, ("finding", "message"))
    known = sum(place.geometry is not None for place in found.places.values())
    notes.print(
        f"{found.name}: {len(found.places)} places, {known} with a position, {len(found.actors)} sides, "
        f"{len(found.sources)} sources; {len(remarks)} remarks, no fault"
    )


@app.command("import")
def bring_in(
    file: Annotated[Path, typer.Argument(help="Places of others: GeoJSON, GeoPackage, Shapefile, CSV ...")],
    *,
    source: Annotated[str, typer.Option("--source", metavar="CREDIT", help="The credit that places carry.")],
    theatre: TheatreOption = "syria",
    into: IntoOption = None,
    crs: Annotated[str | None, typer.Option("--crs", help="The file's CRS where it names none.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace-geometry", help="Let the file's geometry replace known ones.")
    ] = False,
    form: FormOption = Form.TABLE,
) -> None:
    """Say what a file would change in a theatre; with --into, change that theatre's folder."""
    from gazetteer import load_theatre, read_theatre
    from gazetteer.bring import apply_import, plan_import
    from gazetteer.layers import read_layer

    incoming = read_layer(file, crs=crs)
    found = read_theatre(into) if into else load_theatre(theatre)
    plan = plan_import(found, incoming, source=source, replace_geometry=replace)
    records = [
        {"action": c.action, "name": c.incoming.name, "place_id": c.place_id, "reason": c.reason}
        for c in plan.changes
    ]
    write_list(records, form, ("action", "name", "place_id", "reason"))
    for line in (*incoming.notes, *incoming.faults):
        notes.print(f"whoholds: {printable(line)}")
    counted = ", ".join(f"{plan.count(a)} {a}" for a in dict.fromkeys(c.action for c in plan.changes))
    if into:
        apply_import(into, plan)
    notes.print(
        f"{counted or 'nothing'}: {'written to ' + str(into) if into else 'nothing written, see --into'}"
    )


@app.command("resolve")
def resolve(
    name: Annotated[str, typer.Argument(help="A place's name that the gazetteer lacks.")],
    *,
    theatre: TheatreOption = "syria",
    near: Annotated[str | None, typer.Option("--near", metavar="PLACE_ID", help="Look round it.")] = None,
    provider: Annotated[str, typer.Option("--provider", help="A geocoder of geopy.")] = "nominatim",
    cache: Annotated[
        Path | None, typer.Option("--cache", metavar="FOLDER", help="Keep answers here.")
    ] = None,
    into: IntoOption = None,
    form: FormOption = Form.TABLE,
) -> None:
    """Ask a geocoder (this uses the network); with --into, add its best answer to that theatre's folder."""
    from gazetteer import load_theatre, read_theatre
    from gazetteer.geocode import add_hit, geocode, make_geocoder

    found = read_theatre(into) if into else load_theatre(theatre)
    hits = geocode(name, found, make_geocoder(provider), provider=provider, near=near, cache=cache)
    records = [
        {"name": h.name, "kind": h.kind, "lon_lat": f"{h.point[0]:.5f} {h.point[1]:.5f}", "source": h.source}
        for h in hits
    ]
    write_list(records, form, ("name", "kind", "lon_lat", "source"))
    if into and hits:
        add_hit(into, found, name, hits[0])
    notes.print(f"{len(hits)} answers{f', the first written to {into}' if into and hits else ''}")
