// The files of an index, loaded as scripts: a page from file:// may not fetch.
"use strict";
globalThis.shoroku ??= {};

{
  const receivers = new WeakMap(); // script → what to call with the version and data of its file

  // Called by each file of an index.
  shoroku.receive = (...content) => receivers.get(document.currentScript)?.(...content);

  // The index of the site at an address that ends with a slash.
  class Site {
    constructor(root) {
      this.root = root;
      this.loads = new Map(); // name → promise of the file's data
      this.version = null; // of the index that is being read
      this.beginnings = 0; // how often one began to read it anew
    }

    load(name) {
      if (!this.loads.has(name)) {
        const loaded = this.request(name);
        this.loads.set(name, loaded);
        // What failed may be had at the next attempt.
        loaded.catch(() => this.loads.get(name) === loaded && this.loads.delete(name));
      }
      return this.loads.get(name);
    }

    loadAll(names) {
      return Promise.all(names.map((name) => this.load(name)));
    }

    request(name) {
      return new Promise((resolve, reject) => {
        const script = document.createElement("script");
        const beginning = this.beginnings;
        const end = () => {
          script.remove();
          reject(new shoroku.IndexError(name)); // without effect where the data came
        };
        receivers.set(script, (fileVersion, data) => {
          this.version ??= fileVersion;
          if (beginning === this.beginnings && fileVersion !== this.version) this.readAnew(fileVersion);
          if (beginning === this.beginnings) resolve(data);
          else reject(new shoroku.IndexError(name, { isOutdated: true }));
        });
        script.addEventListener("error", end);
        script.addEventListener("load", end);
        script.src = `${this.root}search/${name}.js${this.version ? `?v=${this.version}` : ""}`;
        document.head.append(script);
      });
    }

    // The site was published anew while the page was open, or the browser had kept a part of the
    // index as it was: files of two states would answer wrongly.
    readAnew(fileVersion) {
      this.version = fileVersion;
      this.beginnings += 1;
      this.loads.clear();
    }
  }

  shoroku.IndexError = class extends Error {
    constructor(name, { isOutdated = false } = {}) {
      super(`search/${name}.js could not be loaded`);
      this.name = "IndexError";
      this.isOutdated = isOutdated;
    }
  };

  const here = new Site(document.documentElement.dataset.content_root);
  const sites = new Map();

  const siteAt = (root) => {
    if (!sites.has(root)) sites.set(root, new Site(root));
    return sites.get(root);
  };

  Object.assign(shoroku, {
    here,
    siteAt,
    load: (name) => here.load(name),
    loadAll: (names) => here.loadAll(names),
    loadedFiles: () => here.loads.size,
    pageAddress: (address) => here.root + address,
  });
}
