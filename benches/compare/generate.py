"""Writes rows of incidents as a conflict data set has them: clustered round towns, half of them at points that repeat, over ten years.

    python3 benches/compare/generate.py 1000000 > rows.csv

The same number of rows gives the same bytes. Columns: id, date, lon, lat, kind, actor, killed; 66 bytes a row. There is no column
of countries: they are looked up.
"""
import random
import sys

# Towns in which operations cluster, with their share in the end; the far ones come later.
HUBS = [
    ("Mosul", 43.13, 36.34, 10.0), ("Raqqa", 39.01, 35.95, 7.0), ("Kabul", 69.17, 34.53, 7.0), ("Maiduguri", 13.16, 11.85, 6.0),
    ("Mogadishu", 45.34, 2.04, 6.0), ("Donetsk", 37.80, 48.00, 6.0), ("Sana'a", 44.21, 15.35, 5.0), ("Gao", -0.04, 16.27, 5.0),
    ("Peshawar", 71.58, 34.01, 4.0), ("Bunia", 30.25, 1.56, 4.0), ("Marawi", 124.29, 8.00, 2.0), ("Derna", 22.64, 32.76, 2.0),
    ("Cali", -76.53, 3.42, 3.0), ("Pemba", 40.52, -12.97, 2.0), ("Suva", 178.44, -18.14, 0.2), ("Paris", 2.35, 48.86, 0.3),
]
KINDS = ["attack", "bombing", "armed_assault", "battle", "air_strike", "kidnapping", "assassination", "arrest"]
WEIGHTS = [30, 22, 12, 20, 6, 4, 3, 3]
ACTORS = [f"Front {i:02d} North" for i in range(40)]


def main(count):
    rnd = random.Random(f"rows {count}")
    # A village is named again and again: every second row stands at one of these points.
    villages = [point(rnd) for _ in range(max(50, count // 60))]
    hubs = [share for *_, share in HUBS]
    out = ["id,date,lon,lat,kind,actor,killed\n"]
    for row in range(count):
        when = rnd.random() ** 0.7
        lon, lat = villages[int(len(villages) * rnd.random() ** 1.5)] if row % 2 else point(rnd, hubs, when)
        day = int(when * 3652)
        kind = rnd.choices(KINDS, WEIGHTS)[0]
        actor = ACTORS[int(40 * rnd.random() ** 2)]
        killed = "" if rnd.random() < 0.2 else int(rnd.expovariate(0.4))
        out.append(f"GEN{row + 1:08d},{date(day)},{lon:.5f},{lat:.5f},{kind},{actor},{killed}\n")
        if len(out) >= 10_000:
            sys.stdout.write("".join(out))
            out.clear()
    sys.stdout.write("".join(out))


def point(rnd, hubs=None, when=1.0):
    """A place round a hub, nearer ones likelier; the reach grows with the years."""
    _, lon, lat, _ = rnd.choices(HUBS, hubs or [share for *_, share in HUBS])[0]
    reach = (1.0 + 4.0 * when) * rnd.random() ** 2
    lon += reach * rnd.gauss(0, 1)
    lat += 0.8 * reach * rnd.gauss(0, 1)
    return (lon + 180.0) % 360.0 - 180.0, max(-60.0, min(75.0, lat))


MONTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def date(day):
    """The day of a number from 2014-01-01 on."""
    year = 2014
    while day >= (length := 366 if year % 4 == 0 else 365):
        day -= length
        year += 1
    for month, days in enumerate(MONTHS, 1):
        days += month == 2 and year % 4 == 0
        if day < days:
            return f"{year}-{month:02d}-{day + 1:02d}"
        day -= days
    raise ValueError(day)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
