// How long a step takes with very many incidents: from the input to the next frame painted after it. speed.mjs FOLDER [SCREENSHOTS]
import { statSync } from "node:fs";
import { check, close, counts, failed, open, readCsv } from "./page.mjs";

const LIMIT_MS = 100;
const [folder, pictures] = process.argv.slice(2);
const incidents = readCsv(`${folder}/incidents.csv`).length;
const start = performance.now();
const { page, complaints } = await open(folder);
const loaded = performance.now() - start;
console.log(`${incidents} incidents: ${(statSync(`${folder}/report.html`).size / 1e6).toFixed(1)} MB, open after ${loaded.toFixed(0)} ms`);
check((await counts(page)).shown === incidents, (await counts(page)).text);
if (pictures) await page.screenshot({ path: `${pictures}/many.png`, fullPage: true });

// The median time from an event to the end of the frame after it. The page's policy forbids code made of text, so that the
// action goes in through the protocol of the browser.
const session = await page.context().newCDPSession(page);
async function timed(action) {
  const expression = `(async () => {
    const times = [];
    for (let i = 0; i < 9; i += 1) {
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30)));
      const from = performance.now();
      { ${action} }
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
      times.push(performance.now() - from);
    }
    return times.sort((a, b) => a - b)[4];
  })()`;
  return (await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true })).result.value;
}
const input = (id, value) => `const e = document.getElementById("${id}"); e.value = ${value}; e.dispatchEvent(new Event("input", { bubbles: true }));`;
const key = (name) => `const m = document.getElementById("map"); m.focus({ preventScroll: true }); m.dispatchEvent(new KeyboardEvent("keydown", { key: "${name}", bubbles: true }));`;
const STEPS = {
  "a step of the slider": input("slider", "5 + i * 9"),
  "a letter of the search": input("search", "'kab'.slice(0, 1 + i % 3) + (i > 4 ? 'u' : '')"),
  "a kind on or off": `document.querySelectorAll("[name=kind]")[i % 3].click();`,
  "panning the map": key("ArrowLeft"),
  "zooming the map": key("+"),
  "sorting the table": `document.querySelectorAll("#table thead th button")[i % 4].click();`,
};
await page.fill("#search", "warm");
await page.click("#clear");
for (const [name, action] of Object.entries(STEPS)) {
  const ms = await timed(action);
  check(ms < LIMIT_MS, `${name}: ${ms.toFixed(0)} ms`);
}
check(complaints.length === 0, `no message, no error, no request: ${complaints.join("; ") || "none"}`);
await close();
process.exit(failed() ? 1 : 0);
