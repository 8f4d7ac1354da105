// One style sheet for all chats of a page; constructed, so that a strict Content-Security-Policy allows it.

import answer from "./styles/answer.css";
import base from "./styles/base.css";
import below from "./styles/below.css";
import conversation from "./styles/conversation.css";
import panel from "./styles/panel.css";

let sheet: CSSStyleSheet | null = null;

export function styles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(base + panel + conversation + answer + below);
  }
  return sheet;
}
