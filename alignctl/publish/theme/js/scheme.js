// Light, dark, or as the system has it: remembered on this machine. Search shows where it can work, which is
// wherever the pages come from a server: a page from a disk may not read the list of words.
(() => {
  const root = document.documentElement;
  const names = { auto: "as the system", light: "light", dark: "dark" };
  const order = Object.keys(names);
  let chosen = "auto";
  try {
    chosen = localStorage.getItem("alignctl-scheme") || "auto";
  } catch { /* no storage: nothing is remembered */ }
  if (!(chosen in names)) chosen = "auto";
  root.dataset.theme = chosen;
  document.addEventListener("DOMContentLoaded", () => {
    const button = document.querySelector("button.scheme");
    const show = () => { button.querySelector("span").textContent = names[chosen]; };
    show();
    button.hidden = false;
    button.addEventListener("click", () => {
      chosen = order[(order.indexOf(chosen) + 1) % order.length];
      root.dataset.theme = chosen;
      try { localStorage.setItem("alignctl-scheme", chosen); } catch { /* not remembered */ }
      show();
    });
    const search = document.querySelector("form.search");
    if (search && location.protocol !== "file:") {
      search.hidden = false;
      const script = document.createElement("script");
      script.src = search.dataset.script;
      document.body.append(script);
      const query = search.querySelector("input");
      const results = search.querySelector("#mkdocs-search-results");
      search.addEventListener("submit", (event) => {
        event.preventDefault();
        const first = results.querySelector("a[href]");
        if (first) location.href = first.href;
      });
      document.addEventListener("keydown", (event) => {
        if (event.key === "Escape") { query.value = ""; results.replaceChildren(); }
        if (event.key === "/" && !/^(input|textarea|select)$/i.test(document.activeElement.tagName)) {
          event.preventDefault();
          query.focus();
        }
      });
    }
  });
})();
