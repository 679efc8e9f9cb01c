// Links to files of citations, and buttons that copy what a file has.  Where a page shows a part of its papers, by a filter or a search, the
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
      script.src = `${root}../citations/${format}.js`;
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

  // Not all browsers let a page copy.
  const isWritten = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  };

  for (const links of document.querySelectorAll(".takes")) {
    links.addEventListener("click", async (event) => {
      const taken = event.target.closest("[data-format]");
      // What is left tells the addresses of its pages, or nothing where that is all.
      const { left } = shoroku;
      const addresses = taken && left?.addresses();
      if (!addresses) return;
      event.preventDefault();
      const say = (text) => (left.status.textContent = text);
      const { format } = taken.dataset;
      try {
        await load(format);
        const { start, between, end, entries } = loaded.get(format);
        const names = (await addresses).map(nameOf).filter((name) => Object.hasOwn(entries, name));
        const text = start + names.map((name) => entries[name]).join(between) + end;
        const isCopied = taken.matches("button") && (await isWritten(text));
        if (!isCopied) save(text, nameOfFile(links.querySelector(`a[data-format="${format}"]`)));
        const { said, copied } = links.dataset;
        say((isCopied ? copied : said).replace("{count}", names.length));
      } catch {
        say(links.dataset.failed);
      }
    });
  }
}
