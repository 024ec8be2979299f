// What the program says of places in English whatever the language of the page.
const ENGLISH = new Set(["script.why_here", "script.runners_up", "script.differ"]);
const finely = new Intl.NumberFormat(data.locale, { maximumFractionDigits: 4 });

// All that is known of an incident, for the panel beside the map and for the rows of the table.
const CLAIM = [
  "script.claim_when", "script.claim_date", "script.claim_place", "script.claim_killed", "script.claim_injured",
  "script.claim_actor", "script.claim_target",
];

function claimItem(claim) {
  const [source, attribution, note] = claim.map(word);
  const who = [source, attribution].filter(Boolean);
  const item = make("li", {});
  const head = make("span", { class: "who own" });
  who.forEach((part, i) => head.append(i > 0 ? ", " : "", linked(part)));
  item.append(who.length > 0 ? head : say("script.no_source"));
  if (note) item.append(": ", make("span", { class: "own" }, note));
  const aside = claim.slice(3).map((number, i) => (number === null ? "" : `${say(CLAIM[i])}: ${word(number)}`)).filter(Boolean);
  if (aside.length > 0) item.append(" ", make("span", { class: "aside own" }, `(${aside.join("; ")})`));
  return item;
}

function placeFacts(row) {
  if (!row.at) return [["script.on_map", say("script.off_map", { why: row.why })]];
  const precision = row.radius > 0 ? say("script.precision", { precision: row.precision, km: `${whole(row.radius)} km` }) : row.precision;
  const sure = say("script.sure", { precision, percent: Math.round(row.confidence * 100) });
  const degrees = (angle, side) => `${finely.format(Math.abs(angle))}° ${say(side)}`;
  const ns = `${degrees(row.lat, row.lat < 0 ? "script.south" : "script.north")}, ${degrees(row.lon, row.lon < 0 ? "script.west" : "script.east")}`;
  return [
    ["script.put_at", [row.name, row.admin1, row.country].filter((part, i, all) => part && all.indexOf(part) === i).join(", ")],
    ["script.how_sure", sure], ["script.why_here", row.why], ["script.runners_up", row.others], ["script.coordinates", ns],
    ["script.distance", row.km === null || row.km === undefined ? "" : `${whole(row.km)} km`],
  ];
}

function told(row) {
  const facts = [
    ["script.date", row.when], ["script.place_given", row.place], ...placeFacts(row),
    ["script.killed", row.killed.told || say("script.not_known")], ["script.injured", row.injured.told],
    ["script.actor", row.actor], ["script.target", row.target], ["script.stage", row.stage],
    ["script.differ", row.conflicts], ["script.link", row.link], ["script.id", row.id],
  ];
  const list = make("dl", { class: "facts" });
  for (const [name, text] of facts) {
    if (text) list.append(make("dt", {}, say(name)), make("dd", ENGLISH.has(name) ? { lang: "en" } : {}, name === "script.link" ? linked(text) : text));
  }
  const claims = make("ul", { class: "claims" }, ...row.claims.map(claimItem));
  const head = make("div", {}, row.claims.length === 1 ? say("script.one_claim") : say("script.some_claims", { n: row.claims.length }));
  const all = document.createDocumentFragment();
  if (row.summary) all.append(make("p", { class: "own" }, capital(row.summary)));
  all.append(list, head, claims);
  return all;
}

// The same for paper, where room is short: what the row of the table does not tell.
function toldShortly(row) {
  const facts = [["script.id", row.id], ["script.place_given", row.place], ...placeFacts(row).filter(([name]) => name !== "script.distance")];
  const exact = row.killed.n !== null && row.killed.told === whole(row.killed.n);
  facts.push(["script.killed", exact ? "" : row.killed.told], ["script.target", row.target], ["script.differ", row.conflicts], ["script.link", row.link]);
  const line = make("p", { class: "own" });
  for (const [name, text] of facts) if (text) line.append(make("b", {}, `${say(name)}: `), make("span", { class: "own" }, text), ". ");
  const all = document.createDocumentFragment();
  all.append(line, make("ul", { class: "claims" }, ...row.claims.map(claimItem)));
  return all;
}

const titleOf = (row) => `${capital(row.label)}, ${row.name || row.place || say("script.no_place")}, ${row.when}`;

// Opens the panel; `here` are all incidents of the place that was clicked.
function drawDetail(here = []) {
  const panel = by("detail");
  const row = state.chosen;
  panel.hidden = row === null;
  if (row === null) return;
  const close = make("button", { type: "button", class: "close", "aria-label": say("script.close") }, "×");
  close.addEventListener("click", () => {
    choose(null);
    frame.focus();
  });
  const others = here.filter((other) => other !== row).slice(0, 30).map((other) => {
    const button = make("button", { type: "button", class: "own" }, titleOf(other));
    button.addEventListener("click", () => choose(other, here));
    return make("li", {}, button);
  });
  const more = others.length === 0 ? null : make("div", {}, make("h4", {}, say("script.more_here", { n: whole(here.length - 1) })), make("ul", {}, ...others));
  panel.replaceChildren(close, make("h3", { class: "own", "aria-live": "polite" }, titleOf(row)), told(row), ...(more ? [more] : []));
  panel.scrollTop = 0;
}

// Chooses an incident (or none) and moves the map to it if it is out of sight.
function choose(row, here = []) {
  if (row === null && state.chosen === null) return;
  state.chosen = row;
  if (row && row.at && map) {
    const [x, y] = toScreen(row.at);
    if (!(x > 20 && y > 20 && x < view.width - 20 && y < view.height - 20)) [view.x, view.y] = row.at;
  }
  drawDetail(here);
  changed({ map: true, marked: true, address: true });
}
