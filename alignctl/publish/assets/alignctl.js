// Pages opened from a disk have no server that finds index.html in a folder, so links to folders get it here.
// Everything else on the pages works without this file.
if (location.protocol === "file:") {
  for (const link of document.querySelectorAll("a[href]")) {
    const [, path, rest] = link.getAttribute("href").match(/^([^?#]*)(.*)$/s);
    if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith("//")) continue;
    if (path.endsWith("/")) link.setAttribute("href", path + "index.html" + rest);
    else if (/(^|\/)\.{1,2}$/.test(path)) link.setAttribute("href", path + "/index.html" + rest);
  }
}

// Paper cannot be unfolded: where the style sheet cannot open what is folded, it is opened while the page is printed.
if (!CSS.supports("selector(::details-content)")) {
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll(".alignctl details:not([open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
  });
}
