"""From findings to claims: the place's entry, the days, the speakers, the identity."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.claims.attribution import speakers
from pipelines.extract.clauses.quoting import closing_sentence
from pipelines.extract.dates.between import (
    clauses,
    in_an_aside,
    of_another_deed,
    of_the_next,
    since_begun,
    soon_after,
    words_between,
)
from pipelines.extract.dates.days import DAY
from pipelines.extract.dates.expressions import LONG_AFTER, TimeExpression, edtf, long_before, right_before
from pipelines.extract.dates.headings import Headings
from pipelines.extract.dates.narrating import Narrative
from pipelines.extract.frames.dividing import RULE as DIVIDED_RULE
from pipelines.extract.frames.possessing import LASTING_RULE
from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.words import AUXILIARIES
from pipelines.model import Claim, DateBasis, Event, Extent, Polarity

if TYPE_CHECKING:
    import datetime as dt

    from gazetteer.model import Mention, Theatre
    from pipelines.extract.clauses.finding import Finding
    from pipelines.extract.text.sentences import Sentence
    from pipelines.model import Document

BACKGROUND_AFTER_DAYS = 365
"""History told more than a year before the article is background (docs/claim-guide.md, rule 4)."""
_TOLD = re.compile(
    r"\b(?:said|says|told|announced|reported|confirmed|claimed|declared|added)(?: \w+)?(?: on| late| early){0,2} $"
)
"""What stands before the day of a statement, which is that of the deed only where no other is told."""
_DUE = (" by ", " until ", " before ", " within ", " from ")
"""What stands before the day until which, or from which, a pledge is to be kept."""
_DUE_CHARS = max(map(len, _DUE))
_BEGUN = re.compile(r"\b(?:that|which) (?:began|started|opened|was launched)(?: early| late)?(?: on| in)? \Z")
_WHERE = re.compile(r" in(?: [A-Z][\w’'-]+){1,3}")
_BY_HOUR = re.compile(r"\b(?:by|before|until) [\d:.]+ ?(?:[ap]\.?m\.?|GMT|local time)?,? (?:on )?\Z")
_TO_BE = re.compile(r"\b(?:would|will|are to|is to|was to|were to)\b(?=[^,;]{0,80}\Z)")
_AHEAD_CHARS = 90
"""How far behind "will" or "are to" the day of what is to be may stand."""
_RELATED = re.compile(r"\b(?:which|that|where) ", re.IGNORECASE)
_SAYING_MORE = (" and said ", " and added ", " but said ", " but added ")
"""Behind these a sentence tells something else, with its own day."""
_RELATIVE = re.compile(r", (?:which|who|where|whose) [^,.;]*\Z")
"""A relative clause that goes on up to a claim's control word."""
_WHO = re.compile(r", (?:who|which) [^,;]{1,80}\Z")
"""A relative clause that has not ended."""
_WHO_DID = re.compile(r"\b(?:who|which) [^,;]{1,60}\Z")
"""A relative clause without commas that has not ended."""
_LONG_KINDS = ("year", "since", "lastunit", "my", "past", "earlierthis", "recent", "ago")
_CHANGES = (Event.GAIN, Event.LOSS)
MAX_TOLD = 20
"""How many changes of a place back a denial is looked up."""
LEAD_SENTENCES = 4
"""How many sentences open an article (a headline that is repeated counts)."""
_LEAD_KINDS = ("weekday", "dmy", "mdy", "iso", "yesterday", "today")
_OPENING_CHARS = 15
"""A time this near to its sentence's start governs all of it: "On 19 November, ..."."""
_SUBJECT_CHARS = 60
"""The longest subject between "nine years after" and its verb."""
_SAME_SPEAKER = re.compile(
    r"(?:it|he|she|they) (?:also )?(?:said|says|added|claimed|reported|stated)\b", re.IGNORECASE
)


class Settler:
    """Settles the findings of one document."""

    def __init__(
        self,
        document: Document,
        theatre: Theatre,
        sentences: list[Sentence],
        times: list[TimeExpression],
        mentions: list[Mention],
    ) -> None:
        """Keep the document's sentences, temporal expressions and the areas of the places that it surely names."""
        self.document = document
        self.theatre = theatre
        self.sentences = sentences
        self.times = times
        self.starts = [t.start for t in times]
        self.areas = {a for m in mentions if m.place_id for a in (m.place_id, *theatre.ancestors(m.place_id))}
        self.begins = [s.start for s in self.sentences]
        self.lead_day = self._lead_day()
        self.untimed: set[str] = set()
        """Claims whose own sentence tells no day of theirs."""
        self.told_only: set[str] = set()
        """Claims whose days are those of the report: another statement of the same may tell when it was."""
        self.headings = Headings(document.text, times, document.published)
        self.narrative = Narrative(document.text, times, document.published)

    def _lead_day(self) -> dt.date | None:
        """Return the day that the opening of a dated article tells, if it is the published day or the one before.

        News puts its day in the first sentences ("... on Thursday"); what it then reports without a day is of that day.
        """
        published = self.document.published
        if published is None:
            return None
        opening = self.sentences[:LEAD_SENTENCES][-1].end if self.sentences else 0
        days = {
            t.latest for t in self.times
            if t.start < opening and t.kind in _LEAD_KINDS and t.earliest == t.latest and published - DAY <= t.latest
        }  # fmt: skip
        days = {d for d in days if d <= published}
        return days.pop() if len(days) == 1 else None

    def claims(self, findings: list[Finding]) -> list[Claim]:
        """Return a claim for each finding, in order."""
        asserted: dict[str | None, list[Claim]] = {}
        found = []
        for finding in findings:
            claim = self._claim(finding)
            known = asserted.setdefault(claim.place_id or claim.place, [])
            if claim.polarity is Polarity.ASSERTED and not claim.background and claim.event in _CHANGES:
                known.append(claim)
            elif claim.polarity is Polarity.DENIED and claim.claim_id in self.untimed:
                claim = _as_denied(claim, known)
            found.append(claim)
        return found

    def _claim(self, finding: Finding) -> Claim:
        place, place_id, within = self._place(finding)
        chosen = self._own_time(finding)
        earliest, latest, basis = self._days(finding, chosen)
        quote = self.document.text[finding.start : finding.end]
        background = self._is_background(finding.event, earliest, latest)
        claim_id = self._identity(finding, place_id or place or "")
        if chosen is None:
            self.untimed.add(claim_id)
        if chosen is None or self._of_telling(chosen):
            self.told_only.add(claim_id)
        return Claim(
            claim_id=claim_id, document=self.document.id, event=finding.event,
            place=place, place_id=place_id, place_text=self._worded(finding), within=within, actor=finding.actor,
            actor_text=finding.actor_text, from_actor=finding.from_actor, extent=finding.extent, part=finding.part,
            date_earliest=earliest, date_latest=latest, date_edtf=edtf(earliest, latest), date_basis=basis,
            polarity=finding.polarity, background=background,
            reported_by=self._speakers(finding), quote=quote, start=finding.start,
            end=finding.end, framing=finding.framing, rule=finding.rule, confidence=round(finding.confidence, 3),
        )  # fmt: skip

    def _worded(self, finding: Finding) -> str:
        """Return the place as the text words it, with a kind that belongs to it: "Kodori gorge"."""
        item = finding.item
        whole = self.document.text[item.start : item.end]
        return whole if whole.startswith(item.surface) and item.end <= finding.end else item.surface

    def _speakers(self, finding: Finding) -> tuple[str, ...]:
        """Return who says so; "It said ..." is whoever spoke in the sentence before."""
        if finding.denier is not None:
            return (finding.denier,)
        sentence = finding.sentence
        found = speakers(sentence, finding.end, sentence.tokens[finding.head].start)
        if not found and (closing := closing_sentence(self.sentences, sentence.index)) is not None:
            found = speakers(closing, closing.start, closing.start)
        if found or not _SAME_SPEAKER.match(sentence.text):
            return found
        at = bisect_left(self.begins, sentence.start)
        before = self.sentences[at - 1] if at else None
        return speakers(before, before.end, before.end) if before else ()

    def _identity(self, finding: Finding, place: str) -> str:
        key = "\x1f".join(
            (
                self.document.id,
                finding.event,
                place,
                str(finding.part),
                str(finding.actor),
                finding.polarity,
                str(finding.start),
                str(finding.end),
            )
        )
        return hashlib.sha256(key.encode()).hexdigest()[:16]

    def _place(self, finding: Finding) -> tuple[str | None, str | None, str | None]:
        """Return (name, entry, name of the parent) of a finding's place."""
        item = finding.item
        mention: Mention | None = item.mention
        if mention is None and item.located is not None and item.located.place_id and item.noun:
            place_id = self._facility(item.located.place_id, item.noun)
            if place_id is not None:
                return (
                    self.theatre.places[place_id].name,
                    place_id,
                    self.theatre.places[item.located.place_id].name,
                )
        entry = mention and (mention.place_id or self._by_use(mention))
        if not entry:
            return item.usual_name, None, None
        place = self.theatre.places[entry]
        parent = self.theatre.places[place.within].name if place.within else None
        return place.name, place.place_id, parent

    def _by_use(self, mention: Mention) -> str | None:
        """Return the only entry of a listed name that nothing but its use as a place speaks for, None if others do.

        A short report may name a neighbourhood and not its city ("recaptured Hanano, SANA said"). An article that
        surely names other places, and none of the same area, is about somewhere else.
        """
        only, *others = mention.candidates
        if others or only.how != "alias":
            return None
        own = {only.place_id, *self.theatre.ancestors(only.place_id)}
        return only.place_id if not self.areas or own & self.areas else None

    def _facility(self, place_id: str, noun: str) -> str | None:
        """Return the one entry of a kind inside a place ("the army airport in Deir al-Zor"), None if not just one."""
        stem = "air" if noun.startswith("air") else noun.rstrip("s")
        near = self.theatre.children(place_id) + self.theatre.children(
            self.theatre.places[place_id].within or ""
        )
        name = self.theatre.places[place_id].name
        fits = {
            p for p in near
            if (stem in self.theatre.places[p].kind or stem in self.theatre.places[p].name.lower())
            and name in self.theatre.places[p].name
        }  # fmt: skip
        return fits.pop() if len(fits) == 1 else None

    def _is_background(self, event: Event, earliest: dt.date | None, latest: dt.date | None) -> bool:
        """Say whether something is history; of a change in a span ("in 2015") the span's middle counts."""
        published = self.document.published
        if published is None or earliest is None or latest is None:
            return False
        told = earliest + (latest - earliest) / 2 if event in (Event.GAIN, Event.LOSS) else latest
        return (published - told).days > BACKGROUND_AFTER_DAYS

    def _of_telling(self, time: TimeExpression) -> bool:
        """Say whether a day is that on which something was said, not done: "said on Sunday it had recaptured X"."""
        return _TOLD.search(self.document.text, max(0, time.start - 40), time.start) is not None

    def _days(
        self, finding: Finding, chosen: TimeExpression | None
    ) -> tuple[dt.date | None, dt.date | None, DateBasis]:
        if (past := self._long_before(finding)) is not None:
            return past
        if chosen is not None:
            return self._resolved(finding, chosen)
        headed = self.headings.over(finding.start)
        if headed is not None:
            return headed.earliest, headed.latest, headed.basis
        carried = self.narrative.day_before(finding.sentence.start)
        if carried is not None:
            return carried.earliest, carried.latest, DateBasis.RELATIVE
        published = self.document.published
        if published is None:
            return None, None, DateBasis.UNKNOWN
        if finding.event in (Event.GAIN, Event.LOSS) and self.lead_day is not None:
            return self.lead_day, self.lead_day, DateBasis.RELATIVE
        return published - DAY, published, DateBasis.PUBLISHED

    def _own_time(self, finding: Finding) -> TimeExpression | None:
        """Return the temporal expression of a finding's own sentence that belongs to it."""
        return self._choose(finding, self._inside(finding.sentence))

    def _long_before(self, finding: Finding) -> tuple[dt.date | None, dt.date | None, DateBasis] | None:
        """Return the days of what a clause tells as long past: "... lost X, nine years after they captured it"."""
        head = finding.sentence.tokens[finding.head].start
        begin = head if head > finding.item.end else self._core(finding)[0]
        before = self.document.text[finding.sentence.start : begin]
        match = next(reversed(list(LONG_AFTER.finditer(before))), None)
        dated = any(
            t.kind in _LEAD_KINDS and self._right_behind(finding, t) for t in self._inside(finding.sentence)
        )
        if (
            match is None
            or dated
            or "," in before[match.end() :]
            or len(before) - match.end() > _SUBJECT_CHARS
        ):
            return None
        at = finding.sentence.start + match.start()
        anchor = right_before(self._inside(finding.sentence), self.document.text, at)
        day = anchor.latest if anchor is not None else self.document.published
        if day is None:
            return None, None, DateBasis.UNKNOWN
        return (*long_before(match, day), DateBasis.RELATIVE)

    def _resolved(self, finding: Finding, time: TimeExpression) -> tuple[dt.date, dt.date, DateBasis]:
        if time.kind == "since" and finding.event is Event.GAIN and finding.rule == LASTING_RULE:
            return time.earliest, time.earliest, time.basis  # "has been in their hands since Saturday"
        if time.kind == "since" and self._before_when(finding, time):
            return time.earliest, time.earliest, time.basis  # "since July 17, when rebels captured X"
        begun = since_begun(self.document.text[self._core(finding)[1] : time.start]) or (
            finding.perfect and _BEGUN.search(self.document.text, max(0, time.start - 40), time.start)
        )
        if begun and self.document.published is not None:
            return time.earliest, max(time.latest, self.document.published), time.basis
        if time.offset is None:
            return time.earliest, time.latest, time.basis
        after = finding.sentence.tokens[finding.head].start >= time.end - 1
        if after:
            return time.earliest, time.latest, time.basis
        anchor = time.latest - time.offset * DAY
        return anchor, anchor, DateBasis.RELATIVE

    def _inside(self, sentence: Sentence) -> list[TimeExpression]:
        first = bisect_left(self.starts, sentence.start)
        last = bisect_left(self.starts, sentence.end)
        return self.times[first:last]

    def _choose(self, finding: Finding, inside: list[TimeExpression]) -> TimeExpression | None:
        """Return the temporal expression that belongs to a finding's clause, None if none does."""
        best: tuple[float, TimeExpression] | None = None
        own = next((t for t in inside if self._right_behind(finding, t)), None)
        start = finding.sentence.tokens[finding.head].end
        if own is not None and any(start <= t.start < finding.item.start for t in inside):
            return own  # "took A in May and B in July"
        of_when = next(
            (t for t in inside if self._before_when(finding, t) or self._inserted(finding, t)), None
        )
        if of_when is not None:
            return of_when
        for time in inside:
            cost = self._cost(finding, time)
            if cost is not None and (best is None or cost < best[0]):
                best = (cost, time)
        return best[1] if best else None

    def _before_when(self, finding: Finding, time: TimeExpression) -> bool:
        """Say whether a clause tells what happened then: "trade stopped in 2015, when rebels overran X"."""
        gap = self.document.text[time.end : self._core(finding)[0]].lower()
        return gap.startswith(", when ") and "," not in gap[2:]

    def _inserted(self, finding: Finding, time: TimeExpression) -> bool:
        """Say whether a day stands before its place: "took A on Monday and, two days later, B"."""
        text = self.document.text
        gap = text[time.end : finding.item.start] if time.end <= finding.item.start else "?"
        return gap.strip() in (",", ", the") and text.endswith("and, ", 0, time.start)

    def _right_behind(self, finding: Finding, time: TimeExpression) -> bool:
        """Say whether a day stands right behind a place, or behind what describes it: "B, the next port, in July"."""
        gap = self.document.text[finding.item.end : time.start] if time.start >= finding.item.end else "?"
        gap = _WHERE.sub("", gap) if gap[:4] == " in " else gap
        opens, _, behind = gap.strip().lower().rpartition(",")
        return behind.strip() in (
            "",
            "on",
            "in",
            "at",
            "in the",
            "at the",
            "on the",
            "late on",
            "early on",
        ) and opens.count(",") == opens.startswith(",")

    def _core(self, finding: Finding) -> tuple[int, int]:
        """Return the span from the control word to the place: days are nearest to it, not to the actor."""
        token = finding.sentence.tokens[finding.head]
        return min(token.start, finding.item.start), max(token.end, finding.item.end, finding.list_end)

    def _cost(self, finding: Finding, time: TimeExpression) -> float | None:
        text = self.document.text
        start, end = self._core(finding)
        if self._to_come(finding, time) or (
            time.end <= start and self._of_who(finding, time, text[time.end : start])
        ):
            return None
        gap = text[end : time.start] if time.start >= end else text[time.end : start]
        head = finding.sentence.tokens[finding.head].start
        if finding.item.end <= time.start and time.end <= head:
            gap = text[time.end : head]  # "took X on Friday, only to lose it the next day"
        if time.start >= end and since_begun(gap):
            return 0
        if self._of_others(time, (start, end), gap) or self._of_main_verb(finding, time, gap):
            return None
        opens = time.start - finding.sentence.start < _OPENING_CHARS
        low_words = self._between(finding, time, gap)
        breaks = _breaks(gap, low_words, behind=time.start >= end, opens=opens)
        told = time.end <= start and self._of_telling(time)
        related = time.end <= start and _RELATED.search(text, finding.item.end, max(head, finding.item.end))
        another = (
            (told or related is not None)
            and finding.item.end < head
            and any(FORMS[w].tenses & {"past", "pp"} for w in low_words if w in FORMS)
        )
        breaks += another  # "On Monday they retook X, which fell ... in May"
        cost = len(low_words) + 6 * breaks + (2 if time.start >= end else 4 * told)
        if time.kind in _LONG_KINDS and cost > (18 if opens else 12):
            return None
        if time.kind in ("daybefore", "dayafter", "nextday", "dayslater") and time.start >= end and breaks:
            return None if time.offset is None else cost / 2
        lasts = finding.perfect and (opens or (time.start >= end and not breaks and "," not in gap))
        if time.kind == "since" and finding.event in _CHANGES and finding.rule != LASTING_RULE and not lasts:
            return None  # but "Since Friday the army has captured X", "has captured X since Friday"
        if finding.rule == DIVIDED_RULE:
            return None  # "has been divided since the offensive of 2012, with Y in the west"
        if time.offset is not None and time.start >= end:
            return cost / 2
        return cost if cost < 45 else None

    def _between(self, finding: Finding, time: TimeExpression, gap: str) -> list[str]:
        """Return the words that part a day from its claim, none behind a place: but "took X on Monday and withdrew"."""
        low_words = words_between(gap)
        earlier = time.end <= finding.sentence.tokens[finding.head].start and clauses(low_words, behind=False)
        return [] if self._right_behind(finding, time) and not earlier else low_words

    def _of_others(self, time: TimeExpression, core: tuple[int, int], gap: str) -> bool:
        """Say whether a day is that of another deed: in an aside, behind "and", since which X has done something."""
        text, (start, end) = self.document.text, core
        if start < time.start < end and of_another_deed(text[start:end], time.start - start):
            return True
        if time.kind == "unitsince" and (time.end > start or "," in gap):
            return True
        if time.start < end:
            return False
        if any(saying in gap for saying in _SAYING_MORE):
            return True
        return " followed by " in gap or in_an_aside(gap) or of_the_next(gap, text[time.end : time.end + 80])

    def _of_main_verb(self, finding: Finding, time: TimeExpression, gap: str) -> bool:
        """Say whether a day is the main verb's, a claim that of an aside: "HTS, which holds X, was set up in 2011"."""
        begin = finding.sentence.start
        core = self._core(finding)[0]
        aside = time.start > core and gap.startswith(", ") and gap[2:].split(" ", 1)[0] in AUXILIARIES
        return aside and _RELATIVE.search(self.document.text, begin, core) is not None

    def _of_who(self, finding: Finding, time: TimeExpression, between: str) -> bool:
        """Say whether a day is a relative clause's own, or another clause's before a state: "... and X remains in"."""
        gap = between.lower().split()
        head = finding.sentence.tokens[finding.head].start
        if time.kind == "dayafter" and "," in self.document.text[time.end : head]:
            return True  # "Two days after taking X, they left it"
        if "," in between and _WHO.search(self.document.text, finding.sentence.start, time.start):
            return True  # "the rebels, who set out on Monday in trucks, captured X"
        if finding.event is Event.HOLD and gap[:1] in (["and"], ["but"], ["while"], ["whereas"]):
            return True
        told = _WHO_DID.search(self.document.text, finding.sentence.start, time.start)
        deed = told is not None and any(
            "past" in FORMS[low].tenses for low in told.group().lower().split() if low in FORMS
        )
        return deed and "and" not in gap and "when" not in gap

    def _to_come(self, finding: Finding, time: TimeExpression) -> bool:
        """Say whether a day lies ahead of the article, or is a pledge's term: "will hand over X by 20 November"."""
        published = self.document.published
        near = max(0, time.start - _DUE_CHARS)
        text = self.document.text
        due = finding.event is Event.PLEDGE and (
            text.endswith(_DUE, near, time.start)
            or _BY_HOUR.search(text, max(0, time.start - 24), time.start) is not None
        )
        due = due or self._ahead(finding, time)
        return due or (published is not None and time.earliest > published)

    def _ahead(self, finding: Finding, time: TimeExpression) -> bool:
        """Say whether a day is that of what is to be: "will be bused on Saturday to rebel-held X"."""
        if finding.event is Event.PLEDGE:
            return False
        begin = max(finding.sentence.start, time.start - _AHEAD_CHARS)
        match = next(reversed(list(_TO_BE.finditer(self.document.text, begin, time.start))), None)
        head = finding.sentence.tokens[finding.head].start
        return match is not None and not match.end() <= head < time.start


def _breaks(gap: str, low_words: list[str], *, behind: bool, opens: bool) -> int:
    """Return how many clauses part a claim from a day, of the gap and its words that count."""
    if not behind and soon_after(gap):
        return 0
    comma = not behind and gap.startswith(",") and not opens
    breaks = comma + clauses(low_words, behind=behind) + gap.count(";") * 3 + (" only to " in gap)
    return breaks - (
        not behind and low_words[:1] == ["after"]
    )  # "were blockaded in 2015 after rebels took X"


def _as_denied(claim: Claim, asserted: list[Claim]) -> Claim:
    """Return the denial of a change with the days of the change that it denies, where the text has told it before."""
    for said in reversed(asserted[-MAX_TOLD:]):
        same = said.event == claim.event and claim.actor in (None, said.actor)
        if same or (said.event != claim.event and said.actor != claim.actor):
            return replace(
                claim, date_earliest=said.date_earliest, date_latest=said.date_latest,
                date_edtf=said.date_edtf, date_basis=said.date_basis,
            )  # fmt: skip
    return claim


def is_whole(claim: Claim) -> bool:
    """Say whether a claim speaks of the whole place."""
    return claim.extent is Extent.WHOLE
