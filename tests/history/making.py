"""Short ways to make a theatre, documents and claims by hand; everything not given has a plain default."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gazetteer.model import Actor, Basis, Name, Place, Source, Theatre
from pipelines.history import build_history
from pipelines.model import Claim, DateBasis, Document, Event, Extent, History, Polarity

Day = str | tuple[str | None, str | None] | None


def day(text: str) -> dt.date:
    """Return 2016-`text` ("11-27"), or the day of a full ISO date."""
    return dt.date.fromisoformat(text if len(text) > 5 else f"2016-{text}")


def place(place_id: str, within: str | None = None, kind: str = "neighbourhood") -> Place:
    return Place(
        place_id=place_id,
        name=place_id.title(),
        names=(Name(text=place_id.title()),),
        kind=kind,
        within=within,
        geometry=None,
        point=None,
        basis=Basis.UNKNOWN,
        uncertainty_m=None,
        source="made for a test",
    )


def source(
    name: str, *, leaning: str | None = None, kind: str = "press", reprints: Sequence[str] = ()
) -> Source:
    return Source(
        source_id=name.lower(),
        name=name,
        names=(name,),
        kind=kind,
        leaning=leaning,
        reliability="F",
        reason="made for a test",
        reprints=tuple(reprints),
    )


def theatre(
    places: Iterable[str] | Mapping[str, str | None] = ("x",), sources: Iterable[Source] = ()
) -> Theatre:
    """Return a theatre of places (a mapping gives each one's parent) and sources."""
    within = dict(places) if isinstance(places, Mapping) else dict.fromkeys(places)
    return Theatre(
        theatre_id="made",
        name="Made",
        countries=(),
        cues=(),
        places={p: place(p, parent) for p, parent in within.items()},
        actors={
            a: Actor(actor_id=a, name=a.title(), colour="#000000", pattern="", wordings=())
            for a in ("gov", "opp", "isis")
        },
        loaded=(),
        sources={s.source_id: s for s in sources},
        attribution=(),
        version="1",
    )


@dataclass
class Desk:
    """Collects claims and the documents that they stand in; each `report` is a document of its own."""

    theatre: Theatre = field(default_factory=theatre)
    documents: list[Document] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)

    def report(  # noqa: PLR0913  (each field of a claim by its name)
        self,
        event: str,
        actor: str | None,
        when: Day,
        *,
        at: str | None = "x",
        by: str = "Alpha",
        published: str | None = "same",
        document: str | None = None,
        frm: str | None = None,
        part: str | float | None = None,
        extent: str | None = None,
        said_by: Sequence[str] = (),
        denied: bool = False,
        background: bool = False,
        quote: str | None = None,
        text: str | None = None,
    ) -> Claim:
        """Add one claim. `when`: a day or (earliest, latest); `published` "same" = the claim's latest day."""
        earliest, latest = (when, when) if isinstance(when, str) or when is None else when
        number = len(self.claims) + 1
        if published == "same":
            published = latest or earliest
        words = quote or f"{actor} {event} {at} {number}"
        name = document or f"doc-{number:03}"
        body = self._document(name, text or words, by, published)
        start = max(body.find(words), 0)
        claim = Claim(
            claim_id=f"c{number:03}",
            document=name,
            event=Event(event),
            place=at,
            place_id=at,
            place_text=at or "somewhere",
            within=None,
            actor=actor,
            actor_text=actor,
            from_actor=frm,
            extent=Extent(extent or ("part" if part is not None else "whole")),
            part=part,
            date_earliest=day(earliest) if earliest else None,
            date_latest=day(latest) if latest else None,
            date_edtf=None,
            date_basis=DateBasis.STATED if latest else DateBasis.UNKNOWN,
            polarity=Polarity.DENIED if denied else Polarity.ASSERTED,
            background=background,
            reported_by=tuple(said_by),
            quote=words,
            start=start,
            end=start + len(words),
            framing=event,
            rule="made",
            confidence=1.0,
        )
        self.claims.append(claim)
        return claim

    def _document(self, name: str, text: str, by: str, published: str | None) -> str:
        """Return the text of the document of this name; it is added where it is new."""
        if name not in {d.id for d in self.documents}:
            self.documents.append(
                Document(id=name, text=text, publisher=by, published=day(published) if published else None)
            )
        return next(d.text for d in self.documents if d.id == name)

    def history(self, **view: object) -> History:
        return build_history(self.claims, self.documents, self.theatre, **view)  # type: ignore[arg-type]

    def line(self, at: str = "x", **view: object) -> list[str]:
        """Return a place's intervals as short lines: `start..end holder status` (start or end may be open)."""
        return [
            f"{_short(i.start)}..{_short(i.end)} {i.holder} {i.status.value}"
            for i in self.history(**view).intervals
            if i.place_id == at
        ]


def _short(value: dt.date | None) -> str:
    return "" if value is None else value.strftime("%m-%d")
