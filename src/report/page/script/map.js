// The map as a whole: drawing in the next frame, moving it by pointer, wheel, touch and keys, tips.
const frame = by("map");
const layers = (() => {
  const under = draw("g");
  const symbols = draw("g");
  const over = draw("g");
  by("marks").append(under, symbols, draw("g"), over);
  return { under, symbols, labels: by("marks").childNodes[2], over };
})();
let wanted = false;
let onPaper = false;
let pointed = null;

function redraw() {
  if (wanted) return;
  wanted = true;
  requestAnimationFrame(drawMap);
}

function drawMap() {
  wanted = false;
  if (!map) return;
  const k = scale();
  const [wide, high] = [view.width / k, view.height / k];
  by("ground").setAttribute("viewBox", `${view.x - wide / 2} ${view.y - high / 2} ${wide} ${high}`);
  by("marks").setAttribute("viewBox", `0 0 ${view.width} ${view.height}`);
  if (crowded && !onPaper) drawCanvas(by("many"));
  else drawElements(layers.symbols);
  drawLabels(layers.labels);
  drawChosen();
}

// The disc of uncertainty of the incident under the pointer and of the chosen one, and a ring round the chosen one.
function drawChosen() {
  layers.under.replaceChildren();
  layers.over.replaceChildren();
  const chosen = state.chosen && state.chosen.at ? state.chosen : null;
  for (const row of new Set([chosen, pointed])) {
    if (row && row.radius > 0) layers.under.append(draw("path", { class: "disc", d: discPath(row) }));
  }
  if (!chosen) return;
  const [x, y] = screenPlace(chosen);
  layers.over.append(draw("circle", { class: "chosen", cx: x.toFixed(1), cy: y.toFixed(1), r: (radius(chosen) + 4).toFixed(1) }));
}

function showTip(found, sx, sy) {
  const tip = by("tip");
  const row = found[0] ?? null;
  if (row !== pointed) {
    pointed = row;
    drawChosen();
  }
  frame.classList.toggle("over", row !== null);
  tip.hidden = row === null;
  if (row === null) return;
  const lines = [`${capital(row.label)}, ${row.name || row.place}`, row.when, `${say("script.killed")}: ${row.killed.told || say("script.not_known")}`];
  if (row.radius > 0) lines.push(say("script.place_known", { km: `${whole(row.radius)} km` }));
  if (found.length > 1) lines.push(say("script.and_more_here", { n: whole(found.length - 1) }));
  tip.replaceChildren(...lines.map((line) => make("div", {}, line)));
  tip.style.left = `${Math.min(sx + 14, Math.max(4, view.width - tip.offsetWidth - 4))}px`;
  tip.style.top = `${sy + 18 + tip.offsetHeight > view.height ? Math.max(4, sy - tip.offsetHeight - 12) : sy + 18}px`;
}

const pointers = new Map();
let travelled = 0;

function placeOf(event) {
  const box = frame.getBoundingClientRect();
  return [event.clientX - box.left - frame.clientLeft, event.clientY - box.top - frame.clientTop];
}

function pinch() {
  const [[ax, ay], [bx, by_]] = [...pointers.values()];
  return { middle: [(ax + bx) / 2, (ay + by_) / 2], apart: Math.hypot(ax - bx, ay - by_) };
}

function pointerDown(event) {
  if (event.target.closest("button")) return;
  if (pointers.size === 0) travelled = 0;
  pointers.set(event.pointerId, placeOf(event));
  frame.setPointerCapture(event.pointerId);
}

function pointerMove(event) {
  const here = placeOf(event);
  const before = pointers.get(event.pointerId);
  if (!before) {
    if (event.pointerType === "mouse") showTip(incidentsAt(...here, 5), ...here);
    return;
  }
  travelled += Math.hypot(here[0] - before[0], here[1] - before[1]);
  if (pointers.size === 2) {
    const old = pinch();
    pointers.set(event.pointerId, here);
    const now = pinch();
    panBy(now.middle[0] - old.middle[0], now.middle[1] - old.middle[1]);
    zoomAt(now.apart / Math.max(1, old.apart), ...now.middle);
  } else {
    pointers.set(event.pointerId, here);
    if (travelled < 4) return;
    panBy(here[0] - before[0], here[1] - before[1]);
  }
  frame.classList.add("moving");
  by("tip").hidden = true;
  redraw();
}

function pointerUp(event) {
  const clicked = pointers.delete(event.pointerId) && event.type === "pointerup" && travelled < 4;
  frame.classList.remove("moving");
  if (!clicked) {
    if (pointers.size === 0) changed({ address: true });
    return;
  }
  const here = placeOf(event);
  const found = incidentsAt(...here, event.pointerType === "mouse" ? 6 : 14);
  choose(found[0] ?? null, found);
}

let hintTimer = 0;

function wheel(event) {
  if (!event.ctrlKey && !event.metaKey && document.activeElement !== frame) {
    by("hint").hidden = false;
    clearTimeout(hintTimer);
    hintTimer = setTimeout(() => { by("hint").hidden = true; }, 1500);
    return;
  }
  event.preventDefault();
  by("hint").hidden = true;
  const lines = event.deltaMode === 1 ? event.deltaY * 20 : event.deltaY;
  zoomAt(Math.exp(-Math.max(-120, Math.min(120, lines)) / 300), ...placeOf(event));
  changed({ map: true, address: true });
}

// The next or previous incident shown, in the order of the table.
function step(by_) {
  const shown = tableRows().filter((row) => row.at);
  if (shown.length === 0) return;
  const at = shown.indexOf(state.chosen);
  choose(shown[(at + by_ + (at < 0 && by_ < 0 ? 1 : 0) + shown.length) % shown.length]);
}

function mapKey(event) {
  if (event.target !== frame || event.ctrlKey || event.metaKey || event.altKey) return;
  const middle = [view.width / 2, view.height / 2];
  const keys = {
    ArrowLeft: () => panBy(60, 0), ArrowRight: () => panBy(-60, 0), ArrowUp: () => panBy(0, 60), ArrowDown: () => panBy(0, -60),
    "+": () => zoomAt(1.5, ...middle), "=": () => zoomAt(1.5, ...middle), "-": () => zoomAt(1 / 1.5, ...middle), "0": showAll,
    n: () => step(1), p: () => step(-1), Escape: () => choose(null),
  };
  const action = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
  if (!action) return;
  event.preventDefault();
  action();
  changed({ map: true, address: true });
}

function measureMap() {
  const [width, height] = [frame.clientWidth, frame.clientHeight];
  if (onPaper || width === 0 || (width === view.width && height === view.height)) return;
  [view.width, view.height] = [width, height];
  drawLegend();
  redraw();
}

function startMap() {
  if (!map) {
    frame.hidden = true;
    return;
  }
  frame.addEventListener("pointerdown", pointerDown);
  frame.addEventListener("pointermove", pointerMove);
  for (const end of ["pointerup", "pointercancel"]) frame.addEventListener(end, pointerUp);
  frame.addEventListener("pointerleave", () => showTip([], 0, 0));
  frame.addEventListener("wheel", wheel, { passive: false });
  frame.addEventListener("keydown", mapKey);
  const zoom = (factor) => () => {
    zoomAt(factor, view.width / 2, view.height / 2);
    changed({ map: true, address: true });
  };
  by("zoom-in").addEventListener("click", zoom(1.6));
  by("zoom-out").addEventListener("click", zoom(1 / 1.6));
  by("zoom-all").addEventListener("click", () => {
    showAll();
    changed({ map: true, address: true });
  });
  new ResizeObserver(measureMap).observe(frame);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readColours();
    redraw();
  });
  measureMap();
}
