"""What shows that something that fell is a place: its name, its day, who tells of it, whom it fell to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.subjects import fights
from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM, Sense, has_sense
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.words import BE, CALENDAR, DOUBLE_QUOTES, SAYING, words
from pipelines.model import Event

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceList

_WAR = words(
    """fighting troops soldiers rebels insurgents militants fighters army forces battle siege offensive control
    garrison defenders resistance militia commandos advance""",
)
_WITHOUT = words("resistance fight shot struggle")
"""A place that fell without these fell to somebody."""
_FALLING = words(
    "rain snow night darkness silence dusk curfew fire oil gold inflation unemployment support production output"
)
"""What falls and is no place."""
_DATED = CALENDAR | words("on last late early overnight yesterday today")


def _next_day(view: View, i: int) -> bool:
    """Say whether "the next day", "the same evening" stands at token `i`."""
    return view.word(i) == "the" and view.word(i + 1) in ("next", "same", "following")


def told_so(view: View, verb: VerbUse, after: str) -> bool:
    """Say whether "reports that X had (fallen) were", "(fell) the next day" stands at a verb."""
    reported = after in BE and verb.perfect and "that" in view.lows[: verb.first]
    return reported or _next_day(view, verb.head + 1)


def surely_a_place(view: View, verb: VerbUse, group: PlaceList, after: str) -> bool:
    """Say whether what fell, to nobody who is named, is a place: by its name, its day, or who tells of it."""
    item = group.items[0]
    if item.evident or item.anaphor or in_war(view, group):
        return True
    told = view.is_title and view.word(group.first - 1) == "as"  # "... as Novoazovsk falls"
    sure = item.name_last > item.name_first or verb.perfect
    dated = told or (view.last_subject is not None and after in _DATED and sure)
    day = after in _DATED | {","} or _next_day(view, verb.head + 1)
    opened = group.first == 0 and day and verb.mood is Mood.FACT
    fought = opened and any(fights(view, p) and p.side for p in view.actors)  # "Goma fell on Sunday"
    before = view.word(group.first - 1) in SAYING | {"that"}  # "residents say X has fallen"
    said = before or view.word(item.name_first - 1) in DOUBLE_QUOTES  # ""X has fallen," he said"
    said = said or view.lows[item.last + 1 : item.last + 3] == [",", "which"]
    return dated or fought or (said and verb.perfect) or (opened and _another_fell(view, item.surface))


def _another_fell(view: View, surface: str) -> bool:
    """Say whether a name fell right behind a place that was taken or lost: "Herat", not "Rain", not "Prices"."""
    told = view.told is not None and view.told.event in (Event.GAIN, Event.LOSS)
    near = told and view.told is not None and view.told.sentence.index >= view.sentence.index - 2
    low = surface.lower()
    return near and low not in _FALLING and not low.endswith(("s", "ing", "tion", "ment", "ness"))


def seized_by(view: View, group: PlaceList) -> ActorPhrase | None:
    """Return the KIA of "the latest town to fall was X, seized by the KIA", None where no such words stand."""
    verb = group.last + 2
    form = FORMS.get(view.word(verb), NO_FORM)
    taken = view.word(group.last + 1) == "," and "pp" in form.tenses and has_sense(form.lemma, Sense.TAKE)
    return view.agent(verb + 1, reach=1) if taken else None


def in_war(view: View, group: PlaceList) -> bool:
    """Say whether a name fell in a sentence about war: "Lashkar Gah fell on Friday after weeks of fighting"."""
    denied = any(low in ("denied", "denies", "deny") for low in view.lows)
    if any(
        view.word(k) == "without" and _WITHOUT & set(view.lows[k + 1 : k + 4]) for k in range(len(view.lows))
    ):
        return True
    if len(group.items) > 1:
        return True
    return group.last > group.first and (denied or any(low in _WAR for low in view.lows))
