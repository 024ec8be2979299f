#!/usr/bin/env bash
# Maps 21,128 real incidents (UCDP GED 21.1, side A = IS, 2004-2020) and checks the countries with an incident by year.
# Reads ../shared/events, which is not part of this repository; says so where it is absent.
set -euo pipefail
cd "$(dirname "$0")/../.."
events=../shared/events/ucdp_is_2004_2020.csv
if [ ! -f "$events" ]; then
  echo "skipped: $events is not here"; exit 0
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
start=$(date +%s.%N)
target/release/incimap map "$events" --origin Mosul --by year -o "$out"
awk "BEGIN { printf \"%.2f s for everything\n\", $(date +%s.%N) - $start }"
python3 - "$out" <<'PY'
import csv, json, sys
out = sys.argv[1]
expected = {"2004": 1, "2013": 2, "2014": 5, "2015": 21, "2016": 22, "2017": 24, "2018": 21, "2019": 24, "2020": 24}
found = {r["period"]: float(r["value"]) for r in csv.DictReader(open(f"{out}/spread.csv"))
         if r["scope"] == "period" and r["statistic"] == "countries" and r["value"]}
print("countries by year:", {year: int(found.get(year, 0)) for year in expected})
bad = {year: (n, found.get(year)) for year, n in expected.items() if found.get(year) != n}
counts = json.load(open(f"{out}/manifest.json"))["counts"]
print("counts:", counts)
told = counts["incidents_located"] + sum(counts["incidents_not_located"].values()) + counts["rows_rejected"]
if counts["rows"] != told or counts["rows"] != 21128: bad["rows in = rows mapped + rows told"] = counts
if bad: sys.exit(f"wrong: {bad}")
PY
