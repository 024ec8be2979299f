"""Points to areas, and distances between points."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from incimap import _incimap
from incimap._arrow import Column, column_of

if TYPE_CHECKING:
    import pyarrow as pa


def regions(lon: Column | float, lat: Column | float) -> pa.Table:
    """Find the country, UN subregion, UN region and admin-1 unit of points.

    The columns are ``country`` (ISO 3166-1 alpha-2), ``country_name``, ``admin1``, ``subregion``, ``region`` (UN M49)
    and ``basis``: ``polygon``, or ``nearest`` for a point within 0.2 degrees of a country. The open sea is null, and so
    is a point that is null.

    Args:
        lon: longitudes in degrees, -180 to 180.
        lat: latitudes in degrees, -90 to 90.

    Raises:
        IncimapError: the columns differ in length, or a value is out of range; ``column`` and ``row`` say which.

    Example:
        >>> import incimap
        >>> incimap.regions([69.2, None], [34.5, None])["subregion"].to_pylist()
        ['Southern Asia', None]

    """
    return _incimap.regions(_numbers("lon", lon), _numbers("lat", lat))


@overload
def distance_km(lon1: float, lat1: float, lon2: float, lat2: float) -> float: ...
@overload
def distance_km(
    lon1: Column | float, lat1: Column | float, lon2: Column | float, lat2: Column | float
) -> pa.Array | float: ...
def distance_km(
    lon1: Column | float, lat1: Column | float, lon2: Column | float, lat2: Column | float
) -> pa.Array | float:
    """Measure the geodesic distance between points on WGS84, in km.

    Columns of one length are taken row by row; a number counts for all rows. Null in, null out.

    Args:
        lon1: longitudes of the first points, in degrees.
        lat1: latitudes of the first points, in degrees.
        lon2: longitudes of the second points, in degrees.
        lat2: latitudes of the second points, in degrees.

    Raises:
        IncimapError: the columns differ in length, or a value is out of range; ``column`` and ``row`` say which.

    Example:
        >>> import incimap
        >>> round(incimap.distance_km(69.17, 34.53, 37.62, 55.75))
        3370
        >>> incimap.distance_km([0, 0], [0, 1], 0, 0).to_pylist()[0]
        0.0

    """
    given = {"lon1": lon1, "lat1": lat1, "lon2": lon2, "lat2": lat2}
    columns = {name: column for name, column in given.items() if not isinstance(column, (int, float))}
    taken = {name: column_of(name, column) for name, column in columns.items()}
    rows = max((len(column) for column in taken.values()), default=1)
    numbers = [taken[name] if name in taken else column_of(name, [value] * rows) for name, value in given.items()]
    km = _incimap.distance_km(numbers[:2], numbers[2:]).column(0).combine_chunks()
    return km if taken else km[0].as_py()


def _numbers(name: str, column: Column | float) -> pa.Array | pa.ChunkedArray:
    return column_of(name, [column] if isinstance(column, (int, float)) else column)
