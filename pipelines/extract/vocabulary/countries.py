"""Countries and their demonyms, to tell a state's own forces from a foreign state's.

`NAME demonym[,demonym]`; a state's own forces are `government` unless `OWN_SIDE` names them otherwise, a state
fighting abroad is its own side under its lower-case name (docs/claim-guide.md, Sides).
"""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

_TABLE = """
Afghanistan Afghan|Albania Albanian|Algeria Algerian|Angola Angolan|Argentina Argentine|Armenia Armenian
Azerbaijan Azerbaijani,Azeri|Bahrain Bahraini|Bangladesh Bangladeshi|Belarus Belarusian|Benin Beninese
Bosnia Bosnian|Burkina_Faso Burkinabe|Burundi Burundian|Cambodia Cambodian|Cameroon Cameroonian
Central_African_Republic Central_African|Chad Chadian|Colombia Colombian|Congo Congolese|Croatia Croatian,Croat
Cuba Cuban|Cyprus Cypriot|Egypt Egyptian|El_Salvador Salvadoran|Eritrea Eritrean|Ethiopia Ethiopian
France French|Georgia Georgian|Guatemala Guatemalan|Guinea Guinean|Haiti Haitian|India Indian
Indonesia Indonesian|Iran Iranian|Iraq Iraqi|Israel Israeli|Ivory_Coast Ivorian|Jordan Jordanian
Kazakhstan Kazakh|Kenya Kenyan|Kosovo Kosovar|Kuwait Kuwaiti|Kyrgyzstan Kyrgyz|Laos Laotian
Lebanon Lebanese|Liberia Liberian|Libya Libyan|Mali Malian|Mauritania Mauritanian|Mexico Mexican
Moldova Moldovan|Morocco Moroccan|Mozambique Mozambican|Myanmar Burmese,Myanmar's|Nepal Nepali,Nepalese
Nicaragua Nicaraguan|Niger Nigerien|Nigeria Nigerian|Pakistan Pakistani|Peru Peruvian|Philippines Philippine,Filipino
Qatar Qatari|Russia Russian|Rwanda Rwandan|Saudi_Arabia Saudi|Senegal Senegalese|Serbia Serbian,Serb
Sierra_Leone Leonean|Somalia Somali|South_Africa South_African|South_Sudan South_Sudanese|Spain Spanish
Sri_Lanka Lankan|Sudan Sudanese|Syria Syrian|Tajikistan Tajik|Tanzania Tanzanian|Thailand Thai|Togo Togolese
Tunisia Tunisian|Turkey Turkish|Türkiye Turkish|Uganda Ugandan|Ukraine Ukrainian|United_Arab_Emirates Emirati
Uzbekistan Uzbek|Venezuela Venezuelan|Vietnam Vietnamese|Yemen Yemeni|Zimbabwe Zimbabwean|Palestine Palestinian
United_States American,US,U.S|Britain British|Burma Burmese|Lithuania Lithuanian|Poland Polish|Germany German
Brazil Brazilian|Ecuador Ecuadorean,Ecuadorian|Bolivia Bolivian|Chile Chilean|Paraguay Paraguayan|Uruguay Uruguayan
Panama Panamanian|Costa_Rica Costa_Rican|Honduras Honduran|Jamaica Jamaican|Guyana Guyanese|Greece Greek
Bulgaria Bulgarian|Romania Romanian|Hungary Hungarian|Slovakia Slovak|Slovenia Slovenian,Slovene|Austria Austrian
Switzerland Swiss|Netherlands Dutch|Belgium Belgian|Denmark Danish|Sweden Swedish|Norway Norwegian|Finland Finnish
Portugal Portuguese|Ireland Irish|Estonia Estonian|Latvia Latvian|Montenegro Montenegrin
Macedonia Macedonian|Oman Omani|Zaire Zairean,Zairian
Malaysia Malaysian|Singapore Singaporean|Mongolia Mongolian|Gabon Gabonese|Gambia Gambian|Ghana Ghanaian
Botswana Botswanan
Namibia Namibian|Zambia Zambian|Malawi Malawian|Madagascar Malagasy|Djibouti Djiboutian|Turkmenistan Turkmenistani
North_Korea North_Korean|South_Korea South_Korean|North_Vietnam North_Vietnamese|South_Vietnam South_Vietnamese
China Chinese|Japan Japanese|Italy Italian|Canada Canadian|Australia Australian|Iceland Icelandic
"""

OWN_SIDE = {
    "Ukraine": "ukraine",
    "Russia": "russia",
    "Israel": "israel",
    "Armenia": "armenia",
    "Eritrea": "eritrea",
    "Azerbaijan": "azerbaijan",
    "Georgia": "georgia",
}
"""States whose own forces go by the state's name in the wars that they fight."""

KIN = {
    ("Chechnya", "Russia"): "government",
    ("Armenia", "Azerbaijan"): "azerbaijan",
    ("Azerbaijan", "Azerbaijan"): "azerbaijan",
    ("Bosnia", "Serbia"): "bosnian serbs",
    ("Bosnia", "Croatia"): "croat forces",
    ("Croatia", "Serbia"): "krajina serbs",
    ("Kosovo", "Serbia"): "government",
    ("Kosovo", "Yugoslavia"): "government",
}
"""Whose forces a people's, or a state's, are in a war next door or in a part of it that breaks away.

"Serb forces" in Bosnia are not Serbia's; in Chechnya the recognised state is Russia, in Kosovo
it was Yugoslavia; Azerbaijan and Armenia are at
war as two states.
"""

COUNTRIES: dict[str, str] = {}
"""Lower-case country name to its usual form."""
DEMONYMS: dict[str, str] = {}
"""Lower-case demonym to the country's usual form."""
for _entry in _TABLE.replace("\n", "|").split("|"):
    if not _entry.strip():
        continue
    _name, _demonyms = _entry.split()
    _country = _name.replace("_", " ")
    COUNTRIES[_country.lower()] = _country
    for _word in _demonyms.split(","):
        DEMONYMS.setdefault(_word.replace("_", " ").lower(), _country)
PEOPLES = {_country: _word for _word, _country in reversed(DEMONYMS.items())}
"""A country's usual form to the first of its demonyms."""
COUNTRIES |= {"us": "United States", "u.s": "United States", "usa": "United States", "uk": "Britain"}


CAPITALS = {
    "moscow": "Russia", "kyiv": "Ukraine", "kiev": "Ukraine", "baghdad": "Iraq", "damascus": "Syria",
    "ankara": "Turkey",
    "tehran": "Iran", "khartoum": "Sudan", "kinshasa": "Congo", "kigali": "Rwanda", "yerevan": "Armenia",
    "baku": "Azerbaijan", "riyadh": "Saudi Arabia", "abuja": "Nigeria", "bamako": "Mali", "kabul": "Afghanistan",
    "tbilisi": "Georgia", "jerusalem": "Israel", "asmara": "Eritrea", "belgrade": "Serbia", "mogadishu": "Somalia",
    "bangui": "Central African Republic", "juba": "South Sudan", "naypyitaw": "Myanmar",
    "niamey": "Niger", "ouagadougou": "Burkina Faso", "colombo": "Sri Lanka", "manila": "Philippines",
    "bogota": "Colombia", "beirut": "Lebanon", "cairo": "Egypt", "nairobi": "Kenya", "kampala": "Uganda",
    "maputo": "Mozambique",
    "monrovia": "Liberia", "freetown": "Sierra Leone",
}  # fmt: skip
"""Capitals that stand for their government where they say, vow or deny something."""
VENUES = {
    "geneva", "brussels", "vienna", "istanbul", "doha", "jeddah", "davos", "washington", "london", "paris", "berlin",
    "rome", "madrid", "new york", "the hague",
}  # fmt: skip
"""Where talks are held and foreign officials speak, and nobody fights."""


ALLIES = {
    "Afghanistan": frozenset({"united states", "britain", "nato", "france", "canada", "australia"}),
    "Mali": frozenset({"france", "chad", "niger", "russia"}),
    "Niger": frozenset({"france", "chad", "nigeria"}),
    "Burkina Faso": frozenset({"france", "niger"}),
    "Nigeria": frozenset({"chad", "niger", "cameroon"}),
    "Somalia": frozenset({"kenya", "uganda", "burundi", "united states"}),
    "Central African Republic": frozenset({"russia", "rwanda", "france"}),
    "Mozambique": frozenset({"rwanda"}),
    "Ethiopia": frozenset({"eritrea"}),
    "South Sudan": frozenset({"uganda"}),
    "Sierra Leone": frozenset({"nigeria", "guinea", "britain"}),
    "Chad": frozenset({"france"}),
    "Philippines": frozenset({"united states"}),
    "Yemen": frozenset({"saudi arabia", "united arab emirates"}),
    "Syria": frozenset({"russia", "iran"}),
    "Angola": frozenset({"cuba"}),
    "Haiti": frozenset({"kenya"}),
    "Congo": frozenset({"angola", "zimbabwe", "namibia", "south africa", "tanzania", "malawi"}),
    "Libya": frozenset({"turkey"}),
    "South Korea": frozenset(
        {
            "united states",
            "britain",
            "turkey",
            "canada",
            "australia",
            "france",
            "netherlands",
            "greece",
            "ethiopia",
        }
    ),
    "South Vietnam": frozenset({"united states", "australia", "south korea"}),
}
"""Foreign forces that fought beside a recognised state: `government` (docs/claim-guide.md, Sides)."""
ALLIES_SINCE = {
    "Iraq": (
        dt.date(2003, 5, 1),
        frozenset({"united states", "britain", "poland", "spain", "italy", "georgia"}),
    ),
}
"""Foreign forces that came to be a state's allies: those who had invaded it before that day."""
SEATS = {country: town.title() for town, country in reversed(CAPITALS.items())} | {
    "Libya": "Tripoli", "Yemen": "Sanaa", "Haiti": "Port-au-Prince", "Zaire": "Kinshasa", "Chad": "N'Djamena",
    "Ethiopia": "Addis Ababa", "Angola": "Luanda", "Burundi": "Bujumbura", "Algeria": "Algiers", "Guinea": "Conakry",
    "Cambodia": "Phnom Penh", "Nepal": "Kathmandu", "Tajikistan": "Dushanbe", "Bosnia": "Sarajevo",
    "Croatia": "Zagreb", "Kosovo": "Pristina", "El Salvador": "San Salvador", "Nicaragua": "Managua",
    "Ivory Coast": "Abidjan", "South Vietnam": "Saigon", "Mauritania": "Nouakchott", "Cameroon": "Yaounde",
}  # fmt: skip
"""The capital of a country: what "the capital" is in news from there. Some do not stand for its government."""


def country_of_two(before: str, word: str) -> str | None:
    """Return the country of a lower-case name or demonym of two words: "south sudanese"; None for any other."""
    pair = f"{before} {word}"
    return DEMONYMS.get(pair) or COUNTRIES.get(pair)


_LEADERS = """
Turkey erdogan erdoğan davutoglu davutoğlu yildirim yıldırım|Russia putin medvedev lavrov shoigu|Syria assad al-assad
Ukraine zelensky zelenskiy zelenskyy poroshenko|Iraq maliki al-maliki abadi al-abadi kadhimi al-kadhimi
Israel netanyahu|Iran rouhani khamenei|Georgia saakashvili|Azerbaijan aliyev|Armenia pashinyan|Serbia milosevic
Afghanistan karzai|Ethiopia abiy|Eritrea isaias|Rwanda kagame|Chad deby|Uganda museveni
"""
LEADERS = {
    name: country for country, *names in (row.split() for row in _LEADERS.replace("\n", "|").split("|") if row)
    for name in names
}  # fmt: skip
"""Heads of states and governments by the name that tells them apart, with whose they are."""
_NOT_CHECHEN = ("kadyrov", "ukrain", "donetsk", "luhansk", "donbas", "kyiv", "syria")
"""What tells that Chechens fight elsewhere, for Russia or others."""
_BREAKING_AWAY = {
    "Russia": (
        "chechen", "chechnya", "grozny", "gudermes", "urus-martan", "vedeno", "shatoi", "dudayev", "maskhadov",
        "basayev",
    )
}  # fmt: skip
"""A part of a state that a text may be about: Russia's troops are at home there, its rebels are not Ukraine's."""
OUTSIDERS = frozenset(
    {"North Korea", "North Vietnam", "Russia", "United States", "Britain", "France", "Germany", "Iran", "Turkey",
     "Türkiye", "Saudi Arabia", "China",
     "United Arab Emirates", "Qatar", "Canada", "Italy", "Poland", "Australia", "Netherlands", "Spain", "Belgium",
     "Denmark", "Sweden", "Norway", "Finland", "Portugal", "Ireland", "Switzerland", "Austria", "Japan"}
)  # fmt: skip
"""States that send troops, arms or envoys to other countries' wars: a war is theirs where no other country is named."""


_ALSO_CALLED = {
    "drc": "Congo", "kivu": "Congo", "m23": "Congo", "d'ivoire": "Ivory Coast", "d’ivoire": "Ivory Coast",
    "darfur": "Sudan", "tigray": "Ethiopia", "donetsk": "Ukraine", "luhansk": "Ukraine", "donbas": "Ukraine",
    "rakhine": "Myanmar", "mindanao": "Philippines", "benghazi": "Libya", "misrata": "Libya", "houthi": "Yemen",
    "houthis": "Yemen", "helmand": "Afghanistan", "ltte": "Sri Lanka", "farc": "Colombia", "unita": "Angola",
}  # fmt: skip
"""Words that tell of a country in news from there: what it is also called, its regions and groups of one war."""


_LISTENING = frozenset(
    [
        "newspaper",
        "newspapers",
        "television",
        "magazine",
        "embassy",
        "ambassador",
        "consulate",
        "journalist",
        "journalists",
        "reporter",
        "reporters",
    ]
)
"""Who hears of a war abroad: a country told of by these alone is not where it is fought."""


RUSSIAS_WAR = 2014
"""Since this year a text of war that names no country but Russia is of its war in Ukraine."""


def home_country(
    low_text: str, preferred: tuple[str, ...], lead: str = "", year: int | None = None
) -> str | None:
    """Return the country that a text is about: a preferred one that it names, else the one it names most.

    `low_text` is lower-case, and so is `lead`, which tells what it is about: its words count on top. `year`
    is when the text was published, None if not known. None if no country is named and none is preferred.
    """
    if preferred:
        return preferred[0]
    counts: dict[str, int] = {}
    before = ""
    told = [*lead.replace("'s", " ").split(), *low_text.replace("'s", " ").split(), ""]
    for word, behind in pairwise(told):
        bare = word.strip(".,;:\"'()“”‘’")
        if bare in DEMONYMS and behind.strip(".,;:\"'()“”‘’") in _LISTENING:
            continue  # "in a message to a Georgian newspaper"
        country = _ALSO_CALLED.get(bare) or country_of_two(before, bare) or COUNTRIES.get(bare)
        country = country or DEMONYMS.get(bare) or CAPITALS.get(bare)
        before = bare
        if country:
            counts[country] = counts.get(country, 0) + 1
    seat = low_text.count("chechnya") + low_text.count("grozny")
    torn = seat and seat + low_text.count("chechen")
    if torn > 1 and set(counts) <= {"Russia"} and not any(low in low_text for low in _NOT_CHECHEN):
        return "Chechnya"
    if not counts:
        return None
    most = max(sorted(counts), key=lambda c: (c not in OUTSIDERS, counts[c]))
    if most == "Vietnam" and "South Vietnam" in counts:
        most = "South Vietnam"  # whose war it was
    if most in ("Serbia", "Croatia") and 2 * counts.get("Bosnia", 0) >= counts[most]:
        most = "Bosnia"  # whose wars the neighbours' peoples fought
    broken = sum(lead.count(word) + low_text.count(word) for word in _BREAKING_AWAY.get(most, ()))
    if broken > 2 and 2 * broken >= counts[most]:
        return "Chechnya"
    return "Ukraine" if most == "Russia" and (year or 0) >= RUSSIAS_WAR else most
