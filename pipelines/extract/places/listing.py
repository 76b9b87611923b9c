"""What makes a run of place phrases a list: commas, `and`, names that follow each other; and where it ends."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.lexicon import (
    ATTACK_NOUNS,
    CLASH_NOUNS,
    FALLING_NOUNS,
    FORMS,
    STRONGHOLD_NOUNS,
    TAKING_NOUNS,
)
from pipelines.extract.vocabulary.modality import MODALS
from pipelines.extract.vocabulary.names import may_be_name
from pipelines.extract.vocabulary.place_words import DESCRIBING, NAME_OPENERS, SUBJECT_SLOTS
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    APPOSING,
    AUXILIARIES,
    BUILDINGS,
    CALENDAR,
    COMPASS,
    DIRECTION_WORDS,
    FACILITIES,
    KINDS,
    NUMBERS,
    OFFICES,
    PLURAL_PLACE_NOUNS,
    PREPOSITIONS,
    REPORTING,
    SINGULAR_PLACE_NOUNS,
    words,
)
from pipelines.model import Extent

_NOMINAL = TAKING_NOUNS | FALLING_NOUNS
_NEARBY = words("including neighbouring neighboring surrounding outlying adjoining remaining")
_OPENS = frozenset({".", ";", ":", "and", "but", "while", "\u201c", '"'})
"""What stands before "In A," where it opens its clause."""
_LOCAL_OFFICES = words(
    "governor mayor resident residents official officials prosecutor lawmaker spokesman spokeswoman"
)
"""Who is told by the name of a place before: "Donetsk governor"."""
MAX_WHERE = 4
"""More places than that no "In A and B," names before its subject."""
MAX_FURTHER = 12
"""How many words more places of a list may have before "to Y"."""
MAX_RELATIVE = 26
"""How many words a relative clause in a list may have."""
_WHO = frozenset({"which", "who"})
_WITH_IT = (["and", "with", "it"], ["and", "with", "them"])
_AFTER_THAT = words("after following since with despite before upon")
_LATER = words("later earlier yesterday overnight before after recently finally eventually")
_LYING = words("near just about farther further")
_ACROSS = words("across beyond further farther nearby behind opposite")
_ASIDES = words("which whose where from now once closer further farther near nearer just also")
RINGING = words("besieged surrounded encircled blocked isolated bombed shelled attacked")
"""Behind "took A and" these are verbs, though they may describe a town."""
_UNITS = words("km kilometres kilometers miles mile")
_SEATS = frozenset({"capital", "headquarters", "home", "gateway", "seat", "birthplace", "part", "heart"})
_VERBS_OF_HEADLINES = words(
    """approach approaches near nears eye eyes threaten threatens head heads press presses march marches close closes
    reach reaches kill kills advance advances move moves edge vow vows free frees""",
)
"""What a headline goes on with behind a comma: "Rebels take Sake, approach Goma"."""

if TYPE_CHECKING:
    from pipelines.extract.places.phrases import PhraseReader
    from pipelines.extract.places.records import PlaceItem, PlaceList


def listed(reader: PhraseReader, group: PlaceList) -> bool:
    """Say whether names without a comma between them are a list: a plural noun or "are" announces one."""
    nxt = reader.mentions.get(group.last + 1)
    if kind_behind_the(reader, group.last + 1):
        return True
    if nxt is not None and group.items[-1].mention is not None and group.last == group.items[-1].name_last:
        return True
    if _between_listed(reader, group):
        return True
    last, nxt_low = group.items[-1], reader.lows[group.last + 1]
    if reader.lows[last.name_first] == nxt_low and nxt_low in NAME_OPENERS:
        return True
    announced = group.first > 0 and reader.lows[group.first - 1] in ("are", "were")
    return announced or any(item.noun in PLURAL_PLACE_NOUNS for item in group.items)


def _between_listed(reader: PhraseReader, group: PlaceList) -> bool:
    """Say whether a name stands between a listed place and "and" and another: "Aghyur Bab al-Hadid and Qarleq".

    In a text that lost its commas a name of any two places is enough: "Hammam mountain Talat al-Bayda and the village".
    """
    last, end = group.items[-1], group.last + 1
    lost = reader.commaless
    if not lost and (last.mention is None or last.name_last != group.last):
        return False
    while end < len(reader.tokens):
        if end in reader.mentions and lost:
            end = reader.mentions[end][0] + 1
        elif end not in reader.mentions and may_be_name(reader.tokens[end]):
            end += 1
        else:
            break
    named = end > group.last + 1 and reader.lows[end : end + 1] == ["and"]
    kind = reader.lows[end + 1 : end + 2] == ["the"] and not KINDS.isdisjoint(reader.lows[end + 2 : end + 4])
    return named and (end + 1 in reader.mentions or (lost and (kind or reader.namelike(end + 1))))


MAX_THING = 5
"""How many words "a disused military camp" may have."""
_ARTICLES = words("the a an its their")


def separator(reader: PhraseReader, i: int) -> int | None:
    """Return the index behind a list separator at `i`; `i` itself if names simply follow each other."""
    if i >= len(reader.tokens):
        return None
    low = reader.lows[i]
    if low == ",":
        nxt = i + 1
        if nxt < len(reader.tokens) and reader.lows[nxt] in ("and", "or"):
            return nxt + 1
        return nxt + (adding(reader.lows, nxt) or reader.lows[nxt : nxt + 1] == ["then"])
    if (then := _behind_then(reader, i)) is not None:
        return then
    if reader.lows[i : i + 3] in _WITH_IT:
        return i + 3  # "took X and with it Y"
    if low in ("and", "&", "/", "or"):
        return over_time(reader, i + 1) or i + 1
    if low == "but" and reader.lows[i + 1 : i + 2] == ["also"]:
        return i + 2  # "not only X but also Y"
    if low in ("—", "–") and reader.lows[i + 1 : i + 2] in (["and"], ["or"]):
        return i + 2
    if added := adding(reader.lows, i):
        return i + added
    named = (reader.namelike(i) and i not in reader.actors) or kind_behind_the(reader, i)
    return i if named else None


def over_things(reader: PhraseReader, group: PlaceList, at: int, step: int) -> tuple[int, int]:
    """Step over things without a name in a list: "took X, the airport and Y", "X, an army base and Y".

    Return the separator at `at` and the index `step` behind it, both further on where such a thing stands there.
    """
    if reader.lows[at:step] != [","] or not reader.tokens[group.last].is_capital:
        return at, step
    noun = step + 1
    while noun < min(step + MAX_THING, len(reader.lows)) and reader.lows[noun] not in FACILITIES | BUILDINGS:
        noun += 1
    thing = reader.lows[step : step + 1] != [] and reader.lows[step] in _ARTICLES and noun < step + MAX_THING
    plain = thing and all(t.text.islower() for t in reader.tokens[step : noun + 1])
    behind = (
        separator(reader, noun + 1)
        if plain and reader.lows[noun + 1 : noun + 2] in ([","], ["and"])
        else None
    )
    if (
        behind is None
        or behind == noun + 1
        or not (reader.namelike(behind) or reader.item(behind, loose=False))
    ):
        return at, step
    return noun + 1, behind


def _behind_then(reader: PhraseReader, i: int) -> int | None:
    """Return the index behind "and then", "first and then", "then" at token `i`, None where no such words stand."""
    at = i + (reader.lows[i] == "first")
    at += reader.lows[at : at + 1] == ["and"]
    if reader.lows[at : at + 1] != ["then"]:
        return None
    named = reader.namelike(at + 1) and at + 1 not in reader.actors
    return at + 1 if named or at > i else None


def of_theirs(reader: PhraseReader, step: int, item: PlaceItem) -> bool:
    """Say whether "(A and) their guns threaten B" stands at token `step`: what is theirs there is no place."""
    between = reader.lows[step + 1 : item.name_first]
    whose = reader.lows[step] in ("their", "its", "his") and between != []
    return whose and not item.anaphor and (KINDS | PLURAL_PLACE_NOUNS | STRONGHOLD_NOUNS).isdisjoint(between)


def over_time(reader: PhraseReader, i: int) -> int | None:
    """Return the token behind ", two days later," at token `i`, None where no such words stand."""
    if reader.lows[i + 2 : i + 3] == ["later"] and (reader.lows[i] in NUMBERS or reader.lows[i] == "a"):
        return i + 3  # "and a week later Y"
    ordinal = reader.lows[i : i + 2] == ["on", "the"] and reader.lows[i + 2][:1].isdigit()
    if ordinal and reader.lows[i + 3 : i + 4] != [","]:
        return i + 3  # "and on the 22nd the village of Y"
    closing = next((k for k in range(i + 2, i + 7) if reader.lows[k : k + 1] == [","]), None)
    if reader.lows[i : i + 1] != [","] or closing is None:
        return None
    between = reader.lows[i + 1 : closing]
    elsewhere = between[0] in ("in", "to", "near", "on")
    if (between[0] in _ACROSS or elsewhere) and reader.lows[closing + 1 : closing + 2] in (["the"], ["its"]):
        return closing + 1  # "X and, across the river, the suburb of Y"
    further = elsewhere or bool(DIRECTION_WORDS.keys() & {*between})  # "X and, further north, Y"
    further = further and reader.namelike(closing + 1) and FORMS.keys().isdisjoint(between)
    return (
        closing + 1 if further or not _LATER.isdisjoint(between) or not CALENDAR.isdisjoint(between) else None
    )


def kind_behind_the(reader: PhraseReader, i: int) -> bool:
    """Say whether "the Y neighbourhood" follows "the X quarter" at token `i`, of a text that lost its commas."""
    if reader.lows[i : i + 1] != ["the"] or reader.lows[i - 1] not in KINDS:
        return False
    named = reader.namelike(i + 1) and i + 1 not in reader.actors
    return named and not SINGULAR_PLACE_NOUNS.isdisjoint(reader.lows[i + 2 : i + 4])


def adding(lows: list[str], i: int) -> int:
    """Return how many words at `i` add to a list: "as well as", "along with", "together with"; 0 for none."""
    if lows[i : i + 3] in (["as", "well", "as"], ["in", "addition", "to"]):
        return 3
    return 2 if lows[i : i + 2] in (["along", "with"], ["together", "with"]) else 0


def participle(reader: PhraseReader, i: int) -> bool:
    """Say whether a verb, not an adjective, stands behind a separator: "X and captured Y" is no list."""
    while reader.lows[i] in ADVERBS and i + 1 < len(reader.lows):
        i += 1  # "X and briefly entered Y"
    low = reader.lows[i]
    form = FORMS.get(low)
    if low in _VERBS_OF_HEADLINES and reader.tokens[i].text == low:
        return True
    past = (
        bool(form and "past" in form.tenses)
        or (
            low.endswith(("ed", "ing"))
            and low not in _NEARBY
            and (reader.headline or reader.tokens[i].text.islower())  # not "Ed Daein"
            and (
                reader.namelike(i + 1)
                or reader.lows[i + 1 : i + 2] in (["the"], ["a"], ["its"], ["their"])
                or (
                    low.endswith("ing")
                    and reader.lows[i + 1 : i + 2] != []
                    and reader.lows[i + 1][0].isdigit()
                )
            )
        )
    )
    acting = low in DESCRIBING and reader.tokens[i].text.islower() and low in RINGING
    return past and (acting or low not in DESCRIBING)


def apposition(reader: PhraseReader, step: int, item: PlaceItem | None) -> bool:
    """Say whether ", the capital of Gezira state" describes the place before: an article, and no `and` behind."""
    if (
        reader.lows[step : step + 1] != []
        and reader.lows[step] in _SEATS
        and (
            reader.lows[step + 1 : step + 2] in (["of"], ["to"])
            or reader.lows[step + 1 : step + 3] == ["base", "of"]
        )
    ):
        return True  # ", capital of Gezira state"
    if item is None:
        owned = (
            "'s" in reader.lows[step + 1 : step + 3]
        )  # "Iraq's largest Christian town", "east Congo's largest city"
        opens = reader.lows[step] if step < len(reader.lows) else ""
        return owned or opens in APPOSING or opens[:1].isdigit() or opens in _LYING
    if reader.lows[step][:1].isdigit() and not _UNITS.isdisjoint(reader.lows[step + 1 : step + 3]):
        return True  # ", 60 km to the north of Balad, and"
    if reader.lows[step] in _LYING and reader.lows[step] not in ("near", "about"):
        return reader.lows[item.last + 1 : item.last + 2] != ["and"]  # ", farther down the Ubangi"
    if reader.lows[step] not in APPOSING and "'s" not in reader.lows[step : item.last]:
        return False
    return reader.lows[item.last + 1 : item.last + 2] != ["and"] or reader.lows[step] in ("a", "an", "one")


def behind_relative(reader: PhraseReader, at: int) -> int | None:
    """Return where a list goes on behind a relative clause at the comma `at`: "A, which ..., as well as B"."""
    through = reader.lows[at + 2 : at + 3] == ["which"] and reader.lows[at + 1] in PREPOSITIONS
    beside = reader.lows[at + 1 : at + 3] == ["to", "the"] and reader.lows[at + 3] in DIRECTION_WORDS
    if reader.lows[at + 1 : at + 2] == [] or not (through or beside or reader.lows[at + 1] in _ASIDES):
        return None
    for k in range(at + 2, min(at + MAX_RELATIVE, len(reader.lows) - 2)):
        if reader.lows[k] in (".", ";", ":"):
            return None
        if added := adding(reader.lows, k):
            return k + added
        if reader.lows[k : k + 3] == [",", "and", "of"] and reader.namelike(k + 3):
            return k + 3  # "in control of A, where ..., and of B"
        more = reader.lows[k : k + 3] == [",", "and", "the"] and reader.lows[k + 4 : k + 5] == ["of"]
        if more and reader.lows[k + 3] in KINDS:
            return k + 2  # "the port of A, from which ..., and the town of B"
        where = reader.lows[at + 1] == "where" and reader.lows[k] == "," and reader.namelike(k + 1)
        where = where and not reader.namelike(k - 1)  # "where it took bases in B, C and D"
        if where and reader.lows[k + 2 : k + 3] in ([","], ["and"]) and reader.namelike(k + 3):
            return k + 1  # "A, where five soldiers died, B and C"
        if reader.lows[k : k + 2] == [",", "and"] and _ends_list(reader, k + 2):
            return k + 2  # "A, where ..., and B, close to the border"
    return None


def _ends_list(reader: PhraseReader, i: int) -> bool:
    """Say whether a name, and nothing more of its phrase, stands at token `i`."""
    last = i
    while reader.namelike(last) and last not in reader.actors:
        last += 1
    lying = reader.lows[last : last + 2] == ["in", "the"]  # "and B in the east."
    ends = lying and {".", ","} & {*reader.lows[last + 3 : last + 5]}
    return last > i and (reader.lows[last : last + 1] in ([","], ["."], ["on"], []) or bool(ends))


def behind_apposition(reader: PhraseReader, step: int, *, of: bool = False) -> int | None:
    """Return where a list goes on behind the apposition at token `step`: "A, the capital of X, and B"; None if not."""
    for at in range(step + 1, min(step + 17, len(reader.lows) - 2)):
        if reader.lows[at] == ",":
            if added := adding(reader.lows, at + 1):
                return at + 1 + added
            if of and reader.lows[at + 1 : at + 3] == ["and", "of"]:
                ends = reader.lows[at + 4 : at + 5] in ([","], ["."], [])
                return (
                    at + 3 if ends and reader.namelike(at + 3) else None
                )  # "in control of A, a port, and of B"
            if reader.lows[at + 1] == "and":
                kinds = (KINDS | PLURAL_PLACE_NOUNS) & {*reader.lows[at + 3 : at + 5]}
                described = reader.lows[at + 2] == "the" and bool(kinds)  # "and the coastal towns of B and C"
                return at + 2 if described or reader.namelike(at + 2) else None
            listed = reader.namelike(at + 1) and "and" in reader.lows[at + 2 : at + 6]
            return at + 1 if listed and at + 1 not in reader.actors else None
        if not reader.tokens[at].is_word and reader.lows[at] != "'s":
            return None
    return None


def _is_somebody(reader: PhraseReader, i: int) -> bool:
    """Say whether "who ..." or "a spokesman for the army" stands at token `i`."""
    if reader.lows[i : i + 1] == ["who"]:
        return True
    if reader.lows[i : i + 1] not in (["a"], ["an"], ["the"]):
        return False
    noun = itertools.takewhile(lambda low: low not in PREPOSITIONS, reader.lows[i + 1 : i + 6])
    return not (OFFICES | _LOCAL_OFFICES).isdisjoint(noun)  # "the birthplace of its leader" is no leader


def _tells_where(reader: PhraseReader, group: PlaceList, at: int, step: int) -> bool:
    """Say whether "In A," opens a clause whose subject at token `step` is other places: "In A, B and C were taken"."""
    first = group.first - 1
    if reader.lows[at] != "," or len(group.items) >= MAX_WHERE:
        return False
    if reader.lows[first] == "of" and reader.lows[first - 1] in _NOMINAL and reader.lows[0] in _AFTER_THAT:
        further = reader.lows[at + 1 : at + MAX_FURTHER]
        rest = further[further.index("and") + 1 :] if "and" in further else []
        listed = (
            "to" in rest or "," in rest[:4]
        )  # "the fall of A, B and C to Y", "After the fall of A, B and C, D"
        return further[:1] != ["and"] and not listed  # "After the loss of A, B remains their last base"
    if first < 0 or reader.lows[first] not in ("in", "across", "throughout"):
        return False
    if first and reader.lows[first - 1] not in _OPENS:
        return False
    subject = reader.read(step, loose=True)
    if subject is None:
        return False
    behind = next((low for low in reader.lows[subject.last + 1 :] if low not in ADVERBS), "")
    form = FORMS.get(behind)
    return behind in AUXILIARIES or (form is not None and "past" in form.tenses)


def _of_a_noun(reader: PhraseReader, group: PlaceList) -> bool:
    """Say whether a list belongs to a noun: "the fall of A and B", "an attack on A and B", "fighting in A and B"."""
    noun, by = reader.lows[group.first - 2], reader.lows[group.first - 1]
    fallen = by == "of" and noun in _NOMINAL
    return group.first > 1 and (fallen or (by == "on" and noun in ATTACK_NOUNS) or noun in CLASH_NOUNS)


_OPENING_MARKS = frozenset('"“:;')


def begins_clause(reader: PhraseReader, group: PlaceList, item: PlaceItem, at: int, step: int) -> bool:
    """Say whether a name behind `and` or a comma is the subject of a clause of its own."""
    i = item.last + 1
    if i >= len(reader.tokens) or step == at:
        return False
    if "and" in reader.lows[at:step] and _of_a_noun(reader, group):
        return False
    apposed = reader.lows[i] == "," and "and" not in reader.lows[at:step] and item.mention is None
    if _tells_where(reader, group, at, step) or (apposed and _is_somebody(reader, i + 1)):
        return True  # "took the districts of A and B, Sabah al-Numani, a spokesman, said"
    while i + 1 < len(reader.tokens) and reader.lows[i] in ADVERBS:
        i += 1
    low = reader.lows[i]
    if low in _LOCAL_OFFICES or (low == "regional" and reader.lows[i + 1 : i + 2] == ["governor"]):
        return True  # "captured A, Donetsk governor B said"
    if (low in REPORTING or low in ("assesses", "assessed", "estimates")) and low != "according":
        # "captured A, Al-Manar reported" ends there, "the group which holds A and B said" does not
        return _WHO.isdisjoint(reader.lows[max(0, group.first - 3) : group.first])
    if low in AUXILIARIES and low != "'s":
        plural = low in ("were", "are", "have", "had", "'re", "'ve")
        before = reader.lows[max(0, group.first - 2) : group.first]
        if low in MODALS and (before[-1:] == ["that"] or before[:1] == ["to"]):
            return False  # "said that A and B would be freed", "an operation to recover A and B would begin"
        opened = group.first == 0 or reader.lows[group.first - 1] in _OPENING_MARKS
        plural = plural or (low in MODALS and (opened or len(group.items) > 1))  # "A, B and C will be taken"
        return not plural  # one place alone takes no plural verb: it ends the list
    slot = reader.lows[group.first - 1] if group.first else ""
    if slot in SUBJECT_SLOTS or slot in CALENDAR or slot.isdigit():
        return False  # the list stands where a subject does
    form = FORMS.get(low)
    return bool(form and form.tenses & {"past", "s"} and low not in ("base", "bases", "camp", "fields"))


_DISTRICTS = words("districts neighborhoods neighbourhoods quarters suburbs villages")


def share_part(reader: PhraseReader, items: list[PlaceItem]) -> None:
    """Give "parts of" in "large parts of A and B" to each of a list of bare names, to no crossing or airport."""
    opened = items[0]
    told = opened.extent is Extent.PART and opened.part is None
    bare = (
        told
        and reader.lows[opened.name_first - 1] == "of"
        and all(p.first == p.name_first for p in items[1:])
    )
    for item in items[1:] if bare else ():
        if reader.lows[item.last] not in FACILITIES:
            item.extent = Extent.PART


def leave_whole(reader: PhraseReader, items: list[PlaceItem]) -> None:
    """Take the "east" of "the eastern districts of A and B" for where these lie, not for a part of them."""
    opened, of = items[0], items[0].name_first - 1
    units = reader.lows[of] == "of" and reader.lows[of - 1] in _DISTRICTS
    if len(items) > 1 and units and opened.part in COMPASS:
        opened.extent, opened.part = Extent.WHOLE, None
