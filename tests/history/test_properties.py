"""What must hold for every set of claims, whatever they say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.history import Archive, build_history, covers, explain
from pipelines.model import Claim, DateBasis, Document, Event, Extent, History, Polarity
from tests.history.making import source, theatre

FIRST = dt.date(2016, 11, 1)
DAYS = 20
THEATRE = theatre(
    {"city": None, "north": "city", "south": "city", "far": None},
    [source("Copier", reprints=["Beta"]), source("Beta"), source("Party", leaning="gov", kind="party")],
)
SIDES = ("gov", "opp", "isis")
PUBLISHERS = ("Alpha", "Beta", "Copier", "Party", "Gamma, reposting Alpha", None)

sides = st.sampled_from(SIDES)
days = st.integers(0, DAYS)


@st.composite
def corpora(draw: st.DrawFn) -> tuple[tuple[Claim, ...], tuple[Document, ...]]:
    documents = [
        Document(
            id=f"d{n}",
            text=f"Text {n}",
            publisher=draw(st.sampled_from(PUBLISHERS)),
            published=draw(st.none() | st.integers(0, DAYS + 5).map(lambda d: FIRST + dt.timedelta(d))),
        )
        for n in range(draw(st.integers(1, 4)))
    ]
    claims = [draw(one_claim(n, documents)) for n in range(draw(st.integers(0, 9)))]
    return tuple(claims), tuple(documents)


@st.composite
def one_claim(draw: st.DrawFn, number: int, documents: list[Document]) -> Claim:
    document = draw(st.sampled_from(documents))
    start = draw(days)
    end = start + draw(st.sampled_from((0, 0, 0, 1, 6)))
    bounds = draw(st.sampled_from(("both", "both", "both", "both", "latest", "none")))
    whole = draw(st.booleans())
    event = draw(st.sampled_from(tuple(Event)))
    return Claim(
        claim_id=f"c{number}",
        document=document.id,
        event=event,
        place=None,
        place_id=draw(st.sampled_from(("city", "north", "north", "south", "far", None, "nowhere"))),
        place_text="it",
        within=None,
        actor=draw(sides | st.none()) if event is Event.GAIN else draw(sides),
        actor_text=None,
        from_actor=draw(st.none() | sides),
        extent=Extent.WHOLE if whole else Extent.PART,
        part=None if whole else draw(st.sampled_from((None, 0.5, 0.9, "north", "south"))),
        date_earliest=FIRST + dt.timedelta(start) if bounds == "both" else None,
        date_latest=FIRST + dt.timedelta(end) if bounds != "none" else None,
        date_edtf=None,
        date_basis=DateBasis.STATED,
        polarity=draw(st.sampled_from((Polarity.ASSERTED,) * 5 + (Polarity.DENIED,))),
        background=draw(st.sampled_from((False,) * 7 + (True,))),
        reported_by=draw(st.sampled_from(((), (), ("Beta",), ("a military source",)))),
        quote="Text",
        start=0,
        end=4,
        framing="",
        rule="",
        confidence=1.0,
    )


def states(history: History) -> dict[tuple[str, dt.date], tuple[object, ...]]:
    """Return holder, shares, parts and fighting of every place on every day that the claims span."""
    found: dict[tuple[str, dt.date], tuple[object, ...]] = {}
    for n in range(-2, DAYS + 20):
        at = FIRST + dt.timedelta(n)
        for place_id, i in history.at(at).items():
            found[place_id, at] = (i.holder, dict(i.shares), dict(i.parts), i.contested, i.independent)
    return found


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_never_matters(
    corpus: tuple[tuple[Claim, ...], tuple[Document, ...]], random: object
) -> None:
    claims, documents = corpus
    shuffled, papers = list(claims), list(documents)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    random.shuffle(papers)  # type: ignore[attr-defined]
    assert build_history(shuffled, papers, THEATRE) == build_history(claims, documents, THEATRE)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora(), st.data())
def test_a_copy_of_a_claim_changes_no_holder_and_no_independence(
    corpus: tuple[tuple[Claim, ...], tuple[Document, ...]], data: st.DataObject
) -> None:
    claims, documents = corpus
    if not claims:
        return
    chosen = data.draw(st.sampled_from(claims))
    original = next(d for d in documents if d.id == chosen.document)
    reprint = replace(original, id=data.draw(st.sampled_from(("a-copy", "z-copy"))), publisher="Delta")
    copy = replace(chosen, claim_id=data.draw(st.sampled_from(("b0", "z9"))), document=reprint.id)
    before = build_history(claims, documents, THEATRE)
    after = build_history((*claims, copy), (*documents, reprint), THEATRE)
    assert states(after) == states(before)
    assert [(c.place_id, c.to_actor, c.earliest, c.latest, c.independent) for c in after.changes] == [
        (c.place_id, c.to_actor, c.earliest, c.latest, c.independent) for c in before.changes
    ]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora(), st.sampled_from(("latest", "corroborated", "against-interest")))
def test_intervals_of_a_place_never_overlap_and_are_in_order(
    corpus: tuple[tuple[Claim, ...], tuple[Document, ...]], policy: str
) -> None:
    history = build_history(*corpus, THEATRE, policy=policy)
    assert list(history.intervals) == sorted(
        history.intervals, key=lambda i: (i.place_id, i.start or dt.date.min)
    )
    for one, following in pairwise(history.intervals):
        assert one.start is None or one.end is None or one.start < one.end
        if one.place_id == following.place_id:
            assert one.end is not None
            assert following.start is not None
            assert one.end <= following.start


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora(), days, days)
def test_what_was_known_stays_known(
    corpus: tuple[tuple[Claim, ...], tuple[Document, ...]], one: int, other: int
) -> None:
    archive = Archive(*corpus, THEATRE)
    earlier, later = (
        accounted(archive.history(known_by=FIRST + dt.timedelta(n))) for n in sorted((one, other))
    )
    assert earlier <= later


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora(), days)
def test_as_known_on_a_day_shows_nothing_that_was_published_later(
    corpus: tuple[tuple[Claim, ...], tuple[Document, ...]], n: int
) -> None:
    claims, documents = corpus
    limit = FIRST + dt.timedelta(n)
    history = build_history(claims, documents, THEATRE, known_by=limit)
    late = {d.id for d in documents if d.published is None or d.published > limit}
    shown = drawn_claims(history)
    assert not {u.claim_id for u in history.unmapped} & {
        c.claim_id
        for c in claims
        if any(d.id == c.document and d.published is not None and d.published > limit for d in documents)
    }
    assert not shown & {c.claim_id for c in claims if c.document in late}
    early = [d for d in documents if d.id not in late]
    rebuilt = build_history([c for c in claims if c.document not in late], early, THEATRE)
    assert history.intervals == rebuilt.intervals
    assert history.changes == rebuilt.changes


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora())
def test_every_claim_is_accounted_for_and_every_evidence_exists(
    corpus: tuple[tuple[Claim, ...], tuple[Document, ...]],
) -> None:
    history = build_history(*corpus, THEATRE)
    ids = {c.claim_id for c in corpus[0]}
    assert accounted(history) == ids
    quotes = {c.quote for c in corpus[0]}
    for interval in history.intervals:
        assert set(interval.claims) <= ids
        assert interval.claims or interval.disputed_by
        assert interval.evidence is None or interval.evidence in quotes
    for change in history.changes:
        assert change.claims
        assert sorted(c for group in change.report_groups for c in group) == sorted(change.claims)
        assert len(change.report_groups) == change.independent
        assert change.earliest <= change.latest


def drawn_claims(history: History) -> set[str]:
    found = {c for i in history.intervals for c in (*i.claims, *i.disputed_by)}
    return found | {c for change in history.changes for c in (*change.claims, *change.disputed_by)}


def accounted(history: History) -> set[str]:
    return drawn_claims(history) | {u.claim_id for u in history.unmapped}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora(), st.integers(-2, DAYS + 12))
def test_an_explanation_ends_at_the_interval_drawn(
    corpus: tuple[tuple[Claim, ...], tuple[Document, ...]], n: int
) -> None:
    claims, documents = corpus
    history = build_history(claims, documents, THEATRE)
    at = FIRST + dt.timedelta(n)
    for place_id in THEATRE.places:
        last = explain(history, claims, documents, THEATRE, place_id, at)[-1]
        drawn = next((i for i in history.intervals if i.place_id == place_id and covers(i, at)), None)
        assert last.startswith(f"Drawn on {at}: ")
        if drawn is None:
            assert "unknown" in last
        else:
            assert f"credibility {drawn.credibility}" in last
            assert f"{drawn.independent} independent report" in last
            if drawn.holder and not drawn.shares:
                assert THEATRE.actors[drawn.holder].name in last


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora(), st.integers(-400, 400))
def test_shifting_every_date_shifts_the_history(
    corpus: tuple[tuple[Claim, ...], tuple[Document, ...]], n: int
) -> None:
    claims, documents = corpus
    by = dt.timedelta(n)

    def later(at: dt.date | None) -> dt.date | None:
        return at + by if at is not None else None

    moved = build_history(
        [replace(c, date_earliest=later(c.date_earliest), date_latest=later(c.date_latest)) for c in claims],
        [replace(d, published=later(d.published)) for d in documents],
        THEATRE,
    )
    expected = [
        replace(
            i,
            start=later(i.start),
            end=later(i.end),
            since_earliest=later(i.since_earliest),
            since_latest=later(i.since_latest),
            last_confirmed=later(i.last_confirmed),
        )
        for i in build_history(claims, documents, THEATRE).intervals
    ]
    assert list(moved.intervals) == expected


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(corpora(), st.permutations(SIDES))
def test_renaming_the_sides_renames_the_holders(
    corpus: tuple[tuple[Claim, ...], tuple[Document, ...]], names: list[str]
) -> None:
    claims, documents = corpus
    new = dict(zip(SIDES, names, strict=True))
    fair = replace(THEATRE, sources={k: s for k, s in THEATRE.sources.items() if s.leaning is None})

    def rename(side: str | None) -> str | None:
        return new[side] if side is not None else None

    renamed = build_history(
        [replace(c, actor=rename(c.actor), from_actor=rename(c.from_actor)) for c in claims], documents, fair
    )
    expected = [
        replace(
            i,
            holder=rename(i.holder),
            shares={new[s]: share for s, share in i.shares.items()},
            parts={part: new[s] for part, s in i.parts.items()},
        )
        for i in build_history(claims, documents, fair).intervals
    ]
    assert list(renamed.intervals) == expected


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(0, 300), sides), max_size=12, unique_by=lambda g: g[0] // 4))
def test_plain_gains_days_apart_give_each_day_to_the_last_winner(gains: list[tuple[int, str]]) -> None:
    documents = [Document(id=f"d{n}", text=f"Text {n}", publisher=f"P{n}") for n in range(len(gains))]
    template = Claim(
        claim_id="",
        document="",
        event=Event.GAIN,
        place=None,
        place_id="far",
        place_text="",
        within=None,
        actor=None,
        actor_text=None,
        from_actor=None,
        extent=Extent.WHOLE,
        part=None,
        date_earliest=None,
        date_latest=None,
        date_edtf=None,
        date_basis=DateBasis.STATED,
        polarity=Polarity.ASSERTED,
        background=False,
        reported_by=(),
        quote="Text",
        start=0,
        end=4,
        framing="",
        rule="",
        confidence=1.0,
    )
    claims = [
        replace(
            template,
            claim_id=f"c{n}",
            document=f"d{n}",
            actor=side,
            date_earliest=FIRST + dt.timedelta(at),
            date_latest=FIRST + dt.timedelta(at),
        )
        for n, (at, side) in enumerate(gains)
    ]
    history = build_history(claims, documents, THEATRE)
    for n in range(0, 310, 3):
        at = FIRST + dt.timedelta(n)
        known = [side for when, side in sorted(gains) if when <= n]
        drawn = history.at(at).get("far")
        assert (drawn.holder if drawn else None) == (known[-1] if known else None)
