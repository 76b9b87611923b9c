"""People and things that are captured, freed, restored or taken, and are no places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.extract.clauses.verbs import Voice
from pipelines.extract.vocabulary.modality import Mood
from pipelines.extract.vocabulary.names import THINGS
from pipelines.extract.vocabulary.words import ADVERBS, PRONOUNS, WITNESSES, words

if TYPE_CHECKING:
    from pipelines.extract.clauses.context import View
    from pipelines.extract.clauses.verbs import VerbUse
    from pipelines.extract.places.records import PlaceList

_SERVICES = words("electricity water power traffic service services supplies internet communications")
_KINSMEN = words("sons brothers daughters commanders deputies aides lieutenants bodyguards relatives")
MAX_KIN = 9
"""How many words ", A and B," behind them may have."""
_DECISIONS = words(
    "decision decisions measures steps precautions photos photographs pictures samples smugglers vote votes"
)
"""What is taken and is no place: "no decision about X has been taken"."""
_PEOPLE = WITNESSES | words(
    """prisoners prisoner inmates detainees hostages hostage captives captive civilians soldiers policemen officers
    detainee inmate civilian soldier policeman person
    people men women girls boys children students schoolgirls journalists journalist workers crew sailors pilots
    tanks vehicles weapons guns trucks documents suspects suspect leader leaders fighters militants rebels""",
)
"""What can be freed, seized or taken beside a place."""
NOT_PLACES = words(
    """camera video film photo office power charge part responsibility hostage prisoner steps action note aim
    place off down aback apart care refuge shelter cover sides""",
)


def no_place_taken(view: View, verb: VerbUse) -> bool:
    """Say whether a passive tells of a decision, a service or a thing: "in X, power was restored"."""
    before = view.word(verb.first - 1)
    if verb.form.lemma == "restore" and (before in _SERVICES or verb.mood is not Mood.FACT):
        return True  # "the arch will be restored"
    decided = not _DECISIONS.isdisjoint(view.lows[max(0, verb.first - 9) : verb.first])
    if verb.form.lemma == "take" and decided:
        return True
    return verb.voice is Voice.REDUCED and before in THINGS  # "with tanks taken from the army"


def of_people(view: View, verb: VerbUse) -> bool:
    """Say whether people or things are what was taken: "two of the workers they (seized last week on a road in X)"."""
    at = verb.first - 1
    phrase = view.reader.actors.get(at)
    noun = (phrase.first if phrase is not None else at) - 1
    noun -= view.word(noun) == "that"
    return (phrase is not None or view.word(at) in PRONOUNS) and view.word(noun) in _PEOPLE


def held_there(view: View, verb: VerbUse, group: PlaceList) -> bool:
    """Say whether "five Lebanese held in X (were freed)", "tourists trapped in X (were freed)" tells of people."""
    where = view.word(group.first - 1) in ("in", "at", "from") and group.first > 1
    return verb.form.lemma in ("free", "release") and where


def somebody_before(view: View, i: int) -> bool:
    """Say whether people stand right before a verb at token `i`: "X was attacked and prisoners (were freed)"."""
    at = i - 1
    while view.word(at) in ADVERBS:
        at -= 1
    if view.word(at) == "," and not _KINSMEN.isdisjoint(view.lows[max(0, at - MAX_KIN) : at]):
        return True  # "two of his sons, A and B, were captured"
    owned = view.word(at - 1) in ("its", "their")  # "the town and its people were liberated"
    return view.word(at) in _PEOPLE and not owned
