// The state in the address, after the #, so that a view can be sent; and back.
let writing = 0;

function address() {
  const parts = new URLSearchParams();
  const put = (key, value) => { if (value !== "" && value !== null) parts.set(key, value); };
  put("q", state.search);
  put("region", state.region);
  put("from", state.from === null ? "" : isoDay(state.from));
  put("until", state.until === null ? "" : isoDay(state.until));
  put("without", [...state.off].map((kind) => data.kinds[kind][0]).join("~"));
  put("date", state.step < ALL ? isoDay(steps.starts[state.step]) : "");
  put("only", state.within ? "1" : "");
  put("sort", state.sort === "date" && !state.down ? "" : `${state.down ? "-" : ""}${state.sort}`);
  put("incident", state.chosen ? state.chosen.id : "");
  if (view.zoom !== 1 || view.x !== unitsWide / 2 || view.y !== unitsHigh / 2) {
    put("view", [view.x, view.y, view.zoom].map((n) => Number(n.toFixed(2))).join("~"));
  }
  return parts.toString();
}

function writeAddress() {
  clearTimeout(writing);
  writing = setTimeout(() => {
    const text = address();
    if (text === location.hash.slice(1)) return;
    try {
      history.replaceState(null, "", `#${text}`);
    } catch {
      // Some browsers do not let a file change its address, or not so often.
    }
  }, 250);
}

function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  if (location.hash.length > 1 && !location.hash.includes("=")) return;
  const get = (key) => parts.get(key) ?? "";
  state.search = get("q");
  state.region = get("region");
  state.from = dayOf(get("from"));
  state.until = dayOf(get("until"));
  const without = new Set(get("without").split("~"));
  state.off = new Set(data.kinds.flatMap(([label], i) => (without.has(label) ? [i] : [])));
  const day = dayOf(get("date"));
  state.step = day === null || ALL === 0 ? ALL : stepOf(day);
  state.within = get("only") === "1";
  state.down = get("sort").startsWith("-");
  state.sort = COLUMNS.find((column) => column.key === get("sort").replace("-", ""))?.key ?? "date";
  state.chosen = byId.get(get("incident")) ?? null;
  const [x, y, zoom] = get("view").split("~").map(Number);
  if (Number.isFinite(x) && Number.isFinite(y) && zoom >= LEAST_ZOOM && zoom <= MOST_ZOOM) [view.x, view.y, view.zoom] = [x, y, zoom];
  sortRows();
}
