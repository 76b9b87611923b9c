"""Reading articles of any war: each with the theatre that it is about, the generic lexicon where none covers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gazetteer import load_theatre, theatres
from pipelines.extract.extractor import Extraction, Extractor
from pipelines.extract.theatres import TheatreFinder

if TYPE_CHECKING:
    from pipelines.model import Document

GENERIC = "world"
"""The theatre without places whose lexicon reads the wars that no other theatre covers."""


class AnyExtractor:
    """An extractor that finds the theatre of each article by itself."""

    def __init__(self) -> None:
        """Load every theatre that ships; their extractors are made when first needed."""
        self.finder = TheatreFinder([load_theatre(t) for t in theatres() if t != GENERIC])
        self._made: dict[str, Extractor] = {}

    def theatre_of(self, document: Document) -> str:
        """Return the id of the theatre that an article is read with."""
        found = self.finder.find(document)
        return found.theatre_id if found is not None else GENERIC

    def extract(self, document: Document) -> Extraction:
        """Return the claims of an article, read with its own theatre."""
        theatre_id = self.theatre_of(document)
        if theatre_id not in self._made:
            self._made[theatre_id] = Extractor(load_theatre(theatre_id))
        return self._made[theatre_id].extract(document)
