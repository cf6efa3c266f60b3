import fs from 'node:fs';
import path from 'node:path';
import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Things that are remembered at once. */
const MOST = 2_000;

interface Entry {
  payload: AdapterPayload;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/**
 * What the provider remembers (sessions, codes, refresh tokens), in memory and in one file, so that people stay signed in
 * when it is started again. A handful of people on one machine: the file is written whole after each change, and what is over, or beyond
 * the number that is kept, is forgotten.
 */
export class Store {
  readonly #file: string;
  readonly #entries: Map<string, Entry>;

  constructor(file: string) {
    this.#file = file;
    fs.mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    this.#entries = new Map(fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, 'utf8')) as [string, Entry][]) : []);
  }

  /** The provider's view of one kind of thing. */
  adapter(kind: string): Adapter {
    const key = (id: string) => `${kind}:${id}`;
    const find = (matches: (payload: AdapterPayload) => boolean) =>
      [...this.#entries].find(
        ([name, entry]) => name.startsWith(`${kind}:`) && this.#isAlive(entry) && matches(entry.payload),
      )?.[1].payload;
    return {
      upsert: async (id, payload, expiresIn) =>
        this.#set(key(id), { payload, expiresAt: Date.now() + (expiresIn ?? 86_400) * 1000 }),
      find: async (id) => {
        const entry = this.#entries.get(key(id));
        return entry && this.#isAlive(entry) ? entry.payload : undefined;
      },
      findByUid: async (uid) => find((payload) => payload.uid === uid),
      findByUserCode: async (code) => find((payload) => payload.userCode === code),
      consume: async (id) => {
        const entry = this.#entries.get(key(id));
        if (entry) this.#set(key(id), { ...entry, payload: { ...entry.payload, consumed: Math.floor(Date.now() / 1000) } });
      },
      destroy: async (id) => this.#delete((name) => name === key(id)),
      revokeByGrantId: async (grantId) => this.#delete((_, { payload }) => payload.grantId === grantId),
    };
  }

  #isAlive = (entry: Entry): boolean => entry.expiresAt > Date.now();

  #set(name: string, entry: Entry): void {
    this.#entries.delete(name);
    this.#entries.set(name, entry);
    this.#forget();
    this.#write();
  }

  #delete(doomed: (name: string, entry: Entry) => boolean): void {
    for (const [name, entry] of this.#entries) if (doomed(name, entry)) this.#entries.delete(name);
    this.#write();
  }

  /** The oldest go first: anybody may begin a sign-in. */
  #forget(): void {
    for (const [name, entry] of this.#entries) if (!this.#isAlive(entry)) this.#entries.delete(name);
    for (const name of this.#entries.keys()) {
      if (this.#entries.size <= MOST) return;
      this.#entries.delete(name);
    }
  }

  #write(): void {
    fs.writeFileSync(`${this.#file}.new`, JSON.stringify([...this.#entries]), { mode: 0o600 });
    fs.renameSync(`${this.#file}.new`, this.#file);
  }
}
