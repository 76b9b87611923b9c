"""One sentence as the frames see it: its tokens, actors, places and verbs, and the helpers that link them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.actors import belonging
from pipelines.extract.actors.records import ActorPhrase
from pipelines.extract.actors.representing import with_first_people
from pipelines.extract.clauses import eliding, following, objects, opening, preceding, quoting, subjects
from pipelines.extract.clauses.finding import Finding
from pipelines.extract.places.listing import adding
from pipelines.extract.places.records import as_part
from pipelines.extract.vocabulary.countries import OWN_SIDE
from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CALENDAR,
    DIRECTION_WORDS,
    DOUBLE_QUOTES,
    PLURAL_PLACE_NOUNS,
    PREPOSITIONS,
    REPORTING,
    SINGULAR_PLACE_NOUNS,
    SUBJECT_PRONOUNS,
    words,
)
from pipelines.model import Event, Extent, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.sides import Sides
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.phrases import PhraseReader
    from pipelines.extract.places.records import PlaceItem, PlaceList
    from pipelines.extract.text.sentences import Sentence

_HANDFULS = words(
    """handful number group few force couple band mixture mix coalition unit garrison contingent alliance patchwork
    array collection constellation"""
)
_BEHIND_CENTRE = frozenset({"", ".", ","}) | words("from on after and")
_PIECES = words("part parts position territory pocket holdout holdouts foothold")
_TIME_WORDS = CALENDAR | words("on in late early morning evening afternoon night last week month")
_FRONTS = words("operational sector sectors direction directions axis")
_CLAUSES = words("which who whose where when that")
_NO_SUBJECT = words("and or but that who which while when as then")


_LANDS = words("region area province governorate countryside country")
"""Stand-ins for land in which is fought, not for which."""


@dataclass(slots=True)
class View:
    """A sentence read once: phrases, place lists and what earlier sentences left behind."""

    sentence: Sentence
    reader: PhraseReader
    actors: list[ActorPhrase]
    lists: list[PlaceList]
    last_subject: ActorPhrase | None
    text: str
    sides: Sides
    last_speaker: ActorPhrase | None = None
    last_minister: ActorPhrase | None = None
    told: Finding | None = None
    told_all: list[Finding] = field(default_factory=list)
    counted_before: Finding | None = None
    """What the sentence before only counted: "captured seven villages"."""
    repelled: set[int] = field(default_factory=set)
    findings: list[Finding] = field(default_factory=list)
    lows: list[str] = field(init=False)
    """The sentence's lower-case tokens."""

    def __post_init__(self) -> None:
        """Keep the tokens' words at hand."""
        self.lows = self.reader.lows

    @property
    def home_side(self) -> str:
        """Return the side of the state that the text is about."""
        return self.sides.war.state(self.sides.war.home)

    def acting_word(self, i: int, side: str | None, *, speaking: bool = False) -> ActorPhrase:
        """Return the word at token `i` as an actor of a side: "them", "our", "state" (control), "minister"."""
        token = self.reader.tokens[i]
        return ActorPhrase(i, i, side, token.text, token.start, token.end, speaking=speaking)

    def unnamed(self, side: str | None) -> ActorPhrase | None:
        """Return a side that the sentence settles and does not word; None for None."""
        return None if side is None else ActorPhrase(-1, -1, side, "", 0, 0, speaking=True)

    @property
    def is_title(self) -> bool:
        """Say whether the sentence is the text's title: its first, and without a full stop."""
        return self.sentence.index == 0 and self.lows[-1] != "."

    def word(self, i: int) -> str:
        """Return token `i` in lower case, "" outside the sentence."""
        if i < 0:
            return ""
        try:
            return self.lows[i]
        except IndexError:
            return ""

    def subject(self, first: int) -> ActorPhrase | None:
        """Return the actor that is the subject of the verb group that begins at token `first`."""
        return subjects.subject(self, first)

    def quoted(self, at: int) -> bool:
        """Say whether token `at` stands inside a quotation that its sentence opens."""
        return sum(low in DOUBLE_QUOTES for low in self.lows[:at]) % 2 == 1

    def speaker(self, first: int) -> ActorPhrase | None:
        """Return who says "we" and "our" at token `first`, None if it is no side."""
        return quoting.speaker(self, first)

    def loose_before(self, first: int) -> PlaceList | None:
        """Return the places right before token `first` in a slot where only a place fits: "Kandahar fell to ..."."""
        return preceding.loose_before(self, first)

    def named_before(self, i: int) -> PlaceList | None:
        """Return the one name right before token `i`, None if none is: for slots where only a place is described."""
        return preceding.named_before(self, i)

    def ending_before(self, i: int) -> PlaceList | None:
        """Return the places that end right before token `i`: a list, else the one name there, None if none do."""
        return preceding.ending_before(self, i)

    def whole_before(self, first: int, group: PlaceList | None) -> PlaceList | None:
        """Return the list that ends with `group` before token `first`, with the names before it that nothing placed."""
        return preceding.whole_before(self, first, group)

    def opens_clause(self, first: int) -> PlaceList | None:
        """Return the places that open the clause of the verb at token `first` as its subject, asides stepped over."""
        return opening.clause_subject(self, first)

    def aside_before(self, first: int) -> PlaceList | None:
        """Return the places before an aside that ends at token `first`: "Ghazni, south of Kabul, was taken"."""
        return preceding.aside_before(self, first)

    def before(self, i: int, reach: int = 24) -> PlaceList | None:
        """Return the place list nearest before token `i` that can be the subject of a verb there."""
        return preceding.before(self, i, reach)

    def opening(self) -> list[PlaceItem]:
        """Return the places that open the sentence: "In Hama province, the army ..."."""
        for group in self.lists[:1]:
            opens = (
                group.first <= 2 or group.last + 1 in self.reader.actors
            )  # a headline's rest may stand before it
            front = {
                self.word(group.last),
                self.word(group.last + 1),
            } & _FRONTS  # "In the Kursk operational zone"
            if opens and not front and self.word(group.first - 1) in ("in", "near", "around", "inside", "at"):
                return group.items
        return []

    def opening_aside(self) -> list[PlaceItem]:
        """Return X of "In X, to the north, ...": what a sentence opens with before a comma, whether known or not."""
        group = self.reader.read(1, loose=True) if self.word(0) in ("in", "at", "near", "around") else None
        aside = group is not None and group.items[0].name_first == 1 and self.word(group.last + 1) == ","
        return group.items if group is not None and aside else []

    def generic(self, group: PlaceList) -> bool:
        """Say whether a list only locates unnamed places: "an area in Aleppo", "two villages near Homs"."""
        at = group.first - 2
        at -= self.word(at) in DIRECTION_WORDS  # "several villages west of X"
        return self.word(group.first - 1) in ("in", "of", "near", "around") and (
            self.word(at) in PLURAL_PLACE_NOUNS
            or self.word(at) in SINGULAR_PLACE_NOUNS
            or self.word(at) in ("part", "parts")
        )

    def other_subject(self, verb: VerbUse) -> bool:
        """Say whether a finite verb has a subject of its own that is no actor: "Panic seized Aleppo"."""
        if not verb.finite:
            return False
        at = verb.first - 1
        while at >= 0 and self.word(at) in ADVERBS:
            at -= 1
        low = self.word(at)
        if at < 0 or low in _NO_SUBJECT or low in SUBJECT_PRONOUNS or not self.reader.tokens[at].is_word:
            return False
        return low not in FORMS and low not in REPORTING and low not in PREPOSITIONS

    def agent(self, i: int, reach: int = 14) -> ActorPhrase | None:
        """Return the actor behind the first `by` at or after token `i`, None if there is none in reach."""
        for at in range(i, min(i + reach, len(self.lows))):
            if self.word(at) == "by":
                named = self.actor_at(at + 1)
                named = with_first_people(self, named) if named is not None else None
                if named is not None and (named.side is None or self.word(named.first) == "his"):
                    named = belonging.owned(self, named)  # "by the same forces"
                return named or self.pronoun_at(at + 1) or self._council_of(at + 1) or self.called(at + 1)
            told = self.word(at) in BE and (
                at > i + 1 or (at == i and self.word(i - 1) in FORMS)
            )  # "had been taken was denied by Y"
            if (
                self.word(at) in (".", ";")
                or told
                or (self.word(at) in FORMS and self.word(at) in AUXILIARIES)
            ):
                return None
        return None

    def called(self, i: int) -> ActorPhrase | None:
        """Return the RaFD of "(by) a different group, the Rally of Democratic Forces", None where none is named."""
        comma = next((k for k in range(i + 2, i + 6) if self.word(k) == ","), None)
        if comma is None or self.word(i) not in ("a", "an", "another"):
            return None
        named = self.reader.actors.get(comma + 1)
        return named if named is not None and named.side is not None else None

    def _council_of(self, i: int) -> ActorPhrase | None:
        """Return Y of "a local council that belongs to Y", "an administration linked to Y" at token `i`."""
        council = next((k for k in range(i, i + 5) if self.word(k) in _COUNCILS), None)
        if council is None:
            return None
        aligned = next((k for k in range(i, council) if self.word(k).endswith(_ALIGNED)), None)
        if aligned is not None:
            stem, start = (
                self.reader.tokens[aligned].text.rsplit("-", 1)[0],
                self.reader.tokens[aligned].start,
            )
            return self.acting_word(aligned, self.sides.of_stem(stem, start))
        at = council + 1 + (self.word(council + 1) in ("that", "which"))
        tied = self.lows[at : at + 3] == ["is", "part", "of"] or self.lows[at : at + 2] == ["part", "of"]
        to = at if tied else next((k for k in range(at, at + 4) if self.word(k) in ("to", "with")), None)
        if to is None or (not tied and _TIED.isdisjoint(self.lows[at:to])):
            return None
        behind = self.lows.index("of", at) if tied else to
        return self.actor_at(behind + 1)

    def actor_at(self, i: int, reach: int = 3) -> ActorPhrase | None:
        """Return the actor phrase that begins at token `i` or within `reach` words behind it."""
        of = i + 2 + (self.word(i + 2) != "of")  # "a handful of", "a loose alliance of"
        if self.word(i) in ("a", "an") and self.word(of) == "of" and self.word(of - 1) in _HANDFULS:
            i = of + 1
        if self.word(i + 1) in _HANDFULS and self.lows[i + 2 : i + 4] == ["led", "by"]:
            i += 4  # "a coalition led by Y"
        reach += 2 * (self.word(i + 2) == "," and "-" in self.word(i + 1))
        reach += 2 * ("and" in self.lows[i + 1 : i + 4])  # "by African Union and government forces"
        for at in range(i, min(i + reach, len(self.lows))):
            if at in self.reader.actors:
                return self.reader.actors[at]
            adjoined = self.word(at) == "," and "-" in self.word(
                at - 1
            )  # "the U.S.-backed, Kurdish-led forces"
            if self.word(at) in PREPOSITIONS or not (self.reader.tokens[at].is_word or adjoined):
                return None
        return None

    def pronoun_at(self, i: int) -> ActorPhrase | None:
        """Return whom "them" or "it" at token `i` means: who acts in the sentence before it, or in the one before."""
        if self.word(i) not in ("them", "it"):
            return None
        earlier = [p for p in self.actors if p.last < i and not p.governed and not p.possessive]
        return earlier[-1] if earlier else self.last_subject

    def after_preposition(self, i: int, preposition: str, reach: int = 12) -> ActorPhrase | None:
        """Return the actor behind the first `preposition` within `reach` tokens from `i`."""
        for at in range(i, min(i + reach, len(self.lows))):
            if self.word(at) == preposition and self.word(at - 1) not in (
                "loyal",
                "allied",
                "according",
                "close",
            ):
                found = self.actor_at(at + 1)
                if found:
                    return found
            if self.word(at) in (".", ";"):
                return None
        return None

    def objects(self, i: int) -> PlaceList | None:
        """Read the places that a verb ending before token `i` has as its object."""
        return objects.objects(self, i)

    def listed(self, i: int) -> PlaceList | None:
        """Read "three neighbourhoods: X, Y and Z" and "several villages, including X"."""
        return objects.listed(self, i)

    def counted(self, i: int) -> PlaceList | None:
        """Read "three villages: X and Y", "several towns, including X" at token `i`; None where none is named."""
        return objects.counted(self, i)

    def over_day(self, i: int) -> int:
        """Step over a day at token `i`: "took control Friday of X", "on Sunday of X"."""
        at = i
        if self.word(at) in ("today", "yesterday"):  # "took control today, Saturday 8 February, of X"
            closes = next((k for k in range(at + 2, at + 7) if self.word(k) == ","), at)
            dated = self.word(at + 1) == "," and self.word(at + 2) in CALENDAR
            return closes + 1 if dated else at + 1
        while self.word(at) in _TIME_WORDS or "weekend" in self.lows[at : at + 1 + (self.word(at) == "the")]:
            at += 1
        return at if at > i and self.word(at - 1) in CALENDAR | {"weekend"} else i

    def besides(self, i: int) -> list[PlaceItem]:
        """Read "(was captured) on Friday, along with Y and Z" behind a predicate that ends before token `i`."""
        if (
            self.word(i) == "," and self.word(i + 1) not in _CLAUSES
        ):  # "X, famous for its churches, along with Y"
            closing = next((k for k in range(i + 1, min(i + 14, len(self.lows))) if self.word(k) == ","), i)
            i = closing if adding(self.lows, closing + 1) else i
        if (several := self._several_more(i)) is not None:
            return several.items
        for at in range(i, min(i + 9, len(self.lows))):
            added = 2 if self.lows[at : at + 2] == ["followed", "by"] else adding(self.lows, at)
            added = added or int(self.lows[at - 1 : at + 1] == [",", "including"])
            if added and (group := self.reader.read(at + added, loose=True)):
                more = eliding.elided(self, group.last + 1) if self.word(at) == "followed" else []
                return [] if group.items[0].anaphor else group.items + more
            if self.word(at) == "with" and (following := eliding.behind_with(self, at + 1)):
                return following
            if self.word(at) in FORMS or self.word(at) in (".", ";", "and", "but", "while", "as"):
                break
        return []

    def _several_more(self, i: int) -> PlaceList | None:
        """Read A and B of "and (of) several nearby villages, including A and B" at token `i`, None for other words."""
        near = range(i + 1, min(i + 7, len(self.lows))) if self.word(i) == "and" else ()
        noun = next((k for k in near if self.word(k) in PLURAL_PLACE_NOUNS), None)
        if noun is None or self.lows[noun + 1 : noun + 3] != [",", "including"]:
            return None
        group = self.reader.read(noun + 3, loose=True)
        return None if group is None or group.items[0].anaphor else group

    def within(
        self, i: int, reach: int = 16, *, named: bool = False, loose: bool = False
    ) -> PlaceList | None:
        """Read "districts (still held by X) in PLACE" behind token `i`: the places are held or fought for in part.

        `named` wants only the places that a list behind it names: "two villages in Hama province, A and B".
        """
        noun = False
        for at in range(i, min(i + reach, len(self.lows))):
            low = self.word(at)
            if low in PLURAL_PLACE_NOUNS or low in SINGULAR_PLACE_NOUNS or low in _PIECES:
                noun = True
            elif noun and low in ("in", "of", "inside", "within", "around", "across"):
                found = self.reader.read(at + 1, loose=loose)
                if found and not found.items[0].anaphor:
                    listed = named_within(found)
                    return listed if listed or named else as_part(found)
            elif low in (".", ";") or (low in REPORTING and at not in self.reader.actors):
                return None
            elif low == "," and self.word(at + 1) == "across":
                return None  # "secure its border, across which ..."
        return None

    def behind(
        self, i: int, prepositions: frozenset[str], reach: int = 14, *, loose: bool = True
    ) -> list[PlaceItem]:
        """Return every place that follows one of the prepositions in the clause behind token `i`."""
        return following.behind(self, i, prepositions, reach, loose=loose)

    def told_place(self) -> list[PlaceItem]:
        """Return the place that the sentence before told to be taken or held, as one of this sentence; none if none."""
        told = self.told
        if (
            told is None
            or told.event not in (Event.GAIN, Event.HOLD)
            or told.polarity is not Polarity.ASSERTED
        ):
            return []
        if told.sentence.index != self.sentence.index - 1:
            return []
        item, here = told.item, self.reader.stand_in(0)
        return [replace(item, first=here.first, last=here.last, start=here.start, end=here.end, evident=True)]

    def mentions_air(self, end: int | None = None, first: int = 0) -> bool:
        """Say whether the sentence, or its tokens `first` to `end`, speaks of air strikes, shelling or other fire."""
        return any(low in _AIR for low in self.lows[first:end])

    def add(  # noqa: PLR0913 - one argument for each field that a frame settles
        self, event: Event, items: list[PlaceItem], *, verb: tuple[int, int], actor: ActorPhrase | None,
        rule: str, polarity: Polarity = Polarity.ASSERTED, from_actor: str | None = None, confidence: float = 0.9,
        perfect: bool = False,
    ) -> None:  # fmt: skip
        """Record a claim for each place, with the shortest span that shows actor, verb and place."""
        tokens = self.reader.tokens
        if event is Event.HOLD and self._at_height(verb[0]):
            return
        inside = bool(items) and self.word(items[0].first - 1) == "in"
        if event is Event.CONTEST and inside and items[0].anaphor and items[0].noun in _LANDS:
            return  # "its campaign in the region"
        if event is Event.CONTEST:
            items = [p for p in items if "countryside" not in self.lows[p.first : p.last + 1]]
        side = actor.side if actor and not self._named_against(actor, verb, from_actor) else None
        if side is None and actor is not None and event is Event.GAIN and self.sides.war.home in OWN_SIDE:
            side = self.sides.war.opponent(from_actor)  # "the 425th Regiment cleared X of Russian infantry"
        short = items[-1] if items and objects.falls_short(self, items[-1]) else None
        centre = bool(items) and self.lows[items[-1].last + 1 : items[-1].last + 2] in (
            ["center"],
            ["centre"],
        )
        if centre and self.word(items[-1].last + 2) in _BEHIND_CENTRE and items[-1].extent is not Extent.PART:
            items[-1].extent, items[-1].part = Extent.PART, "centre"  # "captures X center from Y"
        for item in items:
            shown = actor is not None and not actor.speaking and actor.sentence_is(self.sentence)
            firsts = [verb[0], item.first] + ([actor.first] if actor and shown else [])
            lasts = [verb[1], item.last] + ([actor.last] if actor and shown else [])
            start, end = tokens[min(firsts)].start, tokens[max(lasts)].end
            self.findings.append(
                Finding(
                    event=event,
                    item=item,
                    actor=side,
                    actor_text=(self.text[actor.start : actor.end] or None) if actor else None,
                    from_actor=from_actor if not side or from_actor != side else None,
                    polarity=polarity,
                    start=start,
                    end=end,
                    head=verb[1],
                    framing=self.text[tokens[verb[0]].start : tokens[verb[1]].end].lower(),
                    rule=rule,
                    confidence=confidence * (0.8 if not item.evident and not item.anaphor else 1.0),
                    sentence=self.sentence,
                    extent=Extent.PART if item is short else item.extent,
                    part=item.part,
                    perfect=perfect,
                    list_end=_list_end(items, item),
                )
            )

    def _at_height(self, verb: int) -> bool:
        """Say whether a state is of a time that is over: "at its peak it held sway over X"."""
        before = pairwise(self.lows[max(0, verb - 9) : verb])
        return any(a in ("its", "their", "the") and b in ("height", "peak", "zenith") for a, b in before)

    def _named_against(self, actor: ActorPhrase, verb: tuple[int, int], from_actor: str | None) -> bool:
        """Say whether "fighters" were given a side that the sentence names as the other: "seized an IS holdout"."""
        named = (
            p.side == actor.side and p.governed and not p.loaded and verb[1] < p.first < verb[1] + 6
            for p in self.actors
            if p.first - 2 != actor.last  # "the jihadists of Y"
        )
        return actor.loaded and actor.side is not None and (from_actor == actor.side or any(named))


_COUNCILS = words("council councils administration authority authorities committee")
_ALIGNED = ("-aligned", "-backed", "-led", "-run", "-linked", "-affiliated")
_TIED = words(
    "belongs belonging belong loyal allied linked tied close answering answers answerable affiliated aligned"
)
_AIR = words(
    """airstrike airstrikes strike strikes warplanes warplane jets jet bombed bombing bombardment bombardments bombarded
    shelled shelling artillery rocket rockets missile missiles drone drones aerial raids helicopter mortar mortars
    pounded pounding bomb bombs barrel aircraft""",
)


def _list_end(items: list[PlaceItem], item: PlaceItem) -> int:
    """Return the offset at which the run of places ends that an item stands in: only commas and `and` between."""
    end, last = item.end, item.last
    for other in items:
        if last < other.first <= last + 3:
            end, last = other.end, other.last
    return end


def named_within(group: PlaceList) -> PlaceList | None:
    """Return the places that "two villages in Idlib province, al-Fua and Kafraya" names, None if it names none."""
    if len(group.items) > 1 and group.items[0].noun in (
        "province",
        "governorate",
        "region",
        "countryside",
        "district",
    ):
        return replace(group, first=group.items[1].first, items=group.items[1:])
    return None
