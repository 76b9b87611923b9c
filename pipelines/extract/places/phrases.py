"""Place phrases: a name with what stands round it, lists of them, and words that stand for them.

    half of the Sukkari district        -> one place, part 0.5
    the southern parts of Palmyra       -> one place, part "south"
    Hanano, Sakhour and Jabal Badro     -> three places
    the two villages                    -> an anaphor for places named before

A name is an entry of the gazetteer, or a capitalised phrase in a slot where only a place can stand.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.extract.places import (
    facilities,
    listing,
    lying,
    modifying,
    owners,
    pointing,
    surroundings,
    unlisted,
)
from pipelines.extract.places.parts import read_part, two_sides
from pipelines.extract.places.records import Lead, PlaceItem, PlaceList
from pipelines.extract.places.unlisted import NEWER
from pipelines.extract.places.unnamed import PARTS, some_of
from pipelines.extract.text.datelines import behind_dateline
from pipelines.extract.vocabulary.countries import CAPITALS, COUNTRIES, VENUES
from pipelines.extract.vocabulary.lexicon import ATTACK_NOUNS, FORMS, NO_FORM
from pipelines.extract.vocabulary.names import TOWNS_MEN, described_person, may_be_name, opens_name
from pipelines.extract.vocabulary.place_words import (
    DETERMINERS,
    FLEEING,
    HELD_NOUNS,
    INSIDES,
    NAMING_KINDS,
    OPENERS,
    REGIONS,
    SIDE_ADJECTIVES,
    TOWNS_HAVE_ONE,
)
from pipelines.extract.vocabulary.words import (
    AT_HOME,
    DIRECTION_WORDS,
    FACILITIES,
    KINDS,
    LOCAL_OFFICIALS,
    PART_NOUNS,
    PLURAL_PLACE_NOUNS,
    REPORTING,
    WITNESSES,
    words,
)
from pipelines.model import Extent

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from gazetteer.model import Mention
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.places.entries import Entries
    from pipelines.extract.text.sentences import Token

_COMMA = re.compile(r",(?!\d)")
"""A comma as written; those that `commas` puts back and `asides` takes out say nothing of the text's own."""
_OF_A_TOWN = (TOWNS_HAVE_ONE - {"port", "dam"}) | {"station", "refinery", "oilfield", *facilities.SEVERAL}
_ZONED = (["industrial"], ["housing"], ["residential"])
"""What may stand between a name and "zone" or "district"."""
_PEOPLE_OF = WITNESSES | INSIDES
_GOING_TO = words(
    "return returned returning flew fled travelled traveled drove headed heading went come came"
)
"""Who does so to X goes to a place, and a text may go on to speak of it."""
_SEATED = frozenset({"provincial", "regional", "state", "district", "county"})
_BATTERED = frozenset({"shattered", "ruined", "embattled", "besieged", "devastated", "battered", "deserted"})
_TELLING_APART = frozenset(["Old", "New", "First", "Second", "Third", "Fourth", "Fifth", "Sixth"])
_UNITS = frozenset({"brigade", "division", "battalion", "regiment", "corps"})
"""With an order before them and a seat behind them, a place: "the Third Brigade headquarters"."""
_ARTICLES = frozenset({"As", "At", "An", "Now"})
"""What opens names and is an English word too: "As Salif", "Now Zad"."""
_OLD_TOWNS = frozenset({"old city", "old town", "old"})
MAX_MODIFIERS = 8
"""How many words may stand between an article and the name that it belongs to."""
MAX_BESIDE = 9
"""Within how many words of a name the kind of another stands that it is listed with."""
_JOINTS = words("and , or")


class PhraseReader:
    """Reads place phrases from one sentence's tokens."""

    def __init__(
        self,
        text: str,
        tokens: list[Token],
        mentions: dict[int, tuple[int, Mention]],
        known_names: AbstractSet[str],
        entries: Entries,
    ) -> None:
        """Read `tokens`; `mentions` maps a token index to (last token index, mention).

        `known_names` are names that the document uses as places elsewhere.
        """
        self.text = text
        self.tokens = tokens
        self.lows = [t.low for t in tokens]
        self.commaless = not tokens or _COMMA.search(text, tokens[0].start, tokens[-1].end) is None
        self.mentions = mentions
        self.known_names = known_names
        self.entries = entries
        self.actors: dict[int, ActorPhrase] = {}
        self.located: dict[int, PlaceItem] = {}
        self.opens = behind_dateline(tokens)
        words_here = [t for t in tokens if t.text[0].isalpha()]
        capitals = sum(t.is_capital for t in words_here)
        stopped = bool(tokens) and tokens[-1].text == "."
        told = stopped and any(
            not t.is_capital and "past" in FORMS.get(t.low, NO_FORM).tenses for t in words_here
        )
        self.headline = (
            not told and len(words_here) > 3 and capitals > (0.85 if stopped else 0.65) * len(words_here)
        )

    def set_actors(self, phrases: list[ActorPhrase]) -> None:
        """Tell which tokens belong to actor phrases, so that they are not read as places."""
        self.actors = {i: p for p in phrases for i in range(p.first, p.last + 1)}

    def lists(self) -> list[PlaceList]:
        """Return every place phrase of the sentence that stands by itself as one, in order."""
        found: list[PlaceList] = []
        i = self.opens
        while i < len(self.tokens):
            group = (self.read(i, loose=False) or self._beside_kind(i)) if self._may_open(i) else None
            if group and any(not item.anaphor for item in group.items):
                found.append(group)
                i = lying.behind_where(self, group)
            else:
                i += 1
        self._note_homes()
        return found

    def _beside_kind(self, i: int) -> PlaceList | None:
        """Read "A and the town of B" at token `i`: what is listed with a place is a place."""
        near = self.lows[i + 1 : i + 1 + MAX_BESIDE]
        kind = not KINDS.isdisjoint(near) or any(t.placed for t in self.tokens[i + 1 : i + 1 + MAX_BESIDE])
        if not kind or _JOINTS.isdisjoint(near) or i in self.actors or not self.namelike(i):
            return None
        group = self.read(i, loose=True)
        beside = group.items[1:] if group is not None and group.items[0].name_first == i else []
        if not any(item.noun or self.tokens[item.last].placed for item in beside if not item.anaphor):
            return None
        for item in group.items if group is not None else []:
            item.evident = True
        return group

    def _note_homes(self) -> None:
        """Keep in mind where people are from: of X of "residents of X", "the mayor of X" a text may go on to speak."""
        for k in range(1, len(self.lows) - 1):
            of = self.lows[k] == "of" or (self.lows[k] == "from" and self.lows[k - 1] in WITNESSES)
            gone = self.lows[k] == "to" and self.lows[k - 1] in _GOING_TO
            gone = gone or (self.lows[k] in ("on", "against") and self.lows[k - 1] in ATTACK_NOUNS)
            gone = gone or self.lows[k] in FLEEING
            gone = gone or (self.lows[k] == "in" and (self.lows[k - 1] in AT_HOME or self._telling_from(k)))
            if (gone or (of and self.lows[k - 1] in _PEOPLE_OF)) and k + 1 not in self.mentions:
                item = self.item(k + 1, loose=True) if self.namelike(k + 1) else None
                if item is None and gone and self.namelike(k + 1) and self._telling_from(k):
                    more = (
                        j for j in range(k + 2, len(self.lows)) if not self.namelike(j) or j in self.actors
                    )
                    item = self.finish(Lead(k + 1), k + 1, next(more, len(self.lows)) - 1, None)
                if item is not None and not item.anaphor and item.name_first == k + 1:
                    self.located.setdefault(item.first, item)

        for k in range(1, len(self.lows) - 1):
            if self.lows[k] == "'s" and self.lows[k + 1] in TOWNS_MEN:
                named = (self.item(at, loose=True) for at in range(max(0, k - 3), k) if self.namelike(at))
                town = next((p for p in named if p is not None and p.name_last == k - 1), None)
                if town is not None and not town.anaphor:
                    self.located.setdefault(town.first, town)  # "X's mayor said the town"

    def _telling_from(self, at: int) -> bool:
        """Say whether the "in" of "police in Rutba said (they repelled an attack on the town)" stands at a token."""
        teller = at - 1 in self.actors or self.lows[at - 1] in LOCAL_OFFICIALS
        told = teller and not REPORTING.isdisjoint(self.lows[at + 2 : at + 4])
        return told and self.lows[at + 1] not in CAPITALS.keys() | VENUES  # "the government in Kinshasa said"

    def _may_open(self, i: int) -> bool:
        """Say whether a place phrase can begin at token `i` at all: most words rule it out at a glance."""
        return i in self.mentions or self.lows[i] in OPENERS or self.lows[i][0].isdigit() or self.namelike(i)

    def read(self, i: int, *, loose: bool) -> PlaceList | None:
        """Read a list of places that begins at token `i`.

        `loose` is for slots where only a place fits: names that nothing else shows to be places are taken too.
        """
        item = self.item(i, loose=loose)
        if item is None:
            return None
        group = PlaceList(i, item.last, [item])
        while (following := self._following(group, loose=loose)) is not None:
            group.items.append(following)
            group.last = following.last
        if len(group.items) > 1:
            listing.share_part(self, group.items)
        listing.leave_whole(self, group.items)
        if len(group.items) > 1 and self.lows[group.last] in PLURAL_PLACE_NOUNS:
            for item in group.items:
                item.evident = True  # "the Bai Hassan and Avana oilfields"
        return group

    def _following(self, group: PlaceList, *, loose: bool) -> PlaceItem | None:
        """Read the next place of a list, None where the list ends."""
        itself = self.lows[group.last + 1 : group.last + 2] == ["itself"]
        at = lying.behind_where(self, group, itself)
        step = listing.separator(self, at)
        if step is None:
            return None
        step = (listing.behind_relative(self, at) if self.lows[at] == "," else None) or step
        at, step = listing.over_things(self, group, at, step)
        before = self.lows[group.first - 1] if group.first else ""
        again = before in ("of", "over", "in") and self.lows[step : step + 1] == [before]
        step += again and step > at  # "in control of X, a port, and of Y", "control over X and over Y"
        nearby = step == at
        if nearby and not listing.listed(self, group):
            return None
        parted = group.items[0].extent is Extent.PART  # "the outskirts of A and B"
        following = self.item(step, loose=loose or parted or group.items[0].evident)
        following = facilities.each_of(
            group.items[-1], following and pointing.owned_by(group.items[-1], following)
        )
        apposed = self.lows[at] == "," and step == at + 1 and listing.apposition(self, step, following)
        if apposed:
            of = group.first > 0 and self.lows[group.first - 1] == "of"
            following = self._behind_apposition(step, loose=loose or group.items[0].evident, of=of)
        if following is None or self._of_town_spoken_of(following):
            return following
        if again and step > at and following.anaphor and self._of_it(following):
            return following  # "control of X and of the town's airport", "of X and of most of the city"
        if group.items[-1].noun == "it" and following.mention is None:
            return None  # "half of it, Anton Herashchenko said"
        ends = (
            following.anaphor
            or described_person(self.lows, following.last + 1)
            or self.lows[following.last + 1 : following.last + 2] == ["'s"]
            or listing.begins_clause(self, group, following, at, step)
            or listing.of_theirs(self, step, following)
            or (step != at and not apposed and listing.participle(self, step))
            or (nearby and following.name_first != step + (self.lows[step] == "the"))
        )
        return None if ends else following

    def _of_town_spoken_of(self, item: PlaceItem) -> bool:
        """Say whether "the city's airport" stands between others of a list: "the base, the city's airport and X"."""
        if (
            item.anaphor
            and item.noun in TOWNS_HAVE_ONE
            and self.lows[item.first - 1 : item.first + 1] == ["and", "its"]
        ):
            return True  # "the town and its airport"
        inside = self.lows[item.last + 1 : item.last + 2] in ([","], ["and"])
        return inside and item.anaphor and item.noun in TOWNS_HAVE_ONE and self.lows[item.first + 2] == "'s"

    def _of_it(self, item: PlaceItem) -> bool:
        """Say whether a stand-in is a part or a facility of a town spoken of."""
        return item.extent is Extent.PART or item.noun in TOWNS_HAVE_ONE

    def _behind_apposition(self, i: int, *, loose: bool, of: bool) -> PlaceItem | None:
        """Read B of "A, the capital of X, and B", the apposition at token `i`."""
        behind = listing.behind_apposition(self, i, of=of)
        item = None if behind is None else self.item(behind, loose=loose)
        here = item is not None and (item.name_first == behind or self.lows[item.first] == "the")
        return item if here else None

    def item(self, i: int, *, loose: bool) -> PlaceItem | None:
        """Read one place at token `i`, None if none stands there."""
        if i >= len(self.tokens) or (i not in self.mentions and self._acting(i)):
            return None
        named = i + (self.lows[i] == "the")
        if surroundings.dated_name(self, named):
            return self.finish(Lead(i), named, named + 1, None)
        if two_sides(self.lows, i) and (both := self.named(Lead(i, Extent.PART), i + 3, loose=loose)):
            return both
        parted = read_part(self.lows, i)
        pointing_at = self.lows[i] in ("this", "that", "these", "those")
        if pointing_at and not PART_NOUNS.isdisjoint(self.lows[i + 1 : i + 2]):
            return None
        item = None
        if parted is not None:
            lead = Lead(i, parted.extent, parted.part, parted=True)
            item = self.named(lead, parted.behind, loose=loose) or pointing.anaphor(self, lead, parted.behind)
        item = item or self.named(Lead(i), i, loose=loose) or pointing.anaphor(self, Lead(i), i)
        return pointing.seat(self, i, item) or item

    def named(self, lead: Lead, at: int, *, loose: bool) -> PlaceItem | None:
        """Read modifiers, then a name, from token `at`."""
        i = modifying.behind_country(self, at) or at
        for _ in range(MAX_MODIFIERS):
            if i >= len(self.tokens) or self._stops(i, lead):
                return None
            if i in self.mentions:
                read = self._entry(lead, i)
                if not isinstance(read, int):
                    return read
                i = read
                continue
            seat = facilities.unit_base(self, lead, i)
            if seat is not None or modifying.names(self, i):
                return seat or unlisted.read_unlisted(self, lead, i, loose=loose)
            if self.lows[i] == "of":
                ends, facility = self._at_of(lead, i)
                if ends:
                    return facility
            if not self._describe(i, lead):
                apposed = surroundings.apposed_name(self, lead, at, i)
                if apposed is None:
                    return facilities.facility(self, lead, i)
                i = apposed - 1
            i += 1
        return None

    def _at_of(self, lead: Lead, i: int) -> tuple[bool, PlaceItem | None]:
        """Say whether the phrase ends at the "of" of token `i`, and with which place: "the airport of X" is not X."""
        regions = REGIONS | {"valley", "island"}
        seated = self.lows[i - 2] in _SEATED and not regions.isdisjoint(self.lows[i + 2 : i + 5])
        if lead.kind == "capital" and (seated or self.lows[i - 2] in DETERMINERS | _BATTERED):
            return True, self._seat(lead, i)  # "the capital of X state" is a town, not X
        chief = lead.kind in ("town", "city") and self.lows[i - 2] == "main"
        if chief and not regions.isdisjoint(self.lows[i + 2 : i + 5]):
            return True, None  # "the main town of the X valley" is not X
        if some_of(self.lows, i):
            return True, None
        if (own := facilities.old_town(self, lead, i) or facilities.unit_seat(self, lead, i)) is not None:
            return True, own
        facility = facilities.facility(self, lead, i) if lead.kind in _OF_A_TOWN else None
        return facility is not None, facility

    def _seat(self, lead: Lead, of: int) -> PlaceItem | None:
        """Read Bangui of "the capital of the Central African Republic, Bangui," at its `of`; None if not named."""
        comma = next((k for k in range(of + 2, min(of + 7, len(self.lows))) if self.lows[k] == ","), None)
        if comma is None or not pointing.named_behind(self, comma - 1):
            return None
        country = " ".join(low for low in self.lows[of + 1 : comma] if low != "the")
        return self.named(lead, comma + 1, loose=True) if country in COUNTRIES else None

    def _entry(self, lead: Lead, i: int) -> PlaceItem | int | None:
        """Read the entry's name at token `i`; where it only locates what follows, return where that begins."""
        last, mention = self.mentions[i]
        skipped = owners.behind_owner(self, last, mention, lead)
        if skipped is not None:
            return skipped
        if surroundings.named_on(self, last):
            return unlisted.read_unlisted(self, lead, i, loose=True)
        return self.finish(lead, i, last, mention)

    def _stops(self, i: int, lead: Lead) -> bool:
        """Say whether an actor or a bare `of` ends a place phrase at token `i`."""
        low = self.lows[i]
        return i not in self.mentions and (self._acting(i) or (low == "of" and lead.kind is None))

    def _acting(self, i: int) -> bool:
        """Say whether token `i` belongs to an actor, not to a description: "the rebel stronghold of X"."""
        phrase = self.actors.get(i)
        low = self.lows[i]
        described = "-" in low and not low.startswith(("al-", "el-", "as-", "ash-"))  # "rebel-held"
        if phrase is None or low in SIDE_ADJECTIVES or described:
            return False
        if len(low) > 2 and self.tokens[i].text.isupper():
            return True  # "the last LNA stronghold"
        following = self.lows[phrase.last + 1] if phrase.last + 1 < len(self.lows) else ""
        following = (
            "" if following == "bases" and self.tokens[i].is_capital else following
        )  # "two ISIS bases"
        return following not in HELD_NOUNS and not modifying.only_owns(self, i)

    def _describe(self, i: int, lead: Lead) -> bool:
        """Take in a word before the name; False if it cannot stand there."""
        low = self.lows[i]
        if low in DIRECTION_WORDS:
            lead.direction, lead.direction_at = DIRECTION_WORDS[low], i
        elif low in KINDS or (low in ("centre", "center") and modifying.of_trade(self.lows[i - 1])):
            lead.kind = low if low in KINDS else "town"
        elif facilities.described_building(self, i):
            lead.kind = low  # "the governor's office"
        else:
            return modifying.modifier(self, i)
        return True

    def namelike(self, i: int) -> bool:
        """Say whether a name can stand at token `i`: an entry's, or any word with a capital that is none's."""
        if i < len(self.tokens) and self.tokens[i].text in _TELLING_APART:  # "the Old Bridge"
            behind = i + 1 + (self.lows[i + 1 : i + 2] != [] and self.lows[i + 1] in _UNITS)
            return (
                self.lows[behind : behind + 1] != []
                and (self.lows[behind] in FACILITIES | PARTS or self._old_quarter(i + 1))
                and self.tokens[i + 1].is_capital
            )
        if 0 < i < len(self.tokens) - 1 and self.tokens[i].text in _ARTICLES:  # "As Salif port"
            return self.tokens[i + 1].is_capital and may_be_name(self.tokens[i + 1])
        named = i < len(self.tokens) and (i in self.mentions or may_be_name(self.tokens[i]))
        if named and len(self.tokens[i].text) == 1 and i not in self.mentions:
            return False  # "U.S."
        return named or opens_name(self.tokens, i)

    def _old_quarter(self, i: int) -> bool:
        """Say whether "City", "Town" of "the Old City" by itself stands at token `i`, no "Old City of X"."""
        return self.tokens[i].text in ("City", "Town") and self.lows[i + 1 : i + 2] != ["of"]

    def finish(self, lead: Lead, i: int, last: int, mention: Mention | None) -> PlaceItem:
        """Return the place whose name is tokens `i` to `last`, with what stands round the name taken in.

        `mention` is the gazetteer's entry, None for a name that it lacks.
        """
        extent, part = lead.extent, lead.part
        kind = None if lead.kind in ("square", "market", "street") else lead.kind
        directed = lead.direction if lead.direction_at == i - 1 else None
        if directed and mention is not None and self.entries.lies_elsewhere(mention, directed):
            i, mention = i - 1, None
        elif directed:
            extent = Extent.PART
            part = part if part is not None else directed
        if (facility := facilities.facility_end(self, i, last, mention)) is not None:
            last, mention, kind = facility, None, kind or self.lows[facility]
            i -= i > 0 and self.lows[i - 1] in ("old", "new")
        i, last, mention = self._another(i, last, mention)
        stop = last + 2 * (
            self.lows[last + 1 : last + 3] == ["local", "government"]
        )  # "X local government area"
        if self.lows[stop + 1 : stop + 2] in _ZONED and not KINDS.isdisjoint(self.lows[stop + 2 : stop + 3]):
            stop += 1
        while stop + 1 < len(self.tokens) and self.lows[stop + 1] in KINDS and stop - last < 3:
            kind = kind or self.lows[stop + 1]
            stop += 1
        if (unnamed := self._unnamed(stop, last, mention)) is not None:
            return pointing.stand_in(self, lead, i, unnamed, plural=False, noun=self.lows[unnamed])
        if (building := facilities.building(self, last, stop)) is not None:
            last, stop, mention, kind = building, building, None, self.lows[building]
        stop = surroundings.bracket(self, stop)
        if (owned_facility := facilities.owned_facility(self, stop + 1)) is not None:
            return facilities.of_town(self, lead, (i, last), mention, owned_facility)
        if owned := surroundings.owned_part(self, stop + 1):
            extent, part, stop = Extent.PART, part if part is not None else owned[1], owned[0]
        start, end = self.tokens[i].start, self.tokens[last].end
        return PlaceItem(
            lead.first, stop, i, last, self.text[start:end], start, self._worded_end(i, last, stop), mention, extent,
            part, noun=kind, evident=mention is not None,
        )  # fmt: skip

    def _unnamed(self, stop: int, last: int, mention: Mention | None) -> int | None:
        """Return the last token of a phrase that names no place: "the Chechen capital", "Idlib's biggest town"."""
        ranked = surroundings.ranked(self, stop + 2) if self.lows[stop + 1 : stop + 2] == ["'s"] else None
        if ranked is not None or stop == last:
            return ranked
        suburb = self.lows[stop] == "suburb" and mention is not None and self.entries.is_large(mention)
        return stop if suburb or self.lows[stop] == "capital" else None

    def _worded_end(self, first: int, last: int, stop: int) -> int:
        """Return where a report's own words for a place end: "Hanano district", "the Old City of Raqqa"."""
        if stop > last and self.lows[last + 1] in NAMING_KINDS:
            return self.tokens[last + 1].end
        name = self.text[self.tokens[first].start : self.tokens[last].end].lower()
        if name in _OLD_TOWNS and self.lows[last + 1 : last + 2] == ["of"]:
            return self.tokens[self._name_end(last + 2)].end
        return self.tokens[last].end

    def _name_end(self, i: int) -> int:
        """Return the last token of the name at token `i`, the token before where none stands."""
        if i in self.mentions:
            return self.mentions[i][0]
        return i if self.namelike(i) else i - 2

    def _another(self, i: int, last: int, mention: Mention | None) -> tuple[int, int, Mention | None]:
        """Return a name's tokens and its entry: "New Mosul" is a quarter of Mosul, "Mlaiha Al Sharqiya" no Mlaiha."""
        if mention is not None and i > 0 and self.tokens[i - 1].text in NEWER:
            return i - 1, last, None
        particle = [token.text for token in self.tokens[last + 1 : last + 2]]
        if mention is not None and particle in (["Al"], ["El"]) and self.namelike(last + 2):
            return i, last + 2, None
        return i, last, mention

    def stand_in(self, i: int, last: int | None = None) -> PlaceItem:
        """Return "its" at token `i`, or "the east" up to `last`, as a stand-in for a place named before."""
        return pointing.stand_in(self, Lead(i), i, i if last is None else last, plural=False, noun="it")
