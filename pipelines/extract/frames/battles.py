"""Frames of fighting told by a noun: clashes broke out in X, the battle for X, traded fire in X."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from pipelines.extract.clauses.prominence import told_abroad
from pipelines.extract.clauses.relating import where_items
from pipelines.extract.frames.civil import EVILS, no_battle, remembered
from pipelines.extract.frames.clashing import CLASH_WHERE
from pipelines.extract.frames.passing import won
from pipelines.extract.frames.pressing import LAUNCHING, pressing_on, searching
from pipelines.extract.vocabulary.countries import COUNTRIES
from pipelines.extract.vocabulary.lexicon import (
    CLASH_NOUNS,
    FORMS,
    NO_FORM,
    NOT_YET_REAL,
)
from pipelines.extract.vocabulary.modality import denied
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    DETERMINERS,
    DIRECTION_WORDS,
    DOUBLE_QUOTES,
    KINDS,
    NEGATIONS,
    PREPOSITIONS,
    REPORTING,
    WITNESSES,
    words,
)
from pipelines.model import Event, Polarity

if TYPE_CHECKING:
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.clauses.context import View
    from pipelines.extract.places.records import PlaceItem

_PAST_OR_MANNER = words("after following followed during since")
_CASUALTIES = words("killed died dead wounded injured casualties")
_REAL_BATTLES = words(
    """for in over there fierce heavy intense ongoing bloody around between the pitched inside near with gun street
    were are raged is was continued erupted continue rage"""
)
"""What stands beside a battle that is fought over ground, not "a legal battle"."""
_NO_COMBAT = words(
    """sorties sortie missions mission aircraft planes helicopters vehicles troops units experience tasks positions
    age season spirit"""
)
"""Behind these nouns "combat" only says what kind they are."""
EXCHANGING = words("exchanged exchanging exchanges traded trading")
_GOING = words("going goes continues continuing continued raging rages raged")
_CONTINUING = _GOING - {"going", "goes"}
_SCENES = words("scene site witnessed witnessing saw seen seeing")
_PARTS = words("districts neighborhoods neighbourhoods areas parts villages")
_MOST = words("most many some all several few")
_RAGING = words(
    """raged rages raging continued continues continuing erupted broke entered intensified flared going went ongoing
    persisted resumed reported progress underway under"""
)
_SHAKING = words("reached shook rocked gripped engulfed convulsed")
"""What fighting does to a place: "clashes shook X"."""
MAX_PLACE = 24
"""How far behind "clashes" their place is looked for, in words."""
MAX_WAGING = 8
"""Words from "announced the start of" to the battle."""
_CLAUSE_OPENERS = words(", ; : while and but as")
_STOPPING = words("stop halt end cease suspend")
_STOPPED = words("stopped halted averted prevented freeze suspended")
_AGREED = words("agreed agree agreeing agreement ceasefire truce deal promised accepted")
_FLEEING = words("fled flee fleeing flees escape escaped escaping")


def clashes(view: View) -> None:
    """Read clashes broke out in X, the battle for X, X has been the scene of fighting."""
    for i, low in enumerate(view.lows):
        if low in CLASH_NOUNS and (
            low != "fighting" or not (_goes_on_by_itself(view, i) or _fighting_whom(view, i))
        ):
            _clash_noun(view, i)


def pockets_of_resistance(view: View) -> None:
    """Read "pockets of resistance remained in X": fighting that is not over."""
    for i in range(len(view.lows) - 3):
        if view.lows[i : i + 3] != ["pockets", "of", "resistance"]:
            continue
        items = view.behind(i + 3, words("in on around at"), reach=3)
        if view.word(i + 3).startswith(("remain", "persist")) and items and items[0].noun != "it":
            view.add(Event.CONTEST, items, verb=(i, i + 2), actor=None, rule="clash:pockets", confidence=0.6)


def _goes_on_by_itself(view: View, i: int) -> bool:
    """Say whether "(Y) is fighting" ends at token `i`, a verb; "there is (heavy) fighting" is a noun."""
    return view.word(i - 1) in BE and view.word(i - 2) != "there"


def fights_on(view: View) -> None:
    """Read "the fight is still going on in X", "the fight for X goes on"."""
    for i, low in enumerate(view.lows):
        if low != "fight" or view.word(i - 1) != "the":
            continue
        going = next((k for k in range(i + 1, i + 9) if view.word(k) in _GOING), None)
        told = going is not None and (view.word(going) in _CONTINUING or view.word(going + 1) == "on")
        if not told or going is None:
            continue
        items = view.behind(i + 1, words("for in"), reach=1) or view.behind(
            going + 1, words("in for at"), reach=3
        )
        view.add(Event.CONTEST, items, verb=(i, going), actor=None, rule="clash:fight-on", confidence=0.7)


def exchanges(view: View) -> None:
    """Read "in X, the army and the rebels exchanged fire", "traded fire at X": a contest between the two."""
    for i, low in enumerate(view.lows):
        if low not in EXCHANGING:
            continue
        fire = next((k for k in range(i + 1, i + 4) if view.word(k) in ("fire", "gunfire", "shots")), None)
        if fire is None:
            continue
        items = view.behind(fire + 1, words("in at near around outside inside"), reach=8, loose=False)
        under_way = view.word(i + 1) == "of" and "under" in view.lows[fire : fire + 14]
        items = items or (view.behind(fire + 1, words("at"), reach=16) if under_way else [])
        items = items or view.opening() or view.opening_aside()
        if items:
            view.add(Event.CONTEST, items, verb=(i, fire), actor=None, rule="clash:exchange", confidence=0.7)


def _fighting_whom(view: View, i: int) -> bool:
    """Say whether "soldiers fighting the rebels" tells whom a side fights, not where."""
    behind = view.reader.tokens[i + 1 : i + 2]
    return (
        i - 1 in view.reader.actors and bool(behind) and (i + 1 in view.reader.actors or behind[0].is_capital)
    )


def _clash_noun(view: View, i: int) -> None:
    around = [view.word(k) for k in range(max(0, i - 5), i)]
    around = around if around[-1:] != [","] else []  # "a day before the truce, clashes broke out"
    if view.lows[i + 1 : i + 3] == ["had", "been"] or (won(view, i) and view.subject(i - 2) is not None):
        return  # "where the fighting had been worst"
    if view.word(i) == "fighting" and view.word(i + 1 + (view.word(i + 1) in DOUBLE_QUOTES)) in EVILS:
        return  # "fighting terrorism is a priority"
    if view.word(i - 1 - (view.word(i - 1) == "the")) in _FLEEING or "become" in view.lows[i + 1 : i + 4]:
        return  # "those who fled the fighting", "the fighting has become the worst crisis since"
    flown = view.word(i) in ("combat", "fighting") and view.word(i + 1) in _NO_COMBAT
    flown = flown or no_battle(view, i) or remembered(view, i)
    if flown or _to_be_stopped(view, i) or any(w in NEGATIONS or w in NOT_YET_REAL for w in around):
        return
    if view.word(i) in ("infighting", "in-fighting") and not _between(view, i):
        return  # "infighting in the cabinet"
    behind = view.word(i + 1 + (view.word(i + 1) in ADVERBS))
    if view.word(i) in ("battle", "battles") and _REAL_BATTLES.isdisjoint((behind, view.word(i - 1))):
        return
    inside = i - 1 - (view.word(i - 1) == "the")
    goal = view.word(inside) == "in" and _over_what(view, i)  # "killed in (the) fighting for X"
    past = _past_history(view, i) and not goal
    if (past and "where" not in view.lows[i:]) or _to_come(view, i):
        return
    items = _clash_places(view, i) or _witnessed(view, i)
    if items and (told_abroad(view, items[0], i) or "war" in view.lows[i + 1 : items[0].first]):
        return  # "fighting in the war in X ended"
    pressing = pressing_on(view, items[-1].last + 1) if items else None
    actor = _clash_actor(view, i) or pressing or (searching(view, items[-1].last + 1) if items else None)
    if items and (pressing or not past):  # "killed in clashes in X, where Y are trying to push in"
        polarity = Polarity.DENIED if denied(view.lows, i) else Polarity.ASSERTED
        view.add(
            Event.CONTEST, items, verb=(i, i), actor=actor, polarity=polarity, rule=f"clash:{view.word(i)}",
            confidence=0.8 if actor else 0.7,
        )  # fmt: skip


MAX_WITNESSES = 12
"""How many words "residents of X in central Y" may have."""


def _witnessed(view: View, i: int) -> list[PlaceItem]:
    """Return X of "Residents of X reported street battles": they tell of where they live."""
    told = next(
        (k for k in range(i - 1, max(0, i - 5), -1) if view.word(k) in ("reported", "described")), None
    )
    if (
        told is None
        and view.word(i + 1) == "had"
        and view.word(i + 2) in ("continued", "gone", "erupted", "raged")
    ):
        told = next((k for k in range(i - 1, max(0, i - 4), -1) if view.word(k) == "said"), None)
    near = range(told - 1, max(-1, told - MAX_WITNESSES), -1) if told is not None else ()
    whose = next((k for k in near if view.word(k) in WITNESSES and view.word(k + 1) in ("of", "in")), None)
    group = view.reader.read(whose + 2, loose=True) if whose is not None else None
    return (
        group.items if group is not None and not group.items[0].anaphor and group.last < (told or 0) else []
    )


def _to_be_stopped(view: View, i: int) -> bool:
    """Say whether sides only agreed "to stop fighting in X", or fight for no ground: "for hearts and minds"."""
    if not _STOPPED.isdisjoint(view.lows[max(0, i - 3) : i]) or "end" in view.lows[max(0, i - 6) : i]:
        return (
            True  # "the truce has stopped a battle for X", "brings to an end four years of fighting over X"
        )
    if view.lows[i + 2 : i + 5] == ["hearts", "and", "minds"]:
        return True  # "the battle for hearts and minds"
    stop = view.word(i - 1) in _STOPPING and view.word(i - 2) == "to"
    return stop and not _AGREED.isdisjoint(view.lows[max(0, i - 8) : i])


def _over_what(view: View, i: int) -> bool:
    """Say whether "fighting for X", "battles with rebels for the town of X", "... for control of X" stands at `i`."""
    aim = next((k for k in range(i + 1, i + 10) if view.word(k) == "for"), None)
    return aim == i + 1 or (
        aim is not None and (view.word(aim + 1) == "control" or view.word(aim + 2) in KINDS)
    )


MAX_SPREAD = 14
"""How many words "fighting between A and B (spread)" may have."""
MAX_SCENE = 10
"""How many words may stand between a fight and the place that is described behind it."""


def _apposed_scene(view: View, i: int) -> list[PlaceItem]:
    """Return X of "fighting was under way on Friday at X, an ancient fortress in Y", "fighting spread to X in Y"."""
    spread = next((k for k in range(i + 1, i + MAX_SPREAD) if view.word(k) == "spread"), None)
    if spread is not None and (reached := view.behind(spread + 1, words("to"), reach=5)):
        return reached
    at = next((k for k in range(i + 1, i + MAX_SCENE) if view.word(k) in ("at", "in")), None)
    if at is None or view.word(at + 1) in DETERMINERS:
        return []
    group = view.reader.read(at + 1, loose=True)
    apposed = (
        group is not None and view.word(group.last + 1) == "," and view.word(group.last + 2) in ("a", "an")
    )
    return group.items if group is not None and apposed and not group.items[0].anaphor else []


def _clash_places(view: View, i: int) -> list[PlaceItem]:
    """Return where the clash of token `i` is: behind it, at the sentence's start, before a scene, in parts of X."""
    if view.word(i - 1) == "where" and _rages(view, i) and (located := where_items(view, i)):
        return located  # "attacked troops in the districts of X and Y, where clashes went on"
    where = CLASH_WHERE | {"to"} if "spread" in view.lows else CLASH_WHERE
    reach = _own_clause(view, i)
    items = (
        _apposed_scene(view, i)
        or view.behind(i + 1, where, reach=reach, loose=False)
        or view.behind(i + 1, words("for"), reach=6)
    )
    items = items or (
        view.behind(i + 1, words("at"), reach=8) if _RAGING & {*view.lows[i + 1 : i + 4]} else []
    )
    reported = next((k for k in range(i + 1, i + 5) if view.word(k) == "reported"), None)
    items = items or (view.behind(reported + 1, words("from"), reach=1) if reported else [])
    if _goes_on_there(view, i):
        items = []
    if not items and (view.word(i + 1) == "there" or _goes_on_there(view, i)):
        return [view.reader.stand_in(i + 1)]  # "fighting there went on"
    beside = items and items[0].anaphor and view.word(items[0].first - 1) in ("near", "around", "outside")
    clause = (
        [] if view.word(i + 1) in ("for", "between") and not _between(view, i) else _opening_clause(view, i)
    )
    if opening := [] if items and not beside else view.opening_aside() or clause:
        return opening  # "In X, fighting went on in the streets near the prison"
    if items:
        return items
    if _rages(view, i) and (located := where_items(view, i)):
        return located  # "jets struck near X, where street fighting went on"
    whom = view.word(i + 1) in ("between", "involving")
    reached = next((k for k in range(i + 1, i + 5 + 6 * whom) if view.word(k) in _SHAKING), None)
    group = view.objects(reached + 1) if reached is not None else None
    if group is None and any(view.word(k) in _SCENES for k in range(max(0, i - 8), i)):
        group = view.before(i, reach=20)
    if group is None and any(view.word(k) in _PARTS for k in range(i, i + 9)):
        group = view.within(i + 1, reach=12)
    if group is None and not _RAGING.isdisjoint(view.lows[i + 1 : i + 4]):
        return view.opening()  # "In the north of X clashes were raging"
    return group.items if group is not None else []


def _goes_on_there(view: View, i: int) -> bool:
    """Say whether "(clashes) are still going on there" stands behind the noun of token `i`."""
    there = next((k for k in range(i + 1, i + 6) if view.word(k) == "there"), None)
    between = view.lows[i + 1 : there] if there is not None else []
    plain = (low in AUXILIARIES or low in ADVERBS or low in _RAGING or low == "on" for low in between)
    return there is not None and all(plain)


def _own_clause(view: View, i: int) -> int:
    """Return how many words behind the clash of token `i` its own clause has: "(clashes) came a day after Y took"."""
    for k in range(i + 2, min(i + MAX_PLACE, len(view.lows))):
        if view.word(k - 1) == "," and view.word(k) in _MOST and view.word(k + 1) == "of":
            return k - i - 2  # "fled the fighting, most of them lodging in X"
        if view.word(k - 1) == "," and "past" in FORMS.get(view.word(k), NO_FORM).tenses:
            return k - i - 2  # "the alliance that did the fighting on the ground, raised its flag over X"
        if view.word(k - 1) == "," and view.word(k) == "which":
            return k - i - 2  # "the fighting could help to hold talks, which failed in X"
        if view.word(k - 1) == "and" and view.word(k) in REPORTING:
            return k - i - 2  # "called for a halt to the fighting and said it was ready to help in X"
        if view.lows[k - 1 : k + 1] == ["came", "as"]:
            return k - i - 1  # "the fighting came as the two sides met in X"
        if view.word(k) == "after" and view.word(k - 1) in ("day", "days", "hours", "week", "weeks", "came"):
            acts = any("past" in FORMS.get(w, NO_FORM).tenses for w in view.lows[k + 1 : k + 10])
            return k - i - 1 if acts else MAX_PLACE
    return MAX_PLACE


def _rages(view: View, i: int) -> bool:
    """Say whether "where (heavy street) fighting raged" stands at the noun of token `i`: there, and told to go on."""
    where = next((k for k in range(i - 1, max(-1, i - 5), -1) if view.word(k) == "where"), None)
    if where is None or any(
        view.word(k) in FORMS or view.word(k) in PREPOSITIONS for k in range(where + 1, i)
    ):
        return False
    elsewhere = view.word(i + 1) in ("over", "for") or (
        view.word(i + 1) == "in" and view.word(i + 2) in COUNTRIES
    )
    between = view.word(i + 1) == "between" and not _between(view, i)
    return not elsewhere and not between and not _RAGING.isdisjoint(view.lows[i + 1 : i + 9])


def _between(view: View, i: int) -> bool:
    """Say whether the clash of token `i` is one between armed sides, not between ministers or fans."""
    return view.word(i + 1) == "between" and view.actor_at(i + 2) is not None


def _opening_clause(view: View, i: int) -> list[PlaceItem]:
    """Return X of "..., while in X, a suburb, clashes (went on)" for the clash of token `i`, else nothing."""
    for group in reversed(view.lists):
        opens = view.word(group.first - 1) in ("in", "at", "near", "around", "inside")
        opens = opens and view.word(group.first - 2) in _CLAUSE_OPENERS and view.word(group.last + 1) == ","
        if (
            group.last < i
            and opens
            and not any(
                view.word(k) in AUXILIARIES or view.word(k) in FORMS for k in range(group.last + 1, i)
            )
        ):
            return group.items
    return []


def _to_come(view: View, i: int) -> bool:
    """Say whether the fighting is still to begin: "the battle for X would begin soon"."""
    clause = [view.word(k) for k in range(i + 1, min(len(view.lows), i + 9))]
    if clause[-8:] and any(a in ("not", "yet") and b in ("started", "begun") for a, b in pairwise(clause)):
        return True  # "the battle for X has not started yet"
    will = next(
        (k for k, low in enumerate(clause) if low in ("will", "would", "could", "may", "might")), None
    )
    heard = will is not None and clause[will : will + 3] == ["could", "be", "heard"]
    return (
        will is not None
        and not heard
        and any(
            w in ("begin", "start", "erupt", "break", "follow", "over", "end", "be") for w in clause[will:]
        )
    )


def _past_history(view: View, i: int) -> bool:
    """Say whether the fighting is over or a manner of something else: "killed in clashes", "after weeks of ..."."""
    before = [view.word(k) for k in range(max(0, i - 5), i)]
    if any(w in _PAST_OR_MANNER or w in _CASUALTIES or w in ("ending", "ended") for w in before):
        return True
    return "in" in before[-3:] and any(w in _CASUALTIES for w in view.lows[:i])


def _clash_actor(view: View, i: int) -> ActorPhrase | None:
    if view.word(i - 1) == "'s" or view.reader.actors.get(i - 1):
        owner = next((p for p in reversed(view.actors) if p.last in (i - 1, i - 2)), None)
        located = (
            owner and view.word(owner.first - 1) == "of" and view.word(owner.first - 2) in DIRECTION_WORDS
        )
        if owner and not located:  # "to the north of Kyiv fighting went on"
            return owner
    between = next(
        (view.actor_at(k + 1, reach=5) for k in range(i + 1, i + 7) if view.word(k) == "between"), None
    )
    if between:
        return between
    if (pressing := _who_wages(view, i)) is not None:
        return pressing
    return next((p for p in view.actors if p.first > i and _whose_clash(view, i, p.first - 1)), None)


def _who_wages(view: View, i: int) -> ActorPhrase | None:
    """Return Y of "Y announced the start of a battle (for X)", "Y is engaged in heavy clashes at the gates of X"."""
    near = range(i - 1, max(-1, i - MAX_WAGING), -1)
    engaged = next((k for k in near if view.lows[k : k + 2] == ["engaged", "in"]), None)
    if engaged is not None:
        return view.subject(engaged - view.word(engaged - 1).endswith("ly"))
    if view.word(i) != "battle":
        return None
    start = next((k for k in near if view.lows[k : k + 2] in (["start", "of"], ["beginning", "of"])), None)
    begun = next((k for k in near if view.word(k) in LAUNCHING | {"announced", "declared"}), None)
    return view.subject(begun) if begun is not None and (start is not None or begun == i - 2) else None


def _whose_clash(view: View, i: int, before: int) -> bool:
    """Say whether "clashes between", "clashes of" stands before an actor, behind the noun of token `i`."""
    return view.word(before) == "between" or (view.word(before) == "of" and before <= i + 3)
