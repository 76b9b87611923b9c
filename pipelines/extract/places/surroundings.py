"""What stands round a name and tells what it is: an apposition, an owned part, an alias in brackets, a longer name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import COUNTRIES
from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.names import THINGS
from pipelines.extract.vocabulary.place_words import (
    NAME_OPENERS,
    PARTICLES,
)
from pipelines.extract.vocabulary.words import (
    AUXILIARIES,
    COMPASS,
    DATED_PLACES,
    DIRECTION_WORDS,
    KINDS,
    MONTHS,
    NUMBERS,
    PART_NOUNS,
    PLURAL_PLACE_NOUNS,
    PREPOSITIONS,
    RANKS,
    SINGULAR_PLACE_NOUNS,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.places.phrases import PhraseReader
    from pipelines.extract.places.records import Lead

_APPOSED_KINDS = frozenset({"capital", "city", "port", "town", "hub"})
_LENGTHS = words("km kilometres kilometers miles kilometer kilometre mile")
_SEVERAL = words("two three four five both all")
HALVES = words(
    "tahtani fawqani tahta fawqa gharbi sharqi gharbiyah sharqiyah kabir kabira saghir saghira janubi shamali"
)
"""Lower, upper, western, eastern, great, small, southern, northern: what tells one village of a name from another."""
_NUMBERED = frozenset(
    {
        "kilo",
        "kilometre",
        "kilometer",
        "comuna",
        "highway",
        "route",
        "checkpoint",
        "point",
        "points",
        "hill",
        "hills",
        "height",
        "division",
        "brigade",
        "battalion",
        "camp",
        "block",
        "sector",
        "district",
        "base",
    }
)
_FIRST_HALVES = NAME_OPENERS - {"point", "hill"} | words(
    "bab beit bayt hay bir ain khan abu port fort mount san camp"
)
"""What no name is by itself: with a listed name behind it, it is a name of its own."""
_BEHIND_KINDS = frozenset(
    {
        ",",
        ".",
        "",
        "in",
        "of",
        "on",
        "near",
        "that",
        "which",
        "where",
        "with",
        "close",
        "some",
        "and",
        "to",
        "still",
        "held",
        "controlled",
        "under",
        "outside",
        "about",
        "at",
    }
)
"""What follows the noun that says what a place is; "a village elder" is a man."""

_RANKING = (RANKS - {"sole", "first"}) | words(
    "second third fourth busiest oldest richest principal chief key"
)
"""What tells one town of a region from its others: "Idlib's second biggest town"."""
_SETTLEMENTS = words("city town village capital settlement port")


def dated_name(reader: PhraseReader, i: int) -> bool:
    """Say whether a place named after a day begins at token `i`: "7 July district", "July 7 Street"."""
    day = [low for low in reader.lows[i : i + 2] if low.isdigit()]
    month = [t for t in reader.tokens[i : i + 2] if t.low in MONTHS and t.is_capital]
    return (
        len(day) == 1
        and len(month) == 1
        and reader.lows[i + 2 : i + 3] != []
        and reader.lows[i + 2] in DATED_PLACES
    )


def somethings(reader: PhraseReader, begin: int, last: int) -> bool:
    """Say whether a name behind "a" only tells what a thing is: "a CNN crew", not "a Kirkuk suburb"."""
    behind = reader.tokens[last + 1 : last + 2]
    plain = bool(behind) and behind[0].text.isalpha() and behind[0].text.islower()
    noun = plain and behind[0].low not in KINDS | PREPOSITIONS | AUXILIARIES and behind[0].low not in FORMS
    return noun and begin > 0 and reader.lows[begin - 1] in ("a", "an") and behind[0].low != "and"


_SYLLABLES = frozenset({"Most", "An", "To", "On", "Me", "My", "So", "No", "Do", "By"})
"""Words of names that are words of English too."""


def _named_for(reader: PhraseReader, i: int) -> bool:
    """Say whether "Vehicles Base" stands at token `i`: a base that is named for what it keeps."""
    behind = reader.tokens[i + 1 : i + 2]
    capital = reader.tokens[i].is_capital and behind and behind[0].is_capital and not reader.headline
    return bool(capital) and reader.lows[i] in THINGS and reader.lows[i + 1] in KINDS


def goes_on(reader: PhraseReader, i: int, last: int) -> int | None:
    """Return the last token of a longer name than that of tokens `i` to `last`, None if it ends there."""
    nxt = reader.lows[last + 1]
    year = len(nxt) == 4 and nxt[:2] in ("19", "20")
    spelled = nxt in NUMBERS and reader.tokens[last + 1].is_capital
    if (nxt.isdigit() or spelled) and last == i and reader.lows[i] in _NUMBERED and not year:
        return last + 1  # "Point 5140", "District One"
    listed = last + 1 in reader.mentions
    if last == i and reader.lows[i] in NAME_OPENERS and not listed and reader.tokens[last + 1].is_capital:
        return last + 1  # "Bir Arab"
    if last > i and nxt in NAME_OPENERS and reader.lows[i] in NAME_OPENERS:
        return None  # "Tal al-Abada Tal al-Dahab" are two
    if _without_commas(reader, i, last):
        return None
    half = listed and last == i and i not in reader.mentions
    if half and (reader.lows[i] in _FIRST_HALVES or reader.entries.is_large(reader.mentions[last + 1][1])):
        return reader.mentions[last + 1][0]  # "Bab Sinjar" is a gate, not Sinjar
    more = reader.tokens[last + 2 : last + 3]
    ends = not more or not (more[0].is_capital or more[0].low == "of")
    ends = ends and not (
        reader.lows[last + 2 : last + 3] == ["and"]
        and not COMPASS.isdisjoint(reader.lows[last + 3 : last + 4])
    )
    if nxt in COMPASS and reader.tokens[last + 1].is_capital and ends and not reader.headline:
        return last + 1  # "Caloocan East"
    if reader.tokens[last + 1].text in _SYLLABLES and reader.tokens[last].is_capital and not reader.headline:
        return last + 1  # "Sanski Most", "Hoai An", "Dak To"
    named = reader.namelike(last + 1) and not listed and last + 1 not in reader.actors
    if named or _named_for(reader, last + 1):
        return last + 1
    if listed and nxt.startswith(("al-", "el-", "as-", "ash-")) and reader.lows[i] != "and":
        return reader.mentions[last + 1][0]
    return last + 2 if nxt in PARTICLES and reader.namelike(last + 2) else None


def _without_commas(reader: PhraseReader, i: int, last: int) -> bool:
    """Say whether another name begins behind `last` in a text without commas: "Tal Rayman al-Jamayliyeh and ..."."""
    nxt = reader.lows[last + 1]
    if not reader.commaless or "and" not in reader.lows[last + 2 : last + 8] or nxt in KINDS:
        return False
    if last == i and reader.lows[i] in NAME_OPENERS:
        return False  # "Tal Kafr ..." has no name of its own yet
    name = reader.text[reader.tokens[i].start : reader.tokens[last].end].lower()
    if name in reader.known_names and nxt in reader.known_names:
        return True  # the text has named both alone
    if not nxt.startswith("al-"):
        # "al-Wadihi Abteen and ..."
        return nxt in NAME_OPENERS or (last == i and reader.lows[i].startswith("al-"))
    opened = reader.lows[i] in NAME_OPENERS and last == i + 1 and not reader.lows[last].startswith("al-")
    return opened or nxt.removeprefix("al-") in NAME_OPENERS  # "Ghmam al-Deir al-Ahmar and ..."


def apposed_name(reader: PhraseReader, lead: Lead, at: int, comma: int) -> int | None:
    """Return where the name stands in "the regional capital, X, ...", "its largest city, X."; None if none does."""
    kind = reader.lows[comma - 1] if comma else ""
    if reader.lows[comma] != "," or lead.kind != kind or kind not in _APPOSED_KINDS or comma - at < 3:
        return None
    name = comma + 1
    while name + 1 < len(reader.tokens) and name < comma + 3 and reader.namelike(name + 1):
        name += 1
    after = reader.lows[name + 1] if name + 1 < len(reader.tokens) else ""
    opens = reader.lows[at] in ("the", "its", "their") or reader.lows[at] in COUNTRIES
    plain = reader.namelike(comma + 1) and opens
    return comma + 1 if plain and after in (",", ".", "and", "") else None


def across(lows: list[str], i: int) -> int | None:
    """Return the token behind "(the border post) with Jordan" at token `i`, None where no such words stand."""
    border = lows[i - 1] in ("crossing", "crossings", "post", "posts", "border", "frontier")
    with_country = lows[i : i + 1] == ["with"] and i + 1 < len(lows) and lows[i + 1] in COUNTRIES
    return i + 2 if border and with_country else None


def country_end(lows: list[str], i: int) -> int | None:
    """Return the index behind "northern Syria", "the north of Iraq", "the north" at token `i`, None if none is."""
    for j in range(i, min(i + 4, len(lows))):
        if lows[j] in COUNTRIES:
            return j + 1
        if lows[j + 1 : j + 4] == ["people", "'s", "republic"]:
            return j + 4 + 3 * (lows[j + 4 : j + 5] == ["("])  # "the Donetsk People's Republic (DPR)"
        if lows[j] not in DIRECTION_WORDS and lows[j] != "the":
            side = lows[i:j] == ["the", lows[j - 1]] and lows[j - 1] in COMPASS
            return j if side and lows[j] in (",", "and") else None
    return None


def owned_part(reader: PhraseReader, i: int) -> tuple[int, str | None] | None:
    """Read "'s southern outskirts" at token `i`: (its last token, the direction or None), None if it is no part."""
    if reader.lows[i : i + 1] not in (["'s"], ["'"]):
        return None
    at, direction = i + 1, None
    while at < len(reader.lows) and reader.lows[at] in DIRECTION_WORDS:
        direction, at = DIRECTION_WORDS[reader.lows[at]], at + 1
    behind = reader.lows[at + 1] if at + 1 < len(reader.lows) else ""
    part = (
        at < len(reader.lows)
        and (reader.lows[at] in PART_NOUNS or reader.lows[at] == "bank")
        and behind != "of"
        and not reader.namelike(at + 1)
    )
    return (at, direction) if part else None


def behind_lost_mark(reader: PhraseReader, last: int) -> int | None:
    """Return where the name stands in "Eastern Ghoutas largest town Douma", a text that lost its apostrophes."""
    if not reader.lows[last].endswith("s"):
        return None
    at = last + 1
    while at < min(last + 4, len(reader.lows)) and reader.lows[at] not in SINGULAR_PLACE_NOUNS:
        low = reader.lows[at]
        if not reader.tokens[at].text.islower() or low in PREPOSITIONS | AUXILIARIES or low in FORMS:
            return None
        at += 1
    described = at < len(reader.lows) and reader.lows[at] in SINGULAR_PLACE_NOUNS and at > last + 1
    return at + 1 if described and reader.namelike(at + 1) else None


def bracket(reader: PhraseReader, stop: int) -> int:
    """Step over an alias in brackets: "Bustan al-Qasr (Bustan al-Kaser)"."""
    if reader.lows[stop + 1 : stop + 2] != ["("]:
        return stop
    return next((j for j in range(stop + 2, min(stop + 9, len(reader.lows))) if reader.lows[j] == ")"), stop)


def described_as_place(reader: PhraseReader, i: int) -> bool:
    """Say whether ", a mining town in the hills" or ", the capital of Y" stands at token `i`."""
    if reader.lows[i : i + 1] == [","] and _distance(reader.lows, i + 1):
        return True  # ", some 10 kilometres to the south"
    several = (
        reader.lows[i : i + 1] == [","]
        and reader.lows[i + 1 : i + 2] != []
        and reader.lows[i + 1] in _SEVERAL
    )
    if several and not PLURAL_PLACE_NOUNS.isdisjoint(reader.lows[i + 2 : i + 5]):
        return True  # "A and B, two neighbourhoods near the river"
    if reader.lows[i : i + 1] != [","] or reader.lows[i + 1 : i + 2] not in (
        ["a"],
        ["an"],
        ["the"],
        ["another"],
        ["its"],
    ):
        return False
    for at in range(i + 2, min(i + 7, len(reader.lows))):
        low, after = reader.lows[at], reader.lows[at + 1] if at + 1 < len(reader.lows) else ""
        if low in SINGULAR_PLACE_NOUNS or low in ("site", "resort"):
            return after in _BEHIND_KINDS or after in DIRECTION_WORDS
        if low in PREPOSITIONS or low in AUXILIARIES or not reader.tokens[at].is_word:
            return False
    return False


def _distance(lows: list[str], i: int) -> bool:
    """Say whether "some 10 kilometres", "about 40 miles" stands at token `i`."""
    i += lows[i : i + 1] != [] and lows[i] in ("some", "about", "around", "roughly", "just")
    return (
        lows[i : i + 1] != []
        and lows[i][0].isdigit()
        and lows[i + 1 : i + 2] != []
        and lows[i + 1] in _LENGTHS
    )


def named_on(reader: PhraseReader, last: int) -> bool:
    """Say whether an entry's name is only the beginning of a longer one: "al-Qusayr al-Ward" is not al-Qusayr."""
    nxt = last + 1
    low = reader.lows[nxt] if nxt < len(reader.lows) else ""
    article = low.startswith(("al-", "as-", "ash-")) or low in HALVES  # "Hatla Tahtani"
    return article and nxt not in reader.mentions and nxt not in reader.actors and reader.namelike(nxt)


def ranked(reader: PhraseReader, i: int, nouns: frozenset[str] = _SETTLEMENTS) -> int | None:
    """Return the noun of "(Idlib's) second biggest town", "(Iraq's) main city" at token `i`, None if none is."""
    rank = False
    for at in range(i, min(i + 5, len(reader.lows))):
        low = reader.lows[at]
        if low in nouns:
            behind = reader.lows[at + 1] if at + 1 < len(reader.lows) else ""
            return at if rank and behind not in KINDS and behind not in ("of", "'s") else None
        rank = rank or low.rsplit("-", 1)[-1] in _RANKING
        if not reader.tokens[at].text.islower() or low in PREPOSITIONS or low in AUXILIARIES:
            return None
    return None
