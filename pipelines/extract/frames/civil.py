"""What is said of no war: elections, takeovers of companies, storms, world wars, a question in quotes.

"Seized control of Wandsworth in the local elections", "the airport was taken over by a German company" are worded as
wars are. A sentence that speaks of such things and of nobody at arms tells nothing of control (docs/claim-guide.md:
what is no claim).
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.actor_words import HEADS
from pipelines.extract.vocabulary.side_words import STATES
from pipelines.extract.vocabulary.wars import placed_sides
from pipelines.extract.vocabulary.words import words

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View

_CIVIL = words(
    """seats election elections electoral ballot ballots polls polling referendum runoff vote votes voters constituency
    mayoral councillors candidates by-election conservatives democrats republicans tories labour creditors
    shareholders retailer investors supermarket merger billion acquisition startup tournament wicket wickets
    innings olympic olympics semi-final semifinal quarter-final quarterfinal midfielder striker riots rioting riot
    rioters looting protests medal medals trophy champions championship championships cricket football rugby
    tennis goalkeeper penalties album documentary concert singer premiere festival orchestra novel hurricane
    typhoon cyclone tornado wildfire wildfires floodwaters heat heatwave"""
)
"""Words of elections, companies, sport, the arts and the weather."""
_CUPS = words("cup test grand prix league derby")
"""With a capital, these are of sport: "the Asia Cup", "the Test in Perth"."""
_RESCUES = words("floods flooding flood earthquake quake mudslide mudslides mud avalanche rescued rescuers")
"""Where soldiers come to help."""
_HOSTILE = words(
    """rebels rebel militants insurgents militia militias gunmen fighters fighting clashes battle offensive shelling
    jihadists guerrillas separatists invading assault enemy captured seized"""
)
"""With these in it a sentence of floods is of war too."""
_PLAYED = words("wargame wargames simulation simulated simulations deepfake doctored")
_UNARMED_HEADS = words(
    """government opposition regime group groups coalition alliance resistance allies branch wing corps column columns
    opponents enemy adversary police policemen guard guards elements faction factions unit units"""
)
ARMED = (HEADS - _UNARMED_HEADS) | words(
    "offensive fighting battle battles shelling airstrikes siege war garrison ceasefire truce soldiers"
)
"""Words of men at arms and of war; a sentence with one of them is read as news of war."""
_UNARMED = words("students fans inmates prisoners protesters demonstrators hooligans pupils")
"""Who clash without a fight for ground."""
_AGENDA = words("agenda plan plans budget bill law policy terms draft seats posts proposal proposals text")
"""What politicians clash over."""
_REMEMBERING = words("veteran veterans survivor survivors hero heroes anniversary memory story history")
"""Whoever is "of the battle" these tell of the past."""
_COURTS = words("convicted accused suspected guilty charged jailed sentenced imprisoned")
EVILS = words(
    """wildfires wildfire blazes blaze floods terrorism terror extremism corruption crime poverty fires drugs piracy
    hunger disease shortage shortages fire inflation pandemic outbreak cholera"""
)
"""What is fought and is no place or side."""
_OF_WORDS = words("court legal political electoral custody ratings bidding takeover media")
"""Whose battles are fought over no ground."""
_ARMED_SIDES = placed_sides() | (STATES - {"government"}) | {"isis", "peshmerga"}
"""Who is at war wherever a text names him."""
_BUYING = words("over bought acquired taken seized")
MAX_OVER = 10
"""How many words "(the battle) for the town of X is over" may have."""
MAX_FIRM = 6
"""Within how many words behind "by" a company is told of."""


def without_civil(view: View) -> None:
    """Drop what a sentence that speaks of no war says of places, and what is only asked in quotes."""
    if not view.findings:
        return
    if _of_no_war(view):
        view.findings.clear()
        return
    asked = next((k for k in range(len(view.lows) - 1, -1, -1) if view.word(k) == "?"), None)
    if asked is not None and view.quoted(asked):
        opens = next((k for k in range(asked, -1, -1) if view.word(k) in ('"', "“", ".")), 0)
        view.findings[:] = [f for f in view.findings if not opens <= f.head <= asked]


def _of_no_war(view: View) -> bool:
    """Say whether a sentence speaks of elections, companies, storms, or of a world war, and of nobody at arms."""
    if any(view.lows[k : k + 2] == ["world", "war"] and _during(view, k) for k in range(1, len(view.lows))):
        return True
    if _played(view) or (_RESCUES & set(view.lows) and not _HOSTILE & set(view.lows)):
        return True
    if not ARMED.isdisjoint(view.lows):
        return False
    if any(t.low in _CUPS and t.is_capital for t in view.reader.tokens):
        return True
    bought = (k for k, low in enumerate(view.lows) if low == "by" and view.word(k - 1) in _BUYING)
    if any("company" in view.lows[k : k + MAX_FIRM] for k in bought):
        return True  # "was taken over by a German company"
    return not _CIVIL.isdisjoint(view.lows) and not any(p.side in _ARMED_SIDES for p in view.actors)


def _played(view: View) -> bool:
    """Say whether a sentence tells of a "war game", a simulation: nothing in it has happened."""
    games = (view.lows[k : k + 2] in (["war", "game"], ["war", "games"]) for k in range(len(view.lows)))
    return any(games) or not _PLAYED.isdisjoint(view.lows)


def _during(view: View, k: int) -> bool:
    """Say whether "during (the Second) World War" stands at token `k`, not "the worst fighting since"."""
    before = k - 1
    while view.word(before) in ("the", "first", "second"):
        before -= 1
    return view.word(before) in ("during", "in", "throughout")


def remembered(view: View, i: int) -> bool:
    """Say whether "veterans of the battle", "the anniversary of the fighting" ends at the noun of token `i`."""
    of = next((k for k in range(i - 1, max(0, i - 4), -1) if view.word(k) in ("of", "from")), 0)
    behind = view.lows[i + 1 : i + MAX_OVER]
    if view.word(i - 1) == "the" and view.word(i - 2) == "in" and view.word(0) in ("he", "she"):
        return True  # "He was killed in the battle for X" is a life's story
    if not {"unlikely", "inevitable", "imminent", "looms", "looming"}.isdisjoint(behind):
        return True  # "a battle for X seems unlikely"
    over = any(a in ("is", "was") and b in ("over", "finished", "won", "lost") for a, b in pairwise(behind))
    return over or (view.word(of - 1) in _REMEMBERING if of else False)


def no_battle(view: View, i: int) -> bool:
    """Say whether students or inmates clash, somebody fights a fire, or a court has judged who fought."""
    behind, near = view.lows[i + 1 : i + 3], view.lows[i + 1 : i + 7]
    unarmed = any(
        view.word(k) in ("with", "between", "by") and not _UNARMED.isdisjoint(view.lows[k : k + 4])
        for k in range(i + 1, i + 4)
    )
    unarmed = unarmed or (view.word(i + 1) == "over" and not _AGENDA.isdisjoint(view.lows[i + 2 : i + 6]))
    unarmed = unarmed or view.word(i - 1) in _OF_WORDS
    unarmed = unarmed or (view.word(i - 1) == "a" and view.word(i - 2) in ("lost", "lose", "losing"))
    judged = view.word(i - 1) in ("of", "for") and not _COURTS.isdisjoint(view.lows[max(0, i - 6) : i])
    return unarmed or judged or (not EVILS.isdisjoint(behind) and "in" not in near[:1])
