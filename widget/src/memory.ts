// What one visitor's browser remembers between pages: in local storage, or for this page only where that is blocked.

export class Memory {
  private readonly page = new Map<string, string>();
  /** Whether other pages and tabs will find what is written here. */
  readonly lasting: boolean;

  constructor(private readonly prefix: string) {
    this.lasting = works();
  }

  get<T>(key: string): T | null {
    const text = this.lasting ? localStorage.getItem(this.prefix + key) : this.page.get(key);
    try {
      return text ? (JSON.parse(text) as T) : null;
    } catch {
      return null; // somebody else wrote it
    }
  }

  set(key: string, value: unknown): void {
    const text = JSON.stringify(value);
    this.page.set(key, text);
    try {
      if (this.lasting) localStorage.setItem(this.prefix + key, text);
    } catch {
      // full: the page still knows it
    }
  }

  remove(key: string): void {
    this.page.delete(key);
    if (this.lasting) localStorage.removeItem(this.prefix + key);
  }
}

/** Blocked storage throws at the first touch (cookies off), or at the first write (some private windows). */
function works(): boolean {
  try {
    localStorage.setItem("clinic-chat", "");
    localStorage.removeItem("clinic-chat");
    return true;
  } catch {
    return false;
  }
}
