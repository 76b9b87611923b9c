"""Whose victory or defeat it was: "its capture was Ukraine's biggest gain", "the fall of X is a blow to the army"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import CAPITALS, COUNTRIES
from pipelines.extract.vocabulary.words import NEGATIONS, words

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View

_VICTORIES = words(
    """victory victories win success successes triumph boost breakthrough gain advance achievement conquest
    coup prize milestone feat""",
)
_DEFEATS = words("blow setback defeat humiliation loss embarrassment reverse reversal retreat failure")
LINKING = words(
    "is was are were came marks marked represents represented as constitutes constituted amounts dealt deals"
)
"""What joins what happened to what it is called."""
_FOR = ("for", "to")
_HANDING = words("handing giving delivering earning bringing dealing")
_REACH = 16
"""So many tokens behind the noun an outcome is looked for: "the biggest battlefield success in months for ..."."""


def victor(view: View, i: int) -> ActorPhrase | None:
    """Return whose victory is told behind token `i`, None if none is."""
    return _whose(view, i, _VICTORIES)


def beaten(view: View, i: int) -> ActorPhrase | None:
    """Return whose defeat is told behind token `i`, None if none is."""
    return _whose(view, i, _DEFEATS)


def handed(view: View, i: int) -> ActorPhrase | None:
    """Return whom a deed told before token `i` hands a victory: ", handing Russia its biggest gain", None if nobody."""
    for at in range(i, min(i + 2 * _REACH, len(view.lows))):
        if view.word(at) in _HANDING and view.word(at - 1) == ",":
            won = any(view.word(k) in _VICTORIES for k in range(at + 2, at + 10))
            return recipient(view, at) if won else None
    return None


def recipient(view: View, at: int) -> ActorPhrase | None:
    """Return the side behind "handing" at token `at`, a country or an actor; None if none stands there."""
    phrase = view.actor_at(at + 1, reach=2)
    if phrase is not None:
        return phrase
    country = COUNTRIES.get(view.word(at + 1)) or CAPITALS.get(view.word(at + 1))
    return view.acting_word(at + 1, view.sides.war.state(country)) if country else None


def handed_before(view: View, at: int) -> ActorPhrase | None:
    """Return whom "it" at token `at` stands for in "handing Russia its biggest gain since it took X", else None."""
    if view.word(at) != "it" or view.word(at - 1) not in ("since", "when"):
        return None
    begin = next((k for k in range(at - 1, max(-1, at - _REACH), -1) if view.word(k) in _HANDING), None)
    return None if begin is None else recipient(view, begin)


def _whose(view: View, i: int, nouns: frozenset[str]) -> ActorPhrase | None:
    link = next((k for k in range(i, i + _REACH) if view.word(k) in LINKING), None)
    if link is None or not NEGATIONS.isdisjoint(view.lows[i : link + 2]):
        return None
    noun = next((k for k in range(link + 1, link + 10) if view.word(k) in nouns), None)
    if noun is None:
        return None
    owner = next((p for p in view.actors if link < p.first and p.last < noun and p.possessive), None)
    return owner or next(
        (who for word in _FOR if (who := view.after_preposition(noun + 1, word, reach=7))), None
    )
