// Sentences with marked words. The program counts code points, browsers count UTF-16 units: all offsets here are code points.
import { make } from "./dom.js";

const KINDS = ["source_span", "trigger", "target_span"];

export function marked(text, spans) {
  const points = Array.from(text);
  const cuts = new Set([0, points.length]);
  for (const kind of KINDS) for (const at of spans[kind] || []) cuts.add(at);
  const places = [...cuts].sort((one, other) => one - other);
  return places.slice(0, -1).map((start, number) => {
    const piece = points.slice(start, places[number + 1]).join("");
    const kinds = KINDS.filter((kind) => spans[kind] && spans[kind][0] <= start && places[number + 1] <= spans[kind][1]);
    return kinds.length ? make("mark", { class: kinds.join(" ") }, piece) : document.createTextNode(piece);
  });
}

export const cut = (text, span) => (span ? Array.from(text).slice(span[0], span[1]).join("") : "");

// The words selected inside an element as [start, end), without blanks at the ends; null where none are.
export function selected(element) {
  const selection = window.getSelection();
  if (!selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (range.collapsed || !element.contains(range.commonAncestorContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(element);
  before.setEnd(range.startContainer, range.startOffset);
  const points = Array.from(range.toString());
  let start = Array.from(before.toString()).length;
  let end = start + points.length;
  while (points.length && !points[0].trim()) points.shift(), (start += 1);
  while (points.length && !points.at(-1).trim()) points.pop(), (end -= 1);
  return start < end ? [start, end] : null;
}
