"""What a frame reads from a sentence, before it has a day and a speaker; what a verb's mood makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.modality import Mood
from pipelines.model import Event, Extent, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem
    from pipelines.extract.text.sentences import Sentence


@dataclass(slots=True)
class Finding:
    """A claim before it has a date and a speaker: what one frame read from one sentence."""

    event: Event
    item: PlaceItem
    actor: str | None
    actor_text: str | None
    from_actor: str | None
    polarity: Polarity
    start: int
    end: int
    head: int
    framing: str
    rule: str
    confidence: float
    sentence: Sentence
    extent: Extent = Extent.WHOLE
    part: str | float | None = None
    perfect: bool = False
    list_end: int = 0
    """Where the list ends that the place stands in: a day behind it is each one's."""
    denier: str | None = None
    """Who denies it, where that is not who told it."""


def event_of(mood: Mood) -> tuple[Event, Polarity] | None:
    """Return what a verb of taking says in a mood: (event, polarity), None for nothing."""
    return {
        Mood.FACT: (Event.GAIN, Polarity.ASSERTED),
        Mood.DENIED: (Event.GAIN, Polarity.DENIED),
        Mood.PLEDGE: (Event.PLEDGE, Polarity.ASSERTED),
        Mood.FUTURE: (Event.PLEDGE, Polarity.ASSERTED),
        Mood.REFUSED: (Event.PLEDGE, Polarity.DENIED),
        Mood.EFFORT: (Event.CONTEST, Polarity.ASSERTED),
    }.get(mood)


def span_of(verb: VerbUse) -> tuple[int, int]:
    """Return the tokens of a verb group without its auxiliaries: the control word itself."""
    return verb.head, verb.head


HAD_HELD = "had-held"
"""The rule of what was somebody's before: no claim, it only tells from whom a place was taken."""


def note_past(view: View, items: list[PlaceItem], verb: tuple[int, int], holder: ActorPhrase) -> None:
    """Note who "had held X", for the gain that the text tells of."""
    if holder.side is not None:
        view.add(Event.HOLD, items, verb=verb, actor=holder, rule=HAD_HELD, confidence=0.5)
