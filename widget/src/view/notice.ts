// What stands between the visitor and the assistant just now, and what else they can do.

import { button, h } from "../dom";
import type { Trouble } from "../types";
import { otherWays, type Context } from "./context";

const LONG = 90; // seconds; who is to wait longer is told how else to ask

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
    const { words, language, announcer, conversation } = this.context;
    const told = h("p", {}, words(kind, { time: span(seconds, language) }));
    const lines = [told, ...(kind === "no_line" || seconds > LONG ? otherWays(this.context) : [])];
    const again = button("choice", words("try_now"), () => conversation.tryNow());
    this.element.replaceChildren(...lines, ...(kind === "no_line" ? [again] : []));
    announcer.say(...lines.map((line) => line.textContent!));
  }
}

/** "40 seconds", "30 minutes", "5 hours". */
function span(seconds: number, language: string): string {
  const [count, unit] =
    seconds <= LONG ? [seconds, "second"] : seconds < 5400 ? [seconds / 60, "minute"] : [seconds / 3600, "hour"];
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(Math.ceil(count));
}
