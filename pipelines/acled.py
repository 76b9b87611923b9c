"""Other people's event tables in: ACLED exports and VIINA-style control tables become documents and claims.

ACLED: the current 31 columns and the older set are read, days as `2016-11-27` and as `27 November 2016`. A row is a
document whose text is its `notes`; a row of a type that transfers territory is also a `gain`, an armed clash a
`contest`. `time_precision` becomes the claim's interval (1 the day, 2 three days either side, 3 the month, as the
codebook explains them), `geo_precision` stays with the document. https://acleddata.com/methodology/acled-codebook
"""

from __future__ import annotations

import calendar
import csv
import datetime as dt
import hashlib
import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from gazetteer import Matcher
from pipelines.extract.dates.expressions import edtf
from pipelines.extract.theatres import ISO_CODES
from pipelines.extract.vocabulary.wordings import SideFinder
from pipelines.model import Claim, DateBasis, Document, Event, Extent, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from gazetteer.model import Theatre

NEEDED: Final = ("event_date", "event_type", "sub_event_type", "actor1", "location")
CONTROL_NEEDED: Final = ("date", "status")
EVENTS: Final = {
    "Government regains territory": Event.GAIN,
    "Non-state actor overtakes territory": Event.GAIN,
    "Non-violent transfer of territory": Event.GAIN,
    "Armed clash": Event.CONTEST,
}
MAX_ROWS: Final = 2_000_000
MAX_CELL_CHARS: Final = 1_000_000
NEAR_KM: Final = 30.0
"""An entry that bears a row's name counts only if it lies this near to the row's position."""
KM_PER_DEGREE: Final = 111.2
STATUSES: Final = {"ua": "ukraine", "ru": "russia"}
CONTESTED: Final = ("contested", "disputed", "mixed")


class TableError(ValueError):
    """A table that cannot be read: the message names the file, what is wrong and the mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What a table gave: documents, claims, and a line for each row that could not be read."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    faults: tuple[str, ...] = ()
    without_claim: int = 0


@dataclass(slots=True)
class _Desk:
    """What reading a table needs: where names are looked up, which side a wording is."""

    theatre: Theatre
    matcher: Matcher
    sides: SideFinder
    documents: list[Document] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    without: int = 0

    def done(self) -> Imported:
        """Return what was read."""
        return Imported(
            documents=tuple(self.documents), claims=tuple(self.claims), faults=tuple(self.faults),
            without_claim=self.without,
        )  # fmt: skip

    def side(self, wording: str) -> str | None:
        """Return the side that a table's wording names: by the theatre's words, a state's forces by their country."""
        low = wording.lower()
        lands = (ISO_CODES.get(code, code).lower() for code in self.theatre.countries)
        if low.startswith(("military forces", "police forces", "government")) and any(
            f"of {x}" in low for x in lands
        ):
            return "government"
        hits = [hit for hit in self.sides.find(wording) if len(hit.sides) == 1]
        return hits[0].sides[0] if hits else None

    def place(self, name: str, lat: float | None, lon: float | None) -> str | None:
        """Return the entry of that name which lies near the row's position (degrees), None if there is none."""
        found = [c.place_id for c in self.matcher.lookup(name) if c.how == "alias"]
        if lat is None or lon is None:
            return found[0] if len(found) == 1 else None
        near = [p for p in found if self._distance_km(p, lat, lon) <= NEAR_KM]
        return min(near, key=lambda p: (self._distance_km(p, lat, lon), p), default=None)

    def _distance_km(self, place_id: str, lat: float, lon: float) -> float:
        place = self.theatre.places[place_id]
        shape = place.geometry
        if shape is None:
            return 0.0  # a position that is not known contradicts nothing
        centre = shape.representative_point()
        return float(
            KM_PER_DEGREE * math.hypot((centre.x - lon) * math.cos(math.radians(lat)), centre.y - lat)
        )


def read_acled(path: Path, theatre: Theatre) -> Imported:
    """Return the documents and claims of an ACLED export (CSV, UTF-8, `,` or `;`).

    Raises TableError if the file is no such table; a row that cannot be read is one of `faults`.
    """
    desk = _Desk(theatre, Matcher(theatre), SideFinder(theatre))
    for number, row in enumerate(_rows(path, NEEDED), start=2):
        try:
            _take_event(desk, row, number)
        except ValueError as error:
            desk.faults.append(f"{path.name}, line {number}: {error}")
    return desk.done()


def read_control_table(path: Path, theatre: Theatre) -> Imported:
    """Return the holds of a table with a place, a day and a status a row, as VIINA publishes them.

    Columns: `date`, `status` (`UA`, `RU`, `CONTESTED`, or a side's wording) and a place by `name` or `asciiname`, with
    `latitude`, `longitude` if given. Raises TableError if the file is no such table.
    """
    desk = _Desk(theatre, Matcher(theatre), SideFinder(theatre))
    for number, row in enumerate(_rows(path, CONTROL_NEEDED), start=2):
        try:
            _take_state(desk, row, path.name)
        except ValueError as error:
            desk.faults.append(f"{path.name}, line {number}: {error}")
    return desk.done()


def _rows(path: Path, needed: tuple[str, ...]) -> Iterable[Mapping[str, str]]:
    csv.field_size_limit(MAX_CELL_CHARS)
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            head = lines.readline()
            lines.seek(0)
            delimiter = ";" if head.count(";") > head.count(",") else ","
            reader = csv.DictReader(lines, delimiter=delimiter)
            missing = [name for name in needed if name not in (reader.fieldnames or ())]
            if missing:
                raise TableError(
                    f"`{path}` has no column `{missing[0]}`; needed are {', '.join(needed)}: export it with all columns"
                )
            for number, row in enumerate(reader):
                if number >= MAX_ROWS:
                    raise TableError(f"`{path}` has more than {MAX_ROWS} rows: split it")
                yield {key: (value or "") for key, value in row.items() if isinstance(key, str)}
    except UnicodeDecodeError as error:
        raise TableError(f"`{path}` is not UTF-8 text ({error.reason}): save it as UTF-8") from error
    except csv.Error as error:
        raise TableError(f"`{path}` is no CSV ({error}): export it again") from error
    except FileNotFoundError as error:
        raise TableError(f"`{path}` does not exist: name the exported file") from error


def parse_table_day(written: str) -> dt.date:
    """Return the day written as `2016-11-27` or `27 November 2016`; raise ValueError for another form."""
    text = written.strip()
    for form in ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d-%B-%Y", "%d/%m/%Y"):
        try:
            return dt.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day, no time
        except ValueError:
            continue
    raise ValueError(f"`event_date` is `{text}`: a day is written 2016-11-27 or 27 November 2016")


def interval(day: dt.date, precision: str) -> tuple[dt.date, dt.date]:
    """Return the days that an ACLED day of this `time_precision` stands for."""
    if precision == "2":
        return day - dt.timedelta(days=3), day + dt.timedelta(days=3)
    if precision == "3":
        return day.replace(day=1), day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day, day


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _take_event(desk: _Desk, row: Mapping[str, str], number: int) -> None:
    day = parse_table_day(row["event_date"])
    earliest, latest = interval(day, row.get("time_precision", "1").strip())
    text = row.get("notes", "").strip() or f"{row['sub_event_type']}: {row['actor1']}, {row['location']}"
    name = row.get("event_id_cnty") or row.get("data_id") or f"row {number}"
    document = Document(
        id=f"acled:{name}", text=text, publisher=row.get("source") or "ACLED", published=latest,
        published_basis="the event's last day, as the table gives it", extra=dict(row),
    )  # fmt: skip
    desk.documents.append(document)
    kind = row["sub_event_type"].strip().removeprefix("Battle-")
    event = EVENTS.get(kind)
    if event is None:
        desk.without += 1
        return
    winner, beaten = _winner(desk, kind, row["actor1"], row.get("actor2", ""))
    actor = desk.side(winner) if event is Event.GAIN else None
    place_id = _placed(desk, row)
    loser = desk.side(beaten) if event is Event.GAIN and beaten else None
    rule = f"acled:{row['sub_event_type']}"
    days = (earliest, latest)
    claim = _claim(
        desk, document, event, row["location"], place_id, actor, winner, days, frm=loser, rule=rule
    )
    desk.claims.append(claim)


def _winner(desk: _Desk, kind: str, first: str, second: str) -> tuple[str, str]:
    """Return (who gained, who lost) of two actors, whose order tells nothing: the type says which kind of side won."""
    states = [desk.side(wording) == "government" for wording in (first, second)]
    wants_state = kind.startswith("Government")
    if (
        kind in ("Government regains territory", "Non-state actor overtakes territory")
        and states.count(True) == 1
    ):
        return (first, second) if states[0] is wants_state else (second, first)
    return first, second


def _placed(desk: _Desk, row: Mapping[str, str]) -> str | None:
    """Return the entry of a row's place; a position that stands for a region (`geo_precision` 3) is no town's."""
    lat, lon = _number(row.get("latitude", "")), _number(row.get("longitude", ""))
    place_id = desk.place(row["location"], lat, lon)
    large = place_id is not None and desk.theatre.places[place_id].kind in ("governorate", "region")
    region = lat is not None and row.get("geo_precision", "").strip() == "3"
    return place_id if large or not region else None


def _take_state(desk: _Desk, row: Mapping[str, str], table: str) -> None:
    day = parse_table_day(row["date"])
    name = row.get("name") or row.get("asciiname") or row.get("geonameid") or ""
    if not name:
        raise ValueError("no `name`, `asciiname` or `geonameid`: a row needs its place")
    status = row["status"].strip()
    text = f"{name}: {status} on {day.isoformat()}"
    document = Document(
        id=f"{table}:{name}:{day.isoformat()}", text=text, publisher=table, published=day,
        published_basis="the table's own day", extra=dict(row),
    )  # fmt: skip
    desk.documents.append(document)
    contested = status.lower() in CONTESTED
    actor = None if contested else STATUSES.get(status.lower()) or desk.side(status)
    if not contested and actor is None:
        desk.without += 1
        return
    place_id = desk.place(name, _number(row.get("latitude", "")), _number(row.get("longitude", "")))
    event = Event.CONTEST if contested else Event.HOLD
    desk.claims.append(
        _claim(
            desk, document, event, name, place_id, actor, status, (day, day), frm=None, rule="control-table"
        )
    )


def _claim(  # noqa: PLR0913 - one argument for each thing that a row says
    desk: _Desk, document: Document, event: Event, name: str, place_id: str | None, actor: str | None, wording: str,
    days: tuple[dt.date, dt.date], *, frm: str | None, rule: str,
) -> Claim:  # fmt: skip
    place = desk.theatre.places[place_id] if place_id else None
    parent = desk.theatre.places[place.within].name if place and place.within else None
    return Claim(
        claim_id=hashlib.sha256(f"{document.id}\x1f{event}\x1f{name}".encode()).hexdigest()[:16],
        document=document.id, event=event, place=place.name if place else name, place_id=place_id, place_text=name,
        within=parent, actor=actor, actor_text=wording or None, from_actor=frm, extent=Extent.WHOLE, part=None,
        date_earliest=days[0], date_latest=days[1], date_edtf=edtf(*days), date_basis=DateBasis.STATED,
        polarity=Polarity.ASSERTED, background=False, reported_by=(), quote=document.text, start=0,
        end=len(document.text), framing=rule.partition(":")[2].lower() or "status", rule=rule, confidence=0.9,
    )  # fmt: skip
