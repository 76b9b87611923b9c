"""What can go wrong with reference data, as one tree.

GazetteerError (ValueError)
├── TheatreNotFoundError (also LookupError)
└── TheatreFaultsError       one line a fault, all faults of a folder at once
"""

from __future__ import annotations

SHOWN_FAULTS = 20
"""How many faults a message spells out; the rest is counted."""


class GazetteerError(ValueError):
    """The reference data cannot be used as they are."""


class TheatreNotFoundError(GazetteerError, LookupError):
    """No theatre of that name is shipped."""

    def __init__(self, theatre_id: str, known: tuple[str, ...]) -> None:
        """Name the theatre that was asked for and those that exist."""
        self.theatre_id = theatre_id
        self.known = known
        super().__init__(
            f"`theatre`: `{theatre_id}` does not exist - known theatres: {', '.join(known) or 'none'}"
        )


class TheatreFaultsError(GazetteerError):
    """A file of a theatre breaks its rules; `faults` holds one line for each fault."""

    def __init__(self, where: str, faults: list[str]) -> None:
        """Tell all faults at once, the first `SHOWN_FAULTS` in words."""
        self.where = where
        self.faults = tuple(faults)
        more = len(faults) - SHOWN_FAULTS
        shown = faults[:SHOWN_FAULTS] + ([f"… and {more} more"] if more > 0 else [])
        super().__init__(f"`{where}` has {len(faults)} fault(s):\n" + "\n".join(shown))
