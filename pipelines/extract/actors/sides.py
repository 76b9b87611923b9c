"""Who: actor noun phrases in a sentence and the side that each names.

Wordings come from the theatre's `actors.toml`, then from the generic lexicon (`gazetteer/world`). A phrase that
neither holds is read by its grammar: a head noun ("forces", "fighters"), a demonym or a name before it. Loaded words
("terrorists", "militants") take the side that the text named last among those that they can stand for.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipelines.extract.actors.groups import listed_group, named_group, side_of_backer
from pipelines.extract.actors.joining import (
    against,
    join,
    numbered_base,
    of_president,
    of_two_words,
    settled,
    siding_with,
    somebodys,
    strangers,
)
from pipelines.extract.actors.origins import origin, part_of, patron
from pipelines.extract.actors.parties import Parties
from pipelines.extract.actors.records import ActorPhrase
from pipelines.extract.text.datelines import behind_dateline
from pipelines.extract.vocabulary.actor_words import (
    HEADS,
    acronym_subject,
    acts_by,
    country_subject,
    described_head,
    is_modifier,
    people,
    states_word,
)
from pipelines.extract.vocabulary.countries import (
    CAPITALS,
    COUNTRIES,
    DEMONYMS,
    KIN,
    OWN_SIDE,
    PEOPLES,
    country_of_two,
)
from pipelines.extract.vocabulary.place_words import FAITHS, REGIONS
from pipelines.extract.vocabulary.side_words import (
    ARMS,
    FOES,
    FOES_OF_A_VOICE,
    GOVERNMENT_WORDS,
    JOINT,
    MILITARY_UNITS,
    NATIONAL_FORCES,
    NO_REBELS,
    OF_A_PEOPLE,
    OWNED,
    OWNED_BY_HEADS,
    OWNERS,
    PEOPLE_HEADS,
    PLAIN,
    REBEL_WORDS,
    REBELS,
    REGULAR_UNITS,
    SHIA,
    SIDE_WORDS,
    STATE_HEADS,
    TURNED,
    WHERE,
)
from pipelines.extract.vocabulary.wordings import Hit, fold
from pipelines.extract.vocabulary.words import CALENDAR, DETERMINERS, DIRECTION_WORDS, KINDS, PREPOSITIONS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pipelines.extract.text.sentences import Token
    from pipelines.extract.vocabulary.wordings import SideFinder


_NOBODY: Mapping[str, str] = MappingProxyType({})
_LITTLE = frozenset(
    {"no", "little", "any", "without", "some", "stiff", "heavy", "fierce", "met", "meeting", "scant"}
)
_ALLIANCES = (["the", "coalition"], ["the", "same", "coalition"], ["the", "same", "alliance"])
_SOME_UNITS = frozenset(
    ["the", "another", "other", "second", "third", "its", "their", "assault", "elite", "special"]
)
_OF_MINORITIES = frozenset({"ethnic", "minority"})
_CHECHEN_WARS = ("Chechnya",)
"""At home Chechens fought Russia, elsewhere those of its president fight for it."""
_TELLERS = (" source", " sources", " official", " officials", " spokesman")
"""How wordings end of a state's men who tell something: any side may have such."""


class Sides:
    """The actor phrases of one document."""

    def __init__(
        self,
        hits: list[Hit],
        home: str | None,
        known: frozenset[str],
        finder: SideFinder,
        styles: Sequence[Hit] = (),
        presidents: Mapping[str, str] = _NOBODY,
    ) -> None:
        """Keep the document's wordings; `home` is the country at war, `known` the theatre's own side ids.

        `styles` are what the text calls alliances, by the wordings that it calls so; `presidents` the surnames of
        whom it calls president, each with the word before the office.
        """
        self.finder = finder
        self.presidents = presidents
        self.war = Parties(hits, home, known, styles)
        self.hits = hits
        self.starts = [h.start for h in hits]

    def phrases(self, tokens: list[Token], taken: set[int]) -> list[ActorPhrase]:
        """Return the actor phrases of a sentence in order; `taken` are token indexes that belong to places."""
        hits = self._hits_by_token(tokens, taken)
        found: list[ActorPhrase] = []
        i = behind_dateline(tokens)
        while i < len(tokens):
            stop = self._core_end(tokens, hits, i, taken)
            if stop is None:
                i += 1
                continue
            floor = found[-1].last + 1 if found else 0
            phrase = self._phrase(tokens, hits, i, stop, floor, taken)
            following = tokens[stop + 1].low if stop + 1 < len(tokens) else ""
            owner = tokens[stop].low in DEMONYMS and following in KINDS
            owner = owner or (tokens[stop].low in OWNERS and following in OWNED_BY_HEADS)
            owner = owner or (tokens[stop].low == "resistance" and i > 0 and tokens[i - 1].low in _LITTLE)
            if phrase and not owner and not numbered_base(tokens, stop):
                found.append(phrase)
            i = stop + 1
        for phrase in found:
            opens = {t.low for t in tokens[phrase.first : phrase.first + 2]}
            foreign = not opens.isdisjoint({"foreign", "former"})
            others = foreign or somebodys(tokens, phrase.last + 1) or strangers(tokens, phrase, found)
            others = others or against(tokens, phrase.first)
            if (phrase.loaded or phrase.side == self.war.state(self.war.home)) and others:
                phrase.side = None
            state = siding_with(tokens, phrase.last + 1, self.war.home) if self._unlisted(phrase) else None
            if phrase.loaded or phrase.side == self.war.state(self.war.home):
                state = state or of_president(tokens, phrase.first, self.war.home)
            phrase.side = phrase.side if state is None else self.war.state(state)
        for phrase, behind in reversed(list(pairwise(found))):
            if self._unlisted(phrase) and part_of(tokens, phrase, behind):
                phrase.side = behind.side  # "the Lalish Regiment, a Yezidi unit of the Hashd"
        for phrase in found:
            phrase.side = origin(self, tokens, phrase) or patron(self, tokens, phrase) or phrase.side
        return join(settled(found, tokens), tokens)

    def _unlisted(self, phrase: ActorPhrase) -> bool:
        """Say whether no lexicon names a phrase's side: "forces", "Amhara militiamen"; not "rebels"."""
        return phrase.loaded or phrase.side is None or phrase.side not in self.war.mentioned

    def of_stem(self, stem: str, start: int) -> str | None:
        """Return the side that the first half of a compound ("rebel" of "rebel-held") names, None if none."""
        kin = KIN.get((self.war.home or "", DEMONYMS.get(fold(stem), "")))  # "Serb-held" in Bosnia
        side = kin or self._of_stem(stem, fold(stem), start)
        if side == "opposition" and self.war.shielded and fold(stem).startswith(("fsa", "free syria")):
            return "turkey"
        return (
            self.war.named_rebels(start) if side == REBELS else side
        )  # "rebel-held" is Seleka's where it is named

    def _of_stem(self, stem: str, low: str, start: int) -> str | None:
        if self.war.home in _CHECHEN_WARS and low == "chechen":
            return REBELS
        if low in GOVERNMENT_WORDS and self.war.home in OWN_SIDE:
            return self.war.state(self.war.home)  # "government-held" in Ukraine
        for form in (stem, stem.upper() if len(stem) < 5 else stem, stem + "s", stem + " forces"):
            for hit in self.finder.find(form):
                if hit.end - hit.start == len(form):
                    return (
                        self.war.meant(
                            Hit(start, start, hit.sides, loaded=True, settled_only=hit.settled_only)
                        )
                        if hit.loaded
                        else hit.sides[0]
                    )
        if (side := self.finder.people(stem)) is not None:
            return side
        if low in REBEL_WORDS:
            return "opposition" if "opposition" in self.war.known else REBELS
        if low in ("coalition", "alliance"):
            return self.war.called(low, start)
        if low in GOVERNMENT_WORDS or low == "state":
            return self.war.state(self.war.home)
        country = DEMONYMS.get(low) or COUNTRIES.get(low) or CAPITALS.get(low)
        return self.war.state(country) if country else None

    def _hits_by_token(self, tokens: list[Token], taken: set[int]) -> dict[int, tuple[int, Hit]]:
        at: dict[int, tuple[int, Hit]] = {}
        if not tokens:
            return at
        k = bisect_left(self.starts, tokens[0].start)
        i = 0
        while k < len(self.hits) and self.hits[k].start < tokens[-1].end:
            hit = self.hits[k]
            while i < len(tokens) and tokens[i].start < hit.start:
                i += 1
            last = i
            while last + 1 < len(tokens) and tokens[last + 1].end <= hit.end:
                last += 1
            if (
                i < len(tokens)
                and tokens[i].start == hit.start
                and tokens[last].end == hit.end
                and i not in taken
            ):
                at[i] = (last, hit)
            k += 1
        return at

    def _core_end(
        self, tokens: list[Token], hits: dict[int, tuple[int, Hit]], i: int, taken: set[int]
    ) -> int | None:
        """Return the last token of the run of wordings and head nouns that begins at `i`, None if none does."""
        stop = None
        at = i
        while at < len(tokens) and at not in taken:
            if at in hits and not self._dateline(tokens, at) and not _townsmen(tokens, hits[at][0]):
                stop = hits[at][0]
            elif (
                tokens[at].low in HEADS
                or self._names_side(tokens, at, opened=stop is not None)
                or (at and acts_by(tokens[at - 1], tokens[at].low))
            ):
                stop = at
            elif stop is not None and described_head(tokens, stop, at):
                stop = at + 1  # "Ukrainian special forces"
            elif stop is not None and self._owned_head(tokens, hits, at):
                stop = hits[at + 1][0] if at + 1 in hits else at + 1
            else:
                break
            at = stop + 1
        return stop

    def _names_side(self, tokens: list[Token], at: int, *, opened: bool) -> bool:
        """Say whether a word that is no head names a side here: "rebel", "Afghan control", "Russia said"."""
        low = tokens[at].low
        if opened:
            return low in GOVERNMENT_WORDS or low in REBEL_WORDS
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        plural = low.endswith("s") and low[:-1] in DEMONYMS and at > 0 and tokens[at - 1].low == "the"
        held = plural or (low in DEMONYMS and following in ("control", "hands", "rule", "occupation"))
        acting = country_subject(tokens, at) or acronym_subject(tokens, at) or people(tokens, at)
        return held or acting

    def _owned_head(self, tokens: list[Token], hits: dict[int, tuple[int, Hit]], at: int) -> bool:
        """Say whether "'s" at token `at` joins an owner to a head: "Gaddafi's troops"."""
        if tokens[at].low != "'s" or at + 1 >= len(tokens):
            return False
        if tokens[at + 1].low in HEADS or tokens[at + 1].low == "men" or at + 1 in hits:
            return True
        if at + 3 < len(tokens) and tokens[at + 2].text in ARMS and tokens[at + 3].low in HEADS:
            return tokens[at + 1].low not in PREPOSITIONS  # "the Iraqi army's ninth armoured division"
        return at + 2 < len(tokens) and tokens[at + 2].low in HEADS and tokens[at + 1].low not in PREPOSITIONS

    def _dateline(self, tokens: list[Token], i: int) -> bool:
        """Say whether a wording is the town of a dateline: "MOSCOW (Sputnik)"."""
        return (
            tokens[i].text.isupper()
            and tokens[i].low in CAPITALS
            and i + 1 < len(tokens)
            and tokens[i + 1].text in "(,-–—"
        )

    def _phrase(
        self,
        tokens: list[Token],
        hits: dict[int, tuple[int, Hit]],
        first: int,
        last: int,
        floor: int,
        taken: set[int],
    ) -> ActorPhrase | None:
        begin = first
        opened = tokens[first].low in DETERMINERS
        while (
            not opened and begin > floor and begin - 1 not in taken and is_modifier(tokens, begin - 1, first)
        ):
            where = begin - 2
            while where > 0 and tokens[where].low in DIRECTION_WORDS:
                where -= 1  # "In northern Syria rebels captured ..."
            placed = where >= 0 and (tokens[where].low in WHERE or _province_of(tokens, where))
            if placed and tokens[begin - 1].is_capital and tokens[begin - 1].low not in DEMONYMS:
                break  # "Elsewhere in Swat soldiers captured ..."
            if [t.low for t in tokens[max(0, begin - 3) : begin]] == ["on", "the", "ground"]:
                break  # "On the ground fighters of Y stormed ..."
            begin -= 1
            if tokens[begin].low in DETERMINERS:
                break
        begin += tokens[begin].low == "and" and begin < first  # "Russian and Ukrainian troops" are two
        if begin > floor and begin - 1 not in taken and tokens[begin - 1].is_capital:
            pair = country_of_two(tokens[begin - 1].low, tokens[begin].low)  # "South Sudan's army"
            begin -= pair is not None
        inside = [hits[j][1] for j in range(begin, last + 1) if j in hits]
        foes = FOES if self.war.voice is None else FOES | FOES_OF_A_VOICE
        hostile = not foes.isdisjoint(t.low for t in tokens[begin : last + 1])
        side, loaded, settled = (
            (self.war.enemy(tokens[begin].start, states=states_word(tokens, begin)), False, True)
            if hostile
            else self._side(tokens, inside, begin, last)
        )
        if not settled:
            return None
        if (
            tokens[begin].low == "another"
            and loaded
            and not REBEL_WORDS.isdisjoint(t.low for t in tokens[begin : last + 1])
        ):
            side = None  # "another rebel force" is not the one just named
        possessive = last + 1 < len(tokens) and tokens[last + 1].low in ("'s", "'")
        while begin < first and tokens[begin].low == "of":
            begin += 1
        start, end = tokens[begin].start, tokens[last].end
        return ActorPhrase(begin, last, side, "", start, end, possessive=possessive, loaded=loaded)

    def _side(
        self, tokens: list[Token], inside: list[Hit], begin: int, last: int
    ) -> tuple[str | None, bool, bool]:
        """Return (side or None, loaded, whether this is an actor at all)."""
        lows = [t.low for t in tokens[begin : last + 1]]
        if lows[-1] in STATE_HEADS and (country := of_two_words(tokens, begin, last)):
            return self.war.state(country), False, True  # "South Sudanese forces" holds "Sudanese forces"
        if all(h.start >= tokens[last].start for h in inside) and (
            listed := listed_group(self.finder, tokens, begin, last)
        ):
            return listed, False, True
        if _of_nobody(lows):
            return None, False, True
        named = [h for h in inside if not h.loaded]
        group = any(h.sides[0] != "government" and h.sides[0] not in NO_REBELS for h in named)
        if lows[-1] in STATE_HEADS and "'s" in lows and not group and (owned := self._of_country(lows[0])):
            return owned, False, True
        if named:
            return self._of_wordings(tokens[begin:last], named), False, True
        grammar = self._by_grammar(tokens, begin, last, lows)
        if grammar:
            return grammar, False, True
        if self.war.home == "Iraq" and any(low in SHIA or low == "volunteer" for low in lows):
            return self.war.state(self.war.home), False, True
        if inside and (behind := side_of_backer(self.finder, tokens, begin, last)) is not None:
            return behind, False, True  # "Turkish-backed armed groups"
        if inside:  # "southern fighters" are others than the fighters of before
            others = inside[0].settled_only and begin and tokens[begin - 1].low in DIRECTION_WORDS
            others = others or not OF_A_PEOPLE.isdisjoint(lows)  # "a clan militia"
            return (None if others else self.war.meant(inside[0])), True, True
        return self._by_head(tokens, begin, last, lows)

    def _of_country(self, name: str) -> str | None:
        """Return the side of "Turkey's army" or "Baghdad's forces" by the name that owns it, None for another word."""
        if (seat := CAPITALS.get(name)) is not None:
            return self.war.state(seat)
        owner = COUNTRIES.get(name)
        if owner is None or (self.war.home or "", owner) in KIN:
            return self.war.state(owner) if owner else None
        return self.finder.people(PEOPLES.get(owner, "")) or self.war.state(owner)

    def _of_wordings(self, before: list[Token], named: list[Hit]) -> str | None:
        """Return the side of a phrase by its wordings, the last first: "Taliban soldiers" are no government's."""
        own = [h for h in named if h.wording not in PLAIN | {"gang", "gangs"}]
        speaking = [
            h for h in own if h.wording != "military" and not h.wording.endswith(_TELLERS)
        ]  # "an LNA military source"
        hit = (speaking or own or named)[-1]
        side: str | None = hit.sides[0]
        if hit.wording in PLAIN and any(t.low == "allied" for t in before):
            return None  # allied to whom, the text may say elsewhere
        whose = [c for t in before if (c := DEMONYMS.get(t.low)) is not None]
        if whose and self.war.home not in whose and all(h.wording in PLAIN for h in named):
            return self.war.state(whose[0])  # "Ugandan troops" in Congo
        if hit.wording in PLAIN:
            told = (t for t in before if t.low in SIDE_WORDS or (t.is_capital and t.low not in DEMONYMS))
            stems = [(t, self.of_stem(t.text, t.start)) for t in told]
            side = next(
                (s for _, s in stems if s), None if any(t.low in SIDE_WORDS for t, _ in stems) else side
            )
        if side == "opposition" and self.war.of_the_shield(hit):
            return "turkey"  # docs/claim-guide.md: Euphrates Shield and the army that Turkey leads
        if (kin := KIN.get((self.war.home or "", (side or "").title()))) is not None:
            return kin
        if side == "peshmerga" and hit.wording.startswith("kurdish") and self.war.kurds_of_syria:
            side = "sdf"
        if self.war.home in _CHECHEN_WARS and hit.wording.startswith("chechen"):
            return REBELS  # not those who fight for Russia elsewhere
        if side in self.war.allies:
            side = "government"
        if side == "government":
            side = self.war.forces(hit.wording)
        return self.war.named_rebels(hit.start) if side == REBELS else side

    def _by_head(
        self, tokens: list[Token], begin: int, last: int, lows: list[str]
    ) -> tuple[str | None, bool, bool]:
        """Return what the head of a phrase says of its side, as `_side` does."""
        if (led := of_president(tokens, begin, self.war.home)) is not None:
            return self.war.state(led), False, True
        country = (
            DEMONYMS.get(lows[-1])
            or DEMONYMS.get(lows[-1].removesuffix("s"))
            or COUNTRIES.get(lows[-1])
            or CAPITALS.get(lows[-1])
        )
        if country and lows[-1] == "chechen" and self.war.home in _CHECHEN_WARS:
            return REBELS, False, True
        if country:
            return self.war.state(country), False, True
        regular = (
            lows[-1] in ("army", "military", "soldiers", "troops", "police", "policemen", "garrison")
            and "allied" not in lows
        )
        regular = regular or (lows[-2:] in JOINT and "opposition" not in self.war.known)
        regular = regular or (lows[-1] == "marines" and self.war.home is not None)
        if (
            regular
            or lows in (["ground", "forces"], ["special", "forces"])
            or NATIONAL_FORCES.search(" ".join(lows))
        ):
            return self.war.state(self.war.home), False, True
        if acronym_subject(tokens, last) or (last > 1 and people(tokens, last)):
            return self.finder.people(tokens[last].text) or lows[-1], False, True
        if lows in _ALLIANCES:
            return self.war.called(lows[-1], tokens[begin].start), False, True
        owned = begin < last and lows[0] in ("its", "their", "his", "our") and lows[-1] in OWNED
        backed = any(low.endswith(("-backed", "-led", "-linked", "-aligned")) for low in lows[:-1])
        numbered = any(low[:1].isdigit() for low in lows[:-1])  # "the 16th division"
        regular = not ARMS.isdisjoint(lows) or lows[-1] in REGULAR_UNITS
        if numbered and regular and self.war.home not in OWN_SIDE and CALENDAR.isdisjoint(lows):
            return self.war.state(self.war.home), False, True  # "the 4th Infantry Division"
        joint = numbered or lows[:2] in (["the", "joint"], ["the", "combined"], ["the", "same"])
        joint = joint or (
            lows[-1] in MILITARY_UNITS
            and (
                begin == last
                or not _SOME_UNITS.isdisjoint(lows[:2])
                or [t.low for t in tokens[last + 1 : last + 2]] == ["of"]  # "elite detachments of the army"
            )
        )
        return None, False, owned or backed or joint or lows[-1] in (HEADS - PEOPLE_HEADS) | {"men"}

    def _by_grammar(self, tokens: list[Token], begin: int, last: int, lows: list[str]) -> str | None:
        lean = [w for w in lows if w.startswith(("anti-", "pro-"))]
        patron = next((DEMONYMS[w[4:]] for w in lean if w.startswith("pro-") and w[4:] in DEMONYMS), None)
        if patron is not None and (backed := self.finder.backed(patron)) is not None:
            return backed  # "the pro-Turkish forces"
        leaning = next((t for t in tokens[begin : last + 1] if t.low.startswith("pro-")), None)
        if leaning is not None and leaning.text[4:].isupper():
            return self.of_stem(leaning.text[4:], leaning.start)  # "pro-GNA fighters"
        if any(w in REBEL_WORDS for w in lean + lows[-1:]):
            return (
                "opposition" if "opposition" in self.war.known else self.war.named_rebels(tokens[begin].start)
            )
        if lows[-1] in HEADS and any(w.startswith(("government-", "regime-")) for w in lows):
            return (
                self.war.state(self.war.home) if self.war.home else "government"
            )  # "government-allied militiamen"
        for low in lows:
            country = DEMONYMS.get(low) or (COUNTRIES.get(low) if tokens[begin].is_capital else None)
            if country and lows[-1] in STATE_HEADS:
                return self.war.state(country)
        if any(w in REBEL_WORDS or w in TURNED for w in lows):
            return (
                "opposition" if "opposition" in self.war.known else self.war.named_rebels(tokens[begin].start)
            )
        named = named_group(self.finder, tokens, begin, last)
        if named and tokens[last].is_capital:
            return named
        if any(w in GOVERNMENT_WORDS for w in lows) and lows[-1] in HEADS:
            return self.war.state(self.war.home) if self.war.home else "government"
        return named


def _of_nobody(lows: list[str]) -> bool:
    """Say whether men at arms are nobody's that a text tells: "an ethnic minority army", "former rebel groups"."""
    minority = not _OF_MINORITIES.isdisjoint(lows) and lows[-1] in ("army", "armies", "militia", "militias")
    return minority or any(a == "former" and b in REBEL_WORDS for a, b in pairwise(lows))


def _province_of(tokens: list[Token], of: int) -> bool:
    """Say whether "the province of" ends at token `of`: "in the province of Anbar army troops" are no Anbar's."""
    return of > 0 and tokens[of].low == "of" and tokens[of - 1].low in REGIONS


def _townsmen(tokens: list[Token], last: int) -> bool:
    """Say whether a people only describes a town: "the Armenian Christian town of X"."""
    following = tokens[last + 1].low if last + 1 < len(tokens) else ""
    return tokens[last].low in DEMONYMS and following in FAITHS
