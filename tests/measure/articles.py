#!/usr/bin/env python3
"""Incidents out of the news reports of MUC-4, scored by the contest's keys; and false incidents in news of all sorts.

  articles.py texts PART              the reports of a part (dev, tst1, tst2) as JSON lines, in the folder that MUC4 names
  articles.py filter ANSWERS TEXTS    answers of `incimap extract` under the contest's rules of relevance, as the scorer wants them
  articles.py fit ANSWERS TEXTS       fits the weights of relevance on the reports of DEV (needs numpy); prints them
  articles.py quiet FOLDER            60 documents of ../shared/news_places that tell of no incident, as JSON lines

The rules of the contest are its own and stand here, not in the product: threats and plots as attacks, nothing older than two months, its names
of kinds, and its way of dating ("on Friday", "last week" and no date at all are "up to the day of the report"). Which nations count, what is "terrorist",
"military" or "without detail" is weighed by the model of relevance.py.
"""
import collections, glob, json, os, re, sys
from datetime import date, timedelta

from relevance import NATIONS, day_of, features, heaviest, matrix, relevance, sentences, solve

HERE = os.path.dirname(os.path.abspath(__file__))
MUC4 = os.environ.get("MUC4", os.path.join(HERE, "../../../shared/muc4"))
WEIGHTS = os.path.join(HERE, "articles_weights.json")
PARTS = {"dev": "dev-muc3-", "tst1": "tst1-muc3", "tst2": "tst2-muc4"}
KINDS = {"bombing": "bombing", "arson": "arson", "kidnapping": "kidnapping", "hostage_taking": "kidnapping", "robbery": "robbery",
         "hijacking": "hijacking", "assassination": "attack", "armed_assault": "attack", "attack": "attack", "sabotage": "attack",
         "battle": "attack", "air_strike": "attack", "threat": "attack", "plot": "attack", "forced_work_stoppage": "forced work stoppage"}
# Those who fight are no victims in the keys.
FIGHTERS = "GUERRILLA|REBEL|SUBVERSIVE|TERRORIST|EXTREMIST|ASSAILANT|INSURGENT|GUNM[AE]N"
# How the nations of the contest and their peoples are written.
STEMS = {n: n.split()[-1].upper().rstrip("AS") for n in NATIONS}
# Spans that the keys hold as they are; "last week", "in May", "two months ago" are "up to the day of the report" in them.
EXACT = ("date.since", "date.day_shift", "date.day_month", "date.absolute", "date.paragraph")
# Answers at least this likely are paired with the key before the others.
LIKELY = 0.3
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


def nation(answer, text):
    """The nation of the contest that the sentences of an answer name most, else its report: "condemned in Caracas" tells of one of them."""
    cut = sentences(text)
    kinds = [e["start"] for e in answer["evidence"] if e["field"] == "kind"]
    own = " ".join(text[s:e] for s, e in cut if any(s <= k < e for k in kinds))
    for words in (own, text):
        counts = {n: len(re.findall(stem, words)) for n, stem in STEMS.items()}
        best = max(counts, key=counts.get)
        if counts[best]:
            return [best]
    return None


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
        place = nation(answer, text) or place
    if published and (end is None or rules.get("when") in ("date.weekday", "date.vague") or start != end and rules["when"] not in EXACT):
        start, end = None, published
    dead = " ".join(text[e["start"]:e["end"]] for e in answer["evidence"] if e["field"] == "killed")
    fought = answer["kind"] == "battle" or re.search(FIGHTERS, dead)
    return {"document": answer["document"], "kind": kind, "start": start and str(start), "end": end and str(end),
            "place": place, "killed": None if fought else answer["killed"] or None}


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


def kept(scored, cut):
    """The answers that are likely enough, in their order; of two with one kind, date and place in a report the likelier."""
    best = {}
    for n, (c, likely) in enumerate(scored):
        same = (c["document"], c["kind"], c["start"], c["end"], tuple(c["place"]))
        if likely >= cut and (same not in best or scored[best[same]][1] < likely):
            best[same] = n
    return [scored[n][0] for n in sorted(best.values())]


def slots(c, scorer):
    """An answer as the scorer has it."""
    iso = lambda d: date.fromisoformat(d) if d else None
    return {"document": c["document"], "optional": False, "kind": {c["kind"]}, "killed": c["killed"],
            "date": [(iso(c["start"]), iso(c["end"]))] if c["end"] else [],
            "place": [[{scorer.fold(p)} for p in c["place"]]] if c["place"] else []}


def earned(keys, given, scorer, likely=None):
    """What share of its slots each answer earns: what is half right is half worth keeping. Where it is known how likely the answers are, the likely
    ones are paired with the key first, as they are when scored."""
    out = [0.0] * len(given)
    for document in {g["document"] for g in given}:
        left = [k for k in keys if k["document"] == document]
        here = [n for n, g in enumerate(given) if g["document"] == document]
        for turn in ([n for n in here if likely is None or likely[n] >= LIKELY], [n for n in here if likely is not None and likely[n] < LIKELY]):
            pairs = scorer.align(left, [given[n] for n in turn])
            for i, j in pairs:
                asked = [s for s in scorer.SLOTS if s != "killed" or scorer.has(s, left[i])]
                out[turn[j]] = sum(scorer.earn(s, left[i], given[turn[j]]) for s in asked) / len(asked)
            left = [k for i, k in enumerate(left) if i not in {i for i, _ in pairs}]
    return out


def folds(documents, seed, many=4):
    """A number of a fold for each row; the answers of a report are in one."""
    import numpy as np
    names = sorted(set(documents))
    part = dict(zip(names, np.random.RandomState(seed).permutation(len(names)) % many))
    return np.array([part[d] for d in documents])


class Fit:
    """The weights of relevance, fitted on some of the answers; twice, as which answer is that of the key depends on which are likely."""

    def __init__(self, rows, keys, scorer):
        self.names, self.x, self.loose = matrix([found for _, found in rows])
        free = self.x * self.loose
        self.kernel = (free @ free.T).astype(float)
        self.given, self.keys, self.scorer = [slots(c, scorer) for c, _ in rows], keys, scorer
        self.documents = [c["document"] for c, _ in rows]

    def likely(self, train, y, test):
        import numpy as np
        rows, bias = solve(self.kernel[train][:, train], y)
        return 1 / (1 + np.exp(-(self.kernel[test][:, train] @ rows + bias)))

    def theta(self, train):
        import numpy as np
        given = [self.given[n] for n in train]
        y = np.array(earned(self.keys, given, self.scorer))
        inner, p = folds([self.documents[n] for n in train], 7), np.zeros(len(train))
        for k in range(4):
            p[inner == k] = self.likely(train[inner != k], y[inner != k], train[inner == k])
        rows, bias = solve(self.kernel[train][:, train], np.array(earned(self.keys, given, self.scorer, p)))
        return heaviest((self.x[train].T @ rows) * self.loose ** 2, self.x[train]), bias


def fit(answers, text, part="dev", splits=3):
    import numpy as np
    sys.path.insert(0, MUC4)
    import score_incidents as scorer
    keys = [k for f in sorted(glob.glob(f"{MUC4}/keys/*{part}*")) for k in scorer.from_muc(f)]
    rows = list(candidates(answers, text))
    model = Fit(rows, keys, scorer)
    means = collections.defaultdict(list)
    for split in range(splits):
        part_of = dict(zip(sorted(text), folds(sorted(text), split)))
        fold = np.array([part_of[d] for d in model.documents])
        p = np.zeros(len(rows))
        for k in range(4):
            theta, bias = model.theta(np.flatnonzero(fold != k))
            p[fold == k] = 1 / (1 + np.exp(-(model.x[fold == k] @ theta + bias)))
        for cut in [n / 100 for n in range(28, 47, 2)]:
            s = scorer.score(keys, [slots(c, scorer) for c in kept([(c, q) for (c, _), q in zip(rows, p)], cut)])
            means[cut].append([s[k][2] for k in s])
    names_of_slots = list(s)
    means = {cut: np.mean(scores, axis=0) for cut, scores in means.items()}
    for cut, mean in means.items():
        print("cross-validated at %.2f:" % cut, " ".join("%s %.3f" % (k, m) for k, m in zip(names_of_slots, mean)), "mean %.4f" % mean[1:].mean(), file=sys.stderr)
    theta, bias = model.theta(np.arange(len(rows)))
    weights = {f: round(float(w), 2) for f, w in zip(model.names, theta) if abs(w) >= 0.005}
    return {"bias": round(float(bias), 3), "cut": max(means, key=lambda cut: means[cut][1:].mean()), "weights": weights}


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
        json.dump(kept([(c, relevance(found, model)) for c, found in candidates(answers, text)], model["cut"]), sys.stdout)


if __name__ == "__main__":
    main()
