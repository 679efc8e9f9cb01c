// The files of the index, loaded as scripts: a page from file:// may not fetch.
"use strict";
globalThis.shoroku ??= {};

{
  const root = document.documentElement.dataset.content_root;
  const loads = new Map(); // name → promise of the file's data
  const waiting = new Map(); // name → what to call with the data
  let version = null;

  // Called by each file of the index.
  shoroku.receive = (name, fileVersion, data) => waiting.get(name)?.(fileVersion, data);

  const load = (name) => {
    if (!loads.has(name)) {
      const loaded = request(name);
      // What failed may be had at the next attempt.
      loaded.catch(() => loads.delete(name));
      loads.set(name, loaded);
    }
    return loads.get(name);
  };

  const request = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const fail = () => {
        waiting.delete(name);
        script.remove();
        reject(new shoroku.IndexError(name));
      };
      waiting.set(name, (fileVersion, data) => {
        waiting.delete(name);
        version ??= fileVersion;
        // A copy that the browser kept of another state of the index would answer wrongly.
        if (fileVersion === version) resolve(data);
        else fail();
      });
      script.addEventListener("error", fail);
      script.addEventListener("load", () => {
        if (waiting.has(name)) fail();
        script.remove();
      });
      script.src = `${root}search/${name}.js${version ? `?v=${version}` : ""}`;
      document.head.append(script);
    });

  shoroku.IndexError = class extends Error {
    constructor(name) {
      super(`search/${name}.js could not be loaded`);
      this.name = "IndexError";
    }
  };

  const loadAll = (names) => Promise.all(names.map((name) => shoroku.load(name)));

  Object.assign(shoroku, { load, loadAll, pageAddress: (address) => root + address });
}
