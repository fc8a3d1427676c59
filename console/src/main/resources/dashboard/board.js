/** A copy of the server's board: values by key, kept up to date by server-sent events, and kept when the connection is lost. */
export class Board {
  #values = new Map();
  #coming = null; // what a server has said since it began anew, until it has caught up
  lostAt = null; // milliseconds since the epoch, null while connected
  clockAhead = 0; // milliseconds by which the server's clock is ahead of ours

  /** Whether this is what the server shows now: not while it is away, nor while it reads the log anew. */
  get current() {
    return this.lostAt === null && this.#coming === null;
  }

  get(key) {
    return this.#values.get(key);
  }

  /** The values whose keys begin with it. */
  all(prefix) {
    return [...this.#values].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value);
  }

  /** The time on the server's clock. */
  now() {
    return Date.now() + this.clockAhead;
  }

  /** Follows the server for ever; `changed` is told which keys are new, `connection` when it is lost or found again. */
  follow(url, changed, connection) {
    const events = new EventSource(url);
    events.onmessage = event => {
      const found = this.lostAt !== null;
      this.lostAt = null;
      const keys = this.#take(JSON.parse(event.data));
      if (found) connection();
      changed(keys);
    };
    events.onerror = () => {
      if (this.lostAt === null) this.lostAt = Date.now();
      connection();
      if (events.readyState === EventSource.CLOSED) {
        setTimeout(() => this.follow(url, changed, connection), 2000); // the server refused; it may not, next time
      }
    };
  }

  #take(message) {
    if (message.reset) this.#coming = new Map();
    const target = this.#coming ?? this.#values;
    const keys = new Set(message.drop);
    message.drop.forEach(key => target.delete(key));
    for (const [key, value] of Object.entries(message.set)) {
      target.set(key, value);
      keys.add(key);
    }
    const now = target.get('now');
    if (now && keys.has('now')) this.clockAhead = now.at - Date.now();
    if (this.#coming === null) return keys;
    if (this.#values.size > 0 && !hasReadTheLog(this.#coming)) {
      if (now) this.#values.set('now', now); // the rest stays as it was
      return new Set(['now']);
    }
    const all = new Set([...this.#values.keys(), ...this.#coming.keys()]);
    this.#values = this.#coming;
    this.#coming = null;
    return all;
  }
}

/** Whether a server that begins anew knows as much as there is. */
const hasReadTheLog = values => {
  const now = values.get('now');
  return values.has('run') && now?.behind === 0 && now.missing.length === 0;
};
