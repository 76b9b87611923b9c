"""What is said of another place in a word: "X remains under Y's control, as does Z"; "Z followed on Monday"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.clauses.eliding import elided
from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM, Form, Sense, has_sense
from pipelines.extract.vocabulary.place_words import REGIONS
from pipelines.extract.vocabulary.words import ADVERBS, AUXILIARIES, CALENDAR, RANKS, words
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.finding import Finding
    from pipelines.extract.places.records import PlaceItem

_SAME = words("does do did is are was were has have had")
_ENDING = frozenset({"", ".", ",", ";", "and"}) | words("in on to")
_FOLLOWED = CALENDAR | words(
    "on suit the a two three four days hours soon shortly in within next yesterday overnight later last at"
)
"""What stands behind a place that "followed"; "followed by" and "followed him" are something else."""
_AND = words("and while")
_ALONE = words("army military government militia opposition junta coalition")
"""What a side is called without a plural."""
_PASSIVE = ("passive:", "lost-by", "lost-to")
_AFTER_SECOND = (
    CALENDAR
    | frozenset({"", ".", ","})
    | words("on in by the again two three four days late early at only after from")
)
"""What stands behind a passive whose subject and auxiliary an earlier one has."""
MAX_SECOND = 12
_CAME = ("enter", "way-into")
_DESCRIBING = frozenset({"", ",", "."}) | words("that which held on of long they it and")
_BEEN = words("was were has had have been")
_TAKEN_TOWNS = words("town city port")
MAX_TOWN = 7
"""Words from "taking", "forcing rebels out of" to the town."""
_ECHOED = (Event.GAIN, Event.LOSS, Event.HOLD, Event.CONTEST)
_AT_ONCE = words("soon quickly swiftly later")
_NEXT = (("next", "was"), ("next", "were"), ("then", "came"), ("next", "came"))
NEXT = frozenset(map(" ".join, _NEXT))
"""Wordings without which no place came next."""
_INCLUDING = {(who, "include") for who in ("they", "these", "those")}
_AMONG = {("among", who, be) for who in ("them", "these") for be in ("are", "were", "is", "was")}
INCLUDING = frozenset(map(" ".join, _INCLUDING)) | {"among them", "among these"}
"""Wordings without which no sentence names what the one before counted."""
FOLLOWING = (
    {"followed"} | frozenset(f"followed {low}" for low in _FOLLOWED) | {f"{low} followed" for low in _AT_ONCE}
)
"""Wordings without which no place followed another."""


def echoes(view: View) -> None:
    """Read "X remains under Y's control, as does Z", "X fell and so did Z": Z is as X."""
    for i, low in enumerate(view.lows):
        if low not in ("as", "so") or view.word(i + 1) not in _SAME:
            continue
        source = next((f for f in reversed(view.findings) if f.head < i and f.event in _ECHOED), None)
        group = view.reader.read(i + 2, loose=True)
        if (
            source is None
            or group is None
            or group.items[0].anaphor
            or view.word(group.last + 1) not in _ENDING
        ):
            continue
        view.findings += [_like(source, item, view, i) for item in group.items]


def included(view: View) -> None:
    """Read "(The army captured seven villages.) They include X and Y": the places that were only counted before."""
    source = view.counted_before
    opens = 2 if tuple(view.lows[:2]) in _INCLUDING else 3 if tuple(view.lows[:3]) in _AMONG else 0
    group = view.reader.read(opens, loose=True) if opens and source is not None else None
    if source is None or group is None or group.items[0].anaphor or source.event not in _ECHOED:
        return
    view.add(
        source.event, group.items, verb=(0, opens - 1), actor=view.unnamed(source.actor), rule="counted-before",
        polarity=source.polarity, from_actor=source.from_actor, confidence=0.75,
    )  # fmt: skip


def followed(view: View) -> None:
    """Read "(X fell.) Z followed on Monday": Z went as X did, in the sentence before or in this one."""
    for i, low in enumerate(view.lows):
        ends = view.word(i + 1) in ("", ".") and "and" in view.lows[max(0, i - 4) : i]  # "A and B followed."
        if low != "followed" or not (ends or view.word(i + 1) in _FOLLOWED or view.word(i - 1) in _AT_ONCE):
            continue
        first = i
        while view.word(first - 1) in ADVERBS:
            first -= 1
        group = view.aside_before(first) or view.loose_before(first)
        here = next((f for f in reversed(view.findings) if f.head < i), None)
        source = here or view.told
        if group is None or source is None or source.event not in (Event.GAIN, Event.LOSS):
            continue
        item = group.items[0]
        if (
            group.first == 0
            and not item.evident
            and len(group.items) == 1
            and view.text.count(item.surface) == 1
            and not elided(view, i + 1)
            and not _follows_a_place(view, item, i, source)
        ):
            continue  # "Talks followed on Monday"
        if source.polarity is Polarity.ASSERTED and (
            here or source.sentence.index == view.sentence.index - 1
        ):
            items = group.items + elided(view, i + 1)  # "Y followed on Saturday and Z on Sunday"
            view.findings += [_like(source, item, view, i) for item in items]


def came_next(view: View) -> None:
    """Read "(The army took X.) Next was Y", "Then came Y and Z": these went as X did, in the sentence before."""
    source = view.told
    if tuple(view.lows[:2]) not in _NEXT or source is None or source.event is not Event.GAIN:
        return
    group = view.reader.read(2, loose=True)
    near = source.sentence.index == view.sentence.index - 1 and source.polarity is Polarity.ASSERTED
    if near and group is not None and not group.items[0].anaphor:
        view.findings += [_like(source, item, view, 1) for item in group.items]


def _follows_a_place(view: View, item: PlaceItem, i: int, source: Finding) -> bool:
    """Say whether "(The army took X on Monday.) Y followed a day later": a name and a day, no "Talks" or "Fighting"."""
    dated = view.word(i + 1) in ("on", "a", "the") or view.word(i + 2) in ("days", "hours", "weeks")
    noun = item.surface.lower().endswith(("s", "ing", "tion", "ment", "ence", "ic"))
    return dated and not noun and source.event is Event.GAIN


def gapped(view: View) -> None:
    """Read "The army holds A, and the rebels (the town of) B": one verb, said of another side and its place."""
    for phrase in view.actors:
        joint = phrase.first - 1
        said = [f for f in view.findings if f.head < f.item.first < joint] if view.word(joint) in _AND else []
        group = view.reader.read(phrase.last + 1, loose=True) if said and phrase.side else None
        if group is None or group.items[0].anaphor or view.word(group.last + 1) not in _ENDING:
            continue
        source = said[-1]
        between = view.lows[source.item.last + 1 : joint]
        another = source.actor is not None and source.actor != phrase.side
        told = source.event in (Event.GAIN, Event.HOLD) and source.polarity is Polarity.ASSERTED
        if another and told and _stands_alone(view, phrase) and not any(map(_acts, between)):
            given = [
                replace(_like(source, item, view, phrase.last), actor=phrase.side) for item in group.items
            ]
            words_of = view.text[phrase.start : phrase.end]
            view.findings += [replace(f, actor_text=words_of, from_actor=None) for f in given]


def by_another(view: View) -> None:
    """Read "A was captured by Y, B by Z", "A is held by Y and B by Z": one verb, said of another side's place."""
    said = [f for f in view.findings if f.rule.startswith(("passive:", "held-by"))]
    for i, low in enumerate(view.lows) if said else ():
        actor = view.actor_at(i + 1) if low == "by" else None
        group = view.ending_before(i) or view.named_before(i) if actor is not None and actor.side else None
        joint = group.first - 1 - (view.word(group.first - 1) == "the") if group is not None else 0
        source = [f for f in said if f.head < joint and f.item.last < joint]
        if group is None or actor is None or not source or view.word(joint) not in (",", "and", ";"):
            continue
        if any(map(_acts, view.lows[joint:i])):
            continue
        names = {item.name_first for item in group.items}
        view.findings[:] = [
            f for f in view.findings if f.item.name_first not in names or f.head != source[-1].head
        ]
        words_of = view.text[actor.start : actor.end]
        given = (
            replace(_like(source[-1], item, view, i), actor=actor.side, from_actor=None)
            for item in group.items
        )
        view.findings += [replace(f, actor_text=words_of, end=max(f.end, actor.end)) for f in given]


def _acts(low: str) -> bool:
    """Say whether a word is a verb, so that a clause of its own stands there."""
    return low in FORMS or low in AUXILIARIES


def _stands_alone(view: View, phrase: ActorPhrase) -> bool:
    """Say whether a side is no word about the place behind it: "the rebels B", but "the rebel B"."""
    low = view.word(phrase.last)
    noun = low.endswith("s") or low in _ALONE
    return view.word(phrase.last + 1) == "the" or (noun and view.reader.tokens[phrase.last].text == low)


def taken_again(view: View) -> None:
    """Read "X was captured by Y on Monday and retaken on Friday", "was lost by Y and regained": a second passive."""
    passives = [f for f in view.findings if f.rule.startswith(_PASSIVE) and f.polarity is Polarity.ASSERTED]
    for i, low in enumerate(view.lows) if passives else ():
        if low not in ("and", "but", "then"):
            continue
        verb = i + 1
        while view.word(verb) in ADVERBS or (view.word(verb) in _BEEN and verb < i + 4):
            verb += 1
        before = [f for f in passives if 0 < i - f.head <= MAX_SECOND]
        form = FORMS.get(view.word(verb), NO_FORM)
        if not before or "pp" not in form.tenses or any(f.head == verb for f in view.findings):
            continue
        if view.word(verb + 1) in _AFTER_SECOND or view.word(verb + 1)[:1].isdigit():
            told = [f for f in before if f.head == before[-1].head]
            view.findings += _second(view, verb, form, told)


def _second(view: View, verb: int, form: Form, told: list[Finding]) -> list[Finding]:
    """Return what the passive at token `verb` says of the places that those told before it are of."""
    by = view.agent(verb + 1, reach=4)
    back = form.lemma.startswith("re") and told[0].event is Event.LOSS
    if form.lemma == "lose":
        event, actor = Event.LOSS, by.side if by is not None else told[0].actor
    elif has_sense(form.lemma, Sense.TAKE):
        event, actor = Event.GAIN, by.side if by is not None else told[0].actor if back else None
    else:
        return []
    text = by.text if by is not None else told[0].actor_text if actor is not None else None
    end, framing = view.reader.tokens[verb].end, view.word(verb)
    return [
        replace(
            f, event=event, actor=actor, actor_text=text, from_actor=f.actor if f.event is event else None,
            rule="second-passive", head=verb, end=end, framing=framing, confidence=0.7,
        )
        for f in told
    ]  # fmt: skip


def entered(view: View) -> None:
    """Read "rolled into X, taking a town that ...", "fought their way into X and took Y's last city": a gain of X."""
    came = [f for f in view.findings if f.event is Event.CONTEST and f.rule.startswith(_CAME)]
    for i, low in enumerate(view.lows) if came else ():
        town = (
            _described_town(view, i) if low in FORMS and not any(f.head == i for f in view.findings) else None
        )
        before = [f for f in came if f.head < i]
        if town is None or not before:
            continue
        end = view.reader.tokens[town].end
        for finding in before:
            if finding.head == before[-1].head and finding.item.noun not in REGIONS:
                view.findings.remove(finding)
                taken = replace(finding, event=Event.GAIN, rule="entered", head=i, end=end, confidence=0.75)
                view.findings.append(taken)
        return


def _described_town(view: View, verb: int) -> int | None:
    """Return "town" of "taking a town that", "took the last city held by", None where a verb takes no such thing."""
    form = FORMS[view.word(verb)]
    if not form.tenses & {"past", "ing"} or not has_sense(
        form.lemma, Sense.TAKE, Sense.TAKE_WEAK, Sense.OUST
    ):
        return None
    town = next((k for k in range(verb + 1, verb + MAX_TOWN) if view.word(k) in _TAKEN_TOWNS), verb)
    opens = next((k for k in range(town - 1, verb, -1) if view.word(k) in ("a", "an", "the")), None)
    if opens is None or any(view.reader.tokens[k].is_capital for k in range(opens, town)):
        return None
    plain = view.word(opens) == "the" and RANKS.isdisjoint(view.lows[opens:town])
    return None if plain or view.word(town + 1) not in _DESCRIBING else town


def _like(source: Finding, item: PlaceItem, view: View, at: int) -> Finding:
    """Return what `source` says, said of another place by the word at token `at`."""
    token = view.reader.tokens[at]
    same = source.sentence is view.sentence
    start = source.start if same else min(item.start, token.start)
    return replace(
        source, item=item, start=start, end=max(item.end, token.end), head=at, sentence=view.sentence,
        framing=token.low, extent=item.extent, part=item.part, list_end=item.end, confidence=0.7,
    )  # fmt: skip
