"""Closed word classes of news English that the readers share."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the white-space separated words of `text` as a set."""
    return frozenset(text.split())


KINDS = words(
    """city cities town towns village villages district districts neighborhood neighbourhood neighborhoods
    neighbourhoods quarter quarters suburb suburbs area areas region regions province provinces governorate
    governorates countryside oblast county municipality settlement settlements hamlet hamlets capital enclave pocket
    base bases airbase airport airports airfield airfields aerodrome barracks barrack checkpoint checkpoints outpost
    outposts camp camps
    crossing crossings bridge bridges hospital hospitals hill hills hilltop mountain mountains height heights ridge
    road roads highway motorway route junction crossroads roundabout field fields oilfield oilfields gasfield refinery
    dam reservoir plant plants station silos mill mills factory factories farm farms farmland compound prison port
    harbour harbor island islands peninsula valley plain plains desert river canal lake border complex square market
    citadel castle fortress housing housings housing-complex university academy school college cemetery park state
    ports harbours harbors valleys refineries terminals dams
    chowk microdistrict
    territory subdistrict sub-district zone sector strip corridor mine mines depot headquarters parliament palace
    stadium hotel street metropolis hub stronghold bastion outskirts garrison locality commune department prefecture
    battalion facility terminal garage post posts capitals strongholds bastions hubs ridges hilltops stations compounds
    palaces communes localities municipalities counties enclaves pockets squares markets routes highways garrisons
    facilities fort forts fortresses castles prisons junctions roundabouts depots zones sectors oasis gorge delta basin
    plateau marshes forest forests jungle salient foothills causeway tunnel railway township townships canton cantons
    parish raion woreda hromada gate triangle states museum seaport campus community communities barrens""",
)
SINGULAR_PLACE_NOUNS = words(
    """city town village district neighborhood neighbourhood quarter suburb area region province governorate oblast
    settlement enclave base airbase airport airfield camp crossing bridge hospital hill hilltop height ridge mountain
    road highway field oilfield refinery dam plant port island valley compound prison factory junction stronghold
    capital territory locality square citadel facility mine complex checkpoint outpost valley peninsula
    commune township county seaport campus college academy""",
)
PLURAL_PLACE_NOUNS = words(
    """cities towns villages districts neighborhoods neighbourhoods quarters suburbs areas regions provinces
    governorates settlements bases airports airfields camps crossings bridges hills mountains fields oilfields farms
    positions points locations sites ports harbours islands valleys terminals refineries checkpoints outposts
    capitals strongholds bastions centres centers hubs ridges hilltops compounds communes localities municipalities
    counties enclaves highways garrisons facilities forts junctions townships cantons""",
)
COUNTABLE = PLURAL_PLACE_NOUNS | words("settlements localities strongholds hamlets")

DIRECTION_WORDS = {
    "north": "north", "northern": "north", "northward": "north", "northernmost": "north",
    "south": "south", "southern": "south", "southward": "south", "southernmost": "south",
    "east": "east", "eastern": "east", "eastward": "east", "easternmost": "east",
    "west": "west", "western": "west", "westward": "west", "westernmost": "west",
    "northeast": "north-east", "northeastern": "north-east", "north-east": "north-east",
    "north-eastern": "north-east", "northwest": "north-west", "northwestern": "north-west",
    "north-west": "north-west", "north-western": "north-west", "southeast": "south-east",
    "southeastern": "south-east", "south-east": "south-east", "south-eastern": "south-east",
    "southwest": "south-west", "southwestern": "south-west", "south-west": "south-west",
    "south-western": "south-west", "central": "centre",
}  # fmt: skip
"""Compass words to the canonical form of a claim's `part`."""

COMPASS = words("north south east west northeast northwest southeast southwest")
PART_NOUNS = words(
    """part parts portion portions section sections half halves third thirds quarter quarters swath swaths swathe
    swathes chunk chunks majority bulk rim rims edge edges outskirts outskirt side sides remainder rest end ends
    suburbs corner corners pocket pockets districts neighborhoods neighbourhoods areas sector sectors stretch
    stretches valleys slopes flank flanks fringe fringes centre center entrance entrances gate gates surroundings
    territory percent much most remnants summit quarter's blocks streets countryside buildings houses""",
)
PARTS_OF_TOWNS = words("districts neighbourhoods neighborhoods quarters suburbs")
SHARES = words("most much half all part parts some")
"""What stands before "of" where not the whole is meant, or expressly is."""
PARTLY = words("partly partially largely mostly mainly")
"""Said of what is done to a part of a place."""
RANKS = words("only last sole first main largest biggest")
"""What one place is of its kind: "the last town that the rebels hold"."""
DETERMINERS = words(
    "the a an this that these those its their his her our all both such some any another other every"
)
PREPOSITIONS = words(
    """in on at near around outside inside within alongside into onto over of from to towards toward against with by
    between
    through across along for beside behind beyond under off about amid among via next upon throughout beneath despite
    during until till since after before without except excluding barring""",
)
CONJUNCTIONS = words(
    "and or but nor as well while whereas when where because though although if unless that so than"
)
SUBORDINATORS = words(
    "while whereas when where because though although if unless after before since once as until till"
)
RELATIVES = words("who which whose whom that where")
PRONOUNS = words("it they them he she we i you him her us itself themselves")
SUBJECT_PRONOUNS = words("it they he we who which that")
AUXILIARIES = words(
    """is are was were be been being am has have had having do does did will would shall should can could may might
    must 's 've 're 'd 'll get gets got getting""",
)
FINITE_AUXILIARIES = AUXILIARIES - {"'s"}
"""Those that cannot be a possessive: "the army's"."""
BE = words("is are was were be been being am 's 're get gets got getting")
HAVE = words("has have had having 've")
ADVERBS = words(
    """also reportedly allegedly now still already fully completely successfully finally eventually quickly briefly
    recently currently effectively largely mostly partly partially almost nearly entirely again later then soon just
    even meanwhile since further firmly subsequently previously yesterday today temporarily once never not n't only
    apparently reportedly likewise totally easily rapidly steadily slowly gradually initially ultimately formally
    officially
    swiftly virtually simultaneously separately together earlier long so far early late forcibly forcefully
    successively back purportedly supposedly newly militarily fast swiftly immediately actually indeed thus thereby
    first last once-again jointly directly yet too however
    steadfastly courageously bravely stubbornly tightly heroically unanimously unilaterally completely wholly
    strongly vigorously aggressively violently peacefully quietly secretly openly repeatedly continuously constantly
    permanently provisionally solely exclusively precariously nominally essentially practically decisively""",
)
NEGATIONS = words("not n't never no neither nor without cannot hardly")
DOUBLE_QUOTES = frozenset('"“”')
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]
CALENDAR = (
    frozenset(WEEKDAYS)
    | frozenset(MONTHS)
    | words("mon tue wed thu fri sat sun jan feb apr jun jul aug sept sep oct nov dec")
)

DAYTIMES = words("day night morning evening afternoon week month year")

REPORTING = words(
    """said says say saying told tells tell reported reports report announced announces announcing announce added adds
    adding stated states state stating claimed claims claim claiming confirmed confirms confirm confirming declared
    declares declaring noted notes noting according acknowledged admitted insisted stressed revealed quoted wrote
    tweeted posted denied denies deny denying rejected rejects rejecting refuted dismissed believes believed estimated
    asserted asserts reiterated explained disclosed warned warns countered retorted replied boasted boasts""",
)
SAYING = REPORTING - words("told tell tells telling according state quoted")
"""Words behind which a clause may open without "that": "officials say X has fallen"."""
OFFICES = words(
    """secretary-general spokesman spokeswoman spokesperson commander leader chief president premier minister
    secretary official general
    colonel officer chairman"""
)
"""Who speaks for a side: "rebel spokesman A B told"."""
WITNESSES = words(
    "resident residents witness witnesses villager villagers people activists inhabitants locals"
)
AT_HOME = WITNESSES | words(
    "elders elder mayor lives lived living live man woman shopkeeper teacher doctor reached born"
)
"""Behind these "in X" tells where somebody is at home: "a man who lives in X said that the town"."""
LOCAL_OFFICIALS = words(
    "official officials officer officers policeman governor mayor councillor lawmaker commander captain"
)
"""Who speaks of the place where he is, in a text that has told of no other: "a police officer in X said the town"."""
NOT_NAMES = words(
    """shi'ite shiite shia sunni christian druze alawite yazidi turkmen islamist muslim jewish tuareg hutu tutsi chechen
    the a an this that these those there here it they he she we i you his her its their our my in on at by for from
    with after before while when where as if but and or so although though however meanwhile also later earlier since
    until during despite according separately elsewhere furthermore moreover additionally following hundreds dozens
    scores tens thousands several many much most some all both no not another other each every any such what who which
    how rohingya european african asian
    why yes now then today yesterday tomorrow overnight only even still just once one two three four five six seven
    eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty
    first second third last next new old hours days weeks months minutes
    video photo reports report sources source officials official
    activists residents witnesses local military army forces troops militants rebels terrorists fighters soldiers
    gunmen insurgents government opposition regime state president prime minister ministry foreign defence defense
    general colonel spokesman spokesperson commander leader mr mrs ms dr sheikh-dr lord sir king prince read more
    related articles share tags topic watch update breaking latest developments islamic muslim sunni shia shiite
    christian kurdish arab western eastern northern southern agreement operation battle war civil conflict
    god air inland african union united nations nato eu un au amisom arabic english french german spanish persian
    farsi hebrew north south east west central christmas easter ramadan eid
    control authority responsibility rule shelling bombing fighting clashes airstrikes aircraft artillery protests
    demonstrations displacement humanitarian schools hospitals roads water fuel food people civilians families children
    women men workers aid talks negotiations peace violence hostilities access markets
    saharan sahelian finance information
    agriculture education energy transport tourism culture planning communications environment""",
)

FACILITIES = words(
    """hill hills mountain road highway bridge oilfield oilfields gasfield field fields refinery dam airport airbase
    airfield airstrip aerodrome
    base post hospital factory factories cemetery prison palace headquarters complex roundabout crossing camp checkpoint
    barracks jail junction silos museum mill mills mine mines station plant farms port island university campus stadium
    chowk compound garage garrison hotel steelworks ironworks shipyard fort causeway tunnel gate
    reservoir triangle street terminal depot market square shrine mosque monastery seaport academy college institute""",
)
"""Kinds that belong to a name: "Zouhor hill" is not Zouhor, "Sheikh Najjar factories" not Sheikh Najjar."""

DATED_PLACES = words(
    """neighbourhood neighborhood district quarter hospital street square bridge mosque camp barracks airport dam
    stadium university park school housing roundabout movement"""
)
"""What is named after days: "the 7 July district", "the 22 May Hospital"."""

BUILDINGS = words("building buildings headquarters offices office council palace compound studios")
"""What stands behind a kind of place and makes it a thing of its own: "the Kirkuk governorate building"."""

APPOSING = words("the a an one two three four both its their his")
"""What begins a description of the name before it: ", the capital of Gezira", ", their main base south of Tripoli"."""

ONES = (
    "zero one two three four five six seven eight nine ten "
    "eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
NUMBERS = {w: float(i) for i, w in enumerate(ONES.split())} | {
    w: 20.0 + 10 * i for i, w in enumerate(TENS.split())
}
"""Numbers in words: to nineteen, and the tens."""
LOSING_MARKS = words(
    "assad al-assad gaddafi gadhafi erdogan putin trump obama daesh isis isil nusra hezbollah hizbullah"
)
"""Names of persons and groups with which an s is no plural, but has lost its mark: "Daeshs men"."""

AGENCIES = frozenset(
    """SANA|AFP|AP|UPI|RT|DPA|IRNA|FNA|TASS|Reuters|Xinhua|Sputnik|Anadolu|Interfax|Press TV|Al-Masdar News|ARA News
    |Enab Baladi|Zaman al-Wasl|Fars News""".replace("\n    ", "").split("|")
)
"""News agencies as datelines call them: "Damascus SANA Army units"."""
