"""Claims made ready for the rules: usable ones with day numbers and provenance, the rest with a reason.

Days are proleptic Gregorian ordinals (`datetime.date.toordinal`) from here to the drawn intervals.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipelines.history.independence import Provenance, SourceBook, copies, fold_name, provenance
from pipelines.model import Claim, Document, Event, Extent, Polarity, Unmapped

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from gazetteer.model import Theatre


class Policy(StrEnum):
    """Which reports may change the map."""

    LATEST = "latest"
    """Every report."""
    CORROBORATED = "corroborated"
    """Only what at least two independent reports say."""
    AGAINST_INTEREST = "against-interest"
    """A source that leans to a side counts only for what goes against that side."""


OWN_VOICES = ("party", "state", "official")
"""A source whose kind begins so, and that leans to a side, speaks for that side itself."""


class PolicyError(ValueError):
    """A policy that is not one of `Policy`; the message lists them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A claim that can be drawn: `earliest`, `latest` are day ordinals.

    `open_start`: only "by `latest`" is said. `published` is the document's day ordinal, None if it is not
    known. `tokens` join claims into report groups: two claims with a token in common are one report.
    `order` is the key by which evidence is always sorted, whatever the order of the input. `own_voice` is
    the side whose own voice the source is, None if it is none's.
    """

    claim: Claim
    place_id: str
    earliest: int
    latest: int
    open_start: bool
    published: int | None
    source: Provenance
    tokens: frozenset[str]
    whole: bool
    own_voice: str | None
    order: tuple[int, int, int, str, int, str]


def parse_policy(text: str) -> Policy:
    """Return the policy of that name; raises PolicyError."""
    try:
        return Policy(text)
    except ValueError:
        known = ", ".join(f"`{p.value}`" for p in Policy)
        raise PolicyError(f"`policy` is `{text}`; it is one of {known}: choose one of them") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A claim that cannot be drawn: why, when it was published (None = not known), where it comes from."""

    unmapped: Unmapped
    published: int | None
    source: Provenance | None


def prepare(
    claims: Iterable[Claim], documents: Iterable[Document], theatre: Theatre
) -> tuple[tuple[Evidence, ...], tuple[Listed, ...]]:
    """Return the evidence in its fixed order, and every claim that cannot be drawn with the reason.

    A claim id that comes twice counts once. Reasons: `unplaced`, `undated`, `no side`, `background`,
    `pledge`, `document missing`.
    """
    by_id = {document.id: document for document in documents}
    unique = sorted({claim.claim_id: claim for claim in claims}.values(), key=lambda c: c.claim_id)
    sources = _sources_of(unique, by_id, theatre)
    usable: list[Claim] = []
    listed: list[Listed] = []
    for claim in unique:
        reason = why_unmapped(claim, by_id, theatre)
        if reason is None:
            usable.append(claim)
            continue
        document = by_id.get(claim.document)
        listed.append(
            Listed(
                unmapped=Unmapped(claim_id=claim.claim_id, reason=reason),
                published=_ordinal(document.published) if document else None,
                source=sources.get(claim.claim_id),
            )
        )
    same = copies(usable, by_id, sources)
    evidence = [_evidence(c, by_id[c.document], sources[c.claim_id], same) for c in usable]
    evidence.sort(key=lambda e: e.order)
    return tuple(evidence), tuple(listed)


def _sources_of(
    claims: Iterable[Claim], documents: Mapping[str, Document], theatre: Theatre
) -> dict[str, Provenance]:
    """Return each claim's provenance by its id; claims of one publisher and one quoted source share one."""
    book = SourceBook(theatre)
    known: dict[tuple[str | None, tuple[str, ...]], Provenance] = {}
    found: dict[str, Provenance] = {}
    for claim in claims:
        document = documents.get(claim.document)
        if document is None:
            continue
        key = (document.publisher, claim.reported_by)
        if key not in known:
            known[key] = provenance(claim, document, book)
        found[claim.claim_id] = known[key]
    return found


def _ordinal(day: dt.date | None) -> int | None:
    return day.toordinal() if day is not None else None


def why_unmapped(claim: Claim, documents: Mapping[str, Document], theatre: Theatre) -> str | None:
    """Return why a claim cannot be drawn, None if it can."""
    reason: str | None = None
    if claim.document not in documents:
        reason = "document missing"
    elif claim.background:
        reason = "background"
    elif claim.event is Event.PLEDGE:
        reason = "pledge"
    elif claim.place_id is None or claim.place_id not in theatre.places:
        reason = "unplaced"
    elif claim.date_earliest is None and claim.date_latest is None:
        reason = "undated"
    elif claim.actor is None and claim.event in (Event.LOSS, Event.HOLD):
        reason = "no side"
    return reason


def _evidence(claim: Claim, document: Document, source: Provenance, same: Mapping[str, str]) -> Evidence:
    published = _ordinal(document.published)
    earliest, latest = _ordinal(claim.date_earliest), _ordinal(claim.date_latest)
    if latest is None:
        latest = max(d for d in (earliest, published) if d is not None)
    open_start = earliest is None
    if earliest is None:
        earliest = latest
    tokens = source.lineage
    if claim.claim_id in same:
        tokens |= {f"copy of {same[claim.claim_id]}"}
    return Evidence(
        claim=claim,
        place_id=str(claim.place_id),
        earliest=min(earliest, latest),
        latest=max(earliest, latest),
        open_start=open_start,
        published=published,
        source=source,
        tokens=tokens,
        whole=is_whole(claim),
        own_voice=source.leaning if (source.kind or "").startswith(OWN_VOICES) else None,
        order=(
            max(earliest, latest),
            min(earliest, latest),
            published if published is not None else 10**9,
            claim.document,
            claim.start,
            claim.claim_id,
        ),
    )


class View:
    """Which reports are chosen: published by a day, of some sources, of some origins.

    `known_by` None = all days. `sources` are publishers or origins, `origins` are origins only, by any of
    their names; None = all.
    """

    def __init__(
        self,
        known_by: dt.date | None = None,
        sources: Collection[str] | None = None,
        origins: Collection[str] | None = None,
    ) -> None:
        """Fold the chosen names once."""
        self.limit = _ordinal(known_by)
        self.sources = {fold_name(name) for name in sources} if sources is not None else None
        self.origins = {fold_name(name) for name in origins} if origins is not None else None

    def later(self, published: int | None) -> bool:
        """Say whether it is known that a report was published after the day."""
        return self.limit is not None and published is not None and published > self.limit

    def chosen(self, source: Provenance | None) -> bool:
        """Say whether a report's source is among the chosen ones; one that is not known is in no choice."""
        if source is None:
            return self.sources is None and self.origins is None
        if self.sources is not None and self.sources.isdisjoint(source.names):
            return False
        return self.origins is None or not self.origins.isdisjoint(
            (source.origin, fold_name(source.chain[0]))
        )


def select(
    evidence: Sequence[Evidence], listed: Iterable[Listed], view: View, policy: Policy
) -> tuple[list[Evidence], list[Unmapped]]:
    """Return the evidence of a view, and all claims of it that are not drawn, each with the reason.

    Of a view that is as known on a day, a report whose day of publication is not known is left out and
    listed.
    """
    kept: list[Evidence] = []
    left = [item.unmapped for item in listed if not view.later(item.published) and view.chosen(item.source)]
    for item in evidence:
        if view.later(item.published) or not view.chosen(item.source):
            continue
        if view.limit is not None and item.published is None:
            left.append(Unmapped(claim_id=item.claim.claim_id, reason="publication day unknown"))
        elif policy is Policy.AGAINST_INTEREST and serves_own_side(item):
            left.append(Unmapped(claim_id=item.claim.claim_id, reason="not against its source's own side"))
        else:
            kept.append(item)
    return kept, left


def serves_own_side(item: Evidence) -> bool:
    """Say whether a source that leans to a side reports anything but a change against that side."""
    side, claim = item.source.leaning, item.claim
    if side is None or claim.event is Event.CONTEST:
        return False
    if claim.event is Event.GAIN:
        against = claim.actor != side and claim.from_actor in (None, side)
    elif claim.event is Event.LOSS:
        against = claim.actor == side
    else:
        against = claim.actor != side
    return against is (claim.polarity is Polarity.DENIED)


def report_groups(members: Sequence[Evidence]) -> tuple[tuple[Evidence, ...], ...]:
    """Return the members as report groups: those that share a token, directly or through others, are one."""
    if len(members) == 1:
        return ((members[0],),)
    parent = list(range(len(members)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    first: dict[str, int] = {}
    for i, member in enumerate(members):
        for token in member.tokens:
            j = first.setdefault(token, i)
            if j != i:
                parent[root(i)] = root(j)
    found: dict[int, list[Evidence]] = {}
    for i, member in enumerate(members):
        found.setdefault(root(i), []).append(member)
    return tuple(tuple(group) for group in found.values())


def is_whole(claim: Claim) -> bool:
    """Say whether a claim speaks of the whole place; a share of 1 is the whole."""
    return claim.extent is Extent.WHOLE or (isinstance(claim.part, float | int) and claim.part >= 1)
