/** What of a browser the page's own modules touch, for tests in Node: storage, the address, and where the page was sent to. */
export interface Browser {
  readonly storage: Map<string, string>;
  readonly visited: string[];
  /** Opens the page at this address, as the issuer does. */
  open(href: string): void;
}

/** Installs a fresh browser with the page at `http://localhost:4000/`. */
export function installBrowser(): Browser {
  const storage = new Map<string, string>();
  const visited: string[] = [];
  const location = { href: '', origin: 'http://localhost:4000', assign: (url: URL) => visited.push(String(url)) };
  const open = (href: string): void => {
    location.href = new URL(href, location.origin).href;
  };
  open('/');
  Object.assign(globalThis, {
    isSecureContext: true,
    location,
    history: { replaceState: (_state: unknown, _title: string, href: string) => open(href) },
    sessionStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => storage.set(key, value),
      removeItem: (key: string) => storage.delete(key),
    },
  });
  return { storage, visited, open };
}
