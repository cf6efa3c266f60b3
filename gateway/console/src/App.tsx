import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from 'react';
import { ConsoleProvider } from './console.ts';
import { Notice, Notices } from './Notices.tsx';
import type { Settings } from './settings.ts';
import { loadSettings } from './settings.ts';
import type { Session } from './sign-in/session.ts';
import { createSession, OPEN_SESSION } from './sign-in/session.ts';
import { TopBar } from './TopBar.tsx';
import { LanguageProvider, useLanguageChoice, useTexts } from './texts/useLanguage.ts';

const Workbench = lazy(async () => ({ default: (await import('./graph/Workbench.tsx')).Workbench }));

interface Opened {
  readonly settings: Settings;
  readonly session: Session;
}

async function openConsole(): Promise<Opened> {
  const settings = await loadSettings();
  const session = settings.signIn ? createSession(settings.signIn) : OPEN_SESSION;
  await session.resume();
  return { settings, session };
}

// Started once for the page's life: an answer of the issuer must not be used twice.
let opening: Promise<Opened> | null = null;

function useOpened(): { opened: Opened | null; failed: boolean; retry: () => void } {
  const [opened, setOpened] = useState<Opened | null>(null);
  const [failed, setFailed] = useState(false);
  const attempt = (): void => {
    setFailed(false);
    opening ??= openConsole();
    opening.then(setOpened, () => {
      opening = null;
      setFailed(true);
    });
  };
  useEffect(attempt, []);
  return { opened, failed, retry: attempt };
}

function Page({ settings, session, onLanguage }: Opened & { onLanguage: () => void }) {
  const texts = useTexts();
  const state = useSyncExternalStore(session.subscribe, session.state);
  const [reachable, setReachable] = useState(true);
  const [attempt, setAttempt] = useState(0);
  return (
    <ConsoleProvider value={{ settings, session: state, signIn: (loginHint) => void session.signIn(loginHint) }}>
      <TopBar session={session} onLanguage={onLanguage} />
      <Notices session={session} reachable={reachable} onRetry={() => setAttempt(attempt + 1)} />
      <main>
        <Suspense fallback={<p className="waiting">{texts.loading}</p>}>
          <Workbench session={session} attempt={attempt} onReachable={setReachable} />
        </Suspense>
      </main>
    </ConsoleProvider>
  );
}

function Opening({ failed, retry }: { failed: boolean; retry: () => void }) {
  const texts = useTexts();
  if (!failed) return <p className="waiting">{texts.loading}</p>;
  return (
    <Notice action={texts.retry} onAction={retry}>
      {texts.gatewayAway} {texts.gatewayAwayHint}
    </Notice>
  );
}

/** The whole page: who is signed in, what is wrong, and the workbench. */
export function App() {
  const [language, toggleLanguage] = useLanguageChoice();
  const { opened, failed, retry } = useOpened();
  return (
    <LanguageProvider value={language}>
      {opened ? <Page {...opened} onLanguage={toggleLanguage} /> : <Opening failed={failed} retry={retry} />}
    </LanguageProvider>
  );
}
