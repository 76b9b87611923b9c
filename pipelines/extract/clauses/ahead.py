"""What a clause tells of that has not come yet: "when X is taken", "a deal to let rebels leave X", "who take X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.countries import COUNTRIES
from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM, Form, Sense, has_sense
from pipelines.extract.vocabulary.modality import CLAUSE_BREAKS, Mood, auxiliaries, conditional
from pipelines.extract.vocabulary.words import BE, NEGATIONS, words

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.places.phrases import PhraseReader

_DEMANDING = words(
    "demand demanded demands demanding insist insisted urged asked ordered require required requires"
)
MAX_UNREAL = 26
"""How many words of a clause before a verb are looked at."""
MAX_WHO = 9
"""How many words may name who does it."""
_WAITED = words("after before until once")
_SIGNS = words("sign signs evidence indication indications proof")
MAX_UNSEEN = 5
"""Within how many words before "evidence" it is said that none was seen."""
_WEIGHING = words(
    """discuss discussed discussing consider considered considering mulled contemplated ponder pondered include includes
    risks oppose opposes opposed opposing favour favours favoured favor favors favored rejects rejected involve
    involves"""
)
_DENYING = words("denied denies dismissed dismisses rejected rejects refuted")
_BELIEVING = words("believe think expect believed")
_REQUESTS = words("request demand proposal suggestion condition")
_WANTING = words("could would may might wants want plans hopes seeks")
_CLAIMS = words("claims claim reports statements")
_RUMOURS = words("rumours rumors rumour rumor imagine suppose fears concerns")
_SCENARIOS = words("case scenario fear worry concern danger risk threat hope aim goal objective idea")
"""What only "is that" somebody takes a place."""
PREVENTING = words("prevent prevented prevents preventing stop stopped stopping")
_PROSPECTS = words("prospect possibility threat risk danger idea chance likelihood hope")
_TAKING = (Sense.TAKE, Sense.TAKE_WEAK)
_DEALS = words("deal agreement accord truce ceasefire plan pact agreed")
_WITHHOLDING = words("not no yet neither nor without unable declined refused never cannot awaiting")
"""What stands before "confirm" where nothing is confirmed."""
_WHENS = words("when once before until whenever")
MAX_WHEN = 7
"""How many words "when the city of X is" may have before its verb."""
MAX_WENT_ON = 12
"""How many words "captured the town of X on Monday" may have before "before moving into"."""
_THWARTED = words(
    "stopped halted repelled repulsed blocked stalled not hoped planned planning if would will to"
)
MAX_IF = 22
"""How many words an "if" clause and the subject behind it may have."""


def let(reader: PhraseReader, first: int) -> bool:
    """Say whether "a deal to let rebels (leave X)", "the truce would see rebels (leave X)" tells what is to come."""
    who = reader.actors.get(first - 1)
    at = who.first - 1 if who is not None else -1
    if at < 1 or reader.lows[at] not in ("let", "see"):
        return False
    ahead = not {"would", "will"}.isdisjoint(auxiliaries(reader.lows, at)[1])
    return (ahead or reader.lows[at - 1] == "to") and not _DEALS.isdisjoint(reader.lows[:at])


def enabled(reader: PhraseReader, first: int) -> bool:
    """Say whether "control of X would let troops (advance on Y)" only tells what something would make possible."""
    who = reader.actors.get(first - 1)
    at = who.first - 1 if who is not None else -1
    if at < 1 or reader.lows[at] not in ("let", "see", "help", "allow", "make"):
        return False
    aux = auxiliaries(reader.lows, at)[1]
    made = reader.lows[at] == "make" and reader.lows[at - 1] == "to"  # "to make the rebels leave"
    return made or not aux.isdisjoint({"would", "could", "may", "might", "never", "not", "will"})


def allowed_mood(reader: PhraseReader, first: int) -> Mood | None:
    """Return the mood of what somebody is let do at token `first`, None where nobody is."""
    if let(reader, first):
        return Mood.PLEDGE
    return Mood.NONE if enabled(reader, first) else None


def when_done(lows: list[str], first: int, aux: set[str]) -> bool:
    """Say whether "when X is (liberated)", "will return when X has been (freed)" tells of what is still to come."""
    if "been" in aux and not aux.isdisjoint({"has", "have"}):
        when = next((k for k in range(first - 1, max(-1, first - MAX_WHEN), -1) if lows[k] == "when"), 0)
        return not {"will", "would", "want", "wants"}.isdisjoint(lows[max(0, when - MAX_WHEN) : when])
    if aux.isdisjoint({"is", "are"}) or not aux.isdisjoint({"been", "being"}):
        return False
    near = range(first - 1, max(-1, first - MAX_WHEN), -1)
    opens = next((k for k in near if lows[k] in _WHENS or lows[k] in CLAUSE_BREAKS or lows[k] == ","), -1)
    return opens >= 0 and lows[opens] in _WHENS


def went_on(lows: list[str], before: int) -> bool:
    """Say whether "(took X) before (moving into Y)" tells of two deeds: the first of the same kind, none thwarted."""
    near = lows[max(0, before - MAX_WENT_ON) : before]
    deeds = (FORMS.get(low, NO_FORM) for low in near)
    done = any("past" in f.tenses and has_sense(f.lemma, *_TAKING, Sense.ENTER) for f in deeds)
    return done and _THWARTED.isdisjoint(near)


def whoever(lows: list[str], first: int, form: Form) -> bool:
    """Say whether "promised the soldiers who (take X) a medal" stands before a verb: nobody has done it yet."""
    acts = has_sense(form.lemma, *_TAKING, Sense.LEAVE)
    return "base" in form.tenses and lows[first - 1] == "who" and acts


def whenever(lows: list[str], first: int) -> bool:
    """Say whether a present tense stands behind "when": "when we take the hill" is still to come."""
    for at in range(first - 1, max(-1, first - 5), -1):
        if lows[at] in CLAUSE_BREAKS or lows[at] == ",":
            return False
        if lows[at] in ("when", "before") or (lows[at] == "that" and lows[at - 1] in ("insisted", "insists")):
            return True
    return False


def behind_if(lows: list[str], first: int) -> bool:
    """Say whether an "if" clause stands before the clause of a future: "if they get support, X will be taken"."""
    near = lows[max(0, first - MAX_IF) : first]
    at = len(near) - 1 - near[::-1].index("if") if "if" in near else 0
    return "if" in near and "," in near[at:] and near[max(0, at - 1)] not in ("even", "as")


def under_deal(lows: list[str], first: int, head: int) -> bool:
    """Say whether "under the deal the rebels must (leave X)" tells what was agreed."""
    near = [*lows[max(0, first - MAX_UNREAL) : first], *lows[head : head + MAX_UNREAL]]
    return "under" in near and not _DEALS.isdisjoint(near)


_OWNING_UP = words("acknowledged acknowledge admitted admit conceded concede confirmed confirm")
"""What nobody has done who "never acknowledged that X was lost"."""


def unreal(lows: list[str], first: int, form: Form) -> bool:
    """Say whether "demanded that Y stop and (leave X)", "would talk only after Y (left X)" stands there.

    Nobody has done yet what is demanded, waited for, or not to be seen.
    """
    begin = max((k for k in range(first) if lows[k] in CLAUSE_BREAKS), default=-1) + 1
    near = lows[max(begin, first - MAX_UNREAL) : first]
    bare = "base" in form.tenses and lows[first - 1] == "and"
    that = next((k for k in range(len(near) - 1, 0, -1) if near[k] == "that"), 0)
    if bare and that and near[that - 1] in _DEMANDING:
        return True
    if that and near[that - 1] in _REQUESTS and "base" in form.tenses:
        return True  # "the request that Y leave X"
    if _no_sign(near) or ["in", "case"] in (near[-3:-1], near[-4:-2], near[-5:-3]):
        return True
    if (
        that
        and near[that - 1] in _RUMOURS
        and _DENYING.isdisjoint([*near[:that], *lows[first : first + MAX_WHO]])
    ):
        return True  # "rumours that Y had entered X spread panic"
    if (
        that
        and near[that - 1] in _OWNING_UP
        and not {"not", "never"}.isdisjoint(near[max(0, that - 3) : that - 1])
    ):
        return True  # "never acknowledged that X had been lost"
    if that and near[that - 1] in _BELIEVING and _unseen(near[: that - 1]):
        return True  # "do not believe that Y intends to take X"
    if that and near[that - 1] in _CLAIMS and "despite" in near[max(0, that - MAX_UNSEEN) : that]:
        return True  # "despite Russian claims that X had been cleared"
    if that and near[that - 1] in BE and not _SCENARIOS.isdisjoint(near[max(0, that - MAX_WHO) : that]):
        return True  # "the worst case, he said, is that Y takes X"
    opens = max((k for k, low in enumerate(near) if low in _WAITED), default=-1)
    only = opens > 0 and (near[opens] != "after" or near[opens - 1] in ("only", "stop"))
    waits = only and not {"would", "will"}.isdisjoint(near[:opens]) and len(near) - opens <= MAX_WHO
    anybody = near[-1:] == ["that"] and not {"any", "every", "whatever"}.isdisjoint(near[-4:-1])
    imagined = (
        near[-3:-2] == ["a"] and near[-2] in COUNTRIES and near[-1] == "that"
    )  # "a Russia that takes X"
    taking = "s" in form.tenses and has_sense(form.lemma, *_TAKING)
    return waits or ((anybody or imagined) and taking)


def _no_sign(near: list[str]) -> bool:
    """Say whether "(sees) no sign that Y", "has not seen evidence to suggest that Y" ends words but for who does it."""
    at = next((k for k in range(len(near) - 1, 0, -1) if near[k] in _SIGNS and _unseen(near[:k])), None)
    if at is None:
        return False
    behind = near[at + 1 :]
    if behind[:1] == ["to"] or behind[:2] == ["for", "claims"]:
        behind = behind[next((k for k, low in enumerate(behind) if low == "that"), 0) :]
    if behind[:1] not in (["that"], ["of"]):
        return False
    behind = behind[1:]
    return len(behind) <= MAX_WHO and (_WAITED | {"as", "when", "since", "and", ","}).isdisjoint(behind)


def _unseen(lows: list[str]) -> bool:
    """Say whether words end with "no", "has not seen", "found little", "there is no visual": nothing is seen."""
    near = lows[-MAX_UNSEEN:]
    return any(low in NEGATIONS or low.endswith("n't") or low in ("no", "little", "yet") for low in near)


def asked_when(lows: list[str], first: int) -> bool:
    """Say whether "cannot say when its army (will retake X)" leaves it open."""
    near = lows[max(0, first - MAX_WHO - 3) : first]
    when = next((k for k in range(len(near) - 1, 0, -1) if near[k] in ("when", "whether", "if")), 0)
    return bool(when) and near[when - 1] in ("say", "said", "know", "clear", "unclear", "saying", "known")


def kept_from(lows: list[str], first: int) -> bool:
    """Say whether "to prevent the city (falling to Y)" stands before a gerund: it has not come to that."""
    at = next((k for k in range(first - 1, max(0, first - 5), -1) if lows[k] in PREVENTING), 0)
    between = lows[at + 1 : first]
    return bool(at and between) and not any(low in FORMS or low in ("from", "and", ",") for low in between)


def weighed(lows: list[str], at: int, kept: ActorPhrase | None) -> bool:
    """Say whether a gerund behind token `at` is only thought of: "discussed leaving X", "the prospect of Y taking"."""
    before = lows[at] if at >= 0 else ""
    shown = kept.first - 1 if kept is not None else at
    if lows[shown] == "show" and _unseen(lows[:shown]):
        return True  # "the video does not show Y entering X"
    if before in _WEIGHING or _no_sign(lows[max(0, at - MAX_WHO) : at + 1]):
        return True
    if before == "by" and not _WANTING.isdisjoint(lows[max(0, at - MAX_WHO) : at]):
        return True
    whose = kept.first if kept is not None else at + 1
    return lows[whose - 1] == "of" and lows[whose - 2] in _PROSPECTS


def unconfirmed(lows: list[str], first: int) -> bool:
    """Say whether nobody says so: a condition, "did not confirm that X had fallen", "stopped short of confirming"."""
    if conditional(lows, first) or _too_early(lows[max(0, first - 10) : first]):
        return True
    for at in range(first - 1, max(-1, first - 9), -1):
        if lows[at] in CLAUSE_BREAKS or lows[at] in ("but", ","):
            return False
        if lows[at] in ("confirm", "confirmed", "confirming", "confirmation", "verify", "verified"):
            before = lows[max(0, at - 4) : at]
            return not _WITHHOLDING.isdisjoint(before) or before[-2:] == ["short", "of"] or _cut(before)
    return False


def _too_early(before: list[str]) -> bool:
    """Say whether nobody can say yet: "It is too early to say that X is under control"."""
    told = any(low in before for low in ("say", "tell", "confirm", "claim"))
    return told and any(
        low in before for low in ("early", "premature", "soon", "impossible", "unclear", "wrong")
    )


def _cut(lows: list[str]) -> bool:
    """Say whether words end with "didn't", "couldn’t"."""
    return bool(lows) and lows[-1].endswith(("n't", "n’t"))
