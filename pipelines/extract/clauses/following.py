"""The places that follow a preposition behind a word: "in X and in Y", "on the walls of X", "from A and from B"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.places.lying import tail
from pipelines.extract.vocabulary.words import CALENDAR, PLURAL_PLACE_NOUNS, SINGULAR_PLACE_NOUNS, words

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceItem, PlaceList

_GOING = words("going goes went go gone carried carry kept")
_INSIDES = words(
    """walls streets alleys lanes perimeter grounds vicinity interior buildings gates entrance entrances squares
    square centre center heart compound ruins rubble tunnels fields orchards defences defenses trenches""",
)
_TIME_WORDS = CALENDAR | words("on in late early morning evening afternoon night last week month")
_DIRECTIONS = words("direction directions axis axes front")


def behind(
    view: View, i: int, prepositions: frozenset[str], reach: int = 14, *, loose: bool = True
) -> list[PlaceItem]:
    """Return every place that follows one of the prepositions in the clause behind token `i`."""
    at, seen = i, False
    while at < min(i + reach, len(view.lows)) and view.word(at) not in (".", ";", "according"):
        if view.word(at) in ('"', "”") and view.word(at + 1) in ("he", "she", "they", "said"):
            break  # "... and our forces are responding," he told reporters in X
        well = seen and view.lows[at : at + 3] == ["as", "well", "as"]
        going = view.word(at) == "on" and view.word(at - 1) in _GOING
        if (well or view.word(at) in prepositions) and not going:
            seen = True
            over = view.word(at + 1) == "control" and view.word(at + 2) in ("of", "over")
            group = view.reader.read(at + (3 if well or over else 1), loose=loose)
            group = group or _within_walls(view, at + 1, loose=True) or view.counted(at + 1)
            if group and view.word(group.last + 1) in _DIRECTIONS:
                return []  # "attacked on the Pokrovsk axis"
            if group:
                return group.items + _continued(view, group, prepositions)
            if view.word(at) in ("on", "against") and _generic(view, at + 1):
                return []
        at += 1
    return []


def _within_walls(view: View, i: int, *, loose: bool) -> PlaceList | None:
    """Read "the walls of X", "the streets of X" at token `i`: what happens there happens in X."""
    of = next((k for k in range(i, i + 4) if view.word(k) == "of"), None)
    inner = of is not None and view.word(of - 1) in _INSIDES
    return view.reader.read(of + 1, loose=loose) if of is not None and inner else None


def _generic(view: View, i: int) -> bool:
    """Say whether unnamed places stand at token `i`: "two major airfields", "a strategic region in ..."."""
    if view.word(i) in ("a", "an"):
        return any(
            view.word(k) in SINGULAR_PLACE_NOUNS and view.word(k + 1) in ("in", "near", "outside")
            for k in range(i + 1, i + 5)
        )
    return any(
        view.word(k) in PLURAL_PLACE_NOUNS and view.word(k) not in ("positions", "points")
        for k in range(i, i + 4)
    )


def _continued(view: View, group: PlaceList, prepositions: frozenset[str]) -> list[PlaceItem]:
    """Return the places of "... and in X" behind a list."""
    at = tail(view.reader, group.last + 1)
    while view.word(at) in _TIME_WORDS or view.word(at)[:1].isdigit() or view.word(at) == ",":
        at += 1
    if view.word(at) == "and" and view.word(at + 1) in prepositions:
        more = view.reader.read(at + 2, loose=view.reader.namelike(at + 2) and not group.items[0].anaphor)
        if more and view.word(more.last + 1) in ("it", "they", "he", "we", "the"):
            return []  # "moved into X, and in Ituri it took Y"
        if more:
            return more.items + _continued(view, more, prepositions)
    return []
