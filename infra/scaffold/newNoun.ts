import fs from 'node:fs';
import path from 'node:path';
import { addElement, addImport, append, change, create } from './files.ts';
import { type Noun, nounNamed, withArticle } from './names.ts';
import { schemaFile } from './newAction.ts';

/**
 * Writes a noun that works: table, entity, loader with a scope, SDL with a query by id, resolvers, and its place in the
 * subgraph's lists. Throws when it exists.
 */
export function newNoun(subgraphDir: string, folder: string, stamp = Date.now()): void {
  const noun = nounNamed(folder);
  const src = path.join(subgraphDir, 'src');
  const migration = `create${noun.entity}`;
  create(path.join(src, folder, `${noun.entity}.ts`), entityFile(noun));
  create(path.join(src, folder, 'loaders.ts'), loadersFile(noun));
  create(path.join(src, folder, 'resolvers.ts'), resolversFile(noun));
  create(path.join(subgraphDir, 'migrations', `${stamp}-${migration}.ts`), migrationFile(noun, stamp));
  const schema = schemaFile(subgraphDir, noun);
  if (fs.existsSync(schema)) append(schema, sdl(noun));
  else create(schema, sdl(noun));
  list(path.join(src, 'database.ts'), 'entities', noun.entity, `./${folder}/${noun.entity}.ts`);
  list(path.join(src, 'database.ts'), 'migrations', `Create${noun.entity}${stamp}`, `../migrations/${stamp}-${migration}.ts`);
  list(path.join(src, 'batches.ts'), 'batches', noun.variable, `./${folder}/loaders.ts`);
  addResolvers(path.join(src, 'resolvers.ts'), noun);
}

function list(file: string, name: string, element: string, from: string): void {
  const statement = `import { ${element} } from '${from}';`;
  const edit = (text: string) => {
    const added = addElement(text, name, element);
    return added && addImport(added, statement);
  };
  change(file, edit, `add ${element} to ${name}, by ${statement}`);
}

function addResolvers(file: string, { variable, folder }: Noun): void {
  const edit = (text: string) => {
    const merged = text.replace(
      /merge\(([^)]*?),?(\s*)\)/,
      (_, names: string, end: string) => `merge(${names}, ${variable}Resolvers${end})`,
    );
    return merged === text ? null : addImport(merged, `import { ${variable}Resolvers } from './${folder}/resolvers.ts';`);
  };
  change(file, edit, `merge ${variable}Resolvers of ./${folder}/resolvers.ts`);
}

const entityFile = ({ entity, table, words }: Noun): string => `
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** ${withArticle(words).replace(/^a/, 'A')}. */
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

const loadersFile = ({ entity, variable, table, words }: Noun): string => `
import { scopePaths } from '@union-graph/identity';
import { type Batch, columns, inOrder, rows, sql } from '@union-graph/subgraph';
import { ${entity} } from './${entity}.ts';

/** ${words.replace(/^./, (letter) => letter.toUpperCase())}s by id; null for one outside the viewer's part of the tree. */
export const ${variable}: Batch<string, ${entity} | null> = async ({ db, viewer }, ids) => {
  const scopes = scopePaths(viewer, 'DISTRICT_ADMIN', 'CITY_DEPT');
  const found = await rows<${entity}>(
    db,
    sql\`select \${columns(${entity}, 't')} from ${table} t
      where t.id = any(\${ids}::uuid[]) and exists (select from unnest(\${scopes}::text[]) scope where t.scope_path ^@ scope)\`,
  );
  return inOrder(ids, found, ({ id }) => id);
};
`;

const resolversFile = ({ entity, variable, words }: Noun): string => `
import { findVisible } from '@union-graph/subgraph';
import type { Resolvers } from '../schema.gen.ts';

export const ${variable}Resolvers: Resolvers = {
  Query: {
    ${variable}: (_, { id }, ctx) => findVisible('${words}', id, ctx.loaders.${variable}),
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
    \`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table ${table}');
  }
}
`;

const sdl = ({ entity, variable, words }: Noun): string => `
extend type Query {
  "${withArticle(words).replace(/^a/, 'A')} by its id. \`NOT_FOUND\` unless it lies in your part of the union tree."
  ${variable}(
    "Which ${words}."
    id: ID!
  ): ${entity} @authenticated @tag(name: "int")
}

"${withArticle(words).replace(/^a/, 'A')}."
type ${entity} @key(fields: "id") {
  "The ${words}'s id."
  id: ID! @tag(name: "int")
  "Name in Chinese."
  nameZh: String! @tag(name: "int")
  "Counted up by every change; send it back as \`expectedVersion\`."
  version: Int! @tag(name: "int")
}
`;
