import { useConsole } from './console.ts';
import type { Session } from './sign-in/session.ts';
import { useTexts } from './texts/useLanguage.ts';

interface TopBarProps {
  readonly session: Session;
  readonly onLanguage: () => void;
}

export function TopBar({ session, onLanguage }: TopBarProps) {
  const texts = useTexts();
  const { settings, session: state, signIn } = useConsole();
  const signedIn = state.kind === 'signed-in';
  const whoIs = signedIn ? texts.signedInAs(state.name) : settings.signIn ? texts.notSignedIn : texts.open;
  return (
    <header className="top-bar">
      <h1>{texts.title}</h1>
      <span className="top-bar-person">{whoIs}</span>
      <button type="button" className="plain-button" onClick={onLanguage}>
        {texts.otherLanguage}
      </button>
      {settings.signIn && (
        <button type="button" className={signedIn ? 'plain-button' : 'main-button'} onClick={() => signIn()}>
          {signedIn ? texts.switchPerson : texts.signIn}
        </button>
      )}
      {signedIn && (
        <button type="button" className="plain-button" onClick={() => void session.signOut()}>
          {texts.signOut}
        </button>
      )}
    </header>
  );
}
