"""Rows of a table to their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa

from incimap import _incimap
from incimap._arrow import Table, Told, table_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from os import PathLike


def geocode(
    table: Table,
    place: str | None = None,
    admin1: str | None = None,
    admin2: str | None = None,
    country: str | None = None,
    *,
    lon: str | None = None,
    lat: str | None = None,
    near: str | None = None,
    min_confidence: float = 0.0,
    gazetteer: Sequence[str | PathLike[str]] = (),
    together: bool = True,
    progress: Told | None = None,
) -> pa.Table:
    """Find the place of every row, as ``incimap geocode`` does.

    The table comes back with all rows and columns in order and twelve more, ``incimap_lat`` (degrees),
    ``incimap_lon`` (degrees), ``incimap_radius_km``, ``incimap_precision``, ``incimap_confidence``,
    ``incimap_geonameid``, ``incimap_gazetteer_id``, ``incimap_name``, ``incimap_country``, ``incimap_match``,
    ``incimap_why`` and ``incimap_runners_up``. The confidence is the probability that the true point lies within
    161 km; the radius is meant to hold it nine times in ten. A row without an answer has null and the reason.

    Args:
        table: a table of any library with the Arrow interface, a mapping of columns, or a sequence of mappings.
        place: the column with the place; ``place`` if not given.
        admin1: the column with the first administrative level.
        admin2: the column with the second administrative level.
        country: the column with the country; or a country by name or code in which the rows are likelier to lie,
            several with commas between.
        lon: the column with a longitude in degrees; where a row has coordinates, they are kept.
        lat: the column with a latitude in degrees.
        near: of several places of one name, those near this point are likelier: ``"LON,LAT"`` or a name.
        min_confidence: answers less sure than this are left out, 0 to 1.
        gazetteer: GeoNames files or tables of places on top of the built-in gazetteer.
        together: rows that are sure tip the scales for those that name a place of many; without, each row stands for
            itself, so that parts of a table give what the whole gives.
        progress: called with what is being done, how many rows are done, and of how many.

    Raises:
        IncimapError: a column is not there or has no text; the table has one of the twelve columns already.

    Example:
        >>> import incimap
        >>> rows = {"where": ["Raqqa", "Nowhere at all"], "land": ["Syria", None]}
        >>> found = incimap.geocode(rows, place="where", country="land")
        >>> found["incimap_name"].to_pylist()
        ['Raqqa', None]
        >>> [round(lat, 1) for lat in found["incimap_lat"].to_pylist() if lat]
        [36.0]
        >>> found["incimap_precision"].to_pylist()[1]
        'not_found'

    """
    rows = table_of(table)
    names = {"place": place, "admin1": admin1, "admin2": admin2, "lon": lon, "lat": lat}
    wishes = {
        "gazetteer": list(gazetteer),
        "near": near,
        "country": country,
        "min_confidence": min_confidence,
        "together": together,
    }
    added = _incimap.geocode(rows, names, wishes, progress)
    columns = [*rows.columns, *added.columns]
    return pa.Table.from_arrays(columns, names=[*rows.column_names, *added.column_names])
