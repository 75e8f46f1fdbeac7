// What the pages do beyond HTML: instant search, completion, keys, the tray.
// Everything works without this file; it only makes it quicker.

const doc = document;
const root = doc.documentElement;
const form = doc.getElementById("search");
const box = doc.getElementById("q");
root.classList.add("js");

/* instant search: fetch the same address, swap the parts that change */

const instant = doc.querySelector("[data-instant]") !== null;
let running = null;
let searched = location.search; // what the list on the page answers
let timer = 0;
let took = 0; // ms that the last answers took, the newest most

function address() {
  const params = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value !== "") params.append(name, value);
  const text = params.toString();
  return "/" + (text ? "?" + text : "?q=");
}

// later shows what is typed: at once where answers come quickly, else when the
// typing pauses for as long as half an answer takes.
function later() {
  clearTimeout(timer);
  if (took < 100 || !running) return show(address(), "typed");
  timer = setTimeout(() => show(address(), "typed"), Math.min(took / 2, 400));
}

// show fetches an address and puts its answer on the page. how is what becomes
// of the browser's history: "asked" is a new entry, "typed" one that later
// typing replaces, "" none.
async function show(url, how, then) {
  clearTimeout(timer);
  running?.abort();
  const mine = running = new AbortController();
  const begun = performance.now();
  doc.getElementById("results").setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { headers: { "X-Fragment": how === "typed" ? "typing" : "asked", Accept: "text/html" }, signal: mine.signal });
    const html = await answer.text();
    if (!html.includes("data-swap")) return location.assign(url);
    took = 0.6 * took + 0.4 * (performance.now() - begun);
    enter(answer.redirected ? answer.url : url, how);
    // Half a query is often no query: while typing, the last list stays, dimmed
    // and without numbers, under what is wrong with the query.
    if (answer.status === 400 && how === "typed") unfinished(html);
    else swap(html);
    then?.();
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  } finally {
    if (running === mine) {
      running = null;
      doc.getElementById("results").removeAttribute("aria-busy");
    }
  }
}

// enter gives the page its address. Typing has one entry of its own: it never
// takes the place of what was asked before.
function enter(url, how) {
  if (how === "") return;
  const same = new URL(url, location.href).href === location.href;
  if (window.history.state?.typing && (how === "typed" || same)) window.history.replaceState({ typing: how === "typed" }, "", url);
  else {
    leave();
    window.history.pushState({ typing: how === "typed" }, "", url);
  }
  searched = location.search;
}

// leave notes where one was on the page, for the way back.
function leave() {
  window.history.replaceState({ ...window.history.state, y: scrollY, focus: doc.activeElement?.id ?? "" }, "");
}

// unfinished says what is wrong with a query, and takes from the page whatever
// would pass for its answer: title, reading, counts and rates.
function unfinished(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const what = fresh.querySelector("#fault .what")?.textContent ?? "";
  for (const part of doc.querySelectorAll("[data-swap]")) part.classList.add("stale");
  doc.title = fresh.getElementById("results")?.dataset.title || doc.title;
  const said = doc.getElementById("count") ?? doc.querySelector("#fault .what");
  if (said) said.textContent = what;
}

// swap replaces the children of each part that has changed, and keeps focus,
// scroll and open details.
function swap(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const focused = doc.activeElement?.id;
  for (const part of fresh.querySelectorAll("[data-swap]")) {
    const old = doc.getElementById(part.id);
    if (!old) continue;
    old.classList.remove("stale");
    if (part.dataset.title) doc.title = part.dataset.title;
    if (old.innerHTML === part.innerHTML) continue;
    const open = [...old.querySelectorAll("details[open]")].map((d) => d.id);
    const scroll = old.scrollTop;
    const said = part.querySelector("[role=status]")?.textContent ?? "";
    old.replaceChildren(...part.childNodes);
    if (part.id === "results") announce(said);
    for (const id of open) doc.getElementById(id)?.setAttribute("open", "");
    old.scrollTop = scroll;
  }
  doc.dispatchEvent(new CustomEvent("swapped", { detail: { focused } }));
  if (focused && doc.activeElement?.id !== focused) doc.getElementById(focused)?.focus({ preventScroll: true });
  showTray();
}

// announce tells screen readers the new count: a live region speaks only when
// its text changes while it is on the page.
function announce(text) {
  doc.getElementById("announce").textContent = text;
}

// keep gives the form what an address has beside the form's own fields.
function keep(params) {
  for (const kept of form.querySelectorAll("[data-keep]")) kept.remove();
  for (const name of ["match", "scope", "limit", "fold", "view"]) {
    if (!params.has(name)) continue;
    const field = doc.createElement("input");
    Object.assign(field, { type: "hidden", name, value: params.get(name) });
    field.dataset.keep = "";
    form.append(field);
  }
}

// restore sets the form to an address, after the back button, and goes to where
// one was on that page.
function restore(state) {
  const params = new URLSearchParams(location.search);
  box.value = params.get("q") ?? "";
  keep(params);
  searched = location.search;
  show(location.href, "", () => {
    scrollTo(0, state?.y ?? 0);
    if (state?.focus) doc.getElementById(state.focus)?.focus({ preventScroll: true });
  });
}

if (form && instant) {
  box.addEventListener("input", () => {
    for (const kept of form.querySelectorAll("[data-keep]")) if (kept.name === "match") kept.remove();
    clearTimeout(timer);
    if (box.value.length > longText) return;
    later();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(address(), "asked");
  });
  doc.addEventListener("change", (event) => {
    if (event.target !== box && event.target.form === form) show(address(), "asked");
  });
  doc.addEventListener("click", (event) => {
    const link = event.target.closest?.(".scopes a, #view");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    keep(new URL(link.href).searchParams);
    show(link.href, "asked");
  });
  window.addEventListener("popstate", (event) => {
    if (location.search !== searched) restore(event.state); // else only the place on the page changed
  });
  window.addEventListener("pagehide", leave);
}

/* a long text in the box is a denial rather than a query: it is offered to be
   read as one, and is not looked for, which would write it into the address */

const longText = 200; // characters, as in server/view/search.go

function offerText() {
  let offer = doc.getElementById("long-text");
  if (box.value.length <= longText) return offer?.remove();
  if (!offer) {
    offer = doc.createElement("form");
    Object.assign(offer, { id: "long-text", className: "note long-text", method: "post", action: "/similar" });
    const text = doc.createElement("textarea");
    Object.assign(text, { name: "text", hidden: true });
    const button = doc.createElement("button");
    button.textContent = "Find items like what it asks for";
    offer.append(text, "A denial, or another long text? ", button);
    const bar = form.closest(".bar");
    (bar ?? form).after(offer);
  }
  offer.elements.text.value = pasted.length >= box.value.length ? pasted : box.value;
}

let pasted = ""; // whole, with its line ends, which the box cuts off

if (box) {
  box.addEventListener("paste", (event) => { pasted = event.clipboardData?.getData("text") ?? ""; });
  box.addEventListener("input", offerText);
}

/* drop a file: on the form for it, or on the tab that leads there */

function bring(file) {
  const body = new DataTransfer();
  body.items.add(file);
  let target = doc.getElementById("bring");
  if (!target) {
    target = doc.createElement("form");
    Object.assign(target, { method: "post", action: "/similar", enctype: "multipart/form-data", hidden: true });
    const input = doc.createElement("input");
    Object.assign(input, { type: "file", name: "file" });
    target.append(input);
    doc.body.append(target);
  }
  const input = target.querySelector("input[type=file]");
  if (!input) return;
  input.files = body.files;
  target.requestSubmit();
}

for (const zone of doc.querySelectorAll("[data-drop], [data-drop-link]")) {
  zone.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    const file = event.dataTransfer.files[0];
    zone.classList.remove("over");
    if (!file) return;
    event.preventDefault();
    bring(file);
  });
}

/* completion: fields and values, as a listbox under the box */

const list = doc.createElement("ul");
list.className = "suggest";
list.id = "suggest";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "Completions");
let chosen = -1;
let asked = null;
let shown = "";

function word() {
  const before = box.value.slice(0, box.selectionStart);
  const start = before.search(/[^\s()]*("[^"]*)?$/);
  const typed = before.slice(start);
  const colon = typed.indexOf(":");
  return colon < 0 ? { start, field: "", prefix: typed } : { start, field: typed.slice(0, colon), prefix: typed.slice(colon + 1).replace(/^"/, "") };
}

function close() {
  list.hidden = true;
  chosen = -1;
  box.setAttribute("aria-expanded", "false");
  box.removeAttribute("aria-activedescendant");
}

async function complete() {
  const { start, field, prefix } = word();
  asked?.abort();
  if (box.selectionStart !== box.selectionEnd || (!field && prefix.length < 2) || /^[-#"(]/.test(prefix)) return close();
  asked = new AbortController();
  let found;
  try {
    const answer = await fetch("/api/v1/suggest?" + new URLSearchParams({ field, prefix }), { signal: asked.signal });
    if (!answer.ok) return close();
    found = (await answer.json()).suggestions;
  } catch {
    return;
  }
  if (found.length === 0 || (found.length === 1 && found[0].text === box.value.slice(start, box.selectionStart))) return close();
  const texts = found.map((s) => s.text).join("\n");
  if (!list.hidden && texts === shown) return; // the same again: what is chosen stays
  shown = texts;
  const kept = found.findIndex((s) => s.text === list.children[chosen]?.dataset.text);
  list.replaceChildren(...found.map((s, i) => {
    const item = doc.createElement("li");
    item.id = "suggest-" + i;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    const code = doc.createElement("code");
    item.dataset.text = s.text;
    code.textContent = s.of ? s.label : s.text;
    if (s.of) code.className = "thing";
    const says = doc.createElement("span");
    const items = s.count ? s.count.toLocaleString("en") + (s.count === 1 ? " item" : " items") : s.label;
    says.textContent = s.of ? s.of.toLowerCase() + ", " + items : items;
    item.append(code, says);
    item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(i); });
    return item;
  }));
  chosen = -1;
  list.hidden = false;
  box.setAttribute("aria-expanded", "true");
  box.removeAttribute("aria-activedescendant");
  if (kept >= 0) choose(kept); // a choice outlives a list that grew shorter behind it
}

function take(i) {
  const text = list.children[i].dataset.text;
  const { start } = word();
  const rest = box.value.slice(box.selectionStart);
  const gap = text.endsWith(":") || rest.startsWith(" ") ? "" : " ";
  box.setRangeText(text + gap, start, box.selectionStart, "end");
  close();
  box.dispatchEvent(new Event("input"));
  if (text.endsWith(":")) complete();
}

function choose(i) {
  const items = list.children;
  if (chosen >= 0) items[chosen].setAttribute("aria-selected", "false");
  chosen = (i + items.length) % items.length;
  items[chosen].setAttribute("aria-selected", "true");
  items[chosen].scrollIntoView({ block: "nearest" });
  box.setAttribute("aria-activedescendant", items[chosen].id);
}

if (box) {
  form.append(list);
  box.setAttribute("role", "combobox");
  box.setAttribute("aria-autocomplete", "list");
  box.setAttribute("aria-controls", "suggest");
  box.setAttribute("aria-expanded", "false");
  box.addEventListener("input", complete);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") { event.preventDefault(); choose(chosen + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(chosen < 0 ? -1 : chosen - 1); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
    else if ((event.key === "Enter" || event.key === "Tab") && chosen >= 0) { event.preventDefault(); take(chosen); }
    else if (event.key === "Enter") close();
  });
}

/* what is copied */

for (const button of doc.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(doc.getElementById(button.dataset.copy).textContent);
    button.textContent = "Copied";
  });
}

/* keys: single letters, off while typing, and off for good if one likes */

const sheet = doc.getElementById("keys");
const keysOn = doc.getElementById("keys-on");
let hit = -1;

function stored(value) {
  try {
    if (value !== undefined) localStorage.setItem("keys", value);
    return localStorage.getItem("keys");
  } catch {
    return null;
  }
}

function toHit(step) {
  const hits = [...doc.querySelectorAll(".hit")];
  if (hits.length === 0) return;
  hits[hit]?.classList.remove("at");
  hit = Math.min(Math.max(hit + step, 0), hits.length - 1);
  hits[hit].classList.add("at");
  hits[hit].querySelector("h2 a").focus({ preventScroll: true });
  hits[hit].scrollIntoView({ block: "nearest" });
}

// press follows the link or button with an id, and says whether there is one.
function press(id) {
  const there = doc.getElementById(id);
  there?.click();
  return there !== null;
}

const keys = {
  "/": () => { box.focus(); box.select(); },
  "?": () => sheet.showModal(),
  j: () => press("result-next") || toHit(1),
  k: () => press("result-prev") || toHit(-1),
  o: () => doc.querySelector(".hit.at h2 a")?.click(),
  n: () => press("mark-next") || press("page-next"),
  p: () => press("mark-prev") || press("page-prev"),
  x: () => [...doc.querySelectorAll(".chip.chosen")].at(-1)?.click(),
};

keysOn.checked = stored() !== "off";
keysOn.addEventListener("change", () => stored(keysOn.checked ? "on" : "off"));
doc.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || !keysOn.checked || sheet.open) return;
  const at = event.target;
  const typing = at.isContentEditable || at.matches("textarea, select, input:not([type=checkbox])");
  if (typing || !(event.key in keys)) return;
  event.preventDefault();
  keys[event.key]();
});

/* the tray of a brief: items added on any page, kept in this browser alone */

function trayItems(value) {
  try {
    if (value !== undefined) localStorage.setItem("brief", JSON.stringify(value));
    const kept = JSON.parse(localStorage.getItem("brief") ?? "[]");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string").slice(0, 100) : [];
  } catch {
    return []; // no storage: the form still works
  }
}

// What of an item's rationale is to be quoted, by the numbers of its sentences.
function trayQuotes(value) {
  try {
    if (value !== undefined) localStorage.setItem("brief-quotes", JSON.stringify(value));
    const kept = JSON.parse(localStorage.getItem("brief-quotes") ?? "{}");
    return kept !== null && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
  } catch {
    return {};
  }
}

// The page of a letter adds an item with the sentences that were selected.
doc.addEventListener("imr:brief", (event) => {
  const { id, sentences } = event.detail;
  const items = trayItems();
  if (!items.includes(id)) trayItems([...items, id]);
  const quotes = trayQuotes();
  const numbers = [...new Set([...String(quotes[id] ?? "").split(",").filter(Boolean).map(Number), ...sentences])].sort((a, b) => a - b);
  if (numbers.length) trayQuotes({ ...quotes, [id]: numbers.join(",") });
  showTray();
});

function showTray() {
  const link = doc.getElementById("tray");
  const items = trayItems();
  for (const button of doc.querySelectorAll("[data-brief]")) {
    const within = items.includes(button.dataset.brief);
    button.hidden = false;
    button.textContent = within ? "In the brief ✓" : "Add to brief";
    button.setAttribute("aria-label", (within ? "In the brief ✓, take out: " : "Add to brief: ") + button.dataset.brief);
  }
  if (!link) return;
  link.textContent = items.length ? `Brief (${items.length})` : "Brief";
  const params = new URLSearchParams(items.map((id) => ["id", id]));
  const quotes = trayQuotes();
  for (const id of items) if (quotes[id]) params.append("quote", id + ":" + quotes[id]);
  if (items.length && box?.value.trim()) params.append("q", box.value.trim());
  link.href = items.length ? "/brief?" + params : "/brief";
}

doc.addEventListener("click", (event) => {
  const id = event.target.closest?.("[data-brief]")?.dataset.brief;
  if (!id) return;
  const items = trayItems();
  trayItems(items.includes(id) ? items.filter((other) => other !== id) : [...items, id]);
  showTray();
});

// What is chosen on this page comes to what was added on others.
doc.addEventListener("submit", (event) => {
  if (!event.submitter?.getAttribute("formaction")?.startsWith("/brief")) return;
  for (const id of trayItems()) {
    const field = doc.createElement("input");
    Object.assign(field, { type: "hidden", name: "id", value: id });
    event.target.append(field);
    setTimeout(() => field.remove());
  }
});

// What a brief names is what is collected: what was taken out there is out.
const collected = doc.querySelector("main.brief");
if (collected?.dataset.tray) {
  trayItems(collected.dataset.tray.split(" "));
  trayQuotes(Object.fromEntries(new URLSearchParams(location.search).getAll("quote").map((q) => q.split(":"))));
} else if (collected && location.search === "?id=") {
  trayItems([]);
  trayQuotes({});
} else if (collected?.querySelector(".fault")) {
  trayQuotes({}); // of an older reading: the items alone are left
}
showTray();
