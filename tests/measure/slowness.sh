#!/usr/bin/env bash
# Prints how many times slower this machine is, at this moment, than one that packs the towns of the gazetteer by `gzip -9` in 1.1 s, on which the default run takes 1.0 s; 1 where
# it is not. What is held to a time is held to that many times it: these machines vary by three.
set -euo pipefail
cd "$(dirname "$0")/../.."
towns=$(mktemp); trap 'rm -f "$towns"' EXIT
gunzip < data/gazetteer/cities500.txt.gz > "$towns"
best=99
for _ in 1 2 3; do
  start=$EPOCHREALTIME
  gzip -9 --stdout "$towns" > /dev/null
  best=$(awk "BEGIN { t = ${EPOCHREALTIME/,/.} - ${start/,/.}; printf \"%.3f\", ((t < $best) ? t : $best) }")
done
awk "BEGIN { s = $best / 1.1; printf \"%.2f\\n\", ((s > 1) ? s : 1) }"
