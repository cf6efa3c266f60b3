import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useEffect, useMemo, useRef } from 'react';
import { useConsole } from '../console.ts';
import { DOCS_PLUGIN } from '../docs/DocsPanel.tsx';
import { EXAMPLES } from '../examples/catalogue.ts';
import { EXAMPLES_PLUGIN } from '../examples/ExamplePanel.tsx';
import { DEMO_NOW } from '../examples/example.ts';
import { PLAN_PLUGIN } from '../plan/PlanPanel.tsx';
import type { Session } from '../sign-in/session.ts';
import { useGraphiqlWords } from '../texts/useGraphiqlWords.ts';
import { useTexts } from '../texts/useLanguage.ts';
import { createFetcher } from './fetcher.ts';
import { clockHeader } from './headers.ts';
import { showPanel, showResponse } from './oneColumn.ts';

const PLUGINS = [EXAMPLES_PLUGIN, PLAN_PLUGIN, HISTORY_PLUGIN];

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
  useGraphiqlWords(texts.language);
  const latestTexts = useRef(texts);
  useEffect(() => {
    latestTexts.current = texts;
  }, [texts]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new fetcher makes GraphiQL read the schema again, for another person or after a miss.
  const fetcher = useMemo(
    () => createFetcher({ session, texts: () => latestTexts.current, examples: EXAMPLES, onReachable, onAnswered: showResponse }),
    [session, attempt, onReachable, state.kind, state.subject],
  );
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={PLUGINS}
      referencePlugin={DOCS_PLUGIN}
      visiblePlugin={EXAMPLES_PLUGIN}
      onTogglePluginVisibility={showPanel}
      defaultQuery={WELCOME}
      defaultEditorToolsVisibility="variables"
      // Signing in leaves the page, and an example's time should be there afterwards. The token is never among these headers.
      shouldPersistHeaders={settings.testClock}
      {...(settings.testClock ? { defaultHeaders: clockHeader(DEMO_NOW) } : {})}
    >
      <GraphiQL.Logo> </GraphiQL.Logo>
    </GraphiQL>
  );
}
