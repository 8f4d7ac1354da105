// Thumbs, and why not.

import { button, h, icon } from "../dom";
import type { Turn, Why } from "../types";
import type { Context } from "./context";

const REASONS: Why[] = ["too_long", "not_my_question", "out_of_date", "not_clear"];

export class Feedback {
  readonly element: HTMLElement;
  private readonly yes: HTMLButtonElement;
  private readonly no: HTMLButtonElement;
  private readonly after = h("div", { class: "after" });

  constructor(private turn: Turn, private readonly context: Context) {
    const { words } = context;
    this.yes = this.thumb("up", words("yes"), true);
    this.no = this.thumb("down", words("no"), false);
    const asked = h("span", {}, words("helpful"));
    this.element = h("div", { class: "feedback", role: "group", "aria-label": words("helpful") },
      h("div", { class: "thumbs" }, asked, this.yes, this.no), this.after);
    this.update(turn);
  }

  update(turn: Turn): void {
    this.turn = turn;
    this.yes.setAttribute("aria-pressed", String(turn.helpful === true));
    this.no.setAttribute("aria-pressed", String(turn.helpful === false));
  }

  private thumb(drawing: "up" | "down", name: string, helpful: boolean): HTMLButtonElement {
    const thumb = h("button", { type: "button", class: "icon", "aria-label": name, onclick: () => this.rate(helpful) });
    thumb.append(icon(drawing));
    return thumb;
  }

  private async rate(helpful: boolean): Promise<void> {
    this.update({ ...this.turn, helpful }); // shown at once, taken back if it could not be kept
    if (helpful) await this.keep(true, null);
    else if (await this.keep(false, null)) this.askWhy();
  }

  private async keep(helpful: boolean, why: Why | null): Promise<boolean> {
    const { words, conversation } = this.context;
    const kept = await conversation.rate(this.turn, helpful, why);
    if (!kept) this.update({ ...this.turn, helpful: null });
    this.tell(words(kept ? "thanks" : "unrated"), !kept || helpful || why !== null);
    return kept;
  }

  private tell(words: string, aloud: boolean): void {
    this.after.replaceChildren(h("p", { class: "small" }, words));
    if (aloud) this.context.announcer.say(words);
  }

  private askWhy(): void {
    const { words, announcer } = this.context;
    const reasons = REASONS.map((why) => button("choice small", words(why), () => this.because(why)));
    this.after.replaceChildren(h("p", { class: "small" }, words("why")), h("div", { class: "choices" }, ...reasons));
    this.after.scrollIntoView({ block: "nearest" });
    announcer.say(words("why"));
  }

  private async because(why: Why): Promise<void> {
    this.no.focus(); // the button that had the focus goes
    await this.keep(false, why);
  }
}
