// An answer: its words, where they come from, and what one may do next.

import { button, h, unseen } from "../dom";
import { link, marked, plain } from "../marks";
import type { Reply, Source, Turn } from "../types";
import { CLINICS, type Words } from "../words";
import type { Context } from "./context";
import type { Feedback } from "./feedback";

/** What the assistant understands as "more", whatever the language of the button. */
const MORE = "Tell me more";

/** The item of the conversation; `feedback` where the answer can be rated. */
export function answerItem(turn: Turn, reply: Reply, context: Context, feedback: Feedback | null): HTMLElement {
  const { words } = context;
  const bubble = h("div", { class: "bubble" },
    unseen(words("assistant")),
    h("div", { class: "text", lang: CLINICS, dir: "auto" }, ...reply.texts.flatMap((text) => marked(text, words))),
    reply.sources.length || reply.reviewed ? sources(reply, context) : null);
  const classes = ["answer", ...(reply.urgent ? ["grave"] : [])];
  return h("li", { class: classes.join(" "), "data-turn": turn.id }, bubble, next(reply, context), feedback?.element);
}

/** As it is read out. */
export function spoken(reply: Reply, words: Words): (string | HTMLElement)[] {
  const buttons = reply.suggestions.length + Number(reply.more);
  const answer = reply.texts.map((text) => h("span", { lang: CLINICS }, plain(text)));
  return [...answer, ...(buttons ? [words("choices", { count: buttons })] : [])];
}

function sources({ sources, reviewed }: Reply, { words, language }: Context): HTMLElement {
  return h("details", {},
    h("summary", {}, words("sources")),
    sources.length > 0 && h("ul", { lang: CLINICS }, ...sources.map((source) => h("li", {}, ...sourceLine(source, words)))),
    reviewed && h("p", {}, words("reviewed", { date: day(reviewed, language) })));
}

function sourceLine({ title, publisher, url, date }: Source, words: Words): (Node | string)[] {
  return [url ? link(title, url, words) : title, h("p", {}, [publisher, date].filter(Boolean).join(", "))];
}

function day(iso: string, language: string): string {
  const date = new Date(`${iso}T12:00`);
  return isNaN(date.getTime()) ? iso : date.toLocaleDateString(language, { dateStyle: "long" });
}

function next({ suggestions, more }: Reply, { words, send }: Context): HTMLElement | null {
  if (!suggestions.length && !more) return null;
  return h("div", { class: "choices", role: "group", "aria-label": words("next") },
    more && button("choice more", words("more"), () => send(MORE)),
    ...suggestions.map(({ title }) => choice(title, send)));
}

/** A button that asks what it says, in the clinic's words. */
export function choice(title: string, send: (text: string) => void): HTMLButtonElement {
  const asks = button("choice", title, () => send(title));
  asks.lang = CLINICS;
  return asks;
}
