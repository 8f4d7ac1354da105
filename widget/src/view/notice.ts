// What stands between the visitor and the assistant just now, and what else they can do.

import { button, h } from "../dom";
import type { Trouble } from "../types";
import { otherWays, type Context } from "./context";

export class Notice {
  readonly element = h("div", { class: "notice", hidden: true });
  private shown = "";

  constructor(private readonly context: Context) {}

  show(): void {
    const { trouble } = this.context.conversation;
    const now = trouble ? `${trouble.kind} ${trouble.seconds}` : "";
    this.element.hidden = !trouble;
    if (trouble && now !== this.shown) this.fill(trouble); // what stands there already is not read out again
    this.shown = now;
  }

  private fill({ kind, seconds }: Trouble): void {
    const { words, announcer, conversation } = this.context;
    const lines = [h("p", {}, words(kind, { seconds })), ...(kind === "no_line" ? otherWays(this.context) : [])];
    const again = button("choice", words("try_now"), () => conversation.tryNow());
    this.element.replaceChildren(...lines, ...(kind === "no_line" ? [again] : []));
    announcer.say(...lines.map((line) => line.textContent!));
  }
}
