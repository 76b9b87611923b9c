"""Parts of a place: "half of", "80 percent of", "the northern rims of", "most of"."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extract.vocabulary.countries import DEMONYMS
from pipelines.extract.vocabulary.words import COMPASS, DIRECTION_WORDS, NUMBERS, PART_NOUNS, words
from pipelines.model import Extent

REACH = 10
"""How many words a part phrase may run."""
_SHARES = {"half": 0.5, "third": 1 / 3, "quarter": 0.25}
_FRACTIONS = {
    "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "sixth": 6, "sixths": 6,
    "tenth": 10, "tenths": 10,
}  # fmt: skip
_COUNTS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9}
_UNITS = words("districts neighborhoods neighbourhoods areas suburbs quarters quarter")
"""Unnamed places, not a part of the named one, unless a direction or a share says which."""
_SIZES = words("large vast wide significant huge key big sizeable substantial extensive residential")
"""What makes "areas of X" a part of X: "large areas of the city"."""
_BUILT = words("blocks buildings houses")
"""What is no place of its own, but some of one: "several buildings in X"."""
_LEFT = words("remains remained left remaining")
_NEARLY = words("nearly almost virtually practically")
_WHOLE = words("all whole entirety length ruins rubble remains")
_NOUNS = (
    PART_NOUNS
    | words("sliver slice chunk swath swathe stretch")
    | _WHOLE
    | _SHARES.keys()
    | _FRACTIONS.keys()
)
_ADJECTIVES = words(
    """the a an any estimated major large small vast significant last remaining entire good more than over about nearly
    almost some
    around at least roughly perhaps maybe wide sizeable substantial extensive approximately just well slightly
    than up to less other and , only big great huge key strategic much old its far very several
    many two three four five six seven eight nine ten per new newer older fresh adjacent residential whole populated
    building apartment larger greater bigger better""",
)


_INCHES = (["inch"], ["centimetre"], ["corner"])


@dataclass(frozen=True, slots=True)
class PartPhrase:
    """What stands before a name: its extent, the part (direction or share), and the token behind it."""

    extent: Extent
    part: str | float | None
    behind: int


def read_part(lows: list[str], i: int) -> PartPhrase | None:
    """Read a part phrase that begins at token `i`, None if none does.

    A share is 0-1; a direction is the canonical compass word; both None ("most of") leaves the part unsaid.
    """
    if (fixed := _fixed(lows, i)) is not None:
        return fixed
    if lows[i : i + 1] == ["what"] and (left := _what_is_left(lows, i)) is not None:
        return PartPhrase(Extent.PART, None, left)
    read = _Words()
    for j in range(i, min(i + REACH, len(lows))):
        low = lows[j]
        named = lows[i] == "the" and read.direction is not None and lows[j - 1] in DIRECTION_WORDS
        if read.noun and lows[j - 1] in COMPASS and low == "of":
            return None  # "areas south of X" are not X
        if low in ("of", "in") and (read.noun or (named and low == "of")):
            built = lows[j - 1] in _BUILT
            if (
                (low == "in" or read.unit)
                and not built
                and read.share is None
                and read.direction is None
                and not read.rest
                and "most" not in lows[i:j]
            ):
                return None  # "two districts of X"; "all but two districts of X" is most of it
            whole = low == "of" and (lows[j - 1] in _WHOLE or lows[j - 2] in ("entire", "whole"))
            whole = whole or (lows[j - 1] == "territory" and j == i + 2 and lows[i] == "the")
            whole = whole and lows[j - 2] not in _NEARLY
            rest = 3 * (lows[j + 1 : j + 4] in (["the", "rest", "of"], ["the", "remainder", "of"]))
            rest = rest or 3 * _of_units(lows, j)
            inner = (
                lows[j + 1 : j + 2] == ["the"] and lows[j + 3 : j + 4] == ["of"] and (low == "of" or built)
            )
            if inner and read.direction is None and lows[j + 2] in DIRECTION_WORDS:
                return _phrase(read.share, DIRECTION_WORDS[lows[j + 2]], j + 4, whole=False)
            return _phrase(read.share, read.direction, j + 1 + rest, whole=whole and not rest)
        if low in _SHARES and lows[j + 1 : j + 2] == ["the"]:
            return PartPhrase(Extent.PART, _SHARES[low], j + 1)
        if not read.take(lows, j):
            return None
    return None


def _fixed(lows: list[str], i: int) -> PartPhrase | None:
    """Read "every inch of X", "the eastern entrance to X" at token `i`, None where no such words stand."""
    if lows[i : i + 1] == ["every"] and lows[i + 1 : i + 2] in _INCHES and lows[i + 2 : i + 3] == ["of"]:
        return PartPhrase(Extent.WHOLE, None, i + 3)
    at = i + (lows[i] == "the")
    side = DIRECTION_WORDS.get(lows[at]) if at < len(lows) else None
    gate = lows[at + 1 : at + 3] in (["entrance", "to"], ["gate", "to"])
    return PartPhrase(Extent.PART, side, at + 3) if side is not None and gate else None


def _of_units(lows: list[str], of: int) -> bool:
    """Say whether "(most) of the neighbourhoods of" stands at the first "of": all of these make the town."""
    share = lows[of] == "of" and lows[of - 1] in ("most", "much", "half", "majority")
    units = lows[of + 2 : of + 3] != [] and lows[of + 2] in _UNITS and lows[of + 3 : of + 4] == ["of"]
    return share and lows[of + 1 : of + 2] == ["the"] and units


def _what_is_left(lows: list[str], i: int) -> int | None:
    """Return the token behind "what remained of", "what was left of" at token `i`, None where no such words stand."""
    for k in range(i + 1, i + 5):
        if lows[k : k + 1] == ["of"]:
            return k + 1 if lows[k - 1] in _LEFT else None
    return None


@dataclass(slots=True)
class _Words:
    """What the words of a part phrase have said so far."""

    share: float | None = None
    direction: str | None = None
    noun: bool = False
    unit: bool = False
    rest: bool = False
    bare: bool = False

    def take(self, lows: list[str], j: int) -> bool:
        """Take in word `j`; False if it cannot stand in a part phrase."""
        low = lows[j]
        if low in ("%", "percent", "cent"):
            self.noun, self.bare = self.share is not None, False
        elif (joined := _joined(low)) is not None:
            self.share, self.noun = joined, True
        elif low[0].isdigit() or (low in _COUNTS and lows[j + 1 : j + 2] and lows[j + 1] in _FRACTIONS):
            self.share = _number(lows, j)
            self.bare = low[0].isdigit()
        elif low in NUMBERS and lows[j + 1 : j + 2] in (["percent"], ["per"]):
            self.share = NUMBERS[low] / 100
        elif low == "but" and lows[j - 1] == "all":
            self.rest = True
        elif low in DIRECTION_WORDS and not self.rest:
            self.direction = _combined(self.direction, DIRECTION_WORDS[low])
        elif low in ("centre", "center", "heart") and self.direction is None:
            self.direction, self.noun = "centre", True
        elif low in _NOUNS or _riverside(lows, j) or (low == "some" and lows[j + 1 : j + 2] == ["of"]):
            self.unit, self.noun = low in _UNITS and lows[j - 1] not in _SIZES, True
            if self.bare:
                self.share = None  # "52 neighbourhoods" is a count
            self.share = _share_of(lows, j) if self.share is None else self.share
        else:
            held = low.endswith(("-held", "-controlled", "-occupied"))  # "rebel-held parts of X"
            whose = low in DEMONYMS and lows[j + 1 : j + 2] in (["side"], ["part"], ["half"], ["sector"])
            return held or whose or low in _ADJECTIVES or (self.rest and low in DIRECTION_WORDS)
        return True


def _riverside(lows: list[str], j: int) -> bool:
    """Say whether "the left bank", "the western bank" ends at a token: no bank with money in it."""
    return lows[j] == "bank" and (
        lows[j - 1] in ("left", "right") or lows[j - 1] in DIRECTION_WORDS.keys() - {"central"}
    )


def _share_of(lows: list[str], j: int) -> float | None:
    """Return a half, a third, a quarter as a share; "the residential quarter of X" is none."""
    town = lows[j] == "quarter" and lows[j - 1] not in ("a", "last", "first", "another")
    return None if town else _SHARES.get(lows[j])


def _phrase(share: float | None, direction: str | None, behind: int, *, whole: bool) -> PartPhrase:
    if whole:
        return PartPhrase(Extent.WHOLE, None, behind)
    halved = share == _SHARES["half"] and direction is not None
    return PartPhrase(Extent.PART, direction if share is None or halved else share, behind)


def _number(lows: list[str], j: int) -> float | None:
    """Return "80" as 0.8 and "two" of "two thirds" as 0.6667; None for a number that is no share."""
    following = lows[j + 1] if j + 1 < len(lows) else ""
    if following in _FRACTIONS:
        return round(_COUNTS.get(lows[j], 1) / _FRACTIONS[following], 4)
    try:
        value = float(lows[j].replace(",", ""))
    except ValueError:
        return None
    return round(value / 100, 4) if 0 < value <= 100 else None


def _joined(low: str) -> float | None:
    """Return "two-thirds" as 0.6667, None for another word."""
    count, _, unit = low.partition("-")
    known = count in _COUNTS and unit in _FRACTIONS
    return round(_COUNTS[count] / _FRACTIONS[unit], 4) if known else None


def _combined(first: str | None, second: str) -> str:
    """Join compass words that share a noun: "southern and central parts"."""
    return second if first is None else f"{first} and {second}"


def two_sides(lows: list[str], i: int) -> bool:
    """Say whether "northern and central (Omdurman)" stands at token `i`: a part that no one direction tells."""
    return (
        lows[i] in DIRECTION_WORDS
        and lows[i + 1 : i + 2] == ["and"]
        and not DIRECTION_WORDS.keys().isdisjoint(lows[i + 2 : i + 3])
        and lows[i + 3 : i + 4] != []
    )
