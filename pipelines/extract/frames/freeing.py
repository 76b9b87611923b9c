"""Frames of freeing: "X was free of Y", "declared X free of Y", "X is now free", "the newly freed town of X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import officer, official
from pipelines.extract.clauses.relating import antecedent
from pipelines.extract.frames.passing import DECLARING, NOT_FREE, UNREAL, group_start
from pipelines.extract.vocabulary.countries import DEMONYMS
from pipelines.extract.vocabulary.lexicon import FORMS, SENSES, Sense
from pipelines.extract.vocabulary.place_words import DETERMINERS
from pipelines.extract.vocabulary.words import ADVERBS, KINDS, NEGATIONS, PREPOSITIONS, words
from pipelines.model import Event

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceList

_FREED = words("free liberated clear cleared emptied")
_AFTER_FREE = frozenset({"", ".", ",", ";", "!", '"', "”", "again", "today", "at"})
_NEWLY = words("newly recently freshly")
_QUOTES = frozenset("\"“‘'")
_BEING = words("is are was were")
MAX_DECLARING = 9
"""How many words may stand between "which" and "declared": a minister's office and name."""


def free_of(view: View) -> None:
    """Read "the SDF said Tabqa and its airport were free of ISIS": a gain by who says so."""
    for i, low in enumerate(view.lows):
        if low not in _FREED or view.word(i + 1) not in ("of", "from"):
            continue
        first = group_start(view, i)
        ousted = view.actor_at(i + 2)
        unreal = any(view.word(k) in NOT_FREE for k in range(first, i))
        if ousted is None or first == i or unreal or view.word(first) in ("had", "be"):
            continue
        group = view.whole_before(first, view.before(first, reach=6)) or view.loose_before(first)
        winner = view.subject(group.first - (view.word(group.first - 1) == "that")) if group else None
        if group is not None and winner is not None and winner is not ousted:
            view.add(
                Event.GAIN, group.items, verb=(i, i), actor=winner, rule="free-of", confidence=0.7,
                from_actor=ousted.side,
            )  # fmt: skip
        elif (
            group is not None
            and ousted.side is not None
            and (group.items[0].evident or group.items[0].anaphor)
        ):
            view.add(Event.LOSS, group.items, verb=(i, i), actor=ousted, rule="free-of", confidence=0.65)


def free_now(view: View) -> None:
    """Read ""Khartoum is now free," he told his soldiers": a gain by who says so, in a quotation alone."""
    for i, low in enumerate(view.lows):
        if low != "free" or view.word(i + 1) not in _AFTER_FREE or not view.quoted(i):
            continue
        first = group_start(view, i)
        told = view.lows[first:i]
        named = view.named_before(first)
        if named is None or not _BEING & set(told) or not NOT_FREE.isdisjoint(told):
            continue
        speaker = view.speaker(i) or view.last_speaker or view.last_minister or view.last_subject
        view.add(Event.GAIN, named.items, verb=(first, i), actor=speaker, rule="free-now", confidence=0.6)


def newly_taken(view: View) -> None:
    """Read "the newly liberated town of X", "recently captured villages of X and Y": a gain, by whom is not said."""
    for i, low in enumerate(view.lows):
        form = FORMS.get(low)
        taken = form is not None and "pp" in form.tenses and Sense.TAKE in SENSES[form.lemma]
        before = view.word(i - 2)
        noun = before in DETERMINERS or before in PREPOSITIONS or before in ("", "and", "'s", "of")
        if not taken or view.word(i - 1) not in _NEWLY or not noun or view.word(i + 1) in PREPOSITIONS:
            continue
        group = view.reader.read(i + 1, loose=view.word(i + 1) in KINDS)
        if group is not None and not group.items[0].anaphor and group.first == i + 1:
            view.add(Event.GAIN, group.items, verb=(i, i), actor=None, rule="newly-taken", confidence=0.6)


def declared_free(view: View) -> None:
    """Read "declared X free of Y", "X was declared free", "declared X liberated": a gain by who declares it."""
    for i, low in enumerate(view.lows):
        if (
            low not in DECLARING
            or view.word(i - 1) in ("for", "before")
            or any(view.word(k) in UNREAL | NEGATIONS for k in range(i - 3, i))
        ):
            continue
        passive = view.word(i - 1 - (view.word(i - 1) in ADVERBS)) in ("was", "were", "been", "is")
        start = group_start(view, i)
        group = view.before(start, reach=6) or view.named_before(start) if passive else view.objects(i + 1)
        related = None if passive or group is not None else _declared_of(view, i)
        group = group or related
        if group is None:
            continue
        at = i + 1 if passive or related else group.last + 1
        while view.word(at) in ADVERBS or view.word(at) in _QUOTES:
            at += 1
        ousted = view.actor_at(at + 2) if view.word(at + 1) in ("of", "from") else None
        evil = view.word(at + 1) == "of" and view.word(at + 2) in ("terrorism", "terror", "terrorists")
        if not passive and (owner := _made_theirs(view, at)) is not None:
            view.add(
                Event.GAIN, group.items, verb=(i, at), actor=owner, rule="declared-theirs", confidence=0.7
            )
            continue
        if view.word(at) not in _FREED or (
            ousted is None and not evil and view.word(at + 1) in ("of", "from")
        ):
            continue
        if view.word(at) == "free" and not (
            ousted or evil or group.items[0].evident or group.items[0].anaphor
        ):
            continue  # a man can be declared free
        winner = None if passive else official(view, i) or view.subject(i) or officer(view, i)
        view.add(
            Event.GAIN, group.items, verb=(i, at), actor=winner, rule="declared-free", confidence=0.8,
            from_actor=ousted.side if ousted else None,
        )  # fmt: skip


def _made_theirs(view: View, at: int) -> ActorPhrase | None:
    """Return Ukraine of "declared the town Ukrainian (again)" at token `at`, None where no such word stands."""
    country = DEMONYMS.get(view.word(at))
    if country is None or view.word(at + 1) not in _AFTER_FREE | {"once", "in"}:
        return None
    return view.acting_word(at, view.sides.war.state(country))


def _declared_of(view: View, i: int) -> PlaceList | None:
    """Return X of "X, which the minister declared (liberated)" at token `i`, None where no such relative stands."""
    which = next(
        (k for k in range(i - 1, max(0, i - MAX_DECLARING), -1) if view.word(k) in ("which", "that")), None
    )
    return None if which is None or "," in view.lows[which:i] else antecedent(view, which)
