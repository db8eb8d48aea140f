// What the pages do with script on top of what they do without: nothing here is needed to read or to link.

// --- anchors that left the page lead on ----------------------------------------------------------

function atHash() {
  try {
    return location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  } catch {
    // What was asked for is no text.
    return null;
  }
}

function followMoved() {
  const target = atHash();
  if (target?.matches("p.moved")) location.replace(target.querySelector("a").href);
}

// --- the other language: the same place there, or its text beside each claim --------------------

// What a link has led to, while it is still in the upper half, or as far up as the end of the page lets it come; else
// the last that has passed a line in the upper part of the window.
function anchorInView() {
  const target = atHash();
  const top = (found) => found.getBoundingClientRect().top;
  const isAtEnd = scrollY + innerHeight > document.documentElement.scrollHeight - 2;
  if (target && top(target) >= 0 && top(target) < innerHeight / (isAtEnd ? 1 : 2)) return target.id;
  if (scrollY < 100) return "";
  const line = Math.max(innerHeight / 5, 110);
  const shown = [...document.querySelectorAll(".md-content [id]")].filter((found) => found.getClientRects().length);
  return shown.findLast((found) => top(found) <= line)?.id ?? "";
}

// By whatever button or menu it is followed.
function toTwin(event) {
  const link = event.target.closest?.("a.language-switch");
  if (!link) return;
  const url = new URL(link.href);
  url.search = location.search;
  url.hash = anchorInView();
  link.href = url;
}

const parallel = document.querySelector("input.parallel");

function rememberParallel() {
  const url = new URL(location);
  if (parallel.checked) url.searchParams.set("parallel", "");
  else url.searchParams.delete("parallel");
  history.replaceState(null, "", String(url).replace(/([?&]parallel)=(?=&|#|$)/, "$1"));
}

if (parallel) {
  parallel.checked = new URL(location).searchParams.has("parallel");
  parallel.addEventListener("change", rememberParallel);
  // What was above the target has grown.
  if (parallel.checked) document.querySelector(":target")?.scrollIntoView();
}

// --- folds: opened by what leads into them, and all at once where the reader wants it ---------------

const UNFOLDED = "seven-layers.unfolded";
const folds = [...document.querySelectorAll("details.fold")];
const unfold = document.querySelector("button.unfold");

function openAtHash() {
  const target = atHash();
  const fold = target?.closest("details.fold:not([open])");
  const isFiltered = filters && target?.matches("tr") && !target.getClientRects().length;
  if (fold) fold.open = true;
  if (isFiltered) {
    for (const every of filters.querySelectorAll("[value=all]")) every.checked = true;
    countRows();
  }
  if (fold || isFiltered) target.scrollIntoView();
  putMenuAtRow({ target });
}

function setUnfolded(isOpen) {
  for (const fold of folds) fold.open = isOpen;
  unfold.textContent = unfold.dataset[isOpen ? "close" : "open"];
}

function kept(value) {
  // Where nothing may be kept, the choice holds for this page.
  try {
    if (value !== undefined) localStorage.setItem(UNFOLDED, value);
    return localStorage.getItem(UNFOLDED);
  } catch {
    return null;
  }
}

if (unfold) {
  if (kept() === "yes") setUnfolded(true);
  unfold.addEventListener("click", () => {
    const isOpen = unfold.textContent !== unfold.dataset.close;
    setUnfolded(isOpen);
    kept(isOpen ? "yes" : "no");
  });
}

// --- filters of the comparison, which are style alone: how many rows they leave ----------------------

const filters = document.querySelector(".table-filters");

function countRows() {
  const { caption, tBodies } = filters.parentElement.querySelector(".comparison table");
  const rows = [...tBodies[0].rows];
  const shown = rows.filter((row) => row.getClientRects().length).length;
  caption.textContent = caption.dataset[shown < rows.length ? "some" : "every"].replace("{shown}", shown);
  const none = filters.parentElement.querySelector(".comparison__none");
  none.textContent = shown ? "" : none.dataset.none;
}

if (filters) {
  filters.addEventListener("change", countRows);
  // What the browser has kept of them; some put it back after this script.
  addEventListener("pageshow", () => {
    if (filters.querySelector("input:checked:not([value=all])")) countRows();
  });
}

// --- copying: one menu, put where a fold opens, and at a row that is pointed at ---------------------

const copyMenu = document.querySelector("template.copy-menu");
const said = document.querySelector("[role=status].copied");
const IS_JAPANESE = document.documentElement.lang === "ja";

function textOf(element) {
  return element ? element.textContent.replaceAll("\u200b", "").replace(/\s+/g, " ").trim() : "";
}

function valuesOf(element) {
  const ownPage = location.href.split("#")[0].split("?")[0];
  const values = {
    today: new Date().toLocaleDateString(IS_JAPANESE ? "ja-JP" : "en-GB", { dateStyle: "long" }),
    number: element.dataset.number ?? element.dataset.copyable ?? textOf(element.querySelector(".comparison__topic")),
    url: `${ownPage}#${element.id}`,
    twin: `${document.querySelector("a.language-switch")?.href.split("#")[0]}#${element.id}`,
    voice: said.dataset.editors,
    places: "",
  };
  if (element.matches(".claim")) {
    const places = [...element.parentElement.querySelectorAll(".claim__place")].map(textOf);
    values.url = element.querySelector(".claim__number").href;
    values.twin = new URL(element.parentElement.querySelector(".claim__twin").dataset.short, location).href;
    values.voice = textOf(element.querySelector(".claim__voice"));
    values.places = [...new Set(places)].join(IS_JAPANESE ? "、" : ", ");
    values.text = textOf(claimText(element));
  } else if (element.matches("tr")) {
    const [relation, verdict] = [".relation", "[data-part=verdict]"].map((part) =>
      textOf(element.querySelector(`[data-cell=on_record] ${part}`)),
    );
    values.text = IS_JAPANESE ? `${values.number}：${relation}。${verdict}。` : `${values.number}: ${relation}; ${verdict}.`;
  } else {
    values.text = [...element.querySelectorAll(".conflict__lead, .note__text")].map(textOf).join(IS_JAPANESE ? "" : " ");
  }
  values.where = [values.voice, values.places].filter(Boolean).join(IS_JAPANESE ? "、" : "; ");
  return values;
}

function claimText(claim) {
  const text = claim.querySelector(".claim__text").cloneNode(true);
  text.querySelectorAll(".term__meaning").forEach((meaning) => meaning.remove());
  return text;
}

async function copy(button) {
  const values = valuesOf(button.closest(".conflict, tr") ?? button.closest(".claim-block").querySelector(".claim"));
  const text = button.dataset.copy.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
  let prefix = said.dataset.done;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // No permission, or a page opened without encryption: the text is shown to be selected by hand.
    prefix = said.dataset.failed;
  }
  said.textContent = prefix + text;
  said.classList.add("copied--shown");
  clearTimeout(copy.timer);
  // What is to be selected goes by Escape or by a click beside it.
  if (prefix === said.dataset.done) copy.timer = setTimeout(unsay, 4000);
}

function unsay() {
  said?.classList.remove("copied--shown");
}

function putMenu(place, menu) {
  if (!copyMenu || !place || place.querySelector(":scope > .copy-menu")) return;
  place.append(menu ?? copyMenu.content.cloneNode(true));
}

function putMenus(event) {
  if (!event.target.matches?.("details.fold") || !event.target.open) return;
  const body = event.target.querySelector(".fold__body");
  if (event.target.closest(".claim-block")) putMenu(body);
  body.querySelectorAll(".conflict").forEach((conflict) => putMenu(conflict));
}

// In the last cell that is shown, after the text.
function putMenuAtRow(event) {
  const row = event.target?.closest?.(".comparison--whole tr[id]");
  if (row) putMenu([...row.cells].findLast((cell) => cell.getClientRects().length), row.querySelector(".copy-menu"));
}

function onClick(event) {
  // A link to where the address leads already changes nothing that would be told.
  if (location.hash && event.target.closest("a")?.href === location.href) openAtHash();
  const claim = event.target.closest("a.claim__number")?.closest(".claim");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (claim && plain) {
    event.preventDefault();
    location.hash = claim.id;
  }
  if (event.target.matches("[data-copy]")) copy(event.target);
  else if (!event.target.closest(".copied")) unsay();
}

// --- terms: heard with their meaning and whether it is open, which can be put away by key ---------------

for (const word of document.querySelectorAll(".term__word")) {
  // By itself rather than by an id, which would be one more anchor, and twice the same in the edition.
  word.ariaDescribedByElements = [word.nextElementSibling.firstElementChild];
  word.setAttribute("aria-expanded", false);
}

function tellTerm(term) {
  const isOpen = term.matches(":not(.term--closed):is(:hover, :focus-within)");
  term.querySelector(".term__word").setAttribute("aria-expanded", isOpen);
}

function onTerm(event) {
  const term = event.target.closest?.(".term");
  if (!term) return;
  const isLeft = event.type === "focusout" || event.type === "pointerout";
  if (isLeft && !term.contains(event.relatedTarget)) term.classList.remove("term--closed");
  tellTerm(term);
  if (event.type !== "focusin") return;
  // Where a browser cannot turn it upwards at the foot of the window, or puts it there over the word.
  const [word, meaning] = [...term.children];
  meaning.scrollIntoView({ block: "nearest" });
  const [own, other] = [word, meaning].map((one) => one.getBoundingClientRect());
  if (other.height && own.top < other.bottom && own.bottom > other.top) scrollBy(0, own.bottom - other.top);
}

function onOpenedKey(event) {
  const word = event.target.closest?.(".term__word");
  if (word && ["Enter", " "].includes(event.key)) {
    event.preventDefault();
    word.parentElement.classList.toggle("term--closed");
    tellTerm(word.parentElement);
  }
  if (event.key !== "Escape") return;
  unsay();
  document.querySelectorAll(".term:is(:hover, :focus-within)").forEach((term) => {
    // A link that is hidden would take the focus with it.
    if (term.matches(":focus-within")) term.querySelector(".term__word").focus();
    term.classList.add("term--closed");
    tellTerm(term);
  });
}

// --- paper: what its head and foot say, and its fonts before anything is printed --------------------

const printButton = document.querySelector(".print-page");

function setPaper() {
  const style = document.documentElement.style;
  for (const name of ["title", "site", "foot"]) {
    style.setProperty(`--print-${name}`, JSON.stringify(printButton.dataset[name]));
  }
  document.querySelectorAll(".chapter").forEach((chapter) => {
    const title = chapter.querySelector("h2").textContent.replaceAll("\u200b", "");
    style.setProperty(`--print-chapter-${chapter.dataset.chapter}`, JSON.stringify(title));
    // A table that lies across its pages has a head of its own.
    if (chapter.querySelector(".comparison--whole")) style.setProperty("--print-wide", JSON.stringify(title));
  });
}

function loadPrintFonts() {
  const faces = [...document.fonts].filter((face) => face.family.includes("Print "));
  return Promise.allSettled(faces.map((face) => face.load()));
}

let printing;

// Once, however often it is asked for until the fonts are there.
function printPage() {
  // A font that does not come must not keep anybody from printing.
  printing ??= Promise.race([loadPrintFonts(), new Promise((done) => setTimeout(done, 4000))]).then(() => {
    printing = undefined;
    print();
  });
}

function onPrintKey(event) {
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key === "p") {
    event.preventDefault();
    printPage();
  }
}

if (printButton) {
  printButton.addEventListener("click", printPage);
  for (const near of ["pointerenter", "focus"]) printButton.addEventListener(near, loadPrintFonts);
  document.addEventListener("keydown", onPrintKey);
  // On paper a button is a field of a form, in which nothing can be filled in.
  const words = document.querySelectorAll(".term__word");
  addEventListener("beforeprint", () => {
    // Not before: what the root hands down makes the browser look at every element again.
    setPaper();
    loadPrintFonts();
    words.forEach((word) => word.removeAttribute("role"));
    document.querySelectorAll("details:not([open])").forEach((one) => {
      one.open = true;
      one.dataset.opened = "";
    });
  });
  addEventListener("afterprint", () => {
    words.forEach((word) => word.setAttribute("role", "button"));
    document.querySelectorAll("details[data-opened]").forEach((one) => {
      one.open = false;
      delete one.dataset.opened;
    });
  });
}

// --- the search is fetched at its first use, or where the address asks for it ---------------------

const box = document.querySelector(".search__box");

function fetchSearch() {
  if (document.querySelector("script[src$='assets/search.js']")) return;
  const script = document.createElement("script");
  script.src = box.form.dataset.script;
  script.addEventListener("error", () => {
    // The next use tries again.
    script.remove();
    for (const part of [".search__panel", ".search__failed"]) box.form.querySelector(part).hidden = false;
  });
  document.head.append(script);
}

if (box) {
  for (const use of ["focus", "input"]) box.addEventListener(use, fetchSearch);
  // An input method may be at work before the search has come.
  box.addEventListener("compositionstart", () => (box.dataset.composing = ""));
  box.addEventListener("compositionend", () => delete box.dataset.composing);
  const close = ({ target, relatedTarget = target }) => {
    if (relatedTarget && !box.form.contains(relatedTarget)) box.form.querySelector(".search__panel").hidden = true;
  };
  box.form.addEventListener("focusout", close);
  document.addEventListener("pointerdown", ({ target }) => close({ target }));
  const asked = new URL(location).searchParams.get("q");
  if (asked) {
    box.value = asked;
    box.focus();
  }
}

followMoved();
openAtHash();
// Some browsers open what an address leads to by themselves, before anything is heard of it here.
for (const target of document.querySelectorAll("details.fold[open]")) putMenus({ target });
addEventListener("hashchange", followMoved);
addEventListener("hashchange", openAtHash);
document.addEventListener("click", onClick);
for (const turn of ["pointerdown", "click", "contextmenu"]) document.addEventListener(turn, toTwin);
document.addEventListener("keydown", onOpenedKey);
// The event does not rise to the document.
document.addEventListener("toggle", putMenus, true);
for (const turn of ["focusin", "pointerover", "focusout", "pointerout"]) document.addEventListener(turn, onTerm);
for (const came of ["focusin", "pointerover"]) document.addEventListener(came, putMenuAtRow);
