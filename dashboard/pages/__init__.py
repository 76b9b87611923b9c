"""The pages in the order of the navigation: each has a `TITLE` and a `show` that reads, asks and draws."""

from dashboard.pages import changes, claims, map_page, method, sources

PAGES = {
    "map": map_page,
    "changes": changes,
    "claims": claims,
    "sources": sources,
    "method": method,
}

__all__ = ["PAGES", "changes", "claims", "map_page", "method", "sources"]
