"""Persons who speak or fight for a side, as a text presents them: "RSF commander A Dagalo", "A Reda, of the TPLF,".

Whoever is presented so stands for that side wherever the text goes on to name them: "Dagalo vowed to retake X".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.extract.actors.coined import covered
from pipelines.extract.vocabulary.countries import COUNTRIES, DEMONYMS, OWN_SIDE
from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.names import TITLES
from pipelines.extract.vocabulary.side_words import REBELS, STATES
from pipelines.extract.vocabulary.wordings import Hit, fold
from pipelines.extract.vocabulary.words import CALENDAR, KINDS, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MAX_PERSONS = 50
"""How many persons of one text are followed."""
MAX_PRESENTING = 110
"""How far before a side, in characters, a name is looked for: "Getachew Reda, a senior member of the TPLF"."""
MAX_OTHERS = 12
_NOT_ITS = ("rebel ", "opposition ", "u.s. ", "us ")
"""Before "military", "army" these make it somebody else's."""
MIN_NAME = 4
"""The shortest surname that is followed: shorter ones are words and particles too."""
_OFFICE = (
    r"(?:spokes(?:man|woman|person)|commander|leader|chief|general(?! staff)|adviser|advisor|official|fighter"
    r"|officer|captain|head|colonel|brigadier|negotiator|member|representative|warlord|strongman)"
)
_RANK = (
    r"(?:(?:Gen|Lt|Maj|Brig|Col|Capt|Lieutenant|Major|Brigadier|Staff|General|Colonel|Captain|Field Marshal|Vice"
    r"|Admiral|Sheikh|Dr|Mr|Ms)\b[.]?[ -]?)*"
)
"""Titles before a name."""
_PERSON = (
    r"(?:[A-Z][\w'’-]+|al-[A-Z][\w'’-]+)(?: (?:[A-Z][\w'’-]+|al-[A-Z][\w'’-]+|bin|ibn|ould|ag|van|de)){0,3}"
)
_BEHIND = re.compile(rf"(?:['’]s)? (?:[a-z-]+ ){{0,2}}?{_OFFICE},? {_RANK}(?P<name>{_PERSON})")
"""What follows a side that presents a person: "(RSF) commander A B", "(the junta)'s chief spokesman, A B"."""
_OWN = re.compile(r"(?P<name>[A-Z][\w-]+)['’]s (?:[a-z-]+ ){0,2}$")
_DOES = re.compile(
    r"\b([A-Z][\w-]{1,40}) (?:said|says|told|vowed|warned|gave|promised|rejected|agreed"
    r"|refused|pledged|accused|declared|announced)\b"
)
"""What persons do, not towns: "Kabila's (AFDL)" presents Kabila in a text in which he speaks."""
_OWNED = re.compile(rf"['’]s (?:[\w-]+ ){{0,4}}?{_OFFICE}\b")
"""What follows a side behind a name: "A B, (the KIA)'s information officer"."""
_BEFORE = re.compile(
    rf"(?P<name>{_PERSON}), (?:(?:(?:a|an|the|who is a|who is the) )?(?:[\w-]+ ){{0,3}}?{_OFFICE}(?: [\w-]+){{0,2}}"
    rf" (?:of|for|in|with|from)|of) (?:the )?$"
)
"""What stands before a side that presents a person: "A B, a senior member of the (TPLF)", "A B, of the (TPLF)"."""
_SAYS = re.compile(
    r"(?:-in-chief)?(?: in)?(?: [A-Z][\w.'’-]{0,30}){0,5},? (?:also |later |earlier )?"
    r"(?:said|says|told|announced|confirmed|added|claimed|reported)\b"
)
"""What shows that an office is who speaks, and no description of the name before it: "(X, Y's spokesman) said"."""
_APPOSED = re.compile(rf"(?P<name>{_PERSON}), (?:the )?$")
_LED = re.compile(rf"\b{_OFFICE} of (?:the )?$")
_NAMED = re.compile(rf"(?: [A-Z]\w+)?,? (?P<name>{_PERSON})")
"""What follows a side behind an office: "the head of the (Badr) Organization, A B"."""
_STATE = re.compile(
    r"(?<!rebel )(?<!opposition )(?<!U\.S\. )(?<!US )\b"
    rf"(?P<whose>[Aa]rmy|[Mm]ilitary|[Gg]overnment|[Rr]ebel|[Ii]nsurgent) (?:(?!commander|leader)[a-z-]+ )?"
    rf"{_OFFICE},? {_RANK}(?P<name>{_PERSON})"
)
"""Persons of sides that no lexicon has to name: "army spokesman A B", "rebel commander A B"."""
_FOLLOWED = re.compile(
    r"\b(?:[Rr]ebel|[Ii]nsurgent)s? (?:troops |forces |fighters |soldiers )?(?:led by|loyal to|under|commanded by|of) "
    rf"(?:{_OFFICE} )?{_RANK}(?P<name>{_PERSON})"
)
"""Whom rebels follow: "rebels led by A B", "rebel troops of A B"."""
_MISTER = re.compile(r"\bMr ([A-Z][\w'’-]{1,40})")
_PRESIDENT = re.compile(
    rf"(?:(?P<before>[\w'’-]{{1,20}}) |^)(?:President|Prime Minister) (?P<name>{_PERSON})", re.MULTILINE
)
_NO_LONGER = words("vice former deposed exiled ousted")
_OFFICER = re.compile(
    r"\b(?P<before>(?:[\w.-]+ )?)"
    r"(?:Gen|Lt|Maj|Brig|Col|Lieutenant|Major|Brigadier|Staff|General|Colonel|Field Marshal)\b"
    rf"[.]?[ -]?{_RANK}(?P<name>{_PERSON})"
)
"""Officers whom nothing presents: in most wars ranks are a state's."""
_OTHERS = words(
    "former retired rebel ex-general ex-colonel us u.s american british french defected exiled un"
    " renegade dissident mutinous fugitive breakaway warlord runaway"
)
REBELS_WITH_RANKS = OWN_SIDE.keys() | {"Libya", "Syria"}
"""Wars of two states, and those in which whole units changed sides: a general there may be anybody's."""
_REBELS = words("rebel insurgent")
_NO_NAME = (
    TITLES
    | CALENDAR
    | KINDS
    | COUNTRIES.keys()
    | DEMONYMS.keys()
    | words("the he she his her they we in on at but and said told")
)


def presidents(text: str) -> dict[str, str]:
    """Return the surnames of whom a text calls president or prime minister, each with the word before the office.

    "Somali President Hassan Sheikh Mohamud" is Mohamud's "somali"; vice-presidents and former ones are none.
    """
    found: dict[str, str] = {}
    for match in _PRESIDENT.finditer(text):
        before = fold(match.group("before") or "").removesuffix("'s")
        if before not in _NO_LONGER and len(found) < MAX_PERSONS:
            found.setdefault(match.group("name").rsplit(" ", 1)[-1], before)
    return found


def persons(text: str, known: Iterable[Hit], officers: str | None = None) -> list[Hit]:
    """Return every place where a text names somebody whom it presents as of a side, in order; `known` are its sides.

    Whoever is presented as of two sides is nobody's. `officers` is the side of generals and colonels whom nothing
    presents, None where rebels have ranks too. Offsets are the text's.
    """
    known = list(known)
    taken = [(hit.start, hit.end) for hit in known]
    sides: dict[str, set[str]] = {}
    presented = list(dict.fromkeys(_presented(text, known)))
    titled = set(_MISTER.findall(text))
    called = [(name.rsplit(" ", 1)[-1], side) for name, side in presented]
    called += [(name.split(" ", 1)[0], side) for name, side in presented if name.split(" ", 1)[0] in titled]
    for word, side in called:  # "Getachew Reda" is "Reda", and "Mr Getachew" too where the text says so
        if len(word) >= MIN_NAME and fold(word) not in _NO_NAME:
            sides.setdefault(word, set()).add(side)
    for match in _OFFICER.finditer(text) if officers is not None else ():
        before, surname = fold(match.group("before").strip()), match.group("name").rsplit(" ", 1)[-1]
        foreign = before in _OTHERS or before in DEMONYMS or before.endswith("'s")
        if not foreign and len(surname) >= MIN_NAME and fold(surname) not in _NO_NAME:
            sides.setdefault(surname, {officers or ""})
    meant = {name: next(iter(of)) for name, of in list(sides.items())[:MAX_PERSONS] if len(of) == 1}
    if not meant:
        return []
    named = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, meant))})(?![\w-])")
    return [
        Hit(*at.span(), (meant[at.group()],), loaded=False, wording=fold(at.group()))
        for at in named.finditer(text)
        if not covered(at.span(), taken)
    ]


def _speaks(text: str, end: int, before: str, name: re.Match[str]) -> bool:
    """Say whether an office that ends at `end` is who speaks: "seized A B, Y's spokesman said" presents nobody."""
    if _SAYS.match(text, end) is None:
        return False
    preceding = before[: name.start("name")].split()
    return " " not in name.group("name") or (bool(preceding) and preceding[-1] in FORMS)


def _presented(text: str, known: list[Hit]) -> Iterator[tuple[str, str]]:
    """Yield each person that a text presents, with the side."""
    doing = set(_DOES.findall(text))
    for hit in known:
        if hit.loaded or fold(text[max(0, hit.start - MAX_OTHERS) : hit.start]).endswith(_NOT_ITS):
            continue
        before = text[max(0, hit.start - MAX_PRESENTING) : hit.start]
        led = _LED.search(before) is not None
        owned = _OWNED.match(text, hit.end)
        own = None if hit.sides[0] in STATES else _OWN.search(before)
        if own is not None and own.group("name") in doing:
            yield own.group("name"), hit.sides[0]
        for match in (_BEHIND.match(text, hit.end), led and _NAMED.match(text, hit.end)):
            if match:
                yield match.group("name"), hit.sides[0]
        for match, end in (
            (_BEFORE.search(before), hit.end),
            (owned and _APPOSED.search(before), owned.end() if owned else hit.end),
        ):
            if match and not _speaks(text, end, before, match):
                yield match.group("name"), hit.sides[0]
    yield from _unnamed(text, doing)


def _unnamed(text: str, doing: set[str]) -> Iterator[tuple[str, str]]:
    """Yield the persons of sides that no lexicon has to name, each with the side."""
    for match in _FOLLOWED.finditer(text):
        if match.group("name").rsplit(" ", 1)[-1] in doing:
            yield match.group("name"), REBELS
    for match in _STATE.finditer(text):
        yield match.group("name"), REBELS if fold(match.group("whose")) in _REBELS else "government"
