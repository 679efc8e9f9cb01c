// The search page: its address holds the query and the order, and the query holds the filters.
"use strict";
globalThis.shoroku ??= {};

{
  const STEP = 4; // results at a time: about a screen, and few requests
  const PARTS = ["status", "again", "suggestions", "filters", "results", "more", "sorting", "citations", "follow"];

  class SearchPage {
    constructor(form) {
      this.form = form;
      this.input = form.querySelector("input");
      for (const part of PARTS) this[part] = document.getElementById(`search-${part}`);
      this.order = this.sorting.querySelector("select");
      this.answered = { text: "", hits: [], query: null, isJump: false };
      this.isAnswered = false;
      // Whose citations a reader takes away.
      shoroku.left = { addresses: () => this.addresses(), status: this.status };
      this.asked = shoroku.asking(
        (...args) => this.answer(...args),
        (how) => this.wait(how),
      );
      this.listen();
      form.hidden = false;
      if (matchMedia("(min-width: 80em)").matches) this.filters.open = true;
      shoroku.openIndex().catch(() => {}); // it is there by the time that something is typed
      this.restore();
    }

    listen() {
      // Typing changes the address in place; a search that is sent can be gone back on.
      shoroku.onTyped(this.input, (text) => {
        history.replaceState(null, "", this.address);
        this.ask(text);
      });
      this.form.addEventListener("submit", (event) => this.onSubmit(event));
      this.order.addEventListener("change", () => {
        history.pushState({ isSent: true }, "", this.address);
        this.ask(this.input.value);
      });
      this.again.addEventListener("click", () => {
        shoroku.startOver();
        this.ask(this.input.value);
      });
      window.addEventListener("popstate", () => this.restore());
      // The results are not there yet when a browser would scroll to where one was.
      history.scrollRestoration = "manual";
      window.addEventListener("pagehide", () => this.remember());
      document.addEventListener("keydown", (event) => this.onKey(event));
      this.more.addEventListener("click", () => this.showStep());
      // Their file is for those who look at them.
      this.filters.addEventListener("toggle", () => this.orFailed(this.showFilters()));
      this.observer = new IntersectionObserver((states) => {
        if (states.at(-1).isIntersecting) this.showStep();
      });
    }

    get address() {
      return shoroku.searchAddress(this.input.value, this.order.value);
    }

    remember() {
      const place = { shown: this.results.children.length, top: scrollY };
      history.replaceState({ ...history.state, ...place }, "");
    }

    // Answer what the address asks, and show as much of it as one had seen there.
    async restore() {
      const asked = new URLSearchParams(location.search);
      this.input.value = asked.get("q") ?? "";
      this.order.value = asked.get("sort") ?? "";
      if (this.order.selectedIndex < 0) this.order.value = "";
      const { shown = 0, top = 0 } = history.state ?? {};
      const text = this.input.value;
      await this.ask(text);
      if (this.answered.text !== text) return;
      if (this.jump) location.replace(this.jump);
      await this.showUpTo(shown);
      scrollTo(0, top);
    }

    ask(text) {
      this.isAnswered = false;
      return this.asked(text);
    }

    async answer(text, isCurrent) {
      const order = this.order.value;
      const show = (found) => isCurrent() && this.show(text, found);
      const found = await shoroku.search(text, order ? 0 : STEP, order ? null : show);
      if (order) {
        found.hits = await shoroku.sorted(found.hits, order);
        found.pages = await shoroku.pagesOf(found.hits.slice(0, STEP));
      }
      if (!isCurrent()) return;
      show(found);
      this.status.textContent = text.trim() ? shoroku.words.found(found.hits.length) : "";
      this.suggestions.replaceChildren(...tellings(found.told, order));
      this.results.setAttribute("aria-busy", "false");
      this.again.hidden = true;
      this.orFailed(this.showAround(text, found)); // the answer is there without it
    }

    show(text, { hits, pages, query, isJump }) {
      this.isAnswered = true;
      this.answered = { text, hits, query, isJump };
      this.results.replaceChildren(...itemsOf(hits, pages, { query, text }));
      this.more.hidden = hits.length <= pages.length;
      this.sorting.hidden = this.citations.hidden = !hits.length;
      // Told anew whether it is in view: the results are others, and it may not have moved.
      this.observer.disconnect();
      this.observer.observe(this.more);
    }

    // No hit stands below a query that it does not answer.
    wait(how) {
      if (!this.isAnswered) {
        this.show("", { hits: [], pages: [], query: null, isJump: false });
        this.isAnswered = false;
        for (const part of [this.suggestions, this.follow]) part.replaceChildren();
        this.filters.hidden = true;
      }
      this.status.textContent = shoroku.waiting(how);
      this.results.setAttribute("aria-busy", String(how !== "failed"));
      this.again.hidden = how === "slow";
    }

    // What can be done with the results, and what there is elsewhere.
    async showAround(text, { query, hits, pages }) {
      const isSame = () => this.answered.text === text;
      const feed = text.trim() ? await shoroku.feedLink(text, query, pages) : "";
      if (isSame()) this.follow.replaceChildren(feed);
      await this.showFilters();
      const links = await shoroku.linksElsewhere(text, hits);
      if (isSame()) this.suggestions.append(...links.flatMap((link) => [" ", link]));
    }

    // Say so where the index could not be loaded.  Where it was replaced in between, ask again,
    // and show as many results as one wanted to see.
    async orFailed(work, wanted = 0) {
      const { text } = this.answered;
      try {
        await work;
      } catch (error) {
        if (!(error instanceof shoroku.IndexError)) throw error;
        if (this.answered.text !== text) return;
        if (!error.isOutdated) return this.wait("failed");
        await this.ask(this.input.value);
        if (this.answered.text === text) await this.showUpTo(wanted);
      }
    }

    // The page of the paper whose id or address is the query.
    get jump() {
      return this.answered.isJump ? this.results.querySelector("a").href : null;
    }

    async addresses() {
      const { hits } = this.answered;
      const addresses = await shoroku.load("addresses");
      return hits.map(({ page }) => addresses[page]);
    }

    showStep() {
      return this.showUpTo(this.results.children.length + STEP);
    }

    async showUpTo(count) {
      const left = count - this.results.children.length;
      if (left > 0) await this.orFailed(this.showMore(left), count);
    }

    async showMore(count) {
      const { text, hits, query } = this.answered;
      const from = this.results.children.length;
      const next = hits.slice(from, from + count);
      const pages = await shoroku.pagesOf(next);
      if (this.answered.text !== text || this.results.children.length !== from) return;
      this.results.append(...itemsOf(next, pages, { query, text }));
      this.more.hidden = hits.length <= this.results.children.length;
    }

    async showFilters() {
      const { text, hits, query } = this.answered;
      const isFiltered = query !== null && query.filters.length > 0;
      this.filters.hidden = !hits.length && !isFiltered;
      if (isFiltered) this.filters.open = true;
      if (this.filters.hidden || !this.filters.open) return;
      const groups = shoroku.filterGroups(await shoroku.load("filters"), hits, { text, query, order: this.order.value });
      if (this.answered.text !== text) return;
      this.filters.querySelector("div").replaceChildren(...groups);
      this.filters.hidden = groups.length === 0;
    }

    onSubmit(event) {
      event.preventDefault();
      if (this.jump) location.assign(this.jump);
      else if (location.search !== new URL(this.address, location).search || !history.state?.isSent) {
        this.remember();
        history.pushState({ isSent: true }, "", this.address);
      }
    }

    // The arrows lead from the field to the results and back, Escape to the field.
    onKey(event) {
      const places = [this.input, ...this.results.querySelectorAll(".search-title")];
      const place = places.indexOf(document.activeElement);
      if (place < 0 || shoroku.isComposing(event)) return;
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by) places[place + by]?.focus();
      else if (event.key === "Escape") this.input.focus();
      else return;
      event.preventDefault();
    }
  }

  const itemsOf = (hits, pages, { query, text }) => {
    const asked = shoroku.asked(text, query);
    return pages.map((page, i) => shoroku.resultItem(hits[i], page, asked));
  };

  // How the results meet the query, where they do not hold all of it.
  const tellings = (told, order) => {
    const { element, words } = shoroku;
    if (!told) return [];
    const { corrected, missing, odd = [], offers = [] } = told;
    const linkTo = (text) => element("a", { href: shoroku.searchAddress(text, order) }, text);
    return [
      ...(corrected ? [words.suggestion, " ", linkTo(corrected)] : []),
      ...(missing.length ? [element("span", {}, words.onNoPage(missing)), " "] : []),
      ...(odd.length ? [element("span", {}, words.notUnderstood(odd)), " "] : []),
      ...(offers.length ? [words.suggestion, ...offers.flatMap((each) => [" ", linkTo(each)])] : []),
    ];
  };

  const form = document.querySelector("form.search-page");
  if (form) new SearchPage(form);
}
