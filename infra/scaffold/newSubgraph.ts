import fs from 'node:fs';
import path from 'node:path';
import { addBelow, addElement, change, create } from './files.ts';
import { capitalised, type Noun, nounNamed, requireSubgraphName } from './names.ts';
import { camel } from './newAction.ts';
import { newNoun, requireNewType } from './newNoun.ts';

/**
 * Writes a subgraph with one noun that starts, composes and passes the conformance suite. `like` is an existing one, whose
 * dependencies it takes as far as it uses them. The local launcher starts it on a free port of its own. Throws when it exists.
 */
export function newSubgraph(subgraphsDir: string, name: string, nounFolder: string, like = 'venues'): void {
  requireSubgraphName(name);
  const noun = nounNamed(nounFolder);
  const dir = path.join(subgraphsDir, name);
  if (fs.existsSync(dir)) throw new Error(`${dir} is there already; nothing was changed.`);
  requireNewType(subgraphsDir, noun);
  const manifest = readManifest(path.join(subgraphsDir, like));
  const unionGraph = { port: freePort(subgraphsDir) };
  const about = capitalised(name.replaceAll('-', ' '));
  create(
    path.join(dir, 'package.json'),
    `${JSON.stringify({ ...manifest, name: `@union-graph/${name}`, description: about, unionGraph }, null, 2)}\n`,
  );
  create(path.join(dir, 'README.md'), readme(about, name, noun));
  fs.mkdirSync(path.join(dir, 'schema'));
  for (const [file, text] of Object.entries(sources(name))) create(path.join(dir, 'src', file), text);
  newNoun(dir, nounFolder);
  create(path.join(dir, 'src', 'conformance.test.ts'), conformance(name, noun));
  dropUnusedDependencies(dir);
  listService(path.resolve(subgraphsDir, '../infra/local/launcher/services.ts'), name);
}

interface Manifest {
  readonly unionGraph?: { readonly port: number };
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** Leaves those dependencies that a file of the package imports: the lint refuses others. The generated types import `graphql`. */
function dropUnusedDependencies(dir: string): void {
  const texts = fs
    .readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => fs.readFileSync(path.join(dir, file), 'utf8'));
  const isUsed = ([name]: [string, string]): boolean =>
    name === 'graphql' || texts.some((text) => text.includes(`'${name}'`) || text.includes(`'${name}/`));
  const used = (all: Manifest['dependencies']) => Object.fromEntries(Object.entries(all ?? {}).filter(isUsed));
  const { dependencies, devDependencies, ...manifest } = readManifest(dir);
  const kept = { ...manifest, dependencies: used(dependencies), devDependencies: used(devDependencies) };
  fs.writeFileSync(path.join(dir, 'package.json'), `${JSON.stringify(kept, null, 2)}\n`);
}

const readManifest = (dir: string): Manifest => JSON.parse(fs.readFileSync(path.join(dir, 'package.json'), 'utf8')) as Manifest;

/** Ports from 4001 on that no subgraph can have: the composition's placeholder for governance, and the identity provider. */
const TAKEN: readonly number[] = [4006, 4009];

/** The first port that no subgraph's package.json names and nothing else has. */
function freePort(subgraphsDir: string): number {
  const dirs = fs.readdirSync(subgraphsDir).map((name) => path.join(subgraphsDir, name));
  const named = dirs
    .filter((dir) => fs.existsSync(path.join(dir, 'package.json')))
    .map((dir) => readManifest(dir).unionGraph?.port);
  const taken = new Set([...TAKEN, ...named]);
  let port = 4001;
  while (taken.has(port)) port++;
  return port;
}

/** Has the launcher start the subgraph, which listens to no events yet. */
function listService(file: string, name: string): void {
  const key = /^\w+$/.test(name) ? name : `'${name}'`;
  const edit = (text: string) => {
    const named = addElement(text, 'SUBGRAPHS', `'${name}'`);
    return named && addBelow(named, /const SUBSCRIPTIONS: [^=]* = \{/, `  ${key}: [],`);
  };
  change(file, edit, `add '${name}' to SUBGRAPHS, and what it listens to, to SUBSCRIPTIONS`);
}

const readme = (about: string, name: string, { words, listWords }: Noun): string => `
# ${about}

Owns the ${listWords}.

| Word | 中文 | Meaning |
|---|---|---|
| ${words} | | |

Runs alone: \`npm start -- --only ${name}\`. Tests: \`npm test -- --filter=@union-graph/${name}\`.
`;

const sources = (name: string): Record<string, string> => ({
  'main.ts': `
import { startSubgraph } from '@union-graph/subgraph';
import { ${camel(name)} } from './subgraph.ts';

await startSubgraph(${camel(name)});
`,
  'subgraph.ts': `
import path from 'node:path';
import { defineSubgraph } from '@union-graph/subgraph';
import { batches } from './batches.ts';
import { entities, migrations } from './database.ts';
import { paths } from './paths.ts';
import { resolvers } from './resolvers.ts';

export const ${camel(name)} = defineSubgraph({
  name: '${name}',
  dir: path.join(import.meta.dirname, '..'),
  entities,
  migrations,
  paths,
  batches,
  resolvers,
});
`,
  'context.ts': `
import type { Context as SubgraphContext } from '@union-graph/subgraph';
import type { batches } from './batches.ts';

export type Context = SubgraphContext<typeof batches>;
`,
  'paths.ts': `
import type { KeptPaths } from '@union-graph/subgraph';

/** What becomes of each path of the union tree that is kept here when a union moves (ORG-INV-4). */
export const paths: KeptPaths = {
  follows: [],
  stays: {
  },
};
`,
  'database.ts': 'export const entities = [];\n\nexport const migrations = [];\n',
  'batches.ts': '/** Every loader of the subgraph, by the name it has in `ctx.loaders`. */\nexport const batches = {};\n',
  'resolvers.ts': "import { merge } from '@union-graph/subgraph';\n\nexport const resolvers = merge();\n",
});

const conformance = (name: string, { table, listVariable }: Noun): string => `
import { newId } from '@union-graph/subgraph';
import { staff, testConformance } from '@union-graph/testing';
import { ${camel(name)} } from './subgraph.ts';

testConformance(${camel(name)}, {
  seed: async ({ sql }) => {
    await sql(\`insert into ${table} (id, name_zh, scope_path) select gen_random_uuid(), '名' || n, '/city/110105/' from generate_series(1, 60) n\`);
  },
  viewer: staff(newId(), 'CITY_DEPT'),
  list: 'query ($first: Int!) { ${listVariable}(first: $first) { totalCount nodes { id nameZh } } }',
  count: ({ ${listVariable}: list }) => list.nodes.length,
});
`;
