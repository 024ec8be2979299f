// Which part of the map is seen. Comes in: units of the page. Goes out: pixels of the screen, and the disc of uncertainty.
const map = data.map;
const [unitsWide, unitsHigh] = map ? map.size : [960, 600];
const view = { x: unitsWide / 2, y: unitsHigh / 2, zoom: 1, width: unitsWide, height: unitsHigh };
const MOST_ZOOM = 64;
const LEAST_ZOOM = 0.4;

const scale = () => view.zoom * Math.min(view.width / unitsWide, view.height / unitsHigh);

function toScreen([x, y]) {
  const k = scale();
  return [(x - view.x) * k + view.width / 2, (y - view.y) * k + view.height / 2];
}

// Zooms so that the point of the map under a place of the screen stays where it is.
function zoomAt(factor, sx, sy) {
  const before = scale();
  view.zoom = Math.min(MOST_ZOOM, Math.max(LEAST_ZOOM, view.zoom * factor));
  const after = scale();
  view.x += (sx - view.width / 2) * (1 / before - 1 / after);
  view.y += (sy - view.height / 2) * (1 / before - 1 / after);
}

function panBy(dx, dy) {
  const k = scale();
  view.x = Math.min(unitsWide * 3, Math.max(-unitsWide * 2, view.x - dx / k));
  view.y = Math.min(unitsHigh * 3, Math.max(-unitsHigh * 2, view.y - dy / k));
}

function showAll() {
  [view.x, view.y, view.zoom] = [unitsWide / 2, unitsHigh / 2, 1];
}

const EARTH_KM = 6371.0088;
const rad = (degrees) => (degrees * Math.PI) / 180;

// The point at a distance in a direction, on the sphere: longitude and latitude in radians.
function destination(lon, lat, km, azimuth) {
  const [c, f] = [km / EARTH_KM, rad(lat)];
  const north = Math.asin(Math.sin(f) * Math.cos(c) + Math.cos(f) * Math.sin(c) * Math.cos(azimuth));
  const east = Math.atan2(Math.sin(azimuth) * Math.sin(c) * Math.cos(f), Math.cos(c) - Math.sin(f) * Math.sin(north));
  return [rad(lon) + east, north];
}

function equidistant(lon, lat) {
  const [lon0, lat0] = map.centre.map(rad);
  const [dlon, cos] = [lon - lon0, Math.cos(lat)];
  const east = cos * Math.sin(dlon);
  const north = Math.cos(lat0) * Math.sin(lat) - Math.sin(lat0) * cos * Math.cos(dlon);
  const up = Math.sin(lat0) * Math.sin(lat) + Math.cos(lat0) * cos * Math.cos(dlon);
  const out = Math.hypot(east, north);
  const km = EARTH_KM * Math.atan2(out, up);
  return out === 0 ? [0, 0] : [(km * east) / out, (km * north) / out];
}

function equalEarth(lon, lat) {
  const turned = ((((lon - rad(map.centre[0]) + Math.PI) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI)) - Math.PI;
  const t = Math.asin((Math.sqrt(3) / 2) * Math.sin(lat));
  const [t2, t6] = [t * t, t ** 6];
  const slope = 1.340264 - 0.243318 * t2 + t6 * (0.006251 + 0.034164 * t2);
  const x = (2 * Math.sqrt(3) * turned * Math.cos(t)) / (3 * slope);
  return [EARTH_KM * x, EARTH_KM * t * (1.340264 - 0.081106 * t2 + t6 * (0.000893 + 0.003796 * t2))];
}

// The disc that should hold the true place nine times in ten, as a path on the screen, round the place as it is drawn.
function discPath(row) {
  const flat = map.flat === "equidistant" ? equidistant : equalEarth;
  const [x0, y0] = flat(rad(row.lon), rad(row.lat));
  const points = [];
  for (let i = 0; i < 72; i += 1) {
    const [x, y] = flat(...destination(row.lon, row.lat, Math.min(row.radius, 9000), (i * Math.PI) / 36));
    const unit = map.units_per_km;
    points.push(toScreen([row.at[0] + (x - x0) * unit, row.at[1] - (y - y0) * unit]));
  }
  const torn = points.some(([x], i) => i > 0 && Math.abs(x - points[i - 1][0]) > unitsWide * scale() * 0.4);
  return torn ? "" : `M${points.map(([x, y]) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}z`;
}
