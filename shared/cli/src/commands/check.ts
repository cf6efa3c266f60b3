import type { Call, Command, Option, Outcome } from '../command.ts';
import { EXIT } from '../exitCodes.ts';
import { openGraph } from '../graph.ts';
import { getOwnSubgraph } from '../ownSubgraph.ts';
import { CHECK_SELECTION, reportCheck, type SchemaCheck } from '../reportCheck.ts';
import { readSchema } from '../settings.ts';
import { text } from '../text.ts';

/** The options that say which schema is meant. */
export const SCHEMA_OPTIONS: Readonly<Record<string, Option>> = {
  schema: {
    type: 'string',
    value: 'FILE',
    about: text('the schema; schema.graphql when left out', '结构文件，默认 schema.graphql'),
  },
  subgraph: {
    type: 'string',
    value: 'NAME',
    about: text('the subgraph; that of union-graph.json when left out', '子图名称，默认取自 union-graph.json'),
  },
};

export const acknowledgeOption: Option = {
  type: 'boolean',
  about: text('you know that it breaks what the current version promises', '已知会破坏当前版本的承诺'),
};

const QUERY = `query ($input: CheckSchemaInput!) { checkSchema(input: $input) { ${CHECK_SELECTION} } }`;

/** Has the graph check the schema, without publishing it. */
export async function checkedSchema(call: Call) {
  const { file, sdl } = readSchema(call);
  const graph = await openGraph(call);
  const own = await getOwnSubgraph(graph, call);
  const found = await graph<{ checkSchema: SchemaCheck }>(QUERY, { input: { subgraph: own.name, sdl } });
  return { own, file, check: found.checkSchema };
}

export const check: Command = {
  name: 'check',
  about: text('what publishing the schema would do, without publishing it', '检查结构：发布后会怎样（不发布）'),
  options: { ...SCHEMA_OPTIONS, 'acknowledge-breaking': acknowledgeOption },
  run: async (call): Promise<Outcome> => {
    const { own, file, check: found } = await checkedSchema(call);
    const isRefused =
      found.verdict === 'FAILS' || (found.verdict === 'NEEDS_ACKNOWLEDGEMENT' && call.options['acknowledge-breaking'] !== true);
    return {
      exitCode: isRefused ? EXIT.refused : EXIT.done,
      result: { subgraph: own.name, currentVersion: own.current?.number ?? null, check: found },
      lines: reportCheck(found, { name: own.name, file }),
    };
  },
};
