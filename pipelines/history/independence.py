"""Who a report goes back to, and which reports are one.

Two claims are one report if they go back to the same origin, if one publisher is known to copy the other,
or if their evidence is a near copy. `origin` is the quoted source if one is named, else the publisher; a
wording that names nobody ("a military source", "reports") is no name. Near copies are found with MinHash
over word triples (Broder, *On the resemblance and containment of documents*, 1997) by datasketch.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from datasketch import MinHash

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from gazetteer.model import Source, Theatre
    from pipelines.model import Claim, Document

ANONYMOUS = frozenset(
    [
        "source",
        "sources",
        "report",
        "reports",
        "official",
        "officials",
        "activist",
        "activists",
        "resident",
        "residents",
        "witness",
        "witnesses",
        "eyewitness",
        "eyewitnesses",
        "local",
        "locals",
        "commander",
        "commanders",
        "spokesman",
        "spokesperson",
        "spokeswoman",
        "statement",
        "observers",
        "analysts",
        "fighters",
        "civilians",
        "people",
        "others",
        "outlets",
        "accounts",
    ]
)
"""Head words that name nobody."""
SHINGLE_WORDS = 3
PERMUTATIONS = 64
COPY_SHARE = 0.6
"""Two passages are copies if the shorter one's word triples are found in the other to at least this share.

Syndicated copies of the seed articles share 0.9 and more, two agencies' own sentences on one event under 0.2.
"""
MIN_SHINGLES = 8
"""Shorter passages say too little to tell a copy from a coincidence."""
COPY_DAYS = 14
"""Claims of days further apart are not compared: a copy tells of the same days."""
PASSAGE_MARGIN = 250
"""Characters on either side of a quote that are compared with it."""
_CHAIN = re.compile(r",\s*(?:reposting|reprinting|republishing|quoting|citing|from|via)\s+", re.IGNORECASE)
_PARENTHESIS = re.compile(r"\s*\([^()]{0,200}\)\s*")
_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"[^\w']+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where one claim comes from.

    `chain` runs from the origin to the publisher that was read. `origin` and `publisher` are keys of
    sources: the theatre's `source_id`, else the folded name. `lineage` holds every key that the report may
    go back to. `ends` are the chain's two ends, sorted, once if they are one. `names` holds every key and
    folded name by which a reader may choose it. `quoted` is the key of the quoted source that is the
    origin, None if the publisher speaks in its own voice.
    """

    origin: str
    publisher: str
    chain: tuple[str, ...]
    lineage: frozenset[str]
    ends: tuple[str, ...]
    names: frozenset[str]
    quoted: str | None
    leaning: str | None
    kind: str | None
    reliability: str


class SourceBook:
    """The theatre's sources by any of their names."""

    def __init__(self, theatre: Theatre) -> None:
        """Index the theatre's sources by id, name and further names."""
        self._by_name: dict[str, Source] = {}
        for source in theatre.sources.values():
            for name in (source.source_id, source.name, *source.names):
                self._by_name.setdefault(fold_name(name), source)
        self._publishers: dict[str | None, tuple[str, ...]] = {}
        self._found: dict[str, Source | None] = {}

    def find(self, name: str) -> Source | None:
        """Return the theatre's source that bears `name`, None if it lists none."""
        folded = fold_name(name)
        return self._by_name.get(folded) or self._by_name.get(folded.removeprefix("the "))

    def quoted(self, wording: str) -> Source | None:
        """Return the source that a wording is or contains as whole words, None if there is none.

        "The so-called Syrian Observatory for Human Rights" is that Observatory; of several names the longest
        counts.
        """
        folded = fold_name(wording)
        if folded not in self._found:
            words = f" {_NO_WORD.sub(' ', folded)} "
            inside = [n for n in self._by_name if f" {_NO_WORD.sub(' ', n)} " in words]
            best = max(inside, key=lambda n: (len(n), n), default=None)
            self._found[folded] = self.find(wording) or (self._by_name[best] if best is not None else None)
        return self._found[folded]

    def key(self, name: str) -> str:
        """Return the source's id, else the folded name."""
        source = self.find(name)
        return source.source_id if source else fold_name(name)

    def label(self, name: str) -> str:
        """Return the source's usual name, else `name` without what stands in brackets."""
        source = self.find(name)
        return source.name if source else _PARENTHESIS.sub(" ", name).strip()

    def publisher_chain(self, publisher: str | None) -> tuple[str, ...]:
        """Return the names of a publisher's line, the one that was read first ("B, reposting A" -> B, A)."""
        if publisher not in self._publishers:
            parts = [p.strip() for p in _CHAIN.split(publisher or "") if p.strip()]
            self._publishers[publisher] = tuple(self.label(part) for part in parts) or ("unknown publisher",)
        return self._publishers[publisher]

    def copied_from(self, name: str) -> frozenset[str]:
        """Return the keys of all sources that `name` is known to copy, at any remove, itself included."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            key = self.key(waiting.pop())
            if key in found:
                continue
            found.add(key)
            source = self.find(key)
            waiting.extend(source.reprints if source else ())
        return frozenset(found)

    def names_nobody(self, wording: str) -> bool:
        """Say whether `wording` names no particular source ("a military source", "reports")."""
        if self.quoted(wording):
            return False
        return any(word in ANONYMOUS for word in _WORD.findall(wording.lower()))


def fold_name(name: str) -> str:
    """Return a name as it is compared: no brackets, no case, single spaces."""
    return " ".join(_PARENTHESIS.sub(" ", name).replace("’", "'").casefold().split())


def provenance(claim: Claim, document: Document, book: SourceBook) -> Provenance:
    """Return where a claim comes from: quoted sources first, then the publisher's own line."""
    line = book.publisher_chain(document.publisher)
    named = [name for name in claim.reported_by if not book.names_nobody(name)]
    known = [book.quoted(name) for name in named]
    quoted = tuple(s.name if s else book.label(n) for s, n in zip(known, named, strict=True))
    origin_name = quoted[0] if quoted else line[-1]
    chain = tuple(dict.fromkeys((*quoted, *reversed(line))))
    if quoted:
        lineage = frozenset({book.key(origin_name)})
    elif len(line) > 1:
        lineage = frozenset(book.key(name) for name in line)
    else:
        lineage = book.copied_from(line[0])
    source = book.find(origin_name) or book.find(line[0])
    keys = {book.key(name) for name in (*line, *quoted)}
    return Provenance(
        origin=book.key(origin_name),
        publisher=book.key(line[0]),
        chain=chain,
        lineage=lineage,
        ends=tuple(sorted({chain[0], chain[-1]})),
        names=frozenset(keys | {fold_name(name) for name in (*line, *quoted, document.publisher or "")}),
        quoted=book.key(origin_name) if quoted else None,
        leaning=source.leaning if source else None,
        kind=source.kind if source else None,
        reliability=source.reliability if source else "F",
    )


def passage(claim: Claim, document: Document) -> str:
    """Return the quote with its surroundings inside its paragraph: what is compared to find copies."""
    text = document.text
    start = max(text.rfind("\n", 0, claim.start) + 1, claim.start - PASSAGE_MARGIN, 0)
    stop = text.find("\n", claim.end)
    end = min(len(text) if stop < 0 else stop, claim.end + PASSAGE_MARGIN)
    return text[start:end] or claim.quote


def shingles(text: str) -> frozenset[str]:
    """Return the word triples of a text, folded."""
    words = _WORD.findall(text.casefold())
    return frozenset(" ".join(words[i : i + SHINGLE_WORDS]) for i in range(len(words) - SHINGLE_WORDS + 1))


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text's MinHash values and how many different word triples it has."""

    values: np.ndarray[tuple[int], np.dtype[np.uint64]]
    size: int

    def contains(self, other: Sketch) -> float:
        """Estimate which share of the smaller text's triples both have, from the Jaccard index."""
        smaller = min(self.size, other.size)
        if smaller < MIN_SHINGLES:
            return 0.0
        jaccard = float(np.count_nonzero(self.values == other.values)) / PERMUTATIONS
        return min(1.0, jaccard * (self.size + other.size) / (1 + jaccard) / smaller)


@lru_cache(maxsize=65_536)
def sketch(text: str) -> Sketch:
    """Return the sketch of a text; the same text gives the same sketch everywhere."""
    found = shingles(text)
    minhash = MinHash(num_perm=PERMUTATIONS, seed=1)
    minhash.update_batch([s.encode() for s in sorted(found)])
    return Sketch(values=np.asarray(minhash.hashvalues, dtype=np.uint64), size=len(found))


def copies(
    claims: Sequence[Claim], documents: Mapping[str, Document], sources: Mapping[str, Provenance]
) -> dict[str, str]:
    """Map a claim id to the first claim id of its set of copies; only claims with a copy are in it.

    Compared are claims of different documents that say the same (place, event, side, extent, polarity) and
    quote the same source: by the document's identity, then by the passage round the quote, then by the whole
    text. `sources` gives each claim's provenance by its id.
    """
    alike: dict[tuple[object, ...], list[Claim]] = {}
    for claim in claims:
        quoted = sources[claim.claim_id].quoted
        key = (claim.place_id, claim.event, claim.actor, claim.extent, claim.polarity, quoted)
        alike.setdefault(key, []).append(claim)
    found: dict[str, str] = {}
    for members in alike.values():
        if len({c.document for c in members}) > 1:
            found.update(_copies_among(members, documents))
    return found


def _copies_among(members: list[Claim], documents: Mapping[str, Document]) -> dict[str, str]:
    """Map the claims that have copies to the first of their set.

    A set is known by its head. A claim joins every set whose head it copies; where the head is of the claim's own
    document, the set's first copy in another document stands for it.
    """
    members = sorted(members, key=lambda c: (_last_day(c), c.document, c.start, c.claim_id))
    heads: deque[Claim] = deque()
    elsewhere: dict[str, Claim] = {}
    sets: dict[str, str] = {}
    for claim in members:
        while heads and (_last_day(claim) - _last_day(heads[0])).days > COPY_DAYS:
            heads.popleft()
        copied = False
        for head in heads:
            other = elsewhere.get(head.claim_id) if head.document == claim.document else head
            if other is None or not _is_copy(other, claim, documents):
                continue
            if head.document != claim.document:
                elsewhere.setdefault(head.claim_id, claim)
            one, two = (claim, head) if copied else (head, claim)
            _join(sets, one.claim_id, two.claim_id)
            copied = True
        if not copied:
            heads.append(claim)
    return {claim_id: _first_of(sets, claim_id) for claim_id in sets}


def _join(sets: dict[str, str], one: str, other: str) -> None:
    """Make two claims' sets one, known under the claim that `one` is known under."""
    sets.setdefault(one, one)
    sets.setdefault(other, other)
    sets[_first_of(sets, other)] = _first_of(sets, one)


def _first_of(sets: dict[str, str], claim_id: str) -> str:
    """Return the claim under which a claim's set is known."""
    while sets[claim_id] != claim_id:
        sets[claim_id] = sets[sets[claim_id]]
        claim_id = sets[claim_id]
    return claim_id


def _last_day(claim: Claim) -> dt.date:
    """Return the last day that a claim may be of; claims without any day are not compared."""
    return claim.date_latest or claim.date_earliest or dt.date.min


def _is_copy(one: Claim, other: Claim, documents: Mapping[str, Document]) -> bool:
    a, b = documents[one.document], documents[other.document]
    if a.text == b.text:
        return True
    if sketch(passage(one, a)).contains(sketch(passage(other, b))) >= COPY_SHARE:
        return True
    return sketch(a.text).contains(sketch(b.text)) >= COPY_SHARE
