"""Why a place is drawn as it is on a day: the chain of reports and the rule at each step, in plain sentences.

The text is built from the same history that is drawn, so its last line is always the interval of that day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.history.evidence import Evidence, prepare, report_groups
from pipelines.history.independence import SourceBook, provenance
from pipelines.model import Claim, ControlInterval, Document, Event, Extent, History, Polarity, Status

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Sequence

    from gazetteer.model import Theatre

CREDIBILITY = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
"""The Admiralty scale's own words (NATO AJP-2.1)."""
_EVENTS = {
    Event.GAIN: "taken by {side}",
    Event.LOSS: "given up by {side}",
    Event.HOLD: "held by {side}",
    Event.CONTEST: "fought for by {side}",
    Event.PLEDGE: "promised by {side}",
}


def explain(
    history: History,
    claims: Iterable[Claim],
    documents: Iterable[Document],
    theatre: Theatre,
    place_id: str,
    day: dt.date,
) -> tuple[str, ...]:
    """Return, in sentences, why `place_id` is drawn as it is on `day` in `history`.

    One line says what is asked; then each state up to that day with its rule, its reports by independent
    group, those against it and the fighting; then what was left out; the last line is the interval drawn.
    `claims` and `documents` are those that the history was built from. Raises KeyError for a place that the
    theatre lacks.
    """
    place = theatre.places[place_id]
    near = {place_id, *theatre.ancestors(place_id)}
    local = [c for c in claims if c.place_id in near]
    writer = _Writer(local, documents, theatre)
    own = [i for i in history.intervals if i.place_id == place_id]
    lines = [f"{place.name} on {day}{_view(history)}."]
    for interval in _chain(own, day):
        lines.extend(writer.step(interval))
    reasons = {u.claim_id: u.reason for u in history.unmapped}
    lines.extend(writer.left_out(c, reasons[c.claim_id]) for c in local if _left_out(c, place_id, reasons))
    later = next((i.start for i in own if i.start is not None and i.start > day), None)
    lines.append(writer.drawn(next((i for i in own if covers(i, day)), None), day, later))
    return tuple(lines)


def covers(interval: ControlInterval, day: dt.date) -> bool:
    """Say whether `day` is in the half-open days of the interval."""
    return (interval.start is None or interval.start <= day) and (interval.end is None or day < interval.end)


def citation_chain(claim: Claim, document: Document, theatre: Theatre) -> tuple[str, ...]:
    """Return the names through which a claim came, from its origin to the publisher that was read."""
    return provenance(claim, document, SourceBook(theatre)).chain


def _left_out(claim: Claim, place_id: str, reasons: Collection[str]) -> bool:
    return claim.place_id == place_id and claim.claim_id in reasons


def _view(history: History) -> str:
    parts = []
    if history.known_by is not None:
        parts.append(f"as known on {history.known_by}")
    if history.sources:
        parts.append(f"according to {', '.join(history.sources)}")
    if history.policy != "latest":
        parts.append(f"by the policy {history.policy}")
    return ", " + ", ".join(parts) if parts else ""


def _chain(own: Sequence[ControlInterval], day: dt.date) -> list[ControlInterval]:
    """Return one interval a state, of those that begin by `day`; pieces of one state are told once."""
    told: list[ControlInterval] = []
    for interval in own:
        if interval.start is not None and interval.start > day:
            break
        last = told[-1] if told else None
        same = last is not None and (last.holder, last.rule, last.contested, last.since_earliest) == (
            interval.holder,
            interval.rule,
            interval.contested,
            interval.since_earliest,
        )
        if not same or set(interval.claims) != set(told[-1].claims):
            told.append(interval)
    return told


class _Writer:
    """Write sentences about one place's evidence."""

    def __init__(self, claims: Sequence[Claim], documents: Iterable[Document], theatre: Theatre) -> None:
        needed = {c.document for c in claims}
        self.documents = {d.id: d for d in documents if d.id in needed}
        self.theatre = theatre
        evidence, _ = prepare(claims, self.documents.values(), theatre)
        self.evidence = {e.claim.claim_id: e for e in evidence}

    def side(self, actor: str | None) -> str:
        """Return how a side is called."""
        if actor is None:
            return "a side that is not named"
        known = self.theatre.actors.get(actor)
        return known.name if known else actor

    def step(self, interval: ControlInterval) -> Iterable[str]:
        """Yield the sentences of one state."""
        used = [self.evidence[c] for c in interval.claims if c in self.evidence]
        fighting = [e for e in used if e.claim.event is Event.CONTEST]
        support = [e for e in used if e.claim.event is not Event.CONTEST]
        yield f"{_period(interval)}: {self.state(interval)}. {self._rule(interval.rule)}."
        groups = sorted(report_groups(support), key=lambda g: g[0].order)
        for number, group in enumerate(groups, start=1):
            label = f"report {number} of {len(groups)}"
            if len(group) > 1:
                label += f", told {len(group)} times (copies or one origin count once)"
            yield f"  {label}:"
            yield from (f"    {self.claim(e)}" for e in group)
        against = [self.evidence[c] for c in interval.disputed_by if c in self.evidence]
        yield from (f"  against it: {self.claim(e)}" for e in against)
        yield from (f"  fighting (rule 4): {self.claim(e)}" for e in fighting)

    def claim(self, evidence: Evidence) -> str:
        """Return one claim in a line: what it says, its chain, its days and its words."""
        claim = evidence.claim
        said = _EVENTS[claim.event].format(side=self.side(claim.actor))
        if claim.from_actor:
            said += f" from {self.side(claim.from_actor)}"
        if claim.extent is Extent.PART:
            said = f"a part ({claim.part if claim.part is not None else 'which is not said'}) {said}"
        if claim.polarity is Polarity.DENIED:
            said = f"denied: {said}"
        published = self.documents[claim.document].published
        chain = " → ".join(evidence.source.chain)
        when = f"published {published}" if published else "publication day unknown"
        return f"{said}, {_days(claim.date_earliest, claim.date_latest)}; {chain}, {when}: “{claim.quote}”"

    def left_out(self, claim: Claim, reason: str) -> str:
        """Return the line of a claim that is not drawn."""
        return f"Not drawn ({reason}): “{claim.quote}”"

    def state(self, interval: ControlInterval) -> str:
        """Return who holds the place, with shares and parts where several sides do."""
        if not interval.shares:
            return self.side(interval.holder) if interval.holder else "holder not known"
        shares = [
            f"{self.side(side)} {'a part' if share is None else f'{share:.0%}'}"
            for side, share in interval.shares.items()
        ]
        parts = [f"{direction}: {self.side(side)}" for direction, side in interval.parts.items()]
        if len(shares) == 1:
            shares.append("the rest not known")
        return "mixed, " + ", ".join(shares) + (f" ({', '.join(parts)})" if parts else "")

    def drawn(self, interval: ControlInterval | None, day: dt.date, later: dt.date | None) -> str:
        """Return the last line: the interval that is drawn on the day."""
        if interval is None:
            first = f"; the next report is of {later}" if later is not None else ""
            return f"Drawn on {day}: unknown. No report says who held it then{first}."
        words = [self.state(interval)]
        if interval.status is not Status.MIXED:
            words.append(interval.status.value)
        if interval.contested and interval.status is not Status.CONTESTED:
            words.append("contested")
        if interval.since_latest is not None:
            words.append(f"since {_days(interval.since_earliest, interval.since_latest)}")
            if not interval.settled:
                words.append("the change may not have happened yet")
        count = interval.independent
        words.append(f"{count} independent report{'' if count == 1 else 's'}")
        if interval.last_confirmed is not None:
            words.append(f"last confirmed {interval.last_confirmed}")
        words.append(f"credibility {interval.credibility} ({CREDIBILITY[interval.credibility]})")
        return f"Drawn on {day}: {', '.join(words)}."

    def _rule(self, rule: str) -> str:
        text = rule[:1].upper() + rule[1:]
        if text.endswith(")") and "(" in text:
            head, _, parent = text[:-1].rpartition(" (")
            if parent in self.theatre.places:
                return f"{head}, {self.theatre.places[parent].name}"
        return text


def _period(interval: ControlInterval) -> str:
    if interval.start is None:
        return f"Before {interval.end}" if interval.end is not None else "At all times"
    return f"From {interval.start}"


def _days(earliest: dt.date | None, latest: dt.date | None) -> str:
    if earliest is None or latest is None:
        return f"by {latest}" if latest is not None else f"from {earliest} on"
    return str(earliest) if earliest == latest else f"some day from {earliest} to {latest}"
