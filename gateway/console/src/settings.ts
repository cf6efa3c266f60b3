/** What the gateway tells the page at `/console.json`. */
export interface Settings {
  /** The OpenID Connect issuer, as in its discovery document. */
  readonly issuer: string;
  readonly clientId: string;
  /** The resource the access token is for. */
  readonly audience: string;
  /** Whether the gateway accepts the `x-test-now` header. */
  readonly testClock: boolean;
}

/** Throws when the gateway does not answer, or answers something else. */
export async function loadSettings(): Promise<Settings> {
  const response = await fetch('/console.json', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`/console.json: ${response.status}`);
  return (await response.json()) as Settings;
}
