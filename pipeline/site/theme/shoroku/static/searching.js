// The search is loaded by the first who looks for something: in the box, or by the page's address.
const form = document.querySelector("form.search-box");
const field = document.querySelector("form[role=search] input");
const load = () => {
  const script = document.createElement("script");
  script.src = form.dataset.script;
  document.head.append(script);
  if (location.protocol === "file:") return;
  const index = document.createElement("link"); // with the script, not after it
  index.rel = "preload";
  index.as = "fetch";
  index.crossOrigin = "";
  index.href = `${document.documentElement.dataset.content_root}search/index.js`;
  document.head.append(index);
};
const loadOnce = () => {
  if (form?.dataset.script) load();
  form?.removeAttribute("data-script");
};
for (const begins of ["pointerenter", "focusin"]) form?.addEventListener(begins, loadOnce);
if (new URLSearchParams(location.search).get("q")) loadOnce();

// Slash and Ctrl-K or Command-K lead to the field.
const isTyping = (target) => target.matches("input, textarea, select") || target.isContentEditable;
document.addEventListener("keydown", (event) => {
  const isShortcut = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey);
  const isSlash = event.key === "/" && !isTyping(event.target);
  if (!field || !(isShortcut || isSlash)) return;
  event.preventDefault();
  field.focus();
  field.select();
});
