// The page: a queue of rows, the row in work, and keys for everything.
import { ask, send } from "./api.js";
import { drawCard } from "./card.js";
import { byId, fill, make } from "./dom.js";
import { closeForm, openForm } from "./form.js";
import { remembered, say, speak, spoken } from "./labels.js";

// `turn` counts what the annotator does; an answer that comes after the next deed is not shown any more.
const state = { start: {}, rows: [], from: 0, total: 0, row: null, shown: null, form: false, turn: 0 };
let toastTimer = 0;

function toast(text, bad = false) {
  const box = byId("toast");
  box.textContent = text;
  box.classList.toggle("bad", bad);
  box.hidden = false;
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => (box.hidden = true), bad ? 8000 : 1600);
}

function filters() {
  return Object.fromEntries(new FormData(byId("filters")));
}

function drawProgress(progress) {
  const done = progress.all - progress.open;
  const share = progress.all ? (100 * done) / progress.all : 0;
  byId("bar-fill").style.width = `${share}%`;
  byId("bar").setAttribute("aria-valuenow", share.toFixed(1));
  const number = (value) => value.toLocaleString(spoken());
  const others = Object.entries(progress.others).map(([name, count]) => say("others", { name, done: number(count) }));
  fill(byId("progress-text"), [say("done_of", { done: number(done), all: number(progress.all) }), ...others].join(" · "));
}

function drawQueue() {
  const number = (value) => value.toLocaleString(spoken());
  byId("queue-total").textContent = state.total ? say("found", { count: number(state.total) }) : say("nothing_here");
  fill(byId("rows"), ...state.rows.map((one) => make("li", {}, make("button", { type: "button", "data-row": one.row, "aria-current": String(one.row === state.row), on: { click: () => show(one.row) } },
    make("span", { class: "tuple" }, one.code ? `${one.source || "—"} ${one.code} ${one.target || "—"}` : "—", one.state !== "open" && make("span", { class: `state ${one.state}` }, say(one.state))),
    make("span", { class: "words", dir: one.dir, lang: one.language }, one.text)))));
  byId("rows").querySelector('[aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  byId("page-place").dir = "ltr";
  byId("page-place").textContent = state.total ? `${number(state.from + 1)}–${number(state.from + state.rows.length)}` : "";
  byId("page-back").parentElement.hidden = state.total <= state.rows.length;
  byId("page-back").disabled = state.from === 0;
  byId("page-on").disabled = state.from + state.rows.length >= state.total;
}

async function loadQueue(place = { start: 0 }) {
  const answer = await ask("queue", { ...filters(), ...place });
  Object.assign(state, { rows: answer.rows, from: answer.start, total: answer.total });
  drawProgress(answer.progress);
  drawQueue();
}

async function show(row) {
  const turn = (state.turn += 1);
  stopForm();
  if (row === null || row === undefined) {
    Object.assign(state, { row: null, shown: null });
    drawCard(null, {}, actions);
    byId("empty").textContent = say(state.total ? "all_done" : filters().status === "open" ? "all_done" : "nothing_here");
    drawQueue();
    return;
  }
  const answer = await ask(`task/${row}`, { language: spoken() });
  if (turn !== state.turn) return;
  Object.assign(state, { row, shown: answer });
  drawCard(answer, state.start, actions);
  drawProgress(answer.progress);
  drawQueue();
}

async function move(step) {
  const at = state.rows.findIndex((one) => one.row === state.row);
  const next = at + step;
  if (at >= 0 && next >= 0 && next < state.rows.length) return show(state.rows[next].row);
  const place = state.from + (at < 0 ? 0 : next);
  if (place < 0 || place >= state.total) return undefined;
  await loadQueue({ start: step > 0 ? place : Math.max(0, place - 49) });
  return show(step > 0 ? state.rows[0]?.row : state.rows.at(-1)?.row);
}

async function decide(verdict, chosen = null, note = "") {
  const row = state.row;
  const answer = await send("decide", { row, verdict, chosen, note, language: spoken() });
  toast(say("saved"));
  for (const one of answer.beside) Object.assign(state.rows.find((other) => other.row === one.row) || {}, one);
  drawProgress(answer.progress);
  if (verdict === "added") return show(row);
  const at = state.rows.findIndex((one) => one.row === row);
  const rest = [...state.rows.slice(at + 1), ...state.rows.slice(0, at)];
  const next = rest.find((one) => one.state === "open");
  if (next) return show(next.row);
  await loadQueue({ around: row });
  return show(state.rows.find((one) => one.state === "open" && one.row !== row)?.row ?? (filters().status === "open" ? state.rows[0]?.row : row));
}

async function undo(id = null) {
  const answer = await send("undo", { id });
  drawProgress(answer.progress);
  if (!answer.undone) return toast(say("nothing_undone"));
  toast(say("undone"));
  await loadQueue({ around: answer.undone.row });
  return show(answer.undone.row);
}

function startForm(verdict) {
  const { task, answer } = state.shown;
  const coding = verdict === "added" ? null : answer?.chosen || task.seen;
  state.form = true;
  state.turn += 1;
  for (const id of ["proposal", "actions", "answer", "beside", "why"]) byId(id).hidden = true;
  openForm({ verdict, task, coding, note: verdict === "added" ? "" : answer?.note, save: (...given) => decide(...given), cancel: () => show(state.row) });
}

function stopForm() {
  state.form = false;
  closeForm();
}

const guarded = (call) => async (...given) => {
  try {
    return await call(...given);
  } catch (problem) {
    return toast(problem.message || say("lost"), true);
  }
};

const actions = {
  confirm: guarded(() => decide("confirmed")),
  reject: guarded(() => state.shown?.task.seen && decide("rejected")),
  correct: () => state.shown?.task.seen && startForm("corrected"),
  add: () => state.shown && startForm("added"),
  undo: guarded(() => undo()),
  undoOne: guarded((id) => undo(id)),
  previous: guarded(() => move(-1)),
  next: guarded(() => move(1)),
  show: guarded(show),
  why: guarded(async () => {
    const box = byId("why");
    box.hidden = false;
    fill(box, make("h2", {}, say("why")), make("p", {}, say("why_wait")));
    const row = state.row;
    const { lines } = await ask(`why/${row}`);
    if (row !== state.row) return;
    fill(box, make("h2", {}, say("why")), make("ol", { dir: "ltr" }, ...lines.map((line) => {
      const item = make("li", {}, make("bdi", {}, line.trimStart()));
      item.style.setProperty("--depth", line.length - line.trimStart().length);
      return item;
    })));
    box.scrollIntoView({ block: "nearest", behavior: "smooth" });
  }),
};

// Keys go by place, not by letter: a keyboard may write Arabic or Turkish.
const KEYS = {
  KeyC: ["C", "confirm"], KeyE: ["E", "correct"], KeyX: ["X", "reject"], KeyA: ["A", "add"], KeyU: ["U", "undo"],
  KeyJ: ["J ↓", "next"], KeyK: ["K ↑", "previous"], KeyW: ["W", "why"], ArrowDown: ["", "next"], ArrowUp: ["", "previous"],
};

function drawHelp() {
  const listed = [...Object.values(KEYS).filter(([shown]) => shown), ["/", "search"], ["Ctrl Enter", "save"], ["Esc", "cancel"]];
  fill(byId("help-keys"), ...listed.flatMap(([shown, name]) => [make("dt", {}, make("kbd", {}, shown)), make("dd", {}, say(name))]));
}

document.addEventListener("keydown", (event) => {
  if (event.target.closest("input, select, textarea, dialog") || event.ctrlKey || event.metaKey || event.altKey) {
    if (event.key === "Escape" && event.target.closest("#filters, .tools")) event.target.blur();
    return;
  }
  if (event.key === "?" ) byId("help").showModal();
  else if (event.key === "/" || event.code === "Slash") byId("filter-text").focus();
  else if (event.key === "Escape" && state.form) show(state.row);
  else if (KEYS[event.code] && !state.form) actions[KEYS[event.code][1]]();
  else return;
  event.preventDefault();
});

function options(select, values, kept) {
  const value = kept ?? select.value;
  fill(select, ...values.map(([code, text]) => make("option", { value: code }, text)));
  select.value = values.some(([code]) => code === value) ? value : values[0][0];
}

function drawFilters(first = false) {
  const form = byId("filters");
  const all = ["", say("all")];
  const names = new Intl.DisplayNames([spoken()], { type: "language" });
  options(form.kind, ["event", "sentence", "differ", ""].map((name) => [name, say(name || "everything")]), first ? "event" : null);
  options(form.status, [all, ...["open", "decided", "confirmed", "corrected", "rejected", "added"].map((name) => [name, say(name)])], first ? "open" : null);
  options(form.language, [all, ...state.start.languages.map((code) => [code, names.of(code)])]);
  options(form.root, [all, ...state.start.roots.map((one) => [one.code, `${one.code} ${one.name}`])]);
  options(form.confidence, [all, ...["0.3", "0.5", "0.7", "0.9"].map((value) => [value, say("at_most", { value: Number(value).toLocaleString(spoken()) })])]);
}

function redraw() {
  speak(state.start.labels, byId("page-language").value);
  drawFilters();
  drawHelp();
  drawProgress(state.shown?.progress || state.start.progress);
  drawQueue();
  if (!state.form && state.row !== null) guarded(show)(state.row);
}

let waiting = 0;
let pointed = false;
for (const [event, value] of [["pointerdown", true], ["keydown", false]]) document.addEventListener(event, () => (pointed = value), true);
document.addEventListener("change", (event) => { if (pointed && event.target.matches("select")) event.target.blur(); });
const filtered = () => {
  const turn = (state.turn += 1);
  clearTimeout(waiting);
  waiting = setTimeout(guarded(async () => {
    await loadQueue();
    if (turn === state.turn) await show(state.rows[0]?.row);
  }), 150);
};
for (const event of ["input", "change"]) byId("filters").addEventListener(event, filtered);
byId("filters").addEventListener("submit", (event) => {
  event.preventDefault();
  byId("filter-text").blur();
});
byId("page-back").addEventListener("click", guarded(() => loadQueue({ start: Math.max(0, state.from - 50) })));
byId("page-on").addEventListener("click", guarded(() => loadQueue({ start: state.from + 50 })));
byId("page-language").addEventListener("change", redraw);
byId("help-open").addEventListener("click", () => byId("help").showModal());
byId("help-close").addEventListener("click", () => byId("help").close());

await guarded(async () => {
  state.start = await ask("start");
  speak(state.start.labels, remembered() || state.start.page_language);
  byId("who").textContent = state.start.annotator;
  drawFilters(true);
  if (state.start.blind) byId("filters").kind.closest("label").hidden = true;
  drawHelp();
  await loadQueue();
  await show(state.rows[0]?.row);
})();
