// Below the composer: talk to the clinic, clear this chat. What either opens stands above the two buttons.

import { button, h, icon } from "../dom";
import { contact } from "./contact";
import type { Context } from "./context";

type Part = "contact" | "clear";

export class Foot {
  readonly element: HTMLElement;
  private readonly card = h("div", { class: "card", id: "card" });
  private readonly buttons: Record<Part, HTMLButtonElement>;
  private open: Part | null = null;

  /** `cleared` is called when the chat is empty again. */
  constructor(private readonly context: Context, private readonly cleared: () => void) {
    const { words } = context;
    this.buttons = {
      contact: button("quiet", words("contact"), () => this.toggle("contact"), icon("phone")),
      clear: button("quiet", words("clear"), () => this.toggle("clear"), icon("bin")),
    };
    this.element = h("div", { class: "foot" }, this.card,
      h("div", { class: "foot-buttons" }, this.buttons.contact, this.buttons.clear));
    this.toggle(null);
  }

  private toggle(part: Part | null): void {
    this.open = part === this.open ? null : part;
    for (const each of ["contact", "clear"] as const) {
      this.buttons[each].setAttribute("aria-expanded", String(each === this.open));
    }
    this.card.hidden = !this.open;
    if (this.open === "contact") this.card.replaceChildren(contact(this.context));
    if (this.open === "clear") this.askSure();
  }

  private askSure(): void {
    const { words, announcer } = this.context;
    const yes = button("choice", words("clear_yes"), () => this.clear(yes));
    const no = button("choice", words("clear_no"), () => {
      this.toggle(null);
      this.buttons.clear.focus();
    });
    this.card.replaceChildren(h("p", {}, words("clear_sure")), h("div", { class: "choices" }, yes, no));
    announcer.say(words("clear_sure"));
    no.focus();
  }

  private async clear(yes: HTMLButtonElement): Promise<void> {
    const { words, conversation, announcer } = this.context;
    yes.disabled = true;
    const done = await conversation.clear();
    const said = words(done ? "cleared" : "not_cleared");
    announcer.say(said);
    if (done) {
      this.toggle(null);
      this.cleared();
    } else {
      this.card.replaceChildren(h("p", {}, said));
      this.buttons.clear.focus();
    }
  }
}
