import fs from 'node:fs';
import path from 'node:path';
import { addBelow, addImport, append, change, create } from './files.ts';
import { type Action, actionNamed, capitalised, type Noun, nounNamed, thirdPerson, withArticle } from './names.ts';

/**
 * Writes a mutation that works and does nothing yet: SDL, action, policy, resolver, test. Nobody may call it until the
 * policy says who. Throws when the noun does not exist or the action does.
 */
export function newAction(subgraphDir: string, nounFolder: string, name: string): void {
  const subgraph = path.basename(subgraphDir);
  const folder = path.join(subgraphDir, 'src', nounFolder);
  const noun = nounOf(folder, nounNamed(nounFolder), subgraph);
  requireChangeable(subgraphDir, folder, noun);
  const action = actionNamed(name, noun);
  const policyFile = path.join(folder, 'policy.ts');
  const policy = policyIn(policyFile, noun);
  create(path.join(folder, `${name}.ts`), actionFile(action, noun, policy));
  create(path.join(folder, `${name}.test.ts`), testFile(action, noun, subgraph));
  const schema = schemaFile(subgraphDir, noun);
  if (fs.existsSync(schema)) append(schema, sdl(action, noun));
  else create(schema, sdl(action, noun));
  // A policy that judges something else takes its verb when somebody says about what; tests may list its verbs.
  if (policy.judgesRow) addToPolicy(policyFile, action, noun);
  addToResolvers(path.join(folder, 'resolvers.ts'), action);
}

/** The noun of a folder by its entity, which may have a longer name: that of `case` is `MediationCase`. */
function nounOf(folder: string, noun: Noun, subgraph: string): Noun {
  const files = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  const entities = files.filter((file) => /^[A-Z]\w*\.ts$/.test(file)).map((file) => file.slice(0, -3));
  if (entities.includes(noun.entity)) return noun;
  const named = entities.filter((entity) => entity.includes(noun.entity));
  const [only] = named.length === 1 ? named : entities.length === 1 ? entities : [];
  if (only) return { ...nounNamed(kebab(only)), folder: noun.folder };
  throw new Error(
    entities.length > 0
      ? `${folder} has no ${noun.entity}.ts, and several entities: ${entities.join(', ')}. Write this action by hand.`
      : `${folder}/${noun.entity}.ts does not exist. First: npm run new -- noun ${subgraph} ${noun.folder}`,
  );
}

/** An action changes a row by its id under its version, and gives it back as its type of the schema. */
function requireChangeable(subgraphDir: string, folder: string, { entity }: Noun): void {
  const text = fs.readFileSync(path.join(folder, `${entity}.ts`), 'utf8');
  const missing = ['id', 'version'].filter((column) => !new RegExp(`\\b${column}!:`).test(text));
  if (missing.length > 0)
    throw new Error(
      `${entity} has no ${missing.join(' and no ')}. Add it by a migration first: a change names the version it read.`,
    );
  if (!schemaTexts(subgraphDir).some((sdl) => new RegExp(`^type ${entity}\\b`, 'm').test(sdl)))
    throw new Error(`The schema has no type ${entity}, which the mutation would give back. Write this action by hand.`);
}

/** What the files of a subgraph's schema say; nothing for a folder without one. */
export function schemaTexts(subgraphDir: string): string[] {
  const folder = path.join(subgraphDir, 'schema');
  const files = fs.existsSync(folder)
    ? fs.readdirSync(folder).map((file) => path.join(folder, file))
    : [path.join(subgraphDir, 'schema.graphql')];
  return files.filter((file) => fs.existsSync(file)).map((file) => fs.readFileSync(file, 'utf8'));
}

/** A noun's policy: the name it is exported under, and whether it judges by the row itself. */
interface Policy {
  readonly name: string;
  readonly judgesRow: boolean;
}

function policyIn(file: string, { entity, variable }: Noun): Policy {
  if (!fs.existsSync(file)) return { name: `${variable}Policy`, judgesRow: true };
  const [, name = `${variable}Policy`, matter = ''] =
    /export const (\w+) = definePolicy<([^;]*?)>\(\)/.exec(fs.readFileSync(file, 'utf8')) ?? [];
  return { name, judgesRow: matter === entity };
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
    change(file, (text) => addBelow(text, /definePolicy<[^;]*?>\(\)\(\{/, line), `add ${line.trim()}`);
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

const actionFile = (
  { name, type, verb, participle }: Action,
  { entity, variable, words }: Noun,
  { name: policy, judgesRow }: Policy,
): string => `
import { getForUpdate, type Tx, updateRow } from '@union-graph/subgraph';
import type { ${type}Input } from '../schema.gen.ts';
import { ${entity} } from './${entity}.ts';
${judgesRow ? `import { ${policy} } from './policy.ts';\n` : ''}
/** ${sentence(verb)} ${withArticle(words)}. */
export async function ${name}(tx: Tx, input: ${type}Input): Promise<{ ${variable}: ${entity} }> {
  const before = await getForUpdate(tx, ${entity}, input.id, {
    what: '${words}',
${
  judgesRow
    ? `    visible: (viewer, row) => ${policy}.allows(viewer, '${name}', row),`
    : `    // Nobody yet: add '${name}' to ${policy}, and ask it about what it judges.\n    visible: () => false,`
}
    expectedVersion: input.expectedVersion,
  });
  const ${variable} = await updateRow(tx.db, ${entity}, before, {});
  // Where other services are to hear of it: define "${variable}.${participle}" in shared/events, and send it here by \`tx.publish\`.
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

/** `MediationCase` → `mediation-case`. */
const kebab = (entity: string): string => entity.replace(/(?<!^)([A-Z])/g, '-$1').toLowerCase();

/** The name that a subgraph's definition is exported under: `warmth-fund` → `warmthFund`. */
export const camel = (subgraph: string): string => subgraph.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
