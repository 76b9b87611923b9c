"""Who stands for a side in a subject: "Khartoum (retook X)", "the army's offensive", "marines" of who tells of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.actors.officials import official
from pipelines.extract.vocabulary.countries import CAPITALS, DEMONYMS
from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM, OPERATION_NOUNS, Sense, has_sense
from pipelines.extract.vocabulary.words import ADVERBS, BE, REPORTING, words

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View

_OPENING = frozenset({"", ".", ",", ";", '"', "“"}) | words(
    "and but while as before after when that until since"
)
"""What stands before a subject."""
_BARE_MEN = words(
    """the our a marines paratroopers troops soldiers units unit assault airborne special forces infantry servicemen
    commandos tank motorised motorized rifle storm groups"""
)
"""Men whom nothing says to be of a country."""
MAX_TELLER = 9
"""How many words may name who tells at the end: "the Russian defence minister, A B, said"."""
MAX_WHERE = 6
"""How many words may stand between an offensive and its verb: "in the north of the country"."""


def stands_for(view: View, first: int) -> ActorPhrase | None:
    """Return the side of the capital, or of the offensive, that is the subject of the verb group at token `first`.

    None where neither stands there, or where the verb tells of no taking.
    """
    at = first - 1
    while view.word(at) in ADVERBS:
        at -= 1
    if view.word(at) == "it" and (owner := _opening_offensive(view, at)) is not None:
        return owner
    lows = view.lows[first : first + 4]
    acts = any(has_sense(FORMS.get(low, NO_FORM).lemma, Sense.TAKE, Sense.OUST) for low in lows)
    if at < 0 or not acts or not BE.isdisjoint(lows[:2]) or "been" in lows:
        return None
    return _capital(view, at) or _offensive(view, at)


def _capital(view: View, at: int) -> ActorPhrase | None:
    """Return the state whose capital stands alone at token `at`: "and Khartoum (retook X)"."""
    country = CAPITALS.get(view.word(at)) if view.reader.tokens[at].is_capital else None
    alone = at == 0 or view.word(at - 1) in _OPENING
    if country is None or not alone:
        return None
    return view.acting_word(at, view.sides.war.state(country))


def _opening_offensive(view: View, it: int) -> ActorPhrase | None:
    """Return the army of "The army's offensive has slowed since it (took X)" for the "it"; None for other words."""
    owner = next((p for p in view.actors if p.possessive and p.first <= 1), None)
    alone = owner is not None and all(p is owner or p.first > it for p in view.actors)
    noun = view.lows[owner.last + 1 : owner.last + 3] if owner is not None else []
    return owner if alone and not OPERATION_NOUNS.isdisjoint(noun) else None


def with_first_people(view: View, phrase: ActorPhrase) -> ActorPhrase:
    """Return "Eritrean troops" of "Ethiopian and Eritrean troops" as those of the people named first."""
    stem = view.reader.tokens[phrase.first - 2] if phrase.first > 1 else None
    joined = phrase.sentence_is(view.sentence) and view.word(phrase.first - 1) == "and"
    if stem is None or not joined or stem.low not in DEMONYMS:
        return phrase
    side = view.sides.of_stem(stem.text, stem.start)
    return replace(phrase, side=side) if side is not None else phrase


def of_teller(view: View, phrase: ActorPhrase) -> ActorPhrase:
    """Return "marines" of "Marines captured X, the Russian defence ministry said" as those of who tells of them."""
    men = view.lows[phrase.first : phrase.last + 1] if phrase.sentence_is(view.sentence) else ["?"]
    said = len(view.lows) - 1 - (view.word(len(view.lows) - 1) == ".")
    if not all(low in _BARE_MEN for low in men) or view.word(said) not in REPORTING:
        return phrase
    comma = next((k for k in range(said, max(-1, said - MAX_TELLER), -1) if view.word(k) == ","), None)
    teller = official(view, said) if comma is not None and comma > phrase.last else None
    country = teller.side if teller is not None else None
    return replace(phrase, side=country) if country is not None and country != view.home_side else phrase


def _offensive(view: View, at: int) -> ActorPhrase | None:
    """Return the army of "the army's offensive in the north" that ends at token `at`."""
    for noun in range(at, max(0, at - MAX_WHERE), -1):
        if view.word(noun) in OPERATION_NOUNS:
            return next((p for p in view.actors if p.last in (noun - 1, noun - 2) and p.possessive), None)
        acts = view.word(noun) in FORMS and not view.reader.tokens[noun].is_capital
        if acts or view.word(noun) in _OPENING:
            return None
    return None


_AGAINST_OTHERS = words("rival rivals opposing warring feuding")
_EACH_OTHER = (("each", "other"), ("one", "another"))


def among_themselves(view: View, actor: ActorPhrase) -> bool:
    """Say whether "rival militias (clashed)", "two militias (fought) each other" tells of no side against another."""
    here = actor.sentence_is(view.sentence)
    rivals = here and not _AGAINST_OTHERS.isdisjoint(view.lows[actor.first : actor.last + 1])
    behind = view.lows[actor.last + 1 : actor.last + 6]
    return rivals or (here and any(pair in _EACH_OTHER for pair in pairwise(behind)))


def one_of_two(view: View, actor: ActorPhrase) -> bool:
    """Say whether an actor fights the one beside it: "rebels and the army", "Russian and Ukrainian troops clashed"."""
    here = actor.sentence_is(view.sentence) and actor.first > 1
    stem = view.reader.tokens[actor.first - 2] if here and view.word(actor.first - 1) == "and" else None
    people = DEMONYMS.get(stem.low) if stem is not None else None
    if people not in (None, DEMONYMS.get(view.word(actor.first))):
        return True
    return any(
        view.lows[a.last + 1 : b.first] in (["and"], ["and", "the"]) and a.side != b.side
        for a, b in pairwise(view.actors)
        if actor in (a, b)
    )


_MEANS = words(
    "means surprise airstrikes strikes this its his hours days weeks months thousands hundreds dozens"
)
"""What stands behind "by" that does nothing itself."""


def nobody_known(view: View, head: int) -> ActorPhrase | None:
    """Return who did what the passive at token `head` tells, of no side: "was recovered on Thursday by hunters"."""
    by = next((k for k in range(head + 1, head + 4) if view.word(k) == "by"), None)
    who = by + 1 if by is not None else 0
    many = view.word(who).endswith("s") and view.word(who) not in _MEANS
    plain = by is not None and view.reader.tokens[who : who + 1] and view.reader.tokens[who].text.islower()
    return view.acting_word(who, None) if many and plain else None
