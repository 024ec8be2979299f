#!/usr/bin/env python3
"""Incidents out of the news reports of MUC-4, scored by the contest's keys; and false incidents in news of all sorts.

  articles.py texts PART              the reports of a part (dev, tst1, tst2) as JSON lines, in the folder that MUC4 names
  articles.py filter ANSWERS TEXTS    answers of `incimap extract` under the contest's rules of relevance, as the scorer wants them
  articles.py fit ANSWERS TEXTS       fits the weights of relevance on the reports of DEV (needs numpy); prints them
  articles.py quiet FOLDER            60 documents of ../shared/news_places that tell of no incident, as JSON lines

The rules of the contest are its own and stand here, not in the product: threats and plots as attacks, nothing older than two months, its names
of kinds, and its way of dating ("on Friday" and no date at all are "up to the day of the report"). Which nations count, what is "terrorist",
"military" or "without detail" is weighed by the model of relevance.py.
"""
import collections, glob, json, os, re, sys
from datetime import date, timedelta

from relevance import day_of, features, matrix, relevance, sentences, solve

HERE = os.path.dirname(os.path.abspath(__file__))
MUC4 = os.environ.get("MUC4", os.path.join(HERE, "../../../shared/muc4"))
WEIGHTS = os.path.join(HERE, "articles_weights.json")
PARTS = {"dev": "dev-muc3-", "tst1": "tst1-muc3", "tst2": "tst2-muc4"}
KINDS = {"bombing": "bombing", "arson": "arson", "kidnapping": "kidnapping", "hostage_taking": "kidnapping", "robbery": "robbery",
         "hijacking": "hijacking", "assassination": "attack", "armed_assault": "attack", "attack": "attack", "sabotage": "attack",
         "battle": "attack", "air_strike": "attack", "threat": "attack", "plot": "attack", "forced_work_stoppage": "forced work stoppage"}
# Documents that tell of no incident, labelled by reading them: their numbers in the two files.
QUIET = {"geowebnews": [0, 2, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 24, 25, 27, 28, 29, 30, 31, 32, 33, 34, 36, 37, 38, 41, 44, 47,
                        63, 64, 70, 76, 78, 90, 97],
         "tr_news": [3, 4, 5, 10, 11, 13, 16, 19, 20, 21, 24, 40, 41, 43, 46, 51, 58, 68, 70, 71, 92, 102]}


def texts(part):
    for name in sorted(os.listdir(f"{MUC4}/texts")):
        if not name.startswith(PARTS[part]):
            continue
        text = open(f"{MUC4}/texts/{name}", encoding="latin-1").read()
        for piece in re.split(r"(?m)^(?=(?:DEV|TST\d)-MUC[34]-\d{4})", text):
            m = re.match(r"((?:DEV|TST\d)-MUC[34]-\d{4})[^\n]*\n", piece)
            if m:
                yield {"id": m.group(1), "text": piece[m.end():].strip("\n")}


def contest(answer, text):
    """The answer in the contest's terms, or nothing where its rules leave it out."""
    kind = KINDS.get(answer["kind"])
    if not kind or answer["stage"] == "threatened" and answer["kind"] != "threat":
        return None
    published = day_of(text)
    start = date.fromisoformat(answer["start"]) if answer["start"] else None
    end = date.fromisoformat(answer["end"]) if answer["end"] else None
    if published and end and end < published - timedelta(days=62):
        return None
    rules = {e["field"]: e["rule"] for e in answer["evidence"]}
    place = answer["place"]
    if published and (end is None or rules.get("when") in ("date.weekday", "date.vague")):
        start, end = None, published
    return {"document": answer["document"], "kind": kind, "start": start and str(start), "end": end and str(end),
            "place": place, "killed": answer["killed"] or None}


def candidates(answers, text):
    """The answers that the hard rules keep, in the contest's terms, with what speaks for each."""
    by_document = collections.defaultdict(list)
    for a in answers:
        c = contest(a, text[a["document"]])
        if c:
            by_document[a["document"]].append((a, c))
    for document, pairs in by_document.items():
        cut = sentences(text[document])
        for n, (_, c) in enumerate(pairs):
            yield c, features([a for a, _ in pairs], n, text[document], cut)


def fit(answers, text, part="dev", folds=4, splits=3):
    import numpy as np
    sys.path.insert(0, MUC4)
    import score_incidents as scorer
    keys = [k for f in sorted(glob.glob(f"{MUC4}/keys/*{part}*")) for k in scorer.from_muc(f)]
    rows = list(candidates(answers, text))
    given = []
    for c, _ in rows:
        iso = lambda d: date.fromisoformat(d) if d else None
        given.append({"document": c["document"], "optional": False, "kind": {c["kind"]}, "killed": c["killed"],
                      "date": [(iso(c["start"]), iso(c["end"]))] if c["end"] else [],
                      "place": [[{scorer.fold(p)} for p in c["place"]]] if c["place"] else []})
    hit = set()
    for document in {c["document"] for c, _ in rows}:
        here = [n for n, g in enumerate(given) if g["document"] == document]
        hit |= {here[j] for _, j in scorer.align([k for k in keys if k["document"] == document], [given[n] for n in here])}
    names, x = matrix([found for _, found in rows])
    y = np.array([n in hit for n in range(len(rows))], dtype=np.float32)
    documents = sorted(text)
    means = collections.defaultdict(list)
    for split in range(splits):
        part_of = dict(zip(documents, np.random.RandomState(split).permutation(len(documents)) % folds))
        fold = np.array([part_of[c["document"]] for c, _ in rows])
        p = np.zeros(len(rows))
        for k in range(folds):
            p[fold == k] = 1 / (1 + np.exp(-(x[fold == k] @ solve(x[fold != k], y[fold != k]))))
        for cut in [n / 100 for n in range(25, 61, 5)]:
            s = scorer.score(keys, [g for g, q in zip(given, p) if q >= cut])
            means[cut].append([s[k][2] for k in s])
    slots = list(s)
    means = {cut: np.mean(rows, axis=0) for cut, rows in means.items()}
    for cut, mean in means.items():
        print("cross-validated at %.2f:" % cut, " ".join("%s %.3f" % (k, m) for k, m in zip(slots, mean)), "mean %.4f" % mean[1:].mean(), file=sys.stderr)
    theta = solve(x, y)
    weights = {f: round(float(w), 2) for f, w in zip(names, theta) if abs(w) >= 0.03}
    return {"bias": round(float(theta[-1]), 3), "cut": max(means, key=lambda cut: means[cut][1:].mean()), "weights": weights}


def quiet(folder):
    for name, numbers in QUIET.items():
        rows = open(f"{folder}/{name}.jsonl", encoding="utf-8").read().split("\n")
        for n in numbers:
            row = json.loads(rows[n])
            yield {"id": f"{name} {n}", "text": row["text"], **({"date": row["date"][:10]} if row.get("date") else {})}


def main():
    command = sys.argv[1]
    if command in ("texts", "quiet"):
        for row in texts(sys.argv[2]) if command == "texts" else quiet(sys.argv[2]):
            print(json.dumps(row))
        return
    answers = json.load(open(sys.argv[2]))
    text = {r["id"]: r["text"] for r in map(json.loads, open(sys.argv[3]))}
    if command == "fit":
        json.dump(fit(answers, text), sys.stdout, indent=0, sort_keys=True)
    elif command == "filter":
        model = json.load(open(WEIGHTS))
        json.dump([c for c, found in candidates(answers, text) if relevance(found, model) >= model["cut"]], sys.stdout)


if __name__ == "__main__":
    main()
