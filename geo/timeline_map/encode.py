"""A control history as the compact JSON that the map page reads.

Days are whole numbers counted from `day0`; sides, places, quotes and whatever else repeats are numbers into tables;
rows of numbers are packed column by column (see `packing`). `static/decode.js` reads it back.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, Final

from gazetteer.model import Basis, Place, Theatre
from geo.areas import areas_km2
from geo.parts import held_pieces
from geo.snapshot import GENERATOR, evidence_of, quotes_by_claim
from geo.timeline_map.packing import Number, encode_point, encode_shape, pack_column, pack_rows
from pipelines.model import Claim, ControlChange, ControlInterval, Document, History, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence


FORMAT: Final = 1
"""The version of this encoding; the page refuses another."""
MAX_TEXT: Final = 400
"""Longest name or quote kept on the map, in code points; what is cut ends in an ellipsis."""
MAX_ALIASES: Final = 24
MAX_SOURCES: Final = 5
FLAG_UNSETTLED, FLAG_CONTESTED = 1, 2
STATUSES: Final = tuple(status.value for status in Status)
BASES: Final = tuple(basis.value for basis in Basis)
NEUTRAL_COLOUR: Final = "#777777"


def clip(text: str, limit: int = MAX_TEXT) -> str:
    """Return `text` cut to `limit` code points, an ellipsis at the cut."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


class Tables:
    """The numbered tables that rows point into, filled as rows are made."""

    def __init__(self, theatre: Theatre, claims: Iterable[Claim], documents: Iterable[Document]) -> None:
        """Number the theatre's sides and places; claims and documents lend quotes and publishers."""
        self.theatre = theatre
        listed = list(claims)
        by_id = {document.id: document for document in documents}
        self.quotes = quotes_by_claim(listed)
        self.documents = {c.claim_id: by_id[c.document] for c in listed if c.document in by_id}
        self.places = {place_id: number for number, place_id in enumerate(sorted(theatre.places))}
        self.sides: dict[str, int] = {}
        self.quote_rows: list[list[Any]] = []
        self._quote_numbers: dict[tuple[str, str | None], int] = {}
        self.cuts: list[list[Any]] = []
        self._cut_numbers: dict[tuple[object, ...], int] = {}
        self.rares: list[Any] = []
        self._rare_numbers: dict[str, int] = {}
        for actor_id in theatre.actors:
            self.side(actor_id)

    def side(self, actor_id: str | None) -> int:
        """Return the side's number; -1 for None."""
        return -1 if actor_id is None else self.sides.setdefault(actor_id, len(self.sides))

    def quote(self, text: str | None, claims: Sequence[str]) -> int:
        """Return the number of a quote row [text, publisher, published]; -1 for None."""
        if text is None:
            return -1
        source = next((c for c in claims if self.quotes.get(c) == text), claims[0] if claims else None)
        document = self.documents.get(source) if source else None
        key = (text, document.id if document else None)
        if key not in self._quote_numbers:
            self._quote_numbers[key] = len(self.quote_rows)
            publisher = clip(document.publisher, 80) if document and document.publisher else None
            published = document.published.isoformat() if document and document.published else None
            self.quote_rows.append([clip(text), publisher, published])
        return self._quote_numbers[key]

    def rare(self, value: Any) -> Number:  # noqa: ANN401 - any JSON
        """Return the number of a value that few rows have (shares, parts, sources); None for an empty one."""
        if not value:
            return None
        key = json.dumps(value, ensure_ascii=False)
        if key not in self._rare_numbers:
            self._rare_numbers[key] = len(self.rares)
            self.rares.append(value)
        return self._rare_numbers[key]

    def cut(self, interval: ControlInterval) -> int:
        """Return the number of the place's pieces by side, [[side, shape], …]; -1 where none is cut."""
        place = self.theatre.places[interval.place_id]
        if not interval.parts or place.geometry is None or place.basis is Basis.NOMINAL:
            return -1
        key = (interval.place_id, *sorted(interval.parts.items()), *sorted(interval.shares.items()))
        if key not in self._cut_numbers:
            pieces = held_pieces(interval, place.geometry)
            shapes = [[self.side(side), encode_shape(piece)] for side, piece in pieces]
            self._cut_numbers[key] = len(self.cuts) if shapes else -1
            if shapes:
                self.cuts.append(shapes)
        return self._cut_numbers[key]

    def side_rows(self) -> list[list[str]]:
        """Return [id, name, colour, pattern] of every side that is named anywhere."""
        rows = []
        for actor_id in self.sides:
            actor = self.theatre.actors.get(actor_id)
            if actor is None:
                rows.append([actor_id, clip(actor_id, 60), NEUTRAL_COLOUR, ""])
            else:
                rows.append([actor_id, clip(actor.name, 60), actor.colour, actor.pattern])
        return rows


class Days:
    """Days as numbers counted from the day before the first that the histories know."""

    def __init__(self, histories: Sequence[History]) -> None:
        """Span the days of all `histories`; empty if none of them knows a day."""
        spans = [span for history in histories if (span := history.known_days) is not None]
        self.first = min(s[0] for s in spans) - dt.timedelta(days=1) if spans else None
        self.count = (max(s[1] for s in spans) - self.first).days + 1 if spans and self.first else 0

    def number(self, day: dt.date | None) -> int | None:
        """Return the day's number, None for None; negative before the first."""
        return None if day is None or self.first is None else (day - self.first).days


def kinds_of(theatre: Theatre) -> list[str]:
    """Return the kinds of the theatre's places, sorted: the table that place rows point into."""
    return sorted({place.kind for place in theatre.places.values()})


def place_rows(theatre: Theatre) -> list[list[Any]]:
    """Return [id, name, arabic, kind, parent, basis, km2, aliases, shape, point] a place, sorted by id.

    `kind` and `basis` are numbers into `kinds_of` and `BASES`, `parent` is a row's number or -1. `km2`
    is None for nominal extents and for a place that holds other polygons, whose parts are counted instead.
    """
    places = [theatre.places[place_id] for place_id in sorted(theatre.places)]
    numbers = {place.place_id: number for number, place in enumerate(places)}
    bounded = [p for p in places if p.basis in (Basis.SURVEYED, Basis.GENERALISED) and p.geometry is not None]
    outer = {ancestor for place in bounded for ancestor in theatre.ancestors(place.place_id)}
    measured = [p for p in bounded if p.place_id not in outer]
    km2 = dict(zip((p.place_id for p in measured), areas_km2(p.geometry for p in measured), strict=True))
    kinds = {kind: number for number, kind in enumerate(kinds_of(theatre))}
    return [_place_row(place, kinds, numbers, km2) for place in places]


def _place_row(
    place: Place, kinds: Mapping[str, int], numbers: Mapping[str, int], km2: Mapping[str, float]
) -> list[Any]:
    aliases = sorted({clip(name.text, 120) for name in place.names} - {place.name, place.name_ar})
    area = km2.get(place.place_id)
    return [
        place.place_id,
        clip(place.name, 120),
        None if place.name_ar is None else clip(place.name_ar, 120),
        kinds[place.kind],
        numbers.get(place.within, -1) if place.within else -1,
        BASES.index(place.basis.value),
        None if area is None else round(float(area), 3),
        aliases[:MAX_ALIASES],
        None if place.basis is Basis.NOMINAL else encode_shape(place.geometry),
        None if place.point is None else encode_point(place.point),
    ]


def interval_row(interval: ControlInterval, tables: Tables, days: Days) -> tuple[Number, ...]:
    """Return one control interval as numbers; decode.js reads them in the same order.

    Days after the start are counted from it, because most of them are the same day.
    """
    start = days.number(interval.start)
    base = start or 0

    def since(day: dt.date | None) -> Number:
        number = days.number(day)
        return None if number is None else number - base

    return (
        start,
        since(interval.end),
        tables.side(interval.holder),
        STATUSES.index(interval.status.value),
        (0 if interval.settled else FLAG_UNSETTLED) | (FLAG_CONTESTED if interval.contested else 0),
        since(interval.since_earliest),
        since(interval.since_latest),
        interval.independent,
        since(interval.last_confirmed),
        interval.credibility,
        tables.quote(evidence_of(interval, tables.quotes), interval.claims),
        tables.rare([clip(source, 80) for source in interval.sources[:MAX_SOURCES]]),
        tables.rare([[tables.side(side), share] for side, share in sorted(interval.shares.items())]),
        tables.rare([[direction, tables.side(side)] for direction, side in sorted(interval.parts.items())]),
        tables.cut(interval),
    )


def change_rows(changes: Sequence[ControlChange], tables: Tables, days: Days) -> list[tuple[Number, ...]]:
    """Return control changes as numbers, sorted by their latest day."""
    rows: list[tuple[Number, ...]] = []
    for change in sorted(changes, key=lambda c: (c.latest, c.earliest, c.place_id, c.change_id)):
        rows.append(
            (
                tables.places[change.place_id],
                tables.side(change.from_actor),
                tables.side(change.to_actor),
                days.number(change.latest),
                (change.latest - change.earliest).days,
                STATUSES.index(change.status.value),
                change.independent,
                tables.rare(None if change.part is None else [change.part]),
            )
        )
    return rows


def pack_tracks(tracks: Mapping[int, Sequence[int]]) -> dict[str, Any]:
    """Return tracks as packed columns: the places, how many intervals each has, and all interval numbers."""
    places = sorted(tracks)
    ids = [number for place in places for number in tracks[place]]
    lengths = [len(tracks[place]) for place in places]
    return {
        "count": len(places),
        "places": pack_rows([*zip(places, lengths, strict=True)]),
        "total": len(ids),
        "ids": pack_column(ids),
    }


def encode_stages(
    histories: Sequence[History], tables: Tables, days: Days
) -> tuple[list[tuple[Number, ...]], list[Any]]:
    """Return the interval rows and, for each history, what it says: its tracks and its changes.

    A stage's tracks give a place's interval numbers in order of time; after the first stage only places that
    differ from the stage before are listed, so that many `known_by` days cost little.
    """
    rows: list[tuple[Number, ...]] = []
    numbers: dict[tuple[Number, ...], int] = {}
    stages: list[Any] = []
    before: dict[int, list[int]] = {}
    for history in histories:
        tracks: dict[int, list[int]] = {}
        for interval in history.intervals:
            row = interval_row(interval, tables, days)
            number = numbers.setdefault(row, len(rows))
            if number == len(rows):
                rows.append(row)
            tracks.setdefault(tables.places[interval.place_id], []).append(number)
        gone: dict[int, list[int]] = {place: [] for place in before if place not in tracks}
        differing = {place: ids for place, ids in tracks.items() if before.get(place) != ids}
        changes = change_rows(history.changes, tables, days)
        stages.append(
            {
                "known": history.known_by.isoformat() if history.known_by else None,
                "tracks": pack_tracks({**gone, **differing}),
                "count": len(changes),
                "changes": pack_rows(changes),
            }
        )
        before = tracks
    return rows, stages


def default_day(history: History, days: Days) -> int:
    """Return the day to open on: the last reported change, else the last day known."""
    latest = [number for change in history.changes if (number := days.number(change.latest)) is not None]
    return max(latest, default=max(days.count - 1, 0))


def encode(
    histories: Sequence[History],
    theatre: Theatre,
    claims: Iterable[Claim] = (),
    documents: Iterable[Document] = (),
) -> dict[str, Any]:
    """Return the page's data for one or more histories of the same theatre.

    The last of `histories` is the one shown first (everything known); those before it are the same history
    *as known on* earlier days, in order of `known_by`. Raises ValueError if there is none.
    """
    if not histories:
        raise ValueError("`histories` is empty: give at least one History (it may hold no interval)")
    tables = Tables(theatre, claims, documents)
    days = Days(histories)
    intervals, stages = encode_stages(histories, tables, days)
    return {
        "format": FORMAT,
        "title": theatre.name,
        "generator": GENERATOR,
        "attribution": list(theatre.attribution),
        "day0": days.first.isoformat() if days.first else None,
        "days": days.count,
        "day": default_day(histories[-1], days),
        "focus": tables.places.get(theatre.focus, -1) if theatre.focus else -1,
        "statuses": list(STATUSES),
        "sides": tables.side_rows(),
        "kinds": kinds_of(theatre),
        "bases": list(BASES),
        "places": place_rows(theatre),
        "quotes": tables.quote_rows,
        "cuts": tables.cuts,
        "rares": tables.rares,
        "count": len(intervals),
        "intervals": pack_rows(intervals),
        "stages": stages,
    }


def to_script(data: Mapping[str, Any]) -> str:
    """Return the data as JSON that is safe inside a script element, whatever the texts in it say.

    `</script>` and `<!--` cannot appear, because every `<` is written as an escape; nor can the two line
    separators that older JavaScript takes for line ends.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
