// A text field that suggests codes for what is typed into it.
import { ask } from "./api.js";
import { make } from "./dom.js";

let made = 0;

export function chooser(input, path, extra, chosen) {
  const id = `choices-${(made += 1)}`;
  const list = make("ul", { class: "choices", id, role: "listbox", hidden: true });
  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": id, "aria-expanded": "false", "aria-autocomplete": "list" })) input.setAttribute(name, value);
  input.after(list);
  let found = [];
  let at = -1;
  let turn = 0;

  const close = () => {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    at = -1;
  };
  const take = (one) => {
    input.value = one.code;
    close();
    chosen(one);
  };
  const point = (to) => {
    at = found.length ? (to + found.length) % found.length : -1;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === at)));
    list.children[at]?.scrollIntoView({ block: "nearest" });
    if (at >= 0) input.setAttribute("aria-activedescendant", `${id}-${at}`);
  };
  const look = async () => {
    const mine = (turn += 1);
    const answer = await ask(path, { q: input.value, ...extra() }).catch(() => []);
    if (mine !== turn || document.activeElement !== input) return;
    found = answer;
    list.replaceChildren(...found.map((one, number) => make("li", { role: "option", id: `${id}-${number}`, "aria-selected": "false", title: one.about, on: { mousedown: (event) => (event.preventDefault(), take(one)) } },
      make("b", {}, one.code), " ", make("span", { dir: "auto" }, one.name),
      one.words.length && make("small", { dir: "auto" }, one.words.join(" · ")))));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(Boolean(found.length)));
    point(-1);
    at = -1;
    [...list.children].forEach((item) => item.setAttribute("aria-selected", "false"));
  };
  input.addEventListener("input", look);
  input.addEventListener("focus", () => { if (!input.value) look(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown") point(at + 1);
    else if (event.key === "ArrowUp") point(at - 1);
    else if (event.key === "Enter" && at >= 0) take(found[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
}
