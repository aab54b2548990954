// A table of a hand-written page that is wider than the page scrolls by itself; to be reached by keyboard it takes focus.
(() => {
  const tables = [...document.querySelectorAll("main > table")];
  const look = () => {
    for (const table of tables) {
      if (table.scrollWidth > table.clientWidth) table.tabIndex = 0;
      else table.removeAttribute("tabindex");
    }
  };
  look();
  addEventListener("resize", look);
})();
