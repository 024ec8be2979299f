#!/usr/bin/env bash
# Places the names of UCDP's coders (place, district, province, country) and compares with their coordinates: shares within 25, 50
# and 161 km, share of truths inside the stated radius, and how well the confidence is calibrated. Fails below the floor of a plain look-up.
# Reads ../shared/truth, which is not part of this repository; says so where it is absent.
set -euo pipefail
cd "$(dirname "$0")/../.."
truth=../shared/truth/ucdp_places.csv
if [ ! -f "$truth" ]; then
  echo "skipped: $truth is not here"; exit 0
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
start=$(date +%s.%N)
target/release/incimap geocode "$truth" --place place --admin1 admin1 --admin2 admin2 --country country -o "$out/placed.csv"
awk "BEGIN { printf \"%.2f s\n\", $(date +%s.%N) - $start }"
python3 - "$truth" "$out/placed.csv" <<'PY'
import csv, math, sys
from collections import defaultdict
def km(lon1, lat1, lon2, lat2):
    a, b, c, d = map(math.radians, (lon1, lat1, lon2, lat2))
    h = math.sin((d - b) / 2) ** 2 + math.cos(b) * math.cos(d) * math.sin((c - a) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(h)))
rows = [(t, a) for t, a in zip(csv.DictReader(open(sys.argv[1], encoding="utf8")), csv.DictReader(open(sys.argv[2], encoding="utf8")))
        if t["precision"] in ("1", "2")]
errors, inside, bins = [], defaultdict(list), defaultdict(list)
for t, a in rows:
    if not a["incimap_lat"]: continue
    e = km(float(t["lon"]), float(t["lat"]), float(a["incimap_lon"]), float(a["incimap_lat"]))
    errors.append(e)
    inside[a["incimap_precision"]].append(e <= float(a["incimap_radius_km"]))
    bins[min(int(float(a["incimap_confidence"]) * 10), 9)].append((float(a["incimap_confidence"]), e <= 25))
share = {k: sum(e <= k for e in errors) / len(rows) for k in (5, 25, 50, 161)}
print(f"{len(rows)} rows, {len(errors) / len(rows):.1%} placed; within " + ", ".join(f"{k} km {v:.1%}" for k, v in share.items()))
for precision, hits in sorted(inside.items()):
    print(f"  inside the stated radius, {precision}: {sum(hits) / len(hits):.1%} of {len(hits)}")
gap = sum(abs(sum(c for c, _ in b) / len(b) - sum(h for _, h in b) / len(b)) * len(b) for b in bins.values()) / len(errors)
print(f"  calibration error against 'within 25 km': {gap:.3f} (the confidence is not calibrated yet)")
if share[25] < 0.33 or share[50] < 0.50 or share[161] < 0.73: sys.exit("below the floor of a plain look-up (33, 50, 73 %)")
PY
