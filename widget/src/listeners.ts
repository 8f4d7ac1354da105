// The chats of a page that show the same conversation; one of them reads answers out.

import type { Turn } from "./types";

export interface Listener {
  changed(): void;
  /** An answer that came just now, not one that was remembered. `aloud` for one of a page's chats only. */
  answered(turn: Turn, aloud: boolean): void;
}

export class Listeners {
  private all: Listener[] = []; // the one that the visitor turned to last comes first

  /** -> what takes it out again. */
  add(listener: Listener): () => void {
    this.all.push(listener);
    return () => (this.all = this.without(listener));
  }

  /** The visitor turned to this one. */
  attend(listener: Listener): void {
    this.all = [listener, ...this.without(listener)];
  }

  /** The visitor closed it. */
  leave(listener: Listener): void {
    this.all = [...this.without(listener), listener];
  }

  changed(): void {
    this.all.forEach((listener) => listener.changed());
  }

  answered(turn: Turn): void {
    this.all.forEach((listener, place) => listener.answered(turn, !place));
  }

  private without(listener: Listener): Listener[] {
    return this.all.filter((each) => each !== listener);
  }
}
