"""What a text of no war says of places: a company that takes control of an airport, a band that conquers a town.

A sentence is looked at by itself in `frames/civil`; here a whole text is: where nothing in it speaks of men at arms or
of fighting, whoever nobody knows as an armed side takes, holds and storms no ground (docs/claim-guide.md: what is no
claim). Texts that a shipped theatre covers are of its war.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.extract.frames.civil import ARMED
from pipelines.extract.vocabulary.side_words import REBELS, STATES
from pipelines.extract.vocabulary.wars import placed_sides
from pipelines.extract.vocabulary.words import words
from pipelines.model import Event

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from pipelines.model import Claim

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_OF_WAR = ARMED | words(
    """army military rebels rebel insurgents insurgent militants clashes warfare front frontline jihadists jihadist
    gunmen terrorists fighters regime operation invasion occupied occupation liberated liberation recaptured retaken
    recapture besieged guerrillas shelled bombed airstrike strikes defenders attackers commander separatists
    paramilitary paramilitaries peacekeepers armed combat stronghold attack attacked assault forces defence defense
    islamists militia militias withdrawing killed raid sides"""
)
"""Any of these, or an armed side by its name, makes a text one of war."""
_ALSO_IN_PEACE = (
    "active:take",
    "active:conquer",
    "active:win",
    "active:capture",
    "control:",
    "enter:storm",
    "hold:",
)
_ALSO_CLASHES = ("clash:clash", "clash:battle", "clash:fight")
"""Rules whose wordings sport, business and the arts share."""
_PRONOUNS = ("they ", "we ", "he ")


def without_peace(claims: Iterable[Claim], low: str, listed: AbstractSet[str]) -> tuple[Claim, ...]:
    """Return the claims of a text that its own words show to be of war.

    `low` is the text in lower case, `listed` the sides that the lexicon has.
    """
    kept = tuple(claims)
    doubtful = {claim.claim_id for claim in kept if _as_in_peace(claim, listed)}
    if not doubtful or not _OF_WAR.isdisjoint(_WORD.findall(low)):
        return kept
    return tuple(claim for claim in kept if claim.claim_id not in doubtful)


def _as_in_peace(claim: Claim, listed: AbstractSet[str]) -> bool:
    """Say whether a claim rests on a wording of peace too, and on nobody who is known to bear arms."""
    nobody = claim.actor is None and claim.actor_text is None
    unknown = claim.actor is not None and claim.actor not in listed | placed_sides() | STATES | {REBELS}
    shared = claim.rule.startswith((*_ALSO_IN_PEACE, *_ALSO_CLASHES)) and claim.event is not Event.PLEDGE
    return shared and (nobody or unknown) and not claim.quote.lower().startswith(_PRONOUNS)
