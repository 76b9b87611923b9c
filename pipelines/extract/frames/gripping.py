"""Frames of a grip: "the rebels' grip on X", "the army's hold over X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.words import AUXILIARIES, words
from pipelines.model import Event

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View

_WEAKENING = words(
    """weaken weakens weakening weakened loosen loosens loosened loosening slipping slips slipped lose loses lost losing
    break breaks breaking broke broken end ends ended ending challenge threatens eroding eroded tightened tighten
    reduced shrunk""",
)


def grips(view: View) -> None:
    """Read "the rebels' grip on X (is firm)": a hold, where nothing says that it weakens."""
    for i, low in enumerate(view.lows):
        if low not in ("grip", "stranglehold", "hold") or view.word(i + 1) not in ("on", "over"):
            continue
        holder = next((p for p in view.actors if p.possessive and i - 3 <= p.last < i), None)
        group = view.objects(i + 2)
        weak = any(view.word(k) in _WEAKENING for k in range(i - 6, i + 12))
        if holder is not None and group is not None and not weak:
            listed = view.word(group.last + 1) == "and" and view.reader.namelike(group.last + 2)
            last = view.reader.item(group.last + 2, loose=True) if listed else None
            more = [last] if last is not None and view.word(last.last + 1) in AUXILIARIES else []
            view.add(Event.HOLD, group.items + more, verb=(i, i), actor=holder, rule="grip", confidence=0.7)
