#!/bin/sh
# Opens what the release build makes in headless QGIS, and gives its layers to the validators: the committed output/, a folder under a
# hostile title, a GeoPackage with its own project, and one of the 21,128 events of ../shared/events, where that is there.
#
# usage: tests/qgis/folders.sh (in the repository, after cargo build --release)
#
# Exit status: 0 no finding, 1 findings, 2 could not check.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
incimap=target/release/incimap
title=$(printf '</qgis> "it'"'"'s" & [%% 1 + 1 %%] %0450d' 0)

"$incimap" map --only layers,qgis -o "$work/hostile" --title "$title" >/dev/null 2>&1
"$incimap" map --only layers,qgis --layer-format geojson,gpkg -o "$work/package" >/dev/null 2>&1
set -- output "$work/hostile" "$work/package"
layers="output/layers output/layers/base"
events=../shared/events/ucdp_is_2004_2020.csv
if [ -f "$events" ]; then
    # Some of the rows are rejected, which is told by status 1.
    "$incimap" map --only layers,qgis "$events" --origin Mosul -o "$work/events" >/dev/null 2>&1 || [ $? -eq 1 ]
    set -- "$@" "$work/events"
    layers="$layers $work/events/layers"
else
    echo "skipped: ../shared/events is not there"
fi
sh tests/qgis/project.sh "$@"
# The paths of the layers have no spaces.
sh tests/qgis/validators.sh $layers
