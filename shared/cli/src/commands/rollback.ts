import { type Command, type Outcome, optionText } from '../command.ts';
import { EXIT } from '../exitCodes.ts';
import { Failure } from '../failure.ts';
import { openGraph } from '../graph.ts';
import { getOwnSubgraph, type OwnSubgraph } from '../ownSubgraph.ts';
import { text } from '../text.ts';
import { SCHEMA_OPTIONS } from './check.ts';

const MUTATION = `mutation ($input: RollBackSubgraphInput!) { rollBackSubgraph(input: $input) { version { id number state } subgraphVersion } }`;

interface RolledBack {
  readonly version: { readonly id: string; readonly number: number; readonly state: string };
  readonly subgraphVersion: number;
}

export const rollback: Command = {
  name: 'rollback',
  about: text('serve an earlier version again; others keep theirs', '恢复较早的版本（不影响其他子图）'),
  options: {
    to: {
      type: 'string',
      value: 'NUMBER',
      about: text('the version; the one before the current one when left out', '版本号，默认上一版本'),
    },
    reason: { type: 'string', value: 'TEXT', about: text('why; it is kept with the version', '原因，与版本一并留存') },
    subgraph: SCHEMA_OPTIONS.subgraph as NonNullable<typeof SCHEMA_OPTIONS.subgraph>,
  },
  run: async (call): Promise<Outcome> => {
    const reason = optionText(call, 'reason')?.trim();
    if (!reason)
      throw new Failure(
        EXIT.usage,
        'NO_REASON',
        text('Say why: "union-graph rollback --reason TEXT".', '请说明原因：“union-graph rollback --reason 原因”。'),
      );
    const graph = await openGraph(call);
    const own = await getOwnSubgraph(graph, call);
    const { rollBackSubgraph: done } = await graph<{ rollBackSubgraph: RolledBack }>(MUTATION, {
      input: {
        idempotencyKey: crypto.randomUUID(),
        expectedVersion: own.version,
        subgraph: own.name,
        versionId: versionId(own, optionText(call, 'to')),
        reason,
      },
    });
    const { number } = done.version;
    return {
      exitCode: EXIT.done,
      result: { subgraph: own.name, ...done },
      lines: [
        text(
          `✓ ${own.name}: version ${number} is served again, by every gateway within seconds.`,
          `✓ ${own.name}：已恢复版本 ${number}，各网关在数秒内生效。`,
        ),
        text('Deploy it, too, where the later one is deployed.', '请同时重新部署该版本。'),
      ],
    };
  },
};

/** The id of a version by its number; undefined where none is named. */
function versionId({ name, versions }: OwnSubgraph, number: string | undefined): string | undefined {
  if (number === undefined) return undefined;
  const found = versions.nodes.find((version) => String(version.number) === number);
  if (found) return found.id;
  const known = versions.nodes.map((version) => `${version.number} ${version.state}`).join(', ');
  throw new Failure(
    EXIT.usage,
    'NO_VERSION',
    text(`"${name}" has no version ${number}. It has: ${known}.`, `“${name}”没有版本 ${number}。现有：${known}。`),
  );
}
