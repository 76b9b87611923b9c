"""Reading a sentence for its counts, shares and areas, with the shipped theatre."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from gazetteer import Matcher, load_theatre
from pipelines.extract import extractor
from pipelines.model import Aggregate, Document

if TYPE_CHECKING:
    from collections.abc import Callable

    from gazetteer.model import Theatre
    from pipelines.extract.text.sentences import Sentence

SUNDAY = dt.date(2016, 11, 27)


class _Reader(extractor.Extractor):
    """An extractor that reads every sentence, whether or not a control word stands in it."""

    def _live(self, low: str, sentences: list[Sentence]) -> set[int]:
        del low
        return {s.index for s in sentences}


@pytest.fixture(scope="session")
def syria() -> Theatre:
    """Return the shipped theatre."""
    return load_theatre("syria")


@pytest.fixture(scope="session")
def matcher(syria: Theatre) -> Matcher:
    """Return the matcher of the shipped theatre."""
    return Matcher(syria)


@pytest.fixture(scope="session")
def _syrian(syria: Theatre, matcher: Matcher) -> _Reader:
    return _Reader(syria, matcher)


@pytest.fixture(scope="session")
def _generic() -> _Reader:
    return _Reader(load_theatre("world"))


def _reading(reader: _Reader) -> Callable[[str], tuple[Aggregate, ...]]:
    """Return a function that reads the aggregates of a text published on Sunday 27 November 2016."""
    return lambda text: reader.extract(Document(id="d", text=text, published=SUNDAY)).aggregates


@pytest.fixture(scope="session")
def aggregates_of(_syrian: _Reader) -> Callable[[str], tuple[Aggregate, ...]]:
    """Return a function that reads the aggregates of a text with the shipped theatre."""
    return _reading(_syrian)


@pytest.fixture(scope="session")
def generic_aggregates_of(_generic: _Reader) -> Callable[[str], tuple[Aggregate, ...]]:
    """Return a function that reads the aggregates of a text with the generic lexicon alone."""
    return _reading(_generic)
