// The table of incidents: sorted by its heads, a page at a time; on paper all rows.
const PAGE = 25;
const MOST_ON_PAPER = 2000;
const MOST_TOLD_ON_PAPER = 500;
const hasKm = rows.some((row) => typeof row.km === "number");
const COLUMNS = [
  { key: "date", name: "script.date", value: (row) => row.first ?? Infinity },
  { key: "what", name: "script.what", value: (row) => row.label },
  { key: "place", name: "script.place", value: (row) => row.name || row.place },
  { key: "killed", name: "script.killed", value: (row) => row.killed.n ?? -1, kind: "number" },
  { key: "injured", name: "script.injured", value: (row) => row.injured.n ?? -1, kind: "number minor" },
  ...(hasKm ? [{ key: "km", name: "script.km_away", value: (row) => row.km ?? -1, kind: "number minor" }] : []),
  { key: "actor", name: "script.actor", value: (row) => row.actor, kind: "minor" },
  { key: "claims", name: "script.claims", value: (row) => row.claims.length, kind: "number minor" },
];
const opened = new Set();
let sorted = rows.slice();

function sortRows() {
  const { value } = COLUMNS.find((column) => column.key === state.sort) ?? COLUMNS[0];
  const sign = state.down ? -1 : 1;
  const keys = rows.map(value);
  const compare = typeof keys[0] === "string" ? new Intl.Collator(data.locale).compare : (a, b) => (a === b ? 0 : a < b ? -1 : 1);
  sorted.sort((a, b) => sign * compare(keys[a.index], keys[b.index]) || a.index - b.index);
}

const tableRows = () => sorted.filter((row) => row.shown);

function shapeOf(row) {
  const picture = draw("svg", { viewBox: "-10 -10 20 20", "aria-hidden": "true" });
  const shape = symbol(row);
  if (row.role === "operation") shape.setAttribute("r", 7);
  else shape.setAttribute("transform", "scale(6)");
  shape.style.strokeWidth = 2;
  picture.append(shape);
  return make("span", { class: "shape" }, picture);
}

function cell(column, row) {
  const small = (text) => (text ? make("span", { class: "small own" }, text) : null);
  const own = (text) => make("span", { class: "own" }, text);
  switch (column.key) {
    case "date": return make("td", { class: "date" }, row.when);
    case "what": return make("td", { class: "what" }, shapeOf(row), own(capital(row.label)), small(row.summary));
    case "place": return make("td", {}, own(row.name || row.place || say("script.not_given")), small(!row.at ? say("script.not_on_map") : row.country === row.name ? "" : row.country));
    case "killed": return make("td", { class: "number" }, row.killed.n === null ? "–" : whole(row.killed.n));
    case "injured": return make("td", { class: "number minor" }, row.injured.n === null ? "–" : whole(row.injured.n));
    case "km": return make("td", { class: "number minor" }, typeof row.km === "number" ? whole(row.km) : "–");
    case "actor": return make("td", { class: "minor" }, row.actor);
    default: return make("td", { class: "number minor" }, whole(row.claims.length));
  }
}

function tableRow(row) {
  const open = opened.has(row.id);
  const button = make("button", { type: "button", "aria-expanded": open, "aria-label": say("script.details_of", { what: titleOf(row) }) }, say("script.details"));
  button.addEventListener("click", () => {
    if (!opened.delete(row.id)) opened.add(row.id);
    drawTable();
    by("table").querySelector(`[data-row="${row.index}"] button`)?.focus();
  });
  const line = make("tr", { "data-row": row.index }, ...COLUMNS.map((column) => cell(column, row)), make("td", { class: "act" }, button));
  line.classList.toggle("chosen", row === state.chosen);
  return line;
}

function toldRow(row) {
  const inside = make("td", { colspan: COLUMNS.length + 1 }, onPaper ? toldShortly(row) : told(row));
  if (row.at && !onPaper) {
    const button = make("button", { type: "button", class: "act" }, say("script.show"));
    button.addEventListener("click", () => {
      choose(row);
      frame.scrollIntoView({ block: "center" });
      frame.focus({ preventScroll: true });
    });
    inside.append(button);
  }
  return make("tr", { class: "told" }, inside);
}

function drawTable() {
  const all = tableRows();
  const pages = Math.max(1, Math.ceil(all.length / PAGE));
  state.page = Math.min(state.page, pages - 1);
  const part = onPaper ? all.slice(0, MOST_ON_PAPER) : all.slice(state.page * PAGE, (state.page + 1) * PAGE);
  const tellAll = onPaper && part.length <= MOST_TOLD_ON_PAPER;
  const lines = part.flatMap((row) => (tellAll || (!onPaper && opened.has(row.id)) ? [tableRow(row), toldRow(row)] : [tableRow(row)]));
  if (lines.length === 0) lines.push(make("tr", {}, make("td", { colspan: COLUMNS.length + 1 }, say("script.none"))));
  by("table").tBodies[0].replaceChildren(...lines);
  by("page").textContent = say("script.page", { n: whole(state.page + 1), all: whole(pages) });
  by("back").disabled = state.page === 0;
  by("on").disabled = state.page >= pages - 1;
  by("back").parentNode.hidden = pages === 1;
  by("more").textContent = onPaper && all.length > part.length ? say("script.more_in_csv", { n: whole(all.length - part.length) }) : "";
  for (const head of by("table").tHead.rows[0].cells) {
    if (head.dataset.key === state.sort) head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
    else head.removeAttribute("aria-sort");
  }
}

function startTable() {
  const heads = COLUMNS.map((column) => {
    const button = make("button", { type: "button" }, say(column.name));
    button.addEventListener("click", () => {
      // Numbers are first sorted from the largest down.
      const same = state.sort === column.key;
      state.down = same ? !state.down : (column.kind ?? "").startsWith("number");
      state.sort = column.key;
      sortRows();
      changed({ page: true, address: true });
    });
    return make("th", { scope: "col", class: column.kind ?? "", "data-key": column.key }, button);
  });
  const last = make("th", { scope: "col", class: "act" }, make("span", { class: "unseen" }, say("script.details")));
  by("table").tHead.append(make("tr", {}, ...heads, last));
  const turn = (by_) => () => {
    state.page += by_;
    drawTable();
    by("incidents").scrollIntoView();
  };
  by("back").addEventListener("click", turn(-1));
  by("on").addEventListener("click", turn(1));
  sortRows();
}
