"""What describes a place without commas: "the small, mostly deserted village of X", "X in the north of the country"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.text.describing import ABOUT, SIDED_ENDS, TOWNS, follows_name
from pipelines.extract.vocabulary.countries import DEMONYMS
from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM
from pipelines.extract.vocabulary.place_words import FAITHS
from pipelines.extract.vocabulary.words import DIRECTION_WORDS, NUMBERS, PREPOSITIONS, PRONOUNS, words

if TYPE_CHECKING:
    from pipelines.extract.text.sentences import Token

_HEADS_COUNTED = words("people residents inhabitants souls")
_OF_NUMBERS = words("a half quarter million thousand hundred than and once")
MAX_HEADCOUNT = 8
"""Within how many words "of about one and a half million people" ends."""
_LANDS = words("country province region state governorate territory county oblast island enclave")
_PEOPLES = words("kurdish arab turkmen tuareg serb croat pashtun hazara uzbek tajik tutsi hutu fulani")
MAX_EPITHETS = 9
"""How many words may stand between an article and the kind of a place."""
_ARTICLES = words("the a an its their")
_KEPT = DIRECTION_WORDS.keys() | words("last only sole first former")


def without_epithets(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens without what describes a place where no comma parts it; offsets stay."""
    return _without_quarters(_without_adjectives(tokens))


def _without_adjectives(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens without "small, mostly deserted" in "the small, mostly deserted village of X"."""
    kinds = [k for k in range(3, len(tokens) - 2) if tokens[k].low in TOWNS and tokens[k + 1].low == "of"]
    dropped: set[int] = set()
    for kind in (k for k in kinds if tokens[k + 2].is_capital or "-" in tokens[k + 2].text):
        near = range(kind - 1, max(0, kind - MAX_EPITHETS), -1)
        opens = next((k for k in near if tokens[k].low in _ARTICLES), None)
        run = tokens[opens + 1 : kind] if opens is not None else []
        if opens is not None and any(t.low in (",", "and") for t in run) and all(map(_epithet, run)):
            dropped |= {k for k in range(opens + 1, kind) if not _tells_more(tokens[k].low)}
    return [token for k, token in enumerate(tokens) if k not in dropped] if dropped else tokens


def _epithet(token: Token) -> bool:
    """Say whether a word may stand among those that describe a town: no name, no side, no verb but a participle."""
    low = token.low
    if low in (",", "and") or low in FAITHS or low in DEMONYMS or low in _PEOPLES or _tells_more(low):
        return True
    form = FORMS.get(low, NO_FORM)
    deed = bool(form.tenses) and not form.tenses & {"pp", "ing"}
    return token.text[0].islower() and not deed and low not in PREPOSITIONS


def _tells_more(low: str) -> bool:
    """Say whether a word before a kind tells more than how a place looks: "northern", "last", "rebel-held"."""
    return low in _KEPT or low.endswith(SIDED_ENDS)


def _without_quarters(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens without "itself" and "in the north of the country" behind a name."""
    kept: list[Token] = []
    at = 0
    while at < len(tokens):
        behind = _quarter(tokens, at) if kept and follows_name(kept, len(kept)) else _headcount(tokens, at)
        kept += tokens[at : at + 1] if behind == at else []
        at = max(behind, at + 1)
    return kept


def _headcount(tokens: list[Token], at: int) -> int:
    """Return the token behind "of five million people" that follows a town at token `at`, `at` where none stands."""
    if at == 0 or tokens[at].low != "of" or tokens[at - 1].low not in TOWNS:
        return at
    near = range(at + 2, min(at + MAX_HEADCOUNT, len(tokens)))
    people = next((k for k in near if tokens[k].low in _HEADS_COUNTED), at)
    counts = (tokens[k].low for k in range(at + 1, people))
    counted = all(low[0].isdigit() or low in NUMBERS or low in ABOUT | _OF_NUMBERS for low in counts)
    return people + 1 if people > at and counted else at


def _quarter(tokens: list[Token], at: int) -> int:
    """Return the token behind "itself" or "in the north of the country" at token `at`, `at` where neither stands."""
    lows = [token.low for token in tokens[at : at + 6]]
    if lows[:1] == ["itself"] and tokens[at - 1].low not in PRONOUNS:
        return at + 1
    in_quarter = lows[:2] == ["in", "the"] and lows[2:3] != [] and lows[2] in DIRECTION_WORDS
    if in_quarter and lows[3:5] == ["of", "the"] and lows[5:6] != [] and lows[5] in _LANDS:
        return at + 6
    return at
