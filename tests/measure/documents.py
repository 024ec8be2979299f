#!/usr/bin/env python3
"""Fit the weights of src/geocode/document/weights.rs on the development documents (even lines) of the news corpora.

  documents.py

Needs numpy and scipy, and ../shared/news_places. Has the features of all candidates written by the test of
src/geocode/document/features.rs, then fits, in this order: the conditional logit of candidates and "none of these" (ridge 0.5; the comma
held near 8, as corpora in which what stands behind it is always marked understate it), the logit of places that stand for unknown ones,
and, from 5-fold cross-validation over documents, the calibration. Prints the weights in the order of their arrays, and the accuracy and the calibration
error out of fold. The user's prior, and what the police of a country say of a town, are set by hand. The features depend on the weights in use (names vote by them): repeat until
nothing moves. Documents with odd numbers are never read.
"""
import json, os, subprocess, sys, tempfile
import numpy as np
from scipy.optimize import minimize

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
STATIC, CONTEXT, NONE = 27, 20, 4
COMMA = STATIC + 2
CENTRE = np.zeros(STATIC + CONTEXT + NONE)
CENTRE[COMMA], CENTRE[COMMA + 1], CENTRE[COMMA + 2] = 8.0, 1.0, 1.5
RIDGE = np.ones(len(CENTRE))
RIDGE[COMMA], RIDGE[STATIC + CONTEXT] = 10, 0.1
LEAST_NONE, LEAST_STAND_IN = 0.05, 0.35


def km(lat, lon, lats, lons):
    a, b, c, d = (np.radians(np.asarray(x, float)) for x in (lat, lon, lats, lons))
    h = np.sin((c - a) / 2) ** 2 + np.cos(a) * np.cos(c) * np.sin((d - b) / 2) ** 2
    return 2 * 6371.0088 * np.arcsin(np.minimum(1, np.sqrt(h)))


def features():
    """One list of groups a document: its mentions, their candidates with features, "none of these", the best place that may stand in."""
    with tempfile.TemporaryDirectory() as folder:
        documents, out = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.jsonl")
        with open(documents, "w", encoding="utf8") as file:
            for name in ("tr_news", "geowebnews"):
                path = os.path.join(ROOT, "..", "shared", "news_places", f"{name}.jsonl")
                with open(path, encoding="utf8") as corpus:
                    file.writelines(line.rstrip("\n") + "\n" for line in list(corpus)[0::2])
        test = ["cargo", "test", "--quiet", "--lib", "the_features_of_documents"]
        subprocess.run(test, cwd=ROOT, check=True, stdout=subprocess.DEVNULL,
                       env={**os.environ, "INCIMAP_DOCUMENTS": documents, "INCIMAP_FEATURES": out})
        with open(out, encoding="utf8") as file:
            return [json.loads(line) for line in file]


def right(group, mention):
    found = group["candidates"]
    near = km(mention["lat"], mention["lon"], [c["lat"] for c in found], [c["lon"] for c in found]) <= 161
    return near | (np.array([c["id"] for c in found]) == (mention.get("id") or -1))


def samples(documents):
    """(features of candidates, of none, which are right, weight); a name repeated in a document counts by the root of its count."""
    out = []
    for document in documents:
        for group in document:
            if not group["candidates"]: continue
            x, none = np.array([c["features"] for c in group["candidates"]]), np.array(group["none"])
            for mention in group["mentions"]:
                out.append((x, none, right(group, mention), len(group["mentions"]) ** -0.5))
    return out


def fit_candidates(documents):
    rows = samples(documents)
    x, none = np.vstack([r[0] for r in rows]), np.vstack([r[1] for r in rows])
    of = np.concatenate([[n] * len(r[0]) for n, r in enumerate(rows)])
    good, weight = np.concatenate([r[2] for r in rows]), np.array([r[3] for r in rows])
    none_right = np.array([not r[2].any() for r in rows])
    def loss(w):
        score, score_none = x @ w[:STATIC + CONTEXT], none @ w[STATIC + CONTEXT:]
        most = score_none.copy()
        np.maximum.at(most, of, score)
        e, e_none = np.exp(score - most[of]), np.exp(score_none - most)
        total = e_none + np.bincount(of, e, len(rows))
        p, p_none = e / total[of], e_none / total
        p_right = np.maximum(np.bincount(of, p * good, len(rows)) + p_none * none_right, 1e-12)
        value = -(weight * np.log(p_right)).sum() + 0.25 * (RIDGE * (w - CENTRE) ** 2).sum()
        slope = weight[of] * (p - p * good / p_right[of])
        slope_none = weight * (p_none - p_none * none_right / p_right)
        return value, np.concatenate([x.T @ slope, none.T @ slope_none]) + 0.5 * RIDGE * (w - CENTRE)
    return minimize(loss, CENTRE.copy(), jac=True, method="L-BFGS-B", options={"maxiter": 2000}).x


def logit(x, y, weight, ridge, centre):
    def loss(w):
        p = 1 / (1 + np.exp(-x @ w))
        value = -(weight * (y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12))).sum() + 0.5 * (ridge * (w - centre) ** 2).sum()
        return value, x.T @ (weight * (p - y)) + ridge * (w - centre)
    return minimize(loss, centre.astype(float), jac=True).x


def fit_stand_ins(documents):
    """On the mentions that none of their candidates holds; the last weight, for a name that holds another place's, is held at -3.5."""
    x, y, weight = [], [], []
    for group in (g for d in documents for g in d if g["stand_in"]):
        for mention in group["mentions"]:
            if group["candidates"] and right(group, mention).any(): continue
            x.append(group["stand_in"]["features"])
            y.append(float(km(mention["lat"], mention["lon"], group["stand_in"]["lat"], group["stand_in"]["lon"]) <= 161))
            weight.append(len(group["mentions"]) ** -0.5)
    width = len(x[0])
    ridge, centre = np.array([0.0] + [1.0] * (width - 2) + [50.0]), np.array([0.0] * (width - 1) + [-3.5])
    return logit(np.array(x), np.array(y), np.array(weight), ridge, centre)


def answers(document, w, w_stand_in):
    """(probability, whether it stands in, right) of each mention; none where there is no answer."""
    for group in document:
        found, p, p_none = group["candidates"], np.zeros(0), 1.0
        if found:
            scores = np.array([c["features"] for c in found]) @ w[:STATIC + CONTEXT]
            none = np.array(group["none"]) @ w[STATIC + CONTEXT:]
            most = max(scores.max(), none)
            e, e_none = np.exp(scores - most), np.exp(none - most)
            p, p_none = e / (e.sum() + e_none), e_none / (e.sum() + e_none)
        other = group["stand_in"] if p_none > LEAST_NONE or not found else None
        p_other = 1 / (1 + np.exp(-np.array(other["features"]) @ w_stand_in)) if other else 0.0
        def mass(place):
            near = p[km(place["lat"], place["lon"], [c["lat"] for c in found], [c["lon"] for c in found]) <= 161].sum() if found else 0.0
            if other and km(place["lat"], place["lon"], other["lat"], other["lon"]) <= 161: near += p_none * p_other
            return min(near, 1.0)
        best = (mass(found[int(np.argmax(p))]), 0, found[int(np.argmax(p))]) if found else None
        if other and mass(other) >= LEAST_STAND_IN and (best is None or mass(other) > best[0]): best = (mass(other), 1, other)
        for mention in group["mentions"]:
            yield best and (best[0], best[1], float(km(mention["lat"], mention["lon"], best[2]["lat"], best[2]["lon"]) <= 161))


def error(confidence, truth):
    of = np.minimum((confidence * 10).astype(int), 9)
    return sum(abs(confidence[of == k].sum() - truth[of == k].sum()) for k in range(10)) / len(truth)


def main():
    documents = features()
    fold = np.random.default_rng(1).integers(0, 5, len(documents))
    judged = []
    for k in range(5):
        rest = [d for d, f in zip(documents, fold) if f != k]
        w, w_stand_in = fit_candidates(rest), fit_stand_ins(rest)
        judged += [a for d, f in zip(documents, fold) if f == k for a in answers(d, w, w_stand_in)]
    given = [a for a in judged if a]
    p, stands, truth = (np.array(column, float) for column in zip(*given))
    p = np.clip(p, 1e-6, 1 - 1e-6)
    x = np.column_stack([np.ones(len(p)), np.log(p / (1 - p)), stands])
    calibration = logit(x, truth, np.ones(len(p)), np.ones(3), np.array([0.0, 1.0, 0.0]))
    print(f"out of fold: {len(judged)} names, within 161 km {truth.sum() / len(judged):.4f}, "
          f"calibration error before {error(p, truth):.4f}, after {error(1 / (1 + np.exp(-x @ calibration)), truth):.4f}")
    w = fit_candidates(documents)
    for name, values in (("STATIC", w[:STATIC]), ("CONTEXT", w[STATIC:STATIC + CONTEXT]), ("NONE", w[STATIC + CONTEXT:]),
                         ("STAND_IN", fit_stand_ins(documents)), ("CALIBRATION, the first three", calibration)):
        print(name, " ".join(f"{value:.3f}" for value in values))


if __name__ == "__main__":
    main()
