// Marks what came since the last visit; a visit lasts as long as its tab.
"use strict";
try {
  const key = `seen ${location.pathname}`;
  const entries = [...document.querySelectorAll(".news > li")];
  const before = sessionStorage[key] ?? localStorage[key];
  localStorage[key] = entries.map((entry) => entry.dataset.name).join(" ");
  document.getElementById("remembers").hidden = false;
  if (before !== undefined) {
    sessionStorage[key] = before;
    const seen = new Set(before.split(" "));
    for (const entry of entries) {
      entry.querySelector("strong").hidden = seen.has(entry.dataset.name);
    }
  }
} catch {
  // Where nothing can be remembered, nothing is marked.
}
