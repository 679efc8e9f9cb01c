// Long lists can be narrowed and sorted; without this they are as they were written.
{
  const FEW = 8;
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  for (const form of document.querySelectorAll("form.narrowing")) {
    const lists = [...document.querySelectorAll(".narrowed")];
    const entries = lists.flatMap((list) => [...list.children].map((item) => ({ item, list })));
    const [field, output] = ["input", "output"].map((name) => form.querySelector(name));
    const [order, state] = form.querySelectorAll("select");

    const narrow = () => {
      const words = plain(field.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      for (const entry of entries) {
        entry.text ??= plain(entry.item.textContent);
        entry.item.hidden =
          !words.every((word) => entry.text.includes(word)) ||
          Boolean(state?.value && state.value !== entry.item.dataset.state);
        shown += !entry.item.hidden;
      }
      for (const list of lists) {
        const section = list.closest("section");
        if (!section.contains(form)) section.hidden = ![...list.children].some((item) => !item.hidden);
      }
      output.textContent = words.length || state?.value
        ? form.dataset.said.replace("{shown}", shown).replace("{all}", entries.length)
        : "";
    };

    const sort = () => {
      const collator = new Intl.Collator(document.documentElement.lang); // slow to make
      const key = order.value.replace("-", "");
      const direction = order.value.startsWith("-") ? -1 : 1;
      const value = ({ item }) => item.dataset[key] ?? item.querySelector(`.${key}`).textContent;
      const sorted = key
        ? entries
            .map((entry) => [value(entry), entry])
            .sort(([a], [b]) => direction * collator.compare(a, b))
        : entries.map((entry) => ["", entry]);
      // A list numbers its entries anew upon each that it gets, so all go at once.
      for (const list of lists) {
        list.replaceChildren();
        const own = sorted.filter(([, entry]) => entry.list === list);
        list.append(...own.map(([, { item }]) => item));
      }
    };

    // Whose citations a reader takes away, where the list is not as it was written.
    const addresses = () =>
      (field.value.trim() || order?.value) &&
      [...document.querySelectorAll(".narrowed > li:not([hidden])")].map(
        (item) => item.querySelector("a.title").pathname,
      );

    if (entries.length > FEW) {
      form.hidden = false;
      if (order) shoroku.left = { addresses, status: output };
      form.addEventListener("submit", (event) => event.preventDefault());
      field.addEventListener("input", narrow);
      order?.addEventListener("change", sort);
      state?.addEventListener("change", narrow);
    }
  }
}
