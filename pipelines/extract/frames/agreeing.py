"""Deals, orders and ultimatums to leave a place, and plans named for it: what is to be left or taken is pledged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.relating import described
from pipelines.extract.vocabulary.lexicon import (
    FORMS,
    LEAVING_NOUNS,
    OPERATION_NOUNS,
    PLEDGE_NOUNS,
    TAKING_NOUNS,
    Sense,
    has_sense,
)
from pipelines.extract.vocabulary.modality import denied
from pipelines.extract.vocabulary.words import (
    REPORTING,
    words,
)
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View


_FROM = words("from in of")
_ARRIVING = words("to into towards toward for")
_UNARMED = words(
    """weapons weaponry artillery interpreters wounded sick injured patients civilians residents nationals citizens
    families children women people"""
)
"""Who is brought out of a place that others hold."""
_BREAKING = words("violating violated violation breaching breached breach refused rejected despite")
"""What is done to a deal that nobody reaches then."""
MAX_BROKEN = 4
"""How many words may stand between that and the deal."""
_REACHED = words(
    """reached agreed agree reach deal brokered struck signed announced concluded completed begun began allow
    allowed allows started ordered order ultimatum agrees reinforced foresees
    calls called provides stipulates envisages requires""",
)


def plans(view: View) -> None:
    """Read "the upcoming X liberation operation", "the X offensive will begin"."""
    for i, low in enumerate(view.lows):
        named = view.reader.tokens[i].is_capital and low.endswith("s")  # "the Nineveh Liberation Operations"
        if low in OPERATION_NOUNS and not named and view.word(i - 1) in TAKING_NOUNS | {"military"}:
            for group in view.lists:
                if group.last == i - 2 and not group.items[-1].anaphor:
                    upcoming = any(
                        view.word(k) in ("upcoming", "planned", "looming", "coming")
                        for k in range(max(0, group.first - 4), group.items[-1].name_first)
                    )
                    actor = next((p for p in view.actors if not p.governed and not p.possessive), None)
                    event = Event.PLEDGE if upcoming else Event.CONTEST
                    view.add(
                        event,
                        group.items[-1:],
                        verb=(i - 1, i),
                        actor=actor,
                        rule="named-operation",
                        confidence=0.7,
                    )


def agreements(view: View) -> None:
    """Read a deal, order or ultimatum to leave: the places that are to be left are pledged."""
    pledges = (i for i, low in enumerate(view.lows) if low in PLEDGE_NOUNS or low == "agreed")
    nouns = [i for i in pledges if view.word(i - 1) != "to"]  # "asked the court to order Y to leave X"
    leaving = [
        i
        for i, low in enumerate(view.lows)
        if low in LEAVING_NOUNS
        or (
            low in FORMS
            and has_sense(FORMS[low].lemma, Sense.LEAVE, Sense.CEDE)
            and low not in ("gave", "given", "give", "left", "fell", "fall", "fallen", "falls")
        )
    ]
    nouns = [i for i in nouns if _BREAKING.isdisjoint(view.lows[max(0, i - MAX_BROKEN) : i])]
    if not nouns or not leaving or not any(low in _REACHED for low in view.lows):
        return
    if any(f.event in (Event.PLEDGE, Event.LOSS) for f in view.findings):
        return
    kept_open = "open" in view.lows[leaving[0] + 1 : leaving[0] + 7]  # "agreed to leave the corridor open"
    if not _UNARMED.isdisjoint(view.lows[max(0, leaving[0] - 4) : leaving[0]]):
        return  # "let 500 civilians leave X under a deal"
    if kept_open or not _UNARMED.isdisjoint(view.lows[leaving[0] + 1 : leaving[0] + 5]):
        return  # "agreed to evacuate the wounded from X"
    leaver = _leaver(view, leaving[0])
    if view.word(nouns[0]) in ("ultimatum", "order", "orders"):
        leaver = view.subject(nouns[0]) or leaver
    for group in view.lists:
        before = view.word(group.first - 1)
        named = not any(item.anaphor for item in group.items) and not view.generic(group)
        elsewhere = any(g.first > leaving[0] and view.word(g.first - 1) == "from" for g in view.lists)
        apart = view.word(group.first - 2) in ("", ";", ".") or (elsewhere and group.last < leaving[0])
        aside = before == "in" and (
            apart or view.word(group.first - 2) in _REACHED | PLEDGE_NOUNS | {"out", "talks", "summit"}
        )
        telling = before == "in" and not REPORTING.isdisjoint(view.lows[group.last + 1 : nouns[0]])
        named = (
            named and not aside and not telling
        )  # "activists in X say that a deal ...", "agreed at talks in X"
        if before in _ARRIVING or not named or not _origin(view, group.first):
            continue
        gained = {f.item.name_first for f in view.findings if f.event is Event.GAIN}
        taken = any(item.name_first in gained for item in group.items)
        taken = taken or not {"who", "which", "whose"}.isdisjoint(view.lows[leaving[0] : group.first])
        if taken or described(view, group) is not None:
            continue  # "Daraya, a suburb of Damascus"
        view.add(
            Event.PLEDGE,
            group.items,
            verb=(min(nouns[0], leaving[0]), max(nouns[0], leaving[0])),
            actor=leaver,
            rule="agreement",
            confidence=0.75,
            polarity=Polarity.DENIED if denied(view.lows, nouns[0]) else Polarity.ASSERTED,
        )


def _origin(view: View, first: int) -> bool:
    """Say whether a place stands where people leave from: behind from, in, of or a kind noun and of."""
    for at in range(first - 1, max(-1, first - 4), -1):
        if view.word(at) in _ARRIVING:
            return False
        if view.word(at) in ("near", "area", "province", "governorate"):
            return False
        if view.word(at) in _FROM or view.word(at) in ("leave", "leaving", "evacuate", "quit", "abandon"):
            leaves = view.word(at) not in _FROM or view.word(at) == "from"  # "for rebels to leave X"
            return leaves or not any(view.word(k) in _ARRIVING for k in range(max(0, at - 4), at))
    return False


def _leaver(view: View, i: int) -> ActorPhrase | None:
    of = view.after_preposition(i + 1, "of", reach=2)
    if of:
        return of
    before = [p for p in view.actors if p.last < i]
    before = [p for p in before if p.side not in (None, view.home_side)] or before  # who deals with the state
    return before[-1] if before else (view.actors[0] if view.actors else None)
