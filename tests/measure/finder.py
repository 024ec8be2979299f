#!/usr/bin/env python3
"""Fit the weights of src/toponym/weights.rs on the development documents (even lines) of the news corpora.

  finder.py [--write]

Needs numpy and scikit-learn, and ../shared/news_places. Runs `cargo run --release --example clues` over the documents as they are and over
a copy in capitals, fits one logistic regression a class of candidates (penalty C = 0.5, each corpus weighing the same) and prints
precision, recall and F1 by overlap from 5-fold cross-validation over documents. With --write it writes the weights.
Names that are marked without coordinates count neither way. Documents with odd numbers are never read. FINDER_EXTRA names a third corpus
in the same form, one with other rules for what counts as a name: its documents fit with half the weight, a clue may have a weight of its own
there (after Daume 2007, "Frustratingly easy domain adaptation"), which is not written, and they fit only the known names,
as it leaves out most streets and buildings and marks peoples by other rules. All its documents fit the written weights;
the figures printed are from folds that leave out a fifth of each corpus.
"""
import json, os, subprocess, sys, tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SHARED = os.path.join(ROOT, "..", "shared", "news_places")
CORPORA = ["tr_news.jsonl", "geowebnews.jsonl"]
# The columns of weights.rs: class and whether the text is in capitals.
MODELS = [("Known", 0), ("Kinded", 0), ("Unknown", 0), ("Demonym", 0), ("Known", 1), ("Kinded", 1), ("Demonym", 1)]
PENALTY = 0.5
EXTRA = os.environ.get("FINDER_EXTRA")
# How much a document of the extra corpus counts, and how freely its weights differ.
EXTRA_COUNTS = 0.5
EXTRA_DIFFERS = 0.3
EXTRA_FITS = ("Known",)
# What the other mentions of a name decide: src/toponym/agreement.rs.
SHARE = 0.4
SUREST = 9.2
LEAST = 0.55
WEIGHTS = os.path.join(ROOT, "src", "toponym", "weights.rs")


def documents(capitals):
    """The development documents, by corpus; capitals are written so that offsets stay."""
    out = {}
    for name in CORPORA + ([EXTRA] if EXTRA else []):
        with open(os.path.join(SHARED, name), encoding="utf8") as file:
            rows = [json.loads(line) for line in file][:: 1 if name == EXTRA else 2]
        name = os.path.basename(name)
        for row in rows if capitals else []:
            row["text"] = "".join(c.upper() if len(c.upper()) == 1 else c for c in row["text"])
        out[name] = rows
    return out


def candidates(documents):
    """The names of the clues and one row a candidate: (corpus, document, class, start, end, clues, name)."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for name, rows in documents.items():
            paths.append(os.path.join(folder, name))
            with open(paths[-1], "w", encoding="utf8") as file:
                file.writelines(json.dumps({"text": row["text"]}) + "\n" for row in rows)
        run = ["cargo", "run", "--quiet", "--release", "--example", "clues", "--", *paths]
        lines = subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    rows = []
    for line in filter(None, lines[1:]):
        where, _, kind, start, end, clues, _, text = line.split("\t", 7)
        path, number = where.rsplit(":", 1)
        rows.append((os.path.basename(path), int(number), kind, int(start), int(end), [int(c) for c in clues.split(",") if c], text.lower()))
    return lines[0][1:].split("\t"), rows


def spans(document, real):
    return [(t["start"], t["end"]) for t in document["toponyms"] if t.get("start") is not None and (not real or t.get("lat") is not None)]


def touches(row, spans):
    return any(row[3] < end and start < row[4] for start, end in spans)


def labels(rows, documents):
    """1 for a place, 0 for none, -1 for what counts neither way."""
    out = []
    for row in rows:
        document = documents[row[0]][row[1]]
        out.append(1 if touches(row, spans(document, True)) else -1 if touches(row, spans(document, False)) else 0)
    return out


def score(rows, kept, documents, corpus):
    found = {}
    for row, keep in zip(rows, kept):
        if keep and row[0] == corpus:
            found.setdefault(row[1], []).append(row)
    given = right = gold = hit = 0
    for number, document in enumerate(documents[corpus]):
        real, marked, got = spans(document, True), spans(document, False), found.get(number, [])
        right += sum(touches(row, real) for row in got)
        given += sum(touches(row, real) or not touches(row, marked) for row in got)
        gold += len(real)
        hit += sum(any(row[3] < end and start < row[4] for row in got) for start, end in real)
    precision, recall = right / max(1, given), hit / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def agreed(rows, scores):
    """The scores, each moved towards the mean of the other candidates of its name in its document."""
    import numpy as np

    bounded, uses = np.clip(scores, -SUREST, SUREST), {}
    for row, score in zip(rows, bounded):
        uses.setdefault((row[0], row[1], row[6]), []).append(score)
    out = scores.copy()
    for i, row in enumerate(rows):
        all_of = uses[row[0], row[1], row[6]]
        if len(all_of) > 1:
            out[i] = bounded[i] + SHARE * ((sum(all_of) - bounded[i]) / (len(all_of) - 1) - bounded[i])
    return out


def fit(names, rows, documents, capitals):
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    y = np.array(labels(rows, documents))
    x = np.zeros((len(rows), len(names)))
    for i, row in enumerate(rows):
        x[i, row[5]] = 1
    kinds, corpora = np.array([r[2] for r in rows]), np.array([r[0] for r in rows])
    keys = sorted({(r[0], r[1]) for r in rows})
    fold_of = dict(zip(keys, np.random.RandomState(1).permutation(len(keys)) % 5))
    folds = np.array([fold_of[r[0], r[1]] for r in rows])
    extra = corpora == (os.path.basename(EXTRA) if EXTRA else "")
    scores, columns = np.zeros(len(rows)), {}
    wide = np.hstack([x, EXTRA_DIFFERS * x * extra[:, None], 2 * EXTRA_DIFFERS * extra[:, None]])

    def model(mask):
        weights = np.ones(len(rows))
        for name in CORPORA:
            weights[mask & (corpora == name)] = (mask & ~extra).sum() / 2 / max(1, (mask & (corpora == name)).sum())
        weights[extra] = EXTRA_COUNTS
        if y[mask].min() == y[mask].max():
            return 4.0 * y[mask].mean() - 2.0, np.zeros(len(names))
        model = LogisticRegression(C=PENALTY, max_iter=3000).fit(wide[mask], y[mask], sample_weight=weights[mask])
        return model.intercept_[0], model.coef_[0][: len(names)]

    for kind in [kind for kind, among in MODELS if among == capitals]:
        mine = kinds == kind
        fits = mine & (y >= 0) & ~(extra & (kind not in EXTRA_FITS))
        for fold in range(5):
            here = mine & (folds == fold)
            bias, weights = model(fits & (folds != fold))
            scores[here] = x[here] @ weights + bias
        columns[kind, capitals] = model(fits)
    place = {name: i for i, name in enumerate(names)}
    dated = (x[:, place["Calendar"]] > 0) & (x[:, [place[n] for n in ("ThenArea", "ThenPlace", "ThenGeneric")]].sum(1) == 0)
    kept = (agreed(rows, scores) >= np.log(LEAST / (1 - LEAST))) & ~dated
    for name in documents:
        print("capitals" if capitals else "ordinary", name, "precision %.4f recall %.4f F1 %.4f" % score(rows, kept, documents, name), flush=True)
    return columns


def write(names, columns):
    text = lambda value: f"{value:.2f}".replace("-0.00", "0.00")
    head = open(WEIGHTS, encoding="utf8").read().split("pub const BIAS")[0]
    bias = ", ".join(text(columns[model][0]) for model in MODELS)
    rows = [f"    (Clue::{n}, [{', '.join(text(columns[m][1][i]) for m in MODELS)}])," for i, n in enumerate(names)]
    body = "\n".join(rows)
    with open(WEIGHTS, "w", encoding="utf8") as file:
        file.write(f"{head}pub const BIAS: [f32; MODELS] = [{bias}];\n\n/// What a clue adds.\n#[rustfmt::skip]\n"
                   f"pub const WEIGHTS: &[(Clue, [f32; MODELS])] = &[\n{body}\n];\n")


def main():
    if not os.path.isdir(SHARED):
        print("skipped: ../shared/news_places is not here")
        return
    columns, names = {}, []
    for capitals in (0, 1):
        texts = documents(capitals)
        names, rows = candidates(texts)
        columns.update(fit(names, rows, texts, capitals))
    if "--write" in sys.argv:
        write(names, columns)


if __name__ == "__main__":
    main()
