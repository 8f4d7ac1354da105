// Where the visitor writes.

import { h, icon } from "../dom";
import type { Context } from "./context";

const LONGEST = 2000; // characters; the assistant takes no more
const TOLD_FROM = 200; // characters left

export class Composer {
  readonly element: HTMLFormElement;
  private readonly field: HTMLTextAreaElement;
  private readonly left = h("p", { class: "left small", id: "left" });

  constructor(private readonly context: Context) {
    const { words, conversation } = context;
    this.field = h("textarea", {
      id: "question", rows: 1, maxlength: LONGEST, placeholder: words("question"), enterkeyhint: "send",
      autocomplete: "off", "aria-describedby": "left", oninput: () => this.written(), onkeydown: this.pressed,
    });
    this.field.value = conversation.draft;
    const send = h("button", { type: "submit", class: "icon send", "aria-label": words("send") });
    send.append(icon("send"));
    this.element = h("form", { class: "composer", onsubmit: (event: Event) => this.submit(event) },
      this.left, h("label", { class: "unseen", for: "question" }, words("question")), this.field, send);
    this.showLeft();
  }

  focus(): void {
    this.field.focus({ preventScroll: true });
  }

  private written(): void {
    this.context.conversation.draft = this.field.value;
    this.grow();
    this.showLeft();
  }

  /** As high as what is written; the style sheet sets the most. */
  private grow(): void {
    this.field.style.height = "auto";
    this.field.style.height = `${this.field.scrollHeight + 2}px`;
  }

  private showLeft(): void {
    const left = LONGEST - this.field.value.length;
    this.left.textContent = left <= TOLD_FROM ? this.context.words("left", { count: left }) : "";
  }

  /** Enter sends, with shift it begins a line; while a word is being composed (Japanese, say) it ends the word. */
  private pressed = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.element.requestSubmit();
  };

  private submit(event: Event): void {
    event.preventDefault();
    const text = this.field.value.trim();
    this.focus();
    if (!text) return;
    this.field.value = "";
    this.written();
    this.context.send(text);
  }
}
