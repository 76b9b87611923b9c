"""A score in words: a record for JSON, lines for a terminal, Markdown tables for the results page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.score import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipelines.score import Score, Tally

MAX_QUOTE_CHARS = 120


def score_record(score: Score) -> dict[str, Any]:
    """Return the JSON object of a score: counts as they are, shares as 0-1 with three decimals, None if not asked."""
    return {
        "documents": score.documents,
        "bad_quotes": score.bad_quotes,
        "no_change_documents": score.quiet_documents,
        "of_them_with_false_alarm": score.false_alarm_documents,
        "dates": {**score.days, **{f"no gold day: {key}": n for key, n in score.undated.items()}},
        "dates_near": _rounded(score.days_near),
        "extent_right": _rounded(score.extent_right),
        **{f"{family}.strict": tally_record(score.strict[family]) for family in FAMILIES},
        **{f"{family}.place": tally_record(score.place[family]) for family in FAMILIES},
        "events": {event: tally_record(tally) for event, tally in score.events.items()},
        "confusions": [
            {"gold": pair.gold, "predicted": pair.predicted, "count": count}
            for pair, count in _by_count(score)
        ],
    }


def tally_record(tally: Tally) -> dict[str, float | int]:
    """Return the JSON object of a tally."""
    shares = {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1}
    return {
        **{key: round(value, 3) for key, value in shares.items()},
        "right": tally.right,
        "false": tally.false,
        "missed": tally.missed,
    }


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


def _by_count(score: Score) -> list[Any]:
    return sorted(score.confusions.items(), key=lambda item: (-item[1], item[0].gold, item[0].predicted))


def score_lines(score: Score, *, faults: bool = False) -> Iterator[str]:
    """Yield a score as lines for a terminal; with `faults`, every false alarm and every miss."""
    yield f"{'':16}{'precision':>10}{'recall':>8}{'F1':>8}{'right':>7}{'false':>7}{'missed':>8}"
    for name, tally in _named_tallies(score):
        numbers = f"{tally.precision:>10.3f}{tally.recall:>8.3f}{tally.f1:>8.3f}"
        yield f"{name:16}{numbers}{tally.right:>7}{tally.false:>7}{tally.missed:>8}"
    yield f"documents {score.documents}, quotes that do not stand {score.bad_quotes}"
    quiet = f"{score.false_alarm_documents} of {score.quiet_documents}"
    yield f"documents without a change but with a false alarm {quiet}"
    yield f"days within one day {_share(score.days_near)} ({_counts(score.days)})"
    yield f"gold rows without a day: {_counts(score.undated)}"
    yield f"whole or part right {_share(score.extent_right)}"
    for pair, count in _by_count(score):
        yield f"taken for another {count}x: {pair.gold} read as {pair.predicted}"
    if faults:
        for f in score.faults:
            yield f"{f.kind}: {f.document}: {f.event} {f.place} ({f.actor or 'no side'}): {_short(f.quote)}"


def _named_tallies(score: Score) -> Iterator[tuple[str, Tally]]:
    for family in FAMILIES:
        yield f"{family}, strict", score.strict[family]
    yield from score.events.items()
    for family in FAMILIES:
        yield f"{family}, place", score.place[family]


def _share(share: float | None) -> str:
    return "not asked" if share is None else f"{share:.1%}"


def _counts(counts: object) -> str:
    items = counts.items() if isinstance(counts, dict) else ()
    return ", ".join(f"{key} {n}" for key, n in sorted(items)) or "none"


def _short(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= MAX_QUOTE_CHARS else flat[: MAX_QUOTE_CHARS - 1] + "…"


def event_table(score: Score) -> str:
    """Return a Markdown table with a row for each family and event."""
    head = [
        "| | precision | recall | F1 | right | false | missed |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    rows = (
        f"| {name} | {t.precision:.3f} | {t.recall:.3f} | {t.f1:.3f} | {t.right} | {t.false} | {t.missed} |"
        for name, t in _named_tallies(score)
    )
    return "\n".join([*head, *rows])


def confusion_table(score: Score) -> str:
    """Return a Markdown table of what was taken for something else, the most frequent first."""
    pairs = [f"| {pair.gold} | {pair.predicted} | {count} |" for pair, count in _by_count(score)]
    return "\n".join(["| gold | read as | times |", "| --- | --- | --- |", *pairs]) if pairs else "None."


def miss_table(score: Score, *, texts: bool) -> str:
    """Return a Markdown table of misses and false alarms; without `texts` only document, event and side."""
    head = "| document | fault | event | side |" + (" place | words |" if texts else "")
    ruler = "| --- " * (6 if texts else 4) + "|"
    rows = (
        f"| {_cell(f.document)} | {f.kind} | {f.event} | {f.actor or 'none'} |"
        + (f" {_cell(f.place)} | {_cell(_short(f.quote))} |" if texts else "")
        for f in score.faults
    )
    return "\n".join([head, ruler, *_counted_once(rows)]) if score.faults else "None."


def _counted_once(rows: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(rows))


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def summary_lines(score: Score) -> list[str]:
    """Return the figures beside the tally table as Markdown list items."""
    return [
        f"- {score.documents} documents; quotes that do not stand at their place: {score.bad_quotes}",
        f"- documents without a change: {score.quiet_documents}, with a false alarm: {score.false_alarm_documents}",
        f"- days of right changes within one day: {_share(score.days_near)} ({_counts(score.days)})",
        f"- right changes whose gold row has no day: {_counts(score.undated)}",
        f"- whole or part right: {_share(score.extent_right)}",
    ]
