"""Counts, shares and areas without place names: "captured 12 sq km more", "won control over 56 districts".

`read_measures(view)` finds them in a sentence as `Measure`s, each with a `Finding` like a claim's; `settle_measures`
gives them place, days and speakers by the same code that settles claims, and makes `Aggregate`s of them. Only what
the text states as a fact counts: no plans, conditions, denials.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.extract.claims.governing import REACH, TRIGGERS, Reading, governing
from pipelines.extract.claims.quantities import Quantity, Unit, find_quantities
from pipelines.extract.clauses.finding import Finding
from pipelines.extract.places.records import PlaceItem
from pipelines.extract.vocabulary.countries import COUNTRIES
from pipelines.extract.vocabulary.words import CONJUNCTIONS, DIRECTION_WORDS, RELATIVES, REPORTING, words
from pipelines.model import Aggregate, Claim, Polarity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipelines.extract.clauses.context import View

__all__ = ["TRIGGERS", "Measure", "read_measures", "settle_measures"]

_PLACE_BEFORE = words("in of inside within across throughout around")
_TERRITORY = words("country territory land area districts neighborhoods neighbourhoods villages towns")
_PEOPLE = words("population people voters residents civilians fighters soldiers oil gas economy budget trade")


@dataclass(frozen=True, slots=True)
class Measure:
    """A value and its unit, with the finding that carries event, side, place and evidence.

    `placed` is False where the sentence names no place: then the finding's item is a blank.
    """

    value: float
    unit: Unit
    finding: Finding
    placed: bool


def read_measures(
    view: View, antecedents: Callable[[PlaceItem], Sequence[PlaceItem]] | None = None
) -> list[Measure]:
    """Return the counts, shares and areas that a sentence says were gained, lost or are held.

    `antecedents` gives the places that a stand-in ("the city") means; without it a stand-in stays unplaced.
    """
    quantities = find_quantities(view)
    found: list[Measure] = []
    for quantity in quantities:
        place = _place(view, quantity)
        object_last = _object_last(view, quantity, place)
        if object_last is None:
            continue
        reading = governing(view, quantity, quantities)
        if reading is None:
            continue
        reading = replace(reading, last=max(reading.last, object_last))
        found.append(_measure(view, quantity, reading, _resolved(place, antecedents)))
    return found


def settle_measures(
    measures: Iterable[Measure], settle: Callable[[list[Finding]], list[Claim]]
) -> tuple[Aggregate, ...]:
    """Return the aggregates of a document, the same one said twice once, in the order of the text.

    `settle` gives a claim for each finding, as `Settler.claims` does.
    """
    kept = list(measures)
    found: dict[tuple[object, ...], Aggregate] = {}
    for measure, claim in zip(kept, settle([m.finding for m in kept]), strict=True):
        aggregate = Aggregate(
            document=claim.document, event=claim.event, place=claim.place if measure.placed else None,
            place_id=claim.place_id if measure.placed else None, actor=claim.actor, value=measure.value,
            unit=measure.unit.value, date_earliest=claim.date_earliest, date_latest=claim.date_latest,
            reported_by=claim.reported_by, quote=claim.quote, start=claim.start, end=claim.end,
        )  # fmt: skip
        key = (aggregate.event, aggregate.value, aggregate.unit, aggregate.place, aggregate.actor)
        found.setdefault(key, aggregate)
    return tuple(sorted(found.values(), key=lambda a: (a.start, a.end)))


def _resolved(
    place: PlaceItem | None, antecedents: Callable[[PlaceItem], Sequence[PlaceItem]] | None
) -> PlaceItem | None:
    if place is None or not place.anaphor:
        return place
    meant = antecedents(place) if antecedents else ()
    return meant[0] if len(meant) == 1 else None


def _measure(view: View, quantity: Quantity, reading: Reading, place: PlaceItem | None) -> Measure:
    tokens = view.reader.tokens
    actor = reading.actor if reading.actor and reading.actor.sentence_is(view.sentence) else None
    first = min([reading.first, quantity.first] + ([actor.first] if actor else []))
    behind = place if place and place.name_last > quantity.last else None
    last = max(
        [reading.last, quantity.last] + ([actor.last] if actor else []) + ([behind.last] if behind else [])
    )
    start, end = min(tokens[first].start, quantity.start), max(tokens[last].end, quantity.end)
    item = place or PlaceItem(quantity.first, quantity.last, quantity.first, quantity.first, "", start, start)
    finding = Finding(
        event=reading.event, item=item, actor=reading.side or (reading.actor.side if reading.actor else None),
        actor_text=view.text[actor.start : actor.end] if actor else None, from_actor=None,
        polarity=Polarity.ASSERTED, start=start, end=end, head=reading.last,
        framing=view.text[tokens[reading.first].start : tokens[reading.first].end].lower(), rule=reading.rule,
        confidence=0.8, sentence=view.sentence,
    )  # fmt: skip
    return Measure(quantity.value, quantity.unit, finding, place is not None)


def _place(view: View, quantity: Quantity) -> PlaceItem | None:
    """Return the area that a quantity lies in, None if the sentence does not say."""
    if quantity.of is not None:
        return _item(view, quantity.of, loose=True) or _named_behind(view, quantity.of)
    found = _named_behind(view, quantity.last + 1)
    if found:
        return found
    before = [
        g
        for g in view.lists
        if g.last < quantity.first and len(g.items) == 1 and view.word(g.first - 1) in _PLACE_BEFORE
    ]
    return before[-1].items[0] if before else None


def _named_behind(view: View, i: int) -> PlaceItem | None:
    """Return the place behind the first in, of, inside ... from token `i` on, in the same clause."""
    for at in range(i, min(i + REACH, len(view.lows))):
        low = view.word(at)
        if (
            low in (".", ";", ":")
            or low in RELATIVES
            or low in REPORTING
            or low in CONJUNCTIONS - {"and", "as", "well"}
        ):
            return None
        if low in _PLACE_BEFORE or low in ("from", "near", "outside"):
            item = _item(view, at + 1, loose=view.word(at + 1) in DIRECTION_WORDS)
            if item:
                return item if low in _PLACE_BEFORE else None
    return None


def _item(view: View, i: int, *, loose: bool = False) -> PlaceItem | None:
    """Read one place, stand-in or country at token `i`."""
    group = view.reader.read(i, loose=loose)
    if group is None and view.word(i) in COUNTRIES and view.word(i + 1) == "'s":
        group = view.reader.read(i + 2, loose=True)
    if group:
        return group.items[0]
    for at in range(i, min(i + 3, len(view.lows))):
        actor = view.reader.actors.get(at)
        if view.word(at) in COUNTRIES and (actor is None or actor.first == actor.last):
            token = view.reader.tokens[at]
            return PlaceItem(i, at, at, at, token.text, token.start, token.end)
        if view.word(at) not in DIRECTION_WORDS and view.word(at) != "the":
            return None
    return None


def _object_last(view: View, quantity: Quantity, place: PlaceItem | None) -> int | None:
    """Return the last token of what a quantity is of; None for a share of anything but land."""
    if quantity.of is None:
        return quantity.last
    window = range(quantity.of, place.name_first if place else quantity.of + 4)
    if any(view.word(k) in _PEOPLE for k in window):
        return None
    if place is not None:
        return place.last
    return next((k for k in window if view.word(k) in _TERRITORY), None)
