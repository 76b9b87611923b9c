"""Which theatre an article is about: its countries, cue words and places in the text against the other countries named.

Only a report of war counts: pepper from Aleppo and refugees in Germany are about no theatre. A country that no
theatre covers wins by the same evidence, and then the answer is None: a generic reading is better than another
war's places and sides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick

from pipelines.extract.vocabulary.countries import COUNTRIES, DEMONYMS, OUTSIDERS, SEATS
from pipelines.extract.vocabulary.wordings import fold
from pipelines.extract.vocabulary.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gazetteer.model import Theatre
    from pipelines.model import Document

READ_CHARS = 20_000
"""How much of a text is read: an article says early what it is about."""
MIN_WAR_WORDS = 2
MIN_SCORE = 2.0
MIN_NAME_CHARS = 4
"""Shorter place names are too often other words."""
MAX_PLACES = 12
"""Distinct places beyond these add no evidence."""
STRONG, USUAL, WEAK, PLACE_WEIGHT = 2.0, 1.0, 0.5, 2.0
"""A country as the scene ("in Syria", "Syrian town"), any other mention, its forces; a distinct place of a theatre."""

_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_WAR = words(
    """army armies troops soldiers militants rebels insurgents fighters militia militias militiamen jihadists gunmen
    terrorists forces clashes fighting offensive assault airstrikes airstrike shelling siege besieged ceasefire
    frontline recaptured captured seized retook retaken liberated stormed shelled warplanes battle battles troop
    advance advanced warplane artillery paramilitary paramilitaries withdrew withdrawal stronghold junta separatists
    -held occupied forces' army's brigade battalion combat counteroffensive overran overrun fell garrison invasion""",
)
_ELSEWHERE = words(
    """refugee refugees migrant migrants asylum immigrant immigrants diaspora exile exiles restaurant restaurants
    cuisine food dish dishes pepper soap recipe recipes cheese student students family families artist artists
    author writer film director player players team football actor musician community mercenaries mercenary origin
    descent passport passports born expatriates embassy ambassador chef kitchen salad spice lamb kebab""",
)
"""What carries a country's or town's name far from it."""
_SCENE_BEFORE = words(
    "in inside across into throughout within northern southern eastern western central war-torn north south east west",
)
_SCENE_AFTER = words(
    """city cities town towns village villages province provinces governorate capital border desert coast oblast region
    district rebels opposition regime civil conflict war regions territory side port enclave countryside""",
)
_FORCES = words(
    "army forces troops soldiers military tanks jets warplanes planes artillery officers officials drones"
)
"""A state's forces may be anywhere: they say little of where the war is."""
LEAD_CHARS = 300
"""How much of a text its first paragraph mostly is: its names count twice."""
_GROUP_NAMES = re.compile(
    r"\bislamic state (?:of|in) iraq(?: and (?:the )?(?:syria|levant|al-sham|sham))?|\bkurdistan workers' party"
    r"|\bal-qaeda in (?:iraq|syria|yemen)|\bus-led|\bu\.s\.-led",
)
_ISO = """
AF Afghanistan|AM Armenia|AO Angola|AZ Azerbaijan|BA Bosnia|BF Burkina_Faso|BI Burundi|CD Congo|CF
Central_African_Republic|CG Congo|CI Ivory_Coast|CM Cameroon|CO Colombia|CY Cyprus|DZ Algeria|EG Egypt|ER Eritrea|ET
Ethiopia|GE Georgia|HR Croatia|HT Haiti|ID Indonesia|IL Israel|IN India|IQ Iraq|IR Iran|JO Jordan|KE Kenya|KG
Kyrgyzstan|KH Cambodia|KW Kuwait|KZ Kazakhstan|LA Laos|LB Lebanon|LK Sri_Lanka|LR Liberia|LY Libya|MA Morocco|MD
Moldova|ML Mali|MM Myanmar|MR Mauritania|MX Mexico|MZ Mozambique|NE Niger|NG Nigeria|NI Nicaragua|NP Nepal|PH
Philippines|PK Pakistan|PS Palestine|RS Serbia|RU Russia|RW Rwanda|SA Saudi_Arabia|SD Sudan|SL Sierra_Leone|SN
Senegal|SO Somalia|SS South_Sudan|SV El_Salvador|SY Syria|TD Chad|TG Togo|TH Thailand|TJ Tajikistan|TN Tunisia|TR
Turkey|TZ Tanzania|UA Ukraine|UG Uganda|UZ Uzbekistan|VE Venezuela|VN Vietnam|XK Kosovo|YE Yemen|ZW Zimbabwe
"""
ISO_CODES = {code: name.replace("_", " ") for code, name in (e.split() for e in _ISO.split("|"))}
"""ISO 3166-1 alpha-2 code to the country's usual name (XK is in use, not in the standard)."""


_SCENES = """
gaza Palestine|hamas Palestine|hezbollah Lebanon|houthi Yemen|houthis Yemen|hodeidah Yemen|taliban
Afghanistan|al-shabaab Somalia|boko_haram Nigeria|m23 Congo|goma Congo|rsf Sudan|darfur
Sudan|tigray Ethiopia|tplf Ethiopia|fano Ethiopia|donetsk Ukraine|luhansk Ukraine|donbas Ukraine|donbass
Ukraine|crimea Ukraine|chechnya Russia|chechen Russia|nagorno-karabakh Azerbaijan|karabakh Azerbaijan|maute
Philippines|mindanao Philippines|marawi Philippines|abu_sayyaf Philippines|rakhine Myanmar|seleka
Central_African_Republic|kosovo Kosovo|tamil_tigers Sri_Lanka|ltte Sri_Lanka|haftar Libya|benghazi Libya|misrata
Libya|azawad Mali|timbuktu Mali|cabo_delgado Mozambique|south_ossetia Georgia|abkhazia Georgia|ambazonia Cameroon
"""
_SCENE_OF = {town.lower(): land for land, town in SEATS.items() if land not in OUTSIDERS} | {
    name.replace("_", " "): land.replace("_", " ")
    for name, land in (entry.split() for entry in _SCENES.split("|"))
}
"""Capitals, regions and groups that tell where a war is as a country's name does."""
_FIRST_WORDS = frozenset(name.split()[0] for name in (*COUNTRIES, *DEMONYMS, *_SCENE_OF))


class TheatreFinder:
    """Finds the theatre of documents; made once for a set of theatres, then used for any number."""

    def __init__(self, theatres: Iterable[Theatre]) -> None:
        """Read the theatres' names; one without countries, cues and places (the generic one) is never the answer."""
        self.theatres = tuple(t for t in theatres if t.countries or t.cues or t.places)
        self.countries = {t.theatre_id: {ISO_CODES.get(c, c) for c in t.countries} for t in self.theatres}
        table: dict[str, set[tuple[str, str, bool]]] = {}
        for theatre in self.theatres:
            for name, key, upper in _names(theatre):
                table.setdefault(name, set()).add((theatre.theatre_id, key, upper))
        names = sorted(table)
        self._owners = [tuple(sorted(table[name])) for name in names]
        self._names = AhoCorasick(names)

    def find(self, document: Document, usual: Theatre | None = None) -> Theatre | None:
        """Return the theatre that an article reports on, None if none covers it or it is no report of war.

        `usual` is the answer where a text is too short to tell and no more speaks for another country.
        """
        text = f"{document.title or ''}\n{document.text[:READ_CHARS]}"
        low = fold(text)
        lands = _lands(_without_groups(low))
        scores = self._scores(text, low, lands)
        lead = fold(text[: len(document.title or "") + LEAD_CHARS])
        in_front = _lands(_without_groups(lead))
        for id_, score in self._scores(text[: len(lead)], lead, in_front).items():
            scores[id_] += score if scores[id_] else 0.0
        lands = {land: score + in_front.get(land, 0.0) for land, score in lands.items()}
        covered = set().union(*self.countries.values()) if self.countries else set()
        others = {land: score for land, score in lands.items() if land not in covered}
        rival = max(others.values(), default=0.0)
        ranked = sorted(scores.values(), reverse=True)
        best = next((t for t in self.theatres if scores[t.theatre_id] == ranked[0]), None) if ranked else None
        tied = len(ranked) > 1 and ranked[0] == ranked[1]
        told = sum(_is_war(m.group()) for m in _TOKEN.finditer(low)) >= MIN_WAR_WORDS
        if told and best is not None and not tied and ranked[0] >= MIN_SCORE and ranked[0] > rival:
            return best
        if usual is None:
            return None
        scene = max((score for land, score in others.items() if land not in OUTSIDERS), default=0.0)
        scene = max([scene, *(s for id_, s in scores.items() if id_ != usual.theatre_id)])
        return usual if scene <= scores.get(usual.theatre_id, 0.0) else None

    def _scores(self, text: str, low: str, lands: dict[str, float]) -> dict[str, float]:
        seen: dict[str, set[str]] = {t.theatre_id: set() for t in self.theatres}
        for number, begin, end in self._names.find_matches_as_indexes(low, overlapping=True):
            if not _bounded(low, begin, end) or _leads_elsewhere(low, end):
                continue
            surface = text[begin:end]
            for theatre_id, key, upper in self._owners[number]:
                if surface.isupper() if upper else _is_name(surface):
                    seen[theatre_id].add(key)
        scores: dict[str, float] = {}
        for theatre in self.theatres:
            own, names = self.countries[theatre.theatre_id], len(seen[theatre.theatre_id])
            told = sum(lands.get(country, 0.0) for country in own)
            stray = names == 1 and not told and not lands.keys() <= OUTSIDERS  # Madaya is also in Marawi
            scores[theatre.theatre_id] = 0.0 if stray else told + PLACE_WEIGHT * min(MAX_PLACES, names)
        return scores


def find_theatre(document: Document, theatres: Iterable[Theatre]) -> Theatre | None:
    """Return the theatre that an article reports on, None if none of these covers its war.

    For many documents make one `TheatreFinder`, which reads the theatres' names only once.
    """
    return TheatreFinder(theatres).find(document)


def _names(theatre: Theatre) -> Iterator[tuple[str, str, bool]]:
    """Yield (folded name, what it counts as, whether only capitals count) of a theatre's cues and places."""
    for cue in theatre.cues:
        low = fold(cue)
        if low not in COUNTRIES and low not in DEMONYMS and low.removesuffix("s") not in DEMONYMS:
            yield low, low, cue.isupper()
    for place in theatre.places.values():
        for name in place.names:
            low = fold(name.text)
            if len(low) >= MIN_NAME_CHARS and low not in COUNTRIES and low not in DEMONYMS:
                yield low, fold(place.name), False


def _is_war(low: str) -> bool:
    return low in _WAR or ("-" in low and low.endswith(("-held", "-controlled", "-backed")))


def _without_groups(low: str) -> str:
    """Blank the names of groups that hold a country's name, offsets kept."""
    return _GROUP_NAMES.sub(lambda m: " " * len(m.group()), low)


def _lands(low: str) -> dict[str, float]:
    """Return country -> how strongly the text points to it as the scene."""
    tokens = [m.group().replace("’", "'") for m in _TOKEN.finditer(low)]
    found: dict[str, float] = {}
    i = 0
    while i < len(tokens):
        country, size, demonym = _land(tokens, i)
        if country is not None:
            found[country] = found.get(country, 0.0) + _weight(tokens, i, size, demonym=demonym)
        i += size
    return found


def _land(tokens: list[str], i: int) -> tuple[str | None, int, bool]:
    """Return (country or None, tokens read, whether it is a demonym) at token `i`; the longest name wins."""
    if tokens[i].removesuffix("'s") not in _FIRST_WORDS:
        return None, 1, False
    for size in range(min(3, len(tokens) - i), 0, -1):
        name = " ".join(tokens[i : i + size]).removesuffix("'s")
        if name in COUNTRIES:
            return COUNTRIES[name], size, False
        if name in DEMONYMS:
            return DEMONYMS[name], size, True
        if name in _SCENE_OF:
            return _SCENE_OF[name], size, False
    return None, 1, False


def _weight(tokens: list[str], i: int, size: int, *, demonym: bool) -> float:
    behind = tokens[i + size : i + size + 2]
    if demonym and any(w in _ELSEWHERE for w in behind):
        return 0.0
    before = tokens[i - 1] if i else ""
    if demonym and behind[:1] and behind[0] in _FORCES:
        return WEAK
    if demonym:
        return STRONG if any(w in _SCENE_AFTER for w in behind) else USUAL
    return STRONG if before in _SCENE_BEFORE or tokens[i + size - 1].endswith("'s") else USUAL


def _bounded(low: str, begin: int, end: int) -> bool:
    before = begin == 0 or not (low[begin - 1].isalnum() or low[begin - 1] in "-_")
    return before and (end == len(low) or not (low[end].isalnum() or low[end] == "_"))


def _leads_elsewhere(low: str, end: int) -> bool:
    """Say whether a name only describes a thing that is found anywhere: "Aleppo pepper", "a Homs refugee"."""
    return any(m.group() in _ELSEWHERE for m in _TOKEN.finditer(low[end : end + 24]))


def _is_name(surface: str) -> bool:
    """Say whether a surface is written as a name: a capital in it, or a script without case."""
    return surface != surface.lower() or surface == surface.upper()
