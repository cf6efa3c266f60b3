import { writeFileSync } from 'node:fs';
import { type DocumentNode, parse, validate, visit } from 'graphql';
import { compose } from '../src/supergraph/compose.ts';
import { difference, differenceOfFrail, differenceWithoutError } from './compare.ts';
import type { BuildContender, Contender, Subgraphs } from './contenders.ts';
import type { Operation } from './drawOperation.ts';
import { subgraphSdl } from './sdl.ts';
import { createMonolith, createSubgraph } from './serve.ts';
import type { World } from './world.ts';

/** A graph and an operation on it. */
export interface Case {
  world: World;
  operation: Operation;
}

/** A graph that is executed both as a federation and as one schema (the reference). */
export interface Stage {
  readonly world: World;
  readonly contender: Contender;
  readonly monolith: ReturnType<typeof createMonolith>;
}

/** Throws CompositionError for a graph that does not compose. */
export async function setStage(world: World, build: BuildContender): Promise<Stage> {
  const supergraph = compose(
    world.subgraphs.map((name) => ({ name, url: `http://${name}.invalid/graphql`, sdl: subgraphSdl(world, name) })),
  );
  const subgraphs: Subgraphs = new Map(world.subgraphs.map((name) => [name, createSubgraph(world, name)]));
  return { world, contender: await build(supergraph, subgraphs), monolith: createMonolith(world) };
}

/** The fault of an answer; null when the answer is correct. */
export async function findFault({ world, contender, monolith }: Stage, operation: Operation): Promise<string | null> {
  const document: DocumentNode = parse(operation.text);
  const faults = [...validate(contender.schema, document), ...validate(monolith.schema, document)];
  if (faults.length > 0) throw new Error(`The operation is not valid: ${faults[0]?.message}\n${operation.text}`);
  const { answer, possible } = await monolith.answer(document, operation.variables);
  // A native planner may crash the process. Then the case can be found in this file.
  if (process.env.ORACLE_TRACE) writeFileSync(process.env.ORACLE_TRACE, JSON.stringify({ world, operation }));
  try {
    const { calls, ...actual } = await contender.answer(operation, document);
    const compared = (): string | null => {
      if (contender.measure === 'odd') return differenceWithoutError(answer.data, actual);
      if (contender.measure === 'frail') return differenceOfFrail(answer.data, actual, keysOf(document));
      if (contender.ordered) return difference(answer, possible, actual);
      return difference({ ...answer, data: sorted(answer.data) }, possible, { ...actual, data: sorted(actual.data) });
    };
    const fault = compared();
    return (
      fault &&
      `${fault}\ncalls:\n${calls.map(({ subgraph, query, variables }) => `  ${subgraph}: ${query} ${JSON.stringify(variables)}`).join('\n')}`
    );
  } catch (error) {
    return `It threw ${error instanceof Error ? error.stack : String(error)}`;
  }
}

/** All response keys of an operation. */
function keysOf(document: DocumentNode): Set<string> {
  const keys = new Set<string>();
  visit(document, { Field: ({ alias, name }) => void keys.add((alias ?? name).value) });
  return keys;
}

/** The same data with the fields of each object in the order of their names. */
function sorted(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(sorted);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(
    Object.entries(data)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, sorted(value)]),
  );
}
