"""Frames of holding: Y holds X, X is held by Y, X, the last town that Y holds, Y holds out in X, squeezed in X."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.actors.telling import said_aside
from pipelines.extract.clauses.eliding import behind_relative
from pipelines.extract.clauses.finding import (
    note_past,
    span_of,
)
from pipelines.extract.clauses.identifying import identified
from pipelines.extract.clauses.infinitives import over_time
from pipelines.extract.clauses.portions import portion
from pipelines.extract.clauses.relating import including, relative_object, where_items
from pipelines.extract.clauses.standing_in import subject_anaphor
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.held_by import PART_HEADS, hold_passive, link
from pipelines.extract.places.records import PlaceList, as_part
from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM, SUCCEEDING, Sense, has_sense
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    BE,
    CALENDAR,
    DETERMINERS,
    DIRECTION_WORDS,
    HAVE,
    NUMBERS,
    PARTLY,
    PLURAL_PLACE_NOUNS,
    RANKS,
    SINGULAR_PLACE_NOUNS,
    WEEKDAYS,
    words,
)
from pipelines.model import Event, Extent, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem

_COUNTING = DETERMINERS | NUMBERS.keys() | words("several many some dozens other more")
_SQUEEZED = words(
    "boxed hemmed penned bottled holed squeezed cornered confined trapped pocket enclave encircled surrounded"
)
_SURELY_HOLDING = words("control hold retain occupy dominate rule")
_INSIDE = words("in at inside")
_BEHIND_KEPT = frozenset({"", ".", ",", ";"}) | words("and with while but for as where")
"""What may follow the place that a side keeps."""
_PRESSING = words("siege blockade fire pressure bombardment attack threat surveillance")
MAX_ASIDE = 14
"""Words of an aside that says what a place is."""
_CLINGING = words("cling hang")
_STILL_HOLDING = words("besieged hold held control controlled remain")


def hold(view: View, verb: VerbUse) -> None:
    """Read Y holds X, Y controls X, X is held by Y, districts held by Y in X, Y held out in X."""
    lemma = verb.form.lemma
    since = verb.perfect and "since" in view.lows[verb.head + 1 : verb.head + 6]
    since = since or view.word(verb.head) == "rules" or view.word(verb.head - 1) == "still"
    if _holds_nothing(view, verb, since=since) or (lemma == "hold" and _defence_in(view, verb)):
        return
    dated = (
        view.word(verb.head + 1) == "on" and view.word(verb.head + 2) in CALENDAR
    )  # "which they held on Sunday"
    if (lemma == "hold" and view.word(verb.head + 1) in ("out", "on") and not dated) or lemma in _CLINGING:
        _holds_out(view, verb)
    elif verb.voice is Voice.ACTIVE and (
        not verb.gerund or _described_so(view, verb) or _keeps_on(view, verb)
    ):
        known = len(view.findings)
        _hold_active(view, verb, since=since)
        _shared_by_two(view, verb, known)
        _but_not(view, known)
    elif verb.voice is not Voice.ACTIVE or view.word(verb.head + 1) == "by":
        hold_passive(view, verb)


_AT = words("in at near around")
_LINES = words("defense defence defenses defences line bridgehead bridgeheads beachhead")
MAX_SINCE = 8
"""Within how many words behind a verb its "since Friday" stands."""
_GONE = words("left withdrew retreated fled")
_SPANS = words("hours day days week weeks shortly soon minutes")
_STATIONED = words("garrison defenders")


def _holds_nothing(view: View, verb: VerbUse, *, since: bool) -> bool:
    """Say whether a verb of holding means something else: "ran the town", "hold off", "control access to"."""
    lemma, after = verb.form.lemma, view.word(verb.head + 1)
    if lemma in ("run", "govern", "rule"):
        return verb.voice is Voice.ACTIVE and not since
    if lemma in ("keep", "occupy") and verb.voice is Voice.ACTIVE and after in ("up", "on"):
        return True
    if lemma == "hang":
        return view.lows[verb.head + 1 : verb.head + 3] != ["on", "to"]
    if lemma == "control":
        last = view.findings[-1] if view.findings else None
        taken = last is not None and last.rule.startswith(
            "unopposed:"
        )  # "entered X at dawn and now control it"
        access = after == "access" and view.word(verb.head + 2) == "to"
        return taken or access or after in ("of", "over") or _is_noun(view, verb)
    ringed = lemma in ("keep", "hold", "have") and _ringed_there(view, verb)  # "has kept X under siege"
    return ringed or (lemma == "hold" and after == "off")


def _defence_in(view: View, verb: VerbUse) -> bool:
    """Read "continue to hold the defense in X", "hold the line at X", "hold a bridgehead at X": X is held."""
    at = verb.head + 1 + (view.word(verb.head + 1) in ("the", "their", "our", "a"))
    if view.word(at) not in _LINES or view.word(at + 1) not in _AT:
        return False
    group, holder = view.reader.read(at + 2, loose=True), view.subject(verb.first)
    if group is not None and holder is not None and verb.mood not in (Mood.NONE, Mood.PLEDGE, Mood.FUTURE):
        view.add(
            Event.HOLD, group.items, verb=(verb.head, at), actor=holder, rule="hold:line", confidence=0.8
        )
    return True


def _is_noun(view: View, verb: VerbUse) -> bool:
    """Say whether "control" is a noun in a title's capitals: "Army Regains Control over Two Villages in X"."""
    before = FORMS.get(view.word(verb.head - 1), NO_FORM)
    return view.word(verb.head + 1) in ("of", "over") and "s" in before.tenses


def _ringed_there(view: View, verb: VerbUse) -> bool:
    """Say whether what is "kept" or "held" is kept under siege or encircled."""
    group = view.objects(verb.head + 1)
    if group is None:
        return False
    at = group.last + 1
    ringed = has_sense(FORMS.get(view.word(at), NO_FORM).lemma, Sense.BESIEGE)
    return ringed or (view.word(at) == "under" and not _PRESSING.isdisjoint(view.lows[at + 1 : at + 4]))


def _keeps_on(view: View, verb: VerbUse) -> bool:
    """Say whether "keep holding X", "continue holding X" tells a state."""
    return view.word(verb.first - 1).startswith(("keep", "kept", "continu")) and verb.form.lemma in (
        "hold",
        "control",
    )


def _described_so(view: View, verb: VerbUse) -> bool:
    """Say whether "rebels holding X" says of a side what it holds."""
    return verb.form.lemma in ("hold", "control") and verb.first - 1 in view.reader.actors


def _holds_out(view: View, verb: VerbUse) -> None:
    onto = verb.form.lemma == "cling" or view.lows[verb.head + 1 : verb.head + 3] == ["on", "to"]
    where = words("on to onto") if onto else words("in at inside around")
    at = verb.head + (1 if verb.form.lemma == "cling" else 2)
    if verb.form.lemma == "cling" and view.word(at) == "on" and view.word(at + 1) in _INSIDE:
        onto, where, at = False, _INSIDE, at + 1  # "clings on in X"
    items = view.behind(at, where, reach=2)
    if not items and view.word(at) in where and (group := view.objects(at + 1)):
        items = group.items
    if not items and not onto:
        items = view.opening() or where_items(view, verb.first)  # "In X the rebels still hold out"
    holder = view.subject(verb.first)
    if not items and not onto and holder is not None and view.word(holder.last) in _STATIONED:
        items = view.behind(holder.last + 1, words("of in at"), reach=1)  # "the garrison of X holds out"
    if not items and not onto and (told := said_aside(view, verb.first)) is not None:
        group = view.named_before(told.first - 1 - (view.word(told.first - 1) != ","))
        items, holder = (group.items if group else []), told  # "X, the rebels said, was holding out"
    over = verb.perfect and view.word(verb.first) == "had"  # "X, where they had held out for days, fell"
    if items and holder and not over and verb.mood in (Mood.FACT, Mood.EFFORT):
        view.add(
            Event.HOLD, items, verb=(verb.head, verb.head + 1), actor=holder, rule="hold-out", confidence=0.8
        )


def _held(view: View, verb: VerbUse) -> PlaceList | None:
    """Return the places behind a verb of holding, None where another verb took them."""
    group = (
        portion(view, verb.head + 1, verb.first) or view.objects(verb.head + 1) or _in_its_grip(view, verb)
    )
    near = range(verb.head + 1, group.first) if group is not None else ()
    other = any(view.word(k) == "and" and view.word(k + 1) in HAVE for k in near)
    return None if other else group  # "were holding their lines and had retaken villages, including X"


def _hold_active(view: View, verb: VerbUse, *, since: bool) -> None:
    group = _held(view, verb)
    left = _left_holding(view, verb)
    it = verb.gerund and group is not None and group.items[0].noun == "it"
    described = view.reader.actors.get(verb.first - 1) if it else None  # "the militants holding it"
    holder = left or described or view.subject(verb.first)
    if group is None and verb.form.lemma in ("control", "hold"):
        group = _areas_within(view, verb) or _where(view, verb) or its_side(view, verb.head + 1)
        lasting = verb.form.tenses <= {"base", "s"} or since or view.word(verb.head - 1) in ("still", "now")
        lasting = lasting or (verb.perfect and view.word(verb.first) in ("has", "have"))
        group = group or (_ranked(view, verb) or relative_object(view, verb) if lasting else None)
        group = group or (_apposed_to(view, verb) or _named_behind(view, verb, holder) if lasting else None)
    sure = verb.form.lemma in _SURELY_HOLDING and (not verb.gerund or _keeps_on(view, verb))
    sure = sure or _keeps(view, verb, group) or left is not None
    sure = sure or (since and verb.form.lemma in ("run", "govern"))  # "have run the town since 2014"
    goes_on = view.word(verb.first - 2).startswith("continu") and verb.infinitive
    if verb.form.lemma == "keep" and group is not None and view.word(group.last + 1).endswith("ing"):
        return  # "keeps X waiting"
    if group is None or holder is None or not (sure or group.items[0].evident or group.items[0].anaphor):
        return
    if not goes_on and (
        verb.mood not in (Mood.FACT, Mood.DENIED) or (verb.infinitive and verb.mood is not Mood.FACT)
    ):
        return
    if verb.form.lemma == "occupy" and "past" in verb.form.tenses and view.word(group.last + 1) == "for":
        return  # "who occupied the town for two years" is over too
    if _held_once(view, verb, group):
        return
    if _is_over(view, verb, group, holder):
        return
    group = PlaceList(group.first, group.last, group.items + behind_relative(view, group.last + 1))
    group = as_part(group) if view.word(verb.head - 1) in PARTLY else group
    for item in _among_these(view, group):
        view.add(Event.HOLD, [item], verb=span_of(verb), actor=holder, rule=f"hold:{verb.form.lemma}")
    if verb.mood is Mood.DENIED and "could" in view.lows[verb.first : verb.head]:
        return  # "took X but could not hold it for long"
    polarity = Polarity.DENIED if verb.mood is Mood.DENIED else Polarity.ASSERTED
    came = _managed_to(view, verb) or _came_to_control(view, verb, holder)
    view.add(
        Event.GAIN if came else Event.HOLD,  # "managed to control X"
        group.items,
        verb=span_of(verb),
        actor=holder,
        rule=f"hold:{verb.form.lemma}",
        polarity=polarity,
    )


def _shared_by_two(view: View, verb: VerbUse, since: int) -> None:
    """Give what "the army and the RSF both claim to hold", what "neither the army nor the RSF holds", to both."""
    for one, other in pairwise(p for p in view.actors if p.last < verb.first):
        joint = view.lows[one.last + 1 : other.first]
        both = "both" in (view.word(other.last + 1), view.word(one.first - 1))
        if joint != ["nor"] and not (joint == ["and"] and both):
            continue
        told = [f for f in view.findings[since:] if f.event is Event.HOLD and f.actor == one.side]
        if other.side not in (None, one.side):
            text = view.text[other.start : other.end]
            view.findings += [replace(f, actor=other.side, actor_text=text) for f in told]


def _but_not(view: View, since: int) -> None:
    """Add Y of "holds X but not Y": a hold that is denied."""
    told = view.findings[-1] if len(view.findings) > since else None
    at = told.item.last + 1 + (view.word(told.item.last + 1) == ",") if told is not None else 0
    group = view.reader.read(at + 2, loose=True) if view.lows[at : at + 2] == ["but", "not"] else None
    if (
        told is None
        or group is None
        or group.items[0].anaphor
        or told.event is not Event.HOLD
        or told.polarity is Polarity.DENIED
    ):
        return
    verb = (told.head, at + 1)
    rule = f"{told.rule}:but-not"
    view.add(
        Event.HOLD,
        group.items,
        verb=verb,
        actor=view.unnamed(told.actor),
        rule=rule,
        polarity=Polarity.DENIED,
    )


def _held_once(view: View, verb: VerbUse, group: PlaceList) -> bool:
    """Say whether "held X until it was driven out", "held X for 36 hours, looted the bank and left" is over."""
    behind = view.lows[group.last + 1 :]
    if behind[:1] in (["responsible"], ["accountable"]):
        return True  # "held him responsible for the attack"
    gone = behind[:1] == ["for"] and "before" not in view.lows and not _GONE.isdisjoint(behind)
    past = verb.form.tenses & {"past"} and not verb.perfect
    return bool(past) and (gone or "until" in behind[:3])


def _is_over(view: View, verb: VerbUse, group: PlaceList, holder: ActorPhrase) -> bool:
    """Say whether "briefly held X", "had held X since 2014" tells what is over; whoever had it is kept in mind."""
    had = verb.perfect and view.word(verb.first) == "had"
    if had:
        note_past(view, group.items, span_of(verb), holder)
    return had or ("briefly" in view.lows[max(0, verb.first - 1) : verb.head] and "before" not in view.lows)


def _named_behind(view: View, verb: VerbUse, holder: ActorPhrase | None) -> PlaceList | None:
    """Return X of "the only town that Y still holds is X", None for other words."""
    return None if holder is None else identified(view, holder.first, verb.head + 1)


def _managed_to(view: View, verb: VerbUse) -> bool:
    """Say whether "managed on Monday to (fully) control X" tells a change."""
    to = verb.first - 1
    while view.word(to) in ADVERBS:
        to -= 1
    governor = view.word(over_time(view.lows, to - 1))
    return verb.infinitive and verb.form.lemma == "control" and governor in SUCCEEDING


def _came_to_control(view: View, verb: VerbUse, holder: ActorPhrase) -> bool:
    """Say whether "two days after Y controlled X" tells of a change, as the region's agencies use the word."""
    opens = holder.first - 1 - (view.word(holder.first - 1) == "the")
    after = view.word(opens) in ("after", "once") and holder.sentence_is(view.sentence)
    past = verb.form.lemma == "control" and "past" in verb.form.tenses and not verb.perfect
    days = (view.word(k) in WEEKDAYS and "since" in view.lows[verb.head : k] for k in _near(view, verb.head))
    if verb.form.lemma in ("occupy", "control") and verb.form.tenses & {"base", "s"} and any(days):
        return True  # "occupy since Friday evening the town of X"
    day = verb.head + 1 + (view.word(verb.head + 1) == "on")
    if past and (view.word(day) in WEEKDAYS or view.word(day) in ("today", "yesterday")):
        return True  # "controlled on Sunday the airport of X"
    return after and past and view.word(opens - 1) in _SPANS and view.word(verb.head - 1) != "had"


def _near(view: View, i: int) -> range:
    """Return the tokens behind token `i` in which a day may be told."""
    return range(i + 1, min(i + MAX_SINCE, len(view.lows)))


def _left_holding(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return the rebels of "the war has left the rebels (holding X)": what a side is left with; None without one."""
    left = view.reader.actors.get(verb.first - 1) if verb.gerund else None
    leaving = left is not None and view.word(left.first - 1) in ("left", "leaves", "leaving")
    return left if leaving else None


def _among_these(view: View, group: PlaceList) -> list[PlaceItem]:
    """Return Y and Z of "(holds much of) X, where W grows, including the districts of Y and Z" behind the list of X."""
    at = group.last + 1
    if view.word(at) != "," or view.word(at + 1) not in ("where", "which") or group.items[0].part is not None:
        return []
    closing = next((k for k in range(at + 2, min(at + MAX_ASIDE, len(view.lows))) if view.word(k) == ","), 0)
    listed = including(view, closing + 1) if closing and view.word(closing + 1) == "including" else None
    return listed.items if listed is not None else []


def _in_its_grip(view: View, verb: VerbUse) -> PlaceList | None:
    """Return X of "keeps in its grip X", None where no such words stand behind a verb."""
    grip = (
        view.word(verb.head + 3) in ("grip", "hands", "grasp", "possession")
        and view.word(verb.head + 1) == "in"
    )
    return (
        view.objects(verb.head + 4) if grip and view.word(verb.head + 2) in ("its", "their", "his") else None
    )


def _keeps(view: View, verb: VerbUse, group: PlaceList | None) -> bool:
    """Say whether "the Houthis keep X", "it keeps most of X" tells a state: no "keeps X waiting"."""
    present = verb.form.lemma == "keep" and verb.form.tenses <= {"base", "s"}
    return present and group is not None and view.word(group.last + 1) in _BEHIND_KEPT


def _ranked(view: View, verb: VerbUse) -> PlaceList | None:
    """Read "X and Y are the last towns (that) the rebels hold", "X, the last town the rebels still hold"."""
    acting = link(view, verb.first) - 1
    phrase = view.reader.actors.get(acting)
    noun = phrase.first - 1 if phrase else 0
    noun -= view.word(noun) in ("that", "which")
    noun -= view.word(noun) == "there"
    of = next((k for k in range(noun - 1, noun - 4, -1) if view.word(k) in ("of", "in")), noun + 1)
    noun = of - 1  # "the only district of X that the rebels hold"
    if view.word(noun) not in PLURAL_PLACE_NOUNS | SINGULAR_PLACE_NOUNS:
        return None
    opens = next((k for k in range(noun - 1, max(0, noun - 6), -1) if view.word(k) == "the"), None)
    if opens is not None and not RANKS.isdisjoint(view.lows[opens:noun]):
        end = opens - 2 if view.word(opens - 1) == "," else opens - 1
        if (apposed := next((g for g in view.lists if g.last == end), None)) is not None:
            return apposed
    be = next((k for k in range(noun - 2, max(0, noun - 7), -1) if view.word(k) in BE), None)
    if be is None or RANKS.isdisjoint(view.lows[be:noun]):
        return None
    return view.aside_before(be) or view.loose_before(be) or subject_anaphor(view, be)


def _apposed_to(view: View, verb: VerbUse) -> PlaceList | None:
    """Return X of "X, a base (that) it still (holds)", None where no name is described so."""
    at = verb.first - 1
    while view.word(at) in ADVERBS:
        at -= 1
    phrase = view.reader.actors.get(at)
    if phrase is None and view.word(at) not in ("it", "they"):
        return None
    noun = (phrase.first if phrase else at) - 1
    noun -= view.word(noun) == "that"
    opens = next(
        (k for k in range(noun - 1, max(0, noun - 5), -1) if view.word(k) in ("a", "the", "another")), 0
    )
    described = opens and view.word(opens - 1) == "," and view.word(noun) in SINGULAR_PLACE_NOUNS
    return view.named_before(opens - 1) if described else None


def _areas_within(view: View, verb: VerbUse) -> PlaceList | None:
    nearby = [view.word(i) for i in range(verb.head + 1, verb.head + 9)]
    if not any(w in PART_HEADS for w in nearby):
        return None
    reach = next((k for k in range(1, 10) if _past(view, verb.head + 1 + k)), 10)
    inside = view.within(verb.head + 1, reach=reach)
    here = (
        view.opening() if inside is None else []
    )  # "In X, the rebels controlled all but a handful of districts"
    parts = [replace(item, extent=Extent.PART) for item in here]
    return inside or (PlaceList(here[0].first, here[-1].last, parts) if parts else None)


def its_side(view: View, i: int) -> PlaceList | None:
    """Read "(in X, the rebels hold the east, and) the army holds the west" at "the", "its centre": a side of X."""
    centre = view.word(i + 1) in ("centre", "center")
    direction = "centre" if centre else DIRECTION_WORDS.get(view.word(i + 1))
    if (
        view.word(i) not in ("the", "its")
        or direction is None
        or view.word(i + 2) not in ("", ".", ",", "with", "and", "while", "but", "at", "by")
    ):
        return None
    item = view.reader.stand_in(i, i + 1)
    item.noun, item.extent, item.part = "city", Extent.PART, direction
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


def squeezed(view: View, verb: VerbUse) -> None:
    """Read "squeezed in an area that covers A, B and C": the subject of the first verb holds what the second lists."""
    group = view.reader.read(verb.head + 1, loose=True)
    near = range(max(0, verb.first - 16), verb.first)
    before = {
        view.word(k) for k in near if view.word(k + 1) not in _COUNTING
    }  # not "encircled several towns"
    shown = _SQUEEZED if view.word(verb.head).startswith("includ") else _SQUEEZED | _STILL_HOLDING
    free = [p for p in view.actors if p.last < verb.first and not p.governed and not p.possessive]
    if group and free and shown & before:
        place = (verb.head, verb.head)
        view.add(Event.HOLD, group.items, verb=place, actor=free[-1], rule="area-covers", confidence=0.85)
