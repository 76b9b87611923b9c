"""Frames of possession: under the control of Y, in Y's hands, in control of X, has full control of X."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.actors.belonging import owned
from pipelines.extract.clauses.ahead import unconfirmed
from pipelines.extract.clauses.finding import note_past
from pipelines.extract.clauses.heading import only_locates
from pipelines.extract.clauses.infinitives import over_time
from pipelines.extract.clauses.relating import where_items
from pipelines.extract.frames.held_by import link
from pipelines.extract.frames.held_places import (
    RETURNING,
    apposed_behind,
    held_place,
    left_as,
    of_none,
)
from pipelines.extract.frames.holding import its_side
from pipelines.extract.frames.passing import singled_out
from pipelines.extract.frames.taken import WHOLLY
from pipelines.extract.places.records import (
    PlaceList,
    as_part,
    as_whole,
)
from pipelines.extract.vocabulary.lexicon import FORMS, Sense, has_sense
from pipelines.extract.vocabulary.modality import SAID_TO
from pipelines.extract.vocabulary.modality import denied as said_not
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CALENDAR,
    NEGATIONS,
    PARTLY,
    PREPOSITIONS,
    RANKS,
    REPORTING,
    WEEKDAYS,
    words,
)
from pipelines.model import Event, Extent, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View

LASTING_RULE = "under-control"
"""The rule that may read a change from the day since which something lasts."""
_FULL = words("full complete total entire")
_WISHES = words("like want wants wanted hope hopes hoped wish wishes love prefer")
"""What makes "to see X under Y's rule" no state."""
MAX_ANNOUNCED = 16
"""How many words "announced that X was" may have."""
_ANNOUNCING = words("announced announces announce declared declares proclaimed")
_CAME = words(
    """reverted collapsed slipped slid come came comes coming fall fell fallen brought bring put placed passed pass
    returned back transferred"""
)
_HOURS = words(
    "midday noon evening nightfall night dawn dusk morning afternoon midnight daybreak sunrise sunset then"
)
MAX_SAID = 6
"""How many words may stand between "had announced" and its "that"."""
MAX_BY = 7
"""How many words "By late Saturday afternoon" may have before the place whose clause it opens."""
_COMMAND = words("control charge command possession")
_HOW_FULL = ADVERBS | words(
    "full complete total sole effective military firm partial near-total the de facto"
)
_LASTING = words("remain remains remained remaining still since stays stay stayed kept always")
_INSISTING = words("denied denies dismissed rejected insisted insists maintained maintains")
"""Who says so keeps what is called lost: "denied it, saying that X was under full control"."""
_ENTIRELY = words("whole entire")
_CALMING = words("calm rumors rumours reassured assured")
"""Who says so to calm people keeps what is called in danger: "called for calm, saying X was under full control"."""
_STATE_NOUNS = words("administration control rule charge command possession occupation authority sway")
_EXPECTING = words("expect expects expected hope hopes hoped aim aims")
"""Behind these "to be in control of X" is no state."""
_NOT_YET = words("will would should must if until could may might")
_LIVING = words("spent lived life living beheadings scene years grew memories")
"""Who tells of these "under Y's rule" tells of a time that was."""
MAX_LIVED = 9
_CLAIMING = words(
    "announced announces declared declares claimed claims proclaimed claiming announcing declaring"
)
_BEFORE_STATE = words("under in into full to")
_HANDS = words("hands hand grip control rule")


def control_states(view: View) -> None:
    """Read under the control of Y, in Y's hands, under Y control, in control of X."""
    for i, low in enumerate(view.lows):
        changed = low == "hands" and view.word(i - 1) in (
            "changed",
            "change",
            "changing",
            "changes",
            "switched",
        )
        held = low == "hold" and "under" in view.lows[max(0, i - 5) : i]
        guns = view.word(i - 1) == "fire"  # "under the army's fire control" is a reach of guns
        if (low in _STATE_NOUNS or low in _HANDS or held) and not changed and not guns:
            _control_of(view, i)


def masters(view: View) -> None:
    """Read "the rebels have been masters of X since Monday", "are now masters of X"."""
    for i, low in enumerate(view.lows):
        if low in ("master", "masters") and view.word(i + 1) == "of" and view.word(i - 1) in BE | ADVERBS:
            _in_control(view, i, i)


def _control_of(view: View, noun: int) -> None:
    """Read the noun of a control state: "in control of X", "under Y's control", "has full control of X"."""
    opener = _opener(view, noun)
    having = _having(view, noun) if opener is None else None
    if having is not None:
        _in_control(view, having, noun)
    elif opener is None:
        _announced(view, noun)
    elif _in_command(view, opener, noun):
        _in_control(view, opener, noun)
    elif not _asked(view, opener) and view.word(noun) not in ("charge", "command"):
        _control_state(view, opener, noun)


def _control_state(view: View, opener: int, noun: int) -> None:
    holder = _holder_round(view, opener, noun)
    if holder is None:
        return
    counted = view.word(opener - 1) in ("all", "both", "each")
    group = held_place(view, opener - counted, max(noun, holder.last))
    if (
        group is None
        or _told_otherwise(view, group, noun)
        or (view.word(group.last + 1) in BE and only_locates(view, group, opener))
        or unconfirmed(view.lows, group.items[0].name_first)
    ):
        return
    group = (singled_out(view, group) if len(group.items) > 1 else None) or group
    before = _words_before(view, opener, 6)
    stays = view.word(opener - 1) in ("remains", "remain", "remained", "still", "stays")
    stays = stays or (view.word(opener - 1) == "left" and view.word(opener - 2) in BE)
    pairs = [*pairwise(view.lows[max(0, group.first - 3) : group.first + 2])]
    none = not {("not", "a"), ("not", "one")}.isdisjoint(pairs)  # "Not a single district of X is under"
    apart = view.word(opener - 1) == ","  # "could not reach X, under Y control"
    denied = none or (
        not apart and (any(w in NEGATIONS for w in before[-4:]) or said_not(view.lows, group.first))
    )
    stays = stays or left_as(view, opener) is not None
    came = _told_as_come(before, stays=stays) or _has_come(view, group, holder, opener)
    came = came or _only_now(view, opener, max(noun, holder.last) + 1)
    said_to = any(
        a in SAID_TO and b == "to" for a, b in pairwise(before)
    )  # "are believed to remain under ..."
    lived = view.word(noun) == "rule" and not _LIVING.isdisjoint(
        view.lows[max(0, opener - MAX_LIVED) : opener]
    )
    if (
        lived
        or _NOT_YET & {*before[-4:]}
        or {"would", "will"} & {*before}
        or (not said_to and _to_be(before[-4:]))
        or _was_last(view, group, opener)
    ):
        return
    if (
        _was_theirs(view, (opener, noun), group, None if denied else holder)
        or _wished(view, group)
        or (denied and not none and group.items[0].extent is Extent.PART)
    ):
        return
    share = isinstance(group.items[0].part, float)  # "85% of X is under full control" tells a state
    full = not share and any(view.word(k) in _FULL for k in range(opener, noun))
    spoken = any(view.word(k) == "our" for k in range(opener, noun))
    full = full or (spoken and not _ENTIRELY.isdisjoint(view.lows[group.first : opener]))
    if full and "longer" in before:
        return  # "is no longer under full Russian control" may be under most of it
    event = Event.GAIN if came or (full and (denied or not _lasts(view, opener, noun))) else Event.HOLD
    event, polarity = _told_so(view, opener, event, denied=denied)
    if view.word(opener - 1) in (",", "is", "village", "town", "city") and apposed_behind(view, group):
        group = as_whole(group)  # "the edge of X, a village under Y's control"
    group = as_part(group) if not PARTLY.isdisjoint(view.lows[opener - 2 : opener]) else group
    items = group.items + view.besides(max(noun, holder.last) + 1)
    view.add(event, items, verb=(opener, noun), actor=holder, rule=LASTING_RULE, polarity=polarity)


def _wished(view: View, group: PlaceList) -> bool:
    """Say whether somebody "wants to see X (under control)", or no part of X is."""
    seen = "see" in view.lows[max(0, group.first - 4) : group.first + 1]
    return (seen and not _WISHES.isdisjoint(view.lows[max(0, group.first - 8) : group.first])) or of_none(
        view, group
    )


def _lasts(view: View, opener: int, noun: int) -> bool:
    """Say whether a state is told to last: "still", "insisted", where the sentence before denies a change."""
    lasting = any(w in _LASTING for w in view.lows[max(0, opener - 6) : noun + 6])
    lasting = lasting or not _INSISTING.isdisjoint(view.lows[:opener]) or not _CALMING.isdisjoint(view.lows)
    return lasting or (view.told is not None and view.told.polarity is Polarity.DENIED)


def _asked(view: View, opener: int) -> bool:
    """Say whether "(wonder) what life under Y's rule would be" stands at "under"."""
    return view.word(opener - 1) == "life" and not {"what", "how"}.isdisjoint(view.lows[:opener])


def _told_so(view: View, opener: int, event: Event, *, denied: bool) -> tuple[Event, Polarity]:
    """Return what a state under somebody's control tells: "no longer under army control" is the army's loss."""
    if denied and view.lows[opener - 2 : opener] == ["no", "longer"]:
        return Event.LOSS, Polarity.ASSERTED
    return event, Polarity.DENIED if denied else Polarity.ASSERTED


def _words_before(view: View, at: int, count: int) -> list[str]:
    """Return the words before token `at`, the month of May no "may"."""
    near = view.reader.tokens[max(0, at - count) : at]
    return ["" if token.text == "May" else token.low for token in near]


def _has_come(view: View, group: PlaceList, holder: ActorPhrase, opener: int) -> bool:
    """Say whether a place has come under control: "by noon X was", "declared X", "was now in rebel hands"."""
    new = view.lows[opener - 2 : opener] == ["was", "now"] and holder.side != view.home_side
    told = by_then(view, group.first) or _declared(view, group.first) or (new and group.items[0].part is None)
    return told or _came_in(view, holder, opener) or _fully_so(view, opener)


def _told_as_come(before: list[str], *, stays: bool) -> bool:
    """Say whether "came", "brought" before "under control" tells a change, not "from which they come, is in"."""
    near = before[-4:]
    near = near[len(near) - near[::-1].index(",") :] if "," in near else near
    return not stays and (any(w in _CAME for w in near) or any(w in ("leaving", "left") for w in before))


def _was_last(view: View, group: PlaceList, opener: int) -> bool:
    """Say whether "X was the last town (under Y's control)" tells what was so before it fell, or somebody else's."""
    if view.word(opener - 1) == "not" and view.word(opener - 2) not in AUXILIARIES | ADVERBS:
        return True  # "one of the last towns not under Y's control"
    between = view.lows[group.last + 1 : opener]
    pairs = pairwise(between)
    return ("was", "the") in pairs and not RANKS.isdisjoint(between) and "that" not in between


def _came_in(view: View, holder: ActorPhrase, opener: int) -> bool:
    """Say whether "Y entered X on Monday and the city is (under its control)" tells that those who hold X came now."""
    came = (f for f in view.findings if f.rule.startswith("enter:") and f.head < opener)
    return any(f.actor == holder.side and f.event is Event.CONTEST for f in came)


def _announced(view: View, noun: int) -> None:
    """Read "announced full control of X", "claimed control over X": a gain of who announces it."""
    at = noun - 1
    while view.word(at) in _HOW_FULL or view.word(at) in ("its", "their", "on") or view.word(at) in CALENDAR:
        at -= 1  # "declared on Friday full control over X"
    told = (
        view.word(at) in _CLAIMING and view.word(noun) == "control" and view.word(noun + 1) in ("of", "over")
    )
    group = view.objects(noun + 2) if told else None
    holder = view.subject(at) if told else None
    unreal = any(view.word(k) in _NOT_YET | NEGATIONS for k in range(at - 3, at))
    if group is not None and holder is not None and not unreal:
        view.add(
            Event.GAIN, group.items, verb=(at, noun), actor=holder, rule="announced-control", confidence=0.8
        )


def _in_command(view: View, opener: int, noun: int) -> bool:
    """Say whether "in (full) control of X", "X, where Y remain in control" stands at the noun."""
    if view.word(opener) != "in" or view.word(noun) not in _COMMAND:
        return False
    theirs = view.lows[noun - 1 : noun + 2] == ["the", "possession", "of"]
    bare = view.word(noun) in ("control", "charge") and opener == noun - 1
    where = bare and (bool(where_items(view, opener)) or view.word(noun + 1) == "by")
    return where or (view.word(noun + 1) == "of" and not theirs)


def _told_otherwise(view: View, group: PlaceList, noun: int) -> bool:
    """Say whether it is no place's state, or told already: "weapons from X in Y's possession", "to bring X under"."""
    things = view.word(noun) == "possession" and view.word(group.first - 1) in PREPOSITIONS
    between = any(view.word(k) == "between" for k in range(group.first - 1, group.first - 6, -1))
    return things or any(
        f.rule == "brought-under" and (f.item.first == group.items[0].first or between) for f in view.findings
    )


_AREAS = words(
    "areas regions districts territory territories neighborhoods neighbourhoods parts towns villages"
)
"""Where people go: "fled to areas (under Y's control)"."""


def _to_be(before: list[str]) -> bool:
    """Say whether "to remain (under control)" is told, not where a road leads: "X, on the road to Y, is"."""
    return any(
        low == "to" and "," not in before[k:] and _AREAS.isdisjoint(before[k + 1 : k + 2])
        for k, low in enumerate(before)
    )  # fmt: skip


def _fully_so(view: View, opener: int) -> bool:
    """Say whether "announced that X was (under control)" tells news: all of it is taken now."""
    be = opener - 1 - (view.word(opener - 1) in WHOLLY | {"now"})
    told = view.word(be) in ("was", "is", "were", "are", "now")
    before = view.lows[max(0, opener - MAX_ANNOUNCED) : be]
    lasting = not _LASTING.isdisjoint(before[-3:])
    return told and not lasting and "that" in before and not _ANNOUNCING.isdisjoint(before)


def _only_now(view: View, opener: int, i: int) -> bool:
    """Say whether "for the first time", "before noon" or "(has been) since Saturday" at token `i` tells a change."""
    if view.word(i) == "by" and view.word(i + 1 + (view.word(i + 1) == "the")) in _HOURS:
        return True  # "was in the hands of Y by nightfall"
    if (
        view.word(i) == "again"
        or view.lows[i + 2 : i + 4] == ["first", "time"]
        or ("by", "then") in pairwise(view.lows[max(0, opener - 4) : opener])
    ):
        return True
    if view.word(opener - 1) == "again" and view.word(opener - 2) in ("once", "now", *BE):
        return True  # "is once again under the control of"
    be = opener - 1 - (view.word(opener - 1) in WHOLLY)
    if view.word(be) in ("was", "were") and view.word(i) in ("by", "before"):
        return view.word(i + 1) in _HOURS or (view.word(i) == "by" and _a_day(view, i + 1))
    since = view.word(i + 1 + (view.word(i + 1) in ("early", "late"))) if view.word(i) == "since" else ""
    lately = since in WEEKDAYS or since in ("yesterday", "dawn", "daybreak")
    return lately and view.word(opener - 1) == "been" and view.word(opener - 2) in ("has", "have")


def by_then(view: View, i: int) -> bool:
    """Say whether the clause of token `i` opens with "By midday", "By Saturday night": then it had come about."""
    opens = next((k for k in range(i - 1, max(-1, i - MAX_BY), -1) if view.word(k) == "by"), None)
    if opens is None or (opens > 0 and view.word(opens - 1) not in (",", "and", "but", "that", ".")):
        return False
    return view.word(opens + 1 + (view.word(opens + 1) == "the")) in CALENDAR | _HOURS


def _declared(view: View, i: int) -> bool:
    """Say whether "declared X under control" tells of a place at token `i`: that it has come under it."""
    return "declared" in view.lows[max(0, i - 3) : i]


def _says_so(view: View, first: int) -> bool:
    """Say whether "said on Monday that it (was in control of X)" announces what is new."""
    it = first - 1
    that = it - 1 - (view.word(it - 1) == "that")
    said = over_time(view.lows, that)
    return (
        view.word(it) in ("it", "they", "we")
        and view.word(said) in REPORTING
        and view.word(said - 1) != "had"
    )


def _said_before(view: View, i: int) -> bool:
    """Say whether "had announced on Friday that" stands before token `i`: what was so then need not be so now."""
    that = i - 1
    if view.word(that) != "that":
        return False
    near = range(that - 1, max(0, that - MAX_SAID), -1)
    told = next((k for k in near if view.word(k) in REPORTING), None)
    return told is not None and view.word(told - 1) == "had"


def _over(view: View, opener: int, noun: int) -> bool:
    """Say whether "had been in Ukrainian hands for years" at token `opener` tells what is over."""
    before = view.lows[max(0, opener - 4) : opener]
    if before[-1:] in (["was"], ["were"]) or before[-2:] in (["was", "still"], ["were", "still"]):
        return not {"until", "till"}.isdisjoint(view.lows[noun : noun + 6])  # "... till this afternoon"
    return before[-2:] == ["had", "been"] and REPORTING.isdisjoint(view.lows[:opener])


def _was_theirs(view: View, verb: tuple[int, int], group: PlaceList, holder: ActorPhrase | None) -> bool:
    """Say whether "had been in Y's hands" tells what is over; whoever had it, if anybody, is kept in mind."""
    over = _over(view, *verb)
    if over and holder is not None:
        note_past(view, group.items, verb, holder)
    return over


def _having(view: View, noun: int) -> int | None:
    """Return where "has" stands in "has full control of X", "had control over X", None if nothing is had there."""
    if view.word(noun) != "control" or view.word(noun + 1) not in ("of", "over"):
        return None
    at = noun - 1
    while view.word(at) in _HOW_FULL:
        at -= 1
    return at if view.word(at) in ("has", "have", "had", "having") else None


def _a_day(view: View, i: int) -> bool:
    """Say whether "17 October", "Monday", "the 20th" stands at token `i`."""
    i += view.word(i) == "the"
    return view.word(i) in CALENDAR or (view.word(i)[:1].isdigit() and len(view.word(i)) <= len("20th"))


def _opener(view: View, noun: int) -> int | None:
    for at in range(noun - 1, max(-1, noun - 7), -1):
        if view.word(at) in ("under", "in", "into", "within"):
            return at
        if view.word(at) in ("outside", "beyond"):
            return None  # "the only city in X outside Y's control"
        if view.word(at) == "to" and view.word(noun) in _HANDS and view.word(at - 1) in RETURNING:
            return at  # "returned to government hands"
        if view.word(at) in ("giving", "handing", "granting"):
            return None
        if (
            view.word(at) in FORMS
            and has_sense(FORMS[view.word(at)].lemma, Sense.CONTROL)
            and view.word(at) != "controlled"
        ):
            return None
    return None


def _holder_round(view: View, opener: int, noun: int) -> ActorPhrase | None:
    inner = [p for p in view.actors if opener < p.first and p.last < noun]
    if inner:
        return inner[-1]
    if any(view.word(k) == "our" for k in range(opener + 1, noun)):
        return view.speaker(noun) or view.last_speaker or view.last_subject
    if any(view.word(k) in ("their", "its", "his") for k in range(opener + 1, noun)):
        earlier = [p for p in view.actors if p.last < opener and p.side and not _aside_tells(view, p, opener)]
        free = [p for p in earlier if not p.governed] or earlier
        pronoun = not free and not {"it", "they"}.isdisjoint(view.lows[:opener])
        return free[-1] if free else (None if pronoun else view.speaker(noun)) or view.last_subject
    if view.word(noun - 1) in ("state", "federal") and view.word(noun - 2) in _BEFORE_STATE:
        return view.acting_word(noun - 1, view.home_side)
    stem = noun - 1 - (view.word(noun - 1) == "'s")  # "in Kurdish hands", "in Baghdad's hands"
    token = view.reader.tokens[stem]
    owning = stem > opener and (token.is_capital or token.low in ("coalition", "alliance"))
    if owning and (named := view.sides.of_stem(token.text, token.start)):
        return view.acting_word(stem, named)
    for at in (noun + 1, noun + 2):
        if view.word(at) in ("of", "by"):
            behind = view.actor_at(at + 1) or view.called(at + 1)
            return owned(view, behind) if behind is not None else None
        if view.word(at) not in ("”", '"', "'", "’"):
            return None
    return None


def _aside_tells(view: View, phrase: ActorPhrase, i: int) -> bool:
    """Say whether an actor stands only in an aside before token `i`: "X, whose elders had asked Y to leave, passed"."""
    closes = next((k for k in range(phrase.last + 1, i) if view.word(k) == ","), None)
    opens = next((k for k in range(phrase.first - 1, 0, -1) if view.word(k) == ","), None)
    return closes is not None and opens is not None and view.word(opens + 1) in ("whose", "where", "which")


def _in_control(view: View, opener: int, noun: int) -> None:
    told = view.word(noun + 1) in ("of", "over")
    group = view.objects(noun + 2) or its_side(view, noun + 2) if told else None
    if view.word(noun + 1) == "there" and not where_items(view, opener):
        group = PlaceList(noun + 1, noun + 1, [view.reader.stand_in(noun + 1)])  # "had been in charge there"
    elif not told and (there := where_items(view, opener)):
        group = PlaceList(there[0].first, there[-1].last, there)  # "X, where the rebels remain in control"
    by_day = not told and group is None and view.word(noun + 1) == "by"
    opened = (view.opening() or view.opening_aside()) if by_day else []
    if opened:
        group = PlaceList(
            opened[0].first, opened[-1].last, opened
        )  # "In X, Y were in charge by the next morning"
    holder = view.reader.actors.get(opener - 1) or view.subject(link(view, opener))
    if holder is None and view.word(opener - 1) in ("them", "it"):
        holder = view.last_subject
    before = _words_before(view, opener, 5)
    if holder is not None and holder.sentence_is(view.sentence) and unconfirmed(view.lows, holder.first):
        return
    if (
        group is None
        or holder is None
        or any(w in ("would", "will", "could", "if", "may", "who", "might", *_EXPECTING) for w in before)
    ):
        return
    full = any(view.word(k) in _FULL for k in range(opener, noun)) or view.word(opener - 1) == "back"
    denied = any(w in NEGATIONS for w in before)
    news = view.word(opener) == "in" or "now" in before
    by = group.last + 1 if group is not None and view.word(group.last + 1) == "by" else 0
    soon = by > 0 and (
        view.word(by + 1) in _HOURS or _a_day(view, by + 1)
    )  # "was in control of X by sunrise"
    begins = holder.first if holder.sentence_is(view.sentence) else link(view, opener) - 1
    full = full or soon or by_then(view, begins) or bool(opened)
    lasting = not _LASTING.isdisjoint(before)
    full = full or _says_so(view, link(view, opener))
    event = Event.GAIN if full and news and not lasting and group.items[0].part is None else Event.HOLD
    if event is Event.HOLD and _came_in(view, holder, opener) and not denied:
        event = Event.GAIN  # "entered X on Sunday and had complete control of it by noon"
    if event is Event.HOLD and _said_before(view, holder.first):
        return
    polarity = Polarity.DENIED if denied else Polarity.ASSERTED
    view.add(event, group.items, verb=(opener, noun), actor=holder, rule="in-control", polarity=polarity)
