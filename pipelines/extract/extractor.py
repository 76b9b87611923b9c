"""From a document to its claims: read each sentence that can hold one, settle place, day and speaker, merge.

Deterministic and explainable: every claim carries the rule that found it. No network, no model, no clock.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from gazetteer import Matcher, load_theatre
from pipelines.extract.actors.coined import (
    abbreviations,
    apart,
    coined_groups,
    named_groups,
    short_names,
    styled,
    with_kin,
)
from pipelines.extract.actors.persons import REBELS_WITH_RANKS, persons, presidents
from pipelines.extract.actors.sides import Sides
from pipelines.extract.actors.voices import own_voice
from pipelines.extract.claims.aggregates import TRIGGERS as COUNTING
from pipelines.extract.claims.aggregates import Measure, read_measures, settle_measures
from pipelines.extract.claims.inferring import with_takers
from pipelines.extract.claims.merge import merge
from pipelines.extract.claims.peace import without_peace
from pipelines.extract.claims.settle import Settler
from pipelines.extract.clauses.anaphora import Memory
from pipelines.extract.clauses.quoting import speaker_behind
from pipelines.extract.dates.calendars import calendar_times
from pipelines.extract.dates.expressions import TimeExpression, find_times
from pipelines.extract.dates.published import published_day
from pipelines.extract.frames.reading import TRIGGER_SUFFIXES, TRIGGERS, read_sentence, view_of
from pipelines.extract.places.entries import Entries
from pipelines.extract.places.showing import shown_places
from pipelines.extract.text.datelines import dateline_town
from pipelines.extract.text.respacing import as_printed
from pipelines.extract.text.sentences import Sentence, split_sentences
from pipelines.extract.theatres import ISO_CODES
from pipelines.extract.vocabulary.countries import COUNTRIES, DEMONYMS, home_country
from pipelines.extract.vocabulary.side_words import PEOPLES_REBELS, REBELS, RECOGNISED
from pipelines.extract.vocabulary.wordings import SideFinder, fold

if TYPE_CHECKING:
    from gazetteer.model import Mention, Theatre
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.finding import Finding
    from pipelines.model import Aggregate, Claim, Document

MAX_TEXT_CHARS = 5_000_000
"""A longer document is refused before it is read."""

MIN_DATELINE = 4
_DATED = re.compile(
    r",? (?:[A-Z][a-z]+,? )?(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? \d{1,2}\b"
)
"""What follows the town of a dateline."""
LEAD_CHARS = 400
"""How many characters of a text tell first what it is about: they count twice."""
MAX_TOLD = 24
"""How many claims of the sentence before one that denies them are looked at."""
_LOOKS_BACK = re.compile(
    r"\b(?:[Tt]hey|[Ii]ts?|[Tt]hem|[Bb]oth|[Tt]hese|[Tt]hose|[Hh]e|[Hh]is|[Tt]heir|[Tt]he\s+(?:group|army|troops|forces|rebels|"
    r"city|town|village|base|airport|camp|district|area|region|province|bridge|port|hill|valley))\b"
)
"""Words that may stand for something in the sentence before."""
_NO_PLACES = COUNTRIES.keys() | DEMONYMS.keys()
"""A country or a demonym is no place of a theatre, whatever name it resembles."""
_YEAR = re.compile(r"(?<!since )\b(?:19|20)\d{2}\b")
"""A year that a text speaks of; what has been so "since 2013" tells how old a thing is, not when the text is of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """What was found in one document: its claims and its counts, shares and areas without names."""

    claims: tuple[Claim, ...]
    aggregates: tuple[Aggregate, ...] = ()


class Extractor:
    """Finds the control claims of documents; made once for a theatre, then used for any number."""

    def __init__(self, theatre: Theatre | None = None, matcher: Matcher | None = None) -> None:
        """Use a theatre's places and wordings; None reads any war with the generic lexicon alone."""
        self.world = load_theatre("world")
        self.theatre = theatre or self.world
        lexicons = (self.theatre,) if self.theatre is self.world else (self.theatre, self.world)
        self.matcher = matcher or Matcher(self.theatre)
        self.finder = SideFinder(*lexicons)
        self.entries = Entries(self.theatre.places.values())
        self._triggers = AhoCorasick(sorted(TRIGGERS | COUNTING | set(TRIGGER_SUFFIXES)))

    def extract(self, document: Document) -> Extraction:
        """Return the claims of a document in the order of its text.

        Raises:
            ValueError: the text is longer than `MAX_TEXT_CHARS`.
        """
        size = len(document.text)
        if size > MAX_TEXT_CHARS:
            raise ValueError(
                f"`text` has {size} characters; at most {MAX_TEXT_CHARS} are read: split the document"
            )
        printed, way_back = as_printed(dated(document))
        found = self._read(printed)
        if way_back is None:
            return found
        return Extraction(
            claims=tuple(way_back.claim(claim) for claim in found.claims),
            aggregates=tuple(way_back.aggregate(count) for count in found.aggregates),
        )

    def _read(self, document: Document) -> Extraction:
        """Return the claims of a document whose text is as printed."""
        text = document.text
        low = fold(text)
        sentences = split_sentences(text)
        live = self._live(low, sentences)
        if not live:
            return Extraction(claims=())
        named = [
            m
            for m in self.matcher.find(text)
            if fold(m.surface) not in _NO_PLACES and not _in_dateline(text, m)
        ]
        mentions = list(self.matcher.resolve(text, tuple(named)))
        lead = f"{fold(document.title or '')} {low[:LEAD_CHARS]}"  # what a text is about stands in front
        year = document.published.year if document.published else None
        home = home_country(low, tuple(ISO_CODES.get(c, c) for c in self.theatre.countries), lead, year)
        hits = self.finder.find(text)
        for more in (abbreviations, coined_groups, named_groups, short_names):
            hits = apart([*hits, *more(text, hits)])
        known = frozenset(self.theatre.actors)
        officers = (
            None if home is None or home in REBELS_WITH_RANKS or "opposition" in known else "government"
        )
        hits = with_kin(text, apart([*hits, *persons(text, hits, officers)]))
        sides = Sides(
            hits, home, known, finder=self.finder, styles=styled(text, hits), presidents=presidents(text)
        )
        sides.war.dated(document.published)
        sides.war.voice = own_voice(document, sides)
        findings, measures = self._findings(text, sentences, live, mentions, sides)
        times = find_times(text, document.published, _year_of(document)) + calendar_times(text)
        times.sort(key=lambda t: t.start)
        settler = Settler(document, self.theatre, sentences, times, mentions)
        merged = merge(settler.claims(findings), settler.told_only)
        counts = settle_measures(measures, settler.claims)
        claims = with_takers(merged, sides.war.opposite, counts)
        if self.theatre is self.world:
            claims = without_peace(claims, low, self.world.actors.keys())
        return Extraction(
            claims=tuple(
                replace(c, actor=_named(c.actor, home), from_actor=_named(c.from_actor, home)) for c in claims
            ),
            aggregates=tuple(replace(c, actor=_named(c.actor, home)) for c in counts),
        )

    def _live(self, low: str, sentences: list[Sentence]) -> set[int]:
        """Return the indexes of the sentences that hold a control word."""
        starts = [s.start for s in sentences]
        live: set[int] = set()
        for _, begin, end in self._triggers.find_matches_as_indexes(low, overlapping=True):
            if (end == len(low) or not low[end].isalnum()) and (
                low[begin] == "-" or begin == 0 or not low[begin - 1].isalnum()
            ):
                live.add(bisect_right(starts, begin) - 1)
        live.discard(-1)
        return live

    def _findings(
        self, text: str, sentences: list[Sentence], live: set[int], mentions: list[Mention], sides: Sides
    ) -> tuple[list[Finding], list[Measure]]:
        """Return what every live sentence says of control, and the counts and areas in it."""
        memory = Memory(self.theatre, _written_in(sentences[0], mentions))
        starts = [m.start for m in mentions]
        spoken_of = shown_places(text)
        known = {name for _, name in spoken_of}
        told_of: set[str] = set()
        found: list[Finding] = []
        measures: list[Measure] = []

        def inside(sentence: Sentence) -> list[Mention]:
            return mentions[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]

        def viewed(sentence: Sentence) -> View:
            last = memory.subject, memory.speaker
            return view_of(text, sentence, inside(sentence), sides, known, self.entries, *last)

        for sentence in sentences:
            told = sentence.index in live
            if not told and not (
                sentence.index + 1 in live and _LOOKS_BACK.search(text, sentence.end, sentence.end + 200)
            ):
                begin = bisect_left(spoken_of, (sentence.start, ""))
                names = spoken_of[begin : bisect_left(spoken_of, (sentence.end, ""))]
                if any(name in told_of for _, name in names):
                    memory.look_at(viewed(sentence))  # "There was still work to do in X."
                else:
                    memory.pass_by(inside(sentence))
                continue
            memory.hear(speaker_behind(sentences, sentence.index, viewed))
            view = viewed(sentence)
            view.last_minister = memory.minister
            view.told = found[-1] if found else None
            view.told_all = [f for f in found[-MAX_TOLD:] if f.sentence.index == sentence.index - 1]
            counted = measures[-1].finding if measures else None
            if counted is not None and counted.sentence.index == sentence.index - 1:
                view.counted_before = counted
            if told:
                read_sentence(view, sides)
                measures += read_measures(view, partial(memory.antecedents, view))
            settled = memory.settle(view)
            found += settled
            told_of |= {(f.item.antecedent or f.item.surface).lower() for f in settled}
            known |= {f.item.surface.lower() for f in view.findings if not f.item.anaphor}
        return found, measures


def dated(document: Document) -> Document:
    """Return the document with its published day where evidence in it settles one (`published_basis` says which)."""
    if document.published is not None:
        return document
    day, basis = published_day(document)
    return document if day is None else replace(document, published=day, published_basis=basis)


def _in_dateline(text: str, mention: Mention) -> bool:
    """Say whether a name is the dateline that a headline runs into: "... in southern Damascus DAMASCUS May 21"."""
    inside = mention.start > 0 and text[mention.start - 1] == " " and len(mention.surface) >= MIN_DATELINE
    return inside and mention.surface.isupper() and _DATED.match(text, mention.end) is not None


def _named(side: str | None, home: str | None) -> str | None:
    """Return a side by its name: a recognised state on its own soil as the government, a people's rebels as theirs."""
    if side == REBELS:
        return PEOPLES_REBELS.get(home or "", side)
    return RECOGNISED.get(side or "", side)


def _written_in(sentence: Sentence, mentions: list[Mention]) -> tuple[str, Mention | None] | None:
    """Return the town that a dateline names and its entry, None where no dateline opens the first sentence."""
    town = dateline_town(sentence.tokens)
    if town is None:
        return None
    return town, next((m for m in mentions if m.start == sentence.start), None)


def _year_of(document: Document) -> int | None:
    """Return the year that a document without a published day speaks of: the first in its title, else its text."""
    if document.published is not None:
        return document.published.year
    for part in (document.title or "", document.text):
        match = _YEAR.search(part)
        if match:
            return int(match.group())
    return None


__all__ = ["Extraction", "Extractor", "TimeExpression"]
