"""Reads each layers/NAME.parquet of a folder with geopandas and compares it with layers/NAME.geojson: the same rows in the same
order, the same values, geometries and extent, the types of the columns, the reference system.

usage: parquet.py FOLDER

Prints one line a layer, and a line for each finding. Exit status: 0 no finding, 1 findings.
"""

import json
import sys
from pathlib import Path

import geopandas
import pyarrow.parquet
from shapely.geometry import shape

TYPES = {
    "date_start": "date32[day]",
    "start_utc": "timestamp[ms, tz=UTC]",
    "killed": "int64",
    "distance_km": "double",
    "abroad": "bool",
    "title": "string",
}


def plain(value):
    """A value as the GeoJSON has it."""
    if hasattr(value, "hour"):
        return value.strftime("%Y-%m-%dT%H:%M:%SZ")
    return value.isoformat() if hasattr(value, "isoformat") else value


def findings(parquet, features):
    """What is wrong with a layer, in words."""
    frame = geopandas.read_parquet(parquet)
    if frame.crs is None or frame.crs.to_authority() != ("OGC", "CRS84"):
        yield f"the reference system is {frame.crs}"
    wrong = [i for i, (a, b) in enumerate(zip(frame.geometry, features)) if not a.equals_exact(shape(b["geometry"]), 0)]
    if len(frame) != len(features) or wrong:
        yield f"{len(frame)} rows, {len(features)} in the GeoJSON; geometries that differ: {wrong[:5]}"
    table = pyarrow.parquet.read_table(parquet)
    rows = table.drop_columns("geometry").to_pylist()
    for number, (row, feature) in enumerate(zip(rows, features)):
        if {name: plain(value) for name, value in row.items()} != feature["properties"]:
            yield f"row {number} is {row}, in the GeoJSON {feature['properties']}"
    for field in table.schema:
        if field.name in TYPES and str(field.type) not in (TYPES[field.name], "large_string"):
            yield f"{field.name} is {field.type}"


def main(folder):
    found = 0
    for parquet in sorted(Path(folder).glob("layers/*.parquet")):
        features = json.loads(parquet.with_suffix(".geojson").read_text())["features"]
        told = list(findings(parquet, features))
        print(f"{parquet.stem}: {len(features)} features in GeoParquet", *told, sep="\n  ")
        found += len(told)
    return found > 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
