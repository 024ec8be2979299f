// What belongs together: the controls change `state`, `changed` draws what follows from it.
function changed(what) {
  if (what.filter || what.time) {
    filterRows();
    by("count").textContent = countWords();
    drawTime();
  }
  if (what.filter || what.time || what.page) state.page = 0;
  if (what.filter || what.time || what.page || what.marked) drawTable();
  if (what.filter || what.time || what.map) redraw();
  writeAddress();
}

// Puts the controls where the state says they are.
function setControls() {
  by("search").value = state.search;
  by("region").value = state.region;
  if (by("region").selectedIndex < 0) by("region").value = state.region = "";
  by("from").value = state.from === null ? "" : isoDay(state.from);
  by("until").value = state.until === null ? "" : isoDay(state.until);
  for (const box of document.querySelectorAll("[name=kind]")) box.checked = !state.off.has(Number(box.value));
  for (const mode of document.querySelectorAll("[name=mode]")) mode.checked = (mode.value === "within") === state.within;
}

function startFilters() {
  const form = by("filters");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    state.search = by("search").value;
    state.region = by("region").value;
    state.from = dayOf(by("from").value);
    state.until = dayOf(by("until").value);
    const off = [...document.querySelectorAll("[name=kind]")].filter((box) => !box.checked);
    state.off = new Set(off.map((box) => Number(box.value)));
    changed({ filter: true });
  });
  by("clear").addEventListener("click", (event) => {
    event.preventDefault();
    stop();
    Object.assign(state, { search: "", region: "", from: null, until: null, off: new Set(), step: ALL });
    setControls();
    changed({ filter: true });
  });
}

// The shapes in the list of kinds, and the sizes of circles.
function drawLegend() {
  for (const shape of document.querySelectorAll(".kinds .shape")) {
    const { role, series } = shape.dataset;
    shape.replaceChildren(shapeOf({ role, series, killed: { n: 1 }, coarse: false }).firstChild);
  }
  const counts = [...new Set([sizes.most, roundUp(Math.ceil(sizes.most / 5)), roundUp(Math.ceil(sizes.most / 25))])];
  const known = placed.some((row) => row.role === "operation" && row.killed.n > 0);
  const largest = known ? circleRadius(sizes.most) : sizes.unknown;
  const high = Math.max(largest * 2 + 26, 20 + counts.length * 15);
  const picture = draw("svg", { viewBox: `0 0 280 ${high}` });
  picture.append(draw("text", { x: 0, y: 11 }, known ? say("script.killed_legend") : ""));
  const middle = largest + 2;
  if (known) {
    counts.forEach((n, i) => {
      const r = circleRadius(n);
      const [top, at] = [high - 2 - 2 * r, 16 + i * 15];
      const ring = draw("circle", { cx: middle, cy: high - 2 - r, r, fill: "none" });
      ring.style.stroke = "var(--ink)";
      picture.append(ring, draw("line", { x1: middle, y1: top, x2: middle + largest + 12, y2: Math.min(at + 8, high - 4) }));
      picture.append(draw("text", { x: middle + largest + 16, y: Math.min(at + 12, high) }, whole(n)));
    });
  }
  const open = draw("circle", { cx: 150, cy: 26, r: sizes.unknown, fill: "none" });
  open.style.stroke = "var(--series-0)";
  open.style.strokeWidth = 1.6;
  picture.append(open, draw("text", { x: 162, y: 30 }, say("script.not_known")));
  if (placed.some((row) => row.coarse)) {
    const pale = draw("circle", { cx: 150, cy: 46, r: 6, "stroke-dasharray": "3 2", "fill-opacity": 0.35 });
    pale.style.fill = pale.style.stroke = "var(--series-0)";
    picture.append(pale, draw("text", { x: 162, y: 50 }, say("script.area_only")));
  }
  by("legend").replaceChildren(picture);
}

function startPaper() {
  window.addEventListener("beforeprint", () => {
    onPaper = true;
    // The map keeps its shape on paper, so that symbols stay on their places.
    frame.style.aspectRatio = `${view.width} / ${view.height}`;
    drawTable();
    drawMap();
  });
  window.addEventListener("afterprint", () => {
    onPaper = false;
    frame.style.aspectRatio = "";
    if (crowded) layers.symbols.replaceChildren();
    drawTable();
    redraw();
  });
}

if (rows.length === 0) for (const section of ["overview", "incidents"]) by(section).hidden = true;
startTable();
startTime();
startFilters();
startPaper();
readAddress();
drawLegend();
startMap();
setControls();
changed({ filter: true });
drawDetail();
window.addEventListener("hashchange", () => {
  readAddress();
  setControls();
  changed({ filter: true });
  drawDetail();
});
