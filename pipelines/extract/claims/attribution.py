"""Who says so: the sources named before, inside or after a clause, as written.

"a military source told SANA" names two; "the source added" is the same source again, kept as written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from pipelines.extract.vocabulary.lexicon import FORMS
from pipelines.extract.vocabulary.words import ADVERBS, CALENDAR, PREPOSITIONS, WITNESSES, words

if TYPE_CHECKING:
    from pipelines.extract.text.sentences import Sentence

_SAY = (
    r"(?:said|says|say|saying|told|tells|reported|reports|announced|announces|added|adds|stated|states|claimed|claims|confirmed|confirms|"
    r"declared|declares|noted|insisted|stressed|denied|denies|wrote|tweeted|acknowledged|admitted|revealed|quoted|countered|retorted|replied|boasted)"
)
_VERB = re.compile(rf"(?!(?-i:States))(?<![-\w]){_SAY}\b", re.IGNORECASE)
"""A reporting verb; "the Islamic States bastion" of a text without apostrophes has none."""
_ACCORDING = re.compile(
    r"\baccording\s+to\s+(?P<who>[^,.;:]{2,90}?)(?=[,.;:]|\s+(?:that|which|who|the\s+liberated|more|at|in\s+a|on\s+\w+day)\b|(?<!\bof)(?<!\bin)(?<!\bfor)(?<!\bfrom)(?<!\bto)(?<!\band)(?<!\bby)\s+the\s|$)",
    re.IGNORECASE,
)
_CITING = re.compile(r"\bciting\s+(?P<who>[^,.;:]{2,90})(?=[,.;:]|$)", re.IGNORECASE)
"""Whom a speaker has it from: "Citing residents, the agency said"."""
_TOLD = re.compile(
    r"\btold\s+(?P<who>[^,.;:]{2,60}?)(?=\s+(?:on|that|in|by|at|late|early|from|the|earlier|yesterday|today|he|they|there|it|a|his|her|its|their|our|we|i|most|all|some)\b|[,.;:]|$)",
    re.IGNORECASE,
)
_NO_SOURCE = words("it they he she we i who which that there this the") | {"the claim", "the claims"}
_TRIM = re.compile(
    r"^(?:later|earlier|meanwhile|also|and|but|although|though|whereas|while|in\s+a\s+statement|(?:on|by|late\s+on|early\s+on)\s+\w+day|furthermore|elsewhere|however|separately)\b[\s,]*",
    re.IGNORECASE,
)
_DISMISSING = re.compile(r"\b(?:dismissed|rejected|denied|denounced|described|hailed)\b")
_CLAIM = re.compile(r"^\s*(?:a|an)\s+(?:claim|assertion|report|allegation|charge)\s+")
"""What is said of what was said before: "..., a claim Moscow denied"."""
_ASIDE = re.compile(r",\s+(?:speaking|who|whose|which|citing|quoting|adding)\b")
_DESCRIBING = re.compile(r"\b(?:which|who)\s(?:\w+\s){0,2}$")
_NEAR = 90
"""How many characters back the opening of a clause is looked for."""
_WHERE = re.compile(r", where [^,;]{1,60}$")
"""What opens a clause about a place, whose speaker speaks of nothing else."""
_WHICH = re.compile(r", (?:which|something) [^,;]{1,60}$")
_DECLARED = words("free liberated cleared safe secure fallen")
_ARTICLES = words("a an the one two three several another its their local")
_DOUBTED = words(
    "denied denies denying dismissed rejected refuted of amid despite conflicting unconfirmed some such media"
)
_PASSIVE = words("was were is are be been being")
_HEARERS = words(
    "president prime minister king queen prince parliament lawmakers senate congress general colonel"
)
"""Whom a speaker tells that is no medium: "Shoigu told President Putin"."""
_CONTRAST = re.compile(
    r";|,? (?:but|while|whereas|although|though) |, and (?=[^,;]{2,60} (?:said|says|told|reported|announced) )",
    re.IGNORECASE,
)
"""What stands between two main clauses that may have a speaker each."""
_OWN_WORDS = 4
"""From how many words on what stands behind a reporting verb is a clause of its own."""
MAX_SOURCE_CHARS = 120
_LONG = 9
_INSIDE_A_SOURCE = words("of in for from to and at on by with or told citing near as with")
"""What stands before an article inside one source: "the head of the council"."""
_BETWEEN = ADVERBS | {"widely"}
"""What may stand between "was" and "reported"."""
_TIMES = words("hours noon dawn dusk midnight nightfall overnight yesterday today")
_HAVING = words("has have had also")
_KEEPING = words("controls holds still")
_NO_OPENERS = words("if for in by at from during after on to")


def speakers(sentence: Sentence, end: int, head: int) -> tuple[str, ...]:
    """Return who a sentence says reported the clause that ends at `end`, outermost last.

    All offsets are the document's; `head` is where the control word stands: who speaks before it speaks of it.
    """
    text = sentence.text
    found: list[str] = []
    spoken = _of_another_clause(text, head - sentence.start)
    for match in _VERB.finditer(text):
        at = sentence.start + match.start()
        inside = head < at < end and not _parenthetical(text, match.start())
        inside = inside or (
            at >= end and _WHERE.search(text, max(0, match.start() - _NEAR), match.start()) is not None
        )
        inside = inside or _bracketed(text, match.start(), head - sentence.start)
        if inside or match.start() in spoken or _nobody_says(text, match):
            continue
        described = _DESCRIBING.search(text, 0, head - sentence.start)  # "who control X and Y said"
        floor = max(0, end - sentence.start) if at >= end and not described else 0
        who = _subject(text, match.start(), floor) if at <= head or _closing(text, match.start()) else None
        who = who or _inverted(text, match)
        if who and who not in found:
            found.append(who)
        told = _TOLD.match(text, match.start())
        if told and match.group().lower() == "told" and who:
            hearer = _tidy(told.group("who"))
            if not hearer or not hearer[0].isupper() or hearer.split()[0].lower() in _HEARERS:
                continue
            if hearer not in found:
                found.append(hearer)
    for match in _ACCORDING.finditer(text):
        if match.start() in spoken:
            continue
        who = _tidy(match.group("who"))
        if who and who not in found:
            found.append(who)
    cited = [_tidy(match.group("who")) for match in _CITING.finditer(text) if match.start() not in spoken]
    return tuple([who for who in cited if who and who not in found] + found)


def _of_another_clause(text: str, head: int) -> set[int]:
    """Return where reporting verbs stand that open another main clause than the one of the word at `head`.

    "A said X, but B said Y": A speaks of X alone and B of Y alone. A verb that closes the sentence speaks of all of it,
    and a clause without a speaker of its own is still what was said before it.
    """
    cuts = [match.start() for match in _CONTRAST.finditer(text)]
    if not cuts:
        return set()
    own = sum(cut < head for cut in cuts)
    verbs = [*_VERB.finditer(text), *_ACCORDING.finditer(text)]
    parts = [sum(cut < match.start() for cut in cuts) for match in verbs]
    opened = {
        part for part, match in zip(parts, verbs, strict=True)
        if len(text[match.end() :].split()) >= _OWN_WORDS
    }  # fmt: skip
    others = {part for part in opened if part > own or (part < own and own in opened)}
    return {match.start() for part, match in zip(parts, verbs, strict=True) if part in others}


def _nobody_says(text: str, match: re.Match[str]) -> bool:
    """Say whether "reports" or "claims" is denied or doubted, or done to what stands before: "X was declared free"."""
    before = text[: match.start()].rsplit(None, 2)
    if before and before[-1].lower() in _BETWEEN:
        before = before[:-1]
    if before and before[-1].lower() in _PASSIVE and match.group().lower() != "quoted":
        return True
    behind = text[match.end() :].split(None, 1)
    if match.group().lower() in ("denied", "denies") and _WHICH.search(
        text, max(0, match.start() - _NEAR), match.start()
    ):
        return True  # "claimed to have taken X, which the SDF denied"
    if match.group().lower() == "declared" and behind and behind[0].strip(".,").lower() in _DECLARED:
        return True  # "two districts declared free of IS in May"
    if match.group().lower() in ("denies", "denied") and not behind:
        return True  # "rebels say they hold Malakal, army denies"
    if text[match.end() :].lstrip()[:3].rstrip(" .,") in ("it", "so"):
        return match.group().lower().startswith("den")  # ", but rebels denied it": they did not report it
    return match.group().lower() in ("reports", "claims") and bool(before) and before[-1].lower() in _DOUBTED


def _bracketed(text: str, at: int, head: int) -> bool:
    """Say whether a reporting verb stands in brackets that close before `head`: "the group (Z denies it), which"."""
    opened = text.rfind("(", max(0, at - _NEAR), at)
    return opened >= 0 and text.find(")", opened, at) < 0 and 0 <= text.find(")", at, at + _NEAR) < head


def _parenthetical(text: str, at: int) -> bool:
    return text.rfind(",", 0, at) > text.rfind(" that ", 0, at)


def _closing(text: str, at: int) -> bool:
    """Say whether a reporting verb closes the sentence: "... , a military source said."."""
    opens = text[at : at + _NEAR].split(None, 2)[1:2] == [
        "that"
    ]  # "holds X and has announced that it will ..."
    return not opens and (len(text) - at < 60 or "," in text[max(0, at - 60) : at])


def _subject(text: str, at: int, floor: int) -> str | None:
    """Return the noun phrase before a reporting verb at `at`, None if it names nobody."""
    begin = max(floor, at - MAX_SOURCE_CHARS)
    chunk = text[begin:at]
    cut = max(chunk.rfind(mark) for mark in (";", ":", "“", "”", '"', "\n", "—", " – ", " - "))
    comma = _clause_comma(chunk)
    chunk = chunk[max(cut + 1, comma + 1, 0) :]
    if chunk.rstrip().endswith(",") and (dismissed := _DISMISSING.search(chunk)):
        chunk = chunk[: dismissed.start()]  # "Khartoum dismissed the claim as propaganda, saying"
    if chunk.rstrip().endswith(","):
        chunk = _ASIDE.split(chunk)[0]
    if _CLAIM.match(chunk):
        return None
    for word in (" that ", " while ", " but ", " after ", " where ", " as ", " because "):
        k = chunk.rfind(word)
        if k >= 0 and word == " that " and chunk.endswith(" and ") and _VERB.search(chunk, 0, k):
            return None  # "The government denied that ... and said ...": it has been named

        if k >= 0 and not chunk[k:].strip().startswith("as well"):
            chunk = chunk[k + len(word) :]
    return _tidy(_last_noun_phrase(_first_subject(chunk)))


def _first_subject(chunk: str) -> str:
    """Return what stands before the first verb of "Rebels seized X on Sunday and (said)": both verbs share it."""
    pieces = chunk.split()
    while pieces[-1:] != [] and pieces[-1].lower() in _HAVING:
        pieces.pop()
    if pieces[-1:] != ["and"]:
        return chunk
    told = (
        k for k, w in enumerate(pieces)
        if k and ("past" in _tenses(w) or w in _KEEPING or _VERB.fullmatch(w))
    )  # fmt: skip
    verb = next(told, None)
    return chunk if verb is None else " ".join(pieces[:verb])


def _tenses(word: str) -> frozenset[str]:
    form = FORMS.get(word.lower())
    return form.tenses if form else frozenset()


def _last_noun_phrase(chunk: str) -> str:
    """Return the noun phrase that ends a run of words without commas: "... forces the Observatory" -> its last one."""
    pieces = chunk.split()
    for k in range(len(pieces) - 1, 0, -1):
        joined = pieces[k - 1].endswith(",") or pieces[k - 1].lower() in _INSIDE_A_SOURCE
        if pieces[k] in ("a", "an", "the") and not joined:
            return " ".join(pieces[k:])  # a text that lost its commas
    if len(pieces) < _LONG or "," in chunk.strip(" ,"):
        return chunk  # "Attaullah Afghan, the head of the provincial council in Helmand,"
    tail = pieces[-_LONG:]
    for k in range(len(tail) - 1, -1, -1):
        if tail[k].lower() in ("the", "a", "an", "one", "local", "state"):
            return " ".join(tail[k:])
    capital = next((k for k, w in enumerate(tail) if w[:1].isupper()), 0)
    return " ".join(tail[capital:])


_OPENS_DESCRIPTION = words(
    """speaking who whose which citing a an the one quoting for in head chief leader director commander mayor
    governor"""
)
"""What opens words between commas that describe a source: "the army, backed by air strikes, said"."""


def _clause_comma(chunk: str) -> int:
    """Return where a noun phrase begins behind commas: ", speaking on condition of anonymity," belongs to it."""
    comma = chunk.rfind(",")
    if comma < 0:
        return -1
    tail = chunk[comma + 1 :].strip()
    if not tail or (len(tail.split()) == 1 and tail.lower() in ("also", "however")):
        earlier = chunk.rfind(",", 0, comma)
        inner = chunk[earlier + 1 : comma].strip() if earlier >= 0 else ""
        opens = inner.split(" ", 1)[0].lower()
        if (
            opens in _OPENS_DESCRIPTION
            or opens in ("led", "dug")
            or (len(opens) > 4 and opens.endswith(("ed", "ing")))
        ):
            return chunk.rfind(",", 0, earlier)
        return -1 if earlier < 0 else earlier
    return comma


_ACTS = re.compile(r"\b(?:had|has|have|was|were|is|are|would|will)\b")
"""Words of a clause: what stands behind "said" is what was said, no speaker."""


def _inverted(text: str, match: re.Match[str]) -> str | None:
    """Read "said Observatory chief Rami Abdel Rahman." and, behind a comma, "said a resident reached by phone"."""
    tail = text[match.end() : match.end() + MAX_SOURCE_CHARS].strip()
    first = tail.split(" ", 1)[0] if tail else ""
    before = text[: match.start()].rstrip()
    quoted = before.endswith(("”", '"')) and first not in _NO_SOURCE and first not in PREPOSITIONS
    closing = before.endswith(",") and (first in _ARTICLES or first.rstrip(".,") in WITNESSES)
    if match.group().lower() == "said" and (first[:1].isupper() or closing or quoted):
        who = re.split(r"[,.;:]| who | on \w+day\b", tail)[0]
        return None if _ACTS.search(who) else _tidy(who)
    return None


def _tidy(chunk: str) -> str | None:
    who = " ".join(chunk.split()).strip(" ,-–—\"“”'")
    previous = None
    while previous != who:
        previous, who = who, _TRIM.sub("", who).strip(" ,")
    who = re.split(r"\s+which\s", who)[0]
    who = _ASIDE.split(who)[0].strip()
    who = re.sub(
        r"\s+(?:has|have|had|also|later|earlier|reportedly|repeatedly|further|then|went\s+on\s+to|later\s+\w+|on\s+\w+day)$",
        "",
        who,
    )
    who = re.sub(r"\s+(?:has|have|had|also|later|earlier)$", "", who)
    low = who.lower()
    if (
        not who
        or low in _NO_SOURCE
        or len(who) > MAX_SOURCE_CHARS
        or len(who.split()) > 16
        or low.split()[0] in ("it", "they", "he", "she", "who", "which")
        or low.split()[0] in _NO_OPENERS
        or low.endswith(" ago")
        or any(w in CALENDAR or w in _TIMES for w in low.split())
    ):
        return None
    return who
