"""Places that are told of and not named: "a suburb of X", "24 villages of X district", "its farms east of X"."""

from __future__ import annotations

from pipelines.extract.vocabulary.words import DIRECTION_WORDS, KINDS, PLURAL_PLACE_NOUNS

PARTS = frozenset({"suburb", "district", "neighbourhood", "neighborhood", "village"})
"""With "a" before them and a city behind them, these have no name: "a district of X"."""
_ONE_OF = frozenset({"a", "another", "one"})


def some_of(lows: list[str], of: int) -> bool:
    """Say whether the place behind the "of" of token `of` only tells where unnamed ones lie."""
    noun, before = lows[of - 1], lows[of - 2]
    counted = noun in PLURAL_PLACE_NOUNS and before.isdigit() and len(before) > 1  # "24 villages of X and Y"
    aside = noun in DIRECTION_WORDS and before in KINDS  # "its farms east of X"
    one = noun in PARTS and before != "single" and not _ONE_OF.isdisjoint(lows[max(0, of - 4) : of - 1])
    return counted or aside or one
