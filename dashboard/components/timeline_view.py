"""The map that plays, inside a Streamlit page: mounted once, steered by small messages.

Two components of Streamlit's second kind work together, because whatever changes in a component's data is
sent to the browser with all the rest of it:

- the *holder* (`timeline_map`) makes the sandboxed frame with the page in it, once for each document. It
stands outside every fragment, so that it is not sent again.
- the *link* (`timeline_link`) carries what is chosen, a few hundred bytes each way. It may stand in a
fragment.

The browser has one message under way at a time; Python acknowledges it by its number (`ack`), and only then
is the next one sent, so that a slow server never drags the slider back under the hand. What Python wants to
show goes out as a numbered command, only when it differs from what the browser said last. Whatever comes
from the browser is checked field by field; what does not fit is ignored.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

HEIGHT_PX: Final = 720
MAX_PLACE_ID: Final = 200
MAX_NUMBER: Final = 2**53
"""The largest whole number that a browser counts exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewEvent:
    """What the map shows, as far as Python knows.

    `day` and `place` (a place id) are None where nothing is chosen; `known` is where the map's second handle
    stands, None for everything known. `number` counts the browser's messages;
    0 means that none has come yet. `from_browser` is true on the run that a new message of the browser's
    started. `ready` says that the map stands in the browser.
    """

    day: dt.date | None
    place: str | None
    playing: bool = False
    known: dt.date | None = None
    number: int = 0
    from_browser: bool = False
    ready: bool = False


@lru_cache(maxsize=8)
def _asset(name: str) -> str:
    return (files("dashboard.components") / name).read_text(encoding="utf-8")


def _component(name: str) -> Callable[..., Any]:
    return st.components.v2.component(
        f"whoholds_{name}", js=_asset(f"timeline_{name}.js"), isolate_styles=False
    )


_HOLDER: Final = _component("holder")
_LINK: Final = _component("link")


def parse_day(value: object) -> dt.date | None:
    """Return the day in `value` if it is written as `2016-11-27`, None for anything else."""
    if not isinstance(value, str):
        return None
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.isoformat() == value else None


def parse_event(value: object, places: Collection[str] | None = None) -> ViewEvent | None:
    """Return the browser's message as an event, None if it is not one.

    `places` are the place ids that may be chosen, None for any text up to 200 characters. A message with a
    bad number or day is refused as a whole; an unknown place is taken for none.
    """
    if not isinstance(value, dict):
        return None
    number, day, place = value.get("n"), parse_day(value.get("day")), value.get("place")
    if not isinstance(number, int) or isinstance(number, bool) or not 0 < number < MAX_NUMBER or day is None:
        return None
    known = isinstance(place, str) and len(place) <= MAX_PLACE_ID and (places is None or place in places)
    return ViewEvent(
        day=day,
        place=place if known else None,
        playing=value.get("playing") is True,
        known=parse_day(value.get("known")),
        number=number,
    )


def timeline_map(document: str, *, key: str, height_px: int = HEIGHT_PX) -> None:
    """Mount the page `document` (from `geo.timeline_map.timeline_document`) in a sandboxed frame.

    Call it outside fragments, with the same `key` as `timeline_link`. The frame is made anew only when the
    document's text changes. `height_px` is the frame's height in pixels.
    """
    digest = hashlib.sha256(document.encode()).hexdigest()
    _HOLDER(
        key=f"{key}-holder",
        data={"frame": key, "hash": digest, "document": document, "height": height_px},
        height=height_px,
    )


Shown = tuple[dt.date | None, str | None, dt.date | None]
"""A day, a place and the day of knowledge, as the map is known or wanted to show them."""


def _command(memory: dict[str, Any], number: int | None, said: Shown | None, wanted: Shown) -> None:
    """Number a new command if what Python wants is not what the browser is known to show."""
    if said is not None and number != memory["number"]:
        memory.update(number=number, shown=said)
    if memory["shown"] != wanted:
        memory.update(seq=memory["seq"] + 1, shown=wanted)


def timeline_link(
    *,
    key: str,
    day: dt.date | None,
    place: str | None,
    places: Collection[str] | None = None,
    permalink: bool = True,
    known: dt.date | None = None,
    handle: bool = False,
) -> ViewEvent:
    """Exchange what is chosen with the map of the same `key`; may stand inside a fragment.

    `day` and `place` are what the page wants shown; where they are what the browser last said, nothing is
    sent. Call it with the values of the event it returned last, and change them to steer the map. `places`
    are the place ids that may be chosen (None: any). With `permalink` the address in the browser's bar
    follows as `?day=…&place=…` without adding to its history. With `handle`, for a document that has *known on*
    stages, the second handle is steered by `known` and read too (`known_by` in the address); without it neither
    happens. Returns what is shown; `from_browser` tells whether it is news.
    """
    memory: dict[str, Any] = st.session_state.setdefault(
        f"{key}-memory", {"seq": 0, "number": 0, "shown": (None, None, None)}
    )
    held = st.session_state.get(f"{key}-link")
    event = parse_event(held.get("view") if isinstance(held, Mapping) else None, places)
    fresh = event is not None and event.number != memory["number"]
    said = None if event is None else (event.day, event.place, event.known if handle else None)
    _command(
        memory,
        event.number if event is not None else None,
        said,
        said if said is not None and fresh else (day, place, known if handle else None),
    )
    shown_day, shown_place, shown_known = memory["shown"]
    _LINK(
        key=f"{key}-link",
        data={
            "frame": key,
            "ack": memory["number"],
            "seq": memory["seq"],
            "day": shown_day.isoformat() if shown_day else None,
            "place": shown_place,
            "known": shown_known.isoformat() if shown_known else None,
            "handle": handle,
            "permalink": permalink,
        },
        on_view_change=_nothing,
        on_ready_change=_nothing,
    )
    return ViewEvent(
        day=shown_day,
        place=shown_place,
        playing=event.playing if event is not None else False,
        known=shown_known if handle else (event.known if event is not None else None),
        number=memory["number"],
        from_browser=fresh,
        ready=isinstance(held, Mapping) and held.get("ready") is True,
    )


def _nothing() -> None:
    """Do nothing: Streamlit keeps a component's state only where a callback is named."""


def timeline_view(
    document: str,
    *,
    day: dt.date | None,
    place: str | None,
    key: str,
    places: Collection[str] | None = None,
    height_px: int = HEIGHT_PX,
) -> ViewEvent:
    """Mount the map and link it, both at once, for a page without fragments.

    See `timeline_map` and `timeline_link`. Returns what is shown after the browser's latest message.
    """
    timeline_map(document, key=key, height_px=height_px)
    return timeline_link(key=key, day=day, place=place, places=places)
