"""Names that the text itself shows to be places: "in Zelva", "the town of Zelva", "Zelva is the third town".

No gazetteer lists every village. A name that stands once where only a place can stand is read as a place wherever the
text names it.
"""

from __future__ import annotations

import re

_DAY_BEHIND = re.compile(r"\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\Z")
_NAME = r"((?:[Aa]l-|[Aa]s-|[Aa]sh-|[Ee]l-)?[A-Z][\w'’-]+(?:\s(?:al-|el-|Al\s)?[A-Z][\w'’-]+){0,2})"
_SORTS = r"(?:(?:town|city|village|district|area|neighbou?rhood|province|region|port|oil port)s?\s+of\s+)?"
_BEFORE = re.compile(
    r"(?:\b(?:[Ii]n|[Nn]ear|[Aa]round|[Oo]utside|[Ii]nside|[Ff]rom|towards?|into|captured|fled|reached"
    r"|besieged|retook|recaptured|[Bb]attle (?:of|for)|[Ss]iege of|town|city|village|district)\s+(?:the\s+)?"
    r"(?:(?:nearby|neighbou?ring|adjacent)\s+)?" + _SORTS + ")" + _NAME,
)
"""Words behind which a name is a place's."""
_ATTACKED = re.compile(
    r"\b(?:attacked|assaulted|stormed|entered|shelled)\s+"
    + _NAME
    + r"(?=[,.;]|\Z|\s+(?:in|on|at|and|from|with|before"
    r"|after|again|late|early|this|last|yesterday|overnight|during|but)\b)"
)
"""What attacks meet, where nothing else follows the name: not "attacked the Kabul residence"."""
_IS_TOWN = re.compile(
    _NAME
    + r",?\s+(?:is|was|became|remains|has become|are|were)\s+(?:now\s+)?(?:the|one of|another|a|among)\s+"
    r"(?:[a-z][a-z-]*\s+){0,4}(?:town|city|village|settlement|capital|port)s?\b"
)
"""A name that is said to be a town."""
_UNDER_CONTROL = re.compile(
    _NAME
    + r"\s+(?:(?:has|have|had|is|was|are|were|been|be|now|still|remains?|remained|came|fell|back|firmly)\s+){1,3}"
    r"under\s+(?:the\s+)?(?:[\w'’-]+\s+){0,3}(?:control|occupation|siege)\b"
)
"""A name that is said to be under control."""
_SCENE = re.compile(
    _NAME
    + r"\s+(?:(?:(?:has|have|had)\s+been|was|is|became|remains?)\s+(?:once\s+|again\s+){0,2}the\s+(?:scene|site)\s+of"
    r"|(?:has\s+|had\s+)?(?:saw|seen|witnessed)\s+(?:some\s+of\s+the\s+)?(?:[a-z]+est|heavy|fierce|intense)"
    r"|(?:has\s+|had\s+)?changed\s+hands"
    r"|(?:was|were|is|are|(?:has|have|had)\s+been)\s+(?:heavily\s+|again\s+|also\s+|being\s+)?"
    r"(?:shelled|bombed|bombarded|pounded|besieged)|came\s+under\s+(?:attack|fire|siege|bombardment))\b"
)
"""A name that was the scene of something, saw fighting, changed hands, was shelled."""
_SHOWING = (_BEFORE, _ATTACKED, _IS_TOWN, _UNDER_CONTROL, _SCENE)


def shown_places(text: str) -> list[tuple[int, str]]:
    """Return the names that a text shows to be places: where each stands, and the name in lower case."""
    found = (
        (m.start(1), _DAY_BEHIND.sub("", m.group(1)).lower())
        for rule in _SHOWING
        for m in rule.finditer(text)
    )
    return sorted(found)
