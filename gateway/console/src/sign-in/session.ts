import type { SignInSettings } from '../settings.ts';
import { leaveForSignIn, returnFromSignIn } from './code-flow.ts';
import { revoke, SignInFault } from './issuer.ts';
import type { Held } from './tokens.ts';
import { keepTokens } from './tokens.ts';

/** Who uses the page. `expired`: somebody was signed in, and their token has ended or the gateway refuses it. */
export interface SessionState {
  readonly kind: 'anonymous' | 'signed-in' | 'expired';
  readonly name: string;
  readonly subject: string;
  readonly fault: SignInFault | null;
}

export interface Session {
  state(): SessionState;
  subscribe(listener: () => void): () => void;
  /** Finishes a sign-in when the page was opened by the issuer. Never throws: a fault becomes part of the state. */
  resume(): Promise<void>;
  /** Leaves the page; when it cannot, the fault becomes part of the state. */
  signIn(loginHint?: string): Promise<void>;
  /** Forgets the tokens at once; settles when the issuer has been told. */
  signOut(): Promise<void>;
  accessToken(): Promise<string | null>;
  /** The gateway did not accept the token it was sent. */
  tokenRefused(): void;
  dismissFault(): void;
}

const ANONYMOUS: SessionState = { kind: 'anonymous', name: '', subject: '', fault: null };

const stateOf = (held: Held | null): SessionState =>
  held ? { kind: 'signed-in', name: held.name, subject: held.subject, fault: null } : ANONYMOUS;

const faultOf = (error: unknown): SignInFault =>
  error instanceof SignInFault ? error : new SignInFault('refused', String(error));

/** The page's session with the issuer of `settings`. */
export function createSession(settings: SignInSettings): Session {
  const listeners = new Set<() => void>();
  const expire = (last: Held): void => show({ ...stateOf(last), kind: 'expired' });
  const tokens = keepTokens(settings, expire);
  let state = stateOf(tokens.held());

  function show(next: SessionState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    resume: async () => {
      try {
        const answer = await returnFromSignIn(settings);
        if (!answer) return;
        tokens.accept(answer);
        show(stateOf(tokens.held()));
      } catch (error) {
        show({ ...state, fault: faultOf(error) });
      }
    },
    signIn: (loginHint) =>
      leaveForSignIn(settings, loginHint).catch((error: unknown) => show({ ...state, fault: faultOf(error) })),
    signOut: async () => {
      const refreshToken = tokens.held()?.refreshToken;
      tokens.forget();
      show(ANONYMOUS);
      if (refreshToken) await revoke(settings.issuer, settings.clientId, refreshToken);
    },
    accessToken: () => tokens.usable(),
    tokenRefused: () => {
      const last = tokens.held();
      tokens.forget();
      if (last) expire(last);
    },
    dismissFault: () => show({ ...state, fault: null }),
  };
}

const nothing = async (): Promise<void> => {};

/** The session where nobody signs in. */
export const OPEN_SESSION: Session = {
  state: () => ANONYMOUS,
  subscribe: () => () => {},
  resume: nothing,
  signIn: nothing,
  signOut: nothing,
  accessToken: async () => null,
  tokenRefused: () => {},
  dismissFault: () => {},
};
