"""What can be a place's name that the gazetteer lacks: capitals for it, titles and organisations against it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import COUNTRIES, DEMONYMS, LEADERS
from pipelines.extract.vocabulary.words import (
    AT_HOME,
    CALENDAR,
    KINDS,
    NOT_NAMES,
    OFFICES,
    PREPOSITIONS,
    RELATIVES,
    REPORTING,
    WITNESSES,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.text.sentences import Token

_ARTICLE_NAME = re.compile(r"^(?:al|el|ar|as|ash|ad|an|at|az|ez|es|ul|il)[-‐–]\w")
_DESCRIBING = re.compile(r"[-‐–](?:[a-z]+ed|held|led|run|majority|speaking)$")
"""What makes an adjective of a name: "Houthi-held", "Norwegian-brokered", "Shia-majority"."""
_OF_TWO = frozenset(word.split()[-1] for word in DEMONYMS if " " in word)
"""What a people is called behind "South": "Koreans"."""
_TOLD = words("said told says learned learnt")
_LEADERS = LEADERS.keys() | words("saddam gaddafi qaddafi gadhafi mubarak ceausescu maduro")
"""Heads of states, also of those that are no more: "captured Saddam"; "the Assad suburb" is a place."""
_SHIPS = words("msc mv mt hms uss ins ss rms")
"""What opens the name of a ship."""
_MANY_LETTERS = re.compile(r"^[A-Z]{2,5}s$")
"""Things that go by their letters: "RPGs", "ATGMs", "NGOs"."""
_EQUIPMENT = re.compile(r"^(?:[A-Z][A-Za-z]{1,3}[-‐]\d|[TMFK][-‐]\d\d)")
"""Arms and vehicles by their types: "BM-21", "MiG-29", "RPG-7"."""
_ORGANISATIONS = words(
    """observatory agency council committee ministry organisation organization party front coalition centre center news
    rights commission network association foundation institute times post tribune daily television tv radio court bank
    sea ocean river gulf war operation army forces brigade brigades battalion division movement union group office
    crescent fund republic senate congress parliament assembly""",
)
_ADJECTIVE_ENDS = ("-based", "-led", "-backed", "-born", "-linked", "-era", "-style")
THINGS = words(
    "devices device mines explosives explosive bombs missiles rockets weapons vehicles tanks drones shells"
)
_ADMINISTRATION = words("administration department directorate depot")
"""What an army's base is called by: "the Vehicles Administration"."""
_CALLINGS = words("member lawmaker analyst elder activist resident researcher doctor teacher")
"""What else somebody is called who is asked: "A B, a provincial council member"."""
_ENVOYS = words("envoy ambassador representative coordinator mediator rapporteur commissioner delegate")
_OPENERS = THINGS | {"arab"}
TITLES = words(
    """mr mrs ms dr president general gen colonel col lieutenant major captain sergeant commander minister king
    prince sheikh-dr spokesman spokesperson leader envoy ambassador secretary chief director governor mayor
    senator lord sir trooper brigadier admiral marshal corporal deputy strongman warlord kingpin""",
)
_GIVEN = words(
    """abdullah ahmed alexander alejandro alexei amanda amina andrei andrew anna anthony antonio
    arturo bashar benjamin carlos charles christopher daniel david diego dmitry edward elena elizabeth emily emmanuel
    emma enrique fatima felix fernando francis francois gabriel george giorgi gustavo helen henry igor
    irina isabel jack jacob jacques james javier jean jennifer jessica joao john jonathan jorge jose joseph
    joshua juan julia julian karen katherine keith kenneth kevin khalid laura laurent linda lisa lucas luis manuel
    marco maria mariam mark martin mary matthew mauricio michael michel miguel mikhail mohamed mohammad mohammed
    mahmoud muammar muhammad mustafa natalia nelson nicolas nikolai oleg oleksandr olga oscar osama pablo patrick paul
    pedro peter philip philippe pierre radovan rafael raul rebecca ricardo richard robert roberto rodrigo romi saddam
    samuel sandra sarah sergei serhiy simon slobodan sofia stephen steven susan tatiana thomas timothy viktor
    vladimir volodymyr walter william yevgeny ratko""",
)
"""Given names that open few places' names: "the capture of Saddam Hussein" is no place's."""


def may_be_name(token: Token) -> bool:
    """Say whether a word can belong to a name: "Hanano", "al-Sakhour"; not a month, a country, "The"."""
    low = token.low
    if not token.text[0].isalpha() or low in CALENDAR or low in NOT_NAMES or low in COUNTRIES:
        return False
    if "-" in low and all(part in DEMONYMS for part in low.split("-")):
        return False  # "the Turkish-Syrian frontier"
    if _EQUIPMENT.match(token.text):
        return False  # "captured BM-21 launchers", "T-90 tanks"
    if low in THINGS or (low.endswith("s") and (low[:-1] in DEMONYMS or low[:-1] in _OF_TWO)):
        return False  # "two Americans held by the rebels"
    if token.is_capital:
        plain = low not in PREPOSITIONS and (low not in REPORTING or low == "tell")  # "Tell Rifaat"
        return plain and not _DESCRIBING.search(token.text) and not _MANY_LETTERS.match(token.text)
    return bool(_ARTICLE_NAME.match(low)) and any(c.isupper() for c in token.text)


def opens_name(tokens: list[Token], i: int) -> bool:
    """Say whether a plain word at token `i` begins a name: "Arab Hassan", "Vehicles Administration base"."""
    if i >= len(tokens) or tokens[i].low not in _OPENERS or not tokens[i].is_capital:
        return False
    behind = tokens[i + 1 : i + 2]
    if not behind or not behind[0].is_capital:
        return False
    low = behind[0].low
    if tokens[i].low in THINGS:
        return low in _ADMINISTRATION
    named = low not in COUNTRIES and low not in DEMONYMS and low not in KINDS
    return named and low not in ("league", "spring")


def somebody_called(tokens: list[Token], first: int, last: int) -> bool:
    """Say whether a listed name is a surname: "Brusk Haskeh, a spokesman for the YPG"."""
    given = tokens[first - 1]
    behind = [t.low for t in tokens[last + 1 : last + 15]]
    return _office_behind(behind) and may_be_name(given) and given.low not in KINDS


def _office_behind(lows: list[str]) -> bool:
    """Say whether the words behind a name say what somebody is: ", a spokesman for the YPG"; not ", an aide said"."""
    if lows[:1] != [","] or lows[1:2] not in (["a"], ["the"], ["an"]):
        return False
    end = next((k for k, low in enumerate(lows[1:], start=1) if low in (",", ".", ";")), len(lows))
    head = next((k for k in range(2, end) if lows[k] in PREPOSITIONS or lows[k] in RELATIVES), end)
    office = any(lows[k] in OFFICES | _CALLINGS and lows[k + 1 : k + 2] != ["'s"] for k in range(2, head))
    return office and REPORTING.isdisjoint(lows[2:end])


_KIN = words("son sons brother father wife daughter nephew cousin uncle sister mother deputy aide bodyguard")
_WHOSE = words("his her their")
_PERSONS = words("founder veteran lawyer analyst activist teacher doctor lawmaker officer fighter man woman")
MAX_PERSON = 4
"""Within how many words of an article the noun stands that calls somebody what he is."""
TOWNS_MEN = words("mayor governor bishop")
"""Whose "of X" names a town: "the mayor of X said"."""


def _envoy_before(lows: list[str], begin: int) -> bool:
    """Say whether "special envoy to Yemen" stands before a name at token `begin`."""
    sent = begin - 2 if lows[begin - 2 : begin - 1] in (["to"], ["for"]) else begin
    return sent > 0 and lows[sent - 1] in _ENVOYS


def described_person(lows: list[str], i: int) -> bool:
    """Say whether ", the bearded founder of" stands at token `i`: the name before it is a person's."""
    if lows[i : i + 1] != [","] or lows[i + 1 : i + 2] not in (["the"], ["a"], ["an"], ["its"], ["their"]):
        return False
    near = range(i + 2, min(i + 2 + MAX_PERSON, len(lows)))
    at = next((k for k in near if lows[k] in OFFICES | _PERSONS or lows[k] in PREPOSITIONS), 0)
    return at > 0 and lows[at] not in PREPOSITIONS and REPORTING.isdisjoint(lows[at + 1 : at + 3])


def names_somebody(lows: list[str], begin: int, last: int) -> bool:
    """Say whether tokens `begin` to `last` name a person or an organisation, by the words in and round them."""
    own = lows[begin:last] if last > begin and lows[last] in ("centre", "center") else lows[begin : last + 1]
    if last > begin and lows[last].isdigit():
        return False  # "Brigade 93" is where it stands
    if any(low in _ORGANISATIONS or low.endswith(_ADJECTIVE_ENDS) for low in own):
        return True
    given = last > begin and lows[begin] in _GIVEN | _SHIPS and lows[last] not in KINDS
    given = (
        given
        or _envoy_before(lows, begin)
        or (begin == last and lows[begin] in _LEADERS and KINDS.isdisjoint(lows[last + 1 : last + 2]))
    )
    if given or _office_behind(lows[last + 1 : last + 15]):
        return True
    before = lows[begin - 1] if begin else ""
    after = lows[last + 1] if last + 1 < len(lows) else ""
    # "residents of X said", "who hold the town of X said"
    witnessed = begin > 1 and (lows[begin - 2] in WITNESSES or (before == "of" and lows[begin - 2] in KINDS))
    witnessed = witnessed or (before == "in" and lows[begin - 2] in AT_HOME)  # "a man in X said"
    witnessed = witnessed or (before == "of" and lows[begin - 2] in TOWNS_MEN)
    heard = lows[begin - 2] if before == "the" and begin > 1 else before
    if heard in ("told", "tells", "telling") and last == begin and "that" not in lows[begin - 1 : begin]:
        return True  # "a resident told the BBC that"
    kin = before in _KIN and begin > 1 and (lows[begin - 2] in _WHOSE or lows[begin - 2] == "'s")
    if kin:
        return True  # "his son Saif al-Islam had been captured"
    return before in TITLES or lows[begin] in TITLES or (after in _TOLD and not witnessed)
