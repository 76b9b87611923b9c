"""Control as an object: established full control over X, lost control of X, control of X has passed to Y."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.eliding import elided, more_controlled
from pipelines.extract.clauses.finding import event_of
from pipelines.extract.clauses.opening import over_aside
from pipelines.extract.clauses.portions import portion
from pipelines.extract.clauses.preceding import predicate_places
from pipelines.extract.clauses.relating import antecedent, ending_at, stranded_object
from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.frames.entering import gone_before
from pipelines.extract.frames.falling import lost
from pipelines.extract.frames.held_by import link
from pipelines.extract.frames.taking import taker_of
from pipelines.extract.places.records import PlaceList, as_part
from pipelines.extract.vocabulary.lexicon import CONTROL_NOUNS, KEEPING
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    CALENDAR,
    DETERMINERS,
    DOUBLE_QUOTES,
    PREPOSITIONS,
    words,
)
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem

_ROUND = dict.fromkeys(
    words("noose siege cordon ring blockade encirclement"), words("around round of on")
) | {"grip": words("around round")}
"""What is tightened round a place, and by which preposition: a grip on it is a hold, a grip around it a ring."""
_AFTER_PLACE = words(", . and late early overnight yesterday last after") | {""}
_SECURITY = words("security stability order calm safety")
_RESTORED = (["security", "and", "stability"], ["stability", "and", "security"])
_WHOLLY = words("full complete total firm")
_CHARGES = words("charge possession")
"""What is taken as control is, but by officials too: "took charge of X" is a gain where an armed side does so."""
_NEXT_DAY = (["the", "next"], ["the", "following"], ["the", "same"])
_GIVING = words("hand cede relinquish surrender yield give concede")
_CONTROL_ADJECTIVES = ADVERBS | words(
    """full complete total sole partial military effective its their his the a some absolute near-total operational
    government rebel state firm greater de facto state near almost nearly virtually""",
)


_WHOLE = words("entirely fully completely totally firmly")
_NEARLY = words("near-total near-complete near almost nearly virtually partial")
"""With these, control is not yet of all."""


def control(view: View, verb: VerbUse) -> bool:
    """Read "established full control over X", "took control of X", "lost control of X"; True if it was one."""
    if _noose(view, verb):
        return True
    at = verb.head + 1
    giving = verb.form.lemma in _GIVING
    while (
        view.word(at) in _CONTROL_ADJECTIVES
        or view.word(at) in DOUBLE_QUOTES
        or view.word(at) in DETERMINERS
        or (giving and view.word(at) in ("up", "over"))
    ):
        at += 1
    restored = verb.form.lemma in ("restore", "establish", "regain") and view.word(at) in _SECURITY
    at += 2 * (restored and view.word(at + 1) == "and")  # "restored security and stability to X"
    charge = view.word(at) in _CHARGES and view.word(at + 1) == "of" and _takes_charge(view, verb, at + 2)
    if not restored and not charge and (view.word(at) not in CONTROL_NOUNS or at - verb.head > 6):
        return _control_passive(view, verb) or _security_restored(view, verb) or _brought_under(view, verb)
    if verb.voice is not Voice.ACTIVE and verb.form.lemma != "lose":
        return False
    spreads = verb.form.lemma == "take" and view.word(at) == "hold" and view.word(at + 1) in ("in", "on")
    given = verb.form.lemma == "give" and any(k in view.reader.actors for k in range(verb.head + 1, at))
    spreads = spreads or given  # "giving the government control of X" is the government's gain
    if spreads or view.lows[at + 1 : at + 3] == ["by", "fire"]:
        return True  # "control by fire over X" is a reach of guns, "winter took hold in X" none
    noun, at = at, view.over_day(at + 1 + (view.word(at + 1) in DOUBLE_QUOTES)) - 1
    joint = view.word(at + 1) in ("of", "over", "in", "on", "around", "to")
    group = stranded_object(view, verb, at + 1) or (view.objects(at + 2) if joint else None)
    group = group or (portion(view, at + 2, verb.first) if joint else None)
    if group is None and joint:
        group = view.within(at + 2) if verb.mood is not Mood.FACT or verb.form.lemma in KEEPING else None
    if group is None and not joint:
        group = _to_which(view, verb) if restored else None
        group = group or (_control_of_earlier(view, verb) if view.word(noun) == "control" else None)
    if group is None:
        return True
    nearly = not _NEARLY.isdisjoint(view.lows[verb.head + 1 : at])
    if nearly or (verb.form.lemma in ("extend", "expand") and view.word(at + 1) == "in"):
        as_part(group)  # "extended their control in Anbar", "took almost complete control of Manbij"
    _control_claim(view, verb, group, noun)
    return True


def _to_which(view: View, verb: VerbUse) -> PlaceList | None:
    """Return X of "X, to which the army (restored security)", None where no such words stand."""
    subject = view.subject(verb.first)
    to = subject.first - 2 if subject is not None else 0
    return ending_at(view, to, loose=True) if to > 0 and view.lows[to : to + 2] == ["to", "which"] else None


def _takes_charge(view: View, verb: VerbUse, i: int) -> bool:
    """Say whether an armed side itself, no officer of it, takes a place at token `i`, not what is there."""
    taker = view.reader.actors.get(link(view, verb.first) - 1)
    if taker is None and view.word(link(view, verb.first) - 1) in ("and", "they", "it"):
        taker = view.subject(verb.first)
    group = view.reader.read(i, loose=True)
    if group is not None and view.lows[group.last + 1 : group.last + 3] in _NEXT_DAY:
        return taker is not None
    behind = view.word(group.last + 1) if group is not None else "?"
    return taker is not None and (behind in _AFTER_PLACE or behind in PREPOSITIONS or behind in CALENDAR)


def _noose(view: View, verb: VerbUse) -> bool:
    """Read "tightened the noose round X", "its grip around X", "tighten their siege of X": a ring round it."""
    noun = next((k for k in (verb.head + 1, verb.head + 2) if view.word(k) in _ROUND), None)
    round_it = noun is not None and view.word(noun + 1) in _ROUND[view.word(noun)]
    if verb.form.lemma != "tighten" or noun is None or not round_it:
        return False
    ringed = view.actor_at(noun + 2)
    held = ringed is not None and "-" in view.word(ringed.last)  # "the noose on the rebel-held town of X"
    group = None if ringed and not held else view.reader.read(noun + 2, loose=True)
    ringed = ringed if group is None else None
    items = (
        view.behind(ringed.last + 1, words("in inside"), reach=2) if ringed else group.items if group else []
    )
    actor = taker_of(view, verb)
    if items and actor and verb.mood in (Mood.FACT, Mood.EFFORT):
        view.add(Event.CONTEST, items, verb=(verb.head, noun), actor=actor, rule="noose", confidence=0.75)
    return bool(items)


def _control_passive(view: View, verb: VerbUse) -> bool:
    """Read "Full control of X was established by Y" and "control over X has passed to Y"."""
    passed = verb.form.lemma == "pass" and verb.voice is Voice.ACTIVE
    if verb.voice is not Voice.PASSIVE and not passed:
        return False
    if (
        passed
        and view.word(verb.head + 1) in ("back", "between")
        and view.word(verb.head + 2) in ("and", "the")
    ):
        return False  # "has passed back and forth between Y and Z"
    noun = next(
        (k for k in range(verb.first - 1, max(-1, verb.first - 14), -1) if view.word(k) == "control"), None
    )
    if noun is None or view.word(noun + 1) not in ("of", "over") or view.word(noun - 1) == "in":
        return False
    group = view.reader.read(noun + 2, loose=True)
    given = passed or verb.form.lemma in _GIVING
    actor = (
        view.after_preposition(verb.head + 1, "to", reach=4) if given else view.agent(verb.head + 1, reach=5)
    )
    read = event_of(verb.mood)
    near = group is not None and verb.first - over_aside(view, group.last + 1) <= 2
    if group and near and read and (actor or verb.form.lemma != "lose"):
        view.add(
            read[0],
            group.items,
            verb=(noun, verb.head),
            actor=actor,
            rule="control-passive",
            polarity=read[1],
        )
    return group is not None


def _security_restored(view: View, verb: VerbUse) -> bool:
    """Read "security and stability were restored to X": the formula of a state that has taken it back."""
    formula = view.lows[verb.first - 3 : verb.first] in _RESTORED
    if verb.form.lemma != "restore" or verb.voice is not Voice.PASSIVE or not formula:
        return False
    items = view.behind(verb.head + 1, words("to in"), reach=1)
    if not items or verb.mood is not Mood.FACT:
        return False
    state = view.agent(verb.head + 1) or view.acting_word(verb.first - 1, view.home_side)
    view.add(
        Event.GAIN,
        items,
        verb=(verb.first - 3, verb.head),
        actor=state,
        rule="security-restored",
        confidence=0.7,
    )
    return True


def _brought_under(view: View, verb: VerbUse) -> bool:
    """Read "brought X under their control", "put X under its control"."""
    if verb.form.lemma not in ("bring", "put", "take", "place"):
        return False
    if verb.voice is not Voice.ACTIVE:
        return _was_brought_under(view, verb)
    group = view.reader.read(verb.head + 1, loose=False)
    if group is None and verb.gerund:
        group = view.reader.read(
            verb.head + 1, loose=True
        )  # "bringing the entire Eastern Province under ..."
    end = _behind_between(view, group.last + 1) if group is not None else 0
    end += view.word(end) in _WHOLE
    if group is None or view.word(end) not in ("under", "back"):
        return False
    noun = next((k for k in range(end + 1, end + 6) if view.word(k) == "control"), None)
    read = event_of(verb.mood)
    if noun is None or read is None:
        return False
    inner = next((p for p in view.actors if end < p.first and p.last < noun), None)
    taker = inner or taker_of(view, verb)
    if taker is None:
        return False  # "firefighters brought it under control"
    view.add(
        read[0],
        group.items,
        verb=(verb.head, noun),
        actor=taker,
        rule="brought-under",
        polarity=read[1],
    )
    return True


def _behind_between(view: View, i: int) -> int:
    """Step over "between A and B", which only tells where what was taken lies."""
    ends = view.reader.read(i + 1, loose=True) if view.word(i) == "between" else None
    return i if ends is None else ends.last + 1


def _was_brought_under(view: View, verb: VerbUse) -> bool:
    """Read "X and Y have been brought under control": by whom, the text tells elsewhere."""
    at = verb.head + 1 + (view.word(verb.head + 1) == "back")
    noun = at + 1 + (view.word(at + 1) in _WHOLLY)
    if view.word(at) != "under" or view.word(noun) != "control" or view.word(noun + 1) in ("of", "by"):
        return False
    group = predicate_places(view, verb.first, reach=4)
    read = event_of(verb.mood)
    if (
        group is None
        or read is None
        or read[0] is not Event.GAIN
        or view.word(group.first - 1) in PREPOSITIONS
        or group.items[0].noun == "it"
    ):
        return False  # "the fire at the refinery was brought under control"; "it" is as often an epidemic
    view.add(
        Event.GAIN, group.items, verb=(verb.head, noun), actor=None, rule="brought-under:passive",
        polarity=read[1], confidence=0.65,
    )  # fmt: skip
    return True


def _control_of_earlier(view: View, verb: VerbUse) -> PlaceList | None:
    """Read "swept into Afrin, seizing control from Kurdish forces": the place is the one before."""
    where = next(
        (k for k in range(verb.first - 1, max(-1, verb.first - 9), -1) if view.word(k) == "where"), None
    )
    if where is not None and (placed := antecedent(view, where)) is not None:
        return placed
    if verb.gerund or where is not None:
        return view.before(verb.first, reach=12)
    again = (_just_taken(view, verb) or view.told_place()) if _has_it_back(view, verb) else []
    if again:
        return PlaceList(again[0].first, again[-1].last, again)
    came = next(
        (f for f in reversed(view.findings) if f.rule.startswith("enter") and f.head < verb.head), None
    )
    if came is not None and view.word(verb.first - 1) == "and" and verb.mood is Mood.FACT:
        items = [f.item for f in view.findings if f.head == came.head]
        return PlaceList(items[0].first, items[-1].last, items)  # "marched into X and took control"
    opening = view.opening()  # "In Daraya the army is trying to regain control"
    return PlaceList(opening[0].first, opening[-1].last, opening) if opening else None


def _just_taken(view: View, verb: VerbUse) -> list[PlaceItem]:
    """Return X of "M23 captured X, but the army (regained control)", nothing where this sentence told of no gain."""
    told = (f for f in reversed(view.findings) if f.head < verb.head)
    last = next(told, None)
    return [last.item] if last is not None and last.event is Event.GAIN and not last.item.anaphor else []


def _has_it_back(view: View, verb: VerbUse) -> bool:
    """Say whether "the army later regained control" tells of the place that was told to be taken before."""
    told = next((f for f in reversed(view.findings) if f.head < verb.head), view.told)
    taken = told is not None and told.event is Event.GAIN and told.polarity is Polarity.ASSERTED
    return (
        taken and verb.form.lemma in ("regain", "retake", "reclaim", "recapture") and verb.mood is Mood.FACT
    )


def _no_group(view: View, verb: VerbUse) -> bool:
    """Say whether nobody who could hold a place stands before a verb: "the company", "the United Nations"."""
    at = verb.first - 1
    while at > 0 and view.word(at) in ADVERBS:
        at -= 1
    if at == view.reader.opens and view.word(at).endswith("s"):
        return True  # "Firefighters regained control": a sentence's first word is no name for its capital
    return not view.reader.tokens[at].is_capital or view.word(at) in ("nations", "un")


def _state_of(view: View, noun: int) -> ActorPhrase | None:
    """Return the state of "The deal restored state control over X", None if it is not said whose control."""
    return view.acting_word(noun - 1, view.home_side) if view.word(noun - 1) == "state" else None


def _others_named(view: View, noun: int, group: PlaceList) -> int | None:
    """Return the last token of the rebels of "(its grip) on rebel-held X", "on the rebels and", None if not told."""
    between = range(noun + 1, group.items[0].name_first)
    held = next((k for k in between if view.word(k).endswith(("-held", "-controlled"))), None)
    named = next((p.last for p in view.actors if p.first in between), None)
    return held if held is not None else named


def _control_claim(view: View, verb: VerbUse, group: PlaceList, noun: int) -> None:
    subject = taker_of(view, verb) or _state_of(view, noun)
    if subject is None and view.other_subject(verb) and _no_group(view, verb):
        return
    lemma = verb.form.lemma
    span = (verb.head, noun)
    tightened = (
        lemma in ("tighten", "consolidate") and "past" in verb.form.tenses and view.word(noun) == "control"
    )
    if tightened and verb.mood is Mood.FACT and not group.items[0].anaphor:
        lemma = "gain"  # "tightened control over the villages of A and B" is how agencies tell that they were taken
    if lemma == "tighten" and (theirs := _others_named(view, noun, group)) is not None:
        items = [] if view.word(theirs + 1) == "and" else group.items
        view.add(Event.CONTEST, items, verb=span, actor=subject, rule="control:grip", confidence=0.6)
        return  # "tightened its grip on the rebel enclave of X"
    if lemma in KEEPING:
        if (
            verb.mood in (Mood.FACT, Mood.DENIED) and lemma not in ("tighten", "consolidate", "cement")
        ) or verb.mood is Mood.FACT:
            polarity = Polarity.DENIED if verb.mood is Mood.DENIED else Polarity.ASSERTED
            view.add(
                Event.HOLD, group.items, verb=span, actor=subject, rule=f"control:{lemma}", polarity=polarity
            )
        return
    if lemma in _GIVING and verb.mood in (Mood.PLEDGE, Mood.FUTURE):
        items = group.items if subject is not None else []  # "will hand control of X to Y"
        view.add(
            Event.PLEDGE, items, verb=span, actor=subject, rule=f"control:{lemma}:{verb.mood}", confidence=0.8
        )
        return
    if lemma == "lose" or lemma in _GIVING:
        lost(view, verb, group, subject, span)
        return
    read = event_of(verb.mood)
    if read and (subject is not None or read[0] is not Event.PLEDGE):
        origin = view.after_preposition(group.last + 1, "from", reach=10)
        if origin is None and subject is not None and read[0] is Event.GAIN:
            origin = gone_before(view, group.last + 1, subject)  # "took control of X after Y fled"
        more = more_controlled(view, group.last + 1) or elided(view, group.last + 1)
        more = more or view.besides(group.last + 1)
        view.add(
            read[0], group.items + more, verb=span, actor=subject,
            rule=f"control:{lemma}:{verb.mood}", polarity=read[1],
            from_actor=origin.side if origin else None, perfect=verb.perfect, confidence=0.95,
        )  # fmt: skip
