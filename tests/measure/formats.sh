#!/usr/bin/env bash
# Reads samples of UCDP GED and GDELT and 21,128 real incidents, and checks that rows in = rows used + rows told. Then a million rows, timed, and
# a file of bad rows, measured for memory. Reads ../shared, which is not part of this repository; says so where it is absent.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
incimap=target/release/incimap
for file in ../shared/formats/ucdp_ged_50.csv ../shared/formats/ucdp_hdx_50.csv ../shared/formats/gdelt1_export_50.tsv \
  ../shared/formats/gdelt2_export_50.tsv ../shared/events/ucdp_is_2004_2020.csv; do
  if [ ! -f "$file" ]; then echo "skipped: $file is not here"; continue; fi
  $incimap inspect "$file" --json > "$out/facts.json"
  $incimap convert --quiet "$file" -o "$out/a.csv"
  $incimap convert --quiet "$out/a.csv" -o "$out/b.csv"
  cmp "$out/a.csv" "$out/b.csv"
  python3 - "$out/facts.json" <<'PY'
import json, sys
facts = json.load(open(sys.argv[1]))
source = facts["inputs"][0]
print(f'{source["input"]}: {source["format"]}, {source["rows"]} rows = {source["used"]} used + {source["rejected"]} rejected + {source["repeated"]} repeated')
if source["rows"] != source["used"] + source["rejected"] + source["repeated"]: sys.exit("rows are lost")
if source["rejected"]: sys.exit(f'rejected: {facts["rejects"]}')
PY
done
python3 - "$out" <<'PY'
import random, sys
random.seed(1)
kinds, actors = ["bombing", "armed_assault", "battle", "arrest"], [f"Group {c}" for c in "ABCDEFGH"]
with open(f"{sys.argv[1]}/million.csv", "w") as f:
    f.write("id,date,lon,lat,kind,actor,killed\n")
    for n in range(1_000_000):
        f.write(f"E{n:07},20{random.randint(10, 19)}-{random.randint(1, 12):02}-{random.randint(1, 28):02},{random.gauss(43, 5):.5f},{random.gauss(36, 4):.5f},{random.choice(kinds)},{random.choice(actors)},{random.randint(0, 9)}\n")
with open(f"{sys.argv[1]}/bad.csv", "w") as f:
    f.write("id,date,lon,lat\n")
    f.writelines(f"E{n},never,1,2\n" for n in range(1_000_000))
    f.write("good,2024-01-01,1,2\n")
PY
measure() { # measure WHAT COMMAND...: CPU seconds and peak memory
  python3 - "$@" <<'PY'
import resource, subprocess, sys
code = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(f"{sys.argv[1]}: {used.ru_utime + used.ru_stime:.2f} CPU s, {used.ru_maxrss / 1024:.0f} MB, exit {code}")
if used.ru_maxrss / 1024 > 300: sys.exit("too much memory")
PY
}
measure "a million rows drawn from ($(stat -c %s "$out/million.csv") bytes)" $incimap convert --quiet "$out/million.csv" -o "$out/s.csv" --sample 10
measure "a million rows converted" $incimap convert --quiet "$out/million.csv" -o "$out/m.csv"
measure "a million bad rows" $incimap convert --quiet "$out/bad.csv" -o "$out/g.csv" --rejects "$out/rejects.csv"
[ "$(wc -l < "$out/rejects.csv")" = 1000001 ] || { echo "rejects.csv lacks rows"; exit 1; }
