// The row in work: sentence with marked words, proposal, what can be done, and what was decided.
import { byId, fill, make } from "./dom.js";
import { apart, say } from "./labels.js";
import { marked } from "./words.js";

const arrow = () => make("div", { class: "arrow", "aria-hidden": "true" }, "→");

function cell(kind, code, name) {
  return make("div", { class: kind }, make("span", {}, say(kind)), make("b", {}, code || "—"), make("span", { dir: "auto" }, code ? name : say("nobody")));
}

function short(coding) {
  return `${coding.source || "—"} ${coding.code} ${coding.target || "—"}${coding.day ? `  ${coding.day}` : ""}`;
}

function proposal(task) {
  const { seen, proposed } = task;
  if (!seen) return null;
  const facts = [
    `${say("day")}: ${apart(seen.day || "—")}`,
    `${say("confidence")}: ${proposed.confidence}`,
    apart(`${proposed.coder}: ${proposed.rule}`),
  ];
  const differ = proposed.differs && proposed.codes.some(Boolean);
  return [
    make("div", { class: "tuple-big" }, cell("source", seen.source, seen.source_name), arrow(), cell("code", seen.code, seen.name), arrow(), cell("target", seen.target, seen.target_name)),
    make("p", { class: "about", dir: "ltr" }, seen.about),
    make("p", { class: "facts" }, ...facts.map((fact) => make("bdi", {}, fact)), proposed.unsure && make("span", { class: "unsure" }, say("unsure")), differ && make("span", { class: "unsure" }, `${say("differ")}: ${proposed.codes.map((code) => code || "—").join(" / ")}`)),
  ];
}

function button(name, key, call, kind = "") {
  return make("button", { type: "button", "data-do": name, class: kind, on: { click: call } }, say(name), " ", make("kbd", {}, key));
}

function buttons(task, actions) {
  const seen = Boolean(task.seen);
  return [
    button(seen ? "confirm" : "none", "C", actions.confirm, "main"),
    seen && button("correct", "E", actions.correct),
    seen && button("reject", "X", actions.reject, "bad"),
    button("add", "A", actions.add),
    seen && button("why", "W", actions.why),
    make("span", { class: "push" }, button("undo", "U", actions.undo), button("previous", "K", actions.previous), button("next", "J", actions.next)),
  ];
}

function decided(one, actions) {
  return make("li", {}, make("span", { class: `state ${one.verdict}` }, say(one.verdict)), one.chosen && make("code", {}, short(one.chosen)),
    one.chosen && make("span", { dir: "auto" }, one.chosen.name), one.note && make("q", { dir: "auto" }, one.note),
    make("button", { type: "button", class: "quiet", on: { click: () => actions.undoOne(one.id) } }, say("undo")));
}

function answers(answer, additions, actions) {
  const parts = [];
  if (answer) parts.push(make("h2", {}, say("your_answer")), make("ul", {}, decided(answer, actions)));
  if (additions.length) parts.push(make("h2", {}, say("your_additions")), make("ul", {}, ...additions.map((one) => decided(one, actions))));
  return parts;
}

function neighbours(shown, actions) {
  return shown.beside.filter((one) => one.row !== shown.row).map((one) => make("li", {}, make("button", { type: "button", class: "link", on: { click: () => actions.show(one.row) } }, make("code", {}, `${one.source || "—"} ${one.code} ${one.target || "—"}`)),
    one.state !== "open" && make("span", { class: `state ${one.state}` }, say(one.state))));
}

function put(id, parts) {
  const box = byId(id);
  const kept = (parts || []).filter(Boolean);
  fill(box, ...kept);
  box.hidden = !kept.length;
}

export function drawCard(shown, start, actions) {
  byId("empty").hidden = Boolean(shown);
  byId("card").hidden = !shown;
  for (const id of ["proposal", "actions", "answer", "beside", "why"]) put(id, []);
  if (!shown) return;
  const { task, answer, additions } = shown;
  for (const id of ["before", "text", "after"]) {
    byId(id).dir = task.dir;
    byId(id).lang = task.language;
  }
  byId("before").textContent = task.before;
  byId("after").textContent = task.after;
  const spans = task.seen || {};
  fill(byId("text"), ...marked(task.text, spans));
  fill(byId("meta"), ...[task.published && say("published", { day: task.published }), task.document].filter(Boolean).map((fact) => make("bdi", {}, fact)));
  const named = ["source_span", "trigger", "target_span"].filter((kind) => spans[kind]);
  fill(byId("legend"), ...named.map((kind) => make("mark", { class: kind }, say(kind))));
  put("proposal", proposal(task) || [make("p", {}, say(start.blind ? "blind" : "no_proposal"))]);
  put("actions", buttons(task, actions));
  put("answer", answers(answer, additions, actions));
  byId("answer").className = `answer ${answer?.verdict || (additions.length ? "added" : "")}`;
  const near = neighbours(shown, actions);
  put("beside", near.length ? [make("h2", {}, say("in_sentence")), make("ul", {}, ...near)] : []);
}
