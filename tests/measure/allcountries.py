#!/usr/bin/env python3
"""Writes files of the shape of GeoNames' own into a folder: allCountries.txt, alternateNamesV2.txt, admin1CodesASCII.txt,
admin2Codes.txt, countryInfo.txt. Seeded: the same arguments give the same bytes.

    allcountries.py FOLDER [PLACES] [NAMES]        default 1,300,000 places and 1,700,000 names

Names are made of syllables; a few are the names of thousands of places, most of one (as "San Jose" and hamlets are). A quarter of
the further names is in Arabic, Cyrillic, Greek or Chinese letters. Nine in twenty places are populated, as in GeoNames.
"""
import random
import sys

folder = sys.argv[1]
places = int(sys.argv[2]) if len(sys.argv) > 2 else 1_300_000
names = int(sys.argv[3]) if len(sys.argv) > 3 else 1_700_000
rng = random.Random(20_260_101)
pick, below = rng.choice, rng.random

CONSONANTS = "b c d f g h j k l m n p qu r s t v w z br kr sh th kh gr st".split()
VOWELS = "a e i o u aa ei ou á é ü ö".split()
SYLLABLES = [c + v for c in CONSONANTS for v in VOWELS]
ENDINGS = ["", "", "n", "r", "s", "l", "m", "rd", "nd", "th", "ville", "burg", "abad", "grad", "pur", "ton"]
GENERIC = ["", "", "", "", " River", " Creek", " Hill", "Cerro ", "Wādī ", "Lake ", "San ", "Al ", "Tall "]
SCRIPTS = ["ابتثجحخدذرزسشصضطعغفقكلمنهوي", "абвгдежзиклмнопрстуфхцчшщыьэюя", "αβγδεζηθικλμνξοπρστυφχψω", "北京上海山河東西南村新大小中"]
CODES = [("P", "PPL", 40), ("P", "PPLX", 3), ("P", "PPLQ", 2), ("H", "STM", 12), ("T", "MT", 8), ("T", "HLL", 6), ("S", "SCH", 6),
         ("S", "HTL", 4), ("S", "FRM", 5), ("L", "PRK", 3), ("V", "FRST", 3), ("R", "RD", 3), ("A", "ADM3", 2), ("A", "ADM4", 3)]
KINDS = [(a, b) for a, b, n in CODES for _ in range(n)]


def word():
    length = 1 + int(below() * 3)
    text = "".join(pick(SYLLABLES) for _ in range(length)) + pick(ENDINGS)
    return text.capitalize()


def other_script():
    letters = pick(SCRIPTS)
    return "".join(pick(letters) for _ in range(3 + int(below() * 7)))


COMMON = [word() for _ in range(200_000)]
COUNTRIES = [chr(65 + a) + chr(65 + b) for a in range(26) for b in range(0, 26, 3)][:240]


def name():
    if below() < 0.45:
        text = COMMON[int(len(COMMON) * below() ** 2)]
    else:
        text = word() + (" " + word() if below() < 0.4 else "")
    extra = pick(GENERIC)
    return text + extra if extra.startswith(" ") else extra + text


def plain(text):
    return text.translate(str.maketrans("áéüöāī", "aeuoai")).replace("Wādī", "Wadi")


PAD = "\t\t\t"
with open(f"{folder}/allCountries.txt", "w", encoding="utf8", newline="\n") as out, \
     open(f"{folder}/admin1CodesASCII.txt", "w", encoding="utf8", newline="\n") as first, \
     open(f"{folder}/admin2Codes.txt", "w", encoding="utf8", newline="\n") as second, \
     open(f"{folder}/countryInfo.txt", "w", encoding="utf8", newline="\n") as info:
    info.write("# made by tests/measure/allcountries.py\n#ISO\tISO3\tISO-Numeric\tfips\tCountry\n")
    number = 0
    buffer = []

    def row(kind, code, text, country, a1, a2, lon, lat, people):
        global number
        number += 1
        alternates = ",".join([name() for _ in range(int(below() * 2.2))] + ([other_script()] if below() < 0.2 else []))
        buffer.append(f"{number}\t{text}\t{plain(text)}\t{alternates}\t{lat:.5f}\t{lon:.5f}\t{kind}\t{code}\t{country}\t\t{a1}\t{a2}"
                      f"\t\t\t{people}\t\t{int(below() * 900)}\tEtc/UTC\t2020-01-01\n")
        return number

    share = max(places // len(COUNTRIES), 40)
    for index, country in enumerate(COUNTRIES):
        west, south = -170 + (index % 20) * 17, -50 + (index // 20) * 9
        text = word() + "land"
        row("A", "PCLI", text, country, "00", "", west + 6, south + 4, 1_000_000)
        info.write(f"{country}\t{country}X\t{index:03}\t{country}\t{text}\t{word()}\t1000\t1000000\tEU" + "\t" * 8 + f"{number}\t\t\n")
        units = [(f"{n:02}", west + 12 * below(), south + 8 * below()) for n in range(1, 17)]
        for a1, lon, lat in units:
            text = word()
            unit = row("A", "ADM1", text, country, a1, "", lon, lat, 100_000)
            first.write(f"{country}.{a1}\t{text}\t{plain(text)}\t{unit}\n")
            text = word()
            unit = row("A", "ADM2", text, country, a1, f"{a1}7", lon + 0.1, lat, 10_000)
            second.write(f"{country}.{a1}.{a1}7\t{text}\t{plain(text)}\t{unit}\n")
        for _ in range(share - 33):
            a1, lon, lat = pick(units)
            kind, code = pick(KINDS)
            people = int(300 / (below() + 0.0003)) if kind == "P" and below() < 0.1 else 0
            row(kind, code, name(), country, a1, f"{a1}7" if below() < 0.6 else "", lon + below(), lat + below(), people)
            if len(buffer) > 50_000:
                out.write("".join(buffer))
                buffer.clear()
    out.write("".join(buffer))

LANGUAGES = ["en", "fr", "ar", "ru", "zh", "es", "de", "fa", "", "link", "wkdt", "post"]
with open(f"{folder}/alternateNamesV2.txt", "w", encoding="utf8", newline="\n") as out:
    buffer = []
    for line in range(1, names + 1):
        language = pick(LANGUAGES)
        text = other_script() if below() < 0.25 else name()
        historic = "1" if below() < 0.01 else ""
        preferred = "1" if below() < 0.05 else ""
        buffer.append(f"{line}\t{1 + int(number * below() ** 1.5)}\t{language}\t{text}\t{preferred}\t\t\t{historic}\t\t\n")
        if len(buffer) > 50_000:
            out.write("".join(buffer))
            buffer.clear()
    out.write("".join(buffer))
print(f"{number} places, {names} names")
