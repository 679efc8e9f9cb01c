// A switch of language keeps what is asked for, and the place on the page.
for (const link of document.querySelectorAll(".language-switch a[data-same-page]")) {
  link.addEventListener("click", () => {
    link.search = location.search;
    link.hash = location.hash;
  });
}
