// Live updates, Tell Me, relative times. Every page works without this file.
"use strict";
(() => {
  document.documentElement.classList.add("js");
  const csrf = document.querySelector('meta[name="csrf"]')?.content ?? "";

  // Regions marked with data-live are read anew from the server when something happened; what did not change is left alone.
  // News is numbered: a page says what it has heard of and gets nothing older, made once for all who have it open.
  let heard = document.querySelector('meta[name="news"]')?.content ?? "", pending = 0, busy = false;
  function altered(field) {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (!field.options) return field.value !== field.defaultValue;
    return field.selectedIndex !== Math.max(0, [...field.options].findLastIndex(option => option.defaultSelected));
  }
  // What somebody types in, has altered or selected, or was told to mend is not taken from under his hands.
  function inUse(region) {
    const fields = [...region.querySelectorAll("input:not([type=hidden]),select,textarea")];
    return fields.length && region.contains(document.activeElement)
      || fields.some(field => field.ariaInvalid === "true" || altered(field));
  }
  async function refresh() {
    if (busy) { pending = 1; return; }
    busy = true;
    try {
      const answer = await fetch(location.href, { headers: { "X-Live": heard }, credentials: "same-origin" });
      if (!answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const region of document.querySelectorAll("[data-live][id]")) {
        const news = fresh.getElementById(region.id);
        if (!news || inUse(region)) continue;
        if (region.innerHTML !== news.innerHTML) {
          const follow = region.classList.contains("log") && region.scrollTop + region.clientHeight >= region.scrollHeight - 40;
          region.innerHTML = news.innerHTML;
          if (follow) region.scrollTop = region.scrollHeight;
        }
        for (const name of ["data-running", "title", "class"]) {
          if (news.hasAttribute(name)) region.setAttribute(name, news.getAttribute(name));
        }
      }
      times();
    } catch { /* the next event tries again */ } finally {
      busy = false;
      if (pending) { pending = 0; setTimeout(refresh, 100); }
    }
  }
  // What happened comes as several events at once.
  let timer = 0;
  function soon() { if (!timer) timer = setTimeout(() => { timer = 0; refresh(); }, 20); }

  // Nobody looks at a hidden page, and a browser has only six connections to us for all of them.
  let source = null;
  function listen() {
    if (source || document.hidden || !window.EventSource || !document.querySelector("[data-live]")) return;
    source = new EventSource("/api/v1/events");
    // What happened between the making of the page and now, or while the line was cut, was not told.
    source.addEventListener("now", event => { if (event.lastEventId !== heard) { heard = event.lastEventId; soon(); } });
    for (const name of ["entry", "run", "cue"]) source.addEventListener(name, event => { heard = event.lastEventId; soon(); });
    source.addEventListener("progress", event => {
      heard = event.lastEventId;
      const news = JSON.parse(event.data);
      for (const bar of document.querySelectorAll(`[data-progress="${news.entry}"]`)) {
        if (news.total) { bar.max = news.total; bar.value = news.done; }
      }
      for (const text of document.querySelectorAll(`[data-progress-text="${news.entry}"]`)) {
        const number = new Intl.NumberFormat(document.documentElement.lang);
        text.textContent = news.total ? `${number.format(news.done)} / ${number.format(news.total)}` : number.format(news.done);
      }
      if (document.getElementById("log")) soon();
    });
  }
  function rest() { source?.close(); source = null; }
  document.addEventListener("visibilitychange", () => document.hidden ? rest() : listen());
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);

  // "3 min ago" grows older while one looks.
  const relative = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto", style: "short" });
  function times() {
    for (const time of document.querySelectorAll("time[datetime]")) {
      if (time.closest(".log")) continue;
      const seconds = (Date.parse(time.dateTime) - Date.now()) / 1000, size = Math.abs(seconds);
      if (Number.isNaN(seconds) || size > 7 * 86400) continue;
      const [unit, length] = size < 60 ? ["second", 1] : size < 3600 ? ["minute", 60] : size < 86400 ? ["hour", 3600] : ["day", 86400];
      time.textContent = relative.format(Math.round(seconds / length), unit);
    }
  }
  times();
  setInterval(times, 20000);

  // Tell Me.
  const dialog = document.getElementById("tell"), input = document.getElementById("tell-input"), results = document.getElementById("tell-results");
  async function tell() {
    const answer = await fetch(`/tell-me?fragment=1&q=${encodeURIComponent(input.value)}`, { credentials: "same-origin" });
    if (answer.ok) { results.innerHTML = await answer.text(); mark(0); }
  }
  // The focus stays in the field; the results are options for those who hear the page.
  function mark(index) {
    const links = [...results.querySelectorAll("a")];
    for (const item of results.children) item.setAttribute("role", links.length ? "presentation" : "option");
    links.forEach((link, at) => {
      link.id = `tell-${at}`;
      link.setAttribute("role", "option");
      link.setAttribute("aria-selected", at === index);
    });
    input.setAttribute("aria-activedescendant", links.length ? `tell-${index}` : "");
    links[index]?.scrollIntoView({ block: "nearest" });
  }
  function open(event) { event?.preventDefault(); if (dialog && !dialog.open) { dialog.showModal(); input.value = ""; tell(); input.focus(); } }
  addEventListener("keydown", event => { if (event.altKey && event.code === "KeyQ") open(event); });
  document.querySelector("[data-tell]")?.addEventListener("click", open);
  input?.addEventListener("input", tell);
  input?.addEventListener("keydown", event => {
    const links = [...results.querySelectorAll("a")], at = links.findIndex(link => link.ariaSelected === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark((at + (event.key === "ArrowDown" ? 1 : links.length - 1)) % Math.max(1, links.length));
    } else if (event.key === "Enter") { event.preventDefault(); links[Math.max(0, at)]?.click(); }
  });
  dialog?.addEventListener("click", event => { if (event.target === dialog) dialog.close(); });

  document.addEventListener("click", event => {
    if (event.target.closest("[data-dismiss]")) event.target.closest(".notice").remove();
    for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
    const copy = event.target.closest("[data-copy]");
    if (copy) navigator.clipboard?.writeText(document.getElementById(copy.dataset.copy).textContent);
    const button = event.target.closest("[data-confirm]");
    if (button && !confirm(button.dataset.confirm)) event.preventDefault();
  });

  // Where one is stays in sight where a row of places is wider than the screen.
  for (const here of document.querySelectorAll(".places [aria-current], .tabs [aria-current]")) {
    const row = here.parentElement;
    row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
  }

  addEventListener("keydown", event => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) { menu.open = false; menu.querySelector("summary").focus(); }
  });

  // Lines that are selected: how many, all at once, and nothing to press while there are none.
  const bulk = document.getElementById("bulk");
  function selection() {
    if (!bulk) return;
    const boxes = [...document.querySelectorAll('input[form="bulk"]')], chosen = boxes.filter(box => box.checked).length;
    const label = bulk.querySelector("[data-selected]"), all = document.querySelector("[data-select-all]");
    label.dataset.word ??= label.textContent;
    label.textContent = chosen ? `${label.dataset.word} ${chosen}` : label.dataset.word;
    for (const button of bulk.querySelectorAll("button")) button.disabled = !chosen;
    if (all) { all.checked = chosen > 0 && chosen === boxes.length; all.indeterminate = chosen > 0 && chosen < boxes.length; }
  }
  document.addEventListener("change", event => {
    if (event.target.matches("[data-select-all]")) {
      for (const box of document.querySelectorAll('input[form="bulk"]')) box.checked = event.target.checked;
    }
    if (event.target.matches('[data-select-all], input[form="bulk"]')) selection();
  });
  selection();

  // The schedule editor's next runs, while one types.
  for (const form of document.querySelectorAll("form[data-preview]")) {
    let waiting = 0;
    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        const query = new URLSearchParams(new FormData(form));
        query.delete("csrf");
        const answer = await fetch(`${form.dataset.preview}?${query}`, { credentials: "same-origin", headers: { "X-CSRF-Token": csrf } });
        const box = document.getElementById("preview-box");
        if (answer.ok && box) box.innerHTML = await answer.text();
      }, 150);
    });
  }
})();
