// What the assistant sends and takes: docs/chat-contract.md. Names are those of the contract.

export interface Clinic {
  name: string | null;
  phone: string | null;
  email: string | null;
  hours: string | null;
  website: string | null;
}

export interface Suggestion {
  topic: string;
  title: string;
}

export interface Session {
  token: string;
  expires: string;
  clinic: Clinic;
  retention_days: number;
  starters: Suggestion[];
  emergency: string | null;
}

export interface Source {
  title: string;
  publisher: string;
  url: string | null;
  date: string | null;
}

export interface Reply {
  texts: string[];
  topics: string[];
  urgent: "emergency" | "crisis" | null;
  suggestions: Suggestion[];
  sources: Source[];
  reviewed: string | null;
  more: boolean;
}

export type Why = "too_long" | "not_my_question" | "out_of_date" | "not_clear";

/** A message and its answer. `refused` is ours: the assistant would not take it, and trying again would not help. */
export interface Turn {
  id: string;
  text: string;
  time: string;
  reply: Reply | null;
  helpful: boolean | null;
  refused?: boolean;
}

/** What stands between the visitor and the assistant just now; `seconds` until the next try, where they are asked to wait. */
export interface Trouble {
  kind: "no_line" | "too_fast";
  seconds: number;
}
