"""Frames of clashing: Y clashed with Z in X, fought for X, battled for control of X."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.actors.representing import among_themselves, one_of_two
from pipelines.extract.clauses.finding import span_of
from pipelines.extract.clauses.preceding import predicate_places
from pipelines.extract.clauses.relating import where_items
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.civil import no_battle
from pipelines.extract.frames.operating import owner_of
from pipelines.extract.vocabulary.lexicon import (
    ATTACK_NOUNS,
    FORMS,
)
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import (
    words,
)
from pipelines.model import Event, Extent

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem

CLASH_WHERE = words("in near around at outside inside for over along on throughout")
_BODIES = words("groups factions militias brigades forces armies")
_ONLY_FOR_CONTROL = words("vie compete")
"""Verbs of contest that are peaceful unless it is control that they are about."""


def clash(view: View, verb: VerbUse) -> None:
    """Read Y clashed with Z in X, Y fought for X."""
    if view.word(verb.first - 1) == "there" or _sides_with(view, verb) or no_battle(view, verb.head):
        return  # "there was fighting in X" is told by its noun
    now = view.word(verb.first) in ("is", "are") or "being" in view.lows
    if verb.voice is Voice.PASSIVE and view.word(verb.head + 1) in ("over", "for") and now:
        group = predicate_places(view, verb.first, reach=24)
        items = group.items if group else []
        view.add(Event.CONTEST, items, verb=span_of(verb), actor=None, rule="fought-over", confidence=0.7)
        return
    both = view.word(verb.first - 1) in ("sides", "armies")  # "in X, the two sides have fought for months"
    if (
        verb.mood not in (Mood.FACT, Mood.EFFORT)
        or (verb.voice is not Voice.ACTIVE and not both)
        or (verb.gerund and _nominal(view, verb.head))
    ):
        return
    described = verb.gerund and verb.first - 1 in view.reader.actors
    if described and any("past" in FORMS[w].tenses for w in view.lows[verb.head + 1 :] if w in FORMS):
        return  # "rebels fighting the president took X": who they are, not what they do there
    if _is_anothers(view, verb):
        return
    contended = _for_control(view, verb.head + 1)
    if verb.form.lemma in _ONLY_FOR_CONTROL and not contended:
        return
    aimed = (
        view.reader.read(verb.head + 2, loose=True) if view.word(verb.head + 1) in ("for", "over") else None
    )
    direct = [item for item in aimed.items if not item.anaphor] if aimed and not contended else []
    items = contended or direct or _with_whom_at(view, verb.head + 1)
    items = items or view.behind(verb.head + 1, CLASH_WHERE, reach=16, loose=False)
    if items and items[0].anaphor and items[0].plural and (opened := view.opening()):
        items = [
            replace(opened[-1], extent=Extent.PART, part=items[0].part)
        ]  # "In X, they fought in the west"
    if not items and view.word(verb.head + 1) == "there":
        items = [view.reader.stand_in(verb.head + 1)]  # "troops were battling there for a third day"
    items = items or _against(view, verb) or where_items(view, verb.first) or _opening_unless_told(view, verb)
    items = items or (_opened_by_place(view) if both else [])
    actor = view.subject(verb.first)
    rivals = (
        view.word(verb.first - 1) in _BODIES and "rival" in view.lows[max(0, verb.first - 5) : verb.first]
    )
    mutual = rivals or (actor is not None and among_themselves(view, actor))
    both = both and {"court", "parliament", "talks"}.isdisjoint(view.lows)
    both = both and ("over" not in view.lows or (bool(items) and view.word(items[0].first - 1) == "over"))
    if items and not _in_a_war(view, verb, items) and (actor or contended or both or rivals):
        view.add(
            Event.CONTEST,
            items,
            verb=span_of(verb),
            actor=None if actor is None or mutual or one_of_two(view, actor) else actor,
            rule=f"{'mutual' if mutual else 'clash'}:{verb.form.lemma}",
            confidence=0.8,
        )


def _in_a_war(view: View, verb: VerbUse, items: list[PlaceItem]) -> bool:
    """Say whether "fought in the war in X", "in the X war" tells of a war that was."""
    return "war" in view.lows[verb.head + 1 : items[0].first] or view.word(items[-1].last + 1) == "war"


def _with_whom_at(view: View, i: int) -> list[PlaceItem]:
    """Return X of "(clashed) with the army at X" at token `i`, nothing where no such words stand."""
    foe = view.actor_at(i + 1) if view.word(i) == "with" else None
    return view.behind(foe.last + 1, words("at"), reach=1) if foe is not None else []


def _opened_by_place(view: View) -> list[PlaceItem]:
    """Return X of "At X in Y the two sides have been fighting", nothing where the sentence opens otherwise."""
    opened = view.reader.read(1, loose=True) if view.word(0) in ("in", "at", "near", "around") else None
    return [] if opened is None or opened.items[0].anaphor else opened.items


def _is_anothers(view: View, verb: VerbUse) -> bool:
    """Say whether another frame reads the clause: the taking's, the coming's, "was battling an M23 assault on X"."""
    assault = next((k for k in range(verb.head + 1, verb.head + 5) if view.word(k) in ATTACK_NOUNS), None)
    if assault is not None and owner_of(view, assault) is not None:
        return True
    return (
        view.word(verb.head + 1) == "to" or view.word(verb.head + 2) == "way"
    )  # "battling their way into X"


def _sides_with(view: View, verb: VerbUse) -> bool:
    """Say whether "militias that fight alongside the army" only tells whose they are, not where they fight."""
    behind = view.lows[verb.head + 1 : verb.head + 4]
    beside = behind[:1] in (["alongside"], ["beside"]) or behind == ["side", "by", "side"]
    return beside and view.word(verb.first - 1) in ("that", "which", "who")


def _opening_unless_told(view: View, verb: VerbUse) -> list[PlaceItem]:
    """Return X of "In X, Y fight Z", not of "In X, Y pushed into W and fought on": that the fight is in W."""
    told = any(f.event is Event.CONTEST and f.head < verb.first for f in view.findings)
    joined = "and" in (view.word(verb.first - 1), view.word(verb.first - 2))
    return [] if told and joined else view.opening()


def _against(view: View, verb: VerbUse) -> list[PlaceItem]:
    """Return X of "battling the rebels at X": behind whom a side fights, a name is where."""
    foe = view.actor_at(verb.head + 1) or view.actor_at(verb.head + 2)
    if foe is None or verb.form.lemma not in ("battle", "fight"):
        return []
    return view.behind(foe.last + 1, words("at in near inside around on"), reach=1)


def _for_control(view: View, i: int) -> list[PlaceItem]:
    """Return the places of "for control of X" or "over control of X" within eight tokens of `i`."""
    near = range(i, i + 8)
    at = next((k for k in near if view.word(k) == "control" and _fought_over(view, k)), None)
    return [] if at is None else view.behind(at + 1, words("of over"), reach=2)


def _fought_over(view: View, control: int) -> bool:
    return any(view.word(k) in ("for", "over") for k in (control - 1, control - 2))


def _nominal(view: View, head: int) -> bool:
    return view.word(head) == "fighting" and head - 1 not in view.reader.actors
