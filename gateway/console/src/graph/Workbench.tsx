import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect, useMemo, useRef } from 'react';
import { useConsole } from '../console.ts';
import { EXAMPLES_PLUGIN } from '../examples/ExamplePanel.tsx';
import type { Session } from '../sign-in/session.ts';
import { useTexts } from '../texts/useLanguage.ts';
import { createFetcher } from './fetcher.ts';

const PLUGINS = [EXAMPLES_PLUGIN, HISTORY_PLUGIN];

const WELCOME = `# 左边选示例，或在这里写
# Choose an example, or write here
query Districts {
  districts {
    code
    nameZh
    name
  }
}
`;

/** The demonstration data lives on this day: open months, deadlines and cards are seen as of it. */
const DEMO_TIME = JSON.stringify({ 'x-test-now': '2013-10-19T10:00:00+08:00' }, null, 2);

interface WorkbenchProps {
  readonly session: Session;
  /** Counts the times the person asked to try again. */
  readonly attempt: number;
  readonly onReachable: (reachable: boolean) => void;
}

/** GraphiQL with our examples. Loaded apart from the page's frame, since the editor is large. */
export function Workbench({ session, attempt, onReachable }: WorkbenchProps) {
  const { settings, session: state } = useConsole();
  const texts = useTexts();
  const latestTexts = useRef(texts);
  useEffect(() => {
    latestTexts.current = texts;
  }, [texts]);
  // A new fetcher makes GraphiQL read the schema again: it may differ for another person, or have been missed.
  const fetcher = useMemo(
    () => createFetcher({ session, texts: () => latestTexts.current, onReachable }),
    [session, attempt, onReachable, state.kind, state.subject],
  );
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={PLUGINS}
      visiblePlugin={EXAMPLES_PLUGIN}
      defaultQuery={WELCOME}
      defaultEditorToolsVisibility="variables"
      {...(settings.testClock ? { defaultHeaders: DEMO_TIME } : {})}
    >
      <GraphiQL.Logo> </GraphiQL.Logo>
    </GraphiQL>
  );
}
