import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { transformSupergraphToPublicSchema } from '@theguild/federation-composition';
import { parseExample } from '@union-graph/console/example';
import { PERSONS } from '@union-graph/infra/demo';
import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import { type Answer, ask, key, TODAY } from '../house/client.ts';
import { createBelow, type DrawnOperation, drawOperation, type Ids } from './drawOperation.ts';

/** An operation that was answered as none may be. */
export interface SweepFault extends DrawnOperation {
  readonly login: string | null;
  readonly status: number;
  readonly errors: Answer['errors'];
}

export interface SweepReport {
  readonly asked: number;
  /** How often each code was answered; "none" for an answer without an error. */
  readonly codes: Readonly<Record<string, number>>;
  readonly faults: readonly SweepFault[];
}

type AnsweredError = NonNullable<Answer['errors']>[number];

/** What the gateway says of a service that answered, and left out a field or gave a value that the field cannot be. */
const WRONG_ANSWER =
  /did not return a value that this field depends on|answered a value that the type of this field does not allow/;

/** What nobody may ever be answered with: a fault of the graph's own, and a refusal that does not say what lacks (domain rule 2.0.2). */
const isFault = ({ message, extensions: { code, missing } }: AnsweredError): boolean =>
  code === 'INTERNAL_SERVER_ERROR' || WRONG_ANSWER.test(message) || (code === 'FORBIDDEN' && !missing?.length);
const AT_ONCE = 8;
const MOST_IDS = 3_000;
const MOST_FAULTS = 40;

const require = createRequire(import.meta.url);

/** The graph as clients see it. */
export const readSchema = (): GraphQLSchema =>
  buildASTSchema(
    transformSupergraphToPublicSchema(
      parse(fs.readFileSync(path.resolve(import.meta.dirname, '../../gateway/supergraph.graphql'), 'utf8')),
    ),
    { assumeValid: true },
  );

/** Everybody of the demo data, and nobody. */
const VIEWERS: readonly (string | null)[] = [null, ...PERSONS.map(({ login }) => login)];

function createReport() {
  const codes: Record<string, number> = {};
  const faults = new Map<string, SweepFault>();
  let asked = 0;
  return {
    note: (operation: DrawnOperation, login: string | null, { status, errors }: Answer) => {
      asked += 1;
      for (const code of errors?.map(({ extensions }) => extensions.code) ?? ['none']) codes[code] = (codes[code] ?? 0) + 1;
      const first = errors?.find(isFault);
      if ((status < 500 && !first) || faults.size >= MOST_FAULTS) return;
      // One of each kind: the same field of the same service fails for the same reason.
      const at = (first?.path ?? [])
        .filter((step) => typeof step === 'string')
        .map((step) => fieldOf(operation.text, String(step)));
      const kind = `${status} ${first?.extensions.code} ${first?.extensions.service} ${at.join('.')}`;
      if (!faults.has(kind)) faults.set(kind, { ...operation, login, status, errors });
    },
    report: (): SweepReport => ({ asked, codes, faults: [...faults.values()] }),
  };
}

const fieldOf = (text: string, alias: string): string => new RegExp(`\\b${alias}: (\\w+)`).exec(text)?.[1] ?? alias;

/** Sends so many random operations, each as somebody else, several at once. The same seed draws the same operations on the same data. */
export async function sweepRandomly({ count, seed }: { readonly count: number; readonly seed: number }): Promise<SweepReport> {
  const schema = readSchema();
  const below = createBelow(seed);
  const ids: Ids = { known: PERSONS.map(({ id }) => id) };
  const report = createReport();
  for (let done = 0; done < count; done += AT_ONCE)
    await Promise.all(
      Array.from({ length: Math.min(AT_ONCE, count - done) }, async () => {
        const login = VIEWERS[below(VIEWERS.length)] ?? null;
        const operation = drawOperation(schema, below, ids);
        const answer = await ask(login, operation.text, operation.variables, TODAY);
        report.note(operation, login, answer);
        gatherIds(answer.data, ids);
      }),
    );
  return report.report();
}

// @reads gateway/console/operations
/** Sends each operation that the page at the door shows, as everybody, with its own variables. */
export async function sweepExamples(): Promise<SweepReport> {
  const folder = path.dirname(require.resolve('@union-graph/console/operations/j-02-1-my-union.graphql'));
  const files = fs.readdirSync(folder).filter((file) => file.endsWith('.graphql'));
  const report = createReport();
  for (const file of files) {
    const at = path.join(folder, file.replace('.graphql', '.variables.json'));
    const variables = fs.existsSync(at) ? fs.readFileSync(at, 'utf8') : '';
    const example = parseExample(file.replace('.graphql', ''), fs.readFileSync(path.join(folder, file), 'utf8'), variables);
    const filled = (): DrawnOperation => ({
      text: example.query,
      variables: JSON.parse(
        variables.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => (name === 'new' ? key() : (PERSONS[0]?.id ?? ''))) || '{}',
      ),
    });
    for (let from = 0; from < VIEWERS.length; from += AT_ONCE)
      await Promise.all(
        VIEWERS.slice(from, from + AT_ONCE).map(async (login) => {
          const operation = filled();
          report.note(operation, login, await ask(login, operation.text, operation.variables, example.now));
        }),
      );
  }
  return report.report();
}

function gatherIds(data: unknown, ids: Ids): void {
  if (Array.isArray(data)) for (const item of data) gatherIds(item, ids);
  else if (typeof data === 'object' && data !== null)
    for (const [name, value] of Object.entries(data)) {
      if (name !== 'id') gatherIds(value, ids);
      else if (typeof value === 'string' && !ids.known.includes(value)) {
        if (ids.known.length < MOST_IDS) ids.known.push(value);
        else ids.known[value.charCodeAt(value.length - 1) % MOST_IDS] = value;
      }
    }
}

/** The faults of a sweep, to be read. */
export const describeFaults = ({ faults }: SweepReport): string =>
  faults
    .map(({ login, status, text, variables, errors }) => {
      const first = errors?.filter(isFault).slice(0, 2);
      return `as ${login}: ${status} ${JSON.stringify(first)}\n${text}\n${JSON.stringify(variables).slice(0, 1_500)}`;
    })
    .join('\n\n');
