// The site's one script: the theme switch, the reader's own time zone, the book's filter, the read-out of charts.
// Everything can be read without it. A classic script, because file:// blocks modules.
/** @typedef {import("../charts/chart.ts").Readout} Readout */
(() => {
  const themes = ["auto", "light", "dark"];
  const root = document.documentElement;

  /** @param {string} theme */
  function showTheme(theme) {
    if (theme === "auto") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", theme);
  }

  function storedTheme() {
    try {
      const theme = localStorage.getItem("drillbook-theme") ?? "auto";
      return themes.includes(theme) ? theme : "auto";
    } catch {
      return "auto"; // Storage may be forbidden, as on file:// in some browsers.
    }
  }

  // Before the first paint, so that the page does not flash.
  showTheme(storedTheme());

  function addThemeSwitch() {
    const tools = document.getElementById("tools");
    if (tools === null) return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "theme";
    let theme = storedTheme();
    const name = () => button.textContent = `Theme: ${theme}`;
    name();
    button.addEventListener("click", () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length] ?? "auto";
      showTheme(theme);
      name();
      try {
        localStorage.setItem("drillbook-theme", theme);
      } catch {
        // The choice then lasts as long as the page.
      }
    });
    tools.append(button);
  }

  function addOwnZone() {
    const format = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });
    for (const time of document.querySelectorAll("time[datetime]")) {
      const at = new Date(time.getAttribute("datetime") ?? "");
      if (!Number.isNaN(at.getTime())) time.setAttribute("title", `${format.format(at)}, your time`);
    }
  }

  function addFilter() {
    const form = document.getElementById("filter");
    if (form === null) return;
    const entries = [...document.querySelectorAll("[data-entry]")];
    const input = document.createElement("input");
    input.type = "search";
    input.id = "filter-text";
    const label = document.createElement("label");
    label.htmlFor = input.id;
    label.textContent = "Filter ";
    const hint = document.createElement("span");
    hint.textContent = "by title, plan, date or verdict";
    label.append(hint);
    const count = document.createElement("output");
    count.htmlFor.add(input.id);
    const apply = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
      let shown = 0;
      for (const entry of entries) {
        const text = (entry.getAttribute("data-entry") ?? "").toLowerCase();
        const fits = words.every((word) => text.includes(word));
        entry.toggleAttribute("hidden", !fits);
        if (fits) shown += 1;
      }
      count.textContent = words.length === 0 ? "" : `${shown} of ${entries.length}`;
    };
    input.addEventListener("input", apply);
    form.append(label, input, count);
    form.removeAttribute("hidden");
  }

  /**
   * Shows a chart's values under the pointer, or under the arrow keys.
   * @param {Element} frame
   */
  function addReadout(frame) {
    const svg = frame.querySelector("svg");
    if (svg === null) return;
    /** @type {Readout} */
    const readout = JSON.parse(frame.getAttribute("data-readout") ?? "");
    const { plot: [left, right], span: [top, bottom], domain: [start, end], times, lines } = readout;
    const output = document.createElement("p");
    output.className = "readout";
    output.setAttribute("role", "status");
    const cursor = document.createElementNS("http://www.w3.org/2000/svg", "line");
    cursor.setAttribute("class", "cursor");
    cursor.setAttribute("y1", String(top));
    cursor.setAttribute("y2", String(bottom));
    cursor.setAttribute("visibility", "hidden");
    svg.append(cursor);
    // Inside, so that it is there only in the width whose drawing is.
    frame.prepend(output);
    let present = -1;

    /** @param {number} index */
    function show(index) {
      present = Math.max(0, Math.min(times.length - 1, index));
      const time = times[present];
      if (time === undefined) return;
      const values = lines.map(({ name, values }) => `${name} ${values[present] ?? "— no data"}`);
      output.textContent = [`${new Date(start + time).toISOString().slice(11, 21)} UTC`, ...values].join("  ·  ");
      const x = String(left + (right - left) * time / (end - start));
      cursor.setAttribute("x1", x);
      cursor.setAttribute("x2", x);
      cursor.setAttribute("visibility", "visible");
    }

    /** @param {number} time */
    function nearest(time) {
      let best = 0;
      times.forEach((other, index) => {
        if (Math.abs(other - time) < Math.abs((times[best] ?? 0) - time)) best = index;
      });
      return best;
    }

    function clear() {
      output.textContent = "";
      cursor.setAttribute("visibility", "hidden");
    }

    frame.addEventListener("pointermove", (event) => {
      const box = svg.getBoundingClientRect();
      const x = (/** @type {PointerEvent} */ (event).clientX - box.left) * svg.viewBox.baseVal.width / box.width;
      if (x < left || x > right) clear();
      else show(nearest((end - start) * (x - left) / (right - left)));
    });
    frame.addEventListener("pointerleave", clear);
    frame.addEventListener("blur", clear);
    frame.addEventListener("keydown", (event) => {
      const key = /** @type {KeyboardEvent} */ (event).key;
      if (key !== "ArrowLeft" && key !== "ArrowRight") return;
      event.preventDefault();
      show(present + (key === "ArrowRight" ? 1 : -1));
    });
  }

  /** Escape closes the evidence that lies over the page, and leaves the focus on its figure. */
  function addEscape() {
    document.addEventListener("keydown", (event) => {
      const open = event.key === "Escape" ? document.querySelector(".figure-details[open]") : null;
      if (open === null) return;
      open.removeAttribute("open");
      open.querySelector("summary")?.focus();
    });
  }

  /** Opens a disclosure that a link points into. */
  function openTarget() {
    const target = location.hash.length > 1
      ? document.getElementById(decodeURIComponent(location.hash.slice(1)))
      : null;
    const details = target?.closest("details");
    if (details) details.open = true;
  }

  document.addEventListener("DOMContentLoaded", () => {
    addThemeSwitch();
    addOwnZone();
    addFilter();
    addEscape();
    for (const frame of document.querySelectorAll(".frame[data-readout]")) addReadout(frame);
    openTarget();
    addEventListener("hashchange", openTarget);
  });
})();
