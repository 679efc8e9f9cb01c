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
