// Which incidents are shown. Comes in: `state`, which the controls change. Goes out: `row.kept` (all but the date of the
// slider) and `row.shown` (that, too).
const ALL = steps.starts ? steps.starts.length : 0;
const state = {
  search: "", region: "", from: null, until: null, off: new Set(), step: ALL, within: false,
  sort: "date", down: false, page: 0, chosen: null,
};

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
let folded = null;

// All texts of a row, without case and marks; each text of the table of words is folded once.
function searchable(row) {
  if (row.text !== undefined) return row.text;
  folded ??= data.words.map(fold);
  const of = data.rows[row.index];
  const numbers = [of[2], of[5], of[6], of[8], of[9], of[10], of[11], of[14], of[15], of[16], of[18]];
  for (const claim of row.claims) numbers.push(...claim);
  const words = numbers.filter((number) => Number.isInteger(number)).map((number) => folded[number]);
  row.text = [fold(row.id), fold(row.label), fold(row.name ?? ""), ...words].join("\n");
  return row.text;
}

function inRegion(row) {
  if (state.region === "") return true;
  if (state.region === "none") return row.country === "";
  const name = state.region.slice(2);
  return state.region[0] === "c" ? row.country === name : (row.subregion || "Other areas") === name && row.country !== "";
}

function inDates(row) {
  if (state.from === null && state.until === null) return true;
  if (row.first === null) return false;
  return (state.from === null || row.last >= state.from) && (state.until === null || row.first <= state.until);
}

const stepEnd = (step) => (step + 1 < ALL ? steps.starts[step + 1] : steps.end);

function inStep(row) {
  if (state.step >= ALL) return true;
  if (row.first === null || row.first >= stepEnd(state.step)) return false;
  return !state.within || row.last >= steps.starts[state.step];
}

function filterRows() {
  const terms = fold(state.search).split(/\s+/).filter(Boolean);
  for (const row of rows) {
    row.kept = !state.off.has(row.kind) && inRegion(row) && inDates(row)
      && (terms.length === 0 || terms.every((term) => searchable(row).includes(term)));
    row.shown = row.kept && inStep(row);
  }
}

function countWords() {
  let [shown, mapped, killed, known] = [0, 0, 0, 0];
  for (const row of rows) {
    if (!row.shown) continue;
    shown += 1;
    if (row.at) mapped += 1;
    if (row.killed.n !== null) {
      killed += row.killed.n;
      known += 1;
    }
  }
  const of = shown === rows.length
    ? say("script.all_shown", { n: whole(shown) }) : say("script.some_shown", { n: whole(shown), all: whole(rows.length) });
  const number = known === 0 ? say("script.not_known")
    : known === shown ? whole(killed) : say("script.known_for", { n: whole(killed), known: whole(known), all: whole(shown) });
  const dead = shown === 0 ? "" : say("script.people_killed", { n: number });
  return `${say("script.on_the_map", { shown: of, n: whole(mapped) })} ${dead}`;
}
