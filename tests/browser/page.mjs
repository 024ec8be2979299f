// Opens a report as a reader does, from disk and without network, and listens for everything that must not happen.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });

// A page with its complaints: console messages, errors, requests beyond the file itself.
export async function open(folder, options = {}, hash = "") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, offline: true, ...options });
  const page = await context.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { complaints.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  const file = pathToFileURL(`${folder}/report.html`).href;
  page.on("request", (request) => { if (!request.url().startsWith(file)) complaints.push(`request: ${request.url()}`); });
  await page.goto(file + hash);
  return { page, complaints };
}

export const close = () => browser.close();

// The numbers in the sentence that counts what is shown.
export async function counts(page) {
  const text = await page.textContent("#count");
  const [shown, ...rest] = text.match(/[\d,]+/g).map((number) => Number(number.replaceAll(",", "")));
  const mapped = Number(text.match(/([\d,]+) on the map/)[1].replaceAll(",", ""));
  return { text, shown, mapped, rest };
}

// A CSV file as objects.
export function readCsv(path) {
  const [head, ...rows] = [...cells(readFileSync(path, "utf8"))];
  return rows.map((row) => Object.fromEntries(head.map((name, i) => [name, row[i]])));
}

function* cells(text) {
  let [row, cell, inside] = [[], "", false];
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i];
    if (inside && c === '"' && text[i + 1] === '"') cell += text[++i];
    else if (c === '"') inside = !inside;
    else if (!inside && c === ",") row.push(cell), (cell = "");
    else if (!inside && c === "\n") yield [...row, cell], ([row, cell] = [[], ""]);
    else if (c !== "\r") cell += c;
  }
}

let failures = 0;

export function check(holds, sentence) {
  if (!holds) failures += 1;
  console.log(`${holds ? "ok  " : "FAIL"} ${sentence}`);
}

export const failed = () => failures > 0;
