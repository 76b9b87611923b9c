"""Who goes and held nothing, and whom a place is left to: convoys, headmen; "leaving the city to the rebels"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.finding import span_of
from pipelines.extract.clauses.subjects import fights
from pipelines.extract.vocabulary.lexicon import PLEDGE_NOUNS
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import (
    RANKS,
    words,
)
from pipelines.model import Event

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem

_CONVOYS = words("convoy convoys column columns motorcade bus buses")
_SLIPPING = words("slip melt decamp")
_HEADMEN = words(
    "leaders ringleaders officials envoys negotiators families wives supporters sympathisers sympathizers"
)
"""Who may leave a place while those whom they belong to hold it."""
_ONE = words("commander leader fighter soldier officer official general spokesman chief militant rebel")
"""One man who leaves is no garrison."""
_LEFT_HOW = words(
    "dependent destitute deserted devastated destroyed damaged uninhabitable reliant short scarred"
)
_STATES_LEFT = words("ruins tatters flames darkness rubble chaos panic limbo shock ashes shambles disarray")
"""What a place may be left in: who is told so has not gone."""
_NO_GARRISON = words(
    """frigates ship generals ministers chief officers deserters trainers operators submarines ships warships
    vessels fleet jets planes bombers employees officials secretary-general"""
)
"""Who leaves a place and leaves it to nobody."""
_REFUSING = words("refused refuse refuses refusing")


def left_to(view: View, verb: VerbUse, items: list[PlaceItem]) -> bool:
    """Read "The army left X, leaving the city to the rebels": theirs. True: who leaves things so does not go."""
    taker = view.after_preposition(items[-1].last + 1, "to", reach=1)
    gone = [f for f in view.findings if f.event is Event.LOSS and f.head < verb.first]
    if taker is None or not gone or verb.mood is not Mood.FACT:
        return True
    view.findings[:] = [f for f in view.findings if f.head != gone[-1].head]
    left = [f.item for f in gone if f.head == gone[-1].head]
    view.add(
        Event.GAIN,
        left,
        verb=span_of(verb),
        actor=taker,
        rule="left-to",
        from_actor=gone[-1].actor,
        confidence=0.8,
    )
    return True


def transport(view: View, verb: VerbUse, leaver: ActorPhrase) -> bool:
    """Say whether it is a convoy that leaves: "a convoy of soldiers left X" says of nobody that he held it."""
    if view.word(leaver.first - 1) in ("carrying", "transporting", "bearing") and fights(view, leaver):
        return False  # "buses carrying fighters left X"
    start = max(0, leaver.first - 6)
    words_before = view.lows[start : leaver.last + 1 if leaver.side is None else leaver.first]
    if not _CONVOYS.isdisjoint(view.lows[max(0, verb.first - 4) : verb.first]):
        return True  # "a convoy of cars leaving X was ambushed"
    return not _CONVOYS.isdisjoint(words_before) and "of" in view.lows[start : verb.first]


def only_some(view: View, verb: VerbUse, leaver: ActorPhrase) -> bool:
    """Say whether those who leave hold no place: "tourists slipped away from X", "rebel leaders have fled from X"."""
    theirs = view.word(leaver.last + 1) if leaver.last + 2 == verb.first else ""
    if not _NO_GARRISON.isdisjoint([*leaver.text.lower().split(), theirs]):
        return True  # "two submarines left X", "government employees left X"
    led = view.word(verb.first - 1) in _HEADMEN and view.word(verb.first - 2) not in ("their", "and")
    slipped = verb.form.lemma in _SLIPPING and not fights(view, leaver)
    one = view.word(leaver.first) in ("a", "an") and view.word(leaver.last) in _ONE
    return slipped or one or (led and leaver.last < verb.first - 1)


def in_a_state(view: View, i: int) -> bool:
    """Say whether what was left is told to be in a state at token `i`: "left much of X in ruins", "X dependent on"."""
    to = next((k for k in range(i, i + 4) if view.word(k) == "to"), i)
    if view.lows[i : i + 2] == ["for", "the"] and view.word(i + 2) in ("front", "frontline", "battlefield"):
        return True
    if view.word(to + 1) in ("attack", "fight", "join", "help"):
        return True  # "left their camp at X on Sunday to attack Y"
    if view.word(i) == "as" and view.word(i + 2) in RANKS:
        return True  # "leaving X as the only town in their hands"
    return view.word(i) in _LEFT_HOW or (view.word(i) == "in" and view.word(i + 1) in _STATES_LEFT)


def has_left(view: View, verb: VerbUse) -> bool:
    """Say whether a verb tells that a side has gone, is going, or has not gone."""
    stays = verb.mood is Mood.DENIED and (
        view.word(verb.first - 2) in _REFUSING or ("ing" in verb.form.tenses and not verb.gerund)
    )
    if stays:
        return False  # "refused to leave X", "is not leaving X"
    told = verb.mood in (Mood.FACT, Mood.DENIED) or _began(view, verb)
    return told and not (verb.gerund and view.word(verb.first - 1) == "for")


def _began(view: View, verb: VerbUse) -> bool:
    """Say whether "began withdrawing from X" tells that they are going."""
    begun = view.word(verb.first - 1 - bool(verb.infinitive)) in ("began", "begun", "started")
    agreed = any(low in PLEDGE_NOUNS for low in view.lows)  # "began leaving X under the deal"
    return begun and verb.mood is Mood.EFFORT and (verb.gerund or verb.infinitive) and not agreed
