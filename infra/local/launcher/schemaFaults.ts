import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { findLine, findSyntaxError } from '@union-graph/cli/find-line';
import { CompositionError, compose } from '@union-graph/gateway/compose';
import { loadSubgraphSdl } from '@union-graph/schema';

/** A subgraph of the house by the folder that holds its `schema.graphql` or `schema/`. */
interface HouseSubgraph {
  readonly name: string;
  readonly folder: string;
}

const GOVERNANCE = 'gateway/src/governance';

/** Why the schemas under a root cannot be served together, each with its owner, file and line where these are known; empty when they can. */
export function schemaFaults(root: string): string[] {
  const subgraphs = houseSubgraphs(root);
  const files = subgraphs.flatMap(({ folder }) => schemaFiles(folder));
  const unreadable = files.flatMap((file) => {
    const fault = findSyntaxError(readFileSync(file, 'utf8'));
    return fault ? [`${placeOf(root, file, fault.line)}  ${fault.message}`] : [];
  });
  if (unreadable.length > 0) return unreadable;
  try {
    compose(subgraphs.map(({ name, folder }) => ({ name, url: `http://${name}.invalid/graphql`, sdl: loadSubgraphSdl(folder) })));
    return [];
  } catch (error) {
    const reasons = error instanceof CompositionError ? error.reasons : [error instanceof Error ? error.message : String(error)];
    return reasons.map((reason) => withPlace(root, subgraphs, reason));
  }
}

function houseSubgraphs(root: string): HouseSubgraph[] {
  const place = path.join(root, 'subgraphs');
  const domains = readdirSync(place).map((name) => ({ name, folder: path.join(place, name) }));
  return [...domains, { name: 'governance', folder: path.join(root, GOVERNANCE) }].filter(
    ({ folder }) => schemaFiles(folder).length > 0,
  );
}

function schemaFiles(folder: string): string[] {
  const single = path.join(folder, 'schema.graphql');
  if (existsSync(single)) return [single];
  const several = path.join(folder, 'schema');
  return existsSync(several)
    ? readdirSync(several)
        .filter((file) => file.endsWith('.graphql'))
        .map((file) => path.join(several, file))
    : [];
}

/** A reason of the composition names its subgraph in brackets: the files of that one are searched for what it is about. */
function withPlace(root: string, subgraphs: readonly HouseSubgraph[], reason: string): string {
  const [, owner] = /^\[([\w-]+)\]/.exec(reason) ?? [];
  const named = subgraphs.filter(({ name }) => owner === undefined || name === owner);
  for (const file of named.flatMap(({ folder }) => schemaFiles(folder))) {
    const line = findLine(readFileSync(file, 'utf8'), reason);
    if (line !== null) return `${placeOf(root, file, line)}  ${reason}`;
  }
  return reason;
}

const placeOf = (root: string, file: string, line: number | null): string =>
  line === null ? path.relative(root, file) : `${path.relative(root, file)}:${line}`;
