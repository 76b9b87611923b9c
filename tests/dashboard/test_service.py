"""Questions about a made-up world, answered in the words that the page shows."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import pytest

from dashboard import look, service, sourcing, tables
from dashboard.filters import Wanted, choose_changes, choose_claims, in_days, place_ids
from dashboard.sourcing import By
from pipelines.history import build_history
from pipelines.model import Extent, Polarity
from tests.dashboard.made_world import HOSTILE, SUNDAY, world
from tests.dashboard.test_text import seen

if TYPE_CHECKING:
    from pipelines.model import History

WORLD = world()


def history(**options: object) -> History:
    return build_history(
        WORLD.claims.values(),
        WORLD.documents.values(),
        WORLD.theatre,
        **options,  # type: ignore[arg-type]
    )


def test_a_change_reads_as_one_sentence() -> None:
    (line,) = service.change_lines(WORLD, history(), place_id="alpha")
    assert line.sentence == (
        "27 Nov 2016: Alpha, Opposition → Government, 2 independent of 2 reports, Al-Manar · SANA"
    )
    assert line.grade[0] == "C"
    assert [e.publisher for e in line.evidence] == ["Press One", "Press Two"]


def test_a_day_has_the_changes_that_may_have_happened_on_it() -> None:
    view = history()
    assert [line.place for line in service.change_lines(WORLD, view, day=SUNDAY)] == ["Alpha"]
    assert service.change_lines(WORLD, view, day=dt.date(2016, 11, 28)) == ()
    assert service.neighbours(view, dt.date(2016, 11, 28)) == (SUNDAY, None)
    assert service.neighbours(view, SUNDAY) == (None, None)


def test_what_the_map_leaves_out_is_counted_with_its_reason() -> None:
    tally = service.tally(WORLD, history())
    assert (tally.documents, tally.undated_documents, tally.claims, tally.changes) == (3, 1, 5, 1)
    assert tally.unmapped == sum(n for _, n in tally.reasons)
    assert {"undated", "unplaced"} <= {reason for reason, _ in tally.reasons}


def test_only_claims_of_a_chosen_source_count() -> None:
    (line,) = service.change_lines(WORLD, history(sources=("SANA",)))
    assert line.reports == "1 independent of 1 report"


def test_the_download_is_the_day_that_is_shown() -> None:
    day = json.loads(service.day_geojson(WORLD, history(), SUNDAY))
    holders = {f["properties"]["place_id"]: f["properties"]["holder"] for f in day["features"]}
    assert day["snapshot"]["date"] == "2016-11-27"
    assert holders["alpha"] == "government"
    assert holders["beta"] == "opposition"
    assert holders["gamma"] is None


FILTERS = [
    (Wanted(), ["a1", "b1", "a2", "g1", "n1"]),
    (Wanted(places=frozenset({"alpha"})), ["a1", "a2"]),
    (Wanted(sources=frozenset({"SANA"})), ["a1"]),
    (Wanted(sources=frozenset({"Press One"})), ["a1", "b1"]),
    (Wanted(publishers=frozenset({"Press Two"})), ["a2"]),
    (Wanted(events=frozenset({"hold"})), ["b1"]),
    (Wanted(sides=frozenset({"opposition"})), ["a1", "b1"]),
    (Wanted(statuses=frozenset({"corroborated"})), ["a1", "a2"]),
    (Wanted(grades=frozenset({"6"})), []),
    (Wanted(text="RECAPTURED alpha FROM"), ["a1"]),
    (Wanted(first=SUNDAY, last=SUNDAY), ["a1", "b1", "a2"]),
    (Wanted(first=dt.date(2017, 1, 1)), []),
    (Wanted(events=frozenset({"gain"}), text="gamma"), ["g1"]),
]


@pytest.mark.parametrize(("wanted", "ids"), FILTERS)
def test_each_filter_keeps_what_it_says(wanted: Wanted, ids: list[str]) -> None:
    assert [claim.claim_id for claim in choose_claims(WORLD, wanted, history())] == ids


def test_a_place_is_found_by_id_and_any_spelling() -> None:
    assert place_ids(WORLD.theatre, "ALFA") == place_ids(WORLD.theatre, "alpha") == {"alpha"}
    assert place_ids(WORLD.theatre, "Atlantis") == frozenset()


D = dt.date


@pytest.mark.parametrize(
    ("earliest", "latest", "first", "last", "fits"),
    [
        (None, None, None, None, True),
        (None, None, D(2016, 1, 1), None, False),
        (D(2016, 1, 1), D(2016, 1, 3), D(2016, 1, 3), None, True),
        (D(2016, 1, 1), D(2016, 1, 3), D(2016, 1, 4), None, False),
        (D(2016, 1, 1), D(2016, 1, 3), None, D(2015, 12, 31), False),
        (None, D(2016, 1, 3), None, D(2015, 12, 31), True),
        (D(2016, 1, 1), None, D(2020, 1, 1), None, True),
    ],
)
def test_days_that_may_be_count(
    earliest: dt.date | None,
    latest: dt.date | None,
    first: dt.date | None,
    last: dt.date | None,
    *,
    fits: bool,
) -> None:
    assert in_days(earliest, latest, first, last) is fits


def test_changes_are_chosen_by_place_and_day() -> None:
    changes = history().changes
    assert choose_changes(changes, Wanted(places=frozenset({"beta"}))) == ()
    assert choose_changes(changes, Wanted(first=SUNDAY)) == changes


def test_a_denied_claim_is_called_denied_where_its_event_stands() -> None:
    claim = replace(next(iter(WORLD.claims.values())), polarity=Polarity.DENIED)
    table = tables.claims_table(WORLD, [claim], history())
    assert table["Event"].tolist() == [f"{claim.event}, denied"]


def test_an_unplaced_place_goes_by_its_name_not_by_the_words_that_stand_for_it() -> None:
    known_as = replace(
        next(iter(WORLD.claims.values())), place_id=None, place="Zorin", place_text="this town"
    )
    unnamed = replace(known_as, place=None)
    shown = tables.claims_table(WORLD, [known_as, unnamed], history())
    assert shown["Place"].tolist() == ["Zorin", "this town"]


@pytest.mark.parametrize("columns", [tables.FIRST_COLUMNS, tables.DRAFT_COLUMNS], ids=["claims", "draft"])
def test_a_claim_about_a_part_says_so_before_any_column_is_chosen(columns: tuple[str, ...]) -> None:
    claim = replace(next(iter(WORLD.claims.values())), extent=Extent.PART, part=None)
    shown = tables.claims_table(WORLD, [claim], history())[list(columns)]
    assert shown["Part"].tolist() == ["part"]


def test_the_table_says_why_a_claim_is_not_on_the_map() -> None:
    view = history()
    table = tables.claims_table(WORLD, WORLD.claims.values(), view)
    shown = dict(zip(WORLD.claims, table["On the map"], strict=True))
    assert shown["a1"] == "yes"
    assert shown["g1"] == "no: undated"
    assert shown["n1"] == "no: unplaced"
    assert list(table["When"])[:1] == ["27 Nov 2016"]


def test_downloads_hold_what_is_shown_and_run_nothing() -> None:
    table = pd.DataFrame({"Place": ["=1+1", "Alpha"], "Quote": ["@x", "ok"]})
    written = tables.to_csv(table, ["Place", "Quote"])
    back = pd.read_csv(io.StringIO(written))
    assert back.to_dict("list") == {"Place": ["'=1+1", "Alpha"], "Quote": ["'@x", "ok"]}
    lines = [json.loads(line) for line in tables.claims_jsonl(WORLD.claims.values()).splitlines()]
    assert [line["claim_id"] for line in lines] == list(WORLD.claims)


def test_a_source_is_told_with_its_denominators() -> None:
    rows = {row.name: row for row in sourcing.source_rows(WORLD, history(), By.ORIGIN)}
    assert (rows["SANA"].claims, rows["SANA"].compared, rows["SANA"].confirmed) == (1, 1, 1)
    assert rows["Al-Manar"].delay_days == 1
    assert rows["SANA"].words == (("gain", "recaptured", 1),)
    undated = next(row for name, row in rows.items() if name.startswith("<script>"))
    assert undated.delay_days is None
    shown = sourcing.rows_table(rows.values()).set_index("Source")
    assert shown.loc["SANA", "Confirmed by another"] == "1 of 1"
    assert shown.loc["Al-Manar", "Median delay"] == "1 d (1 of 1 claims)"


def test_two_publishers_of_one_change_agree() -> None:
    pairs = sourcing.agreement(WORLD, history(), By.PUBLISHER)
    assert pairs[("Press One", "Press Two")] == (1, 0)


def test_the_matrix_says_both_ways_who_agrees_and_who_does_not() -> None:
    found = sourcing.shared_changes({("A", "B"): (3, 1), ("B", "C"): (0, 2)})
    assert (found.names, found.left_out) == (("B", "A", "C"), 0)
    assert found.cells == ((None, (3, 1), (0, 2)), ((3, 1), None, None), ((0, 2), None, None))
    shown = re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", look.matrix(found))
    assert shown == [
        *("Source", "B", "A", "C"),
        *("B", "–", "3 agree<br>1 disagree", "0 agree<br>2 disagree"),
        *("A", "3 agree<br>1 disagree", "–", "–"),
        *("C", "0 agree<br>2 disagree", "–", "–"),
    ]


def test_the_matrix_of_many_sources_counts_those_left_out() -> None:
    pairs = {(f"S{i:02}", f"S{i + 1:02}"): (1, 0) for i in range(40)}
    found = sourcing.shared_changes(pairs)
    assert (len(found.names), len(found.cells), found.left_out) == (24, 24, 17)


def test_a_hostile_name_stays_text_in_the_matrix() -> None:
    html = look.matrix(sourcing.shared_changes({(HOSTILE, "Z"): (1, 0)}))
    assert {tag.split()[0] for tag in seen(html).tags} <= {
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
    }
    assert "\u202e" not in html


def test_hostile_names_and_articles_become_no_tag() -> None:
    evidence = service.evidence_for(WORLD, ("g1", "n1"))
    html = "".join(look.quote(e) for e in evidence)
    html += look.document_line(WORLD.documents["three"]) + look.article(
        WORLD.documents["three"].text, [(0, 9)]
    )
    tags = {tag.split()[0] for tag in seen(html).tags}
    assert tags <= {"blockquote", "mark", "strong", "footer", "li", "div"}
    assert "\u202e" not in html
    assert "javascript:" not in html


def test_a_change_card_says_side_to_side_and_keeps_more_quotes_folded() -> None:
    (line,) = service.change_lines(WORLD, history())
    page = seen(look.change_card(WORLD.theatre, line))
    assert "Opposition → Government" in page.text
    assert "2 independent of 2 reports" in page.text
    assert "1 more quote" in page.text
    assert "SANA, in Press One, 27 Nov 2016" in page.text
