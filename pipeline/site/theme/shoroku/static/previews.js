// Escape dismisses the preview of a citation until the next one is pointed at or focused.
const DISMISSED = "previews-dismissed";
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.body.classList.add(DISMISSED);
});
for (const kind of ["mouseover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    if (!event.target.closest(".preview")) document.body.classList.remove(DISMISSED);
  });
}

// A finger cannot point: its first touch of a citation shows the preview, and a touch of that, or a
// second one, follows the link.
let pointer = "";
let shown = null;
document.addEventListener("pointerdown", (event) => {
  pointer = event.pointerType;
});
document.addEventListener("click", (event) => {
  const citation = event.target.closest(".citation:has(> .preview)");
  const link = citation?.querySelector("a");
  const isSecond = citation === shown;
  shown = citation;
  if (pointer !== "touch" || !citation) return;
  if (event.target.closest(".preview")) {
    location.assign(link.href);
  } else if (!isSecond) {
    event.preventDefault();
    document.body.classList.remove(DISMISSED);
    link.focus();
  }
});
