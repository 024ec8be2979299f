#!/bin/sh
# Runs every GeoJSON validator that is at hand over folders of layers: those of ../shared/qgis, with its npm and PyPI checkers.
#
# usage: tests/qgis/validators.sh FOLDER...
#
# Prints each complaint, and how many were excused. Excused are three remarks of geojson-validator that are no faults:
# "crosses_antimeridian" of areas that are cut at 180 degrees as RFC 7946 section 3.1.9 wants it (the same script's own checker tells
# whether they are), "holes" of countries and lakes that have some, "excessive_vertices" of long coasts.
# Exit status: 0 nothing to complain of, or ../shared/qgis is absent (which is said); 1 complaints; 2 could not check.
# Needs node with npm and python3 with venv; QGIS too, which project.sh installs.
set -eu

here=$(cd "$(dirname "$0")/../.." && pwd)
given="$here/../shared/qgis"
if [ ! -f "$given/check_layers.sh" ]; then
    echo "skipped: ../shared/qgis is not there"
    exit 0
fi
for tool in node npm python3 ogrinfo; do
    command -v "$tool" >/dev/null || { echo "$tool is missing" >&2; exit 2; }
done

# Kept between runs: what is installed takes a minute.
kept="$here/target/validators"
if [ ! -f "$kept/ready" ]; then
    rm -rf "$kept"
    mkdir -p "$kept/npm"
    cp "$given/check_layers.sh" "$given/rfc7946_check.py" "$given/py_check.py" "$given/probe.py" "$kept/"
    cp "$given/npm/check.mjs" "$kept/npm/"
    cat >"$kept/npm/package.json" <<'JSON'
{"private": true, "dependencies": {"@mapbox/geojsonhint": "3.3.0", "@placemarkio/check-geojson": "0.1.14"},
 "overrides": {"@gerhobbelt/nomnom": "npm:nomnom@1.8.1"}}
JSON
    (cd "$kept/npm" && npm install --silent --no-audit --no-fund >&2)
    python3 -m venv "$kept/venv"
    "$kept/venv/bin/pip" install --quiet geojson-pydantic==2.2.0 geojson-validator==0.7.0 shapely >&2
    touch "$kept/ready"
fi

excuse='geojson-validator problematic: \(crosses_antimeridian\|holes\|excessive_vertices\) '
status=0
for folder in "$@"; do
    # Its exit status follows what it prints.
    said=$(bash "$kept/check_layers.sh" --qgis "$folder" 2>&1) || true
    excused=$(printf '%s\n' "$said" | grep -c "$excuse" || true)
    rest=$(printf '%s\n' "$said" | grep -v "$excuse" || true)
    [ -z "$rest" ] || { printf '%s\n' "$rest"; status=1; }
    files=$(find "$folder" -maxdepth 1 -name '*.geojson' | wc -l)
    echo "$folder: $files layers, $(printf '%s' "$rest" | grep -c . || true) complaints, $excused excused"
done
exit $status
