"""Reading one sentence: build its view, run every frame over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.actors.acting import govern
from pipelines.extract.actors.parties import LOOK_BACK_CHARS
from pipelines.extract.clauses.context import View
from pipelines.extract.clauses.verbals import describes_things, is_verb
from pipelines.extract.clauses.verbs import VerbUse, Voice, read_verb
from pipelines.extract.frames import (
    agreeing,
    battles,
    besieging,
    ceding,
    civil,
    clashing,
    compounds,
    controlling,
    defending,
    denying,
    departing,
    dividing,
    echoing,
    entering,
    failing,
    falling,
    fighting,
    flagging,
    freeing,
    gripping,
    having,
    holding,
    leaving,
    naming,
    operating,
    ousting,
    passing,
    possessing,
    ranking,
    remaining,
    strongholds,
    taking,
    turning,
)
from pipelines.extract.places.facilities import without_bases
from pipelines.extract.places.phrases import PhraseReader
from pipelines.extract.text.datelines import behind_dateline
from pipelines.extract.vocabulary.countries import DEMONYMS
from pipelines.extract.vocabulary.lexicon import (
    ATTACK_NOUNS,
    CLASH_NOUNS,
    FALLING_NOUNS,
    FORMS,
    KEEPING,
    LEAVING_NOUNS,
    OPERATION_NOUNS,
    PLEDGE_NOUNS,
    SENSES,
    STRONGHOLD_NOUNS,
    TAKING_NOUNS,
    Sense,
)
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.names import somebody_called
from pipelines.extract.vocabulary.side_words import JIHADISTS, NO_REBELS
from pipelines.extract.vocabulary.words import (
    DIRECTION_WORDS,
    words,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Set as AbstractSet

    from gazetteer.model import Mention
    from pipelines.extract.actors.records import ActorPhrase
    from pipelines.extract.actors.sides import Sides
    from pipelines.extract.places.entries import Entries
    from pipelines.extract.text.sentences import Sentence, Token

_BY_SENSE = {
    Sense.OUST: ousting.oust,
    Sense.TAKE: taking.take,
    Sense.TAKE_WEAK: taking.take,
    Sense.FALL: falling.fall,
    Sense.LOSE: falling.lose,
    Sense.LEAVE: leaving.leave,
    Sense.CEDE: ceding.cede,
    Sense.RAISE: flagging.raise_flag,
    Sense.HOLD: holding.hold,
    Sense.DEFEND: defending.defended,
    Sense.REPEL: defending.repel,
    Sense.ENTER: entering.enter,
    Sense.ASSAIL: fighting.assail,
    Sense.BESIEGE: besieging.besiege_or_border,
    Sense.CLASH: clashing.clash,
}
_QUIET = frozenset({Sense.CONTROL, Sense.LAUNCH, Sense.STAY, Sense.RAISE})
_STATE_WORDS = words(
    """control controls authority sway hands hand grip grasp clutches occupation possession charge command capitulated
    victory flag flags banner banners way
    foothold footholds cover covers covering comprises includes liberated
    territory passed gone free ours theirs contested disputed
    confined restricted hemmed penned boxed cornered""",
)
_SUFFIXES = ("-held", "-controlled", "-occupied", "-ruled", "-run", "-dominated", "-administered")

TRIGGERS = (
    frozenset(form for form, f in FORMS.items() if SENSES[f.lemma] - _QUIET)
    | ATTACK_NOUNS | CLASH_NOUNS | FALLING_NOUNS | LEAVING_NOUNS | OPERATION_NOUNS | STRONGHOLD_NOUNS
    | TAKING_NOUNS | PLEDGE_NOUNS | _STATE_WORDS | words("siege sieges blockade advances gains inroads")
    | strongholds.OWN_POCKETS | {f"{low} between" for low in dividing.DIVIDING} | {*dividing.TELLING}
    | denying.WORDINGS | {f"{low} out" for low in words("soldiers troops forces men fighters army")}
    | {f"{low} {how}" for low in remaining.STAYING for how in ("with", "under", "loyal")} | echoing.FOLLOWING
    | echoing.INCLUDING | echoing.NEXT | ranking.WORDINGS | {"outside the", "beyond the", "outside government"}
    | {"been under", "masters of", "master of", "seat of", "belongs to", "belong to"}
    | {f"{low} again" for low in DEMONYMS} | having.HAVING
    | {f"{stays} {low}" for low in DEMONYMS for stays in ("remains", "remain", "still")}
    | {f"under the {rule}" for rule in words("thumb heel boot yoke")}
    | {f"{low} the {edge}" for edge in fighting.EDGES for low in ("reached", "reaching", "at", "on")}
    | battles.EXCHANGING
    | {
        f"{low} the {where} {edge}"
        for edge in fighting.EDGES for low in ("reached", "reaching") for where in DIRECTION_WORDS
    }
)  # fmt: skip
"""Words without which a sentence can hold no claim; compounds in -held and the like come on top."""
TRIGGER_SUFFIXES = _SUFFIXES


def mentions_by_token(tokens: list[Token], mentions: list[Mention]) -> dict[int, tuple[int, Mention]]:
    """Return token index -> (last token index, mention) for the mentions that begin in these tokens."""
    found: dict[int, tuple[int, Mention]] = {}
    at = 0
    for mention in mentions:
        while at < len(tokens) and tokens[at].end <= mention.start:
            at += 1
        if at >= len(tokens):
            break
        if tokens[at].start >= mention.end:
            continue  # inside an aside
        last = at
        while last + 1 < len(tokens) and tokens[last + 1].start < mention.end:
            last += 1
        if at and last + 1 < len(tokens) and somebody_called(tokens, at, last):
            continue
        found[at] = (last, mention)
    return found


def view_of(
    text: str,
    sentence: Sentence,
    mentions: list[Mention],
    sides: Sides,
    known: AbstractSet[str],
    entries: Entries,
    last_subject: ActorPhrase | None,
    last_speaker: ActorPhrase | None = None,
) -> View:
    """Read a sentence's phrases."""
    tokens = sentence.tokens
    opens = behind_dateline(tokens)
    at = {k: found for k, found in mentions_by_token(tokens, mentions).items() if k >= opens}
    taken = {k for first, (last, _) in at.items() for k in range(first, last + 1)}
    phrases = without_bases(sides.phrases(tokens, taken), tokens)
    govern(phrases, tokens)
    for phrase in phrases:
        if [t.low for t in tokens[phrase.first : phrase.first + 3]] == ["the", "group", "'s"]:
            phrase.side = (
                sides.war.group_before(phrase.start) or phrase.side
            )  # "the group's military spokesman"
        elif tokens[phrase.last].low == "group" and tokens[phrase.last - 1].low.endswith("-backed"):
            phrase.side = sides.war.group_before(phrase.start) or phrase.side  # "the Rwanda-backed group"
        elif tokens[phrase.last].low == "group" and tokens[phrase.first].low == "the":
            here = [p for p in phrases if p.last < phrase.first and p.side in JIHADISTS]
            _settle_group(phrase, sides, here[-1] if here else last_subject)
    reader = PhraseReader(text, tokens, at, known, entries)
    reader.commaless = reader.commaless and not sentence.punctuated
    reader.set_actors(phrases)
    return View(sentence, reader, phrases, reader.lists(), last_subject, text, sides, last_speaker)


def _settle_group(phrase: ActorPhrase, sides: Sides, last: ActorPhrase | None) -> None:
    """Give "the group", "the jihadist group" the side of the group that acted last, else of that named last."""
    acted = last is not None and last.side is not None and last.side not in NO_REBELS and not last.loaded
    one = acted and last is not None and (last.side in JIHADISTS or not last.text.lower().endswith("s"))
    if phrase.loaded and one and last is not None and phrase.start - last.start < LOOK_BACK_CHARS:
        phrase.side = last.side
    elif phrase.side is None:
        phrase.side = sides.war.group_before(phrase.start)


def _covers(view: View) -> None:
    for i, low in enumerate(view.lows):
        if low in ("covers", "covering", "comprises", "comprising", "covered", "includes", "including"):
            verb = VerbUse(
                i,
                i,
                FORMS["hold"],
                Voice.ACTIVE,
                Mood.FACT,
                gerund=False,
                infinitive=False,
                perfect=False,
                finite=True,
            )
            holding.squeezed(view, verb)


_FRAMES: tuple[Callable[[View], None], ...] = (
    possessing.control_states,
    having.still_has,
    having.has_under,
    having.left_masters,
    having.little_beyond,
    having.belongs,
    having.remains_theirs,
    having.territories,
    possessing.masters,
    gripping.grips,
    dividing.divided,
    strongholds.strongholds,
    remaining.confined,
    remaining.footholds,
    remaining.left_with,
    remaining.left_only,
    remaining.left_as_theirs,
    remaining.loyal,
    remaining.never_left,
    remaining.under_them,
    remaining.outside,
    ranking.last_of_theirs,
    _covers,
    naming.nominals,
    departing.departures,
    departing.ordered_out,
    departing.covered_too,
    agreeing.plans,
    naming.taken_lists,
    battles.clashes,
    battles.pockets_of_resistance,
    besieging.contested,
    fighting.advances,
    fighting.at_gates,
    fighting.resisted,
    operating.operations,
    failing.failed,
    failing.failed_attacks,
    failing.stopped_attempts,
    failing.vain_attacks,
    failing.stood,
    passing.slips,
    passing.moved_in,
    passing.entered_what_was_left,
    passing.ours,
    passing.capitulations,
    passing.flags,
    passing.victories,
    passing.handovers,
    passing.changed_hands,
    freeing.declared_free,
    battles.exchanges,
    battles.fights_on,
    freeing.free_of,
    freeing.newly_taken,
    freeing.free_now,
    passing.bestowals,
    agreeing.agreements,
    turning.turned_back,
    echoing.taken_again,
    echoing.entered,
    echoing.echoes,
    echoing.followed,
    echoing.came_next,
    echoing.included,
    echoing.gapped,
    echoing.by_another,
    denying.denied_reports,
    denying.denials,
    denying.called_false,
)
"""The frames that are found by a noun or an idiom, in the order in which one rests on another."""


def read_sentence(view: View, sides: Sides) -> None:
    """Run every frame over a view; its findings are added to `view.findings`. A question asserts nothing."""
    if view.lows[-1:] == ["?"]:
        return
    inside = {k for first, (last, _) in view.reader.mentions.items() for k in range(first + 1, last + 1)}
    for i, low in enumerate(view.lows):
        form = FORMS.get(low)
        if form is None or (i in view.reader.mentions and view.reader.tokens[i].low != low):
            continue
        if i in inside or _inside_name(view, i):
            continue
        if describes_things(view, i) or not is_verb(view, i):
            continue
        verb = read_verb(view.reader, i)
        if verb is not None:
            _dispatch(view, verb)
    compounds.compounds(view, sides)
    for frame in _FRAMES:
        frame(view)
    civil.without_civil(view)


def _inside_name(view: View, i: int) -> bool:
    """Say whether a capital form belongs to an actor's name: "Free Syrian Army", "Rapid Support Forces"."""
    phrase = view.reader.actors.get(i)
    token = view.reader.tokens[i]
    if phrase is None or phrase.first == phrase.last:
        return False
    last = i == phrase.last
    noun = token.low == "forces" and not (last and view.word(i + 1) in ("them", "it", "the"))
    return (token.is_capital and not view.reader.headline) or (
        noun and view.reader.actors.get(i + 1) in (None, phrase)
    )


def _dispatch(view: View, verb: VerbUse) -> None:
    senses = SENSES[verb.form.lemma]
    if (Sense.CONTROL in senses or verb.form.lemma in KEEPING) and controlling.control(view, verb):
        return
    for sense, frame in _BY_SENSE.items():
        if sense in senses:
            before = len(view.findings)
            frame(view, verb)
            if len(view.findings) > before:
                return
