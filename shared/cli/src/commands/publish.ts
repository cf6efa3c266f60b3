import { createHash } from 'node:crypto';
import { type Call, type Command, type Outcome, optionText } from '../command.ts';
import { EXIT } from '../exitCodes.ts';
import { openGraph } from '../graph.ts';
import { ACKNOWLEDGEMENTS, type Acknowledgement, getOwnSubgraph } from '../ownSubgraph.ts';
import { reportAwaited } from '../reportAwaited.ts';
import { CHECK_SELECTION, reportChanges, type SchemaCheck } from '../reportCheck.ts';
import { readProjectSettings, readSchema } from '../settings.ts';
import { joined, type Text, text } from '../text.ts';
import { acknowledgeOption, SCHEMA_OPTIONS } from './check.ts';

const MUTATION = `mutation ($input: PublishSubgraphInput!) { publishSubgraph(input: $input) {
  version { id number state check { ${CHECK_SELECTION} } ${ACKNOWLEDGEMENTS} } subgraphVersion } }`;

interface Published {
  readonly version: {
    readonly id: string;
    readonly number: number;
    readonly state: string;
    readonly check: SchemaCheck;
    readonly acknowledgements: readonly Acknowledgement[];
  };
  readonly subgraphVersion: number;
}

export const publish: Command = {
  name: 'publish',
  about: text('publish the schema, which must be deployed already', '发布结构（须先部署）'),
  options: {
    ...SCHEMA_OPTIONS,
    'routing-url': {
      type: 'string',
      value: 'URL',
      about: text('where this version is called; where it was before when left out', '此版本的调用地址，默认不变'),
    },
    'acknowledge-breaking': acknowledgeOption,
  },
  run: async (call): Promise<Outcome> => {
    const { sdl } = readSchema(call);
    const graph = await openGraph(call);
    const own = await getOwnSubgraph(graph, call);
    const sdlHash = createHash('sha256').update(sdl).digest('hex');
    const isServed = own.current?.sdlHash === sdlHash;
    const { publishSubgraph: published } = await graph<{ publishSubgraph: Published }>(MUTATION, {
      input: {
        idempotencyKey: crypto.randomUUID(),
        expectedVersion: own.version,
        subgraph: own.name,
        sdl,
        routingUrl: routingUrlOf(call),
        acknowledgesBreaking: call.options['acknowledge-breaking'] === true,
      },
    });
    return { exitCode: EXIT.done, result: { subgraph: own.name, ...published }, lines: report(own.name, published, isServed) };
  },
};

/** The routing URL of the command line, else of the folder's settings. */
const routingUrlOf = (call: Call): string | undefined =>
  optionText(call, 'routing-url') ?? readProjectSettings(call.surroundings.cwd()).routingUrl;

function report(name: string, { version }: Published, isServed: boolean): Text[] {
  const { number, state, check } = version;
  if (isServed) return [text(`✓ ${name}: version ${number} is served already.`, `✓ ${name}：版本 ${number} 已在使用。`)];
  if (state === 'CURRENT')
    return [
      text(
        `✓ ${name}: version ${number} is served from now on, by every gateway within seconds.`,
        `✓ ${name}：版本 ${number} 已发布，各网关在数秒内生效。`,
      ),
      ...reportChanges(check.changes),
      text('If it is wrong: "union-graph rollback --reason …".', '如有问题：“union-graph rollback --reason …”。'),
    ];
  const waitsFor = check.references.map(({ coordinate, owner }) => `${coordinate} (${owner})`).join(', ');
  const told = [text(`… ${name}: version ${number} waits for others.`, `… ${name}：版本 ${number} 等待他方决定。`)];
  if (version.acknowledgements.length > 0)
    told.push(
      text('Each of these must acknowledge what it loses:', '下列各方须自行确认所失去的内容：'),
      ...reportAwaited(version.acknowledgements),
      text(
        'Until then the current version is served: keep it deployed. See "union-graph status"; take it back with "union-graph withdraw"; after the notice publish it again.',
        '在此之前仍使用当前版本，请保持其部署。用“union-graph status”查看，用“union-graph withdraw”撤回；通知期满后请再次发布。',
      ),
    );
  if (waitsFor === '') return told;
  return [
    ...told,
    joined(
      text('Stewards of the owners decide ("approveReference") about: ', '由各所有者的负责人决定（“approveReference”）：'),
      waitsFor,
      text(
        '. With the last approval it is served; see "union-graph status".',
        '。全部批准后即生效，可用“union-graph status”查看。',
      ),
    ),
  ];
}
