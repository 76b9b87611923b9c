"""Places that a verb points back to: "the city was captured", "X, which the army captured"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipelines.extract.clauses.standing_in import MAX_RELATIVE, subject_anaphor
from pipelines.extract.clauses.verbs import which_before
from pipelines.extract.places.parts import read_part
from pipelines.extract.places.records import (
    PlaceList,
    as_whole,
)
from pipelines.extract.places.surroundings import across
from pipelines.extract.vocabulary.lexicon import FORMS, NO_FORM, PLEDGE_VERBS
from pipelines.extract.vocabulary.place_words import REGIONS
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CALENDAR,
    CONJUNCTIONS,
    DAYTIMES,
    DIRECTION_WORDS,
    FACILITIES,
    HAVE,
    NUMBERS,
    PLURAL_PLACE_NOUNS,
    PREPOSITIONS,
    RANKS,
    REPORTING,
    SINGULAR_PLACE_NOUNS,
    words,
)
from pipelines.model import Extent

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceItem


_REGIONS = REGIONS | {"district", "mountains", "valley"}
_CLAIMING = REPORTING | PLEDGE_VERBS
_CALLED = SINGULAR_PLACE_NOUNS | {"hub"}
"""What a place may be called before a clause about it: "X, the rail hub they recaptured"."""
_PIECES = words("pocket strip patch stretch enclave")
_GOVERNING = _CLAIMING | words("failed managed tried attempted sought is are")
_HAVENS = SINGULAR_PLACE_NOUNS | {"haven"}
MAX_SHARE = 8
"""How many words "80 percent of which" may have."""
MAX_APPOSED = 16
"""How many words may describe a place before "that" goes on about it."""
_ONE = frozenset({"a", "an", "one", "another"})
_OPENING_CLAUSES = PREPOSITIONS | CONJUNCTIONS | {"the", "including", "among"}
MAX_LOCATED = 12
"""How many words "a town on the main highway north of" may have."""
MAX_WHERE = 8
"""How many words may stand between "where" and the verb of its clause."""
MAX_LYING = 10
"""How many words may tell where a place lies: "X, in the central highlands, (where)"."""
_LYING = words("in on near across outside about some along beside roughly")
_WHERE_LYING = DIRECTION_WORDS.keys() | words(
    "further farther to the just slightly nearby inland upriver downriver"
)
_BEHIND_STRANDED = (
    CALENDAR
    | DAYTIMES
    | CONJUNCTIONS
    | words(
        """, . ; on in last late early yesterday today this two three days hours weeks after before following during
        overnight"""
    )
    | {""}
)


_QUARTERS = words("neighborhood neighbourhood district quarter suburb camp")
_EDGES = words("edge edges outskirts gates entrance entrances fringes")


def _whole(view: View, group: PlaceList | None) -> PlaceList | None:
    """Return X of "the outskirts of X, which they captured" as a whole: it is not its outskirts that were."""
    if group is None or len(group.items) != 1:
        return group
    item = group.items[0]
    if _EDGES.isdisjoint(view.lows[item.first : item.name_first]):
        return group
    return PlaceList(group.first, group.last, [replace(item, extent=Extent.WHOLE, part=None)])


def described(view: View, group: PlaceList) -> PlaceList | None:
    """Return X of "X, a town in Y (that they took)" for Y, None if Y describes nothing."""
    name, first = group.items[0].name_first, group.first
    first -= 2 * (view.word(first - 1) == "'s")  # "the last city in Sudan's western region of Y"
    seat = next(
        (k for k in range(name - 2, name - 5, -1) if view.lows[k : k + 2] == ["capital", "of"]), first - 2
    )
    noun = seat if seat > 0 else first - 2  # "the capital of oil-producing Y"
    noun -= view.word(noun) in DIRECTION_WORDS and view.word(noun + 1) == "of"  # "X, a town east of Y, where"
    if (
        view.word(noun + 1) not in ("in", "of", "near", "on", "outside")
        and view.word(noun + 1) not in DIRECTION_WORDS
    ) or view.word(noun) not in SINGULAR_PLACE_NOUNS:
        return None
    opens = next(
        (k for k in range(noun - 1, max(0, noun - 4), -1) if view.word(k) in ("a", "an", "the", "one")), None
    )
    if view.lows[noun - 1 : noun + 1] == [",", "capital"]:
        opens = noun  # "X, capital of Y, which"
    if opens is None or (view.word(opens - 1) != "," and not view.reader.commaless):
        return None
    end = opens - 1 if view.word(opens - 1) == "," else opens
    return view.ending_before(end)


def located_by(view: View, group: PlaceList) -> PlaceList | None:
    """Return X of "X, a town on the highway north of Y", "X, the quarter of Y" for Y, None if Y locates nothing so."""
    near = range(group.first - 2, max(0, group.first - MAX_LOCATED), -1)
    comma = next((k for k in near if view.word(k) == ","), None)
    several = comma is not None and (view.word(comma + 1) in NUMBERS or view.word(comma + 1) == "both")
    if comma is None or not (several or view.word(comma + 1) in _ONE | {"the"}):
        return None
    inside = view.lows[comma + 1 : group.first]
    nouns = (
        PLURAL_PLACE_NOUNS if several else SINGULAR_PLACE_NOUNS
    )  # "A and B, two towns on the highway that fell"
    noun = next((k for k, low in enumerate(inside[:5]) if low in nouns), None)
    acts = any(low in FORMS or low in AUXILIARIES or low == "'s" for low in inside)
    if noun is None or acts or not PREPOSITIONS & {*inside[noun + 1 : noun + 3]}:
        return None
    return view.ending_before(comma)


def _far_from(view: View, group: PlaceList) -> PlaceList | None:
    """Return X of "X, 300 kilometres (190 miles) north of Y(, which they hold)" for Y, None if Y tells no distance."""
    if view.word(group.first - 1) not in ("of", "from") or view.word(group.first - 2) in SINGULAR_PLACE_NOUNS:
        return None
    comma = next(
        (k for k in range(group.first - 2, max(0, group.first - 12), -1) if view.word(k) == ","), None
    )
    opens = view.word(comma + 1) if comma is not None else ""
    distant = opens[:1].isdigit() or opens in (
        "about",
        "some",
        "just",
        "around",
        "north",
        "south",
        "east",
        "west",
    )
    return view.named_before(comma) if comma is not None and distant else None


def _lying(view: View, group: PlaceList) -> PlaceList | None:
    """Return X of "the towns of X in Y province (which they besiege)" for Y, None if Y says not where X lies."""
    if view.word(group.first - 1) == "of" and view.word(group.first - 2) in REGIONS:
        lies = next((k for k in range(group.first - 3, group.first - 7, -1) if view.word(k) == "in"), None)
        return None if lies is None else next((g for g in view.lists if g.last == lies - 1), None)
    if view.word(group.first - 1) != "in" or view.word(group.last) not in _REGIONS:
        return None
    return next((g for g in view.lists if g.last == group.first - 2 and not g.items[0].anaphor), None)


def _cut(group: PlaceList | None, at: int) -> PlaceList | None:
    """Return a list up to token `at`: A of "A, which rebels took, as well as B"."""
    items = [item for item in group.items if item.last <= at] if group is not None else []
    return PlaceList(items[0].first, items[-1].last, items) if items else None


def ending_at(view: View, at: int, *, loose: bool) -> PlaceList | None:
    """Return the longest list of places that ends right before token `at` or a comma there."""
    longest: PlaceList | None = None
    for begin in range(at - 1, max(-1, at - 6), -1):
        group = _cut(view.reader.read(begin, loose=loose), at)
        ends = group is not None and group.last in (at, at - 1) and not group.items[0].anaphor
        if not ends or view.word(begin - 1) == "between" or group is None:
            continue
        first, so_far = group.items[0], longest.items[0] if longest is not None else None
        parted = so_far is not None and so_far.part is None and first.part is not None  # "western X, which"
        if so_far is None or first.name_first < so_far.name_first or parted:
            longest = group
    return longest


MAX_DESCRIBED = 12
"""How many words may describe a place by its rank: "the last town in the west of X that"."""


_NTH = words("second third fourth fifth sixth seventh eighth ninth tenth latest next")


def contact_object(view: View, verb: VerbUse) -> PlaceList | None:
    """Return X of "X, the rail hub they (recaptured)", "X is the only city Y (has taken)", None for other words."""
    at = _behind_relative_subject(view, verb.first - 1)
    phrase = view.reader.actors.get(at)
    if phrase is None and view.word(at) not in ("they", "it", "he"):
        return None
    noun = (phrase.first if phrase else at) - 1
    many = view.word(noun) in PLURAL_PLACE_NOUNS
    if view.word(noun) not in _CALLED and not many:
        return None
    articles = ("two", "three", "both", "the") if many else ("the", "a")  # "A and B, two towns they seized"
    opens = next((k for k in range(noun - 1, max(0, noun - 6), -1) if view.word(k) in articles), 0)
    if not opens:
        return None
    if view.word(opens - 1) == ",":
        named = view.ending_before(opens - 1)
        return named or subject_anaphor(view, opens - 1)  # "the city, the only one that Y has taken"
    ranked = any(low in RANKS or low in _NTH for low in view.lows[opens:noun])
    return view.loose_before(opens - 1) if ranked and view.word(opens - 1) in BE else None


def _behind_relative_subject(view: View, at: int) -> int:
    """Step back over what governs a verb of a relative clause from token `at` to where its subject ends."""
    while view.word(at) in ADVERBS:
        at -= 1
    # "which the army claimed to have captured", "which the marines failed to capture", "which Y are to hand over"
    if view.word(at) == "to" and view.word(at - 1) in _GOVERNING:
        at -= 2
    while view.word(at) in ADVERBS or view.word(at) in HAVE:
        at -= 1
    return at - (view.word(at) == ")")  # "X, which the Syrian Democratic Forces (SDF) took"


def relative_object(view: View, verb: VerbUse) -> PlaceList | None:
    """Read "X, which the army captured"."""
    at = _behind_relative_subject(view, verb.first - 1)
    phrase = view.reader.actors.get(at)
    which = (
        _before_joint_subject(view, at) if phrase is None or view.word(phrase.first - 1) == "and" else None
    )
    if which is not None:
        return _whole(view, antecedent(view, which))
    if phrase is None and view.word(at) not in ("they", "it", "he"):
        return None
    teller = view.reader.actors.get(at - 2) if phrase is None and view.word(at - 1) in REPORTING else None
    if teller is not None and view.word(teller.first - 1) == "which":
        phrase = teller  # "X, which the army said it had captured"
    if phrase is not None and view.word(phrase.first - 1) == "of":
        phrase = view.reader.actors.get(phrase.first - 2, phrase)  # "which rebels of the Levant Front hold"
    at = (phrase.first if phrase else at) - 1
    if phrase is not None and view.word(at) == "and":
        coordinated = view.reader.actors
        while at > 0 and (
            view.word(at) in ("and", "the") or view.reader.tokens[at].is_capital or at in coordinated
        ):
            at -= 1  # "which the AU and Somali soldiers overran"
    if view.lows[at - 2 : at + 1] in (["both", "of", "which"], ["all", "of", "which"]):
        group = ending_at(view, at - 3, loose=True)
        return group if group is not None and len(group.items) > 1 else None
    if view.word(at) == "that" and (ranked := _apposed_rank(view, at)) is not None:
        return ranked
    # "said ..., and that it would take X", "a man in X said that they entered"
    joined = view.word(at) == "that" and (view.word(at - 1) in ("and", ",") or view.word(at - 1) in REPORTING)
    return _whole(view, antecedent(view, at)) if view.word(at) in ("which", "that") and not joined else None


def _before_joint_subject(view: View, at: int) -> int | None:
    """Return the "which" of "which Y (YPG) and its allies (seized)" for the last token of the subject, else None."""
    which = which_before(view.lows, at + 1)
    if which is None or {"and", ")"}.isdisjoint(view.lows[which : at + 1]):
        return None
    sided = any(which < p.first <= which + 4 and p.side is not None for p in view.actors)
    return which if sided else None


def stranded_object(view: View, verb: VerbUse, preposition: int) -> PlaceList | None:
    """Return X of "X, which the army took control of (on Monday)": nothing follows the preposition at a token."""
    ends = preposition + 1
    stranded = view.word(preposition) in ("of", "over", "from") and view.word(ends) in _BEHIND_STRANDED
    return relative_object(view, verb) if stranded else None


def _apposed_rank(view: View, that: int) -> PlaceList | None:
    """Return X of "X, the only corner of the region that (Y still holds)", None where no such description ends."""
    comma = next((k for k in range(that - 3, max(0, that - MAX_DESCRIBED), -1) if view.word(k) == ","), 0)
    opens = view.lows[comma + 1 : comma + 4]
    if not comma or opens[0] not in ("the", "its", "one") or RANKS.isdisjoint(opens):
        return None
    if any(low in FORMS or low in AUXILIARIES for low in view.lows[comma + 1 : that]):
        return None
    return view.ending_before(comma)


def _lying_there(view: View, at: int) -> PlaceList | None:
    """Return X of "at X, further south, (which)" for "which" at token `at`, None if no such aside stands there."""
    if view.word(at - 1) != "," or at < 4:
        return None
    if view.lows[at - 4 : at - 2] == ["in", "the"] and view.word(at - 2) in DIRECTION_WORDS:
        return view.ending_before(at - 4)  # "X in the northwest, where"
    opens = next((k for k in range(at - 2, max(0, at - MAX_LYING), -1) if view.word(k) == ","), 0)
    told = view.lows[opens + 1 : at - 1]
    located = told[:1] != [] and (told[0] in _LYING or told[0] in _WHERE_LYING or told[0].isdigit())
    behind = 2 if told[:1] != [] and told[0] in DIRECTION_WORDS and told[1:2] == ["of"] else 0
    plain = all(
        token.text.islower() or token.text.isdigit()
        for token in view.reader.tokens[opens + 1 : opens + 1 + behind if behind else at - 1]
    )
    if not opens or not located or not plain or any(low in FORMS or low in AUXILIARIES for low in told):
        return None
    return view.ending_before(opens)


def antecedent(view: View, at: int) -> PlaceList | None:
    """Return what "which" or "that" at token `at` stands for, None if it is no place."""
    if view.word(at) == "which" and view.word(at - 1) == "and":  # "X, which runs to Y and which they hold"
        former = next(
            (k for k in range(at - 2, max(0, at - MAX_RELATIVE), -1) if view.word(k) == "which"), None
        )
        return antecedent(view, former) if former is not None else None
    told = _shared(view, at) or apposed_to(view, at) or _lying_there(view, at) or _quarter_of(view, at)
    if told is not None:
        return told
    which = view.word(at) in ("which", "where")
    if (placed := _placed_there(view, at, which=which)) is not None:
        return placed
    apart = which and view.word(at - 1) == ","
    if (bordering := _bordering(view, at - apart)) is not None:
        return bordering
    if apart and (opened := view.opens_clause(at)) is not None and opened.items[-1].last < at - 2:
        many = next(
            (g for g in reversed(view.lists) if opened.items[-1].last < g.first < at and _of_many(g)), None
        )
        return (
            many or _next_of_kind(view, opened.items[-1].last, at) or opened
        )  # "X, midway between Y and Z, which they hold"; "X and the villages of Y and Z, which"
    head = next((g for g in view.lists if g.last in (at - 1, at - 2)), None)
    if head is not None:
        inner = _inside_region(view, head) if apart else None
        head = inner or _home_before(view, head) or described(view, head) or located_by(view, head) or head
    head = head or apposed_city(view, at) or _inside_list(view, at)
    if head is None and view.word(at - 1) in PLURAL_PLACE_NOUNS and (named := view.listed(at - 1)):
        return named  # "towns that they had overrun, among them X"
    head = head or ending_at(view, at - 1, loose=which) or (_next_of_kind(view, 0, at) if apart else None)
    if head is not None:
        return described(view, head) or _lying(view, head) or _far_from(view, head) or head
    apart = view.word(at - 1) == ","
    head = view.loose_before(at - apart) if which else None
    pointed = view.reader.item(at - 3, loose=False) if head is None and apart else None
    if pointed is not None and pointed.anaphor and pointed.last == at - 2:
        return PlaceList(at - 3, at - 2, [pointed])  # "the airport, which the militia captured"
    head = head or (view.aside_before(at) if apart else None)
    return head or view.before(at, reach=9 if view.word(at - 1) in _HAVENS else 6)


def _quarter_of(view: View, at: int) -> PlaceList | None:
    """Return X of "the X neighbourhood of Aleppo, which" for the "which" at token `at`, None for other words."""
    last = at - 1 - (view.word(at - 1) == ",")
    of = next((k for k in range(last - 1, max(0, last - 3), -1) if view.word(k) == "of"), 0)
    named = view.reader.read(of + 1, loose=True) if of and view.word(of - 1) in _QUARTERS else None
    whole = named is not None and named.last == last and len(named.items) == 1
    return next((g for g in view.lists if g.last == of - 1), None) if whole else None


def _inside_region(view: View, region: PlaceList) -> PlaceList | None:
    """Return X of "X in Y province, which (Y captured)" for the province, None where no name stands before it."""
    province = view.word(region.last) in REGIONS and view.word(region.first - 1) == "in"
    return view.named_before(region.first - 1) if province else None


def _placed_there(view: View, at: int, *, which: bool) -> PlaceList | None:
    """Return what "which" at token `at` stands for where a place only located ends before it, None where none does.

    "The dam which they hold" near a river is the dam; of "the steelworks in X, which Y holds" it is the steelworks.
    """
    comma = view.word(at - 1) == ","
    near = next((p for p in view.reader.located.values() if p.last == at - 1 - comma), None)
    if near is None or not which:
        return None
    if comma:
        inside = view.word(near.first - 1) == "in"
        before = next((g for g in view.lists if g.last == near.first - 2 and _is_facility(g)), None)
        return before if inside else None
    return PlaceList(near.first, near.last, [near]) if view.word(near.last) not in _REGIONS else None


def _home_before(view: View, group: PlaceList) -> PlaceList | None:
    """Return X of "residents of X in western Y(, which they took)" for Y, None where nobody is at home so."""
    if view.word(group.first - 1) != "in":
        return None
    home = next((p for p in view.reader.located.values() if p.last == group.first - 2), None)
    return None if home is None else PlaceList(home.first, home.last, [home])


def _is_facility(group: PlaceList) -> bool:
    """Say whether a list is one facility by its name: "the Azovstal steelworks"."""
    return len(group.items) == 1 and group.items[0].surface.lower().rsplit(" ", 1)[-1] in FACILITIES


def _next_of_kind(view: View, last: int, which: int) -> PlaceList | None:
    """Return Z of "X, which Y hold, and the town of Z near the border, which" behind token `last`, None if none is."""
    for item in (p for group in reversed(view.lists) for p in reversed(group.items)):
        if last < item.first < which and view.word(item.first - 1) == "and" and item.noun:
            between = view.lows[last + 1 : item.first - 1]
            told = "which" in between and not AUXILIARIES.isdisjoint(between)
            return PlaceList(item.first, item.last, [item]) if told else None
    return None


def _of_many(group: PlaceList) -> bool:
    """Say whether a list is of places that are called so: "the villages of Y and Z"."""
    return len(group.items) > 1 and group.items[0].noun in PLURAL_PLACE_NOUNS


def _shared(view: View, which: int) -> PlaceList | None:
    """Return X of "X, most of which", "A in X province, half of which" as a part of it, None if no share is told of."""
    if view.lows[which - 1 : which + 1] != ["of", "which"]:
        return None
    for begin in range(which - 2, max(0, which - MAX_SHARE), -1):
        part = read_part(view.lows, begin)
        end = begin - 1 if view.word(begin - 1) == "," else begin
        if part is None or part.behind != which or (end == begin and not view.reader.commaless):
            continue
        near = (p for p in view.reader.located.values() if p.last == end - 1)
        listed = (g.items[-1] for g in view.lists if g.last == end - 1)
        named = next(near, None) or next(listed, None)
        if named is not None:
            whole = part.extent is Extent.WHOLE
            item = named if whole else replace(named, extent=part.extent, part=part.part)
            return PlaceList(named.first, named.last, [item])
    return None


def apposed_to(view: View, that: int) -> PlaceList | None:
    """Return X of "X, a town farther south (that)", X and Y of "X and Y, two towns near Z (that)"; None if none are."""
    comma = next((k for k in range(that - 2, max(0, that - MAX_APPOSED), -1) if view.word(k) == ","), None)
    if comma is None or view.word(that) not in ("that", "which", "where"):
        return None
    described = view.lows[comma + 1 : that]
    acts = any(low in AUXILIARIES or "past" in FORMS.get(low, NO_FORM).tenses for low in described)
    of_these = described[:2] == ["one", "of"]
    several = (
        not of_these
        and not PLURAL_PLACE_NOUNS.isdisjoint(described[:4])
        and described[0] not in _OPENING_CLAUSES
    )
    one = described[0] in _ONE | {"the"} and not (SINGULAR_PLACE_NOUNS | _PIECES).isdisjoint(described[:5])
    one = one or (of_these and not PLURAL_PLACE_NOUNS.isdisjoint(described[:6]))
    if acts or not (one or several) or "'s" in described:
        return None
    group = view.ending_before(comma)
    if group is None or several:
        return group if group is None or len(group.items) > 1 else None
    return PlaceList(group.items[-1].first, group.last, group.items[-1:])


def apposed_city(view: View, at: int) -> PlaceList | None:
    """Return X of "X, the eastern city (which they took)" before token `at`, None if no name stands before a city."""
    opens = next((k for k in range(at - 2, max(0, at - 7), -1) if view.word(k) in ("the", "a", "an")), 0)
    if view.word(at - 1) not in SINGULAR_PLACE_NOUNS or view.word(opens - 1) != "," or opens < 2:
        return None
    if any(view.word(k) in PREPOSITIONS or k in view.reader.actors for k in range(opens + 1, at)):
        return None
    return view.ending_before(opens - 1)


def _bordering(view: View, end: int) -> PlaceList | None:
    """Return X of "X on the border with Sudan(, which they hold)" before token `end`, None if no border is told of."""
    border = next(
        (k for k in range(end - 2, max(0, end - 6), -1) if view.word(k) in ("border", "frontier")), None
    )
    if border is None or view.lows[border - 2 : border] != ["on", "the"] or view.word(border + 1) != "with":
        return None
    return next((g for g in view.lists if g.last == border - 3), None)


def including(view: View, i: int) -> PlaceList | None:
    """Read "(by Y) (on Monday), including A and B" from token `i`."""
    for at in range(i, min(i + 9, len(view.lows))):
        if view.word(at) in ("including", "namely", ":", "notably"):
            return view.reader.read(at + 1, loose=True)
        if view.word(at) == "among" and view.word(at + 1) in ("them", "which"):
            return view.reader.read(at + 2, loose=True)
        if view.word(at) in (".", ";", "and", "but", "while", "as", "after"):
            return None
    return None


def where_items(view: View, i: int) -> list[PlaceItem]:
    """Return X of "X, where the army (drove back an attack)" for a verb at token `i`, if "where" stands before it."""
    where = next((k for k in range(i - 1, max(0, i - MAX_WHERE), -1) if view.word(k) == "where"), None)
    stopped = where is None or any(view.word(k) in (",", ".", ";") for k in range(where, i))
    group = None if stopped or where is None else antecedent(view, where)
    if group is not None and isinstance(group.items[-1].part, float):
        return as_whole(group).items  # "80 percent of X, where clashes continue"
    return group.items if group is not None else []


def _inside_list(view: View, at: int) -> PlaceList | None:
    """Return A of "A, which rebels took, as well as B" for "which" at token `at`, None if it stands in no list."""
    for item in (p for g in view.lists if g.first < at < g.last for p in g.items):
        end = across(view.lows, item.last + 1) or item.last + 1
        if end == at - 1 and view.word(end) == ",":
            return PlaceList(item.first, item.last, [item])
    return None
