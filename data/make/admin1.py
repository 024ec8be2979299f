#!/usr/bin/env python3
"""Packs the outlines of first-level administrative units (provinces, states) into what the binary holds.

Comes in: Natural Earth's 10m admin-1 as GeoJSON, thinned; see data/regions/README.md for the package and the command. Goes out:
admin1.bin.gz in data/regions. Standard library only; the same input gives the same bytes.

    python3 data/make/admin1.py admin1_ne10m_s8.geojson

The packed form is that of regions.py, but with coordinates in hundredths of a degree (about 1 km, finer than a page shows):

    admin1 = count, (length, name in UTF-8, length, country, shapes)*

The country is its ISO code or, for an area without one, its name in Natural Earth. Units are in order of country and name.
Rounding to a grid moves a vertex that two units share to the same place in both, so that no gaps open between them.
"""

import json
import sys

from regions import packed, varint, write

PER_DEGREE = 100


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        features = json.load(file)["features"]
    units = sorted(filter(None, map(unit, features)), key=lambda one: one[:2])
    out = bytearray(varint(len(units)))
    for country, name, shapes in units:
        for words in (name, country):
            out += varint(len(words.encode())) + words.encode()
        out += packed(shapes)
    write("admin1.bin.gz", out)
    print(f"{len(units)} units")


def unit(feature):
    properties = feature["properties"]
    code = properties.get("iso_a2", "")
    country = code if len(code) == 2 and code.isalpha() else properties.get("admin", "")
    name = properties.get("name_en") or properties.get("name") or properties.get("gn_name")
    geometry = feature["geometry"]
    found = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    shapes = [rings for rings in map(polygon, found) if rings]
    return (country, name, shapes) if name and country and shapes else None


def polygon(rings):
    """The rings on the grid; holes that vanish on it are left out, and so is a polygon whose outer ring does."""
    thinned = [straightened([(round(x * PER_DEGREE), round(y * PER_DEGREE)) for x, y in ring]) for ring in rings]
    return [ring for ring in thinned if len(ring) > 2] if len(thinned[0]) > 2 else []


def straightened(points):
    """The ring without repeated points and without spikes that rounding folded onto themselves."""
    ring = []
    for point in points:
        if ring and point == ring[-1]:
            continue
        if len(ring) > 1 and point == ring[-2]:
            ring.pop()
            continue
        ring.append(point)
    while len(ring) > 1 and ring[0] == ring[-1]:
        ring.pop()
    return ring


if __name__ == "__main__":
    main()
