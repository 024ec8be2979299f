#!/usr/bin/env bash
# Places the names of UCDP's coders (place, district, province, country) and compares with their coordinates: shares within 5, 25, 50
# and 161 km, share of truths inside the stated radius, and how well the confidence is calibrated: with all columns, without the
# district, with the country alone, with the name alone. Every other country (sorted by name) is for development, the others are
# held out. Fails below the bars.
# Reads ../shared/truth, which is not part of this repository; says so where it is absent.
set -euo pipefail
cd "$(dirname "$0")/../.."
truth=../shared/truth/ucdp_places.csv
if [ ! -f "$truth" ]; then
  echo "skipped: $truth is not here"; exit 0
fi
program=${INCIMAP:-target/release/incimap}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
start=$(date +%s.%N)
"$program" geocode "$truth" --place place --admin1 admin1 --admin2 admin2 --country country -o "$out/all columns.csv"
awk "BEGIN { printf \"%.2f s\n\", $(date +%s.%N) - $start }"
"$program" geocode "$truth" --place place --admin1 admin1 --country country -o "$out/no district.csv" >"$out/told"
"$program" geocode "$truth" --place place --country country -o "$out/country alone.csv" >>"$out/told"
"$program" geocode "$truth" --place place -o "$out/name alone.csv" >>"$out/told"
python3 - "$truth" "$out" <<'PY'
import csv, math, sys
from collections import defaultdict
def km(lon1, lat1, lon2, lat2):
    a, b, c, d = map(math.radians, (lon1, lat1, lon2, lat2))
    h = math.sin((d - b) / 2) ** 2 + math.cos(b) * math.cos(d) * math.sin((c - a) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(h)))
truth = list(csv.DictReader(open(sys.argv[1], encoding="utf8")))
countries = sorted({t["country"] for t in truth})
failed = []
for form in ("all columns", "no district", "country alone", "name alone"):
    answers = list(csv.DictReader(open(f"{sys.argv[2]}/{form}.csv", encoding="utf8")))
    for half, name in ((0, "development"), (1, "held out")):
        rows = [(t, a) for t, a in zip(truth, answers) if t["precision"] in ("1", "2") and countries.index(t["country"]) % 2 == half]
        errors, inside, bins = [], defaultdict(list), defaultdict(list)
        for t, a in rows:
            if not a["incimap_lat"]: continue
            e = km(float(t["lon"]), float(t["lat"]), float(a["incimap_lon"]), float(a["incimap_lat"]))
            errors.append(e)
            inside[a["incimap_precision"]].append(e <= float(a["incimap_radius_km"]))
            c = float(a["incimap_confidence"])
            bins[min(int(c * 10), 9)].append((c, e <= 161))
        share = {k: sum(e <= k for e in errors) / len(rows) for k in (5, 25, 50, 161)}
        gap = sum(abs(sum(c for c, _ in b) - sum(h for _, h in b)) for b in bins.values()) / len(errors)
        print(f"{form}, {name}: {len(rows)} rows, {len(errors) / len(rows):.1%} placed; within "
              + ", ".join(f"{k} km {v:.1%}" for k, v in share.items()) + f"; calibration error {gap:.4f}")
        print("  inside the stated radius: " + ", ".join(f"{p} {sum(h) / len(h):.1%} of {len(h)}" for p, h in sorted(inside.items())))
        if form == "all columns" and (share[25] < 0.42 or share[50] < 0.60 or share[161] < 0.85 or gap > 0.03):
            failed.append(f"{form}, {name}")
if failed: sys.exit("below the bars (42, 60, 85 %, calibration error 0.03): " + "; ".join(failed))
PY
