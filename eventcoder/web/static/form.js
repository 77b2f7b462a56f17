// The form that corrects a proposal or adds an event.
import { byId, fill, make } from "./dom.js";
import { chooser } from "./chooser.js";
import { say } from "./labels.js";
import { cut, marked, selected } from "./words.js";

const SPANS = ["source_span", "trigger", "target_span"];

export function openForm({ verdict, task, coding, note, save, cancel }) {
  const form = byId("form");
  const start = coding || { code: "", source: "", target: "", day: task.published };
  const spans = Object.fromEntries(SPANS.map((name) => [name, start[name] || null]));
  const fields = {};
  const field = (name, hint, meaning, free) => {
    const input = make("input", { type: "text", id: `field-${name}`, name, spellcheck: "false", placeholder: hint, dir: free ? "auto" : "ltr" });
    input.value = start[name] ?? "";
    const told = make("p", { class: "meaning", dir: "auto" }, meaning || "");
    const wrong = make("p", { class: "wrong", hidden: true, role: "alert", dir: "auto" });
    const box = make("div", { class: `field${free ? " free" : ""}` }, make("label", { for: input.id }, say(name)), input, told, wrong);
    input.addEventListener("input", () => (told.textContent = ""));
    fields[name] = { input, told, wrong, box };
    return box;
  };
  const draw = () => fill(byId("text"), ...marked(task.text, spans));
  const spanRow = make("div", { class: "spans" });
  const drawSpans = () => fill(spanRow, make("span", {}, say("mark_hint")), ...SPANS.map((name) => make("span", { class: "span" },
    make("button", { type: "button", "data-span": name, on: { mousedown: (event) => event.preventDefault(), click: () => mark(name) } }, make("mark", { class: name }, say(name))),
    make("bdi", { class: "words", dir: "auto" }, cut(task.text, spans[name]) || "—"),
    spans[name] && make("button", { type: "button", "aria-label": say("clear"), on: { click: () => mark(name, null) } }, "×"))));
  const mark = (name, span = selected(byId("text"))) => {
    if (span === null && arguments.length < 2 && spans[name] === null) return;
    spans[name] = span;
    draw();
    drawSpans();
  };
  fill(form,
    make("h2", {}, say(verdict === "added" ? "add" : "correct")),
    field("source", say("actor_hint"), start.source_name), field("code", say("code_hint"), start.name), field("target", say("actor_hint"), start.target_name),
    spanRow,
    field("day", say("day_hint")),
    (() => { const box = field("note", say("note_hint"), "", true); box.classList.add("two"); return box; })(),
    make("div", { class: "foot" },
      make("button", { type: "submit", class: "main" }, say("save"), " ", make("kbd", {}, "Ctrl Enter")),
      make("button", { type: "button", on: { click: cancel } }, say("cancel"), " ", make("kbd", {}, "Esc"))));
  fields.note.input.value = note || "";
  fields.note.input.maxLength = 2000;
  for (const name of ["source", "target"]) chooser(fields[name].input, "actors", () => ({ language: document.documentElement.lang }), (one) => (fields[name].told.textContent = one.name || one.words[0] || ""));
  chooser(fields.code.input, "events", () => ({}), (one) => (fields.code.told.textContent = one.name));
  drawSpans();
  draw();
  form.hidden = false;

  const chosen = () => ({ ...Object.fromEntries(["source", "code", "target", "day"].map((name) => [name, fields[name].input.value])), ...spans });
  const showWrong = (problem, wrong) => {
    for (const [name, one] of Object.entries(fields)) {
      const text = wrong[name] || (name === "code" && !Object.keys(wrong).length ? problem : "");
      one.wrong.textContent = text || "";
      one.wrong.hidden = !text;
      one.box.classList.toggle("bad", Boolean(text));
    }
    const first = Object.keys(fields).find((name) => wrong[name]);
    fields[first || "code"].input.focus();
  };
  form.onsubmit = async (event) => {
    event.preventDefault();
    await save(verdict, chosen(), fields.note.input.value).catch((problem) => {
      if (!problem.message) throw problem;
      showWrong(problem.message, problem.fields);
    });
  };
  form.onkeydown = (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    else if (event.key === "Escape") cancel();
  };
  fields.code.input.focus();
  fields.code.input.select();
}

export function closeForm() {
  byId("form").hidden = true;
  fill(byId("form"));
}
