import fs from 'node:fs';
import path from 'node:path';
import { create } from './files.ts';
import { capitalised, type Noun, nounNamed } from './names.ts';
import { camel } from './newAction.ts';
import { newNoun } from './newNoun.ts';

/**
 * Writes a subgraph with one noun that starts, composes and passes the conformance suite. `like` is an existing one, whose
 * dependencies it takes. Throws when it exists.
 */
export function newSubgraph(subgraphsDir: string, name: string, nounFolder: string, like = 'venues'): void {
  const noun = nounNamed(nounFolder);
  const dir = path.join(subgraphsDir, name);
  if (fs.existsSync(dir)) throw new Error(`${dir} is there already; nothing was changed.`);
  const manifest = JSON.parse(fs.readFileSync(path.join(subgraphsDir, like, 'package.json'), 'utf8')) as object;
  const about = capitalised(name.replaceAll('-', ' '));
  create(
    path.join(dir, 'package.json'),
    `${JSON.stringify({ ...manifest, name: `@union-graph/${name}`, description: about }, null, 2)}\n`,
  );
  create(path.join(dir, 'README.md'), readme(about, name, noun));
  fs.mkdirSync(path.join(dir, 'schema'));
  for (const [file, text] of Object.entries(sources(name))) create(path.join(dir, 'src', file), text);
  newNoun(dir, nounFolder);
  create(path.join(dir, 'src', 'conformance.test.ts'), conformance(name, noun));
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
import { resolvers } from './resolvers.ts';

export const ${camel(name)} = defineSubgraph({
  name: '${name}',
  dir: path.join(import.meta.dirname, '..'),
  entities,
  migrations,
  batches,
  resolvers,
});
`,
  'context.ts': `
import type { Context as SubgraphContext } from '@union-graph/subgraph';
import type { batches } from './batches.ts';

export type Context = SubgraphContext<typeof batches>;
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
