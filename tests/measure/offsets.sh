#!/usr/bin/env bash
# Places 19,370 earthquakes told by their distance and direction from a town ("7km NW of The Geysers, CA") and compares with their
# coordinates: shares within 5, 25 and 161 km, the median error, the share of truths inside the stated radius, and how well the
# confidence is calibrated. Even rows are for development, odd ones are held out.
# Reads ../shared/truth, which is not part of this repository; says so where it is absent.
set -euo pipefail
cd "$(dirname "$0")/../.."
truth=../shared/truth/relative_usgs.csv
if [ ! -f "$truth" ]; then
  echo "skipped: $truth is not here"; exit 0
fi
program=${INCIMAP:-target/release/incimap}
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$program" geocode "$truth" --place place -o "$out/placed.csv"
python3 - "$truth" "$out/placed.csv" <<'PY'
import csv, math, statistics, sys
from collections import defaultdict
def km(lon1, lat1, lon2, lat2):
    a, b, c, d = map(math.radians, (lon1, lat1, lon2, lat2))
    h = math.sin((d - b) / 2) ** 2 + math.cos(b) * math.cos(d) * math.sin((c - a) / 2) ** 2
    return 2 * 6371.0088 * math.asin(min(1, math.sqrt(h)))
rows = list(zip(csv.DictReader(open(sys.argv[1], encoding="utf8")), csv.DictReader(open(sys.argv[2], encoding="utf8"))))
failed = []
for half, name in ((0, "development"), (1, "held out")):
    part = rows[half::2]
    errors, inside, bins = [], defaultdict(list), defaultdict(list)
    for t, a in part:
        if not a["incimap_lat"]: continue
        e = km(float(t["lon"]), float(t["lat"]), float(a["incimap_lon"]), float(a["incimap_lat"]))
        errors.append(e)
        off = "reckoned" if " of " in a["incimap_name"] else "area " + a["incimap_precision"]
        inside[off].append((e <= float(a["incimap_radius_km"]), e))
        c = float(a["incimap_confidence"])
        bins[min(int(c * 10), 9)].append((c, e <= 161))
    share = {k: sum(e <= k for e in errors) / len(part) for k in (5, 25, 161)}
    print(f"{name}: {len(part)} rows, {len(errors) / len(part):.1%} placed; within "
          + ", ".join(f"{k} km {v:.1%}" for k, v in share.items()) + f"; median error {statistics.median(errors):.1f} km")
    for kind, hits in sorted(inside.items()):
        print(f"  {kind}: {len(hits)} rows, inside the stated radius {sum(h for h, _ in hits) / len(hits):.1%}, "
              f"median error {statistics.median(e for _, e in hits):.1f} km")
    gap = sum(abs(sum(c for c, _ in b) - sum(h for _, h in b)) for b in bins.values()) / len(errors)
    print(f"  calibration error against 'within 161 km': {gap:.4f}")
    if share[161] < 0.5: failed.append(f"{name}: {share[161]:.1%} within 161 km")
if failed: sys.exit("below 50 %: " + "; ".join(failed))
PY
