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

const WELCOME = `# 左边选一个示例，或在这里写查询；按 Ctrl-Enter 发送。
# Choose an example on the left, or write here; Ctrl-Enter sends.
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
  readonly onReachable: (reachable: boolean) => void;
}

/** GraphiQL with our examples. Loaded apart from the page's frame, since the editor is large. */
export function Workbench({ session, onReachable }: WorkbenchProps) {
  const { settings, session: state } = useConsole();
  const texts = useTexts();
  const latestTexts = useRef(texts);
  useEffect(() => {
    latestTexts.current = texts;
  }, [texts]);
  // A new fetcher makes GraphiQL read the schema again, which may differ for another person.
  const fetcher = useMemo(
    () => createFetcher({ session, texts: () => latestTexts.current, onReachable }),
    [session, onReachable, state.kind, state.subject],
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
