"""Armed groups as a text itself calls them: "Liberians United for Reconciliation and Democracy (Lurd)", "the Tigers".

The lexicon cannot hold every group. A name whose initials are the letters in the brackets behind it, and that speaks
of fighting, is a side for the rest of the text, under its abbreviation in lower case (docs/claim-guide.md, Sides).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import COUNTRIES, DEMONYMS
from pipelines.extract.vocabulary.wordings import Hit, fold
from pipelines.extract.vocabulary.words import CALENDAR, words

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_WORDS = 9
"""The longest name that is looked for before a bracket."""
MAX_GROUPS = 50
"""How many abbreviations of one text are looked at: each costs a pass over it."""
_BRACKET = re.compile(r"\(([A-Z][A-Za-z]{2,7}(?:-[A-Z][a-z]{2,9})?)\)")
_BRACKETED = re.compile(r"(?: of (?:the )?[A-Z][a-z]{2,20})?+ ?\(([A-Z][A-Za-z-]{1,7})\)")
_ELIDED = re.compile(r"^[dlDL]['’]")
"""French articles and "of" before a vowel: "d'Ivoire"."""
_WORD = re.compile(r"[\w'’-]+")
_SMALL = words("of for the and in de du la des pour et a")
_FIGHTING = words(
    """front army armies movement liberation resistance revolutionary united brigade brigades militia militias patriotic
    popular rebel defence defense fighters alliance guard insurgent salvation freedom islamic rally patriots
    struggle tigers mouvement rassemblement armee forces patriotique populaire frente ejercito""",
)
"""Of these words one stands in the name of an armed group."""
_PEACEFUL = words(
    """nations union observatory network rights committee council agency organisation organization commission press
    court bank programme program mission office news ministry department
    association institute party congress""",
)


_NAME = r"[A-Z][\w-]{2,20}(?: [A-Z][\w-]{2,20}){0,3}"
_PRESENTED = re.compile(
    r"\b(?:rebel|armed|militant|insurgent|jihadist|[Ii]slamist|separatist|splinter|rival|guerrilla|extremist|breakaway"
    r"|second|third|ethnic|paramilitary) (?:group|faction|movement|militia|alliance|army|force)"
    rf"(?:, (?:the )?(?P<apposed>{_NAME})(?=,)"
    rf"|,? (?:called|known as|named|calling itself) [\"“‘]?(?:the )?(?P<called>{_NAME})"
    rf"|(?<=group|ction|ement|litia) (?P<behind>{_NAME}(?: al-[A-Z]\w+)?)(?= [a-z]|[,.]))"
)
_GROUP_OF = re.compile(
    r"\b(?:[Tt]he )?(?P<before>[A-Z][\w-]{2,20}(?: (?:al-)?[A-Z][\w-]{2,20}){1,3})"
    r" (?:militant|armed|rebel|insurgent|jihadist|[Ii]slamist) (?:group|faction|movement|militia)\b"
)
"""How a text presents a group that the reader may not know."""
_KIN = re.compile(
    r"\b(?:an?|the) (?:[\w-]{1,15} )?(?:faction|offshoot|affiliate|splinter group|branch|franchise)"
    r" (?:of|from) (?:the )?$|\b(?:linked|affiliated|allied) (?:to|with) (?:the )?$"
    r"|\b(?:allegiance to|inspired by|split from|"
    r"broke away from|broken away from) (?:the )?$"
)
"""What stands before a group that only describes another: "a faction of (Boko Haram)", "linked to (al-Qaeda)"."""
MAX_KIN = 48
"""How far before a wording, in characters, such words are looked for."""
MAX_ALLIED = 60
"""How far before a wording "an alliance of" is looked for, in characters."""
_STYLED = re.compile(
    r"(?: \([A-Z][\w-]{1,9}\))?,? an? (?:[\w.-]{1,20} ){0,4}?(?P<noun>alliance|coalition|movement)\b"
)
_ALLIED = re.compile(r"\b(?P<noun>alliance|coalition) of (?:[\w-]{1,20} ){0,3}$")
"""How a text styles a side that it names."""
_CALLED = re.compile(
    r",? an? (?:[\w.-]{1,20} ){0,4}?(?:alliance|coalition|movement|militia|faction|(?:rebel|armed|insurgent) group)\b"
)
"""How a text says of a name and its letters that they are an armed group's."""
_PEOPLES = words(
    """sunni shia shi'a shi'ite shiite muslim christian islamist jihadist tuareg hutu tutsi arab berber oromo amhara
    afar
    mai-mai hausa fulani karen kachin rakhine shan pashtun baloch maoist marxist leftist communist maronite druze"""
)
"""Peoples and faiths, whose "armed group" has no name."""
_ADJOINED = (
    "-backed",
    "-led",
    "-linked",
    "-based",
    "-aligned",
    "-allied",
    "-affiliated",
    "-armed",
    "-supported",
)
_SHARED = words(
    """army forces force state group government council coalition union nations party authority police guard military
    republic kingdom states troops house ministry""",
)
"""Last words of names that more than one bears."""


def coined_groups(text: str, known: Iterable[Hit]) -> list[Hit]:
    """Return every occurrence of the groups that a text introduces, in order; none of those in `known`.

    A state's own army is none: its name holds a country's. Offsets are the text's.
    """
    taken = sorted((hit.start, hit.end) for hit in known if not hit.loaded)
    found: dict[tuple[int, int], Hit] = {}
    seen: set[str] = set()
    for match in _BRACKET.finditer(text):
        acronym = match.group(1)
        if acronym in seen or len(seen) >= MAX_GROUPS:
            continue
        seen.add(acronym)
        name = _name_before(text, match.start(), acronym)
        if name is None:
            continue
        side = fold(acronym)
        wordings = (re.escape(text[name[0] : name[1]]), rf"\b{re.escape(acronym)}\b")
        for at in re.finditer("|".join(wordings), text):
            found[at.span()] = Hit(at.start(), at.end(), (side,), loaded=False, wording=fold(at.group()))
    return [hit for span, hit in sorted(found.items()) if not _held_by(span, taken)]


def abbreviations(text: str, known: Iterable[Hit]) -> list[Hit]:
    """Return every occurrence of the letters behind a known side's name: "Manbij Military Council (MMC)"."""
    known = list(known)
    taken = [(hit.start, hit.end) for hit in known]
    sides: dict[str, set[str]] = {}
    for hit in known:
        match = None if hit.loaded else _BRACKETED.match(text, hit.end)
        if match:
            sides.setdefault(match.group(1), set()).add(hit.sides[0])
    for hit in known:
        name = text[hit.start : hit.end].removeprefix("The ").removeprefix("the ").split()
        if not hit.loaded and len(name) > 1 and all(w[:1].isupper() for w in name):
            sides.setdefault("".join(w[0] for w in name), set()).add(
                hit.sides[0]
            )  # "the Arakan Army. The AA"
    found: list[Hit] = []
    for letters, meant in list(sides.items())[:MAX_GROUPS]:
        if len(meant) == 1:
            spans = (at.span() for at in re.finditer(rf"\b{re.escape(letters)}\b", text))
            found += [Hit(*span, (next(iter(meant)),), loaded=False, wording=fold(letters)) for span in spans]
    return [hit for hit in sorted(found, key=lambda h: h.start) if not covered((hit.start, hit.end), taken)]


def apart(hits: list[Hit]) -> list[Hit]:
    """Return hits in order without those that stand inside a longer one: "Democratic Forces" in a group's full name."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: (h.start, -h.end)):
        if kept and kept[-1].loaded and not hit.loaded and hit.start < kept[-1].end < hit.end:
            kept.pop()  # "the Movement" of "the Movement for Justice and Peace (MJP)"
        if not kept or hit.end > kept[-1].end:
            kept.append(hit)
    return kept


def named_groups(text: str, known: Iterable[Hit]) -> list[Hit]:
    """Return every occurrence of the groups that a text presents: "a rebel group called X", "a second group, Y,"."""
    taken = [(hit.start, hit.end) for hit in known]
    found: dict[tuple[int, int], Hit] = {}
    names = {
        match.group("apposed") or match.group("called") or match.group("behind")
        for match in _PRESENTED.finditer(text)
    }
    names |= {match.group("before").removeprefix("The ") for match in _GROUP_OF.finditer(text)}
    names = {name for name in names if _may_name_group(fold(name).split())}
    for name in sorted(names)[:MAX_GROUPS]:
        for at in re.finditer(rf"\b{re.escape(name)}\b", text):
            found[at.span()] = Hit(*at.span(), (fold(name),), loaded=False, wording=fold(name))
    return [hit for span, hit in sorted(found.items()) if not covered(span, taken)]


def _may_name_group(lows: list[str]) -> bool:
    """Say whether a name may be an armed group's: no body that is at peace, no country, people, faith or day."""
    known = lows[0] in COUNTRIES or lows[0] in DEMONYMS or lows[0] in _PEOPLES or lows[0] in CALENDAR
    return _PEACEFUL.isdisjoint(lows) and not known and not lows[0].endswith(_ADJOINED)


def short_names(text: str, known: Iterable[Hit]) -> list[Hit]:
    """Return every "the Tigers" of a text that names the Tamil Tigers, in order; `known` are its groups' full names."""
    known = list(known)
    taken = [(hit.start, hit.end) for hit in known]
    sides: dict[str, set[str]] = {}
    for hit in known:
        name = text[hit.start : hit.end].split()
        if not hit.loaded and len(name) > 1 and all(w[:1].isupper() for w in name[-2:]):
            sides.setdefault(name[-1], set()).add(hit.sides[0])
        if not hit.loaded and "of" in name[1:] and name[name.index("of") - 1].endswith("s"):
            sides.setdefault(name[name.index("of") - 1], set()).add(hit.sides[0])  # "Liberation Tigers of X"
    found: list[Hit] = []
    for last, meant in list(sides.items())[:MAX_GROUPS]:
        if len(meant) > 1 or fold(last) in _SHARED or not last.isalpha():
            continue
        for at in re.finditer(rf"\b[Tt]he {last}\b(?! [A-Z])", text):
            found.append(Hit(*at.span(), (next(iter(meant)),), loaded=False, wording=fold(at.group())))
    return sorted(
        (hit for hit in found if not covered((hit.start, hit.end), taken)), key=lambda hit: hit.start
    )


def styled(text: str, known: Iterable[Hit]) -> list[Hit]:
    """Return what a text styles an alliance: "the SDF, an alliance of militias", "a coalition of rebel groups".

    Each is a wording of that side, standing where it is called so; `known` are the text's wordings.
    """
    found: list[Hit] = []
    for hit in (h for h in known if not h.loaded):
        behind = _STYLED.match(text, hit.end)
        before = _ALLIED.search(text, max(0, hit.start - MAX_ALLIED), hit.start)
        for noun in filter(None, (before, behind)):
            found.append(Hit(hit.start, hit.end, hit.sides, loaded=False, wording=fold(noun.group("noun"))))
    return found


def covered(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Say whether a span overlaps one of those `taken`, which are in order and do not overlap each other."""
    at = bisect_left(taken, (span[1], 0)) - 1
    return at >= 0 and taken[at][1] > span[0]


def _held_by(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Say whether a span stands inside, or begins inside, one of those `taken`."""
    at = bisect_left(taken, (span[0] + 1, 0)) - 1
    return at >= 0 and taken[at][1] > span[0] and (taken[at][0] < span[0] or taken[at][1] >= span[1])


def _name_before(text: str, end: int, acronym: str) -> tuple[int, int] | None:
    """Return the span of the name before a bracket whose initials are the acronym's, None if there is none."""
    before = list(_WORD.finditer(text, max(0, end - 120), end))[-MAX_WORDS:]
    for first in range(len(before)):
        name = [m.group() for m in before[first:]]
        if not name[0][:1].isupper() or not _are_initials(name, acronym):
            continue
        lows = {fold(w) for w in name}
        state = any(low in COUNTRIES or low in DEMONYMS for low in lows) and lows & {"army", "forces"}
        fighting = lows & _FIGHTING or _CALLED.match(text, text.index(")", end) + 1)
        if fighting and not lows & _PEACEFUL and not state:
            return before[first].start(), before[-1].end()
    return None


def _are_initials(name: list[str], acronym: str) -> bool:
    """Say whether a name's capital words begin with the acronym's letters, small words left aside or not."""
    letters = fold(acronym).split("-")[0]
    name = [_ELIDED.sub("", w) or w for w in name]
    large = "".join(w[0] for w in name if fold(w) not in _SMALL)
    if letters in (fold(large), fold("".join(w[0] for w in name))):
        return True
    begins = fold(large).startswith(
        letters
    )  # "Alliance of Democratic Forces for the Liberation of Congo (ADFL)"
    return begins or (len(large) > 2 and letters[0] == fold(large[0]) and _runs_through(fold(large), letters))


def _runs_through(initials: str, letters: str) -> bool:
    """Say whether initials stand in order among an acronym's letters: "Movement for Democracy in Liberia (MODEL)"."""
    rest = iter(letters)
    return all(initial in rest for initial in initials)


def with_kin(text: str, hits: Iterable[Hit]) -> list[Hit]:
    """Return the wordings, those marked that only describe another group: "ISWAP, a faction of Boko Haram"."""
    return [
        replace(hit, kin=True) if _KIN.search(text[max(0, hit.start - MAX_KIN) : hit.start]) else hit
        for hit in hits
    ]
