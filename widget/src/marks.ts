// The few marks that an answer's text may have, as nodes: bold, lists, links. All else stays text.

import { h, unseen } from "./dom";
import type { Words } from "./words";

const MARK = /\*\*(.+?)\*\*|\[([^\]]+)\]\(([^\s)]+)\)/g;
const ITEM = /^- +/;

/** Paragraphs and lists. */
export function marked(text: string, words: Words): HTMLElement[] {
  return blocks(text).map((lines) => {
    if (ITEM.test(lines[0]!)) {
      return h("ul", {}, ...lines.map((line) => h("li", {}, ...inline(line.replace(ITEM, ""), words))));
    }
    const broken = lines.flatMap((line, number) => [...(number ? [h("br")] : []), ...inline(line, words)]);
    return h("p", {}, ...broken);
  });
}

/** The words alone, as they are read out. */
export function plain(text: string): string {
  return text.replace(MARK, (_, bold: string, label: string) => (bold ? plain(bold) : label)).replace(/^- +/gm, "");
}

/** The telephone numbers that a text links to, in order: as they read, and the address to ring them. */
export function numbers(text: string): { label: string; href: string }[] {
  return [...text.matchAll(MARK)]
    .flatMap(([, bold, label, href]) => (bold ? numbers(bold) : [{ label: label!, href: href! }]))
    .filter(({ href }) => /^tel:/i.test(href));
}

/** A link where the address is one of http, https, tel or mailto; else its words. */
export function link(label: string, address: string, words: Words): Node {
  const scheme = /^(https?|tel|mailto):/i.exec(address)?.[1]?.toLowerCase();
  if (!scheme) return document.createTextNode(label);
  if (!scheme.startsWith("http")) return h("a", { href: address }, label);
  return h("a", { href: address, target: "_blank", rel: "noopener noreferrer" }, label, unseen(` ${words("new_tab")}`));
}

/** Runs of lines that belong together: items of one list, or lines of one paragraph. */
function blocks(text: string): string[][] {
  const found: string[][] = [];
  let last: string | undefined;
  for (const line of text.split(/\r?\n/).map((each) => each.trim())) {
    const goesOn = last && line && ITEM.test(last) === ITEM.test(line);
    if (goesOn) found[found.length - 1]!.push(line);
    else if (line) found.push([line]);
    last = line;
  }
  return found;
}

function inline(text: string, words: Words): Node[] {
  const nodes: Node[] = [];
  let end = 0;
  for (const found of text.matchAll(MARK)) {
    const [whole, bold, label, address] = found;
    nodes.push(document.createTextNode(text.slice(end, found.index)));
    nodes.push(bold ? h("strong", {}, ...inline(bold, words)) : link(label!, address!, words));
    end = found.index! + whole.length;
  }
  return [...nodes, document.createTextNode(text.slice(end))];
}

/** `tel:` and the digits of a number as a person writes it, up to the first letter (an extension). */
export function telephone(number: string): string {
  return `tel:${number.split(/[a-z]/i)[0]!.replace(/[^\d+]/g, "")}`;
}
