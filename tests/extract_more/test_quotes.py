"""The words that are quoted for a claim name the side as the text does."""

from __future__ import annotations

import pytest

from gazetteer import load_theatre
from pipelines.extract import Extractor
from pipelines.model import Document

REPORTS = {
    "On Tuesday South Sudan's army retook the town of Bentiu.": "South Sudan's army",
    "On Tuesday South Sudanese troops retook the town of Bentiu.": "South Sudanese troops",
    "On Tuesday Sudan's army retook the town of Heglig.": "Sudan's army",
}


@pytest.mark.parametrize(("text", "side"), REPORTS.items())
def test_the_quote_opens_with_the_whole_name_of_the_side(text: str, side: str) -> None:
    claims = Extractor(load_theatre("world")).extract(Document(id="d", text=text)).claims
    assert [claim.quote.startswith(side) for claim in claims] == [True]
