import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Call, type Command, type Outcome, optionText } from '../command.ts';
import { EXIT } from '../exitCodes.ts';
import { Failure } from '../failure.ts';
import { type Graph, openGraph } from '../graph.ts';
import { same, type Text, text } from '../text.ts';

/** The most operations of one call. */
const AT_ONCE = 200;

const APPLICATION = `{ myClientApplication { id name version } }`;
const MUTATION = `mutation ($input: PublishOperationsInput!) { publishOperations(input: $input) { client { version } operations { hash name fetches cost } } }`;

interface Application {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

interface PublishedOperation {
  readonly hash: string;
  readonly name: string | null;
  readonly fetches: number;
  readonly cost: number;
}

/** The limits of an operation, by the name of its file without `.graphql`. */
type Budgets = Readonly<Record<string, { readonly maxFetches?: number; readonly maxCost?: number }>>;

export const operations: Command = {
  name: 'operations',
  about: text('publish the operations of a client application', '发布客户端应用的操作'),
  argument: 'FOLDER',
  options: {
    budgets: {
      type: 'string',
      value: 'FILE',
      about: text(
        'limits by file name: {"Sites": {"maxFetches": 3, "maxCost": 200}}',
        '按文件名设定上限：{"Sites": {"maxFetches": 3, "maxCost": 200}}',
      ),
    },
    retire: {
      type: 'string',
      value: 'HASHES',
      about: text('hashes that no release sends any more, with commas between', '不再使用的操作哈希，以逗号分隔'),
    },
  },
  run: async (call): Promise<Outcome> => {
    const sent = readOperations(call);
    const graph = await openGraph(call);
    const application = await getApplication(graph);
    const retire = (optionText(call, 'retire') ?? '').split(',').filter(Boolean);
    const published: PublishedOperation[] = [];
    let { version } = application;
    for (let from = 0; from < Math.max(1, sent.length); from += AT_ONCE) {
      const { publishOperations: done } = await graph<{
        publishOperations: { readonly client: Application; readonly operations: readonly PublishedOperation[] };
      }>(MUTATION, {
        input: {
          idempotencyKey: crypto.randomUUID(),
          clientApplicationId: application.id,
          expectedVersion: version,
          operations: sent.slice(from, from + AT_ONCE),
          retire: from === 0 ? retire : [],
        },
      });
      version = done.client.version;
      published.push(...done.operations);
    }
    return {
      exitCode: EXIT.done,
      result: { application: application.name, published, retired: retire },
      lines: report(application, published, retire),
    };
  },
};

const report = ({ name }: Application, published: readonly PublishedOperation[], retired: readonly string[]): Text[] => [
  text(
    `✓ ${name}: ${published.length} operations published, ${retired.length} retired.`,
    `✓ ${name}：发布 ${published.length} 个操作，停用 ${retired.length} 个。`,
  ),
  ...published.map(({ hash, name: operation, fetches, cost }) =>
    same(`  ${hash.slice(0, 12)}  ${operation ?? '–'}  ${fetches} ×, ${cost}`),
  ),
];

async function getApplication(graph: Graph): Promise<Application> {
  const { myClientApplication: found } = await graph<{ myClientApplication: Application | null }>(APPLICATION);
  if (found) return found;
  throw new Failure(
    EXIT.notAllowed,
    'FORBIDDEN',
    text(
      'This program publishes the operations of no application. A department of the federation registers it ("registerClient", publisherClientId).',
      '该程序不负责任何客户端应用的操作。请由总工会部门登记（“registerClient”，publisherClientId）。',
    ),
  );
}

/** The operations of a folder: the text of each file `*.graphql`, as the application sends it. */
function readOperations(call: Call) {
  const [given] = call.positionals;
  if (given === undefined)
    throw new Failure(
      EXIT.usage,
      'WRONG_ARGUMENT',
      text(
        'Name the folder of the operations, each in a file *.graphql as the application sends it: "union-graph operations FOLDER".',
        '请指定操作所在文件夹，每个操作一个 *.graphql 文件，内容与应用发送的一致：“union-graph operations 文件夹”。',
      ),
    );
  const folder = path.resolve(call.surroundings.cwd(), given);
  const budgets = readBudgets(call);
  try {
    const files = readdirSync(folder).filter((file) => file.endsWith('.graphql'));
    const unknown = Object.keys(budgets).find((name) => !files.includes(`${name}.graphql`));
    if (unknown !== undefined) throw new Error(`there is no "${unknown}.graphql", and the budgets name it`);
    return files.sort().map((file) => ({
      document: readFileSync(path.join(folder, file), 'utf8'),
      ...budgets[file.slice(0, -'.graphql'.length)],
    }));
  } catch (error) {
    const { message } = error as Error;
    throw new Failure(
      EXIT.usage,
      'WRONG_ARGUMENT',
      text(`The operations cannot be read: ${message}`, `无法读取操作：${message}`),
    );
  }
}

function readBudgets(call: Call): Budgets {
  const file = optionText(call, 'budgets');
  if (file === undefined) return {};
  try {
    return JSON.parse(readFileSync(path.resolve(call.surroundings.cwd(), file), 'utf8')) as Budgets;
  } catch (error) {
    const { message } = error as Error;
    throw new Failure(EXIT.usage, 'WRONG_OPTION', text(`The budgets cannot be read: ${message}`, `无法读取上限：${message}`));
  }
}
