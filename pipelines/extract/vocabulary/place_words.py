"""The small words of place phrases: articles, particles, what may open one, what points back to one."""

from __future__ import annotations

from pipelines.extract.vocabulary.countries import DEMONYMS
from pipelines.extract.vocabulary.words import DIRECTION_WORDS, KINDS, PART_NOUNS, SAYING, words

DETERMINERS = words(
    """the a an this that these those its their our his all both whole entire several nearby neighboring
    neighbouring adjacent""",
)
PARTICLES = words("wa al el ar ad ez az es de da di do dos du la le del bin ben abu um umm")
LOCATIVES = words("in near of around outside inside at along beside within on")
NAMING_KINDS = words(
    """gorge valley county township canton oblast raion municipality commune prefecture state island islands peninsula
    forest forests basin plateau delta corridor strip desert pass citadel highway motorway road crossroads junction
    hill hills hilltop hilltops barrens height heights field fields farm farms mountain mountains""",
)
"""Kinds that belong to how a text words a place, if not to its name: "Kodori gorge", "Jonglei state"."""
SAME_KIND = {
    "airport": "air",
    "airbase": "air",
    "base": "air",
    "field": "oil",
    "oilfield": "field",
    "gasfield": "field",
    "hill": "mountain",
    "road": "highway",
    "post": "crossing",
}
SUBJECT_SLOTS = SAYING | {
    "",
    ",",
    ":",
    ";",
    "that",
    "while",
    "as",
    "after",
    "when",
    "since",
    "once",
    '"',
    "“",
}
COMPOUND_HEADS = words(
    "hall front council court station jail prison mayor residents market hospital police officials elders"
)
"""Nouns that make the place noun before them only a part of theirs: "the town hall" is not the town."""
DESCRIBING = words(
    """besieged occupied liberated surrounded contested disputed embattled divided devastated ruined fortified deserted
    isolated populated shattered beleaguered encircled strategically-located""",
)
"""Participles that describe a place behind `and`; any other tells a new deed: "X and shelled Y"."""
APPOSING = words("the a an one two three four both")
"""Words that open a description behind a comma: "X, the capital of Y", "X and Y, two villages in Z"."""
OVERLOOKING = words(
    "overlooking linking connecting bordering adjoining facing flanking separating dividing joining"
)
"""Behind these a place only tells where another lies: "the village overlooking X was taken"."""
HELD_NOUNS = words("stronghold bastion enclave town village city pocket base bases region oblast province")
"""Nouns before which a side only describes: "the rebel stronghold of X"."""
INSIDES = words("mayor governor citizens streets alleys lanes ruins centre center")
"""Whose or what "of X" is, and X a place that a text may go on to speak of."""
FACILITY_WORDS = words(
    """steel oil gas electricity pumping chemical air power thermal nuclear cement sugar grain iron water refugee army
    police border naval military railway train bus sulphur sulfur phosphate fertiliser fertilizer textile flour
    salt gold coal coke copper hydroelectric international fuel artillery apartment industrial engineering
    infantry missile radar training logistics supply radio television general displacement displaced idp
    guard conference shopping detention medical cultural trade national teaching university""",
)
"""What may stand between a name and the facility that it belongs to: "Azovstal steel plant"."""
FACILITY_ADJECTIVES = words(
    """presidential international main central special forces air-force naval old new district government security
    intelligence party radio television state provincial regional governor's governor parliament divisional brigade"""
)
"""What else tells one facility of a town from another: "the presidential palace", not "the sprawling palace"."""
REGIONS = words(
    """province region governorate state oblast county countryside prefecture department
    territory""",
)
"""Kinds of a region that towns lie in."""
NAME_OPENERS = words(
    """tal tel tell jabal jebel wadi kafr kfar deir dayr khirbet umm um point hill qal'at qalat talat tallat bayt beit
    ayn ain khan bir rasm jisr"""
)
"""What many names begin with: where another follows without a comma, another name begins."""
FAITHS = words("christian muslim sunni shia shiite shi'ite druze alawite yazidi jewish")
"""Whose town it is, no part of its name."""
HEIGHTS = words("mount jabal jebel khirbet")
"""What opens the names of nothing but places: "Mount Barsa", "Jabal Turkman"."""
RIVERS = words("euphrates tigris orontes khabur litani dnieper donets nile danube drina volga")
"""Waters that a place lies on: who holds "the dam on the Euphrates" holds no river."""
POINTERS = words("the both these those this that all")
TOWNS_HAVE_ONE = words(
    """airport airbase airfield airstrip port seaport harbour harbor dam refinery prison palace university hospital
    citadel"""
)
"""What a town mostly has one of: "the airport" is that of the town spoken of, never the town."""
GARRISONS = words("camp base barracks")
"""Of these a town mostly has one that is the army's: "the town's military camp"."""
SIDE_ADJECTIVES = words("rebel government opposition syrian army military police")
ANAPHOR_ADJECTIVES = words(
    """two three four five abovementioned above-mentioned aforementioned strategic same key whole entire
    strategically important latter former besieged town's city's hilltop frontier border coastal ancient historic
    embattled contested small tiny oil-rich devastated deserted fabled walled storied famed dusty desert trading
    fishing farming caravan pilgrimage provincial regional sprawling rail transport mining oil diamond disused
    international military civilian christian muslim sunni shia shiite shi'ite druze alawite yazidi turkmen assyrian
    kurdish arab serb croat albanian mixed market garrison railway riverside lakeside seaside mountainous""",
)


OPENERS = (
    DETERMINERS
    | KINDS
    | PART_NOUNS
    | DIRECTION_WORDS.keys()
    | DEMONYMS.keys()
    | words(
        """half third quarter most much more almost nearly some all entire whole about large small vast major key
        strategic""",
    )
)
NAMED_BEHIND = words(
    """town village suburb hamlet settlement city port capital stronghold hub outpost junction base
    towns villages suburbs hamlets settlements districts neighbourhoods neighborhoods quarters"""
)
"""Nouns between a name and its "of" that leave the first to locate the second: "the Idlib town of Saraqib"."""
FLEEING = words("fled fleeing flee")
"""Who does so to X was at home there."""
OWNING = frozenset({"'", "’", "'s", "’s"})
"""Marks behind a side that only describes what is its own: "the rebels' capital of X"."""
