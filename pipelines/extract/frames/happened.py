"""Whether a noun says that it happened: "the capture of X" is news, "the capture of X would let ..." is none."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.lexicon import FORMS, OPERATION_NOUNS
from pipelines.extract.vocabulary.modality import to_come
from pipelines.extract.vocabulary.words import AUXILIARIES, BE, NEGATIONS, words
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceItem

SPANS = words("month year months weeks days week ago")
_UNREAL_BEFORE = words(
    """rehearse rehearsed rehearsing simulated practised practiced prevent preventing avert avoid for towards
    toward before until fear fears fearing possible potential eventual expected imminent planned upcoming if
    despite attempt attempting discuss discussing discussed negotiate negotiating demand demanded demands
    demanding propose proposed urge urged seek seeking concentrate concentrating focus focusing focused required
    require requires insist insists insisted insisting oppose opposes opposed beginning start onset await awaits
    awaited awaiting prevented prevents averted thwart thwarted foil foiled"""
)
_STOPPING = words("stop stopping halt halting prevent preventing avert averting block blocking")
_UNREAL_AFTER = words("would could may might will can cannot must should imminent inevitable")
_AIMS = words(
    """goal aim objective target priority ambition dream condition conditions precondition prerequisite demand
    requirement"""
)
_RUMOURS = words(
    "report reports claim claims news rumours rumors what talk stories story broadcast broadcasts"
)
MAX_DENIED = 10
"""How many words may stand between a denial and the fall that it denies."""
_TALKS = words("talks negotiations")
_MUST = words("play must should will would wants want wanted hopes hoped")
_TAKING_PART = words("role part involvement responsibility hand links")
_STORIES = words(
    "anniversary story tale history film novel play documentary book exhibition commemorated commemorate memory"
)
MAX_ASIDE = 16
"""How many words an aside behind a place may have."""


def reality(
    view: View, i: int, items: list[PlaceItem], *, losing: bool = False
) -> tuple[Event | None, Polarity]:
    """Return what a taking noun says: a gain, an effort (contest), a plan (pledge) or nothing."""
    before = [view.word(k) for k in range(max(0, i - 6), i) if k not in view.reader.actors]
    last = max([i, *(item.last for item in items)])
    behind = _over_aside(view, last + 1)
    after = _to_break(["" if _is_month(view, k) else view.word(k) for k in range(behind, behind + 7)])
    if _called_untrue(view, i, after):
        return Event.GAIN, Polarity.DENIED
    unreal = (
        any(w in _UNREAL_AFTER for w in after) or not _AIMS.isdisjoint(after) or after[-1:] == ["near"]
    )  # "the fall of X is near"
    unreal = unreal or _months_away(after) or _told_in_story(before) or _is_aim(before)
    if _unsaid(before) or to_come(view.lows, last + 1) or unreal or any(w in NEGATIONS for w in before):
        return None, Polarity.ASSERTED
    wanted = not _TAKING_PART.isdisjoint(before) and not _MUST.isdisjoint(
        view.lows[max(0, i - MAX_DENIED) : i]
    )
    wanted = wanted or (not _TALKS.isdisjoint(before) and not {"over", "on", "about"}.isdisjoint(before))
    if wanted or _ruled_out(view, i) or any(w in _STOPPING for w in before[-4:]):
        return None, Polarity.ASSERTED
    if any(w in OPERATION_NOUNS or w in ("campaign", "undertaking") for w in before) and any(
        w in ("for", "towards", "at", "of", "undertaking") for w in before
    ):
        return Event.CONTEST, Polarity.ASSERTED
    if any(w in _UNREAL_BEFORE for w in before[-4:]):
        return None, Polarity.ASSERTED
    if not losing and view.word(i) in ("surrender", "collapse", "occupation", "loss"):
        return None, Polarity.ASSERTED
    denying = view.lows[max(0, i - MAX_DENIED) : i]
    if not _TAKING_PART.isdisjoint(denying):
        return Event.GAIN, Polarity.ASSERTED  # "denied any role in the capture of X"
    if not {"denied", "denies", "rejected", "dismissed"}.isdisjoint(denying) and not _RUMOURS.isdisjoint(
        denying
    ):
        return Event.GAIN, Polarity.DENIED  # "denied the media reports on the fall of X"
    if any(w in ("denied", "denies", "rejected") for w in before):
        return Event.GAIN, Polarity.DENIED
    return Event.GAIN, Polarity.ASSERTED


def _is_month(view: View, k: int) -> bool:
    """Say whether token `k` is the month of May, no "may"."""
    return view.word(k) == "may" and view.reader.tokens[k].is_capital


def _months_away(after: list[str]) -> bool:
    """Say whether a deed "is (still) months away"."""
    return any(pair[1] == "away" and pair[0] in SPANS for pair in pairwise(after))


def _told_in_story(before: list[str]) -> bool:
    """Say whether a story or a day of remembrance tells of a deed, or it is still to come: "would hold X after its"."""
    story = not _STORIES.isdisjoint(before) and not {"of", "about", "on"}.isdisjoint(before)
    ahead = before[-2:-1] == ["after"] and not {"would", "will", "who"}.isdisjoint(before)
    return story or ahead


def _is_aim(before: list[str]) -> bool:
    """Say whether "the aim was the (capture)" is what a side wants: "the operation's declared aim was the"."""
    near = before[-5:]
    return not _AIMS.isdisjoint(near) and not BE.isdisjoint(near)


def _ruled_out(view: View, i: int) -> bool:
    """Say whether "ruled out a withdrawal" ends at a noun."""
    near = view.lows[max(0, i - 5) : i]
    return any(pair in (("ruled", "out"), ("rules", "out"), ("ruling", "out")) for pair in pairwise(near))


def _called_untrue(view: View, i: int, after: list[str]) -> bool:
    """Say whether "There is no truth in ... the fall of X", "the capture of X was denied by Y" stands at a noun."""
    no_truth = any(pair == ("no", "truth") for pair in pairwise(view.lows[:i]))
    return no_truth or any(a in BE and b in ("denied", "refuted", "dismissed") for a, b in pairwise(after))


def _unsaid(before: list[str]) -> bool:
    """Say whether nobody says so yet: "stopped short of confirming the ...", "too soon to speak of the ..."."""
    early = any(low in before for low in ("soon", "early", "premature"))
    return "confirming" in before or (early and any(low in before for low in ("speak", "talk", "say")))


def _to_break(lows: list[str]) -> list[str]:
    """Return the words before the clause ends."""
    for k, low in enumerate(lows):
        if low in ("and", ",", ";", ".", "while", "but"):
            return lows[:k]
    return lows


def _over_aside(view: View, i: int) -> int:
    """Return the token behind an aside at token `i`: "(the fall of X), just short of the spring, (would)"."""
    closes = next((k for k in range(i + 2, i + MAX_ASIDE) if view.word(k) == ","), i)
    plain = view.word(i) == "," and not any(
        view.word(k) in AUXILIARIES or view.word(k) in FORMS for k in range(i, closes)
    )
    return closes + 1 if plain and closes > i else i
