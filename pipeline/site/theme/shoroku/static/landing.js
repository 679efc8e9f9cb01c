// Lead to the first of the reader's languages that the site has, else to the site's first.
const links = [...document.querySelectorAll("a[hreflang]")];
const bare = (tag) => tag.toLowerCase().split("-")[0];
const wanted = navigator.languages.flatMap((tag) => [
  links.find((link) => link.hreflang.toLowerCase() === tag.toLowerCase()),
  links.find((link) => bare(link.hreflang) === bare(tag)),
]);
location.replace(wanted.find((link) => link) ?? links[0]);
