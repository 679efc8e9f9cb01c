"""How a test loads the search where it is to ask by itself."""

LOAD = """
() => new Promise((resolve) => {
  const script = document.createElement("script");
  script.src = document.querySelector(".search-box").dataset.script;
  script.onload = resolve;
  document.head.append(script);
})
"""
"""A page's search without the focus in its box, which asks for the index before all else."""
