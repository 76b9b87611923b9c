"""Whether the text says that it happened: a verb group's mood, from its auxiliaries and from what governs it.

The claim guide's reading of a group:

    had recaptured, managed to capture, could free (on Thursday)   fact
    has not captured, failed to capture, denied that X had fallen  denied
    vowed to capture, will capture, is preparing to capture        pledge
    launched an operation to capture, is trying to capture         effort
    if they capture, would capture, in a bid to capture            none
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pipelines.extract.lexicon import (
    FAILING,
    FORMS,
    HAILING,
    NO_FORM,
    OPERATION_NOUNS,
    PLEDGE_NOUNS,
    PLEDGE_VERBS,
    SUCCEEDING,
    TRYING,
    Form,
    Sense,
    has_sense,
)
from pipelines.extract.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CALENDAR,
    NEGATIONS,
    OFFICES,
    SUBORDINATORS,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.phrases import PhraseReader


class Mood(StrEnum):
    """Whether the text says that the event happened."""

    FACT = "fact"
    DENIED = "denied"
    PLEDGE = "pledge"
    EFFORT = "effort"
    FUTURE = "future"
    NONE = "none"


_MODALS_NONE = words("may might should must would can ought")
_FUTURE = words("will shall 'll wo")
MODALS = _MODALS_NONE | _FUTURE | {"could"}
"""Auxiliaries that a verb behind `and` shares: "would deploy along the border and enter X"."""
_WISHING = words(
    """demand demanded demands demanding fear feared fears fearing hope hoped hopes hoping wish require
    requires required urged worry worried prayed propose proposed suggested recommended""",
)
_HYPOTHETICAL = words("if unless until till once whether should")
_URGING = words(
    """urge urged urging call called calling calls want wants wanted ask asked asking invite invited hope hoped
    hopes wish wished encouraged demand demanded demands""",
)
_GOVERNORS = (
    (words("had continue continues continued continuing"), Mood.FACT),
    (BE - {"being"}, Mood.PLEDGE),
    (words("used need needs needed have has about close"), Mood.NONE),
    (_URGING, Mood.NONE),
    (PLEDGE_NOUNS | PLEDGE_VERBS, Mood.PLEDGE),
)
"""What an infinitive is behind these: "had to leave", "are to leave", "need to take", "vowed to take"."""
ATTEMPTS = words("attempt attempts bid effort efforts")
_VOWING = words("vowed vows promised pledged promises pledges swore")
_PROMISING = words("said says vowed announced pledged promised declared that insisted warned added")
_DENYING = words("denied denies deny denying rejected rejects rejecting refuted dismissed disputed")
_FUTURE_CUES = words("soon tomorrow next likely possibly potentially eventually")
SAID_TO = words(
    """believed said reported thought understood known claimed claims claim claiming reportedly alleged appears
    appeared seems seemed""",
)
_WITHHOLDING = words("not no yet neither nor without unable declined refused never cannot awaiting")
"""What stands before "confirm" where nothing is confirmed."""
_PREVENTING = words("prevent preventing prevented prevents stop stopping keep keeping")
_LINKS = BE | ADVERBS
_DAYTIMES = words("night morning evening afternoon yesterday today overnight week")
_SPANS = words("days weeks months years month year last two three four five six several many more than")
_OVER = words("over complete completed finished ended")
_COMPLETED = words("completed completes finished finishes concluded completion")
_PURPOSE_NOUNS = words("bid attempt order effort hope push")
_ENABLING = words(
    """allow allowed allowing allows enable enabled enabling enables let lets permit permitted helped help
    helping""",
)
CLAUSE_BREAKS = frozenset(".;:")


def auxiliaries(lows: list[str], head: int) -> tuple[int, set[str]]:
    """Return the index of the group's first word and the auxiliaries and negations in it."""
    first, at = head, head - 1
    aux: set[str] = set()
    while at >= 0 and head - at <= 7:
        low = lows[at]
        if low in AUXILIARIES or (low in NEGATIONS and low not in ("nor", "neither", "without", "no")):
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
        elif low not in ADVERBS and not (low.endswith("ly") and len(low) > 4):
            break
        at -= 1
    return _behind_report(lows, first, aux), aux


def _behind_report(lows: list[str], first: int, aux: set[str]) -> int:
    """Return where "were reported to have been captured" begins whose "have been captured" begins at `first`."""
    if "have" not in aux or lows[first - 1] != "to" or lows[first - 2] not in SAID_TO or first < 3:
        return first
    at = first - 2
    while at > 0 and lows[at - 1] in _LINKS:
        at -= 1
    return at if any(lows[k] in BE for k in range(at, first - 2)) else first


def mood_of(
    reader: PhraseReader, first: int, head: int, aux: set[str], form: Form, *, to: int | None, gerund: bool
) -> Mood:
    """Return the mood of the verb group of tokens `first` to `head`; `to` is an infinitive's, None if it is none."""
    lows = reader.lows
    negated = bool(aux & NEGATIONS)
    if to is not None:
        mood = governed_mood(reader, to)
        unplanned = mood is Mood.PLEDGE and _denied(lows, to)  # "denied that it planned to occupy X"
        return _negate(mood) if negated or unplanned else mood
    if aux & _FUTURE:
        return Mood.NONE if negated or _conditional(lows, first) else Mood.FUTURE
    if "would" in aux and (_promised(lows, first) or _announced(reader, first)):
        return Mood.NONE if negated else Mood.PLEDGE
    if aux & _MODALS_NONE:
        return Mood.NONE
    if "could" in aux and not _regional_could(lows, first, head):
        return Mood.DENIED if negated and not _conditional(lows, first) else Mood.NONE
    if gerund:
        return _gerund_mood(reader, first)
    if "ing" in form.tenses and has_sense(form.lemma, Sense.TAKE, Sense.OUST) and not negated:
        return Mood.EFFORT
    if _unconfirmed(lows, first) or (form.tenses <= {"base", "s"} and _when(lows, first)):
        return Mood.NONE
    if negated or _denied(lows, first) or _falsified(lows, first):
        return Mood.DENIED
    return Mood.FACT


def _promised(lows: list[str], first: int) -> bool:
    """Say whether "would" tells what somebody promised: "said it would retake X", "vowed (that) X would be retaken"."""
    if lows[first - 1] in ("it", "they", "he", "we") and lows[first - 2] in _PROMISING:
        return True
    joined = next(
        (k for k in range(first - 1, max(0, first - 8), -1) if lows[k - 1 : k + 1] == ["and", "that"]), 0
    )
    if joined:  # "vowed that they would strike back and that X would be retaken"
        return any(low in _VOWING for low in lows[max(0, joined - 24) : joined])
    before = lows[max(0, first - 8) : first]
    return any(low in _VOWING for low in before) and not {",", ";", "but", "if"} & set(before)


def _announced(reader: PhraseReader, first: int) -> bool:
    """Say whether a side's official tells what it "would" do: "the spokesman said (that) the army would retake X"."""
    phrase = reader.actors.get(first - 1)
    if phrase is None:
        return False
    told = phrase.first - 1
    told -= reader.lows[told] == "that"
    if told < 1 or reader.lows[told] not in _PROMISING:
        return False
    before = reader.lows[max(0, told - 7) : told]
    return not OFFICES.isdisjoint(before) or before[-1] in ("he", "she")


def _negate(mood: Mood) -> Mood:
    return Mood.DENIED if mood is Mood.FACT else Mood.NONE


def _falsified(lows: list[str], first: int) -> bool:
    """Say whether the clause is called untrue: "It is not true that ...", "Reports that ... are false"."""
    before = lows[max(0, first - 14) : first]
    if "true" in before and "not" in before and "that" in before:
        return True
    return any(w in ("false", "untrue", "unfounded", "baseless", "fabricated") for w in lows)


def _unconfirmed(lows: list[str], first: int) -> bool:
    """Say whether nobody says so: a condition, "did not confirm that X had fallen", "stopped short of confirming"."""
    if _conditional(lows, first):
        return True
    for at in range(first - 1, max(-1, first - 9), -1):
        if lows[at] in CLAUSE_BREAKS or lows[at] in ("but", ","):
            return False
        if lows[at] in ("confirm", "confirmed", "confirming", "confirmation"):
            before = lows[max(0, at - 4) : at]
            return not _WITHHOLDING.isdisjoint(before) or before[-2:] == ["short", "of"] or _cut(before)
    return False


def _cut(lows: list[str]) -> bool:
    """Say whether words end with "didn't", "couldn’t"."""
    return bool(lows) and lows[-1].endswith(("n't", "n’t"))


def _denied(lows: list[str], first: int) -> bool:
    """Say whether the verb stands in a clause that somebody denies."""
    for at in range(first - 1, max(-1, first - 14), -1):
        if lows[at] in CLAUSE_BREAKS or lows[at] in ("saying", "said", "adding", "added", "but"):
            return False
        if lows[at] in _DENYING:
            return True
    return False


def _conditional(lows: list[str], first: int) -> bool:
    """Say whether the verb's own clause opens with if, unless, until, once."""
    for at in range(first - 1, max(-1, first - 9), -1):
        if lows[at] in CLAUSE_BREAKS or lows[at] in (",", "which", "who", "and", "said"):
            return False
        if lows[at] == "that":
            return at > 0 and lows[at - 1] in _WISHING
        if lows[at] in _HYPOTHETICAL:
            ahead = not {"would", "will", "wo"}.isdisjoint(lows[max(0, at - 12) : at])
            return lows[at] not in ("until", "till") or ahead or "was" not in lows[at : first + 1]
    return False


def _when(lows: list[str], first: int) -> bool:
    """Say whether a present tense stands behind "when": "when we take the hill" is still to come."""
    for at in range(first - 1, max(-1, first - 5), -1):
        if lows[at] in CLAUSE_BREAKS or lows[at] == ",":
            return False
        if lows[at] == "when" or (lows[at] == "that" and lows[at - 1] in ("insisted", "insists")):
            return True
    return False


def _regional_could(lows: list[str], first: int, head: int) -> bool:
    """Read "could free a number of districts on Thursday": in the region's English a fact.

    A fact if a past day or a past verb stands in the clause ("could fend it off and killed ...") and nothing points
    forward.
    """
    window = lows[max(0, first - 14) : head + 25]
    if any(w in _FUTURE_CUES or w in ("if", "would", "within") for w in window):
        return False
    before = lows[max(0, first - 14) : first]
    told = "after" in lows[head + 1 : head + 25] or "following" in lows[head + 1 : head + 25]
    coordinated = told or ("and" in before and any("past" in FORMS[w].tenses for w in before if w in FORMS))
    after = lows[head + 1 : head + 25]
    deeds = after[after.index("and") + 1 : after.index("and") + 3] if "and" in after else []
    coordinated = coordinated or any("past" in FORMS.get(w, NO_FORM).tenses or w == "killed" for w in deeds)
    dated = (
        any(w.endswith("day") and w not in ("day", "today") for w in after)
        or "overnight" in after
        or "yesterday" in after
    )
    return coordinated or dated


def _gerund_mood(reader: PhraseReader, first: int) -> Mood:
    """Read what governs a gerund: "after capturing", "without taking", "aimed at retaking", "Taking X would ..."."""
    lows = reader.lows
    at = first - 1
    while at >= 0 and (lows[at] in ADVERBS and lows[at] not in NEGATIONS):
        at -= 1
    before = lows[at] if at >= 0 else ""
    kept = reader.actors.get(at)
    if kept is not None and lows[kept.first - 1] in _PREVENTING:
        return Mood.NONE  # "to prevent the rebels taking X"
    if before in _WISHING or before in ("risk", "risked", "avoid", "avoided", "risking"):
        return Mood.NONE
    if before == "before" and any(w in ("had", "was", "were") for w in lows):
        return Mood.FACT
    if before in ("without", "before", "not", "prior", "avoid", "avoided", "deny", "denied", "if", "unless"):
        return Mood.DENIED if before in ("deny", "denied") else Mood.NONE
    if before in ("at", "for", "of", "towards", "in", "on", "to", "about", "with", "than", "from"):
        return _prepositional_gerund(reader, at, before)
    if before in TRYING or before in ("start", "started", "begin", "began", "considering", "suggested"):
        return Mood.EFFORT
    rest = lows[first + 1 :]
    if before in ("", ",", '"', "“", "that", "by", "said", "adding", "because") and any(
        w in ("would", "will", "could", "may", "might", "can") for w in rest[:25]
    ):
        return Mood.NONE
    if before in ("", '"', "“") and _states_value(rest):
        return Mood.NONE
    return Mood.FACT


def _states_value(rest: list[str]) -> bool:
    """Say whether a sentence that opens with a gerund speaks of the deed itself: "Capturing X is a priority"."""
    for k, low in enumerate(rest[:12]):
        if low == ",":
            return False
        if low in ("is", "remains", "are", "means", "has", "takes", "requires"):
            return True
        if low in SUBORDINATORS and k:
            return False
    return False


def _prepositional_gerund(reader: PhraseReader, at: int, before: str) -> Mood:
    noun = reader.lows[at - 1] if at else ""
    hailed = reader.actors.get(at - 1)
    if hailed is not None and reader.lows[hailed.first - 1] in HAILING:
        return Mood.FACT
    if noun in ("succeeded", "successful", "credited", "result", "success", "after"):
        return Mood.FACT
    if noun in ("failed", "incapable", "unsuccessful"):
        return Mood.DENIED
    if (
        noun in ("process", "aimed", "aims", "aiming", "focused", "focusing", "aim", "goal")
        or noun in OPERATION_NOUNS
    ):
        return Mood.EFFORT
    if before in ("in", "with", "on") and noun in ("helped", "help", "after", "week", "month"):
        return Mood.FACT
    return Mood.NONE


def governed_mood(reader: PhraseReader, to: int) -> Mood:
    """Return the mood of an infinitive from what stands before its `to` (token `to`)."""
    lows = reader.lows
    at = to - 1
    if lows[at] == "only" and (lows[at - 1] == "," or lows[at - 1] in CALENDAR or lows[at - 1] in _DAYTIMES):
        return Mood.FACT  # "took X on Friday, only to lose it"
    while at >= 0 and (
        (lows[at] in ADVERBS and lows[at] not in NEGATIONS and not _not_yet(lows, at))
        or lows[at].endswith("ly")
    ):
        at -= 1
    at = _over_time(lows, at)
    if at < 0:
        return Mood.NONE
    low = lows[at]
    if low in ("them", "him", "us", "it", "everyone") or (low == "all" and lows[at - 1] == "them"):
        return _object_control(reader, at - 1 - (low == "all"))
    actor = reader.actors.get(at)
    if (
        actor is not None
        and lows[actor.first - 1] == "by"
        and lows[actor.first - 2] in OPERATION_NOUNS | ATTEMPTS
    ):
        return _governor_mood(reader, actor.first - 2, lows[actor.first - 2])
    if actor is not None and low not in OPERATION_NOUNS and low not in PLEDGE_VERBS:
        return _object_control(reader, actor.first - 1)
    return _governor_mood(reader, at, low)


def _not_yet(lows: list[str], at: int) -> bool:
    """Say whether "have yet to take" stands at token `at`; "their biggest push yet to take" is something else."""
    return lows[at] == "yet" and (lows[at - 1] in AUXILIARIES or lows[at - 1] in ADVERBS)


def _over_time(lows: list[str], at: int) -> int:
    """Step back over a day between a verb and its infinitive: "claimed on Friday to have captured"."""
    k = at
    while k > 0 and (lows[k] in CALENDAR or lows[k] in _DAYTIMES or lows[k] in _SPANS or lows[k].isdigit()):
        k -= 1
    if k == at:
        return at
    while k > 0 and lows[k] in ("on", "in", "late", "early", "the", "last", "earlier", "since", "for"):
        k -= 1
    return k


def _governor_mood(reader: PhraseReader, at: int, low: str) -> Mood:
    """Return the mood that the word before `to` gives an infinitive."""
    lows = reader.lows
    if low in SUCCEEDING or low in SAID_TO:
        return _outer_mood(lows, at)
    if low == "order" and lows[at - 1] == "in":
        return _purpose_mood(reader, at - 1)
    if (
        low in FAILING
        or any(w in FAILING and w != "yet" for w in lows[max(0, at - 4) : at])
        or _fails_later(lows, to_end=at)
    ):
        return Mood.DENIED
    for wording, mood in _GOVERNORS:
        if low in wording:
            return mood
    if low in TRYING and low not in OPERATION_NOUNS:
        return Mood.EFFORT
    over = any(lows[k] in BE and lows[k + 1] in _OVER for k in range(at + 2, min(at + 9, len(lows) - 1)))
    if low in OPERATION_NOUNS and (over or any(w in _COMPLETED for w in lows[max(0, at - 4) : at])):
        return _outer_mood(lows, at)
    if low in OPERATION_NOUNS and not _in_a_bid(lows, at, low):
        return Mood.PLEDGE if _planned(lows, at) else Mood.EFFORT
    return _purpose_mood(reader, at)


def _in_a_bid(lows: list[str], at: int, low: str) -> bool:
    """Say whether "in a bid to", "in a fresh push to" only names a purpose."""
    return low in _PURPOSE_NOUNS and "in" in lows[max(0, at - 3) : at]


def _fails_later(lows: list[str], to_end: int) -> bool:
    """Say whether "an attempt to take X" is said to have failed behind it."""
    if lows[to_end] not in ATTEMPTS:
        return False
    return any(w in ("failed", "fails", "collapsed", "faltered") for w in lows[to_end + 1 : to_end + 16])


def _planned(lows: list[str], at: int) -> bool:
    """Say whether an operation is only planned: "preparing to launch an operation to ..."."""
    before = lows[max(0, at - 10) : at]
    return any(
        w in PLEDGE_VERBS or w in ("upcoming", "planned", "will", "expected", "looming", "imminent")
        for w in before
    )


def _outer_mood(lows: list[str], at: int) -> Mood:
    _, aux = auxiliaries(lows, at)
    if aux & NEGATIONS:
        return Mood.DENIED
    if aux & (_MODALS_NONE | _FUTURE) or "could" in aux:
        return Mood.NONE
    if _conditional(lows, at):
        return Mood.NONE
    return Mood.DENIED if _denied(lows, at) else Mood.FACT


def _object_control(reader: PhraseReader, at: int) -> Mood:
    """Read "ordered troops to leave", "forced rebels to withdraw", "allowed the army to capture"."""
    lows = reader.lows
    while at >= 0 and lows[at] in ADVERBS:
        at -= 1
    low = lows[at] if at >= 0 else ""
    if low in (
        "force",
        "forced",
        "forces",
        "forcing",
        "compelled",
        "compelling",
        "obliged",
        "led",
        "prompting",
        "prompted",
        "causing",
    ):
        return _outer_mood(lows, at)
    if low in _ENABLING:
        return (
            _outer_mood(lows, at)
            if low in ("allowed", "enabled", "helped", "allowing", "enabling", "helping")
            else Mood.NONE
        )
    if low in PLEDGE_VERBS or low in ("told", "tells", "telling", "warning"):
        return Mood.PLEDGE
    if low in ("for", "of"):
        noun = lows[at - 1] if at else ""
        return Mood.PLEDGE if noun in PLEDGE_NOUNS else Mood.NONE
    return Mood.NONE


def _purpose_mood(reader: PhraseReader, at: int) -> Mood:
    """Read an infinitive of purpose: an effort if its clause says that fighting for it is under way."""
    lows = reader.lows
    for k in range(at, max(-1, at - 22), -1):
        low = lows[k]
        if low in CLAUSE_BREAKS:
            break
        form = FORMS.get(low)
        if (
            form
            and has_sense(form.lemma, Sense.ENTER, Sense.CLASH, Sense.LAUNCH)
            and form.tenses & {"past", "ing", "pp", "s"}
        ):
            if has_sense(form.lemma, Sense.LAUNCH) and not any(
                w in OPERATION_NOUNS for w in lows[k : at + 1]
            ):
                continue
            return Mood.PLEDGE if _planned(lows, k) else Mood.EFFORT
        if low in OPERATION_NOUNS and k != at:
            return Mood.PLEDGE if _planned(lows, k) else Mood.EFFORT
        if low in PLEDGE_VERBS and lows[k + 1 : k + 2] == ["to"]:
            return Mood.PLEDGE
    return Mood.NONE
