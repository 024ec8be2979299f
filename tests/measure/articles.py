#!/usr/bin/env python3
"""Incidents out of the news reports of MUC-4, scored by the contest's keys; and false incidents in news of all sorts.

  articles.py texts PART              the reports of a part (dev, tst1, tst2) as JSON lines, in the folder that MUC4 names
  articles.py filter ANSWERS TEXTS    answers of `incimap extract` under the contest's rules of relevance, as the scorer wants them
  articles.py fit ANSWERS TEXTS       fits the weights of relevance on the reports of DEV (needs numpy); prints them
  articles.py quiet FOLDER            60 documents of ../shared/news_places that tell of no incident, as JSON lines

The rules of the contest are its own and stand here, not in the product: which nations count, threats and plots as attacks, no purely
military acts, nothing older than two months, no incident that is told without detail, its names of kinds, and its way of dating ("on Friday" and no date at
all are "up to the day of the report"). What is "terrorist", "military" or "without detail" is no yes or no: a logistic model over
the fields of an answer and the words of its sentences says so; its weights stand in articles_weights.json.
"""
import collections, glob, json, math, os, re, sys
from datetime import date, timedelta

HERE = os.path.dirname(os.path.abspath(__file__))
MUC4 = os.environ.get("MUC4", os.path.join(HERE, "../../../shared/muc4"))
WEIGHTS = os.path.join(HERE, "articles_weights.json")
PARTS = {"dev": "dev-muc3-", "tst1": "tst1-muc3", "tst2": "tst2-muc4"}
NATIONS = ["Argentina", "Bolivia", "Chile", "Colombia", "Ecuador", "El Salvador", "Guatemala", "Honduras", "Peru"]
KINDS = {"bombing": "bombing", "arson": "arson", "kidnapping": "kidnapping", "hostage_taking": "kidnapping", "robbery": "robbery",
         "hijacking": "hijacking", "assassination": "attack", "armed_assault": "attack", "attack": "attack", "sabotage": "attack",
         "battle": "attack", "air_strike": "attack", "threat": "attack", "plot": "attack", "forced_work_stoppage": "forced work stoppage"}
MONTHS = {m: i + 1 for i, m in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split())}
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


def day_of(text):
    m = re.search(r",\s*(\d{1,2})\s+([A-Z]{3})[A-Z]*\s+(\d{2})\b", text[:200])
    return date(1900 + int(m.group(3)), MONTHS[m.group(2)], int(m.group(1))) if m and m.group(2) in MONTHS else None


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
    if place and place[0] not in NATIONS:
        return None
    if published and (end is None or rules.get("when") in ("date.weekday", "date.vague")):
        start, end = None, published
    return {"document": answer["document"], "kind": kind, "start": start and str(start), "end": end and str(end),
            "place": place, "killed": answer["killed"] or None}


def sentences(text):
    out, at = [], 0
    for m in re.finditer(r"[.!?][\"')\]]*\s+(?=[A-Z\"\[(])|\n\s*\n", text):
        out.append((at, m.end()))
        at = m.end()
    return out + [(at, len(text))]


def features(a, text, many, index, cut):
    """What speaks for an answer being one of the contest."""
    notes = a["evidence"]
    kinds = [e for e in notes if e["field"] == "kind"]
    rules = {e["field"]: e["rule"] for e in notes}
    f = {"kind=" + a["kind"], "stage=" + a["stage"], "mentions=%d" % min(len(kinds), 4), "first=" + kinds[0]["rule"].split(":")[0],
         "when=" + rules.get("when", "none"), "place=" + rules.get("place", "none"), "depth=%d" % min(len(a["place"]), 4),
         "nation=" + (a["place"][0] if a["place"] else "none"), "sort=" + rules.get("actor", "none").split(":")[-1],
         "said=" + str(a["actor_confidence"]).split(" ")[0], "actor=" + str(a["actor"]), "target=" + rules.get("target", "none"),
         "many=%d" % min(many, 6), "index=%d" % min(index, 4), "injured=%s" % (a["injured_min"] is not None)}
    killed = a["killed"]
    f.add("killed=" + ("none" if killed is None else "0" if killed == 0 else "1" if killed == 1 else "few" if killed < 10 else "many"))
    for e in kinds:
        f |= {"form=" + e["rule"].split(":")[0]} | {"flag=" + w for w in e["rule"].split("+")[1:]}
    for flag in ("definite", "several", "past"):
        if all(flag in e["rule"] for e in kinds):
            f.add("all=" + flag)
    where = [next((n for n, (s, e) in enumerate(cut) if s <= k["start"] < e), 0) for k in kinds]
    f |= {"sentence=%d" % min(where[0], 5), "part=%d" % (4 * where[0] // max(1, len(cut))), "length=%d" % min(5, len(cut) // 6)}
    published = day_of(text)
    if published and a["end"]:
        days = (published - date.fromisoformat(a["end"])).days
        f.add("age=" + ("0-1" if days < 2 else "2-7" if days < 8 else "8-31" if days < 32 else "old"))
    f |= {"kind,target=%s,%s" % (a["kind"], rules.get("target", "none")), "kind,sort=%s,%s" % (a["kind"], rules.get("actor", "none").split(":")[-1]),
          "sort,target=%s,%s" % (rules.get("actor", "none").split(":")[-1], rules.get("target", "none"))}
    for n in set(where):
        f |= {"w=" + w.lower() for w in re.findall(r"[A-Za-z]{3,}", text[slice(*cut[n])])}
    f |= {"h=" + w.lower() for w in re.findall(r"\[([A-Z]+)", text[:300])}
    return f


def candidates(answers, text):
    """The answers that the hard rules keep, in the contest's terms, with what speaks for each."""
    by_document = collections.defaultdict(list)
    for a in answers:
        c = contest(a, text[a["document"]])
        if c:
            by_document[a["document"]].append((a, c))
    for document, pairs in by_document.items():
        cut = sentences(text[document])
        for n, (a, c) in enumerate(pairs):
            yield c, features(a, text[document], len(pairs), n, cut)


def relevance(found, model):
    return 1 / (1 + math.exp(-model["bias"] - sum(model["weights"].get(f, 0.0) for f in sorted(found))))


def fit(answers, text, part="dev", least=15, penalty=15.0, folds=4):
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
    counts = collections.Counter(f for _, found in rows for f in found)
    names = sorted(f for f, n in counts.items() if n >= least)
    column = {f: n for n, f in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1), dtype=np.float32)
    x[:, -1] = 1
    for n, (_, found) in enumerate(rows):
        x[n, [column[f] for f in found if f in column]] = 1
    y = np.array([n in hit for n in range(len(rows))], dtype=np.float32)

    def solve(x, y):
        theta, m, v = (np.zeros(x.shape[1], dtype=np.float32) for _ in range(3))
        ridge = np.full_like(theta, penalty)
        ridge[-1] = 0
        for step in range(1, 401):
            p = 1 / (1 + np.exp(-(x @ theta)))
            g = x.T @ (p - y) + ridge * theta
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
            theta -= (0.05 if step < 300 else 0.01) * (m / (1 - 0.9 ** step)) / (np.sqrt(v / (1 - 0.999 ** step)) + 1e-8)
        return theta

    documents = sorted({c["document"] for c, _ in rows})
    fold = np.array([documents.index(c["document"]) % folds for c, _ in rows])
    p = np.zeros(len(rows))
    for k in range(folds):
        p[fold == k] = 1 / (1 + np.exp(-(x[fold == k] @ solve(x[fold != k], y[fold != k]))))
    best = (0, 0)
    for cut in [n / 100 for n in range(20, 66, 5)]:
        s = scorer.score(keys, [g for g, q in zip(given, p) if q >= cut])
        mean = sum(s[k][2] for k in scorer.SLOTS) / 4
        best = max(best, (mean, cut))
        print("cross-validated at %.2f:" % cut, " ".join("%s %.3f" % (k, s[k][2]) for k in s), "mean %.3f" % mean, file=sys.stderr)
    theta = solve(x, y)
    weights = {f: round(float(theta[n]), 3) for f, n in column.items() if abs(theta[n]) >= 0.1}
    return {"bias": round(float(theta[-1]), 3), "cut": best[1], "weights": weights}


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
