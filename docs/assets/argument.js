// What the pages do with script on top of what they do without: nothing here is needed to read or to link.

// --- anchors that left the page lead on ----------------------------------------------------------

function followMoved() {
  const moved = document.querySelector(`p.moved[id="${CSS.escape(location.hash.slice(1))}"] a`);
  if (moved) location.replace(moved.href);
}

// --- the other language: the same place there, or its text beside each claim --------------------

const ANCHORS = ".md-content :is(h1, h2, h3, .claim, .conflict, tr, li, dt)[id]";

function anchorInView() {
  const target = document.querySelector(":target");
  const isSeen = (box) => box.bottom > 60 && box.top < innerHeight;
  if (target && isSeen(target.getBoundingClientRect())) return target.id;
  if (scrollY < 100) return "";
  const seen = [...document.querySelectorAll(ANCHORS)].find((found) => isSeen(found.getBoundingClientRect()));
  return seen ? seen.id : "";
}

function toTwin(link) {
  const anchor = anchorInView();
  const url = new URL(link.href);
  url.search = location.search;
  url.hash = anchor;
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
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  putMenuAtRow({ target });
  const fold = target?.closest("details.fold");
  if (!fold || fold.open) return;
  fold.open = true;
  target.scrollIntoView();
}

function setUnfolded(isOpen) {
  for (const fold of folds) fold.open = isOpen;
  unfold.textContent = unfold.dataset[isOpen ? "close" : "open"];
  unfold.setAttribute("aria-pressed", isOpen);
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
  unfold.hidden = false;
  if (kept() === "yes") setUnfolded(true);
  unfold.addEventListener("click", () => {
    const isOpen = unfold.getAttribute("aria-pressed") !== "true";
    setUnfolded(isOpen);
    kept(isOpen ? "yes" : "no");
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
    number: element.dataset.number ?? element.dataset.copyable,
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
  if (prefix === said.dataset.done) {
    copy.timer = setTimeout(() => said.classList.remove("copied--shown"), 4000);
  }
}

function putMenu(place) {
  if (copyMenu && place && !place.querySelector(":scope > .copy-menu")) place.append(copyMenu.content.cloneNode(true));
}

function putMenus(event) {
  if (!event.target.matches?.("details.fold") || !event.target.open) return;
  const body = event.target.querySelector(".fold__body");
  if (event.target.closest(".claim-block")) putMenu(body);
  body.querySelectorAll(".conflict").forEach(putMenu);
}

function putMenuAtRow(event) {
  putMenu(event.target?.closest?.("tr[data-copyable]")?.querySelector("th"));
}

function onClick(event) {
  const language = event.target.closest("a.language-switch");
  if (language) toTwin(language);
  const number = event.target.closest("a.claim__number[data-claim]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (number && plain && document.getElementById(number.dataset.claim)) {
    event.preventDefault();
    location.hash = number.dataset.claim;
  }
  if (event.target.matches("[data-copy]")) copy(event.target);
}

// --- terms: what is open can be put away by key -----------------------------------------------------

function onOpenedKey(event) {
  const word = event.target.closest?.(".term__word");
  if (word && ["Enter", " "].includes(event.key)) {
    event.preventDefault();
    word.parentElement.classList.toggle("term--closed");
  }
  if (event.key !== "Escape") return;
  document.querySelectorAll(".term:is(:hover, :focus-within)").forEach((term) => {
    // A link that is hidden would take the focus with it.
    if (term.matches(":focus-within")) term.querySelector(".term__word").focus();
    term.classList.add("term--closed");
  });
}

function onLeave(event) {
  const term = event.target.closest?.(".term--closed");
  if (term && !term.contains(event.relatedTarget)) term.classList.remove("term--closed");
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

async function printPage() {
  // A font that does not come must not keep anybody from printing.
  await Promise.race([loadPrintFonts(), new Promise((done) => setTimeout(done, 4000))]);
  print();
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
  document.head.append(script);
}

function onKey(event) {
  const isTyping = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (!isTyping && !event.ctrlKey && !event.metaKey && !event.altKey && ["/", "f", "s"].includes(event.key)) {
    event.preventDefault();
    box.focus();
  }
}

if (box) {
  box.addEventListener("focus", fetchSearch);
  document.addEventListener("keydown", onKey);
  const asked = new URL(location).searchParams.get("q");
  if (asked) {
    box.value = asked;
    box.focus();
  }
}

followMoved();
openAtHash();
addEventListener("hashchange", followMoved);
addEventListener("hashchange", openAtHash);
document.addEventListener("click", onClick);
document.addEventListener("keydown", onOpenedKey);
// The event does not rise to the document.
document.addEventListener("toggle", putMenus, true);
for (const left of ["focusout", "pointerout"]) document.addEventListener(left, onLeave);
for (const came of ["focusin", "pointerover"]) document.addEventListener(came, putMenuAtRow);
