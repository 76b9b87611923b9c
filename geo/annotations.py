"""Claims as W3C Web Annotations, so that annotation tools show them on the article.

Each claim selects its words twice, by quote with its surroundings (TextQuoteSelector) and by position
(TextPositionSelector), as https://www.w3.org/TR/annotation-model/ asks; where it comes from is said in PROV-O
(https://www.w3.org/TR/prov-o/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from geo.snapshot import GENERATOR
from pipelines.claims_io import claim_record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipelines.model import Claim, Document

CONTEXT: Final = [
    "http://www.w3.org/ns/anno.jsonld",
    {"prov": "http://www.w3.org/ns/prov#", "whoholds": "urn:whoholds:"},
]
AROUND: Final = 40
"""Characters of text on either side of a quote, so that it can be found again where offsets have moved."""


def annotation(claim: Claim, document: Document) -> dict[str, Any]:
    """Return one claim as an annotation of its document's text (offsets in Unicode code points)."""
    text = document.text
    source = document.url or f"urn:whoholds:document:{document.text_sha256}"
    said = {f"whoholds:{key}": value for key, value in claim_record(claim).items() if key not in _ELSEWHERE}
    return {
        "id": f"urn:whoholds:claim:{claim.claim_id}",
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"type": "Software", "name": GENERATOR},
        "body": {"type": "Dataset", "value": _words(claim), **said},
        "target": {
            "source": source,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": claim.quote,
                    "prefix": text[max(0, claim.start - AROUND) : claim.start],
                    "suffix": text[claim.end : claim.end + AROUND],
                },
                {"type": "TextPositionSelector", "start": claim.start, "end": claim.end},
            ],
        },
        "prov:wasDerivedFrom": source,
        "prov:wasAttributedTo": [*claim.reported_by, *([document.publisher] if document.publisher else [])],
        "prov:wasGeneratedBy": f"urn:whoholds:rule:{claim.rule}",
    }


_ELSEWHERE: Final = frozenset({"claim_id", "quote", "start", "end", "reported_by"})


def _words(claim: Claim) -> str:
    denied = "denied: " if claim.polarity == "denied" else ""
    return (
        f"{denied}{claim.event.value} of {claim.place or claim.place_text} by {claim.actor or 'nobody named'}"
    )


def annotation_page(claims: Iterable[Claim], documents: Mapping[str, Document]) -> dict[str, Any]:
    """Return all claims whose document is at hand as one annotation page (JSON-LD), in their order."""
    items = [annotation(c, documents[c.document]) for c in claims if c.document in documents]
    return {"@context": CONTEXT, "id": "urn:whoholds:claims", "type": "AnnotationPage", "items": items}
