"""The wordings of a theatre's actors in a text: found in one pass, the longest first, acronyms only in capitals."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from pipelines.extract.vocabulary.words import LOSING_MARKS

if TYPE_CHECKING:
    from gazetteer.model import Theatre

_SPLIT_OFF = ("splinter", "offshoot", "breakaway", "defector", "deserter")
"""What stands behind the name of a group that is not this group any more."""
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
"""Half of a character, which UTF-8 cannot hold; a text from a broken source may have one."""


_NAME_GOES_ON = re.compile(r" [Aa]l-[A-Z]")
"""What makes one word of a lexicon part of another name: "Shabab al-Sunna" is not Somalia's group."""


_TAILS = (" forces", " fighters", " rebels")
_BACKED = ("-backed forces", "-backed fighters", "-backed rebels")


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording of the lexicon at `start:end`; `sides` are what it can stand for, the most usual first."""

    start: int
    end: int
    sides: tuple[str, ...]
    loaded: bool
    settled_only: bool = False
    wording: str = ""
    kin: bool = False
    """Whether another group is only described by it: "ISWAP, a faction of (Boko Haram)"."""


def fold(text: str) -> str:
    """Lower a text, code point by code point, so that offsets stay; curly apostrophes become straight."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if not low.isascii():
        low = _LONE_SURROGATE.sub("\ufffd", low)
    return low.replace("’", "'").replace("‘", "'").replace("\u00a0", " ").replace("\u202f", " ")


_THEIRS = frozenset(
    ["stronghold", "bastion", "fighter", "attack", "assault", "base", "commander", "pocket", "convoy"]
)
"""What the Islamic State has: "an Islamic State stronghold"."""
_ANY = frozenset({" an ", "\nan ", "own "})
_SMALL = frozenset({"of", "the", "and", "for", "in"})


def _any_islamic_state(text: str, hit: Hit) -> bool:
    """Say whether "an Islamic state" is none in particular: "an Islamic State stronghold" is the group's."""
    behind = text[hit.end : hit.end + 14].split(maxsplit=1)[:1]
    noun = text[hit.start : hit.end] == "Islamic State" and behind and behind[0].strip(",.") in _THEIRS
    return text[max(0, hit.start - 4) : hit.start].lower() in _ANY and not noun


class SideFinder:
    """Finds every wording of a theatre's actors in a text in one pass."""

    def __init__(self, *theatres: Theatre) -> None:
        """Read the wordings; an earlier theatre's reading of a wording wins over a later one's."""
        seen: dict[str, tuple[tuple[str, ...], bool, bool]] = {}
        self.acronyms: set[str] = set()
        self.proper: set[str] = set()
        spelled: set[str] = set()
        for theatre in theatres:
            for loaded in theatre.loaded:
                for wording in loaded.wordings:
                    seen.setdefault(fold(wording), (loaded.sides, True, loaded.settled_only))
            for actor in theatre.actors.values():
                for wording in actor.wordings:
                    seen.setdefault(fold(wording), ((actor.actor_id,), False, False))
                    if "'s " in wording:  # a text that lost its apostrophes
                        seen.setdefault(fold(wording.replace("'s ", "s ")), ((actor.actor_id,), False, False))
                    if wording.count(" ") > 1 and all(
                        w in _SMALL or w[:1].isupper() for w in wording.split()
                    ):
                        self.proper.add(fold(wording))
                    if wording.isupper():
                        self.acronyms.add(fold(wording))
                    else:
                        spelled.add(fold(wording))
        self.acronyms -= spelled
        self._named = {w: sides[0] for w, (sides, loaded, _) in seen.items() if not loaded}
        wordings = sorted(seen)
        self._readings = [seen[wording] for wording in wordings]
        self._automaton = AhoCorasick(wordings)

    def people(self, stem: str) -> str | None:
        """Return the side of "Kachin" where the lexicon holds "Kachin fighters", rebels or forces; else None."""
        low = fold(stem)
        return next((side for tail in _TAILS if (side := self._named.get(low + tail))), None)

    def backed(self, patron: str) -> str | None:
        """Return the side of "forces backed by Turkey" where the lexicon holds "Turkey-backed forces"; else None."""
        low = fold(patron)
        return next((side for tail in _BACKED if (side := self._named.get(low + tail))), None)

    def find(self, text: str) -> list[Hit]:
        """Return the longest wordings in a text, in order, never overlapping; acronyms only in capitals."""
        return [
            hit
            for hit in self._longest(fold(text))
            if not _NAME_GOES_ON.match(text, hit.end) or " " in hit.wording or hit.loaded
            if not text[hit.end : hit.end + 12].lstrip(" -").lower().startswith(_SPLIT_OFF)
            if fold(text[hit.start : hit.end]) not in self.acronyms or _as_acronym(text, hit)
            if hit.wording != "islamic state" or not _any_islamic_state(text, hit)
            if not text[hit.start : hit.end].islower() or text[hit.start : hit.end] not in self.proper
        ]

    def _longest(self, low: str) -> list[Hit]:
        found: list[Hit] = []
        reached = 0
        hits = self._automaton.find_matches_as_indexes(low, overlapping=True)
        ordered = sorted(
            (start + 4 * low.startswith("the ", start), -end, start, n) for n, start, end in hits
        )
        for _, minus_end, start, number in ordered:  # "Army of Conquest" before "the army"
            if start >= reached and _on_word_bounds(low, start, -minus_end):
                reached = -minus_end
                found.append(Hit(start, reached, *self._readings[number], low[start:reached]))
        return found


def _as_acronym(text: str, hit: Hit) -> bool:
    """Say whether an acronym is written as one: in capitals, or as a name inside a sentence ("the Isaf troops")."""
    surface = text[hit.start : hit.end]
    named = surface.istitle() and len(surface) > MAX_SPELLED and hit.start > 1
    return surface.isupper() or (named and text[hit.start - 1] == " " and text[hit.start - 2].isalpha())


MAX_SPELLED = 3
"""Longer acronyms are also written as words: Isaf, Nato, Monusco."""


def _on_word_bounds(low: str, start: int, end: int) -> bool:
    before = start == 0 or not (low[start - 1].isalnum() or low[start - 1] in "-_")
    end += low[end : end + 1] == "s" and low[start:end] in LOSING_MARKS  # "Daeshs main stronghold"
    after = end == len(low) or not (low[end].isalnum() or low[end] == "_")
    return before and after
