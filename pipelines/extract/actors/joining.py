"""Actor phrases side by side: which are one ("X and its allies"), what a country or a dateline does to them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import CAPITALS, COUNTRIES, DEMONYMS, country_of_two
from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.side_words import OPPONENTS, REBELS
from pipelines.extract.vocabulary.words import AUXILIARIES, words

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.text.sentences import Token

_NUMBERED_UNITS = words("brigade division regiment battalion")
_MEN = words("soldiers troops forces fighters men members units captured seized said")
_BELONGING = (
    ["of"], ["from"], ["loyal", "to"], ["allied", "to"], ["allied", "with"], ["belonging", "to"], ["linked", "to"],
    ["led", "by"], ["aligned", "with"], ["affiliated", "with"], ["affiliated", "to"], ["linked", "with"],
    ["that", "belongs", "to"], ["that", "is", "part", "of"], ["which", "belongs", "to"], ["which", "is", "part", "of"],
    ["that", "belong", "to"], ["that", "are", "part", "of"], ["part", "of"], [",", "part", "of"],
    ["that", "fight", "alongside"], ["that", "fights", "alongside"], ["which", "fight", "alongside"],
    [",", "which", "calls", "itself"], [",", "which", "includes"], [",", "which", "is", "led", "by"],
    ["who", "fight", "alongside"], ["which", "fights", "alongside"], ["fighting", "alongside"],
    ["including"], [",", "including"], ["such", "as"], ["called"], ["named"], ["known", "as"], ["calling", "itself"],
)  # fmt: skip
_LEADING = words(
    """the president bashar eastern western northern southern commander general gen strongman leader field marshal
    colonel col major lieutenant brigadier warlord cleric renegade veteran libyan yemeni syrian"""
)
"""What may stand before a leader's name: "loyal to eastern commander Khalifa Haftar"."""
_SIDING = (
    ["that", "support"],
    ["who", "support"],
    ["which", "support"],
    ["loyal", "to"],
    ["allied", "to"],
    ["allied", "with"],
    ["aligned", "with"],
    ["supporting"],
    ["backing"],
)
_STATE_LEADERS = words("president prime government king army")
"""Whose troops are the state's: not those of a former president, a rival government, a president's brother."""
_STATE_DOES = AUXILIARIES | words("in on at near from who which that and but late early say said")
"""What stands behind the state where nothing more is said of whom it is."""
_FORMER = words("former ousted deposed toppled ex-president")
MIN_OWNER = 3
"""The least words of "President X's"."""
_RECOGNISED = words(
    "the 's exiled internationally recognised recognized legitimate elected embattled central federal"
)
_OPPOSED = words("opposition rival opposing")
_STATES_ABROAD = frozenset(country.lower() for country in COUNTRIES.values())
_REGULARS = words("regular other conscript troops soldiers forces units conscripts")
_DESCRIBED_FIGHTERS = words("separatists rebels insurgents jihadists guerrillas islamists")
_CLANSMEN = words("militia militias militiamen fighters")
_JOINING = words("fighters militiamen volunteers tribesmen")
"""Heads that side with whoever stands before their `and`: "soldiers and clan fighters"."""


def of_two_words(tokens: list[Token], begin: int, last: int) -> str | None:
    """Return the country that two words in an actor phrase, or on its brink, name: "South Sudanese forces"."""
    pairs = (country_of_two(tokens[at - 1].low, tokens[at].low) for at in range(max(begin, 1), last + 1))
    return next(filter(None, pairs), None)


def somebodys(tokens: list[Token], i: int) -> bool:
    """Say whether "loyal to General X" stands at token `i`: troops of a person who is not the state's head."""
    lows = [t.low for t in tokens[i : i + 5]]
    who = 2 + (lows[2:3] == ["the"])
    if lows[:2] not in (["loyal", "to"], ["allied", "to"]) or len(lows) <= who:
        return False
    leader = lows[2] in ("president", "prime", "the", "king") or lows[2] in CAPITALS
    return lows[who] in _FORMER or (not leader and tokens[i + 2].is_capital)


def siding_with(tokens: list[Token], i: int, home: str | None) -> str | None:
    """Return the country whose state "loyal to Yemeni President X" at token `i` names, `home` if none; else None.

    Not that of "the army takeover", "the president's rival", "the army of General X".
    """
    lows = [t.low for t in tokens[i : i + 12]]
    at = next((len(low) for low in _SIDING if lows[: len(low)] == low), 0)
    country = None
    while at and at < len(lows) and _describes_state(lows, at):
        country = DEMONYMS.get(lows[at]) or COUNTRIES.get(lows[at]) or country
        at += 1
    seat = CAPITALS.get(lows[at]) if 0 < at < len(lows) else None
    if not at or at >= len(lows) or (lows[at] not in _STATE_LEADERS and seat is None):
        return None
    if seat is not None and lows[at + 1 : at + 2] == ["government"]:
        return seat
    person = lows[at] in ("president", "king") or lows[at : at + 2] == ["prime", "minister"]
    at += 1 + (lows[at] == "prime")
    behind = tokens[i + at] if i + at < len(tokens) else None
    ends = behind is None or not behind.is_word or behind.low in _STATE_DOES or behind.low in FORMS
    named = person and behind is not None and behind.is_capital
    return (seat or country or home) if (ends or named) and (behind is None or behind.low != "'s") else None


def _describes_state(lows: list[str], at: int) -> bool:
    """Say whether a word may stand before a state: "the", "Yemeni", "Yemen's", "exiled", "recognised"."""
    low = lows[at]
    owner = low in COUNTRIES and lows[at + 1 : at + 2] == ["'s"]
    return (
        low in _RECOGNISED
        or low in DEMONYMS
        or owner
        or low.endswith(("-backed", "-recognised", "-recognized"))
    )


def of_president(tokens: list[Token], begin: int, home: str | None) -> str | None:
    """Return the country of "Chadian President A B's (tanks)" at token `begin`, `home` if none is told; else None."""
    if begin < MIN_OWNER or tokens[begin - 1].low != "'s":
        return None
    at = next((k for k in range(begin - 2, max(-1, begin - 6), -1) if not tokens[k].is_capital), begin - 6)
    opens = [t.low for t in tokens[max(0, at + 1) : begin - 1]]
    title = next((k for k, low in enumerate(opens) if low in ("president", "premier")), None)
    prime = "prime" in opens[:1] and "minister" in opens[:3]
    if (
        (title is None and not prime)
        or (at >= 0 and tokens[at].low in _FORMER)
        or not _FORMER.isdisjoint(opens)
    ):
        return None
    return next((DEMONYMS[low] for low in opens if low in DEMONYMS), home)


def against(tokens: list[Token], first: int) -> bool:
    """Say whether "Anti-Islamic State forces" stands at token `first`: whoever these are, not the state's."""
    near = [t for t in tokens[max(0, first - 1) : first + 1] if t.low.startswith("anti-")]
    return any(t.text[5:6].isupper() for t in near)


def numbered_base(tokens: list[Token], last: int) -> bool:
    """Say whether "Brigade 93" ends at the token behind `last`: bases go by brigades, its soldiers do not."""
    number = tokens[last + 1].low if last + 1 < len(tokens) else ""
    unit = tokens[last].is_capital and tokens[last].low in _NUMBERED_UNITS
    behind = tokens[last + 2].low if last + 2 < len(tokens) else ""
    return unit and number.isdigit() and behind not in _MEN


def strangers(tokens: list[Token], phrase: ActorPhrase, found: list[ActorPhrase]) -> bool:
    """Say whether "Ismail Khan's fighters" are those of a man whom no lexicon holds."""
    i = phrase.first
    if not phrase.loaded or i < 3 or tokens[i - 1].low != "'s" or not tokens[i - 2].is_capital:
        return False
    known = any(p.first <= i - 2 <= p.last for p in found) or tokens[i - 2].low in COUNTRIES
    return not known and tokens[i - 3].is_capital


def settled(found: list[ActorPhrase], tokens: list[Token]) -> list[ActorPhrase]:
    """Give phrases the sides that those beside them tell: "fighters from X", "Y took the opposition's stronghold"."""
    for phrase in found:
        within = tokens[phrase.first : phrase.last + 2]
        opposed = any(a.low in _OPPOSED and not b.is_capital for a, b in pairwise(within))
        opposed = opposed or tokens[phrase.last].low in _OPPOSED  # not "the opposition Northern Alliance"
        group = phrase.side not in ("opposition", REBELS)
        if opposed and group and any(p is not phrase and p.side == phrase.side for p in found):
            phrase.side = None
    for a, b in pairwise(found):
        if _belonging(tokens, a, b):
            a.side, b.governed = b.side, True
    return found


def _belonging(tokens: list[Token], a: ActorPhrase, b: ActorPhrase) -> bool:
    """Say whether an unsettled head gets its side from what follows: "fighters from X", "troops loyal to X"."""
    between = [t.low for t in tokens[a.last + 1 : b.first] if t.low not in _LEADING]
    unsettled = a.side in (None, REBELS, "gangs") or a.loaded
    bare = a.first == a.last or (a.first + 1 == a.last and tokens[a.first].low == "the")
    described = tokens[a.last].low in _DESCRIBED_FIGHTERS
    unsettled = unsettled or (
        (bare or described) and between == ["of"] and not b.possessive
    )  # "soldiers of the KNU", "Tuareg separatists of the FLA"
    unsettled = unsettled or between[-1:] == ["alongside"]  # "former rebels who fight alongside the army"
    of = between in _BELONGING or _of_leader(tokens, a.last + 1, b.first)
    return tokens[a.last].low != "opponents" and unsettled and b.side is not None and of


def _of_leader(tokens: list[Token], i: int, end: int) -> bool:
    """Say whether "of Walid Jumblatt's" stands between an actor and its party: tokens `i` to `end`."""
    names = tokens[i + 1 : end - 1]
    return (
        end - i > 2
        and tokens[i].low == "of"
        and tokens[end - 1].low == "'s"
        and all(t.is_capital for t in names)
        and len(names) <= 3
    )


_BRANCHES = words("affiliate branch offshoot franchise faction")


def _branch(tokens: list[Token], whole: ActorPhrase, phrase: ActorPhrase) -> bool:
    """Say whether "the al-Qaida affiliate JNIM" names one group by whose it is."""
    of = phrase.first == whole.last + 2 and tokens[whole.last + 1].low in _BRANCHES
    return of and phrase.side is not None and tokens[phrase.first].is_capital


def join(found: list[ActorPhrase], tokens: list[Token]) -> list[ActorPhrase]:
    """Make one phrase of co-ordinated actors on one side: "the army and popular forces", "X and its allies"."""
    joined: list[ActorPhrase] = []
    for phrase in found:
        last = joined[-1] if joined else None
        if last is not None and _branch(tokens, last, phrase):
            last.last, last.end, last.side = phrase.last, phrase.end, phrase.side
            continue
        if (
            last
            and not last.possessive
            and _coordinated(tokens, last, phrase)
            and (
                phrase.side == last.side
                or phrase.side is None
                or last.side is None
                or (phrase.loaded and tokens[phrase.last].low in _JOINING)
                or (last.loaded and phrase.side == "government")
                or (last.side in _STATES_ABROAD and _merely_regular(tokens, phrase))
                or any(t.low in ("allies", "allied") for t in tokens[last.last + 1 : phrase.last + 1])
                or _its_own(tokens, phrase)
            )
        ):
            last.last, last.end = phrase.last, phrase.end
            last.side = (
                phrase.side if last.loaded and phrase.side == "government" else last.side or phrase.side
            )
            last.possessive = phrase.possessive
            continue
        joined.append(phrase)
    for phrase in joined:
        phrase.text = _slice(tokens, phrase)
    return joined


def _its_own(tokens: list[Token], phrase: ActorPhrase) -> bool:
    """Say whether "its mercenaries", "their proxies" are those of whoever stands before their `and`."""
    owned = not {"its", "their"}.isdisjoint(t.low for t in tokens[phrase.first - 1 : phrase.first + 1])
    return owned and phrase.loaded and tokens[phrase.last].low not in OPPONENTS


def _merely_regular(tokens: list[Token], phrase: ActorPhrase) -> bool:
    """Say whether an actor is only "regular troops", "other soldiers": those of whoever stands before its `and`."""
    lows = [t.low for t in tokens[phrase.first - 1 : phrase.last + 1]]
    return not {"regular", "other"}.isdisjoint(lows) and all(low in _REGULARS for low in lows[1:])


def _coordinated(tokens: list[Token], a: ActorPhrase, b: ActorPhrase) -> bool:
    between = [t.low for t in tokens[a.last + 1 : b.first]]
    if not between and b.loaded and b.side is None and b.first < b.last:
        return tokens[b.last].low in _CLANSMEN  # "allied Ma'awisley clan militia"
    if between[:2] == ["and", "allied"] and len(between) == 3:
        return True  # "regime forces and allied sectarian militias"
    return between in (
        ["and"],
        [",", "and"],
        ["and", "the"],
        ["and", "its"],
        ["and", "their"],
        ["and", "regular"],
        ["("],
        [")"],
        ["-"],
        ["/"],
    )


def _slice(tokens: list[Token], phrase: ActorPhrase) -> str:
    return " ".join(t.text for t in tokens[phrase.first : phrase.last + 1])
