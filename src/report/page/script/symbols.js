// The symbols of the incidents: circles whose area is people killed for operations, open where that is not known; small
// shapes for the rest. Up to MOST_ELEMENTS are elements of SVG, more are drawn on a canvas; on paper all are elements.
const MOST_ELEMENTS = 1500;
const MOST_SET_APART = 400;
const placed = rows.filter((row) => row.at);
placed.sort((a, b) => (a.role !== "operation") - (b.role !== "operation") || (b.killed.n ?? 0) - (a.killed.n ?? 0) || a.index - b.index);
const crowded = placed.length > MOST_ELEMENTS;
const dense = placed.length > 300;
const SHAPES = {
  response: "M-.8-.8h1.6v1.6h-1.6z", statement: "M0-1.1L1 .75H-1z",
  context: "M-.3-.95h.6v.65h.65v.6h-.65v.65h-.6v-.65h-.65v-.6h.65z",
};

// The next number of the series 1, 2, 5, 10, 20, 50 ...
function roundUp(n) {
  for (let decade = 1; ; decade *= 10) {
    for (const round of [decade, 2 * decade, 5 * decade]) if (round >= n) return round;
  }
}

const sizes = (() => {
  const known = placed.filter((row) => row.role === "operation" && row.killed.n !== null).map((row) => row.killed.n);
  const most = roundUp(Math.min(20000, known.reduce((a, b) => Math.max(a, b), 0)));
  const circles = known.reduce((sum, n) => sum + Math.min(n, most) / most, 0);
  const fitting = Math.sqrt((unitsWide * unitsHigh) / 7 / (Math.PI * Math.max(1, circles)));
  return { most, largest: Math.min(28, Math.max(11, fitting)), least: dense ? 2.4 : 4, unknown: dense ? 2.8 : 4.6 };
})();

// On a narrow screen circles are smaller.
const shrink = () => Math.min(1, Math.max(0.6, view.width / 800));
const circleRadius = (killed) => Math.max(sizes.least, shrink() * sizes.largest * Math.sqrt(Math.min(killed, sizes.most) / sizes.most));

function radius(row) {
  if (row.role !== "operation") return row.coarse ? 8 : 5.5;
  return row.killed.n === null ? sizes.unknown : circleRadius(row.killed.n);
}

// Incidents of one place are set apart on a sunflower spiral round it, the largest in the middle.
if (placed.length <= MOST_SET_APART) {
  const places = new Map();
  for (const row of placed) {
    const key = row.at.map(Math.round).join();
    const n = places.get(key) ?? 0;
    places.set(key, n + 1);
    row.apart = [Math.cos(n * 2.39996) * 7 * Math.sqrt(n), Math.sin(n * 2.39996) * 7 * Math.sqrt(n)];
  }
}

function screenPlace(row) {
  const [x, y] = toScreen(row.at);
  return row.apart ? [x + row.apart[0], y + row.apart[1]] : [x, y];
}

const colour = (row) => (row.role === "operation" ? `var(--series-${row.series})` : "var(--soft)");

function symbol(row) {
  const open = row.role !== "operation" || row.killed.n === null;
  const shape = row.role === "operation" ? draw("circle", { class: "mark" }) : draw("path", { class: "mark", d: SHAPES[row.role] });
  if (row.role !== "operation") shape.setAttribute("vector-effect", "non-scaling-stroke");
  if (row.coarse) shape.classList.add("coarse");
  shape.style.fill = open ? "var(--paper)" : colour(row);
  shape.style.fillOpacity = row.coarse ? 0.35 : open ? 0.88 : 0.82;
  shape.style.stroke = open || row.coarse ? colour(row) : "var(--paper)";
  return shape;
}

// Draws the symbols that are shown as elements, each made once.
function drawElements(layer) {
  for (const row of placed) {
    if (!row.element) {
      if (!row.shown) continue;
      row.element = symbol(row);
    }
    if (row.element.parentNode !== layer) layer.append(row.element);
    row.element.style.display = row.shown ? "" : "none";
    if (!row.shown) continue;
    const [x, y] = screenPlace(row);
    if (row.role === "operation") {
      row.element.setAttribute("cx", x.toFixed(1));
      row.element.setAttribute("cy", y.toFixed(1));
      row.element.setAttribute("r", radius(row).toFixed(1));
    } else {
      row.element.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(5.5)`);
    }
  }
}

// Pictures of symbols for the canvas, each drawn once for its look and size.
const stamps = new Map();
let themeColours = null;

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  themeColours = { paper: read("--paper"), soft: read("--soft"), series: [0, 1, 2, 3, 4, 5, 6].map((i) => read(`--series-${i}`)) };
  stamps.clear();
}

function stamp(row, size, dots) {
  const open = row.role !== "operation" || row.killed.n === null;
  const key = `${row.role}|${row.series}|${size}|${open}|${row.coarse}|${dots}`;
  let picture = stamps.get(key);
  if (picture) return picture;
  const side = Math.ceil(size + 2) * 2;
  const sheet = new OffscreenCanvas(Math.ceil(side * dots), Math.ceil(side * dots));
  const pen = sheet.getContext("2d");
  pen.setTransform(dots, 0, 0, dots, (side / 2) * dots, (side / 2) * dots);
  const ink = row.role === "operation" ? themeColours.series[row.series] : themeColours.soft;
  const path = new Path2D();
  if (row.role === "operation") path.arc(0, 0, size, 0, 2 * Math.PI);
  else path.addPath(new Path2D(SHAPES[row.role]), new DOMMatrix().scale(5.5));
  pen.globalAlpha = row.coarse ? 0.35 : open ? 0.88 : 0.82;
  pen.fillStyle = open ? themeColours.paper : ink;
  pen.fill(path);
  pen.globalAlpha = 1;
  pen.lineWidth = open || row.coarse ? 1.3 : 0.8;
  pen.strokeStyle = open || row.coarse ? ink : themeColours.paper;
  if (row.coarse) pen.setLineDash([3, 2]);
  pen.stroke(path);
  // A bitmap is drawn many times faster than a canvas.
  picture = sheet.transferToImageBitmap();
  stamps.set(key, { picture, side, number: stamps.size });
  return stamps.get(key);
}

function drawCanvas(canvas) {
  const dots = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(view.width * dots), Math.round(view.height * dots)];
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  if (themeColours === null) readColours();
  const pen = canvas.getContext("2d");
  pen.setTransform(dots, 0, 0, dots, 0, 0);
  pen.clearRect(0, 0, view.width, view.height);
  const k = scale();
  // Where symbols of one look share a square of two pixels, one of them is drawn.
  const drawn = new Set();
  for (const row of placed) {
    if (!row.shown) continue;
    const [x, y] = [(row.at[0] - view.x) * k + view.width / 2, (row.at[1] - view.y) * k + view.height / 2];
    if (x < -30 || y < -30 || x > view.width + 30 || y > view.height + 30) continue;
    const { picture, side, number } = stamp(row, Math.round(radius(row)), dots);
    const spot = (number * 8192 + Math.round(x / 2) + 64) * 8192 + Math.round(y / 2) + 64;
    if (drawn.has(spot)) continue;
    drawn.add(spot);
    pen.drawImage(picture, x - side / 2, y - side / 2, side, side);
  }
}

// The incidents shown under a place of the screen, the smallest symbol first.
function incidentsAt(sx, sy, reach) {
  const found = [];
  for (const row of placed) {
    if (!row.shown) continue;
    const [x, y] = screenPlace(row);
    if (Math.hypot(x - sx, y - sy) <= Math.max(radius(row), reach)) found.push(row);
  }
  return found.sort((a, b) => radius(a) - radius(b) || a.index - b.index);
}
