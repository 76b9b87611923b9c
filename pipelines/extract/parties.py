"""The sides of one document's war: whom "the rebels", "the enemy", "militants" and "the army" mean in it.

What a text has named so far settles its loaded words; nothing is guessed (docs/claim-guide.md, Sides).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from pipelines.extract.countries import ALLIES, COUNTRIES, KIN, OWN_SIDE
from pipelines.extract.joining import REBELS
from pipelines.extract.side_words import GROUPS, HOME_GROUPS, JIHADISTS, NO_REBELS

if TYPE_CHECKING:
    from pipelines.extract.wordings import Hit, SideFinder

_SHIELDS = ("euphrates shield", "olive branch", "peace spring", "turkish armed forces", "turkish-backed")
"""What tells that the Free Syrian Army of a text is the one that Turkey leads."""
_THEIR_WARS = (None, "Iraq", "Syria", "Libya", "Yemen")
"""Where the Islamic State or al-Qaeda fights under its own name."""
LOOK_BACK_CHARS = 900
"""How far back a loaded word looks for the side that was named last."""


class Parties:
    """Who is at war in one document, by the wordings that stand in it."""

    def __init__(
        self, hits: list[Hit], home: str | None, known: frozenset[str], fold_stem: SideFinder
    ) -> None:
        """Keep the document's wordings; `home` is the country at war, `known` the theatre's own side ids."""
        self.finder = fold_stem
        self.groups = [h for h in hits if not h.loaded and h.sides[0] not in NO_REBELS]
        self.group_starts = [h.start for h in self.groups]
        self.hits = hits
        self._listed = {side for h in hits for side in h.sides}
        self.starts = [h.start for h in hits]
        self.home = home
        self.known = known
        self.own = OWN_SIDE.get(home or "", "government")
        if home == "Libya" and any(h.sides[0] == "gna" for h in hits if not h.loaded):
            self.own = "gna"  # one of two governments there (docs/claim-guide.md)
        self.shielded = any(h.sides[0] == "turkey" and not h.loaded for h in hits) and any(
            low in h.wording for h in hits for low in _SHIELDS
        )

    def state(self, country: str | None) -> str:
        """Return the side of a state's own forces: `government` at home, the state's name abroad."""
        if country is None:
            return "government"
        if country == self.home:
            return self.own
        if (kin := KIN.get((self.home or "", country))) is not None:
            return kin
        if country.lower() in ALLIES.get(self.home or "", ()):
            return "government"
        return OWN_SIDE.get(country, country.lower())

    def opponent(self, side: str | None) -> str | None:
        """Return the other side of a war that two states fight, or the state where rebels attack; None if unsettled."""
        own = self.state(self.home)
        if side is None or self.home is None:
            return None
        if side != own:
            return own
        return HOME_GROUPS.get(self.home)

    def opposite(self, side: str) -> str | None:
        """Return who took what was taken from a side: of two sides that the text names, the other; else None."""
        named = {self.own if h.sides[0] == "government" else h.sides[0] for h in self.hits if not h.loaded}
        fighting = {h.sides[0] for h in self.groups} | (named & {self.own, REBELS})
        if self.home in OWN_SIDE and (foe := HOME_GROUPS.get(self.home)):
            fighting = {self.own, foe}
        others = {self._named_rebels(0) if s == REBELS else s for s in fighting} - {side}
        return others.pop() if len(others) == 1 and side in fighting else None

    def group_before(self, start: int) -> str | None:
        """Return the armed group named last before an offset, None if there is none: a state's forces are none."""
        at = bisect_left(self.group_starts, start)
        named = (h.sides[0] for h in reversed(self.groups[:at]) if GROUPS.isdisjoint(h.wording.split()))
        return next(named, None) or (self.groups[at - 1].sides[0] if at else None)

    def _named_rebels(self, start: int) -> str:
        """Return the group that "the rebels" means where the text names one: the last before, else the first behind."""
        named = self.group_before(start) or (self.groups[0].sides[0] if self.groups else None)
        if named in JIHADISTS:  # "the rebels" are those who were so called, where others are named
            others = [h for h in self.groups if h.sides[0] not in JIHADISTS]
            named = next((h.sides[0] for h in reversed(others) if h.start < start), named)
        usual = HOME_GROUPS.get(self.home or "", REBELS)
        return named or (REBELS if usual == "isis" else usual)  # Iraq has had other rebels

    def _loaded(self, hit: Hit) -> str | None:
        """Return the side of a loaded wording: of those it can mean, the one named last before it, no country."""
        noun = hit.wording.rsplit(" ", 1)[-1]
        if self.home == "Iraq" and noun.startswith(
            "militia"
        ):  # there they fight the militants beside the army
            return self.state(self.home) if any("isis" in h.sides for h in self.groups) else None
        if hit.wording == "the group" and (named_last := self.group_before(hit.start)) is not None:
            return named_last
        if noun in ("alliance", "movement"):  # only what is called so: "the Northern Alliance"
            called = self._called(self.groups, noun, hit.start)
            if called is not None:
                return called
        if hit.wording.startswith("islamist"):  # those that have it in their name before others
            so_called = (h for h in reversed(self.groups) if h.start < hit.start and "islam" in h.wording)
            if (called := next((h.sides[0] for h in so_called if h.sides[0] in hit.sides), None)) is not None:
                return called
        k = bisect_left(self.starts, hit.start) - 1
        while k >= 0 and self.hits[k].start > hit.start - LOOK_BACK_CHARS:
            earlier = self.hits[k]
            acting = not earlier.loaded and earlier.wording.lower() not in COUNTRIES
            if acting and earlier.sides[0] in hit.sides and earlier.sides[0] != "government":
                named = (
                    self._local(hit) or earlier.sides[0]
                    if earlier.sides[0] in JIHADISTS
                    else earlier.sides[0]
                )
                return self._named_rebels(earlier.start) if named == REBELS else named
            k -= 1
        if "opposition" not in self.known:
            return self._only_group(hit)
        return None if hit.settled_only or not hit.sides else hit.sides[0]

    def _local(self, hit: Hit) -> str | None:
        """Return the one local group that a loaded wording can stand for beside the Islamic State or al-Qaeda."""
        if self.home in _THEIR_WARS:
            return None
        local = {h.sides[0] for h in self.groups if h.sides[0] in hit.sides} - JIHADISTS - {REBELS}
        return local.pop() if len(local) == 1 else None

    def _called(self, hits: list[Hit], noun: str, start: int) -> str | None:
        """Return the side named last before an offset in whose wording a noun stands: "the Saudi-led coalition"."""
        named = (h for h in reversed(hits) if h.start < start and not h.loaded and noun in h.wording)
        return next((h.sides[0] for h in named), None)

    def _enemy(self, start: int) -> str | None:
        """Return whom "the enemy" at an offset means: of two sides, the other than that named last, or the state's."""
        if self.home is None:
            return None
        named = [h for h in self.hits if not h.loaded]
        own = next((h.sides[0] for h in reversed(named) if h.start < start), None)
        if own is None or (self.home == "Ukraine" and not any("battlegroup" in h.wording for h in self.hits)):
            own = self.state(self.home)  # whose press calls the other side so
        others = ({h.sides[0] for h in named} | {self.state(self.home)}) - {own}
        return others.pop() if len(others) == 1 else None

    def _only_group(self, hit: Hit) -> str | None:
        """Return the group that a loaded wording can only mean, in a war without a theatre of its own."""
        named = {h.sides[0] for h in self.hits if not h.loaded and h.sides[0] in hit.sides} - NO_REBELS
        named = (named - JIHADISTS) or named  # a local group before those that it follows
        usual = HOME_GROUPS.get(self.home or "")
        if usual == "isis" and self.groups and not any("isis" in h.sides for h in self.groups):
            usual = None  # another of Iraq's wars
        return named.pop() if len(named) == 1 else usual
