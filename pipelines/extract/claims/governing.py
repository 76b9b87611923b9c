"""What governs a quantity: the verb or noun that says that somebody gained, lost or holds so much.

    captured 12 villages, took control of 56 districts         object, read leftwards from the quantity
    56 districts were captured, 6 sq km remain in rebel hands  subject, read rightwards
    squeezed in an area of 6 sq km, left with 1 percent        confined: held still

A quantity is governed only through words that can stand between a verb and its object; anything else in between
(another verb, a conjunction, a new clause) means that the verb is not its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.extract.claims.quantities import Quantity, Unit
from pipelines.extract.clauses.verbs import Voice, read_verb
from pipelines.extract.vocabulary.lexicon import (
    CONTROL_NOUNS,
    FALLING_NOUNS,
    FORMS,
    KEEPING,
    SENSES,
    TAKING_NOUNS,
    Sense,
)
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    KINDS,
    PREPOSITIONS,
    RELATIVES,
    REPORTING,
    words,
)
from pipelines.model import Event

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse

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
"""How many words of no known class may stand there too ("some strategic rebel villages")."""
_APPROXIMATE = words(
    """about around nearly almost some over more less fewer than at least up roughly approximately an a the another
    additional total as many much further estimated only just most other its their of""",
)
_AREA_NOUNS = words(
    """area areas territory land pocket enclave strip swath swathe zone stretch patch space covering measuring""",
)
_MINES = words("mines explosives bombs ieds booby rubble debris landmines")
_PREPOSITIONS = words("with in into to inside within from over out on of across")
_HOLDING_NOUNS = CONTROL_NOUNS | words("possession")
_LINKING = words("remain remained remains remaining stay stayed stays have has had")
"""Verbs that lead on to what is said of their subject."""
_DIRECT_LEAVING = words("abandon leave evacuate vacate quit flee")


@dataclass(frozen=True, slots=True)
class Reading:
    """What governs a quantity: the event, the side, and the tokens that show it."""

    event: Event
    actor: ActorPhrase | None
    first: int
    last: int
    rule: str
    side: str | None = None


def governing(view: View, quantity: Quantity, quantities: list[Quantity]) -> Reading | None:
    """Return what a quantity is the object or the subject of; None if nothing says that it was gained, lost or held.

    `quantities` are all of the sentence: several can share one verb.
    """
    return _left(view, quantity, quantities) or _right(view, quantity)


def _left(view: View, quantity: Quantity, quantities: list[Quantity]) -> Reading | None:
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


def _governor(view: View, at: int, crossed: set[str], quantity: Quantity) -> Reading | None:
    low = view.word(at)
    if low == "left" and "with" in crossed:
        return Reading(Event.HOLD, view.subject(_group_start(view, at)), at, at, "aggregate:confined")
    if low in CONFINED and crossed & {"in", "into", "to", "inside", "within", "on"}:
        return Reading(Event.HOLD, view.subject(_group_start(view, at)), at, at, "aggregate:confined")
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
            return Reading(Event.GAIN, taker, verb.first, at, f"aggregate:{verb.form.lemma}")
    return Reading(event, _subject(view, verb), verb.first, at, f"aggregate:{verb.form.lemma}")


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


def _in_control(view: View, at: int) -> Reading | None:
    """Read "in control of", "has control of": the subject holds it."""
    for k in range(at - 1, max(-1, at - 5), -1):
        if view.word(k) in ("in", "has", "have"):
            first = _group_start(view, k)
            negated = any(view.word(j) in ("not", "no", "never") for j in range(first, at))
            return (
                None if negated else Reading(Event.HOLD, view.subject(first), k, at, "aggregate:in-control")
            )
        if view.word(k) not in ADVERBS | DETERMINERS | words(
            "full complete total sole effective military firm"
        ):
            return None
    return None


def _nominal(view: View, at: int) -> Reading | None:
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
    return Reading(Event.GAIN, actor or (None if falling else owner), at, at, "aggregate:nominal")


def _right(view: View, quantity: Quantity) -> Reading | None:
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


def _undergone(view: View, verb: VerbUse) -> Reading | None:
    senses = SENSES[verb.form.lemma]
    rule = f"aggregate:{verb.form.lemma}"
    if verb.mood is not Mood.FACT:
        return None
    if Sense.FALL in senses:
        taker = view.after_preposition(verb.head + 1, "to", reach=4)
        return Reading(Event.GAIN, taker, verb.first, verb.head, rule)
    if verb.voice is Voice.ACTIVE:
        return None
    agent = view.agent(verb.head + 1)
    if senses & {Sense.HOLD} and agent:
        return Reading(Event.HOLD, agent, verb.first, verb.head, rule)
    if Sense.LOSE in senses:
        taker = view.after_preposition(verb.head + 1, "to", reach=4)
        return Reading(Event.GAIN if taker else Event.LOSS, taker, verb.first, verb.head, rule)
    if senses & {Sense.TAKE, Sense.TAKE_WEAK} and (agent or verb.voice is Voice.PASSIVE):
        return Reading(Event.GAIN, agent, verb.first, verb.head, rule)
    return None


def _held(view: View, at: int) -> Reading | None:
    """Read "under the control of the rebels", "in rebel hands", "under rebel control" at token `at`."""
    for k in range(at + 1, min(at + 6, len(view.lows))):
        if view.word(k) in ("control", "hands", "rule"):
            owner = view.actor_at(k + 2) if view.word(k + 1) == "of" else None
            inside = [p for p in view.actors if at < p.first and p.last <= k]
            actor = owner or (inside[-1] if inside else None)
            return Reading(Event.HOLD, actor, at, k, "aggregate:held") if actor else None
    return None
