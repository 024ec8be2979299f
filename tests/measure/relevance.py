"""Whether an answer is an incident of MUC-4's contest: what speaks for it, and a logistic model over that.

The contest counts terrorist acts in nine nations, none that is purely military, old or told without detail: no yes or no, so the words around
an answer, its fields, and the other answers of its report are weighed. The features of each sort make up a vector of one length, however long the
sentence or the report, and what is rare is held back less. articles_weights.json holds the heaviest weights, fitted by `articles.py fit` on DEV alone;
a feature that stands in fewer answers than LEAST has none.
"""
import collections, math, re
from datetime import date

NATIONS = ["Argentina", "Bolivia", "Chile", "Colombia", "Ecuador", "El Salvador", "Guatemala", "Honduras", "Peru"]
MONTHS = {m: i + 1 for i, m in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split())}
# How long the vector of each sort of feature is, and in how many answers one must stand: of an answer, of its sentences, of its report, of the words around it.
LENGTH = {"": 0.85, "w": 1.2, "d": 1.2, "c": 1.0}
LEAST = {"": 5, "w": 3, "d": 3, "c": 2}
HEAVIEST = 2500
# Kinds that may be two names of one incident.
FAMILY = {"kidnapping": 1, "hostage_taking": 1, "attack": 2, "armed_assault": 2, "assassination": 2, "bombing": 3, "arson": 4, "sabotage": 5,
          "robbery": 6, "hijacking": 7, "battle": 8}
# What ends no sentence: "the U.S. Embassy".
SHORT = re.compile(r"\b(?:U\.S|MR|MRS|DR|GEN|COL|LT|CAPT|MAJ|SGT|MSGR|REV|FR|ST|NO|JR|SR|PROF|GOV|SEN|ENG|CMDR|[A-Z])\.$")
SAME = {"date", "place", "killed", "target", "kind", "actor"}


def day_of(text):
    m = re.search(r",\s*(\d{1,2})\s+([A-Z]{3})[A-Z]*\s+(\d{2})\b", text[:200])
    return date(1900 + int(m.group(3)), MONTHS[m.group(2)], int(m.group(1))) if m and m.group(2) in MONTHS else None


def sentences(text):
    out, at = [], 0
    for m in re.finditer(r"[.!?][\"')\]]*\s+(?=[A-Z\"\[(])|\n\s*\n", text):
        if "\n\n" not in m.group() and SHORT.search(text[max(0, m.start() - 6):m.start() + 1]):
            continue
        out.append((at, m.end()))
        at = m.end()
    return out + [(at, len(text))]


def words(text):
    return re.findall(r"[A-Z]{2,}|\d+", text)


def together(a, b):
    x, y = FAMILY.get(a, 0), FAMILY.get(b, 0)
    if a == b or not x or not y:
        return a == b
    pair = {x, y}
    return x == y or "attack" in (a, b) and 1 not in pair or 3 in pair and pair & {2, 4, 5} or pair == {2, 8}


def likeness(a, b):
    """What two answers of one report have in common; nothing where they cannot be one incident."""
    if not together(a["kind"], b["kind"]):
        return None
    out = set()
    if a["end"] and b["end"]:
        if (a["start"], a["end"]) == (b["start"], b["end"]):
            out.add("date")
        elif not ((a["start"] or "") <= b["end"] and (b["start"] or "") <= a["end"]):
            return None
        else:
            out.add("dates overlap")
    else:
        out.add("dated first" if a["end"] else "dated second" if b["end"] else "no dates")
    p, q = ([name.lower() for name in answer["place"]] for answer in (a, b))
    if p and q:
        if p[0] != q[0]:
            return None
        if p[-1] == q[-1]:
            out.add("place" if len(p) > 1 else "country")
        elif len(p) == 1 or len(q) == 1:
            out.add("country first" if len(p) == 1 else "country second")
        elif p[-1] in q or q[-1] in p:
            out.add("within")
        else:
            return None
    if a["killed"] and b["killed"]:
        out.add("killed" if a["killed"] == b["killed"] else "other killed")
    elif a["killed"] or b["killed"]:
        out.add("killed first" if a["killed"] else "killed second")
    heads = [(answer["target"] or "").split()[-1:] for answer in (a, b)]
    out |= {name for name, same in (("target", heads[0] and heads[0] == heads[1]), ("kind", a["kind"] == b["kind"]),
                                    ("actor", a["actor"] and a["actor"] == b["actor"])) if same}
    return out


def beside(all_answers, index):
    """What the other answers of the report say of one: told again, told before."""
    own, f = all_answers[index], set()
    alike = [(n, likeness(a, own)) for n, a in enumerate(all_answers) if n != index]
    for name, found in (("earlier", [x for x in alike if x[1] is not None and x[0] < index]),
                        ("later", [x for x in alike if x[1] is not None and x[0] > index])):
        f.add("%s=%d" % (name, min(3, len(found))))
        if found:
            best = max(found, key=lambda x: (len(x[1] & SAME), -abs(x[0] - index)))[1]
            f |= {"%s %s" % (name, word) for word in best} | {"%s same=%d" % (name, len(best & SAME))}
    same = [n for n, a in enumerate(all_answers) if n != index and a["kind"] == own["kind"]]
    f.add("same kind=%d" % min(3, len(same)))
    f.add("same kind before=%d" % min(3, sum(n < index for n in same)))
    f.add("others dated=%d" % min(3, sum(bool(a["end"]) for n, a in enumerate(all_answers) if n != index)))
    return f


def told(a):
    """What the fields and rules of an answer say."""
    notes = a["evidence"]
    kinds = [e for e in notes if e["field"] == "kind"]
    rules = {e["field"]: e["rule"] for e in notes}
    sort, target = rules.get("actor", "none").split(":")[-1], rules.get("target", "none")
    killed = a["killed"]
    f = {"kind=" + a["kind"], "stage=" + a["stage"], "mentions=%d" % min(len(kinds), 4), "first=" + kinds[0]["rule"].split(":")[0],
         "when=" + rules.get("when", "none"), "place=" + rules.get("place", "none"), "depth=%d" % min(len(a["place"]), 4),
         "nation=" + (a["place"][0] if a["place"] else "none"), "sort=" + sort, "said=" + str(a["actor_confidence"]).split(" ")[0],
         "foreign=%s" % bool(a["place"] and a["place"][0] not in NATIONS), "actor=" + str(a["actor"]), "target=" + target,
         "injured=%s" % (a["injured_min"] is not None), "kind,target=%s,%s" % (a["kind"], target), "kind,sort=%s,%s" % (a["kind"], sort),
         "sort,target=%s,%s" % (sort, target),
         "killed=" + ("none" if killed is None else "0" if killed == 0 else "1" if killed == 1 else "few" if killed < 10 else "many")}
    for e in kinds:
        f |= {"form=" + e["rule"].split(":")[0]} | {"flag=" + w for w in e["rule"].split("+")[1:]}
    return f | {"all=" + flag for flag in ("definite", "several", "past") if all(flag in e["rule"] for e in kinds)}


def features(all_answers, index, text, cut):
    """What speaks for an answer being one of the contest."""
    a = all_answers[index]
    kinds = [e for e in a["evidence"] if e["field"] == "kind"]
    f = told(a) | beside(all_answers, index) | {"many=%d" % min(len(all_answers), 6), "index=%d" % min(index, 4)}
    where = [next((n for n, (s, e) in enumerate(cut) if s <= k["start"] < e), 0) for k in kinds]
    f |= {"sentence=%d" % min(where[0], 5), "part=%d" % (4 * where[0] // max(1, len(cut))), "length=%d" % min(5, len(cut) // 6)}
    published = day_of(text)
    if published and a["end"]:
        days = (published - date.fromisoformat(a["end"])).days
        f.add("age=" + ("0-1" if days < 2 else "2-7" if days < 8 else "8-31" if days < 32 else "old"))
    f |= {"h=" + w.lower() for w in re.findall(r"\[([A-Z]+)", text[:300])}
    for n in set(where):
        f |= {"w:" + w.lower() for w in re.findall(r"[A-Za-z]{3,}", text[slice(*cut[n])])}
    f |= {"d:" + w for w in words(text[60:])}
    for k, n in zip(kinds, where):
        f |= {"c:before " + w for w in words(text[max(cut[n][0], k["start"] - 60):k["start"]])[-4:]}
        f |= {"c:behind " + w for w in words(text[k["end"]:k["end"] + 60])[:5]}
        f.add("c:" + re.sub(r"\s+", " ", text[k["start"]:k["end"]]))
    return f


def sort_of(feature):
    return feature[0] if feature[1:2] == ":" else ""


def values(found):
    """The value of each feature: those of one sort share the length of their vector."""
    many = collections.Counter(map(sort_of, found))
    return {f: LENGTH[sort_of(f)] / math.sqrt(many[sort_of(f)]) for f in sorted(found)}


def relevance(found, model):
    weights = model["weights"]
    return 1 / (1 + math.exp(-model["bias"] - sum(weights[f] * v for f, v in values(found).items() if f in weights)))


def matrix(rows):
    """The features that are frequent enough, their values in each row, and how far each is let go: the log of its rarity, 1 in the mean of its sort."""
    import numpy as np
    counts = collections.Counter(f for found in rows for f in found)
    names = sorted(f for f, n in counts.items() if n >= LEAST[sort_of(f)])
    column = {f: n for n, f in enumerate(names)}
    x = np.zeros((len(rows), len(names)), dtype=np.float32)
    for n, found in enumerate(rows):
        for f, v in values(found).items():
            if f in column:
                x[n, column[f]] = v
    rarity = {f: 1 + math.log((1 + len(rows)) / (1 + counts[f])) for f in names}
    mean = {s: sum(rarity[f] * counts[f] for f in names if sort_of(f) == s) / sum(counts[f] for f in names if sort_of(f) == s) for s in LENGTH}
    return names, x, np.array([rarity[f] / mean[sort_of(f)] for f in names], dtype=np.float32)


def solve(kernel, y, penalty=1.8, steps=12):
    """Logistic regression with a ridge by Newton's method on the products of rows; `y` is a share from 0 to 1. The weights of the rows, and the bias."""
    import numpy as np
    loose = kernel + 100.0
    f = np.zeros(len(y))
    for _ in range(steps):
        p = 1 / (1 + np.exp(-f))
        spread = np.maximum(p * (1 - p), 1e-4)
        rows = np.linalg.solve(loose + np.diag(penalty / spread), f + (y - p) / spread)
        f = loose @ rows
    return rows, 100.0 * rows.sum()


def heaviest(theta, x):
    """The weights that move the answers most; the others are naught."""
    import numpy as np
    moves = np.abs(theta) * np.sqrt((x ** 2).mean(axis=0))
    return np.where(moves >= np.sort(moves)[-min(HEAVIEST, len(moves))], theta, 0)
