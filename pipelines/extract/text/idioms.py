"""Longer ways of saying what one verb says: "fell into the hands of Y", "continues to hold", "remains in control of".

The grammar reads the plain verb ("fell to Y", "still holds", "still controls"). Tokens keep their offsets, so that
quotes hold the words as written.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.words import words

if TYPE_CHECKING:
    from pipelines.extract.text.sentences import Token

_GOING_ON = {"continue": "base", "continues": "s", "continued": "past", "continuing": "ing"}
_REMAINING = {"remain": "base", "remains": "s", "remained": "past", "remaining": "ing"}
_KEPT = {
    "hold": {"base": "hold", "s": "holds", "past": "held", "ing": "holding"},
    "control": {"base": "control", "s": "controls", "past": "controlled", "ing": "controlling"},
    "occupy": {"base": "occupy", "s": "occupies", "past": "occupied", "ing": "occupying"},
}
_FALLING = words("fall falls fell fallen falling")
_RULES = words("thumb heel boot boots yoke jackboot sway")
"""Under which a place is that is under control."""
_POCKETS = words(
    "pocket pockets part parts corner corners sliver slivers fraction few districts streets blocks"
)
MAX_ALL_BUT = 8
"""How many words "all but a few small pockets of" may have."""
_OPENING = words("to of them")
"""Words without which no wording is of those that are read here."""
_CONTROLS = words("control possession command")


def with_plain_verbs(tokens: list[Token]) -> list[Token]:
    """Return a sentence's tokens, longer ways of saying put as their plain verb; offsets stay."""
    lows = [token.low for token in tokens]
    if _OPENING.isdisjoint(lows):
        return tokens
    put: list[Token] = []
    at = 0
    while at < len(tokens):
        behind, plain = _plain(tokens, lows, at)
        put += plain
        at = behind
    return put


def _plain(tokens: list[Token], lows: list[str], at: int) -> tuple[int, list[Token]]:
    """Return the token behind a wording at token `at`, and the tokens to read in its place."""
    low = lows[at]
    if low in _RULES and lows[at - 2 : at] == ["under", "the"] and lows[at + 1 : at + 2] == ["of"]:
        return at + 1, [_as_word(tokens[at], tokens[at], "control")]
    if low in ("among", "amongst") and lows[at - 1 : at + 2 : 2] == [",", "them"]:
        return at + 2, [_as_word(tokens[at], tokens[at + 1], "including")]
    if low == "all" and lows[at + 1 : at + 2] == ["but"] and (of := _all_but(lows, at)):
        return of, [_as_word(tokens[at], tokens[of - 1], "most")]
    if low in _FALLING and lows[at + 1 : at + 5] == ["into", "the", "hands", "of"]:
        return at + 5, [tokens[at], _as_word(tokens[at + 1], tokens[at + 4], "to")]
    if low in _GOING_ON and lows[at + 1 : at + 2] == ["to"] and lows[at + 2 : at + 3] != []:
        verb = _KEPT.get(lows[at + 2])
        if verb is not None:
            end = tokens[at + 2]
            return at + 3, [
                _as_word(tokens[at], tokens[at], "still"),
                _as_word(end, end, verb[_GOING_ON[low]]),
            ]
    in_control = lows[at + 1 : at + 2] == ["in"] and lows[at + 3 : at + 4] == ["of"]
    again = "and of" in " ".join(lows[at + 4 :])  # "in control of X and of Y" is one list
    if low in _REMAINING and in_control and lows[at + 2] in _CONTROLS and not again:
        verb = _KEPT["control"]
        return at + 4, [
            _as_word(tokens[at], tokens[at], "still"),
            _as_word(tokens[at + 2], tokens[at + 3], verb[_REMAINING[low]]),
        ]
    return at + 1, [tokens[at]]


def _all_but(lows: list[str], at: int) -> int:
    """Return where the "of" of "all but a few pockets of (X)" stands, 0 where no such words do."""
    near = range(at + 3, min(at + MAX_ALL_BUT, len(lows)))
    return next((k for k in near if lows[k] == "of" and lows[k - 1] in _POCKETS), 0)


def _as_word(first: Token, last: Token, word: str) -> Token:
    return replace(first, end=last.end, text=word, low=word)
