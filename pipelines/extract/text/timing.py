"""Days as the grammar expects them: "withdrew at dawn on Tuesday", "withdrew Tuesday" read as "withdrew on Tuesday".

When something happened is read from the text itself (`dates/`); the grammar only needs to know that a day stands there.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.words import ADVERBS, DAYTIMES, KINDS, PREPOSITIONS, WEEKDAYS, words

if TYPE_CHECKING:
    from pipelines.extract.text.sentences import Token

_HOURS = words("dawn daybreak dusk nightfall sunrise sunset noon midday midnight")
_AT = words("at before after around by shortly just near")
_PARTICLES = words("out in back over down up off away")
_BEFORE_DAY = words("early late")
_BOUND = PREPOSITIONS | words(
    "on last this next every each past previous following black bloody good the that since early late"
)
"""What a weekday belongs to that stands behind it."""


def with_plain_days(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens with "on" before every weekday, and no hour of it; offsets stay."""
    days = [k for k, token in enumerate(tokens) if token.low in WEEKDAYS and token.is_capital]
    if not days:
        return tokens
    put: dict[int, Token] = {}
    dropped: set[int] = set()
    for day in days:
        on = day - 1 if tokens[day - 1].low == "on" else day
        opens = on - (on > 0 and tokens[on - 1].low in _BEFORE_DAY)
        if on == day and not _stands_alone(tokens, opens):
            continue
        if on == day:
            put[day] = replace(tokens[day], end=tokens[day].start, text="on", low="on")
        dropped |= set(range(opens, on))
        if opens > 1 and tokens[opens - 1].low in _HOURS and tokens[opens - 2].low in _AT:
            dropped |= {opens - 2, opens - 1}
        if day + 1 < len(tokens) and tokens[day + 1].low in DAYTIMES:
            dropped.add(day + 1)
    if not put and not dropped:
        return tokens
    kept: list[Token] = []
    for k, token in enumerate(tokens):
        kept += [put[k]] if k in put else []
        kept += [] if k in dropped else [token]
    return kept


def _stands_alone(tokens: list[Token], day: int) -> bool:
    """Say whether a weekday tells when, right behind a verb, a name or a place: "took Najaf Friday"."""
    if day == 0:
        return False
    before = tokens[day - 1]
    if before.low in _BOUND or not before.is_word:
        return False
    acts = before.low in FORMS or before.low.endswith("ed") or before.low in _PARTICLES
    return acts or before.is_capital or before.low in KINDS | ADVERBS | {"said"}
