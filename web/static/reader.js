// What the page of a letter does beyond HTML: marks by keys, the rail, tools
// for what is selected, the original at the same page. Everything works without
// this file; it only makes it quicker.

const doc = document;
const text = doc.getElementById("text");
const letter = doc.querySelector("main.letter");

function make(tag, properties, ...children) {
  const node = Object.assign(doc.createElement(tag), properties);
  node.append(...children);
  return node;
}

/* marks: k of n */

const marks = [...text.querySelectorAll("mark[id^=m]")];
const jump = doc.getElementById("jump");
let mark = -1;

function toMark(i) {
  if (mark >= 0) marks[mark].classList.remove("on");
  mark = (i + marks.length) % marks.length;
  marks[mark].classList.add("on");
  marks[mark].scrollIntoView({ block: "center" });
  doc.getElementById("jump-k").textContent = `${mark + 1} of ${marks.length}`;
}

// nextMark is the first mark after (or last before) what is on the screen,
// when none was chosen yet.
function nextMark(step) {
  if (mark >= 0) return toMark(mark + step);
  const below = marks.findIndex((m) => m.getBoundingClientRect().top > 80);
  toMark(step > 0 ? Math.max(below, 0) : (below < 0 ? marks.length : below) - 1);
}

if (jump) {
  for (const [id, key, label, arrow, step] of [["mark-prev", "p", "previous", "‹", -1], ["mark-next", "n", "next", "›", 1]]) {
    const button = make("button", { type: "button", id, ariaLabel: label + " mark" },
      make("span", { className: "wide" }, make("kbd", { textContent: key }), " " + label), make("span", { className: "narrow", textContent: arrow }));
    button.addEventListener("click", () => nextMark(step));
    jump.append(button);
  }
}

/* the rail: where marks, deciding sentences and the linked passage are */

const rail = doc.getElementById("rail"); // not for screen readers: the buttons do the same

const railed = [["hit-mark", marks], ["why-mark", [...text.querySelectorAll(".s.decides")]], ["passage-mark", [...text.querySelectorAll(".s.passage")]]];

function drawRail() {
  const whole = doc.documentElement.scrollHeight;
  const height = rail.clientHeight || innerHeight;
  rail.setAttribute("viewBox", `0 0 12 ${height}`);
  const bar = (name, top, size) => {
    const rect = doc.createElementNS(rail.namespaceURI, "rect");
    rect.setAttribute("class", name);
    rect.setAttribute("width", 12);
    rect.setAttribute("y", (top / whole) * height);
    rect.setAttribute("height", size);
    return rect;
  };
  const all = [bar("seen", scrollY, (innerHeight / whole) * height)];
  for (const [name, nodes] of railed) {
    for (const node of nodes) {
      const at = node.getBoundingClientRect();
      all.push(bar(name, at.top + scrollY, name === "hit-mark" ? 2 : Math.max(3, (at.height / whole) * height)));
    }
  }
  rail.replaceChildren(...all);
}

if (railed.some(([, nodes]) => nodes.length > 0)) {
  rail.removeAttribute("hidden");
  drawRail();
  new ResizeObserver(drawRail).observe(doc.body);
  addEventListener("resize", drawRail);
  addEventListener("scroll", () => rail.firstChild?.setAttribute("y", (scrollY / doc.documentElement.scrollHeight) * (rail.clientHeight || innerHeight)), { passive: true });
  rail.addEventListener("click", (event) => {
    const box = rail.getBoundingClientRect();
    const target = ((event.clientY - box.top) / box.height) * doc.documentElement.scrollHeight;
    const place = (node) => Math.abs(node.getBoundingClientRect().top + scrollY - target);
    const nearest = railed.flatMap(([, nodes]) => nodes).sort((a, b) => place(a) - place(b))[0];
    nearest?.scrollIntoView({ block: "center" });
  });
}

/* where one is: the item in the bar and in the table of contents */

const here = doc.getElementById("here");
const parts = [...text.querySelectorAll(":scope > section")];

function showPlace() {
  let at = parts[0];
  for (const part of parts) if (part.getBoundingClientRect().top < innerHeight * 0.4) at = part;
  const id = at?.id || at?.getAttribute("aria-labelledby");
  for (const link of doc.querySelectorAll("#contents a")) {
    if (link.hash === "#" + id) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
  const head = at?.querySelector(".item-head");
  if (head && here.dataset.of !== id) here.replaceChildren(...[...head.children].map((part) => make("span", { className: part.className, textContent: part.textContent })));
  here.dataset.of = id;
  here.hidden = !head || head.getBoundingClientRect().top > 60;
}

let waiting = false;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    showPlace();
    followPage();
  });
}, { passive: true });

/* the original at the same page */

const original = doc.getElementById("original");
const frame = doc.getElementById("original-frame");
let following = 0;

function showPage(page) {
  if (!frame || original.dataset.page === page) return;
  original.dataset.page = page;
  doc.getElementById("original-k").textContent = "p. " + page;
  frame.title = frame.title.replace(/\d+$/, page);
  // A new address with another fragment alone: the file is not loaded again,
  // and the way back is not made longer.
  frame.contentWindow.location.replace(frame.src.replace(/#.*/, "") + frame.src.replace(/.*#page=\d+/, "#page=" + page));
}

function followPage() {
  if (!frame) return;
  clearTimeout(following);
  following = setTimeout(() => {
    let page = null;
    for (const link of text.querySelectorAll(".pageno")) if (page === null || link.getBoundingClientRect().top < innerHeight * 0.4) page = link;
    if (page) showPage(page.textContent.replace(/\D+/g, ""));
  }, 250);
}

if (frame) {
  doc.addEventListener("click", (event) => {
    const link = event.target.closest?.(".pageno");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    showPage(link.textContent.replace(/\D+/g, ""));
  });
}

/* tools for a passage: what is selected, a paragraph, the deciding sentence */

const bar = make("div", { className: "quote-bar", id: "quote-bar", hidden: true });
bar.setAttribute("role", "toolbar");
bar.setAttribute("aria-label", "Passage");
const quoteButton = make("button", { type: "button", id: "copy-quote", textContent: "Copy quote with citation" });
const forms = make("select", { id: "cite-form", ariaLabel: "Form of the citation" });
const linkButton = make("button", { type: "button", id: "copy-link", textContent: "Copy link" });
const briefButton = make("button", { type: "button", id: "passage-brief", textContent: "Add to brief" });
const said = make("span", { className: "said" });
said.setAttribute("role", "status");
bar.append(quoteButton, forms, linkButton, briefButton, said);
text.append(bar);

let passage = null; // what the tools are for
let opener = null; // the link that opened them

function remembered(value) {
  try {
    if (value !== undefined) localStorage.setItem("cite-form", value);
    return localStorage.getItem("cite-form");
  } catch {
    return null;
  }
}

// Of a sentence, only what the letter says: no page numbers, no links.
const words = (fragment) => {
  const copy = make("div", {}, fragment);
  for (const own of copy.querySelectorAll(".pageno, .para-link, .why-label, .quote-bar, .chosen-passage, .item-foot, .verdict")) own.remove();
  for (const block of copy.querySelectorAll("p, li, h2, h3, div, dd, dt")) block.append("\n");
  return copy.textContent.replace(/[^\S\n]+/g, " ").replace(/ *\n[\s]*/g, "\n").trim();
};

// inside is the part of a range that a node has, as text.
function inside(range, node) {
  const part = doc.createRange();
  part.selectNodeContents(node);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  return part.collapsed ? "" : part.toString().trim();
}

// passageOf reads a range: its words, its sentences, its pages, how it is cited.
// The place of words in several items is the letter's.
function passageOf(range) {
  const sentences = [...text.querySelectorAll(".s[id]")].filter((s) => range.intersectsNode(s) && inside(range, s) !== "");
  const quote = words(range.cloneContents());
  if (sentences.length === 0 || quote === "") return null;
  const item = sentences[0].closest("[data-item]");
  const own = sentences.filter((s) => s.closest("[data-item]") === item);
  const pages = sentences.flatMap((s) => (s.dataset.p ?? "").split("–")).filter(Boolean).map(Number);
  const [first, last] = [own[0].id, own.at(-1).id].map((id) => id.slice(1));
  const name = first === last ? first : first + "-" + last.slice(last.indexOf("-") + 1);
  const numbered = item ? [...item.querySelectorAll(".rationale .s[id]")] : [];
  return {
    quote,
    item: own.length === sentences.length ? item?.dataset.item : undefined,
    sentences: own.map((s) => numbered.indexOf(s) + 1).filter((n) => n > 0),
    pages: pages.length === 0 ? "" : [...new Set([Math.min(...pages), Math.max(...pages)])].join("–"),
    cites: JSON.parse((own.length === sentences.length && item ? item : text).dataset.cites),
    link: location.origin + location.pathname + "?passage=" + name + "#passage",
  };
}

function cited() {
  const [, form] = passage.cites.find(([label]) => label === forms.value) ?? passage.cites[0];
  return `“${passage.quote}” ${form}${passage.pages ? ", at " + passage.pages : ""}.`;
}

// show puts the tools below a place on the page.
function show(found, place, from) {
  passage = found;
  opener = from ?? null;
  const chosen = remembered() ?? forms.value;
  forms.replaceChildren(...found.cites.map(([label]) => make("option", { value: label, textContent: label, selected: label === chosen })));
  briefButton.hidden = !found.item;
  said.textContent = "";
  bar.hidden = false;
  const box = text.getBoundingClientRect();
  bar.style.top = place.bottom - box.top + 8 + "px";
  bar.style.left = Math.max(0, Math.min(place.left - box.left, box.width - bar.offsetWidth)) + "px";
}

function hide(back) {
  if (bar.hidden) return;
  bar.hidden = true;
  if (back) opener?.focus();
}

async function copy(string, what) {
  try {
    await navigator.clipboard.writeText(string);
  } catch { // no permission, or no safe origin
    const area = make("textarea", { value: string });
    bar.append(area);
    area.select();
    doc.execCommand("copy");
    area.remove();
  }
  said.textContent = what + " copied";
}

quoteButton.addEventListener("click", () => copy(cited(), "Quote"));
linkButton.addEventListener("click", () => copy(passage.link, "Link"));
forms.addEventListener("change", () => remembered(forms.value));
briefButton.addEventListener("click", () => {
  doc.dispatchEvent(new CustomEvent("imr:brief", { detail: { id: passage.item, sentences: passage.sentences } }));
  said.textContent = "In the brief";
});

function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  return text.contains(range.commonAncestorContainer) && !bar.contains(range.commonAncestorContainer) ? range : null;
}

function offer() {
  const range = selected();
  const found = range && passageOf(range);
  if (found) {
    const boxes = range.getClientRects();
    show(found, boxes[boxes.length - 1] ?? range.getBoundingClientRect());
  } else if (!bar.contains(doc.activeElement)) hide();
}

for (const event of ["pointerup", "keyup"]) {
  doc.addEventListener(event, (e) => {
    if (!bar.contains(e.target) && !e.target.closest?.(".para-link, .why-label")) setTimeout(offer);
  });
}

// A paragraph and the sentence that decides have links: with a script they open
// the tools.
function openFor(link) {
  const range = doc.createRange();
  if (link.classList.contains("para-link")) range.selectNodeContents(link.parentElement);
  else range.selectNode(link.nextElementSibling);
  const found = passageOf(range);
  if (!found) return;
  getSelection().removeAllRanges();
  const boxes = range.getClientRects();
  show(found, boxes[boxes.length - 1] ?? link.getBoundingClientRect(), link);
  quoteButton.focus({ preventScroll: true });
}

text.addEventListener("click", (event) => {
  const link = event.target.closest(".para-link, .why-label");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  openFor(link);
});

doc.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return hide(true);
  const keysOn = doc.getElementById("keys-on");
  if (event.key !== "c" || event.ctrlKey || event.metaKey || event.altKey || !keysOn.checked || doc.getElementById("keys").open) return;
  if (event.target.matches("textarea, select, input:not([type=checkbox])")) return;
  if (selected()) offer();
  else {
    const item = [...text.querySelectorAll(".item")].findLast((part) => part.getBoundingClientRect().top < innerHeight * 0.4);
    const why = (item ?? text).querySelector(".why-label");
    why?.scrollIntoView({ block: "center" });
    if (why) openFor(why);
  }
  if (!bar.hidden) quoteButton.focus({ preventScroll: true });
});

showPlace();
