"""Words of the language that stand where a place's name can: "in custody", "took refuge", "of food"."""

from __future__ import annotations

from pipelines.extract.vocabulary.actor_words import HEADS
from pipelines.extract.vocabulary.lexicon import (
    ATTACK_NOUNS,
    CLASH_NOUNS,
    CONTROL_NOUNS,
    FORMS,
    OPERATION_NOUNS,
    TAKING_NOUNS,
)
from pipelines.extract.vocabulary.words import (
    ADVERBS,
    AUXILIARIES,
    CALENDAR,
    CONJUNCTIONS,
    COUNTABLE,
    DAYTIMES,
    DETERMINERS,
    DIRECTION_WORDS,
    KINDS,
    NEGATIONS,
    NOT_NAMES,
    NUMBERS,
    OFFICES,
    PART_NOUNS,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    REPORTING,
    SUBORDINATORS,
    WITNESSES,
    words,
)

_NOUNS = words(
    """abroad abuse access acronym across action adjacent adultery advance advantage affiliate again ago ahead aid
    aim air air-raid air-strike air-strikes aircraft airstrike alarm alert alike alive all allow almost alone
    along alongside already ammunition ancient anew anger another anybody anyone anything apart appear armor
    armour arms army around arson art aside ask astray asylum average away baby back bad baggage bail bare
    barely barrel barren battles bay bed beer begin believe below best better big biggest bit black blame blast
    blood bloodshed blue body bomb bombers bombing bombs booby border boss both bottle box boy boys breach bread
    breakfast breath brief bring brink broadcast build bury bus business buy cabinet cannon captive captives
    care cargo carpet case cash casualty cattle cause ceasefire chance change chaos charge chemical chief child
    children church cinema civilian class clean clear clock close coal coalition coastal coffins cold collapse
    collateral college colour come command comment common company complete concern condition consider contact
    contrast corpses cost country coup course court cover craft create cricket crime crisis cross crowd crude
    cruise custody daily damage danger dark darkness data date daughter dawn daybreak daylight dead deal dear
    death debate debris debt decades decisive decline deep deep-water default defeat defiance delay demand
    democracy demographic deploy depth despair destroy detail detainee dialogue die diesel different dinner
    diplomatic direct dirt disarray disbelief discuss disguise disgust disorder display dispute distress do
    doubt down downtown dozen drink droves drug due dusk dust dusty duty early ease east effect effort either
    election electricity else embassy emergency end enemy energy enough ensure equal error escape ethnic ever
    everybody everyone everything evidence evil excess exchange excluding exclusive excuse exile exposure face
    fact facto faith fall false fame family family-run famine far far-right farm farmland fashion fast fate
    father favor favour fear fever few fewer fierce fiercest film final finally finance find fire firepower firm
    fish five fix flames flat fled flee flight flood flour focus foes follow food foot footage football force
    forced forever formal former found four free freedom fresh fridays friend friendly front fruit fuel full
    fully fun fund further fury future gain gas gear general girl give go gold gone good grain grass grave great
    green grief ground grow guard gun gunfire gunshot hair half hand handcuffs handover happen hard
    hard-to-reach harm haste hate hatred head hear heat heavier heaviest heavily heavy height hell help here
    hide hiding high higher hindsight historic historical history holiday home homes honor honour hope hospital
    hostage hostages hour house house-to-house houses human human-rights humanitarian hundreds hunger hunt ice
    idea ideal ill image immediate impact important inch income independent infrastructure inner inside instead
    intense interest internal international iron islam issue jail job joint joy judge jump-start junior just
    justice keep key kidnap kill kin kind kit know knowledge lack land large largest last late later laughter
    launcher launchers law lay laying lead league learn least left legal legitimate less let level leverage life
    light like likely limbo line link literature little live livestock local london lone long loss lot love low
    lower luck lunch machine mail main major make man many march marital martial mass material math mattresses
    may meat media mediate medicine medieval meet member memory men mercy mere merely metal mid mid-western
    middle midnight might military minarets mind minor minute missile mixed mob modern moment money monitor
    month more morning mortar mortars mosque mosques most mother motion mountain mourning mouth move mud
    multiple music mutual name naval near nearby nearest neck need net neutral new news next night nightfall no
    nobody none noon normal north nothing notice now null oath oblivion ocean odds off offer office often oil
    old one only open open-source opera opium order other others out outer over overall overcome overthrow own
    pace pain panic paper parallel pardon park parliament part partial particular party past pay peace peaceful
    peacekeepers pen people perhaps peril permanent person petrol phone photo pieces place plague plain plan
    plane plastic play plenty point poison police political pool poor popular position positions possible post
    post-war poverty power practice praise prayer pre-war precise presence present press price primary prime
    principle prison prisoners private pro pro-regime profit progress project proof proper protest public
    pursuit put quarantine quest question quick quiet race radio rage rain range rank ransom rapid rare rather
    reach read real reality rear reason rebel recent record red reform refuge refugee refugees regard regional
    relative relief remember remote renewed rent reopen reply report reserve residential respect response rest
    result retaliation return revenge reverse rice right riot risk river role rooftop rooftops room rose rough
    round row rows royal rubble rule rules ruling run rural sad safe safety sake salt salvage same sand
    satellite save say scale school schoolboy scope sea search second second-biggest second-largest secret
    sectarian see seek seem self send senior sense separate series serious serve service session set seven
    severe shade shame shape share sharp shells shelter shock shop short shorten shot show side sight silence
    silver similar simple sin since single sit site six sleep small smoke snow so social soft soil solar some
    someone something somewhere son song sons soon south space spare speak special speech speed spend spite
    sport spring square stable staff stage stake stalemate standby stark start state state-run status stay
    steady steel step still stock stone stop storage store storm strategic stray street strength stress strict
    strike strong style such sudden suffering sugar suicide summer sunrise sunset supplies supply support sure
    surprise suspense swift table tactical take talk tall tandem tatters taxes tea teach team tears telephone
    tell temporary ten tense tent terror test text them theory there thin thing think third thirst thought
    thousands threat three throw thus tight timber time tiny tobacco today together token tomorrow top torture
    total touch tough tour town trade traffic train training transit travel treason trial tribal tribute trouble
    truce true trust truth tuesdays tune turmoil turn twice twin two typical unclear under understand
    undisclosed unharmed uniform uniforms unison unity unrest up upper upset urban urgent use usual utter vain
    value various vast vehicle verify very via victory video view violence virtue visible vital vote wait walk
    want war war-torn waste watch water way wealth weapon weapons weather week weight well went west what wheat
    where while white whole wide wild win wind winning winter women wood word work world worse worst worth
    wounded wrong year yesterday young youth zero"""
)

COMMON = (
    ADVERBS | AUXILIARIES | CALENDAR | CONJUNCTIONS | COUNTABLE | DAYTIMES | DETERMINERS | DIRECTION_WORDS.keys()
    | KINDS | NEGATIONS | NOT_NAMES | NUMBERS.keys() | OFFICES | PART_NOUNS | PREPOSITIONS | PRONOUNS | RELATIVES
    | REPORTING | SUBORDINATORS | WITNESSES | HEADS | ATTACK_NOUNS | CLASH_NOUNS | CONTROL_NOUNS | OPERATION_NOUNS
    | TAKING_NOUNS | FORMS.keys() | _NOUNS
)  # fmt: skip
"""Words that are no name in a text without capitals."""
ENDINGS = (
    "ing", "ed", "tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism", "ist", "ship", "ful", "less", "ous",
    "ive", "able", "ible", "ly", "ward", "hood", "ible", "ular", "tary", "tial", "tional",
)  # fmt: skip
"""What ends many words of the language and few places' names."""
SINGULAR_ENDINGS = ("ss", "us", "is", "as", "os", "'s", "’s")
"""What ends names that are no plural: "misratas" would be one, "sirtas" may be none."""
INITIALS = words(
    """isis isil sdf ypg ypj pkk fsa hts rsf saf spla splm splm-n splm-io farc eln unita mnla mujao ltte lra fdlr adf
    ttp lna gna tplf hvo nato eu amisom uae kla cndp codeco aqap aqim hts pmf tnla mndaa pdf kia stc cpc lurd mend
    milf bifm ndf ptsd sohr sana mit fdd rcd mlc frelimo renamo eplf eprdf ocha osce unhcr"""
)
"""Groups and bodies that are written in capitals."""
