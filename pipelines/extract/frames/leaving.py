"""Frames of going: withdrew from X, gave up X, was evacuated from X; whom a place is left to."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import official
from pipelines.extract.actors.outcomes import handed
from pipelines.extract.clauses.eliding import more_left
from pipelines.extract.clauses.finding import span_of
from pipelines.extract.clauses.objects import capital_named
from pipelines.extract.clauses.relating import relative_object, stranded_object, where_items
from pipelines.extract.clauses.standing_in import only_place_before
from pipelines.extract.clauses.subjects import fights
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.falling import described
from pipelines.extract.frames.fighting import POSITIONS
from pipelines.extract.frames.going import (
    has_left,
    in_a_state,
    left_to,
    only_some,
    transport,
)
from pipelines.extract.frames.taking import taker_of
from pipelines.extract.vocabulary.countries import COUNTRIES, LEADERS
from pipelines.extract.vocabulary.lexicon import LEAVING_PARTICLES
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    DOUBLE_QUOTES,
    NUMBERS,
    PREPOSITIONS,
    REPORTING,
    WITNESSES,
    words,
)
from pipelines.model import Event, Extent, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem, PlaceList

_DIRECT = words("abandon desert leave evacuate vacate quit flee relinquish cede")
AFTER_LEFT = frozenset({"", ".", ","}) | words(
    "the on in after before and for without last late early overnight as when during by within this"
)
"""What stands behind a place that was left; behind a person that was given up stands what was done to him."""
_PEACEFUL = words(
    """peacekeepers monitors observers staff diplomats workers citizens nationals civilians children ambassador
    ambassadors weapons weaponry artillery envoy envoys jets planes aircraft helicopters warships bombers fighter
    checkpoints checkpoint ships submarines vessels"""
)
_AFTER_GONE = frozenset({"", ".", ",", "and"}) | words(
    "on in after before the late early overnight last days hours out back"
)
"""What stands behind a verb of leaving that names no place."""
_LEFT_SO = words(
    "as in under with without open isolated surrounded encircled besieged cut exposed vulnerable the"
)
"""What stands behind a place that was left in a state, not left: "leaving X as the last town"."""
_AGES = words("centuries decades generations")
_MEN = words("forces troops soldiers men fighters units army")
_WEAK = words("leave pull flee evacuate quit depart give fall")
_TO_SOMEBODY = words("give relinquish cede leave abandon")
"""What is done to a place for somebody's good: "left the town to the militia"."""
MAX_PARTICLE = 8
"""How far behind the verb its particle is looked for: "moved their men and heavy guns out of X"."""
_WHICH_POSITIONS = words("their its his all the several some most many")
_STATIONED_IN = words("in at of inside")
_TO_WHICH = (("to", "which"), ("into", "which"), ("towards", "which"))
_BUSINESS = words("company firm airline charity borders ngo contractor")
"""Whose leaving a place tells nothing of control."""
_TELLERS = words("spoke speaking interviewed reached said told recalled recounted phone telephone")
_SEEN = words("seen spotted filmed pictured reported still already busy packing")
"""What may stand between people and what they are doing: "families could be seen leaving"."""
_TROOPS = words("troops forces soldiers")
_CIVILIANS = words("residents civilians families people villagers inhabitants refugees women")


def _who_withdrew_them(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return the state of "the president (pulled) troops out of X", None where no such words stand."""
    troops = not _TROOPS.isdisjoint(view.lows[verb.head + 1 : verb.head + 4])
    return official(view, verb.first) if troops else None


def leave(view: View, verb: VerbUse) -> None:
    """Read rebels withdrew from X, abandoned X; X was abandoned by Y; agreed to leave X."""
    verb = _before_leaving(view, verb)
    sent_away = verb.voice is Voice.PASSIVE and verb.form.lemma in (
        "pull",
        "withdraw",
    )  # "were pulled out of X"
    if verb.voice is not Voice.ACTIVE and not sent_away:
        _left_behind(view, verb)
        return
    at = verb.first - 1
    while verb.gerund and (view.word(at) in _SEEN or view.word(at) in AUXILIARIES):
        at -= 1
    at -= 2 * (view.word(at) == "to" and view.word(at - 1).startswith("continu"))
    civilians = view.word(at) in _CIVILIANS and view.word(at - 1) != "their"
    near = pairwise(view.lows[max(0, verb.first - MAX_PARTICLE) : verb.first])
    civilians = civilians or any(pair in _TO_WHICH for pair in near)
    who = view.word(verb.first - 1) == "who" and view.word(verb.first - 2) != ","
    aside = view.word(verb.first - 1) == ","
    civilians = civilians or (
        aside and not _CIVILIANS.isdisjoint(takewhile(lambda low: low != ",", view.lows[:4]))
    )  # "Most residents of X, ..., left"
    telling = not REPORTING.isdisjoint(view.lows[verb.head + 1 : verb.head + 6])
    civilians = civilians or (who and verb.form.lemma == "flee" and telling)  # "fighters who fled X said"
    only = view.word(verb.head + 1) == "only"  # "leaves only X in government hands"
    if (
        only
        or _no_side(view, verb)
        or _stays(view, verb)
        or _left_with(view, verb)
        or civilians
        or (view.word(at) in LEADERS and _TROOPS.isdisjoint(view.lows[verb.head + 1 : verb.head + 4]))
    ):
        return  # "as residents fled the city"
    leaver = _carried(view, verb) or view.subject(verb.first) or _who_withdrew_them(view, verb)
    items = _left_places(view, verb) or _left_unnamed(view, verb, leaver)
    if leaver is None and verb.gerund:
        leaver = taker_of(view, verb)
    if leaver is not None and (only_some(view, verb, leaver) or transport(view, verb, leaver)):
        return
    items = items or (_pointed_back(view, verb, leaver) if leaver else [])
    left_so = verb.form.lemma == "leave" and verb.gerund and view.word(verb.first - 1) in (",", "and")
    result = left_so and (items[0].anaphor or view.word(items[-1].last + 1) in _LEFT_SO) if items else False
    result = result or (bool(items) and verb.form.lemma == "leave" and in_a_state(view, items[-1].last + 1))
    if not items or leaver is None or (result and left_to(view, verb, items)):
        return  # "..., leaving the road open" is what came of it
    if verb.form.lemma in _WEAK and not _surely_left(view, verb, items):
        return
    behind = described(view, items[-1].last + 1) if items[-1].last > verb.head else items[-1].last + 1
    taker = view.after_preposition(behind, "to", reach=1)  # "abandoned X, the second city, to the rebels"
    if taker is not None and verb.form.lemma in _TO_SOMEBODY and verb.mood is Mood.FACT:
        rule = f"given:{verb.form.lemma}"
        view.add(Event.GAIN, items, verb=span_of(verb), actor=taker, rule=rule, from_actor=leaver.side)
        return
    if not _PEACEFUL.isdisjoint(view.lows[verb.head + 1 : items[0].first]):
        return  # "withdraw its 380 peacekeepers from X"
    _leaves(view, verb, items, leaver)


def _surely_left(view: View, verb: VerbUse, items: list[PlaceItem]) -> bool:
    """Say whether what a weak verb leaves is a place: by its name, or by what stands behind it."""
    told = items[0].evident or items[0].anaphor or verb.form.lemma in ("pull", "leave")
    return told or view.word(items[-1].last + 1) in AFTER_LEFT


def _carried(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return the rebels of "buses carrying rebels and their families (left X)", None where nobody is carried."""
    near = range(verb.first - 2, max(-1, verb.first - MAX_PARTICLE), -1)
    carrying = next((k for k in near if view.word(k) in ("carrying", "transporting")), None)
    who = view.actor_at(carrying + 1, reach=3) if carrying is not None else None
    return who if who is not None and fights(view, who) else None


def _no_side(view: View, verb: VerbUse) -> bool:
    """Say whether "the company had (left) X", "a pastor spoke by phone after (fleeing) the town" stands at a verb."""
    if not _BUSINESS.isdisjoint(view.lows[max(0, verb.first - 6) : verb.first]):
        return True
    last = view.told
    they = verb.first - 1 - (view.word(verb.first - 1) in ADVERBS | {"just", "simply", "all"})
    quoted = view.word(they) == "they" and view.word(they - 1) in DOUBLE_QUOTES
    if quoted and last is not None and last.event is Event.GAIN:
        return True  # "The army retook X from Y. "They left in the night," said a resident"
    if view.word(verb.first - 1) in ("we", "i") and view.speaker(verb.first) is None:
        return True  # "We left X with our children said a widow"
    after = verb.gerund and view.word(verb.first - 1) == "after"
    return after and not _TELLERS.isdisjoint(view.lows[max(0, verb.first - MAX_PARTICLE) : verb.first])


def _before_leaving(view: View, verb: VerbUse) -> VerbUse:
    """Return "withdrawing" of "took X and held it for a day before (withdrawing)" as the fact that it tells."""
    behind = verb.gerund and view.word(verb.first - 1) == "before" and verb.mood is Mood.NONE
    told = (f for f in view.findings if f.head < verb.first and f.polarity is Polarity.ASSERTED)
    came = behind and any(f.event in (Event.GAIN, Event.HOLD) for f in told)
    return replace(verb, mood=Mood.FACT) if came else verb


def _things_left(view: View, i: int) -> bool:
    """Say whether "(left on) the field three tanks" names where things were left, no day."""
    return view.word(i) == "the" and view.word(i + 1) in ("field", "battlefield", "ground", "road", "spot")


def _left_unnamed(view: View, verb: VerbUse, leaver: ActorPhrase | None) -> list[PlaceItem]:
    """Return the place that a verb without one leaves: where those who leave are, what was told before."""
    items = garrisoned(view, verb, leaver) if leaver is not None else []
    men = view.word(verb.head + 1) in ("its", "their") and view.word(verb.head + 2) in _MEN
    behind = view.word(verb.head + 1 + 2 * men)  # "withdrew its forces"
    if behind == "back" and view.word(verb.head + 2) in NUMBERS:
        return items  # "pulled back two kilometres"
    later = behind in ("a", "two", "three") and "later" in view.lows[verb.head + 2 : verb.head + 5]
    gone = later or behind in _AFTER_GONE | {"for", "within"} or behind[:1].isdigit()
    gone = gone or (
        verb.gerund and view.word(verb.first - 1) == "before" and behind in ("", ".", ",", "again")
    )
    gone = gone and not (verb.form.lemma == "leave" and verb.gerund)  # "..., leaving the army with little"
    gone = gone and not (verb.form.lemma == "leave" and behind == "on" and _things_left(view, verb.head + 2))
    promised = verb.mood in (Mood.PLEDGE, Mood.FUTURE) and behind == "for" and leaver is not None
    if promised and leaver is not None and (here := view.opening() or _where_they_are(view, leaver)):
        return here  # "In X rebels have agreed to leave for Y"
    if items or not gone:
        return items
    nowhere = leaver is None or any(f.head < verb.first for f in view.findings)
    told = _left_before(view, verb, leaver) or ([] if nowhere else view.opening_aside())
    after = leaver is not None and verb.mood is Mood.FACT and not nowhere and behind != "the"
    after = after and leaver is not None and fights(view, leaver)
    return told or (only_place_before(view, leaver.first) if after and leaver is not None else [])


def _where_they_are(view: View, who: ActorPhrase) -> list[PlaceItem]:
    """Return X of "Fighters in X (agreed to leave for Y)", "X, where rebels (have agreed to leave)"."""
    group = view.reader.read(who.last + 2, loose=True) if view.word(who.last + 1) == "in" else None
    inside = group.items if group is not None and not group.items[0].anaphor else []
    return inside or where_items(view, who.first)


def garrisoned(view: View, verb: VerbUse, leaver: ActorPhrase) -> list[PlaceItem]:
    """Return X of "the troops in X (withdrew) on Tuesday", "the garrison of X (was withdrawn) to Y": nothing behind."""
    garrison = view.word(leaver.last) == "garrison"
    after = view.lows[verb.head + 1 : verb.head + MAX_PARTICLE]
    after = after[1:] if after[:1] == ["out"] else after
    ends = not after or after[0] in _AFTER_GONE or (garrison and after[0] in ("to", "towards"))
    if not ends or "from" in after or view.word(leaver.last + 1) not in _STATIONED_IN:
        return []
    group = view.reader.read(leaver.last + 2, loose=True)
    if group is None or group.last >= verb.first or group.items[0].extent is Extent.PART:
        return []
    between = view.lows[group.last + 1 : verb.first]
    lying = all(low in PREPOSITIONS or low in COUNTRIES or low in (",", "near") for low in between)
    return group.items if lying and not group.items[0].anaphor else []


def _stays(view: View, verb: VerbUse) -> bool:
    """Say whether a verb lacks the particle of leaving: "fell" is no falling back, "moved into X" no moving out."""
    particles = LEAVING_PARTICLES.get(verb.form.lemma, frozenset())
    behind = view.lows[verb.head + 1 : verb.head + MAX_PARTICLE]
    moved_to = set(takewhile(lambda low: low != "out", behind)) if verb.form.lemma == "move" else set()
    return bool(particles) and (particles.isdisjoint(behind) or not PREPOSITIONS.isdisjoint(moved_to))


def _left_with(view: View, verb: VerbUse) -> bool:
    """Say whether "(the defeat) leaves the rebels with little" stands at a verb: nobody goes, somebody is left so."""
    left = view.actor_at(verb.head + 1, reach=2) if verb.form.lemma == "leave" else None
    return left is not None and view.word(left.last + 1) in (
        "with",
        "without",
        "facing",
        "holding",
        "clinging",
    )


def _pointed_back(view: View, verb: VerbUse, leaver: ActorPhrase) -> list[PlaceItem]:
    """Return X of "X, which government soldiers had fled", "X, from which the rebels had withdrawn"."""
    left = relative_object(view, verb) if verb.form.lemma in _DIRECT else None
    away = next((k for k in range(verb.head + 1, verb.head + 4) if view.word(k) in ("from", "of")), None)
    left = left or (stranded_object(view, verb, away) if away is not None else None)
    group = left or _from_which(view, leaver)
    return group.items if group is not None else []


def _taken_before(view: View, leaver: ActorPhrase | None) -> list[PlaceItem]:
    """Return X of "Rebels captured X on Monday. On Wednesday they (withdrew)": the same side, and no other place."""
    came = (
        f for f in reversed(view.findings) if f.event in (Event.GAIN, Event.HOLD) or f.rule == "enter:enter"
    )
    here = next(came, None)
    if (
        leaver is not None
        and here is not None
        and here.actor == leaver.side
        and (leaver.last < here.head or view.word(here.head - 1) == "after")
    ):
        return [here.item]  # "They took X within weeks but withdrew in June", "After taking X, they withdrew"
    same = leaver is not None and view.told is not None and leaver.side == view.told.actor
    return view.told_place() if same and not view.lists else []


def _left_before(view: View, verb: VerbUse, leaver: ActorPhrase | None) -> list[PlaceItem]:
    """Return the place told before that a verb without one leaves: "They took X but (withdrew)"."""
    if verb.mood is Mood.FACT and view.word(verb.head + 1) not in ("for", "within"):
        return _witnessed(view, verb) or _taken_before(view, leaver)
    if leaver is None or verb.mood not in (Mood.PLEDGE, Mood.FUTURE):
        return []
    held = (f for f in reversed(view.findings) if f.event is Event.HOLD and f.head < verb.first)
    here = next((f for f in held if f.actor == leaver.side), None)
    return [here.item] if here is not None else []  # "Y, who hold out in X, agreed to leave within two days"


def _from_which(view: View, leaver: ActorPhrase) -> PlaceList | None:
    """Return X of "X, from which the rebels (had withdrawn)", None where no such words stand."""
    which = leaver.first - 1
    if view.lows[which - 1 : which + 1] != ["from", "which"]:
        return None
    end = which - 2 - (view.word(which - 2) == ",")
    return view.ending_before(end + 1)


def _leaves(view: View, verb: VerbUse, items: list[PlaceItem], leaver: ActorPhrase) -> None:
    """Record that a side left, or is to leave."""
    if verb.mood in (Mood.PLEDGE, Mood.FUTURE, Mood.REFUSED):
        rule = f"leave:{verb.form.lemma}:{verb.mood}"
        polarity = Polarity.DENIED if verb.mood is Mood.REFUSED else Polarity.ASSERTED
        view.add(Event.PLEDGE, items, verb=span_of(verb), actor=leaver, rule=rule, polarity=polarity)
    elif has_left(view, verb):
        polarity = Polarity.DENIED if verb.mood is Mood.DENIED else Polarity.ASSERTED
        rule = f"leave:{verb.form.lemma}"
        if verb.mood is Mood.FACT and (winner := handed(view, verb.head + 1)) is not None:
            view.add(Event.GAIN, items, verb=span_of(verb), actor=winner, rule=rule, from_actor=leaver.side)
            return
        view.add(
            Event.LOSS, items, verb=span_of(verb), actor=leaver, rule=rule, polarity=polarity, confidence=0.85,
        )  # fmt: skip


def _witnessed(view: View, verb: VerbUse) -> list[PlaceItem]:
    """Read X of "Residents of X said the insurgents had pulled out": they tell of their own town."""
    told = next((k for k in range(verb.first) if view.word(k) in REPORTING), None)
    who = next((k for k in range(4) if view.word(k) in WITNESSES), None)
    if told is None or who is None or who > told or view.word(who + 1) not in ("of", "in", "from"):
        return []
    group = view.reader.read(who + 2, loose=True)
    return group.items if group is not None and group.last < told and not group.items[0].anaphor else []


def _left_places(view: View, verb: VerbUse) -> list[PlaceItem]:
    lemma, behind = verb.form.lemma, verb.head + 1
    particles = LEAVING_PARTICLES.get(lemma)
    if particles and not any(view.word(k) in particles for k in range(behind, behind + 5)):
        return []
    if lemma == "give":
        group = view.objects(behind + 1)
        return group.items if group else []
    if lemma in _DIRECT:
        if lemma == "flee" and view.word(behind) in ("up", "over", "out", "back"):
            return []  # "fled up the valley"
        group = view.objects(behind)
        if group:
            return group.items
        if (positions := _positions_left(view, behind)) is not None:
            return positions
        reach = 1 if lemma == "evacuate" else 6  # "evacuated 300 people from X" leaves nothing
        return view.behind(behind, words("from"), reach=reach) if lemma in ("evacuate", "flee") else []
    pairs = zip(view.lows[behind : behind + 6], view.lows[behind + 1 : behind + 7], strict=False)
    out_of = ("out", "of") in pairs  # "retreated to the jungles of X" did not leave X
    left = view.behind(behind, words("from of") if out_of else words("from"), reach=10)
    left += more_left(view, left[-1].last + 1) if left else []
    from_at = next((k for k in range(behind, behind + 4) if view.word(k) == "from"), None)
    seat = capital_named(view, from_at + 1) if from_at is not None else None
    if seat is not None:
        return seat.items  # "withdrew from the South Kivu capital Bukavu"
    return left or next(
        (
            _positions_left(view, k + 1) or []
            for k in range(behind, behind + 4)
            if view.word(k) in ("from", "of")
        ),
        [],
    )


def _positions_left(view: View, i: int) -> list[PlaceItem] | None:
    """Read "(left) their last positions in X" at token `i`: with the last of them all of X is left."""
    near = [view.word(k) for k in range(i, i + 5)]
    if near[0] not in _WHICH_POSITIONS | POSITIONS or POSITIONS.isdisjoint(near):
        return None
    items = view.behind(i, words("in at around"), reach=6)
    for item in items:
        item.extent = item.extent if {"last", "remaining", "all", "final"} & set(near) else Extent.PART
    return items


def _left_behind(view: View, verb: VerbUse) -> None:
    """Read X was abandoned by Y; rebels were evacuated from X."""
    if verb.form.lemma in ("evacuate", "withdraw", "pull"):
        with_them = view.word(verb.head + 1) == "with"  # "are to be evacuated with their families from X"
        items = view.behind(verb.head + 1, words("from"), reach=6 if with_them else 3)
        leaver = view.subject(verb.first)
        if items and leaver:
            _leaves(view, verb, items, leaver)
            return
    group = view.aside_before(verb.first) or view.loose_before(verb.first) or view.before(verb.first)
    agent = view.agent(verb.head + 1, reach=6)
    gone = verb.form.lemma in ("abandon", "vacate") or (
        verb.form.lemma == "give" and view.word(verb.head + 1) == "up"
    )
    near = (
        group is not None and group.last >= verb.first - 2 and view.word(group.first - 1) not in PREPOSITIONS
    )
    gone = gone and _AGES.isdisjoint(view.lows[verb.head + 1 : verb.head + 3])
    if group and agent is None and gone and near and group.items[0].evident and verb.mood is Mood.FACT:
        had = [
            f
            for f in view.findings
            if f.event is Event.GAIN and f.item.name_first == group.items[0].name_first
        ]
        leaver = view.unnamed(had[-1].actor) if had else None  # "X, taken by Y in May, was abandoned"
        view.add(Event.LOSS, group.items, verb=span_of(verb), actor=leaver, rule="left:alone", confidence=0.6)
    if group and agent is None and gone and verb.mood is Mood.DENIED and view.word(group.first - 1) == "that":
        denier = view.subject(group.first - 1)
        view.add(
            Event.LOSS, group.items, verb=span_of(verb), actor=denier, rule="left:denied", polarity=Polarity.DENIED,
            confidence=0.6,
        )  # fmt: skip
    last = view.last_subject
    if agent and agent.side is None and view.word(agent.last) == "defenders" and last and last.side:
        agent = view.unnamed(view.sides.war.opponent(last.side)) or agent
    if group and agent and verb.form.lemma in ("abandon", "vacate", "evacuate") and verb.mood is Mood.FACT:
        view.add(Event.LOSS, group.items, verb=span_of(verb), actor=agent, rule=f"left:{verb.form.lemma}")
