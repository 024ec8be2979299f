// The incidents. Comes in: the JSON of the page (its fields are written by rows.rs). Goes out: `data`, `rows`, one object an
// incident with every text looked up; `row.at` is its place on the page in units, none where it has no place.
const data = JSON.parse(document.getElementById("data").textContent);
const word = (number) => (number === null || number === undefined ? "" : data.words[number]);
const digits = new Intl.NumberFormat(data.locale, { useGrouping: "always" });
const whole = (number) => digits.format(number);

// A text of the page in its language, with its {name}s filled in.
const say = (key, values = {}) => data.texts[key].replace(/{(\w+)}/g, (_, name) => values[name]);

function people(value) {
  if (Array.isArray(value)) return { n: value[0], told: word(value[1]) || whole(value[0]) };
  return { n: value, told: value === null ? "" : whole(value) };
}

function site(of) {
  if (of === null) return {};
  const [name, x, y, lon, lat, radius, precision, confidence, others, km] = of;
  return {
    at: [x / 100, y / 100], name: word(name), lon, lat, radius, precision: data.precisions[precision][0], confidence,
    others: word(others), km, coarse: data.precisions[precision][1],
  };
}

const rows = data.rows.map((of, index) => {
  const [id, kind, stage, first, last, when, place, where, why, country, admin1, subregion, killed, injured, ...rest] = of;
  const [actor, target, summary, link, conflicts, claims] = rest;
  const [label, role, series] = data.kinds[kind];
  return {
    index, id, kind, label, role, series, first, last, claims, stage: word(stage), when: word(when), place: word(place),
    ...site(where), why: word(why), country: word(country), admin1: word(admin1), subregion: word(subregion),
    killed: people(killed), injured: people(injured), actor: word(actor), target: word(target), summary: word(summary),
    link: word(link), conflicts: word(conflicts), kept: true, shown: true,
  };
});
const byId = new Map(rows.map((row) => [row.id, row]));
const steps = data.steps;
