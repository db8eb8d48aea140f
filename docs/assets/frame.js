// What is around the text: colours, menu, contents, the way back to the top. Without script the text is as it is, the
// menu opens, and the colours are the light ones.

// --- colours: the device's, until the reader chooses ---------------------------------------------

const SCHEME = "seven-layers.scheme";
const deviceIsDark = matchMedia("(prefers-color-scheme: dark)");

function chosenScheme() {
  try {
    return localStorage.getItem(SCHEME);
  } catch {
    return null;
  }
}

function setScheme(scheme) {
  document.documentElement.dataset.mdColorScheme = scheme;
  // The browser's own bars follow the page.
  const media = (name) => (name === scheme ? "all" : "not all");
  const [light, dark] = document.querySelectorAll("meta[name=theme-color]");
  light.media = media("default");
  dark.media = media("slate");
}

function switchScheme(event) {
  const scheme = event.currentTarget.dataset.from === "slate" ? "default" : "slate";
  setScheme(scheme);
  document.querySelector(`.scheme-switch[data-from="${scheme}"]`).focus();
  try {
    localStorage.setItem(SCHEME, scheme);
  } catch {
    // Where nothing may be kept, the choice holds for this page.
  }
}

for (const button of document.querySelectorAll(".scheme-switch")) button.addEventListener("click", switchScheme);
if (chosenScheme()) setScheme(chosenScheme());
deviceIsDark.addEventListener("change", () => {
  if (!chosenScheme()) setScheme(deviceIsDark.matches ? "slate" : "default");
});
// A page that comes back as it was left may be older than the choice.
addEventListener("pageshow", (event) => {
  if (event.persisted && chosenScheme()) setScheme(chosenScheme());
});
// Another tab of the site has chosen.
addEventListener("storage", (event) => {
  if (event.key === SCHEME && event.newValue) setScheme(event.newValue);
});

// --- menu: a popover on a narrow screen, under which nothing is a stop ------------------------------

const menu = document.querySelector(".menu");
const besideText = matchMedia("(min-width: 76.25em)");

function onMenu(event) {
  const isOpen = event.newState === "open";
  for (const part of document.querySelectorAll(".md-skip, .md-main__inner > :not(.menu), .md-top, .md-footer")) {
    part.inert = isOpen;
  }
  document.documentElement.classList.toggle("menu-is-open", isOpen);
  if (!isOpen) return;
  // By key its links come next, in browsers too that do not give the focus to a button that is clicked.
  menu.tabIndex = -1;
  if (!menu.contains(document.activeElement)) menu.focus({ preventScroll: true });
  (menu.querySelector("[aria-current]") ?? menu.querySelector("a")).scrollIntoView({ block: "nearest" });
}

if (menu.showPopover) {
  menu.addEventListener("toggle", onMenu);
  menu.addEventListener("click", (event) => {
    if (!besideText.matches && event.target.closest("a")) menu.hidePopover();
  });
  const close = () => menu.matches(":popover-open") && menu.hidePopover();
  besideText.addEventListener("change", close);
  // What the search finds comes out below its box, where the menu would lie over it.
  document.querySelector(".search").addEventListener("focusin", ({ target }) => {
    if (close() === false) return;
    target.focus();
  });
}

// --- contents: the part that is being read --------------------------------------------------------

const title = document.querySelector(".md-header__title");
const inContents = new Map();
for (const link of document.querySelectorAll(".contents a")) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) inContents.set(heading, link);
}
// Headings above a line in the upper part of the window, however far above; those in the window; and the one that
// a link has led to, which may stand below the line at the end of a page.
const passed = new Set();
const inView = new Set();
let ledTo = null;
let isAtEnd = false;
let passing;
const isLow = matchMedia("(max-height: 549px)");

function showPlace() {
  const headings = [...inContents.keys()];
  const last = Math.max(
    headings.findLastIndex((heading) => passed.has(heading)),
    headings.findIndex((heading) => heading === ledTo && inView.has(heading)),
    isAtEnd && !ledTo ? headings.findLastIndex((heading) => inView.has(heading)) : -1,
  );
  const link = inContents.get(headings[last]);
  const marked = document.querySelector(".contents [aria-current]");
  if (link === (marked ?? undefined)) return;
  marked?.removeAttribute("aria-current");
  if (!link) return;
  link.setAttribute("aria-current", "location");
  const list = link.closest(".contents");
  const above = link.offsetTop - list.scrollTop;
  if (above < 0 || above > list.clientHeight - 60) list.scrollTop = link.offsetTop - list.clientHeight / 2;
}

function keep(headings) {
  return (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) headings.add(target);
      else headings.delete(target);
    }
    showPlace();
  };
}

// A link leads to a place below the header, which has to be above the line in a low window too. In parts of the window,
// since to ask for its height lays out the page.
function setLine() {
  passing?.disconnect();
  const rootMargin = `1000000px 0px -${isLow.matches ? 50 : 80}%`;
  passing = new IntersectionObserver(keep(passed), { rootMargin });
  for (const heading of inContents.keys()) passing.observe(heading);
}

function follow() {
  ledTo = [...inContents].find(([, link]) => link.hash === location.hash)?.[0] ?? null;
  showPlace();
}

if (inContents.size) {
  const seeing = new IntersectionObserver(keep(inView));
  for (const heading of inContents.keys()) seeing.observe(heading);
  setLine();
  follow();
  isLow.addEventListener("change", setLine);
  addEventListener("hashchange", follow);
}

// --- header: names the site, and once the heading has gone up, the page ----------------------------

const heading = document.querySelector(".md-content h1");
if (heading) {
  new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) => {
    title.classList.toggle("md-header__title--active", !isIntersecting && boundingClientRect.top < 0);
  }).observe(heading);
}

// --- back to the top, offered to whoever goes up ---------------------------------------------------

const toTop = document.querySelector(".md-top");
let last = 0;

addEventListener(
  "scroll",
  () => {
    // A step of less than this is a shake of the hand.
    if (Math.abs(scrollY - last) < 8) return;
    toTop.hidden = scrollY > last || scrollY < innerHeight;
    // Going up leaves the place that a link had led to.
    if (scrollY < last) ledTo = null;
    isAtEnd = scrollY + innerHeight > document.documentElement.scrollHeight - 2;
    last = scrollY;
    showPlace();
  },
  { passive: true },
);
toTop.addEventListener("click", () => {
  scrollTo({ top: 0 });
  toTop.hidden = true;
  // Whoever goes on by key goes on from there.
  const start = document.querySelector(".md-skip");
  start.focus({ preventScroll: true });
  start.blur();
});
