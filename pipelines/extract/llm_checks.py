"""What a language model says of an article, checked item by item before it counts as a claim.

An item becomes a claim only if its quote stands verbatim in the text that was shown, its place and control word
stand in the quote, its actor and speakers stand in the text, its sides are the theatre's, and its days lie inside a
temporal expression of the text (or are the published day and the one before). Anything else is a `Rejection`, kept
and counted. Offsets, ids, places and bases are settled here, never taken from the answer.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from pipelines.extract.claims.settle import BACKGROUND_AFTER_DAYS
from pipelines.extract.dates.days import DAY
from pipelines.extract.dates.expressions import TimeExpression, edtf, find_times
from pipelines.extract.text.sentences import sentence_at, split_sentences
from pipelines.extract.vocabulary.wordings import fold
from pipelines.extract.vocabulary.words import DIRECTION_WORDS
from pipelines.model import Claim, DateBasis, Event, Extent, Polarity

if TYPE_CHECKING:
    from gazetteer import Matcher
    from gazetteer.model import Mention, Theatre
    from pipelines.model import Document

MAX_ITEMS = 500
"""Of one answer: more is no reading of an article."""
MAX_QUOTE_CHARS, MIN_QUOTE_CHARS = 1_000, 8
MAX_NAME_CHARS = 120
MAX_SPEAKERS = 5
MAX_DETAIL_CHARS = 160
CONFIDENCE = 0.5
"""Of every claim that a model read: it gives no reasons that could be graded."""
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_SIDE = re.compile(r"[a-z][a-z0-9' -]{1,40}")
_PARTS = frozenset(DIRECTION_WORDS.values())


class Reason(StrEnum):
    """Why an answer or an item of it does not count."""

    REFUSED = "the model declined"
    CUT_OFF = "the answer was cut off"
    NOT_JSON = "the answer is not JSON of the schema"
    SCHEMA = "the item is not of the schema"
    TOO_MANY = "the answer holds too many items"
    QUOTE = "the quote is not in the text"
    PLACE = "the place is not in the quote"
    NAME = "the place's name is not in the text"
    FRAMING = "the control word is not in the quote"
    ACTOR = "the actor's words are not in the text"
    SIDE = "the side is not one of the theatre's"
    PART = "the part is neither a direction nor a share"
    DATE = "the day is in no evidence of the text"
    SPEAKER = "the speaker is not in the text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """An answer, or an item of it, that does not count; `detail` is what it said, shortened."""

    document: str
    reason: Reason
    detail: str


class Item(BaseModel):
    """One claim as a model writes it; the fields are those of docs/claim-guide.md."""

    model_config = ConfigDict(extra="forbid", strict=True)

    quote: str
    framing: str
    event: Literal["gain", "loss", "hold", "contest", "pledge"]
    place: str
    place_text: str
    actor: str | None
    actor_text: str | None
    from_actor: str | None
    extent: Literal["whole", "part"]
    part: str | float | None
    date_earliest: str | None
    date_latest: str | None
    polarity: Literal["asserted", "denied"]
    reported_by: list[str]


class Answer(BaseModel):
    """A whole answer."""

    model_config = ConfigDict(extra="forbid", strict=True)

    claims: list[Item]


class _RejectedError(Exception):
    """An item breaks a rule; carries the reason and what was said."""

    def __init__(self, reason: Reason, detail: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = shorten(detail)


class Checker:
    """Checks the items of one document against its text and theatre."""

    def __init__(self, document: Document, theatre: Theatre, matcher: Matcher, rule: str) -> None:
        """Find the document's places and temporal expressions; `rule` is written into every claim."""
        self.document = document
        self.theatre = theatre
        self.rule = rule
        self.low = fold(document.text)
        self.mentions = matcher.resolve(document.text, matcher.find(document.text))
        self.sentences = split_sentences(document.text)
        self.times = find_times(document.text, document.published, _year(document))

    def check(self, raw: object, start: int, end: int) -> Claim | Rejection:
        """Return the claim of one item about `text[start:end]`, or why it does not count."""
        try:
            return self._claim(_item(raw), start, end)
        except _RejectedError as error:
            return Rejection(document=self.document.id, reason=error.reason, detail=error.detail)

    def _claim(self, item: Item, start: int, end: int) -> Claim:
        begin = self._quote(item, start, end)
        stop = begin + len(item.quote)
        place, place_id, within = self._place(item, begin)
        earliest, latest, basis = self._days(item, begin)
        self._words(item)
        extent, part = _extent(item)
        actor, from_actor = self._side(item.actor), self._side(item.from_actor)
        identity = (
            self.document.id,
            item.event,
            place_id or place,
            str(part),
            str(actor),
            item.polarity,
            begin,
            stop,
        )
        published = self.document.published
        return Claim(
            claim_id=hashlib.sha256("\x1f".join(map(str, identity)).encode()).hexdigest()[:16],
            document=self.document.id, event=Event(item.event), place=place, place_id=place_id,
            place_text=item.place_text, within=within, actor=actor, actor_text=item.actor_text,
            from_actor=from_actor, extent=extent, part=part, date_earliest=earliest, date_latest=latest,
            date_edtf=edtf(earliest, latest), date_basis=basis, polarity=Polarity(item.polarity),
            background=bool(published and latest and (published - latest).days > BACKGROUND_AFTER_DAYS),
            reported_by=tuple(dict.fromkeys(item.reported_by)), quote=item.quote, start=begin, end=stop,
            framing=item.framing.lower(), rule=self.rule, confidence=CONFIDENCE,
        )  # fmt: skip

    def _quote(self, item: Item, start: int, end: int) -> int:
        """Return where the quote stands in the text that was shown."""
        if not MIN_QUOTE_CHARS <= len(item.quote) <= MAX_QUOTE_CHARS or item.quote != item.quote.strip():
            raise _RejectedError(Reason.QUOTE, item.quote)
        begin = self.document.text.find(item.quote, start, end)
        if begin < 0:
            raise _RejectedError(Reason.QUOTE, item.quote)
        if not item.framing.strip() or fold(item.framing) not in fold(item.quote):
            raise _RejectedError(Reason.FRAMING, item.framing)
        return begin

    def _place(self, item: Item, begin: int) -> tuple[str, str | None, str | None]:
        """Return (name, entry, name of the parent); an entry that the gazetteer lacks stays None."""
        at = item.quote.find(item.place_text)
        if not 1 < len(item.place_text) <= MAX_NAME_CHARS or at < 0:
            raise _RejectedError(Reason.PLACE, item.place_text)
        mention = self._mention(begin + at, begin + at + len(item.place_text)) or self._named(item.place)
        if mention is not None and mention.place_id is not None:
            place = self.theatre.places[mention.place_id]
            parent = self.theatre.places[place.within].name if place.within else None
            return place.name, place.place_id, parent
        if not 1 < len(item.place) <= MAX_NAME_CHARS or fold(item.place) not in self.low:
            raise _RejectedError(Reason.NAME, item.place)
        return item.place, None, None

    def _mention(self, start: int, end: int) -> Mention | None:
        """Return the mention that covers most of a span, None if none touches it."""
        touching = [m for m in self.mentions if m.start < end and m.end > start]
        return max(touching, key=lambda m: min(m.end, end) - max(m.start, start), default=None)

    def _named(self, name: str) -> Mention | None:
        """Return the first settled mention of a place by this name: what a stand-in ("the city") means."""
        low = fold(name)
        for mention in self.mentions:
            if mention.place_id and low in (
                fold(mention.surface),
                fold(self.theatre.places[mention.place_id].name),
            ):
                return mention
        return None

    def _words(self, item: Item) -> None:
        """Hold actor and speakers to the words of the text."""
        if item.actor_text is not None and (
            not item.actor_text.strip() or item.actor_text not in self.document.text
        ):
            raise _RejectedError(Reason.ACTOR, item.actor_text)
        for who in item.reported_by:
            if not who.strip() or len(who) > MAX_NAME_CHARS or who not in self.document.text:
                raise _RejectedError(Reason.SPEAKER, who)
        if len(item.reported_by) > MAX_SPEAKERS:
            raise _RejectedError(Reason.SPEAKER, f"{len(item.reported_by)} speakers, at most {MAX_SPEAKERS}")

    def _side(self, side: str | None) -> str | None:
        """Return a side that the theatre knows; where it is open to any war, one that the text names."""
        if side is None or side in self.theatre.actors or (not self.theatre.places and side == "government"):
            return side
        if not self.theatre.places and _SIDE.fullmatch(side) and side in self.low:
            return side
        raise _RejectedError(Reason.SIDE, side)

    def _days(self, item: Item, begin: int) -> tuple[dt.date | None, dt.date | None, DateBasis]:
        """Return the days and how the text settles them; a month or a span holds in its own sentence only."""
        published = self.document.published
        if item.date_earliest is None and item.date_latest is None:
            if published is None:
                return None, None, DateBasis.UNKNOWN
            return published - DAY, published, DateBasis.PUBLISHED
        said = f"{item.date_earliest} to {item.date_latest}"
        earliest, latest = _day(item.date_earliest), _day(item.date_latest)
        if earliest is None or latest is None or earliest > latest:
            raise _RejectedError(Reason.DATE, said)
        sentence = sentence_at(self.sentences, begin)
        for time in self.times:
            near = sentence is not None and sentence.start <= time.start < sentence.end
            if (near or not time.coarse) and _covers(time, earliest, latest):
                return earliest, latest, time.basis
        if published is not None and published - DAY <= earliest and latest <= published:
            return earliest, latest, DateBasis.PUBLISHED
        raise _RejectedError(Reason.DATE, said)


def shorten(detail: object) -> str:
    """Return any value as one printable line of at most `MAX_DETAIL_CHARS`."""
    text = "".join(c if c.isprintable() else " " for c in str(detail)[: 4 * MAX_DETAIL_CHARS])
    line = " ".join(text.split())
    return line if len(line) <= MAX_DETAIL_CHARS else line[: MAX_DETAIL_CHARS - 1] + "…"


def _item(raw: object) -> Item:
    try:
        return Item.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"])) or "item"
        raise _RejectedError(Reason.SCHEMA, f"`{where}`: {first['msg']}") from None


def _extent(item: Item) -> tuple[Extent, str | float | None]:
    part = item.part
    if part is None:
        return Extent(item.extent), None
    known = part in _PARTS if isinstance(part, str) else 0 < part < 1
    if item.extent != "part" or not known:
        raise _RejectedError(Reason.PART, part)
    return Extent.PART, part


def _day(text: str | None) -> dt.date | None:
    """Return an ISO day (YYYY-MM-DD), None for anything else."""
    try:
        return dt.datetime.strptime(text or "", "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
    except ValueError:
        return None


def _covers(time: TimeExpression, earliest: dt.date, latest: dt.date) -> bool:
    """Say whether days lie inside a temporal expression, or are the day that its offset leads to."""
    if time.earliest <= earliest and latest <= time.latest:
        return True
    return time.offset is not None and earliest == latest == time.latest - time.offset * DAY


def _year(document: Document) -> int | None:
    """Return the year that an undated document speaks of first, None if it names none."""
    if document.published is not None:
        return document.published.year
    match = _YEAR.search(document.title or "") or _YEAR.search(document.text)
    return int(match.group()) if match else None
