#!/usr/bin/env bash
# Opens every layer of an output in each of its formats with GDAL, the reader inside QGIS: all formats of a layer have the same
# features, the reference system and the types of the columns are known, the GeoPackage is sound. Where there is GeoParquet,
# which GDAL reads only where it was built with Arrow, geopandas compares it with the GeoJSON, value by value.
#
# usage: tests/qgis/formats.sh FOLDER
#
# Prints one line a layer, and a line for each finding. Exit status: 0 no finding, 1 findings, 2 could not check.
# Needs ogrinfo (Debian: gdal-bin) and sqlite3; for GeoParquet python3 with venv and a package registry.
set -eu
export LC_ALL=C
folder=${1:?"usage: tests/qgis/formats.sh FOLDER"}
package=$folder/incidents.gpkg
findings=0
finding() { echo "  $1"; findings=$((findings + 1)); }
for command in ogrinfo sqlite3; do
  command -v "$command" >/dev/null || { echo "$command is missing" >&2; exit 2; }
done

look() { # look LAYER SOURCE...: what GDAL makes of a layer in a format
  local layer=$1 info; shift
  if ! info=$(ogrinfo -ro -al -so "$@" 2>&1); then finding "$layer: $* does not open"; return; fi
  count=$(sed -n 's/^Feature Count: //p' <<<"$info")
  [ "$count" = "$wanted" ] || finding "$layer: $* has $count features, the GeoJSON has $wanted"
  grep -qE 'ID\["EPSG",4326\]\]' <<<"$info" || finding "$layer: $* is not EPSG:4326"
  grep -E '^(Warning|ERROR)' <<<"$info" | while read -r line; do echo "  $layer: $* $line"; done
  if grep -qE '^(Warning|ERROR)' <<<"$info"; then findings=$((findings + 1)); fi
  types=$(grep -E '^(date_start|start_utc|killed|distance_km|abroad): ' <<<"$info" | sed -E 's/ \([0-9.]+\)//' | tr '\n' ' ')
}

expect() { # expect LAYER FORMAT FIELD TYPE: where the layer has the field
  case " $types" in
    *" $3: $4"*) ;;
    *" $3: "*) finding "$1 as $2: $3 is not $4: $types" ;;
  esac
}

for file in "$folder"/layers/*.geojson; do
  layer=$(basename "$file" .geojson)
  wanted=$(grep -oE '"type":"Feature"' "$file" | wc -l)
  look "$layer" "$package" "$layer"
  expect "$layer" GeoPackage date_start Date
  expect "$layer" GeoPackage start_utc DateTime
  expect "$layer" GeoPackage killed Integer
  expect "$layer" GeoPackage distance_km Real
  expect "$layer" GeoPackage abroad "Integer(Boolean)"
  look "$layer" "$folder/layers/$layer.fgb"
  expect "$layer" FlatGeobuf start_utc DateTime
  look "$layer" "$folder/layers/$layer.csv"
  expect "$layer" CSV date_start Date
  expect "$layer" CSV distance_km Real
  expect "$layer" CSV abroad "Integer(Boolean)"
  echo "$layer: $wanted features in four formats"
done

sound=$(sqlite3 "$package" 'PRAGMA integrity_check' 'PRAGMA foreign_key_check')
[ "$sound" = ok ] || finding "the GeoPackage: $sound"
for index in $(sqlite3 "$package" "SELECT 'rtree_' || table_name || '_' || column_name FROM gpkg_geometry_columns"); do
  told=$(sqlite3 "$package" "SELECT rtreecheck('$index')")
  [ "$told" = ok ] || finding "$index: $told"
done

if compgen -G "$folder/layers/*.parquet" >/dev/null; then
  python=$(mktemp -d)
  trap 'rm -rf "$python"' EXIT
  python3 -m venv "$python" && "$python/bin/pip" install --quiet geopandas==1.1.3 pyarrow || exit 2
  "$python/bin/python" "$(dirname "$0")/parquet.py" "$folder" || findings=$((findings + 1))
fi
echo "$findings findings"
[ "$findings" -eq 0 ]
