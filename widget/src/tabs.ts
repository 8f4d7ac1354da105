// Tells the visitor's other tabs what happened in this one.

import type { Turn } from "./types";

export type News = { turn: Turn } | { cleared: true };

export class Tabs {
  private readonly channel: BroadcastChannel | null = null;

  /** `together` is false where tabs share no storage: each then has a conversation of its own. */
  constructor(name: string, together: boolean, heard: (news: News) => void) {
    if (!together || typeof BroadcastChannel === "undefined") return;
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = ({ data }: MessageEvent<News>) => heard(data);
  }

  tell(news: News): void {
    this.channel?.postMessage(news);
  }
}

/** Runs a task in one tab at a time, so that two tabs that open together do not begin two conversations. Where the browser
 *  has no locks (a page without https) it just runs. */
export function alone<T>(name: string, task: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request(name, task) as Promise<T>) : task();
}
