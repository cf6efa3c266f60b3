import type { Session } from './sign-in/session.ts';
import { useConsole } from './console.ts';
import { useTexts } from './texts/useLanguage.ts';

interface TopBarProps {
  readonly session: Session;
  readonly onLanguage: () => void;
}

export function TopBar({ session, onLanguage }: TopBarProps) {
  const texts = useTexts();
  const { session: state, signIn } = useConsole();
  const signedIn = state.kind === 'signed-in';
  return (
    <header className="top-bar">
      <h1>{texts.title}</h1>
      <span className="top-bar-person">{signedIn ? texts.signedInAs(state.name) : texts.notSignedIn}</span>
      <button type="button" className="plain-button" onClick={onLanguage}>
        {texts.otherLanguage}
      </button>
      <button type="button" className={signedIn ? 'plain-button' : 'main-button'} onClick={() => signIn()}>
        {signedIn ? texts.switchPerson : texts.signIn}
      </button>
      {signedIn && (
        <button type="button" className="plain-button" onClick={() => void session.signOut()}>
          {texts.signOut}
        </button>
      )}
    </header>
  );
}
