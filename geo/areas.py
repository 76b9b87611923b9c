"""Areas in square kilometres, measured where measuring is allowed: in an equal-area projection.

Degrees are not a measure, so every geometry is projected to EASE-Grid 2.0 (EPSG:6933, a world-wide
cylindrical equal-area projection on the WGS 84 ellipsoid) first. Brodzik and others (2012),
https://doi.org/10.3390/ijgi1010032.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely
from pyproj import Transformer

from gazetteer.model import CRS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

EQUAL_AREA_CRS = "EPSG:6933"
M2_PER_KM2 = 1_000_000.0


@lru_cache(maxsize=1)
def _to_equal_area() -> Transformer:
    return Transformer.from_crs(CRS, EQUAL_AREA_CRS, always_xy=True)


def _project(lon_lat: NDArray[np.float64]) -> NDArray[np.float64]:
    x, y = _to_equal_area().transform(lon_lat[:, 0], lon_lat[:, 1])
    return np.column_stack([x, y])


def areas_km2(geometries: Iterable[BaseGeometry | None]) -> NDArray[np.float64]:
    """Measure many geometries at once.

    Geometries are WGS 84 lon/lat; points, lines and None measure 0. Returns square kilometres in the same
    order.
    """
    stack = np.array(list(geometries), dtype=object)
    if stack.size == 0:
        return np.zeros(0)
    projected = shapely.transform(stack, _project)
    return np.nan_to_num(np.asarray(shapely.area(projected), dtype=np.float64)) / M2_PER_KM2


def area_km2(geometry: BaseGeometry | None) -> float:
    """Measure one WGS 84 lon/lat geometry in square kilometres; None measures 0."""
    return float(areas_km2([geometry])[0])
