// Shows the page anew when the site was built, and until then what keeps it from being built.
"use strict";

{
  const { build } = document.currentScript.dataset;
  const banner = document.createElement("div");
  const inside = banner.attachShadow({ mode: "open" }); // the site's styles end here
  let isOpen = true;
  let source;

  const made = (name, properties, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };

  const listed = (lines) => made("ul", {}, ...lines.map((line) => made("li", {}, line)));

  const filled = ({ title, files, lines }) => {
    const summary = made("summary", {}, made("h2", {}, title));
    const parts = files.flatMap(([path, told]) => [made("h3", {}, path), listed(told)]);
    const body = made("div", { tabIndex: 0, role: "group", ariaLabel: title }, ...parts);
    if (lines.length) body.append(listed(lines));
    const details = made("details", { open: isOpen }, summary, body);
    details.addEventListener("toggle", () => (isOpen = details.open));
    return details;
  };

  const style = made("link", { rel: "stylesheet", href: "/_banner.css" });
  const place = made("section", { ariaLabel: "shoroku serve", lang: "en", dir: "ltr" });
  place.setAttribute("aria-live", "polite");
  inside.append(style, place);

  const listen = () => {
    source = new EventSource("/_built");
    source.onmessage = ({ data }) => {
      const told = JSON.parse(data);
      if (told.build !== build) {
        location.reload();
        return;
      }
      place.replaceChildren(...(told.title ? [filled(told)] : []));
      if (told.title) document.body.append(banner);
      else banner.remove();
    };
  };

  // A browser keeps few connections to one server: pages out of sight need none.
  const onSight = () => {
    source?.close();
    if (!document.hidden) listen();
  };
  document.addEventListener("visibilitychange", onSight);
  onSight();
}
