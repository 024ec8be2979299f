#!/bin/sh
# Opens every GeoJSON layer of a folder with GDAL, the reader inside QGIS, and checks what it makes of it.
#
# usage: tests/qgis/check.sh FOLDER
#
# For each layer: it opens without a warning, lies in EPSG:4326, has as many features as the file, its
# dates are Date and its start_utc and end_utc DateTime, and no field is a list or JSON. Prints one line a layer with what
# was measured, and a line for each finding. Exit status: 0 no finding, 1 findings, 2 could not check.
# Needs ogrinfo (Debian: gdal-bin), which is installed if there is none and apt-get may be used.
set -eu
export LC_ALL=C

folder=${1:?"usage: tests/qgis/check.sh FOLDER"}
findings=0

finding() {
    echo "  $1"
    findings=$((findings + 1))
}

if ! command -v ogrinfo >/dev/null; then
    apt-get install -y -qq gdal-bin >/dev/null 2>&1 || true
fi
if ! command -v ogrinfo >/dev/null; then
    echo "ogrinfo is missing and cannot be installed: install gdal-bin" >&2
    exit 2
fi

# Lines of ogrinfo such as "start_utc: DateTime (0.0)"; a subtype stands in the brackets: "String(JSON) (0.0)".
fields() {
    printf '%s\n' "$info" | grep -E '^[a-z0-9_]+: [A-Z][A-Za-z]+ ?\(' || true
}

expect_type() {
    wrong=$(fields | grep -E "^($1):" | grep -vE ": $2 \(" || true)
    [ -z "$wrong" ] || finding "not $2: $wrong"
}

checked=0
for file in "$folder"/*.geojson; do
    [ -e "$file" ] || continue
    checked=$((checked + 1))
    name=$(basename "$file" .geojson)
    if ! info=$(ogrinfo -ro -al -so "$file" 2>&1); then
        echo "$name"
        finding "does not open: $(printf '%s\n' "$info" | head -n 1)"
        continue
    fi
    read_count=$(printf '%s\n' "$info" | sed -n 's/^Feature Count: //p')
    kind=$(printf '%s\n' "$info" | sed -n 's/^Geometry: //p')
    written_count=$(grep -oE '"type" ?: ?"Feature"' "$file" | wc -l)
    echo "$name: $read_count features, $kind, $(fields | wc -l) fields"

    printf '%s\n' "$info" | grep -qE '^(Warning|ERROR)' && finding "$(printf '%s\n' "$info" | grep -E '^(Warning|ERROR)' | head -n 1)"
    printf '%s\n' "$info" | grep -q 'ID\["EPSG",4326\]\]$' || finding "not EPSG:4326"
    [ "$read_count" = "$written_count" ] || finding "the file has $written_count features, GDAL reads $read_count"
    case $kind in
        Point | "Line String" | "Multi Line String" | Polygon | "Multi Polygon") ;;
        *) finding "unexpected geometry: $kind" ;;
    esac
    expect_type 'date_(start|end|first|last)' Date
    expect_type '(start|end)_utc' DateTime
    nested=$(fields | grep -E 'JSON|List' || true)
    [ -z "$nested" ] || finding "nested: $nested"
done

if [ "$checked" -eq 0 ]; then
    echo "no layers in $folder" >&2
    exit 2
fi
echo "$checked layers, $findings findings"
[ "$findings" -eq 0 ]
