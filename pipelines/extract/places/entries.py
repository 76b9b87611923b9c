"""What the gazetteer says of a name's entry that its phrase depends on: its kind, its size beside another's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pipelines.extract.vocabulary.place_words import SAME_KIND
from pipelines.extract.vocabulary.words import DIRECTION_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from gazetteer.model import Mention, Place

LARGE_KINDS: Final = frozenset({"city", "governorate", "region"})
"""Kinds that hold other entries: a name of theirs may only locate the place that a phrase means."""


class Entries:
    """The kinds and names of a theatre's entries, asked for by mention."""

    def __init__(self, places: Iterable[Place]) -> None:
        """Keep what is asked for of `places`."""
        self._known = {place.place_id: (place.kind, place.name.lower()) for place in places}

    def kind(self, mention: Mention | None) -> str:
        """Return the kind of the entry that is meant, "" if none is settled."""
        return self._of(mention)[0]

    def is_large(self, mention: Mention | None) -> bool:
        """Say whether the entry is a city, governorate or region."""
        return self.kind(mention) in LARGE_KINDS

    def repeats(self, mention: Mention | None, word: str) -> bool:
        """Say whether a facility word behind an entry's name only says what it is ("Khan Tuman village")."""
        if mention is None:
            return False
        stem, same = word.rstrip("s"), SAME_KIND.get(word.rstrip("s"), "\0")
        meant = [mention.place_id] if mention.place_id else [c.place_id for c in mention.candidates]
        known = [self._known.get(place, ("", "")) for place in meant]
        return any(stem in kind or stem in name or kind.startswith(same) for kind, name in known)

    def encloses(self, owner: Mention, noun: str, other: Mention | None) -> bool:
        """Say whether "`owner` <noun> of `other`" means `other`: "the Aleppo district of Aqrab".

        "The Hanano district of Aleppo" means Hanano. A town or an unsettled entry encloses what is not large.
        """
        kind = self.kind(owner)
        if kind not in ("", "town"):
            return kind in LARGE_KINDS
        return not self.is_large(other) and not (kind and noun in ("town", "city"))

    def lies_elsewhere(self, mention: Mention, direction: str) -> bool:
        """Say whether a compass word before an entry's name contradicts it: "Western Ghouta" is not Eastern Ghouta."""
        first = self._of(mention)[1].split(" ", 1)[0]
        return first in DIRECTION_WORDS and DIRECTION_WORDS[first] != direction

    def _of(self, mention: Mention | None) -> tuple[str, str]:
        return self._known.get((mention.place_id if mention else None) or "", ("", ""))
