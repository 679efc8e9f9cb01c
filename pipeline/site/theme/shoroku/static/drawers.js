// What opens beside or over the page closes when the focus leaves it, so that nothing has the focus
// that is covered.  Escape, and a click elsewhere, are the browser's own for drawers.
document.documentElement.classList.remove("no-js");

const isOpen = (drawer) => drawer.matches(":popover-open");
const drawers = [...document.querySelectorAll(".drawer")].filter((each) => each.hidePopover);
for (const drawer of drawers) {
  const close = () => isOpen(drawer) && drawer.hidePopover();
  drawer.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !drawer.contains(relatedTarget)) close();
  });
  // A link to a place on this page.
  drawer.addEventListener("click", ({ target }) => {
    if (target.closest("a[href^='#']")) close();
  });
  // Where there is room, it is no drawer, and has no button.
  const [opener] = document.querySelectorAll(`[popovertarget=${drawer.id}]`);
  addEventListener("resize", () => opener.getClientRects().length || close());
}

const boxes = document.querySelectorAll(".head details");
for (const box of boxes) {
  if (box.closest(".menu")) continue;
  box.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !box.contains(relatedTarget)) box.open = false;
  });
  box.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !box.open) return;
    box.open = false;
    box.querySelector("summary").focus();
  });
}
