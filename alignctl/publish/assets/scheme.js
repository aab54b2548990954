// Light, dark, or as the system has it: remembered on this machine.
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
  });
})();
