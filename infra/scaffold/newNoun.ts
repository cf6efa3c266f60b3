import fs from 'node:fs';
import path from 'node:path';
import { addBelow, addElement, addImport, append, change, create, requireAbsent } from './files.ts';
import { capitalised, type Noun, nounNamed, withArticle } from './names.ts';
import { schemaFile, schemaTexts } from './newAction.ts';

/**
 * Writes a noun that works: table, entity, loader and list with the scope in their SQL, schema, resolvers, and its place in
 * the subgraph's lists. Throws when it exists.
 */
export function newNoun(subgraphDir: string, folder: string, stamp = Date.now()): void {
  const noun = nounNamed(folder);
  const src = path.join(subgraphDir, 'src');
  const migration = `create${noun.entity}`;
  requireAbsent(
    [`${noun.entity}.ts`, 'loaders.ts', 'scope.ts', 'queries.ts', 'resolvers.ts'].map((file) => path.join(src, folder, file)),
  );
  requireNewType(path.dirname(subgraphDir), noun);
  create(path.join(src, folder, `${noun.entity}.ts`), entityFile(noun));
  create(path.join(src, folder, 'loaders.ts'), loadersFile(noun));
  create(path.join(src, folder, 'scope.ts'), scopeFile(noun));
  create(path.join(src, folder, 'queries.ts'), queriesFile(noun));
  create(path.join(src, folder, 'resolvers.ts'), resolversFile(noun));
  create(path.join(subgraphDir, 'migrations', `${stamp}-${migration}.ts`), migrationFile(noun, stamp));
  const schema = schemaFile(subgraphDir, noun);
  if (fs.existsSync(schema)) append(schema, sdl(noun));
  else create(schema, sdl(noun));
  list(path.join(src, 'database.ts'), 'entities', noun.entity, `./${folder}/${noun.entity}.ts`);
  list(path.join(src, 'database.ts'), 'migrations', `Create${noun.entity}${stamp}`, `../migrations/${stamp}-${migration}.ts`);
  listPath(path.join(src, 'paths.ts'), noun);
  list(path.join(src, 'batches.ts'), 'batches', noun.variable, `./${folder}/loaders.ts`);
  addResolvers(path.join(src, 'resolvers.ts'), noun);
}

/** Throws when a schema has a type that the noun's schema would define: two of one name do not compose. */
export function requireNewType(subgraphsDir: string, { entity }: Noun): void {
  const defined = new RegExp(`^(?:type|input|enum|interface|union|scalar) ${entity}(?:Connection|Edge)?\\b.*`, 'm');
  for (const subgraph of fs.readdirSync(subgraphsDir)) {
    const found = schemaTexts(path.join(subgraphsDir, subgraph))
      .map((text) => defined.exec(text)?.[0])
      .find(Boolean);
    if (found)
      throw new Error(
        `The subgraph "${subgraph}" has "${found.replace(/\s*\{?$/, '')}" already; two types of one name do not compose. Choose another noun; nothing was changed.`,
      );
  }
}

function list(file: string, name: string, element: string, from: string): void {
  const statement = `import { ${element} } from '${from}';`;
  const edit = (text: string) => {
    const added = addElement(text, name, element);
    return added && addImport(added, statement);
  };
  change(file, edit, `add ${element} to ${name}, by ${statement}`);
}

/** A row stays at its place when a union moves, until its author decides that it follows. */
function listPath(file: string, { table }: Noun): void {
  const line = `    '${table}.scope_path': 'it stays where it was made; what belongs to a union is listed above and in followsMovesMigration',`;
  change(
    file,
    (text) => addBelow(text, /stays: \{/, line),
    `add '${table}.scope_path' to what follows a union that moves, or to what stays`,
  );
}

function addResolvers(file: string, { variable, folder }: Noun): void {
  const edit = (text: string) => {
    const merged = text.replace(
      /merge\(([^)]*?),?(\s*)\)/,
      (_, names: string, end: string) => `merge(${names ? `${names}, ` : ''}${variable}Resolvers${end})`,
    );
    return merged === text ? null : addImport(merged, `import { ${variable}Resolvers } from './${folder}/resolvers.ts';`);
  };
  change(file, edit, `merge ${variable}Resolvers of ./${folder}/resolvers.ts`);
}

const entityFile = ({ entity, table, words }: Noun): string => `
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** ${capitalised(withArticle(words))}. */
@Entity('${table}')
export class ${entity} {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  /** The part of the union tree that it belongs to. */
  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
`;

const scopeFile = ({ variable, words, listWords }: Noun): string => `
import { scopePaths, type Viewer } from '@union-graph/identity';
import { type Sql, sql } from '@union-graph/subgraph';

/** Which ${listWords} the viewer may see, as SQL about the ${words} \`t\`: those in their part of the union tree. */
export const ${variable}Scope = (viewer: Viewer): Sql => {
  const scopes = scopePaths(viewer, 'DISTRICT_ADMIN', 'CITY_DEPT');
  return sql\`exists (select from unnest(\${scopes}::text[]) scope where t.scope_path ^@ scope)\`;
};
`;

const loadersFile = ({ entity, variable, table, listWords }: Noun): string => `
import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { ${entity} } from './${entity}.ts';
import { ${variable}Scope } from './scope.ts';

/** ${capitalised(listWords)} by id; null for one that the viewer may not see. */
export const ${variable}: Batch<string, ${entity} | null> = async ({ db, viewer }, ids) => {
  const found = await rows<${entity}>(
    db,
    sql\`select \${columns(${entity}, 't')} from ${table} t where t.id = any(\${ids}::uuid[]) and \${${variable}Scope(viewer)}\`,
  );
  return inOrder(ids, found, ({ id }) => id);
};
`;

const queriesFile = ({ entity, variable, listVariable, table, listWords }: Noun): string => `
import { columns, type PageSource, sql } from '@union-graph/subgraph';
import { ${entity} } from './${entity}.ts';
import { ${variable}Scope } from './scope.ts';

/** The ${listWords} that the viewer may see, by name. */
export const ${listVariable}: PageSource<${entity}> = {
  name: '${listVariable}',
  select: (_, { viewer }) => sql\`select \${columns(${entity}, 't')} from ${table} t where \${${variable}Scope(viewer)}\`,
  order: [
    { by: 'nameZh', type: 'text' },
    { by: 'id', type: 'uuid' },
  ],
};
`;

const resolversFile = ({ entity, variable, words, listVariable }: Noun): string => `
import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';
import { ${listVariable} } from './queries.ts';

export const ${variable}Resolvers: Resolvers = {
  Query: {
    ${variable}: (_, { id }, ctx) => findVisible('${words}', id, ctx.loaders.${variable}),
    ${listVariable}: (_, args, ctx) => ctx.page(${listVariable}, null, args),
  },
  ${entity}: {
    __resolveReference: ({ id }, ctx) => ctx.loaders.${variable}.load(id),
  },
};
`;

const migrationFile = ({ entity, table }: Noun, stamp: number): string => `
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Create${entity}${stamp} implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(\`
      create table ${table} (
        id uuid constraint ${table}_pk primary key,
        name_zh text not null,
        scope_path text not null,
        version int not null default 1
      );
      create index ${table}_by_scope on ${table} (scope_path);
      create index ${table}_by_name on ${table} (name_zh, id);
    \`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ${table}');
  }
}
`;

const sdl = ({ entity, variable, words, listVariable, listWords }: Noun): string => `
extend type Query {
  "${capitalised(withArticle(words))} by its id. \`NOT_FOUND\` unless it lies in your part of the union tree."
  ${variable}(
    "Which ${words}."
    id: ID!
  ): ${entity} @authenticated @tag(name: "int")
  "The ${listWords} in your part of the union tree, by name."
  ${listVariable}(
    "How many at most, 0 to 100; 20 unless told."
    first: Int
    "Read on behind this cursor."
    after: String
  ): ${entity}Connection @authenticated @tag(name: "int")
}

"${capitalised(withArticle(words))}."
type ${entity} @key(fields: "id") {
  "The ${words}'s id."
  id: ID! @tag(name: "int")
  "Name in Chinese."
  nameZh: String! @tag(name: "int")
  "Counted up by every change; send it back as \`expectedVersion\`."
  version: Int! @tag(name: "int")
}

"One page of ${listWords}."
type ${entity}Connection {
  "The ${listWords} of this page with their cursors."
  edges: [${entity}Edge!]! @tag(name: "int")
  "The ${listWords} of this page."
  nodes: [${entity}!]! @tag(name: "int")
  "Where this page lies in the list."
  pageInfo: PageInfo! @tag(name: "int")
  "How many there are in all."
  totalCount: Int! @tag(name: "int")
}

"${capitalised(withArticle(words))} and where it stands in the list."
type ${entity}Edge {
  "The ${words}."
  node: ${entity}! @tag(name: "int")
  "Its place, to pass as \`after\`."
  cursor: String! @tag(name: "int")
}
`;
