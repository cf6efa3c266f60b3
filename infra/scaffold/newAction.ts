import fs from 'node:fs';
import path from 'node:path';
import { addBelow, addImport, append, change, create } from './files.ts';
import { type Action, actionNamed, capitalised, type Noun, nounNamed, thirdPerson, withArticle } from './names.ts';

/**
 * Writes a mutation that works and does nothing yet: SDL, action, policy, resolver, test. Nobody may call it until the
 * policy says who. Throws when the noun does not exist or the action does.
 */
export function newAction(subgraphDir: string, nounFolder: string, name: string): void {
  const noun = nounNamed(nounFolder);
  const action = actionNamed(name, noun);
  const folder = path.join(subgraphDir, 'src', noun.folder);
  if (!fs.existsSync(path.join(folder, `${noun.entity}.ts`))) {
    throw new Error(
      `${folder}/${noun.entity}.ts does not exist. First: npm run new -- noun ${path.basename(subgraphDir)} ${noun.folder}`,
    );
  }
  create(path.join(folder, `${name}.ts`), actionFile(action, noun));
  create(path.join(folder, `${name}.test.ts`), testFile(action, noun, path.basename(subgraphDir)));
  append(schemaFile(subgraphDir, noun), sdl(action, noun));
  addToPolicy(path.join(folder, 'policy.ts'), action, noun);
  addToResolvers(path.join(folder, 'resolvers.ts'), action);
}

export function schemaFile(subgraphDir: string, noun: Noun): string {
  const own = path.join(subgraphDir, 'schema', `${noun.folder}.graphql`);
  return fs.existsSync(path.join(subgraphDir, 'schema')) ? own : path.join(subgraphDir, 'schema.graphql');
}

function addToResolvers(file: string, { name }: Action): void {
  const line = `    ${name}: (_, { input }, ctx) => ctx.mutate(input, (tx) => ${name}(tx, input)),`;
  const edit = (text: string) => {
    const inserted =
      addBelow(text, /^ {2}Mutation: \{/m, line) ?? addBelow(text, /Resolvers: Resolvers = \{/, `  Mutation: {\n${line}\n  },`);
    return inserted && addImport(inserted, `import { ${name} } from './${name}.ts';`);
  };
  change(file, edit, `add to Mutation: ${line.trim()}`);
}

function addToPolicy(file: string, { name }: Action, noun: Noun): void {
  const line = `  ${name}: () => false,`;
  if (fs.existsSync(file)) {
    change(file, (text) => addBelow(text, /definePolicy<[^>]*>\(\)\(\{/, line), `add ${line.trim()}`);
    return;
  }
  create(
    file,
    `
import { definePolicy } from '@union-graph/subgraph';
import type { ${noun.entity} } from './${noun.entity}.ts';

/** Who may do what with ${withArticle(noun.words)}. */
export const ${noun.variable}Policy = definePolicy<${noun.entity}>()({
${line}
});
`,
  );
}

const actionFile = ({ name, type, verb, participle }: Action, { entity, variable, words }: Noun): string => `
import { getForUpdate, type Tx, updateRow } from '@union-graph/subgraph';
import type { ${type}Input } from '../schema.gen.ts';
import { ${entity} } from './${entity}.ts';
import { ${variable}Policy } from './policy.ts';

/** ${sentence(verb)} ${withArticle(words)}. */
export async function ${name}(tx: Tx, input: ${type}Input): Promise<{ ${variable}: ${entity} }> {
  const before = await getForUpdate(tx, ${entity}, input.id, {
    what: '${words}',
    visible: (viewer, row) => ${variable}Policy.allows(viewer, '${name}', row),
    expectedVersion: input.expectedVersion,
  });
  const ${variable} = await updateRow(tx.db, ${entity}, before, {});
  await tx.publish({ type: '${variable}.${participle}', aggregateId: ${variable}.id, aggregateVersion: ${variable}.version, data: {} });
  return { ${variable} };
}
`;

const testFile = ({ name, type }: Action, { variable }: Noun, subgraph: string): string => `
import { newId } from '@union-graph/subgraph';
import { key, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { ${camel(subgraph)} } from '../subgraph.ts';

const MUTATION = 'mutation ($input: ${type}Input!) { ${name}(input: $input) { ${variable} { id } } }';

describe('${name}', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(${camel(subgraph)});
  });
  afterAll(() => subgraph.stop());

  test('does not find what is not there', async () => {
    const input = { idempotencyKey: key(), id: newId(), expectedVersion: 1 };
    expect(await subgraph.code(subgraph.ask(staff(newId(), 'CITY_DEPT'), MUTATION, { input }))).toBe('NOT_FOUND');
  });
});
`;

const sdl = ({ name, type, verb, participle }: Action, { entity, variable, words }: Noun): string => `
extend type Mutation {
  "${sentence(verb)} ${withArticle(words)}."
  ${name}(
    "Which ${words}."
    input: ${type}Input!
  ): ${type}Payload @requiresScopes(scopes: [["write"]]) @tag(name: "int")
}

"${capitalised(withArticle(words))} to ${verb}."
input ${type}Input {
  "A fresh key of your choice; repeating the call with it changes nothing."
  idempotencyKey: ID!
  "Which ${words}."
  id: ID!
  "The version that was read; \`VERSION_CONFLICT\` when it has changed since."
  expectedVersion: Int!
}

"The ${words} that was ${participle}."
type ${type}Payload {
  "The ${words} as it now is."
  ${variable}: ${entity}! @tag(name: "int")
}
`;

const sentence = (verb: string): string => capitalised(thirdPerson(verb));

/** The name that a subgraph's definition is exported under: `warmth-fund` → `warmthFund`. */
export const camel = (subgraph: string): string => subgraph.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
