"""Frames of gaining: took X, X was captured by Y, drove Y out of X, raised its flag over X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import SEATED, before_day, officer, official
from pipelines.extract.actors.telling import claimant
from pipelines.extract.clauses import objects
from pipelines.extract.clauses.eliding import behind_relative, elided
from pipelines.extract.clauses.finding import event_of, span_of
from pipelines.extract.clauses.heading import only_describes
from pipelines.extract.clauses.infinitives import ATTEMPTS, over_speech
from pipelines.extract.clauses.moods import IN_CHARGE
from pipelines.extract.clauses.portions import portion, positions_in
from pipelines.extract.clauses.relating import contact_object, ending_at, including, relative_object
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.captured import NOT_PLACES, of_people
from pipelines.extract.frames.entering import gone_before
from pipelines.extract.frames.operating import owner_of, whose_operation
from pipelines.extract.frames.taken import WHOLLY, taken
from pipelines.extract.places.records import PlaceList, as_part
from pipelines.extract.vocabulary.countries import COUNTRIES
from pipelines.extract.vocabulary.lexicon import (
    HAILING,
    HELPING,
    KEEPING,
    OPERATION_NOUNS,
    PLEDGE_NOUNS,
    PLEDGE_VERBS,
    RIDDING,
    Sense,
    has_sense,
)
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.names import THINGS
from pipelines.extract.vocabulary.words import (
    BE,
    DAYTIMES,
    DETERMINERS,
    DIRECTION_WORDS,
    DOUBLE_QUOTES,
    REPORTING,
    words,
)
from pipelines.model import Event, Extent

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem

_ORDERED = words("ordered planned approved authorised authorized prepared scheduled drafted drawn")
MAX_ORDERED = 14
"""How many words may stand between what an operation is for and "has been ordered"."""
_EFFORTS = ATTEMPTS | OPERATION_NOUNS
_VOTING = words("election elections vote votes ballot polls primary referendum runoff")
_BRIEFLY = words("hours hour day")
"""How long a place was occupied that was soon left again."""
_DYING = words("died killed lost dead wounded perished")
_AND_CUT = (["and", "cut"], ["and", "blocked"], ["and", "closed"], ["and", "opened"])
"""What else is done where a place was secured: "secured X and cut the road to Y"."""
MAX_DEAD = 9
"""How many words may stand between "died" and the campaign in which somebody did."""
_AREAS = words("area territory territories land ground kilometers kilometres km")
_HOURS = words("noon midday nightfall dawn dusk midnight daybreak sunrise sunset")
MAX_AREA = 6
"""How many words behind a verb of taking may come before the area that was taken."""
_CLEARING = words("cleanse purge secure clear occupy free")
_AFTER_TAKEN = frozenset({"", ".", ","}) | words("on from back after last the within in without along")


def take(view: View, verb: VerbUse) -> None:
    """Read captured X, was captured by Y, the town captured by Y, capturing X."""
    if verb.voice is Voice.ACTIVE:
        _take_active(view, verb)
    else:
        taken(view, verb)


def _take_active(view: View, verb: VerbUse) -> None:
    weak = not has_sense(verb.form.lemma, Sense.TAKE)
    share = view.lows[verb.head + 1 : verb.head + 3] == ["part", "of"]
    if (
        (view.word(verb.head + 1) in NOT_PLACES and not share)
        or _holds_now(view, verb)
        or _no_particle(view, verb)
    ):
        return
    group = _objects_of(view, verb)
    if group is not None and group.first > verb.head + 1 and of_people(view, verb):
        return
    lasted = group is not None and view.word(group.last + 1) in ("for", "since")
    brief = group is not None and not _BRIEFLY.isdisjoint(view.lows[group.last + 2 : group.last + 5])
    if verb.form.lemma == "occupy" and lasted and not brief:
        return  # "who occupied X for two years" tells how long it lasted
    if group is None:
        group = relative_object(view, verb) or contact_object(view, verb)
        if group is not None and _occupied_since(view, verb):
            holder = view.subject(verb.first)
            view.add(Event.HOLD, group.items, verb=span_of(verb), actor=holder, rule="hold:occupy")
            return
    subject = taker_of(view, verb)
    nobody = verb.gerund and subject is None and not view.actors and not view.reader.headline
    if subject is None and (nobody or view.other_subject(verb)):
        return
    if group is None or (weak and not _surely_taken(view, verb, group.items, subject)):
        return
    if (
        verb.form.lemma in RIDDING
        and view.word(group.last + 1) == "of"
        and view.word(group.last + 2) in THINGS
    ):
        return  # "were clearing the district of bombs"
    if only_describes(view, group):
        return
    _gain(view, verb, group.items, subject, behind=group.last + 1)


def _objects_of(view: View, verb: VerbUse) -> PlaceList | None:
    """Return the places behind an active verb: its objects, those inside what it took, or where the last of it was."""
    over = view.word(verb.head + 1) == "over"
    fact = verb.mood in (Mood.FACT, Mood.DENIED)
    group = portion(view, verb.head + 1 + over, verb.first) if fact else None
    group = group or view.objects(verb.head + 1) or _listed_as_them(view, verb)
    if group is None and verb.mood in (Mood.EFFORT, Mood.PLEDGE, Mood.FUTURE):
        group = view.within(verb.head + 1)
    if group is None and verb.mood in (Mood.FACT, Mood.DENIED):
        group = view.within(verb.head + 1, named=True) or _of_an_area(view, verb)
    if group is None and verb.mood is Mood.FACT:
        group = (
            objects.last_of(view, verb.head) or _garrison_in(view, verb.head + 1) or _positions(view, verb)
        )
    return group


def _positions(view: View, verb: VerbUse) -> PlaceList | None:
    """Return a part of X for "seized positions in X"; who "restored" his had them before."""
    return None if verb.form.lemma == "restore" else positions_in(view, verb.head + 1)


def _of_an_area(view: View, verb: VerbUse) -> PlaceList | None:
    """Return X and Y of "(took) an area of 1,900 square km including the towns of X and Y", None without one."""
    near = range(verb.head + 1, min(verb.head + MAX_AREA, len(view.lows)))
    area = next((k for k in near if view.word(k) in _AREAS), None)
    clause = area is not None and {",", ".", "and", "but"}.isdisjoint(view.lows[verb.head : area])
    return including(view, area + 1) if clause and area is not None else None


def _listed_as_them(view: View, verb: VerbUse) -> PlaceList | None:
    """Return X and Y of "drove through X and Y after (seizing them)", None where "them" are no places."""
    cleansed = verb.form.lemma in RIDDING and view.lows[verb.head + 1 : verb.head + 3] == ["them", "of"]
    entered = [f for f in view.findings if f.head < verb.first] if cleansed else []
    if entered:  # "entered the towns of X and Y and cleansed them of the last terrorists"
        items = [f.item for f in entered if f.head == entered[-1].head]
        return PlaceList(items[0].first, verb.head + 1, items)
    after = verb.gerund and view.word(verb.head + 1) == "them" and view.word(verb.first - 1) == "after"
    group = ending_at(view, verb.first - 1, loose=True) if after else None
    through = group is not None and view.word(group.first - 1) in ("through", "into", "past", "across")
    return group if group is not None and through and len(group.items) > 1 else None


def _occupied_since(view: View, verb: VerbUse) -> bool:
    """Say whether "X, which Y has occupied since May" tells a state."""
    lasting = "since" in view.lows[verb.head + 1 : verb.head + 4]
    return (
        verb.form.lemma == "occupy" and verb.mood is Mood.FACT and lasting and view.word(verb.first) != "had"
    )


def _no_particle(view: View, verb: VerbUse) -> bool:
    """Say whether a verb's particle makes it no taking, or none makes it one: "took up positions", "mopped up X"."""
    up = view.word(verb.head + 1) == "up"
    return (verb.form.lemma == "mop" and not up) or (verb.form.lemma == "take" and up)


def _died_in(view: View, noun: int) -> bool:
    """Say whether "400 fighters died in the campaign (to take X)" tells of the dead: they may be of either side."""
    return not _DYING.isdisjoint(view.lows[max(0, noun - MAX_DEAD) : noun])


def taker_of(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return the subject of a verb; of "Having taken X" and "After taking X" the subject of the main clause behind."""
    if (helped := claimant(view, verb.first) or _helped(view, verb) or _claimed_by(view, verb)) is not None:
        return helped
    if verb.gerund and (hailed := _hailed(view, verb.first) or _announcing(view, verb.first)) is not None:
        return hailed
    dead = verb.infinitive and view.word(verb.first - 2) in _EFFORTS and _died_in(view, verb.first - 2)
    subject = None if dead else _who_needed(view, verb) or view.subject(verb.first)
    if subject is None and verb.infinitive and view.word(verb.first - 2) in _EFFORTS:
        subject = owner_of(view, verb.first - 2) or view.after_preposition(verb.first - 4, "by", reach=2)
    if subject is None and verb.infinitive and view.word(verb.first - 2) in _EFFORTS:
        near = range(verb.first - 3, max(-1, verb.first - 10), -1)
        told = next((k for k in near if view.word(k) in ("announced", "ordered", "launched", "said")), None)
        subject = None if told is None else official(view, told) or view.subject(told)
        subject = None if subject is not None and subject.side == subject.text else subject  # a person
    if subject is None and verb.infinitive:
        subject = _who_vows(view, verb) or whose_operation(view, verb)
    if subject is not None:
        return subject
    if subject is None and verb.infinitive and "we" in view.lows[max(0, verb.first - 5) : verb.first]:
        return view.speaker(verb.first) or view.last_speaker  # "We are coming to liberate X"
    if subject is None and verb.gerund and (described := _described_by(view, verb.first)) is not None:
        return described
    if subject is None and (verb.gerund or view.word(verb.first) == "having"):
        later = [p for p in view.actors if p.first > verb.head and not p.governed and not p.possessive]
        return later[0] if later else view.last_subject
    return subject


def _who_needed(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return the army of "it took the army two days to (win back X)", None for other words."""
    took = next((k for k in range(verb.first - 3, max(0, verb.first - 11), -1) if view.word(k) == "took"), 0)
    it = verb.infinitive and took and view.word(took - 1) == "it"
    return view.actor_at(took + 1) if it else None


def _claimed_by(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return the state of "the ministry in Moscow claimed to (have retaken X)", None where no office claims it."""
    claimed = before_day(view, verb.first - 1) - 1
    if not verb.infinitive or view.word(claimed) != "claimed":
        return None
    seat = view.reader.actors.get(claimed - 1)
    seated = seat is not None and view.word(seat.first - 1) == "in" and view.word(seat.first - 2) in SEATED
    return seat if seated else official(view, claimed) if seat is None else None


_RENEWING = words("repeated renewed reiterated reaffirmed made gave restated kept")
MAX_VOWING = 8
"""How many words may stand between a side and its vow that is renewed."""
_STEPS = words("step goal objective target aim")


def _who_vows(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return whose plan "vowed on Wednesday (to recapture X)", "said commanders had been ordered (to)" tells."""
    step = next(
        (k for k in range(verb.first - 2, max(0, verb.first - 6), -1) if view.word(k) in _STEPS), None
    )
    if step is not None and view.word(verb.first - 2) in BE and not IN_CHARGE.isdisjoint(view.lows[:step]):
        return view.unnamed(view.home_side)  # "The general said that the next step was (to capture X)"
    if view.word(verb.first - 2) in OPERATION_NOUNS and not IN_CHARGE.isdisjoint(view.lows[: verb.first]):
        return view.unnamed(view.home_side)  # "The governor announced that an operation (to retake X) would"
    vow = before_day(view, verb.first - 1) - 1
    vow = before_day(view, over_speech(view.lows, vow) + 1) - 1
    if view.lows[vow - 1 : vow + 1] == ["been", "ordered"]:
        return view.speaker(verb.first) or view.last_minister
    if view.word(vow) in PLEDGE_NOUNS and view.word(vow - 1) in ("his", "her", "their", "its"):
        near = range(vow - 2, max(-1, vow - MAX_VOWING), -1)
        again = next((k for k in near if view.word(k) in _RENEWING), None)
        return None if again is None else official(view, again) or view.subject(again)
    if view.word(vow) not in PLEDGE_VERBS:
        return None
    told = vow
    if view.word(vow - 1) == "and":  # "The president told reporters that ..., and vowed (to recapture X)"
        told = next((k for k in range(vow) if view.word(k) in REPORTING), vow)
    return official(view, told) or officer(view, told)


def _hailed(view: View, first: int) -> ActorPhrase | None:
    """Return whose deed it is that somebody is praised or blamed for: "congratulated Y on (taking X)"."""
    at = first - 1 - (view.word(first - 1) in DOUBLE_QUOTES)
    if view.word(at) not in ("on", "for", "of"):
        return None
    hailed = view.reader.actors.get(at - 1)
    if hailed is not None and view.word(hailed.first - 1) == "and":
        hailed = view.reader.actors.get(hailed.first - 2)
    if hailed is not None and view.word(hailed.first - 1) in HAILING:
        return hailed
    if view.word(at - 2) not in HAILING:
        return None
    country = COUNTRIES.get(view.word(at - 1))
    return view.acting_word(at - 1, view.sides.war.state(country) if country else None)


def _garrison_in(view: View, i: int) -> PlaceList | None:
    """Return X of "overran the army garrison in X" at token `i`, None where no garrison stands there."""
    garrison = next((k for k in range(i, i + 4) if view.word(k) in ("garrison", "barracks")), None)
    if (
        garrison is None
        or view.word(garrison + 1) not in ("in", "at", "of")
        or view.word(i) not in DETERMINERS
    ):
        return None
    return view.reader.read(garrison + 2, loose=True)


def _announcing(view: View, first: int) -> ActorPhrase | None:
    """Return whose deed "the media office of Y announced on Monday (liberating X)" tells: Y's own."""
    told = before_day(view, first) - 1
    if view.word(told) not in ("announced", "announces", "announcing", "declared", "reported"):
        return None
    named = view.reader.actors.get(told - 1 - (view.word(told - 1) == ")"))
    return named or official(view, told)


def _described_by(view: View, first: int) -> ActorPhrase | None:
    """Return whom the relative clause round token `first` describes: "forces, who linked up after (taking X)"."""
    who = next((k for k in range(first - 1, 0, -1) if view.word(k) in ("who", "which", ",")), 0)
    at = who - 2 if view.word(who - 1) == "," else who - 1
    return view.reader.actors.get(at) if view.word(who) in ("who", "which") else None


def _helped(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return whom something helped to take a place: "air strikes helped the rebels take X", "helped them take X"."""
    at = verb.first - 1
    phrase = view.reader.actors.get(at)
    if phrase is not None and "base" in verb.form.tenses and view.word(phrase.first - 1) in HELPING:
        return phrase
    if view.word(at) not in ("them", "us") or view.word(at - 1) not in HELPING:
        return None
    free = [p for p in view.actors if p.last < at and not p.governed and not p.possessive]
    return free[0] if free else view.last_subject


def _holds_now(view: View, verb: VerbUse) -> bool:
    """Say whether "occupies" tells a state: the present tense of a verb that can mean holding."""
    goes_on = view.word(verb.first - 2).startswith("continu")  # "continue to occupy"
    present = bool(verb.form.tenses & {"s", "base"}) or view.lows[verb.head - 1] == "still"
    present = present or "while" in view.lows[max(0, verb.first - 4) : verb.first]
    return verb.form.lemma == "occupy" and present and (verb.finite or (verb.infinitive and goes_on))


def _aimed_at(view: View, verb: VerbUse) -> bool:
    """Say whether an attempt that failed, or an operation that goes on, is what an infinitive belongs to."""
    noun = verb.first - 2
    by = view.reader.actors.get(noun)
    if by is not None and view.word(by.first - 1) == "by":
        noun = by.first - 2  # "an offensive by the army to free X"
    failed = verb.mood is Mood.DENIED and view.word(noun) in ATTEMPTS
    return failed or (verb.mood is Mood.EFFORT and view.word(noun) in OPERATION_NOUNS)


def _far_behind(view: View, i: int) -> bool:
    """Say whether ", about 220km (from Y)" stands at token `i`: a place is told of."""
    at = i + 1 + (view.word(i + 1) in ("about", "some", "around", "just"))
    unit = view.word(at).lstrip("0123456789.,") or view.word(at + 1)
    far = view.word(at)[:1].isdigit() and unit in ("km", "kilometres", "kilometers", "miles", "kms", "mi")
    return view.word(i) == "," and far


def _stand_in_taken(view: View, verb: VerbUse, item: PlaceItem, subject: ActorPhrase | None) -> bool:
    """Say whether a weak verb takes "it", "the town": "took it back", "freed it from Y", "took it by noon"."""
    after = view.word(item.last + 1)
    refused = verb.mood is Mood.DENIED and verb.perfect  # "denied that the army had taken it"
    taken = verb.form.lemma == "take" and (refused or item.noun != "it" or after in _AFTER_TAKEN)
    taken = taken or item.extent is Extent.PART  # "took the half of it that lies west of the river"
    taken = (
        taken
        or "back" in (after, view.word(verb.head + 1))
        or (after == "by" and verb.form.lemma == "take" and view.word(item.last + 2) in DAYTIMES | _HOURS)
        or (after == "over" and verb.form.lemma == "take")
        or (
            verb.form.lemma == "take"
            and verb.mood in (Mood.PLEDGE, Mood.FUTURE)
            and (after in ("in", "within", "soon", "by", "before", "tomorrow", "tonight", ".", ",", ""))
        )
    )
    pointed = item.noun not in ("it", "area", "place", "site") or (item.noun == "it" and bool(view.findings))
    cleared = verb.form.lemma in _CLEARING and pointed
    freed = subject is not None and view.after_preposition(item.last + 1, "from", reach=1) is not None
    cleared = cleared or (verb.form.lemma in ("free", "liberate", "take") and freed)  # "freed it from Y"
    return subject is not None and (taken or cleared)  # "secured the area" follows any attack


def _of_terrorists(view: View, i: int) -> bool:
    """Say whether "of "terrorists"", "from the "terrorists"" stands at token `i`, somebody called so in quotes."""
    at = i + 1 + (view.word(i + 1) == "the")
    quoted = view.word(i) in ("of", "from") and view.word(at) in DOUBLE_QUOTES
    return quoted and view.actor_at(at + 1, reach=1) is not None


def _surely_taken(view: View, verb: VerbUse, items: list[PlaceItem], subject: ActorPhrase | None) -> bool:
    """Say whether a weak verb ("took", "freed", "cleared") takes a place: a side in front, a sure place behind."""
    item = items[0]
    if verb.infinitive and _aimed_at(view, verb):
        return True  # "an attempt to take X failed", "an offensive to free X is under way"
    if item.anaphor:
        return _stand_in_taken(view, verb, item, subject)
    if (subject is not None or verb.finite) and view.after_preposition(items[-1].last + 1, "from", reach=3):
        return True
    if subject is not None and _far_behind(view, items[-1].last + 1):
        return True
    if (
        subject is not None
        and verb.form.lemma in RIDDING
        and (
            view.after_preposition(items[-1].last + 1, "of", reach=1)
            or _of_terrorists(view, items[-1].last + 1)
        )
    ):
        return True
    if (
        verb.form.lemma in ("win", "take", "claw")
        and "back" in (view.word(verb.head + 1), view.word(items[-1].last + 1))
        and subject is not None
    ):
        return True
    to = (
        view.word(item.last + 1) == "to" and view.word(item.last + 3) not in DIRECTION_WORDS
    )  # "X to the northwest"
    beside = item.last + (3 if view.word(item.last + 1) == "to" else 1)
    if subject is not None and subject.side and view.word(beside) in DIRECTION_WORDS:
        return True  # "freed X to the north of Y"
    if verb.form.lemma in ("get", "force", "sweep") or to:
        return False
    if subject is not None and verb.form.lemma in ("secure", "clear"):
        # "secured Harad." is a place's; "secured Moscow's support" and "secured Smith a seat" are not
        return (
            items[-1].evident
            or item.evident
            or (subject.side is not None and view.word(items[-1].last + 1) in _AFTER_TAKEN | {"in"})
            or (subject.side is not None and view.lows[items[-1].last + 1 :][:2] in _AND_CUT)
        )
    parted = item.extent is Extent.PART and subject is not None and subject.side  # "gained most of X"
    sure = item.evident or (parted and verb.form.lemma != "free")
    return (subject is not None and bool(sure)) or (
        (verb.form.lemma in ("take", "occupy") or (verb.form.lemma == "free" and len(items) > 1))
        and subject is not None
    )


def _gain(
    view: View, verb: VerbUse, items: list[PlaceItem], subject: ActorPhrase | None, behind: int
) -> None:
    read = event_of(verb.mood)
    voted = verb.form.lemma == "win" and not _VOTING.isdisjoint(view.lows)
    if voted or read is None or (verb.infinitive and _beaten_off(view, verb)):
        return
    event, polarity = read
    if event is Event.CONTEST and verb.infinitive and _only_ordered(view, verb, behind):
        event = Event.PLEDGE
    if event is Event.CONTEST and subject is None:
        subject = view.agent(behind, reach=8)
    if _in_part(view, verb, behind):
        as_part(PlaceList(items[0].first, items[-1].last, items))
    more = elided(view, behind)
    own = [(item, view.after_preposition(item.last + 1, "from", reach=1)) for item in more]
    items = items + [item for item, loser in own if loser is None] + _also(view, behind)
    items += behind_relative(view, behind)
    items += [item for item in view.besides(behind) if item.name_first not in {i.name_first for i in items}]
    origin = _taken_from(view, verb, items[0].first, behind) or (
        gone_before(view, behind, subject) if subject is not None and event is Event.GAIN else None
    )
    rule = f"{'idiom' if verb.form.lemma in KEEPING else 'active'}:{verb.form.lemma}:{verb.mood}"
    view.add(
        event, items, verb=span_of(verb), actor=subject, rule=rule, polarity=polarity,
        from_actor=origin.side if origin else None, perfect=verb.perfect,
        confidence=0.92 if subject else 0.7,
    )  # fmt: skip
    for item, loser in own:
        if loser is not None:  # "took A from the army and B from the rebels"
            view.add(
                event, [item], verb=span_of(verb), actor=subject, rule=rule, polarity=polarity,
                from_actor=loser.side,
            )  # fmt: skip


def _taken_from(view: View, verb: VerbUse, first: int, behind: int) -> ActorPhrase | None:
    """Return from whom a place was taken: "took X from Y", "took from Y the town of X", "cleared X of Y"."""
    origin = view.after_preposition(behind, "from", reach=10)
    if view.lows[behind : behind + 2] == ["from", "them"]:
        origin = view.last_subject
    if origin is None and first > verb.head + 2:
        origin = view.after_preposition(verb.head + 1, "from", reach=1)
    if origin is None and verb.form.lemma in RIDDING:
        origin = view.after_preposition(behind, "of", reach=2)
    return origin


def _only_ordered(view: View, verb: VerbUse, i: int) -> bool:
    """Say whether "an operation to take X has been ordered (for the spring)" tells at token `i` only of a plan."""
    if view.word(verb.first - 2) not in OPERATION_NOUNS:
        return False
    near = range(i + 1, min(i + MAX_ORDERED, len(view.lows)))
    return any(view.word(k) in _ORDERED and view.word(k - 1) in BE for k in near)


def _also(view: View, i: int) -> list[PlaceItem]:
    """Read "... and some two dozen villages, among them A and B" behind a list at token `i`."""
    group = view.listed(i + 1) if view.word(i) == "and" else None
    near = group is not None and group.first <= i + 10
    return group.items if group is not None and near else []


def _beaten_off(view: View, verb: VerbUse) -> bool:
    """Say whether the attempt that an infinitive belongs to was beaten off in the same sentence."""
    return any(k in view.repelled for k in range(verb.first - 5, verb.first))


def _in_part(view: View, verb: VerbUse, behind: int) -> bool:
    """Say whether "partially captured X", "captured X almost entirely" tells of a part."""
    partly = view.word(verb.head - 1) in ("partially", "partly", "mostly", "largely")
    nearly = view.word(behind) in ("almost", "nearly") and view.word(behind + 1) in WHOLLY
    return partly or nearly
