"""Who presses the attack where a fight is told of: "(fighting in X), where Y launched an assault"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.lexicon import (
    ATTACK_NOUNS,
    FORMS,
    NO_FORM,
    Sense,
    has_sense,
)
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View


_LEANING = words("loyal allied backed supported from affiliated linked aligned belonging sympathetic")

_STORMING = words(
    "stormed storming attacking attacked assaulting counter-attacked counterattacked counter-attacking"
)

_STORMED = words("attacked stormed assaulted")

_MOVING = words("moved pushed advanced broken fought penetrated")

_ONWARD = words("along on deeper towards toward through ahead")

_TRYING = words("trying tried attempting attempted pushing pressing advancing advanced")

_PRESSING_ON = words("cut sever advance push break inch press fight move gain wrest dislodge drive")
"""What attackers try to do: "where Y are trying to inch forward"."""

_KEEPING_OUT = words(
    "repel repelling hold hang stop halt defend fend resist prevent strikes raids airstrikes out"
)

MAX_TRYING = 9
"""How many words may stand between "tried" and what was tried: "for the fifth consecutive day"."""

_GOING = words("moving going advancing fighting fought advanced moved went")
_GROUND = words("progress gains inroads headway")
_SEARCHING = words("conducting searching combing clearing sweeping hunting mopping advancing")

LAUNCHING = words(
    "launched launching stepped stepping intensified pressed mounted mounting leading led began begun pressing"
)
MAX_THERE = 9
"""How many words "our groups press on there" may have."""


def pressing_on(view: View, i: int) -> ActorPhrase | None:
    """Return Y of "(fighting in X), where Y launched an assault", "with Y trying to push in" behind token `i`."""
    for k in range(i, len(view.lows)):
        if view.word(k) in (".", ";"):
            return None
        attacker = view.actor_at(k + 1) if view.word(k) in ("where", "with", "as", "which") else None
        if attacker is None and view.word(k) == "," and "there" in view.lows[k : k + MAX_THERE]:
            attacker = view.actor_at(k + 1)  # "fighting goes on in X, our groups press on there"
        struck = view.word(k) == "which" and view.word(k + 1) in BE and view.word(k + 2) in _STORMED
        if struck and (by := view.agent(k + 3, reach=1)) is not None:
            return by  # "fighting went on in X, which was attacked by Y"
        if attacker is None:
            continue
        at = _behind_whose(view, attacker.last + 1)
        while view.word(at) in AUXILIARIES or view.word(at) in ADVERBS:
            at += 1
        if _assaults(view, at) or _keeps_trying(view, at):
            return attacker
    return None


def searching(view: View, i: int) -> ActorPhrase | None:
    """Return the troops of "(fighting in X), where troops were conducting a search" at token `i`: they are in X."""
    where = i + (view.word(i) == ",")
    if view.word(where) == "also":  # "X, also called Y, where"
        where = next((k + 1 for k in range(where, where + 6) if view.word(k) == ","), where)
    there = view.actor_at(where + 1, reach=2) if view.word(where) == "where" else None
    behind = view.lows[there.last + 1 : there.last + 7] if there is not None else []
    return there if not _SEARCHING.isdisjoint(behind) and not AUXILIARIES.isdisjoint(behind[:1]) else None


def _keeps_trying(view: View, i: int) -> bool:
    """Say whether "tried for the fifth day to break through" stands at token `i`."""
    tried = i + 1 if view.word(i) in ("has", "have", "been") else i
    to = next((k for k in range(tried, tried + MAX_TRYING) if view.word(k) == "to"), None)
    return view.word(tried) in _TRYING and to is not None and view.word(to + 1) in _PRESSING_ON


def _behind_whose(view: View, i: int) -> int:
    """Step over "loyal to President X", "linked to Y" at token `i`, up to the verb of those described."""
    if view.word(i) not in _LEANING:
        return i
    return next((k for k in range(i + 2, i + 14) if view.word(k) in AUXILIARIES or view.word(k) in FORMS), i)


def _assaults(view: View, i: int) -> bool:
    """Say whether an assault is told at token `i`: "stormed", "launched a new assault", "trying to push in"."""
    near = view.lows[i + 1 : i + 5]
    if not _KEEPING_OUT.isdisjoint(near):
        return False
    if view.word(i) in _STORMING or view.lows[i : i + 2] in (["press", "on"], ["push", "on"]):
        return True
    if view.word(i) in ("made", "making", "make") and not _GROUND.isdisjoint(near):
        return True
    if (view.word(i) in _GOING and "house" in near) or view.lows[i : i + 2] == ["entered", "from"]:
        return True  # "moving from house to house", "had entered from two directions"
    inwards = view.word(i + 1) == "into" or (view.word(i + 1) == "in" and view.word(i + 2) in ("", ".", ","))
    if view.word(i) in _MOVING and (inwards or view.word(i + 1) in _ONWARD):
        return True
    if view.word(i) in LAUNCHING:
        return not ATTACK_NOUNS.isdisjoint(near)
    form = FORMS.get(view.word(i + 2), NO_FORM)
    aimed = view.word(i + 1) == "to" and has_sense(
        form.lemma, Sense.TAKE, Sense.TAKE_WEAK, Sense.ENTER, Sense.OUST, Sense.ASSAIL
    )
    aimed = aimed or view.lows[i + 1 : i + 3] == ["to", "reach"]
    onward = view.word(i) in ("advancing", "pushing") and view.word(i + 1) not in ("back", "away", "for")
    aimed = aimed or (view.word(i + 1) == "to" and view.word(i + 2) in _PRESSING_ON)
    return view.word(i) in _TRYING and (aimed or onward or view.word(i + 1) in ("into", "towards", "against"))
