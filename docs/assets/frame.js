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
  document.body.dataset.mdColorScheme = scheme;
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
// Another tab of the site has chosen.
addEventListener("storage", (event) => {
  if (event.key === SCHEME && event.newValue) setScheme(event.newValue);
});

// --- menu: a popover on a narrow screen, under which nothing is a stop ------------------------------

const menu = document.querySelector(".menu");
const besideText = matchMedia("(min-width: 76.25em)");

function onMenu(event) {
  const isOpen = event.newState === "open";
  for (const part of document.querySelectorAll(".md-skip, .md-main__inner > :not(.menu), .md-footer")) {
    part.inert = isOpen;
  }
  document.documentElement.classList.toggle("menu-is-open", isOpen);
  if (isOpen) (menu.querySelector("[aria-current]") ?? menu.querySelector("a")).scrollIntoView({ block: "nearest" });
}

if (menu.showPopover) {
  menu.addEventListener("toggle", onMenu);
  menu.addEventListener("click", (event) => {
    if (!besideText.matches && event.target.closest("a")) menu.hidePopover();
  });
  besideText.addEventListener("change", () => menu.matches(":popover-open") && menu.hidePopover());
}

// --- contents: the part that is being read --------------------------------------------------------

const title = document.querySelector(".md-header__title");
const inContents = new Map();
for (const link of document.querySelectorAll(".contents a")) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) inContents.set(heading, link);
}
const passed = new Set();

function showPlace(link) {
  document.querySelector(".contents [aria-current]")?.removeAttribute("aria-current");
  if (!link) return;
  link.setAttribute("aria-current", "location");
  const list = link.closest(".contents");
  const above = link.offsetTop - list.scrollTop;
  if (above < 0 || above > list.clientHeight - 60) list.scrollTop = link.offsetTop - list.clientHeight / 2;
}

function onPass(entries) {
  for (const { target, isIntersecting } of entries) {
    if (isIntersecting) passed.add(target);
    else passed.delete(target);
  }
  showPlace(inContents.get([...inContents.keys()].findLast((heading) => passed.has(heading))));
}

// What is above a line in the upper part of the window has been passed, however far above.
const passing = new IntersectionObserver(onPass, { rootMargin: "1000000px 0px -80% 0px" });
for (const heading of inContents.keys()) passing.observe(heading);

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
    last = scrollY;
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
