#!/usr/bin/env bash
# How often Knox's test rejects on 200 simulated campaigns that only move or grow: over all days, and within short blocks.
# Fails where the blocks reject more than 10 %.
set -euo pipefail
cd "$(dirname "$0")/../.."
cargo run --quiet --release --example knox
