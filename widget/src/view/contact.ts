// "Talk to the clinic": how to reach a person.

import { h } from "../dom";
import { link, telephone } from "../marks";
import { phoneOf, type Context } from "./context";

export function contact(context: Context): HTMLElement {
  const { words, conversation } = context;
  const { email, hours, website } = conversation.session?.clinic ?? {};
  const phone = phoneOf(context);
  const address = website && !/^https?:/i.test(website) ? `https://${website}` : website;
  const rows: HTMLElement[] = [
    ...(phone ? [row(words("phone"), h("a", { href: telephone(phone) }, phone))] : []),
    ...(email ? [row(words("email"), h("a", { href: `mailto:${email}` }, email))] : []),
    ...(hours ? [row(words("hours"), document.createTextNode(hours))] : []),
    ...(address ? [row(words("website"), link(website!, address, words))] : []),
  ];
  return rows.length ? h("dl", {}, ...rows) : h("p", {}, words("no_contact"));
}

function row(name: string, value: Node): HTMLElement {
  return h("div", {}, h("dt", {}, name), h("dd", { dir: "auto" }, value));
}
