"""Frames of being taken: X was captured (by Y), the town captured by Y; whether a place is what was taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import official, speaks_for
from pipelines.extract.actors.representing import nobody_known
from pipelines.extract.actors.telling import whose_aside, whose_word
from pipelines.extract.clauses.eliding import elided
from pipelines.extract.clauses.finding import event_of, span_of
from pipelines.extract.clauses.heading import only_locates
from pipelines.extract.clauses.identifying import identified, shared_relative
from pipelines.extract.clauses.moods import foretelling
from pipelines.extract.clauses.relating import ending_at, including
from pipelines.extract.clauses.standing_in import subject_anaphor
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.captured import NOT_PLACES, held_there, no_place_taken, somebody_before
from pipelines.extract.frames.fallen import in_war
from pipelines.extract.frames.falling import first_to_fall, who_came
from pipelines.extract.places.parts import read_part
from pipelines.extract.places.records import PlaceList, as_part
from pipelines.extract.vocabulary.lexicon import (
    FORMS,
    NO_FORM,
    PLEDGE_VERBS,
    Sense,
    has_sense,
)
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    DOUBLE_QUOTES,
    FACILITIES,
    KINDS,
    PART_NOUNS,
    PARTLY,
    PLURAL_PLACE_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    SHARES,
    words,
)
from pipelines.model import Event, Extent, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse

_STILL = words("is are remains remain")
_OF_PLACES = words("occupy overrun liberate recapture retake reclaim")
"""What is done to places and hardly to people: "X, occupied by Y in May, ..."."""
_WHOSE = words("its their rebel government under")
_CLAUSE_OPENERS = words("and but where while when as after since because")
_OWN_TO_PLACES = words(
    "its their all both each which that surrounding neighbouring neighboring everything also then later"
)
"""What opens a subject that belongs to a place spoken of, or no subject."""
MAX_TELLER = 10
"""How many words may name who tells that a place will be won back."""
MAX_COUNTED = 10
"""How many words "several villages in the north of X" may have before "including"."""
MAX_INCLUDED = 18
"""How many words "including A, B and C" may have before its verb."""
_OFFICIALS = words("governor mayor general brigadier colonel minister ministry army military")
"""Whose office is of the state at home where nothing else is said."""
WHOLLY = words("completely fully entirely")


def taken(view: View, verb: VerbUse) -> None:
    """Read X was captured (by Y), the town captured by Y; "is occupied by Y since May" is a state."""
    agent = view.agent(verb.head + 1)
    if verb.voice is Voice.PASSIVE and (
        somebody_before(view, verb.first) or view.word(verb.first - 1) == "what"
    ):
        return
    if no_place_taken(view, verb):
        return
    ranked = first_to_fall(view, verb)
    ranked = ranked or (identified(view, verb.first, verb.head + 1) if verb.voice is Voice.REDUCED else None)
    group = ranked or _only_to_be(view, verb) or _among_those(view, verb) or _passive_subject(view, verb)
    it = view.word(verb.first - 1) == "it" and bool(view.findings)
    if it or (group is not None and _facility_there(view, verb, group)):
        group = subject_anaphor(view, verb.first)
    if (
        group is None
        or _another_subject(view, group, verb.first)
        or (verb.voice is Voice.PASSIVE and only_locates(view, group, verb.first))
        or held_there(view, verb, group)
        or view.lows[verb.head + 1 : verb.head + 3] == ["out", "of"]
        or not _taken_indeed(view, verb, group, agent)
    ):
        return
    read = event_of(verb.mood) if ranked is None else (Event.GAIN, Polarity.ASSERTED)
    lasting = "since" in view.lows[verb.head + 1 : verb.head + 7] or view.word(verb.first) in _STILL
    lasting = lasting or (agent is not None and verb.perfect and view.word(agent.last + 1) == "for")
    lasting = (
        lasting
        or view.word(verb.first - 1) == "temporarily"
        or "still" in view.lows[verb.first - 1 : verb.head]
    )
    now = verb.form.lemma == "occupy" and lasting and "now" not in view.lows[verb.first : verb.head]
    if now and agent is not None and verb.mood is Mood.FACT:
        view.add(Event.HOLD, group.items, verb=span_of(verb), actor=agent, rule="held-by:occupy")
        return
    if read is None or (now and agent is None):
        return  # "X is still occupied" is no news, and by whom is not said
    actor = agent or nobody_known(view, verb.head) or _unnamed_taker(view, verb, group)
    of = "of" if verb.form.lemma in ("clear", "rid", "purge", "cleanse") else "from"
    origin = view.after_preposition(verb.head + 1, of, reach=6)
    group = as_part(group) if view.word(verb.head - 1) in PARTLY else group
    items = group.items + view.besides(verb.head + 1) + elided(view, verb.head + 1)
    view.add(
        read[0], items, verb=span_of(verb), actor=actor, rule=f"passive:{verb.form.lemma}:{verb.mood}",
        polarity=read[1], from_actor=origin.side if origin else None, perfect=verb.perfect,
        confidence=0.9 if agent else 0.75,
    )  # fmt: skip


def _unnamed_taker(view: View, verb: VerbUse, group: PlaceList) -> ActorPhrase | None:
    """Return who takes what a passive without an agent tells of: who vows it, claims it, came, or whose word it is."""
    if verb.mood in (Mood.EFFORT, Mood.PLEDGE):
        return _promising(view, group.first) or _foreteller(view, verb.first) or view.subject(group.first)
    if verb.mood is Mood.FUTURE:
        return _promising(view, group.first) or _foreteller(view, verb.first)
    if verb.mood is Mood.DENIED:
        return _who_claims(view, group.items[0].name_first) or _deniers_foe(view, verb.first)
    if verb.mood is not Mood.FACT:
        return None
    came = who_came(view, verb.head + 1) or _mopping_up(view, verb, group) or _who_lost_it(view, verb, group)
    lemma = verb.form.lemma
    return came or whose_word(view, group.first, lemma) or whose_aside(view, verb.first, lemma)


def _who_lost_it(view: View, verb: VerbUse, group: PlaceList) -> ActorPhrase | None:
    """Return the army of "X, which the army had lost to Y on Monday, (was recaptured)": who lost it has it again."""
    if not verb.form.lemma.startswith("re"):
        return None
    told = (f for f in reversed(view.findings) if f.rule == "lose-to" and f.head < verb.first)
    return next((view.unnamed(f.from_actor) for f in told if f.item.first == group.items[-1].first), None)


def _mopping_up(view: View, verb: VerbUse, group: PlaceList) -> ActorPhrase | None:
    """Return the army of "the army goes on mopping up X, which (was retaken)": who clears it has it."""
    if view.word(verb.first - 1) not in ("which", "that"):
        return None
    told = [
        f for f in view.findings if f.rule.startswith("active:mop") and f.item.first == group.items[0].first
    ]
    if not told or (mopping := view.subject(told[0].head)) is None:
        return None
    view.findings[:] = [f for f in view.findings if f not in told]
    return mopping


_CLAIMS = words("claim claims report reports statement statements allegation allegations assertion")


def _who_claims(view: View, first: int) -> ActorPhrase | None:
    """Return the Russians of "denied Russian claims that X (had been captured)"; `first` is X's name."""
    that = next((k for k in range(first - 1, max(0, first - 4), -1) if view.word(k) == "that"), None)
    if that is None or that < 2 or view.word(that - 1) not in _CLAIMS:
        return None
    token = view.reader.tokens[that - 2]
    side = view.sides.of_stem(token.text, token.start) if token.is_capital or token.low == "rebel" else None
    return view.acting_word(that - 2, side) if side else None


def _deniers_foe(view: View, first: int) -> ActorPhrase | None:
    """Return whose gain "Y's leader denied (that) X (had been retaken)" denies: that of Y's opponent."""
    near = range(first - 1, max(0, first - MAX_DENIED), -1)
    told = next((k for k in near if view.word(k) in ("denied", "denies", "rejected")), None)
    denier = view.subject(told) if told is not None else None
    if denier is None or denier.side is None:
        return None
    return view.unnamed(view.sides.war.opponent(denier.side))


def _only_to_be(view: View, verb: VerbUse) -> PlaceList | None:
    """Return X of "X was seized by Y in May, only to be (retaken by Z)": what the verb before told of."""
    if not verb.infinitive or view.lows[verb.first - 2 : verb.first] != ["only", "to"]:
        return None
    told = [f for f in view.findings if f.head < verb.first]
    items = [f.item for f in told if f.head == told[-1].head]
    return PlaceList(items[0].first, items[-1].last, items) if items else None


def _promising(view: View, first: int) -> ActorPhrase | None:
    """Return who "vowed (that) X (would be retaken)"; `first` is where X begins."""
    vowed = next((k for k in range(first - 1, max(-1, first - 24), -1) if view.word(k) in PLEDGE_VERBS), None)
    return None if vowed is None else official(view, vowed) or view.subject(vowed)


def _foreteller(view: View, first: int) -> ActorPhrase | None:
    """Return whose men are to win X back in "the governor said that X (would be retaken)", None if nobody tells."""
    told = foretelling(view.lows, first)
    opens = max(0, told - MAX_TELLER)
    spoke = [p for p in view.actors if opens <= p.first and p.last < told and speaks_for(view, p)]
    if told and spoke:
        return spoke[-1]
    tail = next((k for k in range(len(view.lows) - 1, first, -1) if view.word(k) == ","), len(view.lows))
    where = range(told - 1, opens - 1, -1) if told else range(tail, len(view.lows))
    office = next((k for k in where if view.word(k) in _OFFICIALS), None)
    said = next((p for p in view.actors if p.first > tail and not told), None)
    named = official(view, told) if told else said
    return named or (None if office is None else view.acting_word(office, view.home_side))


def _facility_there(view: View, verb: VerbUse, group: PlaceList) -> bool:
    """Say whether something in the place is what was taken: "In Benghazi, the special forces headquarters was ..."."""
    located = view.word(group.first - 1) in ("in", "near", "at") and view.word(group.last + 1) == ","
    return located and view.word(verb.first - 1) in FACILITIES and group.last < verb.first - 2


MAX_DENIED = 10
"""How many words may stand between a denial and the passive that it denies."""
MAX_WITHIN = 5
"""How many words may stand between a place and the region in which it is told to lie."""


def _passive_subject(view: View, verb: VerbUse) -> PlaceList | None:
    """Return the places that a passive verb says were taken."""
    group = shared_relative(view, verb.first) or view.aside_before(verb.first)
    group = group or view.whole_before(verb.first, view.before(verb.first))
    counted = view.word(verb.first - 1) in PLURAL_PLACE_NOUNS or (group is not None and view.generic(group))
    behind = view.over_day(verb.head + 1)
    behind += (
        view.word(behind) == "," and behind > verb.head + 1
    )  # "settlements liberated today, including X"
    if counted and (listed := including(view, behind)):
        for item in listed.items:  # "five villages were freed, among them A and B"
            item.evident = True
        return listed
    if group is not None and view.generic(group) and view.word(verb.first - 1) not in ("which", "that"):
        return None
    where = group is not None and view.word(group.last + 1) == "," and view.word(group.last + 2) == "where"
    taken = has_sense(verb.form.lemma, Sense.TAKE, Sense.TAKE_WEAK)
    if verb.voice is Voice.PASSIVE and (group is None or where or taken):
        quoted = view.word(verb.first - 1) in DOUBLE_QUOTES  # "X \"was liberated today\""
        nearest = view.loose_before(verb.first - quoted)
        if nearest is not None and (group is None or nearest.first > group.last):
            group = nearest  # "the army lost X, and Y was captured days later"
    group = group and (_nearer_before_which(view, verb, group) or group)
    if group is not None and view.word(verb.first - 1) == "which":
        _part_of_which(view, verb.first - 1, group)
    if group is None and view.word(verb.first - 1) != "who":
        group = _before_which(view, verb) or subject_anaphor(view, verb.first)
    if (
        group is None
        and verb.voice is Voice.REDUCED
        and (verb.form.lemma in _OF_PLACES or _retaken_later(view, verb) or _seized(view, verb))
    ):
        comma = _comma_before(view, verb.first)
        group = view.named_before(comma) if view.word(comma) == "," else None
    if group is None and verb.voice is Voice.REDUCED and verb.head <= 1:
        group = _behind_comma(view, verb.head)
    return group or _shared_subject(view, verb) or _its_centre(view, verb.first)


def _seized(view: View, verb: VerbUse) -> bool:
    """Say whether "Indaw, seized by the KIA," stands at a verb: a name of one word, no man's."""
    alone = view.word(verb.first - 1) == "," and not view.reader.namelike(verb.first - 3)
    return verb.form.lemma == "seize" and alone and view.agent(verb.head + 1, reach=1) is not None


def _retaken_later(view: View, verb: VerbUse) -> bool:
    """Say whether "X, seized by Y on Monday, was retaken by Z" goes on behind a participle: X is a place, no man."""
    agent = view.agent(verb.head + 1, reach=1)
    if agent is None or agent.side is None or not has_sense(verb.form.lemma, Sense.TAKE):
        return False
    rest = range(agent.last + 1, len(view.lows))
    if any(view.word(k) in ("hands", "control") and view.word(k - 1) in _WHOSE for k in rest):
        return True  # "X, captured by Y in May, is still in their hands"
    return any(
        view.word(k - 1) in BE | {"been"} and FORMS.get(view.word(k), NO_FORM).lemma in _OF_PLACES
        for k in rest
    )


def _nearer_before_which(view: View, verb: VerbUse, group: PlaceList) -> PlaceList | None:
    """Return Y of "spoke at a school in X and promised help to those in Y, which (was captured)" for X."""
    nearer = _before_which(view, verb)
    return nearer if nearer is not None and nearer.first - group.last > MAX_WITHIN else None


def _its_centre(view: View, first: int) -> PlaceList | None:
    """Return "the centre (had been retaken)" before token `first` as a part of what was spoken of."""
    if view.word(first - 1) not in ("centre", "center") or view.word(first - 2) != "the":
        return None
    item = view.reader.stand_in(first - 2, first - 1)
    item.noun, item.extent, item.part = "city", Extent.PART, "centre"
    return PlaceList(first - 2, first - 1, [item])


def _among_those(view: View, verb: VerbUse) -> PlaceList | None:
    """Return A and B of "listed A and B among the villages (that were) freed", None where no such words stand."""
    if (included := _included_before(view, verb.first)) is not None:
        return included
    noun = verb.first - 1 - (view.word(verb.first - 1) in ("that", "which"))
    among = next((k for k in range(noun - 1, max(0, noun - 4), -1) if view.word(k) == "among"), 0)
    among = among or next((k for k in range(noun - 1, max(1, noun - 4), -1) if view.word(k - 1) == "one"), 0)
    if not among or view.word(noun) not in PLURAL_PLACE_NOUNS:
        return None
    ends = among - (view.word(among - 1) == "one")
    ends -= view.word(ends - 1) in BE  # "A and B were among the towns captured by Y"
    group = ending_at(view, ends, loose=True)
    for item in group.items if group is not None else ():
        item.evident = True
    return group


def _included_before(view: View, first: int) -> PlaceList | None:
    """Return A and B of "several villages near X, including A and B, (were seized)", None for other words."""
    near = range(first - 2, max(0, first - MAX_INCLUDED), -1)
    including = next((k for k in near if view.word(k) == "including"), 0)
    counted = not PLURAL_PLACE_NOUNS.isdisjoint(view.lows[max(0, including - MAX_COUNTED) : including])
    group = view.reader.read(including + 1, loose=True) if including and counted else None
    if group is None or first - group.last > 2:
        return None
    for item in group.items:
        item.evident = True
    return group


def _before_which(view: View, verb: VerbUse) -> PlaceList | None:
    """Return X of "X, which was retaken by Y": a name that nothing shows to be a place, before a verb of places."""
    by = view.agent(verb.head + 1, reach=3)
    known = verb.form.lemma in _OF_PLACES or (by is not None and by.side is not None)
    if view.word(verb.first - 1) != "which" or not known:
        return None
    return view.named_before(verb.first - 1 - (view.word(verb.first - 2) == ","))


def _shared_subject(view: View, verb: VerbUse) -> PlaceList | None:
    """Return X of "X was occupied by Y on Monday and retaken by Z a day later": what the passive before it told of."""
    told = [f for f in view.findings if f.head < verb.first and f.item.last < f.head and not f.item.anaphor]
    if (
        view.word(verb.first - 1) not in ("and", "but", "then", ",")
        or not told
        or view.word(verb.head + 1) not in ("by", "again", "back")
    ):
        return None
    items = [f.item for f in told if f.head == told[-1].head]
    other = any(p for p in view.actors if told[-1].head < p.first < verb.first and not p.governed)
    return None if other else PlaceList(items[0].first, items[-1].last, items)


def _part_of_which(view: View, which: int, group: PlaceList) -> None:
    """Read "Sukkari, half of which was captured": the part is of the place before."""
    for at in range(group.last + 1, which):
        part = read_part(view.lows, at)
        if part is not None and part.behind == which:
            for item in group.items:
                item.extent, item.part = part.extent, part.part
            return


def _another_subject(view: View, group: PlaceList, first: int) -> bool:
    """Say whether a thing or somebody is what was taken: "near X, and the driver was seized", "X, where rooms were"."""
    at = _comma_before(view, first)
    begin = next((k for k in range(at, group.last, -1) if view.word(k) in _CLAUSE_OPENERS), None)
    named = view.reader.tokens[begin + 1 : at + 1] if begin is not None else []
    if not named or named[0].low in _OWN_TO_PLACES or not all(token.text.islower() for token in named):
        return False
    if named[-1].low in KINDS | PLURAL_PLACE_NOUNS | PART_NOUNS | FACILITIES | SHARES | PRONOUNS:
        return False
    return all(t.low not in PREPOSITIONS and t.low not in FORMS and t.low not in AUXILIARIES for t in named)


def _taken_indeed(view: View, verb: VerbUse, group: PlaceList, agent: ActorPhrase | None) -> bool:
    """Say whether a passive speaks of control: "was taken to hospital", "was captured on camera" do not."""
    following = {view.word(verb.head + 1), view.word(verb.head + 2)}
    if NOT_PLACES & following:
        return False
    if agent is not None or _from_whom(view, verb) is not None or _whole_or_titled(view, verb, group):
        return True
    weak = not has_sense(verb.form.lemma, Sense.TAKE)
    if weak and view.word(verb.head + 1) == "of" and view.actor_at(verb.head + 2) is None:
        return False  # "cleared of aircraft"
    if weak and _something_else(view, group.last + 1, verb.first):
        return False
    both = view.word(verb.first - 1) in ("both", "all") and view.word(verb.first - 2) == ","
    if both and not weak:
        return True  # "in X and Y, both captured on Tuesday"
    comma = _comma_before(view, verb.first)
    inside = view.word(group.first - 1) == "in" and group.first == 1 and view.word(verb.head + 1) == "on"
    fronted = verb.form.lemma in _OF_PLACES or (inside and verb.form.lemma in ("capture", "seize"))
    if verb.voice is Voice.REDUCED and fronted and view.word(comma) == ",":
        return group.last == comma - 1 and not group.items[0].anaphor  # "X, (since) retaken on Friday, ..."
    if verb.voice is Voice.REDUCED and verb.head > 1:
        return both and group.last == verb.first - 3
    if weak and view.word(verb.head + 1) == "to":
        return False
    item = group.items[0]
    told = item.anaphor and (item.noun != "it" or bool(view.findings))
    sure = item.evident or told or _as_well(view, verb, group) or in_war(view, group)
    sure = sure or (
        verb.form.lemma == "occupy"
        and verb.perfect
        and (group.first == 0 or view.word(group.first - 1) in ("said", "that", "says"))
    )
    ahead = verb.mood in (Mood.PLEDGE, Mood.FUTURE)
    foretold = ahead and (_promising(view, group.first) or _foreteller(view, verb.first)) is not None
    sure = sure or foretold  # "vowed that X would be taken", "the army said X would be cleared"
    back = view.word(verb.head + 1) == "back"
    if weak and (not sure or (verb.form.lemma in ("win", "get") and not back)):
        return False
    return not (verb.form.lemma == "take" and view.word(verb.head + 1) in ("to", "into", "by", "for"))


def _comma_before(view: View, first: int) -> int:
    """Return the token before "since" and other adverbs that stand before a participle: "X, since (retaken)"."""
    at = first - 1
    while view.word(at) in ADVERBS:
        at -= 1
    return at


def _from_whom(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return who lost it: "X was wrested from the Taliban", "X was cleared of insurgents"; None if not said."""
    ridding = verb.form.lemma in ("clear", "cleanse", "purge", "rid")
    loser = view.after_preposition(verb.head + 1, "from", reach=1)
    return loser or (view.after_preposition(verb.head + 1, "of", reach=1) if ridding else None)


def _whole_or_titled(view: View, verb: VerbUse, group: PlaceList) -> bool:
    """Say whether a place "was completely taken" or a title says what came of it: "Manbij freed: ..."."""
    if not WHOLLY.isdisjoint(view.lows[verb.first : verb.head]):
        return True
    titled = view.is_title and view.word(verb.head + 1) in ("", ":", ",")
    return titled and verb.voice is Voice.REDUCED and group.items[0].mention is not None


def _as_well(view: View, verb: VerbUse, group: PlaceList) -> bool:
    """Say whether places are told of behind others: "said that A, B and C had also been freed"."""
    also = "also" in view.lows[verb.first : verb.head] and view.last_subject is not None
    told = view.word(group.first - 1) == "that" and view.told is not None and view.told.event is Event.GAIN
    return also and (told or len(group.items) > 1)


def _something_else(view: View, first: int, verb: int) -> bool:
    """Say whether a man or a thing is what was taken: "left Idlib after his house was taken", "before he was freed"."""
    if view.word(verb - 1) in ("he", "she", "i", "you", "who"):
        return True
    return any(view.word(k) in DETERMINERS and view.word(k - 1) != "," for k in range(first, verb))


def _behind_comma(view: View, head: int) -> PlaceList | None:
    """Read "Captured by the army on Saturday, Hanano lies ...": the place that opens the main clause."""
    for at in range(head + 1, min(head + 14, len(view.lows))):
        if view.word(at) == ",":
            return view.reader.read(at + 1, loose=False)
    return None
