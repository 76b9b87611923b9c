"""From a document's text to its control claims: clauses read by grammar, every claim with its verbatim quote.

`Extractor(theatre).extract(document)` is the door; `AnyExtractor` finds each article's theatre by itself.
docs/extraction.md tells how it reads.
"""

from pipelines.extract.choose import GENERIC, AnyExtractor, covered_theatres, make_reader
from pipelines.extract.extractor import Extraction, Extractor, dated

__all__ = [
    "GENERIC",
    "AnyExtractor",
    "Extraction",
    "Extractor",
    "covered_theatres",
    "dated",
    "make_reader",
]
