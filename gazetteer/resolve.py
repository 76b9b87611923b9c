"""Which entry a name means, from what the text says round it.

Each candidate starts from the same base and gains or loses by evidence: a kind word beside the name ("airbase",
"province of"), the places named near it, before it more than after it, and whether the city of a neighbourhood is
named at all. The best wins if it beats the next by `MARGIN`; else the mention stays ambiguous.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from gazetteer.fold import fold
from gazetteer.model import Candidate, Mention

if TYPE_CHECKING:
    from gazetteer.model import Place, Theatre

MARGIN = 0.08
"""How far the best candidate must be ahead of the next."""
FLOOR = 0.4
"""The least score at which a candidate is taken."""
BASE, CITY_FIRST, KIND_AGREES, KIND_DIFFERS, NEARNESS, STRANGER = 0.5, 0.1, 0.3, 0.3, 0.4, 0.25
"""The weights of the evidence, set on the seed articles and the development corpus."""
REACH = 700.0
"""Characters over which a place named elsewhere loses its weight by a factor of e."""
AFTER = 0.6
"""Weight of a place that is named after the name, against one named before it."""
WINDOW = 48
"""Characters on either side of a name in which a kind word is looked for."""
SMALL = frozenset(
    {
        "neighbourhood",
        "quarter",
        "district",
        "cemetery",
        "park",
        "hospital",
        "school",
        "roundabout",
        "university",
        "barracks",
        "citadel",
        "industrial area",
    }
)
"""Kinds that a text names only together with their city or with others of it."""
KIND_WORDS = {
    "governorate": frozenset(
        {"province", "governorate", "countryside", "provincial", "governorates", "rural"}
    ),
    "city": frozenset({"city", "town", "centre", "center", "downtown"}),
    "town": frozenset({"town", "city", "village", "suburb"}),
    "village": frozenset({"village", "town", "hamlet"}),
    "neighbourhood": frozenset(
        {
            "neighborhood",
            "neighbourhood",
            "neighborhoods",
            "neighbourhoods",
            "district",
            "districts",
            "quarter",
            "area",
            "suburb",
        }
    ),
    "district": frozenset(
        {
            "neighborhood",
            "neighbourhood",
            "district",
            "quarter",
            "neighborhoods",
            "neighbourhoods",
            "districts",
            "suburb",
        }
    ),
    "quarter": frozenset(
        {
            "neighborhood",
            "neighbourhood",
            "district",
            "quarter",
            "neighborhoods",
            "neighbourhoods",
            "districts",
        }
    ),
    "gas field": frozenset({"gas", "field", "oil", "oilfield", "gasfield", "fields", "company"}),
    "oil field": frozenset({"gas", "field", "oil", "oilfield", "fields"}),
    "airbase": frozenset({"airbase", "air", "airport", "base", "airfield"}),
    "airport": frozenset({"airbase", "air", "airport", "base", "airfield"}),
    "hill": frozenset({"hill", "hills", "mountain", "height", "heights", "tal", "tell"}),
    "mountain": frozenset({"mountain", "mountains", "mount", "hills", "jabal"}),
    "camp": frozenset({"camp", "refugee", "refugees"}),
    "crossing": frozenset({"crossing", "border"}),
    "barracks": frozenset({"barracks", "barrack", "base", "military"}),
}
_ALL_KIND_WORDS = frozenset().union(*KIND_WORDS.values())
_PROVINCE_AFTER = re.compile(
    r"(?:'s?)? (?:(?:north|south|east|west|central|rural)\w* ){0,2}(?:province|governorate|countryside|provincial)\b"
)
_PROVINCE_BEFORE = re.compile(
    r"\b(?:province|governorate|countryside|suburbs|rural areas?) (?:of|in) (?:the )?$"
)
_WORDS = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class _Anchor:
    """A place that the text names beyond doubt: where it stands and the areas that hold it, itself included."""

    at: int
    areas: frozenset[str]


class Resolver:
    """Settles the mentions of texts for one theatre."""

    def __init__(self, theatre: Theatre) -> None:
        """Keep the areas of every place: itself, its ancestors, its groups."""
        self._places = theatre.places
        self._areas = {p: frozenset((p, *theatre.ancestors(p))) for p in theatre.places}

    def resolve(self, text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the mentions with `place_id` set where it can be told; candidates in order of score."""
        low = fold(text) if mentions else ""
        if len(low) != len(text):
            low = text.lower() if len(text.lower()) == len(text) else ""
        anchors = [self._anchor(m) for m in mentions]
        return tuple(self._settle(m, n, low, anchors) for n, m in enumerate(mentions))

    def _anchor(self, mention: Mention) -> _Anchor:
        """Return the areas that every candidate shares; none if they have nothing in common."""
        shared = frozenset.intersection(*(self._with_city(c.place_id) for c in mention.candidates))
        return _Anchor(mention.start, shared)

    def _with_city(self, place_id: str) -> frozenset[str]:
        return self._areas[place_id]

    def _settle(self, mention: Mention, number: int, low: str, anchors: list[_Anchor]) -> Mention:
        places = [self._places[c.place_id] for c in mention.candidates]
        pair = _city_and_governorate(places)
        if pair is not None:
            city, governorate = pair
            meant = governorate if _says_province(low, mention) else city
            other = city if meant is governorate else governorate
            ordered = (_with_score(mention, meant, 0.9), _with_score(mention, other, 0.5))
            return replace(mention, candidates=ordered, place_id=meant.place_id)
        if len(places) == 1 and places[0].kind not in SMALL:
            return replace(mention, place_id=places[0].place_id)
        scored = [(self._score(p, mention, number, low, anchors), p) for p in places]
        scored.sort(key=lambda pair: (-pair[0], pair[1].place_id))
        best = scored[0]
        clear = len(scored) == 1 or best[0] - scored[1][0] >= MARGIN
        chosen = best[1].place_id if clear and best[0] >= FLOOR else None
        ordered_all = tuple(_with_score(mention, p, s) for s, p in scored)
        return replace(mention, candidates=ordered_all, place_id=chosen)

    def _score(self, place: Place, mention: Mention, number: int, low: str, anchors: list[_Anchor]) -> float:
        score = BASE + _kind_evidence(place, low, mention)
        nearness, known = self._nearness(place, mention, number, anchors)
        score += NEARNESS * nearness
        if place.kind in SMALL and not known:
            score -= STRANGER
        return max(0.0, min(1.0, score))

    def _nearness(
        self, place: Place, mention: Mention, number: int, anchors: list[_Anchor]
    ) -> tuple[float, bool]:
        """Return the weighted share (0-1) of places near the mention that lie in the place's own area.

        The second value says whether the text names the place's area, or another place in it, at all.
        """
        if place.within is None:
            return 0.0, True
        total = inside = 0.0
        for other, anchor in enumerate(anchors):
            if other == number or not anchor.areas:
                continue
            distance = anchor.at - mention.start
            weight = math.exp(-abs(distance) / REACH) * (AFTER if distance > 0 else 1.0)
            total += weight
            if place.within in anchor.areas or place.place_id in anchor.areas:
                inside += weight
            elif self._top(place) in anchor.areas:
                inside += weight / 2
        return (inside / total if total else 0.0), inside > 0

    def _top(self, place: Place) -> str:
        """Return the outermost area that holds a place."""
        return next(
            (a for a in self._areas[place.place_id] if self._places[a].within is None), place.place_id
        )


def _with_score(mention: Mention, place: Place, score: float) -> Candidate:
    known = next(c for c in mention.candidates if c.place_id == place.place_id)
    return replace(known, score=round(known.score * score, 3))


def _city_and_governorate(places: list[Place]) -> tuple[Place, Place] | None:
    """Return (city, governorate) if these two are all that a name can mean, else None."""
    if len(places) != 2:  # noqa: PLR2004  # a pair
        return None
    governorate = next((p for p in places if p.kind == "governorate"), None)
    city = next((p for p in places if p.kind in ("city", "town")), None)
    return (city, governorate) if city is not None and governorate is not None else None


def _says_province(low: str, mention: Mention) -> bool:
    after = low[mention.end : mention.end + WINDOW]
    before = low[max(0, mention.start - WINDOW) : mention.start]
    return bool(_PROVINCE_AFTER.match(after) or _PROVINCE_BEFORE.search(before))


def _kind_evidence(place: Place, low: str, mention: Mention) -> float:
    """Return what the kind words right beside a name say for or against a place."""
    after = _WORDS.findall(low[mention.end : mention.end + WINDOW])[:2]
    before = _WORDS.findall(low[max(0, mention.start - WINDOW) : mention.start])[-3:]
    said = {w for w in (*after, *before) if w in _ALL_KIND_WORDS}
    if not said:
        return 0.0
    own = KIND_WORDS.get(place.kind, frozenset())
    return KIND_AGREES if said & own else -KIND_DIFFERS / 3
