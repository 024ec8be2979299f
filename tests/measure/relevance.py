"""Whether an answer is an incident of MUC-4's contest: what speaks for it, and a logistic model over that.

The contest counts terrorist acts in nine nations, none that is purely military, old or told without detail: no yes or no, so the words around
an answer, its fields, and the other answers of its report are weighed. articles_weights.json holds the weights, fitted by `articles.py fit` on
DEV alone; a feature that stands in fewer reports than LEAST has none.
"""
import collections, math, re
from datetime import date

NATIONS = ["Argentina", "Bolivia", "Chile", "Colombia", "Ecuador", "El Salvador", "Guatemala", "Honduras", "Peru"]
MONTHS = {m: i + 1 for i, m in enumerate("JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split())}
# How far each sort of feature counts, and in how many answers it must stand: of an answer, of its sentences, of its report, of the words around it.
SCALE = {"": 1.0, "w": 0.6, "d": 0.3, "c": 0.6}
LEAST = {"": 15, "w": 8, "d": 8, "c": 5}
# Kinds that may be two names of one incident.
FAMILY = {"kidnapping": 1, "hostage_taking": 1, "attack": 2, "armed_assault": 2, "assassination": 2, "bombing": 3, "arson": 4, "sabotage": 5,
          "robbery": 6, "hijacking": 7, "battle": 8}
SAME = {"date", "place", "killed", "target", "kind", "actor"}


def day_of(text):
    m = re.search(r",\s*(\d{1,2})\s+([A-Z]{3})[A-Z]*\s+(\d{2})\b", text[:200])
    return date(1900 + int(m.group(3)), MONTHS[m.group(2)], int(m.group(1))) if m and m.group(2) in MONTHS else None


def sentences(text):
    out, at = [], 0
    for m in re.finditer(r"[.!?][\"')\]]*\s+(?=[A-Z\"\[(])|\n\s*\n", text):
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


def relevance(found, model):
    weights = model["weights"]
    return 1 / (1 + math.exp(-model["bias"] - sum(weights[f] * SCALE[sort_of(f)] for f in sorted(found) if f in weights)))


def matrix(rows):
    """The features that are frequent enough, and their values in each row, a column of ones last."""
    import numpy as np
    counts = collections.Counter(f for found in rows for f in found)
    names = sorted(f for f, n in counts.items() if n >= LEAST[sort_of(f)])
    column = {f: n for n, f in enumerate(names)}
    x = np.zeros((len(rows), len(names) + 1), dtype=np.float32)
    x[:, -1] = 1
    for n, found in enumerate(rows):
        for f in found:
            if f in column:
                x[n, column[f]] = SCALE[sort_of(f)]
    return names, x


def solve(x, y, penalty=12.0):
    """Logistic weights with a ridge on all but the last; `y` is a share from 0 to 1."""
    import numpy as np
    theta, m, v = (np.zeros(x.shape[1], dtype=np.float32) for _ in range(3))
    ridge = np.full_like(theta, penalty)
    ridge[-1] = 0
    for step in range(1, 401):
        p = 1 / (1 + np.exp(-(x @ theta)))
        g = x.T @ (p - y) + ridge * theta
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
        theta -= (0.05 if step < 300 else 0.01) * (m / (1 - 0.9 ** step)) / (np.sqrt(v / (1 - 0.999 ** step)) + 1e-8)
    return theta
