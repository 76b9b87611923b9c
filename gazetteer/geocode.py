"""Finding a place that the gazetteer does not hold, with any geocoder of geopy (https://geopy.readthedocs.io).

"Found nothing", "could not be read" and "the service failed" are three results. Answers are kept on disk, so that a
question is put once. Nominatim's rules are kept: one request a second, a user agent that names the program
(https://operations.osmfoundation.org/policies/nominatim/).
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import shapely
from geopy.adapters import URLLibAdapter
from geopy.exc import (
    ConfigurationError,
    GeocoderNotFound,
    GeocoderParseError,
    GeocoderRateLimited,
    GeocoderServiceError,
    GeocoderTimedOut,
    GeocoderUnavailable,
    GeopyError,
)
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import get_geocoder_for_service

from gazetteer.bring import Change, ImportPlan, apply_import
from gazetteer.errors import GazetteerError
from gazetteer.geometry import AREAL, read_geometry
from gazetteer.layers import IncomingPlace
from gazetteer.model import Basis

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from gazetteer.model import Theatre

USER_AGENT = "whoholds-gazetteer"
NOMINATIM = "nominatim"
TIMEOUT_S = 10
MIN_DELAY_S = 1.0
RETRIES = 2
MAX_WAIT_S = 60.0
"""A service that asks to wait longer is not asked again."""
NEAR_DEGREES = 0.5
"""Half the width of the box round `near`, about 50 km."""
MAX_NAME = 200
CREDITS = {NOMINATIM: "OpenStreetMap contributors (ODbL), by way of Nominatim"}


class GeocodeError(GazetteerError):
    """The service failed or its answer cannot be read; `retry_after_s` says when to ask again, None if unknown."""

    def __init__(self, message: str, retry_after_s: float | None = None) -> None:
        """Keep the message and the time to wait, in seconds."""
        super().__init__(message)
        self.retry_after_s = retry_after_s


class Geocoder(Protocol):
    """What is needed of a geopy geocoder."""

    def geocode(self, query: str, **options: object) -> Any:  # noqa: ANN401  # geopy has no types
        """Return the service's answer for a query."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One answer: `point` is (lon, lat), `geometry` a WGS 84 polygon or None, `kind` as the service calls it."""

    name: str
    point: tuple[float, float]
    geometry: BaseGeometry | None
    kind: str | None
    source: str


def make_geocoder(provider: str = NOMINATIM, **options: object) -> Geocoder:
    """Return a geopy geocoder by its name; `options` go to it (`domain`, `scheme`, `api_key`, …).

    The adapter is urllib's: that of requests retries by itself and obeys any Retry-After, however long.

    Raises:
        GeocodeError: geopy knows no such provider, or it needs other options.
    """
    try:
        made = get_geocoder_for_service(provider)
        known: dict[str, object] = {
            "timeout": TIMEOUT_S,
            "user_agent": USER_AGENT,
            "adapter_factory": URLLibAdapter,
        }
        known |= options
        return made(**known)  # type: ignore[no-any-return]  # geopy has no types
    except GeocoderNotFound:
        raise GeocodeError(
            f"`provider`: geopy knows no `{provider}` - e.g. nominatim, photon, arcgis"
        ) from None
    except (ConfigurationError, TypeError) as broken:
        raise GeocodeError(f"`provider`: `{provider}` cannot be set up ({str(broken)[:120]})") from None


def geocode(
    name: str,
    theatre: Theatre,
    geocoder: Geocoder,
    *,
    provider: str = NOMINATIM,
    near: str | None = None,
    cache: Path | None = None,
    limit: int = 5,
    sleep: Callable[[float], None] = time.sleep,
) -> tuple[Hit, ...]:
    """Return what a service knows under a name, best first; empty if it knows nothing.

    Only the theatre's area is asked for, or the surroundings of `near` (a place id). `cache` is a folder for answers.

    Raises:
        GeocodeError: the service failed, asks to wait too long, or its answer cannot be read.
    """
    if not name.strip() or len(name) > MAX_NAME:
        raise GeocodeError(f"`name`: has {len(name)} characters - give 1 to {MAX_NAME}")
    box = _box(theatre, near)
    options: dict[str, object] = {"exactly_one": False}
    if provider == NOMINATIM:
        options = _options(theatre, box, limit)
    kept = _cache_file(cache, provider, name, box)
    if kept is not None and kept.is_file():
        answers = json.loads(kept.read_text(encoding="utf-8"))
    else:
        answers = _ask(geocoder, name, options, sleep)
        if kept is not None:
            kept.parent.mkdir(parents=True, exist_ok=True)
            kept.write_text(json.dumps(answers, ensure_ascii=False), encoding="utf-8")
    source = CREDITS.get(provider, f"Geocoded with {provider}")
    return tuple(_hit(answer, source) for answer in answers[:limit])


def add_hit(folder: Path, theatre: Theatre, name: str, hit: Hit, *, kind: str | None = None) -> Theatre:
    """Write a chosen answer into a theatre's folder as a new place and return the theatre as read again."""
    place = IncomingPlace(
        name=name, names=(), external_id=None, kind=kind or hit.kind, geometry=hit.geometry, point=hit.point
    )
    slug = "".join(c if c.isascii() and c.isalnum() else "-" for c in name.lower()).strip("-") or "place"
    place_id, number = f"{theatre.theatre_id}:{slug}", 2
    while place_id in theatre.places:
        place_id, number = f"{theatre.theatre_id}:{slug}-{number}", number + 1
    change = Change(action="added", place_id=place_id, incoming=place, reason="geocoded")
    plan = ImportPlan(changes=(change,), source=hit.source, basis=Basis.GENERALISED, uncertainty_m=200.0)
    return apply_import(folder, plan)


def _box(theatre: Theatre, near: str | None) -> tuple[float, float, float, float] | None:
    """Return (west, south, east, north) in degrees to look in, None if the theatre has no area."""
    if near is not None:
        if near not in theatre.places:
            raise GeocodeError(f"`near`: `{near}` is no place of the theatre - look it up first")
        point = theatre.places[near].point
        if point is not None:
            lon, lat = point
            return lon - NEAR_DEGREES, lat - NEAR_DEGREES, lon + NEAR_DEGREES, lat + NEAR_DEGREES
    known = [p.geometry for p in theatre.places.values() if p.geometry is not None]
    if not known:
        return None
    west, south, east, north = shapely.total_bounds(known)
    return round(float(west), 4), round(float(south), 4), round(float(east), 4), round(float(north), 4)


def _options(
    theatre: Theatre, box: tuple[float, float, float, float] | None, limit: int
) -> dict[str, object]:
    """Return Nominatim's options; geopy takes its viewbox as two (lat, lon) pairs."""
    options: dict[str, object] = {
        "exactly_one": False,
        "limit": limit,
        "geometry": "geojson",
        "language": "en",
    }
    if theatre.countries:
        options["country_codes"] = [c.lower() for c in theatre.countries]
    if box is not None:
        west, south, east, north = box
        options |= {"viewbox": [(south, west), (north, east)], "bounded": True}
    return options


def _ask(
    geocoder: Geocoder, name: str, options: dict[str, object], sleep: Callable[[float], None]
) -> list[dict[str, Any]]:
    limited = RateLimiter(
        geocoder.geocode, min_delay_seconds=MIN_DELAY_S, max_retries=0, swallow_exceptions=False
    )
    for attempt in range(RETRIES + 1):
        try:
            return [_plain(found) for found in limited(name, **options) or ()]
        except GeocoderRateLimited as busy:
            wait = float(busy.retry_after) if busy.retry_after is not None else MIN_DELAY_S * 2**attempt
            if attempt == RETRIES or wait > MAX_WAIT_S:
                raise GeocodeError(f"the service asks to wait {wait:g} s - try again then", wait) from None
            sleep(wait)
        except (GeocoderTimedOut, GeocoderUnavailable) as failed:
            if attempt == RETRIES:
                raise GeocodeError(
                    f"the service does not answer ({_short(failed)}) - try again later"
                ) from None
            sleep(MIN_DELAY_S * 2**attempt)
        except GeocoderParseError as broken:
            raise GeocodeError(f"the service's answer cannot be read ({_short(broken)})") from None
        except GeocoderServiceError as failed:
            if attempt == RETRIES:
                raise GeocodeError(f"the service failed ({_short(failed)}) - try again later") from None
            sleep(MIN_DELAY_S * 2**attempt)
        except (GeopyError, ValueError, KeyError, TypeError, AttributeError) as broken:
            raise GeocodeError(f"the service's answer cannot be read ({_short(broken)})") from None
    return []


def _short(error: Exception) -> str:
    return str(error).split("\n", maxsplit=1)[0][:120] or type(error).__name__


def _plain(found: Any) -> dict[str, Any]:  # noqa: ANN401  # a geopy Location
    raw = found.raw if isinstance(found.raw, dict) else {}
    return {
        "name": str(found.address)[:300],
        "lon": round(float(found.longitude), 6),
        "lat": round(float(found.latitude), 6),
        "kind": raw.get("type") or raw.get("addresstype"),
        "geometry": raw.get("geojson"),
    }


def _hit(answer: dict[str, Any], source: str) -> Hit:
    member = answer.get("geometry")
    area = None
    if isinstance(member, dict) and member.get("type") in AREAL:
        area, _ = read_geometry(member)
    kind = answer.get("kind")
    return Hit(
        name=str(answer["name"]),
        point=(float(answer["lon"]), float(answer["lat"])),
        geometry=area,
        kind=str(kind)[:40] if kind else None,
        source=source,
    )


def _cache_file(cache: Path | None, provider: str, name: str, box: Sequence[float] | None) -> Path | None:
    if cache is None:
        return None
    digest = hashlib.sha256(json.dumps([provider, name, box]).encode()).hexdigest()[:24]
    return cache / f"{digest}.json"
