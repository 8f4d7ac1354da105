// One visitor's conversation with one assistant: what was said, and bringing what waits to the assistant until it is answered.

import { Client, Refused } from "./client";
import { newId } from "./ids";
import { Listeners } from "./listeners";
import { Memory } from "./memory";
import { Pause, delay } from "./patience";
import { Tabs, alone, type News } from "./tabs";
import { troubleOf } from "./trouble";
import { merged, waits } from "./turns";
import type { Session, Trouble, Turn, Why } from "./types";

export class Conversation {
  turns: Turn[] = [];
  session: Session | null;
  trouble: Trouble | null = null;
  /** What the visitor has written and not sent. */
  draft = "";
  readonly listeners = new Listeners();

  private readonly memory: Memory;
  private readonly client: Client;
  private readonly tabs: Tabs;
  private readonly pause = new Pause();
  private joined = false;
  private working = false;

  constructor(server: string, private readonly name: string) {
    this.memory = new Memory(`${name}:`);
    this.client = new Client(server, () => this.memory.get("token"));
    this.tabs = new Tabs(name, this.memory.lasting, (news) => this.hear(news));
    this.session = this.memory.get("session");
    this.turns = this.memory.get<Turn[]>("waiting") ?? [];
    document.addEventListener("visibilitychange", () => this.joined && this.begin()); // what a closed tab left waiting
  }

  /** Joins the conversation and brings what waits; does nothing where that is going on or done. */
  begin(): void {
    void this.work();
  }

  send(text: string): void {
    const turn: Turn = { id: newId(), text, time: new Date().toISOString(), reply: null, helpful: null };
    this.put([turn]);
    this.tabs.tell({ turn });
    this.begin();
  }

  tryNow(): void {
    this.pause.wake();
  }

  /** Whether the visitor's word was kept. */
  async rate(turn: Turn, helpful: boolean, why: Why | null): Promise<boolean> {
    const rated = await this.succeeds(() => this.client.ask("POST", "/chat/feedback", { id: turn.id, helpful, why }));
    if (rated) {
      this.put([{ ...turn, helpful }]);
      this.tabs.tell({ turn: { ...turn, helpful } });
    }
    return rated;
  }

  /** Noted in passing: the tap goes on to the telephone or the mail program whatever becomes of it. */
  handOver(via: "phone" | "email"): void {
    void this.succeeds(() => this.client.ask("POST", "/chat/handover", { via }, true));
  }

  /** Whether all of it is deleted, there and here. */
  async clear(): Promise<boolean> {
    const cleared = await this.succeeds(async () => this.keep(await this.client.ask("DELETE", "/chat/messages")));
    if (cleared) {
      this.forget();
      this.tabs.tell({ cleared: true });
    }
    return cleared;
  }

  isDismissed(turn: Turn): boolean {
    return this.memory.get("dismissed") === turn.id;
  }

  dismiss(turn: Turn): void {
    this.memory.set("dismissed", turn.id);
    this.listeners.changed();
  }

  /** Until nothing is left to do: each step may fail, and is then done again after a while. */
  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    for (let failures = 0; !this.joined || this.turns.some(waits); ) {
      try {
        await this.step();
        if (this.joined && !this.turns.some(waits)) failures = 0; // joining is no success while nothing can be delivered
        this.trouble = null;
      } catch (error) {
        const retryAfter = error instanceof Refused ? error.retryAfter : 0;
        const wait = delay(++failures, retryAfter);
        this.trouble = troubleOf(error, failures, wait);
        this.listeners.changed();
        await this.pause.wait(wait);
      }
      this.listeners.changed();
    }
    this.working = false;
  }

  private async step(): Promise<void> {
    const turn = this.turns.find(waits);
    if (this.joined && turn) await this.deliver(turn);
    else await this.join();
  }

  /** With the conversation that the browser remembers, or a new one. */
  private async join(): Promise<void> {
    await alone(this.name, async () => {
      if (!(this.memory.get("token") && (await this.rejoin()))) this.keep(await this.client.ask("POST", "/chat/session"));
    });
    this.joined = true;
  }

  private async rejoin(): Promise<boolean> {
    const used = this.memory.get("token");
    try {
      const [session, history] = await Promise.all([
        this.client.ask<Session>("GET", "/chat/session"),
        this.client.ask<{ turns: Turn[] }>("GET", "/chat/messages"),
      ]);
      this.keep(session);
      this.put(history.turns);
      return true;
    } catch (error) {
      if (!(error instanceof Refused && error.status === 401)) throw error;
      if (this.memory.get("token") === used) this.memory.remove("token");
      return false;
    }
  }

  private async deliver(turn: Turn): Promise<void> {
    try {
      const { id, text } = turn;
      const answer = await this.client.ask<Pick<Turn, "id" | "time" | "text" | "reply">>("POST", "/chat/messages", { id, text });
      this.settle({ ...turn, ...answer });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (error.status === 401) this.joined = false; // the next step joins anew, the one after brings the message there
      if (error.passing) throw error;
      this.settle({ ...turn, refused: true });
    }
  }

  /** Unless the chat was cleared meanwhile. */
  private settle(turn: Turn): void {
    if (!this.turns.some(({ id }) => id === turn.id)) return;
    this.put([turn]);
    this.tabs.tell({ turn });
    if (turn.reply) this.listeners.answered(turn);
  }

  private hear(news: News): void {
    if ("turn" in news) this.put([news.turn]);
    else this.forget();
  }

  private put(turns: Turn[]): void {
    this.turns = merged(this.turns, turns);
    this.memory.set("waiting", this.turns.filter(waits));
    this.listeners.changed();
  }

  private forget(): void {
    this.turns = [];
    this.session = this.memory.get("session");
    this.put([]);
  }

  private keep(session: Session): void {
    const { token, ...rest } = session;
    this.session = session;
    this.memory.set("token", token);
    this.memory.set("session", rest);
  }

  private async succeeds(task: () => Promise<unknown>): Promise<boolean> {
    try {
      await task();
      return true;
    } catch {
      return false;
    }
  }
}
