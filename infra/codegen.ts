import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type CodegenConfig, generate } from '@graphql-codegen/cli';
import { loadSubgraphSdl } from '@union-graph/schema';
import { Kind, parse } from 'graphql';

// Writes src/schema.gen.ts of every subgraph: the types of its resolvers, from its SDL.
const SUBGRAPHS = path.resolve('subgraphs');

async function writeTypes(name: string, dir: string, sources: string): Promise<void> {
  const sdl = loadSubgraphSdl(dir);
  const file = path.join(sources, 'schema.gen.ts');
  const output = await generate({ ...configuration(sources, sdl, file), silent: true }, false).catch((error: Error) => {
    throw new Error(`The types of ${name} could not be generated: ${error.message}`);
  });
  const content = (output as { content: string }[])[0]?.content ?? '';
  if (!existsSync(file) || readFileSync(file, 'utf8') !== content) writeFileSync(file, content);
  process.stdout.write(`${path.relative('.', file)}\n`);
}

const configuration = (sources: string, sdl: string, file: string): CodegenConfig => ({
  schema: sdl,
  generates: {
    [file]: {
      plugins: ['typescript', 'typescript-resolvers'],
      config: {
        federation: true,
        contextType: existsSync(path.join(sources, 'context.ts')) ? './context.ts#Context' : '@union-graph/subgraph#Context',
        mappers: rowsBehind(sources, sdl),
        defaultMapper: 'Partial<{T}>',
        // A loader gives null for a row that the viewer may not see, whatever the SDL promises: GraphQL reports it then.
        resolverTypeWrapperSignature: 'Promise<T | null | undefined> | T | null | undefined',
        scalars: SCALARS,
        defaultScalarType: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        emitLegacyCommonJSImports: false,
        importExtension: '',
        maybeValue: 'T | null | undefined',
      },
    },
  },
});

/** How scalars look to resolvers; those not named here are text. */
const SCALARS = {
  ID: 'string',
  Fen: 'bigint',
  BasisPoints: 'number',
  DateTime: 'Date',
};

/**
 * What resolvers are given for an object of the SDL. By convention the row behind a type `T` is the entity
 * `src/<noun>/T.ts`, or `TRow.ts` where the package has another `T` in TypeScript, and a `TConnection` is a page of such rows.
 */
function rowsBehind(sources: string, sdl: string): Record<string, string> {
  const nouns = readdirSync(sources, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const { definitions } = parse(sdl);
  const types = new Set(definitions.map((definition) => ('name' in definition ? definition.name?.value : undefined)));
  const entityOf = (type: string) =>
    [type, ...(types.has(`${type}Row`) ? [] : [`${type}Row`])].flatMap((entity) => {
      const noun = nouns.find(({ name }) => existsSync(path.join(sources, name, `${entity}.ts`)))?.name;
      return noun ? [`./${noun}/${entity}.ts#${entity}`] : [];
    })[0];
  const mappers: Record<string, string> = {};
  for (const definition of definitions) {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.OBJECT_TYPE_EXTENSION) continue;
    const type = definition.name.value;
    const entity = entityOf(type);
    const listed = /^(.+)Connection$/.exec(type)?.[1];
    if (entity) mappers[type] = `${entity} as ${type}Row`;
    else if (listed) mappers[type] = `@union-graph/subgraph#Connection<${entityOf(listed) ? `${listed}Row` : 'unknown'}>`;
  }
  return mappers;
}

for (const name of readdirSync(SUBGRAPHS)) {
  const dir = path.join(SUBGRAPHS, name);
  if (existsSync(path.join(dir, 'schema.graphql')) || existsSync(path.join(dir, 'schema')))
    await writeTypes(name, dir, path.join(dir, 'src'));
}
// The gateway's own subgraph is a folder of the gateway, without a `src` of its own.
await writeTypes('governance', 'gateway/src/governance', 'gateway/src/governance');
