#!/usr/bin/env python3
"""Packs the outlines of data/regions/source into what the binary holds.

Comes in: countries_50m (.geojson.gz), disputed_borders.geojson and names.csv; land and lakes as basemap.bin.gz holds them, which is all
that their sources say, or, to take in newer ones, land_50m and lakes_50m (.geojson or .geojson.gz) beside the others. Goes out:
countries.bin.gz and basemap.bin.gz in data/regions. Standard library only; the same input gives the same bytes.

    python3 data/make/regions.py

The packed form, before gzip (every number is a varint, signed ones zigzag, coordinates in thousandths of a degree):

    shapes    = count, polygon*          polygon = count, ring*          ring = count, (dlon, dlat)*
    countries = count, (length, key in UTF-8, label lon, label lat, shapes)*
    basemap   = land shapes, lake shapes, count, line*        line = ring

A ring or line starts at 0, 0, goes by differences; a ring leaves out the closing point. The key is the ISO code or, for an area
without one, its name in names.csv.
"""

import csv
import gzip
import json
import math
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "regions"

# Natural Earth's sovereign polygons hold parts that ISO 3166 and UN M49 list on their own: (lon, lat) boxes.
PARTS = {
    "France": [("YT", 44, -14, 46, -12), ("RE", 55, -22, 56, -20), ("MQ", -61.3, 14.3, -60.7, 15),
               ("GP", -62, 15.8, -61, 16.6), ("GF", -55, 2, -51, 6)],
    "Netherlands": [("BQ", -69, 12, -62, 18)],
    "Norway": [("SJ", 5, 74, 35, 81)],
    "New Zealand": [("TK", -173, -10, -171, -8)],
    "Indian Ocean Ter.": [("CX", 105, -11, 106, -10), ("CC", 96, -13, 97, -12)],
}


def main():
    named = {name: row for row in names() for name in [row["name"], *row["other_names"].split(";")]}
    land, lakes = base()
    countries = {}
    for feature in load("countries_50m"):
        name, code = feature["properties"]["name"], feature["properties"]["iso_a2"]
        own = code or named.get(name, {}).get("name", "")
        for polygon in parts(feature["geometry"]):
            key = next((part for part, *box in PARTS.get(name, []) if within(polygon, box)), own)
            if not key:
                raise SystemExit(f"{name}: no code and no row in names.csv")
            countries.setdefault(key, []).append(polygon)
    # Natural Earth's Antarctica is not valid at this scale; the land layer's is.
    countries["AQ"] = [p for p in land if max(lat for _, lat in p[0]) < -60_000]
    out = bytearray(varint(len(countries)))
    for key in sorted(countries):
        data = key.encode()
        lon, lat = label_point(countries[key])
        out += varint(len(data)) + data + zigzag(lon) + zigzag(lat) + packed(countries[key])
    write("countries.bin.gz", out)
    claims = [line for feature in load("disputed_borders") for line in feature["geometry"]["coordinates"]]
    lines = varint(len(claims)) + b"".join(packed_ring(thousandths(line)) for line in claims)
    write("basemap.bin.gz", packed(land) + packed(lakes) + lines)


def base():
    """Land and lakes: of new sources, else as they are packed."""
    path = FOLDER / "source"
    if any(path.glob("land_50m.geojson*")) and any(path.glob("lakes_50m.geojson*")):
        return polygons("land_50m"), polygons("lakes_50m")
    numbers = unpacked(gzip.open(FOLDER / "basemap.bin.gz").read())
    return shapes(numbers), shapes(numbers)


def unpacked(data):
    """The numbers of a packed form, one after another."""
    number, shift = 0, 0
    for byte in data:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number, shift = 0, 0


def shapes(numbers):
    """The polygons at the head of packed numbers: what `packed` packs."""
    def points():
        x, y = 0, 0
        for _ in range(next(numbers)):
            x, y = x + signed(next(numbers)), y + signed(next(numbers))
            yield x, y
    return [[list(points()) for _ in range(next(numbers))] for _ in range(next(numbers))]


def signed(number):
    return -(number >> 1) - 1 if number & 1 else number >> 1


def names():
    with open(FOLDER / "names.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def load(name):
    path = FOLDER / "source" / f"{name}.geojson"
    with open(path, "rb") if path.exists() else gzip.open(f"{path}.gz") as file:
        return json.load(file)["features"]


def polygons(name):
    return [polygon for feature in load(name) for polygon in parts(feature["geometry"])]


def parts(geometry):
    """The polygons of a geometry: rings of integer (lon, lat), not closed, without repeated points."""
    found = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[ring(points) for points in polygon] for polygon in found]


def ring(points):
    rounded = thousandths(points)
    return [p for i, p in enumerate(rounded) if p != rounded[i - 1]]


def thousandths(points):
    return [(round(lon * 1000), round(lat * 1000)) for lon, lat in points]


def within(polygon, box):
    west, south, east, north = (1000 * edge for edge in box)
    return all(west <= lon <= east and south <= lat <= north for lon, lat in polygon[0])


def varint(number):
    out = bytearray()
    while number >= 128:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def zigzag(number):
    return varint(number * 2 if number >= 0 else -number * 2 - 1)


def packed(shapes):
    out = bytearray(varint(len(shapes)))
    for polygon in shapes:
        out += varint(len(polygon))
        for points in polygon:
            out += packed_ring(points)
    return bytes(out)


def packed_ring(points):
    out = bytearray(varint(len(points)))
    x, y = 0, 0
    for lon, lat in points:
        out += zigzag(lon - x) + zigzag(lat - y)
        x, y = lon, lat
    return bytes(out)


def label_point(shapes):
    """The point of the largest polygon that is farthest from its outline, on a plane squeezed by the latitude."""
    largest = max(shapes, key=lambda polygon: area(polygon[0]))
    lats = [lat for _, lat in largest[0]]
    squeeze = math.cos(math.radians((min(lats) + max(lats)) / 2000))
    rings = [[(lon * squeeze, lat) for lon, lat in points] for points in largest]
    xs, ys = zip(*rings[0])
    box = min(xs), min(ys), max(xs), max(ys)
    best = (-math.inf, 0.0, 0.0)
    # A grid of 16 x 16, then finer ones around the best point.
    for _ in range(4):
        for i in range(16):
            for j in range(16):
                x = box[0] + (box[2] - box[0]) * (i + 0.5) / 16
                y = box[1] + (box[3] - box[1]) * (j + 0.5) / 16
                best = max(best, (inner_distance(rings, x, y, best[0]), x, y))
        half = ((box[2] - box[0]) / 10, (box[3] - box[1]) / 10)
        box = best[1] - half[0], best[2] - half[1], best[1] + half[0], best[2] + half[1]
    return round(best[1] / squeeze), round(best[2])


def area(points):
    """Twice the area of a ring, squeezed by the cosine of its latitude."""
    total = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1]))
    return abs(total) * math.cos(math.radians(points[0][1] / 1000))


def inner_distance(rings, x, y, enough):
    """The distance to the nearest edge, negative outside; gives up once it cannot beat `enough`."""
    inside, nearest = False, math.inf
    for points in rings:
        ax, ay = points[-1]
        for bx, by in points:
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
            dx, dy = bx - ax, by - ay
            t = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)
            t = min(1.0, max(0.0, t))
            nearest = min(nearest, math.hypot(x - ax - t * dx, y - ay - t * dy))
            if nearest <= enough:
                return -math.inf
            ax, ay = bx, by
    return nearest if inside else -nearest


def write(name, data):
    with open(FOLDER / name, "wb") as file:
        file.write(gzip.compress(bytes(data), 9, mtime=0))


if __name__ == "__main__":
    main()
