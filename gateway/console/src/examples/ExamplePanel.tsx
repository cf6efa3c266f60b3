import { useGraphiQL, useGraphiQLActions } from '@graphiql/react';
import { useState } from 'react';
import { useConsole } from '../console.ts';
import { exampleHeaders } from '../graph/headers.ts';
import type { SessionState } from '../sign-in/session.ts';
import { useTexts } from '../texts/useLanguage.ts';
import { EXAMPLES, JOURNEYS } from './catalogue.ts';
import type { Example } from './example.ts';
import { fillVariables } from './findings.ts';
import { howToFill } from './missing.ts';

/** Opens an example in a tab of its own; answers the variables that nothing has given yet. */
function useOpenExample(): (example: Example) => readonly string[] {
  const { addTab } = useGraphiQLActions();
  const { settings } = useConsole();
  const editors = useGraphiQL(({ queryEditor, variableEditor, headerEditor }) => ({ queryEditor, variableEditor, headerEditor }));
  return (example) => {
    const { text, missing } = fillVariables(example.variables, example.journey);
    addTab();
    editors.queryEditor?.setValue(example.query);
    editors.variableEditor?.setValue(text);
    const headers = exampleHeaders(example, settings.testClock);
    if (headers !== '{}') editors.headerEditor?.setValue(headers);
    return example.program ? [...missing, example.program.clientId] : missing;
  };
}

interface EntryProps {
  readonly example: Example;
  readonly session: SessionState;
  readonly chosen: boolean;
  readonly missing: readonly string[];
  readonly onOpen: () => void;
}

function Entry({ example, session, chosen, missing, onOpen }: EntryProps) {
  const texts = useTexts();
  const { settings, signIn } = useConsole();
  const { person, program } = example;
  const label = person ? `${person.name} ${person.login}` : '';
  const whose = person
    ? texts.asPerson(label)
    : program
      ? texts.asProgram(`${program.name} ${program.clientId}`)
      : texts.asAnyone;
  const other = settings.signIn && person && !(session.kind === 'signed-in' && session.name === person.name);
  return (
    <li className={chosen ? 'example example-chosen' : 'example'}>
      <button type="button" className="example-open" onClick={onOpen}>
        <span className="example-step">{example.step}</span>
        <span>
          <span lang={texts.language}>{example[texts.language]}</span>
          <small>{example[texts.language === 'zh' ? 'en' : 'zh']}</small>
          <small className="example-person">{whose}</small>
        </span>
      </button>
      {chosen && example.about && <p className="example-note">{example.about}</p>}
      {chosen && missing.length > 0 && <p className="example-note">{howToFill(missing, example.journey, EXAMPLES, texts)}</p>}
      {chosen && example.refused && <p className="example-note">{texts.refusedWith(example.refused)}</p>}
      {chosen && other && (
        <button type="button" className="plain-button" onClick={() => signIn(person.login)}>
          {texts.signInAs(person.name)}
        </button>
      )}
    </li>
  );
}

/** The examples by journey, in both languages. */
export function ExamplePanel() {
  const texts = useTexts();
  const { settings, session } = useConsole();
  const open = useOpenExample();
  const [chosen, setChosen] = useState<{ file: string; missing: readonly string[] }>({ file: '', missing: [] });
  return (
    <section className="examples own-words" aria-label={texts.examples}>
      <h2>{texts.examples}</h2>
      <p className="examples-hint">
        {texts.examplesHint} {settings.testClock && texts.testClockHint}
      </p>
      {Object.entries(JOURNEYS).map(([journey, title]) => (
        <section key={journey}>
          <h3>
            {journey} {title[texts.language]} <small>{title[texts.language === 'zh' ? 'en' : 'zh']}</small>
          </h3>
          <ol>
            {EXAMPLES.filter((example) => example.journey === journey).map((example) => (
              <Entry
                key={example.file}
                example={example}
                session={session}
                chosen={chosen.file === example.file}
                missing={chosen.missing}
                onOpen={() => setChosen({ file: example.file, missing: open(example) })}
              />
            ))}
          </ol>
        </section>
      ))}
    </section>
  );
}

function ExamplesIcon() {
  return (
    <svg viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.6" aria-hidden="true">
      <path d="M4 5.5h9M4 12h9M4 18.5h9" />
      <path d="m17 4 3.2 1.9L17 7.8zM17 10.1l3.2 1.9-3.2 1.9zM17 16.6l3.2 1.9-3.2 1.9z" fill="currentColor" stroke="none" />
    </svg>
  );
}

/** The side panel's entry in GraphiQL; one object for good, since GraphiQL tells plugins apart by identity. */
export const EXAMPLES_PLUGIN = { title: '示例 Examples', icon: ExamplesIcon, content: ExamplePanel };
