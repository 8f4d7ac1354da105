// What the parts of the chat share.

import type { Conversation } from "../conversation";
import { marked, telephone } from "../marks";
import type { Words } from "../words";
import type { Announcer } from "./announcer";

export interface Context {
  words: Words;
  language: string;
  conversation: Conversation;
  announcer: Announcer;
  /** The clinic's number as the page gives it, for when the assistant was never reached. */
  phoneOfPage: string | null;
  send(text: string): void;
}

/** The clinic's telephone number, or null where nobody has said it. */
export function phoneOf({ conversation, phoneOfPage }: Context): string | null {
  return conversation.session?.clinic.phone ?? phoneOfPage;
}

/** "You can also call the clinic: ...", and the emergency number: as much of it as is known. */
export function otherWays(context: Context): HTMLElement[] {
  const { words, conversation } = context;
  const phone = phoneOf(context);
  const emergency = conversation.session?.emergency;
  const ring = (number: string): string => `[${number}](${telephone(number)})`;
  return [
    ...(phone ? marked(words("no_line_call", { phone: ring(phone) }), words) : []),
    ...(emergency ? marked(words("no_line_danger", { emergency: ring(emergency) }), words) : []),
  ];
}
