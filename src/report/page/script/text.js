// Elements made by hand. Texts of the data only ever go in as text nodes.
const by = (id) => document.getElementById(id);

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== null));
  return element;
}

function draw(tag, attributes = {}, text = null) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== null) element.textContent = text;
  return element;
}

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// A link where the text is an address of the web, else the text alone.
function linked(text) {
  if (!/^https?:\/\/[^\s]+$/i.test(text)) return document.createTextNode(text);
  return make("a", { href: text, rel: "noopener noreferrer", target: "_blank" }, text);
}

const isoDay = (day) => new Date(day * 864e5).toISOString().slice(0, 10);

function dayOf(iso) {
  const time = Date.parse(`${iso}T00:00:00Z`);
  return Number.isNaN(time) ? null : Math.floor(time / 864e5);
}
