// What is wider than its place can be scrolled by keyboard, and what is not is no stop on the way.
const WIDE = "pre, .table-wrapper, .formula, .math-wrapper, math";
const update = (element) => {
  const isWide = element.scrollWidth > element.clientWidth + 1;
  const scrolls = isWide && ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  if (scrolls) element.tabIndex = 0;
  else element.removeAttribute("tabindex");
};
const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => update(target)));
for (const element of document.querySelectorAll(WIDE)) observer.observe(element);

// The contents show where one is.
const links = [...document.querySelectorAll(".page-contents a[href^='#']")].filter(
  ({ hash }) => hash.length > 1,
);
const targets = links.map(({ hash }) => document.getElementById(decodeURIComponent(hash.slice(1))));
let isWaiting = false;
const show = () => {
  isWaiting = false;
  const passed = targets.map((each) => each && each.getBoundingClientRect().top < 120);
  const current = links[passed.lastIndexOf(true)];
  for (const link of links) {
    if (link === current) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
};
const showSoon = () => {
  if (isWaiting) return;
  isWaiting = true;
  requestAnimationFrame(show);
};
if (links.length) {
  addEventListener("scroll", showSoon, { passive: true });
  addEventListener("load", showSoon); // before, it would have the page laid out twice
}
