// The box on every page: a combobox (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/) that
// lists the best pages as one types.
"use strict";
globalThis.shoroku ??= {};

{
  const SHOWN = 4;

  class Box {
    constructor(form) {
      const { element, words } = shoroku;
      this.form = form;
      this.input = form.querySelector("input");
      this.jump = null; // where Enter leads, if not to the search page
      this.status = element("p", { class: "search-status", role: "status" });
      this.again = element("button", { class: "search-again", type: "button", hidden: "" }, words.again);
      this.list = element("ul", {
        id: "search-list",
        role: "listbox",
        "aria-label": words.results,
      });
      this.popup = element("div", { class: "search-popup", hidden: "" }, this.status, this.again, this.list);
      form.append(this.popup);
      this.input.setAttribute("role", "combobox");
      this.input.setAttribute("aria-autocomplete", "list");
      this.input.setAttribute("aria-controls", this.list.id);
      this.input.setAttribute("aria-expanded", "false");
      this.asked = shoroku.asking(
        (...args) => this.answer(...args),
        (how) => this.wait(how),
      );
      this.listen();
      this.catchUp();
    }

    listen() {
      // The index is there by the time that something is typed.
      this.input.addEventListener("focus", () => shoroku.openIndex().catch(() => {}));
      shoroku.onTyped(this.input, (text) => this.ask(text));
      this.again.addEventListener("click", () => {
        this.input.focus();
        shoroku.startOver();
        this.ask(this.input.value);
      });
      this.form.addEventListener("keydown", (event) => this.onKey(event));
      this.form.addEventListener("submit", (event) => this.onSubmit(event));
      this.form.addEventListener("focusout", ({ relatedTarget }) => {
        if (!this.form.contains(relatedTarget)) this.open(false);
      });
      // Else the field would lose the focus, and so close the list, before the click.
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", ({ target }) => {
        const option = target.closest("[role=option]");
        if (option) location.assign(option.dataset.address);
      });
    }

    // The search is loaded when the field has the focus, so that something may be there already.
    catchUp() {
      if (document.activeElement !== this.input) return;
      shoroku.openIndex().catch(() => {});
      if (this.input.value) this.ask(this.input.value);
    }

    ask(text) {
      this.isAnswered = false;
      return this.asked(text);
    }

    async answer(text, isCurrent) {
      this.jump = null;
      if (!text.trim()) {
        this.open(false);
        return;
      }
      const isUntouched = () => !this.popup.hidden && !this.selected;
      const show = (found) => {
        if (!isCurrent() || (this.isAnswered && !isUntouched())) return;
        this.isAnswered = true;
        this.showPages(text, found);
      };
      const { pages, ...found } = await shoroku.search(text, SHOWN, show);
      show({ pages, ...found });
      if (isCurrent() && found.isJump) this.jump = this.list.firstElementChild.dataset.address;
      const first = found.hits.slice(0, SHOWN);
      if (pages.length === first.length) return;
      const all = await shoroku.pagesOf(first).catch(() => pages); // some are better than none
      if (isUntouched()) show({ ...found, pages: all });
    }

    // No list stands below a query that it does not answer.
    wait(how) {
      this.jump = null;
      if (!this.isAnswered) this.show(shoroku.waiting(how), []);
      this.again.hidden = how === "slow";
    }

    showPages(text, { query, hits, pages, told }) {
      const asked = shoroku.asked(text, query);
      this.show(messageOf(hits, told), [
        ...pages.map((page) => pageOption(page, asked)),
        ...(hits.length ? [allOption(hits.length, this.form.action, text)] : []),
      ]);
    }

    show(message, options) {
      this.again.hidden = true;
      options.forEach((option, i) => (option.id = `search-option-${i}`));
      this.status.textContent = message;
      this.list.replaceChildren(...options);
      this.open(true);
    }

    open(isOpen) {
      this.select(null);
      this.popup.hidden = !isOpen;
      this.input.setAttribute("aria-expanded", String(isOpen && this.list.children.length > 0));
    }

    get selected() {
      return this.list.querySelector("[aria-selected=true]");
    }

    select(option) {
      this.selected?.setAttribute("aria-selected", "false");
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) this.input.setAttribute("aria-activedescendant", option.id);
      else this.input.removeAttribute("aria-activedescendant");
    }

    step(by) {
      const places = [null, ...this.list.children]; // before the first option is the field itself
      const next = places.indexOf(this.selected) + by + places.length;
      this.select(places[next % places.length]);
    }

    onKey(event) {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (shoroku.isComposing(event) || event.target !== this.input) return;
      if (by && this.popup.hidden) this.ask(this.input.value);
      else if (by) this.step(by);
      else if (event.key === "Enter" && this.selected) location.assign(this.selected.dataset.address);
      else if (event.key === "Escape" && !this.popup.hidden) this.open(false);
      else return;
      event.preventDefault(); // of Escape too, which empties a search field
    }

    onSubmit(event) {
      if (!this.jump) return;
      event.preventDefault();
      location.assign(this.jump);
    }
  }

  const messageOf = (hits, told) => {
    const { words } = shoroku;
    return [
      words.found(hits.length),
      ...(told?.corrected ? [`${words.suggestion} ${told.corrected}`] : []),
      ...(told?.missing.length ? [words.onNoPage(told.missing)] : []),
    ].join(" · ");
  };

  const option = (address, ...content) =>
    shoroku.element(
      "li",
      { role: "option", "aria-selected": "false", "data-address": address },
      ...content,
    );

  const pageOption = (page, asked) =>
    option(
      shoroku.resultAddress(page, asked),
      shoroku.title(page, asked.clauses),
      shoroku.element("span", { class: "search-authors" }, ...shoroku.about(page, asked.clauses)),
    );

  const allOption = (count, action, text) =>
    option(`${action}?${new URLSearchParams({ q: text })}`, shoroku.words.all(count));

  const form = document.querySelector("form.search-box");
  if (form) new Box(form);
}
