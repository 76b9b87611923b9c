"""Words that stand for a place named before: "it", "the city", "both towns", "the abovementioned villages"."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from gazetteer.model import Mention
from pipelines.extract.actors.belonging import are_many, owned
from pipelines.extract.actors.officials import official, speaks_for, tells
from pipelines.extract.clauses.prominence import named_here, only_tells_where, prominence, towns_inside
from pipelines.extract.places.kinds import COUNTIES, TOWNS, alike, fits, is_plural, mention_of, share_kind
from pipelines.extract.places.regions import PROVINCES, entry_of, province_of, region_spoken_of
from pipelines.extract.vocabulary.countries import DEMONYMS, SEATS
from pipelines.extract.vocabulary.place_words import GARRISONS, OVERLOOKING, POINTERS, TOWNS_HAVE_ONE
from pipelines.extract.vocabulary.words import (
    BUILDINGS,
    DIRECTION_WORDS,
    FACILITIES,
    PARTS_OF_TOWNS,
    REPORTING,
    words,
)
from pipelines.model import Event, Extent, Polarity

if TYPE_CHECKING:
    from gazetteer.model import Theatre
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.finding import Finding
    from pipelines.extract.places.records import PlaceItem

_SUBORDINATING = words("after before when because since until once")
"""What opens a clause whose subject the next sentence does not go on about."""
_THINGS_OF_SIDES = words(
    """siege sieges blockade positions lines supply convoy convoys posts outposts stronghold strongholds bastion attack
    attacks assault assaults raid raids shelling fire demand demands offensive offensives control"""
)
"""A side before these only tells whose they are: "broke a rebel siege"."""
_LOCAL_NOUNS = TOWNS | words("port settlement suburb hamlet district neighborhood neighbourhood")
_LOCAL = words("provincial regional state district local county governorate")
"""What tells that a capital is not a country's."""
EXACT = 4
"""How many place phrases back a stand-in looks for a place that was called just so."""
REMEMBERED = 12
"""How many place phrases back a stand-in may reach."""


_QUARTERS = words("neighbourhood neighborhood district quarter suburb")
_TOWNS = frozenset({"town", "city", "village"})
"""What stands for all of a place, whatever part of it was told of before."""


class Memory:
    """What a reader keeps in mind while going through a text: the places and the side spoken of last."""

    def __init__(self, theatre: Theatre, written_in: tuple[str, Mention | None] | None = None) -> None:
        """Begin with nothing in mind but the town of the dateline and its entry, None where none names one."""
        self.theatre = theatre
        self.written_in = written_in
        self.governed = any(place.kind == "governorate" for place in theatre.places.values())
        self.called: dict[str, set[str]] = {}
        self.sentences: list[list[list[PlaceItem | Mention]]] = []
        self.subject: ActorPhrase | None = None
        self.speaker: ActorPhrase | None = None
        self.minister: ActorPhrase | None = None

    def pass_by(self, mentions: list[Mention]) -> None:
        """Remember the places of a sentence that holds no claim."""
        if mentions:
            self._keep([list(mentions)])

    def look_at(self, view: View) -> None:
        """Remember the places of a sentence that says nothing of control: "There was still work to do in X"."""
        self._remember(view, [])

    def hear(self, speaker: ActorPhrase | None) -> None:
        """Take whoever is found to speak the next sentence for who acts in it: "we" and "our" are theirs."""
        if speaker is not None:
            self.speaker = self.subject = speaker

    def settle(self, view: View) -> list[Finding]:
        """Give the stand-ins of a view's findings their places, drop those that have none, remember the rest."""
        settled: list[Finding] = []
        for finding in view.findings:
            if not finding.item.anaphor:
                settled.append(finding)
                continue
            unnamed = finding.item.noun == "it" and _unnamed_before(view, finding.item)
            unnamed = unnamed or _of_the_country(view, finding.item)
            for item in [] if unnamed else self.antecedents(view, finding.item):
                part = item.extent is Extent.PART and finding.extent is Extent.WHOLE
                part = part and finding.item.noun not in _TOWNS  # "left a post in X, and the town is theirs"
                sided = replace(finding, extent=item.extent, part=item.part) if part else finding
                settled.append(replace(sided, item=item))
        settled = _with_new_holder(view, settled)
        self._remember(view, settled)
        subjects = [p for p in view.actors if not p.governed and not p.possessive]
        if subjects:
            named = [p for p in subjects if view.word(p.last + 1) not in _THINGS_OF_SIDES] or subjects
            main = [p for p in named if view.word(p.first - 1) not in _SUBORDINATING]
            last = _whose_deed(view, subjects) or (main or named)[-1]
            self.subject = last if last.side else owned(view, last)  # "The forces took X. They then took Y"
        elif (told_of := _told_of(view, settled)) is not None:
            self.subject = told_of
        told = next((p for p in view.actors if tells(view, p.last + 1) and speaks_for(view, p)), None)
        self.speaker = told or self.speaker
        self.minister = _minister(view) or self.minister
        if not subjects and self.subject is None:
            self.subject = _agent(view) or next((p for p in reversed(view.actors) if p.side), None)
        return settled

    def _remember(self, view: View, settled: list[Finding]) -> None:
        """Keep a sentence's places, those that it says something of first."""
        told = [f.item for f in view.findings]
        groups: list[list[PlaceItem | Mention]] = []
        for group in view.lists:
            named = [item for item in group.items if not item.anaphor]
            share_kind(named)
            self._share_quarter(named)
            for item in named:
                noun = item.noun or group.items[0].noun  # "the villages of A and B"
                if noun and (entry := entry_of(item)):
                    self.called.setdefault(entry, set()).add(noun.removesuffix("s"))
            if named and not only_tells_where(view, group):
                groups.append(list(named))
            groups += towns_inside(named)
        unlisted = [f for f in settled if f.item.mention is None and f.item.antecedent is None]
        for _, together in groupby(unlisted, key=lambda f: f.head):
            told_of = [f.item for f in together]
            share_kind(told_of)
            items: list[PlaceItem | Mention] = [*told_of]
            groups += [items] if len(items) > 1 else []
            groups += [[item] for item in items]
        groups += [[place] for place in view.reader.located.values()]  # "in the Wadi Barada valley"
        pointed = (f.item for f in settled if f.item.antecedent and f.item.noun in _TOWNS | {"capital"})
        again: list[list[PlaceItem | Mention]] = [
            [replace(p, surface=p.antecedent or p.surface, antecedent=None)] for p in pointed
        ]
        if groups or again:
            self._keep([*again, *sorted(groups, key=lambda g: not any(p is t for p in g for t in told))])

    def _share_quarter(self, items: list[PlaceItem]) -> None:
        """Call an unlisted name a district that stands in a list with a district of the gazetteer."""
        entries = [self.theatre.places[p.mention.place_id] for p in items if p.mention and p.mention.place_id]
        if any(entry.kind in PARTS_OF_TOWNS for entry in entries):
            for item in items:
                item.noun = item.noun or ("district" if item.mention is None else None)

    def _keep(self, groups: list[list[PlaceItem | Mention]]) -> None:
        self.sentences.append(groups)
        del self.sentences[:-REMEMBERED]

    def antecedents(self, view: View, item: PlaceItem) -> list[PlaceItem]:
        """Return the places that a stand-in means, the stand-in's words kept as their surface."""
        if (
            self.written_in is not None
            and item.surface.lower().startswith("this")
            and item.noun in _LOCAL_NOUNS
        ):
            name, mention = self.written_in
            return [
                replace(item, anaphor=False, antecedent=name, mention=mention)
            ]  # "this government-held town"
        opened: list[PlaceItem | Mention] = [*view.opening()]
        quarters = opened and item.plural and item.noun in PARTS_OF_TOWNS
        return (self._quarters_of(item, [opened]) if quarters else []) or self._spoken_of(view, item)

    def _spoken_of(self, view: View, item: PlaceItem) -> list[PlaceItem]:
        if item.noun == "it" and (noun := _noun_before(view, item)) is not None:
            return [replace(p, surface=item.surface, first=item.first, last=item.last, start=item.start, end=item.end)
                    for p in self.antecedents(view, noun)]  # fmt: skip
        if item.noun == "capital" and (seat := self._seat(view, item)) is not None:
            return seat
        if (told := self._that_or_seat(view, item)) is not None:
            return [self._as(item, told)]
        here = named_here(view, item)
        earlier = [g for groups in reversed(self.sentences) for g in groups]
        alike = self._all_alike(item, [*reversed(here), *earlier])
        if alike:
            return [self._as(item, p) for p in alike]
        one_named = not item.plural  # "the city" is hardly one of a list just named
        single = [g for g in reversed(here) if len(g) == 1 or not one_named]
        several = [g for g in reversed(here) if len(g) > 1 and one_named]
        if (exact := self._exactly(item, single, earlier)) is not None:
            return [exact]
        fought_for = {f.item.name_first for f in view.findings if f.item.last < item.first}
        beside = [
            g
            for g in single
            if prominence(view, g[0]) == 0
            and (isinstance(g[0], Mention) or g[0].name_first not in fought_for)
        ]  # "clashes went on near X, but the army said the town was calm" speaks of X
        for group in [*(g for g in single if g not in beside), *earlier, *several, *beside]:
            fitting = [p for p in group if not getattr(p, "anaphor", False) and self._fits(p, item)]
            if item.plural:
                if len(fitting) > 1 or (fitting and is_plural(fitting[-1])):
                    return [self._as(item, p) for p in fitting]
            elif fitting:
                return [self._as(item, fitting[-1] if group in here else fitting[0])]
        towns = single or self._last_towns()
        found = self._several(item, [*reversed(here), *earlier], towns)
        return found or self._otherwise(view, item, towns)

    def _that_or_seat(self, view: View, item: PlaceItem) -> PlaceItem | Mention | None:
        """Return what "that city" says, or the seat just taken that "the city" is; None for other stand-ins."""
        if item.surface.lower().startswith("that ") and (last := self._named_last(view, item)) is not None:
            return last
        seat = self._seat_taken(view, item) if item.noun in ("city", "it") else None
        return seat[0] if seat else None

    def _named_last(self, view: View, item: PlaceItem) -> PlaceItem | Mention | None:
        """Return the place named last before "that city", wherever it stood; None where it is none that fits."""
        here = [p for g in view.lists for p in g.items if p.last < item.first]
        here += [p for at, p in view.reader.located.items() if at < item.first]
        told = self.sentences[-1] if self.sentences else []
        near: list[PlaceItem | Mention] = [*here] or [p for group in told for p in group]
        last = max((p for p in near if not getattr(p, "anaphor", False)), key=lambda p: p.start, default=None)
        return last if last is not None and not item.plural and self._fits(last, item) else None

    def _several(
        self, item: PlaceItem, told: list[list[PlaceItem | Mention]], towns: list[list[PlaceItem | Mention]]
    ) -> list[PlaceItem]:
        """Return the two places told last for "both", the east of a town for "the eastern districts", else nothing."""
        if item.plural and item.surface.lower().startswith(("both", "the two")):
            apart = {p.surface: p for g in told for p in g if not getattr(p, "anaphor", False)}
            return [self._as(item, p) for p in list(apart.values())[:2]] if len(apart) > 1 else []
        if not item.plural or item.noun not in PARTS_OF_TOWNS:
            return []
        return self._quarters_of(item, towns)

    def _quarters_of(self, item: PlaceItem, towns: list[list[PlaceItem | Mention]]) -> list[PlaceItem]:
        """Return "the eastern districts" as the east of the one town spoken of last, nothing for other words."""
        sides = [DIRECTION_WORDS[low] for low in item.surface.lower().split() if low in DIRECTION_WORDS]
        alone = len({p.surface for g in towns for p in g}) == 1 and not getattr(towns[0][0], "anaphor", False)
        if not sides or not alone:
            return []
        return [replace(self._as(item, towns[0][0]), extent=Extent.PART, part=sides[-1], plural=False)]

    def _last_towns(self) -> list[list[PlaceItem | Mention]]:
        """Return the places of the last sentence in mind that names more than a hospital or another facility."""
        for groups in reversed(self.sentences):
            towns = [g for g in groups if g[0].surface.lower().rsplit(" ", 1)[-1] not in FACILITIES]
            if towns:
                return groups if len(towns) == len(groups) else towns
        return []

    def _exactly(
        self,
        item: PlaceItem,
        single: list[list[PlaceItem | Mention]],
        earlier: list[list[PlaceItem | Mention]],
    ) -> PlaceItem | None:
        """Return the place that a stand-in's own noun tells, None where it may be any that was spoken of."""
        near = [*single, *earlier[:EXACT]]
        exact = self._called_so(item, near) or self._listed_city(item, [*single, *earlier])
        if exact is not None:
            return exact
        if (region := region_spoken_of(self.theatre, item, near)) is not None:
            return self._as(item, region)
        last = single or (self.sentences[-1] if self.sentences else [])
        province = province_of(self.theatre, item, last)
        return None if province is None else self._entry(item, *province)

    def _fits(self, place: PlaceItem | Mention, item: PlaceItem) -> bool:
        """Say whether a place can be what a stand-in names: no "city" that the text has called a village."""
        entry = entry_of(place)
        if entry and item.noun in ("city", "town") and self.called.get(entry) == {"village"}:
            return False
        if not entry and item.noun in PROVINCES and self.governed:
            return getattr(place, "noun", None) in PROVINCES
        return fits(self.theatre, place, item)

    def _all_alike(
        self, item: PlaceItem, groups: list[list[PlaceItem | Mention]]
    ) -> list[PlaceItem | Mention] | None:
        """Return the first list whose places are all of the kind that "the two villages" names, None if none is."""
        if not item.plural or item.noun == "them":
            return None
        return next((g for g in groups if len(g) > 1 and all(alike(self.theatre, p, item) for p in g)), None)

    def _listed_city(self, item: PlaceItem, groups: list[list[PlaceItem | Mention]]) -> PlaceItem | None:
        """Return Mosul as "the city" where towns and villages were named since; None if one just named may be it."""
        if item.noun != "city" or item.plural:
            return None
        alone = [g for g in groups if len(g) == 1]  # "the city" is hardly one of a list
        for at, group in enumerate([*alone, *(g for g in groups if len(g) > 1)]):
            for place in (p for p in group if not getattr(p, "anaphor", False)):
                mention = mention_of(place)
                place_id = mention.place_id if mention is not None else None
                if place_id and self.theatre.places[place_id].kind == "city":
                    return self._as(item, place)
                unlisted = not place_id and (at == 0 or self._often(place.surface))
                if unlisted and fits(self.theatre, place, item):
                    return None
        return None

    def _often(self, name: str) -> bool:
        """Say whether several of the sentences in mind speak of a place."""
        told = (any(p.surface == name for g in groups for p in g) for groups in self.sentences)
        return sum(told) > 1

    def _called_so(self, item: PlaceItem, groups: list[list[PlaceItem | Mention]]) -> PlaceItem | None:
        """Return the place that the text itself called what a stand-in says: Sangin, "the district of Sangin"."""
        if item.plural or item.noun in (None, "it", "them"):
            return None
        if item.noun in TOWNS:
            return _town_of_port(item, groups)
        named = (p for g in groups for p in g if not isinstance(p, Mention))
        place = next((p for p in named if p.noun == item.noun and not p.anaphor), None)
        return None if place is None else self._as(item, place)

    def _otherwise(
        self, view: View, item: PlaceItem, groups: list[list[PlaceItem | Mention]]
    ) -> list[PlaceItem]:
        """Return "the airport" as that of the one town spoken of last, "it" as a place behind it, else nothing."""
        if item.noun in ("city", "town") and (around := self._city_round(item)):
            return around
        if item.noun not in TOWNS_HAVE_ONE | (GARRISONS if "'s" in item.surface else frozenset()):
            later = [g.items[0] for g in view.lists if g.first > item.last and item.noun == "it"]
            return [self._as(item, later[0])] if later else []
        groups = self._whose(view, item) or groups
        if len({p.surface for g in groups for p in g}) != 1 or getattr(groups[0][0], "anaphor", False):
            return []
        town = groups[0][0]
        if not isinstance(town, Mention) and town.noun in _QUARTERS:
            if town.inside is None:
                return []
            town = town.inside  # "in the X district of Y. The airport": Y's
        if not isinstance(town, Mention) and town.noun in COUNTIES | {"province", "governorate", "region"}:
            return []
        if town.surface.lower().split()[-1] in FACILITIES:
            return []  # "the port" is not the airport's
        mention = mention_of(town)
        named = replace(item, anaphor=False, mention=None, located=mention)
        return [replace(named, antecedent=f"{town.surface} {item.noun}")]

    def _whose(self, view: View, item: PlaceItem) -> list[list[PlaceItem | Mention]]:
        """Return the town of "the city's airport" where it is one that the text spoke of, nothing for other words."""
        owner, _, _ = item.surface.lower().partition("'s ")
        noun = owner.removeprefix("the ")
        if noun not in ("city", "town", "village") or owner == noun:
            return []
        meant = self._spoken_of(view, replace(item, noun=noun, surface=owner, plural=False))
        return [[replace(p, surface=p.antecedent or p.surface)] for p in meant[:1]]

    def _seat(self, view: View, item: PlaceItem) -> list[PlaceItem] | None:
        """Return "the (Afghan) capital" as that of the country that the text is about, None if any town may be meant.

        "The Helmand capital" is the capital of no country, and of which town the text alone can say: no place.
        """
        if not _LOCAL.isdisjoint(item.surface.lower().split()):
            return None  # "the provincial capital"
        country = next(filter(None, map(DEMONYMS.get, item.surface.lower().split())), None)
        own = item.surface.removeprefix("The ")
        if country is None and own != own.lower():
            return []
        name = SEATS.get(country or view.sides.war.home or "")
        if name is None:
            return None
        spoken = (p for groups in reversed(self.sentences) for g in groups for p in g)
        place = next((p for p in spoken if p.surface == name), None)
        return [self._as(item, place) if place else replace(item, anaphor=False, antecedent=name)]

    def _seat_taken(self, view: View, item: PlaceItem) -> list[PlaceItem] | None:
        """Return the capital of "entered the Zairean capital and are in control of the city", None without one."""
        told = (f.item for f in reversed(view.findings) if f.item.last < item.first)
        last = next(told, None)
        return (
            self._seat(view, last) if last is not None and last.anaphor and last.noun == "capital" else None
        )

    def _city_round(self, item: PlaceItem) -> list[PlaceItem]:
        """Return the city that holds the quarter spoken of last: "the city" behind "the Old City of Raqqa"."""
        for place in (p for groups in reversed(self.sentences) for g in groups for p in g):
            mention = mention_of(place)
            holders = self.theatre.ancestors(mention.place_id) if mention and mention.place_id else ()
            city = next((a for a in holders if self.theatre.places[a].kind in ("city", "town")), None)
            if mention is not None and city is not None:
                return [self._entry(item, city, mention)]
        return []

    def _entry(self, item: PlaceItem, entry: str, mention: Mention) -> PlaceItem:
        """Return a stand-in as an entry that the text has not named itself, but `mention` tells of."""
        named = replace(item, anaphor=False, mention=mention._replace(place_id=entry))
        return replace(named, antecedent=self.theatre.places[entry].name)

    def _as(self, item: PlaceItem, place: PlaceItem | Mention) -> PlaceItem:
        mention = mention_of(place)
        named = replace(item, anaphor=False, mention=mention)
        return replace(named, antecedent=place.surface if isinstance(place, Mention) else place.usual_name)


def _with_new_holder(view: View, findings: list[Finding]) -> list[Finding]:
    """Return findings with "Y left X, and soon it was in Z's hands" as Z's gain (docs/claim-guide.md, rule 1)."""
    changed = list(findings)
    for loss in (f for f in findings if f.event is Event.LOSS and f.polarity is Polarity.ASSERTED):
        held = next((f for f in changed if _takes_over(view, f, loss)), None)
        if held is not None:
            start, end = min(loss.start, held.start), max(loss.end, held.end)
            gain = replace(
                held, event=Event.GAIN, from_actor=loss.actor, rule="new-holder", start=start, end=end
            )
            changed = [gain if f is held else f for f in changed if f is not loss]
    return changed


def _takes_over(view: View, held: Finding, loss: Finding) -> bool:
    """Say whether a hold told of beside a loss is of the same place by another side, and came of it."""
    came = held.event is Event.HOLD or (
        held.rule in ("enter:enter", "enter:move") and held.start > loss.start
    )
    other = came and held.actor is not None and loss.actor not in (None, held.actor)
    name = held.item.antecedent or held.item.surface
    same = other and name in (loss.item.antecedent, loss.item.surface)
    return same and (held.start > loss.start or " after " in view.text[held.end : loss.start])


def _whose_deed(view: View, subjects: list[ActorPhrase]) -> ActorPhrase | None:
    """Return the rebels of "The rebels' raids had caught Moscow off balance": who is spoken of, not whom they met."""
    owner = next((p for p in view.actors if p.possessive and p.first <= 1 and p.side), None)
    alone = owner is not None and len(subjects) == 1 and are_many(view, owner) and not view.findings
    return owner if alone and owner is not None and subjects[0].first > owner.last + 2 else None


def _agent(view: View) -> ActorPhrase | None:
    """Return the JNIM of "was claimed by the Group (JNIM), which is linked to Z", None where nobody does anything."""
    by = next((k for k, low in enumerate(view.lows) if low == "by"), None)
    return None if by is None else next((p for p in view.actors if p.first > by and p.side), None)


def _told_of(view: View, settled: list[Finding]) -> ActorPhrase | None:
    """Return the insurgents of "most of it belongs to the insurgents": whom a sentence without a subject is about."""
    sides = {
        f.actor for f in settled if f.event in (Event.HOLD, Event.GAIN) and f.polarity is Polarity.ASSERTED
    }
    return next((p for p in reversed(view.actors) if len(sides) == 1 and p.side in sides and p.side), None)


def _minister(view: View) -> ActorPhrase | None:
    """Return the state whose president or minister tells something in a sentence: "he" is theirs next."""
    said = next((k for k, low in enumerate(view.lows) if low in REPORTING), None)
    return None if said is None else official(view, said)


def _town_of_port(item: PlaceItem, groups: list[list[PlaceItem | Mention]]) -> PlaceItem | None:
    """Return Mokha as "the town" where "Mokha port" was spoken of last, None where it was not."""
    last = groups[0][0] if item.noun in TOWNS and groups else None
    if last is None or isinstance(last, Mention) or last.noun not in ("port", "airport", "airbase"):
        return None
    town = last.surface.rsplit(" ", 1)[0]
    named = last.mention is None and last.inside is None and last.surface.lower().endswith(f" {last.noun}")
    return replace(item, anaphor=False, antecedent=town) if named else None


def _noun_before(view: View, item: PlaceItem) -> PlaceItem | None:
    """Return "the enclave" of "has split the enclave and controls most of it": `it` is what its sentence speaks of."""
    for at in range(item.first - 1, -1, -1):
        here = next((g for g in view.lists if g.first <= at <= g.last), None)
        if here is not None and view.word(here.first - 1) not in OVERLOOKING:
            return None
        found = view.reader.item(at, loose=False) if view.word(at) in POINTERS else None
        apposed = view.word(at - 1) == "," and any(g.last == at - 2 for g in view.lists)
        if found is not None and view.word(at - 1) in ("in", "of") and view.word(found.last + 1) == ",":
            continue  # "Rebels in X, one of the largest towns in the province, agreed to hand it over"
        if found is not None and found.anaphor and not found.plural and not apposed:
            return found  # in "entered X, the rail junction, and took half of it" it is X
    return None


def _of_the_country(view: View, item: PlaceItem) -> bool:
    """Say whether "controls the north and east", "the north, including X" speaks of a country, of no town's north."""
    pointed = item.surface.lower().split()
    if len(pointed) != 2 or pointed[1] not in DIRECTION_WORDS:
        return False
    behind = view.lows[item.last + 1 : item.last + 4]
    further = behind[1:2] == ["the"] or not DIRECTION_WORDS.keys().isdisjoint(behind[1:2])
    joined = behind[:1] in (["and"], ["or"]) and further
    return joined or behind[:2] == [",", "including"] or behind[:3] == ["of", "the", "country"]


def _unnamed_before(view: View, item: PlaceItem) -> bool:
    """Say whether "it" is a building without a name: "took the police headquarters only to be driven from it"."""
    for at in range(item.first - 1, max(-1, item.first - 12), -1):
        pointed = view.reader.item(at, loose=False) if view.word(at) in POINTERS else None
        if pointed is not None or any(g.first <= at <= g.last for g in view.lists):
            return False
        if view.word(at) in BUILDINGS:
            return True
    return False
