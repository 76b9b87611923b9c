"""One claim a statement: repetitions within a document, and rows that another row makes needless.

The rules are docs/claim-guide.md's: gain beats loss; an attributive hold is dropped where the place is gained or
lost; a partial gain completed later is one row; the first full statement is the evidence.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.clauses.finding import HAD_HELD
from pipelines.extract.vocabulary.side_words import NO_REBELS
from pipelines.extract.vocabulary.wordings import fold
from pipelines.model import Claim, DateBasis, Event, Extent, Polarity

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

_LASTING = (" has been ", " have been ", " had been ", " was the last ", " were the last ")
"""What tells of a state that a change may have ended."""
HEADLINE_CHARS = 30
"""A headline's "Army Control X" stands in front; the gain that the text tells is what it means."""
FINE_DAYS = 7
REPORT_DAYS = 14
"""How many days a report of a change may come after it."""
WON_DAYS = 7
"""How many days may lie between coming into a place and having it."""
_LEAVING_RULES = ("leave:", "ordered", "agreement", "departure")
"""Rules that read who is to leave a place."""
_BEATEN_RULES = ("repel", "beat-", "attackers-beaten", "thrown-back")
_ATTACK_RULES = ("assail", "enter:storm", "enter:attack", "operation:attack", "operation:assault")
_UNDOING = ("passive:liberate", "passive:free", "passive:recapture", "passive:retake", "passive:regain")
"""Rules of what takes back from whoever is told to have taken a place before."""
BEATEN_CHARS = 400
"""How many characters behind an attack it may be told to have been beaten off."""
_NAMELESS = (None, "rebels")
Key = tuple[str, ...]


def merge(claims: list[Claim], told_only: AbstractSet[str] = frozenset()) -> tuple[Claim, ...]:
    """Return the claims of one document without repetitions, in the order of their evidence.

    `told_only` are the ids of claims whose days are only those of the report.
    """
    once = list({claim.claim_id: claim for claim in reversed(claims)}.values())
    once.reverse()  # two frames may read the same words
    past = {place_key(c): c.actor for c in once if c.rule == HAD_HELD and c.actor is not None}
    once = [c for c in once if c.rule != HAD_HELD]
    kept = _settle_actors(_unique(_defenders(once), told_only), told_only)
    kept = _complete(_without_beaten(kept))
    kept = _gain_beats(kept)
    kept = _from_holders(_attributive(kept), past)
    return tuple(sorted(kept, key=lambda c: (c.start, c.end, c.event, c.place or "", c.claim_id)))


def _from_holders(claims: list[Claim], past: dict[str, str]) -> list[Claim]:
    """Give a gain that names no loser the side that "had held" it, or that the text says took it last before."""
    whole = _by_place(
        c for c in claims
        if c.event is Event.GAIN and c.polarity is Polarity.ASSERTED and c.extent is Extent.WHOLE and c.actor
    )  # fmt: skip
    return [
        replace(c, from_actor=_taken_before(c, whole.get(place_key(c), []), past.get(place_key(c))))
        for c in claims
    ]


def _taken_before(claim: Claim, gains: list[Claim], held: str | None) -> str | None:
    """Return who a text says took a gain's place last before it; the gain's own loser where it names one."""
    asked = claim.event is Event.GAIN and claim.from_actor is None and claim.actor is not None
    if not asked or claim.polarity is not Polarity.ASSERTED:
        return claim.from_actor
    if held is not None or claim.date_earliest is None:
        return held if held != claim.actor else None
    day = claim.date_earliest
    before = [g for g in gains if g is not claim and g.date_latest is not None and g.date_latest < day]
    last = max(before, key=lambda g: g.date_latest or day, default=None)
    return None if last is None or last.actor in (claim.actor, *_NAMELESS) else last.actor


def place_key(claim: Claim) -> str:
    """Return what makes two claims speak of one place: the entry, else the folded name without its article."""
    if claim.place_id:
        return claim.place_id
    name = fold(claim.place or claim.place_text)
    for article in ("the ", "al-", "al ", "el-"):
        name = name.removeprefix(article)
    name = name.replace(" oil refinery", " refinery").replace(" air base", " airbase")
    for kind in ("mount", "mountain", "hill", "jabal", "hills"):
        name = name.removeprefix(f"{kind} ").removesuffix(f" {kind}")
    return name


def _defenders(claims: list[Claim]) -> list[Claim]:
    """Give a beaten-off attack its defender: the side that the text has said took the place before."""
    taken: dict[str, Claim] = {}
    told: list[Claim] = []
    for claim in claims:
        before = taken.get(place_key(claim))
        agreed = before is not None and (not before.reported_by or before.reported_by == claim.reported_by)
        if claim.event is Event.HOLD and claim.actor is None and before is not None and agreed:
            claim = replace(claim, actor=before.actor)  # noqa: PLW2901
        if claim.event is Event.GAIN and claim.polarity is Polarity.ASSERTED:
            taken[place_key(claim)] = claim
        told.append(claim)
    return told


def _without_beaten(claims: list[Claim]) -> list[Claim]:
    """Drop the attack that the text goes on to say was beaten off: the guide has it in the defender's hold alone."""
    beaten = [c for c in claims if c.event is Event.HOLD and c.rule.startswith(_BEATEN_RULES)]
    return [
        c for c in claims
        if c.event is not Event.CONTEST or not c.rule.startswith(_ATTACK_RULES)
        or not any(_same(c, b) and 0 < b.start - c.start < BEATEN_CHARS and b.actor != c.actor for b in beaten)
    ]  # fmt: skip


def _unique(claims: list[Claim], told_only: AbstractSet[str]) -> list[Claim]:
    seen: dict[Key, int] = {}
    kept: list[Claim] = []
    for claim in claims:
        key = (
            place_key(claim),
            str(claim.part),
            claim.event,
            str(claim.actor),
            claim.polarity,
            str(claim.extent),
            str(claim.background),
        )
        at = seen.get(key)
        if at is None:
            seen[key] = len(kept)
            kept.append(claim)
        else:
            kept[at] = _first_full(kept[at], claim, told_only)
    return kept


def _first_full(old: Claim, new: Claim, told_only: AbstractSet[str]) -> Claim:
    """Return the better evidence of two statements of one change, with the day of the deed where one tells it."""
    best, other = (new, old) if _fuller(new, old) else (old, new)
    if best.claim_id in told_only and other.claim_id not in told_only and _shortly_before(other, best):
        return _with_days_of(best, other)
    return best


def _shortly_before(deed: Claim, report: Claim) -> bool:
    """Say whether a deed's days lie within a fortnight before those of its report."""
    if deed.date_earliest is None or deed.date_latest is None or report.date_latest is None:
        return False
    return (
        deed.date_latest <= report.date_latest
        and (report.date_latest - deed.date_earliest).days <= REPORT_DAYS
    )


def _with_days_of(claim: Claim, other: Claim) -> Claim:
    return replace(
        claim, date_earliest=other.date_earliest, date_latest=other.date_latest, date_edtf=other.date_edtf,
        date_basis=other.date_basis,
    )  # fmt: skip


def _fuller(new: Claim, old: Claim) -> bool:
    """Say whether a repetition is better evidence: the statement itself, not a stand-in or a nominal mention."""

    def rank(claim: Claim) -> tuple[bool, bool, bool]:
        return (
            claim.date_basis is not DateBasis.PUBLISHED,
            not claim.rule.startswith("nominal"),
            claim.place_text[:1].isupper() or "-" in claim.place_text,
        )

    return rank(new) > rank(old)


def _same(a: Claim, b: Claim) -> bool:
    return place_key(a) == place_key(b)


def _settle_actors(claims: list[Claim], told_only: AbstractSet[str]) -> list[Claim]:
    """Drop a claim without a side, or by "rebels" of no name, where the same statement stands with one.

    A denied gain that names no winner is of the side that the text says elsewhere to have won the place.
    """
    claims = [_denied_winner(_denied_loss(c, claims), claims) for c in claims]
    kept = list(claims)
    for claim in (c for c in claims if c.actor in _NAMELESS):
        told = [
            o for o in claims
            if o.actor != claim.actor and (o.actor not in _NAMELESS or claim.actor is None)
            and (_repeats(claim, o) or _tells_when(claim, o, told_only))
        ]  # fmt: skip
        if told:
            kept = [_dated_by(c, claim, told_only) if c in told else c for c in kept if c is not claim]
    return kept


def _repeats(claim: Claim, other: Claim) -> bool:
    """Say whether a claim without a side tells what one with a side tells."""
    alike = other.event == claim.event and _same(other, claim) and other.polarity == claim.polarity
    may_be = claim.actor is None or other.actor not in NO_REBELS
    return alike and may_be and _says_no_more(claim, other) and not _undoes(claim, other)


def _undoes(claim: Claim, other: Claim) -> bool:
    """Say whether two changes are told: "X, which Y occupied, was liberated", "X fell and was retaken by Y"."""
    first, then = sorted((claim, other), key=lambda c: c.end)
    one_place = other.start == claim.start and first.end < then.end
    undone = then is claim or first.rule == "fall"
    return one_place and undone and claim.event is Event.GAIN and then.rule.startswith(_UNDOING)


def _tells_when(claim: Claim, other: Claim, told_only: AbstractSet[str]) -> bool:
    """Say whether a gain without a side is that of a report, told with its day: "X was overrun on Friday"."""
    same = claim.event is Event.GAIN and other.event is Event.GAIN and _same(other, claim)
    same = same and claim.polarity == other.polarity == Polarity.ASSERTED and claim.extent == other.extent
    reported = other.claim_id in told_only and claim.claim_id not in told_only
    return same and claim.actor is None and reported and _shortly_before(claim, other)


def _dated_by(claim: Claim, other: Claim, told_only: AbstractSet[str]) -> Claim:
    """Return a claim that names no day with the day of one that tells the same."""
    if _tells_when(other, claim, told_only):
        return _with_days_of(claim, other)
    if claim.date_basis is not DateBasis.PUBLISHED or other.date_basis is DateBasis.PUBLISHED:
        return claim
    return _with_days_of(claim, other)


def _says_no_more(claim: Claim, other: Claim) -> bool:
    """Say whether a claim without a side tells neither another day nor another part than one with a side."""
    unsaid = DateBasis.PUBLISHED in (claim.date_basis, other.date_basis)
    same_day = unsaid or _overlap(other, claim, slack=1)
    mention = claim.event in (Event.CONTEST, Event.HOLD) or claim.rule.startswith("nominal")
    return same_day and (mention or other.extent == claim.extent)


def _denied_winner(claim: Claim, claims: list[Claim]) -> Claim:
    unsaid = claim.actor is None or claim.actor_text is None
    if claim.polarity is not Polarity.DENIED or claim.event is not Event.GAIN or not unsaid:
        return claim
    if any(again in claim.rule for again in ("retake", "recapture", "regain")):
        return claim  # "has not been retaken" is of whoever lost it
    won = [
        c for c in claims
        if c.event is Event.GAIN and c.polarity is Polarity.ASSERTED and c.actor and _same(c, claim)
    ]  # fmt: skip
    if len({c.actor for c in won}) > 1:  # what is denied has just been told
        won = [c for c in won if c.start < claim.start and _overlap(c, claim, slack=WON_DAYS)][-1:]
    return replace(claim, actor=won[0].actor) if won else claim


def _denied_loss(claim: Claim, claims: list[Claim]) -> Claim:
    """Return "denied that X had been lost" as the denied gain of whom the text says to have taken it."""
    passive = claim.event is Event.LOSS and claim.rule.startswith(
        "lost"
    )  # "denied losing X" is one's own loss
    if claim.polarity is not Polarity.DENIED or not passive or claim.background:
        return claim
    winners = {
        c.actor for c in claims
        if c.event is Event.GAIN and c.polarity is Polarity.ASSERTED and c.actor not in (None, claim.actor)
        and _same(c, claim) and not c.background
    }  # fmt: skip
    if len(winners) != 1:
        return claim
    return replace(claim, event=Event.GAIN, actor=winners.pop(), actor_text=None, from_actor=claim.actor)


def _fine(claim: Claim) -> bool:
    """Say whether a claim's days are known to about a week."""
    if claim.date_earliest is None or claim.date_latest is None:
        return True
    return (claim.date_latest - claim.date_earliest).days <= FINE_DAYS


def _overlap(a: Claim, b: Claim, slack: int = 0) -> bool:
    """Say whether two claims can be of one day, `slack` days apart at most; what is undated can be of any."""
    if a.date_earliest is None or b.date_earliest is None or a.date_latest is None or b.date_latest is None:
        return True
    apart = dt.timedelta(days=slack)
    return a.date_earliest <= b.date_latest + apart and b.date_earliest <= a.date_latest + apart


def _led_to(claim: Claim, gain: Claim) -> bool:
    """Say whether a fight or plan can have led to a gain: whoever attacks takes the place within days."""
    return _overlap(gain, claim, slack=WON_DAYS * (claim.event is Event.CONTEST))


def _complete(claims: list[Claim]) -> list[Claim]:
    """Drop a partial gain that the same side completes in the same document."""
    whole = [
        c
        for c in claims
        if c.event is Event.GAIN
        and c.extent is Extent.WHOLE
        and c.polarity is Polarity.ASSERTED
        and not c.background
    ]
    return [
        c for c in claims
        if not (c.event is Event.GAIN and c.extent is Extent.PART and c.actor is not None
                and any(_same(c, w) and w.actor == c.actor for w in whole))
    ]  # fmt: skip


def _by_place(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Return claims by their place's key, in order: a long text names thousands of places."""
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        found.setdefault(place_key(claim), []).append(claim)
    return found


def _is_to_leave(claim: Claim) -> bool:
    """Say whether a plan is one to leave a place, not to take it."""
    return claim.event is Event.PLEDGE and claim.rule.startswith(_LEAVING_RULES)


def _later(loss: Claim, gain: Claim) -> bool:
    """Say whether a loss came after a gain: it is no other side of it."""
    if loss.date_earliest is None or gain.date_latest is None or loss.date_basis is DateBasis.PUBLISHED:
        return False
    return loss.date_earliest > gain.date_latest


def _gain_beats(claims: list[Claim]) -> list[Claim]:
    """Drop the loss, the fight and the plan that a whole gain of the same place makes needless."""
    told_so = [c for c in claims if c.polarity is Polarity.ASSERTED]
    gains = _by_place(c for c in told_so if c.event is Event.GAIN and not c.background)
    losses = _by_place(c for c in told_so if c.event is Event.LOSS)
    kept: list[Claim] = []
    for claim in claims:
        rivals = [g for g in gains.get(place_key(claim), ()) if g is not claim]
        told = claim.polarity is Polarity.ASSERTED
        again = any(g.actor == claim.actor for g in rivals)  # who took it back may lose it again
        others = [g for g in rivals if g.actor != claim.actor and not (again and _later(claim, g))]
        if claim.event is Event.LOSS and told and others:
            continue
        whole = [
            g
            for g in rivals
            if g.extent is Extent.WHOLE and claim.actor in (g.actor, None) and _led_to(claim, g) and _fine(g)
        ]
        if _is_to_leave(claim):
            whole = [g for g in whole if g.actor != claim.actor]  # "would leave X, which it had taken in May"
        if (
            claim.event in (Event.CONTEST, Event.PLEDGE)
            and claim.part is None
            and whole
            and not claim.rule.startswith(("clash", "mutual"))
        ):
            continue
        if claim.event is Event.GAIN and claim.from_actor is None:
            lost = (c for c in losses.get(place_key(claim), ()) if not _later(c, claim))
            losers = {c.actor for c in lost if c.actor != claim.actor}
            if len(losers) == 1:
                claim = replace(claim, from_actor=losers.pop())  # noqa: PLW2901
        kept.append(claim)
    return kept


def _was_so(claim: Claim, rivals: Iterable[Claim]) -> bool:
    """Say whether "Y has been in control of X for a year", "the last town that Y held" tells from whom X was taken."""
    stated = claim.rule.startswith(("in-control", "under-control", "hold:"))
    lasting = stated and any(words in f" {claim.quote} " for words in _LASTING)
    return lasting and any(r.event is Event.GAIN and r.actor not in (None, claim.actor) for r in rivals)


def _attributive(claims: list[Claim]) -> list[Claim]:
    """Drop a hold of a place that another row gains or loses; its side is that row's `from_actor`."""
    told_so = (c for c in claims if c.polarity is Polarity.ASSERTED and not c.background)
    changes = _by_place(c for c in told_so if c.event in (Event.GAIN, Event.LOSS))
    before: dict[str, str] = {}
    kept: list[Claim] = []
    for claim in claims:
        rivals = changes.get(place_key(claim), ())
        attributive = claim.rule in ("compound-hold", "stronghold", "pocket") or claim.rule.startswith(
            "held-by"
        )
        told = [r for r in rivals if r.start < claim.end and claim.start < r.end]
        left = all(r.event is Event.LOSS and r.actor not in (None, claim.actor) for r in told)
        attributive = attributive or (claim.rule == "under-control" and bool(told) and not left)
        if claim.event is Event.HOLD and claim.polarity is Polarity.DENIED and claim.actor is not None:
            taken = any(r.event is Event.GAIN and r.actor not in (None, claim.actor) for r in rivals)
            attributive = attributive or (
                taken and claim.rule.startswith("hold:")
            )  # "no longer held the town"
        attributive = attributive or _was_so(claim, rivals)
        same_part = any(r.extent is Extent.WHOLE or r.part == claim.part for r in rivals)
        headline = (
            claim.rule == "hold:control" and claim.start < HEADLINE_CHARS and " still " not in claim.quote
        )
        attributive = attributive or (
            headline and any(r.event is Event.GAIN and r.actor == claim.actor for r in rivals)
        )
        if claim.event is Event.HOLD and rivals and same_part and attributive:
            if claim.actor:
                before[place_key(claim)] = claim.actor
            continue
        kept.append(claim)
    return [
        replace(c, from_actor=before[place_key(c)])
        if c.event is Event.GAIN and c.from_actor is None and before.get(place_key(c), c.actor) != c.actor
        else c
        for c in kept
    ]
