"""Nominal frames: the capture of X by Y, X's fall, after its liberation; agreements to leave; lists of the taken."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.actors import outcomes
from pipelines.extract.actors.officials import official
from pipelines.extract.clauses.opening import over_aside
from pipelines.extract.clauses.prominence import only_tells_where
from pipelines.extract.clauses.relating import apposed_city
from pipelines.extract.frames.falling import OWNING_UP
from pipelines.extract.frames.happened import SPANS, reality
from pipelines.extract.frames.passing import into_whose
from pipelines.extract.vocabulary.countries import COUNTRIES
from pipelines.extract.vocabulary.lexicon import (
    FALLING_NOUNS,
    FORMS,
    LEAVING_NOUNS,
    TAKING_NOUNS,
    Sense,
    has_sense,
)
from pipelines.extract.vocabulary.modality import auxiliaries
from pipelines.extract.vocabulary.side_words import STATES
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    DAYTIMES,
    PLURAL_PLACE_NOUNS,
    PREPOSITIONS,
    words,
)
from pipelines.model import Event, Extent, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceItem

_LISTING = words("are were was is include included :")
"""What opens a list behind "the liberated towns"."""
QUOTES = frozenset("\"“”'’")
_LIGHT = words(
    """made make making completed completing complete carried conducted staged began begun finished finalised
    finalized executed beat beaten achieved ensured out""",
)
"""Verbs that only carry a noun: who does them does what the noun says."""
_PRAISING = words("congratulated congratulates congratulating praised thanked commended saluted hailed")
MAX_PRAISED = 16
"""How many words may stand between "congratulated" and the liberation."""
_HAILING = words(
    """announce announced announces announcing claim claimed claims claiming declared declaring proclaimed hailed
    hails hailing celebrated celebrating"""
)
"""What a movement that tells of a place's fall says of its own deed; a state may own up to a loss."""
_ANNOUNCING = words("announced announces announcing confirmed confirms confirming acknowledged")
_DENYING = words("denied denies denying rejected dismissed")
_WHOLLY = words("full complete total")
_COMPLETING = words("completed completing complete completes")
_OF_PLACES = words("capture recapture liberation fall seizure takeover conquest reconquest retaking")
"""Nouns whose "of" takes any name as a place."""


_LYING = words("remained remains lay lies stood stands became")
"""What a place does after its fall."""
_TAKEOVERS = words("takeover conquest recapture")
_OF_TOWNS = words("recapture liberation reconquest retaking")
"""What befalls only places, if it is not their people."""
MAX_ELSE = 10
MAX_BEFORE_OF = 8
"""How many words may stand between a taking and its "of"."""
_BEFORE_OF = words("on in by last this late early earlier yesterday overnight days weeks months")
"""What may open the words that stand between a taking and its "of"."""
_SINCE = words("after following since upon before")


def nominals(view: View) -> None:
    """Read every taking, falling noun of the sentence."""
    for i, low in enumerate(view.lows):
        if low in TAKING_NOUNS or low in FALLING_NOUNS:
            _nominal(view, i)


def _nominal(view: View, i: int) -> None:
    low = view.word(i)
    if low in FORMS and low.endswith("ing") and view.word(i - 1) not in ("the", "'s", "its", "their"):
        return
    if (
        view.lows[i - 2 : i] == ["for", "the"]
        and view.reader.tokens[i].is_capital
        and not view.reader.headline
    ):
        return  # "Alliance of Democratic Forces for the Liberation of Congo" is a name
    items = _named(view, i)
    if low == "loss" and items:
        _loss(view, i, items)
        return
    if not items:
        return
    event, polarity = reality(view, i, items)
    if event is None:
        return
    last = max([i, *(item.last for item in items)])
    taker = _taker(view, i, last, falling=low in FALLING_NOUNS) or outcomes.victor(view, last + 1)
    if taker is None and event is Event.CONTEST:
        taker = view.subject(i)
    loser = outcomes.beaten(view, last + 1) or view.after_preposition(last + 1, "from", reach=1)
    view.add(
        event,
        items + _that_of(view, last + 1),
        verb=(i, i),
        actor=taker,
        rule=f"nominal:{low}",
        polarity=polarity,
        confidence=0.75 if taker else 0.6,
        from_actor=loser.side if loser else None,
    )


def _that_of(view: View, i: int) -> list[PlaceItem]:
    """Read "(the capture of X) comes after that of Y, a town, and of Z on the following day" at token `i`."""
    that = next((k for k in range(i, i + 6) if view.lows[k : k + 2] == ["that", "of"]), None)
    group = view.reader.read(that + 2, loose=True) if that is not None else None
    if group is None or group.items[0].anaphor:
        return []
    near = range(group.last + 1, group.last + MAX_ELSE)
    of = next((k for k in near if view.lows[k : k + 2] == ["and", "of"]), None)
    more = view.reader.read(of + 2, loose=True) if of is not None else None
    return group.items + (more.items if more is not None and not more.items[0].anaphor else [])


def _named(view: View, i: int) -> list[PlaceItem]:
    of = i + 2 if view.word(i + 1) in QUOTES else i + 1
    of = _before_of(view, of)
    if view.word(of) == "of":
        sure = (
            view.word(i) in _OF_PLACES
            or view.word(i - 1) in _WHOLLY
            or view.word(i - 2) in _COMPLETING
            or (view.word(i) == "loss" and (_owning_up(view, i) is not None or _lost_to(view, of + 1)))
            or (view.word(i) == "loss" and (view.word(i - 2) in _DENYING or owner_at(view, i) is not None))
        )
        group = view.reader.read(of + 1, loose=sure)
        if group:
            return [p for p in group.items if not p.anaphor or p.noun != "it" or p.extent is Extent.PART]
    if view.word(i - 1) == "whose":
        told = apposed_city(view, i - 1) or view.named_before(i - 1 - (view.word(i - 2) == ","))
        return told.items if told is not None else []  # "X, the town whose seizure by Y"
    if view.word(i - 1) in ("its", "their") and i == 1:
        item = view.reader.stand_in(0)
        if view.word(0) == "their":
            item.noun, item.plural = "them", True
        return [item]
    if view.word(i - 1) == "its" and i == 2:
        later = [g for g in view.lists if g.last > i]
        return later[0].items[:1] if later else []
    if (
        view.word(i - 1) == "'s"
        and view.word(i - 3) == "the"
        and view.word(i - 2) in ("city", "town", "village")
    ):
        return [view.reader.stand_in(i - 3, i - 2)]  # "since the city's recapture by the army"
    if view.word(i - 1) == "'s" or view.word(i - 1).endswith("s'"):
        return [item for g in view.lists if g.last == i - 2 for item in g.items]
    return _its(view, i)


def _its(view: View, i: int) -> list[PlaceItem]:
    """Return X of "X, quiet since its capture by Y": the place named last before the noun of token `i`."""
    gone = [item for at, item in view.reader.located.items() if at < i] if view.word(i) in _TAKEOVERS else []
    if gone and view.word(i + 1) in ("", ".", ",", "in", "on", "last") and owner_at(view, i) is not None:
        return gone[-1:]  # "people fled X after the rebel takeover"
    its = i - 1 - (view.word(i - 2) == "its" and view.word(i - 1).islower() and view.word(i - 1) not in FORMS)
    if view.word(its) == "its" and its > 0 and view.word(its - 1) in _SINCE:  # "after its stunning fall to Y"
        earlier = [g for g in view.lists if g.last < i and not only_tells_where(view, g)]
        if view.word(its - 1) == "before":
            return []
        if not earlier:
            return _shown_by_deed(view, i)
        return [replace(earlier[-1].items[-1], extent=Extent.WHOLE, part=None)]  # "much of X ... its fall"
    return []


def _shown_by_deed(view: View, i: int) -> list[PlaceItem]:
    """Return X of "people returned to X after its liberation", "X was quiet after its fall to Y": nothing else is."""
    whose = words("to") if view.word(i) == "fall" else words("by from")
    told = view.word(i + 1) in whose and view.actor_at(i + 2) is not None
    if not (told and view.word(i) in _OF_PLACES) and view.word(i) not in _OF_TOWNS:
        return []
    gone = [item for at, item in view.reader.located.items() if at < i]
    if gone:
        return [gone[-1]]
    opened = view.reader.read(0, loose=True) if view.reader.namelike(0) else None
    alone = (
        opened is not None and len(opened.items) == 1 and view.word(opened.last + 1) in AUXILIARIES | _LYING
    )
    return opened.items if opened is not None and alone and not opened.items[0].anaphor else []


def _before_of(view: View, i: int) -> int:
    """Return the "of" behind a day or a taker at token `i`: "capture on 10 January of X", "seizure by Y of X"."""
    if view.word(i) not in _BEFORE_OF and view.lows[i + 1 : i + 3] not in (["weeks", "ago"], ["days", "ago"]):
        return i
    for at in range(i + 1, min(i + MAX_BEFORE_OF, len(view.lows))):
        low = view.word(at)
        if low == "of":
            taker = view.reader.actors.get(at - 1) if view.word(i) == "by" else None
            return at if taker is not None or _ends_time(view, at - 1) else i
        inside = at in view.reader.actors or low in CALENDAR or low[:1].isdigit() or low in DAYTIMES
        if not (
            inside or low in ADVERBS or low in SPANS or low in ("the", "a", ".", "last", "this", "on", "in")
        ):
            return i
    return i


def _ends_time(view: View, at: int) -> bool:
    """Say whether a day, a month or a number ends at token `at`."""
    low = view.word(at)
    return low in CALENDAR or low[:1].isdigit() or low in DAYTIMES or low in SPANS or low == "yesterday"


def _lost_to(view: View, i: int) -> bool:
    """Say whether "(the loss of) X to Y" stands at token `i`: only a place is lost so."""
    to = next((k for k in range(i + 1, i + 6) if view.word(k) == "to"), None)
    return to is not None and view.actor_at(to + 1, reach=2) is not None


def _loss(view: View, i: int, items: list[PlaceItem]) -> None:
    """Read "the loss of X (to Y)", "Y's loss of X"."""
    last = max(item.last for item in items)
    event, polarity = reality(view, i, items, losing=True)
    if event is not Event.GAIN:
        return
    if polarity is Polarity.DENIED and (denier := light_subject(view, i)) is not None:
        view.add(Event.LOSS, items, verb=(i, i), actor=denier, rule="nominal:loss", polarity=polarity)
        return
    loser = owner_at(view, i) or view.after_preposition(last + 1, "for", reach=8) or _owning_up(view, i)
    if loser is None and (beaten := outcomes.beaten(view, last + 1)) is not None:
        loser = (
            beaten if beaten.text.lower() not in COUNTRIES else None
        )  # "a blow to Iran", whose ally lost it
    taker = view.after_preposition(last + 1, "to", reach=3)
    if taker:
        loser = loser or view.after_preposition(taker.last + 1, "to", reach=8)
        view.add(
            Event.GAIN, items, verb=(i, i), actor=taker, rule="nominal:loss", confidence=0.7,
            from_actor=loser.side if loser else None,
        )  # fmt: skip
    elif loser or all(item.evident for item in items):
        view.add(
            Event.LOSS, items, verb=(i, i), actor=loser, rule="nominal:loss", confidence=0.7 if loser else 0.5
        )


def _owning_up(view: View, i: int) -> ActorPhrase | None:
    """Return who "confirmed the loss" of token `i`, None if nobody did."""
    at = i - 1 - (view.word(i - 1) == "the")
    if view.word(at) not in OWNING_UP:
        return None
    first, _ = auxiliaries(view.lows, at)
    return view.reader.actors.get(first - 1) or official(view, first)


def owner_at(view: View, i: int) -> ActorPhrase | None:
    """Return whose a noun at token `i` is: "the rebels' seizure", "Turkey's capture", "rebel withdrawal"."""
    marked = (
        i - 1 - (view.word(i - 2) in ("'", "'s") and view.word(i - 1).islower())
    )  # "the rebels' sudden retreat"
    near = (marked, marked - 1, marked - 2) if view.word(marked) in ("'", "'s") else (i - 1,)
    return next((p for p in view.actors if p.last in near), None)


def light_subject(view: View, i: int) -> ActorPhrase | None:
    """Return who "made a tactical retreat", "completed the liberation", "carried out a withdrawal"."""
    for at in range(i - 1, max(-1, i - 5), -1):
        own = view.word(at) in _DENYING and view.word(i - 1) in ("its", "their", "the", "any")
        if own or view.word(at) in _LIGHT or (view.word(at) in _ANNOUNCING and view.word(i) in LEAVING_NOUNS):
            return view.subject(at)
        if view.word(at) in PREPOSITIONS:
            return None
    return None


def _fallen_to(view: View, last: int) -> ActorPhrase | None:
    """Return to whom a place that ends at `last` fell: "the fall of X, close to the border, to the army"."""
    if not outcomes.LINKING.isdisjoint(view.lows[last + 1 : last + 4]):
        return None
    at = last + 1
    if view.word(at) == ",":
        at = next((k + 1 for k in range(at + 1, at + 9) if view.word(k) == ","), at)
    return view.after_preposition(at, "to", reach=4) or into_whose(view, at)


def _taker(view: View, i: int, last: int, *, falling: bool) -> ActorPhrase | None:
    """Return who took what the noun at token `i` and its place, ending at `last`, say was taken; None if not said."""
    if falling:
        boasting = not _HAILING.isdisjoint(view.lows[max(0, i - 5) : i])
        told = view.subject(i - 1) if boasting else None
        hailing = told if told is not None and told.side not in STATES else None
        return _fallen_to(view, last) or hailing
    owner = owner_at(view, i)
    if owner is not None and view.word(last + 1) == ",":
        return owner  # "Y's capture of X, since retaken by Z"
    agent = _congratulated(view, i) or _done_by(view, over_aside(view, last + 1))
    agent = agent or (view.agent(i + 1, reach=1) if last > i + 1 else None)
    if agent or owner:
        return agent or owner
    if any(
        view.word(k) in _ANNOUNCING | {"claimed", "claims", "declared", "declares", "reported", "reports"}
        for k in range(max(0, i - 5), i)
    ):
        verb = next((k for k in range(max(0, i - 5), i) if view.word(k) in _ANNOUNCING), i)
        itself = view.subject(verb) if view.word(verb - 1) == "it" else None  # "On Friday it announced"
        return view.subject(i - 1) or itself or _claimed_by(view, i)
    if view.word(i - 1) == "its" or view.lows[i - 2 : i] == ["with", "the"]:
        opened = view.subject(i)  # "opened their advance with the recapture of X"
        before = (p for p in view.actors if p.last < i and not p.governed and not p.possessive)
        return opened or _acts_next(view, last + 1) or next(before, None)  # "With the capture of X, Y"
    if carried := light_subject(view, i):
        return carried
    if i <= 3 and (acting := _acts_next(view, last + 1)) is not None:
        return acting
    for phrase in view.actors:
        enabling = [view.word(k) for k in range(last + 1, phrase.first)]
        if phrase.first > last and any(
            w in ("enables", "enabled", "allows", "allowed", "gave", "gives", "put", "lets") for w in enabling
        ):
            return phrase
    return None


def _done_by(view: View, i: int) -> ActorPhrase | None:
    """Return the agent behind token `i`, None for "(the capture of X), the last town held by Y"."""
    by = next((k for k in range(i, min(i + 6, len(view.lows))) if view.word(k) == "by"), None)
    holds = by is not None and view.word(by - 1) in ("held", "controlled", "defended", "backed", "claimed")
    return None if holds else view.agent(i, reach=6)


def _acts_next(view: View, comma: int) -> ActorPhrase | None:
    """Return who acts behind the comma that ends "With the capture of X,", which some texts lost; None if nobody."""
    if view.word(comma) != ",":
        return view.actor_at(comma, reach=2) if view.reader.commaless else None
    return next((p for p in view.actors if p.first > comma and not p.governed and not p.possessive), None)


def _claimed_by(view: View, i: int) -> ActorPhrase | None:
    """Return the state of "Russia's defence ministry claimed the capture (of X)", None where it may only own up."""
    near = range(i - 1, max(-1, i - 5), -1)
    said = next((k for k in near if view.word(k) in _HAILING), None)
    return official(view, said) if said is not None else None


def _congratulated(view: View, i: int) -> ActorPhrase | None:
    """Return the fighters of "congratulated the fighters of Y on the liberation (of X)", None for other words."""
    if view.lows[i - 2 : i] not in (["on", "the"], ["for", "the"]):
        return None
    praised = view.reader.actors.get(i - 3)
    near = view.lows[max(0, i - MAX_PRAISED) : i - 2]
    return praised if praised is not None and not _PRAISING.isdisjoint(near) else None


def taken_lists(view: View) -> None:
    """Read "the liberated neighbourhoods are X, Y and Z", "among the villages retaken (by them) were X and Y"."""
    for i, low in enumerate(view.lows):
        form = FORMS.get(low)
        if form is None or "pp" not in form.tenses or not has_sense(form.lemma, Sense.TAKE):
            continue
        link = i + 2 if view.word(i + 1) in PLURAL_PLACE_NOUNS else None
        if link is None and view.word(i - 1) in PLURAL_PLACE_NOUNS:
            link = next((k for k in range(i + 1, i + 9) if view.word(k) in _LISTING), None)
        group = view.reader.read(link + 1, loose=True) if link and view.word(link) in _LISTING else None
        if group is not None and not group.items[0].anaphor:
            actor = view.agent(i + 1, reach=2) or view.subject(i) or view.last_subject
            view.add(Event.GAIN, group.items, verb=(i, i), actor=actor, rule="taken-list", confidence=0.85)
