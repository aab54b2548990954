// Large pictures grow and shrink: buttons, the keys + - 0, two fingers, the wheel with Ctrl (alone it scrolls the page).
// Parts that lie outside are reached by scrolling: fingers, arrow keys, or dragging with a mouse. Nothing moves by itself,
// but a picture opens as wide as the page where its text can still be read, else at the part that is read first.
(() => {
  const [STEP, MOST, READABLE] = [1.25, 4, 0.62];

  const clamp = (value, low, high) => Math.max(low, Math.min(high, value));

  function enable(box) {
    const svg = box.querySelector(":scope > svg[viewBox]");
    const figure = box.closest("figure");
    const [width, height] = ["width", "height"].map((name) => Number(svg?.getAttribute(name)));
    if (!figure || !(width > 0 && height > 0)) return;
    let [scale, chosen] = [1, false];
    const isCourse = svg.matches(".alignctl-picture-chart");

    const tools = document.createElement("div");
    tools.className = "a-zoom";
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", `Size of: ${box.getAttribute("aria-label")}`);
    const told = document.createElement("output");
    const button = (sign, label, act) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = sign;
      if (sign !== label) made.ariaLabel = made.title = label;
      made.addEventListener("click", act);
      return made;
    };
    const smaller = button("\u2212", "Smaller", () => zoom(scale / STEP));
    const larger = button("+", "Larger", () => zoom(scale * STEP));
    tools.append(smaller, told, larger, button("1:1", "1:1, the natural size", () => zoom(1)));
    tools.append(button("Whole", "Whole picture", () => zoom(fitting())));
    if (document.fullscreenEnabled) {
      const full = button("Full screen", "Full screen", () => {
        if (document.fullscreenElement) document.exitFullscreen();
        else figure.requestFullscreen().catch(() => { /* the browser said no */ });
      });
      figure.addEventListener("fullscreenchange", () => {
        full.textContent = document.fullscreenElement === figure ? "Leave full screen" : "Full screen";
      });
      tools.append(full);
    }
    figure.insertBefore(tools, box);

    // The scale at which all of it is seen at once.
    function fitting() {
      const room = document.fullscreenElement === figure ? box.clientHeight : innerHeight * 0.85 - 2;
      return Math.min(1, box.clientWidth / width, room / height);
    }

    // Keep the point of the picture at (x, y) of the window, or in the middle of what is seen, where it is.
    function zoom(wanted, x, y) {
      const low = Math.min(0.25, fitting());
      const next = clamp(wanted, low, MOST);
      const old = svg.getBoundingClientRect();
      const seen = box.getBoundingClientRect();
      const at = [x ?? seen.left + box.clientWidth / 2, y ?? (Math.max(seen.top, 0) + Math.min(seen.bottom, innerHeight)) / 2];
      const part = [(at[0] - old.left) / old.width, (at[1] - old.top) / old.height];
      scale = Math.abs(next - 1) < 0.02 ? 1 : next;
      box.style.setProperty("--zoom-width", `${width * scale}px`);
      box.style.setProperty("--zoom-height", `${height * scale}px`);
      box.classList.remove("a-fitted");
      box.classList.add("a-zoomed");
      chosen = true;
      if (seen.bottom > innerHeight || seen.top < 0) box.scrollIntoView({ block: "nearest", behavior: "instant" });
      const [now, frame] = [svg.getBoundingClientRect(), box.getBoundingClientRect()];
      box.scrollLeft += now.left + part[0] * now.width - clamp(at[0], frame.left, frame.right);
      box.scrollTop += now.top + part[1] * now.height - clamp(at[1], frame.top, frame.bottom);
      tell();
      smaller.disabled = scale <= low;
      larger.disabled = scale >= MOST;
    }

    function tell() {
      told.textContent = `${Math.round(scale * 100)}\u00a0%`;
    }

    box.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const pixels = event.deltaY * (event.deltaMode === 1 ? 16 : 1);
      zoom(scale * Math.exp(clamp(-pixels, -120, 120) * 0.003), event.clientX, event.clientY);
    }, { passive: false });

    figure.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const inTools = tools.contains(event.target);
      const way = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] }[event.key];
      if (event.key === "+" || event.key === "=") zoom(scale * STEP);
      else if (event.key === "-") zoom(scale / STEP);
      else if (event.key === "0") zoom(1);
      else if (way && inTools) box.scrollBy(...way);
      else return;
      event.preventDefault();
    });

    // Two fingers: their distance is the scale, the point between them stays.
    let pinch = null;
    const between = ([a, b]) => ({
      far: Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY),
      x: (a.clientX + b.clientX) / 2,
      y: (a.clientY + b.clientY) / 2,
    });
    box.addEventListener("touchstart", (event) => {
      pinch = event.touches.length === 2 ? { far: between(event.touches).far, scale } : null;
    }, { passive: true });
    box.addEventListener("touchmove", (event) => {
      if (!pinch || event.touches.length !== 2) return;
      event.preventDefault();
      const { far, x, y } = between(event.touches);
      zoom(pinch.scale * (far / pinch.far), x, y);
    }, { passive: false });
    box.addEventListener("touchend", () => { pinch = null; }, { passive: true });

    // A mouse drags; what was dragged is not clicked.
    let drag = null;
    box.addEventListener("pointerdown", (event) => {
      const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
      if (event.pointerType !== "mouse" || event.button !== 0 || !scrolls) return;
      drag = { x: event.clientX, y: event.clientY, left: box.scrollLeft, top: box.scrollTop, moved: false };
    });
    box.addEventListener("pointermove", (event) => {
      if (!drag || event.pointerType !== "mouse") return;
      const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
      if (!drag.moved && Math.hypot(x, y) > 5) {
        drag.moved = true;
        box.setPointerCapture(event.pointerId);
        box.classList.add("a-dragged");
      }
      if (drag.moved) box.scrollTo({ left: drag.left - x, top: drag.top - y, behavior: "instant" });
    });
    const drop = () => {
      if (drag?.moved) setTimeout(() => box.classList.remove("a-dragged"));
      drag = null;
    };
    box.addEventListener("pointerup", drop);
    box.addEventListener("pointercancel", drop);
    box.addEventListener("dragstart", (event) => event.preventDefault());
    box.addEventListener("click", (event) => {
      if (box.classList.contains("a-dragged")) event.preventDefault();
    }, true);

    const look = () => {
      if (!chosen) {
        const fit = box.clientWidth / width;
        box.classList.toggle("a-fitted", fit < 1 && fit >= READABLE);
        scale = fit < 1 && (isCourse || fit >= READABLE) ? fit : 1;
        tell();
      }
      const large = scale !== 1 || width > box.clientWidth || height > innerHeight * 0.85;
      tools.hidden = !large;
      box.classList.toggle("a-zoomable", large);
    };
    look();
    addEventListener("resize", look);
    if (scale === 1 && width > box.clientWidth) begin(box, svg);
  }

  // Months end with the one that is now; a matrix begins in the middle of its top; others with what stands first of all
  // that is seen without scrolling down.
  function begin(box, svg) {
    if (svg.matches(".alignctl-picture-bowling")) {
      box.scrollLeft = box.scrollWidth;
      return;
    }
    const frame = box.getBoundingClientRect();
    const places = [...svg.querySelectorAll("a")].map((link) => link.getBoundingClientRect()).filter((place) => place.width);
    const seen = svg.matches(".alignctl-picture-matrix") ? [] : places.filter((place) => place.top < frame.top + 480);
    const way = seen.length ? "left" : "top";
    const [first] = (seen.length ? seen : places).sort((a, b) => a[way] - b[way]);
    if (first && first.right > frame.right) box.scrollLeft += (first.left + first.right - frame.left - frame.right) / 2;
  }

  for (const box of document.querySelectorAll(".alignctl .a-scroll")) enable(box);
  for (const box of document.querySelectorAll(".alignctl .a-grid-scroll:has(.a-figure-cell)")) box.scrollLeft = box.scrollWidth;
})();
