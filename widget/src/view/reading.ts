// Where the reader is in the conversation: new things come into sight only for who is at its end.

import { button } from "../dom";

const NEAR = 60; // px from the end that still count as being there
const EXACT = 2; // px; what browsers round away
const MARGIN = 12; // px left above an answer that is shown from its beginning

export class Reading {
  /** Offered to who has scrolled away, when an answer comes. */
  readonly jump: HTMLButtonElement;
  private newest: HTMLElement | null = null;
  private stays = true;

  constructor(private readonly box: HTMLElement, words: string) {
    this.jump = button("jump", words, () => {
      if (this.newest) this.show(this.newest);
      this.box.focus({ preventScroll: true });
    });
    this.jump.hidden = true;
    box.addEventListener("scroll", () => {
      this.stays = this.atEnd(EXACT);
      if (this.atEnd()) this.jump.hidden = true;
    });
    // A notice or a keyboard takes room from below: the end stays in sight. Only the very end: an answer that is shown from
    // its beginning, and nearly to its end, would lose its first lines.
    new ResizeObserver(() => this.stays && this.toEnd()).observe(box);
  }

  atEnd(near = NEAR): boolean {
    return this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight < near;
  }

  toEnd(): void {
    this.box.scrollTop = this.box.scrollHeight;
  }

  /** From its beginning, or with the end of the conversation where that shows all of it. What it answers stays in sight
   *  above it where that is short. */
  show(item: HTMLElement): void {
    const question = item.previousElementSibling as HTMLElement | null;
    const short = question && question.offsetHeight < this.box.clientHeight / 4;
    this.box.scrollTop = (short ? question : item).offsetTop - MARGIN;
    this.jump.hidden = true;
  }

  offer(item: HTMLElement): void {
    this.newest = item;
    this.jump.hidden = false;
  }

  /** A change at the end, after which who was there still is. */
  keep(change: () => void): void {
    const wasAtEnd = this.atEnd();
    change();
    if (wasAtEnd) this.toEnd();
  }
}
