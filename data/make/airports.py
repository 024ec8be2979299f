#!/usr/bin/env python3
"""Make the table of airports.

  airports.py SOURCES GAZETTEER

SOURCES holds the unpacked package (pip download --no-deps airportsdata==20260905; unzip ... -d SOURCES/airports; MIT).
GAZETTEER is the folder with cities500.txt.gz; it receives airports.tsv.gz in the columns of places.tsv. Airports with an IATA
code are taken; the code of the first level is that of the nearest populated place of the country within 100 km. Other names
are the name without "International", "Regional" and the like, the name without the city that it begins with ("Dulles
International Airport"), and "CITY Airport" where the city has one such airport only. A city that no row of cities500.txt and
us_places.tsv.gz within 30 km has as a name becomes a settlement of its own, at the airport, known to 8 km, where no place of
cities500.txt is within 12 km: closer, the city is often a part of that one, or misplaced.
Only the standard library is used.
"""
import collections, csv, gzip, io, math, pathlib, re, sys, unicodedata

KIND = re.compile(r"\b(International|Intercontinental|Regional|Municipal|Metropolitan|Domestic|National|County|Memorial|Executive) ")
NOT_ONE = re.compile(r"(?i)heliport|seaplane|water aerodrome|spb\b|bus |rail|station|off-line|helipad|harbour|port authority")


def km(a, b):
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def fold(name):
    t = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return re.sub(r"\W+", "", t)


def names_of(folder):
    """Where places of a name lie, by the folded name."""
    where = collections.defaultdict(list)
    for line in gzip.open(folder / "cities500.txt.gz", "rt", encoding="utf8"):
        f = line.split("\t")
        for name in {f[1], f[2], *f[3].split(",")}:
            where[fold(name)].append((float(f[4]), float(f[5])))
    for r in csv.DictReader(gzip.open(folder / "us_places.tsv.gz", "rt", encoding="utf8"), delimiter="\t"):
        where[fold(r["name"])].append((float(r["lat"]), float(r["lon"])))
    return where


def admin1_of(folder):
    cells = collections.defaultdict(list)
    for line in gzip.open(folder / "cities500.txt.gz", "rt", encoding="utf8"):
        f = line.split("\t")
        if len(f) == 19 and f[10] not in ("", "00"):
            cells[round(float(f[4])), round(float(f[5]))].append((float(f[4]), float(f[5]), f[8], f[10], {f[1], f[2]}))

    def find(lat, lon, country):
        """The code of the first level, the names of the places within 60 km, and whether one is within 12 km."""
        near = [c for y in (-1, 0, 1) for x in (-1, 0, 1) for c in cells.get((round(lat) + y, round(lon) + x), ()) if c[2] == country]
        near = sorted((km((lat, lon), c), *c[:4], sorted(c[4])) for c in near)
        code = near[0][4] if near and near[0][0] <= 100 else ""
        return code, {n for c in near if c[0] <= 60 for n in c[5]}, bool(near) and near[0][0] <= 12

    return find


def without_city(name, places):
    """The name without the longest place that it begins with, if another name is left: not "International Airport"."""
    for place in sorted(places, key=lambda n: (-len(n), n)):
        if name.startswith(place) and name[len(place):len(place) + 1] in (" ", "-"):
            rest = name[len(place) + 1:].strip(" -")
            if len(KIND.sub("", rest).split()) > 1 and not re.match(r"(?i)(city|air|north|south|east|west|new) ", rest):
                return rest
    return name


def main():
    src, folder = map(pathlib.Path, sys.argv[1:3])
    find = admin1_of(folder)
    rows = []
    for r in csv.DictReader(open(src / "airports/airportsdata/airports.csv", encoding="utf8")):
        name = " ".join(r["name"].replace("/", " ").replace(" Ntl ", " National ").split())
        if r["iata"] and name and not NOT_ONE.search(name):
            rows.append((r["iata"], name, " ".join(r["city"].split()), r["country"], float(r["lat"]), float(r["lon"])))
    alone = collections.Counter((city, country) for _, _, city, country, _, _ in rows)
    out = []
    for iata, name, city, country, lat, lon in sorted(rows):
        if not re.search(r"(?i)air|aero|field|base|strip|landing", name):
            name += " Airport"
        code, places, _ = find(lat, lon, country)
        bare = without_city(name, places)
        names = [KIND.sub("", name), bare, KIND.sub("", bare)]
        if city and alone[city, country] == 1:
            names.append(f"{city} Airport")
            if "International" in name:
                names.append(f"{city} International Airport")
        names = [n for n in dict.fromkeys(names) if n != name]
        out.append([name, "|".join(names), f"{lon:.4f}", f"{lat:.4f}", "2", "venue", country, code, f"airport:{iata.lower()}"])
    where, cities = names_of(folder), {}
    for iata, name, city, country, lat, lon in sorted(rows):
        here = (lat, lon)
        known = any(km(here, p) <= 30 for part in {city, *city.split("/")} for p in where.get(fold(part), ()))
        if fold(city) and re.fullmatch(r"[^\d()/,]{3,40}", city) and not known and not re.search(r"(?i)island|airport|military|base\b", city):
            key = f"city:{country.lower()}:{fold(city)}"
            code, _, close = find(lat, lon, country)
            if not close:
                cities.setdefault(key, [city, "", f"{lon:.4f}", f"{lat:.4f}", "8", "settlement", country, code, key])
    print(len(out), "airports,", len(cities), "of their cities")
    out += [cities[key] for key in sorted(cities)]
    text = "name\tnames\tlon\tlat\tradius_km\tprecision\tcountry\tadmin1\tkey\n" + "".join("\t".join(r) + "\n" for r in out)
    buf = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buf, mtime=0) as f:
        f.write(text.encode())
    (folder / "airports.tsv.gz").write_bytes(buf.getvalue())


if __name__ == "__main__":
    main()
