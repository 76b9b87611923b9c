"""What keeps a name from matching: it is part of a longer name, of a person's name, or of another word."""

from __future__ import annotations

import re

from gazetteer.spellings import ARABIC_PREFIXES, ARTICLES, ENGLISH, is_arabic
from gazetteer.wordlist import words

HEADS = words(
    """abu abo umm bin ibn tal tel tell tall talat tallat tallet tulul jabal jebel jabel mount deir dayr der dair
    kafr kfar kafar kefr khan bustan boustan karm karam hawsh hosh housh sheikh shaykh shaikh sheik cheikh ain
    ayn ein wadi beit bayt burj borj qalat qal'at qala'at khirbat khirbet kherbet kherba marj jisr jesr bir bi'r
    beer ras harat haret hay hayy dahiyat dahiyet dahiya masaken masakin tariq souq suq souk maarat maarrat
    ma'arrat maaret sahat sahet nahr jamiat jamiyat liwa jaish jaysh jabhat ahrar faylaq harakat hayat hay'at
    kataib kata'ib saraya ansar jund suqour rif qasr qaser birkat ghadir khazan hosn husn qalaat dar fatah fateh
    state""",
)
"""First words of Arabic place names and of armed groups: a name behind one of them is part of a longer one."""
GIVEN_NAMES = words(
    """abdallah abdel abdul abdulaziz abdulkarim abdullah abdulrahman adnan ahmad ahmed aisha akram ali amal amin
    amir ammar anas anwar aref asaad asma ayman aziz bassam bassel bashar bilal fadi fahd faisal fares farid
    fatima fawaz firas ghassan habib hadi hafez haitham hamid hamza hani hasan hassan hatem haytham hisham
    hossam hussam hussein husayn ibrahim imad iyad issam jabr jamal jamil jawad kamal karim khaled khalid khalil
    laila leila louay mahdi maher mahmoud mahmud majid malek malik mansour marwan maryam mazen mohamad mohamed
    mohammad mohammed mohsen muhammad munir murad musa mustafa mustapha nabil nader nasser nawaf nidal nizar
    omar osama othman qasim qassem raed rafiq rami rashid riad riyad saad sabah saeed safwan said salah saleh
    salem salim salman sameer sami samir sarah sayed shadi suleiman sulaiman taha talal tamer tareq tarek usama
    wael walid waleed wassim yahya yasser yassin youssef yusuf zaher zaid ziad ziyad daoud hashem ismail mazloum
    nouri riham samar rania nour haidar haider jaber moaz muaz yaser zahran fadel faruk farouk george michel
    nizam suhail suheil ghiath abdo fuad nabih qusay uday hicham wissam""",
)
"""Given names of the region: "Mohammed al-Shaar" is a man, not a neighbourhood."""
TITLES = words(
    """mr mrs ms dr prof president minister general gen brigadier brig colonel col major maj captain capt
    lieutenant lt commander sergeant sgt mullah imam ambassador spokesman spokeswoman journalist senator sayyid""",
)
OUTLETS = words(
    """news tv television channel network newspaper daily radio media magazine""",
)
"""Words that make the name before them that of a medium: "al-Mayadeen TV"."""
BODIES = frozenset({"military council", "civil council", "civilian council", "conquest operations"})
"""Words that make the name before them that of a body: "Manbij Military Council"."""
HINDERING = HEADS | GIVEN_NAMES | TITLES | ARTICLES
"""Words that matter right before a name: all others leave it as it is."""
_BODY = re.compile(rf" (?:{'|'.join(sorted(OUTLETS | BODIES))})[.,;:)]*(?: |$)")
_BODY_BEGINS = frozenset((body + closed)[:3] for body in OUTLETS | BODIES for closed in ("", *" .,;:)"))
OPEN = frozenset(' (["/,.:;|')
"""Characters that can stand right before or after a name, the common ones."""


def on_word_bounds(folded: str, start: int, end: int) -> bool:
    """Say whether `folded[start:end]` is a whole word or words; a possessive 's may follow."""
    if start and folded[start - 1] not in OPEN and not _open_before(folded, start):
        return False
    if end == len(folded):
        return True
    follows = folded[end]
    if follows in OPEN:
        return True
    if follows == "'":
        return _apostrophe_ends(folded, end)
    return not (follows.isalnum() or follows == "_")


def _open_before(folded: str, start: int) -> bool:
    before = folded[start - 1]
    if before == "'":
        return start == 1 or not folded[start - 2].isalnum()
    if not (before.isalnum() or before == "_"):
        return True
    if not is_arabic(folded[start : start + 1]) or not is_arabic(before):
        return False
    head = start - 1
    while head and folded[head - 1].isalnum() and start - head <= 2:  # noqa: PLR2004  # longest prefix
        head -= 1
    whole = head == 0 or not folded[head - 1].isalnum()
    return whole and folded[head:start] in ARABIC_PREFIXES


def _apostrophe_ends(folded: str, end: int) -> bool:
    """Say whether the apostrophe at `end` closes the word: a possessive, a plural possessive or a quote."""
    rest = folded[end + 1 : end + 3]
    if not rest or not rest[0].isalnum():
        return True
    return rest[0] == "s" and (len(rest) == 1 or not rest[1].isalnum())


def word_before(folded: str, start: int) -> str:
    """Return the word before `start` if only one space lies between, else an empty string."""
    if start < 2 or folded[start - 1] != " " or folded[start - 2] == " ":  # noqa: PLR2004  # a letter and a space
        return ""
    return folded[folded.rfind(" ", max(0, start - 30), start - 1) + 1 : start - 1].lstrip("([\"'/")


def article_before(text: str, word: str, original_start: int) -> bool:
    """Say whether the word before a name is its article: joined by a hyphen, or not also an English word."""
    if word not in ARTICLES:
        return False
    return word not in ENGLISH or not text[original_start - 1].isspace()


def is_longer_name(text: str, word: str, original_start: int) -> bool:
    """Say whether the word before a name makes it part of another name: "Tal al-X", "Mohammed X", "General X"."""
    if word not in HEADS and word not in GIVEN_NAMES and word not in TITLES:
        return False
    return text[original_start - 1 - len(word)].isupper()


def may_hinder(folded: str, start: int, end: int) -> bool:
    """Say whether the word right before or after a name can speak against it; "no" is sure, and quickly said."""
    if folded[start - 1 : start] == " ":
        word = folded[folded.rfind(" ", 0, start - 1) + 1 : start - 1]
        if word in HINDERING or not word[:1].isalnum():
            return True
    return folded[end : end + 1] == " " and folded[end + 1 : end + 4] in _BODY_BEGINS


def names_a_body(folded: str, end: int) -> bool:
    """Say whether the words after a name make it a medium or a body: "al-Mayadeen TV", "Raqqa Civil Council"."""
    return _BODY.match(folded, end) is not None
