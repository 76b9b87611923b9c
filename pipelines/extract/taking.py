"""Frames of gaining and losing: take, oust, fall, lose, leave, cede, raise a flag; and control as an object."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.context import View, event_of, relative_object, span_of, subject_anaphor
from pipelines.extract.fighting import owner_of
from pipelines.extract.lexicon import (
    FORMS,
    KEEPING,
    Sense,
    has_sense,
)
from pipelines.extract.parts import read_part
from pipelines.extract.passing import flag_owner, singled_out
from pipelines.extract.verbs import ATTEMPTS, Mood, Voice
from pipelines.extract.words import APPOSING, CALENDAR, DETERMINERS, PLURAL_PLACE_NOUNS, words
from pipelines.model import Event, Extent, Polarity

if TYPE_CHECKING:
    from pipelines.extract.places import PlaceItem, PlaceList
    from pipelines.extract.sides import ActorPhrase
    from pipelines.extract.verbs import VerbUse

_AFTER_FALL = words(
    """to into under . , on in after without when as hours days weeks minutes last earlier
    overnight and following before again since
    this during at today yesterday within completely totally back late early""",
)
_WAR = words(
    """fighting troops soldiers rebels insurgents militants fighters army forces battle siege offensive control
    garrison defenders resistance militia commandos advance""",
)
_WITHOUT = words("resistance fight shot struggle")
"""A place that fell without these fell to somebody."""
_RANKS = words("first second third fourth fifth sixth seventh eighth ninth tenth latest last only next")
_BECOMING = words("became become becomes was is")
_OF_PLACES = words("occupy overrun liberate recapture retake reclaim")
"""What is done to places and hardly to people: "X, occupied by Y in May, ..."."""
_CLEARING = words("secure clear occupy free")
_AFTER_TAKEN = frozenset({"", ".", ","}) | words("on from back after last")
_ELIDED = words("on in by from late early the") | CALENDAR
_NOT_PLACES = words(
    """camera video film photo office power charge part responsibility hostage prisoner steps action note aim
    place off care refuge shelter cover""",
)


def take(view: View, verb: VerbUse) -> None:
    """Read captured X, was captured by Y, the town captured by Y, capturing X."""
    if verb.voice is Voice.ACTIVE:
        _take_active(view, verb)
    else:
        _take_passive(view, verb)


def _take_active(view: View, verb: VerbUse) -> None:
    weak = not has_sense(verb.form.lemma, Sense.TAKE)
    if view.word(verb.head + 1) in _NOT_PLACES or _holds_now(verb):
        return
    group = view.objects(verb.head + 1)
    if group is not None and verb.form.lemma == "occupy" and view.word(group.last + 1) in ("for", "since"):
        return  # "who occupied X for two years" tells how long it lasted
    if group is None and verb.mood in (Mood.EFFORT, Mood.PLEDGE, Mood.FUTURE):
        group = view.within(verb.head + 1)
    if group is None and verb.mood in (Mood.FACT, Mood.DENIED):
        group = view.within(verb.head + 1, named=True)
    if group is None and verb.mood is Mood.FACT:
        group = _last_of(view, verb)
    if group is None:
        group = relative_object(view, verb)
    subject = taker_of(view, verb)
    if subject is None and view.other_subject(verb):
        return
    if group is None or (weak and not _surely_taken(view, verb, group.items, subject)):
        return
    _gain(view, verb, group.items, subject, behind=group.last + 1)


def _last_of(view: View, verb: VerbUse) -> PlaceList | None:
    """Read "took (over) the last positions in X", "captured the final districts of X": now all of X is theirs."""
    if not any(view.word(k) in ("last", "final", "remaining") for k in range(verb.head + 1, verb.head + 4)):
        return None
    group = view.within(verb.head + 1, reach=8, loose=True)
    for item in group.items if group else ():
        item.extent = Extent.WHOLE
    return group


def taker_of(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return the subject of a verb; of "Having taken X" and "After taking X" the subject of the main clause behind."""
    subject = view.subject(verb.first)
    if subject is None and verb.infinitive and view.word(verb.first - 2) in ATTEMPTS:
        subject = owner_of(view, verb.first - 2) or view.after_preposition(verb.first - 4, "by", reach=2)
    if subject is None and (verb.gerund or view.word(verb.first) == "having"):
        later = [p for p in view.actors if p.first > verb.head and not p.governed and not p.possessive]
        return later[0] if later else view.last_subject
    return subject


def _holds_now(verb: VerbUse) -> bool:
    """Say whether "occupies" tells a state: the present tense of a verb that can mean holding."""
    return verb.form.lemma == "occupy" and verb.finite and bool(verb.form.tenses & {"s", "base"})


def _surely_taken(view: View, verb: VerbUse, items: list[PlaceItem], subject: ActorPhrase | None) -> bool:
    """Say whether a weak verb ("took", "freed", "cleared") takes a place: a side in front, a sure place behind."""
    item = items[0]
    if item.anaphor:
        after = view.word(item.last + 1)
        taken = verb.form.lemma == "take" and (item.noun != "it" or after in _AFTER_TAKEN)
        taken = (
            taken
            or after == "back"
            or (
                verb.form.lemma == "take"
                and verb.mood in (Mood.PLEDGE, Mood.FUTURE)
                and (after in ("in", "within", "soon", "by", "before", "tomorrow", "tonight"))
            )
        )
        cleared = verb.form.lemma in _CLEARING and item.noun not in ("it", "area", "place", "site")
        return subject is not None and (taken or cleared)  # "secured the area" follows any attack
    if subject is not None and view.after_preposition(item.last + 1, "from", reach=3):
        return True
    if (
        verb.form.lemma in ("win", "take", "claw")
        and view.word(verb.head + 1) == "back"
        and subject is not None
    ):
        return True
    if verb.form.lemma in ("get", "force", "sweep") or view.word(item.last + 1) == "to":
        return False
    if subject is not None and verb.form.lemma == "secure":
        # "secured Harad." is a place's; "secured Moscow's support" and "secured Smith a seat" are not
        return item.evident or (
            subject.side is not None and view.word(item.last + 1) in _AFTER_TAKEN | {"in"}
        )
    return (subject is not None and item.evident) or (
        verb.form.lemma in ("take", "occupy") and subject is not None
    )


def _gain(
    view: View, verb: VerbUse, items: list[PlaceItem], subject: ActorPhrase | None, behind: int
) -> None:
    read = event_of(verb.mood)
    if read is None or (verb.infinitive and _beaten_off(view, verb)):
        return
    event, polarity = read
    if event is Event.CONTEST and subject is None:
        subject = view.agent(behind, reach=8)
    items = items + elided(view, behind)
    origin = view.after_preposition(behind, "from", reach=10)
    if origin is None and verb.form.lemma in ("clear", "purge", "cleanse", "rid"):
        origin = view.after_preposition(behind, "of", reach=2)
    rule = f"{'idiom' if verb.form.lemma in KEEPING else 'active'}:{verb.form.lemma}:{verb.mood}"
    view.add(
        event, items, verb=span_of(verb), actor=subject, rule=rule, polarity=polarity,
        from_actor=origin.side if origin else None, perfect=verb.perfect,
        confidence=0.92 if subject else 0.7,
    )  # fmt: skip


def _beaten_off(view: View, verb: VerbUse) -> bool:
    """Say whether the attempt that an infinitive belongs to was beaten off in the same sentence."""
    return any(k in view.repelled for k in range(verb.first - 5, verb.first))


def elided(view: View, i: int, *, loose: bool = False) -> list[PlaceItem]:
    """Read "... on Saturday, Y on Sunday and Z on Monday", "... from A and Y from B": more objects of the same verb."""
    for at in range(i, min(i + 5, len(view.lows))):
        if view.word(at) in ("and", ",") and at > i:
            begin = at + 1 + (view.word(at + 1) == "and")
            named = view.word(at) == "and" or view.reader.namelike(begin)
            group = view.reader.read(begin, loose=loose or view.word(at) == ",") if named else None
            dated = group and view.word(group.last + 1) in ("on", "in", "from", "late", "early", "by")
            if group is None or not dated or group.items[0].anaphor:
                return []
            return group.items + elided(view, group.last + 1, loose=True)
        allowed = (
            view.word(at) in _ELIDED or at in view.reader.actors or view.reader.tokens[at].text[0].isdigit()
        )
        if not allowed:
            return []
    return []


def _take_passive(view: View, verb: VerbUse) -> None:
    agent = view.agent(verb.head + 1)
    ranked = _first_to_fall(view, verb)
    group = ranked or _passive_subject(view, verb)
    if group is None or not _taken_indeed(view, verb, group, agent):
        return
    read = event_of(verb.mood) if ranked is None else (Event.GAIN, Polarity.ASSERTED)
    if read is None:
        return
    actor = agent
    if agent is None and verb.mood in (Mood.EFFORT, Mood.PLEDGE):
        actor = view.subject(group.first)
    if agent is None and verb.mood is Mood.FACT:
        actor = _who_came(view, verb.head + 1)
    origin = view.after_preposition(verb.head + 1, "from", reach=6)
    view.add(
        read[0], group.items, verb=span_of(verb), actor=actor, rule=f"passive:{verb.form.lemma}:{verb.mood}",
        polarity=read[1], from_actor=origin.side if origin else None, perfect=verb.perfect,
        confidence=0.9 if agent else 0.75,
    )  # fmt: skip


def _passive_subject(view: View, verb: VerbUse) -> PlaceList | None:
    """Return the places that a passive verb says were taken."""
    group = view.aside_before(verb.first) or view.whole_before(verb.first, view.before(verb.first))
    counted = view.word(verb.first - 1) in PLURAL_PLACE_NOUNS or (group is not None and view.generic(group))
    if counted and (listed := _listed_behind(view, verb.head + 1)):
        for item in listed.items:  # "five villages were freed, among them A and B"
            item.evident = True
        return listed
    if group is not None and view.generic(group) and view.word(verb.first - 1) not in ("which", "that"):
        return None
    if has_sense(verb.form.lemma, Sense.TAKE) and verb.voice is Voice.PASSIVE:
        nearest = view.loose_before(verb.first)
        if nearest is not None and (group is None or nearest.first > group.last):
            group = nearest  # "the army lost X, and Y was captured days later"
    if group is not None and view.word(verb.first - 1) == "which":
        _part_of_which(view, verb.first - 1, group)
    if group is None and view.word(verb.first - 1) != "who":
        group = subject_anaphor(view, verb.first)
    if group is None and verb.voice is Voice.REDUCED and verb.form.lemma in _OF_PLACES:
        group = view.named_before(verb.first - 1) if view.word(verb.first - 1) == "," else None
    if group is None and verb.voice is Voice.REDUCED and verb.head <= 1:
        group = _behind_comma(view, verb.head)
    return group


def _part_of_which(view: View, which: int, group: PlaceList) -> None:
    """Read "Sukkari, half of which was captured": the part is of the place before."""
    for at in range(group.last + 1, which):
        part = read_part(view.lows, at)
        if part is not None and part.behind == which:
            for item in group.items:
                item.extent, item.part = part.extent, part.part
            return


def _listed_behind(view: View, i: int) -> PlaceList | None:
    """Read "(by Y) (on Monday), including A and B" from token `i`."""
    for at in range(i, min(i + 9, len(view.lows))):
        if view.word(at) in ("including", "namely", ":", "notably"):
            return view.reader.read(at + 1, loose=True)
        if view.word(at) == "among" and view.word(at + 1) in ("them", "which"):
            return view.reader.read(at + 2, loose=True)
        if view.word(at) in (".", ";", "and", "but", "while", "as", "after"):
            return None
    return None


def _taken_indeed(view: View, verb: VerbUse, group: PlaceList, agent: ActorPhrase | None) -> bool:
    """Say whether a passive speaks of control: "was taken to hospital", "was captured on camera" do not."""
    following = {view.word(verb.head + 1), view.word(verb.head + 2)}
    if _NOT_PLACES & following:
        return False
    if agent is not None:
        return True
    weak = not has_sense(verb.form.lemma, Sense.TAKE)
    if weak and _something_else(view, group.last + 1, verb.first):
        return False
    if verb.voice is Voice.REDUCED and verb.head > 1:
        return False
    if weak and view.word(verb.head + 1) == "to":
        return False
    if weak and (not group.items[0].evident or verb.form.lemma in ("win", "get")):
        return False
    return not (verb.form.lemma == "take" and view.word(verb.head + 1) in ("to", "into", "by", "for"))


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


def oust(view: View, verb: VerbUse) -> None:
    """Read drove Y out of X, Y was expelled from X (by Z), cleared X of Y."""
    behind = verb.head + 1
    if verb.voice is Voice.ACTIVE:
        victim = view.actor_at(behind, reach=4)
        if victim is None:
            return
        items = _driven_from(view, verb, victim.last + 1)
        if not items:
            return
        taker = view.subject(verb.first)
        read = event_of(verb.mood)
        if read and taker is None and read[0] is Event.GAIN:
            view.add(
                Event.LOSS,
                items,
                verb=span_of(verb),
                actor=victim,
                rule=f"oust:{verb.form.lemma}",
                polarity=read[1],
            )
        elif read and taker is not victim:
            view.add(
                read[0], items, verb=span_of(verb), actor=taker, rule=f"oust:{verb.form.lemma}:{verb.mood}",
                polarity=read[1], from_actor=victim.side, perfect=verb.perfect,
            )  # fmt: skip
        return
    _ousted(view, verb)


def _driven_from(view: View, verb: VerbUse, i: int) -> list[PlaceItem]:
    """Return the places behind `from`, `out of`, `off`; behind a bare `of` only for verbs like clear and rid."""
    for at in range(i, min(i + 12, len(view.lows))):
        low = view.word(at)
        bare = low == "of" and (
            view.word(at - 1) == "out" or verb.form.lemma in ("clear", "rid", "purge", "cleanse")
        )
        if bare or low in ("from", "off"):
            group = view.reader.read(at + 1, loose=True)
            return group.items if group else []
        if low in (".", ";", ","):
            break
    return []


def _ousted(view: View, verb: VerbUse) -> None:
    victim = view.subject(verb.first)
    agent = view.agent(verb.head + 1, reach=18)
    items = _driven_from(view, verb, verb.head + 1)
    if not items and agent and view.word(verb.head + 1) == "out":
        earlier = [g for g in view.lists if g.last < verb.first]
        items = earlier[-1].items if earlier else []
    if not items or victim is None or verb.mood not in (Mood.FACT, Mood.DENIED):
        return
    polarity = Polarity.DENIED if verb.mood is Mood.DENIED else Polarity.ASSERTED
    if agent:
        view.add(
            Event.GAIN,
            items,
            verb=span_of(verb),
            actor=agent,
            rule=f"ousted:{verb.form.lemma}",
            polarity=polarity,
            from_actor=victim.side,
        )
    else:
        view.add(
            Event.LOSS,
            items,
            verb=span_of(verb),
            actor=victim,
            rule=f"ousted:{verb.form.lemma}",
            polarity=polarity,
        )


def fall(view: View, verb: VerbUse) -> None:
    """Read X fell to Y, X has fallen, X fell into the hands of Y."""
    after = view.word(verb.head + 1)
    if after == "on" and view.word(verb.head + 2) not in CALENDAR:
        return
    if not verb.form.tenses & {"past", "pp"} and not (view.reader.headline or after in ("to", "into")):
        return
    if after not in _AFTER_FALL and after != "":
        return
    ranked = _first_to_fall(view, verb)
    group = ranked or (
        view.aside_before(verb.first)
        or view.whole_before(verb.first, view.before(verb.first, reach=8))
        or view.loose_before(verb.first)
        or subject_anaphor(view, verb.first)
    )
    group = group or view.before(verb.first, reach=26)
    group = group and singled_out(view, group)
    if (
        group is None
        or view.generic(group)
        or (verb.mood not in (Mood.FACT, Mood.DENIED) and ranked is None)
        or verb.form.lemma != "fall"
    ):
        return
    taker = _fallen_to(view, verb.head + 1)
    if taker is None and not (group.items[0].evident or group.items[0].anaphor or _in_war(view, group)):
        return
    if taker is None and (after in ("into", "under", "to") or not _fell_alone(view, verb, group)):
        return
    polarity = Polarity.DENIED if verb.mood is Mood.DENIED else Polarity.ASSERTED
    if taker is None and verb.mood is Mood.FACT:
        taker = _who_came(view, verb.head + 1)
    view.add(
        Event.GAIN, group.items, verb=span_of(verb), actor=taker, rule="fall", polarity=polarity, perfect=verb.perfect,
        confidence=0.9 if taker else 0.7,
    )  # fmt: skip


def _who_came(view: View, i: int) -> ActorPhrase | None:
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


def _first_to_fall(view: View, verb: VerbUse) -> PlaceList | None:
    """Read "X became the first big city to fall to Y", "X was the latest town to fall": this is a fact."""
    if not verb.infinitive:
        return None
    rank = next(
        (k for k in range(verb.first - 2, max(-1, verb.first - 9), -1) if view.word(k) in _RANKS), None
    )
    if rank is None:
        return None
    link = next((k for k in range(rank - 1, max(-1, rank - 7), -1) if view.word(k) in _BECOMING), None)
    return None if link is None else view.loose_before(link) or view.before(link)


def _in_war(view: View, group: PlaceList) -> bool:
    """Say whether a name fell in a sentence about war: "Lashkar Gah fell on Friday after weeks of fighting"."""
    denied = any(low in ("denied", "denies", "deny") for low in view.lows)
    if any(
        view.word(k) == "without" and _WITHOUT & set(view.lows[k + 1 : k + 4]) for k in range(len(view.lows))
    ):
        return True
    return group.last > group.first and (denied or any(low in _WAR for low in view.lows))


def _fell_alone(view: View, verb: VerbUse, group: PlaceList) -> bool:
    """Say whether "fell" without a taker is about control: nothing but the place may be what fell."""
    gap = verb.first - group.last
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
    return gap <= 3 and not preposition and not view.mentions_air()


def _fallen_to(view: View, i: int) -> ActorPhrase | None:
    for at in range(i, min(i + 9, len(view.lows))):
        if view.word(at) in ("to", "into", "of", "under"):
            found = view.actor_at(at + 1, reach=2)
            if found:
                return found
        if view.word(at) in (".", ",", ";", "after", "when", "while"):
            return None
    return None


def lose(view: View, verb: VerbUse) -> None:
    """Read the army lost X (to Y); X was lost to Y."""
    if verb.voice is not Voice.ACTIVE:
        group = view.before(verb.first) or subject_anaphor(view, verb.first)
        group = group or (view.loose_before(verb.first) if verb.mood is Mood.DENIED else None)
        taker = view.after_preposition(verb.head + 1, "to", reach=4)
        if group and taker and verb.mood is Mood.FACT:
            view.add(
                Event.GAIN, group.items, verb=span_of(verb), actor=taker, rule="lost-to", perfect=verb.perfect
            )
        elif group and taker is None and verb.mood is Mood.DENIED and group.last == verb.first - 1:
            denier = view.subject(group.first - (view.word(group.first - 1) == "that"))
            view.add(
                Event.LOSS,
                group.items,
                verb=span_of(verb),
                actor=denier,
                rule="lost",
                polarity=Polarity.DENIED,
            )
        return
    group = view.objects(verb.head + 1)
    loser = view.subject(verb.first) or (_named_after(view, group) if group and verb.gerund else None)
    nobody = (
        loser is not None and loser.side is not None and loser.side == loser.text
    )  # a name that no lexicon holds
    if group and (group.items[0].evident or group.items[0].anaphor or (loser and not nobody)):
        lost(view, verb, group, loser, span_of(verb))


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
    if verb.mood not in (Mood.FACT, Mood.DENIED):
        return
    polarity = Polarity.DENIED if verb.mood is Mood.DENIED else Polarity.ASSERTED
    taker = view.after_preposition(_described(view, group.last + 1), "to", reach=5)
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
        view.add(Event.LOSS, group.items, verb=span, actor=loser, rule="lose", polarity=polarity)


def _described(view: View, i: int) -> int:
    """Return the index behind a description between commas: ", its main base south of Tripoli, to …"."""
    if view.word(i) != "," or view.word(i + 1) not in APPOSING:
        return i
    return next((k + 1 for k in range(i + 2, i + 14) if view.word(k) == ","), i)


def raise_flag(view: View, verb: VerbUse) -> None:
    """Read raised the flag over X; the flag was raised in X."""
    near = range(max(0, verb.first - 8), min(verb.head + 8, len(view.lows)))
    flag = next((i for i in near if view.word(i) in ("flag", "flags", "banner", "banners")), None)
    if flag is None or verb.mood is not Mood.FACT:
        return
    items = view.behind(max(flag, verb.head) + 1, words("over in on atop above at"), reach=10)
    actor = view.subject(verb.first) if verb.voice is Voice.ACTIVE else view.agent(verb.head + 1)
    actor = actor or next((p for p in view.actors if p.last in (flag - 1, flag - 2)), None)
    actor = actor or view.after_preposition(flag + 1, "of", reach=1) or flag_owner(view, flag)
    if items and actor:
        view.add(
            Event.GAIN,
            items,
            verb=(min(flag, verb.head), max(flag, verb.head)),
            actor=actor,
            rule="flag",
            confidence=0.8,
        )
