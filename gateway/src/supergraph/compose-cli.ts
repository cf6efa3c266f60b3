import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadSubgraphSdl } from '@union-graph/schema';
import { CompositionError, compose, type SubgraphSdl } from './compose.ts';
import { conventionFaults } from './conventionFaults.ts';
import { PersonTagsError } from './reading/personType.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const FILE = path.join(ROOT, 'gateway/supergraph.graphql');

/** A placeholder: the gateway runs governance on a port of its own choice. */
const GOVERNANCE_PORT = 4006;
const GOVERNANCE = path.join(ROOT, 'gateway/src/governance');

function readLocalSubgraphs(): SubgraphSdl[] {
  const folder = path.join(ROOT, 'subgraphs');
  const hasSchema = (name: string) => ['schema.graphql', 'schema'].some((file) => existsSync(path.join(folder, name, file)));
  const names = readdirSync(folder)
    .filter((name) => existsSync(path.join(folder, name, 'package.json')))
    .sort();
  for (const name of names.filter((candidate) => !hasSchema(candidate)))
    console.warn(`subgraphs/${name} has no schema yet and is left out.`);
  const dirs = names.filter(hasSchema).map((name) => ({ name, dir: path.join(folder, name) }));
  return [...dirs, { name: 'governance', dir: GOVERNANCE }].map(({ name, dir }) => ({
    name,
    url: `http://127.0.0.1:${name === 'governance' ? GOVERNANCE_PORT : localPort(dir)}/graphql`,
    sdl: loadSubgraphSdl(dir),
  }));
}

/** The port of a subgraph on a developer's machine. A deployed gateway reads addresses from SUBGRAPHS. */
function localPort(dir: string): number {
  const { unionGraph } = JSON.parse(readFileSync(path.join(dir, 'package.json'), 'utf8')) as { unionGraph?: { port?: number } };
  if (unionGraph?.port === undefined) throw new CompositionError([`${dir}/package.json names no port (unionGraph.port).`]);
  return unionGraph.port;
}

/** The first lines in which two texts differ. */
function difference(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const [inOld, inNow] = [new Set(old), new Set(now)];
  const lines = [
    ...old.filter((line) => !inNow.has(line)).map((line) => `  - ${line.trim()}`),
    ...now.filter((line) => !inOld.has(line)).map((line) => `  + ${line.trim()}`),
  ];
  return [...lines.slice(0, 20), ...(lines.length > 20 ? [`  … ${lines.length - 20} more`] : [])].join('\n');
}

function composeCommand(): number {
  const composed = `${compose(readLocalSubgraphs()).trimEnd()}\n`;
  const faults = conventionFaults(composed);
  if (faults.length > 0) throw new CompositionError(faults);
  const committed = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '';
  if (composed === committed) {
    console.log('gateway/supergraph.graphql is up to date.');
    return 0;
  }
  if (process.argv.includes('--check')) {
    console.error(`gateway/supergraph.graphql is stale. Write it with "pnpm compose".\n${difference(committed, composed)}`);
    return 1;
  }
  writeFileSync(FILE, composed);
  console.log(`gateway/supergraph.graphql is written.\n${difference(committed, composed)}`);
  return 0;
}

try {
  process.exitCode = composeCommand();
} catch (error) {
  console.error(error instanceof CompositionError || error instanceof PersonTagsError ? error.message : error);
  process.exitCode = 1;
}
