"""Reading articles of any war: each with the theatre that it is about, the generic lexicon where none covers it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from gazetteer import load_theatre, theatres
from pipelines.extract.extractor import Extraction, Extractor
from pipelines.extract.text.respacing import as_printed
from pipelines.extract.theatres import TheatreFinder

if TYPE_CHECKING:
    from pipelines.model import Document

GENERIC = "world"
"""The theatre without places whose lexicon reads the wars that no other theatre covers."""


class Reader(Protocol):
    """What finds the claims of one article: the grammar, or a second reader."""

    def extract(self, document: Document) -> Extraction:
        """Return what the article says of control."""


class UnknownReaderError(ValueError):
    """The reader that was asked for does not exist or lacks what it needs."""


def make_reader(name: str, theatre: str, endpoint: str | None, model: str) -> Reader:
    """Return the reader called `rules` or `llm` for a theatre's id, or `auto` for each article's own.

    A language model (`llm`) is asked only where it is named, at `endpoint`, and needs one theatre.

    Raises:
        UnknownReaderError: no such reader, or `llm` without an endpoint or a theatre.
        TheatreNotFoundError: no such theatre.
    """
    if name == "rules":
        return AnyExtractor() if theatre == "auto" else Extractor(load_theatre(theatre))
    if name != "llm":
        raise UnknownReaderError(f"`--extractor`: `{name}` is no reader - use `rules` or `llm`")
    if endpoint is None or theatre == "auto":
        raise UnknownReaderError(
            "`--extractor llm` needs `--endpoint URL` and one `--theatre`, such as `syria`"
        )
    from pipelines.extract.llm import LlmExtractor  # noqa: PLC0415  (httpx is installed only for it)

    return LlmExtractor(load_theatre(theatre), endpoint, model)


def covered_theatres() -> TheatreFinder:
    """Return the finder of the theatres that ship."""
    return TheatreFinder([load_theatre(t) for t in theatres() if t != GENERIC])


class AnyExtractor:
    """An extractor that finds the theatre of each article by itself."""

    def __init__(self) -> None:
        """Load every theatre that ships; their extractors are made when first needed."""
        self.finder = covered_theatres()
        self._made: dict[str, Extractor] = {}

    def theatre_of(self, document: Document) -> str:
        """Return the id of the theatre that an article is read with."""
        found = self.finder.find(as_printed(document)[0])
        return found.theatre_id if found is not None else GENERIC

    def extract(self, document: Document) -> Extraction:
        """Return the claims of an article, read with its own theatre."""
        theatre_id = self.theatre_of(document)
        if theatre_id not in self._made:
            self._made[theatre_id] = Extractor(load_theatre(theatre_id))
        return self._made[theatre_id].extract(document)
