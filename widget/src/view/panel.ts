// The open chat: its parts put together, and what happens in them as the conversation goes on.

import type { Conversation } from "../conversation";
import { h, icon } from "../dom";
import type { Listener } from "../listeners";
import { telephone } from "../marks";
import type { Turn } from "../types";
import type { Words } from "../words";
import { Announcer } from "./announcer";
import { spoken } from "./answer";
import { Banner } from "./banner";
import { Composer } from "./composer";
import type { Context } from "./context";
import { Foot } from "./foot";
import { Log } from "./log";
import { Notice } from "./notice";

export interface Setting {
  words: Words;
  language: string;
  heading: string;
  conversation: Conversation;
  phoneOfPage: string | null;
}

export class Panel implements Listener {
  readonly element: HTMLDialogElement;
  private readonly context: Context;
  private readonly announcer = new Announcer();
  private readonly log: Log;
  private readonly banner: Banner;
  private readonly notice: Notice;
  private readonly composer: Composer;
  private wasAtEnd = true;

  constructor(setting: Setting, close: () => void) {
    this.context = { ...setting, announcer: this.announcer, send: (text) => this.send(text) };
    this.log = new Log(this.context);
    this.banner = new Banner(this.context, () => this.log.focus());
    this.notice = new Notice(this.context);
    this.composer = new Composer(this.context);
    const foot = new Foot(this.context, () => this.focus());
    const main = [this.banner.element, this.log.element, this.notice.element, this.composer.element, foot.element];
    this.element = h("dialog", { "aria-labelledby": "heading", onclick: (event: MouseEvent) => this.tapped(event) },
      h("div", { class: "panel", lang: setting.language }, this.head(setting, close), ...main, ...this.announcer.elements));
    this.element.addEventListener("click", onlyOnce, true);
    this.changed();
  }

  changed(): void {
    this.wasAtEnd = this.log.reading.atEnd();
    this.banner.show();
    this.notice.show();
    this.log.show();
  }

  answered(turn: Turn, aloud: boolean): void {
    const lines = spoken(turn.reply!, this.context.words);
    if (aloud && turn.reply!.urgent) this.announcer.alarm(...lines);
    else if (aloud) this.announcer.say(...lines);
    const item = this.log.itemOf(turn);
    if (!item) return;
    if (this.wasAtEnd) this.log.reading.show(item);
    else this.log.reading.offer(item);
  }

  /** Where somebody who comes back goes on reading. */
  toLatest(): void {
    const latest = [...this.context.conversation.turns].reverse().find(({ reply }) => reply);
    const item = latest && this.log.itemOf(latest);
    if (item) this.log.reading.show(item);
  }

  /** To the field; but where that would bring up a keyboard over half of what is to be read, to the conversation. */
  focus(): void {
    if (matchMedia("(hover: hover) and (pointer: fine)").matches) this.composer.focus();
    else this.log.focus();
  }

  /** On the clinic's number or address, wherever it stands. */
  private tapped({ target }: MouseEvent): void {
    const href = (target as Element).closest("a")?.getAttribute("href");
    const { phone, email } = this.context.conversation.session?.clinic ?? {};
    if (phone && href === telephone(phone)) this.context.conversation.handOver("phone");
    if (email && href === `mailto:${email}`) this.context.conversation.handOver("email");
  }

  private send(text: string): void {
    this.context.conversation.send(text);
    this.log.reading.toEnd();
    if (!this.composer.element.matches(":focus-within")) this.focus();
  }

  private head({ words, heading }: Setting, close: () => void): HTMLElement {
    const cross = h("button", { type: "button", class: "icon", "aria-label": words("close"), onclick: close });
    cross.append(icon("close"));
    const badge = h("span", { class: "badge" });
    badge.append(icon("leaf"));
    return h("div", { class: "head" }, badge,
      h("div", { class: "titles" }, h("h2", { id: "heading" }, heading), h("p", { class: "small" }, words("by"))), cross);
  }
}

/** Many people double-click whatever they want. The second click must not close what the first has opened, nor hit "Clear
 *  this chat", which appears where the button on the page was. */
function onlyOnce(event: MouseEvent): void {
  if (event.detail < 2) return;
  event.preventDefault();
  event.stopPropagation();
}
