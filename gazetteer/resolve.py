"""Which entry a name means, from what the text says round it.

Each candidate starts from the same base and gains or loses by evidence: a kind word beside the name ("airbase",
"province of"), the places named near it, before it more than after it, and whether the city of a neighbourhood is
named at all. The best wins if it beats the next by `MARGIN`; else the mention stays ambiguous.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from gazetteer.spellings import split_article, tidy
from gazetteer.wordlist import words

if TYPE_CHECKING:
    from gazetteer.model import Candidate, Mention, Place, Theatre

MARGIN = 0.08
"""How far the best candidate must be ahead of the next."""
FLOOR = 0.4
"""The least score at which a candidate is taken."""
FLOOR_OF_SEVERAL = 0.52
"""The same where a name has several: some evidence must speak for one of them."""
BASE, CITY_FIRST, KIND_AGREES, KIND_DIFFERS, NEARNESS, STRANGER = 0.5, 0.1, 0.3, 0.3, 0.4, 0.25
STRANGER_AT_MOST = 0.35
"""The weights of the evidence, and the most that a doubtful name gets without support.

Set on the seed articles and the development corpus.
"""
REACH = 700.0
"""Characters over which a place named elsewhere loses its weight by a factor of e."""
BESIDE, REACH_BESIDE = 3.0, 60.0
"""The extra weight of a place named right beside the name, and the characters over which that fades."""
NEIGHBOURS = 12
"""How many names on either side are looked at."""
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
        "factory",
        "power plant",
        "military college",
        "area",
    }
)
"""Kinds that a text names only together with their city or with others of it."""
DOUBTFUL = words(
    """salma rabia harem hish shin mayer saida arak nawa jasim khattab zara hadar hader naima banan sabil susah
    panorama yarmouk karama mansoura hamra jaba adra afis nasib jazal mahin shajara resafa rusafa bosra busra
    qara shahba soran suran karima arwad sadad douma duma ariha marea jizah""",
)
"""Names that people, words or places elsewhere bear too: they count only if the text names their governorate."""
LONG_NAMED = frozenset({"neighbourhood", "district"})
"""Small kinds whose names of two words or more stand by themselves ("Bustan al-Qasr"), Saladin's apart."""
SURE = frozenset({"alias"})
"""How a name must have been found to stand without support from the text."""
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
    "area": frozenset({"area", "region", "district", "village", "town"}),
    "region": frozenset({"region", "area"}),
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
_CITY_AFTER = re.compile(r" (?:city|town)\b")
_PROVINCE_BEFORE = re.compile(
    r"\b(?:provinces?|governorates?|countryside|rural areas?) (?:of|in) (?:the )?(?:al )?$"
)
_WORDS = re.compile(r"[a-z]+")


_JOINT = re.compile(r"(?:'s?)?(?:,? and |, | )(?:al )?$")


class Resolver:
    """Settles the mentions of texts for one theatre."""

    def __init__(self, theatre: Theatre) -> None:
        """Keep the areas of every place: itself, its ancestors, its groups and theirs."""
        self._places = theatre.places
        self._areas = {
            p.place_id: frozenset((p.place_id, *theatre.ancestors(p.place_id), *p.groups))
            for p in theatre.places.values()
        }

    def resolve(self, text: str, mentions: tuple[Mention, ...]) -> tuple[Mention, ...]:
        """Return the mentions with `place_id` set where it can be told; candidates in order of score."""
        if not mentions:
            return ()
        low = same_length(text)
        anchors = [self._anchor(m) for m in mentions]
        named = Counter(area for areas in anchors for area in areas)
        settled: list[Mention] = []
        province = False
        for number, mention in enumerate(mentions):
            places = [self._places[c.place_id] for c in mention.candidates]
            pair = _city_and_governorate(places)
            if pair is not None:
                carried = province and bool(_JOINT.fullmatch(low[mentions[number - 1].end : mention.start]))
                province = _says_province(low, mention, carried=carried)
                settled.append(_of_pair(mention, *pair, province=province))
                continue
            province = places[0].kind == "governorate" and bool(
                _PROVINCE_BEFORE.search(low[: mention.start][-WINDOW:])
            )
            if len(places) == 1 and not _is_doubtful(places[0], mention):
                settled.append(mention._replace(place_id=places[0].place_id))
                continue
            near = self._near(number, mentions, anchors)
            settled.append(self._settle(mention, places, low, near, named))
        return tuple(settled)

    def _anchor(self, mention: Mention) -> frozenset[str]:
        """Return the areas that every candidate of a mention shares; those of the city if it may be its province.

        A name that was not found by a listed spelling says nothing about others.
        """
        if mention.candidates[0].how not in SURE:
            return frozenset()
        first, *rest = (self._areas[c.place_id] for c in mention.candidates)
        pair = _city_and_governorate([self._places[c.place_id] for c in mention.candidates])
        return self._areas[pair[0].place_id] if pair else first.intersection(*rest)

    def _near(
        self, number: int, mentions: tuple[Mention, ...], anchors: list[frozenset[str]]
    ) -> list[tuple[float, frozenset[str]]]:
        """Return the mentions round a mention as (weight, areas), the nearest weighing most."""
        here = mentions[number]
        around = []
        for other in range(max(0, number - NEIGHBOURS), min(len(mentions), number + NEIGHBOURS + 1)):
            if other == number or not anchors[other]:
                continue
            ahead = other > number
            gap = mentions[other].start - here.end if ahead else here.start - mentions[other].end
            weight = math.exp(-gap / REACH) + BESIDE * math.exp(-gap / REACH_BESIDE)
            around.append((weight * (AFTER if ahead else 1.0), anchors[other]))
        return around

    def _settle(
        self,
        mention: Mention,
        places: list[Place],
        low: str,
        near: list[tuple[float, frozenset[str]]],
        named: Counter[str],
    ) -> Mention:
        scored = [(self._score(p, mention, low, near, named), p) for p in places]
        scored.sort(key=lambda pair: (-pair[0], pair[1].place_id))
        best = scored[0]
        clear = len(scored) == 1 or best[0] - scored[1][0] >= MARGIN
        floor = FLOOR if len(scored) == 1 else FLOOR_OF_SEVERAL
        chosen = best[1].place_id if clear and best[0] >= floor else None
        ordered = tuple(_with_score(mention, p, s) for s, p in scored)
        return mention._replace(candidates=ordered, place_id=chosen)

    def _score(
        self,
        place: Place,
        mention: Mention,
        low: str,
        near: list[tuple[float, frozenset[str]]],
        named: Counter[str],
    ) -> float:
        score = BASE + _kind_evidence(place, low, mention)
        if place.within is not None and near:
            own = self._areas[place.place_id]
            top = self._top(place)
            close = own if place.within == top else own - {top}
            total = sum(weight for weight, _ in near)
            inside = sum(
                weight * (1.0 if close & areas else 0.5 if own & areas else 0.0) for weight, areas in near
            )
            score += NEARNESS * inside / total
        if _is_doubtful(place, mention) and not self._is_known(place, near, named):
            score = min(score - STRANGER, STRANGER_AT_MOST)
        return max(0.0, min(1.0, score))

    def _is_known(self, place: Place, near: list[tuple[float, frozenset[str]]], named: Counter[str]) -> bool:
        """Say whether the text names the city of a quarter, or another place in it."""
        holders = {h for h in (place.within, *place.groups) if h is not None}
        if any(holders & areas for _, areas in near):
            return True
        own = self._areas[place.place_id]
        return not holders or any(named[h] > (1 if h in own else 0) for h in holders)

    def _top(self, place: Place) -> str:
        """Return the outermost area that holds a place."""
        return next(
            (a for a in self._areas[place.place_id] if self._places[a].within is None), place.place_id
        )


def _is_doubtful(place: Place, mention: Mention) -> bool:
    """Say whether a name needs support from the text: a part of a city, or a name that others bear too."""
    if mention.candidates[0].how not in SURE:
        return True
    surface = mention.surface.lower()
    if place.kind in SMALL:
        bare = split_article(tidy(surface))[1]
        return place.kind not in LONG_NAMED or " " not in bare or bare.startswith("salah")
    return surface in DOUBTFUL or surface[3:] in DOUBTFUL


def same_length(text: str) -> str:
    """Return a text in lower case with straight apostrophes and plain spaces, each character at its place."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("’", "'").replace("\u00a0", " ").replace("-", " ").replace("\n", " ")


def _of_pair(mention: Mention, city: Place, governorate: Place, *, province: bool) -> Mention:
    meant, other = (governorate, city) if province else (city, governorate)
    ordered = (_with_score(mention, meant, 0.9), _with_score(mention, other, 0.5))
    return mention._replace(candidates=ordered, place_id=meant.place_id)


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


def _says_province(low: str, mention: Mention, *, carried: bool) -> bool:
    """Say whether the words beside a name, or before the list that it stands in, call it a province."""
    after = low[mention.end : mention.end + WINDOW]
    if _CITY_AFTER.match(after):
        return False
    before = low[max(0, mention.start - WINDOW) : mention.start]
    return carried or bool(_PROVINCE_AFTER.match(after) or _PROVINCE_BEFORE.search(before))


def _kind_evidence(place: Place, low: str, mention: Mention) -> float:
    """Return what the kind words right beside a name say for or against a place."""
    after = _WORDS.findall(low[mention.end : mention.end + WINDOW])[:2]
    before = _WORDS.findall(low[max(0, mention.start - WINDOW) : mention.start])[-3:]
    said = {w for w in (*after, *before) if w in _ALL_KIND_WORDS}
    if not said:
        return 0.0
    own = KIND_WORDS.get(place.kind, frozenset())
    return KIND_AGREES if said & own else -KIND_DIFFERS / 3
