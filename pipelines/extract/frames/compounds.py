"""Compound holds: rebel-held X, government-controlled areas of X, X - a regime-held district."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.actors.records import ActorPhrase
from pipelines.extract.clauses.preceding import predicate_places
from pipelines.extract.clauses.relating import ending_at
from pipelines.extract.frames.held_by import PART_HEADS, inside
from pipelines.extract.places.records import as_part
from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.place_words import REGIONS
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    DIRECTION_WORDS,
    NUMBERS,
    PARTS_OF_TOWNS,
    PLURAL_PLACE_NOUNS,
    PREPOSITIONS,
    RANKS,
    SINGULAR_PLACE_NOUNS,
    words,
)
from pipelines.model import Event, Extent

if TYPE_CHECKING:
    from pipelines.extract.actors.sides import Sides
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceItem, PlaceList
    from pipelines.extract.text.sentences import Token

_SUFFIXES = ("held", "controlled", "occupied", "ruled", "run", "dominated", "administered")
_OWNING = words("citys")
"""A possessive of a text that has lost its apostrophes."""
_STEMS = words("government rebel opposition regime")
_BODIES = words(
    "news agency television tv channel radio newspaper website media ministry network broadcaster daily"
)
MAX_LEADING = 7
"""How many words may stand between a comma and "rebel-held town"."""
_APPOSING = frozenset({",", "-", "–", "—"})
_LEADING = RANKS | {"key"}
_BYSTANDERS = frozenset({"israel"})
"""Who holds land in a theatre of another war than its own."""
_ISRAELS_WARS = ("Israel", "Palestine", "Lebanon", "Egypt", "Jordan")
_ONE_EACH = words("airport airbase")
"""What a town has one of: "the government-held airport" is that of the town spoken of."""
_HALVES = words("east west")
"""Which halves a city is split into; "the rebel-held north" is a country's as often."""
_BEHIND_HALF = frozenset({"", ".", ",", ";", "side", "half"}) | words(
    "and or but on in since for after where which while who with said have has is are was were to from as"
)
_TOWNSMEN = words("government opposition isis")
"""Whose half of a city is meant where nothing names it; of a Kurdish-held east the land is."""
_SPOKEN_OF = words("town city village suburb neighborhood neighbourhood district enclave valley camp")
"""What "the rebel-held town" may call the place spoken of."""
_FORMERLY = words("formerly previously once")
_TEMPORARILY = (None, "Ukraine", "Georgia")
"""Whose authorities word it so: what Russia holds is "temporarily occupied"."""
_NAMING = words("of in near at outside")
_OPENING = DETERMINERS | NUMBERS.keys()
_WHOLE = words("towns villages cities provinces")
_UNITS = words("neighborhood neighbourhood district quarter suburb village town area")


def compounds(view: View, sides: Sides) -> None:
    """Read rebel-held X, government-controlled areas of X, X - a regime-held district."""
    tokens = view.reader.tokens
    for i, token in enumerate(tokens):
        if not token.low.endswith(_SUFFIXES):
            continue
        if not _FORMERLY.isdisjoint(t.low for t in tokens[max(0, i - 3) : i]):
            continue  # "formerly Islamic State-held X"
        prefix, _, suffix = token.low.replace("‐", "-").replace("–", "-").rpartition("-")
        if token.low == "occupied" and (occupier := _occupier(view, i)) is not None:
            _compound_claim(view, i, occupier)
        elif not prefix and i > 0 and tokens[i - 1].low in _STEMS:  # "are still government held"
            actor = stem_actor(sides, tokens, i - 1, tokens[i - 1].text)
            group = _predicate(view, i - 1)
            if actor is not None and group is not None:
                _add_compound(view, i, actor, group.items)
        elif suffix in _SUFFIXES and prefix and (prefix, suffix) != ("state", "run"):
            actor = _compound_actor(view, i, sides)
            if actor is not None and not _stranger(sides, actor):
                _compound_claim(view, i, actor)


def _occupier(view: View, i: int) -> ActorPhrase | None:
    """Return Russia's side for "(the) occupied (parts of X)" of a text about Ukraine: nobody else occupies there."""
    before, behind = view.word(i - 1), view.reader.tokens[i + 1 : i + 2]
    theirs = before == "temporarily" and view.sides.war.home in _TEMPORARILY
    if theirs and behind and behind[0].is_capital:
        return view.acting_word(i, "russia")
    bare = before in ("the", "in", "of", "into", "over", "") or before in ADVERBS
    if (
        view.sides.war.home != "Ukraine"
        or not bare
        or not behind
        or behind[0].low in PREPOSITIONS | DETERMINERS
    ):
        return None
    return view.acting_word(i, "russia")


def _stranger(sides: Sides, actor: ActorPhrase) -> bool:
    """Say whether a state holds what is no matter of the theatre's war: "the Israeli-occupied Golan Heights"."""
    own = sides.war.home in _ISRAELS_WARS
    return bool(sides.war.known) and actor.side in _BYSTANDERS and not own


def _predicate(view: View, i: int) -> PlaceList | None:
    """Return X and Y of "X and Y are still rebel-held", the compound at token `i`; None if it is no predicate."""
    at = i - 1
    while view.word(at) in ADVERBS:
        at -= 1
    linked = view.word(at) in BE or view.word(at) in ("remain", "remains", "remained", "stay", "stays")
    return predicate_places(view, at, reach=6) if linked else None


def _compound_actor(view: View, i: int, sides: Sides) -> ActorPhrase | None:
    token = view.reader.tokens[i]
    stem = token.text[: max(token.text.rfind("-"), token.text.rfind("‐"), token.text.rfind("–"))]
    if i and view.reader.tokens[i - 1].is_capital and token.is_capital:
        longer = f"{view.reader.tokens[i - 1].text} {stem}"
        side = sides.of_stem(longer, token.start)
        if side is not None:
            start = view.reader.tokens[i - 1].start
            return ActorPhrase(i, i, side, longer, start, start + len(longer))
    return stem_actor(sides, view.reader.tokens, i, stem)


def stem_actor(sides: Sides, tokens: list[Token], i: int, stem: str) -> ActorPhrase | None:
    """Return the actor that the first half of "rebel-held" names, None if it names none."""
    start = tokens[i].start
    side = sides.of_stem(stem, start)
    if side is None:
        return None
    return ActorPhrase(i, i, side, stem, start, start + len(stem))


def _compound_claim(view: View, i: int, actor: ActorPhrase) -> None:
    """Find the places that a compound at token `i` says are held."""
    noun = _compound_noun(view, i)
    direct = _among_others(view, i) or _direction_of(view, i + 1) or _in_their_land(view, i)
    direct = direct or (_called_so(view, i, noun) if noun is not None else None)
    if direct is not None:
        _add_compound(view, i, actor, direct.items)
        return
    if (half := _half_of_city(view, i, actor)) is not None:
        _add_compound(view, i, actor, [half])
        return
    if noun is not None and (items := _apposed(view, i)):
        _add_compound(view, i, actor, items)
        return
    group = (_predicate(view, i) or _held_since(view, i)) if noun is None else None
    if group is not None:
        _add_compound(view, i, actor, group.items)
        return
    if noun is not None and (items := _named_behind(view, i, noun)):
        _add_compound(view, i, actor, items)
        return
    group = view.reader.read(i + 1, loose=noun is None)
    named = group is not None and not group.items[0].anaphor
    if group and named and noun is not None and _unit_of_city(view, group.items[0], noun):
        return
    if group and not _BODIES.isdisjoint(view.lows[i + 1 : group.last + 2]):
        return  # "the Houthi-run Saba news agency", "the Serb-run Media Centre"
    if group and named and (noun is None or _names_it(view, group, noun)):
        _add_compound(view, i, actor, group.items)
    elif noun is not None:
        _unnamed_held(view, i, noun, actor)


def _called_so(view: View, i: int, noun: int) -> PlaceList | None:
    """Return A and B of "A and B are the last rebel-held towns", "the last rebel-held towns are A and B", else None."""
    if view.word(noun) not in PLURAL_PLACE_NOUNS:
        return None
    be = i - 1
    while view.word(be) in _LEADING or view.word(be) in ("the", "both", "all", "major", "remaining"):
        be -= 1
    if view.word(be) in ("are", "were", "remain"):
        return predicate_places(view, be, reach=6)
    behind = view.reader.read(noun + 2, loose=True) if view.word(noun + 1) in ("are", "remain") else None
    named = behind is not None and len(behind.items) > 1 and not behind.items[0].anaphor
    return behind if named else None


def _held_since(view: View, i: int) -> PlaceList | None:
    """Return X of "X, rebel-held since May, (has reopened)" for the compound at token `i`, None for other words."""
    if view.word(i - 1) != "," or view.word(i + 1) not in ("since", "for"):
        return None
    return view.ending_before(i - 1)


def _in_their_land(view: View, i: int) -> PlaceList | None:
    """Return X of "to X, in Houthi-held territory" for the compound at token `i`, None for other words."""
    inside = view.word(i - 1) in ("in", "inside") and view.word(i - 2) == ","
    return view.ending_before(i - 2) if inside and view.word(i + 1) in ("territory", "land") else None


def _among_others(view: View, i: int) -> PlaceList | None:
    """Return A and B of "A, B and other rebel-held suburbs" for the compound at token `i`, None for other words."""
    if view.lows[i - 2 : i] not in (["and", "other"], ["and", "several"]) or _compound_noun(view, i) is None:
        return None
    end = i - 3 - (view.word(i - 3) == ",")
    return next((g for g in view.lists if g.last == end), None) or view.loose_before(end + 1)


def _compound_noun(view: View, i: int) -> int | None:
    """Return the common noun that a compound at token `i` describes, None if a name comes first."""
    for at in range(i + 1, min(i + 7, len(view.lows))):
        low = view.word(at)
        if low in PLURAL_PLACE_NOUNS or low in SINGULAR_PLACE_NOUNS or low in PART_HEADS:
            return at
        another = low in DETERMINERS and at > i + 1  # "from Serb-held X hit the outskirts of Y"
        if another or at in view.reader.mentions or not view.reader.tokens[at].is_word:
            return None
    return None


def _named_behind(view: View, i: int, noun: int) -> list[PlaceItem]:
    """Return X of "in the Houthi-held capital, X, (prices rose)" for the compound at token `i` and its noun."""
    definite = view.word(i - 1) in ("the", "their", "its") and view.word(noun) in SINGULAR_PLACE_NOUNS
    behind = view.reader.read(noun + 2, loose=True) if view.word(noun + 1) == "," else None
    several = view.word(noun) in PLURAL_PLACE_NOUNS and behind is not None and len(behind.items) > 1
    if behind is not None and several and view.word(behind.last + 1) in (",", ".", ""):
        return behind.items  # "between the two main rebel-held cities, A and B"
    group = behind if definite else None
    alone = group is not None and len(group.items) == 1 and group.first == group.items[0].name_first
    if group is None or not alone or view.word(group.last + 1) not in (",", ".", ""):
        return []
    if view.word(group.last + 2) in ("a", "an", "who", "the"):
        return []  # "in the rebel-held town, Smith, a reporter, ..."
    return group.items


def _unit_of_city(view: View, item: PlaceItem, noun: int) -> bool:
    """Say whether "a rebel-held neighbourhood of Aleppo" leaves the neighbourhood unnamed."""
    named = view.word(noun) in ("town", "village", "city") and "the" in view.lows[noun - 3 : noun]
    return view.word(noun) in _UNITS and not named and view.reader.entries.is_large(item.mention)


def _names_it(view: View, group: PlaceList, noun: int) -> bool:
    """Say whether the name belongs to the noun: "rebel-held town of X", "rebel-held X district"."""
    several = len(group.items) > 1 and not view.reader.entries.is_large(group.items[0].mention)
    if group.items[0].noun == view.word(noun) and (view.word(noun) in _WHOLE or several):
        return True
    return group.items[0].name_first < noun or (
        view.word(noun) in SINGULAR_PLACE_NOUNS and view.word(noun) not in PLURAL_PLACE_NOUNS
    )


def _unnamed_held(view: View, i: int, noun: int, actor: ActorPhrase) -> None:
    """Read "rebel-held areas in X" (a part of X) and "the rebel-held enclave" (the place named before)."""
    if view.word(noun) in PART_HEADS and (
        view.word(noun) != "enclave" or view.word(noun + 1) in ("in", "of")
    ):
        group = inside(view, noun + 1) or _direction_of(view, noun + 1)
        if group:
            _add_compound(view, i, actor, group.items)
        elif {"'s", *_OWNING, "whose"} & {view.word(i - 1), view.word(i - 2)}:
            _possessor(view, i, actor)
        elif view.word(noun) in PARTS_OF_TOWNS and (opened := view.opening()) and _is_city(view, opened[-1]):
            item = replace(opened[-1], extent=Extent.PART)
            _add_compound(view, i, actor, [item])  # "In X, shells fell on rebel-held neighbourhoods"
    elif (
        view.word(noun) in _ONE_EACH and view.word(i - 1) == "the" and view.word(noun + 1) not in _NAMING
    ) or (view.word(i - 1) == "this" and view.word(noun) in SINGULAR_PLACE_NOUNS):
        item = view.reader.stand_in(i - 1, noun)
        item.noun = view.word(noun)
        _add_compound(view, i, actor, [item])
    elif "the" in view.lows[max(0, i - 3) : i] and view.word(noun) in SINGULAR_PLACE_NOUNS:
        earlier = [g for g in view.lists if g.last < i]
        if earlier:
            _add_compound(view, i, actor, earlier[-1].items[-1:])
        elif (
            view.word(noun) in _SPOKEN_OF
            and view.word(i - 1) == "the"
            and noun == i + 1
            and view.word(noun + 1) not in ("nearby", "near", "outside", "of")
        ):
            item = view.reader.stand_in(i - 1, noun)  # "jets struck the rebel-held town"
            item.noun = view.word(noun)
            _add_compound(view, i, actor, [item])


def _is_city(view: View, item: PlaceItem) -> bool:
    """Say whether a place has neighbourhoods: a town of the gazetteer, or a name that no region's noun follows."""
    region = item.noun in REGIONS or view.reader.entries.kind(item.mention) in ("governorate", "region")
    return not region and not item.anaphor and item.extent is Extent.WHOLE


def _direction_of(view: View, at: int) -> PlaceList | None:
    """Read "the rebel-held part east of Aleppo city"."""
    if view.word(at) in DIRECTION_WORDS and view.word(at + 1) == "of":
        group = view.reader.read(at + 2, loose=False)
        if group:
            for item in group.items:
                item.extent, item.part = Extent.PART, DIRECTION_WORDS[view.word(at)]
            return group
    return None


def _half_of_city(view: View, i: int, actor: ActorPhrase) -> PlaceItem | None:
    """Read "Aleppo, split between a rebel-held east and ...", "trapped in the rebel-held east": half of the city."""
    behind = view.word(i + 2)
    goes_on = behind not in _BEHIND_HALF and view.reader.tokens[i + 2 : i + 3] != []
    if view.word(i + 1) not in _HALVES or goes_on or not {"the", "a", "its"} & {view.word(i - 1)}:
        return None
    part = DIRECTION_WORDS[view.word(i + 1)]
    named = next(
        (g.items[-1] for g in reversed(view.lists) if g.last < i and _is_city(view, g.items[-1])), None
    )
    if named is not None and view.reader.entries.kind(named.mention) == "city":
        return replace(named, extent=Extent.PART, part=part)
    if not view.sides.war.known or actor.side not in _TOWNSMEN:
        return None
    item = view.reader.stand_in(i - 1, i + 1)
    item.noun, item.extent, item.part = "city", Extent.PART, part
    return item


def _possessor(view: View, i: int, actor: ActorPhrase) -> None:
    for group in view.lists:
        if i - 4 <= group.last < i:
            _add_compound(view, i, actor, as_part(group).items)
            return
    for at in range(i - 1, max(-1, i - 4), -1):
        if view.word(at) in _OWNING or (view.word(at) in ("city", "town") and view.word(at + 1) == "'s"):
            item = view.reader.stand_in(at)
            item.noun, item.extent = view.word(at).removesuffix("s"), Extent.PART
            _add_compound(view, i, actor, [item])
            return


def _apposed(view: View, i: int) -> list[PlaceItem]:
    """Read "al-Inzarat - a rebel-held neighbourhood": the name stands before a comma or dash and an article."""
    at = _before_article(view, i)
    if at < i - 1 and view.reader.namelike(at) and view.word(i - 1) != "a":
        at += 1  # "X the last rebel-held district", in a text that lost its commas
    elif view.word(at) not in (",", "-", "–", "—", "is", "was", "as"):
        return []
    many = any(view.word(k) in PLURAL_PLACE_NOUNS for k in range(i + 1, i + 4))
    if many and (several := ending_at(view, at, loose=True)) is not None:
        return several.items  # "A and B, the largest Ukrainian-held cities"
    for group in view.lists:
        if group.last == at - 1:
            return group.items if many else group.items[-1:]
    town = not SINGULAR_PLACE_NOUNS.isdisjoint(view.lows[i + 1 : i + 3])
    if (view.word(at) == "as" or town) and (named := view.named_before(at)) is not None:
        return named.items  # "leaving X as the last rebel-held town", "hit X, a rebel-held town 50 km from"
    told = next((f for f in view.findings if f.item.last == at - 1), None)
    if told is None:
        return []
    return [f.item for f in view.findings if f.head == told.head] if many else [told.item]


def _before_article(view: View, i: int) -> int:
    """Return the token before "a long-besieged", "one of the last", "two crowded" that leads up to token `i`."""
    for at in range(i - 1, max(-1, i - MAX_LEADING), -1):
        if view.word(at - 1) in _APPOSING and view.word(at) in _OPENING:
            return at - 1
        plain = view.reader.tokens[at].text == view.word(at) and view.word(at) not in FORMS
        some = view.word(at) == "of" and view.word(at - 1) in NUMBERS.keys() | {"some", "many", "few"}
        described = plain and (some or view.word(at) not in PREPOSITIONS | AUXILIARIES)
        if not described or not view.reader.tokens[at].is_word:
            break
    at = i - 1
    while view.word(at) in DETERMINERS or view.word(at) in _LEADING:
        at -= 1
    return at


def _add_compound(view: View, i: int, actor: ActorPhrase, items: list[PlaceItem]) -> None:
    view.add(Event.HOLD, items, verb=(i, i), actor=actor, rule="compound-hold", confidence=0.85)
