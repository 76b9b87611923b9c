"""Denials of what the sentence before says: "The army said it had taken X. The rebels denied it"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.words import NEGATIONS, words
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.context import View

_DENYING = words("denied denies dismissed dismisses rejected rejects refuted refutes")
_SAYINGS = words(
    "claim claims report reports statement allegation allegations news rumours rumors assertion account"
)
WORDINGS = frozenset(f"{verb} {what}" for verb in _DENYING for what in ("it", "this", "that", "the"))
"""Wordings without which nothing said before is denied."""
_TOLD = (Event.GAIN, Event.LOSS)


def denials(view: View) -> None:
    """Read "Y denied it", "Y dismissed the claim": the claims of the sentence before, denied."""
    if view.findings or not view.told_all:
        return
    for i, low in enumerate(view.lows):
        if low not in _DENYING or not _of_what_was_said(view, i + 1) or view.word(i - 1) in NEGATIONS:
            continue
        token, here = view.reader.tokens[i], view.reader.stand_in(0)
        for told in view.told_all:
            if told.event not in _TOLD or told.polarity is not Polarity.ASSERTED:
                continue
            item = replace(told.item, first=here.first, last=here.last, start=here.start, end=here.end)
            claim = replace(
                told, item=item, polarity=Polarity.DENIED, start=view.sentence.tokens[0].start, end=token.end, head=i,
                sentence=view.sentence, framing=token.low, rule="denied-before", confidence=0.6, list_end=0,
                perfect=False,
            )  # fmt: skip
            view.findings.append(claim)
        return


def _of_what_was_said(view: View, i: int) -> bool:
    """Say whether "it", "this", "the claim" stands at token `i` and nothing else is denied."""
    at = i + (view.word(i) in ("the", "that", "this", "those", "these"))
    saying = at > i and view.word(at) in _SAYINGS
    alone = view.word(i) in ("it", "this", "that") and view.word(i + 1) in ("", ".", ",", "and", "saying")
    return alone or (saying and view.word(at + 1) in ("", ".", ",", "and", "saying", "as", "but"))
