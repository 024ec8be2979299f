#!/usr/bin/env bash
# report.html in headless Chromium, from disk and without network: the built-in incidents, hostile texts, and 20,000 incidents.
# Needs chromium, node, npm, pdftotext; a folder with screenshots may be named: check.sh DIR.
set -euo pipefail
cd "$(dirname "$0")/../.."
pictures=${1:-}
bin=${INCIMAP:-target/release/incimap}
[ -x "$bin" ] || cargo build --release --quiet

tools=target/browser
mkdir -p "$tools"
cp tests/browser/package.json tests/browser/*.mjs "$tools/"
(cd "$tools" && npm install --silent --no-audit --no-fund >/dev/null)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
run() { "$bin" map "$@" --dpi 36 --quiet || [ $? -eq 1 ]; }

run -o "$work/built_in"
node "$tools/check.mjs" "$work/built_in" "$pictures"

node "$tools/events.mjs" hostile >"$work/hostile.csv"
run "$work/hostile.csv" -o "$work/hostile" --origin "Kabul" --title '</title><script>window.hit=1</script>'
node "$tools/hostile.mjs" "$work/hostile"

node "$tools/events.mjs" 300 >"$work/300.csv"
run "$work/300.csv" -o "$work/three_hundred" --origin "Kabul" --method reach
size=$(stat -c %s "$work/three_hundred/report.html")
echo "300 incidents: $((size / 1000)) kB"
[ "$size" -lt 400000 ] || { echo "the page of 300 incidents is larger than 400 kB"; exit 1; }

node "$tools/events.mjs" 20000 >"$work/20000.csv"
run "$work/20000.csv" -o "$work/many" --origin "Kabul" --method reach
node "$tools/speed.mjs" "$work/many" "$(bash tests/measure/slowness.sh)" "$pictures"

events=../shared/events/ucdp_is_2004_2020.csv
if [ -f "$events" ]; then
  run "$events" -o "$work/events" --home IQ --method reach
  node "$tools/speed.mjs" "$work/events" "$(bash tests/measure/slowness.sh)" ""
else
  echo "../shared/events is not there: the page of real events is not timed"
fi
