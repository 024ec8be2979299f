// The page of the built-in incidents: counts, time, filters, keys, address, paper, dark, narrow, accessibility.
// check.mjs FOLDER [FOLDER FOR SCREENSHOTS]
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { check, close, counts, failed, open, readCsv } from "./page.mjs";

const [folder, pictures] = process.argv.slice(2);
const incidents = readCsv(`${folder}/incidents.csv`);
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const shot = (page, name) => (pictures ? page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true }) : null);
const slide = (page, value) => page.locator("#slider").evaluate((slider, to) => {
  slider.value = to;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
}, value);

async function serious(page) {
  // The policy of the page forbids scripts of others, so that the checker goes in beside it.
  const session = await page.context().newCDPSession(page);
  await session.send("Runtime.evaluate", { expression: axe });
  const found = await page.evaluate(() => window.axe.run());
  return found.violations.filter((v) => ["serious", "critical"].includes(v.impact)).map((v) => `${v.id}: ${v.nodes.map((n) => n.target).join(" ")}`);
}

const { page, complaints } = await open(folder);
const located = incidents.filter((row) => row.located === "yes");
let now = await counts(page);
check(now.shown === incidents.length && now.mapped === located.length, `counts are those of incidents.csv: ${now.text}`);
check((await page.locator("#marks .mark").count()) === located.length, "a symbol for each located incident");
await shot(page, "light");

const last = Number(await page.getAttribute("#slider", "max"));
for (const at of [0, Math.floor(last / 2), last - 1]) {
  await slide(page, at);
  const label = await page.textContent("#date");
  const year = Number(label.match(/\d{4}/)[0]);
  const expected = incidents.filter((row) => row.date_start && Number(row.date_start.slice(0, 4)) <= year).length;
  check((await counts(page)).shown === expected, `${label}: ${expected} shown`);
}
await page.check("[name=mode][value=within]");
const year = Number((await page.textContent("#date")).match(/\d{4}/)[0]);
const within = incidents.filter((row) => row.date_start.slice(0, 4) <= year && row.date_end.slice(0, 4) >= year && row.date_start).length;
check((await counts(page)).shown === within, `only ${year}: ${within} shown`);
await page.check("[name=mode][value=until]");

await slide(page, last);
await page.click("#play");
const first = await page.inputValue("#slider");
await page.waitForTimeout(2300);
check(Number(await page.inputValue("#slider")) > Number(first), "play moves on");
await page.click("#play");
const stopped = await page.inputValue("#slider");
await page.waitForTimeout(1200);
check((await page.inputValue("#slider")) === stopped, "pause stops it");
await page.focus("#slider");
await page.keyboard.press("End");
await page.keyboard.press("ArrowLeft");
check(Number(await page.inputValue("#slider")) === last - 1, "the slider obeys the keys");
await page.click("#clear");
check((await counts(page)).shown === incidents.length, "clearing shows all");

await page.uncheck("[name=kind] >> nth=0");
const kind = (await page.locator(".kinds label").first().locator(".own").textContent()).replaceAll(" ", "_");
const others = incidents.filter((row) => row.kind !== kind).length;
check((await counts(page)).shown === others, `without ${kind}: ${others}`);
await page.click("#clear");
await page.selectOption("#region", "c:Afghanistan");
const afghan = incidents.filter((row) => row.country_name === "Afghanistan").length;
check((await counts(page)).shown === afghan, `in Afghanistan: ${afghan}`);
await page.click("#clear");
await page.fill("#from", "2021-01-01");
await page.fill("#until", "2023-12-31");
const between = incidents.filter((row) => row.date_start && row.date_end >= "2021-01-01" && row.date_start <= "2023-12-31").length;
check((await counts(page)).shown === between, `from 2021 until 2023: ${between}`);
await page.click("#clear");
await page.fill("#search", "CROCUS gunmen");
check((await page.locator("#table tbody tr").count()) >= 1 && (await counts(page)).shown < incidents.length, `search: ${(await counts(page)).text}`);

await page.waitForTimeout(400);
const sent = new URL(page.url()).hash;
const copy = await open(folder, {}, sent);
check((await counts(copy.page)).text === (await counts(page)).text && sent.includes("q="), `the address brings the view back: ${sent}`);
await page.click("#clear");

await page.click("#table thead th[data-key=killed] button");
const killed = await page.locator("#table tbody tr td:nth-child(4)").first().textContent();
const most = Math.max(...incidents.map((row) => Number(row.killed || 0)));
check(Number(killed.replace(",", "")) === most, `sorted by killed, ${most} stands first`);
await page.locator("#table tbody button").first().click();
check((await page.locator("#table .told").textContent()).includes("Why here"), "details tell why the dot is where it is");

await page.focus("#map");
const before = await page.getAttribute("#ground", "viewBox");
await page.keyboard.press("ArrowLeft");
await page.keyboard.press("+");
await page.waitForTimeout(100);
check((await page.getAttribute("#ground", "viewBox")) !== before, "arrows and plus move the map");
await page.keyboard.press("n");
check(await page.locator("#detail h3").isVisible(), "N goes to an incident");
await page.waitForTimeout(100);
check((await page.locator("#marks .disc").count()) > 0, "its uncertainty is drawn");
await shot(page, "chosen");
check((await serious(page)).length === 0, `no serious finding of axe: ${await serious(page)}`);
await page.keyboard.press("Escape");
const box = await page.locator("#map").boundingBox();
await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
const unzoomed = await page.getAttribute("#ground", "viewBox");
await page.mouse.wheel(0, -300);
await page.waitForTimeout(100);
check((await page.getAttribute("#ground", "viewBox")) !== unzoomed, "the wheel zooms once the map is focused");
await page.mouse.down();
await page.mouse.move(box.x + 100, box.y + 100, { steps: 4 });
await page.mouse.up();
await page.keyboard.press("0");
await page.waitForTimeout(100);
check((await page.getAttribute("#ground", "viewBox")) === before, "0 shows all again");

const paper = pictures ? `${pictures}/report.pdf` : `${folder}/report.pdf`;
await page.pdf({ path: paper, format: "A4", preferCSSPageSize: true });
const text = execFileSync("pdftotext", ["-layout", paper, "-"], { encoding: "utf8" });
const missing = incidents.filter((row) => !new RegExp(`\\b${row.id}\\b`).test(text)).map((row) => row.id);
check(missing.length === 0, `on paper every incident has its row: ${missing.join(" ") || "none is missing"}`);
check(!text.includes("Clear all filters"), "on paper there are no controls");
check((await page.locator("#marks .mark").count()) === located.length, "after printing the map is as before");

const dark = await open(folder, { colorScheme: "dark" });
const ground = await dark.page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
check(ground.every((part) => part < 60), `dark: the ground is ${ground}`);
check((await serious(dark.page)).length === 0, `dark: no serious finding of axe: ${await serious(dark.page)}`);
await shot(dark.page, "dark");

const phone = await open(folder, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth);
check(wide <= 360, `at 360 px nothing sticks out: ${wide} px`);
await phone.page.waitForTimeout(200);
const spot = await phone.page.locator("#marks circle.mark").last().boundingBox();
await phone.page.touchscreen.tap(spot.x + spot.width / 2, spot.y + spot.height / 2);
check(await phone.page.locator("#detail h3").isVisible(), "a tap opens an incident");
await shot(phone.page, "phone");

const all = [page, copy.page, dark.page, phone.page].length && [complaints, copy.complaints, dark.complaints, phone.complaints].flat();
check(all.length === 0, `no message, no error, no request: ${all.join("; ") || "none"}`);
await close();
process.exit(failed() ? 1 : 0);
