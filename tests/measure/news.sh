#!/usr/bin/env bash
# Places the names in news with known places, all names of a document together: from given spans, and from the text alone. Prints the
# scores of each corpus whole, of its development half (even documents) and of its other half, with floor and bar beside; fails below
# a floor on the whole, or where the confidence of both corpora together is off by more than 0.03.
# Reads ../shared/news_places, which is not part of this repository; says so where it is absent.
# INCIMAP names another binary, HALVES fewer halves ("development").
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

# least VALUE FLOOR WHAT: notes a value below its floor.
least() {
  awk -v value="$1" -v floor="$2" 'BEGIN { exit !(value < floor) }' && { echo "   below the floor: $3"; below=1; } || true
}

# mentions GOLD: the spans of the names with coordinates, as JSON lines.
mentions() {
  python3 - "$1" <<'PY'
import json, sys
for line in open(sys.argv[1], encoding="utf8"):
    document = json.loads(line)
    real = [t for t in document["toponyms"] if t.get("lat") is not None and t.get("start") is not None]
    print(json.dumps({"id": document["doc"], "mentions": [{"start": t["start"], "end": t["end"]} for t in real]}))
PY
}

# places ARGUMENTS: 1 is no failure, a span outside its text was told.
places() {
  "$incimap" places "$@" 2>> "$out/told.txt" || [ $? -eq 1 ] || { tail -3 "$out/told.txt"; exit 2; }
}

for half in $halves; do
  : > "$out/both.gold.jsonl"; : > "$out/both.answers.jsonl"
  for corpus in tr_news geowebnews; do
    case $corpus in
      tr_news) placed=(0.788 0.85) found=(0.863 0.90) both=(0.80 0.83) ;;
      geowebnews) placed=(0.726 0.74) found=(0.820 0.86) both=(0.69 0.72) ;;
    esac
    gold=$out/gold.jsonl
    case $half in
      whole) cp "$news/$corpus.jsonl" "$gold" ;;
      development) awk 'NR % 2 == 1' "$news/$corpus.jsonl" > "$gold" ;;
      held_out) awk 'NR % 2 == 0' "$news/$corpus.jsonl" > "$gold" ;;
    esac
    chmod u+w "$gold"
    mentions "$gold" > "$out/mentions.jsonl"
    places "$gold" --mentions "$out/mentions.jsonl" -o "$out/answers.jsonl"
    cat "$gold" >> "$out/both.gold.jsonl"; cat "$out/answers.jsonl" >> "$out/both.answers.jsonl"
    echo "== $corpus, $half: given spans, within 161 km of all (floor ${placed[0]}, bar ${placed[1]})"
    python3 "$news/score_places.py" "$gold" "$out/answers.jsonl" --mentions | tee "$out/score.txt"
    [ "$half" != whole ] || least "$(awk '/^accuracy/ { print $4 }' "$out/score.txt")" "${placed[0]}" "$corpus, given spans"
    places "$gold" -o "$out/answers.jsonl"
    echo "== $corpus, $half: from the text, F1 (floor ${found[0]}, bar ${found[1]}), found and placed (floor ${both[0]}, bar ${both[1]})"
    python3 "$news/score_places.py" "$gold" "$out/answers.jsonl" | tee "$out/score.txt"
    [ "$half" != whole ] || least "$(awk '/F1/ { print $NF }' "$out/score.txt")" "${found[0]}" "$corpus, names found"
    [ "$half" != whole ] || least "$(awk '/^found and placed/ { print $NF }' "$out/score.txt")" "${both[0]}" "$corpus, found and placed"
  done
  echo "== both corpora, $half: expected calibration error (bar 0.03)"
  python3 "$news/score_places.py" "$out/both.gold.jsonl" "$out/both.answers.jsonl" --mentions | tee "$out/score.txt" | grep calibration
  [ "$half" != whole ] || least 0.03 "$(awk '/calibration/ { print $4 }' "$out/score.txt")" "confidence"
done
exit $below
