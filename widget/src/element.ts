// <clinic-chat>: the button on the page, and the chat that it opens. widget/README.md has the attributes.

import { Conversation } from "./conversation";
import { button, h, icon } from "./dom";
import type { Listener } from "./listeners";
import { styles } from "./styles";
import type { Turn } from "./types";
import { Panel } from "./view/panel";
import { languageOf, wordsIn } from "./words";

/** Where the chat fills the screen. In em of the visitor's own text size: large text needs the room earlier. */
const SMALL_SCREEN = "(max-width: 30em), (max-height: 28em)";

/** Of this page, by assistant and name: an element that is removed and made anew goes on with the same one. */
const conversations = new Map<string, { conversation: Conversation; open: boolean | null }>();

export class ClinicChat extends HTMLElement implements Listener {
  static readonly observedAttributes = ["lang", "heading", "server", "name", "phone"];
  /** The origin that the script came from. */
  static origin = location.origin;

  private readonly root = this.attachShadow({ mode: "open" });
  private readonly small = matchMedia(SMALL_SCREEN);
  private launcher: HTMLButtonElement | null = null;
  private panel: Panel | null = null;
  private isNew = false;
  private release: (() => void)[] = [];

  constructor() {
    super();
    this.root.adoptedStyleSheets = [styles()];
  }

  connectedCallback(): void {
    const { conversation, open } = this.kept;
    this.release = [conversation.listeners.add(this), ...this.watchScreen()];
    this.launcher = button("launcher", "", () => this.open(true), icon("chat"));
    this.root.replaceChildren(h("div", { lang: this.language }, this.launcher));
    this.changed();
    // Over the whole of a small screen it opens only for who asked for it.
    if (open ?? (this.hasAttribute("open") && !this.small.matches)) this.open(false);
  }

  disconnectedCallback(): void {
    this.release.forEach((each) => each());
    this.panel = null;
  }

  attributeChangedCallback(): void {
    if (!this.isConnected || !this.launcher) return;
    this.disconnectedCallback();
    this.connectedCallback();
  }

  changed(): void {
    const words = wordsIn(this.language);
    this.launcher!.lastElementChild!.textContent = words(this.isNew ? "open_new" : "open");
    this.launcher!.classList.toggle("new", this.isNew);
    this.panel?.changed();
  }

  answered(turn: Turn, aloud: boolean): void {
    this.isNew = !this.panel?.element.open;
    if (this.isNew) this.changed();
    else this.panel!.answered(turn, aloud);
  }

  private get language(): string {
    return languageOf(this.closest("[lang]")?.getAttribute("lang") ?? "");
  }

  private get kept() {
    const server = (this.getAttribute("server") ?? ClinicChat.origin).replace(/\/+$/, "");
    const name = `clinic-chat:${server}:${this.getAttribute("name") ?? ""}`;
    if (!conversations.has(name)) conversations.set(name, { conversation: new Conversation(server, name), open: null });
    return conversations.get(name)!;
  }

  private open(byVisitor: boolean): void {
    const { conversation } = this.kept;
    this.isNew = false;
    this.panel ??= this.makePanel(conversation);
    this.kept.open = true;
    this.changed();
    this.show();
    if (byVisitor) this.panel.focus();
    this.panel.toLatest();
    conversation.listeners.attend(this);
    conversation.begin();
  }

  /** Modal where it covers the page, so that nothing behind it can be reached by mistake; else beside the page. */
  private show(): void {
    const { element } = this.panel!;
    element.classList.toggle("full", this.small.matches);
    if (this.small.matches) element.showModal();
    else element.setAttribute("open", ""); // show() would take the focus
    this.launcher!.hidden = true;
  }

  private close(): void {
    this.panel!.element.close();
    this.kept.open = false;
    this.kept.conversation.listeners.leave(this);
    this.launcher!.hidden = false;
    this.launcher!.focus({ preventScroll: true });
  }

  private makePanel(conversation: Conversation): Panel {
    const words = wordsIn(this.language);
    const panel = new Panel({
      words, conversation, language: this.language, heading: this.getAttribute("heading") || words("heading"),
      phoneOfPage: this.getAttribute("phone"),
    }, () => this.close());
    panel.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation(); // a dialog of the page around it stays
      this.close();
    });
    panel.element.addEventListener("focusin", () => conversation.listeners.attend(this));
    panel.element.addEventListener("cancel", (event) => { // Android's back gesture
      event.preventDefault();
      this.close();
    });
    this.root.firstElementChild!.append(panel.element);
    return panel;
  }

  /** Turned, resized, or a keyboard on the screen. -> what ends the watching. */
  private watchScreen(): (() => void)[] {
    const resized = (): void => {
      if (!this.panel?.element.open) return;
      const focused = this.root.activeElement as HTMLElement | null;
      this.panel.element.close();
      this.show();
      focused?.focus({ preventScroll: true });
    };
    const keyboard = (): void => {
      const seen = window.visualViewport!;
      if (seen.scale > 1.01) return; // zoomed by hand: what is shown is the visitor's choice
      this.panel?.element.style.setProperty("--seen-height", `${seen.height}px`);
      this.panel?.element.style.setProperty("--seen-top", `${seen.offsetTop}px`);
    };
    return [[this.small, "change", resized], [window.visualViewport, "resize", keyboard],
            [window.visualViewport, "scroll", keyboard]].map(([target, event, act]) => {
      (target as EventTarget).addEventListener(event as string, act as () => void);
      return () => (target as EventTarget).removeEventListener(event as string, act as () => void);
    });
  }
}
