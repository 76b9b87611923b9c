"""Control that passes by itself: X slipped out of rebel control, rebels capitulated in X, a flag flew over X."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import official
from pipelines.extract.actors.outcomes import recipient
from pipelines.extract.clauses.ahead import unreal as not_real
from pipelines.extract.clauses.heading import some_men
from pipelines.extract.clauses.preceding import predicate_places
from pipelines.extract.clauses.standing_in import subject_anaphor
from pipelines.extract.places.records import PlaceList
from pipelines.extract.vocabulary import modality
from pipelines.extract.vocabulary.countries import COUNTRIES, DEMONYMS
from pipelines.extract.vocabulary.lexicon import CONTROL_NOUNS, FORMS, NO_FORM, Sense, has_sense
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    DAYTIMES,
    DOUBLE_QUOTES,
    NEGATIONS,
    OFFICES,
    PLURAL_PLACE_NOUNS,
    PREPOSITIONS,
    words,
)
from pipelines.model import Event, Extent, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View

_SLIPPING = words("slip slips slipped slipping slid slide passed pass drifted gone went taken wrested")
_FALLING = words("fall falls fell fallen")
_GRASP = CONTROL_NOUNS | words("hands hand grip grasp clutches rule")
_MOVING = words("walked marched moved rolled swept streamed poured stepped drove went")
_AFTER_IN = frozenset({"", ".", ","}) | words("without on to behind within overnight at soon after before")
MAX_BY = 6
"""How many words "by midday on Friday" may have before what is then somebody's."""
_BEING = words("is are was were")
_PASSING = words("passed gone went")
_YIELDING = words("capitulated surrendered")
DECLARING = words("declared declares declare proclaimed claimed announced hailed celebrated declaring")
_THAT = words("that those hands grasp grip control")
MAX_WHEN = 8
"""How many words may stand between "changed hands" and the "when" of those who came: the day, the hour."""
MAX_COLOURS = 9
"""How many words "red, white and black" may have between a flag and who owns it."""
_FLYING = words("went gone fly flew flies flying fluttered flutters fluttering waved waves waving")
_RISING = words("went gone")
_COLOURS = words("red white black green blue yellow gold orange and , star starred striped checkered")
_FLAGS = words("flag flags banner banners tricolour tricolor")
_BUILDINGS = words("council hall building headquarters station courthouse town office palace square")
"""What a flag flies over where a town is taken: "the flag was flying over the city council"."""
_BESTOWING = words("giving handing granting gives gave grants granted")
_NUMERALS = words(
    "two three four five six seven eight nine ten eleven twelve dozen dozens several many some few"
)
_ROUND = words("of in near around outside")
_OVER = words("over above in atop from")
_TOLD = words("reported said believed thought")
_HOURS = CALENDAR | DAYTIMES | words("noon midday nightfall dawn dusk daybreak sunset sunrise midnight then")
_OFTEN = words("times twice repeatedly often frequently several again between multiple")
UNREAL = words("would could may might if will to should")
NOT_FREE = UNREAL | NEGATIONS | {"been", "must"}
_GOING = _SLIPPING | _BEING | _FALLING


def slips(view: View) -> None:
    """Read "X slipped out of government control", "X is out of our hands": a loss, no new holder named."""
    for i, low in enumerate(view.lows):
        if low not in _GOING:
            continue
        behind = _out_of(view, i + 1)
        if behind is None or (low not in _SLIPPING and view.word(behind - 1) != "of"):
            continue
        holder = next((p for p in view.actors if behind <= p.first <= behind + 3), None)
        if holder is None and view.word(behind) == "our" and (who := view.speaker(i)) is not None:
            holder = view.acting_word(behind, who.side)
        if holder is None or not any(view.word(k) in _GRASP for k in range(holder.last, holder.last + 4)):
            continue
        first = group_start(view, i)
        group = view.aside_before(first) or view.loose_before(first) or view.before(first)
        unreal = any(view.word(k) in UNREAL and view.word(k - 1) not in _TOLD for k in range(first, i))
        if group is None or unreal:
            continue
        denied = any(view.word(k) in NEGATIONS for k in range(first, i)) or any(
            view.word(k) in ("denied", "denies") for k in range(group.first - 4, group.first)
        )
        polarity = Polarity.DENIED if denied else Polarity.ASSERTED
        taker = into_whose(view, holder.last + 1)
        view.add(
            Event.GAIN if taker else Event.LOSS, group.items, verb=(i, holder.last), actor=taker or holder,
            rule="slipped", polarity=polarity, from_actor=holder.side if taker else None,
        )  # fmt: skip


def into_whose(view: View, i: int) -> ActorPhrase | None:
    """Return Y of "(slipped from Z's grasp) and into that of Y", "into Y hands" behind token `i`, None if not said."""
    into = next((k for k in range(i, i + 6) if view.word(k) == "into"), None)
    if into is None:
        return None
    taker = view.actor_at(into + 1, reach=2)
    of = next(
        (k for k in range(into + 1, into + 4) if view.word(k) == "of" and view.word(k - 1) in _THAT), None
    )
    taker = taker or (view.actor_at(of + 1) if of is not None else None)
    return taker if taker is not None and taker.side is not None else None


def _out_of(view: View, i: int) -> int | None:
    """Return the index behind "out of" or "from" at token `i`, adverbs left aside."""
    while view.word(i) in ADVERBS:
        i += 1
    if view.word(i) == "out" and view.word(i + 1) == "of":
        return i + 2
    return i + 1 if view.word(i) == "from" else None


def group_start(view: View, i: int) -> int:
    """Return where the verb group begins that ends before token `i`: "was reported to have (slipped)"."""
    while i > 0 and (
        view.word(i - 1) in DOUBLE_QUOTES
        or view.word(i - 1) in ADVERBS
        or view.word(i - 1) in AUXILIARIES
        or view.word(i - 1) in NEGATIONS
    ):
        i -= 1
    if i > 2 and view.word(i - 1) == "to" and view.word(i - 2) in _TOLD:
        return group_start(view, i - 2)  # "were reported to have slipped"
    return i


def moved_in(view: View) -> None:
    """Read "the rebels fled X and the police marched in": a gain by those who came."""
    if not any(f.event is Event.LOSS for f in view.findings):
        return
    for i, low in enumerate(view.lows):
        inwards = i + 2 + (view.word(i + 1) == "back")
        bare = view.word(inwards) in _AFTER_IN or view.word(inwards) in ADVERBS or _dated(view, inwards)
        over = (
            low == "took"
            and view.word(i + 1) == "over"
            and (_dated(view, i + 2) or view.word(i + 2) in _AFTER_IN)
        )
        if not over and (low not in _MOVING or view.word(inwards - 1) != "in" or not bare):
            continue
        left = [
            f
            for f in view.findings
            if f.event is Event.LOSS and f.polarity is Polarity.ASSERTED and f.head < i
        ]
        newcomer = view.subject(group_start(view, i))
        if newcomer is None or not left or newcomer.side in (None, left[-1].actor):
            continue
        if any(view.word(k) in UNREAL | NEGATIONS for k in range(i - 3, i)):
            continue
        items = [f.item for f in left if f.head == left[-1].head]
        view.add(
            Event.GAIN, items, verb=(i, i + 1), actor=newcomer, rule="moved-in", from_actor=left[-1].actor,
            confidence=0.75,
        )  # fmt: skip


def entered_what_was_left(view: View) -> None:
    """Read "Y re-entered X, from which Z had withdrawn": a gain of Y from Z, who has it back."""
    left = [f for f in view.findings if f.event is Event.LOSS and f.polarity is Polarity.ASSERTED]
    for gone in left:
        same = (
            f for f in view.findings
            if f.rule == "enter:re-enter" and f.event is Event.CONTEST and f.head < gone.head
            and f.item.name_first == gone.item.name_first and f.actor not in (None, gone.actor)
        )  # fmt: skip
        came = next(same, None)
        if came is not None and view.word(gone.head - 1) == "had":
            view.findings[:] = [f for f in view.findings if f is not gone and f is not came]
            taken = replace(
                came, event=Event.GAIN, rule="entered-left", from_actor=gone.actor, confidence=0.7
            )
            view.findings.append(replace(taken, end=max(came.end, gone.end)))


def _dated(view: View, i: int) -> bool:
    """Say whether "the same evening", "that night", "hours later" stands at token `i`."""
    other = view.word(i) in ("the", "that") and view.word(i + 1) in ("same", "next", "following", *DAYTIMES)
    return other or view.word(i + 1) == "later" or view.word(i + 2) == "later"


def ours(view: View) -> None:
    """Read "Shusha is ours", "80 percent of X is already in our hands": the speaker's side holds it."""
    for i, low in enumerate(view.lows):
        if low not in ("ours", "theirs"):
            continue
        first = group_start(view, i)
        if not _BEING & set(view.lows[first:i]) or NEGATIONS & set(view.lows[first:i]):
            continue
        share = next(
            (k for k in range(i - 3, i) if view.word(k) in ("percent", "%")), None
        )  # "is 80 percent ours"
        first = group_start(view, share - 1) if share is not None else first
        group = predicate_places(view, first, reach=3)
        if low == "theirs":
            _theirs(view, first, i, group or _named_by_then(view, first))
            continue
        speaker = view.speaker(i)
        if group is not None and speaker is not None and speaker.side is not None:
            view.add(Event.HOLD, group.items, verb=(first, i), actor=speaker, rule="ours", confidence=0.7)


def _theirs(view: View, first: int, i: int, group: PlaceList | None) -> None:
    """Read "stormed X and Y, and by midday both were theirs" at "theirs", "insisting X was still theirs"."""
    came = [f for f in view.findings if f.head < first and f.item.last < first]
    both = view.word(first - 1) in ("both", "all", "it", "they")
    items = [f.item for f in came if f.head == came[-1].head] if both and came else []
    items = items or (group.items if group is not None else [])
    free = [p for p in view.actors if p.last < first and not p.possessive and not p.governed and p.side]
    holder = (_who_took(view, group) if group is not None else None) or (free[-1] if free else None)
    if holder is None or not items:
        return
    begin = group.first if group is not None and not both else first
    by = next((k for k in range(begin - 1, max(-1, begin - MAX_BY), -1) if view.word(k) == "by"), None)
    gained = by is not None and "still" not in view.lows[first:i]
    if gained:
        gone = {id(f.item) for f in came} & {id(item) for item in items}
        view.findings[:] = [
            f for f in view.findings if id(f.item) not in gone or f.event is not Event.CONTEST
        ]
    event = Event.GAIN if gained else Event.HOLD
    view.add(event, items, verb=(first, i), actor=holder, rule="theirs", confidence=0.7)


def _named_by_then(view: View, first: int) -> PlaceList | None:
    """Return X of "by nightfall X (was theirs)" before token `first`, None where no day or hour opens the clause."""
    named = view.named_before(first)
    near = view.lows[max(0, named.first - MAX_BY) : named.first] if named is not None else []
    return named if "by" in near and not _HOURS.isdisjoint(near) else None


def _who_took(view: View, group: PlaceList) -> ActorPhrase | None:
    """Return whom "theirs" stands for: of "X, which Y seized in May, is theirs" Y; None if nobody took X here."""
    if view.word(group.first - 1) in PREPOSITIONS:
        return None  # "the fault in X, which Y seized, is theirs"
    for phrase in view.actors:
        form = FORMS.get(view.word(phrase.last + 1), NO_FORM)
        if view.word(phrase.first - 1) == "which" and has_sense(form.lemma, Sense.TAKE, Sense.TAKE_WEAK):
            return phrase
    return None


def capitulations(view: View) -> None:
    """Read "rebels capitulated in Daraya", "the garrison surrendered in X": a loss by those who gave up."""
    for i, low in enumerate(view.lows):
        if low not in _YIELDING or view.word(i - 1) in AUXILIARIES - words("have has had"):
            continue
        items = view.behind(i + 1, words("in at inside"), reach=2)
        who = view.subject(group_start(view, i))
        alone = who is not None and view.word(who.first) in ("a", "an")
        if who is not None and (alone or some_men(view, who)):
            continue  # "200 soldiers surrendered in X"
        if items and who is not None and not any(view.word(k) in UNREAL | NEGATIONS for k in range(i - 3, i)):
            view.add(Event.LOSS, items, verb=(i, i), actor=who, rule="capitulated", confidence=0.75)


def handovers(view: View) -> None:
    """Read "the town passed to the government", "X passed back to Y": a gain by whom it passed to."""
    for i, low in enumerate(view.lows):
        if low not in _PASSING:
            continue
        to = next((k for k in (i + 1, i + 2) if view.word(k) == "to"), None)
        moved = low == "passed" or view.word(i + 1) == "over"
        if not moved or to is None or (to == i + 2 and view.word(i + 1) not in ("back", "over")):
            continue
        taker, first = view.actor_at(to + 1, reach=2), group_start(view, i)
        group = view.aside_before(first) or subject_anaphor(view, first)
        group = group or view.whole_before(first, view.before(first, reach=6)) or view.loose_before(first)
        unreal = any(view.word(k) in UNREAL | NEGATIONS for k in range(first, i))
        unreal = unreal or (group is not None and view.word(group.first - 2) in OFFICES)
        if taker is not None and taker.side is not None and group is not None and not unreal:
            view.add(Event.GAIN, group.items, verb=(i, to), actor=taker, rule="passed-to", confidence=0.8)


def changed_hands(view: View) -> None:
    """Read "X changed hands on Monday": a gain by a side that is not said; "changed hands three times" is none."""
    for i, low in enumerate(view.lows):
        if low not in ("hands", "masters") or view.word(i - 1) not in (
            "changed",
            "change",
            "changing",
            "switched",
        ):
            continue
        first = group_start(view, i - 1)
        group = view.aside_before(first) or view.loose_before(first) or subject_anaphor(view, first)
        often = any(view.word(k) in _OFTEN for k in range(i + 1, i + 5)) or view.word(i - 1) not in (
            "changed",
            "switched",
        )
        unreal = any(view.word(k) in UNREAL | NEGATIONS for k in range(first, i))
        unreal = unreal or not_real(view.lows, group.first if group is not None else first, FORMS["taken"])
        if (
            group is not None
            and not often
            and not unreal
            and (group.items[0].evident or group.items[0].anaphor)
        ):
            view.add(
                Event.GAIN,
                group.items,
                verb=(i - 1, i),
                actor=_came_when(view, i + 1),
                rule="changed-hands",
                confidence=0.6,
                polarity=Polarity.DENIED if modality.denied(view.lows, i - 1) else Polarity.ASSERTED,
            )


def _came_when(view: View, i: int) -> ActorPhrase | None:
    """Return Y of "(changed hands) on Monday, when Y drove through its gates" behind token `i`, None if not said."""
    when = next((k for k in range(i, i + MAX_WHEN) if view.word(k) == "when"), None)
    if when is None or "." in view.lows[i:when]:
        return None
    came = view.actor_at(when + 1)
    later = next(
        (
            p
            for p in view.actors
            if came is not None and view.word(p.first - 1) == "and" and p.first > came.last
        ),
        None,
    )
    if later is not None and view.word(later.last + 1) in _MOVING | {"moved", "entered", "took"}:
        came = later  # "when Y pulled out and Z moved in"
    form = FORMS.get(view.word(came.last + 1), NO_FORM) if came is not None else NO_FORM
    came_in = has_sense(form.lemma, Sense.ENTER, Sense.TAKE, Sense.TAKE_WEAK, Sense.RAISE)
    return came if came_in or (came is not None and view.word(came.last + 1) in _MOVING) else None


_HAILS = ("congratulat", "hail", "celebrat", "prais")
MAX_HAILED = 9
"""How many words "congratulated the armed forces on their" may have."""


def victories(view: View) -> None:
    """Read "declared victory over Y in X", "proclaimed victory in the battle for X": a gain by who declares it."""
    for i, low in enumerate(view.lows):
        if won(view, i):
            _won(view, i)
        if low == "victory":
            _hailed(view, i)
        if low != "victory" or not any(view.word(k) in DECLARING for k in range(i - 3, i)):
            continue
        verb = next(k for k in range(i - 3, i) if view.word(k) in DECLARING)
        reach = next((k - i for k in range(i + 1, i + 11) if view.word(k) == "with"), 10)
        items = view.behind(i + 1, words("in for at"), reach=reach, loose=False)
        winner = official(view, verb) or view.subject(verb)
        unreal = any(view.word(k) in UNREAL | NEGATIONS for k in range(verb - 4, verb))
        if items and winner is not None and not unreal:
            view.add(Event.GAIN, items, verb=(verb, i), actor=winner, rule="victory", confidence=0.75)


def _hailed(view: View, i: int) -> None:
    """Read "congratulated the army on its victory over Y in X", "hailed the army's victory over Y in X" at the noun."""
    beaten = view.actor_at(i + 2) if view.word(i + 1) == "over" else None
    near = range(i - 1, max(-1, i - MAX_HAILED), -1)
    hailed = next((k for k in near if view.word(k).startswith(_HAILS)), None)
    winner = next((p for p in view.actors if hailed is not None and hailed < p.first and p.last < i), None)
    if beaten is None or winner is None or beaten.side in (None, winner.side):
        return
    items = view.behind(beaten.last + 1, words("in at"), reach=1)
    view.add(
        Event.GAIN, items, verb=(i, i), actor=winner, rule="victory", from_actor=beaten.side, confidence=0.7
    )


def won(view: View, i: int) -> bool:
    """Say whether "won a battle", "wins the fight" ends at the noun of token `i`."""
    noun = view.word(i) in ("battle", "fight") and view.word(i - 1) in ("the", "a")
    return noun and view.word(i - 2) in ("won", "wins")


def _won(view: View, i: int) -> None:
    """Read "won the battle for X" at the noun of token `i`."""
    items = view.behind(i + 1, words("of for over"), reach=2)
    winner = view.subject(i - 2)
    if items and winner is not None and winner.side is not None and view.word(i - 3) not in NOT_FREE:
        view.add(Event.GAIN, items, verb=(i - 2, i), actor=winner, rule="victory", confidence=0.75)


def bestowals(view: View) -> None:
    """Read "seized the base, giving them full control of X": a gain by whom it is given to."""
    for i, low in enumerate(view.lows):
        if low not in _BESTOWING:
            continue
        noun = next((k for k in range(i + 2, i + 8) if view.word(k) in ("control", "command")), None)
        if noun is None or view.word(noun + 1) not in ("of", "over"):
            continue
        group = view.objects(noun + 2)
        named = next((p for k in range(i + 1, noun) if (p := view.reader.actors.get(k)) and p.side), None)
        named = named or recipient(view, i)
        winner = named or (view.subject(i) if low.endswith("ing") else None)
        if (
            group
            and winner is not None
            and not any(view.word(k) in UNREAL | NEGATIONS for k in range(i - 8, i))
        ):
            view.add(
                Event.GAIN, group.items, verb=(i, noun), actor=winner, rule="given-control", confidence=0.75
            )


def singled_out(view: View, group: PlaceList) -> PlaceList | None:
    """Return the places behind "five districts of X, among them A and B"; None where none is named, for X did not fall.

    A list that does not hang on a counted noun comes back as it is.
    """
    whole, last = group.items[0], group.items[-1]
    alone = view.word(group.last + 2) in ("remains", "is", "was", "has") and view.word(group.last + 1) == ","
    alone = alone and "including" not in view.lows[whole.last + 1 : last.name_first]
    if alone and len(group.items) == 2 and view.lows[whole.last + 1 : last.first] == [","]:
        return PlaceList(group.first, whole.last, [whole])  # "X, Y province, remains in their hands"
    noun = whole.name_first - 2
    counted = view.word(noun) in PLURAL_PLACE_NOUNS and view.word(noun + 1) in _ROUND
    if not counted or not _counting(view.word(noun - 1)):
        return group
    at = whole.last + 1 + (view.word(whole.last + 1) == ",")
    opened = view.word(at) in ("including", "notably")
    for item in group.items[1:] if opened else ():
        item.extent = Extent.WHOLE if item.part is None else item.extent
    if len(group.items) > 1:
        return PlaceList(group.items[1].first, group.last, group.items[1:]) if opened else group
    if opened or view.lows[at : at + 2] == ["among", "them"]:
        return view.reader.read(at + (1 if opened else 2), loose=True)
    return None


def _counting(low: str) -> bool:
    return low in _NUMERALS or low[:1].isdigit()


def flags(view: View) -> None:
    """Read "the Ukrainian flag was flying over X again", "the rebels' flag flew over X": a gain."""
    for i, low in enumerate(view.lows):
        if low not in _FLYING:
            continue
        flag = next((k for k in range(i - 1, max(-1, i - 7), -1) if view.word(k) in _FLAGS), None)
        if flag is None:
            continue
        items = view.behind(i + 1, _OVER, reach=5) or view.behind(i + 1, words("in of"), reach=9)
        owner = flag_owner(view, flag)
        came = [f for f in view.findings if f.rule.startswith("enter:") and f.head < flag]
        if came and not items and not _BUILDINGS.isdisjoint(view.lows[i + 1 : i + 6]):
            items, owner = [came[-1].item], owner or view.unnamed(came[-1].actor)
        sure = low in _RISING and view.word(i + 1) == "up"  # "the red, white and black flag went up in X"
        if (low in _RISING) > sure:
            continue
        if items and (owner is not None or (sure and low == "went")):
            view.add(Event.GAIN, items, verb=(flag, i), actor=owner, rule="flag-flies", confidence=0.75)


_FLAGS_OF = {"ukraine": {"blue", "yellow"}}
"""Colours that newspapers know a state's flag by."""


def by_colours(view: View, flag: int) -> ActorPhrase | None:
    """Return whose "blue-and-yellow flag", "blue and yellow flag" it is, None where no colours tell."""
    colours = {part for low in view.lows[max(0, flag - 3) : flag] for part in low.split("-")}
    state = next((state for state, known in _FLAGS_OF.items() if known <= colours), None)
    return view.acting_word(flag - 1, state) if state is not None else None


def flag_owner(view: View, flag: int) -> ActorPhrase | None:
    """Return whose flag it is: "the Syrian flag", "the rebel flag", "the group's black flag", "the flag of Y"."""
    if (bearer := view.after_preposition(flag + 1, "of", reach=1)) is not None:
        return bearer
    if view.word(flag + 1) == "of" and (country := COUNTRIES.get(view.word(flag + 2))) is not None:
        return view.acting_word(flag + 2, view.sides.war.state(country))  # "the flag of Iraq"
    coloured = next(
        (k for k in range(flag - 1, flag - MAX_COLOURS, -1) if view.word(k) not in _COLOURS), flag
    )
    coloured -= view.word(coloured) in ("'s", "'", "’")
    if (state := by_colours(view, flag)) is not None:
        return state
    for at in range(coloured, max(-1, coloured - 4), -1):
        phrase = view.reader.actors.get(at)
        if phrase is not None:
            return phrase
        low = view.word(at)
        named = low in DEMONYMS or low in ("rebel", "opposition", "government")
        side = view.sides.of_stem(low, view.reader.tokens[at].start) if named else None
        side = view.home_side if low == "national" else side
        if side is not None:
            return view.acting_word(at, side)
    return None
