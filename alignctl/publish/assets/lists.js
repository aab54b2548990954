// Lists that readers filter and sort. Rows say in data-has what they are found by, as the query of an address; the
// form above the list says the same in the page's own address, so that a list can be sent to somebody, and Back works.
(() => {
  const box = document.querySelector(".alignctl .a-filter");
  if (!box) return;
  const parts = document.querySelector(".alignctl .a-parts");
  if (!parts) return start();

  // A list in parts is made whole before it is filtered: at once where the address asks for that, else on request.
  const whole = document.createElement("button");
  whole.type = "button";
  whole.textContent = "Filter and sort all parts";
  const load = async () => {
    whole.disabled = true;
    try {
      const links = [...parts.querySelectorAll("a:not([aria-current])")];
      const pages = await Promise.all(links.map(async (link) => {
        const answer = await fetch(link.href);
        if (!answer.ok) throw new Error(answer.statusText);
        return new DOMParser().parseFromString(await answer.text(), "text/html");
      }));
      for (const page of pages) take(page);
      for (const line of document.querySelectorAll(".alignctl .a-part-link")) line.remove();
      parts.remove();
      start();
    } catch {
      whole.textContent = "The other parts cannot be loaded; try again";
      whole.disabled = false;
    }
  };
  whole.addEventListener("click", load);
  parts.append(whole);
  if (location.search.length > 1) load();

  // Rows go to the end of the table that they continue; whatever else a section holds, to the end of the section.
  function take(page) {
    for (const section of page.querySelectorAll(".alignctl section.a-section")) {
      const mine = document.getElementById(section.getAttribute("aria-labelledby"))?.closest("section");
      if (!mine) continue;
      for (const link of section.querySelectorAll("a[href^='../']")) link.setAttribute("href", link.getAttribute("href").slice(3));
      for (const each of [...section.children].slice(1)) {
        const last = [...mine.children].findLast((child) => !child.matches(".a-part-link"));
        if (each.matches("table") && last?.matches("table")) last.tBodies[0].append(...each.tBodies[0].rows);
        else if (each.matches("ul") && last?.matches("ul")) last.append(...each.children);
        else mine.append(each);
      }
    }
  }

  function start() {
  const [panel, told, all] = ["details", "output", "button"].map((name) => box.querySelector(name));
  const fields = [...box.querySelectorAll("[name]")];
  const { words, sort, reverse, period } = Object.fromEntries(fields.map((field) => [field.name, field]));
  const facets = fields.filter((field) => field.tagName === "SELECT" && field !== sort && field !== period);
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase();
  const rows = [...document.querySelectorAll(".alignctl [data-has]")].map((element) => {
    const link = element.matches("tr") && element.querySelector("th a");
    // One row may stand for several findings; the same item may stand in several lists.
    return { element, has: new URLSearchParams(element.dataset.has), item: link ? link.getAttribute("href") : element, weight: Number(element.dataset.count ?? 1) };
  });
  const number = new Intl.NumberFormat(document.documentElement.lang || "en");

  // What holds rows is hidden with its last row; a folded group opens while something is asked for.
  const holders = new Map();
  for (const row of rows) {
    for (let each = row.element.parentElement; each && !each.matches(".alignctl"); each = each.parentElement) {
      if (!each.matches("section, details, table, .a-group")) continue;
      if (!holders.has(each)) holders.set(each, { rows: [], open: each.open, count: countIn(each), whole: "" });
      holders.get(each).rows.push(row);
    }
  }
  for (const holder of holders.values()) holder.whole = holder.count ? holder.count.textContent : "";

  function countIn(element) {
    return element.querySelector(":scope > h2 > .a-count, :scope > summary > .a-count");
  }

  // Columns: a button in every head above several rows, and the same names in the form, for where rows are cards.
  const narrow = matchMedia("(max-width: 46rem)");
  const tables = [...new Set(rows.map((row) => row.element.closest("table")).filter(Boolean))].map((table) => {
    const heads = [...table.tHead.rows[0].cells];
    return { body: table.tBodies[0], heads, names: heads.map((head) => head.textContent), listed: [...table.tBodies[0].rows] };
  });
  const buttons = [];
  for (const table of tables.filter((each) => each.listed.length > 1)) {
    table.heads.forEach((head, index) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => {
        const name = table.names[index];
        const again = sort.value === name;
        if (again && reverse.checked) sort.value = "";
        else sort.value = name;
        reverse.checked = again && !reverse.checked;
        change(true);
      });
      head.append(button);
      buttons.push(button);
    });
  }
  if (sort) sort.append(...[...new Set(tables.flatMap((table) => table.names))].map((name) => new Option(name, name)));
  const asCards = () => buttons.length > 0 && getComputedStyle(tables[0].body.parentElement.tHead).position === "absolute";
  const enable = () => {
    const hidden = asCards();
    for (const button of buttons) button.disabled = hidden;
  };
  addEventListener("resize", enable);
  enable();

  function order() {
    const collator = new Intl.Collator(document.documentElement.lang || "en", { numeric: true, sensitivity: "base" });
    for (const table of tables) {
      const column = sort && table.listed.length > 1 ? table.names.indexOf(sort.value) : -1;
      table.heads.forEach((head, index) => {
        if (index === column) head.setAttribute("aria-sort", reverse.checked ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
      const isNumber = column >= 0 && table.heads[column].matches(".a-number");
      const keyed = column < 0 ? [] : table.listed.map((row) => [row, keyOf(row.cells[column], isNumber)]);
      const filled = keyed.filter(([, key]) => key !== null);
      const sign = reverse && reverse.checked ? -1 : 1;
      filled.sort(([, a], [, b]) => sign * (isNumber ? a - b : collator.compare(a, b)));
      const empty = keyed.filter(([, key]) => key === null);
      table.body.append(...(column < 0 ? table.listed : [...filled, ...empty].map(([row]) => row)));
    }
  }

  // The key of a cell: what it names for that, else its words; of numbers the first in it. Empty cells stand last.
  function keyOf(cell, isNumber) {
    const text = cell.dataset.key || cell.textContent.trim();
    if (!isNumber) return text || null;
    const found = text.replace(/\u2212/g, "-").replace(/(\d),(?=\d{3})/g, "$1").match(/-?\d+(?:\.\d+)?/);
    return found ? Number(found[0]) : null;
  }

  function fits(row, terms, span) {
    for (const field of facets) {
      if (!field.value) continue;
      if (field.value === "-" ? row.has.has(field.name) : !row.has.getAll(field.name).includes(field.value)) return false;
    }
    if (span) {
      const [from, to] = [row.has.get("from"), row.has.get("to")];
      if (!(from || to) || (from && from > span.to) || (to && to < span.from)) return false;
    }
    if (!terms.length) return true;
    row.text ??= fold([row.element.textContent, typeof row.item === "string" ? row.item : "", ...row.has.values()].join(" "));
    return terms.every((term) => row.text.includes(term));
  }

  function show() {
    const terms = fold(words.value).split(/\s+/).filter(Boolean);
    const span = period && period.value ? { ...period.selectedOptions[0].dataset } : null;
    const asked = terms.length > 0 || Boolean(span) || facets.some((field) => field.value);
    for (const row of rows) row.element.hidden = !fits(row, terms, span);
    for (const [element, holder] of holders) {
      const shown = holder.rows.filter((row) => !row.element.hidden).reduce((sum, row) => sum + row.weight, 0);
      element.hidden = asked && shown === 0;
      if (element.matches("details")) element.open = asked ? shown > 0 : holder.open;
      if (holder.count) holder.count.textContent = asked ? ` ${number.format(shown)} of${holder.whole}` : holder.whole;
      const entry = element.id || element.getAttribute("aria-labelledby");
      const above = entry && document.querySelector(`.toc a[href="#${CSS.escape(entry)}"]`);
      if (above) above.parentElement.hidden = element.hidden;
    }
    const count = (some) =>
      [...new Set(some.map((row) => row.item))].reduce((sum, each) => sum + Number(each.dataset?.count ?? 1), 0);
    const [shown, whole] = [count(rows.filter((row) => !row.element.hidden)), count(rows)];
    const name = whole === 1 ? box.dataset.one : box.dataset.several;
    const sorted = sort && sort.value ? `, by ${sort.value}${reverse.checked ? ", reversed" : ""}` : "";
    const part = asked ? `${shown ? number.format(shown) : "None"} of ` : "";
    told.textContent = `${part}${number.format(whole)} ${name}${sorted}`;
    all.hidden = !asked && !sorted;
  }

  function read() {
    const given = new URLSearchParams(location.search);
    for (const field of [words, period, ...facets].filter(Boolean)) {
      const value = given.get(field.name) ?? "";
      // A value that no row here has is kept, and finds nothing: better than a list that seems whole.
      if (field.tagName === "SELECT" && ![...field.options].some((option) => option.value === value)) {
        const option = new Option(value, value);
        if (field === period) Object.assign(option.dataset, { from: "9999", to: "0000" });
        field.append(option);
      }
      field.value = value;
    }
    if (sort) {
      const wanted = given.get("sort") ?? "";
      reverse.checked = wanted.startsWith("-");
      sort.value = wanted.replace(/^-/, "");
      if (sort.selectedIndex < 0) sort.value = "";
    }
  }

  function write(asNew) {
    const given = new URLSearchParams(location.search);
    for (const field of fields) given.delete(field.name);
    for (const field of fields) {
      if (field === reverse || !field.value) continue;
      given.set(field.name, field === sort && reverse.checked ? `-${field.value}` : field.value);
    }
    const query = given.toString();
    const address = location.pathname + (query ? `?${query}` : "") + location.hash;
    if (address === location.pathname + location.search + location.hash) return;
    try {
      history[asNew ? "pushState" : "replaceState"](null, "", address);
    } catch { /* a page from a disk may not change its address: the list is filtered all the same */ }
  }

  function change(asNew) {
    write(asNew);
    order();
    show();
  }

  words.addEventListener("input", () => change(false));
  box.addEventListener("change", (event) => { if (event.target !== words) change(true); });
  all.addEventListener("click", () => {
    for (const field of fields) {
      if (field === reverse) field.checked = false;
      else field.value = "";
    }
    change(true);
    panel.querySelector("summary").focus();
  });
  window.addEventListener("popstate", () => { read(); order(); show(); });
  read();
  const asked = location.search.length > 1 && fields.some((field) => field.value);
  panel.open = asked || (!("closed" in box.dataset) && !narrow.matches);
  box.hidden = false;
  order();
  show();
  if (asked && location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
  }
})();
