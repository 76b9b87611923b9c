"""Frames of a state: rebel-held X, held by Y, under the control of Y, in control of X, stronghold, flag."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.context import View, named_within
from pipelines.extract.finding import span_of
from pipelines.extract.lexicon import FORMS, Sense, has_sense
from pipelines.extract.moods import Mood
from pipelines.extract.passing import singled_out
from pipelines.extract.place_words import OVERLOOKING
from pipelines.extract.places import PlaceList
from pipelines.extract.relating import relative_object, subject_anaphor
from pipelines.extract.verbs import Voice
from pipelines.extract.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    DIRECTION_WORDS,
    DOUBLE_QUOTES,
    NEGATIONS,
    PLURAL_PLACE_NOUNS,
    SINGULAR_PLACE_NOUNS,
    words,
)
from pipelines.model import Event, Extent, Polarity

if TYPE_CHECKING:
    from pipelines.extract.sides import ActorPhrase
    from pipelines.extract.verbs import VerbUse

_FULL = words("full complete total entire")
_CAME = words(
    "collapsed slipped slid come came comes coming fall fell fallen brought bring put placed passed pass returned back"
)
PART_HEADS = PLURAL_PLACE_NOUNS | words(
    """part parts territory territories pocket enclave side half section sections countryside suburbs outskirts
    land""",
)
_SQUEEZED = words(
    "boxed hemmed penned bottled holed squeezed cornered confined trapped pocket enclave encircled surrounded"
)
_STILL_HOLDING = words("besieged hold held control controlled remain")
_COMMAND = words("control charge command possession")
_HOW_FULL = ADVERBS | words(
    "full complete total sole effective military firm partial near-total the de facto"
)
_RANKS = words("only last sole first main largest biggest")
_REMAINING = words("remaining still remain remained remains now is are was were")
_LEADING_UP = (
    ADVERBS
    | AUXILIARIES
    | DOUBLE_QUOTES
    | words("remain remains remained stay stays stayed come came comes fallen fell")
)
"""What stands between a place and "under control"."""
_LASTING = words("remain remains remained remaining still since stays stay stayed kept always")
_STATE_NOUNS = words("control rule charge command possession occupation authority sway")
_HANDS = words("hands hand grip")


def hold(view: View, verb: VerbUse) -> None:
    """Read Y holds X, Y controls X, X is held by Y, districts held by Y in X, Y held out in X."""
    lemma = verb.form.lemma
    since = verb.perfect and "since" in view.lows[verb.head + 1 : verb.head + 6]
    since = since or view.word(verb.head) == "rules"
    if lemma in ("run", "govern", "rule") and verb.voice is Voice.ACTIVE and not since:
        return
    if (
        lemma in ("keep", "occupy")
        and verb.voice is Voice.ACTIVE
        and view.word(verb.head + 1) in ("up", "on")
    ):
        return
    if lemma == "hold" and view.word(verb.head + 1) == "off":
        return
    if (lemma == "hold" and view.word(verb.head + 1) in ("out", "on")) or lemma == "cling":
        _holds_out(view, verb)
    elif verb.voice is Voice.ACTIVE and not verb.gerund:
        _hold_active(view, verb, since=since)
    elif verb.voice is not Voice.ACTIVE or view.word(verb.head + 1) == "by":
        _hold_passive(view, verb)


def _holds_out(view: View, verb: VerbUse) -> None:
    onto = verb.form.lemma == "cling" or view.lows[verb.head + 1 : verb.head + 3] == ["on", "to"]
    where = words("on to onto") if onto else words("in at inside")
    at = verb.head + (2 if verb.form.lemma == "hold" else 1)
    items = view.behind(at, where, reach=2)
    if not items and view.word(at) in where and (group := view.objects(at + 1)):
        items = group.items
    holder = view.subject(verb.first)
    if items and holder and verb.mood in (Mood.FACT, Mood.EFFORT):
        view.add(
            Event.HOLD, items, verb=(verb.head, verb.head + 1), actor=holder, rule="hold-out", confidence=0.8
        )


def _hold_active(view: View, verb: VerbUse, *, since: bool) -> None:
    group = view.objects(verb.head + 1)
    holder = view.subject(verb.first)
    if group is None and verb.form.lemma in ("control", "hold"):
        group = _areas_within(view, verb) or _where(view, verb) or _its_side(view, verb.head + 1)
        lasting = verb.form.tenses <= {"base", "s"} or since
        group = group or (relative_object(view, verb) or _ranked(view, verb) if lasting else None)
    sure = verb.form.lemma in ("control", "hold", "retain", "occupy", "dominate", "rule") and not verb.gerund
    goes_on = view.word(verb.first - 2).startswith("continu") and verb.infinitive
    if group is None or holder is None or not (sure or group.items[0].evident or group.items[0].anaphor):
        return
    if not goes_on and (
        verb.mood not in (Mood.FACT, Mood.DENIED) or (verb.infinitive and verb.mood is not Mood.FACT)
    ):
        return
    if verb.form.lemma == "occupy" and "past" in verb.form.tenses and view.word(group.last + 1) == "for":
        return  # "who occupied the town for two years" is over too
    past = verb.form.tenses & {"past"} and not verb.perfect
    if past and "until" in view.lows[group.last + 1 : group.last + 4]:
        return  # "held the town until it was driven out"
    if verb.perfect and view.word(verb.first) == "had":
        return  # "had held the town since 2014" tells what is over
    polarity = Polarity.DENIED if verb.mood is Mood.DENIED else Polarity.ASSERTED
    view.add(
        Event.HOLD,
        group.items,
        verb=span_of(verb),
        actor=holder,
        rule=f"hold:{verb.form.lemma}",
        polarity=polarity,
    )


def _ranked(view: View, verb: VerbUse) -> PlaceList | None:
    """Read "X and Y are the last towns (that) the rebels hold", "X, the last town the rebels still hold"."""
    acting = _link(view, verb.first) - 1
    phrase = view.reader.actors.get(acting)
    noun = phrase.first - 1 if phrase else 0
    noun -= view.word(noun) in ("that", "which")
    if view.word(noun) not in PLURAL_PLACE_NOUNS | SINGULAR_PLACE_NOUNS:
        return None
    opens = next((k for k in range(noun - 1, max(0, noun - 6), -1) if view.word(k) == "the"), None)
    if opens is not None and not _RANKS.isdisjoint(view.lows[opens:noun]):
        end = opens - 2 if view.word(opens - 1) == "," else opens - 1
        if (apposed := next((g for g in view.lists if g.last == end), None)) is not None:
            return apposed
    be = next((k for k in range(noun - 2, max(0, noun - 7), -1) if view.word(k) in BE), None)
    if be is None or _RANKS.isdisjoint(view.lows[be:noun]):
        return None
    return view.aside_before(be) or view.loose_before(be) or subject_anaphor(view, be)


def _areas_within(view: View, verb: VerbUse) -> PlaceList | None:
    nearby = [view.word(i) for i in range(verb.head + 1, verb.head + 7)]
    if not any(w in PART_HEADS for w in nearby):
        return None
    reach = next((k for k in range(1, 10) if _past(view, verb.head + 1 + k)), 10)
    return view.within(verb.head + 1, reach=reach)


def _its_side(view: View, i: int) -> PlaceList | None:
    """Read "(in X, the rebels hold the east, and) the army holds the west" at "the": a side of the town before."""
    direction = DIRECTION_WORDS.get(view.word(i + 1))
    if (
        view.word(i) != "the"
        or direction is None
        or view.word(i + 2) not in ("", ".", ",", "with", "and", "while", "but")
    ):
        return None
    item = view.reader.stand_in(i)
    item.noun, item.extent, item.part = "city", Extent.PART, direction
    item.last = item.name_last = i + 1
    return PlaceList(i, i + 1, [item])


def _where(view: View, verb: VerbUse) -> PlaceList | None:
    """Read "X, a province where Y still holds territory": part of X is held."""
    where = next(
        (k for k in range(verb.first - 1, max(-1, verb.first - 7), -1) if view.word(k) == "where"), None
    )
    if where is None or not any(view.word(k) in PART_HEADS for k in range(verb.head + 1, verb.head + 5)):
        return None
    comma = next((k for k in range(where - 2, max(0, where - 6), -1) if view.word(k) == ","), 0)
    group = view.before(where, reach=9) or (view.named_before(comma) if comma else None)
    return as_part(group) if group is not None else None


def _past(view: View, i: int) -> bool:
    """Say whether another clause's verb stands at token `i`: "who control the north seized X"."""
    form = FORMS.get(view.word(i))
    return bool(form and form.tenses & {"past"}) and view.word(i + 1) != "by"


def _link(view: View, first: int) -> int:
    """Return where the verb group begins whose last part is at token `first`: "is still controlled"."""
    while view.word(first - 1) in ADVERBS | BE:
        first -= 1
    return first


def _hold_passive(view: View, verb: VerbUse) -> None:
    agent = view.agent(verb.head + 1, reach=5)
    if agent is None:
        return
    noun = _head_before(view, verb.first)
    group = None
    linked = next((k for k in range(verb.first - 1, max(-1, verb.first - 8), -1) if view.word(k) in BE), None)
    if noun is not None and view.word(noun) in PART_HEADS:
        group = (view.loose_before(linked) if linked else None) or (
            _listed_behind(view, agent.last + 1) or inside(view, agent.last + 1) or _named_before(view, noun)
        )
    elif noun is not None and linked and view.word(linked + 1) in ADVERBS | DETERMINERS:
        group = view.aside_before(linked) or view.loose_before(linked) or view.before(linked)
    else:
        named = view.aside_before(_link(view, verb.first)) if agent.side else None
        group = named or view.before(verb.first, reach=10) or subject_anaphor(view, verb.first)
    if group is None or verb.mood in (Mood.NONE, Mood.PLEDGE, Mood.FUTURE, Mood.EFFORT):
        return
    polarity = Polarity.DENIED if verb.mood is Mood.DENIED else Polarity.ASSERTED
    view.add(
        Event.HOLD,
        group.items,
        verb=span_of(verb),
        actor=agent,
        rule=f"held-by:{verb.form.lemma}",
        polarity=polarity,
    )


def _listed_behind(view: View, i: int) -> PlaceList | None:
    """Read "the districts held by rebels are A, B and C" at the `are`."""
    return view.reader.read(i + 1, loose=True) if view.word(i) in ("are", "were", "include", "is") else None


def _head_before(view: View, i: int) -> int | None:
    """Return the noun that a participle at token `i` describes, None if a name stands there."""
    at = i - 1
    while at >= 0 and (
        view.word(at) in ADVERBS or view.word(at) in ("are", "were", "is", "was", "which", "that", ",")
    ):
        at -= 1
    return at if at >= 0 and view.word(at) in PART_HEADS | SINGULAR_PLACE_NOUNS else None


def inside(view: View, i: int) -> PlaceList | None:
    """Read "... in PLACE" at token `i`: the places are held in part."""
    at = i
    while view.word(at) in ADVERBS:
        at += 1
    if view.word(at) not in ("in", "of", "inside", "within", "across", "around"):
        return None
    group = view.reader.read(at + 1, loose=False)
    if group is None or (group.items[0].anaphor and group.items[0].noun == "it"):
        return None
    return named_within(group) or as_part(group)


def _named_before(view: View, noun: int) -> PlaceList | None:
    for group in view.lists:
        if group.first <= noun <= group.last or group.last == noun - 1:
            return group
        if group.last < noun and view.word(group.last + 1) in ("is", "was", "remains", "are", "were"):
            return group
    return None


def as_part(group: PlaceList) -> PlaceList:
    """Mark every place of a list as spoken of in part."""
    for item in group.items:
        item.extent = Extent.PART
    return group


def control_states(view: View) -> None:
    """Read under the control of Y, in Y's hands, under Y control, in control of X."""
    for i, low in enumerate(view.lows):
        if low in _STATE_NOUNS or low in _HANDS:
            _control_state(view, i)


def _control_state(view: View, noun: int) -> None:
    opener = _opener(view, noun)
    if opener is None:
        having = _having(view, noun)
        if having is not None:
            _in_control(view, having, noun)
        return
    if view.word(opener) == "in" and view.word(noun) in _COMMAND and view.word(noun + 1) == "of":
        _in_control(view, opener, noun)
        return
    if view.word(noun) in ("charge", "command", "possession"):
        return
    holder = _holder_round(view, opener, noun)
    if holder is None:
        return
    counted = view.word(opener - 1) in ("all", "both", "each")
    group = _held_place(view, opener - counted, max(noun, holder.last))
    if group is None:
        return
    group = (singled_out(view, group) if len(group.items) > 1 else None) or group
    before = [view.word(k) for k in range(max(0, opener - 6), opener)]
    came = any(w in _CAME for w in before[-4:]) or any(w in ("leaving", "left") for w in before)
    denied = any(w in NEGATIONS for w in before[-4:])
    if any(
        w in ("will", "would", "should", "if", "to", "until", "could", "may", "might") for w in before[-4:]
    ):
        return
    if denied and group.items[0].extent is Extent.PART:
        return
    full = any(view.word(k) in _FULL for k in range(opener, noun))
    lasting = any(w in _LASTING for w in view.lows[max(0, opener - 6) : noun + 6])
    event = Event.GAIN if came or (full and (denied or not lasting)) else Event.HOLD
    polarity = Polarity.DENIED if denied else Polarity.ASSERTED
    items = group.items + view.besides(max(noun, holder.last) + 1)
    view.add(event, items, verb=(opener, noun), actor=holder, rule="under-control", polarity=polarity)


def _having(view: View, noun: int) -> int | None:
    """Return where "has" stands in "has full control of X", "had control over X", None if nothing is had there."""
    if view.word(noun) != "control" or view.word(noun + 1) not in ("of", "over"):
        return None
    at = noun - 1
    while view.word(at) in _HOW_FULL:
        at -= 1
    return at if view.word(at) in ("has", "have", "had", "having") else None


def _opener(view: View, noun: int) -> int | None:
    for at in range(noun - 1, max(-1, noun - 7), -1):
        if view.word(at) in ("under", "in", "into", "within"):
            return at
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
        earlier = [p for p in view.actors if p.last < opener and p.side]
        free = [p for p in earlier if not p.governed] or earlier
        return free[-1] if free else view.speaker(noun) or view.last_subject
    if view.word(noun - 1) in ("state", "federal") and view.word(noun - 2) in ("under", "in", "into", "full"):
        return view.acting_word(noun - 1, view.home_side)
    stem = view.reader.tokens[noun - 1]
    named = (
        view.sides.of_stem(stem.text, stem.start)
        if (stem.is_capital or stem.low in ("coalition", "alliance")) and noun - 1 > opener
        else None
    )
    if named:  # "in Kurdish hands"
        return view.acting_word(noun - 1, named)
    for at in (noun + 1, noun + 2):
        if view.word(at) in ("of", "by"):
            return view.actor_at(at + 1)
        if view.word(at) not in ("”", '"', "'", "’"):
            return None
    return None


def _held_noun(view: View, opener: int) -> int | None:
    """Return the common noun that "(still remaining) under control" at token `opener` describes."""
    noun = _head_before(view, opener)
    for back in range(1, 5):
        if noun is None and view.word(opener - back) in _REMAINING:
            noun = _head_before(view, opener - back)
    return noun


def _held_place(view: View, opener: int, behind: int) -> PlaceList | None:
    first = opener
    while first > 0 and view.word(first - 1) in _LEADING_UP:
        first -= 1
    if aside := view.aside_before(first):
        return aside
    if owned := _owned_before(view, first) or _singled_before(view, first):
        return owned
    noun = _held_noun(view, opener)
    itself = view.loose_before(first)
    if itself is not None and itself.last == (noun if noun is not None else first - 1):
        return itself
    if noun is not None and view.word(noun) in PART_HEADS:
        listed = _listed_behind(view, behind + 1) or _apposed_list(view, noun)
        return listed or inside(view, noun + 1) or inside(view, behind + 1) or _areas_before(view, noun)
    near = next(
        (
            g
            for g in view.lists
            if opener - 3 <= g.last < opener and view.word(g.first - 1) not in OVERLOOKING
        ),
        None,
    )
    if (
        near
        and view.word(near.first - 1) in ("in", "of")
        and any(view.word(k) in PART_HEADS for k in range(near.first - 5, near.first))
    ):
        return as_part(near)
    group = view.before(opener, reach=12) or view.loose_before(first)
    if group is None:
        return _anaphor_before(view, opener)
    if view.generic(group):
        return as_part(group) if view.word(opener - 1) not in NEGATIONS else None
    between = range(group.last + 1, opener)
    if any(view.word(k) in PART_HEADS for k in range(max(0, group.first - 6), group.first)) and view.word(
        group.first - 1
    ) in ("in", "of"):
        return as_part(group)
    return group if len(between) <= 12 else None


def _owned_before(view: View, i: int) -> PlaceList | None:
    """Read "its airport" right before token `i`: that is held, not the town."""
    group = view.reader.read(i - 2, loose=False) if view.word(i - 2) == "its" else None
    return group if group is not None and group.last == i - 1 else None


def _singled_before(view: View, i: int) -> PlaceList | None:
    """Read "Misrata, a port, was the only city that remained ...", "Misrata, the only big city" right before `i`."""
    for at in range(i - 1, max(0, i - 14), -1):
        if view.word(at + 1) != "the" or view.word(at + 2) not in _RANKS:
            continue
        if view.word(at) in BE:
            return view.aside_before(at) or view.loose_before(at)
        named = view.named_before(at) if view.word(at) == "," else None
        return as_part(named) if named is not None and view.word(named.first - 1) == "in" else named
    return None


def _apposed_list(view: View, noun: int) -> PlaceList | None:
    """Read "Tafas and Jasim, two towns under rebel control" at the common noun."""
    for group in view.lists:
        if group.last + 1 < noun <= group.last + 5 and view.word(group.last + 1) == ",":
            return group
    return None


def _areas_before(view: View, noun: int) -> PlaceList | None:
    """Read "the last areas in Aleppo remaining under the control of Y"."""
    for group in view.lists:
        if noun < group.first <= noun + 4:
            return as_part(group)
    return None


def _anaphor_before(view: View, i: int) -> PlaceList | None:
    for begin in range(max(0, i - 6), i):
        group = view.reader.read(begin, loose=False)
        if group and group.items[0].anaphor and "outside" not in view.lows[max(0, begin - 2) : begin]:
            return group
    return None


def _in_control(view: View, opener: int, noun: int) -> None:
    group = view.objects(noun + 2)
    holder = view.reader.actors.get(opener - 1) or view.subject(_link(view, opener))
    if holder is None and view.word(opener - 1) in ("them", "it"):
        holder = view.last_subject
    before = [view.word(k) for k in range(max(0, opener - 5), opener)]
    if (
        group is None
        or holder is None
        or any(w in ("would", "will", "could", "if", "may", "who", "might") for w in before)
    ):
        return
    full = any(view.word(k) in _FULL for k in range(opener, noun)) or view.word(opener - 1) == "back"
    denied = any(w in NEGATIONS for w in before)
    news = view.word(opener) == "in" or "now" in before
    event = Event.GAIN if full and news and group.items[0].part is None else Event.HOLD
    polarity = Polarity.DENIED if denied else Polarity.ASSERTED
    view.add(event, group.items, verb=(opener, noun), actor=holder, rule="in-control", polarity=polarity)


def squeezed(view: View, verb: VerbUse) -> None:
    """Read "squeezed in an area that covers A, B and C": the subject of the first verb holds what the second lists."""
    group = view.reader.read(verb.head + 1, loose=True)
    before = set(view.lows[max(0, verb.first - 16) : verb.first])
    shown = _SQUEEZED if view.word(verb.head).startswith("includ") else _SQUEEZED | _STILL_HOLDING
    free = [p for p in view.actors if p.last < verb.first and not p.governed and not p.possessive]
    if group and free and shown & before:
        place = (verb.head, verb.head)
        view.add(Event.HOLD, group.items, verb=place, actor=free[-1], rule="area-covers", confidence=0.85)
