"""Maps incidents: places found offline, how operations spread, layers, maps, charts and tables.

Tables of any library with the Arrow interface go in (pyarrow, polars, DuckDB, pandas, GeoPandas), ``pyarrow`` tables
come out. Degrees are WGS84, longitude first; distances are km on the geodesic. What is not known is null.

>>> import incimap
>>> places = incimap.geocode({"place": ["Kabul", "Paris, Texas"]})
>>> places["incimap_country"].to_pylist()
['AF', 'US']
"""

from incimap._documents import extract, places
from incimap._earth import distance_km, regions
from incimap._geocode import geocode
from incimap._incimap import IncimapError, set_threads
from incimap._spread import Chart, Spread, map, merge, spread, summarise  # noqa: A004

__all__ = [
    "Chart",
    "IncimapError",
    "Spread",
    "distance_km",
    "extract",
    "geocode",
    "map",
    "merge",
    "places",
    "regions",
    "set_threads",
    "spread",
    "summarise",
]
