/** Where and as what the page signs people in. */
export interface SignInSettings {
  /** The OpenID Connect issuer, as in its discovery document. */
  readonly issuer: string;
  readonly clientId: string;
  /** The resource the access token is for. */
  readonly audience: string;
}

/** What the gateway tells the page at `/console.json`. */
export interface Settings {
  /** Null where nobody signs in: a gateway that runs open. */
  readonly signIn: SignInSettings | null;
  /** Whether the gateway accepts the `x-test-now` header. */
  readonly testClock: boolean;
}

interface Told {
  readonly issuer: string | null;
  readonly clientId: string;
  readonly audience: string | null;
  readonly testClock: boolean;
}

/** Throws when the gateway does not answer, or answers something else. */
export async function loadSettings(): Promise<Settings> {
  const response = await fetch('/console.json', { headers: { accept: 'application/json' } });
  if (!response.ok) throw new Error(`/console.json: ${response.status}`);
  const { issuer, clientId, audience, testClock } = (await response.json()) as Told;
  return { signIn: issuer && audience ? { issuer, clientId, audience } : null, testClock };
}
