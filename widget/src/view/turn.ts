// One turn in the list: what the visitor wrote, and the answer once it is there.

import { h, unseen } from "../dom";
import type { Turn } from "../types";
import { answerItem } from "./answer";
import type { Context } from "./context";
import { Feedback } from "./feedback";

export class TurnView {
  readonly items: HTMLElement[];
  private readonly written = h("p", { dir: "auto" });
  private readonly question: HTMLElement;
  private feedback: Feedback | null = null;

  constructor(turn: Turn, private readonly context: Context) {
    this.question = h("li", { class: "question" },
      h("div", { class: "bubble" }, unseen(context.words("you")), this.written));
    this.items = [this.question];
    this.update(turn);
  }

  /** Each part is made once and then only brought up to date: what has the focus keeps it. */
  update(turn: Turn): void {
    if (this.written.textContent !== turn.text) this.written.textContent = turn.text;
    if (turn.refused && !this.question.querySelector(".unsent")) {
      this.question.append(h("p", { class: "unsent small" }, this.context.words("unsent")));
    }
    if (turn.reply && this.items.length === 1) {
      const rated = !turn.reply.urgent && turn.reply.topics.length > 0;
      this.feedback = rated ? new Feedback(turn, this.context) : null;
      this.items.push(answerItem(turn, turn.reply, this.context, this.feedback));
    }
    this.feedback?.update(turn);
  }
}
