import { type Command, type Outcome, optionText } from '../command.ts';
import { EXIT } from '../exitCodes.ts';
import { openGraph } from '../graph.ts';
import { joined, same, text } from '../text.ts';

const LEVELS = ['PUB', 'PAR', 'INT', 'PER', 'PER_SENSITIVE'];

const QUERY = `query ($filter: FieldCatalogueFilter) {
  fieldCatalogue(filter: $filter) { coordinate type level owner { name } } }`;

interface Field {
  readonly coordinate: string;
  readonly type: string;
  readonly level: string;
  readonly owner: { readonly name: string };
}

export const catalogue: Command = {
  name: 'catalogue',
  about: text('the fields of the graph, with levels and owners', '图的字段目录：级别和所有者'),
  argument: '[TYPE]',
  options: {
    owner: { type: 'string', value: 'SUBGRAPH', about: text('fields of this subgraph only', '仅该子图的字段') },
    level: { type: 'string', value: 'LEVEL', values: LEVELS, about: text('fields of this level only', '仅该级别的字段') },
  },
  run: async (call): Promise<Outcome> => {
    const filter = { type: call.positionals[0], owner: optionText(call, 'owner'), level: optionText(call, 'level') };
    const graph = await openGraph(call);
    const { fieldCatalogue: fields } = await graph<{ fieldCatalogue: readonly Field[] }>(QUERY, { filter });
    const width = Math.max(0, ...fields.map(({ coordinate }) => coordinate.length));
    return {
      exitCode: EXIT.done,
      result: { fields },
      lines: [
        ...fields.map(({ coordinate, type, level, owner }) =>
          same(`${coordinate.padEnd(width)}  ${level.padEnd(13)}  ${owner.name.padEnd(14)}  ${type}`),
        ),
        joined(String(fields.length), text(' fields.', ' 个字段。')),
      ],
    };
  },
};
