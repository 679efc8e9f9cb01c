// Buttons that copy: the element with the id that they name, or else the page's address.
for (const button of document.querySelectorAll("button[data-copies]")) {
  const { copies, said } = button.dataset;
  const source = document.getElementById(copies);
  const status = (button.closest(".actions") ?? button.closest("details")).querySelector(".said");
  const canonical = document.querySelector("link[rel=canonical]");
  button.hidden = button.parentElement.hidden = false;
  button.addEventListener("click", async () => {
    const text = source?.textContent ?? canonical?.href ?? location.href.split("#")[0];
    try {
      await navigator.clipboard.writeText(text);
      status.textContent = said;
    } catch {
      // What the browser does not let a page copy, readers can.
      if (!source) status.textContent = text;
      getSelection().selectAllChildren(source ?? status);
    }
  });
}

// An open menu closes as menus do.
for (const menu of document.querySelectorAll("details.offers")) {
  document.addEventListener("click", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
}
