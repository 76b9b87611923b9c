"""Frames of falling and losing: X fell to Y, X has fallen, the army lost X, X was lost to Y."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import official
from pipelines.extract.actors.outcomes import handed
from pipelines.extract.clauses.eliding import elided
from pipelines.extract.clauses.finding import span_of
from pipelines.extract.clauses.heading import only_locates
from pipelines.extract.clauses.identifying import identified
from pipelines.extract.clauses.relating import including, relative_object
from pipelines.extract.clauses.standing_in import subject_anaphor
from pipelines.extract.clauses.subjects import fights
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.fallen import seized_by, surely_a_place, told_so
from pipelines.extract.frames.passing import singled_out
from pipelines.extract.vocabulary.countries import COUNTRIES
from pipelines.extract.vocabulary.lexicon import FORMS, Sense, has_sense
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import (
    APPOSING,
    CALENDAR,
    PLURAL_PLACE_NOUNS,
    PREPOSITIONS,
    SAYING,
    SINGULAR_PLACE_NOUNS,
    words,
)
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceList

_AFTER_FALL = words(
    """to into of under . , : ; on in after without when as hours days weeks minutes last earlier
    two three four five six ten overnight and following before again since
    for this during at today yesterday within completely totally back late early
    but while though although despite saying adding""",
)
_DROPPING = words("shells bombs rain snow darkness night silence prices temperatures curtain")
"""What falls and is no place."""
_AFTER_LOST = (_AFTER_FALL | {""}) - {"to"}
_ORDINALS = words("""first second third fourth fifth sixth seventh eighth ninth tenth latest last only next
    largest biggest""")
OWNING_UP = words("admitted admits conceded concedes acknowledged acknowledges confirmed confirms")
_COSTING = words("leaves left costs cost deprives deprived robs robbed weakens weakened isolates isolated")
_LEADING = words("crossing crossings road roads highway gate gates route routes corridor")
"""What leads to a country, and is not lost to it."""
MAX_TOLD = 9
"""How many words may stand between "told" and its "that": "Reuters by telephone"."""
_TO_THEM = (["to", "them"], ["to", "it"])
_TOWNS = SINGULAR_PLACE_NOUNS | PLURAL_PLACE_NOUNS
_BECOMING = words("became become becomes was is are were")


_HOW = words("briefly quickly swiftly easily finally temporarily")


def fall(view: View, verb: VerbUse) -> None:
    """Read X fell to Y, X has fallen, X fell into the hands of Y."""
    after = view.word(verb.head + 1 + (view.word(verb.head + 1) in _HOW))
    after = "of" if after == "out" and view.word(verb.head + 2) == "of" else after
    day = view.word(verb.head + 2 + (view.word(verb.head + 2) == "the"))
    if after == "on" and day not in CALENDAR and not day[:1].isdigit():
        return
    title = view.reader.headline or view.is_title
    did = "did" in view.lows[verb.first : verb.head] or _seen_to_fall(view, verb)
    ranked = first_to_fall(view, verb)
    if not verb.form.tenses & {"past", "pp"} and not (did or title or after in ("to", "into") or ranked):
        return
    if (
        after not in _AFTER_FALL
        and after not in CALENDAR
        and after != ""
        and not (ranked or told_so(view, verb, after))
    ):
        return
    all_of = verb.first - (view.word(verb.first - 1) in ("all", "both"))
    listed = all_of < verb.first and view.reader.namelike(all_of - 1)
    named = _what_fell(view, all_of) if listed else None
    group = ranked or named or _what_fell(view, verb.first)  # "A, B and C all fell to Y"
    group = group and singled_out(view, group)
    group = _among(view, verb) or group
    if (
        group is None
        or view.generic(group)
        or (verb.mood not in (Mood.FACT, Mood.DENIED) and ranked is None)
        or verb.form.lemma not in ("fall", "succumb")
        or _out_of_hands(view, verb, group)
        or only_locates(view, group, verb.first)
    ):
        return
    taker = _fallen_to(view, verb.head + 1)
    denied = verb.mood is Mood.DENIED and verb.perfect  # "X had not fallen": people do not
    if taker is None and not (denied or surely_a_place(view, verb, group, after)):
        return
    if taker is None and verb.form.lemma == "succumb":
        return
    if taker is None and (
        after in ("into", "under", "to") or not (ranked or _fell_alone(view, verb.first, group))
    ):
        return
    polarity = Polarity.DENIED if verb.mood is Mood.DENIED else Polarity.ASSERTED
    if taker is None and verb.mood is Mood.FACT:
        taker = who_came(view, verb.head + 1) or handed(view, verb.head + 1) or seized_by(view, group)
    if taker is None and denied:
        taker = _foe_of_teller(view, group.first)
    behind = taker.last if taker is not None and taker.first > verb.head else verb.head
    behind += 2 * (behind == verb.head and view.word(behind + 1) == "to")  # "fell to it in May and Y in June"
    items = group.items + view.besides(verb.head + 1) + elided(view, behind + 1)
    view.add(
        Event.GAIN, items, verb=span_of(verb), actor=taker, rule="fall",
        polarity=polarity, perfect=verb.perfect, confidence=0.9 if taker else 0.7,
    )  # fmt: skip


def _seen_to_fall(view: View, verb: VerbUse) -> bool:
    """Say whether "has seen A and B (fall)", "made gains, with A and B (falling)" tells of a fact."""
    group = view.loose_before(verb.first)
    opens = view.word(group.first - 1) if group is not None else ""
    return (verb.gerund and opens == "with") or ("base" in verb.form.tenses and opens in ("seen", "saw"))


def _out_of_hands(view: View, verb: VerbUse, group: PlaceList) -> bool:
    """Read "fell out of Y's hands", "fell out of Y control": Y lost it; say whether these words stand there."""
    i = verb.head + 1
    phrase = view.actor_at(i + 2, reach=2) if view.lows[i : i + 2] == ["out", "of"] else None
    behind = view.lows[phrase.last + 1 : phrase.last + 3] if phrase is not None else []
    if {"hands", "control"}.isdisjoint(behind):
        return False
    view.add(Event.LOSS, group.items, verb=span_of(verb), actor=phrase, rule="fall-out")
    return True


def _foe_of_teller(view: View, first: int) -> ActorPhrase | None:
    """Return whom "a spokesman for Y told Z that X (had not fallen)" denies to have taken it: Y's opponent."""
    that = next((k for k in range(first - 1, max(-1, first - 4), -1) if view.word(k) == "that"), None)
    if that is None:
        return None
    near = range(that - 1, max(-1, that - MAX_TOLD), -1)
    told = next((k for k in near if view.word(k) in SAYING or view.word(k) in ("told", "denied")), None)
    teller = view.subject(told) if told is not None else None
    if teller is None or teller.side is None or teller.side == view.home_side:
        return None
    return view.unnamed(view.sides.war.opponent(teller.side))


def _what_fell(view: View, first: int) -> PlaceList | None:
    """Return the places that are the subject of "fell" at token `first`, None if none are told."""
    group = (
        _clause_name(view, first)
        or view.aside_before(first)
        or view.whole_before(first, view.before(first, reach=8))
        or view.loose_before(first)
        or subject_anaphor(view, first)
    )
    if (
        group is not None
        and view.word(group.last + 1) != "that"
        and "that" in view.lows[group.last : first - 1]
    ):
        group = view.loose_before(first) or group  # "A said from B that X (had fallen)"
    if group is None and view.word(first - 1) == "which":
        comma = view.word(first - 2) == ","
        group = view.named_before(first - 1 - comma) or (view.aside_before(first - 1) if comma else None)
    return group or view.before(first, reach=26)


def _among(view: View, verb: VerbUse) -> PlaceList | None:
    """Return X of "three towns (in the north) fell to Y, among them X", None where no towns are counted."""
    counted = not PLURAL_PLACE_NOUNS.isdisjoint(view.lows[max(0, verb.first - 5) : verb.first])
    return including(view, verb.head + 1) if counted and view.word(verb.head + 1) == "to" else None


def who_came(view: View, i: int) -> ActorPhrase | None:
    """Return who attacked before X fell or was taken: "fell after Ukrainian forces encircled ...", None if not said."""
    after = next(
        (k for k in range(i, min(i + 8, len(view.lows))) if view.word(k) in ("after", "as", "when")), None
    )
    if after is None:
        return None
    came = next((p for p in view.actors if after < p.first <= after + 3 and not p.governed and p.side), None)
    if came is None:
        return None
    form = FORMS.get(view.word(came.last + 1)) or FORMS.get(view.word(came.last + 2))
    deed = form is not None and has_sense(
        form.lemma,
        Sense.TAKE,
        Sense.ENTER,
        Sense.BESIEGE,
        Sense.RAISE,
        Sense.OUST,
        Sense.ASSAIL,
        Sense.LAUNCH,
    )
    return came if deed else None


def first_to_fall(view: View, verb: VerbUse) -> PlaceList | None:
    """Read "X became the first big city to fall to Y", "the latest town to fall was X": this is a fact."""
    if not verb.infinitive:
        return None
    rank = next(
        (
            k for k in range(verb.first - 2, max(-1, verb.first - 9), -1)
            if _ranked(view.word(k)) or view.word(k) == "among"
        ), None,
    )  # fmt: skip
    if rank is None:
        return None
    link = next((k for k in range(rank - 1, max(-1, rank - 7), -1) if view.word(k) in _BECOMING), None)
    if link is None and (named := _apposed_rank(view, rank)) is not None:
        return named
    if link is None:
        return identified(view, verb.first - 1, verb.head + 1)
    found = view.loose_before(link) or view.before(link)
    if found is not None and not _TOWNS.isdisjoint(view.lows[rank : verb.first]):
        found.items[0].evident = True  # "X was the first provincial capital to fall"
    return found


def _ranked(low: str) -> bool:
    """Say whether a word tells which of a row a place is: "latest", "12th"."""
    return low in _ORDINALS or (low[0].isdigit() and low.endswith(("st", "nd", "rd", "th"))) if low else False


def _apposed_rank(view: View, rank: int) -> PlaceList | None:
    """Return X of "X, one of the first villages (to be freed)", of "A and B the last two quarters" without a comma."""
    opens = rank - 1 if view.word(rank - 1) == "the" else rank
    if view.lows[opens - 2 : opens] == ["one", "of"]:
        opens -= 2
    comma = view.word(opens - 1) == ","
    if not comma and not view.reader.commaless:
        return None
    end = opens - 1 - comma
    group = view.ending_before(end + 1)
    for item in group.items if group is not None else ():
        item.evident = True
    return group


def _fell_alone(view: View, first: int, group: PlaceList) -> bool:
    """Say whether "fell" without a taker is about control: nothing but the place may be what fell."""
    gap = first - group.last
    preposition = view.word(group.first - 1) in (
        "in",
        "on",
        "near",
        "at",
        "from",
        "of",
        "around",
        "outside",
        "over",
    )
    other = gap > 1 and view.word(first - 1) in _DROPPING  # "In Stepanakert, shells fell again"
    return gap <= 3 and not preposition and not other and not view.mentions_air()


def _fallen_to(view: View, i: int) -> ActorPhrase | None:
    for at in range(i, min(i + 13, len(view.lows))):
        if view.word(at) == "to" and view.word(at + 1) == "them":
            return view.last_subject
        if view.word(at) == "to" and view.word(at + 1) == "it":
            return view.pronoun_at(at + 1)  # "Y captured X, and on Monday Z fell to it too"
        if view.word(at) in ("to", "into", "of", "under"):
            found = view.actor_at(at + 1, reach=2)
            if found:
                return found
        if view.word(at) == "after":
            return _after_fighting(view, at)
        if view.word(at) in (".", ",", ";", "when", "while"):
            return None
    return None


def _after_fighting(view: View, after: int) -> ActorPhrase | None:
    """Return the Y of "fell after a morning of shooting to Y" at the "after", None if a deed is told there."""
    to = next((k for k in range(after + 2, after + 8) if view.word(k) == "to"), None)
    if to is None or any("past" in FORMS[low].tenses for low in view.lows[after:to] if low in FORMS):
        return None
    return view.actor_at(to + 1, reach=2)


def _clause_name(view: View, first: int) -> PlaceList | None:
    """Return X of "while X (had been lost)", "but X (was lost)": a name that opens its clause before the verb."""
    named = view.named_before(first)
    opens = named is not None and view.word(named.first - 1) in (
        "where",
        "while",
        "but",
        "whereas",
        "although",
        "though",
    )
    return named if opens else None


def _ends_at(view: View, group: PlaceList, first: int) -> bool:
    """Say whether only an aside stands between places and a verb: "X, a village to the north, (had been lost)"."""
    aside = view.word(group.last + 1) == "," and view.word(first - 1) == ","
    return group.last == first - 1 or (aside and view.word(group.first - 1) == "that")


def lose(view: View, verb: VerbUse) -> None:
    """Read the army lost X (to Y); X was lost to Y."""
    if verb.voice is not Voice.ACTIVE and _lost_again(view, verb):
        return
    if verb.voice is not Voice.ACTIVE:
        told = "that" in view.lows[max(0, verb.first - 5) : verb.first]
        group = view.loose_before(verb.first) if told else None
        group = group or _clause_name(view, verb.first)
        group = group or view.aside_before(verb.first) or view.before(verb.first)
        group = group or subject_anaphor(view, verb.first) or view.loose_before(verb.first)
        taker = view.after_preposition(verb.head + 1, "to", reach=4)
        loser = view.agent(verb.head + 1, reach=1)
        if group and loser is not None and verb.mood is Mood.FACT:
            view.add(Event.LOSS, group.items, verb=span_of(verb), actor=loser, rule="lost-by")
        elif group and taker and verb.mood is Mood.FACT:
            view.add(
                Event.GAIN, group.items, verb=span_of(verb), actor=taker, rule="lost-to", perfect=verb.perfect
            )
        elif group and taker is None and verb.mood is Mood.FACT and _surely_lost(view, verb, group):
            view.add(
                Event.LOSS, group.items, verb=span_of(verb), actor=None, rule="lost:alone", confidence=0.5
            )
        elif group and taker is None and _ends_at(view, group, verb.first) and _admitted(view, verb, group):
            clause = group.first - (view.word(group.first - 1) == "that")
            denier = view.subject(clause) or official(view, clause - 1)
            if denier is not None and any(
                f.event is Event.GAIN and f.actor == denier.side for f in view.findings
            ):
                denier = None  # "Rebels seized X, and the government's radio admitted that the town was lost"
            view.add(
                Event.LOSS,
                group.items,
                verb=span_of(verb),
                actor=denier,
                rule="lost",
                polarity=Polarity.DENIED if verb.mood is Mood.DENIED else Polarity.ASSERTED,
            )
        return
    group = view.objects(verb.head + 1)
    if group is None and (lost_one := relative_object(view, verb)) is not None:
        beaten = (
            view.word(verb.head + 1) == "to" and view.word(verb.head + 2) in PREPOSITIONS
        )  # "lost to in the final"
        beaten = beaten or not _men_lost(view, verb)
        some = beaten or view.generic(lost_one) or lost_one.items[0].noun in PLURAL_PLACE_NOUNS
        group = (
            None if some else lost_one
        )  # "X, which the rebels lost to Y"; not "districts of X that they lost"
    loser = _leaves(view, group) if group and verb.gerund else None
    loser = loser or view.subject(verb.first)
    loser = loser or (_named_after(view, group) if group and verb.gerund else None)
    nobody = (
        loser is not None and loser.side is not None and loser.side == loser.text
    )  # a name that no lexicon holds
    if group and (group.items[0].evident or group.items[0].anaphor or (loser and not nobody)):
        lost(view, verb, group, loser, span_of(verb))


def _lost_again(view: View, verb: VerbUse) -> bool:
    """Read "X was retaken by Y on Monday and lost again on Friday": who had it last has lost it."""
    told = [f for f in view.findings if f.event is Event.GAIN and f.item.last < f.head < verb.first]
    again = view.word(verb.head + 1) == "again" and view.word(verb.first - 1) in ("and", "but", "then", ",")
    if not again or not told or verb.mood is not Mood.FACT:
        return False
    items = [f.item for f in told if f.head == told[-1].head]
    loser = view.unnamed(told[-1].actor) if told[-1].actor else None
    view.add(Event.LOSS, items, verb=span_of(verb), actor=loser, rule="lost-again", confidence=0.7)
    return True


def _men_lost(view: View, verb: VerbUse) -> bool:
    """Say whether it is men at arms that "lost" to other men, no team, party or police "to crime"."""
    loser = view.subject(verb.first)
    taker = view.actor_at(verb.head + 2) if view.word(verb.head + 1) == "to" else loser
    return loser is not None and fights(view, loser) and taker is not None and fights(view, taker)


def _surely_lost(view: View, verb: VerbUse, group: PlaceList) -> bool:
    """Say whether a place, not hope or contact, "has been lost": its name does not only open the sentence."""
    item = group.items[0]
    told = "that" in view.lows[max(0, group.first - 1) : group.first]
    apart = verb.first - 2 if view.word(verb.first - 1) == "," else verb.first - 1
    near = (
        group.last == apart
        and not told
        and not item.anaphor
        and (view.word(group.first - 1) not in PREPOSITIONS or group.first == 1)  # "After X was lost"
    )
    sure = item.evident or group.first > 0 or len(group.items) > 1
    return near and view.word(verb.head + 1) in _AFTER_LOST and sure


def _admitted(view: View, verb: VerbUse, group: PlaceList) -> bool:
    """Say whether a loss is denied or owned up to: "denied that X had been lost", "admitted that X was lost"."""
    owned = view.word(group.first - 1) == "that" and view.word(group.first - 2) in OWNING_UP
    return verb.mood is Mood.DENIED or (verb.mood is Mood.FACT and owned)


def _leaves(view: View, group: PlaceList) -> ActorPhrase | None:
    """Return the army of "Losing X leaves the army with only Y", "Losing X cost the army dear"; None if not told so."""
    if view.word(group.last + 1) not in _COSTING:
        return None
    return view.actor_at(group.last + 2, reach=2)


def _named_after(view: View, group: PlaceList) -> ActorPhrase | None:
    """Return the subject of the main clause: "After losing X last year, the army retook it"."""
    comma = next((k for k in range(group.last + 1, group.last + 9) if view.word(k) == ","), None)
    if comma is None:
        return None
    return view.reader.actors.get(comma + 1) or view.reader.actors.get(comma + 2)


def lost(
    view: View, verb: VerbUse, group: PlaceList, loser: ActorPhrase | None, span: tuple[int, int]
) -> None:
    """Record a loss, or the gain of the side that the text names behind `to`."""
    item = group.items[0]
    thing = view.word(item.first) in ("a", "an") and item.mention is None and item.noun is None
    if verb.mood not in (Mood.FACT, Mood.DENIED) or thing:
        return  # "lost a Russian-made MiG"
    polarity = Polarity.DENIED if verb.mood is Mood.DENIED else Polarity.ASSERTED
    behind = described(view, group.last + 1) if group.last > verb.head else verb.head + 1
    taker = view.after_preposition(behind, "to", reach=5)
    if taker is None and loser is not None and view.lows[group.last + 1 : group.last + 3] in _TO_THEM:
        taker = _other_side(view, loser)  # "the rebels entered X days after the army lost Y to them"
    if taker and group.items[-1].noun in _LEADING and taker.text.lower() in COUNTRIES:
        taker = None  # "lost control of the crossings to Turkey"
    if taker:
        view.add(
            Event.GAIN,
            group.items,
            verb=span,
            actor=taker,
            rule="lose-to",
            polarity=polarity,
            from_actor=loser.side if loser else None,
        )
    elif loser:
        items = group.items + elided(view, group.last + 1)
        view.add(Event.LOSS, items, verb=span, actor=loser, rule="lose", polarity=polarity)


def _other_side(view: View, loser: ActorPhrase) -> ActorPhrase | None:
    """Return the side named last before a loser that is not the loser's, None if none was."""
    before = [p for p in view.actors if p.last < loser.first and p.side not in (None, loser.side)]
    last = view.last_subject
    return before[-1] if before else last if last is not None and last.side != loser.side else None


def described(view: View, i: int) -> int:
    """Return the index behind a description between commas: ", its main base south of Tripoli, to …"."""
    seat = view.word(i + 1) in ("headquarters", "capital", "home") and view.word(i + 2) in ("of", "to")
    opens = view.word(i + 1) in APPOSING or view.word(i + 1) in ("which", "where") or seat
    if view.word(i) != "," or not opens:
        return i
    return next((k + 1 for k in range(i + 2, i + 14) if view.word(k) == ","), i)
