/** A replica of the server's page state: values by key, updated by server-sent events, retained when the connection is lost. */
export class PageState {
  #values = new Map();
  #coming = null; // values of a restarted server, until it has caught up
  lostAt = null; // milliseconds since the epoch, null while connected
  clockAhead = 0; // milliseconds by which the server's clock is ahead of ours

  /** Whether this is the server's current state: false while disconnected or while a restarted server reads the log. */
  get current() {
    return this.lostAt === null && this.#coming === null;
  }

  get(key) {
    return this.#values.get(key);
  }

  /** The values whose keys begin with `prefix`. */
  all(prefix) {
    return [...this.#values].filter(([key]) => key.startsWith(prefix)).map(([, value]) => value);
  }

  /** The time on the server's clock. */
  now() {
    return Date.now() + this.clockAhead;
  }

  /** Follows the server forever; calls `changed` with the changed keys, and `connection` when the connection is lost or restored. */
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
        setTimeout(() => this.follow(url, changed, connection), 2000); // the server refused; retry
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
      if (now) this.#values.set('now', now); // the other values stay
      return new Set(['now']);
    }
    const all = new Set([...this.#values.keys(), ...this.#coming.keys()]);
    this.#values = this.#coming;
    this.#coming = null;
    return all;
  }
}

/** Whether a restarted server has read the whole log. */
const hasReadTheLog = values => {
  const now = values.get('now');
  return values.has('run') && now?.behind === 0 && now.missing.length === 0;
};
