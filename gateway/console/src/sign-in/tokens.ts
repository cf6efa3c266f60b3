import type { SignInSettings } from '../settings.ts';
import type { TokenAnswer } from './issuer.ts';
import { requestTokens, SignInFault } from './issuer.ts';
import { claimsOf } from './pkce.ts';

const STORED = 'console.tokens';
/** A token is renewed this long before it ends, so that a request in flight does not outlive it. */
const AHEAD_MS = 30_000;
/** An issuer that gives very short tokens is asked no more often than this. */
const LEAST_MS = 5_000;

/** The tokens of the person signed in, with what the id token says about them. `expiresAt` is in milliseconds since 1970. */
export interface Held {
  readonly accessToken: string;
  readonly refreshToken: string | null;
  readonly expiresAt: number;
  readonly name: string;
  readonly subject: string;
}

export interface TokenKeeper {
  held(): Held | null;
  accept(answer: TokenAnswer): void;
  /** An access token that is still good, renewed when needed; null when there is none. */
  usable(): Promise<string | null>;
  forget(): void;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

function merge(answer: TokenAnswer, before: Held | null): Held {
  const claims = answer.id_token ? claimsOf(answer.id_token) : {};
  const subject = text(claims.sub) || (before?.subject ?? '');
  return {
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token ?? before?.refreshToken ?? null,
    expiresAt: Date.now() + (answer.expires_in ?? 300) * 1000,
    name: text(claims.name) || (before?.name ?? subject),
    subject,
  };
}

/** Keeps tokens in this tab's sessionStorage and renews them before they end. `onEnd` is called when they end and cannot be renewed. */
export function keepTokens(settings: SignInSettings, onEnd: (last: Held) => void): TokenKeeper {
  let held = JSON.parse(sessionStorage.getItem(STORED) ?? 'null') as Held | null;
  let renewing: Promise<void> | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const schedule = (): void => {
    clearTimeout(timer);
    if (!held) return;
    const due = held.expiresAt - Date.now() - (held.refreshToken ? AHEAD_MS : 0);
    timer = setTimeout(() => void renew(), Math.max(LEAST_MS, due));
  };

  const hold = (next: Held | null): void => {
    held = next;
    if (next) sessionStorage.setItem(STORED, JSON.stringify(next));
    else sessionStorage.removeItem(STORED);
    schedule();
  };

  const end = (last: Held): void => {
    hold(null);
    onEnd(last);
  };

  const exchange = async (last: Held, refreshToken: string): Promise<void> => {
    try {
      const form = { grant_type: 'refresh_token', client_id: settings.clientId, refresh_token: refreshToken };
      const answer = await requestTokens(settings.issuer, form);
      if (held === last) hold(merge(answer, last));
    } catch (error) {
      const over = error instanceof SignInFault && error.code === 'refused';
      // An issuer that is away for a moment costs nothing while the token lives.
      if (held === last && (over || last.expiresAt <= Date.now())) end(last);
    }
  };

  const attempt = async (): Promise<void> => {
    if (held?.refreshToken) await exchange(held, held.refreshToken);
    else if (held && held.expiresAt <= Date.now()) end(held);
  };

  // One exchange at a time: issuers that rotate refresh tokens take a second use for theft.
  const renew = (): Promise<void> => {
    renewing ??= attempt().finally(() => {
      renewing = null;
    });
    return renewing;
  };

  schedule();
  return {
    held: () => held,
    accept: (answer) => hold(merge(answer, null)),
    usable: async () => {
      if (held && held.expiresAt - Date.now() < AHEAD_MS) await renew();
      return held?.accessToken ?? null;
    },
    forget: () => hold(null),
  };
}
