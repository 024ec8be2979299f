#!/usr/bin/env python3
"""Fit the weights of src/toponym/weights.rs on the development documents (even lines) of the news corpora.

  finder.py [--write]

Needs numpy and scikit-learn, and ../shared/news_places. Runs `cargo run --release --example clues` over the documents as they are and over
a copy in capitals, fits one logistic regression a class of candidates (penalty C = 0.5, each corpus weighing the same) and prints
precision, recall and F1 by overlap from 5-fold cross-validation over documents. With --write it writes the weights.
Names that are marked without coordinates count neither way. Documents with odd numbers are never read.
"""
import json, os, subprocess, sys, tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
SHARED = os.path.join(ROOT, "..", "shared", "news_places")
CORPORA = ["tr_news.jsonl", "geowebnews.jsonl"]
# The columns of weights.rs: class and whether the text is in capitals.
MODELS = [("Known", 0), ("Kinded", 0), ("Unknown", 0), ("Demonym", 0), ("Known", 1), ("Kinded", 1), ("Demonym", 1)]
PENALTY = 0.5
LEAST = 0.55
WEIGHTS = os.path.join(ROOT, "src", "toponym", "weights.rs")


def documents(capitals):
    """The development documents, by corpus; capitals are written so that offsets stay."""
    out = {}
    for name in CORPORA:
        with open(os.path.join(SHARED, name), encoding="utf8") as file:
            rows = [json.loads(line) for line in file][0::2]
        for row in rows if capitals else []:
            row["text"] = "".join(c.upper() if len(c.upper()) == 1 else c for c in row["text"])
        out[name] = rows
    return out


def candidates(documents):
    """The names of the clues and one row a candidate: (corpus, document, class, start, end, clues)."""
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
        where, _, kind, start, end, clues, _, _ = line.split("\t", 7)
        path, number = where.rsplit(":", 1)
        rows.append((os.path.basename(path), int(number), kind, int(start), int(end), [int(c) for c in clues.split(",") if c]))
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
    chance, columns = np.zeros(len(rows)), {}

    def model(mask):
        weights = np.ones(len(rows))
        for name in CORPORA:
            weights[mask & (corpora == name)] = mask.sum() / 2 / max(1, (mask & (corpora == name)).sum())
        return LogisticRegression(C=PENALTY, max_iter=3000).fit(x[mask], y[mask], sample_weight=weights[mask])

    for kind in [kind for kind, among in MODELS if among == capitals]:
        mine = kinds == kind
        for fold in range(5):
            here = mine & (folds == fold)
            chance[here] = model(mine & (folds != fold) & (y >= 0)).predict_proba(x[here])[:, 1]
        whole = model(mine & (y >= 0))
        columns[kind, capitals] = (whole.intercept_[0], whole.coef_[0])
    for name in CORPORA:
        print("capitals" if capitals else "ordinary", name, "precision %.4f recall %.4f F1 %.4f" % score(rows, chance >= LEAST, documents, name))
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
