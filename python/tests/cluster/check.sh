#!/usr/bin/env bash
# The main job on real engines, started and stopped here: Spark (a master, two workers, one of them killed midway) and the local
# cluster of Sail, over a million rows in 20 Parquet files, each folder byte for byte that of one process. Needs Java 17 or later.
# Takes the wheel as its argument, or the newest in python/target/wheels. INCIMAP_CLUSTER_ROWS=20000 makes it short.
set -euo pipefail
cd "$(dirname "$0")/../.."
wheel=$(realpath "${1:-$(find target/wheels -name '*.whl' -printf '%T@ %p\n' | sort -n | tail -n 1 | cut -d' ' -f2-)}")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
# Sail 0.7.2 answers clients of Spark 4.1; those of 4.3 it refuses.
"$folder/venv/bin/pip" install --quiet "$wheel" "pyspark[connect]==4.1.3" "pysail==0.7.2" "pandas<3" pytest
"$folder/venv/bin/python" -m pytest -q -s --basetemp "$folder/runs" tests/cluster
