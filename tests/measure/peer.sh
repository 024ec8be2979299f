#!/usr/bin/env bash
# Asks geosuggest 0.9 and incimap for the same names alone, without any context: 200 of news documents and 200 of UCDP's places,
# drawn at random. Prints how many each places within 161 km and how many it answers a second. By hand: it builds the peer first.
# Reads ../shared, which is not part of this repository; says so where it is absent.
set -euo pipefail
cd "$(dirname "$0")/../.."
shared=../shared
if [ ! -d "$shared/news_places" ]; then
  echo "skipped: $shared is not here"; exit 0
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
cargo build --quiet --release --manifest-path tests/measure/peer/Cargo.toml --target-dir target/peer
gzip -dc data/gazetteer/cities500.txt.gz > "$out/cities500.txt"
python3 - "$shared" "$out" <<'PY'
import csv, json, random, sys
shared, out = sys.argv[1:]
draw = random.Random(1)
news = [t for name in ("tr_news", "geowebnews") for line in open(f"{shared}/news_places/{name}.jsonl", encoding="utf8")
        for t in json.loads(line)["toponyms"] if t.get("lat") is not None and t.get("start") is not None]
ucdp = [r for r in csv.DictReader(open(f"{shared}/truth/ucdp_places.csv", encoding="utf8")) if r["precision"] in ("1", "2")]
for name, rows in (("news", [(t["text"], t["lon"], t["lat"]) for t in news]), ("ucdp", [(r["place"], r["lon"], r["lat"]) for r in ucdp])):
    with open(f"{out}/{name}.txt", "w") as words, open(f"{out}/{name}.csv", "w", newline="") as table:
        writer = csv.writer(table)
        writer.writerow(["place", "lon", "lat"])
        for text, lon, lat in draw.sample(rows, 200):
            words.write(" ".join(text.split()) + "\n")
            writer.writerow([" ".join(text.split()), lon, lat])
PY
for set in news ucdp; do
  echo "== $set: 200 names alone"
  target/peer/release/peer "$out/cities500.txt" "$out/$set.txt" > "$out/$set.peer" 2> "$out/log"; tail -n 1 "$out/log" | sed 's/^/geosuggest: /'
  python3 - "$out/$set.csv" > "$out/$set.places.csv" <<'PY'
import csv, sys
writer = csv.writer(sys.stdout)
writer.writerow(["place"])
for row in csv.DictReader(open(sys.argv[1])): writer.writerow([row["place"]])
PY
  target/release/incimap geocode "$out/$set.places.csv" -o "$out/$set.incimap.csv" > /dev/null
  python3 - "$out/$set" <<'PY'
import csv, math, sys
def km(lon1, lat1, lon2, lat2):
    a, b, c, d = map(math.radians, (lon1, lat1, lon2, lat2))
    h = math.sin((d - b) / 2) ** 2 + math.cos(b) * math.cos(d) * math.sin((c - a) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(h)))
truth = [(float(r["lon"]), float(r["lat"])) for r in csv.DictReader(open(sys.argv[1] + ".csv"))]
peer = [line.rstrip("\n").split("\t") for line in open(sys.argv[1] + ".peer")]
ours = [(r["incimap_lon"], r["incimap_lat"]) for r in csv.DictReader(open(sys.argv[1] + ".incimap.csv"))]
for name, answers in (("geosuggest", peer), ("incimap", ours)):
    given = [(t, a) for t, a in zip(truth, answers) if a[0]]
    right = sum(km(*t, float(a[0]), float(a[1])) <= 161 for t, a in given)
    print(f"{name}: answered {len(given)} of {len(truth)}, within 161 km {right}, right of those answered {right / max(1, len(given)):.1%}")
PY
done
