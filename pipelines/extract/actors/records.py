"""The record of an actor phrase: whose it is, where it stands, whether it acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipelines.extract.text.sentences import Sentence


@dataclass(slots=True)
class ActorPhrase:
    """A noun phrase that names an actor: tokens `[first, last]` of its sentence, `side` None if not settled."""

    first: int
    last: int
    side: str | None
    text: str
    start: int
    end: int
    governed: bool = False
    possessive: bool = False
    loaded: bool = False
    speaking: bool = False

    def sentence_is(self, sentence: Sentence) -> bool:
        """Say whether the phrase stands in this sentence."""
        return sentence.start <= self.start < sentence.end
