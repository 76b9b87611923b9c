"""What a list leaves out: "captured X on Monday and Y a day later", the verb and its subject said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.places import listing
from pipelines.extract.vocabulary.lexicon import ATTACK_NOUNS, FORMS
from pipelines.extract.vocabulary.place_words import LOCATIVES
from pipelines.extract.vocabulary.words import (
    AUXILIARIES,
    CALENDAR,
    DAYTIMES,
    NUMBERS,
    REPORTING,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceItem


_ELIDED = (
    words(
        """on in by from late early the without resistance fight a evening morning night afternoon earlier
        this last month week year ago day single hour days hours weeks two three four five six ten later at
        end start beginning weekend of mid""",
    )
    | CALENDAR
)
_ENDS_OF_TIME = words("end start beginning weekend turn close")
_BEFORE_IT = (["before", "it"], ["before", "that"], ["before", "them"], ["after", "it"], ["after", "that"])
_OTHER_DAYS = words("same next following day night week month previous")
_DATING = words("on in from this late early by overnight yesterday earlier before last")
_MANNER = words("without after")
"""How one was taken and how the other: "X without a fight and Y after a battle"."""
_BEHIND_DAY = frozenset({"", ".", ",", ";"}) | words("and at after before by when without in while as")
MAX_ELIDED = 16
"""How many words may stand between an object and the next: "(X) in the first hours (and Y on Friday)"."""
MAX_BARE = 8
"""How many of them where nothing but the day is told."""
MAX_ASIDE = 14
"""How many words may describe a place between it and the day on which it was taken."""

_WHERE_ATTACKED = words("near in at around towards outside on")
MAX_MORE = 6
"""How many more places a list of repelled attacks may go on with."""


def _dated(view: View, i: int) -> bool:
    """Say whether a day or a loser stands at token `i`: "on Sunday", "the same day", "two days later", "from B"."""
    other = view.word(i) == "the" and view.word(i + 1) in _OTHER_DAYS
    other = other or (view.lows[i : i + 2] == ["at", "the"] and view.word(i + 2) in _ENDS_OF_TIME)
    ago = view.word(i) in ("hours", "days", "weeks") and view.word(i + 1) in ("later", "earlier", "before")
    return view.word(i) in _DATING or other or ago or view.word(i + 2) == "later"


def _behind_aside(view: View, i: int) -> int:
    """Return the token behind ", the second largest town," at token `i` where a day follows, `i` where none does."""
    road = view.word(i + 1) in ("on", "in", "at") and view.word(i + 2) in (
        "the",
        "a",
        "its",
    )  # "on the highway to Y"
    if view.word(i) == "," and _dated(view, i + 1) and not road and view.reader.tokens[i - 1].is_capital:
        return i + 1  # "the provincial capital, X, in March and Y in April"
    located = view.word(i + 1) in LOCATIVES or view.word(i + 1) in ("where", "which")
    if view.word(i) != "," or not (located or listing.apposition(view.reader, i + 1, None)):
        return i
    for at in range(i + 2, min(i + MAX_ASIDE, len(view.lows))):
        if view.word(at) == ",":
            return at + 1 if _dated(view, at + 1) else i
        if not view.reader.tokens[at].is_word and view.word(at) != "'s":
            return i
    return i


def elided(view: View, i: int) -> list[PlaceItem]:
    """Read "... on Saturday, Y on Sunday and Z on Monday", "... from A and Y from B": more objects of the same verb."""
    i = _behind_aside(view, i)
    sure = True
    for at in range(i, min(i + MAX_ELIDED, len(view.lows))):
        if view.word(at) in ("and", ",") and at > i:
            begin = at + 1 + (view.word(at + 1) == "and")
            later = listing.over_time(view.reader, begin)  # "and, two days later, Y"
            begin = later or begin
            then = view.word(begin) == "then" and view.reader.namelike(begin + 1) and at > i
            begin += view.word(begin) == "then"  # "Uvira and Goma, then Bunia on Christmas Day"
            begin += 2 * (view.lows[begin : begin + 2] in _BEFORE_IT)  # "X in May, and before it Y"
            begin += 2 * (
                view.lows[begin : begin + 2] == ["that", "of"]
            )  # "the base of X in July and that of Y"
            named = "and" in (view.word(at), view.word(begin - 1)) or view.reader.namelike(begin)
            named = named or then or (view.word(begin) == "the" and view.reader.namelike(begin + 1))
            group = view.reader.read(begin, loose=True) if named else None
            if group is None or group.items[0].anaphor or view.reader.tokens[begin].text in listing.RINGING:
                return []
            manner = view.word(i) in _MANNER and view.word(group.last + 1) in _MANNER
            if then and view.word(group.last + 1) in (".", ","):
                return group.items  # "X on Tuesday, then Y."
            if not later and not manner and not _dated(view, _behind_aside(view, group.last + 1)):
                return []
            if not later and not REPORTING.isdisjoint(view.lows[group.last + 2 : group.last + 4]):
                return []  # "and Smith on Tuesday said"
            if not sure and not (_on_a_day(view, group.last + 1) and view.reader.namelike(begin)):
                return []
            return group.items + elided(view, group.last + 1)
        allowed = (
            view.word(at) in _ELIDED or at in view.reader.actors or view.reader.tokens[at].text[0].isdigit()
        )
        acts = view.word(at) in FORMS or view.word(at) in AUXILIARIES or not view.reader.tokens[at].is_word
        if acts and not allowed:
            return []
        sure = sure and allowed and at < i + MAX_BARE
    return []


def _on_a_day(view: View, i: int) -> bool:
    """Say whether "on Wednesday (at dawn)" stands at token `i`, and no verb behind it."""
    at = i + (view.word(i) in ("late", "early"))
    ends = view.word(at + 2) in _BEHIND_DAY or view.word(at + 2) in DAYTIMES
    dated = view.word(at + 1).isdigit() and view.word(at + 2) in CALENDAR  # "on 4 November"
    return view.word(at) == "on" and ((view.word(at + 1) in CALENDAR and ends) or dated)


def behind_relative(view: View, i: int) -> list[PlaceItem]:
    """Read "(holds X), which its leader named its seat in May, and the nearby town of Y" at token `i`."""
    if view.word(i) != "," or view.word(i + 1) not in ("which", "whose", "where"):
        return []
    near = range(i + 3, min(i + MAX_ELIDED, len(view.lows) - 1))
    joint = next((k for k in near if view.lows[k : k + 2] == [",", "and"]), None)
    group = view.reader.read(joint + 2, loose=True) if joint is not None else None
    if group is None or group.items[0].anaphor or not (group.items[0].evident or group.items[0].noun):
        return []
    return group.items if view.word(group.last + 1) in _BEHIND_DAY | {"to"} else []


def more_controlled(view: View, i: int) -> list[PlaceItem]:
    """Read "(control on Friday over X) and on Saturday over Y" at token `i`: what the verb is said of once more."""
    if view.word(i) != "and":
        return []
    at = i + 1
    while (
        view.word(at) in CALENDAR | DAYTIMES | {"on", "in", "the", "early", "late"} or view.word(at).isdigit()
    ):
        at += 1
    group = view.reader.read(at + 1, loose=True) if at > i + 1 and view.word(at) in ("of", "over") else None
    return group.items if group is not None and not group.items[0].anaphor else []


def more_left(view: View, i: int) -> list[PlaceItem]:
    """Read "(withdraw from X) within 14 days and from Y within 21", "... and then from Y itself" at token `i`."""
    near = range(i, min(i + MAX_BARE, len(view.lows)))
    joint = next((k for k in near if view.word(k) == "and"), None)
    if joint is None or any(view.word(k) in FORMS or k in view.reader.actors for k in range(i, joint)):
        return []
    at = joint + 1 + (view.word(joint + 1) in ("then", "later", "finally"))
    group = view.reader.read(at + 1, loose=True) if view.word(at) == "from" else None
    return group.items if group is not None and not group.items[0].anaphor else []


def more_repelled(view: View, i: int) -> list[PlaceItem]:
    """Read "(repelled 15 attacks near X) and another four in the area of Y" at token `i`: what else was attacked."""
    found: list[PlaceItem] = []
    for _ in range(MAX_MORE):
        at = i
        while view.word(at) in (",", "and", "another", "as", "well", "also"):
            at += 1
        number = at
        while view.word(at) in NUMBERS or view.word(at).isdigit() or view.word(at) in ("more", "one"):
            at += 1
        at += view.word(at) in ATTACK_NOUNS
        if number in (i, at) or view.word(at) not in _WHERE_ATTACKED:
            break
        if view.lows[at : at + 2] == ["in", "the"] and view.word(at + 3) in ("of", "near"):
            at += 3  # "in the area of", "in the vicinity of"
        group = view.reader.read(at + 1, loose=True)
        if group is None or group.items[0].anaphor:
            break
        found, i = found + group.items, group.last + 1
    return found


def behind_with(view: View, i: int) -> list[PlaceItem]:
    """Return Y of "(captured X), with Y following a day later" at token `i`, nothing for other words."""
    group = view.reader.read(i, loose=True)
    if group is None or group.items[0].anaphor or view.word(group.last + 1) not in ("following", "falling"):
        return []
    return group.items
