// The search page: its address holds the query, and the query holds the filters.
"use strict";
globalThis.shoroku ??= {};

{
  const STEP = 4; // results at a time: about a screen, and few requests

  class SearchPage {
    constructor(form) {
      this.form = form;
      this.input = form.querySelector("input");
      for (const part of ["status", "suggestions", "filters", "results", "more"]) {
        this[part] = document.getElementById(`search-${part}`);
      }
      this.citations = document.getElementById("search-citations");
      this.answered = { text: "", hits: [], query: null, isJump: false };
      // Whose citations a reader takes away.
      shoroku.left = { addresses: () => this.addresses(), status: this.status };
      this.ask = shoroku.answerAsTyped(this.input, (...args) => this.answer(...args));
      this.listen();
      form.hidden = false;
      this.restore();
    }

    listen() {
      // Typing changes the address in place; a search that is sent can be gone back on.
      this.input.addEventListener("input", () => {
        history.replaceState(null, "", addressOf(this.input.value));
      });
      this.form.addEventListener("submit", (event) => this.onSubmit(event));
      window.addEventListener("popstate", () => this.restore());
      document.addEventListener("keydown", (event) => this.onKey(event));
      this.more.addEventListener("click", () => this.orFailed(this.showMore()));
      // Their file is for those who look at them.
      this.filters.addEventListener("toggle", () => this.orFailed(this.showFilters()));
      this.observer = new IntersectionObserver((states) => {
        if (states.at(-1).isIntersecting) this.orFailed(this.showMore());
      });
    }

    // Answer what the address asks.
    async restore() {
      this.input.value = queryInAddress();
      await this.ask(this.input.value);
      if (this.jump) location.replace(this.jump);
    }

    answer(text, isCurrent) {
      return this.orFailed(this.answerIfLoaded(text, isCurrent));
    }

    async answerIfLoaded(text, isCurrent) {
      const { query, hits, pages, told, isJump } = await shoroku.search(text, STEP);
      if (!isCurrent()) return;
      this.answered = { text, hits, query, isJump };
      this.status.textContent = text.trim() ? shoroku.words.found(hits.length) : "";
      this.suggestions.replaceChildren(...tellings(told));
      this.results.replaceChildren(...itemsOf(hits, pages, { query, text }));
      this.more.hidden = hits.length <= pages.length;
      this.citations.hidden = !hits.length;
      // Told anew whether it is in view: the results are others, and it may not have moved.
      this.observer.disconnect();
      this.observer.observe(this.more);
      await this.showFilters();
      this.orFailed(this.showElsewhere(text, hits)); // the next query does not wait for it
    }

    async showElsewhere(text, hits) {
      const links = await shoroku.linksElsewhere(text, hits);
      if (this.answered.text !== text) return;
      this.suggestions.append(...links.flatMap((link) => [" ", link]));
    }

    // Say so where the index could not be loaded; ask again where it was replaced in between.
    async orFailed(work) {
      try {
        await work;
      } catch (error) {
        if (!(error instanceof shoroku.IndexError)) throw error;
        if (error.isOutdated) this.ask(this.input.value);
        else this.status.textContent = shoroku.words.failed;
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

    async showMore() {
      const { text, hits, query } = this.answered;
      const from = this.results.children.length;
      const next = hits.slice(from, from + STEP);
      const pages = await shoroku.pagesOf(next);
      if (this.answered.text !== text || this.results.children.length !== from) return;
      this.results.append(...itemsOf(next, pages, { query, text }));
      this.more.hidden = hits.length <= this.results.children.length;
    }

    async showFilters() {
      const { text, hits, query } = this.answered;
      const isFiltered = query.filters.length > 0;
      this.filters.hidden = !hits.length && !isFiltered;
      if (isFiltered) this.filters.open = true;
      if (this.filters.hidden || !this.filters.open) return;
      const groups = shoroku.filterGroups(await shoroku.load("filters"), hits, { text, query });
      if (this.answered.text !== text) return;
      this.filters.querySelector("div").replaceChildren(...groups);
      this.filters.hidden = groups.length === 0;
    }

    onSubmit(event) {
      event.preventDefault();
      if (this.jump) location.assign(this.jump);
      else if (queryInAddress() !== this.input.value || !history.state?.isSent) {
        history.pushState({ isSent: true }, "", addressOf(this.input.value));
      }
    }

    // The arrows lead from the field to the results and back, Escape to the field.
    onKey(event) {
      const places = [this.input, ...this.results.querySelectorAll(".search-title")];
      const place = places.indexOf(document.activeElement);
      if (place < 0 || event.isComposing) return;
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (by) places[place + by]?.focus();
      else if (event.key === "Escape") this.input.focus();
      else return;
      event.preventDefault();
    }
  }

  const itemsOf = (hits, pages, { query, text }) =>
    pages.map((page, i) =>
      shoroku.resultItem(hits[i], page, { query: text, clauses: shoroku.toMark(query) }),
    );

  // How the results meet the query, where they do not hold all of it.
  const tellings = (told) => {
    const { element, words } = shoroku;
    if (!told) return [];
    const { corrected, missing, odd = [], offers = [] } = told;
    return [
      ...(corrected ? [words.suggestion, " ", linkTo(corrected)] : []),
      ...(missing.length ? [element("span", {}, words.onNoPage(missing)), " "] : []),
      ...(odd.length ? [element("span", {}, words.notUnderstood(odd)), " "] : []),
      ...(offers.length ? [words.suggestion, ...offers.flatMap((each) => [" ", linkTo(each)])] : []),
    ];
  };

  const linkTo = (text) => shoroku.element("a", { href: addressOf(text) }, text);

  const addressOf = (text) =>
    text.trim() ? `?${new URLSearchParams({ q: text })}` : location.pathname;

  const queryInAddress = () => new URLSearchParams(location.search).get("q") ?? "";

  const form = document.querySelector("form.search-page");
  if (form) new SearchPage(form);
}
