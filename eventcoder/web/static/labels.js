// The words of the page, in the language it is read in.
import { byId } from "./dom.js";

let labels = {};
let language = "en";

export function say(name, values = {}) {
  const text = labels[language]?.[name] ?? name;
  return text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? apart(values[key]) : whole));
}

// A date or code keeps its own direction inside a sentence of another (Unicode isolates).
export const apart = (value) => `\u2066${value}\u2069`;

export function speak(all, wanted) {
  labels = all;
  language = wanted in all ? wanted : "en";
  localStorage.setItem("eventcoder-language", language);
  document.documentElement.lang = language;
  document.documentElement.dir = language === "ar" ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-label]")) element.textContent = say(element.dataset.label);
  byId("page-language").value = language;
}

export const spoken = () => language;
export const remembered = () => localStorage.getItem("eventcoder-language");
