"""Whether the text says that it happened: a verb group's mood, from its auxiliaries and from what governs it.

The claim guide's reading of a group:

    had recaptured, managed to capture, could free (on Thursday)   fact
    has not captured, failed to capture, denied that X had fallen  denied
    vowed to capture, will capture, is preparing to capture        pledge
    launched an operation to capture, is trying to capture         effort
    if they capture, would capture, in a bid to capture            none
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.clauses.ahead import (
    PREVENTING,
    allowed_mood,
    asked_when,
    behind_if,
    kept_from,
    unconfirmed,
    under_deal,
    unreal,
    weighed,
    went_on,
    when_done,
    whenever,
    whoever,
)
from pipelines.extract.clauses.infinitives import feared, governed_mood, over_time
from pipelines.extract.vocabulary.countries import COUNTRIES, DEMONYMS, LEADERS
from pipelines.extract.vocabulary.lexicon import (
    FORMS,
    HAILING,
    NO_FORM,
    OPERATION_NOUNS,
    TRYING,
    Form,
    Sense,
    has_sense,
)
from pipelines.extract.vocabulary.modality import (
    CLAUSE_BREAKS,
    FUTURE,
    UNREAL_MODALS,
    WISHING,
    Mood,
    conditional,
    denied,
    state_media,
    to_come,
)
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    BE,
    CALENDAR,
    DAYTIMES,
    NEGATIONS,
    NUMBERS,
    OFFICES,
    PREPOSITIONS,
    SUBORDINATORS,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.places.phrases import PhraseReader


MAX_TAIL = 10
"""How many words may say who says so at the end of a sentence."""
MAX_NONE = 16
"""How many words "none of the three towns, A, B and C," may have."""
_NONE_OF = (["not", "one", "of"], ["not", "any", "of"])
_VOWING = words("vowed vows promised pledged promises pledges swore assured assures guaranteed guarantees")
_PROMISING = words(
    """said says vowed announced pledged promised declared that insisted warned added adding reiterated
    repeated"""
)
IN_CHARGE = OFFICES | words("governor mayor ministry army military command brigadier lieutenant captain")
"""Whose word it is that a place will be won back."""
_WON_BACK = words("retake recapture liberate reclaim regain recover reconquer free clear cleanse purge")
_COMMANDING = words("commander general army military chief")
_ITSELF = tuple(["the", who] for who in ("group", "movement", "alliance")) + tuple(
    [its, men] for its in ("its", "their") for men in ("fighters", "forces", "men", "troops", "units")
)
"""How a side that tells what it "would" do speaks of itself."""
_SWEEPING = words("clear cleanse purge comb sweep mop")
"""What goes on where it is continued: a place that troops "continue to clear" is not theirs yet."""
_PROVISOS = words("if unless once only provided when after")
MAX_TOLD = 24
"""How many words may stand between "said" and the "and that" of what is told besides."""
_FUTURE_CUES = words("soon tomorrow next likely possibly potentially eventually")
_DEEDS = words("killing injuring wounding destroying inflicting seizing")
_TOLD_SO = words("claim claims report reports statement allegation allegations rumours rumors")
_NEWS = words("news information story video footage")
_FALSE = words("false untrue unfounded baseless fabricated")
_GOING_ON = words("kept keep keeps keeping went go goes carried carry")
_REFUSED = words("denied dismissed rejected refuted")
_TOLL = NUMBERS.keys() | words("dozens scores tens hundreds several many some numbers heavy a")
"""Behind a deed these tell that a thing that somebody "could" do was done: its dead are counted."""
_OWN_MEN = words(
    "the his our its their country's armed security government forces army troops military soldiers navy"
)
"""Whose an official's plan is who tells of "the armed forces"; what the enemy "would" do is none's."""
_PREVENTING = PREVENTING | words("keep keeping against")


MAX_PROVISO = 12
"""Within how many words behind a verb "only if" stands."""
_UNDONE = words("without before not prior avoid avoided deny denies denied denying if unless against")
"""What stands before a gerund of what was not done."""
MAX_BACK = 6
"""Within how many words of "would be" a place is won "back"."""


def mood_of(
    reader: PhraseReader, first: int, head: int, aux: set[str], form: Form, *, to: int | None, gerund: bool
) -> Mood:
    """Return the mood of the verb group of tokens `first` to `head`; `to` is an infinitive's, None if it is none."""
    lows = reader.lows
    negated = bool(aux & NEGATIONS)
    if to is not None:
        mood = _infinitive_mood(reader, to, form)
        return _negate(mood) if negated else mood
    if aux & FUTURE:
        unsure = (
            _only_if(lows, head)
            or asked_when(lows, first)
            or conditional(lows, first)
            or behind_if(lows, first)
            or feared(lows, first)
        )
        unsure = unsure or not {"likely", "probably", "possibly"}.isdisjoint(lows[first:head])
        return Mood.NONE if negated or unsure else Mood.FUTURE
    if aux & UNREAL_MODALS:
        return _modal_mood(reader, first, head, aux, form)
    if "could" in aux and not _regional_could(lows, first, head):
        return Mood.DENIED if negated and not conditional(lows, first) else Mood.NONE
    if gerund:
        return Mood.NONE if to_come(lows, head + 1) else _gerund_mood(reader, first)
    if "ing" in form.tenses and has_sense(form.lemma, Sense.TAKE, Sense.OUST) and not negated:
        return Mood.EFFORT
    present = form.tenses <= {"base", "s"}
    ahead = unreal(lows, first, form) or when_done(lows, first, aux) or unconfirmed(lows, first)
    if ahead or (present and (whenever(lows, first) or whoever(lows, first, form))):
        return Mood.NONE
    allowed = allowed_mood(reader, first) if "base" in form.tenses else None
    return allowed or _told_mood(lows, first, head, negated=negated)


MAX_READY = 16
"""How many words behind "ready to" its condition may come."""


def _infinitive_mood(reader: PhraseReader, to: int, form: Form) -> Mood:
    """Return the mood of an infinitive behind its `to`, from what governs it and who does it."""
    mood = governed_mood(reader, to)
    if reader.lows[to - 1] == "ready" and "if" in reader.lows[to : to + MAX_READY]:
        return Mood.NONE  # "is ready to retake X if asked"
    if mood is Mood.FACT and _nobody(reader.lows, to - 2):
        return Mood.DENIED  # "No rebel group has been able to enter X"
    if mood is Mood.PLEDGE and denied(reader.lows, to):
        return Mood.REFUSED  # "denied that it planned to occupy X"
    if mood is Mood.FACT and form.lemma in _SWEEPING and reader.lows[to - 1].startswith("continu"):
        return Mood.EFFORT  # "continue to clear X" is not over
    return mood


def _only_if(lows: list[str], head: int) -> bool:
    """Say whether "(would leave X) only if Y left Z" stands behind a verb."""
    near = lows[head : head + MAX_PROVISO]
    return any(a == "only" and b in _PROVISOS for a, b in pairwise(near))


def _modal_mood(reader: PhraseReader, first: int, head: int, aux: set[str], form: Form) -> Mood:
    """Return the mood of "would take X", "must leave X under the deal": mostly nobody has done it yet."""
    negated = bool(aux & NEGATIONS)
    if "must" in aux and not negated and under_deal(reader.lows, first, head):
        return Mood.PLEDGE
    if _only_if(reader.lows, head):
        return Mood.NONE
    promised = "would" in aux and _told_to_come(reader, first)
    promised = promised or (
        "be" in aux and "must" not in aux and not negated and _foretold(reader, first, form)
    )
    return Mood.NONE if not promised else _refused(form) if negated else Mood.PLEDGE


def _told_mood(lows: list[str], first: int, head: int, *, negated: bool) -> Mood:
    """Return whether a plain past or present is told as a fact or denied."""
    if negated:
        unreal_so = lows[first] == "cannot" and behind_if(lows, first)  # "If we lose X, we cannot hold Y"
        return Mood.NONE if unreal_so else Mood.FACT if _only_then(lows, head) else Mood.DENIED
    if _nobody(lows, first):
        return Mood.DENIED
    return Mood.DENIED if denied(lows, first) or _falsified(lows, first) else Mood.FACT


def _nobody(lows: list[str], first: int) -> bool:
    """Say whether nobody does it: "No Russian unit (has taken X)", "not a single soldier (has entered X)"."""
    at = next((k for k in range(first - 1, max(-1, first - 6), -1) if lows[k] == "no"), None)
    if at is not None:
        opens = (
            at == 0
            or lows[at - 1] in _PROMISING
            or lows[at - 1] in ("that", ",", ";", "and", "but", '"', "“")
        )
        return opens and PREPOSITIONS.isdisjoint(lows[at:first]) and "that" not in lows[at:first]
    begin = max(0, first - MAX_NONE)
    if any(lows[k : k + 3] in _NONE_OF or lows[k : k + 2] == ["none", "of"] for k in range(begin, first)):
        return not any("past" in FORMS.get(low, NO_FORM).tenses for low in lows[begin:first])
    near = lows[max(0, first - 6) : first]
    return any(near[k : k + 3] == ["not", "a", "single"] for k in range(len(near)))


def _promised(lows: list[str], first: int) -> bool:
    """Say whether "would" tells what somebody promised: "said it would retake X", "vowed (that) X would be retaken"."""
    if lows[first - 1] in ("it", "they", "he", "we") and lows[over_time(lows, first - 2)] in _PROMISING:
        return True
    joined = next(
        (k for k in range(first - 1, max(0, first - 8), -1) if lows[k - 1 : k + 1] == ["and", "that"]), 0
    )
    if joined:  # "vowed that they would strike back and that X would be retaken"
        return any(low in _VOWING for low in lows[max(0, joined - 24) : joined])
    vowed = next((k for k in range(first - 1, max(-1, first - 9), -1) if lows[k] in _VOWING), None)
    return vowed is not None and {",", ";", "but", "if"}.isdisjoint(lows[vowed + 1 : first])


def _foretold(reader: PhraseReader, first: int, form: Form) -> bool:
    """Say whether who is in charge tells it: "the governor said (that) X would be retaken within weeks"."""
    back = form.lemma in ("win", "take", "get") and "back" in reader.lows[first : first + MAX_BACK]
    own = back or form.lemma in _WON_BACK or form.lemma in ("capture", "seize", "take")
    told = foretelling(reader.lows, first) if own else 0
    if conditional(reader.lows, first) or not _PROVISOS.isdisjoint(reader.lows[first : first + MAX_TAIL]):
        return False
    aside = reader.lows[told - 1 : told] == [","]  # "The president, who has stayed in X since May, told"
    before = reader.lows[0 if aside else max(0, told - MAX_TAIL) : told]
    if form.lemma not in _WON_BACK and not back:  # a governor may tell what the enemy will take
        return any(low in _COMMANDING for low in before)
    return _said_behind(reader, first) or any(low.removesuffix("s") in IN_CHARGE for low in before)


def foretelling(lows: list[str], first: int) -> int:
    """Return the "said" of "the governor said on Monday that X (would be retaken)", 0 where no such words stand."""
    near = range(first - 1, max(0, first - MAX_TAIL), -1)
    that = next((k for k in near if lows[k] == "that"), 0)
    if lows[that - 1] == "and" and that > 1:  # "said help was coming and that X would be retaken"
        return next((k for k in range(that - 2, max(0, that - MAX_TOLD), -1) if lows[k] in _PROMISING), 0)
    told = over_time(lows, that - 1) if that else next((k for k in near if lows[k] in _PROMISING), 0)
    if that and lows[told] not in _PROMISING:  # "told soldiers at a base on Sunday that X would be retaken"
        before = range(that - 1, max(0, that - MAX_TAIL), -1)
        return next((k for k in before if lows[k] == "told" and "," not in lows[k:that]), 0)
    return told if lows[told] in _PROMISING and "," not in lows[told:first] else 0


MAX_JOINED = 16
"""How many words "would do this and (would do that)" may have between."""


def _told_to_come(reader: PhraseReader, first: int) -> bool:
    """Say whether somebody tells what "would" be done, of the verb at token `first` or of the one that it joins."""
    lows = reader.lows
    if _promised(lows, first) or _announced(reader, first):
        return True
    if lows[first - 1] != "and":
        return False
    near = range(first - 2, max(0, first - MAX_JOINED), -1)
    earlier = next((k for k in near if lows[k] == "would" or lows[k] in CLAUSE_BREAKS), None)
    return earlier is not None and lows[earlier] == "would" and _told_to_come(reader, earlier)


def _announced(reader: PhraseReader, first: int) -> bool:
    """Say whether a side's official tells what it "would" do: "the spokesman said (that) the army would retake X"."""
    phrase = reader.actors.get(first - 1)
    if phrase is None:
        return False
    if _said_behind(reader, first):
        return True
    told = phrase.first - 1
    told -= reader.lows[told] == "that"
    while told > 0 and phrase.first - told < MAX_TAIL and _tells_where(reader, told):
        told -= 1  # "said in Goma today that his troops would"
    if told < 1 or reader.lows[told] not in _PROMISING:
        told = _whom_told(reader, phrase.first - 1)
        told = told if _own_men(reader, phrase, told) else 0
    if told < 1:
        return False
    if phrase.side is not None and _same_side(reader, told, phrase):
        return True  # "Prigozhin, the head of Wagner, said his fighters would leave X"
    shared = reader.lows[told - 1] in (
        "and",
        ",",
    )  # "Spokesman A B denied that X had fallen and said the army would"
    before = reader.lows[max(0, told - MAX_TAIL * (1 + shared)) : told]
    office = any(low.removesuffix("s") in OFFICES or low in LEADERS for low in before)
    itself = reader.lows[phrase.first : phrase.last + 1] in _ITSELF
    office = office or (itself and any(k in reader.actors for k in range(max(0, told - 6), told)))
    return office or state_media(before) or before[-1] in ("he", "she")


def _same_side(reader: PhraseReader, told: int, phrase: ActorPhrase) -> bool:
    """Say whether a person of an actor's side is who tells at token `told`, an aside between or not."""
    opens = told - 1
    if reader.lows[opens] == ",":
        near = range(told - 2, max(0, told - MAX_TAIL), -1)
        opens = next((k for k in near if reader.lows[k] == ","), 0) - 1
    teller = reader.actors.get(opens) if opens >= 0 else None
    return teller is not None and teller.side == phrase.side and reader.tokens[teller.last].is_capital


def _own_men(reader: PhraseReader, phrase: ActorPhrase, told: int) -> bool:
    """Say whether an actor is of who speaks before `told`: "the army", of Iraq's minister "the Iraqi army"."""
    men = reader.lows[phrase.first : phrase.last + 1]
    whose = {_country(low) for low in men} - {None}
    speaking = {_country(low) for low in reader.lows[max(0, told - MAX_TAIL) : told]}
    return whose <= speaking and all(low in _OWN_MEN or _country(low) for low in men)


def _country(low: str) -> str | None:
    return COUNTRIES.get(low) or DEMONYMS.get(low)


def _whom_told(reader: PhraseReader, that: int) -> int:
    """Return the "told" of "told state television (that) the army would", 0 where no such words stand."""
    if reader.lows[that] != "that":  # "told reporters his men would"
        return next((k for k in range(that, max(0, that - 4), -1) if reader.lows[k] == "told"), 0)
    near = range(that - 1, max(0, that - MAX_TAIL), -1)
    told = next((k for k in near if reader.lows[k] == "told"), 0)
    return told if "," not in reader.lows[told:that] else 0


def _tells_where(reader: PhraseReader, i: int) -> bool:
    """Say whether token `i` only says where or when something was said."""
    low = reader.lows[i]
    return (
        low in CALENDAR | DAYTIMES | ADVERBS | {"in", "on", "at", "the"}
        or low[0].isdigit()
        or (reader.tokens[i].is_capital and i not in reader.actors)
    )


def _said_behind(reader: PhraseReader, first: int) -> bool:
    """Say whether "..., the minister said", "..., promised the minister, A B" closes what a side "would" do."""
    lows = reader.lows
    commas = [k for k in range(first + 1, len(lows)) if lows[k] == ","]
    inverted = any(lows[k + 1 : k + 2] != [] and lows[k + 1] in _PROMISING for k in commas)
    tail = lows[commas[0 if inverted else -1] + 1 :] if commas else []
    office = any(low.removesuffix("s") in IN_CHARGE for low in tail)
    return len(tail) <= MAX_TAIL and office and not _PROMISING.isdisjoint(tail)


def _refused(form: Form) -> Mood:
    """Return the mood of "said it would not enter X"; who would not give up X only stays."""
    return Mood.NONE if has_sense(form.lemma, Sense.LEAVE, Sense.CEDE, Sense.LOSE) else Mood.REFUSED


def _negate(mood: Mood) -> Mood:
    return Mood.DENIED if mood is Mood.FACT else Mood.NONE


def _falsified(lows: list[str], first: int) -> bool:
    """Say whether the clause is called untrue: "It is not true that ...", "Reports that ... are false"."""
    before = lows[max(0, first - 14) : first]
    if "true" in before and "not" in before and "that" in before:
        return True
    if "that" in before and not _TOLD_SO.isdisjoint(before):
        behind = pairwise(lows[first : first + MAX_TAIL + 6])
        if any(a in BE and b in _REFUSED for a, b in behind):
            return True  # "claims that X had been captured were denied by Y"
    false = next((k for k, low in enumerate(lows) if low in _FALSE), None)
    if false is None:
        return False
    said_before = "that" in before or not (_TOLD_SO | _NEWS).isdisjoint(lows[:first])
    return false < first or said_before  # "took X, adding that reports of more were false" denies no X


def _only_then(lows: list[str], head: int) -> bool:
    """Say whether "(was not taken by the army) until the 26th" tells on which day it was: "not until" is "then"."""
    near = range(head + 1, min(head + MAX_TAIL, len(lows) - 1))
    until = next((k for k in near if lows[k] == "until"), None)
    if until is None or not {",", ";", "."}.isdisjoint(lows[head:until]):
        return False
    day = until + 1 + (lows[until + 1] == "the")
    return day < len(lows) and (lows[day] in CALENDAR or lows[day][0].isdigit() or lows[day] in DAYTIMES)


def _regional_could(lows: list[str], first: int, head: int) -> bool:
    """Read "could free a number of districts on Thursday": in the region's English a fact.

    A fact if a past day or a past verb stands in the clause ("could fend it off and killed ...") and nothing points
    forward.
    """
    window = lows[max(0, first - 14) : head + 25]
    if any(w in _FUTURE_CUES or w in ("if", "would", "within") for w in window):
        return False
    before = lows[max(0, first - 14) : first]
    if any(a in ("by", "through", "during") and b == "which" for a, b in pairwise(before)):
        return True  # "carried out an attack, by which it could regain half of X"
    told = "after" in lows[head + 1 : head + 25] or "following" in lows[head + 1 : head + 25]
    coordinated = told or ("and" in before and any("past" in FORMS[w].tenses for w in before if w in FORMS))
    after = lows[head + 1 : head + 25]
    deeds = after[after.index("and") + 1 : after.index("and") + 3] if "and" in after else []
    if any(low in _DEEDS and (k[:1].isdigit() or k in _TOLL) for low, k in pairwise(after)):
        return True  # "could repel an attack, killing seven of them", "inflicting heavy losses"
    joint = after.index("and") if "and" in after else len(after)
    counted = (low == "killed" and k[:1].isdigit() for low, k in pairwise(after[joint : joint + 6]))
    if any(counted):
        return True  # "... and the clashes killed 19"
    coordinated = coordinated or any("past" in FORMS.get(w, NO_FORM).tenses or w == "killed" for w in deeds)
    dated = (
        any(w.endswith("day") and w not in ("day", "today") for w in after)
        or "overnight" in after
        or ("less" in after and "than" in after)  # "could retake half of X in less than a day"
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
    prevented = kept is not None and lows[kept.first - 1] in _PREVENTING
    prevented = prevented or kept_from(lows, first)
    prevented = prevented or (before == "out" and lows[at - 1] in ("rule", "rules", "ruled", "ruling"))
    if prevented or lows[first - 1] in _FUTURE_CUES:  # "could arise out of Russia potentially taking X"
        return Mood.NONE  # "to prevent the rebels taking X"
    if (
        weighed(lows, at, kept)
        or before in WISHING
        or before in ("risk", "risked", "avoid", "avoided", "risking")
    ):
        return Mood.NONE
    if before == "before" and (any(w in ("had", "was", "were") for w in lows) or went_on(lows, at)):
        return Mood.FACT
    if before in _UNDONE:
        return Mood.DENIED if before.startswith("den") else Mood.NONE
    if before in ("at", "for", "of", "towards", "in", "on", "to", "about", "with", "than", "from"):
        going = before == "on" and lows[at - 1] in _GOING_ON  # "kept on advancing in X"
        return Mood.FACT if going else _prepositional_gerund(reader, at, before)
    going_on = before.startswith("continu") and FORMS.get(lows[first], NO_FORM).lemma in _SWEEPING
    if (
        going_on
        or before in TRYING
        or before in ("start", "started", "begin", "began", "considering", "suggested")
    ):
        return Mood.EFFORT
    rest = lows[first + 1 :]
    if before in ("", ",", '"', "“", "that", "by", "said", "says", "say", "adding", "because") and any(
        w in ("would", "will", "could", "may", "might", "can") for w in rest[:25]
    ):
        return Mood.NONE
    if before in ("", '"', "“", "that") and _states_value(rest):
        return Mood.NONE
    return Mood.FACT


def _states_value(rest: list[str]) -> bool:
    """Say whether a sentence that opens with a gerund speaks of the deed itself: "Capturing X is a priority"."""
    for k, low in enumerate(rest[:12]):
        if low == ",":
            return False
        if low in ("is", "was", "remains", "are", "means", "has", "takes", "requires"):
            return True
        if low in SUBORDINATORS and k:
            return False
    return False


def _prepositional_gerund(reader: PhraseReader, at: int, before: str) -> Mood:
    noun = reader.lows[at - 1] if at else ""
    if before == "of" and reader.lows[max(0, at - 2) : at] in (["no", "intention"], ["no", "plans"]):
        return Mood.REFUSED
    hailed = reader.actors.get(at - 1)
    if hailed is not None and reader.lows[hailed.first - 1] in HAILING:
        return Mood.FACT
    if noun in ("succeeded", "succeed", "successful"):
        unmet = not (NEGATIONS | {"failed"}).isdisjoint(reader.lows[max(0, at - 5) : at - 1])
        told = noun != "succeed"
        return Mood.DENIED if unmet else Mood.FACT if told else Mood.NONE
    if noun in ("credited", "result", "success", "after", "resulted", "results", "resulting"):
        return Mood.FACT
    if before == "of" and noun in ("hours", "days", "minutes", "weeks"):
        return Mood.FACT  # "within hours of taking X"
    if noun in ("failed", "incapable", "unsuccessful"):
        return Mood.DENIED
    if noun in ("process", "aimed", "aims", "aiming", "focused", "focusing") or noun in OPERATION_NOUNS:
        return Mood.EFFORT
    if before in ("in", "with", "on") and noun in ("helped", "help", "after", "week", "month"):
        return Mood.FACT
    return Mood.NONE
