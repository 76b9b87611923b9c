"""Street tiles as an opt-in: which providers a page may offer, and from which hosts their images come.

The list is that of the xyzservices package, https://xyzservices.readthedocs.io; nothing is fetched here.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import xyzservices.providers

from geo.errors import MapOptionError


def tile_settings(name: str) -> dict[str, Any]:
    """Return the address template, credit and limits of a provider, as basemap.js takes them.

    `name` is the provider's dotted name, in any spelling that xyzservices finds. Raises MapOptionError for an
    unknown one and for one that needs a key.
    """
    try:
        provider = xyzservices.providers.query_name(name)
    except ValueError:
        raise MapOptionError(
            f"`basemap` is `{name}`, which xyzservices does not list: use a name such as "
            "`OpenStreetMap.Mapnik`, or leave it out for a map without street tiles"
        ) from None
    if provider.requires_token():
        raise MapOptionError(
            f"`basemap` is `{name}`, which needs a key: use an open one such as `OpenStreetMap.Mapnik`"
        )
    return {
        "url": provider.build_url(scale_factor="", fill_subdomain=False),
        "attribution": str(provider["attribution"]),
        "maxZoom": int(provider.get("max_zoom", 19)),
        "subdomains": str(provider.get("subdomains", "abc")),
    }


def tile_hosts(settings: dict[str, Any]) -> tuple[str, ...]:
    """Return the hosts that the tiles come from, as a Content-Security-Policy writes them."""
    parts = urlsplit(settings["url"].replace("{s}", "*"))
    return (f"{parts.scheme}://{parts.netloc}",)
