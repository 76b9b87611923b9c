"""Frames of ceding: Y surrendered X to Z, X was handed over to Z; the place itself surrenders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.eliding import elided
from pipelines.extract.clauses.finding import event_of, span_of
from pipelines.extract.clauses.relating import relative_object
from pipelines.extract.clauses.standing_in import subject_anaphor
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.leaving import AFTER_LEFT, garrisoned
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import PREPOSITIONS, SINGULAR_PLACE_NOUNS, words
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceList

_AFTER_SURRENDER = AFTER_LEFT | words("to a two three four five six seven ten hours days weeks minutes")
_JUSTICE = words("tribunal court police authorities prosecutors")
_FIGHTING = words("fight fighting resistance shot bloodshed battle")


def cede(view: View, verb: VerbUse) -> None:
    """Read surrendered X to Y, X was handed over to Y; agreed to hand X over is the giver's pledge."""
    if verb.form.lemma == "surrender" and verb.voice is Voice.REDUCED and view.word(verb.head + 1) != "by":
        _surrenders(view, verb)
        return
    group, giver = _given(view, verb)
    returned = verb.form.lemma == "return"
    if returned and (group is None or (verb.voice is Voice.ACTIVE and group.first != verb.head + 1)):
        return  # "returned to their positions in X"
    back = verb.voice is Voice.ACTIVE and "back" in (
        view.word(verb.head + 1), view.word(group.last + 1) if group else ""
    )  # fmt: skip
    back = back or (returned and group is not None and view.word(group.last + 1) == "by")
    if group is None:
        _surrenders(view, verb)
        return
    if (
        verb.form.lemma == "surrender"
        and verb.voice is Voice.ACTIVE
        and (view.word(group.last + 1) in AFTER_LEFT or view.after_preposition(group.last + 1, "to", reach=1))
    ):
        group.items[0].evident = True
    over = view.word(verb.head + 1) == "over" or view.word(group.last + 1) == "over"
    taker = view.after_preposition(verb.head + 1, "to", reach=12)
    told = any(item.evident or item.anaphor for item in group.items) or back
    told = told or (over and verb.voice is Voice.PASSIVE and view.word(group.first - 1) == "that")
    promised = over and giver is not None and verb.mood is Mood.PLEDGE  # "the M23 is to hand over X"
    if not (told or promised or (over and taker is not None)) or (verb.form.lemma == "turn" and not over):
        return
    to = verb.head + 1 + (view.word(verb.head + 1) == "over")
    if taker is None and ["to", "them"] in (
        view.lows[to : to + 2],
        view.lows[group.last + 1 : group.last + 3],
    ):
        taker = view.last_subject
    read = event_of(verb.mood)
    if taker is None and giver is not None and read is not None and read[0] is Event.PLEDGE:
        items = group.items + elided(view, group.last + 1)
        rule = f"cede:{verb.form.lemma}:{verb.mood}"
        view.add(Event.PLEDGE, items, verb=span_of(verb), actor=giver, rule=rule, polarity=read[1])
        return
    if taker is None and _given_up(view, verb, group, giver):
        return
    if taker is None or taker is giver or read is None or verb.mood is Mood.EFFORT:
        return
    actor = giver if read[0] is Event.PLEDGE and giver else taker
    items = group.items + elided(view, max(group.last, taker.last) + 1)  # "X to Z by May, Y by June"
    view.add(
        read[0], items, verb=span_of(verb), actor=actor, rule=f"cede:{verb.form.lemma}", polarity=read[1],
        from_actor=giver.side if giver and actor is taker else None, perfect=verb.perfect,
    )  # fmt: skip


def _given_up(view: View, verb: VerbUse, group: PlaceList, giver: ActorPhrase | None) -> bool:
    """Record "X was handed over", "Y surrendered X" that names no taker; True if it was one."""
    read = event_of(verb.mood)
    if read is None or read[0] is not Event.GAIN:
        return False
    lemma = verb.form.lemma
    over = view.word(verb.head + 1) in ("over", "back") and view.word(verb.head + 2) != "to"
    over = (lemma == "surrender" or (lemma == "hand" and over)) and view.word(
        group.first - 1
    ) not in PREPOSITIONS
    if giver is None and over and verb.voice is Voice.PASSIVE:
        view.add(
            Event.GAIN, group.items, verb=span_of(verb), actor=None, rule=f"cede:{lemma}", polarity=read[1],
            confidence=0.6,
        )  # fmt: skip
        return True
    handed = lemma == "hand" and "over" in (view.word(verb.head + 1), view.word(group.last + 1))
    sure = (handed or lemma == "surrender") and any(item.evident for item in group.items)
    if giver is not None and sure and verb.voice is Voice.PASSIVE and over and read[1] is Polarity.ASSERTED:
        given = giver.side
        view.add(
            Event.GAIN, group.items, verb=span_of(verb), actor=None, rule="handed-over", from_actor=given
        )
        return True
    if giver is not None and sure and verb.voice is Voice.ACTIVE and read[1] is Polarity.ASSERTED:
        view.add(Event.LOSS, group.items, verb=span_of(verb), actor=giver, rule="handed-over", confidence=0.7)
        return True
    return False


def _surrenders(view: View, verb: VerbUse) -> None:
    """Read "X, the second city, surrendered (to Y) without a shot": the place itself gives in."""
    if verb.form.lemma != "surrender" or verb.voice is Voice.PASSIVE or verb.mood is not Mood.FACT:
        return
    if view.word(verb.head + 1) not in _AFTER_SURRENDER:
        return
    if not _JUSTICE.isdisjoint(view.lows[verb.head + 1 : verb.head + 5]):
        return  # "surrendered to the tribunal"
    garrison = view.subject(verb.first)
    taker = view.after_preposition(verb.head + 1, "to", reach=2)
    if taker is None and view.lows[verb.head + 1 : verb.head + 3] in (["to", "it"], ["to", "them"]):
        taker = view.last_subject
    if garrison is not None and garrison in view.actors:
        items = garrisoned(view, verb, garrison) if view.word(garrison.last) == "garrison" else []
        event, from_side = (Event.GAIN, garrison.side) if taker is not None else (Event.LOSS, None)
        view.add(
            event, items, verb=span_of(verb), actor=taker or garrison, rule="surrenders", from_actor=from_side,
            confidence=0.7,
        )  # fmt: skip
        return
    apposed = view.aside_before(verb.first)
    if apposed and not SINGULAR_PLACE_NOUNS.isdisjoint(view.lows[apposed.items[-1].last : verb.first]):
        apposed.items[-1].evident = True  # "Gudermes, Chechnya's second city, surrendered"
    group = apposed or view.before(verb.first, reach=3) or subject_anaphor(view, verb.first)
    if group is None or not (group.items[-1].evident or group.items[-1].anaphor):
        return
    if apposed is None and view.word(group.first - 1) in PREPOSITIONS:
        return  # "the garrison of X surrendered"
    view.add(Event.GAIN, group.items, verb=span_of(verb), actor=taker, rule="surrenders", confidence=0.7)


def _given(view: View, verb: VerbUse) -> tuple[PlaceList | None, ActorPhrase | None]:
    if verb.voice is Voice.ACTIVE:
        given = view.objects(verb.head + 1) or relative_object(view, verb)
        return given or view.within(verb.head + 1, reach=8), view.subject(verb.first)
    group = view.aside_before(verb.first) or view.whole_before(verb.first, view.before(verb.first))
    if group is not None and view.word(group.first - 1) in ("in", "at", "from", "near"):
        group = None  # "journalists taken in X were handed over" are men
    group = group or subject_anaphor(view, verb.first)
    loose = view.loose_before(verb.first) if group is None else None
    behind = view.lows[verb.head + 1 :]
    unfought = "without" in behind and not _FIGHTING.isdisjoint(behind)  # a town, no man
    if loose is not None and (len(loose.items) > 1 or verb.form.lemma == "cede" or unfought):
        loose.items[0].evident, group = True, loose  # men are handed over one by one
    return group, view.agent(verb.head + 1, reach=12)
