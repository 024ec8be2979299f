#!/bin/sh
# Opens folders of incimap in headless QGIS after moving each to a folder with a space and an accent in its name.
#
# usage: tests/qgis/project.sh FOLDER...
#
# See project.py for what is checked. Exit status: 0 no finding, 1 findings, 2 could not check.
# Needs QGIS with its Python (Debian: qgis, python3-qgis), which are installed if missing and apt-get may be used.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
if ! /usr/bin/python3 -c 'import qgis.core' 2>/dev/null; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends qgis python3-qgis >/dev/null 2>&1 || true
fi
if ! /usr/bin/python3 -c 'import qgis.core' 2>/dev/null; then
    echo "QGIS is missing and cannot be installed: install qgis and python3-qgis" >&2
    exit 2
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export QT_QPA_PLATFORM=offscreen XDG_RUNTIME_DIR="$work" HOME="$work" PYTHONDONTWRITEBYTECODE=1
status=0
for folder in "$@"; do
    moved="$work/déplacé ailleurs"
    rm -rf "$moved"
    cp -r "$folder" "$moved"
    /usr/bin/python3 "$here/project.py" "$moved" || status=1
done
exit $status
