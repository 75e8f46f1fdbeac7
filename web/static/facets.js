// The column of facets beside a list: all values of one in place, with a box to
// find some; ranges drawn over the bars; the sheet on a small screen. Without
// this file each is a page or a field of its own.

const doc = document;
const search = doc.getElementById("search");
const column = () => doc.getElementById("narrow");

/* all values in place */

const opened = new Map(); // facet → what is looked for in it

let filling = null; // aborts the fetches of the lists that were open before the last swap

// expand puts all values of a facet, and the box that looks among them, in its
// place in the column. It gives the box; it throws where the values do not come.
async function expand(facet, url, text, signal) {
  const page = await (await fetch(url, { headers: { Accept: "text/html" }, signal })).text();
  const labels = new DOMParser().parseFromString(page, "text/html").querySelectorAll(".columns label");
  if (labels.length === 0) throw new Error("no values at " + url);
  const name = facet.querySelector("legend")?.firstChild.textContent ?? "";
  const find = doc.createElement("input");
  Object.assign(find, { type: "search", className: "facet-find", id: facet.id + "-find", value: text, placeholder: "Find", autocomplete: "off" });
  find.setAttribute("aria-label", "Find in " + name);
  const all = doc.createElement("div");
  all.className = "all";
  for (const label of labels) {
    label.querySelector("input").setAttribute("form", "search");
    all.append(label);
  }
  for (const old of facet.querySelectorAll(":scope > label, :scope > .more:not(.by-rate), :scope > .all, :scope > .facet-find")) old.remove();
  const at = facet.querySelector(".bars, legend");
  at.after(find, all);
  // As on the page of the facet, a word of a value begins with what is typed.
  const narrow = () => {
    opened.set(facet.id, find.value);
    const begins = " " + find.value.trim().toLowerCase();
    for (const label of all.children) {
      const text = " " + label.querySelector(".v").textContent.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ");
      label.hidden = begins !== " " && !text.includes(begins) && !label.querySelector("input").checked;
    }
  };
  find.addEventListener("input", narrow);
  find.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  narrow();
  return find;
}

doc.addEventListener("click", async (event) => {
  const link = event.target.closest?.(".facet .more:not(.by-rate), .more-facets a");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  try {
    (await expand(link.closest("fieldset") ?? fieldset(link), link.href, "")).focus();
  } catch {
    location.assign(link.href);
  }
});

const idOf = (link) => "facet-" + new URL(link.href).pathname.split("/").at(-1);

// fieldset gives one of the facets under "More filters" a place in the column.
function fieldset(link) {
  const facet = doc.createElement("fieldset");
  facet.className = "facet";
  facet.id = idOf(link);
  const legend = doc.createElement("legend");
  legend.textContent = link.textContent;
  facet.append(legend);
  link.closest("details").before(facet);
  link.closest("li").remove();
  return facet;
}

// reopen opens again, in a column that was swapped, what was open in the last
// one, and gives the focus back that the swap took.
async function reopen(id, text, focused, signal) {
  const hidden = [...doc.querySelectorAll(".more-facets a")].find((link) => idOf(link) === id);
  const link = doc.querySelector("#" + id + " .more:not(.by-rate)") ?? hidden;
  if (!link) return;
  const facet = doc.getElementById(id) ?? fieldset(link);
  try {
    await expand(facet, link.href, text, signal);
  } catch {
    return; // the short list stays, with its link
  }
  const back = doc.getElementById(focused);
  if (back && facet.contains(back) && doc.activeElement === doc.body) back.focus({ preventScroll: true });
}

/* ranges over the bars: drag, or arrow keys with Shift and Enter */

let from = -1, to = -1, drawn = null;

const bars = (svg) => [...svg.querySelectorAll("rect")];

function paint() {
  const list = bars(drawn);
  const [low, high] = [Math.min(from, to), Math.max(from, to)];
  list.forEach((bar, i) => bar.classList.toggle("picked", i >= low && i <= high));
  const said = list[low].dataset.from + (high > low || list[low].dataset.to !== list[low].dataset.from ? " to " + list[high].dataset.to : "");
  drawn.setAttribute("aria-valuetext", said);
  drawn.setAttribute("aria-valuenow", to);
}

function choose() {
  const list = bars(drawn);
  const facet = drawn.closest("fieldset");
  const field = facet.id.replace(/^facet-/, "");
  for (const box of facet.querySelectorAll("input[type=checkbox]")) box.checked = false;
  const range = doc.createElement("input");
  const [low, high] = [list[Math.min(from, to)].dataset.from, list[Math.max(from, to)].dataset.to];
  Object.assign(range, { type: "hidden", name: field, value: low === high ? low : low + ".." + high });
  range.setAttribute("form", "search");
  facet.append(range);
  search.requestSubmit();
}

function under(event) {
  const box = drawn.getBoundingClientRect();
  const x = (event.clientX - box.left) / box.width * drawn.viewBox.baseVal.width;
  const list = bars(drawn);
  const at = list.findIndex((bar) => x < bar.x.baseVal.value + bar.width.baseVal.value + 1);
  return at < 0 ? list.length - 1 : at;
}

doc.addEventListener("pointerdown", (event) => {
  const svg = event.target.closest?.(".facets .bars");
  if (!svg || event.button !== 0) return;
  drawn = svg;
  svg.setPointerCapture(event.pointerId);
  from = to = under(event);
  paint();
});
doc.addEventListener("pointermove", (event) => {
  if (!drawn?.hasPointerCapture(event.pointerId)) return;
  to = under(event);
  paint();
});
doc.addEventListener("pointerup", (event) => {
  if (drawn?.hasPointerCapture(event.pointerId)) choose();
});

doc.addEventListener("keydown", (event) => {
  const svg = event.target.closest?.(".facets .bars");
  if (!svg) return;
  const last = bars(svg).length - 1;
  if (drawn !== svg) { drawn = svg; from = to = last; }
  const step = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
  if (step) {
    event.preventDefault();
    to = Math.min(Math.max(to + step, 0), last);
    if (!event.shiftKey) from = to;
    paint();
  } else if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    choose();
  }
});

// dress gives the bars what they can do with scripts.
function dress() {
  for (const svg of column()?.querySelectorAll(".bars") ?? []) {
    const last = bars(svg).length - 1;
    svg.tabIndex = 0;
    svg.setAttribute("role", "slider");
    svg.setAttribute("aria-label", svg.closest("fieldset").querySelector("legend").firstChild.textContent.trim() + ": arrow keys, with Shift a range, Enter chooses");
    svg.setAttribute("aria-valuemin", 0);
    svg.setAttribute("aria-valuemax", last);
    svg.setAttribute("aria-valuenow", last);
    svg.setAttribute("aria-valuetext", bars(svg)[last].dataset.to);
  }
}

/* the sheet on a small screen */

doc.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && column()?.matches(":target")) doc.getElementById("sheet-done").click();
});

doc.addEventListener("swapped", (event) => {
  dress();
  drawn = null;
  filling?.abort();
  filling = new AbortController();
  for (const [id, text] of opened) reopen(id, text, event.detail.focused, filling.signal);
});
dress();
