#!/usr/bin/env python3
"""Takes the claimed lines out of the world map that QGIS carries.

Comes in: world_map.gpkg of Debian's qgis-common (usr/share/qgis/resources/data), a copy of Natural Earth. Goes out:
data/regions/source/disputed_borders.geojson. Standard library only.

    python3 data/make/disputed_borders.py world_map.gpkg

Left out: lines along a border that the 1:50 million countries have themselves, and those of Nagorno-Karabakh, which
nobody has held since 2023.
"""

import json
import sqlite3
import struct
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "regions" / "source" / "disputed_borders.geojson"
ALONG_A_BORDER = {4, 5, 13, 27, 35, 39, 44}
NAGORNO_KARABAKH = {"Former USSR oblast in 1991", "Ceasefire Line 1994"}


def main(path):
    query = "select fid, geom, name, adm0_left from disputed_borders order by fid"
    features = [
        {"type": "Feature", "properties": {"name": name, "within": within},
         "geometry": {"type": "MultiLineString", "coordinates": joined(lines(geometry))}}
        for fid, geometry, name, within in sqlite3.connect(path).execute(query)
        if fid not in ALONG_A_BORDER and name not in NAGORNO_KARABAKH
    ]
    text = ",\n".join(json.dumps(feature, separators=(",", ":")) for feature in features)
    TARGET.write_text('{"type":"FeatureCollection","features":[\n' + text + "\n]}\n", encoding="utf-8")


def lines(blob):
    """The lines of a GeoPackage geometry, rounded to a hundredth of a degree."""
    envelope = (0, 32, 48, 48, 64)[blob[3] >> 1 & 7]
    return read(blob, 8 + envelope)[0]


def joined(pieces):
    """Joins pieces end to end, so that a dotted line keeps its rhythm."""
    pieces = [piece for piece in pieces if len(piece) > 1]
    i = 0
    while i < len(pieces):
        line = pieces[i]
        for other in pieces[i + 1:]:
            if line[-1] == other[0]:
                line = line + other[1:]
            elif line[-1] == other[-1]:
                line = line + other[-2::-1]
            elif line[0] == other[-1]:
                line = other[:-1] + line
            elif line[0] == other[0]:
                line = other[:0:-1] + line
            else:
                continue
            pieces.remove(other)
            break
        else:
            pieces[i] = line
            i += 1
            continue
        pieces[i] = line
    return [without_spikes(piece) for piece in pieces]


def without_spikes(points):
    """Takes out the ways there and back that rounding leaves."""
    out = []
    for point in points:
        if len(out) > 1 and out[-2] == point:
            out.pop()
        else:
            out.append(point)
    return out


def read(wkb, at):
    order = "<" if wkb[at] else ">"
    kind, count = struct.unpack_from(order + "II", wkb, at + 1)
    at += 9
    if kind == 5:
        found = []
        for _ in range(count):
            line, at = read(wkb, at)
            found += line
        return found, at
    if kind != 2:
        raise SystemExit(f"geometry of type {kind}: expected lines")
    numbers = struct.unpack_from(f"{order}{2 * count}d", wkb, at)
    points = [[round(x, 2), round(y, 2)] for x, y in zip(numbers[::2], numbers[1::2])]
    return [[p for i, p in enumerate(points) if i == 0 or p != points[i - 1]]], at + 16 * count


if __name__ == "__main__":
    main(*sys.argv[1:])
