"""Whether a form that can be a noun or an adjective is a verb where it stands: "the army's hold", "captured tanks"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import DEMONYMS
from pipelines.extract.vocabulary.lexicon import FORMS, HELPING
from pipelines.extract.vocabulary.modality import auxiliaries
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    DETERMINERS,
    DOUBLE_QUOTES,
    PREPOSITIONS,
    RELATIVES,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View

_HELPED = words("them us him")
_WHOSE = words("its their his")
_ALLIED = words("allies followers supporters fighters forces troops men loyalists soldiers")
_ONE = words(
    "army military rebel government force militia group regime opposition coalition insurgent separatist"
)
"""Behind one of these a bare form is a noun, since its verb would bear an s: "their rapid military advance"."""
_BODIES = words("organization organisation movement group alliance coalition militia bloc")
_LOCATING = words("in of from near around to into at across over outside inside through")


def is_verb(view: View, i: int) -> bool:
    """Say whether a form that can be a noun too ("attack", "advance", "hold") is a verb at token `i`."""
    low = view.word(i)
    tenses = FORMS[low].tenses
    at = i - 1
    while at >= 0 and (view.word(at) in ADVERBS or view.word(at) in ("no", "longer", "likely", "probably")):
        at -= 1
    at = _behind_body(view, at)
    at -= view.word(at) == ")"  # "the Azawad Liberation Front (FLA) still control X"
    before = view.word(at)
    named = _describes_name(view, i) or _one_of_a_people(before, tenses)
    if named or (before in ("the", "a", "an", "this") and low.endswith("ing")):
        return False
    if tenses & {"past", "pp"}:
        return before not in ("the", "a", "an", "recently", "newly") or view.word(i + 1) == "by"
    if "ing" in tenses:
        return low != "fighting" or before not in (
            "fierce",
            "heavy",
            "intense",
            "bitter",
            "ongoing",
            "street",
        )
    if (
        before in ("to", "and", "but", "they", "we", "it", "he", "she", "who", "which", "that", ",")
        or before in AUXILIARIES
        or before in RELATIVES
    ):
        return before not in ("and", "but", ",") or at >= 0
    if (
        auxiliaries(view.lows, i)[1]
        or view.word(i - 1) == "still"
        or view.lows[i : i + 3] == ["hold", "out", "in"]
    ):
        return True  # "could at dawn today take", "rebels who are under siege still control X"
    if at < 0 or view.lows[: at + 1] == ["the", "force"]:
        return at >= 0 and "s" in tenses  # "The force also still holds X"
    if before in _HELPED or (before in _ALLIED and view.word(at - 1) in _WHOSE):
        return (
            before in _ALLIED or view.word(at - 1) in HELPING
        )  # "its allies still hold X", "helped them take X"
    if at in view.reader.actors:
        return _verb_behind_actor(view, i, at)
    near = any(k in view.reader.actors for k in range(at - 3, at)) and i + 1 in view.reader.mentions
    return near or (
        before not in DETERMINERS and before not in PREPOSITIONS and view.reader.tokens[at].is_capital
    )


def _behind_body(view: View, at: int) -> int:
    """Return where an actor ends whose "organization", "movement" is at token `at`, else that token."""
    end = at - 1 - (view.word(at - 1) in DOUBLE_QUOTES)
    return (
        end if view.word(at) in _BODIES and at not in view.reader.actors and end in view.reader.actors else at
    )


def describes_things(view: View, i: int) -> bool:
    """Say whether a participle only describes things: "riding in captured army Humvees", "with seized tanks"."""
    if view.word(i - 1) not in ("in", "with", "aboard", "using") or not FORMS[view.word(i)].tenses & {"pp"}:
        return False
    return any(view.word(k).endswith("s") and k not in view.reader.mentions for k in range(i + 1, i + 4))


def _one_of_a_people(before: str, tenses: frozenset[str]) -> bool:
    """Say whether "the Syrian (desert)" makes a bare form a noun: the verb of one Syrian would bear an s."""
    return before in DEMONYMS and before.endswith(("an", "i")) and tenses <= {"base", "pp"}


def _describes_name(view: View, i: int) -> bool:
    """Say whether a participle stands between a preposition and a name: "in occupied Crimea"."""
    if view.word(i - 1) == "to" and "base" in FORMS[view.word(i)].tenses:
        return False  # "to overrun X"
    named = i + 1 in view.reader.mentions or any(t.is_capital for t in view.reader.tokens[i + 1 : i + 2])
    return (
        named and view.word(i - 1) in _LOCATING and not FORMS[view.word(i)].tenses.isdisjoint({"past", "pp"})
    )


def _verb_behind_actor(view: View, i: int, at: int) -> bool:
    """Say whether a form at token `i` is the verb of the actor that ends at token `at`, not a noun of its phrase."""
    phrase = view.reader.actors[at]
    noun = FORMS[view.word(i)].tenses <= {"base", "pp"} and at == i - 1 and view.word(at) in _ONE
    if view.word(phrase.first) in ("a", "an") or (noun and not _perceived(view, at)):
        return False
    return not phrase.possessive


def _perceived(view: View, at: int) -> bool:
    """Say whether the actor at token `at` is seen or made to act: "Wednesday saw the army capture X"."""
    return view.word(view.reader.actors[at].first - 1) in HELPING
