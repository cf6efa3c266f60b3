import { DOC_EXPLORER_PLUGIN, DocExplorer, useDocExplorer, useDocExplorerActions } from '@graphiql/plugin-doc-explorer';
import { useGraphiQL } from '@graphiql/react';
import { isObjectType } from 'graphql';
import { useMemo, useState } from 'react';
import { useTexts } from '../texts/useLanguage.ts';
import { type Entry, found, groupsOf, KINDS, type Kind } from './groups.ts';

const MOST_SHOWN = 300;

function Group({ kind, entries, open }: { kind: Kind; entries: readonly Entry[]; open: boolean }) {
  const texts = useTexts();
  const { push } = useDocExplorerActions();
  const show = ({ name, type, field }: Entry): void => {
    const def = field !== undefined && isObjectType(type) ? type.getFields()[field] : type;
    if (def) push({ name, def });
  };
  return (
    <details className="docs-group" open={open}>
      <summary>
        {texts.docsKinds[kind]} <small>{entries.length}</small>
      </summary>
      <ul>
        {entries.slice(0, MOST_SHOWN).map((entry) => (
          <li key={`${entry.type.name}.${entry.name}`}>
            <button type="button" onClick={() => show(entry)}>
              <code>{entry.name}</code>
              {entry.field !== undefined && entry.type.name !== 'Query' && <small>{entry.type.name}</small>}
              <span>{entry.description}</span>
            </button>
          </li>
        ))}
      </ul>
      {entries.length > MOST_SHOWN && <p className="example-note">{texts.docsMore(entries.length - MOST_SHOWN)}</p>}
    </details>
  );
}

/** The first page of the documentation: what there is, by kind and name, with a search over names and descriptions. */
function SchemaList() {
  const texts = useTexts();
  const schema = useGraphiQL((state) => state.schema);
  const [search, setSearch] = useState('');
  const groups = useMemo(() => (schema ? groupsOf(schema) : null), [schema]);
  if (!groups) return <DocExplorer />;
  const shown = KINDS.map((kind) => [kind, found(groups[kind], search)] as const).filter(([, entries]) => entries.length > 0);
  return (
    <section className="docs own-words" aria-label={texts.docs}>
      <h2>{texts.docs}</h2>
      <input
        type="search"
        value={search}
        placeholder={texts.docsSearch}
        aria-label={texts.docsSearch}
        onChange={(event) => setSearch(event.target.value)}
      />
      {shown.map(([kind, entries]) => (
        <Group key={`${kind}${search !== ''}`} kind={kind} entries={entries} open={search !== '' || kind === 'entries'} />
      ))}
      {shown.length === 0 && <p className="example-note">{texts.docsNothing}</p>}
    </section>
  );
}

function DocsPanel() {
  const isFirstPage = useDocExplorer().length === 1;
  return isFirstPage ? <SchemaList /> : <DocExplorer />;
}

/** GraphiQL's documentation with a first page of our own. It must be its very object, by which GraphiQL keeps where one is in it. */
export const DOCS_PLUGIN = Object.assign(DOC_EXPLORER_PLUGIN, { content: DocsPanel });
