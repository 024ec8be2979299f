"""Makes tests/region/borders.bin.gz: which country holds each of 100,000 points near borders, by shapely (GEOS).

    pip install shapely; python3 tests/region/borders.py

The points are not stored: this file and tests/region_borders.rs draw the same ones from the outlines. Byte 0 says that no country
holds the point, n that the n-th country of data/regions/names.csv does, sorted by name as the program sorts them; where several
share the point, the first.
"""
import csv
import gzip
import pathlib
import unicodedata

import numpy as np
import shapely

ROOT = pathlib.Path(__file__).resolve().parents[2]
COUNT = 100_000
MASK = (1 << 64) - 1


class Packed:
    """The outlines as data/regions/countries.bin.gz has them."""

    def __init__(self):
        self.bytes = gzip.decompress((ROOT / "data/regions/countries.bin.gz").read_bytes())
        self.at = 0

    def number(self):
        value = shift = 0
        while True:
            byte = self.bytes[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def signed(self):
        number = self.number()
        return (number >> 1) ^ -(number & 1)

    def text(self):
        length = self.number()
        self.at += length
        return self.bytes[self.at - length:self.at].decode()

    def ring(self):
        points, lon, lat = [], 0, 0
        for _ in range(self.number()):
            lon += self.signed()
            lat += self.signed()
            points.append((lon / 1000.0, lat / 1000.0))
        return points + points[:1]

    def outlines(self):
        found = {}
        for _ in range(self.number()):
            key = self.text()
            self.signed(), self.signed()
            found[key] = [[self.ring() for _ in range(self.number())] for _ in range(self.number())]
        return found


def mix(state, word):
    """As statistic::random::mix."""
    rotated = ((word << 32) | (word >> 32)) & MASK
    z = ((state ^ rotated) + 0x9E3779B97F4A7C15) & MASK
    z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
    z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
    return z ^ (z >> 31)


def fold(name):
    """As the program sorts names."""
    plain = ""
    for c in unicodedata.normalize("NFKD", name):
        if unicodedata.combining(c) or c in ".'’‘`ʼʻ":
            continue
        plain += " and " if c == "&" else c.lower() if c.isalnum() else " "
    words = ["saint" if word == "st" else word for word in plain.split()]
    return " ".join(words).removeprefix("the ")


def points(countries):
    """Points round the edges of the outlines: a tenth are corners themselves, the others lie up to a degree off."""
    edges = [(a, b) for outline in countries for polygon in outline for ring in polygon for a, b in zip(ring, ring[1:])]
    share = lambda word: (word >> 11) / 9007199254740992.0
    for i in range(COUNT):
        draw = [mix(mix(7, i), j) for j in range(4)]
        (ax, ay), (bx, by) = edges[draw[0] % len(edges)]
        if i % 10 == 0:
            yield ax, ay
            continue
        off = [1.0, 0.1, 0.01, 0.001, 0.0001][i % 5]
        x = ax + (bx - ax) * share(draw[1]) + (share(draw[2]) - 0.5) * off
        y = ay + (by - ay) * share(draw[1]) + (share(draw[3]) - 0.5) * off
        yield min(max(x, -179.999), 179.999), min(max(y, -89.999), 89.999)


def main():
    outlines = Packed().outlines()
    with open(ROOT / "data/regions/names.csv", encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda row: (fold(row["name"]), row["name"]))
    countries = [outlines.get(row["iso_a2"] or row["name"], []) for row in rows]
    at = np.array(list(points(countries)))
    # Part by part: the parts of one country may touch, which a multipolygon must not.
    parts = [(n, shapely.Polygon(p[0], p[1:])) for n, outline in enumerate(countries) for p in outline]
    bad = sorted({rows[n]["name"] for n, part in parts if not shapely.is_valid(part)})
    print("parts that are not valid, for shapely, in:", ", ".join(bad) or "none")
    tree = shapely.STRtree([part for _, part in parts])
    found = np.zeros(len(at), dtype=np.uint16)
    point, part = tree.query(shapely.points(at), predicate="covered_by")
    for p, c in sorted(((p, parts[n][0]) for p, n in zip(point, part)), reverse=True):
        found[p] = c + 1
    low, high = (found & 0xFF).astype(np.uint8).tobytes(), (found >> 8).astype(np.uint8).tobytes()
    out = pathlib.Path(__file__).with_name("borders.bin.gz")
    out.write_bytes(gzip.compress(low + high, 9, mtime=0))
    print(f"{len(at)} points, {np.count_nonzero(found)} in a country, {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
