// One style sheet for all chats of a page; constructed, so that a strict Content-Security-Policy allows it.

import base from "./styles/base.css";
import conversation from "./styles/conversation.css";
import panel from "./styles/panel.css";

let sheet: CSSStyleSheet | null = null;

export function styles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(base + panel + conversation);
  }
  return sheet;
}
