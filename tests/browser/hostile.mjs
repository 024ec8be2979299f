// Texts that try to break out of the page stay text. hostile.mjs FOLDER
import { check, close, counts, failed, open, readCsv } from "./page.mjs";

const folder = process.argv[2];
const incidents = readCsv(`${folder}/incidents.csv`);
const { page, complaints } = await open(folder);
check((await counts(page)).shown === incidents.length, `all ${incidents.length} are shown`);
for (const button of await page.locator("#table tbody td.act button").all()) await button.click();
await page.focus("#map");
for (let i = 0; i < incidents.length; i += 1) await page.keyboard.press("n");
await page.waitForTimeout(300);
const found = await page.evaluate(() => ({
  hit: window.hit, images: document.images.length, scripts: document.scripts.length,
  links: [...document.links].filter((link) => !/^(https?:|file:)/.test(link.protocol)).length,
  rels: [...document.links].filter((link) => link.protocol !== "file:" && !link.rel.includes("noopener")).length,
  title: document.title, heading: document.querySelector("h1").textContent,
}));
check(found.hit === undefined, "no script of the data ran");
check(found.images === 0 && found.scripts === 2, `no element came out of the data: ${found.images} images, ${found.scripts} scripts`);
check(found.links === 0 && found.rels === 0, "links go to the web alone, without an opener");
check(found.title.includes("<script>") && found.heading.includes("<script>"), `the title is text: ${found.title}`);
const table = await page.textContent("#table");
for (const row of incidents) check(table.includes(row.summary.trim()), `stays text: ${JSON.stringify(row.summary)}`);
check(complaints.length === 0, `no message, no error, no request: ${complaints.join("; ") || "none"}`);
await close();
process.exit(failed() ? 1 : 0);
