import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Example, isAwaited, parseExample, valueAt } from '@union-graph/console/example';
import { type Answer, ask, good, key, send, tokenOfPartner } from './client.ts';
import { eventually } from './house.ts';

// @reads gateway/console/operations
const FOLDER = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@union-graph/console/operations/j-02-1-my-union.graphql')),
);

/** All that the page at the door shows, by journey and step. */
export const examples: readonly Example[] = fs
  .readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => {
    const variables = path.join(FOLDER, file.replace('.graphql', '.variables.json'));
    return parseExample(
      file.replace('.graphql', ''),
      fs.readFileSync(path.join(FOLDER, file), 'utf8'),
      fs.existsSync(variables) ? fs.readFileSync(variables, 'utf8') : '',
    );
  })
  .sort((one, other) => one.journey.localeCompare(other.journey) || one.step - other.step);

export interface Telling {
  readonly as?: string;
  readonly now?: string;
  /** Changes to the example's variables, merged into the place they name: `{ input: { start: '…' } }`. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A journey told step by step with the operations that the page at the door shows; what a step gives, later steps use. */
export function story(journey: string) {
  const given: Record<string, unknown> = {};
  const find = (step: number): Example => {
    const found = examples.find((example) => example.journey === journey && example.step === step);
    if (!found) throw new Error(`${journey} has no step ${step}.`);
    return found;
  };
  const variablesOf = (example: Example): Record<string, unknown> =>
    JSON.parse(example.variables || '{}', (_, value: unknown) => {
      const name = typeof value === 'string' ? /^\{\{(\w+)\}\}$/.exec(value)?.[1] : undefined;
      return name === undefined ? value : name === 'new' ? key() : given[name];
    });
  const attempt = (step: number, { as, now, variables = {} }: Telling = {}): Promise<Answer> => {
    const example = find(step);
    const told = merged(variablesOf(example), variables);
    return example.program && !as
      ? askAsProgram(example.program, example.query, told, now ?? example.now)
      : ask(as ?? example.person?.login ?? null, example.query, told, now ?? example.now);
  };
  return {
    given,
    /** Sends a step and gives whatever comes back. */
    attempt,
    /** Sends a step that must succeed, until its answer says what it waits for; remembers what it gives, and returns its data. */
    async tell(step: number, telling?: Telling) {
      const example = find(step);
      const data = await eventually(async () => {
        const told = good(await attempt(step, telling));
        return isAwaited(example, told) && told;
      });
      for (const { name, path: at } of example.gives) given[name] = valueAt(data, at);
      return data;
    },
  };
}

async function askAsProgram(
  { clientId, purpose }: NonNullable<Example['program']>,
  query: string,
  variables: object,
  now: string,
): Promise<Answer> {
  const authorization = `Bearer ${await tokenOfPartner(clientId)}`;
  return send({ query, variables }, { authorization, 'x-purpose': purpose, 'x-test-now': now });
}

function merged(base: Record<string, unknown>, changes: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isPlain = (value: unknown): value is Record<string, unknown> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  return Object.fromEntries(
    [...new Set([...Object.keys(base), ...Object.keys(changes)])].map((name) => {
      const [old, change] = [base[name], changes[name]];
      return [name, change === undefined ? old : isPlain(old) && isPlain(change) ? merged(old, change) : change];
    }),
  );
}
