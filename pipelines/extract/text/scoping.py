"""What reaches over a list or a pair: "neither X nor Y has fallen", "not only X but also Y was taken".

The grammar reads the clause in its plain order: "X and Y have not fallen", "X and Y were taken". Of "X was stormed and
captured" it reads "was captured": the gain tells the rest. Offsets stay.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM, Form, Sense, has_sense
from pipelines.extract.vocabulary.words import ADVERBS, AUXILIARIES, words

if TYPE_CHECKING:
    from pipelines.extract.text.sentences import Token

MAX_PAIR = 12
"""How many words may stand between "neither" and "nor", "nor" and the verb, "not only" and "but"."""
_MANY = {"has": "have", "is": "are", "was": "were", "remains": "remain"}
_ASSAULTS = words("shelled bombed bombarded pounded invaded assailed") | {
    low
    for low, form in FORMS.items()
    if form.lemma in words("storm raid breach attack assault besiege encircle surround blockade enter")
}
"""Verbs of which a gain is the end: "stormed and captured"."""
_CLAUSES = frozenset({"that", ";", ".", ":", '"', "“"})
_BROKEN = frozenset({",", ";", "and", "but", '"', "”"})
_HOLDING = words("control controls hold holds")
_IN_NAMES = words("the of town city village al el de")
_WAS = words("was were been")
_JOINTS = words(", and but then")
_BEHIND_TAKEN = (["by"], ["again"], ["back"])
_PLAIN_PAST = Form("", frozenset({"past", "pp"}))
_STOPS = frozenset({".", ";", ":", '"', "“", "”"})


def in_plain_order(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens, a negation or an addition that reaches over a list put where its verb is."""
    tokens = _with_shared_auxiliary(_without_assaults(tokens))
    lows = [token.low for token in tokens]
    if "neither" in lows and "nor" in lows:
        return _neither(tokens, lows)
    if "neither" in lows:
        return _neither_of_two(tokens, lows)
    if "nor" in lows:
        return _nor(tokens, lows)
    if "only" in lows and "but" in lows and "not" in lows:
        return _not_only(tokens, lows)
    return tokens


def _without_assaults(tokens: list[Token]) -> list[Token]:
    """Read "was stormed and captured" as "was captured": what governs the first verb governs the second."""
    lows = [token.low for token in tokens]
    joints = [k for k in range(1, len(lows) - 1) if lows[k] == "and" and lows[k - 1] in _ASSAULTS]
    dropped = {at for k in joints if _takes_too(lows, k) for at in (k - 1, k)}
    return [token for k, token in enumerate(tokens) if k not in dropped] if dropped else tokens


def _with_shared_auxiliary(tokens: list[Token]) -> list[Token]:
    """Read "X was taken by A, retaken by B and lost again" with a "was" before each of its participles."""
    lows = [token.low for token in tokens]
    put: list[Token] = []
    shared: str | None = None
    for k, token in enumerate(tokens):
        if lows[k] in _WAS:
            taken = next((lows[j] for j in range(k + 1, min(k + 4, len(lows))) if lows[j] not in ADVERBS), "")
            shared = lows[k] if _is_taken(taken) else None
        elif lows[k] in AUXILIARIES or lows[k] in _STOPS:
            shared = None
        elif (
            shared and lows[k - 1] in _JOINTS and _is_taken(lows[k]) and lows[k + 1 : k + 2] in _BEHIND_TAKEN
        ):
            put.append(replace(token, end=token.start, text=shared, low=shared))
        put.append(token)
    return put


def _is_taken(low: str) -> bool:
    """Say whether a word is a participle of taking or losing."""
    form = FORMS.get(low, NO_FORM)
    return "pp" in form.tenses and has_sense(form.lemma, Sense.TAKE, Sense.TAKE_WEAK, Sense.LOSE)


def _takes_too(lows: list[str], joint: int) -> bool:
    """Say whether a verb of taking in the form of the verb before it stands behind an "and"."""
    at = joint + 1
    while at + 1 < len(lows) and lows[at] in ADVERBS:
        at += 1
    taken = FORMS.get(lows[at], NO_FORM)
    takes = has_sense(taken.lemma, Sense.TAKE, Sense.TAKE_WEAK) and lows[at + 1 : at + 2] != ["control"]
    return takes and not taken.tenses.isdisjoint(FORMS.get(lows[joint - 1], _PLAIN_PAST).tenses)


def _neither(tokens: list[Token], lows: list[str]) -> list[Token]:
    """Read "neither X nor Y has fallen" as "X and Y has not fallen", "took neither X nor Y" as "not took X and Y"."""
    opens = lows.index("neither")
    nor = _near(lows, "nor", opens + 1)
    if nor is None:
        return tokens
    taken = bool(opens) and bool(FORMS.get(lows[opens - 1], NO_FORM).tenses & {"past", "pp", "base"})
    acts = (
        k for k in range(nor + 1, min(nor + MAX_PAIR, len(lows))) if _finite(lows[k]) or lows[k] in _HOLDING
    )
    verb = opens - 1 if taken else next(acts, None)
    if verb is None:
        return tokens
    behind = verb + (lows[verb] in AUXILIARIES)
    joined = [_as_word(token, "and") if k == nor else token for k, token in enumerate(tokens)]
    joined[verb] = _as_many(joined[verb])
    end = tokens[behind - 1].end if behind else tokens[0].start
    joined.insert(behind, replace(tokens[verb], start=end, end=end, text="not", low="not"))
    at = opens + (behind <= opens)
    return joined[:at] + joined[at + 1 :]


def _neither_of_two(tokens: list[Token], lows: list[str]) -> list[Token]:
    """Read "neither side has taken X" as "the side has not taken X"."""
    opens = lows.index("neither")
    verb = next((k for k in range(opens + 1, min(opens + 4, len(lows))) if lows[k] in AUXILIARIES), None)
    if verb is None:
        return tokens
    negation = replace(tokens[verb], start=tokens[verb].end, text="not", low="not")
    whole = [*tokens[: verb + 1], negation, *tokens[verb + 1 :]]
    whole[opens] = _as_word(tokens[opens], "the")
    return whole


def _nor(tokens: list[Token], lows: list[str]) -> list[Token]:
    """Read "X has not been taken, nor has Y" with the verb told once more: "..., and Y has not been taken"."""
    nor = lows.index("nor")
    begin = max((k for k in range(nor) if lows[k] in _CLAUSES), default=-1) + 1
    verb = next((k for k in range(begin, nor) if lows[k] in AUXILIARIES and "not" in lows[k : k + 2]), None)
    if verb is None or lows[nor + 1 : nor + 2] != lows[verb : verb + 1]:
        return tokens
    end = nor + 2
    while end < len(tokens) and tokens[end].is_word and (tokens[end].is_capital or lows[end] in _IN_NAMES):
        end += 1
    closes = next((k for k in range(verb, nor) if lows[k] in _BROKEN), nor)
    if end == nor + 2 or closes - verb > MAX_PAIR:
        return tokens
    at = tokens[end - 1].end
    told = [replace(t, start=at, end=at) for t in tokens[verb:closes]]
    name = tokens[nor + 2 : end]
    return [*tokens[:nor], _as_word(tokens[nor], "and"), *name, *told, *tokens[end:]]


def _not_only(tokens: list[Token], lows: list[str]) -> list[Token]:
    """Read "not only X but (also) Y" as "X and Y"."""
    opens = next((k for k in range(len(lows) - 1) if lows[k : k + 2] == ["not", "only"]), None)
    but = None if opens is None else _near(lows, "but", opens + 2)
    if opens is None or but is None or lows[opens + 2] in AUXILIARIES or lows[but - 1] == ",":
        return tokens
    also = 1 + (lows[but + 1 : but + 2] == ["also"])
    rest = tokens[but + also :]
    verb = next((k for k in range(min(MAX_PAIR, len(rest))) if rest[k].low in _MANY), None)
    if opens == 0 and verb is not None:
        rest[verb] = _as_many(rest[verb])
    return [*tokens[:opens], *tokens[opens + 2 : but], _as_word(tokens[but], "and"), *rest]


def _near(lows: list[str], low: str, first: int) -> int | None:
    """Return where a word stands behind token `first` in the same clause, None where none is near."""
    for k in range(first, min(first + MAX_PAIR, len(lows))):
        if lows[k] == low:
            return k
        if lows[k] in _STOPS:
            return None
    return None


def _finite(low: str) -> bool:
    return low in AUXILIARIES or "past" in FORMS.get(low, NO_FORM).tenses


def _as_many(verb: Token) -> Token:
    """Return a verb in the plural: what was told of each is read as told of both."""
    return _as_word(verb, _MANY.get(verb.low, verb.low))


def _as_word(token: Token, word: str) -> Token:
    return replace(token, text=word, low=word)
