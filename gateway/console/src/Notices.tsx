import type { ReactNode } from 'react';
import { useConsole } from './console.ts';
import type { Session } from './sign-in/session.ts';
import { useTexts } from './texts/useLanguage.ts';

interface NoticeProps {
  readonly children: ReactNode;
  readonly action: string;
  readonly onAction: () => void;
  readonly onDismiss?: () => void;
}

/** One line under the top bar: what happened and what to do about it. */
export function Notice({ children, action, onAction, onDismiss }: NoticeProps) {
  const texts = useTexts();
  return (
    <div className="notice" role="alert">
      <span>{children}</span>
      <button type="button" className="main-button" onClick={onAction}>
        {action}
      </button>
      {onDismiss && (
        <button type="button" className="plain-button" onClick={onDismiss}>
          {texts.dismiss}
        </button>
      )}
    </div>
  );
}

interface NoticesProps {
  readonly session: Session;
  readonly reachable: boolean;
  readonly onRetry: () => void;
}

/** All that is wrong at present. */
export function Notices({ session, reachable, onRetry }: NoticesProps) {
  const texts = useTexts();
  const { session: state, signIn } = useConsole();
  return (
    <>
      {!reachable && (
        <Notice action={texts.retry} onAction={onRetry}>
          {texts.gatewayAway} {texts.gatewayAwayHint}
        </Notice>
      )}
      {state.kind === 'expired' && (
        <Notice action={texts.signInAgain} onAction={() => signIn()} onDismiss={() => void session.signOut()}>
          {texts.expired(state.name)}
        </Notice>
      )}
      {state.fault && (
        <Notice action={texts.signInAgain} onAction={() => signIn()} onDismiss={() => session.dismissFault()}>
          {texts.faults[state.fault.code]} {state.fault.detail && <small>{state.fault.detail}</small>}
        </Notice>
      )}
    </>
  );
}
