// The script's entry: makes <clinic-chat> known, once, however often the script is on the page.

import { ClinicChat } from "./element";

const script = document.currentScript as HTMLScriptElement | null; // null in a module; then attribute `server` says it
if (script?.src) ClinicChat.origin = new URL(script.src).origin;
if (!customElements.get("clinic-chat")) customElements.define("clinic-chat", ClinicChat);
