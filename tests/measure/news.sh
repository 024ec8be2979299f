#!/usr/bin/env bash
# Resolves the names of news with known places: all names of a document together, from given spans. Prints the scores of each
# corpus whole, of its development half (even documents) and of its other half, with floor and bar beside; fails below the floor.
# Reads ../shared/news_places, which is not part of this repository; says so where it is absent.
set -euo pipefail
cd "$(dirname "$0")/../.."
news=../shared/news_places
incimap=${INCIMAP:-target/release/incimap}
if [ ! -d "$news" ]; then
  echo "skipped: $news is not here"; exit 0
fi
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
halves=${HALVES:-whole development held_out}
below=0
for corpus in tr_news geowebnews; do
  case $corpus in
    tr_news) floor=0.788 bar=0.85 ;;
    geowebnews) floor=0.726 bar=0.74 ;;
  esac
  for half in $halves; do
    gold=$out/$corpus.$half.jsonl
    case $half in
      whole) cp "$news/$corpus.jsonl" "$gold" ;;
      development) awk 'NR % 2 == 1' "$news/$corpus.jsonl" > "$gold" ;;
      held_out) awk 'NR % 2 == 0' "$news/$corpus.jsonl" > "$gold" ;;
    esac
    python3 - "$gold" > "$out/mentions.jsonl" <<'PY'
import json, sys
for line in open(sys.argv[1], encoding="utf8"):
    document = json.loads(line)
    real = [t for t in document["toponyms"] if t.get("lat") is not None and t.get("start") is not None]
    print(json.dumps({"id": document["doc"], "mentions": [{"start": t["start"], "end": t["end"]} for t in real]}))
PY
    "$incimap" places "$gold" --mentions "$out/mentions.jsonl" -o "$out/$corpus.$half.answers.jsonl" || [ $? -eq 1 ] # 1: a span outside its text was told
    echo "== $corpus, $half, given spans (floor $floor, bar $bar)"
    python3 "$news/score_places.py" "$gold" "$out/$corpus.$half.answers.jsonl" --mentions | tee "$out/score.txt"
    if [ "$half" = whole ]; then
      awk -v floor="$floor" '/^accuracy/ { if ($4 < floor) { print "below the floor"; exit 1 } }' "$out/score.txt" || below=1
    fi
  done
done
exit $below
