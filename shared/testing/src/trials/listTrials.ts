import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Role } from '@union-graph/identity';
import { loadSubgraphSdl } from '@union-graph/schema';
import type { SubgraphDefinition } from '@union-graph/subgraph';
import { type Mutations, mutationsOf } from './inputs.ts';
import type { Trials } from './tryMutations.ts';

/**
 * The roles that do a mutation with some rows only, by its name: with those of their own work, as the lawyer of a case, or with another kind of row than the one
 * that is tried. Its policy lets them through beside those who may by the role alone, and nobody else.
 */
export type OfSomeRows = Readonly<Record<string, readonly Role[]>>;

/** Tests that the tables of trials, taken together, have every mutation of a subgraph, and that each table in its `test/mutations` is tried by the test beside it. */
export function listTrials(definition: SubgraphDefinition, trials: Trials, ofSomeRows: OfSomeRows = {}): void {
  const { names, policyOf } = mutationsOf(loadSubgraphSdl(definition.dir));

  test('every mutation is tried, and its policy lets everybody through who may', () => {
    expect([Object.keys(trials).sort(), shutOut(trials, policyOf)]).toEqual([names, []]);
  });

  test('a policy lets through those who may by their role, or with some rows, and nobody else', () => {
    const others = Object.entries(trials).map(([name, { may }]) => {
      const roles = policyOf(name)?.filter((role) => !may.includes(role as Role)) ?? [];
      return [name, roles] as const;
    });
    const wide = Object.fromEntries(others.filter(([, roles]) => roles.length > 0));
    expect(wide).toEqual(Object.fromEntries(Object.entries(ofSomeRows).map(([name, roles]) => [name, [...roles].sort()])));
  });

  test('every table of trials is tried', () => {
    expect(untriedTables(path.join(definition.dir, 'test/mutations'))).toEqual([]);
  });
}

/** Who may by the table, and is refused by the policy in the schema before a mutation is reached. */
const shutOut = (trials: Trials, policyOf: Mutations['policyOf']): string[] =>
  Object.entries(trials).flatMap(([name, { may }]) => {
    const policy = policyOf(name);
    return may.filter((role) => policy !== null && !policy.includes(role)).map((role) => `${name}: ${role}`);
  });

/** The tables of a folder that the test beside their file does not name, each with its file; none where no file has a test beside it, and one test tries all. */
function untriedTables(folder: string): string[] {
  const files = existsSync(folder) ? readdirSync(folder) : [];
  if (!files.some((file) => file.endsWith('.test.ts'))) return [];
  const read = (file: string) => (files.includes(file) ? readFileSync(path.join(folder, file), 'utf8') : '');
  return files
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const tables = [...read(file).matchAll(/^export const (\w+): Trials\b/gm)].map(([, name]) => name as string);
      const tried = read(file.replace(/\.ts$/, '.test.ts')).replace(/^import .*/gm, '');
      return tables.filter((name) => !RegExp(`\\b${name}\\b`).test(tried)).map((name) => `${file}: ${name}`);
    });
}
