// Every word that the widget itself says, in the visitor's language. Answers stay in the clinic's.

import en from "./words/en.json";
import es from "./words/es.json";

export type Word = keyof typeof en;
export type Words = (word: Word, filled?: Record<string, string | number>) => string;

const LANGUAGES: Record<string, Record<Word, string>> = { en, es };

/** The language of what is vetted: answers, titles, sources. */
export const CLINICS = "en";

/** The language asked for (`es-MX` gets `es`), or English. */
export function languageOf(asked: string): string {
  const language = asked.toLowerCase().split("-")[0]!;
  return language in LANGUAGES ? language : "en";
}

export function wordsIn(language: string): Words {
  const words = LANGUAGES[language]!;
  return (word, filled = {}) => words[word].replace(/\{(\w+)\}/g, (_, name: string) => String(filled[name]));
}
