"""Whose voice a text is: a ministry's bulletin, a movement's media office, a state's agency say "our forces"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import COUNTRIES, DEMONYMS, country_of_two
from pipelines.extract.vocabulary.wordings import fold
from pipelines.extract.vocabulary.words import words

if TYPE_CHECKING:
    from pipelines.extract.actors.sides import Sides
    from pipelines.model import Document

_BODIES = words(
    """army military forces staff command brigade corps ministry operations office centre center headquarters
    presidency government coalition movement front spokesman spokesperson state ministries run"""
)
"""What a publisher that is a party to the war, or its mouthpiece, calls itself: no newspaper, no agency."""
_AGENCIES = {
    "sana": "Syria",
    "tass": "Russia",
    "ria novosti": "Russia",
    "ukrinform": "Ukraine",
    "azertac": "Azerbaijan",
}
"""News agencies of states at war, which say "our forces" of the state's."""
_MOUTHPIECES = {
    "al-masirah": "houthi",
    "al masirah": "houthi",
    "almasirah": "houthi",
    "saba (sana": "houthi",
    "voice of jihad": "taliban",
    "hawar news": "sdf",
    "anha": "sdf",
    "deepstate": "ukraine",
    "sonna": "government",
    "national news agency": "government",
}
"""Whose press a publisher is by a part of its name: it says "the mercenaries", "the enemy" of the other side."""
_OUR = re.compile(
    r"\b[Oo]ur (?:[a-z]+ ){0,2}"
    r"(?:forces|troops|soldiers|fighters|units|army|defenders|heroes|mujahideen|men|positions)\b"
)
_FOE = re.compile(
    r"\b(?:[Tt]he (?:[a-z]+ )?(?:enemy|occupiers|invaders|mercenaries|aggression)|an enemy"
    r"|enemy (?:forces|soldiers|attempt)|hirelings|puppet (?:soldiers|forces|army))\b"
)
"""How a party's own text speaks of itself and of the other."""


def own_voice(document: Document, sides: Sides) -> str | None:
    """Return the side whose own text a document is, None for a text that takes no side in its own words.

    The publisher's name says whose it is; a text that does not say "our troops" or "the enemy" is nobody's.
    """
    publisher = document.publisher or ""
    spoken = _OUR.search(document.text) or _FOE.search(document.text)
    low = fold(publisher)
    if spoken and low in _AGENCIES:
        return sides.war.state(_AGENCIES[low])
    mouth = next((side for name, side in _MOUTHPIECES.items() if name in low), None)
    if spoken and mouth is not None:
        return sides.war.own if mouth == "government" else mouth
    if not spoken or _BODIES.isdisjoint(re.findall(r"[a-z]+", low)):
        return None
    named = [hit for hit in sides.finder.find(publisher) if not hit.loaded and hit.sides[0] != "government"]
    if named:
        return named[-1].sides[0]
    before = ""
    for word in re.findall(r"[^\W\d_]+", low):
        country = country_of_two(before, word) or COUNTRIES.get(word) or DEMONYMS.get(word)
        if country is not None:
            return sides.war.state(country)
        before = word
    return None
