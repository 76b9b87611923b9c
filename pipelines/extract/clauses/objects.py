"""The places that a verb has as its object: names, lists behind a counted noun, what follows something unnamed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.places.records import PlaceItem, PlaceList, as_part
from pipelines.extract.places.regions import PROVINCES
from pipelines.extract.vocabulary.countries import COUNTRIES
from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.place_words import REGIONS
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BUILDINGS,
    CALENDAR,
    DAYTIMES,
    DETERMINERS,
    DIRECTION_WORDS,
    DOUBLE_QUOTES,
    KINDS,
    NUMBERS,
    PLURAL_PLACE_NOUNS,
    PREPOSITIONS,
    REPORTING,
    SINGULAR_PLACE_NOUNS,
    words,
)
from pipelines.model import Extent

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View

_HOURS = words("early late same night evening morning afternoon hours week month day weekend year dawn")
_OF_TIME = _HOURS | words(
    "on in since at during for some several few this last of the overnight yesterday today"
)
"""What a day has between a verb and the place: "retook on Thursday morning the town of X"."""
_SKIPPED_BEHIND_VERB = ADVERBS | words("back over up out")
_LIST_OPENERS = words(": including namely called - – — notably")
_SOME = words("a an its their the several some many dozens over") | NUMBERS.keys()
"""What begins an unnamed place or a number of them: "a base (and X)", "more than 100 outposts (and X)"."""
MAX_WHERE = 6
"""How many words may tell where counted places lie before they are named."""
_BEHIND_APPOSED = frozenset({"", ".", ","}) | words("on in after late early from with")
_QUARTERS = words("neighbourhoods neighborhoods districts quarters areas parts suburbs")
"""All of these are all of their town."""
_BASES = words("base bases camp camps barracks outpost outposts garrison garrisons airbase airbases")
_TOWNS = words(
    """cities towns villages capitals city town village capital terminal port dam oilfield refinery airport crossing"""
)
_RANKED = NUMBERS.keys() | words(
    """largest biggest second-largest second-biggest third-largest third-biggest main key major second third fourth
    fifth sixth seventh eighth ninth tenth 10th 11th 12th latest another important strategic last"""
)
"""Which or how many towns of a row they are."""
_BUILDINGS = BUILDINGS | words(
    "palace airport hall station headquarters office offices court courthouse parliament ministry"
)
MAX_BUILDING = 6
"""Within how many words "the governor's office," ends."""
MAX_COUNTED = 9
"""How many words "Afghanistan's second- and third-biggest" may have before "cities of A and B"."""
_BEHIND_NAMED = frozenset({"", ".", ","}) | words("in on after late early from with as by")
_BUILT = words("blocks buildings farms farmlands points sites streets houses")
_BASTIONS = words("bastion stronghold redoubt heartland")
_UNNAMED_KINDS = KINDS | {"posts", "positions"}
_ARTICLES = ("a", "half", "two-thirds", "one")
_IN_A_ROW = (
    ["in", "quick", "succession"], ["in", "rapid", "succession"], ["in", "recent", "days"], ["in", "recent", "weeks"],
)  # fmt: skip
_BEFORE_VERB = words("it they he we who which that") | AUXILIARIES | ADVERBS | {"had"}


def objects(view: View, i: int) -> PlaceList | None:
    """Read the places that a verb ending before token `i` has as its object."""
    at = view.over_day(i) if view.word(i) == "on" else i
    while (
        view.word(at) in _SKIPPED_BEHIND_VERB and not view.reader.tokens[at].is_capital  # "Long Thanh"
    ) or view.word(at) in ("'", '"', "“"):
        at += 1
    at += (
        view.word(at) in ("about", "nearly", "almost", "roughly", "around") and view.word(at + 1) in _ARTICLES
    )
    if view.lows[at : at + 3] in _IN_A_ROW:
        at += 3
    at += 2 * (view.word(at) == "within" and view.word(at + 1) in ("hours", "days", "weeks", "minutes"))
    if view.lows[at : at + 3] in (
        ["little", "more", "than"],
        ["no", "more", "than"],
        ["little", "but", "the"],
    ):
        at += 3  # "hold little more than the centre of X"
    if view.word(at) == "," and view.word(at - 1) == "back" and at > i:
        at += 1  # "lost, then won back, the camp"
    if view.word(at) == "," and (
        view.word(at + 1) == "on" or view.lows[at + 1 : at + 3] == ["among", "other"]
    ):
        at = _behind_aside(view, at)
    at = _behind_time(view, _behind_loser(view, at))
    apposed = _apposed_to(view, at) or _bastion_in(view, at) or _counted_of(view, at)
    apposed = apposed or capital_named(view, at)
    if (apposed := apposed or _behind_kind(view, at) or _regions_including(view, at)) is not None:
        return apposed
    found = _behind_thing(view, at) or view.reader.read(at, loose=True)
    found = found or _behind_unnamed(view, at) or _in_a_part(view, at)
    found = found and _without_next_subject(view, found)
    if found is not None and view.word(found.last + 1) == "'s":
        return None  # "held Slavutych's approaches"
    if (
        found
        and len(found.items) == 1
        and found.items[0].noun in PLURAL_PLACE_NOUNS
        and not found.items[0].anaphor
        and view.word(found.items[0].name_last) != found.items[0].noun
    ):
        return listed(view, at)
    if found and len(found.items) == 1 and found.items[0].anaphor and found.items[0].noun == "territory":
        return listed(view, at) or found  # "all of the territory that it had lost, including A and B"
    return found or listed(view, at)


def _without_next_subject(view: View, group: PlaceList) -> PlaceList:
    """Return X of "in control of X, and the Kulyabis had been given passage": what has its own verb is no object."""
    last = group.items[-1]
    joint = last.first - 1 - (view.word(last.first - 1) == "the")
    acts = view.word(group.last + 1) in AUXILIARIES - {"'s"} and view.word(joint) in ("and", "but", "while")
    if len(group.items) < 2 or not acts or view.word(joint - 1) != ",":
        return group
    return PlaceList(group.first, group.items[-2].last, group.items[:-1])


def _behind_time(view: View, i: int) -> int:
    """Step over "on Thursday morning", "since the evening of Friday June 28" where the place stands behind it."""
    at, dated = i, False
    while view.word(at) in _OF_TIME or view.word(at) in CALENDAR | DAYTIMES or view.word(at).isdigit():
        if view.word(at) == "the" and view.word(at + 1) not in _HOURS:
            break
        dated = dated or view.word(at) in CALENDAR | DAYTIMES | _HOURS
        at += 1
    named = view.word(at) in ("the", "a", "an", "several", "two", "three") or view.reader.namelike(at)
    return at if dated and named else i


def _behind_loser(view: View, i: int) -> int:
    """Step over "from the army (on Monday)" where the place stands behind: "took from the army the town of X"."""
    loser = view.actor_at(i + 1, reach=2) if view.word(i) == "from" else None
    if loser is None:
        return i
    at = view.over_day(loser.last + 1 + (view.word(loser.last + 1) == "on"))
    return at if view.word(at) in DETERMINERS or view.reader.namelike(at) else i


def _apposed_to(view: View, i: int) -> PlaceList | None:
    """Read Y of "the last city in X, Y" at token `i`: only Y is meant."""
    noun = next((k for k in range(i + 1, i + 6) if view.word(k) in SINGULAR_PLACE_NOUNS), None)
    if noun is None or view.word(i) not in ("the", "its", "their") or view.word(noun + 1) != "in":
        return None
    group = view.reader.read(noun + 2, loose=True)
    if group is None or len(group.items) != 2 or view.word(group.last + 1) not in _BEHIND_APPOSED:
        return None
    where, meant = group.items
    apposed = view.word(where.last + 1) == "," and meant.first == where.last + 2 and not meant.anaphor
    apposed = apposed and view.word(meant.last) not in REGIONS  # "the base in Lashio, northern Shan State"
    return replace(group, first=meant.first, items=[meant]) if apposed else None


def capital_named(view: View, i: int) -> PlaceList | None:
    """Read Y of "the West Darfur capital Y", "the capital of North Kivu, Y", "the Tigrayan regional capital, Y"."""
    near = range(i + 1, i + MAX_COUNTED)
    whose = any(p.first == i and p.possessive for p in view.actors)  # "al-Shabaab's main stronghold, X"
    seats = _BASTIONS | {"capital"} if whose else {"capital"}
    noun = next((k for k in near if view.word(k) in seats), None)
    if noun is None or not (whose or view.word(i) in ("the", "its", "their")):
        return None
    if whose and view.word(noun + 1) not in (",", "of"):
        return None
    if whose and view.word(noun + 1) == "of":
        group = view.reader.read(noun + 2, loose=True)
        return None if group is None or group.items[0].anaphor else group
    if not {",", ".", "of", "and"}.isdisjoint(view.lows[i:noun]):
        return None
    end = noun + 1
    if view.word(end) == "of":
        end = next((k for k in range(end + 2, end + 6) if view.word(k) == ","), 0)
    end += view.word(end) == ","
    if end <= noun or not view.reader.namelike(end) or view.reader.actors.get(end) is not None:
        return None
    group = view.reader.read(end, loose=True)
    if group is None or group.items[0].anaphor or view.word(group.last + 1) not in _BEHIND_NAMED | {"and"}:
        return None
    for item in group.items:
        item.evident = True
    return group


def _counted_of(view: View, i: int) -> PlaceList | None:
    """Read "the region's two largest cities of A and B", "a fifth provincial capital, A" at token `i`."""
    noun = next((k for k in range(i + 1, i + MAX_COUNTED) if view.word(k) in _TOWNS), None)
    between = view.lows[i:noun] if noun is not None else []
    if noun is None or not _RANKED.intersection(between) or {",", ".", "of", "in"} & {*between}:
        return None
    where = next((k for k in range(noun + 1, noun + 5) if view.word(k) == ","), noun + 1)
    where = where if view.word(noun + 1) == "in" else noun + 1
    several = view.word(noun) in PLURAL_PLACE_NOUNS
    if view.word(where) != ("of" if several else ",") or not view.reader.namelike(where + 1):
        return None
    group = view.reader.read(where + 1, loose=True)
    if (
        group is None
        or group.items[0].anaphor
        or (not several and view.word(group.last + 1) not in _BEHIND_NAMED)
    ):
        return None
    for item in group.items:
        item.evident = True
    return group


def _regions_including(view: View, i: int) -> PlaceList | None:
    """Read "(controls) the east and south, including the cities of A and B" at token `i`: those that are named."""
    i += 2 * (view.word(i) in ("much", "most") and view.word(i + 1) == "of")
    i += 3 * (view.lows[i : i + 3] in (["large", "parts", "of"], ["large", "swathes", "of"]))
    at = i
    while view.word(at) in DIRECTION_WORDS or view.word(at) in ("the", "and"):
        at += 1
    if at < i + 2 or view.word(i) != "the" or view.lows[at : at + 2] != [",", "including"]:
        return None
    group = view.reader.read(at + 2, loose=True)
    return None if group is None or group.items[0].anaphor else group


def _behind_kind(view: View, i: int) -> PlaceList | None:
    """Read "all (of) the neighbourhoods of X", "the army bases of A and B" at token `i`."""
    at = i + (view.word(i) == "all")
    at += 2 * (view.lows[at : at + 2] == ["of", "the"]) or view.word(at) == "the"
    whole = view.word(i) == "all" and view.word(at) in _QUARTERS
    whose = view.reader.actors.get(at)
    bases = whose is not None and view.word(i) == "the" and whose.last == at and view.word(at + 1) in _BASES
    of = at + 1 + bases
    if not (whole or bases) or view.word(of) != "of":
        return None
    group = view.reader.read(of + 1, loose=True)
    return None if group is None or group.items[0].anaphor else group


def _bastion_in(view: View, i: int) -> PlaceList | None:
    """Read X of "the ADF bastion in X", "the group's last base in X" at token `i`: what is theirs is named by where."""
    if view.word(i) not in DETERMINERS:
        return None
    noun = next((k for k in range(i + 1, i + 5) if view.word(k) in _BASTIONS), None)
    named = noun is not None and (view.reader.tokens[noun - 1].is_capital or view.word(noun - 1) == "'s")
    if noun is None or not named or view.word(noun + 1) not in ("in", "of", "at"):
        return None
    group = view.reader.read(noun + 2, loose=True)
    return None if group is None or group.items[0].anaphor else group


def _in_a_part(view: View, i: int) -> PlaceList | None:
    """Read "several neighbourhoods in eastern Aleppo" at token `i`: a part of it; a number of them is a count."""
    noun = i + (view.word(i) in ("several", "some", "many"))
    noun += 3 * (view.lows[i : i + 3] == ["a", "number", "of"]) or 2 * (view.lows[i : i + 2] == ["a", "few"])
    noun += view.word(noun) == "building"
    built = view.word(noun) in _BUILT
    if (view.word(noun) not in PLURAL_PLACE_NOUNS and not built) or view.word(noun + 1) != "in":
        return None
    group = view.reader.read(noun + 2, loose=False)
    if group is not None and built and noun > i and not group.items[0].anaphor:
        return as_part(group)  # "a number of building blocks in the X neighbourhood"
    return group if group is not None and group.items[0].part is not None else None


def _behind_thing(view: View, i: int) -> PlaceList | None:
    """Read A and B of "the palace, A and B", "the palace, as well as A" at token `i`, None for other words."""
    comma = _behind_building(view, i)
    if comma is None:
        return None
    at = comma + 1
    while (further := _behind_building(view, at)) is not None:
        at = further + 1  # "the town hall, the railway station and the village of X"
    added = view.lows[at : at + 3] == ["as", "well", "as"]
    at += 3 * added
    named = view.reader.namelike(at) or (view.word(at) == "the" and at > comma + 1)
    group = view.reader.read(at, loose=view.reader.namelike(at)) if named else None
    more = group is not None and (at > comma + 1 or len(group.items) > 1) and not group.items[0].anaphor
    theirs = group is not None and group.items[0].inside is not None  # "the airport and the palace in X"
    return group if more and not theirs else None


def _behind_building(view: View, i: int) -> int | None:
    """Return the comma or "and" behind "the railway station" at token `i`, None where no bare building stands."""
    if view.word(i) != "the":
        return None
    near = range(i + 1, i + MAX_BUILDING)
    end = next((k for k in near if view.word(k) in (",", "and")), None)
    plain = end is not None and view.word(end - 1) in _BUILDINGS
    low = all(view.reader.tokens[k].text.islower() or view.word(k) == "'s" for k in range(i, end or i))
    return end if plain and low and end is not None and view.lows[end : end + 2] != [",", "and"] else None


def _behind_unnamed(view: View, i: int) -> PlaceList | None:
    """Read "a base and the town of X" at token `i`: the places behind an unnamed one."""
    i += 2 * (view.lows[i : i + 2] in (["more", "than"], ["at", "least"]))
    if view.word(i) not in _SOME and not view.word(i)[:1].isdigit():
        return None
    for at in range(i + 1, min(i + 6, len(view.lows))):
        low = view.word(at)
        if low == "and":
            kind = view.word(at - 1)
            unnamed = (
                kind in _UNNAMED_KINDS or kind.removesuffix("s") in KINDS
            ) and at + 1 not in view.reader.actors
            behind = at + 1 + (view.word(at + 1) == "of" or view.word(at + 1) in DOUBLE_QUOTES)
            group = view.reader.read(behind, loose=False) if unnamed else None
            return None if group is not None and _acts_itself(view, group.last + 1) else group
        if low in PREPOSITIONS or low in FORMS or not view.reader.tokens[at].text.islower():
            return _behind_owned(view, at)
    return None


def _behind_owned(view: View, i: int) -> PlaceList | None:
    """Read "(the headquarters) of Y in Z and the villages of X" at token `i`: places of a kind behind the rest."""
    for at in range(i, min(i + 9, len(view.lows) - 3)):
        if view.word(at) in FORMS or view.word(at) in (".", ";", ","):
            return None
        kinds = view.word(at + 1) == "the" and view.word(at + 2) in KINDS and view.word(at + 3) == "of"
        if view.word(at) == "and" and kinds:
            group = view.reader.read(at + 1, loose=False)
            return None if group is not None and _acts_itself(view, group.last + 1) else group
    return None


def _acts_itself(view: View, i: int) -> bool:
    """Say whether a place before token `i` has a verb of its own: "took two posts and the village of X was bombed"."""
    return view.word(i) in (AUXILIARIES - {"'s"}) | {"came"}


def _behind_aside(view: View, comma: int) -> int:
    """Step over ", on Sunday," between a verb and its object."""
    for at in range(comma + 1, min(comma + 7, len(view.lows))):
        if view.word(at) == ",":
            return at + 1
    return comma


def listed(view: View, i: int) -> PlaceList | None:
    """Read "three neighbourhoods: X, Y and Z" and "several villages, including X"."""
    noun = None
    for at in range(i, min(i + 24, len(view.lows))):
        low = view.word(at)
        told = low in FORMS and "past" in FORMS[low].tenses and view.word(at + 1) != "by"
        if noun is not None and told and not _in_relative_clause(view, noun, at):
            return None
        if (
            low in PLURAL_PLACE_NOUNS
            or (low.endswith("s") and (low in KINDS or low[:-1] in KINDS))
            or low in ("territory", "ground", "land", "country", "places", "parts", "strip")
            or low in COUNTRIES
        ):
            noun = at
        opener = 3 if view.lows[at : at + 3] == ["as", "well", "as"] else int(low in _LIST_OPENERS)
        if (low == "among" and view.word(at + 1) in ("them", "which")) or view.lows[at : at + 2] == [
            "such",
            "as",
        ]:
            opener = 2
        if low == "," and noun is not None and _told_behind(view, noun, at):
            opener = 1  # "three towns, X, Y and Z", "only two towns in the Euphrates valley, X and Y"
        if noun is not None and opener:
            found = view.reader.read(at + opener, loose=True)
            for item in found.items if found else ():
                item.evident = True  # "11 villages, among them X"
            if found:
                return found
        if noun is None and (
            (low in PREPOSITIONS and low not in ("of", "in")) or low in REPORTING - {"state"}
        ):
            return None
    return None


def _told_behind(view: View, noun: int, comma: int) -> bool:
    """Say whether the places that a noun counts are named behind a comma; between them only where they lie."""
    if comma == noun + 1:
        return _names_follow(view, comma + 1)
    where = view.word(noun + 1) in ("in", "of", "along", "near", "on") and comma - noun <= MAX_WHERE
    counting = any(view.word(k) in NUMBERS for k in range(max(0, noun - 3), noun))
    group = view.reader.read(comma + 1, loose=True) if where and counting else None
    telling = group is not None and view.word(group.last + 1) in REPORTING
    return where and counting and not telling and _names_follow(view, comma + 1)


def _names_follow(view: View, i: int) -> bool:
    """Say whether two names at least stand at token `i`, joined by commas and `and`."""
    opens = view.reader.namelike(i) or view.word(i) == "the"
    group = view.reader.read(i, loose=True) if opens else None
    if group is None or len(group.items) > 1:
        return group is not None
    dated = view.word(group.last + 1) in ("on", "in") and view.word(group.last + 2) in CALENDAR
    near = range(group.last + 3, min(group.last + 6, len(view.lows) - 1))
    return dated and any(
        view.word(k) == "and" and view.reader.namelike(k + 1) for k in near
    )  # "A on Monday and B"


def _in_relative_clause(view: View, noun: int, at: int) -> bool:
    """Say whether the verb at token `at` only describes a noun: "towns (that) they had lost, ..."."""
    if {"that", "which"} & {view.word(at - 1), view.word(at - 2)}:
        return True
    between = range(noun + 1, at)
    acting = {k for p in view.actors for k in range(p.first, p.last + 1)}
    return bool(between) and all(view.word(k) in _BEFORE_VERB or k in acting for k in between)


def counted(view: View, i: int) -> PlaceList | None:
    """Read "three villages: X and Y", "several towns, including X" at token `i`; None where none is named."""
    if view.lows[i : i + 3] == ["half", "a", "dozen"]:
        return listed(view, i + 2)
    if view.word(i) == "a" and view.word(i + 1) in ("number", "handful") and view.word(i + 2) == "of":
        return listed(view, i + 2)
    i += view.word(i) in ("about", "nearly", "some") and view.word(i + 1)[:1].isdigit()
    counted = view.word(i) in NUMBERS or view.word(i) in ("several", "many", "dozens", "some", "the")
    counted = counted or view.word(i).isdigit()
    return listed(view, i) if counted else None


def falls_short(view: View, item: PlaceItem) -> bool:
    """Say whether "X, except for Y", "X of rebels, except for Y", "all of X but Y" leave a part of X out."""
    i = item.last + 1
    lacking = view.actor_at(i + 1) if view.word(i) == "of" else None
    if view.word(i) == "but" and "all" in view.lows[max(0, item.first - 3) : item.last]:
        return view.word(i + 1) in DETERMINERS and view.actor_at(i + 1) is None
    return _excepts(view, i) or (lacking is not None and _excepts(view, lacking.last + 1))


def _excepts(view: View, i: int) -> bool:
    """Say whether "(, but) except for Y", "apart from Y" opens at token `i`; "apart from taking Y" does not."""
    i += view.word(i) == ","
    i += view.word(i) == "but"
    opens = view.word(i) in ("except", "barring", "apart", "save")
    after = i + 1 + (view.word(i + 1) in ("for", "from"))
    return opens and (view.word(after) in DETERMINERS or view.listed(after) is not None)


_LAST_OF_TOWN = words("city cities town towns village villages stronghold strongholds")
"""Whoever takes the last one of these in X has not all of X."""
_POSTS = words("base airbase checkpoint airport airfield")
"""These have no name of their own, and X may be a province."""


def last_of(view: View, head: int) -> PlaceList | None:
    """Read "took (over) the last positions in X", "captured the final districts of X": now all of X is theirs."""
    if not any(view.word(k) in ("last", "final", "remaining") for k in range(head + 1, head + 4)):
        return None
    if not _LAST_OF_TOWN.isdisjoint(view.lows[head + 1 : head + 6]):
        return None
    group = view.within(head + 1, reach=8, loose=True)
    post = not _POSTS.isdisjoint(view.lows[head + 1 : head + 6])
    if (
        group is not None
        and post
        and (view.word(group.last) in PROVINCES or view.reader.entries.is_large(group.items[0].mention))
    ):
        return None  # "the last army base in Y province"
    for item in group.items if group else ():
        if item.part is None:  # "the last areas in southern X" are all of its south
            item.extent = Extent.WHOLE
    return group
