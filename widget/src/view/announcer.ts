// What a screen reader is told without being asked: each thing once.

import { h } from "../dom";

export class Announcer {
  private readonly polite = h("div", { class: "unseen", role: "status" });
  private readonly urgent = h("div", { class: "unseen", role: "alert" });
  readonly elements = [this.polite, this.urgent];

  /** When the reader has finished what they are at. */
  say(...lines: (string | HTMLElement)[]): void {
    this.polite.replaceChildren(...lines.map((line) => h("p", {}, line)));
  }

  /** At once. */
  alarm(...lines: (string | HTMLElement)[]): void {
    this.urgent.replaceChildren(...lines.map((line) => h("p", {}, line)));
  }
}
