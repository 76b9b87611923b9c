"""Whose word it is: state television tells that X was liberated, the rebels' media claim that it was recaptured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import speaking_state
from pipelines.extract.vocabulary.countries import DEMONYMS
from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM, Sense, has_sense
from pipelines.extract.vocabulary.side_words import STATES
from pipelines.extract.vocabulary.words import CONJUNCTIONS, REPORTING, words

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View

_OWN = words("liberate free cleanse clear secure bring")
"""What a side says of its own deeds: it "liberates", the other "occupies"."""
_BACK = words("recapture retake regain reclaim win recover")
"""What a side may say of the other's deeds too, but hardly boasts of."""
_BOASTING = words("claimed claims announced announces declared declares boasted confirmed celebrated")
_MEDIA = words("television tv media news radio agency broadcaster newspaper")
_STAFF = words("military army armed general staff defence defense ministry officials commanders")
_STRANGERS = frozenset({"united states", "britain", "france", "un", "nato"})
"""Who tells of its partners' deeds."""
MAX_BETWEEN = 9
"""How many words may stand between "said" and what was taken: "said on Sunday that the village of"."""
MAX_WHO = 7
"""How many words may name who tells: "the spokesman of the General Staff"."""


_CLAIMS = words(
    "claim claims statement statements assertion assertions report reports announcement allegation"
)
MAX_CLAIMANT = 6
"""How many words may name who is behind "a claim by"."""
_CAPTURES = words("capture seize conquer take overrun")
"""What an armed group claims of itself, where a state may own up to it."""


def whose_word(view: View, first: int, lemma: str) -> ActorPhrase | None:
    """Return the army of "the army announced that X (was retaken)" for what stands at token `first`, None if nobody."""
    near = range(first - 1, max(0, first - MAX_BETWEEN), -1)
    said = next((k for k in near if view.word(k) in REPORTING | _BOASTING), None)
    boasts = said is not None and view.word(said) in _BOASTING
    if said is not None and lemma in _BACK and not boasts:
        state = speaking_state(view, said + 1)  # "the defence ministry said that X was retaken"
        if state is not None:
            return view.acting_word(said, state) if state not in _STRANGERS else None
    if said is None or not (lemma in _OWN | _CAPTURES or (lemma in _BACK and boasts)):
        return None
    for at in range(said - 1, max(-1, said - MAX_WHO), -1):
        if view.word(at) in CONJUNCTIONS or view.word(at) in (",", ";", "who", "that"):
            return None
        side = _side_at(view, at)
        if side is not None:
            owning_up = lemma in _CAPTURES - _OWN and side in STATES
            return None if side in _STRANGERS or owning_up else view.acting_word(at, side)
    return None


def said_aside(view: View, first: int) -> ActorPhrase | None:
    """Return the army of "X, the army said, (was retaken)" before the verb at token `first`, None without one."""
    if view.word(first - 1) != "," or view.word(first - 2) not in REPORTING | _BOASTING:
        return None
    opens = next((k for k in range(first - 3, max(-1, first - MAX_BETWEEN), -1) if view.word(k) == ","), None)
    told = (p for p in view.actors if opens is not None and opens < p.first < first and not p.governed)
    return next(told, None)


def whose_aside(view: View, first: int, lemma: str) -> ActorPhrase | None:
    """Return who tells of its own deed in "X, the army said, (was retaken)" before the verb at token `first`."""
    told = said_aside(view, first)
    if told is None or told.side is None or told.side in _STRANGERS:
        return None
    boasts = view.word(first - 2) in _BOASTING or told.side in STATES
    return told if lemma in _OWN or (lemma in _BACK and boasts) else None


def claimant(view: View, first: int) -> ActorPhrase | None:
    """Return the Y of "a claim by Y that it (took X)", "Y's claim that its troops", "Y's claim to have (taken X)".

    None where the verb group at token `first` has no such subject; what is claimed of losses is told of others.
    """
    acts = [FORMS.get(low, NO_FORM).lemma for low in view.lows[first : first + 5]]
    if any(has_sense(lemma, Sense.LEAVE, Sense.LOSE) for lemma in acts):
        return None
    noun = _claim_before(view, first)
    if noun < 1:
        return None
    if view.word(noun) not in _CLAIMS:
        near = (k for k in range(noun - 1, max(0, noun - MAX_CLAIMANT), -1) if view.word(k) == "by")
        by = next(near, 0)
        found = view.actor_at(by + 1) if view.word(by - 1) in _CLAIMS else None
        return found if found is not None and found.last == noun else None
    owner = next((p for p in view.actors if p.last in (noun - 1, noun - 2) and p.possessive), None)
    stem = view.reader.tokens[noun - 1]
    side = view.sides.of_stem(stem.text, stem.start) if owner is None and stem.is_capital else None
    return view.acting_word(noun - 1, side) if side is not None else owner


def _claim_before(view: View, first: int) -> int:
    """Return the token before "that it", "that its troops", "to have" of a verb group at token `first`, else -1.

    "Y's claim to have captured" may be read as one group, from its "'s" or its "claim" on.
    """
    if view.word(first) == "'s" and view.word(first + 2) == "to":
        return first + 1
    if view.word(first - 1) == "to":
        return first - 2
    if view.word(first + 1) == "to":
        return first
    that = next((k for k in range(first - 2, first - 5, -1) if view.word(k) == "that"), 0)
    itself = view.lows[that + 1 : first]
    own = itself in (["it"], ["they"]) or (len(itself) == 2 and itself[0] in ("its", "their"))
    return that - 1 if that and own else -1


def _side_at(view: View, at: int) -> str | None:
    """Return the side of "SANA", "state (television)", "Turkish (General Staff)", "opposition (media)" at a token."""
    low, following = view.word(at), view.word(at + 1)
    phrase = view.reader.actors.get(at)
    if phrase is not None:
        return phrase.side
    if low == "sana" or (low == "state" and (following in _MEDIA or following == "run")):
        return view.home_side
    if low in DEMONYMS and following in _STAFF:
        return view.sides.war.state(DEMONYMS[low])
    return None
