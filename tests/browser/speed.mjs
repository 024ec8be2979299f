// How much work a step is with very many incidents. speed.mjs FOLDER SLOWNESS [FOLDER FOR SCREENSHOTS]
// SLOWNESS: how many times slower this machine is than one that does a step in half of the limit (tests/measure/slowness.sh).
import { statSync } from "node:fs";
import { check, close, counts, failed, open, readCsv } from "./page.mjs";

const [folder, slowness, pictures] = process.argv.slice(2);
const LIMIT_MS = 100 * Number(slowness);
const incidents = readCsv(`${folder}/incidents.csv`).length;
const start = performance.now();
const { page, complaints } = await open(folder);
const loaded = performance.now() - start;
console.log(`${incidents} incidents: ${(statSync(`${folder}/report.html`).size / 1e6).toFixed(1)} MB, open after ${loaded.toFixed(0)} ms`);
check((await counts(page)).shown === incidents, (await counts(page)).text);
if (pictures) await page.screenshot({ path: `${pictures}/many.png`, fullPage: true });

// What the page's own thread works for an action and the frame after it, as the median of fifteen, in ms of processor time, so
// that a busy machine does not count. The page's policy forbids code made of text, so that the action goes in through the
// protocol of the browser.
const session = await page.context().newCDPSession(page);
await session.send("Performance.enable", { timeDomain: "threadTicks" });
const worked = async () => (await session.send("Performance.getMetrics")).metrics.find((metric) => metric.name === "TaskDuration").value * 1000;

async function timed(action, repeats = 15) {
  const times = [];
  for (let i = 0; i < repeats; i += 1) {
    const before = await worked();
    const expression = `(async () => { const i = ${i}; ${action}
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0))); })()`;
    await session.send("Runtime.evaluate", { expression, awaitPromise: true });
    times.push((await worked()) - before);
  }
  return times.sort((a, b) => a - b)[repeats >> 1];
}
const input = (id, value) => `const e = document.getElementById("${id}"); e.value = ${value}; e.dispatchEvent(new Event("input", { bubbles: true }));`;
const key = (name) => `const m = document.getElementById("map"); m.focus({ preventScroll: true }); m.dispatchEvent(new KeyboardEvent("keydown", { key: "${name}", bubbles: true }));`;
const STEPS = {
  "a step of the slider": input("slider", "(5 + i * 9) % 60"),
  "a letter of the search": input("search", "'kab'.slice(0, 1 + i % 3) + (i > 4 ? 'u' : '')"),
  "a kind on or off": `document.querySelectorAll("[name=kind]")[i % 3].click();`,
  "panning the map": key("ArrowLeft"),
  "zooming the map": key("+"),
  "sorting the table": `document.querySelectorAll("#table thead th button")[i % 4].click();`,
};
for (const [name, action] of Object.entries(STEPS)) {
  const ms = await timed(action);
  await timed(input("slider", "1e9"), 1);
  check(ms < LIMIT_MS, `${name}: ${ms.toFixed(0)} of ${LIMIT_MS.toFixed(0)} ms`);
}
check(complaints.length === 0, `no message, no error, no request: ${complaints.join("; ") || "none"}`);
await close();
process.exit(failed() ? 1 : 0);
