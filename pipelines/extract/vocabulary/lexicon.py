"""The control words of news English: which verbs and nouns say that a place was gained, lost, held or fought for.

A verb belongs to one `Sense`; the grammar (voice, mood, negation, what governs it) then decides the event, as the
claim guide (docs/claim-guide.md) says. Forms are spelled out once here, so that a reader can see what is understood.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipelines.extract.vocabulary.words import words


class Sense(StrEnum):
    """What a control verb does with its arguments."""

    TAKE = "take"
    """subject gains the object: captured, seized."""
    TAKE_WEAK = "take-weak"
    """the same, only with a place right behind it and a side in front: took, freed, cleared."""
    OUST = "oust"
    """subject drives its object out of a place: expelled Y from X."""
    FALL = "fall"
    """a place falls (to a side)."""
    LOSE = "lose"
    """subject loses its object (to a side)."""
    LEAVE = "leave"
    """subject goes: withdrew from X, abandoned X."""
    CEDE = "cede"
    """subject gives its object to a side: surrendered X to Y."""
    HOLD = "hold"
    """subject holds its object."""
    STAY = "stay"
    """a place stays under somebody's control."""
    DEFEND = "defend"
    """subject keeps its object against an attack."""
    REPEL = "repel"
    """subject beats off an attack on a place."""
    ENTER = "enter"
    """subject fights its way into a place: advanced into, stormed, entered."""
    ASSAIL = "assail"
    """subject attacks a place on the ground."""
    BESIEGE = "besiege"
    """subject surrounds a place."""
    CLASH = "clash"
    """sides fight in or for a place."""
    LAUNCH = "launch"
    """subject starts or goes on with an operation."""
    CONTROL = "control"
    """a verb that takes the noun `control` as its object: take, establish, gain."""
    RAISE = "raise"
    """subject raises its flag over a place."""


@dataclass(frozen=True, slots=True)
class Form:
    """One inflected form: `tense` is base, s, past, pp or ing; `past/pp` forms carry both."""

    lemma: str
    tenses: frozenset[str]


IRREGULAR = {
    "retake": "retake retakes retook retaken retaking",
    "take": "take takes took taken taking",
    "overtake": "overtake overtakes overtook overtaken overtaking",
    "overrun": "overrun overruns overran overrun overrunning",
    "win": "win wins won won winning",
    "drive": "drive drives drove driven driving",
    "fall": "fall falls fell fallen falling",
    "lose": "lose loses lost lost losing",
    "withdraw": "withdraw withdraws withdrew withdrawn withdrawing",
    "leave": "leave leaves left left leaving",
    "flee": "flee flees fled fled fleeing",
    "quit": "quit quits quit quit quitting",
    "give": "give gives gave given giving",
    "hold": "hold holds held held holding",
    "cling": "cling clings clung clung clinging",
    "keep": "keep keeps kept kept keeping",
    "beat": "beat beats beat beaten beating",
    "fend": "fend fends fended fended fending",
    "fight": "fight fights fought fought fighting",
    "begin": "begin begins began begun beginning",
    "break": "break breaks broke broken breaking",
    "get": "get gets got gotten getting",
    "run": "run runs ran run running",
    "sweep": "sweep sweeps swept swept sweeping",
    "hand": "hand hands handed handed handing",
    "withstand": "withstand withstands withstood withstood withstanding",
    "lay": "lay lays laid laid laying",
    "put": "put puts put put putting",
    "wrest": "wrest wrests wrested wrested wresting",
    "repel": "repel repels repelled repelled repelling",
    "free": "free frees freed freed freeing",
    "grab": "grab grabs grabbed grabbed grabbing",
    "rid": "rid rids rid rid ridding",
    "bring": "bring brings brought brought bringing",
    "cut": "cut cuts cut cut cutting",
    "make": "make makes made made making",
    "see": "see sees saw seen seeing",
    "find": "find finds found found finding",
    "come": "come comes came come coming",
    "re-take": "re-take re-takes re-took re-taken re-taking",
    "mop": "mop mops mopped mopped mopping",
    "throw": "throw throws threw thrown throwing",
    "kick": "kick kicks kicked kicked kicking",
    "ride": "ride rides rode ridden riding",
    "ring": "ring rings ringed ringed ringing",
    "hang": "hang hangs hung hung hanging",
    "set": "set sets set set setting",
    "go": "go goes went gone going",
    "burst": "burst bursts burst burst bursting",
    "thrust": "thrust thrusts thrust thrust thrusting",
    "shut": "shut shuts shut shut shutting",
    "vie": "vie vies vied vied vying",
}
_DOUBLING = words("stop step deter slip rebel control expel repel propel rid equip trap strip wrap pin")

VERBS: dict[Sense, str] = {
    Sense.TAKE: """capture recapture re-capture seize reseize re-seize liberate reliberate retake re-take conquer
        reconquer overrun reclaim regain recover reoccupy re-occupy de-occupy deoccupy annex snatch reconquer""",
    Sense.TAKE_WEAK: """take rid restore overtake free occupy clear secure win gain cleanse purge wrest prise grab
        sweep get claw mop""",
    Sense.OUST: """drive expel oust push force dislodge evict eject chase flush kick throw rout remove uproot clear rid
        root knock sweep eliminate""",
    Sense.FALL: "fall collapse succumb",
    Sense.LOSE: "lose",
    Sense.LEAVE: """withdraw retreat pull abandon desert leave flee evacuate vacate quit depart redeploy relinquish cede
        give fall slip melt decamp move walk""",
    Sense.CEDE: "surrender hand cede relinquish yield give concede return turn",
    Sense.HOLD: "cling hang hold retain control dominate administer run govern rule keep occupy",
    Sense.STAY: "remain stay keep",
    Sense.DEFEND: "defend",
    Sense.REPEL: """repel repulse thwart foil fend beat ward rebuff withstand halt stop frustrate block resist
        confront abort deter prevent push hold throw drive fight break""",
    Sense.ENTER: """advance enter re-enter reenter penetrate infiltrate push progress storm raid roll break fight march
        sweep move breach surge charge burst battle punch smash walk drive ride pour swarm slip sneak go return
        thrust""",
    Sense.ASSAIL: "attack assault target counterattack counter-attack",
    Sense.BESIEGE: "besiege encircle surround blockade ring",
    Sense.CLASH: "clash fight battle skirmish vie compete",
    Sense.LAUNCH: """launch begin start mount initiate resume continue open impose stage commence unleash kick
        embark wage conduct carry intensify step""",
    Sense.RAISE: "raise hoist plant fly hang unfurl run",
    Sense.CONTROL: """establish re-establish reestablish gain assume assert impose restore achieve retain maintain
        extend expand exert exercise tighten consolidate re-gain secure have keep take retake regain seize
        win lose get recapture capture wrest reclaim restore hand cede relinquish surrender
        yield give concede continue claim cement reassert pass bring put place recover""",
}

KEEPING = words("retain maintain keep have exercise exert tighten consolidate hold cement continue")
"""Control verbs that say a state, not a change."""

ATTACK_NOUNS = words(
    """attack attacks assault assaults offensive offensives attempt attempts raid raids infiltration counterattack
    counterattacks counter-attack counter-attacks counteroffensive counter-offensive counter-offensives push advance
    advances incursion incursions onslaught bid operation operations ambush storming thrust thrusts foray forays""",
)
OPERATION_NOUNS = words(
    """operation operations offensive offensives campaign campaigns assault assaults battle battles fight push drive
    counteroffensive counter-offensive counterattack counter-attack advance advances attack attacks effort efforts
    mission raid siege encirclement incursion onslaught thrust bid""",
)
NOT_YET_REAL = words(
    """ahead planned upcoming looming imminent expected possible potential fearing fear feared avert prevent avoid
    expect expects expecting anticipate anticipated before would could if may might future""",
)
"""Words beside a noun of fighting that leave open whether there is any."""
CLASH_NOUNS = words(
    """clash clashes fighting battle battles combat skirmish skirmishes gunbattle gunbattles firefight firefights
    gunfight engagement engagements confrontations confrontation infighting in-fighting""",
)
CONTROL_NOUNS = words("control hold grip hands rule authority sovereignty sway")
TAKING_NOUNS = words(
    """capture recapture re-capture seizure liberation takeover conquest reconquest retaking capturing recapturing
    taking seizing liberating freeing occupation cleansing clearing clearance""",
)
FALLING_NOUNS = words("fall loss collapse surrender capitulation")
LEAVING_NOUNS = words("withdrawal retreat pullout pull-out evacuation departure exit pullback")
STRONGHOLD_NOUNS = words(
    """stronghold strongholds bastion bastions redoubt headquarters citadel heartland capital base bases preserve
    fiefdom fief holdout holdouts foothold"""
)
PLEDGE_VERBS = words(
    """agree agreed agrees agreeing accepted vow vowed vows vowing pledge pledged pledges pledging promise promised
    promises
    plan planned plans planning prepare prepared prepares preparing threaten threatened threatens threatening intend
    intended intends order ordered orders ready poised set decide decided decides gearing due determined expected
    commit committed propose proposed proposes offered offers warn warned warns undertook undertake undertakes
    undertaken""",
)
PLEDGE_NOUNS = words(
    """agreement agreements deal deals plan plans order orders ultimatum accord pact preparations intention vow
    pledge decision readiness""",
)
TRYING = words(
    """try tries tried trying attempt attempts attempted attempting
    struggle struggled struggling fight fighting fought battle battling battled strive striving striven push pushing
    bid continue continues continued continuing work working move moving moved""",
)
SUCCEEDING = words(
    """manage manages managed managing able succeed succeeds succeeded succeeding proceed proceeded went help
    helped helping chose chosen choosing""",
)
LEAVING_PARTICLES = {
    "pull": words("out back"),
    "fall": words("back"),
    "give": words("up"),
    "slip": words("away out"),
    "melt": words("away"),
    "move": words("out"),
    "walk": words("away out"),
}
"""Verbs that say leaving only with a particle behind them: pulled out, fell back, gave up."""
HELPING = words("saw see sees seen watched let made make makes helped help helps had")
"""Behind these, with an actor between, a bare form is a deed: "helped them take X", "saw the army capture X"."""
HAILING = words(
    """congratulated congratulates praised praises thanked hailed accused accuses blamed blames credited suspected
    congratulating accusing praising""",
)
"""Behind these, an actor and a preposition, a gerund is that actor's deed: "praised the army for retaking X"."""
MAKING = words(
    """force forced forces forcing compelled compelling obliged led prompted prompting caused causing allow allowed
    allowing allows enable enabled enabling enables permitted helped helping told ordered ordering urged asked let"""
)
"""Behind these and an actor, an infinitive is that actor's deed: "forced the rebels to withdraw"."""
RIDDING = words("clear purge cleanse rid")
"""Verbs that free a place of somebody."""
FAILING = words(
    "fail fails failed failing unable refuse refused yet stop stopped prevent prevented unsuccessfully"
)


def _regular(lemma: str) -> str:
    stem = lemma
    if lemma.endswith("e"):
        return f"{lemma} {lemma}s {lemma}d {lemma}d {lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return f"{lemma} {lemma[:-1]}ies {lemma[:-1]}ied {lemma[:-1]}ied {lemma}ing"
    if lemma in _DOUBLING:
        stem = lemma + lemma[-1]
    third = f"{lemma}es" if lemma.endswith(("s", "sh", "ch", "x")) else f"{lemma}s"
    return f"{lemma} {third} {stem}ed {stem}ed {stem}ing"


def _forms() -> dict[str, Form]:
    table: dict[str, Form] = {}
    lemmas = sorted({lemma for group in VERBS.values() for lemma in group.split()})
    for lemma in lemmas:
        spelled = IRREGULAR.get(lemma) or _regular(lemma)
        for form, tense in zip(spelled.split(), ("base", "s", "past", "pp", "ing"), strict=True):
            old = table.get(form)
            table[form] = Form(lemma, (old.tenses if old else frozenset()) | {tense})
    return table


FORMS: dict[str, Form] = _forms()
"""Every inflected form that is understood, lower-case, to its lemma and tenses."""

NO_FORM = Form("", frozenset())
"""The form of a word that is none."""

SENSES: dict[str, frozenset[Sense]] = {}
for _sense, _group in VERBS.items():
    for _lemma in _group.split():
        SENSES[_lemma] = SENSES.get(_lemma, frozenset()) | {_sense}


def has_sense(lemma: str, *senses: Sense) -> bool:
    """Say whether a lemma can have one of the senses."""
    return not SENSES.get(lemma, frozenset()).isdisjoint(senses)
