"""Who a verb's subject is: the actor before it, "we" of a speaker, "its forces" of an owner, "the group" of before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.actors.belonging import OWNED, are_many, owned
from pipelines.extract.actors.officials import WHEN, before_day, official, speaking_state
from pipelines.extract.actors.origins import accused, accused_before, agent_gone_on, bracketed, told_on
from pipelines.extract.actors.outcomes import handed_before
from pipelines.extract.actors.records import ActorPhrase
from pipelines.extract.actors.representing import of_teller, stands_for, with_first_people
from pipelines.extract.actors.telling import claimant
from pipelines.extract.clauses.infinitives import ATTEMPTS
from pipelines.extract.clauses.opening import clause_actor
from pipelines.extract.vocabulary.actor_words import HEADS, NO_SIDE
from pipelines.extract.vocabulary.countries import COUNTRIES, DEMONYMS
from pipelines.extract.vocabulary.lexicon import (
    FORMS,
    HELPING,
    MAKING,
    NO_FORM,
    OPERATION_NOUNS,
    PLEDGE_VERBS,
    TAKING_NOUNS,
    Sense,
    has_sense,
)
from pipelines.extract.vocabulary.modality import MODALS
from pipelines.extract.vocabulary.names import may_be_name, names_somebody
from pipelines.extract.vocabulary.place_words import DETERMINERS, REGIONS
from pipelines.extract.vocabulary.side_words import STATES
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    BE,
    CALENDAR,
    DIRECTION_WORDS,
    PREPOSITIONS,
    REPORTING,
    SAYING,
    SUBJECT_PRONOUNS,
    words,
)

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View

RELATIVE_SUBJECTS = words("who which that")
_SUBORDINATING = words("after as when while because before since")
_FROM_WHERE = DIRECTION_WORDS.keys() | words("and from of the to in near around")
"""What may tell where somebody is, before "who": "forces to the south, who"."""
_GROUP_ENDS = words("front army movement brigade brigades forces party union")
MAX_SHARED = 10
"""How many words a first verb and its places may have whose pronoun a second one shares."""
MAX_ATTEMPT = 12
"""How many words may stand between "attempt by" and the verb of what was attempted: a side and a day."""
_THEN = WHEN | AUXILIARIES
_BY_THEN = words("by nightfall noon midday dawn dusk midnight evening morning night the next day in at")
MAX_NOMINAL = 5
"""How many words "the fall of X (to Y)", "the capture of X (by Y)" may have before Y."""
MAX_TELLING = 3
"""How many words may stand between who tells something and the verb: "a source in the army on Monday said"."""
MAX_TOLD = 5
"""How many words may stand between that verb and its "that": "told Reuters on Monday that"."""
_OWN = words("they it we he she i its their his her our we've they've who which")
"""With these, who tells something tells it of himself."""
_TELLS = (SAYING | {"told"}) - words("report reports claim claims")
_UNDERTAKEN = OPERATION_NOUNS | ATTEMPTS | {"resulted"}
"""What is told of these is told of who undertakes them: "said an operation to recover X would begin"."""
_WHEN_TOLD = CALENDAR | ADVERBS | words("on in at the to of and , that")
_TRYING = words("trying attempting seeking struggling wanting hoping")
_ULTIMATUMS = words("ultimatum ultimatums deadline demand demands call calls appeal order orders")
_ANSWERING = words(
    "rejected rejects ignored ignores defied defies refused dismissed spurned accepted accepts answered heeded obeyed"
)
MAX_ULTIMATUM = 8
"""How many words "rejected an army ultimatum to" may have."""
_QUANTITIES = words("most many some all hundreds thousands dozens scores remnants half majority")
MAX_TOLD_NEXT = 16
"""How many words may stand between "after they" and the comma behind which they are named."""


def subject(view: View, first: int) -> ActorPhrase | None:
    """Return the actor that is the subject of the verb group that begins at token `first`."""
    first = _behind_going(view, first)
    told = _told_by_clause(view, first)
    if told is not None:
        return owned(view, told) if told.side is None and view.word(told.first) in OWNED else told
    at = first - 1
    while at >= 0 and (view.word(at) in ADVERBS or view.word(at) == ","):
        at -= 1
    if view.word(at) in RELATIVE_SUBJECTS and (
        head := _before_who(view, at - 1 - (view.word(at - 1) == ","))
    ):
        return head
    if view.word(at) == "who" or (view.word(at) == "that" and at + 1 == first):
        return None  # "should remember who now holds X"
    if (pointed := _latter(view, first) or _pronoun_of_teller(view, at)) is not None:
        return pointed
    if view.word(at) == "they" and (taker := _taker_before(view, at)) is not None:
        return taker  # "A source said that X fell to the rebels, hours after they (took Y)"
    free = [p for p in view.actors if p.last < first and not p.governed and not p.possessive]
    free = [p for p in free if not bracketed(view, p, first)]
    low = view.word(first)
    bare = low not in AUXILIARIES and "base" in FORMS.get(low, NO_FORM).tenses  # "to help the rebels take X"
    free = [p for p in free if (bare and p.last + 1 == first) or not _aimed_at(view, p)] or free
    if view.word(at) == "it" and (told := next((p for p in reversed(free) if _said_aside(view, p)), None)):
        return told  # "..., the army said, after it overran X"
    free = _of_what_is_told(view, _of_main_clause(view, free, first), first)
    free = _before_relative(view, free, first) or [p for p in free if not _said_aside(view, p)] or free
    near = _some_of(view, at) or (
        free[-1:] if free and free[-1].last == at and _opens_subject(view, free[-1].first) else []
    )
    settled = near or [p for p in free if p.side is not None or view.word(p.first) in OWNED] or free
    if settled:
        return owned(view, _first_of_pair(view, settled))
    named = _unknown_group(view, at)
    if named is not None:
        return named
    claims = first - 2 if view.word(first - 1) == "to" and view.word(first - 2) in REPORTING else None
    return _stood_for(view, at, first) or (official(view, claims) if claims else None)


def _behind_going(view: View, first: int) -> int:
    """Return where "are (also) going to leave" begins for "leave" at token `first`, else that token."""
    if view.lows[first - 2 : first] != ["going", "to"]:
        return first
    return first - 3 - (view.word(first - 3) in ADVERBS)


def _some_of(view: View, at: int) -> list[ActorPhrase]:
    """Return the militants of "most of the militants (had left)" that end at token `at`, nothing for other words."""
    some = view.reader.actors.get(at)
    of = some.first - 1 if some is not None else 0
    return [some] if some is not None and view.word(of) == "of" and view.word(of - 1) in _QUANTITIES else []


def _told_by_clause(view: View, first: int) -> ActorPhrase | None:
    """Return the subject that a clause round a verb tells: who is made to, who tries, who is accused, who is named."""
    told = _made_to(view, first) or _shown(view, first) or _of_attempt(view, first) or _many(view, first)
    told = told or handed_before(view, first - 1) or told_on(view, first - 1) or _somebody(view, first)
    told = told or _trying(view, first) or _his_side(view, first)
    told = told or claimant(view, first) or _given_ultimatum(view, first) or stands_for(view, first)
    return (
        told
        or _the_state(view, first - 1)
        or _the_force(view, first)
        or accused(view, first)
        or clause_actor(view, first)
        or agent_gone_on(view, first)
    )


def _his_side(view: View, first: int) -> ActorPhrase | None:
    """Return Y of "a spokesman for Y said his side (had it)", "Y said Z had come and that its men (had left)"."""
    that = next((k for k in range(first - 2, max(0, first - 5), -1) if view.word(k) == "that"), 0)
    if that and view.word(that - 1) == "and" and view.word(that + 1) in ("its", "their", "it", "they"):
        said = next((k for k in range(that - 2, 0, -1) if view.word(k) in SAYING), 0)
        return next((p for p in reversed(view.actors) if said and p.last < said and not p.possessive), None)
    own = view.lows[first - 2 : first] in (["his", "side"], ["her", "side"])
    return next((p for p in reversed(view.actors) if p.last < first), None) if own else None


def _given_ultimatum(view: View, first: int) -> ActorPhrase | None:
    """Return the rebels of "the rebels rejected an army ultimatum to (leave X)", None for other words."""
    if view.word(first - 1) != "to" or view.word(first - 2) not in _ULTIMATUMS:
        return None
    near = range(first - 3, max(0, first - MAX_ULTIMATUM), -1)
    answer = next((k for k in near if view.word(k) in _ANSWERING), None)
    return next((p for p in reversed(view.actors) if answer is not None and p.last < answer), None)


def _trying(view: View, first: int) -> ActorPhrase | None:
    """Return the militants of "clashed with militants trying to (push into X)", None where nobody stands there."""
    with_them = view.reader.actors.get(first - 1)
    taking = view.word(first).endswith("ing") and has_sense(
        FORMS.get(view.word(first), NO_FORM).lemma, Sense.TAKE, Sense.TAKE_WEAK
    )
    taking = taking or view.word(first) == "gaining"
    if taking and with_them is not None and view.word(with_them.first - 1) == "with":
        return with_them  # "with Y gaining control of X"
    if view.word(first - 1) != "to":
        return None
    doer = view.reader.actors.get(first - 2)
    if doer is not None and view.lows[max(0, doer.first - 2) : doer.first] == ["only", "for"]:
        return doer  # "only for Y to take it back"
    return view.reader.actors.get(first - 3) if view.word(first - 2) in _TRYING else None


def _the_state(view: View, at: int) -> ActorPhrase | None:
    """Return the state of "promised that the state (would take back X)" at token `at`, None where none is meant."""
    state = view.lows[at - 1 : at + 1] == ["the", "state"] and view.word(at + 1) in MODALS | {"has", "had"}
    return view.acting_word(at, view.home_side) if state and view.sides.war.home else None


def _the_force(view: View, first: int) -> ActorPhrase | None:
    """Return who acted last for "The force (also still holds X)", None for other words."""
    at = first - 1
    while view.word(at) in ADVERBS:
        at -= 1
    return view.last_subject if view.lows[: at + 1] == ["the", "force"] else None


def _somebody(view: View, first: int) -> ActorPhrase | None:
    """Return the A B of "after A B had vowed to (retake X)", who is nobody's that the text tells; None without one."""
    if view.word(first - 1) == "to" and view.word(first - 2) in PLEDGE_VERBS:
        first -= 2
    last = before_day(view, first, _THEN) - 1
    begin = last
    while begin >= 0 and begin not in view.reader.mentions and may_be_name(view.reader.tokens[begin]):
        begin -= 1
    named = range(begin + 1, last + 1)
    if not named or view.word(begin) not in _SUBORDINATING or any(k in view.reader.actors for k in named):
        return None
    falls = (has_sense(FORMS.get(low, NO_FORM).lemma, Sense.FALL) for low in view.lows[first : first + 3])
    if any(view.word(k) in NO_SIDE or view.word(k) in COUNTRIES for k in named) or any(falls):
        return None  # a country's own side, or a place that fell
    start, end = view.reader.tokens[begin + 1].start, view.reader.tokens[last].end
    return official(view, first) or ActorPhrase(begin + 1, last, None, view.text[start:end], start, end)


def _latter(view: View, first: int) -> ActorPhrase | None:
    """Return whom "the latter" before token `first` means, None where no such word stands or somebody else acts."""
    latter = next((k for k in range(first - 1, -1, -1) if view.word(k) == "latter"), None)
    if latter is None or any(latter < p.first < first and not p.governed for p in view.actors):
        return None
    return next((p for p in reversed(view.actors) if p.last < latter), None)


def _pronoun_of_teller(view: View, at: int) -> ActorPhrase | None:
    """Return who tells "that it", "that they" at token `at`: "Y, which confirmed that it", "X vowed that they"."""
    vowed = view.lows[at - 1 : at + 1] == ["that", "they"] and view.word(at - 2) in PLEDGE_VERBS
    vowing = official(view, at - 2) if vowed else None
    if vowing is not None or view.word(at) not in ("it", "they"):
        return vowing
    return _relative_teller(view, at) or accused_before(view, at)


def _relative_teller(view: View, it: int) -> ActorPhrase | None:
    """Return the TNLA of "the TNLA, which has since confirmed that it (seized X)" for the pronoun at token `it`."""
    said = it - 1 - (view.word(it - 1) == "that")
    which = next((k for k in range(said - 1, max(0, said - 5), -1) if view.word(k) in ("which", "who")), None)
    if which is None or view.word(said) not in REPORTING:
        return None
    end = which - 1 - (view.word(which - 1) == ",")
    end -= view.word(end) == ")"
    return view.reader.actors.get(end)


def _before_who(view: View, last: int) -> ActorPhrase | None:
    """Return the actor that ends at token `last`, or before "from Chad and Niger", "(CTS)" there; None if none does."""
    last -= view.word(last) == ")"
    for at in range(last, max(-1, last - 6), -1):
        if (phrase := view.reader.actors.get(at)) is not None:
            return phrase
        if not (view.reader.tokens[at].is_capital or view.word(at) in _FROM_WHERE | {"("}):
            return None
    return None


def _aimed_at(view: View, phrase: ActorPhrase) -> bool:
    """Say whether an actor is the object of an infinitive: "rebels fighting to topple President A B (took X)"."""
    at = phrase.first - 1
    while at > 1 and view.reader.tokens[at].is_capital:
        at -= 1
    return at > 1 and view.word(at - 1) == "to" and view.word(at) not in DETERMINERS


def _of_main_clause(view: View, free: list[ActorPhrase], first: int) -> list[ActorPhrase]:
    """Return who acts in the main clause: "Y have retaken X after Z left it, he said, and (have moved into W)"."""
    own = first - (view.word(first - 1) in ("it", "they"))  # "took X after Z left, and it (is besieging W)"
    joined = view.lows[own - 2 : own] == [",", "and"]
    main = [p for p in free if view.word(p.first - 1) not in _SUBORDINATING]
    if joined and own < first and not main:
        return []  # "It took X after Y left, and it (is besieging Z)"
    return main if joined and main else free


def _of_what_is_told(view: View, free: list[ActorPhrase], first: int) -> list[ActorPhrase]:
    """Return who may act in "the army said that thousands (fled X)": not who tells it, where others are its subject."""
    told = next((k for k in range(first - 2, 0, -1) if view.reader.tokens[k].text in _TELLS), None)
    if told is None or not any(0 < told - p.last <= MAX_TELLING for p in free):
        return free
    that = next((k for k in range(told + 1, min(told + MAX_TOLD, first)) if view.word(k) == "that"), told)
    begin = that + 1
    while begin < first and view.word(begin) in ADVERBS:
        begin += 1
    between = view.lows[begin:first]
    own = not _OWN.isdisjoint(between) or all(low in _WHEN_TOLD for low in between)
    own = own or between[-1] == "and" or not _UNDERTAKEN.isdisjoint(between[-3:-1])
    passive = not BE.isdisjoint(view.lows[first : first + 3])
    return free if own or passive else [p for p in free if p.first >= begin]


def _many(view: View, first: int) -> ActorPhrase | None:
    """Return the rebels of "the army drove the rebels from X, which they (had captured)": they alone are many."""
    if view.word(first - 1) != "they" or view.word(first - 2) not in ("which", "that"):
        return None
    many = [p for p in view.actors if p.last < first and p.side and are_many(view, p)]
    return many[-1] if many and len({p.side for p in many}) == 1 else None


def _made_to(view: View, first: int) -> ActorPhrase | None:
    """Return the rebels of "the army forced the rebels to (withdraw)", "the army let the rebels (leave)"."""
    to = view.word(first - 1) == "to"
    if to and view.lows[first - 3 : first - 1] == ["to", "prepare"]:
        first -= 2  # "ordered units to prepare to retake X"
    last = first - 2 if to else first - 1
    last = before_day(view, last + 1) - 1 if to else last  # "ordered his soldiers on Friday to withdraw"
    phrase = view.reader.actors.get(last) or _them(view, last)
    if phrase is None:
        return None
    at = phrase.first - 1
    while view.word(at) in ADVERBS:
        at -= 1
    if view.word(at) not in (MAKING if to else HELPING):
        return None
    return (
        owned(view, phrase) if view.word(phrase.first) in OWNED else phrase
    )  # "ordered his troops to leave X"


def _shown(view: View, first: int) -> ActorPhrase | None:
    """Return the soldiers of "a video showed soldiers (raising the flag)", None where nobody is shown there."""
    phrase = view.reader.actors.get(first - 1)
    seen = phrase is not None and view.word(phrase.first - 1) in ("showed", "shows", "showing", "saw", "seen")
    return phrase if seen and view.word(first).endswith("ing") else None


def _of_attempt(view: View, first: int) -> ActorPhrase | None:
    """Return the army of "an attempt by the army last week to (retake X)", None where no such words stand."""
    if view.word(first - 1) != "to":
        return None
    by = next((k for k in range(first - 2, max(0, first - MAX_ATTEMPT), -1) if view.word(k) == "by"), None)
    if by is None or view.word(by - 1) not in ATTEMPTS | OPERATION_NOUNS:
        return None
    return view.actor_at(by + 1)


def _them(view: View, at: int) -> ActorPhrase | None:
    """Return whom "them" or "it" at token `at` stands for: not the side that acts on them."""
    if view.word(at) not in ("them", "it", "him"):
        return None
    free = [p for p in view.actors if p.last < at and not p.governed]
    acting = free[-1] if free and (view.word(at - 1).endswith("ing") or free[-1].last >= at - 3) else None
    known = [p for p in (view.last_subject, *free) if p and p.side]
    sides = [p.side for p in known if acting is None or p.side != acting.side]
    side = (sides[0] if acting else sides[-1]) if sides else None
    return view.acting_word(at, side)


def _said_aside(view: View, phrase: ActorPhrase) -> bool:
    """Say whether a phrase only tells who says so: "the army advanced, a rebel commander said, seizing X"."""
    said = next((k for k in range(phrase.last + 1, phrase.last + 4) if view.word(k) in REPORTING), None)
    return view.word(phrase.first - 1) == "," and said is not None and view.word(said + 1) == ","


def _opens_subject(view: View, first: int) -> bool:
    """Say whether an actor at token `first`, right before a verb, is its whole subject: no "X and Y", no "its men"."""
    return view.word(first) not in OWNED and view.word(first - 1) != "and"


def _before_relative(view: View, free: list[ActorPhrase], first: int) -> list[ActorPhrase]:
    """Return the actors before ", whose shrine Z threatens, and" where such an aside stands before token `first`."""
    first = before_day(view, first, WHEN | _BY_THEN)
    if view.word(first - 1) != "and" or view.word(first - 2) != ",":
        return []
    comma = next(
        (
            k
            for k in range(first - 3, 0, -1)
            if view.word(k) == "," and view.word(k + 1) in ("whose", "which", "where")
        ),
        0,
    )
    return [p for p in free if p.last < comma]


def _stood_for(view: View, at: int, first: int) -> ActorPhrase | None:
    """Return whom the pronoun at token `at`, or the one that opens the sentence, stands for."""
    if view.word(at) == "and" and (pronoun := _shared_pronoun(view, at)) is not None:
        at = pronoun  # "they entered X and (took control of it)"
    opens = view.word(1) if view.word(0) in ('"', "“") else view.word(0)
    if view.word(at) in ("we", "i") or (opens == "we" and view.word(at) == "and"):
        he = any(
            view.word(k) in ("he", "she") and view.word(k + 1) in REPORTING for k in range(len(view.lows))
        )
        minister, said = view.last_minister, view.last_speaker
        recent = he and minister is not None and (said is None or said.start < minister.start)
        said = minister if recent else said if he else None  # "The president spoke. We will ..., he said"
        return view.speaker(first) or said or view.last_subject
    state = speaking_state(view, at) if view.word(at) == "it" else None
    if state is not None:
        return view.acting_word(at, state)  # "Russia's defence ministry announced that it was pulling out"
    if view.word(at) == "it" or (view.word(at) not in SUBJECT_PRONOUNS and opens == "it"):
        return _of_one(view)
    if view.word(at) in ("they", "it") and (taker := _taker_before(view, at)) is not None:
        return taker
    if view.word(at) == "they" and view.last_subject is None:
        return _told_next(view, first)
    if view.word(at) in SUBJECT_PRONOUNS or at < 0 or opens in ("they", "it", "he"):
        return view.last_subject
    return None


def _taker_before(view: View, they: int) -> ActorPhrase | None:
    """Return the rebels of "X fell to the rebels; a week later, they (entered Y)", None where nobody took anything."""
    for phrase in reversed([p for p in view.actors if p.last < they and p.side]):
        at = phrase.first - 1 - (view.word(phrase.first - 1) == "the")
        form = FORMS.get(view.word(at - 1), NO_FORM)
        fell = view.word(at) == "to" and has_sense(form.lemma, Sense.FALL)
        taken = view.word(at) == "by" and has_sense(form.lemma, Sense.TAKE, Sense.TAKE_WEAK)
        near = {*view.lows[max(0, at - MAX_NOMINAL) : at]}
        told = (view.word(at) == "to" and "fall" in near) or (view.word(at) == "by" and near & TAKING_NOUNS)
        return phrase if fell or taken or told else None
    return None


def _shared_pronoun(view: View, joint: int) -> int | None:
    """Return the "they" of "they entered X and" before the `and` of token `joint`, None where somebody else acts."""
    for k in range(joint - 1, max(-1, joint - MAX_SHARED), -1):
        if k in view.reader.actors or view.word(k) in (";", ".", ":"):
            return None
        if view.word(k) in ("they", "it", "he") and "past" in FORMS.get(view.word(k + 1), NO_FORM).tenses:
            return k
    return None


def _told_next(view: View, first: int) -> ActorPhrase | None:
    """Return the rebels of "A day after they (took X), the rebels ...", where nobody was spoken of before."""
    comma = next(
        (k for k in range(first, min(first + MAX_TOLD_NEXT, len(view.lows))) if view.word(k) == ","), None
    )
    return None if comma is None else view.actor_at(comma + 1, reach=2)


def _of_one(view: View) -> ActorPhrase | None:
    """Return whom "it" stands for: "The army said rebels had entered X. It withdrew" is the army, not the rebels."""
    last, said = view.last_subject, view.last_speaker
    if last is None or said is None or said.side is None:
        return last
    return said if are_many(view, last) and not are_many(view, said) else last


def fights(view: View, phrase: ActorPhrase) -> bool:
    """Say whether an actor is men at arms: "soldiers", "the Peshmerga"; not a state, an opposition, "Russian"."""
    near = 0 <= phrase.last < len(view.lows)  # one of the sentence before may end behind this one
    initials = view.reader.tokens[phrase.last].text if near else phrase.text.split()[-1]  # "the FARDC"
    head = initials.lower()
    armed = head in HEADS and head not in ("government", "opposition", "regime")
    armed = armed or (initials.isupper() and len(initials) > 2 and head not in COUNTRIES)
    return armed or (phrase.side not in STATES and phrase.side not in (None, "opposition", "rebels"))


def _unknown_group(view: View, at: int) -> ActorPhrase | None:
    """Read "Ansar Dine seized ...": a name of several words, right before a verb, that no lexicon holds."""
    tokens = view.reader.tokens
    if at >= 2 and view.word(at) == "allies" and view.word(at - 1) == "its":
        at -= 3
    first = at
    while first >= 0 and first not in view.reader.mentions:
        people = view.word(first) == "'s" and view.word(first - 1) == "people"
        if not people and not may_be_name(tokens[first]):
            break
        first -= 1
    first += 1
    if at - first < 1 or (names_somebody(view.lows, first, at) and view.word(at) not in _GROUP_ENDS):
        return None
    if any(low in NO_SIDE or low in ("province", "region") for low in view.lows[first : at + 1]):
        return None
    governed = first - 1 - (view.word(first - 1) in DEMONYMS)
    before = view.word(governed - (view.word(governed) == "the"))
    if before == "of" or (before in PREPOSITIONS and view.word(at) in REGIONS):
        return None  # "with the support of the Russian Aerospace Force took X", "In the Est Region, clashes"
    side = " ".join(view.lows[first : at + 1]).replace(" 's", "'s")
    span = tokens[first].start, tokens[at].end
    side = next((h.sides[0] for h in view.sides.hits if (h.start, h.end) == span and not h.loaded), side)
    return ActorPhrase(first, at, side, side, tokens[first].start, tokens[at].end)


def _first_of_pair(view: View, found: list[ActorPhrase]) -> ActorPhrase:
    """Return the first of co-ordinated subjects: "The Malian army and Wagner mercenaries took"."""
    chosen = found[-1]
    for phrase in reversed(found[:-1]):
        between = view.lows[phrase.last + 1 : chosen.first]
        if between in (["and"], ["and", "its", "ally"], ["and", "its", "allies"], ["and", "their", "ally"]):
            chosen = phrase
    return of_teller(view, with_first_people(view, chosen))
