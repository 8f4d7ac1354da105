// What stands between the visitor and the assistant just now, and what else they can do.

import { button, h } from "../dom";
import type { Trouble } from "../types";
import { otherWays, type Context } from "./context";

export class Notice {
  readonly element = h("div", { class: "notice", hidden: true });
  private shown: Trouble["kind"] | null = null;

  constructor(private readonly context: Context) {}

  show(): void {
    const { trouble } = this.context.conversation;
    this.element.hidden = !trouble;
    if (trouble && trouble.kind !== this.shown) this.fill(trouble);
    this.shown = trouble?.kind ?? null;
  }

  private fill({ kind, seconds }: Trouble): void {
    const { words, announcer, conversation } = this.context;
    const lines = [h("p", {}, words(kind, { seconds })), ...(kind === "no_line" ? otherWays(this.context) : [])];
    const again = button("quiet", words("try_now"), () => conversation.tryNow());
    this.element.replaceChildren(...lines, ...(kind === "no_line" ? [again] : []));
    announcer.say(...lines.map((line) => line.textContent!));
  }
}
