"""Texts whose marks stand apart from the words: "X , he said", "the army 's", "-LRB- Reuters -RRB-" read as printed.

Each mark goes back to the word that it belongs to and the spaces behind both, so that the text keeps its length and
what is found in it leads back to the stored text. Only a text that is written so throughout is touched.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipelines.extract.text.recasing import recased
from pipelines.extract.text.wrapping import unwrapped
from pipelines.extract.vocabulary.words import words

if TYPE_CHECKING:
    from pipelines.model import Aggregate, Claim, Document

MIN_PARTED = 3
"""A text with fewer parted marks is no text of that kind."""
_PARTED = re.compile(r"(?<=\w) [,.](?= |\n|$)")
_JOINED = re.compile(r"(?<=\w)[,.](?= |\n|$)")
_WRITTEN = {"''": '"', "``": '"', "`": "'", "-rrb-": ")", "-rsb-": "]", "-lrb-": "(", "-lsb-": "["}
"""Marks that such texts spell out."""
_BEHIND = words(", . ; : ? ! % ) ] '' ' ’ 's ’s n't n’t 're ’re 've ’ve 'll ’ll 'd ’d 'm ’m -rrb- -rsb-")
"""What belongs to the word before it."""
_BEFORE = words("`` ` ( [ $ -lrb- -lsb-")
"""What belongs to the word behind it."""
_SPACES = str.maketrans("\u00a0\u2007\u2009\u202f\u3000\t", " " * 6)
"""White space of other widths, which parts words as a space does."""
_PIECE = re.compile(r"[^ \n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or mark that was moved: its span in the text as printed and in the text as stored."""

    start: int
    end: int
    stored_start: int
    stored_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Respaced:
    """A text as it would be printed, and the way back to the stored one."""

    text: str
    stored: str
    moved: tuple[Piece, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the stored span of `text[start:end]`, without white space at its ends."""
        first = bisect_right(self.moved, start, key=lambda p: p.start) - 1
        if first >= 0 and start < self.moved[first].end:
            start += self.moved[first].stored_start - self.moved[first].start
        last = bisect_left(self.moved, end, key=lambda p: p.end)
        if last < len(self.moved) and self.moved[last].start < end:
            end += self.moved[last].stored_end - self.moved[last].end
        inside = self.stored[start:end]
        return start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip())

    def claim(self, claim: Claim) -> Claim:
        """Return a claim of the printed text as one of the stored text."""
        start, end = self.span(claim.start, claim.end)
        at = self.text.find(claim.place_text, claim.start, claim.end)
        begin, stop = self.span(at, at + len(claim.place_text)) if at >= 0 else (0, 0)
        return replace(
            claim,
            start=start,
            end=end,
            quote=self.stored[start:end],
            place_text=self.stored[begin:stop] or _evened(claim.place_text),
            actor_text=claim.actor_text and _evened(claim.actor_text),
            reported_by=tuple(_evened(name) for name in claim.reported_by),
        )

    def aggregate(self, found: Aggregate) -> Aggregate:
        """Return a count of the printed text as one of the stored text."""
        start, end = self.span(found.start, found.end)
        names = tuple(_evened(name) for name in found.reported_by)
        return replace(found, start=start, end=end, quote=self.stored[start:end], reported_by=names)


def as_printed(document: Document) -> tuple[Document, Respaced | None]:
    """Return the document as its text would be printed, and the way back; None where it is so already."""
    text = unwrapped(document.text.translate(_SPACES))
    text, moved = respaced(text) if _is_parted(text) else (text, [])
    text = recased(text)
    if text == document.text:
        return document, None
    way_back = Respaced(text=text, stored=document.text, moved=tuple(moved))
    title = document.title and recased(document.title)
    return replace(document, text=text, title=title), way_back


def _is_parted(text: str) -> bool:
    """Say whether commas and stops stand apart from their words throughout: "on Monday , he said ."."""
    parted = sum(1 for _ in _PARTED.finditer(text))
    return parted >= MIN_PARTED and parted > sum(1 for _ in _JOINED.finditer(text))


def _evened(text: str) -> str:
    return " ".join(text.split())


def respaced(text: str) -> tuple[str, list[Piece]]:
    """Move each mark to its word: "X , '' he" to 'X,"    he'; a straight quotation mark opens and closes in turn."""
    out: list[str] = []
    moved: list[Piece] = []
    begin = 0
    for line in text.splitlines(keepends=True):
        at = 0
        for cluster in _clusters(line):
            start, end = cluster[0][0], cluster[-1][0] + len(cluster[-1][1])
            out.append(line[at:start])
            out.append(_joined(cluster, begin, end - start, moved))
            at = end
        out.append(line[at:])
        begin += len(line)
    return "".join(out), moved


def _clusters(line: str) -> list[list[tuple[int, str]]]:
    """Return the pieces of a line that belong together, as (offset, piece): `"`, `X`, `,` of `" X ,`."""
    found: list[list[tuple[int, str]]] = []
    hugging, opened = False, False
    for match in _PIECE.finditer(line):
        piece = match.group()
        low = piece.lower()
        closing = low in _BEHIND or (piece == '"' and opened)
        beside = bool(found) and match.start() == found[-1][-1][0] + len(found[-1][-1][1]) + 1
        if beside and (closing or hugging):
            found[-1].append((match.start(), piece))
        else:
            found.append([(match.start(), piece)])
        hugging = low in _BEFORE or (piece == '"' and not opened)
        opened ^= piece == '"'
    return found


def _joined(cluster: list[tuple[int, str]], begin: int, size: int, moved: list[Piece]) -> str:
    """Return a cluster without the spaces inside it, filled up behind to `size`; note what it moves."""
    if len(cluster) == 1 and cluster[0][1].lower() not in _WRITTEN:
        return cluster[0][1]
    at = start = begin + cluster[0][0]
    out = ""
    for offset, piece in cluster:
        written = _WRITTEN.get(piece.lower(), piece)
        moved.append(Piece(at, at + len(written), begin + offset, begin + offset + len(piece)))
        out += written
        at = start + len(out)
    return out.ljust(size)
