/** The HTTP API of a conversation. */

const PATIENCE_MS = 30_000;

/** The API said no (status 400 and up), or could not be reached (status 0). */
export class ApiError extends Error {
  constructor(status, title, wait_ms = null) {
    super(title);
    this.status = status;
    this.title = title;
    this.wait_ms = wait_ms;
  }

  /** The conversation is deleted, expired, or no longer ours. */
  get gone() {
    return [401, 403, 404, 410].includes(this.status);
  }
}

export class Rest {
  #base;
  #session;

  constructor(server, session) {
    this.#base = new URL("api/v1/", server).href;
    this.#session = session;
  }

  create(municipality, language) {
    return this.#ask("POST", "conversations", { municipality, language }, null);
  }

  history() {
    return this.#ask("GET", this.#path());
  }

  /** Sending the same `client_id` twice is answered once. */
  send({ client_id, text, payload, handover }) {
    if (handover) return this.#ask("POST", `${this.#path("handover")}?client_id=${client_id}`);
    return this.#ask("POST", this.#path("messages"), payload ? { payload, client_id } : { text, client_id });
  }

  /** @param {{id: string, token: string}} one a chat or a call */
  remove({ id, token }) {
    return this.#ask("DELETE", `conversations/${id}`, undefined, token);
  }

  leaveContact(contact, name) {
    return this.#ask("POST", this.#path("contact"), { contact, name });
  }

  rate(message, rating, comment) {
    return this.#ask("POST", this.#path("messages", message, "feedback"), { rating, comment });
  }

  donation(method, body) {
    return this.#ask(method, this.#path("donation"), body);
  }

  suggest(body) {
    return this.#ask("POST", "suggestions", body, false);
  }

  async municipalities() {
    return (await this.#ask("GET", "municipalities", undefined, null)).municipalities;
  }

  /** Where the socket of the conversation is: the same server, ws for http and wss for https. */
  get socketUrl() {
    return new URL(this.#path("socket"), this.#base).href.replace(/^http/, "ws");
  }

  #path(...parts) {
    return ["conversations", this.#session.get("id"), ...parts].map(encodeURIComponent).join("/");
  }

  async #ask(method, path, body, token = this.#session.get("token")) {
    const headers = {};
    if (body !== undefined) headers["Content-Type"] = "application/json";
    if (token) headers.Authorization = `Bearer ${token}`;
    const gaveUp = new AbortController();
    const timer = setTimeout(() => gaveUp.abort(), PATIENCE_MS);
    try {
      const response = await fetch(new URL(path, this.#base), {
        method,
        headers,
        body: body === undefined ? undefined : JSON.stringify(body),
        credentials: "omit",
        cache: "no-store",
        signal: gaveUp.signal,
      });
      if (!response.ok) throw await problem(response);
      return response.status === 204 ? null : await response.json();
    } catch (error) {
      throw error instanceof ApiError ? error : new ApiError(0, String(error));
    } finally {
      clearTimeout(timer);
    }
  }
}

async function problem(response) {
  const { title = "" } = await response.json().catch(() => ({}));
  const seconds = Number(response.headers.get("Retry-After"));
  return new ApiError(response.status, title, seconds > 0 ? seconds * 1000 : null);
}
