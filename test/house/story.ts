import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { type Example, parseExample } from '@union-graph/console/example';
import { type Answer, ask, good, key } from './client.ts';

const FOLDER = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@union-graph/console/operations/j-02-1-my-union.graphql')),
);

const examples: readonly Example[] = fs
  .readdirSync(FOLDER)
  .filter((file) => file.endsWith('.graphql'))
  .map((file) => {
    const variables = path.join(FOLDER, file.replace('.graphql', '.variables.json'));
    return parseExample(
      file.replace('.graphql', ''),
      fs.readFileSync(path.join(FOLDER, file), 'utf8'),
      fs.existsSync(variables) ? fs.readFileSync(variables, 'utf8') : '',
    );
  });

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
    return ask(as ?? example.person?.login ?? null, example.query, merged(variablesOf(example), variables), now ?? example.now);
  };
  return {
    given,
    /** Sends a step and gives whatever comes back. */
    attempt,
    /** Sends a step that must succeed, remembers what it gives, and returns its data. */
    async tell(step: number, telling?: Telling) {
      const data = good(await attempt(step, telling));
      for (const { name, path: at } of find(step).gives) given[name] = at.split('.').reduce((value, part) => value?.[part], data);
      return data;
    },
  };
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
