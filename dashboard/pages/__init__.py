"""The pages in the order of the navigation: each has a `TITLE` and a `show` that reads, asks and draws."""

from dashboard.pages import add, changes, claims, compare_page, map_page, method, sources

PAGES = {
    "map": map_page,
    "changes": changes,
    "claims": claims,
    "sources": sources,
    "compare": compare_page,
    "add": add,
    "method": method,
}

__all__ = ["PAGES", "add", "changes", "claims", "compare_page", "map_page", "method", "sources"]
