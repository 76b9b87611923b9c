"""The mood of an infinitive, from what governs it: "managed to capture", "vowed to take", "an offensive to retake"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.lexicon import (
    FAILING,
    FORMS,
    OPERATION_NOUNS,
    PLEDGE_NOUNS,
    PLEDGE_VERBS,
    SUCCEEDING,
    TRYING,
    Sense,
    has_sense,
)
from pipelines.extract.vocabulary.modality import (
    CLAUSE_BREAKS,
    FUTURE,
    SAID_TO,
    Mood,
    auxiliaries,
    outer_mood,
)
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CALENDAR,
    NEGATIONS,
    OFFICES,
    REPORTING,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.places.phrases import PhraseReader


_URGING = words(
    """urge urged urging call called calling calls want wants wanted ask asked asking invite invited hope hoped
    hopes wish wished encouraged demand demanded demands""",
)
_FALSELY = words("falsely wrongly erroneously mistakenly")
_LIKELY = frozenset({"likely", "unlikely"})
_GOVERNORS = (
    (_LIKELY, Mood.NONE),
    (words("returned had continue continues continued continuing"), Mood.FACT),
    (BE - {"being"}, Mood.PLEDGE),
    (words("used need needs needed have has about close poised supposed meant intended designed"), Mood.NONE),
    (_URGING, Mood.NONE),
    (PLEDGE_NOUNS | PLEDGE_VERBS | {"coming"}, Mood.PLEDGE),
)
"""What an infinitive is behind these: "had to leave", "are to leave", "need to take", "vowed to take"."""
MAX_TITLE_WORDS = 16
ATTEMPTS = words("attempt attempts bid effort efforts")
_DAYTIMES = words("night morning evening afternoon yesterday today overnight week dawn dusk noon midnight")
_DATING = words("on in late early the last earlier since for at during over within")
_SPANS = words(
    """a few hours later days weeks months years month year last two three four five six several many more than
    times twice this past hour"""
)
_GOING_ON = words("go goes went gone going move moves moved moving")
_BEGINNING = words("begin start commence launched resume resumed continue follow")
MAX_JOINING = 5
"""How many words "join the American-led operation" may have."""
_JOINING = words("join support back assist help")
_MAYBE = frozenset({"could", "may", "might", "would"})
_FEARING = words(
    """fear feared fears fearing suspect suspected worry worried worries hope hoped hopes danger risk possibility threat
    chance concern concerns likelihood likely"""
)
MAX_FEARED = 9
"""How many words may stand between "fear that" and the plan that is feared."""
MAX_IF = 12
"""How many words may stand between "if" and "were to": who does it."""
_WISHED = _FEARING | words(
    "expect expects expected expecting want wants wanted likely unlikely poised ask asked asking"
)
_CROSSING = words("crossed routed defeated overwhelmed")
"""What was done to take a place, and it was taken: "crossed the river to seize X"."""
_LASTING = words("hours days weeks months years day week month year hour")
MAX_TAKING = 10
"""How many words "(it) took the government's troops three weeks" may have."""
_USING = words("used using exploited exploiting")
_MEANS = words("deal truce ceasefire agreement lull pause vacuum absence retreat confusion chaos")
"""What may be used to take a place."""
_OVER = words("over complete completed finished ended")
_COMPLETED = words("completed completes finished finishes concluded completion")
_FAILED = words("failed fails collapsed faltered")
_ENDED_SO = (
    ("ended", "failure"),
    ("ended", "defeat"),
    ("came", "nothing"),
    ("come", "nothing"),
    ("ended", "disaster"),
)
"""How an attempt is said to have failed, a small word between: "ended in failure"."""
MAX_UNTIL_FAILED = 24
"""How many words "(an attempt) to take X" may have before it is said to have failed."""
_AGREEING = words("agreed agree agrees agreeing")
_FORCED = words("forced compelled obliged made")
_PURPOSES = words("purpose aim goal objective point task mission")
_COMMANDS = words("ordered instructed told directed")
_ORDERS = words("order orders instruction instructions")
MAX_ORDER = 5
"""How many words may stand between an order and "given"."""
_PURPOSE_NOUNS = words("bid attempt order effort hope push")
_ENABLING = words(
    """allow allowed allowing allows enable enabled enabling enables let lets permit permitted helped help
    helping""",
)


_SPEECHES = words(
    """speech address statement interview message video broadcast letter sermon briefing conference television tv
    radio"""
)
MAX_TOLD = 16
"""How far before "would try to" it may be told who says so."""
_TALKS = words("talks negotiations meeting summit")
MAX_TALKS = 5
"""How many words "in Geneva" may have behind "at talks"."""
MAX_SPEECH = 6
"""Words of "in a televised speech"."""


def governed_mood(reader: PhraseReader, to: int) -> Mood:
    """Return the mood of an infinitive from what stands before its `to` (token `to`)."""
    lows = reader.lows
    at = to - 1
    if lows[at] == "only" and (lows[at - 1] == "," or lows[at - 1] in CALENDAR or lows[at - 1] in _DAYTIMES):
        return Mood.FACT  # "took X on Friday, only to lose it"
    while at >= 0 and (
        (lows[at] in ADVERBS and lows[at] not in NEGATIONS and not _not_yet(lows, at))
        or (lows[at].endswith("ly") and lows[at] not in _LIKELY)
    ):
        at -= 1
    if _took_them(lows, to) or _only_for(reader, at) or lows[at : to + 2] == ["likely", "to", "have"]:
        return Mood.FACT  # "It took the army two days to win back X", "only for Y to win it back"
    at -= 2 * (lows[at - 1 : at + 1] == ["in", "principle"])
    at = over_speech(lows, over_time(lows, at))
    if at < 0 or lows[at - 1 : at + 1] == ["rather", "than"]:
        return Mood.NONE  # "to bypass the city rather than to fight for it"
    low = lows[at]
    if low in ("them", "him", "us", "it", "everyone") or (low == "all" and lows[at - 1] == "them"):
        return _object_control(reader, at - 1 - (low == "all"))
    actor = reader.actors.get(at)
    if actor is not None and lows[actor.first] == "operation":
        return _governor_mood(reader, actor.first, "operation")  # "launched Operation Olive Branch to ..."
    if (
        actor is not None
        and lows[actor.first - 1] == "by"
        and lows[actor.first - 2] in OPERATION_NOUNS | ATTEMPTS
    ):
        return _governor_mood(reader, actor.first - 2, lows[actor.first - 2])
    if actor is not None and (agreed := _agreed_with(lows, actor.first)):
        return _governor_mood(reader, agreed, lows[agreed])  # "agreed with Y to leave X"
    if actor is not None and low not in OPERATION_NOUNS and low not in PLEDGE_VERBS:
        titled = at == to - 1 and _opens_title(reader, actor.first)
        return Mood.PLEDGE if titled else _object_control(reader, actor.first - 1)
    unsure = not auxiliaries(lows, at)[1].isdisjoint({"could", "may", "might"})
    unsure = unsure or (low in ATTEMPTS and lows[at - 1] == "any")  # "any attempt to take X would cost"
    unsure = unsure and low not in SUCCEEDING | SAID_TO
    unsure = unsure or lows[at - 2 : at + 1] == ["to", "be", "able"]  # "are unlikely to be able to take X"
    falsely = lows[at - 1] in _FALSELY  # "falsely claimed to have captured X"
    return Mood.NONE if unsure else Mood.DENIED if falsely else _governor_mood(reader, at, low)


def _only_for(reader: PhraseReader, at: int) -> bool:
    """Say whether "only for Y" ends at token `at`: what Y did undid what was told before."""
    actor = reader.actors.get(at)
    return actor is not None and reader.lows[max(0, actor.first - 2) : actor.first] == ["only", "for"]


def _took_them(lows: list[str], to: int) -> bool:
    """Say whether "it took Y two days", "took advantage of the chaos" stands before an infinitive's `to`."""
    took = next((k for k in range(to - 2, max(0, to - MAX_TAKING), -1) if lows[k] == "took"), 0)
    if took and lows[took + 1 : took + 3] == ["advantage", "of"]:
        return True
    return bool(took) and lows[took - 1] == "it" and not _LASTING.isdisjoint(lows[took:to])


def _agreed_with(lows: list[str], first: int) -> int:
    """Return the "agreed" of "agreed with (Y)" before an actor at token `first`, 0 where no such words stand."""
    at = first - 1 - (lows[first - 1] == "the")
    return at - 1 if at > 0 and lows[at] == "with" and lows[at - 1] in _AGREEING else 0


def _opens_title(reader: PhraseReader, first: int) -> bool:
    """Say whether a title, behind its day at most, begins at token `first`: "28 Dec 2017 Rebels (to leave X)"."""
    dated = all(low in CALENDAR or low[0].isdigit() or low in ("by", ":", "-") for low in reader.lows[:first])
    return dated and len(reader.lows) - first <= MAX_TITLE_WORDS


def _not_yet(lows: list[str], at: int) -> bool:
    """Say whether "have yet to take" stands at token `at`; "their biggest push yet to take" is something else."""
    return lows[at] == "yet" and (lows[at - 1] in AUXILIARIES or lows[at - 1] in ADVERBS)


def over_time(lows: list[str], at: int) -> int:
    """Step back over a day between a verb and its infinitive: "claimed on Friday to have captured"."""
    k = at
    while k > 0 and (lows[k] in CALENDAR or lows[k] in _DAYTIMES or lows[k] in _SPANS or lows[k].isdigit()):
        k -= 1
    if k == at:
        return at
    while k > 0 and lows[k] in _DATING:
        k -= 1
    return k


def over_speech(lows: list[str], at: int) -> int:
    """Step back over where something was said: "vowed in a speech on television (to retake X)"; `at` ends it."""
    for _ in range(2):
        near = range(at - 1, max(0, at - MAX_SPEECH), -1) if lows[at] in _SPEECHES else range(0)
        at = next((k for k in near if lows[k] in ("in", "during", "at", "on")), at + 1) - 1
    talks = next((k for k in range(at - 1, max(0, at - MAX_TALKS), -1) if lows[k] in _TALKS), 0)
    if talks and lows[talks + 1] in ("in", "with") and lows[talks - 1] in ("at", "during", "after", "in"):
        at = over_time(lows, talks - 2)  # "agreed on Sunday at talks in X (to hand over Y)"
    return at


def _is_going(lows: list[str], at: int) -> bool:
    """Say whether "we are (also) going (to leave X)" stands at token `at`: it is meant."""
    be = at - 1 - (lows[at - 1] in ("also", "now"))
    return lows[at] == "going" and lows[be] in ("is", "are", "am", "'re", "'m")


def _going_on_mood(lows: list[str], at: int) -> Mood:
    """Return the mood of "went on to take X", "will go on to take X", the verb of going at token `at`."""
    _, aux = auxiliaries(lows, at)
    return Mood.PLEDGE if aux & (FUTURE | {"would"}) else outer_mood(lows, at)


def _governor_mood(reader: PhraseReader, at: int, low: str) -> Mood:
    """Return the mood that the word before `to` gives an infinitive."""
    lows = reader.lows
    if low in SUCCEEDING or low in SAID_TO or (low in _FORCED and lows[at - 1] in BE) or _uses(lows, at):
        return outer_mood(lows, at)  # "managed to", "is said to", "had been forced to retreat"
    if _is_going(lows, at) or _ordered(lows, at) or (low == "on" and lows[at - 1] in _GOING_ON):
        return Mood.PLEDGE if low != "on" else _going_on_mood(lows, at - 1)
    if low == "order" and lows[at - 1] == "in":
        return _purpose_mood(reader, at - 1)
    if (
        low in FAILING
        or (low == "vain" and lows[at - 1] == "in")
        or any(w in FAILING and w != "yet" for w in lows[max(0, at - (8 if low in ATTEMPTS else 4)) : at])
        or _fails_later(lows, to_end=at)
    ):
        return Mood.DENIED
    for wording, mood in _GOVERNORS:
        if low in wording:
            return _told_plan(lows, at) if mood is Mood.PLEDGE else mood
    if low in TRYING and low not in OPERATION_NOUNS:
        return _trying_mood(lows, at)
    over = any(lows[k] in BE and lows[k + 1] in _OVER for k in range(at + 2, min(at + 9, len(lows) - 1)))
    if low in OPERATION_NOUNS and (over or any(w in _COMPLETED for w in lows[max(0, at - 4) : at])):
        return outer_mood(lows, at)
    if low in OPERATION_NOUNS and not _in_a_bid(lows, at, low):
        return Mood.PLEDGE if _planned(lows, at) else Mood.NONE if _may_join(lows, at) else Mood.EFFORT
    return _purpose_mood(reader, at)


def _ordered(lows: list[str], at: int) -> bool:
    """Say whether "an order had been given (to take X)" ends at token `at`."""
    return lows[at] in ("given", "issued", "received") and not _ORDERS.isdisjoint(
        lows[max(0, at - MAX_ORDER) : at]
    )


def _uses(lows: list[str], at: int) -> bool:
    """Say whether "used a peace deal (to take over X)" ends at token `at`."""
    return lows[at] in _MEANS and not _USING.isdisjoint(lows[max(0, at - 5) : at])


def _told_plan(lows: list[str], at: int) -> Mood:
    """Return the mood of "vowed to", "is to", "did not plan to"; "the purpose of it was to take X" tells none."""
    if (lows[at] in BE and "if" in lows[max(0, at - MAX_IF) : at]) or feared(lows, at):
        return Mood.NONE  # "if the rebels were to take X", "fear that the rebels plan to seize X"
    if lows[at] == "planning" and lows[at - 1] == "of":
        return Mood.NONE  # "accused Kyiv of planning to seize X"
    if lows[at] in BE and not _PURPOSES.isdisjoint(lows[max(0, at - MAX_TOLD) : at]):
        return Mood.NONE
    unplanned = auxiliaries(lows, at)[1] & NEGATIONS or lows[at - 1] in NEGATIONS
    return Mood.REFUSED if unplanned else Mood.PLEDGE  # "no plans to"


def feared(lows: list[str], at: int) -> bool:
    """Say whether somebody only fears or hopes what is told at token `at`: "fear (that) Y plans to take X"."""
    near = range(at - 1, max(-1, at - MAX_FEARED), -1)
    said = next(
        (k for k in near if lows[k] in REPORTING | CLAUSE_BREAKS or lows[k] in (",", "and", "but")), -1
    )
    return any(lows[k] in _FEARING and k > said for k in near)


def _trying_mood(lows: list[str], at: int) -> Mood:
    """Return the mood of "is trying to take X"; "will try to" is a plan, "would" one where somebody says so."""
    _, aux = auxiliaries(lows, at)
    if lows[at - 1] == "to" and not _WISHED.isdisjoint(lows[max(0, at - MAX_FEARED) : at]):
        return Mood.NONE  # "expect Russia to try to seize X"
    told = not REPORTING.isdisjoint(lows[max(0, at - MAX_TOLD) : at])
    if not {"unsuccessfully", "vainly"}.isdisjoint(lows[max(0, at - 1) : at + 2]):
        return Mood.DENIED
    if aux & FUTURE:
        return Mood.PLEDGE
    return Mood.EFFORT if "would" not in aux else Mood.PLEDGE if told else Mood.NONE


def _in_a_bid(lows: list[str], at: int, low: str) -> bool:
    """Say whether "in a bid to", "in a fresh push to" only names a purpose."""
    return low in _PURPOSE_NOUNS and "in" in lows[max(0, at - 3) : at]


def _fails_later(lows: list[str], to_end: int) -> bool:
    """Say whether "an attempt to take X" is said to have failed behind it."""
    if lows[to_end] not in ATTEMPTS | OPERATION_NOUNS:
        return False
    behind = lows[to_end + 1 : to_end + MAX_UNTIL_FAILED]
    return not _FAILED.isdisjoint(behind) or any(
        pair in _ENDED_SO for pair in zip(behind, behind[2:], strict=False)
    )


def _may_join(lows: list[str], at: int) -> bool:
    """Say whether "could join the operation (to take X)" ends at token `at`: nobody does yet."""
    near = range(at - 1, max(0, at - MAX_JOINING), -1)
    return any(lows[k] in _JOINING and not auxiliaries(lows, k)[1].isdisjoint(_MAYBE) for k in near)


def _planned(lows: list[str], at: int) -> bool:
    """Say whether an operation is only planned: "would launch an operation to ...", "... would begin soon"."""
    if to_begin(lows, at):
        return True
    launch = next(
        (
            k
            for k in range(at - 1, max(0, at - 5), -1)
            if lows[k] in ("launch", "begin", "start", "mount", "lead", "open", "stage", "resume", "unleash")
        ),
        0,
    )
    if launch and any(low in ("would", "will", "shall") for low in lows[max(0, launch - 3) : launch]):
        return True
    before = lows[max(0, at - 10) : at]
    return any(
        w in PLEDGE_VERBS or w in ("upcoming", "planned", "will", "expected", "looming", "imminent")
        for w in before
    )


def to_begin(lows: list[str], at: int) -> bool:
    """Say whether "(an operation to take X) would begin", "will be launched" stands behind token `at`."""
    for k in range(at + 1, min(at + 18, len(lows) - 1)):
        if lows[k] in CLAUSE_BREAKS or lows[k] in ("which", "that", "who"):
            return False
        if lows[k] in FUTURE | {"would"} or lows[k : k + 2] == ["expected", "to"]:
            return not _BEGINNING.isdisjoint(lows[k + 1 : k + 4])
    return False


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
        return outer_mood(lows, at)
    if low in _ENABLING:
        return (
            outer_mood(lows, at)
            if low in ("allowed", "enabled", "helped", "allowing", "enabling", "helping")
            else Mood.NONE
        )
    if low in PLEDGE_VERBS or low in ("told", "tells", "telling", "warning"):
        asked = lows[at - 1] == "to" and not _URGING.isdisjoint(lows[max(0, at - MAX_FEARED) : at])
        return Mood.NONE if asked else Mood.PLEDGE  # "asked the court to order Y to leave X"
    if low in ("for", "of"):
        noun = lows[at - 1] if at else ""
        return Mood.PLEDGE if noun in PLEDGE_NOUNS else Mood.NONE
    return Mood.NONE


def _purpose_mood(reader: PhraseReader, at: int) -> Mood:
    """Read an infinitive of purpose: an effort if its clause says that fighting for it is under way."""
    lows = reader.lows
    if lows[at] in OFFICES and not _COMMANDS.isdisjoint(lows[max(0, at - MAX_ORDER) : at]):
        return Mood.PLEDGE  # "ordered his top general to liberate X"
    for k in range(at, max(-1, at - 22), -1):
        low = lows[k]
        if low in CLAUSE_BREAKS:
            break
        if low in _CROSSING and auxiliaries(lows, k)[1] <= {
            "had",
            "have",
            "has",
        }:
            return Mood.FACT  # "crossed the river to seize X"
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
