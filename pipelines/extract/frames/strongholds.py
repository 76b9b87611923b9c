"""Frames of a bastion: the rebel stronghold of X, X, the last redoubt of Y, Y's de facto capital."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.clauses.relating import antecedent, ending_at
from pipelines.extract.clauses.standing_in import subject_anaphor
from pipelines.extract.frames.remaining import LEAVING
from pipelines.extract.places.records import PlaceList
from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM
from pipelines.extract.vocabulary.place_words import DESCRIBING, REGIONS
from pipelines.extract.vocabulary.side_words import STATES
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CONJUNCTIONS,
    DETERMINERS,
    DIRECTION_WORDS,
    NEGATIONS,
    PREPOSITIONS,
    RANKS,
    SINGULAR_PLACE_NOUNS,
    words,
)
from pipelines.model import Event

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceItem

STRONGHOLD_WORDS = words(
    "stronghold bastion heartland redoubt strongholds bastions preserve fiefdom fief holdout holdouts foothold"
)
_SELF_MADE = words("facto de-facto self-declared self-proclaimed self-styled daesh isis isil is caliphate")
"""Words that make a capital that of whoever holds it."""
POCKETS = words("enclave pocket")
_WHOSE_POCKETS = words("rebel opposition insurgent jihadist government regime")
OWN_POCKETS = frozenset(f"{low} {pocket}" for low in _WHOSE_POCKETS for pocket in POCKETS)
"""Wordings without which no pocket is said to be somebody's."""
_REBEL = words("rebel rebels insurgent separatist opposition")
_DESCRIBING_BASTIONS = (RANKS - {"first"}) | words(
    """last main lone key major final remaining de facto de-facto self-declared self-proclaimed big large great strong
    important significant powerful strategic"""
)
_BEFORE_BASTIONS = DETERMINERS | _DESCRIBING_BASTIONS | words("now still also effectively essentially")
_SEEN = words("described describes regarded regards seen sees viewed views known")
"""Words that, with "as", say what a place is taken for."""
_SEEKING = words("establish establishing gain gaining secure securing seek win build")
_CALLED = words("called calls call considered considers consider deemed deems dubbed dubs labelled labeled")
_OFTEN = words("widely commonly generally often")
MAX_DESCRIPTION = 9
"""How many words of a description may stand before "and the stronghold of Y"."""
_LARGE = REGIONS | {"country"}


def strongholds(view: View) -> None:
    """Read the rebel stronghold of X, X, a stronghold of Y, Y's last bastion in X; X, the headquarters of Y."""
    for i, low in enumerate(view.lows):
        if (
            i
            and view.reader.tokens[i].is_capital
            and view.reader.tokens[i - 1].is_capital
            and not view.reader.headline
        ):
            continue  # "Camp Bastion" is a name
        if low == "headquarters" or (low == "seat" and _of_rule(view, i)):
            _headquarters(view, i)
        ranked = low == "base" and view.word(i + 1) == "of" and view.word(i - 1) in _DESCRIBING_BASTIONS
        if (
            ranked
            or low in STRONGHOLD_WORDS
            or (low == "capital" and view.word(i - 1) in _SELF_MADE | _REBEL)
        ):
            _stronghold(view, i)
        elif low in POCKETS:
            _pocket(view, i)


def _stronghold(view: View, noun: int) -> None:
    before = [view.word(k) for k in range(max(0, noun - 8), noun)]
    apposed = before[len(before) - before[::-1].index(",") :] if "," in before else before
    if any(w in ("used", "former", "formerly", "once", "had", "became", "become") for w in apposed):
        return
    gone = any(a == "been" and b == "destroyed" for a, b in pairwise(view.lows[noun : noun + 10]))
    sought = gone or (view.word(noun) == "foothold" and not _SEEKING.isdisjoint(before[-4:]))
    if sought or ("loss" in before and "leaves" not in before):
        return  # "stopped an attempt to establish a foothold in X"
    holder = next((p for p in reversed(view.actors) if noun - 5 <= p.last < noun), None)
    if (
        holder is not None
        and any("past" in FORMS[w].tenses for w in view.lows[holder.last + 1 : noun] if w in FORMS)
    ) or (holder is not None and not (_SEEN | _CALLED).isdisjoint(view.lows[holder.last + 1 : noun])):
        holder = None  # "troops seized X, the stronghold of ...", "which Israel calls the stronghold of"
    of = noun + 1
    if view.word(of) == "in" and "for" in view.lows[of : of + 5]:
        of = view.lows.index("for", of)  # "the last stronghold in the north for Y"
    if holder is None and view.word(of) in ("of", "for"):
        holder = view.actor_at(of + 1) or _led_by(view, of + 1)
    if holder is None and view.word(noun) == "capital" and view.word(noun + 1) == "of":
        holder = _of_caliphate(view, noun + 3)  # "the self-styled capital of the caliphate"
    holder = holder or _stem_holder(view, noun - 1) or _theirs(view, noun)
    if holder is None or _lost_there(view, noun, holder):
        return
    near = holder.sentence_is(view.sentence) and noun - 5 <= holder.last
    left, behind = min(noun, holder.first) if near else noun, max(noun, holder.last if near else noun) + 1
    items = (
        _has_one_in(view, noun)
        or _taken_for_one(view, left - 1)
        or (_that_is_one(view, left - 1) if view.word(noun + 1) in ("of", "in") else [])
        or _named_before_comma(view, left, noun)
        or ([] if view.word(noun).endswith("s") and view.word(behind) != "of" else _named_behind(view, behind))
        or ([] if view.word(left - 1) == "," else _that_is_one(view, left - 1))
        or [
            g.items[-1] for g in view.lists
            if left - 4 <= g.last < left and view.word(g.last + 1) in (",", "is", "was", "-", "–")
        ]
        or _that_is_one(view, left - 1)
    )  # fmt: skip
    if len(items) > 1 and "between" in view.lows[max(0, left - 6) : left + 1]:
        items = items[:1]  # "on the road between the army's heartland of X and the city of Y"
    items = [p.inside if p.inside is not None and " in " in p.surface else p for p in items]
    given_up = {f.item.name_first for f in view.findings if f.event is Event.LOSS and f.actor == holder.side}
    items = [p for p in items if p.name_first not in given_up]  # "pulled out of X, their last bastion"
    if items:  # of "the hospital in Zintan, the main rebel stronghold", it is Zintan that is one
        view.add(Event.HOLD, items, verb=(noun, noun), actor=holder, rule="stronghold", confidence=0.75)


def _lost_there(view: View, noun: int, holder: ActorPhrase) -> bool:
    """Read "Y lost its (last) stronghold in X" at the noun: a loss, no hold; say whether these words stand there."""
    own = next((k for k in range(noun - 1, noun - 5, -1) if view.word(k) in ("its", "their")), None)
    if (
        own is None
        or FORMS.get(view.word(own - 1), NO_FORM).lemma != "lose"
        or view.word(noun + 1) not in ("in", "of")
    ):
        return False
    group = view.reader.read(noun + 2, loose=True) if view.word(noun + 1) == "in" else None
    if group is not None and not group.items[0].anaphor:
        view.add(
            Event.LOSS,
            group.items,
            verb=(own - 1, noun),
            actor=holder,
            rule="stronghold-lost",
            confidence=0.7,
        )
    return True


def _led_by(view: View, i: int) -> ActorPhrase | None:
    """Return the Mahdi Army of "(a stronghold of) radical cleric Muqtada al-Sadr's Mahdi Army" at token `i`."""
    led = next((p for p in view.actors if i < p.first <= i + 7 and view.word(p.first - 1) == "'s"), None)
    between = view.lows[i : led.first - 1] if led is not None else ["?"]
    plain = all(low.replace("-", "").replace("'", "").isalpha() for low in between)
    return led if plain and PREPOSITIONS.isdisjoint(between) and AUXILIARIES.isdisjoint(between) else None


def _headquarters(view: View, noun: int) -> None:
    """Read "Gwoza, headquarters of the group", "X is the headquarters of Y": not Y's headquarters in X, a building."""
    holder = view.actor_at(noun + 2) if view.word(noun + 1) == "of" else None
    if holder is None and view.word(noun - 1) in ("their", "its"):
        _own_headquarters(view, noun)
        return
    over = not {"once", "former", "formerly"}.isdisjoint(view.lows[max(0, noun - 4) : noun])
    if over or _has_headquarters(view, noun):
        return  # "once the headquarters of Y"
    if (seated := _seated_there(view, noun)) is not None:
        view.add(Event.HOLD, seated[1], verb=(noun, noun), actor=seated[0], rule="stronghold", confidence=0.7)
        return
    owner = _whose_headquarters(view, noun)
    if owner is not None and _seat_behind_comma(view, noun, owner):
        return
    if owner is not None and view.word(owner.first - 1) in ("is", "remains", "still"):
        holder = owner  # "X remains the group's headquarters"
    if holder is None and view.lows[noun + 1 : noun + 3] == ["of", "the"]:
        holder = _of_caliphate(view, noun + 3)
    unit = (
        view.word(noun - 1) == "," and view.word(noun + 1) == "of"
    )  # "X, headquarters of the army's 5th Division"
    if holder is None or (holder.side in STATES and not unit) or holder.side is None:
        return
    begin = noun
    while noun - begin < 2 and _describes_bastion(view, begin - 1):
        begin -= 1  # "the administrative headquarters"
    begin -= view.word(begin - 1) in DETERMINERS
    described = view.word(_over_description(view, begin) - 1) == ","
    apposed = _named_before_comma(view, noun, noun) if described else []
    items = apposed or _that_is_one(view, (owner.first if owner is not None else noun) - 1)
    if items:
        view.add(Event.HOLD, items, verb=(noun, noun), actor=holder, rule="stronghold", confidence=0.7)


def _whose_headquarters(view: View, noun: int) -> ActorPhrase | None:
    """Return the RUF of "the RUF's traditional headquarters" at the noun, None where nobody owns it."""
    whose = noun - 1
    while noun - whose < 3 and _describes_bastion(view, whose):
        whose -= 1
    return view.reader.actors.get(whose - 1) if view.word(whose) in ("'s", "'") else None


def _seat_behind_comma(view: View, noun: int, owner: ActorPhrase) -> bool:
    """Read "from X, the rebels' headquarters" at the noun."""
    opens = owner.first - (view.word(owner.first - 1) == "the")
    if owner.side is None or owner.side in STATES or view.word(opens - 1) != ",":
        return False
    seat = _named_before_comma(view, opens, noun)
    view.add(Event.HOLD, seat, verb=(noun, noun), actor=owner, rule="stronghold", confidence=0.7)
    return True


def _has_headquarters(view: View, noun: int) -> bool:
    """Read "has its de facto headquarters in X": a movement's hold."""
    begin = noun
    while (
        noun - begin < 3
        and view.word(begin - 1) not in DETERMINERS
        and (_describes_bastion(view, begin - 1) or view.word(begin - 1) in ("de", "facto"))
    ):
        begin -= 1
    there = _has_one_in(view, noun) if begin < noun and view.word(begin - 1) in ("its", "their") else []
    owner = _theirs(view, noun)
    if not there or owner is None or owner.side is None or owner.side in STATES:
        return False
    view.add(Event.HOLD, there, verb=(noun, noun), actor=owner, rule="stronghold", confidence=0.7)
    return True


def _own_headquarters(view: View, noun: int) -> None:
    """Read "run courts from X, their headquarters", "have their headquarters in X": a movement's hold, no state's."""
    if (seated := _seated_there(view, noun)) is not None:
        view.add(Event.HOLD, seated[1], verb=(noun, noun), actor=seated[0], rule="stronghold", confidence=0.7)
        return
    holder = _theirs(view, noun)
    items = _has_one_in(view, noun)
    if not items and view.word(noun - 2) == ",":
        items = _named_before_comma(view, noun - 1, noun)
    if items and holder is not None and holder.side is not None and holder.side not in STATES:
        view.add(Event.HOLD, items, verb=(noun, noun), actor=holder, rule="stronghold", confidence=0.7)


def _seated_there(view: View, noun: int) -> tuple[ActorPhrase, list[PlaceItem]] | None:
    """Return Y and X of "X, where Y has its headquarters", None where no such words stand."""
    has = view.word(noun - 1) in ("its", "their") and view.word(noun - 2) in ("has", "have")
    holder = view.reader.actors.get(noun - 3) if has else None
    if (
        holder is None
        or holder.side in STATES
        or holder.side is None
        or view.word(holder.first - 1) != "where"
    ):
        return None
    group = antecedent(view, holder.first - 1)
    return None if group is None else (holder, group.items)


def _of_rule(view: View, noun: int) -> bool:
    """Say whether "seat of the RSF's (parallel) administration" stands at the seat."""
    ruler = view.actor_at(noun + 2) if view.word(noun + 1) == "of" else None
    near = () if ruler is None else view.lows[ruler.last + 1 : ruler.last + 5]
    return not {"administration", "government", "authority", "leadership", "command"}.isdisjoint(near)


def _of_caliphate(view: View, i: int) -> ActorPhrase | None:
    """Return whose caliphate is meant at token `i`: of "the caliphate that the group proclaimed" the group's."""
    at = next((k for k in range(i, i + 3) if view.word(k) in ("caliphate", "emirate")), None)
    if at is None:
        return None
    told = view.actor_at(at + 2) if view.word(at + 1) in ("that", "which") else None
    start = view.reader.tokens[at].start
    return told or view.unnamed(view.sides.war.group_before(start))


def _theirs(view: View, noun: int) -> ActorPhrase | None:
    """Return whose "their (twin) strongholds" are at token `noun`: of the actor that was named last."""
    if not any(view.word(k) in ("their", "its", "his") for k in range(noun - 4, noun)):
        return None
    free = [p for p in view.actors if p.last < noun and not p.governed and not p.possessive]
    return free[-1] if free else view.last_subject


def _pocket(view: View, noun: int) -> None:
    """Read "X, a besieged rebel enclave", "the opposition enclave of X" at the noun: held by whose enclave it is."""
    holder = next((p for p in view.actors if p.last == noun - 1 and not p.possessive), None)
    if holder is None and view.word(noun - 1) in _WHOSE_POCKETS:
        token = view.reader.tokens[noun - 1]
        side = view.sides.of_stem(token.text, token.start)
        holder = view.acting_word(noun - 1, side) if side else None
    if holder is None or holder.side is None or "former" in view.lows[max(0, noun - 5) : noun]:
        return
    items = _named_before_comma(view, holder.first, noun)
    items = items or (_named_behind(view, noun + 1) if view.word(noun + 1) == "of" else [])
    if items:
        view.add(Event.HOLD, items, verb=(noun, noun), actor=holder, rule="pocket", confidence=0.7)


def _stem_holder(view: View, i: int) -> ActorPhrase | None:
    """Return the side of "Karen" in "the last Karen stronghold" at token `i`, None if it names none."""
    if i < 0:
        return None  # "stronghold" opens the sentence
    token = view.reader.tokens[i]
    side = view.sides.of_stem(token.text, token.start) if token.is_capital else None
    return view.acting_word(i, side) if side else None


def _named_behind(view: View, i: int) -> list[PlaceItem]:
    """Read "the rebel stronghold of X", "their last bastion, X" from token `i`."""
    if view.word(i) in ("of", "in", ",", "is"):
        group = view.reader.read(i + 1, loose=view.word(i) in ("of", "is") or _closed(view, i))
        country = view.word(i) == "in" and group is None and view.word(i + 2) in ("is", "remains")
        ends = group.last if group is not None else i + 1
        if country or (view.word(i) == "in" and view.word(ends + 1) in ("is", "remains")):
            named = view.reader.read(ends + 2, loose=True)  # "their last stronghold in Y is X"
            return [] if named is None or named.items[0].anaphor else named.items
        if group is not None and view.word(i) == "in" and view.word(group.last) in _LARGE:
            return []  # "the army's last bastion in Raqqa province" is not all of it
        if group is not None and view.word(i) == "in" and isinstance(group.items[0].part, str):
            return []  # "captures ISIL stronghold in eastern Homs"
        seat = group is not None and group.items[0].noun == "capital"
        return [] if group is None or (group.items[0].anaphor and not seat) else group.items
    group = view.reader.read(i, loose=True) if view.reader.namelike(i) else None
    return group.items if group else []


def _closed(view: View, i: int) -> bool:
    """Say whether ", X," stands at token `i`: a name of a place, not of whoever says something behind it."""
    group = view.reader.read(i + 1, loose=True) if view.word(i) == "," else None
    return group is not None and view.word(group.last + 1) == "," and view.word(group.last + 2) in AUXILIARIES


def _opening(view: View, at: int) -> int:
    """Return the token before "(one of the) last" bastions whose description ends at token `at`."""
    while view.word(at) in _BEFORE_BASTIONS:
        at -= 1
    return at - 2 if view.lows[max(0, at - 1) : at + 1] == ["one", "of"] else at


def _that_is_one(view: View, at: int) -> list[PlaceItem]:
    """Read "Mosul, 20 km away, is the group's last stronghold", "The base is the last bastion" up to token `at`."""
    at = _opening(view, at)
    serving = view.word(at) == "as" and view.word(at - 1) in ("serves", "serve", "acts")
    if serving or (view.word(at) == "been" and view.word(at - 1) in ("has", "have")):
        at -= 1
    elif view.word(at) not in ("is", "are", "remains", "remain"):
        return []
    which = view.word(at - 1) in ("which", "that")
    group = antecedent(view, at - 1) if which else None
    group = group or view.aside_before(at) or subject_anaphor(view, at) or view.loose_before(at)
    group = group or view.opens_clause(at)
    if group is None:
        return []
    return group.items if view.word(at) in ("are", "remain") else group.items[-1:]


def _has_one_in(view: View, noun: int) -> list[PlaceItem]:
    """Return X of "Y still has its main stronghold in X" at the noun, nothing for other words."""
    own = next((k for k in range(noun - 1, noun - 5, -1) if view.word(k) in ("its", "their", "his")), None)
    has = own is not None and view.word(own - 1) in ("has", "have", "kept", "keep")
    group = view.reader.read(noun + 2, loose=True) if has and view.word(noun + 1) in ("in", "at") else None
    return [] if group is None or group.items[0].anaphor else group.items


def _left_as(view: View, at: int) -> list[PlaceItem]:
    """Return X of "(the loss) leaves X as (the last stronghold of Y)" at the "as", nothing for other words."""
    group = view.ending_before(at)
    left = group is not None and view.word(group.first - 1) in LEAVING
    return group.items if group is not None and left else []


def _taken_for_one(view: View, at: int) -> list[PlaceItem]:
    """Read "X, which he described as the last bastion", "X has long been considered a stronghold" up to `at`."""
    at = _opening(view, at)
    if view.word(at) == "as" and (left := _left_as(view, at)):
        return left
    verb = at - (view.word(at) == "as")
    if view.word(verb) not in (_SEEN if verb < at else _CALLED):
        return []
    first = verb
    while view.word(first - 1) in AUXILIARIES | ADVERBS | _OFTEN:
        first -= 1
    if not {*NEGATIONS, "once"}.isdisjoint(view.lows[first:verb]):
        return []
    passive = not BE.isdisjoint(view.lows[first:verb])
    teller = view.reader.actors.get(first - 1)
    if teller is not None or (not passive and view.word(first - 1) not in (",", "which", "that")):
        first = teller.first if teller is not None else first - 1
    if view.word(first - 1) in ("which", "that"):
        group = antecedent(view, first - 1)
    elif passive:
        group = view.aside_before(first) or subject_anaphor(view, first) or view.loose_before(first)
        group = group or view.opens_clause(first)
    else:
        group = view.named_before(first - 1) if view.word(first - 1) == "," else None
    return [] if group is None else group.items[-1:]


def _describes_bastion(view: View, i: int) -> bool:
    """Say whether a plain adjective stands at token `i`: "mountain", "twin"; no verb, no preposition."""
    if i < 0:
        return False  # "headquarters" opens the sentence
    token = view.reader.tokens[i]
    acting = (
        token.low in FORMS or token.low in PREPOSITIONS or token.low in AUXILIARIES or i in view.reader.actors
    )
    return token.text.islower() and token.text.isalpha() and not acting and token.low not in CONJUNCTIONS


def _over_description(view: View, at: int) -> int:
    """Return where ", the enclave's largest town and (the stronghold of Y)" begins behind its comma, `at` if none."""
    if view.word(at - 1) != "and":
        return at
    near = range(at - 2, max(0, at - MAX_DESCRIPTION), -1)
    comma = next((k for k in near if view.word(k) == ","), None)
    if comma is None or any(view.word(k) in AUXILIARIES - {"'s"} | {"between"} for k in range(comma, at)):
        return at
    noun = any(view.word(k) in SINGULAR_PLACE_NOUNS for k in range(comma + 1, at))
    opens = view.word(comma + 1) in DETERMINERS | {"capital", "home", "seat"}
    return comma + 1 if noun and opens else at


def _pointed_before(view: View, end: int) -> PlaceList | None:
    """Return "the town" of "the town, an IS stronghold, lies": a stand-in that ends at token `end`."""
    for at in range(end - 1, max(-1, end - 5), -1):
        item = view.reader.item(at, loose=False) if view.word(at) == "the" else None
        if item is not None and item.anaphor and not item.plural and item.last == end:
            return PlaceList(at, end, [item])
    return None


def _placed_before(view: View, end: int) -> PlaceList | None:
    """Return X of "X in Latakia countryside(, a stronghold of Y)" that ends at token `end`, None if none does."""
    within = next((k for k in range(end - 1, max(0, end - 5), -1) if view.word(k) == "in"), None)
    return None if within is None else next((g for g in view.lists if g.last == within - 1), None)


def _lying_in(view: View, group: PlaceList | None) -> PlaceList | None:
    """Return X of "X in Y", "X north of Y" before ", the last stronghold of Z", None where nothing lies in Y."""
    if group is None or group.first < 2 or len(group.items) > 1:
        return None
    north = view.word(group.first - 1) == "of" and view.word(group.first - 2) in DIRECTION_WORDS
    end = group.first - 2 if north else group.first - 1
    if not north and view.word(group.first - 1) != "in":
        return None
    found = next((g for g in view.lists if g.last == end - 1), None) or view.named_before(end)
    item = found.items[-1] if found is not None else None
    sure = item is not None and (
        item.evident or item.mention or item.first > 0 or item.name_last > item.name_first
    )
    return found if sure else None  # "Medics in X, a rebel stronghold"


def _named_before_comma(view: View, left: int, noun: int) -> list[PlaceItem]:
    """Read "El Fasher, the army's last stronghold in Darfur": the name stands before a comma and an article."""
    at = left
    while at > 0 and (
        view.word(at - 1) in DETERMINERS
        or view.word(at - 1) in _DESCRIBING_BASTIONS | DESCRIBING
        or (left - at < 3 and _describes_bastion(view, at - 1))  # "the last mountain stronghold"
    ):
        at -= 1
    one_of = view.lows[max(0, at - 2) : at] == ["one", "of"]
    at -= 2 * one_of
    opened = at < left or (view.reader.commaless and view.word(noun) == "capital")
    bare = (
        opened and view.word(at) in DETERMINERS and view.reader.namelike(at - 1)
    )  # a text that lost its commas
    at -= view.word(at - 1) == "still"  # "X, still an IS stronghold"
    at = _over_description(view, at)
    if view.word(at - 1) != "," and not bare:
        return []
    end = at - 1 if bare else at - 2
    group = next((g for g in view.lists if g.last == end), None)
    group = _lying_in(view, group or view.named_before(end + 1)) or group or view.loose_before(end + 1)
    group = group or view.named_before(end + 1) or _placed_before(view, end) or _pointed_before(view, end)
    told = [f.item for f in view.findings if f.item.last == end]
    if group and view.word(noun).endswith("s") and not one_of:
        return (ending_at(view, end + 1, loose=True) or group).items
    return group.items[-1:] if group else told[:1]
