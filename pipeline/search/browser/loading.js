// The files of an index.  Each is a script, as a page from file:// may load nothing else; from
// elsewhere it is fetched, so that it can be given up.
"use strict";
globalThis.shoroku ??= {};

{
  const FILE = /^shoroku\.receive\("(\w*)", ([^]*)\);\s*$/;
  const receivers = new WeakMap(); // script → what to call with the version and data of its file

  // Called by each file of an index that is loaded as a script.
  shoroku.receive = (...content) => receivers.get(document.currentScript)?.(content);

  // Whoever asks for files until another takes its place; `gone` fails then.
  const newAsker = () => {
    const asker = {};
    asker.gone = new Promise((_, leave) => (asker.leave = leave));
    asker.gone.catch(() => {}); // it may have asked for nothing
    return asker;
  };
  let asker = newAsker();

  // The index of the site at an address that ends with a slash.
  class Site {
    constructor(root) {
      this.root = root;
      this.loads = new Map(); // name → {data, asker, isPending, abort}
      this.version = null; // of the index that is being read
      this.beginnings = 0; // how often one began to read it anew
    }

    // The data of a file, as long as nobody takes the asker's place.
    load(name) {
      const loading = this.loads.get(name) ?? this.begin(name);
      loading.asker = asker;
      return Promise.race([loading.data, asker.gone]);
    }

    loadAll(names) {
      return Promise.all(names.map((name) => this.load(name)));
    }

    begin(name) {
      const controller = new AbortController();
      const data = this.request(name, controller.signal);
      const loading = { data, isPending: true, abort: () => controller.abort() };
      this.loads.set(name, loading);
      // What failed may be had at the next attempt.
      const forget = () => this.loads.get(name) === loading && this.loads.delete(name);
      data.then(() => (loading.isPending = false), forget);
      return loading;
    }

    async request(name, signal) {
      const beginning = this.beginnings;
      const address = `${this.root}search/${name}.js${this.version ? `?v=${this.version}` : ""}`;
      let content;
      try {
        content = await (location.protocol === "file:" ? scripted(address) : fetched(address, signal));
      } catch {
        throw new shoroku.IndexError(name);
      }
      const [version, data] = content;
      this.version ??= version;
      if (beginning === this.beginnings && version !== this.version) this.readAnew(version);
      if (beginning !== this.beginnings) throw new shoroku.IndexError(name, { isOutdated: true });
      return data;
    }

    // The site was published anew while the page was open, or the browser had kept a part of the
    // index as it was: files of two states would answer wrongly.
    readAnew(fileVersion) {
      this.version = fileVersion;
      this.beginnings += 1;
      this.loads.clear();
    }

    // End what is under way and fits.
    giveUp(isUnneeded) {
      for (const [name, loading] of this.loads) {
        if (!loading.isPending || !isUnneeded(loading)) continue;
        this.loads.delete(name);
        loading.abort();
      }
    }
  }

  // Resolve to [version, data] of a file.
  const fetched = async (address, signal) => {
    const response = await fetch(address, { signal });
    const [, version, data] = FILE.exec(await response.text());
    return [version, JSON.parse(data)];
  };

  const scripted = (address) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const end = () => {
        script.remove();
        reject(); // without effect where the data came
      };
      receivers.set(script, resolve);
      script.addEventListener("error", end);
      script.addEventListener("load", end);
      script.src = address;
      document.head.append(script);
    });

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

  const giveUp = (isUnneeded) => [here, ...sites.values()].forEach((site) => site.giveUp(isUnneeded));

  // Another query begins: what is asked for from now on is asked for by it.
  const supersede = () => {
    asker.leave(new shoroku.IndexError("*"));
    asker = newAsker();
    // By then it has said what it begins with, which may be what is under way.
    setTimeout(() => giveUp((loading) => loading.asker !== asker));
  };

  // Ask anew for what does not come.
  const startOver = () => giveUp(() => true);

  Object.assign(shoroku, {
    here,
    siteAt,
    supersede,
    startOver,
    load: (name) => here.load(name),
    loadAll: (names) => here.loadAll(names),
    isLoaded: (name) => here.loads.has(name),
    loadedFiles: () => here.loads.size,
    pageAddress: (address) => here.root + address,
  });
}
