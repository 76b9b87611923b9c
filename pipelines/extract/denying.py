"""Denials of what the sentence before says: "The army said it had taken X. The rebels denied it"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.words import NEGATIONS, words
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.context import View
    from pipelines.extract.finding import Finding
    from pipelines.extract.places import PlaceItem

_DENYING = words("denied denies dismissed dismisses rejected rejects refuted refutes")
_SAYINGS = words(
    "claim claims report reports statement allegation allegations news rumours rumors assertion account"
)
WORDINGS = frozenset(f"{verb} {what}" for verb in _DENYING for what in ("it", "this", "that", "the"))
"""Wordings without which nothing said before is denied."""
_BEHIND_SAYINGS = frozenset({"", ".", ","}) | words("and saying telling adding stressing insisting as but")
_THOUGH = words("but although though while however")
MAX_DENIER = 9
"""How many words may say who denies: "a claim which the group's spokesman A B denied"."""
_TOLD = (Event.GAIN, Event.LOSS)


def denials(view: View) -> None:
    """Read "Y denied it", "Y dismissed the claim": the claims of the sentence before, denied."""
    if view.findings:
        _denied_at_once(view)
    for i, low in enumerate(view.lows):
        if low not in _DENYING or not _of_what_was_said(view, i + 1) or view.word(i - 1) in NEGATIONS:
            continue
        if any(f.head < i for f in view.findings):
            return
        here = view.reader.stand_in(0)
        for told in view.told_all:
            item = replace(told.item, first=here.first, last=here.last, start=here.start, end=here.end)
            _deny(view, told, item, i)
        return


def _deny(view: View, told: Finding, item: PlaceItem, i: int) -> None:
    """Record that the verb at token `i` denies what was told."""
    if told.event not in _TOLD or told.polarity is not Polarity.ASSERTED:
        return
    token, who = view.reader.tokens[i], view.agent(i + 1, reach=1) or view.subject(i)
    claim = replace(
        told, item=item, polarity=Polarity.DENIED, start=view.sentence.tokens[0].start, end=token.end, head=i,
        sentence=view.sentence, framing=token.low, rule="denied-before", confidence=0.6, list_end=0,
        perfect=False, denier=view.text[who.start : who.end] if who is not None and who.first >= 0 else None,
    )  # fmt: skip
    view.findings.append(claim)


def _denied_at_once(view: View) -> None:
    """Read "... had taken Y, a claim that Z denied", "..., but Z denied this": told and denied in one breath."""
    for i, low in enumerate(view.lows):
        if low not in _DENYING or view.word(i - 1) in NEGATIONS:
            continue
        before = range(max(0, i - MAX_DENIER), i)
        claim = any(
            view.word(k) in _SAYINGS and view.lows[k - 2 : k] in ([",", "a"], [",", "the"]) for k in before
        )
        but = not _THOUGH.isdisjoint(view.lows[before.start : i]) and _of_what_was_said(view, i + 1)
        if claim or but:
            for told in [f for f in view.findings if f.head < i]:
                _deny(view, told, told.item, i)
            return


def _of_what_was_said(view: View, i: int) -> bool:
    """Say whether "it", "this", "the claim" stands at token `i` and nothing else is denied."""
    at = i + (view.word(i) in ("the", "that", "this", "those", "these"))
    saying = at > i and view.word(at) in _SAYINGS
    alone = view.word(i) in ("it", "this", "that") and view.word(i + 1) in ("", ".", ",", "and", "saying")
    return alone or (saying and view.word(at + 1) in _BEHIND_SAYINGS)
