// All that is known of an incident, for the panel beside the map and for the rows of the table.
const CLAIM = ["source", "attribution", "note", "date in its words", "date", "place", "killed", "injured", "actor", "target"];

function claimItem(claim) {
  const [source, attribution, note] = claim.map(word);
  const who = [source, attribution].filter(Boolean);
  const item = make("li", {});
  const head = make("span", { class: "who own" });
  who.forEach((part, i) => head.append(i > 0 ? ", " : "", linked(part)));
  item.append(who.length > 0 ? head : "Source not named");
  if (note) item.append(": ", make("span", { class: "own" }, note));
  const aside = claim.slice(3).map((number, i) => (number === null ? "" : `${CLAIM[i + 3]}: ${word(number)}`)).filter(Boolean);
  if (aside.length > 0) item.append(" ", make("span", { class: "aside own" }, `(${aside.join("; ")})`));
  return item;
}

function placeFacts(row) {
  if (!row.at) return [["On the map", `no: ${row.why}`]];
  const sure = `${row.precision}${row.radius > 0 ? `, to ${whole(row.radius)} km` : ""}; confidence ${Math.round(row.confidence * 100)}\u00a0%`;
  const ns = `${Math.abs(row.lat)}° ${row.lat < 0 ? "S" : "N"}, ${Math.abs(row.lon)}° ${row.lon < 0 ? "W" : "E"}`;
  return [
    ["Put at", [row.name, row.admin1, row.country].filter((part, i, all) => part && all.indexOf(part) === i).join(", ")],
    ["How sure", sure], ["Why here", row.why], ["Runners-up", row.others], ["Coordinates", ns],
    ["Distance", row.km === null || row.km === undefined ? "" : `${whole(row.km)} km`],
  ];
}

function told(row) {
  const facts = [
    ["Date", row.when], ["Place as given", row.place], ...placeFacts(row),
    ["Killed", row.killed.told || "not known"], ["Injured", row.injured.told], ["Actor", row.actor], ["Target", row.target],
    ["Stage", row.stage === "unknown" ? "" : row.stage], ["Sources differ", row.conflicts], ["Link", row.link], ["Id", row.id],
  ];
  const list = make("dl", { class: "facts" });
  for (const [name, text] of facts) {
    if (text) list.append(make("dt", {}, name), make("dd", {}, name === "Link" ? linked(text) : text));
  }
  const claims = make("ul", { class: "claims" }, ...row.claims.map(claimItem));
  const head = make("div", {}, row.claims.length === 1 ? "One claim:" : `${row.claims.length} claims:`);
  const all = document.createDocumentFragment();
  if (row.summary) all.append(make("p", { class: "own" }, capital(row.summary)));
  all.append(list, head, claims);
  return all;
}

// The same for paper, where room is short: what the row of the table does not tell.
function toldShortly(row) {
  const facts = [["Id", row.id], ["Place as given", row.place], ...placeFacts(row).filter(([name]) => name !== "Distance")];
  facts.push(["Killed", /[^\d,]/.test(row.killed.told) ? row.killed.told : ""], ["Target", row.target], ["Sources differ", row.conflicts], ["Link", row.link]);
  const line = make("p", { class: "own" });
  for (const [name, text] of facts) if (text) line.append(make("b", {}, `${name}: `), make("span", { class: "own" }, text), ". ");
  const all = document.createDocumentFragment();
  all.append(line, make("ul", { class: "claims" }, ...row.claims.map(claimItem)));
  return all;
}

const titleOf = (row) => `${capital(row.label)}, ${row.name || row.place || "place not given"}, ${row.when}`;

// Opens the panel; `here` are all incidents of the place that was clicked.
function drawDetail(here = []) {
  const panel = by("detail");
  const row = state.chosen;
  panel.hidden = row === null;
  if (row === null) return;
  const close = make("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  close.addEventListener("click", () => {
    choose(null);
    frame.focus();
  });
  const others = here.filter((other) => other !== row).slice(0, 30).map((other) => {
    const button = make("button", { type: "button", class: "own" }, titleOf(other));
    button.addEventListener("click", () => choose(other, here));
    return make("li", {}, button);
  });
  const more = others.length === 0 ? null : make("div", {}, make("h4", {}, `${whole(here.length - 1)} more here`), make("ul", {}, ...others));
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
