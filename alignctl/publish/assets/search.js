// Search over the list of words that the build wrote: every word typed must occur somewhere on a page, as a whole or
// as a part, in small letters and without accents. So ids, parts of compounds, and scripts that put no spaces between
// words are found too, which a stemmer of one language does not do. The list is fetched when the field is first entered.
// A page from a disk may not read it, so there search stays hidden.
// What a result is, its address tells; how it stands is the first words of an item's text, up to a dot in the middle.
(() => {
  const form = document.querySelector("form.search");
  if (!form || location.protocol === "file:") return;
  const [query, results] = [form.querySelector("input"), form.querySelector(".results")];
  const MOST = 40;
  const fold = (text) =>
    (/[^\x00-\x7f]/.test(text) ? text.normalize("NFKD").replace(/\p{M}+/gu, "") : text).toLowerCase();
  const list = new URL(form.dataset.list, location.href);
  const root = new URL("../", list);
  const KINDS = {
    strategies: "Strategy", outcomes: "Outcome", kpis: "KPI", hypotheses: "Hypothesis", initiatives: "Initiative",
    teams: "Team", commitments: "Commitment", assessments: "Assessment",
  };
  const VIEWS = ["cascades", "strategy-map", "metric-tree", "x-matrix", "bowling", "hypothesis-board", "learning-ledger", "team-sheets", "alignment-matrix", "promises", "views"];
  const LISTS = [...Object.keys(KINDS), "findings", "changes", "line-of-sight", "levels", "milestones"];
  let pages = [];
  let loading = null;

  // Begun when the field is entered, so that the first word finds the list there.
  function ready() {
    loading ??= load().then((found) => { pages = found; }, (error) => { loading = null; throw error; });
    return loading;
  }

  async function load() {
    const { docs } = await (await fetch(list)).json();
    const found = new Map();
    for (const doc of docs) {
      const [address, section] = doc.location.split("#");
      if (section === undefined) found.set(address, { address, title: doc.title, text: doc.text, sections: [] });
      else found.get(address)?.sections.push({ id: section, title: doc.title, text: doc.text });
    }
    return [...found.values()].map((page) => {
      const [kind, rank] = kindOf(page.address);
      const [state, text] = read(page, kind);
      return { ...page, kind, rank, state, text, inTitle: fold(page.title), inState: fold(state), inText: fold(text), inAddress: fold(page.address) };
    });
  }

  // What stands at an address, and its rank: items of the plan, then lists and views of them, then rules and guides.
  function kindOf(address) {
    const folders = address.replace(/(index\.html)?$/, "").split("/").filter(Boolean);
    const [above, last] = [folders.at(-2), folders.at(-1)];
    if (KINDS[above]) return [KINDS[above], 0];
    if (LISTS.includes(last)) return ["List", 1];
    if (VIEWS.includes(last) || VIEWS.includes(above)) return ["View", 1];
    if (above === "rules") return ["Rule", 2];
    return ["", 2];
  }

  // The state and the text of a page without its title, which the text repeats.
  function read(page, kind) {
    let text = page.text || page.sections.map((section) => `${section.title} ${section.text}`).join(" ");
    const title = page.title.trim().replace(/\s+/g, " ");
    if (text.startsWith(title)) text = text.slice(title.length).trim();
    const said = Object.values(KINDS).includes(kind) && text.match(/^([^·]{0,40}?)\s*·\s+/);
    return said ? [said[1], text.slice(said[0].length)] : ["", text];
  }

  // How well a page answers: a word in its title or its state counts most, then in its address, which holds the id, then
  // in its text.
  function weigh(page, terms) {
    let weight = 0;
    for (const term of terms) {
      const title = Math.max(place(page.inTitle, term), place(page.inState, term));
      const fit = title * 30 || place(page.inAddress, term) * 10 || place(page.inText, term);
      if (!fit) return 0;
      weight += fit;
    }
    return weight + (page.inTitle === terms.join(" ") ? 100 : 0);
  }

  // 0: not in it; 1: inside a word; 2: where a word begins; 3: a word of its own.
  function place(text, term) {
    let best = 0;
    for (let at = text.indexOf(term); at >= 0 && best < 3; at = text.indexOf(term, at + 1)) {
      const starts = at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1]);
      const ends = !/[\p{L}\p{N}]/u.test(text[at + term.length] ?? " ");
      best = Math.max(best, starts ? (ends ? 3 : 2) : 1);
      if (text.length > 5000) break;
    }
    return best;
  }

  function find(text) {
    const terms = fold(text).split(/\s+/).filter(Boolean);
    if (!terms.length) return null;
    return pages
      .map((page) => ({ page, terms, weight: weigh(page, terms) }))
      .filter((each) => each.weight > 0)
      .sort((a, b) => b.weight - a.weight || a.page.rank - b.page.rank || a.page.title.length - b.page.title.length || (a.page.address < b.page.address ? -1 : 1));
  }

  function entry({ page, terms }) {
    const outside = terms.find((term) => ![page.inTitle, page.inState, page.inAddress].some((text) => text.includes(term)));
    const section = outside && page.sections.find((each) => fold(`${each.title} ${each.text}`).includes(outside));
    const link = document.createElement("a");
    link.href = new URL(page.address + (section ? `#${section.id}` : ""), root);
    link.textContent = page.title;
    const where = document.createElement("span");
    where.className = "where";
    const what = [page.kind || page.address.replace(/(index\.html|\/)$/, ""), page.state, section?.title];
    where.textContent = what.filter(Boolean).join(" · ");
    const some = document.createElement("span");
    some.className = "some";
    some.dir = "auto";
    some.textContent = excerpt(section?.text || page.text, outside ?? terms[0]);
    const item = document.createElement("li");
    item.append(link, where, some);
    return item;
  }

  function excerpt(text, term) {
    const at = Math.max(0, fold(text).indexOf(term) - 50);
    const start = at ? text.indexOf(" ", at) + 1 || at : 0;
    return (start ? "… " : "") + text.slice(start, start + 160).trim();
  }

  async function answer() {
    if (!query.value.trim()) return clear();
    try {
      await ready();
    } catch {
      return say("The list of words could not be read; try again when you are online");
    }
    const found = find(query.value);
    if (!found) return clear();
    const shown = found.slice(0, MOST);
    const list = document.createElement("ul");
    list.append(...shown.map(entry));
    const more = found.length > MOST ? `, the best ${MOST} of which are shown` : "";
    say(found.length ? `${found.length} ${found.length === 1 ? "page" : "pages"}${more}` : "Nothing found");
    if (found.length) results.append(list);
  }

  // The line that says how many stays in its place, so that a screen reader hears it change.
  function say(text) {
    results.querySelector("ul")?.remove();
    results.querySelector("[role=status]").textContent = text;
    results.hidden = false;
  }

  function clear() {
    say("");
    results.hidden = true;
  }

  let waiting = 0;
  query.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(answer, 80);
  });
  query.addEventListener("focus", () => {
    ready().catch(() => { /* said when something is asked for */ });
    if (query.value) answer();
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    clearTimeout(waiting);
    await answer();
    results.querySelector("a")?.focus();
  });
  form.addEventListener("keydown", (event) => {
    const links = [...results.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") { query.value = ""; clear(); query.focus(); }
    else if (event.key === "ArrowDown" && links.length) links[Math.min(at + 1, links.length - 1)].focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? query).focus();
    else return;
    event.preventDefault();
  });
  document.addEventListener("click", (event) => { if (!form.contains(event.target)) results.hidden = true; });
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) results.hidden = true;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || /^(input|textarea|select)$/i.test(document.activeElement.tagName)) return;
    event.preventDefault();
    query.focus();
  });
  form.hidden = false;
})();
