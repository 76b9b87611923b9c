"""Denials of what the sentence before says: "The army said it had taken X. The rebels denied it"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM, Sense, has_sense
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    BE,
    DOUBLE_QUOTES,
    NEGATIONS,
    REPORTING,
    words,
)
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.finding import Finding
    from pipelines.extract.places.records import PlaceItem

_DENYING = words("denied denies dismissed dismisses rejected rejects refuted refutes disputed disputes")
_SAYINGS = words(
    "claim claims report reports statement allegation allegations news rumours rumors assertion account"
)
_LIES = words(
    "untrue false incorrect baseless unfounded fabricated groundless inaccurate lie lies fabrication nonsense fake"
)
_HOW = words("a an simply just complete outright pure total") | DOUBLE_QUOTES
"""What may stand between "is" and "lie"."""
_NEWS = words("information talk")
_SPREADING = REPORTING | words("broadcast published circulated")
MAX_SPREAD = 7
"""How many words "what some channels broadcast" may have."""
_TRUTHS = words("true correct accurate truth reality facts foundation basis so")
_MIRRORING = words("reflect correspond match conform")
WORDINGS = frozenset(f"{verb} {what}" for verb in _DENYING for what in ("it", "this", "that", "the")) | {
    f"{be} {lie}" for be in ("was", "is") for lie in (*_LIES, "not true", "not correct", "not so")
}
"""Wordings without which nothing said before is denied."""
_BEHIND_SAYINGS = frozenset({"", ".", ","}) | words("and saying telling adding stressing insisting as but")
_THOUGH = words("but although though while however")
MAX_REPORTS = 5
"""How many words may stand between "denied" and the reports: "the Azerbaijani reports"."""
MAX_DESCRIBED = 5
"""How many words before reports may call them baseless."""
MAX_REPORTED = 30
"""How many words may stand between reports and what calls them false."""
MAX_DENIER = 9
"""How many words may say who denies: "a claim which the group's spokesman A B denied"."""
_TOLD = (Event.GAIN, Event.LOSS, Event.HOLD)


def denials(view: View) -> None:
    """Read "Y denied it", "Y dismissed the claim": the claims of the sentence before, denied."""
    if view.findings:
        _denied_at_once(view)
    _called_untrue(view)
    for i, low in enumerate(view.lows):
        if low not in _DENYING or not _of_what_was_said(view, i + 1) or view.word(i - 1) in NEGATIONS:
            continue
        if any(f.head < i for f in view.findings):
            return
        here = view.reader.stand_in(0)
        denier = view.subject(i)
        own = denier.side if denier is not None else None
        this = view.word(i + 1) in ("this", "it", "that")
        for told in [
            f for f in view.told_all if this or f.event is not Event.GAIN or f.actor != own or own is None
        ]:
            item = replace(told.item, first=here.first, last=here.last, start=here.start, end=here.end)
            _deny(view, told, item, i)
        return


def denied_reports(view: View) -> None:
    """Read "denied reports of the rebels capturing X", "denied Azerbaijani reports on capturing X": no such gain."""
    for i, low in enumerate(view.lows):
        if low not in _DENYING or view.word(i - 1) in NEGATIONS:
            continue
        noun = next((k for k in range(i + 1, i + MAX_REPORTS) if view.word(k) in _SAYINGS), None)
        of = noun + 1 if noun is not None and view.word(noun + 1) in ("of", "on", "about") else None
        doer = view.actor_at(of + 1) if of is not None else None
        if noun is None or of is None:
            continue
        verb = doer.last + 1 if doer is not None else of + 1
        form = FORMS.get(view.word(verb), NO_FORM)
        group = view.objects(verb + 1)
        if "ing" not in form.tenses or not has_sense(form.lemma, Sense.TAKE) or group is None:
            continue
        stem = view.reader.tokens[noun - 1]
        side = view.sides.of_stem(stem.text, stem.start) if doer is None and stem.is_capital else None
        taker = doer or (view.acting_word(noun - 1, side) if side else None)
        view.findings[:] = [f for f in view.findings if f.head != verb]
        view.add(
            Event.GAIN, group.items, verb=(i, verb), actor=taker, rule="denied-reports", polarity=Polarity.DENIED,
            confidence=0.7,
        )  # fmt: skip


def _deny(view: View, told: Finding, item: PlaceItem, i: int) -> None:
    """Record that the verb at token `i` denies what was told."""
    if told.event not in _TOLD or told.polarity is not Polarity.ASSERTED or told.framing.endswith("ing"):
        return  # "since taking X they have ..." only mentions it
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
        claim = claim or (
            view.word(i + 1) in ("", ".", ",")
            and any(view.lows[k - 1 : k + 1] == [",", "which"] for k in before)
        )  # "..., which an army spokesman denied"
        but = not _THOUGH.isdisjoint(view.lows[before.start : i]) and _of_what_was_said(view, i + 1)
        if claim or but:
            for told in [f for f in view.findings if f.head < i]:
                _deny(view, told, told.item, i)
            return


def _called_untrue(view: View) -> None:
    """Read "X was ours, Y said; Z said that was not true", "Y said that this was untrue": what was told before."""
    for i, low in enumerate(view.lows):
        be = i - 1 - (view.word(i - 1) == "not")
        untrue = low in _LIES or (low in ("true", "correct", "so") and be == i - 2)
        it = be - 1
        if view.word(i + 1) == "that":
            continue  # "it was not true that X had fallen" says itself what is not
        if not untrue or view.word(be) not in ("was", "is") or view.word(it) not in ("this", "that", "it"):
            continue
        said = it - 1 - (view.word(it - 1) == "that")
        if view.word(said) not in REPORTING:
            continue
        here = [f for f in view.findings if f.head < i]
        stand_in = view.reader.stand_in(0)
        for told in here or view.told_all:
            words_of = told.item if here else replace(
                told.item, first=stand_in.first, last=stand_in.last, start=stand_in.start, end=stand_in.end
            )  # fmt: skip
            _deny(view, told, words_of, i)
        return


def _of_what_was_said(view: View, i: int) -> bool:
    """Say whether "it", "this", "the claim" stands at token `i` and nothing else is denied."""
    at = i + (view.word(i) in ("the", "that", "this", "those", "these"))
    saying = at > i and view.word(at) in _SAYINGS
    alone = view.word(i) in ("it", "this", "that") and view.word(i + 1) in ("", ".", ",", "and", "saying")
    return alone or (saying and view.word(at + 1) in _BEHIND_SAYINGS)


def called_false(view: View) -> None:
    """Read "the reports that Y controls X do not reflect the truth": what they report is denied."""
    for i, low in enumerate(view.lows):
        told = low == "what" and not _SPREADING.isdisjoint(view.lows[i : i + MAX_SPREAD])
        if not told and low not in _SAYINGS | _NEWS:
            continue
        described = view.lows[max(0, i - MAX_DESCRIBED) : i]
        if "as" in described and not _LIES.isdisjoint(described):
            _deny_between(view, i, len(view.lows))  # "described as baseless the claims that Y had left X"
            return
        false = next(
            (k for k in range(i + 2, min(i + MAX_REPORTED, len(view.lows))) if _false_at(view, k)), None
        )
        if false is None:
            continue
        _deny_between(view, i, false)
        return


def _deny_between(view: View, first: int, end: int) -> None:
    """Mark what is told between tokens `first` and `end` as denied; a fight that is denied is none."""
    view.findings[:] = [
        replace(f, polarity=Polarity.DENIED) if first < f.head < end and f.event is not Event.CONTEST else f
        for f in view.findings
    ]


def _false_at(view: View, k: int) -> bool:
    """Say whether "are false", "were entirely untrue", "does not reflect the truth" stands at token `k`."""
    behind = view.lows[k + 1 : k + 6]
    if view.word(k) in BE:
        untrue = next((w for w in behind if w not in ADVERBS and not w.endswith("ly") and w not in _HOW), "")
        return untrue in _LIES or ("not" in behind[:2] and not _TRUTHS.isdisjoint(behind[:3]))
    if view.word(k) in ("lack", "lacks", "lacked"):
        return not _TRUTHS.isdisjoint(behind)
    unlike = view.word(k) in NEGATIONS and view.word(k + 1) in _MIRRORING
    unlike = unlike or view.lows[k : k + 4] == ["nothing", "to", "do", "with"]
    return unlike and not _TRUTHS.isdisjoint(view.lows[k + 2 : k + 7])
