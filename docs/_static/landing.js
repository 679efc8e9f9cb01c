// Lead to the first of the reader's languages that the site has; without this, two links do.
const wanted = navigator.languages.map((code) => code.slice(0, 2));
const language = wanted.find((code) => code === "ja" || code === "en") ?? "en";
location.replace(`${language}/index.html`);
