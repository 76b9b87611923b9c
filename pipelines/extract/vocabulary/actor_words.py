"""The words of an actor phrase: head nouns, what may stand before them, names that act by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import CAPITALS, COUNTRIES, DEMONYMS
from pipelines.extract.vocabulary.lexicon import FORMS, HELPING, NO_FORM, PLEDGE_VERBS, Sense, has_sense
from pipelines.extract.vocabulary.side_words import TURNED
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    DETERMINERS,
    DIRECTION_WORDS,
    NOT_NAMES,
    PREPOSITIONS,
    REPORTING,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.text.sentences import Token

HEADS = words(
    """army armies force forces troops troop soldiers soldier fighters fighter militants militant rebels rebel
    insurgents insurgent militia militias militiamen gunmen gunman terrorists terrorist jihadists jihadist extremists
    extremist units unit brigade brigades battalion battalions division divisions regiment regiments military police
    paramilitaries paramilitary separatists separatist guerrillas guerrilla commandos commando junta loyalists loyalist
    volunteers regime government opposition mercenaries defenders occupiers invaders partisans warriors tribesmen
    servicemen guards guard marines paratroopers infantry troopers combatants mutineers allies factions faction group
    groups armour tanks corps branch wing snipers intruders attackers assailants enemy adversary
    hirelings hireling puppets garrison garrisons contingent contingents detachment detachments column columns
    policemen infiltrators opponents
    convoy squads squad peacekeepers resistance coalition alliance gangs gang bandits cadres
    airborne cavalry elements operatives commanders""",
)
_MODIFIERS = words(
    """own
    armed allied popular local special joint security ground pro-government anti-government foreign islamist islamic
    kurdish rival main elite advancing remaining fleeing retreating victorious hardline ultra-hardline
    extremist shadowy puppet moderate syrian-backed invading occupation govt
    occupying defending militant rebel terrorist takfiri jihadist insurgent separatist loyalist regime government army
    opposition military mechanized armored armoured airborne infantry several other many some hundreds dozens more new
    ethnic minority tribal sunni shia shiite shi'ite regional federal provincial national islamic-state
    al-qaeda-linked central
    same transitional paramilitary counterterrorism counter-terrorism counterinsurgency counter-insurgency marine naval
    border presidential republican rapid assault auxiliary reserve volunteer clan community vigilante self-defence
    self-defense heroic brave valiant gallant glorious
    defence defense radical extremist former first second third fourth fifth sixth seventh eighth ninth
    tenth the a an its
    their these those of""",
)
_UNITS = words("division brigade regiment battalion")
_OF_STATE = words("minister ministry president army military")
_OWNERS = words("army government regime rebel separatist military opposition")
_PROTESTERS = words("protesters protestors demonstrators")
NO_SIDE = words(
    """sana sohr afp ap reuters dpa upi nato osce unhcr who icrc bbc cnn aljazeera tass irna unicef ocha eu un usa msf
    ngo ngos wfp undp unrwa unmiss monusco minusma minusca unamid isw acled hrw ohchr icc iom arsa-net
    cross crescent iaea"""
)
"""Initials of agencies and bodies, never a side."""


def acronym_subject(tokens: list[Token], i: int) -> bool:
    """Say whether an unknown group's initials are the subject of a verb: "JNIM has besieged", "LTTE lost"."""
    text = tokens[i].text
    if not (3 <= len(text) <= 6 and text.isupper() and text.isalpha()) or tokens[i].low in NO_SIDE:
        return False
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    if following and tokens[i + 1].text.isupper():
        return False  # "BASE STORMED" heads a paragraph
    free = i == 0 or tokens[i - 1].low not in PREPOSITIONS
    if following == "," and i + 2 < len(tokens):
        following = tokens[i + 2].low
    return free and (
        following in FORMS
        or following in ("said", "says")
        or following in ("has", "have", "had", "was", "were")
    )


def acts_by(before: Token, low: str) -> bool:
    """Say whether a noun acts as a side by the word before it: "his men", "SLA men", "anti-government protesters"."""
    if low == "men":
        initials = before.text.isupper() and 3 <= len(before.text) <= 6 and before.low not in NO_SIDE
        return initials or before.low in ("his", "their", "its", "masked", "hooded", "unidentified")
    if low == "comrades":
        return before.low == "our"
    if low == "members":
        return before.low in ("its", "their")
    return low in _PROTESTERS and before.low.startswith(("anti-", "opposition", "rebel", "pro-democracy"))


_CLAUSE_OPENERS = words("and but as after when while that because before until although though") | {",", ";"}


def people(tokens: list[Token], i: int) -> bool:
    """Say whether token `i` is a people that acts: "the Serbs had abandoned", "the Russians took"."""
    low = tokens[i].low
    if tokens[i].is_capital and low.endswith("s") and low[:-1] in DEMONYMS and _opens(tokens, i):
        following = tokens[i + 1].low if i + 1 < len(tokens) else ""
        leaving = has_sense(FORMS.get(following, NO_FORM).lemma, Sense.LEAVE)  # "Serbs left X in convoys"
        return (following in FORMS and not leaving) or following in AUXILIARIES
    if i == 0 or tokens[i - 1].low != "the" or not tokens[i].is_capital:
        return False
    if i > 2 and tokens[i - 2].low == "by" and tokens[i - 3].low in FORMS:
        return low not in NOT_NAMES and low not in COUNTRIES and _ends_clause(tokens, i + 1)
    plural = (low.endswith("s") and low[:-1] in DEMONYMS) or (
        low.endswith(("sh", "ch", "ese")) and low in DEMONYMS
    )
    if plural and i > 1 and tokens[i - 2].low in ("to", "by", "from") and _ends_clause(tokens, i + 1):
        return True  # "fell to the Ethiopians"
    following = tokens[i + 1].low if i + 1 < len(tokens) else ""
    return plural and (following in FORMS or following in AUXILIARIES)


def _opens(tokens: list[Token], i: int) -> bool:
    """Say whether a clause opens at token `i`: "Serbs seized X", "... and Russians hold Y"."""
    return i == 0 or tokens[i - 1].low in _CLAUSE_OPENERS


def _ends_clause(tokens: list[Token], i: int) -> bool:
    """Say whether nothing of a longer phrase stands at token `i`."""
    return (
        i >= len(tokens)
        or not tokens[i].is_word
        or tokens[i].low in PREPOSITIONS
        or tokens[i].low in AUXILIARIES
    )


def _seat_acts(tokens: list[Token], i: int) -> bool:
    """Say whether a capital is a government that acts: "saw Baghdad wrest X", "recovered by Kiev", "fell to Moscow"."""
    before = [t.low for t in tokens[max(0, i - 2) : i]]
    following = FORMS.get(tokens[i + 1].low, NO_FORM).tenses if i + 1 < len(tokens) else frozenset()
    if before[-1:] and before[-1] in HELPING and "base" in following:
        return True
    verb = FORMS.get(before[0], NO_FORM) if len(before) > 1 else NO_FORM
    taken = (
        before[-1:] == ["by"] and "pp" in verb.tenses and has_sense(verb.lemma, Sense.TAKE, Sense.TAKE_WEAK)
    )
    return taken or before == ["over", "to"] or (before[-1:] == ["to"] and verb.lemma in ("fall", "lose"))


def _following(tokens: list[Token], i: int) -> str:
    """Return the word behind a country's name that tells whether it acts: "Georgia (still holds)"."""
    following = tokens[i + 1].low
    if following in ADVERBS and i + 2 < len(tokens):
        return tokens[i + 2].low  # "the only town that Georgia still holds"
    both = following == "and" and i + 2 < len(tokens) and tokens[i + 2].low == "its"
    return "has" if both else following  # "Turkey and its Syrian proxies hold X"


def country_subject(tokens: list[Token], i: int) -> bool:
    """Say whether a country's name at token `i` is the subject of a verb: "Azerbaijan said", "Russia has taken"."""
    if tokens[i].low in CAPITALS:
        behind = [t.low for t in tokens[i + 1 : i + 4]]
        if len(behind) > 1 and behind[0] == "'s" and behind[1] in HEADS:
            return True  # "Baghdad's forces"
        if _seat_acts(tokens, i):
            return True
        if i and tokens[i - 1].low in FORMS:
            return False  # "entered Kinshasa and are in control of the city"
        if (
            behind
            and behind[0] in ADVERBS
            and behind[1:2] in (["holds"], ["controls"], ["hold"], ["control"])
        ):
            return True  # "the only town that Tbilisi still holds"
        controls = "control" in [t.low for t in tokens[i + 2 : i + 6]] and behind[0] != ","
        return (controls or any(w in REPORTING or w in PLEDGE_VERBS for w in behind)) and (
            i == 0 or tokens[i - 1].low not in PREPOSITIONS
        )
    if tokens[i].low not in COUNTRIES or not tokens[i].is_capital or i + 1 >= len(tokens):
        return False
    following = _following(tokens, i)
    if following == "'s":
        return i + 2 < len(tokens) and tokens[i + 2].low in HEADS
    agent = i > 1 and tokens[i - 1].low == "by" and "pp" in FORMS.get(tokens[i - 2].low, NO_FORM).tenses
    if agent and following != "'s":
        return True  # "had been seized by Georgia"
    before = i - 1
    while before > 0 and tokens[before].low in DIRECTION_WORDS:
        before -= 1
    free = i == 0 or tokens[before].low not in PREPOSITIONS
    return (
        free
        and (
            following in AUXILIARIES
            or following in REPORTING
            or following in FORMS
            or following in PLEDGE_VERBS
        )
        and following != "'s"
    )


def is_modifier(tokens: list[Token], i: int, first: int) -> bool:
    """Say whether token `i` describes the actor whose core begins at token `first`."""
    token = tokens[i]
    if token.low in ("of", "that", "any", "every"):
        return False
    if token.low == "and":
        return i > 0 and tokens[i - 1].low in DEMONYMS and tokens[i + 1].low in DEMONYMS
    if token.low in DETERMINERS or token.low in _MODIFIERS or token.low in DEMONYMS or token.low in TURNED:
        return True
    if token.text[0].isdigit() and token.low.endswith(("th", "st", "nd", "rd")):
        return True
    if token.text.isdigit():
        return tokens[i + 1].is_capital and tokens[i + 1].low in _UNITS  # "the 57 Division"
    if "-" in token.text or "‐" in token.text:
        if token.low.startswith("pro-") and token.text[4:].isupper():
            return True  # "pro-GNA fighters"
        return token.low.rsplit("-", 1)[-1] in (
            "backed", "led", "linked", "sponsored", "allied", "dominated", "supported", "government", "regime",
            "affiliated", "aligned", "trained", "assad", "gaddafi", "russian", "kyiv", "junta", "funded", "state",
            "western", "based", "hired", "speaking", "turkish", "kurdish", "iranian", "armed", "coup", "separatist",
        )  # fmt: skip
    return (
        token.is_capital
        and token.is_word
        and token.low not in CALENDAR
        and (i > 0 or (token.text.isupper() and 2 <= len(token.text) <= 6))
        and i >= first - 3
        and _is_name_like(tokens, i)
    )


def _is_name_like(tokens: list[Token], i: int) -> bool:
    low = tokens[i].low
    return low not in NOT_NAMES and low not in PREPOSITIONS and low not in REPORTING


def described_head(tokens: list[Token], stop: int, at: int) -> bool:
    """Say whether a side at `stop` goes on: "Ukrainian special forces", "army assault squads"."""
    if (
        tokens[stop].low not in DEMONYMS.keys() | _OWNERS
        or at + 1 >= len(tokens)
        or tokens[at + 1].low not in HEADS
    ):
        return False
    return tokens[at].text.islower() and is_modifier(tokens, at, at + 1)


def states_word(tokens: list[Token], i: int) -> bool:
    """Say whether the state's own men tell what stands at token `i`: "the minister admitted that (the enemy)"."""
    before = [t.low for t in tokens[:i]]
    return not _OF_STATE.isdisjoint(before) and not REPORTING.isdisjoint(before)
