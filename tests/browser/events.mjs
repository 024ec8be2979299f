// Made-up incidents as CSV: `events.mjs N` for N of them over 17 years round some cities, the same each time;
// `events.mjs hostile` for texts that try to break out of the page.
const CITIES = [
  ["Kabul", 69.17, 34.53], ["Kandahar", 65.71, 31.61], ["Herat", 62.2, 34.35], ["Quetta", 67.0, 30.2], ["Peshawar", 71.58, 34.01],
  ["Mashhad", 59.6, 36.3], ["Tehran", 51.4, 35.7], ["Baghdad", 44.4, 33.3], ["Mosul", 43.1, 36.3], ["Aleppo", 37.2, 36.2],
  ["Istanbul", 28.98, 41.0], ["Moscow", 37.6, 55.8], ["Paris", 2.35, 48.86], ["Cairo", 31.2, 30.0], ["Maiduguri", 13.1, 11.8],
  ["Mogadishu", 45.3, 2.0], ["Manila", 121.0, 14.6], ["Dhaka", 90.4, 23.8], ["Tashkent", 69.2, 41.3], ["Dushanbe", 68.8, 38.6],
];
const KINDS = ["bombing", "armed assault", "kidnapping", "battle", "assassination", "plot", "arson", "raid", "arrest", "threat"];
const HEAD = "id,kind,actor,target,place,lon,lat,date,killed,injured,source,link,what,note";

let seed = 12345;
const random = () => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 4294967296;
};
const pick = (list) => list[Math.floor(random() ** 1.7 * list.length)];
const quoted = (text) => `"${String(text).replaceAll('"', '""')}"`;

function event(number) {
  const [city, lon, lat] = pick(CITIES);
  const spread = () => (random() + random() - 1) * 1.2;
  const day = new Date(Date.UTC(2004, 0, 1) + Math.floor(random() * 17 * 365.2) * 864e5).toISOString().slice(0, 10);
  const killed = random() < 0.15 ? "" : Math.floor(random() ** 6 * 60);
  const injured = killed === "" ? "" : Math.floor(killed * random() * 3);
  const kind = pick(KINDS);
  return [
    `E${number}`, kind, pick(["Group A", "Group B", "unknown gunmen"]), pick(["police", "civilians", "army", "market"]), `near ${city}`,
    (lon + spread()).toFixed(4), (lat + spread()).toFixed(4), random() < 0.1 ? day.slice(0, 7) : day, killed, injured,
    `Agency ${Math.floor(random() * 40)}, dispatch ${number}`, `https://example.org/reports/${number}`,
    `${kind} reported near ${city} by local officials`, `officials gave the figures on the day after, dispatch ${number}`,
  ];
}

const HOSTILE = [
  "</script><script>window.hit=1</script>", "<img src=x onerror=window.hit=1>", "\"><svg onload=window.hit=1>", "javascript:window.hit=1",
  "\u202Eright to left\u202E", "a\u2028b\u2029c", "<!--<script>", "{{data}} ${1+1} &lt;b&gt; &amp;", "'\";--`",
];

function hostile(text, i) {
  const link = i === 3 ? text : `https://example.org/${encodeURIComponent(text)}`;
  return [`${text}#${i}`, i % 2 ? "bombing" : text, text, text, text, 60 + i, 30 + i, `2020-0${i + 1}-01`, i, "", text, link, text, text];
}

const wanted = process.argv[2];
const rows = wanted === "hostile" ? HOSTILE.map(hostile) : Array.from({ length: Number(wanted) }, (_, i) => event(i + 1));
process.stdout.write([HEAD, ...rows.map((row) => row.map(quoted).join(","))].join("\n") + "\n");
