"""The parties to one document's war: whom "the rebels", "the enemy", "militants" and "the army" mean in it.

What a text has named so far settles its loaded words; nothing is guessed (docs/claim-guide.md, Sides). Everything
that a word may look for is laid out once, so that a text of thousands of names is read in linear time.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import (
    ALLIES,
    ALLIES_SINCE,
    COUNTRIES,
    DEMONYMS,
    KIN,
    OUTSIDERS,
    OWN_SIDE,
)
from pipelines.extract.vocabulary.side_words import (
    FOES_OF_A_VOICE,
    GROUPS,
    HOME_GROUPS,
    JIHADISTS,
    NO_REBELS,
    REBELS,
    RECENT_GROUPS,
)
from pipelines.extract.vocabulary.wars import fights_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from pipelines.extract.vocabulary.wordings import Hit

_ALL_REBELS = frozenset(
    {"rebels", "rebel", "rebel fighters", "opposition fighters", "opposition", "fighters"}
)
_SHIELDS = ("euphrates shield", "olive branch", "peace spring", "turkish armed forces", "turkish-backed")
"""What tells that the Free Syrian Army of a text is the one that Turkey leads."""
_FOLLOWERS = frozenset({"backed", "led", "allied", "supported", "factions", "sna", "rebels", "fighters"})
_THEIR_WARS = (None, "Iraq", "Syria", "Libya", "Yemen")
"""Where the Islamic State or al-Qaeda fights under its own name."""
LOOK_BACK_CHARS = 900
"""How far back a loaded word looks for the side that was named last."""

LEAD_CHARS = 400
"""How far into a text its lead goes, whose "jihadists" the next sentences name."""
_ACCORD = (dt.date(2016, 3, 30), dt.date(2021, 3, 15))
"""The days on which the Government of National Accord took up and gave up office in Tripoli."""


def _of_all(wording: str) -> bool:
    """Say whether a wording names no group of the Syrian opposition by itself: "rebels", "the FSA"."""
    return wording.startswith(("fsa", "free syria")) or wording.removeprefix("syrian ") in _ALL_REBELS


class _InOrder:
    """Wordings in the order of the text, to be asked for the last one before an offset."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self.hits = list(hits)
        self.starts = [h.start for h in self.hits]

    def side_before(self, start: int) -> str | None:
        at = bisect_left(self.starts, start)
        return self.hits[at - 1].sides[0] if at else None


def _led_abroad(hit: Hit) -> bool:
    """Say whether a wording names fighters whom a state leads: "Turkish-backed factions", not its army."""
    return hit.sides[0] == "turkey" and not _FOLLOWERS.isdisjoint(hit.wording.replace("-", " ").split())


class Parties:
    """Who is at war in one document, by the wordings that stand in it."""

    def __init__(
        self, hits: list[Hit], home: str | None, known: frozenset[str], styles: Sequence[Hit] = ()
    ) -> None:
        """Keep the document's wordings; `home` is the country at war, `known` the theatre's own side ids.

        `styles` are what the text calls alliances, in order.
        """
        named = [h for h in hits if not h.loaded]
        groups = [h for h in named if h.sides[0] not in NO_REBELS or _led_abroad(h)]
        groups = [h for h in groups if fights_in(h.sides[0], home)]
        groups = [h for h in groups if not h.kin] or groups
        self.home = home
        self.known = known
        self.usual = HOME_GROUPS.get(home or "")
        """Whom unnamed rebels are, None if the war has no such side or its day is not known."""
        self.voice: str | None = None
        """The side whose own text this is, set once its parties are known; None for a text of nobody's."""
        self.mentioned = frozenset(side for h in hits for side in h.sides) | {REBELS}
        self.own = OWN_SIDE.get(home or "", "government")
        self.allies = ALLIES.get(home or "", frozenset())
        accord = sum(h.sides[0] == "gna" for h in named)
        gaddafis = sum(h.wording.startswith(("gaddafi", "gadhafi", "qaddafi", "muammar")) for h in named)
        if home == "Libya" and accord > gaddafis:
            self.own = "gna"  # one of two governments there (docs/claim-guide.md)
        self.shielded = "turkey" in {h.sides[0] for h in named} and any(
            low in h.wording for h in hits for low in _SHIELDS
        )
        self._hits = hits
        self._starts = [h.start for h in hits]
        self._named = _InOrder(named)
        self._named_sides = frozenset(h.sides[0] for h in named)
        self.kurds_of_syria = home != "Iraq" and any(h.sides[0] == "sdf" for h in named)
        self._others_opposed = any(
            h.sides[0] == "opposition" and not _of_all(h.wording) for h in named if not h.loaded
        )
        self._groups = _InOrder(groups)
        self._group_sides = frozenset(h.sides[0] for h in groups)
        self._single = _InOrder(h for h in groups if GROUPS.isdisjoint(h.wording.split()))
        self._local = _InOrder(h for h in groups if h.sides[0] not in JIHADISTS)
        self._islamist = _InOrder(h for h in groups if "islam" in h.wording)
        self._allied = [h for h in named if h.sides[0] == "sdf"] + list(styles)
        self._styles = _InOrder(h for h in styles if h.wording != "movement")
        self._so_called: dict[str, _InOrder] = {}
        self._battlegroups = any("battlegroup" in h.wording for h in hits)

    def dated(self, published: dt.date | None) -> None:
        """Tell on which day the text is published: since when a war is on says whom its unnamed rebels are."""
        group, since = RECENT_GROUPS.get(self.home or "", (None, None))
        if published is not None and since is not None and published >= since:
            self.usual = group
        if (
            "lna" in self._named_sides
            and self.home == "Libya"
            and published is not None
            and _ACCORD[0] <= published < _ACCORD[1]
        ):
            self.own = "gna"
        joined, allies = ALLIES_SINCE.get(self.home or "", (None, frozenset()))
        if published is not None and joined is not None and published >= joined:
            self.allies = self.allies | allies

    def state(self, country: str | None) -> str:
        """Return the side of a state's own forces: `government` at home, the state's name abroad."""
        if country is None:
            return "government"
        if country == self.home or (self.home is None and country not in OUTSIDERS | OWN_SIDE.keys()):
            return self.own
        if (kin := KIN.get((self.home or "", country))) is not None:
            return kin
        if country.lower() in self.allies:
            return self.own
        return OWN_SIDE.get(country, country.lower())

    def forces(self, wording: str) -> str:
        """Return whose a state's forces are by their wording: "the Lebanese army" is not Israel's in its wars."""
        country = DEMONYMS.get(wording.split(maxsplit=1)[0])
        return "government" if self.home in OWN_SIDE and country not in (None, self.home) else self.own

    def of_the_shield(self, hit: Hit) -> bool:
        """Say whether Syrian rebels are those whom Turkey leads: the FSA, "the rebels" where no others are named."""
        free = hit.wording.startswith(("fsa", "free syria"))
        return self.shielded and (free or (_of_all(hit.wording) and not self._others_opposed))

    def opponent(self, side: str | None) -> str | None:
        """Return the other side of a war that two states fight, or the state where rebels attack; None if unsettled."""
        own = self.state(self.home)
        if side is None or self.home is None:
            return None
        if side != own:
            return own
        return self.usual

    def opposite(self, side: str) -> str | None:
        """Return who fights a side: of two parties that the text names, the other; None if it names more or fewer."""
        if self.shielded and side == "sdf":
            return "turkey"
        fighting = set(self._group_sides)
        fighting |= {self.own if s == "government" else s for s in self._named_sides} & {self.own, REBELS}
        if self.home in OWN_SIDE and (foe := self.usual):
            fighting = {self.own, foe}
        if self.shielded:  # Turkey and those whom it leads fight the SDF
            fighting = (fighting - ({"opposition"} if not self._others_opposed else set())) | {"turkey"}
        others = {self.named_rebels(0) if s == REBELS else s for s in fighting} - {side}
        return others.pop() if len(others) == 1 and side in fighting else None

    def group_before(self, start: int) -> str | None:
        """Return the armed group named last before an offset, None if there is none: a state's forces are none."""
        named = self._single.side_before(start) or self._groups.side_before(start)
        if named in JIHADISTS and self.home not in _THEIR_WARS:
            return self._local.side_before(start) or named  # a group linked to al-Qaeda is not al-Qaeda
        return named

    def named_rebels(self, start: int) -> str:
        """Return the group that "the rebels" means where the text names one: the last before, else the first behind."""
        first = self._groups.hits[0].sides[0] if self._groups.hits else None
        named = self.group_before(start) or first
        if named in JIHADISTS:  # "the rebels" are those who were so called, where others are named
            named = self._local.side_before(start) or named
        usual = self.usual or REBELS
        return named or (REBELS if usual == "isis" else usual)  # Iraq has had other rebels

    def meant(self, hit: Hit) -> str | None:
        """Return the side of a loaded wording: of those it can mean, the one named last before it, no country."""
        if self.home == "Iraq" and hit.wording.startswith("paramilitar"):
            return self.own  # the Popular Mobilization
        if self.home == "Chechnya" and hit.wording.startswith("separatist"):
            return REBELS
        told = self._told_by_noun(hit)
        if told is not None:
            return told
        k = bisect_left(self._starts, hit.start) - 1
        while k >= 0 and self._hits[k].start > hit.start - LOOK_BACK_CHARS:
            earlier = self._hits[k]
            side = earlier.sides[0]
            acting = not earlier.loaded and not earlier.kin and earlier.wording.lower() not in COUNTRIES
            if self.home == "Chechnya" and side == "russia":
                side = REBELS  # there the separatists are not Russia's
            if acting and side in hit.sides and side != "government":
                named = (self._only_local(hit) or side) if side in JIHADISTS else side
                return self.named_rebels(earlier.start) if named == REBELS else named
            k -= 1
        if "opposition" not in self.known:
            return self._only_group(hit)
        if hit.settled_only or not hit.sides:
            return None
        if hit.sides[0] == "opposition" and self.of_the_shield(hit):
            return "turkey"
        alone = self._named_sides & set(hit.sides) - NO_REBELS
        return next(iter(alone)) if len(alone) == 1 else hit.sides[0]  # who alone is named in the whole text

    def _told_by_noun(self, hit: Hit) -> str | None:
        """Return the side that a loaded wording's own noun tells: "the alliance", "Islamists", "the group"."""
        noun = hit.wording.rsplit(" ", 1)[-1]
        if self.home == "Iraq" and noun.startswith("militia") and "isis" in self._group_sides:
            return self.own  # there they fight the militants beside the army
        if self.voice is not None and not FOES_OF_A_VOICE.isdisjoint(hit.wording.split()):
            return self.opposite(self.voice) or (
                None if "opposition" in self.known else self.opponent(self.voice)
            )
        if hit.wording == "the group" or hit.wording.startswith(("the same ", "those ", "these ")):
            return self.group_before(hit.start)
        if noun in ("alliance", "movement"):  # only what is called so: "the Northern Alliance"
            return self.called(noun, hit.start, groups=True)
        if hit.wording == "the militia" and (called := self.called("militia", hit.start, groups=True)):
            return called  # "The CODECO militia took X. The militia then"
        if hit.wording.startswith("islamist"):  # those that have it in their name before others
            called = self._islamist.side_before(hit.start)
            called = (self._only_local(hit) or called) if called in JIHADISTS else called
            return called if called in hit.sides else None
        return None

    def _only_local(self, hit: Hit) -> str | None:
        """Return the one local group that a loaded wording can stand for beside the Islamic State or al-Qaeda."""
        local = self._group_sides & set(hit.sides) - JIHADISTS - {REBELS}
        return next(iter(local)) if len(local) == 1 and self.home not in _THEIR_WARS else None

    def called(self, noun: str, start: int, *, groups: bool = False) -> str | None:
        """Return the side named last before an offset in whose wording a noun stands: "the Saudi-led coalition"."""
        key = f"{noun} {groups}"
        if key not in self._so_called:
            among = self._groups if groups else self._named
            called = [h for h in among.hits + self._allied if noun in h.wording]
            self._so_called[key] = _InOrder(sorted(called, key=lambda h: h.start))
        exact = self._so_called[key].side_before(start)
        return exact or (self._styles.side_before(start) if noun in ("alliance", "coalition") else None)

    def enemy(self, start: int, *, states: bool = False) -> str | None:
        """Return whom "the enemy" at an offset means: of two sides, the other than that named last, or the state's.

        `states` tells that the state's own men say so: "the minister admitted that X is occupied by the enemy".
        """
        if self.voice is not None:
            return self.opposite(self.voice) or self.opponent(self.voice)
        if self.home is None:
            return None
        own = self._named.side_before(start)
        if (
            own is None
            or states
            or own == self.home.lower()
            or (self.home == "Ukraine" and not self._battlegroups)
        ):
            own = self.state(self.home)  # whose press calls the other side so
        others = (self._named_sides | {self.state(self.home)}) - {own, self.home.lower()}
        if len(others) != 1 and own == self.state(self.home) and self.home in OWN_SIDE:
            return self.opponent(own)
        return next(iter(others)) if len(others) == 1 else None

    def _only_group(self, hit: Hit) -> str | None:
        """Return the group that a loaded wording can only mean, in a war without a theatre of its own."""
        named = self._named_sides & set(hit.sides) - NO_REBELS
        named = (named - JIHADISTS) or named  # a local group before those that it follows
        if self.home == "Iraq" and "militia" in hit.wording:
            return None
        usual = self.usual
        if usual == "isis" and self._group_sides and "isis" not in self._group_sides:
            usual = None  # another of Iraq's wars
        if (
            len(named) > 1 and hit.start < LEAD_CHARS
        ):  # "Jihadists took X. ... JNIM said": whom the lead is about
            behind = bisect_left(self._starts, hit.start)
            near = (h for h in self._hits[behind:] if not h.loaded and h.start < hit.start + LOOK_BACK_CHARS)
            return next((h.sides[0] for h in near if h.sides[0] in named), usual)
        return next(iter(named)) if len(named) == 1 else usual
