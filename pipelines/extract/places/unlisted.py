"""Names that the gazetteer lacks: where one ends, and whether its slot or the words round it show a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.places import facilities, owners, surroundings
from pipelines.extract.places.surroundings import HALVES
from pipelines.extract.vocabulary.countries import COUNTRIES, DEMONYMS
from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.names import names_somebody
from pipelines.extract.vocabulary.place_words import FACILITY_WORDS, HEIGHTS, LOCATIVES, NAME_OPENERS, RIVERS
from pipelines.extract.vocabulary.words import COMPASS, FACILITIES, KINDS, NUMBERS, PLURAL_PLACE_NOUNS, words

if TYPE_CHECKING:
    from pipelines.extract.places.phrases import PhraseReader
    from pipelines.extract.places.records import Lead, PlaceItem

_GENERIC = KINDS | words(
    """strategic key major new more last several important military gas oil power water air border grain cement
    natural national"""
)
"""Of these alone no name is made, capitals or not: "Strategic Hills" of a headline."""
_HALF_NAMES = words(
    "abu umm bani bin ibn wad ras ain bab beit al el old new big small upper lower bi abd hajj sheikh"
)
"""With these a name of two words begins."""
_PRESS = words("correspondent correspondents reporter reporters journalist journalists")
NEWER = frozenset({"New", "Upper", "Lower"})
"""What makes another name of one that is listed: "New Mosul"."""
MAX_NAME = 5
"""How many tokens a name that the gazetteer lacks may have, its first one's opening words left out."""


def read_unlisted(reader: PhraseReader, lead: Lead, i: int, *, loose: bool) -> PlaceItem | None:
    """Read a name at token `i` that the gazetteer lacks, None where nothing shows that it is a place's.

    `loose` is for slots where only a place fits: there a name needs nothing round it.
    """
    begin, last = _begin(reader, lead, i), _last(reader, lead, i)
    behind = owners.behind_locator(reader, last, lead)
    if behind is None:
        behind = surroundings.behind_lost_mark(reader, last)
    if behind is not None:
        return reader.named(lead, behind, loose=loose)
    if _names_none(reader, lead, (begin, i, last)) or surroundings.somethings(reader, begin, last):
        return None
    evident = _evident(reader, lead, begin, last)
    if not (loose or lead.parted or evident) or names_somebody(reader.lows, begin, last):
        return None
    item = reader.finish(lead, begin, last, None)
    item.evident = evident
    return item


def _begin(reader: PhraseReader, lead: Lead, i: int) -> int:
    """Return where a name begins that was found at token `i`: "South Darfur", "New Halfaya", "the 1070 Complex"."""
    begin = i
    if lead.direction_at == i - 1 and reader.tokens[lead.direction_at].is_capital and lead.direction_at > 0:
        begin, lead.direction = lead.direction_at, None
    begin -= begin > 1 and reader.tokens[begin - 1].text in NEWER
    return begin - _numbered(reader, begin)


def _numbered(reader: PhraseReader, begin: int) -> bool:
    """Say whether a number before a kind word belongs to the name: "the 1070 Housing Complex"."""
    return begin > 0 and reader.lows[begin] in KINDS and reader.lows[begin - 1].isdigit()


def _last(reader: PhraseReader, lead: Lead, i: int) -> int:
    """Return the last token of the name that begins at token `i`."""
    last = i
    hyphened = lead.kind in PLURAL_PLACE_NOUNS and "-" in reader.tokens[i].text[3:]
    while last + 1 < len(reader.tokens) and last - i < MAX_NAME - 1 and not hyphened:
        longer = surroundings.goes_on(reader, i, last)
        if (
            longer is not None
            and reader.lows[longer] in DEMONYMS
            and reader.lows[longer + 1 :][:1] == ["again"]
        ):
            break  # "declared the city of X Ukrainian again"
        if longer is None or (lead.kind in PLURAL_PLACE_NOUNS and _another_begins(reader, i, last)):
            break
        last = longer
    return last


def _another_begins(reader: PhraseReader, i: int, last: int) -> bool:
    """Say whether "Sdera" of "the villages of Kanous Sdera and Hulaiwat" is one of them, in a text without commas."""
    if not reader.commaless or last > i or "and" not in reader.lows[last + 2 : last + 8]:
        return False
    first, second = reader.lows[i], reader.lows[last + 1]
    arabic = any(name.startswith("al-") for name in reader.known_names) or any(
        low.startswith("al-") for low in reader.lows
    )
    plain = first not in NAME_OPENERS | _HALF_NAMES and second not in COMPASS | HALVES
    article = first.startswith("al-") and second.startswith("al-") and second[3:].isalpha()
    plain = plain and (second.isalpha() or article)
    return arabic and plain and second not in KINDS and reader.namelike(last + 1)


def _names_none(reader: PhraseReader, lead: Lead, name: tuple[int, int, int]) -> bool:
    """Say whether a name's words show that no place is meant: a country, a river, "Strategic Hills" of a headline.

    `name` is where it begins, the token at which it was found, and its last token.
    """
    begin, i, last = name
    surface = reader.text[reader.tokens[begin].start : reader.tokens[last].end].lower()
    river = surface in RIVERS or (surface == "dnipro" and reader.lows[begin - 1 : begin] == ["the"])
    if surface in COUNTRIES or river or (surface in DEMONYMS and lead.kind is None):
        return True
    if not _PRESS.isdisjoint(reader.lows[last + 1 : last + 2]):
        return True  # "(left the area) Al-Manar correspondent reported"
    if _counted_things(reader, begin, last):
        return True
    if reader.lows[last + 1 : last + 2] == ["market"] and reader.lows[begin - 2 : begin] == ["on", "the"]:
        return True  # "prices on the London market"
    opens = reader.lows[begin]
    kind_opens = facilities.kind_opens(reader, opens, i, last)  # "the Airport Road"
    if (reader.headline and lead.kind is None) or (opens in KINDS and not kind_opens):
        return True
    if opens.endswith("s") and opens[:-1] in COUNTRIES:
        return True
    generic = reader.lows[last] in KINDS and all(low in _GENERIC for low in reader.lows[begin:last])
    return generic and not kind_opens


def _counted_things(reader: PhraseReader, begin: int, last: int) -> bool:
    """Say whether a name only says what kind of thing is counted: "(seized) two Doshka weapons"."""
    counted = begin > 0 and (reader.lows[begin - 1] in NUMBERS or reader.lows[begin - 1].isdigit())
    behind = reader.tokens[last + 1] if last + 1 < len(reader.tokens) else None
    plural = behind is not None and behind.text.islower() and behind.low.endswith("s")
    return counted and plural and behind is not None and behind.low not in KINDS | FORMS.keys()


def _in_its_south(reader: PhraseReader, lead: Lead, begin: int, last: int) -> bool:
    """Say whether "in southern Tripoli" shows a name to be a place's; "northern Shan rebels" does not."""
    at = lead.direction_at
    placed = (
        at == begin - 1 and at > 0 and reader.tokens[at].text.islower() and reader.lows[at - 1] in LOCATIVES
    )
    behind = reader.tokens[last + 1] if last + 1 < len(reader.tokens) else None
    return placed and (behind is None or not behind.is_capital)


def _evident(reader: PhraseReader, lead: Lead, begin: int, last: int) -> bool:
    """Say whether a name is a place's by its kind, by what the text calls it elsewhere, or by an apposition."""
    after, opens = reader.lows[last + 1 : last + 2], reader.lows[begin]
    surface = reader.text[reader.tokens[begin].start : reader.tokens[last].end].lower()
    if lead.kind is not None or not KINDS.isdisjoint(after) or surface in reader.known_names:
        return True
    if reader.tokens[last].placed or _in_its_south(reader, lead, begin, last):
        return True
    if reader.lows[last] in KINDS or opens in KINDS or (opens in HEIGHTS and last > begin):
        return True
    worded = last + 2 + (not FACILITY_WORDS.isdisjoint(reader.lows[last + 2 : last + 3]))
    facility = not FACILITY_WORDS.isdisjoint(after) and not FACILITIES.isdisjoint(
        reader.lows[worded : worded + 1]
    )
    return facility or surroundings.described_as_place(reader, last + 1)
