// One request to the assistant: its JSON, or an error that says how it failed.

const PATIENCE = 20_000; // ms; a request that hangs is given up and made again, which is safe: messages have ids

/** The assistant answered, but not with what was asked for. `retryAfter` in seconds, 0 where it does not say. */
export class Refused extends Error {
  constructor(readonly status: number, readonly retryAfter: number, words: string) {
    super(words);
  }

  /** Whether the same request may be taken later: not a mistake in the request itself. */
  get passing(): boolean {
    return [401, 403, 404, 408, 425, 429].includes(this.status) || this.status >= 500;
  }
}

export class Client {
  constructor(private readonly server: string, private readonly token: () => string | null) {}

  /** Throws Refused, or whatever fetch throws when there is no line. */
  async ask<T>(method: string, path: string, body?: object, keepalive = false): Promise<T> {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const answer = await fetch(this.server + path, {
        method,
        keepalive,
        headers: this.headers(body),
        body: body && JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        signal: stop.signal,
      });
      if (!answer.ok) throw await refusal(answer);
      return (answer.status === 204 ? undefined : await answer.json()) as T;
    } finally {
      clearTimeout(timer);
    }
  }

  private headers(body?: object): Record<string, string> {
    const token = this.token();
    return {
      ...(token && { Authorization: `Bearer ${token}` }),
      ...(body && { "Content-Type": "application/json" }),
    };
  }
}

async function refusal(answer: Response): Promise<Refused> {
  const words = await answer.text().catch(() => "");
  // For the agency that puts the chat on a page; the visitor reads the widget's own words.
  console.warn(`clinic-chat: status ${answer.status} from ${answer.url}: ${words.slice(0, 200)}`);
  return new Refused(answer.status, Number(answer.headers.get("Retry-After")) || 0, words);
}
