// An urgent answer's number to tap, in sight until the visitor puts it away.

import { h, icon } from "../dom";
import { marked, numbers, telephone } from "../marks";
import type { Turn } from "../types";
import type { Context } from "./context";

export class Banner {
  readonly element: HTMLElement;
  private turn: Turn | null = null;

  /** `gone` is called when it was put away by the visitor, whose focus was in it. */
  constructor(private readonly context: Context, private readonly gone: () => void) {
    this.element = h("div", { class: "banner", role: "region", "aria-label": context.words("urgent"), hidden: true });
  }

  /** That of the latest urgent answer. */
  show(): void {
    const { conversation } = this.context;
    const turn = [...conversation.turns].reverse().find(({ reply }) => reply?.urgent) ?? null;
    const shown = turn && !conversation.isDismissed(turn) ? turn : null;
    this.element.hidden = !shown;
    if (shown && shown.id !== this.turn?.id) this.fill(shown);
    this.turn = shown;
  }

  private fill(turn: Turn): void {
    const { words, conversation } = this.context;
    const close = h("button", { type: "button", class: "icon", "aria-label": words("urgent_close"), onclick: () => this.away(turn) });
    close.append(icon("close"));
    const emergency = conversation.session?.emergency;
    const found = numbers(turn.reply!.texts.join("\n"));
    const rung = found.length || !emergency ? found : [{ label: emergency, href: telephone(emergency) }];
    const calls = rung.map(({ label, href }) =>
      h("a", { class: "call", href }, icon("phone"), h("span", {}, words("call", { number: label }))));
    const what = calls.length ? calls : [helpful(marked(turn.reply!.texts.join("\n\n"), words))];
    this.element.replaceChildren(h("strong", {}, words("urgent")), close, h("div", { class: "calls" }, ...what));
  }

  private away(turn: Turn): void {
    this.context.conversation.dismiss(turn);
    this.gone();
  }
}

/** Where no number is known for the clinic's country: the paragraph that leads on, or the first. */
function helpful(paragraphs: HTMLElement[]): HTMLElement {
  return paragraphs.find((each) => each.querySelector("a")) ?? paragraphs[0]!;
}
