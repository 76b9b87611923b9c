"""What makes a clause unreal: its auxiliaries, a condition, a denial; and what a mood is."""

from __future__ import annotations

from enum import StrEnum

from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CALENDAR,
    DOUBLE_QUOTES,
    HAVE,
    NEGATIONS,
    words,
)


class Mood(StrEnum):
    """Whether the text says that the event happened."""

    FACT = "fact"
    DENIED = "denied"
    PLEDGE = "pledge"
    EFFORT = "effort"
    FUTURE = "future"
    REFUSED = "refused"
    NONE = "none"


UNREAL_MODALS = words("may might should must would can ought")
FUTURE = words("will shall 'll wo")
MODALS = UNREAL_MODALS | FUTURE | {"could"}
"""Auxiliaries that a verb behind `and` shares: "would deploy along the border and enter X"."""
WISHING = words(
    """demand demanded demands demanding fear feared fears fearing hope hoped hopes hoping wish require
    requires required urged worry worried prayed propose proposed suggested recommended""",
)
_HYPOTHETICAL = words("if unless until till once whether should")
_DENYING = words(
    """denied denies deny denying rejected rejects rejecting refuted dismissed disputed belied belies contradicted
    contradicts contradicting disputing refuting contrary falsely wrongly erroneously"""
)
_UNTRUE = words("incorrect wrong untrue false")
SAID_TO = words(
    """believed said reported thought understood known claimed claims claim claiming reportedly alleged appears
    appeared seems seemed appear seem""",
)
_DISMISSING = words(
    "belied belies debunked debunks dismisses dismissing scoffed scotched ridiculed refute refutes"
)
_DAY_WORDS = words(
    """the last this night morning evening afternoon week month year yesterday today dawn noon midday midnight daybreak
    sunrise sunset nightfall dusk few several two three days hours later earlier ago of a"""
)
_LINKS = BE | ADVERBS
_ASIDES = (
    ["in", "fact"],
    ["in", "turn"],
    ["at", "last"],
    ["of", "course"],
    ["as", "well"],
    ["by", "then"],
    ["by", "now"],
)
"""What may stand between an auxiliary and its verb: "had in fact been overrun"."""
CLAUSE_BREAKS = frozenset(".;:")


_BEFORE_MAY = words("in since last late early mid of until by during this")
"""Before "may" these make it the month."""


def _helps(lows: list[str], at: int) -> bool:
    """Say whether an auxiliary or a negation stands at token `at`; "which in May overran X" has none."""
    low = lows[at]
    if low == "may" and at and (lows[at - 1] in _BEFORE_MAY or lows[at - 1].isdigit()):
        return False
    return low in AUXILIARIES or (low in NEGATIONS and low not in ("nor", "neither", "without", "no"))


def _stands_between(lows: list[str], at: int) -> bool:
    """Say whether a word may stand between auxiliary and verb: an adverb, "X and Y were both (captured)"."""
    low = lows[at]
    of_several = low in ("all", "both", "each") and lows[at - 1] in BE | HAVE | MODALS
    return of_several or low in ADVERBS or low == "next" or (low.endswith("ly") and len(low) > 4)


def auxiliaries(lows: list[str], head: int) -> tuple[int, set[str]]:
    """Return the index of the group's first word and the auxiliaries and negations in it."""
    first, at = head, head - 1
    aux: set[str] = set()
    while at >= 0 and head - at <= 7:
        low = lows[at]
        if low in DOUBLE_QUOTES and at == head - 1:  # `had been "conquered"`
            at -= 1
            continue
        if lows[at - 1 : at + 1] in _ASIDES and at > 1:
            at -= 2
            continue
        if (dated := _over_day(lows, at)) is not None:
            at = dated
            continue
        if _helps(lows, at):
            aux.add(low)
            first = at
        elif low == "longer" and lows[at - 1] == "no":
            aux.add("not")
            first = at - 1
        elif low in ("declared", "reported", "announced", "confirmed") and lows[at - 1] in BE:
            first = at
        elif low.endswith("n't"):
            aux |= {"not", low.removesuffix("n't")}
            first = at
        elif not _stands_between(lows, at):
            break
        at -= 1
    return _behind_report(lows, first, aux), aux


def _over_day(lows: list[str], at: int) -> int | None:
    """Return the auxiliary before "since October", "on 3 March" that ends at token `at`: "had on Friday driven"."""
    k = at
    while k > 0 and (lows[k] in CALENDAR or lows[k] in _DAY_WORDS or lows[k].isdigit()):
        k -= 1
    if (
        lows[at] in ("later", "earlier", "today", "yesterday")
        and k < at
        and lows[k] in AUXILIARIES | {"able"}
    ):
        return k if lows[k] in AUXILIARIES else None  # "were a few hours later captured"
    if lows[k + 1] in ("this", "last") and k == at - 2 and lows[k] in AUXILIARIES:
        return k  # "have this month taken back"
    if k == at or lows[k] not in ("on", "at", "in", "since", "by", "during", "over", "late", "early"):
        return None
    while k > 0 and lows[k - 1] in ADVERBS:
        k -= 1
    return k - 1 if k > 0 and lows[k - 1] in AUXILIARIES else None


def _behind_report(lows: list[str], first: int, aux: set[str]) -> int:
    """Return where "were reported to have been captured" begins whose "have been captured" begins at `first`."""
    if "have" not in aux or lows[first - 1] != "to" or lows[first - 2] not in SAID_TO or first < 3:
        return first
    at = first - 2
    while at > 0 and lows[at - 1] in _LINKS:
        at -= 1
    return at if any(lows[k] in BE for k in range(at, first - 2)) else first


_BODIES = words(
    "group alliance faction coalition militia movement party army rebels fighters militants forces"
)
_REPORTS = words("posts reports report claims statements messages videos rumours rumors accounts articles")
MAX_DENIED = 22
"""How many words may stand between a verb and the "that" of what is denied: its subject and what describes it."""


_MEDIA = words("media television tv radio agency newspaper broadcaster")
_WHENEVER = words("when as while after before")
_HELPING = words("helped helping aided aiding assisted assisting")
_CHARGES = words("charge accusation allegation claim")
_IN_TIME = (
    ["matter", "of", "time"],
    ["question", "of", "time"],
    ["matter", "of", "days"],
    ["matter", "of", "hours"],
)
MAX_TO_COME = 14
"""How many words "(capturing) the city was only a matter of time" may have."""
MAX_BRACKETS = 16
"""How many words an aside in brackets may have."""


def denied(lows: list[str], first: int) -> bool:
    """Say whether the verb stands in a clause that somebody denies.

    What is denied may be told of before its "that": "dismissed a claim made by rebels to the BBC that X had fallen".
    """
    reach, that = first - MAX_DENIED, False
    at = first - 1
    if _described(lows, first) or _meanwhile(lows, first):
        return False
    while at >= max(0, reach):
        if lows[at] == ")":  # "the movement (Kigali denies it), which seized X"
            at = next((k for k in range(at - 1, max(-1, at - MAX_BRACKETS), -1) if lows[k] == "("), at)
        if lows[at] in CLAUSE_BREAKS or lows[at] in (
            "saying",
            "said",
            "says",
            "say",
            "adding",
            "added",
            "but",
        ):
            return False
        if lows[at] in _DENYING and "," in lows[at + 1 : first] and _of_a_charge(lows, at, first):
            at -= 1
            continue  # "Y, backed by Z, a charge that Z rejects, has ruled X"
        if (lows[at] in _DENYING and not _no_denial(lows, at) and (that or first - at <= 14)) or (
            that and (lows[at] in _DISMISSING or _untrue(lows, at))
        ):
            return True
        if not that and (lows[at] == "that" or lows[at - 1 : at + 1] == ["to", "which"]):
            reach, that = at - 22, True
            if lows[at - 1] == "saying" and lows[at - 2] in _REPORTS:
                at -= 1  # "dismissed social media posts saying that X had fallen"
            elif _goes_on(lows[at - 1]) and lows[at - 2] not in _DENYING:
                return False  # "denied that X had fallen and clarified that Y still holds"
        at -= 1
    return False


def _untrue(lows: list[str], at: int) -> bool:
    """Say whether "it is (incorrect) to say" stands at token `at`."""
    return lows[at] in _UNTRUE and lows[at + 1 : at + 3] in (["to", "say"], ["to", "claim"])


def _meanwhile(lows: list[str], first: int) -> bool:
    """Say whether "(denied using gas) when it (took X)" only tells when: what is denied is something else."""
    when = next((k for k in range(first - 1, max(-1, first - 4), -1) if lows[k] in _WHENEVER), -1)
    return when > 0 and lows[when - 1] not in _DENYING and "that" not in lows[when:first]


def _no_denial(lows: list[str], at: int) -> bool:
    """Say whether nobody denies at token `at`: "disputed between A and B", "the disputed territory", "did not deny"."""
    beside = lows[at - 1 : at] == ["the"] or lows[at + 1 : at + 2] in (["between"], ["by"])
    return (lows[at] == "disputed" and beside) or (lows[at] == "deny" and lows[at - 1] in ("not", "never"))


def _described(lows: list[str], first: int) -> bool:
    """Say whether a verb only describes: "lies by the group that (holds X)", "hand back X, which it (took in May)"."""
    if not _HELPING.isdisjoint(lows[max(0, first - 4) : first]):
        return True  # "denies that it helped rebels (take X)" denies the help
    group = first > 1 and lows[first - 1] in ("that", "which", "who") and lows[first - 2] in _BODIES
    return group or any(lows[k - 1 : k + 1] == [",", "which"] for k in range(max(1, first - 3), first))


def state_media(lows: list[str]) -> bool:
    """Say whether words name a state's own media, which tell its plans: "Syrian state media", "state news agency"."""
    return "state" in lows and not _MEDIA.isdisjoint(lows[lows.index("state") + 1 :][:2])


def _of_a_charge(lows: list[str], at: int, first: int) -> bool:
    """Say whether what the verb at token `at` denies is a charge told before it: "a charge that Z rejects"."""
    if lows[at] == "contrary" and "that" not in lows[at + 1 : first]:
        return True  # "Contrary to their claims, Y still holds X"
    before = lows[max(0, at - 6) : at]
    which = next((k for k in range(len(before) - 1, 0, -1) if before[k] in ("that", "which")), 0)
    return which > 0 and before[which - 1] in _CHARGES and before[max(0, which - 2)] in ("a", "an", "the")


def _goes_on(low: str) -> bool:
    """Say whether a word before "that" says something else than a denial: "clarified", "saying", "added"."""
    return low not in _DENYING | _DISMISSING and (low in ("said", "says") or low.endswith(("ed", "ing")))


def conditional(lows: list[str], first: int) -> bool:
    """Say whether the verb's own clause opens with if, unless, until, once."""
    for at in range(first - 1, max(-1, first - 9), -1):
        if lows[at] in CLAUSE_BREAKS or lows[at] in (",", "which", "who", "and", "said", "says", "say"):
            return False
        if lows[at] == "that":
            return at > 0 and lows[at - 1] in WISHING
        if lows[at] == "had" and at == 0:
            return True  # "Had the rebels taken X, ..."
        if lows[at] in _HYPOTHETICAL:
            ahead = not {"would", "will", "wo"}.isdisjoint(lows[max(0, at - 12) : at])
            if lows[at] not in ("until", "till") or ahead:
                return True
            told = "was" in lows[at : first + 1] or _came_about(lows, at, first)
            return not told
    return False


def to_come(lows: list[str], first: int) -> bool:
    """Say whether a deed that ends before token `first` "is only a matter of time"."""
    near = lows[first : first + MAX_TO_COME]
    return any(near[k : k + 3] in _IN_TIME for k in range(len(near))) and not BE.isdisjoint(near)


def _came_about(lows: list[str], until: int, first: int) -> bool:
    """Say whether "lived there until Y overran it" tells what came: a past tense, and no plan till then."""
    tenses = FORMS.get(lows[first], NO_FORM).tenses
    going_on = any(
        low == "to" or low.startswith(("vow", "continu")) for low in lows[max(0, until - 9) : until]
    )
    return "past" in tenses and "base" not in tenses and not going_on


def outer_mood(lows: list[str], at: int) -> Mood:
    """Return the mood of the verb at token `at` that governs another: a fact unless it is denied or unreal."""
    _, aux = auxiliaries(lows, at)
    if aux & (UNREAL_MODALS | FUTURE):
        return Mood.NONE  # "will not be able to take X"
    if aux & NEGATIONS:
        return Mood.DENIED
    if "could" in aux:
        return Mood.NONE
    if conditional(lows, at):
        return Mood.NONE
    return Mood.DENIED if denied(lows, at) else Mood.FACT
