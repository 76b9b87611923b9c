"""Properties of folding and matching that hold for any text."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st

from gazetteer import Matcher, load_theatre
from gazetteer.fold import fold, fold_with_offsets
from gazetteer.guards import HINDERING, may_hinder, names_a_body, word_before
from gazetteer.model import Name, Theatre
from gazetteer.spellings import spellings, tidy
from gazetteer.translit import name_keys
from gazetteer.unlisted import MAX_TOKEN

SYRIA = load_theatre("syria")
MATCHER = Matcher(SYRIA)
NAMES = [n.text for p in SYRIA.places.values() for n in p.names]
WORDS = st.one_of(
    st.sampled_from(NAMES),
    st.sampled_from(
        [
            "The army took",
            "in",
            ",",
            "'s",
            "’",
            "\n",
            "al-",
            "و",
            "ـ",
            "\u064e",
            "İ",
            "ß",
            "ﬁ",
            "\u200f",
            "of",
        ]
    ),
    st.text(max_size=8),
)
TEXTS = st.lists(WORDS, max_size=14).map(" ".join)


@given(st.text())
@example("İstanbul ﬁrst ß ـ ”")
def test_folding_is_idempotent(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text())
def test_offsets_lead_back_into_the_text(text: str) -> None:
    folded = fold_with_offsets(text)
    if folded.offsets is None:
        assert len(folded.text) == len(text)
    else:
        assert len(folded.offsets) == len(folded.text) + 1
        assert list(folded.offsets) == sorted(folded.offsets)
        assert folded.offsets[-1] == len(text)


def test_what_is_remembered_of_texts_is_bounded_in_size() -> None:
    matcher = Matcher(SYRIA)
    matcher.find("Troops took " + "Xoanon" * 20_000 + " and " + "\n".join(["Hanano"] * 20_000))
    remembered = [*matcher._unlisted._tokens, *matcher._unlisted._begins]
    assert remembered
    assert max(map(len, remembered)) <= MAX_TOKEN


BESIDE = st.sampled_from(
    ["sheikh", "Sheikh", "(Sheikh", "((Sheikh", "al-", "Tel", "Mr", "x", "“Abu", "the", "", "\n"]
)
AFTER = st.sampled_from(
    ["TV", "TV,", "tv.", "Military Council", "Radio", "channel)", "time", "'s", "", "TVs"]
)


@settings(deadline=None, max_examples=400)
@given(BESIDE, st.sampled_from(NAMES), AFTER, st.sampled_from([" ", "  ", ""]))
@example("Sheikh", "Maskanah", "", " ")
@example("", "Aleppo", "TV.", " ")
def test_a_name_that_nothing_may_hinder_is_no_part_of_a_longer_one(
    before: str, name: str, after: str, gap: str
) -> None:
    text = f"In {before}{gap}{name} {after}"
    low = fold_with_offsets(text).text
    start = len(f"In {before}{gap}")
    end = start + len(name)
    if len(low) == len(text) and not may_hinder(low, start, end):
        assert word_before(low, start) not in HINDERING
        assert not names_a_body(low, end)


@settings(deadline=None)
@given(TEXTS)
def test_listed_names_are_found_alone_as_among_all(text: str) -> None:
    assert set(MATCHER.find_listed(text)) <= set(MATCHER.find(text))


@settings(deadline=None)
@given(TEXTS)
def test_mentions_slice_back_to_their_surface_and_never_overlap(text: str) -> None:
    before = text
    found = MATCHER.resolve(text, MATCHER.find(text))
    assert text == before
    reached = 0
    for mention in found:
        assert text[mention.start : mention.end] == mention.surface
        assert mention.surface.strip() == mention.surface
        assert mention.start >= reached
        reached = mention.end
        assert mention.candidates
        assert mention.place_id is None or mention.place_id in SYRIA.places


@settings(deadline=None)
@given(TEXTS)
def test_matching_is_repeatable(text: str) -> None:
    assert MATCHER.find(text) == MATCHER.find(text)


@given(st.sampled_from(NAMES))
def test_every_listed_name_is_looked_up_to_a_place_that_bears_it(name: str) -> None:
    best = MATCHER.lookup(name, limit=20)
    bearers = {p.place_id for p in SYRIA.places.values() if name in {n.text for n in p.names}}
    assert bearers <= {c.place_id for c in best if c.score == 1.0}


@given(st.sampled_from(NAMES))
def test_a_name_is_among_its_own_spellings_and_keys_are_stable(name: str) -> None:
    assert tidy(name) in spellings(name)
    assert (
        name_keys(name) == name_keys(name.upper()) or not name.isascii() or any(c.isupper() for c in name[1:])
    )


def with_alias(place_id: str, alias: str) -> Theatre:
    place = SYRIA.places[place_id]
    more = replace(place, names=(*place.names, Name(text=alias)))
    return replace(SYRIA, places={**SYRIA.places, place_id: more})


@settings(deadline=None, max_examples=8)
@given(st.sampled_from(sorted(SYRIA.places)), st.sampled_from(NAMES))
def test_an_alias_more_never_takes_away_the_exact_match_of_another_place(place_id: str, alias: str) -> None:
    before = {c.place_id for c in MATCHER.lookup(alias, limit=50) if c.score == 1.0}
    after = {
        c.place_id for c in Matcher(with_alias(place_id, alias)).lookup(alias, limit=50) if c.score == 1.0
    }
    assert before <= after
    assert place_id in after
