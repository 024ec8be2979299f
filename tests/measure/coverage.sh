#!/usr/bin/env bash
# How often the 95 % intervals hold the truth, on simulated sets of incidents: prints the table of docs/methods.md. Fails where
# a promised interval holds it in fewer than 92 or more than 98 of 100 sets.
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo run --quiet --release --example coverage -- "${1:-600}"
