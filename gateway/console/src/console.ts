import { createContext, useContext } from 'react';
import type { Settings } from './settings.ts';
import type { SessionState } from './sign-in/session.ts';

/** What every part of the page may need. */
export interface Console {
  readonly settings: Settings;
  readonly session: SessionState;
  readonly signIn: (loginHint?: string) => void;
}

const ConsoleContext = createContext<Console | null>(null);

export const ConsoleProvider = ConsoleContext.Provider;

export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (!console) throw new Error('useConsole is for parts inside ConsoleProvider.');
  return console;
}
