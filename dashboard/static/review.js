// Keys, highlights and zoom. Every page works without this file.
"use strict";
(() => {
  const root = document.documentElement, all = (what, from = document) => [...from.querySelectorAll(what)], one = (what) => document.querySelector(what);
  root.classList.add("js");

  // Highlights: a finding and a field show their place, a place shows its field.
  const light = (field, on) => all(`[data-field="${CSS.escape(field)}"]`).forEach((each) => {
    if (each.closest("[data-other]")) return;
    each.classList.toggle("lit", on);
  });
  for (const each of all("[data-field]")) {
    for (const [event, on] of [["mouseenter", true], ["mouseleave", false], ["focusin", true], ["focusout", false]]) each.addEventListener(event, () => light(each.dataset.field, on));
  }
  for (const row of all("a.where[data-field], tr[data-here]")) row.addEventListener("click", (event) => {
    if (event.target.closest("details, form, summary")) return;
    if (row.tagName === "A") event.preventDefault();
    showPlace(row.dataset.field);
  });

  // The picture: zoom is a smaller view box.
  const sheet = one("#sheet");
  const whole = sheet ? sheet.dataset.whole.split(" ").map(Number) : [0, 0, 1, 1];
  let box = [...whole];
  const setBox = (next) => { box = next; sheet.setAttribute("viewBox", box.join(" ")); };
  const point = (x, y) => new DOMPoint(x, y).matrixTransform(sheet.getScreenCTM().inverse());
  const zoom = (factor, at) => {
    const width = Math.min(whole[2] * 1.5, Math.max(whole[2] / 20, box[2] / factor)), real = width / box[2];
    const centre = at || { x: box[0] + box[2] / 2, y: box[1] + box[3] / 2 };
    setBox([centre.x - (centre.x - box[0]) * real, centre.y - (centre.y - box[1]) * real, width, box[3] * real]);
  };
  const showPlace = (field) => {
    const place = sheet && sheet.querySelector(`polygon[data-field="${CSS.escape(field)}"]`);
    if (!place) return;
    const bounds = place.getBoundingClientRect(), from = point(bounds.left, bounds.top), to = point(bounds.right, bounds.bottom);
    const width = Math.min(whole[2], Math.max((to.x - from.x) * 2, whole[2] / 3)), height = width * whole[3] / whole[2];
    setBox([(from.x + to.x - width) / 2, (from.y + to.y - height) / 2, width, height]);
    all(".lit").forEach((each) => each.classList.remove("lit"));
    light(field, true);
  };
  if (sheet) {
    sheet.addEventListener("wheel", (event) => { event.preventDefault(); zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, point(event.clientX, event.clientY)); }, { passive: false });
    let held = null, moved = false;
    sheet.addEventListener("pointerdown", (event) => { held = point(event.clientX, event.clientY); moved = false; });
    sheet.addEventListener("pointermove", (event) => {
      if (!held) return;
      const here = point(event.clientX, event.clientY);
      if (!moved && Math.hypot(here.x - held.x, here.y - held.y) < box[2] / 200) return;
      if (!moved) sheet.setPointerCapture(event.pointerId);
      moved = true; sheet.classList.add("dragged");
      setBox([box[0] + held.x - here.x, box[1] + held.y - here.y, box[2], box[3]]);
    });
    const drop = () => { held = null; sheet.classList.remove("dragged"); };
    sheet.addEventListener("pointerup", drop); sheet.addEventListener("pointercancel", drop);
    sheet.addEventListener("dragstart", (event) => event.preventDefault());
    sheet.addEventListener("click", (event) => { if (moved) event.preventDefault(); }, true);
    sheet.addEventListener("click", (event) => {
      const place = event.target.closest("polygon");
      const row = place && one(`tr[data-here][data-field="${CSS.escape(place.dataset.field)}"]`);
      if (!row) return;
      event.preventDefault(); row.scrollIntoView({ block: "center" }); row.focus();
    });
  }
  const zooms = { in: () => zoom(1.3), out: () => zoom(1 / 1.3), whole: () => setBox([...whole]) };
  for (const each of all("[data-zoom]")) each.addEventListener("click", () => zooms[each.dataset.zoom]());

  // The applicant's text follows reason, answer and language until somebody edits it.
  const form = one("#decide"), text = one("#text"), reason = one("#reason");
  let guarded = false, suggested = text ? text.value : "";
  const chosen = (name) => (form.querySelector(`input[name="${name}"]:checked`) || {}).value;
  const suggest = () => {
    if (!text || text.value !== suggested) return;
    const language = chosen("language") || root.lang, answer = chosen("action") || form.dataset.answer;
    const frame = text.getAttribute(`data-${language}-${answer.replace("_", "-")}`) || "";
    const option = reason.selectedOptions[0], point = answer === "approve" || !option || !option.value ? "" : option.getAttribute(`data-${language}`);
    suggested = text.value = point ? `${frame}\n1. ${point}` : frame;
  };
  if (form) form.addEventListener("change", suggest);

  // Unsaved text is not lost by a slip.
  for (const each of all("form[data-guard]")) {
    each.addEventListener("input", () => { guarded = true; });
    each.addEventListener("submit", () => { guarded = false; });
  }
  addEventListener("beforeunload", (event) => { if (guarded) event.preventDefault(); });

  // Times are told in the zone of whoever reads; the page itself has them in UTC.
  const two = (number) => String(number).padStart(2, "0");
  const localTimes = (from) => all("time[datetime]", from).forEach((each) => {
    const at = new Date(each.dateTime);
    each.textContent = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
  });
  localTimes(document);

  // What is in motion is shown again.
  const motion = one("[data-refresh]");
  if (motion) setInterval(async () => {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    const fresh = answer.ok && new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main > div");
    const old = one("main > div");
    if (!fresh || !old) return;
    const shown = document.importNode(fresh, true);
    localTimes(shown);
    old.replaceWith(shown);
  }, Number(motion.dataset.refresh) * 1000);

  // Keys
  const help = one("#help"), on = one("[data-action=keys-on]");
  let keys = true;
  try { keys = localStorage.getItem("keys") !== "off"; } catch { /* no storage: keys stay on */ }
  on.checked = keys;
  on.addEventListener("change", () => { keys = on.checked; try { localStorage.setItem("keys", keys ? "on" : "off"); } catch { /* as above */ } });
  const showHelp = () => help.open ? help.close() : help.showModal();
  for (const each of all("[data-action=help]")) each.addEventListener("click", showHelp);
  let row = -1, finding = -1;
  const rows = all("[data-case]"), findings = all("[data-finding]");
  const move = (step) => {
    if (!rows.length) return;
    row = Math.max(0, Math.min(rows.length - 1, row + step));
    rows.forEach((each, place) => each.closest("tr").classList.toggle("chosen", place === row));
    rows[row].focus(); rows[row].scrollIntoView({ block: "nearest" });
  };
  const nextFinding = () => {
    if (!findings.length) return;
    finding = (finding + 1) % findings.length;
    findings.forEach((each, place) => each.classList.toggle("lit", place === finding));
    findings[finding].focus(); findings[finding].scrollIntoView({ block: "nearest" });
    const where = findings[finding].querySelector("a[data-field]");
    if (where) showPlace(where.dataset.field);
  };
  const choose = (radio) => { radio.checked = true; radio.dispatchEvent(new Event("change", { bubbles: true })); guarded = true; one("#send").focus(); };
  const byKey = {
    "?": showHelp, "/": () => one("#q") && one("#q").focus(), j: () => move(1), k: () => move(-1), f: nextFinding,
    u: () => { const page = one("[data-case-page]"); if (page) location.href = page.dataset.queue; },
    "+": () => sheet && zooms.in(), "=": () => sheet && zooms.in(), "-": () => sheet && zooms.out(), "0": () => sheet && zooms.whole(),
  };
  addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form) { event.preventDefault(); form.requestSubmit(); return; }
    if (!keys || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || help.open) return;
    if (event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select")) { if (event.key === "Escape") event.target.blur(); return; }
    if (/^[1-9]$/.test(event.key) && reason) {
      const option = [...reason.options].filter((each) => each.value)[Number(event.key) - 1];
      if (option) { reason.value = option.value; reason.dispatchEvent(new Event("change", { bubbles: true })); event.preventDefault(); }
      return;
    }
    const marked = one(`[data-key="${CSS.escape(event.key)}"]`);
    if (byKey[event.key]) { event.preventDefault(); byKey[event.key](); }
    else if (marked) { event.preventDefault(); marked.type === "radio" ? choose(marked) : marked.click(); }
  });

  // A place in the address is shown.
  const wanted = /^#place-(\w+)$/.exec(location.hash);
  if (wanted && sheet) showPlace(wanted[1]);
})();
