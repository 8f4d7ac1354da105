// Making elements: only by name, attribute and text, so that nothing that is sent can become markup.

type Value = string | boolean | number | null | undefined | ((event: never) => void);
type Child = Node | string | null | undefined | false;

/** `h("button", {type: "button", onclick: act}, "words")`; false, null and undefined leave an attribute or child out. */
export function h<Name extends keyof HTMLElementTagNameMap>(
  name: Name, attributes: Record<string, Value> = {}, ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(key.slice(2), value as EventListener);
    else if (value !== false && value != null) element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.filter((child): child is Node | string => !!child));
  return element;
}

export function button(className: string, words: string, onclick: () => void, ...before: Node[]): HTMLButtonElement {
  return h("button", { type: "button", class: className, onclick }, ...before, h("span", { dir: "auto" }, words));
}

/** Seen by screen readers only. */
export function unseen(words: string): HTMLElement {
  return h("span", { class: "unseen" }, words);
}

// 24 by 24 line drawings.
const DRAWINGS = {
  chat: "M4 5h16v11H10l-5 4v-4H4zM8 9h8M8 12h5",
  close: "M6 6l12 12M18 6L6 18",
  send: "M12 19V5M6 11l6-6 6 6",
  up: "M7 11v8H4v-8zM7 11l4-7c2 0 2.5 1.5 2 3l-.6 2.5H19l-1.5 9.5H7",
  down: "M7 13V5H4v8zM7 13l4 7c2 0 2.5-1.5 2-3l-.6-2.5H19L17.5 5H7",
  phone: "M6 4h3l2 4-2 2c1 2 3 4 5 5l2-2 4 2v3c0 1-1 2-2 2C11 20 4 13 4 6c0-1 1-2 2-2z",
  leaf: "M5 19c0-9 5-14 14-14 0 9-4 14-11 13M5 19c2-5 5-8 9-10",
  bin: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13M10 11v5M14 11v5",
};

export function icon(name: keyof typeof DRAWINGS): SVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", DRAWINGS[name]);
  svg.append(path);
  return svg;
}
