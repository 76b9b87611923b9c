"""Frames of gaining: took X, X was captured by Y, drove Y out of X, raised its flag over X."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.countries import COUNTRIES
from pipelines.extract.falling import first_to_fall, in_war, who_came
from pipelines.extract.fighting import owner_of
from pipelines.extract.finding import event_of, span_of
from pipelines.extract.infinitives import ATTEMPTS
from pipelines.extract.lexicon import FORMS, HAILING, HELPING, KEEPING, PLEDGE_VERBS, Sense, has_sense
from pipelines.extract.modality import Mood
from pipelines.extract.parts import read_part
from pipelines.extract.passing import flag_owner
from pipelines.extract.places import PlaceList
from pipelines.extract.relating import elided, relative_object, subject_anaphor
from pipelines.extract.subjects import official
from pipelines.extract.verbs import Voice
from pipelines.extract.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    CONJUNCTIONS,
    DETERMINERS,
    DOUBLE_QUOTES,
    FACILITIES,
    PLURAL_PLACE_NOUNS,
    PREPOSITIONS,
    REPORTING,
    WITNESSES,
    words,
)
from pipelines.model import Event, Extent, Polarity

if TYPE_CHECKING:
    from pipelines.extract.context import View
    from pipelines.extract.places import PlaceItem
    from pipelines.extract.sides import ActorPhrase
    from pipelines.extract.verbs import VerbUse

_STILL = words("is are remains remain")
_OF_PLACES = words("occupy overrun liberate recapture retake reclaim")
"""What is done to places and hardly to people: "X, occupied by Y in May, ..."."""
_FUNCTION_WORDS = PREPOSITIONS | CONJUNCTIONS | ADVERBS | AUXILIARIES | REPORTING | DETERMINERS | CALENDAR
_VOTING = words("election elections vote votes ballot polls primary referendum runoff")
_LAST_OF_TOWN = words("city cities town towns village villages stronghold strongholds")
"""Whoever takes the last one of these in X has not all of X."""
_PEOPLE = WITNESSES | words(
    """prisoners prisoner inmates detainees hostages hostage captives captive civilians soldiers policemen officers
    people men women girls boys children students schoolgirls journalists journalist workers crew sailors pilots
    tanks vehicles weapons guns trucks documents suspects suspect leader leaders fighters militants rebels""",
)
"""What can be freed, seized or taken beside a place."""
_CLEARING = words("secure clear occupy free")
RIDDING = words("clear purge cleanse rid")
_AFTER_TAKEN = frozenset({"", ".", ","}) | words("on from back after last")
_WHOLLY = words("completely fully entirely")
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
    if view.word(verb.head + 1) in _NOT_PLACES or _holds_now(verb) or _no_particle(view, verb):
        return
    group = _objects_of(view, verb)
    if group is not None and verb.form.lemma == "occupy" and view.word(group.last + 1) in ("for", "since"):
        return  # "who occupied X for two years" tells how long it lasted
    if group is None:
        group = relative_object(view, verb)
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
    if _only_describes(view, group):
        return
    _gain(view, verb, group.items, subject, behind=group.last + 1)


def _objects_of(view: View, verb: VerbUse) -> PlaceList | None:
    """Return the places behind an active verb: its objects, those inside what it took, or where the last of it was."""
    group = view.objects(verb.head + 1)
    if group is None and verb.mood in (Mood.EFFORT, Mood.PLEDGE, Mood.FUTURE):
        group = view.within(verb.head + 1)
    if group is None and verb.mood in (Mood.FACT, Mood.DENIED):
        group = view.within(verb.head + 1, named=True)
    return _last_of(view, verb) if group is None and verb.mood is Mood.FACT else group


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


def _only_describes(view: View, group: PlaceList) -> bool:
    """Say whether an unlisted name only describes a thing: "captured the Berlin marathon"."""
    item = group.items[-1]
    behind = view.reader.tokens[item.last + 1 : item.last + 2]
    plain = item.mention is None and item.noun is None and not item.anaphor
    if not plain or view.word(item.name_first - 1) != "the" or not behind or not behind[0].is_word:
        return False
    low = behind[0].low
    return behind[0].text.islower() and low not in _FUNCTION_WORDS and low not in FORMS


def _last_of(view: View, verb: VerbUse) -> PlaceList | None:
    """Read "took (over) the last positions in X", "captured the final districts of X": now all of X is theirs."""
    if not any(view.word(k) in ("last", "final", "remaining") for k in range(verb.head + 1, verb.head + 4)):
        return None
    if not _LAST_OF_TOWN.isdisjoint(view.lows[verb.head + 1 : verb.head + 6]):
        return None
    group = view.within(verb.head + 1, reach=8, loose=True)
    for item in group.items if group else ():
        item.extent = Extent.WHOLE
    return group


def taker_of(view: View, verb: VerbUse) -> ActorPhrase | None:
    """Return the subject of a verb; of "Having taken X" and "After taking X" the subject of the main clause behind."""
    if (helped := _helped(view, verb)) is not None:
        return helped
    if verb.gerund and (hailed := _hailed(view, verb.first)) is not None:
        return hailed
    subject = view.subject(verb.first)
    if subject is None and verb.infinitive and view.word(verb.first - 2) in ATTEMPTS:
        subject = owner_of(view, verb.first - 2) or view.after_preposition(verb.first - 4, "by", reach=2)
    if subject is None and verb.infinitive and view.word(verb.first - 2) in PLEDGE_VERBS:
        return official(view, verb.first - 2)
    if subject is None and verb.gerund and (described := _described_by(view, verb.first)) is not None:
        return described
    if subject is None and (verb.gerund or view.word(verb.first) == "having"):
        later = [p for p in view.actors if p.first > verb.head and not p.governed and not p.possessive]
        return later[0] if later else view.last_subject
    return subject


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
    return view.acting_word(at - 1, view.sides.state(country) if country else None)


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
            or "back" in (after, view.word(verb.head + 1))
            or (
                verb.form.lemma == "take"
                and verb.mood in (Mood.PLEDGE, Mood.FUTURE)
                and (after in ("in", "within", "soon", "by", "before", "tomorrow", "tonight"))
            )
        )
        pointed = item.noun not in ("it", "area", "place", "site") or (
            item.noun == "it" and bool(view.findings)
        )
        cleared = verb.form.lemma in _CLEARING and pointed
        return subject is not None and (taken or cleared)  # "secured the area" follows any attack
    if subject is not None and view.after_preposition(item.last + 1, "from", reach=3):
        return True
    if (
        subject is not None
        and verb.form.lemma in RIDDING
        and view.after_preposition(item.last + 1, "of", reach=1)
    ):
        return True
    if (
        verb.form.lemma in ("win", "take", "claw")
        and view.word(verb.head + 1) == "back"
        and subject is not None
    ):
        return True
    if verb.form.lemma in ("get", "force", "sweep") or view.word(item.last + 1) == "to":
        return False
    if subject is not None and verb.form.lemma in ("secure", "clear"):
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
    voted = verb.form.lemma == "win" and not _VOTING.isdisjoint(view.lows)
    if voted or read is None or (verb.infinitive and _beaten_off(view, verb)):
        return
    event, polarity = read
    if event is Event.CONTEST and subject is None:
        subject = view.agent(behind, reach=8)
    more = elided(view, behind)
    own = [(item, view.after_preposition(item.last + 1, "from", reach=1)) for item in more]
    items = items + [item for item, loser in own if loser is None] + _also(view, behind)
    origin = view.after_preposition(behind, "from", reach=10)
    if origin is None and verb.form.lemma in RIDDING:
        origin = view.after_preposition(behind, "of", reach=2)
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


def _also(view: View, i: int) -> list[PlaceItem]:
    """Read "... and some two dozen villages, among them A and B" behind a list at token `i`."""
    group = view.listed(i + 1) if view.word(i) == "and" else None
    near = group is not None and group.first <= i + 10
    return group.items if group is not None and near else []


def _beaten_off(view: View, verb: VerbUse) -> bool:
    """Say whether the attempt that an infinitive belongs to was beaten off in the same sentence."""
    return any(k in view.repelled for k in range(verb.first - 5, verb.first))


def _take_passive(view: View, verb: VerbUse) -> None:
    agent = view.agent(verb.head + 1)
    if verb.voice is Voice.PASSIVE and _somebody_before(view, verb.first):
        return
    ranked = first_to_fall(view, verb)
    group = ranked or _passive_subject(view, verb)
    it = view.word(verb.first - 1) == "it" and bool(view.findings)
    if it or (group is not None and _facility_there(view, verb, group)):
        group = subject_anaphor(view, verb.first)
    if group is None or not _taken_indeed(view, verb, group, agent):
        return
    read = event_of(verb.mood) if ranked is None else (Event.GAIN, Polarity.ASSERTED)
    lasting = "since" in view.lows[verb.head + 1 : verb.head + 7] or view.word(verb.first) in _STILL
    now = verb.form.lemma == "occupy" and lasting
    if now and agent is not None and verb.mood is Mood.FACT:
        view.add(Event.HOLD, group.items, verb=span_of(verb), actor=agent, rule="held-by:occupy")
        return
    if read is None:
        return
    actor = agent
    if agent is None and verb.mood in (Mood.EFFORT, Mood.PLEDGE):
        actor = _promising(view, group.first) or view.subject(group.first)
    if agent is None and verb.mood is Mood.FACT:
        actor = who_came(view, verb.head + 1)
    origin = view.after_preposition(verb.head + 1, "from", reach=6)
    items = group.items + view.besides(verb.head + 1) + elided(view, verb.head + 1)
    view.add(
        read[0], items, verb=span_of(verb), actor=actor, rule=f"passive:{verb.form.lemma}:{verb.mood}",
        polarity=read[1], from_actor=origin.side if origin else None, perfect=verb.perfect,
        confidence=0.9 if agent else 0.75,
    )  # fmt: skip


def _promising(view: View, first: int) -> ActorPhrase | None:
    """Return who "vowed (that) X (would be retaken)"; `first` is where X begins."""
    vowed = next((k for k in range(first - 1, max(-1, first - 24), -1) if view.word(k) in PLEDGE_VERBS), None)
    return None if vowed is None else official(view, vowed) or view.subject(vowed)


def _facility_there(view: View, verb: VerbUse, group: PlaceList) -> bool:
    """Say whether something in the place is what was taken: "In Benghazi, the special forces headquarters was ..."."""
    located = view.word(group.first - 1) in ("in", "near", "at") and view.word(group.last + 1) == ","
    return located and view.word(verb.first - 1) in FACILITIES and group.last < verb.first - 2


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
    where = group is not None and view.word(group.last + 1) == "," and view.word(group.last + 2) == "where"
    taken = has_sense(verb.form.lemma, Sense.TAKE, Sense.TAKE_WEAK)
    if verb.voice is Voice.PASSIVE and (group is None or where or taken):
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
    return group or _shared_subject(view, verb)


def _somebody_before(view: View, i: int) -> bool:
    """Say whether people stand right before a verb at token `i`: "X was attacked and prisoners (were freed)"."""
    at = i - 1
    while view.word(at) in ADVERBS:
        at -= 1
    owned = view.word(at - 1) in ("its", "their")  # "the town and its people were liberated"
    return view.word(at) in _PEOPLE and not owned


def _shared_subject(view: View, verb: VerbUse) -> PlaceList | None:
    """Return X of "X was occupied by Y on Monday and retaken by Z a day later": what the passive before it told of."""
    told = [f for f in view.findings if f.head < verb.first and f.item.last < f.head and not f.item.anaphor]
    if (
        view.word(verb.first - 1) not in ("and", "but", "then")
        or not told
        or view.word(verb.head + 1) != "by"
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
    if agent is not None or _whole_or_titled(view, verb, group):
        return True
    weak = not has_sense(verb.form.lemma, Sense.TAKE)
    if weak and view.word(verb.head + 1) == "of" and view.actor_at(verb.head + 2) is None:
        return False  # "cleared of aircraft"
    if weak and _something_else(view, group.last + 1, verb.first):
        return False
    both = view.word(verb.first - 1) in ("both", "all") and view.word(verb.first - 2) == ","
    if both and not weak:
        return True  # "in X and Y, both captured on Tuesday"
    if verb.voice is Voice.REDUCED and verb.form.lemma in _OF_PLACES and view.word(verb.first - 1) == ",":
        return group.last == verb.first - 2 and not group.items[0].anaphor  # "X, retaken on Friday, ..."
    if verb.voice is Voice.REDUCED and verb.head > 1:
        return both and group.last == verb.first - 3
    if weak and view.word(verb.head + 1) == "to":
        return False
    item = group.items[0]
    told = item.anaphor and (item.noun != "it" or bool(view.findings))
    sure = item.evident or told or _as_well(view, verb, group) or in_war(view, group)
    if weak and (not sure or verb.form.lemma in ("win", "get")):
        return False
    return not (verb.form.lemma == "take" and view.word(verb.head + 1) in ("to", "into", "by", "for"))


def _whole_or_titled(view: View, verb: VerbUse, group: PlaceList) -> bool:
    """Say whether a place "was completely taken" or a title says what came of it: "Manbij freed: ..."."""
    if not _WHOLLY.isdisjoint(view.lows[verb.first : verb.head]):
        return True
    titled = view.is_title and view.word(verb.head + 1) in ("", ":", ",")
    return titled and verb.voice is Voice.REDUCED and group.items[0].mention is not None


def _as_well(view: View, verb: VerbUse, group: PlaceList) -> bool:
    """Say whether places are told of behind others: "said that A, B and C had also been freed"."""
    also = "also" in view.lows[verb.first : verb.head] and view.last_subject is not None
    return also and len(group.items) > 1


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


def raise_flag(view: View, verb: VerbUse) -> None:
    """Read raised the flag over X; the flag was raised in X."""
    near = range(max(0, verb.first - 8), min(verb.head + 8, len(view.lows)))
    flag = next((i for i in near if view.word(i) in ("flag", "flags", "banner", "banners")), None)
    if flag is None or verb.mood is not Mood.FACT:
        return
    items = view.behind(max(flag, verb.head) + 1, words("over in on atop above at"), reach=10)
    if not items and "there" in view.lows[flag : flag + 4]:
        reached = view.before(verb.first)  # "reached the crossing and raised the flag there"
        items = reached.items[-1:] if reached is not None else []
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
