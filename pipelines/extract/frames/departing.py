"""Nominal frames of leaving: the rebels' withdrawal from X, ordered out of X, what a deal to leave covers too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.actors.belonging import owned
from pipelines.extract.actors.officials import official
from pipelines.extract.frames.happened import reality
from pipelines.extract.frames.naming import light_subject, owner_at
from pipelines.extract.vocabulary.lexicon import LEAVING_NOUNS, PLEDGE_NOUNS
from pipelines.extract.vocabulary.words import REPORTING, words
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View

_DONE = words("completed complete ended finished over concluded done left allowed was")
_COVERING = words("covers covered includes included")
_DEALS = words("deal agreement accord pact evacuation")
MAX_DEAL = 8
"""How many words may stand between "the deal" and "covers": "reached with the Russians on Friday"."""
MAX_SINCE_TOLD = 2
"""How many sentences back the plan may be told of."""
_PEOPLE = words(
    "children civilians residents people families patients women staff foreigners nationals citizens wounded"
)
_DELAYED = words("delayed postponed suspended halted stalled yet")
"""What tells that a withdrawal is still to come."""
MAX_DELAYED = 5
"""How many words "(the withdrawal from X) has been delayed" may have."""


def departures(view: View) -> None:
    """Read "the rebels' withdrawal from X", "the evacuation of rebels from X was completed"."""
    if any(low in PLEDGE_NOUNS or low in ("agreed", "agree", "ultimatum") for low in view.lows):
        return
    for i, low in enumerate(view.lows):
        if low in LEAVING_NOUNS:
            _departure(view, i)


def covered_too(view: View) -> None:
    """Read "The deal covers X and Y (as well)" behind a plan to leave: these are to be left too."""
    told = view.told
    if told is None or told.event is not Event.PLEDGE or told.actor is None:
        return
    near = view.sentence.index - told.sentence.index <= MAX_SINCE_TOLD
    for i, low in enumerate(view.lows):
        deal = low in _COVERING and not _DEALS.isdisjoint(view.lows[max(0, i - MAX_DEAL) : i])
        group = view.reader.read(i + 1, loose=False) if deal and near else None
        if group is not None and not group.items[0].anaphor and told.rule.startswith("leave:"):
            who = view.unnamed(told.actor)
            view.add(Event.PLEDGE, group.items, verb=(i, i), actor=who, rule="leave:covered", confidence=0.65)


def ordered_out(view: View) -> None:
    """Read "ordered its soldiers out of X": a pledge to leave."""
    for i, low in enumerate(view.lows):
        if low not in ("ordered", "orders", "ordering") or view.word(i - 1) in ("not", "never"):
            continue
        leaver = view.actor_at(i + 1)
        leaver = owned(view, leaver) if leaver is not None else None
        out = leaver is not None and view.lows[leaver.last + 1 : leaver.last + 3] == ["out", "of"]
        group = view.reader.read(leaver.last + 3, loose=True) if leaver is not None and out else None
        if group is not None and leaver is not None and not group.items[0].anaphor:
            view.add(
                Event.PLEDGE, group.items, verb=(i, i), actor=leaver, rule="ordered-out", confidence=0.75
            )


def _telling_its_own(view: View, i: int) -> ActorPhrase | None:
    """Return the army of "The army said its withdrawal (from X was complete)", None where nobody tells of his own."""
    if view.word(i - 1) not in ("its", "their", "his"):
        return None
    said = next((k for k in range(i - 2, max(-1, i - 4), -1) if view.word(k) in REPORTING), None)
    return view.subject(said) if said is not None else None


def _departure(view: View, i: int) -> None:
    leaver = owner_at(view, i) or view.after_preposition(i + 1, "of", reach=1) or light_subject(view, i)
    leaver = leaver or _telling_its_own(view, i)
    if view.word(i + 1) == "of" and not _PEOPLE.isdisjoint(view.lows[i + 2 : i + 4]):
        return  # "the evacuation of children from X"
    items = view.behind(i + 1, words("from"), reach=8)
    ordered = next(
        (k for k in range(i - 1, max(-1, i - 5), -1) if view.word(k) in ("ordered", "orders")), None
    )
    if (
        ordered is not None
        and items
        and (leaver := leaver or view.subject(ordered) or official(view, ordered))
    ):
        rule = f"ordered:{view.word(i)}"
        view.add(Event.PLEDGE, items, verb=(ordered, i), actor=leaver, rule=rule, confidence=0.7)
        return
    if leaver is None or not items:
        return
    if not _DELAYED.isdisjoint(view.lows[items[-1].last + 1 : items[-1].last + MAX_DELAYED]):
        rule = f"delayed:{view.word(i)}"
        view.add(Event.PLEDGE, items, verb=(i, i), actor=leaver, rule=rule, confidence=0.65)
        return
    event, polarity = reality(view, i, items, losing=True)
    done = polarity is Polarity.DENIED or any(
        view.word(k) in _DONE for k in range(items[-1].last + 1, items[-1].last + 7)
    )
    if event is Event.GAIN and (done or view.word(i) not in ("evacuation", "departure", "exit")):
        rule = f"nominal:{view.word(i)}"
        view.add(Event.LOSS, items, verb=(i, i), actor=leaver, rule=rule, polarity=polarity, confidence=0.7)
