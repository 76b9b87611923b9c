"""The places that stand before a verb or a noun: what was taken, what is held, asides left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.opening import shared_subject
from pipelines.extract.clauses.relating import ending_at, located_by
from pipelines.extract.clauses.standing_in import subject_anaphor
from pipelines.extract.places.listing import adding
from pipelines.extract.places.records import PlaceList, as_part
from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM
from pipelines.extract.vocabulary.modality import SAID_TO
from pipelines.extract.vocabulary.names import may_be_name
from pipelines.extract.vocabulary.place_words import OVERLOOKING, PARTICLES
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CALENDAR,
    DETERMINERS,
    KINDS,
    NUMBERS,
    PLURAL_PLACE_NOUNS,
    PREPOSITIONS,
    RANKS,
    SAYING,
    SINGULAR_PLACE_NOUNS,
    words,
)
from pipelines.model import Extent

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceItem

_CLAUSE_OPENERS = (
    words(
        """, . : ; that and but while as after before when where since until insisting " “ because although though day
        night morning evening afternoon week month only""",
    )
    | CALENDAR
    | SAYING
    | words("vowed pledged promised swore warned boasted")
)
_ASIDE_OPENERS = DETERMINERS | words(
    """near in about some around north south east west northeast northwest southeast southwest home which just deep
    far on one two three four five once long known through strung scattered perched situated located nestled
    straddling under
    across close outside also capital to along halfway midway""",
)
_STATES = words("besieged surrounded encircled ringed cut where")
_CHIEF = words("capital town city")
_EXCEPTING = (["apart", "from"], ["aside", "from"], ["other", "than"], ["except", "for"], ["exception", "of"])
_STAYING = words("held left remained stayed kept passed transferred returned reverted")
"""Verbs that go on about the place before them: "X remained held by Y", "X returned to Y's hands"."""
_STAYING_SO = words("remain remains remained itself themselves")
_PIECES = words("pocket part corner strip section sliver swath swathe stretch")
_EDGES = words("edge edges outskirts rim fringe fringes side")
_COUNTING = words(
    """the its several some many numerous a dozen dozens number string handful most of all parts much other smaller
    surrounding nearby neighbouring neighboring adjacent outlying rural half two three four five six"""
)
_SURROUNDING = words("surroundings surrounding area areas countryside outskirts environs suburbs hinterland")
_ROUND_IT = words("around near it nearby")
MAX_SURROUNDING = 8
"""How many words "and a dozen villages around it" may have."""
MAX_SINGLED = 14
"""How many words "the only city that still ..." may have."""
MAX_WITH = 9
"""How many words "with its old town" may have."""
MAX_LISTED = 18
"""How many words a list of places before its verb may have."""
_PLACING = words(
    "near in about around some north south east west northeast northwest southeast southwest capital where"
)
"""What opens an aside that only a place has: "Asadabad, capital of Kunar"."""


def loose_before(view: View, first: int) -> PlaceList | None:
    """Return the places right before token `first` in a slot where only a place fits: "Kandahar fell to ..."."""
    at = before_surroundings(view, _before_verb(view, first - 1))
    for begin in range(max(0, at - MAX_LISTED), at + 1):
        opened = begin == 0 or view.word(begin - 1) in _CLAUSE_OPENERS or _according(view, begin - 1)
        if not opened and not _told_by(view, begin):
            continue
        if view.word(begin) == "that" and view.word(begin - 1) in SAYING:
            continue
        group = view.reader.read(begin, loose=True)
        if group and not group.items[0].anaphor and (group.last == at or _aside(view, group.last + 1, at)):
            return group
    return _behind_location(view, at + 1)


def _before_verb(view: View, at: int) -> int:
    """Step back from token `at` over what stands between a subject and its verb: "has yet to", "is thought to"."""
    while at >= 0 and (
        view.word(at) in ADVERBS or view.word(at) in AUXILIARIES or view.word(at) in _STAYING_SO
    ):
        at -= 1
    raised = view.word(at) == "to" and (view.word(at - 1) in SAID_TO or view.word(at - 1) == "yet")
    return _before_verb(view, at - 2) if raised else at


def _according(view: View, which: int) -> bool:
    """Say whether "reports according to which" ends at token `which`."""
    return view.lows[which - 1 : which + 1] == ["to", "which"]


def _told_by(view: View, begin: int) -> bool:
    """Say whether "According to officials" ends before token `begin`, its comma lost."""
    for to in range(begin - 2, max(-1, begin - 5), -1):
        if view.lows[to - 1 : to + 1] == ["according", "to"]:
            return all(view.reader.tokens[k].text.islower() for k in range(to + 1, begin))
    return False


def before_surroundings(view: View, at: int) -> int:
    """Return the token before "and the surrounding villages" that ends at token `at`; `at` where none stand there."""
    told = ""
    for k in range(at, max(0, at - MAX_SURROUNDING), -1):
        low = view.word(k)
        if low == "and":
            return k - 1 if told in _SURROUNDING or told in PLURAL_PLACE_NOUNS else at
        told = low if low in _SURROUNDING or low in PLURAL_PLACE_NOUNS else told
        counted = low in _COUNTING or low in NUMBERS or low.isdigit() or low in _ROUND_IT or low == told
        if not counted or (k == at and low not in PLURAL_PLACE_NOUNS | _SURROUNDING | _ROUND_IT):
            return at
    return at


_REMAINING = BE | words("remained remains")


def singled_before(view: View, i: int) -> PlaceList | None:
    """Read "X, a port, was the only city that remained ...", "X in the west, now the only part of Y" before `i`."""
    for begin in range(i - 1, max(0, i - MAX_SINGLED), -1):
        now = view.word(begin + 1) == "now" and view.word(begin) in BE
        at = begin + now  # "X is now the only one of the capitals still held by Y"
        if view.lows[at : at + 4] == [",", "one", "of", "the"]:
            return named_before(view, at)
        if view.word(at) in _REMAINING and view.lows[at + 1 : at + 4] == ["one", "of", "the"]:
            return view.aside_before(at) or loose_before(
                view, at
            )  # "X is one of the last two areas (under ...)"
        rank = at + 2 + (view.word(at + 2) in NUMBERS)
        if (
            view.word(at + 1) != "the"
            or view.word(rank) not in RANKS
            or view.lows[at - 1 : at + 1] == ["one", "of"]
        ):
            continue
        if rank > at + 2 and view.word(at) == ",":  # "X and Y, the two largest cities still ..."
            return ending_at(view, at, loose=True) or loose_before(view, at)
        if view.word(begin) in _REMAINING:
            return aside_before(view, begin) or loose_before(view, begin) or subject_anaphor(view, begin)
        if view.word(at) == "as":
            return named_before(view, at)  # "leaves X as the only city of Y that ..."
        comma = at - (view.word(at) == "now")
        named = (
            (_placed_before(view, comma) or named_before(view, comma)) if view.word(comma) == "," else None
        )
        return as_part(named) if named is not None and view.word(named.first - 1) == "in" else named
    return None


def some_of_these(view: View, first: int) -> PlaceList | None:
    """Return X and Y of "X and Y, the two regional capitals (under rebel control)" before token `first`, else None."""
    opens = next((k for k in range(first - 1, max(0, first - 7), -1) if view.word(k) == ","), 0)
    several = (
        opens
        and view.word(opens + 1) in ("the", "two", "both")
        and view.word(first - 1) in PLURAL_PLACE_NOUNS
    )
    plain = several and not any(low in AUXILIARIES or low in FORMS for low in view.lows[opens:first])
    group = ending_at(view, opens, loose=True) if plain else None
    return group if group is not None and len(group.items) > 1 else None


def and_besides(view: View, first: int) -> PlaceList | None:
    """Return A and B of "both towns (A), along with B, (have been in Y's hands)" before token `first`, else None."""
    comma = first - 1
    opens = next((k for k in range(comma - 1, max(0, comma - 7), -1) if view.word(k) == ","), 0)
    added = adding(view.lows, opens + 1) if view.word(comma) == "," and opens else 0
    more = view.reader.read(opens + 1 + added, loose=True) if added else None
    if more is None or more.last != comma - 1:
        return None
    group = loose_before(view, opens) or subject_anaphor(view, opens)
    return None if group is None else PlaceList(group.first, more.last, group.items + more.items)


def _placed_before(view: View, comma: int) -> PlaceList | None:
    """Return X of "X district on the western edge" before a comma: only where it lies stands between."""
    group = next((g for g in reversed(view.lists) if comma - 9 < g.last < comma - 1), None)
    between = view.lows[group.last + 1 : comma] if group is not None else []
    placed = between[:1] != [] and between[0] in PREPOSITIONS and not _EDGES.isdisjoint(between)
    acts = any(low in AUXILIARIES or low in FORMS for low in between)
    return group if placed and not acts else None


def _behind_location(view: View, first: int) -> PlaceList | None:
    """Return X of "In Sennar state X (was captured)", of a text that sets no comma behind where it lies."""
    named = named_before(view, first)
    if named is None or view.word(named.first - 1) not in KINDS:
        return None
    opens = next((k for k in range(named.first - 2, max(-1, named.first - 6), -1) if view.word(k) == "in"), 1)
    return named if opens == 0 else None


def named_before(view: View, i: int) -> PlaceList | None:
    """Return the one name right before token `i`, None if none is: for slots where only a place is described."""
    begin = i
    while begin > 0 and (may_be_name(view.reader.tokens[begin - 1]) or _joins_name(view, begin - 1, i)):
        begin -= 1
    group = view.reader.read(begin, loose=True) if begin < i else None
    return group if group is not None and group.last == i - 1 else None


def _joins_name(view: View, at: int, end: int) -> bool:
    """Say whether "da" of "Mocimboa da Praia" stands at a token of a name that ends before `end`."""
    inside = 0 < at < end - 1 and view.word(at) in PARTICLES
    return inside and may_be_name(view.reader.tokens[at - 1])


def ending_before(view: View, i: int) -> PlaceList | None:
    """Return the places that end right before token `i`: a list, else the one name there, None if none do."""
    return next((g for g in view.lists if g.last == i - 1), None) or named_before(view, i)


def predicate_places(view: View, first: int, reach: int) -> PlaceList | None:
    """Return what a predicate that begins at token `first` speaks of: "Khanabad, in the north, (is contested)"."""
    named = aside_before(view, first) or loose_before(view, first) or before(view, first, reach)
    return named or subject_anaphor(view, first)


def whole_before(view: View, first: int, group: PlaceList | None) -> PlaceList | None:
    """Return the list that ends with `group` before token `first`, with the names before it that nothing placed.

    "Irpin, Bucha and the whole Kyiv region were taken" shows by itself only that the last is a place.
    """
    if group is not None and (opened := _over_aside(view, group)) is not None:
        return opened
    loose = None if group is None else loose_before(view, first)
    longer = loose is not None and group is not None and loose.last == group.last
    return (
        loose
        if loose is not None and longer and len(loose.items) > len(group.items if group else ())
        else group
    )


def _over_aside(view: View, group: PlaceList) -> PlaceList | None:
    """Return A and B of "A, ten miles to the west, and B (were taken)" for B, None if no such A stands before it."""
    for k, item in enumerate(group.items):
        at = item.first - 1
        opened = aside_before(view, at) if view.word(at) == "and" and view.word(at - 1) == "," else None
        if opened is not None and opened.first < group.first and view.word(opened.first - 1) not in FORMS:
            return PlaceList(opened.first, group.last, opened.items + group.items[k:])
    return None


def aside_before(view: View, first: int) -> PlaceList | None:
    """Return the places before an aside that ends at token `first`: "Ghazni, south of Kabul, was taken"."""
    opened = view.opens_clause(first) or _with_its(view, first) or shared_subject(view, first)
    if opened is not None and not opened.items[0].anaphor:
        return opened
    at = first - 1
    while view.word(at) in ADVERBS:
        at -= 1
    first = at + 1
    if view.word(at) != ",":
        return opened
    if (apposed := _apposed(view, at)) is not None or opened is not None:
        return apposed or opened
    for comma in range(at - 2, max(0, at - 16), -1):
        if view.word(comma) == "," and _opens_aside(view, comma + 1):
            items = _over_asides(view, comma) or _named_to(view, comma)
            return PlaceList(items[0].first, first - 2, items) if items else None
    return None


def _with_its(view: View, first: int) -> PlaceList | None:
    """Return X of "X with its narrow old town (remained)" before token `first`, None where no such words stand."""
    near = range(first - 1, max(0, first - MAX_WITH), -1)
    at = next((k for k in near if view.word(k) == "with" and view.word(k + 1) == "its"), None)
    if at is None or any(low in FORMS or low in AUXILIARIES for low in view.lows[at:first]):
        return None
    group = next((g for g in view.lists if g.last == at - 1), None)
    opens = group is not None and (group.first == 0 or view.word(group.first - 1) in _CLAUSE_OPENERS)
    return group if opens else None


def _over_asides(view: View, comma: int) -> list[PlaceItem]:
    """Return X of "X, the capital of Y, (40 miles south of Z, fell)": another aside ends at the comma."""
    opened = next((k for k in range(comma - 2, max(0, comma - 16), -1) if view.word(k) == ","), None)
    if opened is None or not _opens_aside(view, opened + 1):
        return []
    group = aside_before(view, comma + 1)
    return group.items if group is not None else []


def _opens_aside(view: View, i: int) -> bool:
    """Say whether an aside begins at token `i`: "south of Kabul", "the capital of X", "Saddam's birthplace"."""
    opens = view.word(i)
    described = opens in _ASIDE_OPENERS or opens in _STATES or opens[:1].isdigit()
    wrested = view.word(i + 1) == "from" and "pp" in FORMS.get(opens, NO_FORM).tenses
    through = opens in PREPOSITIONS and view.word(i + 1) == "which"
    return described or wrested or through or view.word(i + 1) == "'s"


def _named_to(view: View, comma: int) -> list[PlaceItem]:
    """Return the places whose names end at a comma, those of a list before them too; none if a name does not."""
    stop = comma - (view.word(comma - 1) == "itself")
    whole = next((g for g in view.lists if g.last == stop - 1), None)
    if whole is not None:  # "the village of X, to the east, fell": the phrase begins before the name
        return whole.items
    begin = stop
    while begin > 0 and (
        may_be_name(view.reader.tokens[begin - 1])
        or begin - 1 in view.reader.mentions
        or (view.word(begin - 1) in PARTICLES and begin > 1 and may_be_name(view.reader.tokens[begin - 2]))
    ):
        begin -= 1
    group = view.reader.read(begin, loose=True)
    named = [item for item in group.items if item.last < stop] if group else []
    if not named or named[-1].last != stop - 1 or named[0].anaphor:
        return []
    longer = loose_before(view, stop)
    if longer is not None and longer.last == stop - 1 and longer.items[-1].first <= named[0].first:
        named = longer.items
    if view.word(comma + 1)[:1].isdigit() or view.word(comma + 1) in _PLACING:
        named[-1].evident = True
    return named


def _apposed(view: View, at: int) -> PlaceList | None:
    """Return X of "the last rebel-held neighbourhood, X, fell", "the capital of Y, X, fell" at the comma `at`."""
    named = named_before(view, at) or next((g for g in view.lists if g.last == at - 1), None)
    if named is None or view.word(named.first - 1) != ",":
        return None
    end = named.first - 2
    near = range(end - 1, max(-1, end - 5), -1)
    named_so = (k for k in near if view.word(k) in _CHIEF and view.word(k + 1) in ("of", "in"))
    of = next(named_so, end)
    if view.word(of) not in SINGULAR_PLACE_NOUNS | {"capital", "headquarters"}:
        return None
    named.items[-1].evident = True
    return PlaceList(named.first, at - 1, named.items)


def _aside(view: View, i: int, at: int) -> bool:
    """Say whether tokens `i` to `at` are an aside between commas."""
    return view.word(i) == "," and view.word(at) == ","


def before(view: View, i: int, reach: int = 24) -> PlaceList | None:
    """Return the place list nearest before token `i` that can be the subject of a verb there."""
    best: PlaceList | None = None
    for group in view.lists:
        near = group.last < i <= group.last + reach
        if near and not _elsewhere(view, group) and ";" not in view.lows[group.last + 1 : i]:
            piece = _piece_in(view, group)
            if piece:
                for item in group.items:
                    item.extent = Extent.PART
            best = group if piece or not _locative(view, group, best) else best or group
    if best and (_verb_between(view, best.last + 1, i) or _pointed_back(view, best, i)):
        return None
    if best and view.word(best.last + 1) in ("which", "that"):
        return located_by(view, best) or best  # "X, the quarter of Y which (was besieged)"
    return best


def _pointed_back(view: View, group: PlaceList, i: int) -> bool:
    """Say whether a stand-in right before token `i`, not the list farther back, is spoken of: "but the city (fell)"."""
    pointed = subject_anaphor(view, i)
    return pointed is not None and group.last < pointed.first and pointed.last >= i - 2


def _elsewhere(view: View, group: PlaceList) -> bool:
    """Say whether a list is not what a verb speaks of: overlooked, excepted, or "In X state" before a name."""
    opens = view.word(group.first - 1)
    located = opens == "in" and group.first == 1 and view.reader.namelike(group.last + 1)
    located = located or (
        opens == "from" and group.first - 2 in view.reader.actors
    )  # "troops from X were killed"
    return located or _stretch(view, group) or opens in OVERLOOKING or _excepted(view, group)


def _stretch(view: View, group: PlaceList) -> bool:
    """Say whether a list is one end of "from X to Y (the border was secured)"."""
    if view.word(group.first - 1) == "from":
        return view.word(group.last + 1) == "to"
    return view.word(group.first - 1) == "to" and any(
        g.last == group.first - 2 and view.word(g.first - 1) == "from" for g in view.lists
    )


def _excepted(view: View, group: PlaceList) -> bool:
    """Say whether a list is what is not meant: "all of X apart from Y"."""
    words_before = view.lows[max(0, group.first - 3) : group.first]
    return words_before[-2:] in _EXCEPTING or words_before[-1:] in (["except"], ["excluding"], ["barring"])


def _piece_in(view: View, group: PlaceList) -> bool:
    """Say whether "a pocket in X" opens a clause: a part of X is spoken of."""
    if view.word(group.first - 1) != "in" or view.word(group.first - 2) not in _PIECES:
        return False
    return view.word(group.first - 3) in ("a", "another") and view.word(group.first - 4) in (
        "",
        ",",
        "and",
        "but",
    )


def _locative(view: View, group: PlaceList, best: PlaceList | None) -> bool:
    return (
        best is not None
        and group.first > 0
        and view.word(group.first - 1)
        in ("in", "of", "near", "from", "around", "outside", "on", "at", "to", "with")
    )


def _verb_between(view: View, first: int, last: int) -> bool:
    """Say whether another finite verb stands between; a relative clause and being held do not count."""
    for at in range(first, last):
        form = FORMS.get(view.word(at))
        if (
            form
            and "past" in form.tenses
            and view.word(at - 1) not in ("which", "that", "who")
            and not _in_relative(view, at)
            and view.word(at) not in _STAYING
        ) and not _participle(view, at):
            return True
    return False


def _in_relative(view: View, at: int) -> bool:
    """Say whether the verb at token `at` is another side's in a relative clause: "X, which rebels took, is ..."."""
    phrase = view.reader.actors.get(at - 1)
    return phrase is not None and view.word(phrase.first - 1) in ("which", "that")


def _participle(view: View, at: int) -> bool:
    return view.word(at + 1) == "by" or view.word(at - 1) in AUXILIARIES
