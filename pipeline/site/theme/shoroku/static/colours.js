// The button's colours: those of the device, then the other kind than these, then the same kind.
const button = document.querySelector(".tool.colours");
const { dataset } = document.documentElement;
const told = () => {
  button.title = button.dataset[dataset.theme];
};
button?.addEventListener("click", () => {
  const isDark = matchMedia("(prefers-color-scheme: dark)").matches;
  const order = isDark ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
  const next = order[(order.indexOf(dataset.theme) + 1) % order.length];
  dataset.theme = next;
  localStorage.setItem("theme", next);
  told();
});
if (button) told();
