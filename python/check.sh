#!/usr/bin/env bash
# Builds the wheel, installs it into a fresh environment, tests it there, and prints what it measured; fails when a bar is missed.
set -euo pipefail
cd "$(dirname "$0")"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/tools"
python3 -m venv "$folder/venv"
"$folder/tools/bin/pip" install --quiet "maturin>=1.9,<2" ruff

cargo build --quiet --release --manifest-path ../Cargo.toml
cargo fmt --check
cargo clippy --quiet -- -D warnings
"$folder/tools/bin/ruff" check .
"$folder/tools/bin/ruff" format --check .

rm -rf target/wheels
python3 tests/measure/build.py "$folder/tools/bin/maturin" target/wheels
"$folder/venv/bin/pip" install --quiet target/wheels/*.whl
"$folder/venv/bin/pip" install --quiet pytest hypothesis numpy pandas polars duckdb geopandas
"$folder/venv/bin/python" -m pytest -q tests
"$folder/venv/bin/python" -m pytest -q --doctest-modules --pyargs incimap
"$folder/venv/bin/python" tests/measure/geocode.py ../target/release/incimap
