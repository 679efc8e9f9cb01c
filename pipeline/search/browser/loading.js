// The files of the index, loaded as scripts: a page from file:// may not fetch.
"use strict";
globalThis.shoroku ??= {};

{
  const root = document.documentElement.dataset.content_root;
  const loads = new Map(); // name → promise of the file's data
  const receivers = new WeakMap(); // script → what to call with the version and data of its file
  let version = null; // of the index that is being read
  let beginnings = 0; // how often one began to read it anew

  // Called by each file of the index.
  shoroku.receive = (...content) => receivers.get(document.currentScript)?.(...content);

  const load = (name) => {
    if (!loads.has(name)) {
      const loaded = request(name);
      loads.set(name, loaded);
      // What failed may be had at the next attempt.
      loaded.catch(() => loads.get(name) === loaded && loads.delete(name));
    }
    return loads.get(name);
  };

  const request = (name) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const beginning = beginnings;
      const end = () => {
        script.remove();
        reject(new shoroku.IndexError(name)); // without effect where the data came
      };
      receivers.set(script, (fileVersion, data) => {
        version ??= fileVersion;
        if (beginning === beginnings && fileVersion !== version) readAnew(fileVersion);
        if (beginning === beginnings) resolve(data);
        else reject(new shoroku.IndexError(name, { isOutdated: true }));
      });
      script.addEventListener("error", end);
      script.addEventListener("load", end);
      script.src = `${root}search/${name}.js${version ? `?v=${version}` : ""}`;
      document.head.append(script);
    });

  // The site was published anew while the page was open, or the browser had kept a part of the
  // index as it was: files of two states would answer wrongly.
  const readAnew = (fileVersion) => {
    version = fileVersion;
    beginnings += 1;
    loads.clear();
  };

  shoroku.IndexError = class extends Error {
    constructor(name, { isOutdated = false } = {}) {
      super(`search/${name}.js could not be loaded`);
      this.name = "IndexError";
      this.isOutdated = isOutdated;
    }
  };

  const loadAll = (names) => Promise.all(names.map((name) => shoroku.load(name)));

  Object.assign(shoroku, {
    load,
    loadAll,
    loadedFiles: () => loads.size,
    pageAddress: (address) => root + address,
  });
}
