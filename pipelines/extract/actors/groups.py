"""Groups by their words alone: "Arakan Army", "Mai-Mai fighters", "Kachin troops", "Turkish-backed armed groups"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import DEMONYMS
from pipelines.extract.vocabulary.side_words import LEANING, NO_GROUP, STATE_HEADS
from pipelines.extract.vocabulary.words import CALENDAR, DETERMINERS, NUMBERS, words

if TYPE_CHECKING:
    from pipelines.extract.text.sentences import Token
    from pipelines.extract.vocabulary.wordings import SideFinder


_QUANTITIES = NUMBERS.keys() | words(
    "more fewer many most several hundreds thousands dozens scores few over about some"
)


def side_of_backer(finder: SideFinder, tokens: list[Token], begin: int, last: int) -> str | None:
    """Return the side of a phrase that says who stands behind it, None if no side is known by that."""
    names = (t.text[:-7] for t in tokens[begin : last + 1] if t.low.endswith(("-backed", "-allied")))
    return next(filter(None, (finder.backed(name) for name in names)), None)


def listed_group(finder: SideFinder, tokens: list[Token], begin: int, last: int) -> str | None:
    """Return the side of "Kachin troops" where the lexicon holds "Kachin fighters": the same people's."""
    begin -= begin == 1  # a sentence's first word has its capital anyway
    stem = next((t for t in reversed(tokens[begin:last]) if t.is_capital and t.is_word), None)
    if stem is None or stem.low in DEMONYMS or stem.low in NO_GROUP or tokens[last].low not in STATE_HEADS:
        return None
    return finder.people(stem.text)


def _leading(finder: SideFinder, tokens: list[Token], begin: int, led: int) -> str | None:
    """Return the side of whom "the Hayat Tahrir al-Sham-led alliance" is led by, None for an unknown name."""
    stem = tokens[led].text.rsplit("-", 1)[0]
    for first in range(begin, led + 1):
        name = " ".join([*(t.text for t in tokens[first:led]), stem])
        for hit in finder.find(name):
            if hit.end - hit.start == len(name) and not hit.loaded:
                return hit.sides[0]
    return None


def named_group(finder: SideFinder, tokens: list[Token], begin: int, last: int) -> str | None:
    """Read "Arakan Army" or "Mai-Mai fighters": a capitalised name before the head is the group's own."""
    name = [t for t in tokens[begin:last] if t.is_capital and t.low not in DETERMINERS and t.is_word]
    if tokens[last].low in ("gang", "gangs"):
        return finder.people(tokens[last - 1].text) or "gangs"
    name = [t for t in name if t.low != "ethnic" and not (t is tokens[begin] and t.low.endswith("ing"))]
    if name and name[0].low in _QUANTITIES:
        return None  # "More fighters leave X"
    if not name or tokens[last].low in ("government", "regime", "allies") or name[0].low in CALENDAR:
        return None
    led = next((k for k in range(begin, last) if tokens[k].low.endswith(("-led", "-backed"))), None)
    if led is not None and (leading := _leading(finder, tokens, begin, led)) is not None:
        return leading
    if name[0].low in DEMONYMS or any(t.low in NO_GROUP or t.low.endswith(LEANING) for t in name):
        return None
    if [t.low for t in name] == ["kurdish"] and not tokens[last].is_capital:
        return finder.people("Kurdish")  # "Kurdish commanders"
    if tokens[last].is_capital:
        name.append(tokens[last])
    return " ".join(t.low for t in name)
