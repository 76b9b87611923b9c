"""Verb groups: voice, tense, mood, and which words belong to them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from pipelines.extract.clauses.moods import mood_of
from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM, Form
from pipelines.extract.vocabulary.modality import CLAUSE_BREAKS, MODALS, Mood, auxiliaries
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CALENDAR,
    HAVE,
    NEGATIONS,
    SUBORDINATORS,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.places.phrases import PhraseReader


class Voice(StrEnum):
    """Active, passive, or a bare participle behind its noun ("the town captured by X")."""

    ACTIVE = "active"
    PASSIVE = "passive"
    REDUCED = "reduced"


@dataclass(slots=True)
class VerbUse:
    """One verb group: tokens `[first, head]`."""

    first: int
    head: int
    form: Form
    voice: Voice
    mood: Mood
    gerund: bool
    infinitive: bool
    perfect: bool
    finite: bool


MAX_SUBJECT = 16
"""How many words a subject behind "which" may have."""
MAX_DAY = 5
"""How many words "since the start of August" may have."""
_DATING = words("since for in on last early late the this mid start end beginning of weeks months days years")
_BEHIND_REDUCED = words("from in on last earlier yesterday today this . , :") | {""}
"""What stands behind a participle that has no object: "the town retaken last week"."""
MAX_SHARED = 12
"""How many words may stand between two verbs of one subject."""


def read_verb(reader: PhraseReader, head: int) -> VerbUse | None:
    """Read the verb group whose last word is token `head`; None if it is no verb there."""
    lows = reader.lows
    form = FORMS.get(lows[head])
    if form is None:
        return None
    first, aux = auxiliaries(lows, head)
    if not aux and "base" in form.tenses and lows[first - 1 : first] == ["and"]:
        aux = _shared_modal(lows, first - 1)
    to = _infinitive_to(lows, first, form, aux)
    infinitive = to is not None
    passive = bool(form.tenses & {"pp"}) and bool(aux & BE) and lows[head] != "being"
    perfect = bool(aux & HAVE)
    gerund = "ing" in form.tenses and not aux & BE
    finite = not infinitive and not gerund
    voice = Voice.PASSIVE if passive else Voice.ACTIVE
    if not aux and not infinitive and "pp" in form.tenses and _reduced(reader, head):
        voice, finite = Voice.REDUCED, False
    nearly = head > 0 and lows[head - 1] in ("nearly", "almost", "narrowly")
    helped = not aux and form.tenses & {"base"} and _to_help(reader, head)
    mood = Mood.NONE if nearly or helped else mood_of(reader, first, head, aux, form, to=to, gerund=gerund)
    return VerbUse(first, head, form, voice, mood, gerund, infinitive, perfect, finite)


def _shared_modal(lows: list[str], at: int) -> set[str]:
    """Return the "would" of "the army would deploy along the border and (enter X)", nothing if there is none."""
    aside = lows[at - 1] == ","
    if aside:  # "would go to X, Y's last stronghold, and (take it)"
        at = next((k for k in range(at - 2, max(0, at - 14), -1) if lows[k] == ","), at)
    for k in range(at - 1, max(-1, at - 10), -1):
        if lows[k] in MODALS:
            return {lows[k]}
        if (
            lows[k] in CLAUSE_BREAKS
            or lows[k] in SUBORDINATORS
            or "past" in FORMS.get(lows[k], NO_FORM).tenses
        ):
            return set()
    return set()


def _to_help(reader: PhraseReader, head: int) -> bool:
    """Say whether "to help the rebels take X" tells only what somebody wanted."""
    actor = reader.actors.get(head - 1)
    return actor is not None and reader.lows[actor.first - 2 : actor.first] == ["to", "help"]


def _infinitive_to(lows: list[str], first: int, form: Form, aux: set[str]) -> int | None:
    """Return the index of the `to` that makes a group an infinitive, its own or one it is co-ordinated with."""
    if not form.tenses & {"base"} and not aux & (BE | HAVE):
        return None
    at = first - 1
    while at > 0 and lows[at] in ADVERBS - NEGATIONS:
        at -= 1
    if at >= 0 and lows[at] == "to":
        return at  # "managed to fully control X"
    joined = first > 1 and lows[first - 1] == "and" and lows[first - 2] != ","
    if joined and not aux and "base" in form.tenses:
        for k in range(first - 2, max(-1, first - 14), -1):
            if lows[k] == "to":
                return k
            if lows[k] in CLAUSE_BREAKS or lows[k] in SUBORDINATORS:
                break
    return None


def _reduced(reader: PhraseReader, head: int) -> bool:
    """Say whether a bare participle describes the noun before it: "the town seized by X", "areas held by X"."""
    lows = reader.lows
    nxt = lows[head + 1] if head + 1 < len(lows) else ""
    behind = head + 1
    while behind < len(lows) and (lows[behind] in ADVERBS or lows[behind : behind + 2] == ["so", "far"]):
        behind += 1 + (lows[behind] == "so")
    if lows[behind : behind + 1] == ["by"] or _by_behind_day(lows, head + 1):
        return True
    if which_before(lows, head) is not None or _object_behind_day(lows, head + 1):
        return False
    ago = lows[head + 3 : head + 4] == ["ago"]  # "X, retaken two weeks ago"
    return (nxt in _BEHIND_REDUCED or ago) and not (
        _subject_before(reader, head) or _shares_subject(reader, head)
    )


def which_before(lows: list[str], head: int) -> int | None:
    """Return the "which" of "which Y and its allies (seized)" for the verb at token `head`, None without a subject."""
    for k in range(head - 1, max(-1, head - MAX_SUBJECT), -1):
        if lows[k] == "which":
            return k if k < head - 1 else None
        bracket = lows[k] == "," and "," in (lows[k - 2], *lows[k + 2 : k + 3])  # "(YPG)"
        if (
            lows[k] in AUXILIARIES - {"'s"}
            or (lows[k] in (",", ";") and not bracket)
            or "past" in FORMS.get(lows[k], NO_FORM).tenses
        ):
            return None
    return None


def _object_behind_day(lows: list[str], i: int) -> bool:
    """Say whether "on Saturday the town" stands at token `i`: what stands before it is a verb with its object."""
    dated = lows[i : i + 1] == ["on"] and lows[i + 1 : i + 2] != [] and lows[i + 1] in CALENDAR
    return dated and lows[i + 2 : i + 3] == ["the"] and not "".join(lows[i + 3 : i + 4])[:1].isdigit()


def _by_behind_day(lows: list[str], i: int) -> bool:
    """Say whether only a day stands at token `i` before "by": "besieged since August by Y"."""
    at = i
    while at < min(i + MAX_DAY, len(lows)) and (lows[at] in CALENDAR | _DATING or lows[at].isdigit()):
        at += 1
    return at > i and lows[at : at + 1] == ["by"]


def _shares_subject(reader: PhraseReader, head: int) -> bool:
    """Say whether "Y lost land and (retreated)" shares its subject with the verb before its `and`."""
    if head < 1 or reader.lows[head - 1] != "and":
        return False
    for k in range(head - 2, max(-1, head - MAX_SHARED), -1):
        if reader.lows[k] in CLAUSE_BREAKS or reader.lows[k] in SUBORDINATORS:
            return False
        if "past" in FORMS.get(reader.lows[k], NO_FORM).tenses and _subject_before(reader, k):
            return True
    return False


def _subject_before(reader: PhraseReader, head: int) -> bool:
    at = head - 1
    while at >= 0 and (reader.lows[at] in ADVERBS or reader.lows[at].endswith("ly")):
        at -= 1
    return at in reader.actors or (at >= 0 and reader.lows[at] in ("they", "we", "he", "she", "it"))
