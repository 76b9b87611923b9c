"""The places that open a clause as its subject, whatever stands between them and its verb.

"Bor, capital of Jonglei state, changed hands", "Malakal in Upper Nile was seized", "X, which rebels took in May, fell":
the phrase is read forwards from where the clause begins, and what only describes it is stepped over, so that
the town is found and not the region that it lies in.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import before_day
from pipelines.extract.places.records import PlaceList
from pipelines.extract.places.surroundings import country_end
from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM, TRYING
from pipelines.extract.vocabulary.place_words import LOCATIVES
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    DETERMINERS,
    DIRECTION_WORDS,
    FINITE_AUXILIARIES,
    KINDS,
    REPORTING,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View

MAX_SUBJECT = 44
"""How many words a subject may have with all that describes it."""
MAX_ASIDE = 12
"""How many words an aside may have that only tells where a place lies or what it is."""
MAX_RELATIVE = 12
"""How many words a relative clause without commas may have."""
MAX_SHARED = 18
"""How many words a first verb and all that follows it may have before "and" another of the same subject."""
MAX_NAME = 9
"""How many words a place and its kind may have before its verb."""
_LYING = words("lies sits stands lay sat stood changed has remains remained")
_NEW_CLAUSE = words("which who whom whose that said says say where while after before when because as")
_PLACE_DEEDS = words(
    """bombed shelled besieged bombarded attacked surrounded encircled stormed hands home people inhabitants
    residents located situated heavily contested destroyed deserted emptied evacuated calm quiet lies sits pounded
    cut isolated strafed flattened devastated town city village port capital quickly overrun held controlled siege
    strategic important recognised recognized under"""
)
"""What a first predicate says of nothing but a place: "X was shelled", "X has 300,000 people"."""
_CLAUSE_STARTS = (
    words(
        """, . : ; that and but while as after before when where since until only " “ • - – — because although"""
    )
    | CALENDAR
    | REPORTING
)
_DESCRIBING = DETERMINERS | KINDS | words(
    """which whose where both all home once long known just one two three four five near in about some around along
    outside deep far across beyond behind below above between over also to close halfway midway on at from with
    including until among amid many most several further farther deeper together alongside"""
)  # fmt: skip
"""What an aside between commas begins with where it describes what stands before it."""
_TENSED = FINITE_AUXILIARIES | {low for low, form in FORMS.items() if "past" in form.tenses}
_PREDICATING = _TENSED | _LYING
"""What a place may be the subject of before another verb: "was shelled", "lies on the border"."""
_TELLING = REPORTING - words("state report reports claim claims")
_APPOSING = words("another a an the one two both home")
_NOT_ASIDE = words("and but who he she they it while after before when as because although said says told")
_PLACING = (
    KINDS
    | DIRECTION_WORDS.keys()
    | words("hometown birthplace home outpost hub junction gateway heart centre center stronghold bastion")
)
_SEATS = words("centre center heart hub seat scene site home gateway cradle")
_LONG = words("months weeks years days decades centuries long much years' some many most two three four five")
_STOPS = frozenset({".", ";", ":", "?", '"', "“", "”"})


def clause_subject(view: View, first: int) -> PlaceList | None:
    """Return the places that open the clause of the verb at token `first` as its subject, None if none surely do."""
    described = not {",", "which"}.isdisjoint(view.lows[:first])
    if not described and not _described_at_once(view, first):
        return None
    for begin in range(max(0, first - MAX_SUBJECT), first):
        if begin and view.word(begin - 1) not in _CLAUSE_STARTS:
            continue
        group = view.reader.read(begin, loose=True)
        if group is None or group.first != begin or group.last >= first:
            continue
        if _elsewhere(view, begin) or not _leads_to(view, group.last + 1, first):
            continue
        if all(view.word(k) in ADVERBS for k in range(group.last + 1, first)):
            return None  # nothing stands between them
        if _placed(view, group.last + 1, first):
            group.items[-1].evident = True
        whole = view.whole_before(first, group) or group
        if whole.first < group.first and not _inside(view, whole.first, group.first):
            whole = group  # "X fell last week, and Y, to the west, was taken"
        return PlaceList(whole.first, _end(view, first), whole.items)
    return None


def shared_subject(view: View, first: int) -> PlaceList | None:
    """Return X of "X was bombed for days and (fell)" for the verb at token `first`, None where no verb shares X."""
    at = first - 1
    while view.word(at) in ADVERBS:
        at -= 1
    if view.word(at) not in ("and", "but"):
        return None
    for k in range(at - 1, max(0, at - MAX_SHARED), -1):
        if view.word(k) in _STOPS or (view.word(k) in _NEW_CLAUSE and view.lows[k : k + 2] != ["as", "part"]):
            return None
        group = _ends_with_subject(view, k) if view.word(k) in _PREDICATING else None
        if group is None and view.word(k) in _PREDICATING and view.word(k - 1) == ",":
            group = view.aside_before(k)  # "X, south of Y, saw protests and (has been encircled)"
            group = group if group is not None and group.first == 0 else None
        if group is not None:
            known = group.items[-1].evident or group.items[-1].mention is not None
            return group if known or not _PLACE_DEEDS.isdisjoint(view.lows[k : k + 5]) else None
    return None


def _ends_with_subject(view: View, verb: int) -> PlaceList | None:
    """Return the places that open a clause and end right before token `verb`, a verb; None if none do."""
    for begin in range(max(0, verb - MAX_NAME), verb):
        if begin and view.word(begin - 1) not in _CLAUSE_STARTS:
            continue
        group = view.reader.read(begin, loose=True)
        behind = group.last + 1 if group is not None else verb + 1
        while view.word(behind) in ADVERBS:
            behind += 1
        if group is not None and behind == verb and begin not in view.reader.actors:
            return group
    return None


def _end(view: View, first: int) -> int:
    """Return the last token of a subject before the verb at token `first`, the comma that closes an aside left out."""
    at = first - 1
    while view.word(at) in ADVERBS:
        at -= 1
    return at - (view.word(at) == ",")


def clause_actor(view: View, first: int) -> ActorPhrase | None:
    """Return the actor that opens the clause of the verb at token `first` where an aside parts them, None if none does.

    "Haftar, backed by Russian mercenaries, still controls Sirte" is Haftar's hold.
    """
    if view.word(first - 1) == "to" and view.word(first - 2) in TRYING:  # ", has been trying to fight"
        first -= 2
        while view.word(first - 1) in AUXILIARIES:
            first -= 1
    at = before_day(view, first) - 1  # "supported by Y, on Monday liberated X"
    while view.word(at) in ADVERBS:
        at -= 1
    if view.word(at) != ",":
        return None
    first = at + 1
    for phrase in view.actors:
        opens = phrase.first == view.reader.opens or view.word(phrase.first - 1) in _CLAUSE_STARTS | {"the"}
        if phrase.last < at and opens and not phrase.possessive and view.word(phrase.last + 1) == ",":
            closing = _closing(view, phrase.last + 2, first)
            if closing is not None:
                return phrase
    return None


def _described_at_once(view: View, first: int) -> bool:
    """Say whether something like "in Upper Nile" or "another key town" stands before the verb, not behind a comma."""
    near = view.lows[max(0, first - 12) : first]
    return not LOCATIVES.isdisjoint(near) or not _APPOSING.isdisjoint(near)


def _elsewhere(view: View, begin: int) -> bool:
    """Say whether a phrase that a comma opens is itself an aside: "Rebels in A, B's port, ..."."""
    apposed = view.word(begin) in DETERMINERS or view.word(begin) in ("capital", "home", "seat")
    return apposed and view.word(begin - 1) == "," and begin > 1


def _leads_to(view: View, i: int, first: int) -> bool:
    """Say whether only descriptions of the subject stand between token `i` and its verb at token `first`."""
    steps = 0
    while i < first and steps < 8:
        steps += 1
        low = view.word(i)
        if low in ADVERBS or low == "itself":
            i += 1
        elif low == "for" and (people := _people_of_camp(view, i)) is not None:
            i = people
        elif low == ",":
            closing = _closing(view, i + 1, first)
            if (
                closing is None
            ):  # the comma that closed it is lost: "X, which overlooks Y from the east (was taken)"
                lost = view.reader.commaless and view.word(i + 1) == "which" and first > i + 3
                return lost and _one_verb(view, i + 2, first)
            i = closing + 1
        elif (behind := _located(view, i, first)) is not None:
            i = behind
        elif view.reader.commaless and low == "which" and _one_verb(view, i + 1, first):
            return True
        else:
            return view.reader.commaless and low in _APPOSING and _plain(view, i, first)
    return i == first


def _people_of_camp(view: View, i: int) -> int | None:
    """Return the token behind "for displaced people" at token `i`, which tells what a camp is; None for other words."""
    near = range(i + 1, i + 5)
    return next((k + 1 for k in near if view.word(k) in ("people", "persons", "refugees", "idps")), None)


def _one_verb(view: View, i: int, first: int) -> bool:
    """Say whether one relative clause stands before a verb: "(hills which) overlook the town (were taken)"."""
    spoken = [k for k in range(i, first) if view.word(k) in _TENSED]
    if not spoken and any(k in view.reader.actors for k in range(i, first)):
        return False  # "X, which the rebels (have besieged)"
    return first - i < MAX_RELATIVE and all(b - a == 1 for a, b in pairwise(spoken))


def _located(view: View, i: int, first: int) -> int | None:
    """Return the token behind "in Upper Nile", "south of X", "(30 miles) to the east" at token `i`, None if none is."""
    at = i
    if view.word(at) in DIRECTION_WORDS and view.word(at + 1) == "of":
        at += 1
    if view.word(at) not in LOCATIVES:
        return None
    item = view.reader.item(at + 1, loose=True)
    if item is not None and not item.anaphor and item.last < first:
        return item.last + 1
    country = country_end(view.lows, at + 1)
    if country is not None and country <= first:
        return country
    near = view.lows[at + 1 : first]
    stop = next((k for k, low in enumerate(near) if low == ","), len(near))
    return at + 1 + stop if stop <= 6 and _plain(view, at + 1, at + 1 + stop) else None


def _closing(view: View, i: int, first: int) -> int | None:
    """Return the comma that closes the aside at token `i` right before the verb, or before more that describes."""
    if not _opens(view, i) and view.word(i) != "who":
        return None
    for comma in range(first - 1, i, -1):
        if view.word(comma) != "," or not _STOPS.isdisjoint(view.lows[i:comma]):
            continue
        if all(view.word(k) in ADVERBS for k in range(comma + 1, first)) and _inside(view, i, comma):
            return comma
    return None


def _opens(view: View, i: int) -> bool:
    low = view.word(i)
    if low in _NOT_ASIDE:
        return False
    if low in _SEATS and view.word(i + 1) == "of":
        return True  # "X, centre of the diamond trade,"
    if low == "for":
        return view.word(i + 1) in _LONG  # "X, for months the hub of the army, (was retaken)"
    participle = "pp" in FORMS.get(low, NO_FORM).tenses or low.endswith("ed")
    owned = view.word(i + 1) == "'s" or view.word(i + 2) == "'s"
    return low in _DESCRIBING or low in DIRECTION_WORDS or low[:1].isdigit() or participle or owned


def _inside(view: View, i: int, comma: int) -> bool:
    """Say whether tokens `i` to `comma` are one aside: what acts in it stands in a relative clause."""
    if not {"which", "whose", "where", "who"}.isdisjoint(view.lows[i:comma]):
        return True
    return not any(
        view.word(k) in FINITE_AUXILIARIES
        or ("past" in FORMS.get(view.word(k), NO_FORM).tenses and view.word(k + 1) != "by")
        or view.word(k) in _TELLING
        for k in range(i + 1, comma)
    )  # fmt: skip


def _plain(view: View, i: int, end: int) -> bool:
    """Say whether nothing acts between two tokens."""
    return not any(
        k in view.reader.actors
        or view.word(k) in FINITE_AUXILIARIES
        or view.word(k) in FORMS
        or view.word(k) in _STOPS
        for k in range(i, end)
    )


def _placed(view: View, i: int, first: int) -> bool:
    """Say whether what describes a name shows that it is a place: "capital of", "in Upper Nile", "60 km from"."""
    low = view.word(i + (view.word(i) == ","))
    near = view.lows[i : min(first, i + 6)]
    return low in LOCATIVES or low[:1].isdigit() or not _PLACING.isdisjoint(near)


def over_aside(view: View, i: int) -> int:
    """Return the token behind ", 25 km west of Goma," at token `i`, `i` where no aside stands there."""
    closes = next((k for k in range(i + 2, i + MAX_ASIDE) if view.word(k) == ","), None)
    if view.word(i) != "," or closes is None or not _TENSED.isdisjoint(view.lows[i:closes]):
        return i
    return closes + 1
