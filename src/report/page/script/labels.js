// Names on the map: places of the incidents, distances of the rings, countries; and the scale bar. A name is left out where
// it would lie on another one.
const measure = document.createElement("canvas").getContext("2d");
let taken = [];

const overlaps = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

function free(box) {
  return box[0] > 3 && box[1] > 3 && box[2] < view.width - 3 && box[3] < view.height - 3 && !taken.some((other) => overlaps(box, other));
}

function textWidth(text, size) {
  measure.font = `${size}px ${getComputedStyle(document.body).fontFamily}`;
  return measure.measureText(text).width;
}

// Writes a text with its middle at a place if there is room; `width` is that of the text.
function write(layer, text, x, y, width, kind) {
  const box = [x - width / 2 - 2, y - 8, x + width / 2 + 2, y + 8];
  if (!free(box)) return false;
  taken.push(box);
  layer.append(draw("text", { x: x.toFixed(1), y: (y + 4).toFixed(1), "text-anchor": "middle", class: kind }, text));
  return true;
}

const inView = ([x, y]) => x > 0 && y > 0 && x < view.width && y < view.height;

// Names of places: of the deadliest shown first, each once.
function namePlaces(layer) {
  const most = view.width < 500 ? 7 : 16;
  const names = new Set();
  for (const row of placed) {
    if (names.size >= most) break;
    if (!row.shown || row.coarse || row.role !== "operation" || row.name === row.country || names.has(row.name)) continue;
    const [x, y] = screenPlace(row);
    if (!inView([x, y])) continue;
    names.add(row.name);
    const text = row.name.length > 30 ? `${row.name.split(",")[0].slice(0, 29)}` : row.name;
    const width = textWidth(text, 12);
    const out = radius(row) + 4;
    const spots = [[x + out + width / 2, y], [x - out - width / 2, y], [x, y - out - 6], [x, y + out + 6]];
    spots.some(([sx, sy]) => write(layer, text, sx, sy, width, "name"));
  }
}

function nameRings(layer) {
  for (const [km, anchors] of map.rings) {
    const text = `${whole(km)} km`;
    const width = textWidth(text, 11.2);
    for (let i = 0; i < anchors.length; i += 2) {
      // From the top to both sides.
      const at = i % 4 === 0 ? i / 2 : anchors.length - i / 2 - 1;
      const start = at - (at % 2);
      const [x, y] = toScreen([anchors[start], anchors[start + 1]]);
      if (inView([x, y]) && write(layer, text, x, y, width, "km")) break;
    }
  }
}

function nameCountries(layer) {
  for (const [name, x, y, across] of map.countries) {
    const room = across * scale();
    if (room < 30) break;
    if (map.home && map.home[0] === name) continue;
    const width = textWidth(name, 11.2) * 1.12;
    const [sx, sy] = toScreen([x, y]);
    if (width < room * 0.9 && inView([sx, sy])) write(layer, name, sx, sy, width, "country");
  }
}

// The longest bar of a round length up to 120 pixels; the projection of the whole world has no scale.
function drawScale(layer) {
  if (map.flat !== "equidistant") return;
  const pixels = map.units_per_km * scale();
  let km = 1;
  for (const round of [1, 2, 5]) for (let k = round; k * pixels <= 120; k *= 10) km = Math.max(km, k);
  const [x, y, long] = [14, view.height - 14, km * pixels];
  layer.append(draw("path", { class: "bar", d: `M${x} ${y - 5}v5h${long.toFixed(1)}v-5` }));
  layer.append(draw("text", { x: x + long + 6, y: y }, `${whole(km)} km`));
  taken.push([x - 4, y - 14, x + long + 70, y + 6]);
}

function drawLabels(layer) {
  layer.replaceChildren();
  taken = [];
  drawScale(layer);
  taken.push([view.width - 52, 0, view.width, 130]);
  const shown = placed.filter((row) => row.shown);
  if (shown.length <= MOST_SET_APART) {
    for (const row of shown) {
      const [[x, y], r] = [screenPlace(row), radius(row) * 0.8];
      taken.push([x - r, y - r, x + r, y + r]);
    }
  }
  if (map.origin) {
    const [name, ox, oy] = map.origin;
    const [x, y] = toScreen([ox / 100, oy / 100]);
    layer.append(draw("path", { class: "origin", d: `M${x} ${y - 6}l6 6l-6 6l-6-6z` }));
    const width = textWidth(name, 12) + 4;
    [[x, y + 16], [x, y - 16]].some(([sx, sy]) => write(layer, name, sx, sy, width, "name"));
  }
  if (map.home) {
    const [x, y] = toScreen(map.home.slice(1));
    const width = textWidth(map.home[0], 12) + 4;
    const round = [[0, 0], ...[26, 44, 62].flatMap((out) => [[0, out], [0, -out], [-out, out], [out, out], [-out, -out], [out, -out]])];
    round.some(([right, down]) => write(layer, map.home[0], x + right, y + down, width, "name home"));
  }
  namePlaces(layer);
  nameRings(layer);
  nameCountries(layer);
}
