"""Counts, shares and areas without place names: "captured 12 sq km more", "won control over 56 districts".

`read_measures(view)` finds them in a sentence as `Measure`s, each with a `Finding` like a claim's; `settle_measures`
gives them place, days and speakers by the same code that settles claims, and makes `Aggregate`s of them. Only what
the text states as a fact counts: no plans, conditions, denials.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.extract.context import Finding
from pipelines.extract.countries import COUNTRIES
from pipelines.extract.lexicon import (
    CONTROL_NOUNS,
    FALLING_NOUNS,
    FORMS,
    KEEPING,
    SENSES,
    TAKING_NOUNS,
    Sense,
)
from pipelines.extract.phrases import PlaceItem
from pipelines.extract.quantities import Quantity, Unit, find_quantities
from pipelines.extract.verbs import Mood, Voice, read_verb
from pipelines.extract.words import (
    ADVERBS,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    DIRECTION_WORDS,
    KINDS,
    PREPOSITIONS,
    RELATIVES,
    REPORTING,
    words,
)
from pipelines.model import Aggregate, Claim, Event, Polarity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from pipelines.extract.context import View
    from pipelines.extract.sides import ActorPhrase
    from pipelines.extract.verbs import VerbUse

CONFINED = words(
    """squeezed confined cornered trapped besieged bottled holed penned hemmed boxed reduced restricted limited
    encircled surrounded crammed pinned shrunk shrinking""",
)
"""Words that say that somebody still holds what follows `in`, `to` or `into`."""
TRIGGERS = CONFINED - words("surrounded limited restricted reduced shrinking")
"""Words that make a sentence worth reading for aggregates though it holds no control word."""
REACH = 16
"""How many words may stand between a verb and its quantity."""
SUBJECT_REACH = 12
"""The same, where the quantity is the subject."""
MAX_UNKNOWN = 4
_APPROXIMATE = words(
    """about around nearly almost some over more less fewer than at least up roughly approximately an a the another
    additional total as many much further estimated only just most other its their of""",
)
_AREA_NOUNS = words(
    "area areas territory land pocket enclave strip swath swathe zone stretch patch space covering measuring"
)
_MINES = words("mines explosives bombs ieds booby rubble debris landmines")
_PREPOSITIONS = words("with in into to inside within from over out on of across")
_PLACE_BEFORE = words("in of inside within across throughout around")
_TERRITORY = words("country territory land area districts neighborhoods neighbourhoods villages towns")
_PEOPLE = words("population people voters residents civilians fighters soldiers oil gas economy budget trade")
_HOLDING_NOUNS = CONTROL_NOUNS | words("possession")
_LINKING = words("remain remained remains remaining stay stayed stays have has had")
"""Verbs that lead on to what is said of their subject."""
_DIRECT_LEAVING = words("abandon leave evacuate vacate quit flee")


@dataclass(frozen=True, slots=True)
class Measure:
    """A value and its unit, with the finding that carries event, side, place and evidence.

    `placed` is False where the sentence names no place: then the finding's item is a blank.
    """

    value: float
    unit: Unit
    finding: Finding
    placed: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """What governs a quantity: the event, the side, and the tokens that show it."""

    event: Event
    actor: ActorPhrase | None
    first: int
    last: int
    rule: str
    side: str | None = None


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
        reading = _left(view, quantity, quantities) or _right(view, quantity)
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


def _measure(view: View, quantity: Quantity, reading: _Reading, place: PlaceItem | None) -> Measure:
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


def _left(view: View, quantity: Quantity, quantities: list[Quantity]) -> _Reading | None:
    """Return the verb or noun before a quantity that has it as its object."""
    at, crossed, unknown = quantity.first - 1, set[str](), 0
    while at >= 0 and quantity.first - at <= REACH:
        low = view.word(at)
        skipped = _skipped(view, at, quantities, crossed)
        if skipped is not None:
            at = skipped
            continue
        reading = _governor(view, at, crossed, quantity)
        if reading is not None:
            return reading
        if low in _PREPOSITIONS or low in CONTROL_NOUNS:
            crossed.add(low)
        elif low in _APPROXIMATE:
            pass
        elif low in CONJUNCTIONS or low in RELATIVES or low in REPORTING or low in PREPOSITIONS:
            return None
        elif low not in _AREA_NOUNS | ADVERBS | DETERMINERS | KINDS:
            unknown += 1
            if unknown > MAX_UNKNOWN or not low[0].isalnum() or low in FORMS:
                return None
        at -= 1
    return None


def _skipped(view: View, at: int, quantities: list[Quantity], crossed: set[str]) -> int | None:
    """Step over what shares the slot: an earlier quantity, named places, the driven-out side, a list's comma."""
    for quantity in quantities:
        if quantity.first <= at <= quantity.last:
            return quantity.first - 1
    for item in (item for group in view.lists for item in group.items):
        if item.name_first <= at <= item.name_last:
            return item.name_first - 1
    actor = view.reader.actors.get(at)
    if actor is not None and crossed & {"from", "out", "of"}:
        return actor.first - 1
    if view.word(at) == "including" and view.word(at - 1) == ",":
        return at - 2
    if view.word(at) in ("and", ","):
        before = at - 1
        joined = any(q.first <= before <= q.last for q in quantities) or any(
            g.first <= before <= g.last for g in view.lists
        )
        return before if joined else None
    return None


def _governor(view: View, at: int, crossed: set[str], quantity: Quantity) -> _Reading | None:
    low = view.word(at)
    if low == "left" and "with" in crossed:
        return _Reading(Event.HOLD, view.subject(_group_start(view, at)), at, at, "aggregate:confined")
    if low in CONFINED and crossed & {"in", "into", "to", "inside", "within", "on"}:
        return _Reading(Event.HOLD, view.subject(_group_start(view, at)), at, at, "aggregate:confined")
    if low in _HOLDING_NOUNS and crossed & {"of", "over", "on"}:
        return None if _control_verb_before(view, at) else _in_control(view, at)
    if (
        low in TAKING_NOUNS | FALLING_NOUNS
        and crossed == {"of"}
        and not (low.endswith("ing") and view.word(at - 1) != "the")
    ):
        return _nominal(view, at)
    if low not in FORMS or at in view.reader.mentions:
        return None
    verb = read_verb(view.reader, at)
    if verb is None or verb.voice is not Voice.ACTIVE or verb.mood is not Mood.FACT:
        return None
    event = _event(verb, crossed, quantity.unit)
    if event is None or (verb.form.lemma == "clear" and _of_mines(view, quantity.last + 1)):
        return None
    if event is Event.LOSS and not SENSES[verb.form.lemma] & {Sense.LEAVE}:
        taker = view.after_preposition(at + 1, "to")
        if taker:
            return _Reading(Event.GAIN, taker, verb.first, at, f"aggregate:{verb.form.lemma}")
    return _Reading(event, _subject(view, verb), verb.first, at, f"aggregate:{verb.form.lemma}")


def _subject(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return who does it; behind a comma and a participle the sentence's own subject."""
    subject = view.subject(verb.first)
    if subject is None and verb.gerund:
        free = [p for p in view.actors if not p.governed and not p.possessive]
        return free[0] if free else view.last_subject
    return subject


def _of_mines(view: View, i: int) -> bool:
    """Say whether what was cleared was cleared of things, not of a side."""
    return view.word(i) == "of" and any(view.word(k) in _MINES for k in range(i + 1, i + 4))


def _event(verb: VerbUse, crossed: set[str], unit: Unit) -> Event | None:
    """Return what a verb says of its quantity, None if it does not govern it."""
    senses = SENSES[verb.form.lemma]
    if crossed & CONTROL_NOUNS:
        if verb.form.lemma == "lose":
            return Event.LOSS
        if Sense.CONTROL in senses:
            return Event.HOLD if verb.form.lemma in KEEPING else Event.GAIN
        return None
    if Sense.OUST in senses and crossed & {"from", "out"}:
        return Event.GAIN
    if Sense.LEAVE in senses:
        return (
            Event.LOSS
            if "from" in crossed or (verb.form.lemma in _DIRECT_LEAVING and not crossed - {"of"})
            else None
        )
    if crossed - {"of", "over", "to"}:
        return None
    if verb.form.lemma == "gain":
        return Event.GAIN if unit is not Unit.PLACES else None
    table = {
        Sense.LOSE: Event.LOSS, Sense.CEDE: Event.LOSS, Sense.HOLD: Event.HOLD,
        Sense.TAKE: Event.GAIN, Sense.TAKE_WEAK: Event.GAIN,
    }  # fmt: skip
    return next((event for sense, event in table.items() if sense in senses), None)


def _group_start(view: View, at: int) -> int:
    """Return the first token of the verb group that ends at `at`."""
    while (
        view.word(at - 1) in BE or view.word(at - 1) in ADVERBS or view.word(at - 1) in ("have", "has", "had")
    ):
        at -= 1
    return at


def _control_verb_before(view: View, at: int) -> bool:
    """Say whether `control` is the object of a verb: "took full control of"."""
    return any(
        Sense.CONTROL in SENSES[FORMS[view.word(k)].lemma]
        for k in range(max(0, at - 4), at)
        if view.word(k) in FORMS
    )


def _in_control(view: View, at: int) -> _Reading | None:
    """Read "in control of", "has control of": the subject holds it."""
    for k in range(at - 1, max(-1, at - 5), -1):
        if view.word(k) in ("in", "has", "have"):
            first = _group_start(view, k)
            negated = any(view.word(j) in ("not", "no", "never") for j in range(first, at))
            return (
                None if negated else _Reading(Event.HOLD, view.subject(first), k, at, "aggregate:in-control")
            )
        if view.word(k) not in ADVERBS | DETERMINERS | words(
            "full complete total sole effective military firm"
        ):
            return None
    return None


def _nominal(view: View, at: int) -> _Reading | None:
    """Read "the capture of 12 villages by the army"."""
    before = [view.word(k) for k in range(max(0, at - 5), at)]
    if any(
        w in ("for", "at", "towards", "plan", "planned", "possible", "prevent", "before", "denied")
        for w in before
    ):
        return None
    falling = view.word(at) in FALLING_NOUNS
    actor = view.after_preposition(at + 1, "to", reach=12) if falling else view.agent(at + 1)
    owner = next((p for p in view.actors if p.last in (at - 1, at - 2) and p.possessive), None)
    return _Reading(Event.GAIN, actor or (None if falling else owner), at, at, "aggregate:nominal")


def _right(view: View, quantity: Quantity) -> _Reading | None:
    """Return what a quantity is the subject of: "56 districts were captured", "6 sq km remain under rebel control"."""
    begin = quantity.last + 1
    for at in range(begin, min(begin + SUBJECT_REACH, len(view.lows))):
        low = view.word(at)
        if low in (".", ";", ",") or low in CONJUNCTIONS or low in RELATIVES - words("which that"):
            return None
        if low in ("under", "in") and (held := _held(view, at)):
            return held
        if low in FORMS and at not in view.reader.mentions and low not in _LINKING:
            verb = read_verb(view.reader, at)
            return _undergone(view, verb) if verb else None
    return None


def _undergone(view: View, verb: VerbUse) -> _Reading | None:
    senses = SENSES[verb.form.lemma]
    rule = f"aggregate:{verb.form.lemma}"
    if verb.mood is not Mood.FACT:
        return None
    if Sense.FALL in senses:
        taker = view.after_preposition(verb.head + 1, "to", reach=4)
        return _Reading(Event.GAIN, taker, verb.first, verb.head, rule)
    if verb.voice is Voice.ACTIVE:
        return None
    agent = view.agent(verb.head + 1)
    if senses & {Sense.HOLD} and agent:
        return _Reading(Event.HOLD, agent, verb.first, verb.head, rule)
    if Sense.LOSE in senses:
        taker = view.after_preposition(verb.head + 1, "to", reach=4)
        return _Reading(Event.GAIN if taker else Event.LOSS, taker, verb.first, verb.head, rule)
    if senses & {Sense.TAKE, Sense.TAKE_WEAK} and (agent or verb.voice is Voice.PASSIVE):
        return _Reading(Event.GAIN, agent, verb.first, verb.head, rule)
    return None


def _held(view: View, at: int) -> _Reading | None:
    """Read "under the control of the rebels", "in rebel hands", "under rebel control" at token `at`."""
    for k in range(at + 1, min(at + 6, len(view.lows))):
        if view.word(k) in ("control", "hands", "rule"):
            owner = view.actor_at(k + 2) if view.word(k + 1) == "of" else None
            inside = [p for p in view.actors if at < p.first and p.last <= k]
            actor = owner or (inside[-1] if inside else None)
            return _Reading(Event.HOLD, actor, at, k, "aggregate:held") if actor else None
    return None
