// The conversation as a list: greeting, turns, and a sign that an answer is being looked for.

import { h, unseen } from "../dom";
import type { Turn } from "../types";
import { waits } from "../turns";
import { choice } from "./answer";
import type { Context } from "./context";
import { Reading } from "./reading";
import { TurnView } from "./turn";

const PATIENCE = 300; // ms before the sign; quicker answers need none

export class Log {
  readonly element: HTMLElement;
  readonly reading: Reading;
  private readonly list = h("ol");
  private readonly box: HTMLElement;
  private readonly views = new Map<string, TurnView>();
  private readonly writing: HTMLElement;
  private greeting: HTMLElement | null = null;
  private timer = 0;

  constructor(private readonly context: Context) {
    const { words } = context;
    this.box = h("div", { class: "log", role: "region", tabindex: 0, "aria-label": words("conversation") }, this.list);
    this.reading = new Reading(this.box, words("new_below"));
    this.element = h("div", { class: "around-log" }, this.box, this.reading.jump);
    this.writing = h("li", { class: "answer writing" },
      h("div", { class: "bubble" }, unseen(words("writing")), h("i"), h("i"), h("i")));
  }

  show(): void {
    const { turns, session } = this.context.conversation;
    if (session && !this.greeting) this.list.prepend((this.greeting = this.greet()));
    const shown = new Set(turns.map(({ id }) => id));
    for (const [id, view] of this.views) if (!shown.has(id)) this.drop(id, view);
    turns.forEach((turn) => this.view(turn));
    this.inOrder([...(this.greeting ? [this.greeting] : []), ...turns.flatMap(({ id }) => this.views.get(id)!.items)]);
    this.showWriting(turns.some(waits));
  }

  itemOf(turn: Turn): HTMLElement | undefined {
    return this.views.get(turn.id)?.items[1];
  }

  focus(): void {
    this.box.focus({ preventScroll: true });
  }

  private view(turn: Turn): void {
    const known = this.views.get(turn.id);
    if (known) known.update(turn);
    else this.views.set(turn.id, new TurnView(turn, this.context));
  }

  private drop(id: string, view: TurnView): void {
    view.items.forEach((item) => item.remove());
    this.views.delete(id);
  }

  /** Moves only what is out of place: an item that is moved loses the focus. */
  private inOrder(items: HTMLElement[]): void {
    items.forEach((item, place) => {
      if (this.list.children[place] !== item) this.list.insertBefore(item, this.list.children[place] ?? null);
    });
  }

  private showWriting(waiting: boolean): void {
    if (!waiting) {
      clearTimeout(this.timer);
      this.timer = 0;
      this.writing.remove();
    } else if (!this.timer) {
      this.timer = setTimeout(() => this.reading.keep(() => this.list.append(this.writing)), PATIENCE);
    } else if (this.writing.isConnected) {
      this.list.append(this.writing);
    }
  }

  private greet(): HTMLElement {
    const { words, send, conversation } = this.context;
    const { starters, retention_days: days } = conversation.session!;
    const choices = starters.map(({ title }) => choice(title, send));
    return h("li", { class: "answer greeting" },
      h("p", { class: "privacy small" }, words("privacy", { days })),
      h("div", { class: "bubble" }, h("p", {}, words(starters.length ? "greeting" : "greeting_plain"))),
      starters.length > 0 && h("div", { class: "choices", role: "group", "aria-label": words("starters") }, ...choices));
  }
}
