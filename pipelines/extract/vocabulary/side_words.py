"""The words of actor phrases that say whose they are: heads of states, rebels, what names no group by itself."""

from __future__ import annotations

import datetime as dt
import re

from pipelines.extract.vocabulary.countries import COUNTRIES
from pipelines.extract.vocabulary.words import FACILITIES, words

REBELS = "rebels"
"""The side of insurgents that no text names more closely."""
PEOPLE_HEADS = words(
    """group groups column columns contingent contingents detachment detachments unit units division divisions guard
    guards force allies coalition alliance gang gangs
    resistance convoy tanks corps branch commanders""",
)
"""Heads that name a side only together with a modifier that does."""
FOES = words("enemy adversary occupiers invaders")
"""Whom a side's own text means by these, the sides tell: `Parties.enemy`."""
FOES_OF_A_VOICE = words("mercenaries hirelings hireling puppets puppet stooges aggressors invaders occupiers")
"""Whom a party's own text calls so is its opponent: `Parties.voice`."""
OPPONENTS = words("opponents rivals enemies foes adversaries enemy")
"""Who is against somebody: "his opponents" are none of his."""
MILITARY_UNITS = words("unit units column columns detachment detachments contingent contingents")
"""Heads of somebody's forces even where nothing says whose: "the units", "a second column"."""
OWNED = words("units divisions guards men members comrades")
"""Heads that are somebody's own: "his men"."""
STATE_HEADS = words(
    """army forces force troops soldiers military police government units unit guards guard division brigade
    battalion commandos marines contingent contingents detachment policemen garrison servicemen infantry tanks armour
    armor corps airborne cavalry""",
)
GOVERNMENT_WORDS = words("junta") | words(
    """government govt pro-government regime pro-regime loyalist loyalists pro-assad pro-state army military
    security federal""",
)
REBEL_WORDS = words(
    """rebel rebels mutineers anti-government anti-regime insurgent insurgents opposition anti-gaddafi anti-assad
    anti-junta revolutionary revolutionaries opponents resistance""",
)
TURNED = words("dissident renegade mutinous breakaway rogue")
"""Soldiers that are one of these are no longer the state's."""
SIDE_WORDS = REBEL_WORDS | TURNED | words("separatist jihadist islamist militant secessionist")
"""What tells that soldiers are not the state's."""
JIHADISTS = words("isis al-qaeda aqap aqim")
"""Whom no text calls "the rebels" beside others."""
GROUPS = words("groups factions battalions brigades")
"""Of these many, "the group" is none."""
PLAIN = words("troops soldiers authorities")
"""Wordings of the state's that a word before them gives to another: "Houthi troops"."""
ARMS = words("infantry armoured armored mechanized mechanised airborne motorized motorised mountain tank")
"""What only a regular army's numbered divisions are called after."""
REGULAR_UNITS = words("division divisions corps regiment regiments brigades")
"""What a regular army numbers: "the 4th and 7th Guards Brigades"."""
OF_A_PEOPLE = words("clan tribal village neighbourhood volunteer")
OWNERS = words("army military government police")
"""Heads that only describe a facility behind them: "the army airport"."""
OWNED_BY_HEADS = FACILITIES | {"council", "area", "areas"}
NATIONAL_FORCES = re.compile(
    r"^(?:the |our )?(?:gallant |heroic |brave |valiant )?(?:national defen[cs]e|armed|defen[cs]e) forces?$"
)
"""What states call their own army."""
JOINT = (["joint", "force"], ["joint", "forces"], ["joint", "troops"])
"""What a state and those who fight beside it call themselves (docs/claim-guide.md, Sides)."""
NO_GROUP = words(
    """western allied armed special sunni shia shiite shi'ite islamist islamic jihadist arab christian muslim tribal
    ethnic african european regional border air aerospace national federal state interior defence defense republican
    presidential coalition civilian united takfiri elite assault storm shock ground mobile
    advance volunteer joint rapid local invading occupying attacking advancing retreating defending rival
    paramilitary clan first task
    former second third guards royal cavalry infantry airborne armored armoured mechanized mechanised
    motorized motorised mountain marine parachute tank artillery engineering fourth fifth sixth seventh eighth ninth
    tenth terrorist militant marines commando commandos ranger rangers extremist separatist insurgent""",
)
"""Capitalised words before a head that name no group by themselves."""
WHERE = words("in near around outside from across to")
"""Behind these a capitalised word says where, not who: "in Swat soldiers took X"."""
LEANING = (
    "-dominated",
    "-backed",
    "-led",
    "-linked",
    "-aligned",
    "-allied",
    "-based",
    "-trained",
    "-held",
    "-sponsored",
    "-affiliated",
    "-inspired",
    "-style",
)
HOME_GROUPS = {"Iraq": "isis", "Ukraine": "russia"}
"""Whom unnamed militants and rebels are in a war with one such side (docs/claim-guide.md, Sides)."""
RECENT_GROUPS = {
    "Nigeria": ("boko haram", dt.date(2010, 1, 1)),
    "Yemen": ("houthi", dt.date(2015, 1, 1)),
}
"""Whom a text that names no group means by "the rebels", "the militia" in a war that began on a day."""
PEOPLES_REBELS = {"Chechnya": "chechen rebels"}
"""What the unnamed rebels of a war are called after their people."""
RECOGNISED = {"azerbaijan": "government", "georgia": "government"}
"""States that fight on their own recognised soil: theirs is the government's side (docs/claim-guide.md, Sides)."""
STATES = frozenset({"government"}) | {country.lower() for country in COUNTRIES.values()}
"""Sides that are a state's."""
NO_REBELS = STATES | {REBELS, "gangs", "peshmerga", "sdf", "united states", "britain", "france", "nato", "un"}
"""Sides that "the rebels" never means: states, their forces, allies of states."""
SHIA = words(
    "shi'ite shiite shia shi'a iran-backed iranian-backed iran-aligned iran-supported iranian-supported"
)
"""In Iraq's wars militias of these names fought beside the army (docs/claim-guide.md)."""
