"""Names that only locate the one behind them: "Aleppo's Sheikh Saeed", "the Idlib town of Saraqib"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.places import pointing, surroundings
from pipelines.extract.vocabulary.countries import CAPITALS
from pipelines.extract.vocabulary.place_words import NAMED_BEHIND
from pipelines.extract.vocabulary.words import DIRECTION_WORDS, KINDS, SINGULAR_PLACE_NOUNS, words

if TYPE_CHECKING:
    from gazetteer.model import Mention
    from pipelines.extract.places.phrases import PhraseReader
    from pipelines.extract.places.records import Lead

_QUARTERS = words("district suburb neighbourhood neighborhood quarter area")

_SEATS = words("capital port city town village")
_REGIONS = words("state province region county oblast governorate prefecture")
_SETTLEMENTS = words(
    "town towns village villages city cities district districts settlement settlements township townships"
)


def behind_locator(reader: PhraseReader, last: int, lead: Lead) -> int | None:
    """Return where the name goes on behind an unknown one that locates it: "the Red Sea port city of Mokha"."""
    region = not _REGIONS.isdisjoint(reader.lows[last + 1 : last + 2])
    at = begin = last + 1 + region  # "the Kherson region village of Posad"
    while at < len(reader.lows) and reader.lows[at] in (
        NAMED_BEHIND | _SETTLEMENTS if region else NAMED_BEHIND
    ):
        at += 1
    first = last
    while first > 0 and reader.namelike(first - 1):
        first -= 1
    ends_list = reader.lows[first - 1] == "and" and at > begin and reader.lows[at - 1].endswith("s")
    if ends_list and reader.namelike(first - 2):
        return None  # "the Halfaya, Kadaro and Shambat districts of Khartoum"
    if at > begin and reader.lows[at : at + 1] == ["of"] and reader.namelike(at + 1):
        lead.kind = reader.lows[at - 1]
        return at + 1
    seat = reader.lows[last] in CAPITALS and reader.lows[last + 1 : last + 2] != []
    if seat and reader.lows[last + 1] in _QUARTERS and reader.lows[last + 2 : last + 3] == ["of"]:
        lead.kind = reader.lows[last + 1]  # "the Freetown district of Kissy"
        return last + 3 if reader.namelike(last + 3) else None
    return _owned_name(reader, last, lead)


def behind_owner(reader: PhraseReader, last: int, owner: Mention, lead: Lead) -> int | None:
    """Return where the name goes on if the one that ends at `last` only locates it, else None.

    "Aleppo's Sheikh Saeed" and "the Aleppo district of Aqrab" name one place each, the second; "the Hanano
    district of Aleppo" names Hanano.
    """
    following = reader.lows[last + 1 : last + 3]
    if (owned := _owned_name(reader, last, lead)) is not None:
        return owned
    if (
        len(following) == 2
        and following[0] in KINDS
        and following[1] == "of"
        and reader.namelike(last + 3)
        and reader.entries.encloses(owner, following[0], reader.mentions.get(last + 3, (0, None))[1])
    ):
        lead.kind = following[0]
        return last + 3
    return None


def _owned_name(reader: PhraseReader, last: int, lead: Lead) -> int | None:
    """Return where the name goes on behind an owner: "Aleppo's Sheikh Saeed", "Idlib's biggest town, Ariha"."""
    last += reader.lows[last + 1 : last + 3] == ["city", "'s"]  # "Gaza City's Zeitoun"
    if reader.lows[last + 1 : last + 2] != ["'s"]:
        return None
    if _owns_place(reader, last + 2):
        return last + 2
    directed = reader.lows[last + 2 : last + 3] != [] and reader.lows[last + 2] in DIRECTION_WORDS
    if directed and reader.namelike(last + 3) and not KINDS.isdisjoint(reader.lows[last + 4 : last + 6]):
        return last + 3  # "Tikrit's northern Qadisiyah district"
    noun = surroundings.ranked(reader, last + 2, SINGULAR_PLACE_NOUNS)
    if noun is None and reader.lows[last + 2 : last + 3] != [] and reader.lows[last + 2] in _SEATS:
        noun = last + 2  # "North Kivu's capital Goma"
    if noun is None:
        return None
    name = noun + 1 if reader.namelike(noun + 1) and noun + 1 not in reader.actors else noun + 2
    if name == noun + 2 and not pointing.named_behind(reader, noun):
        return None
    lead.kind = reader.lows[noun]
    return name


def _owns_place(reader: PhraseReader, i: int) -> bool:
    """Say whether a place follows a possessive: "Aleppo's Sheikh Saeed", "Hama's eastern countryside" not."""
    if reader.lows[i : i + 1] and reader.lows[i] in KINDS and reader.lows[i + 1 : i + 2] == ["of"]:
        return reader.namelike(i + 2)
    return i in reader.mentions or (reader.namelike(i) and i not in reader.actors)
