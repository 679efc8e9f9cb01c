// Links to files of citations.  Where a page shows a part of its papers, by a filter or a search, the
// file is joined of theirs; what it is joined of is loaded as a script, as that works from file://.
globalThis.shoroku ??= {};
{
  const root = document.documentElement.dataset.content_root;
  const loaded = new Map(); // format → what a file of it begins and ends with, and the entries

  // Called by the script of a format.
  shoroku.citations = (format, data) => loaded.set(format, data);

  const load = (format) =>
    new Promise((resolve, reject) => {
      if (loaded.has(format)) return resolve();
      const script = document.createElement("script");
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      script.src = `${root}citations/${format}.js`;
      document.head.append(script);
    });

  const nameOf = (address) =>
    decodeURIComponent(address.match(/(?:^|\/)papers\/([^/]+)\.html$/)?.[1] ?? "");

  const nameOfFile = (link) => decodeURIComponent(link.pathname.split("/").pop());

  const save = (text, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // when it is surely saved
  };

  for (const links of document.querySelectorAll(".takes")) {
    const status = links.querySelector("[role=status]");
    links.addEventListener("click", async (event) => {
      const link = event.target.closest("a");
      // The addresses of the pages of what is left, or nothing where all are.
      const left = link && shoroku.left?.();
      if (!left) return;
      event.preventDefault();
      const { format } = link.dataset;
      try {
        await load(format);
        const { start, between, end, entries } = loaded.get(format);
        const names = (await left).map(nameOf).filter((name) => Object.hasOwn(entries, name));
        save(start + names.map((name) => entries[name]).join(between) + end, nameOfFile(link));
        status.textContent = status.dataset.said.replace("{count}", names.length);
      } catch {
        status.textContent = status.dataset.failed;
      }
    });
  }
}
