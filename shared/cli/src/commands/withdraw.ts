import { type Command, type Outcome, optionText } from '../command.ts';
import { EXIT } from '../exitCodes.ts';
import { Failure } from '../failure.ts';
import { openGraph } from '../graph.ts';
import { getOwnSubgraph } from '../ownSubgraph.ts';
import { text } from '../text.ts';
import { SCHEMA_OPTIONS } from './check.ts';

const MUTATION = `mutation ($input: WithdrawVersionInput!) { withdrawVersion(input: $input) { version { id number state } subgraphVersion } }`;

interface Withdrawn {
  readonly version: { readonly id: string; readonly number: number; readonly state: string };
  readonly subgraphVersion: number;
}

export const withdraw: Command = {
  name: 'withdraw',
  about: text('take back the version that waits for others', '撤回等待他方决定的版本'),
  options: {
    reason: { type: 'string', value: 'TEXT', about: text('why; it is kept with the version', '原因，与版本一并留存') },
    subgraph: SCHEMA_OPTIONS.subgraph as NonNullable<typeof SCHEMA_OPTIONS.subgraph>,
  },
  run: async (call): Promise<Outcome> => {
    const reason = optionText(call, 'reason')?.trim();
    if (!reason)
      throw new Failure(
        EXIT.usage,
        'NO_REASON',
        text('Say why: "union-graph withdraw --reason TEXT".', '请说明原因：“union-graph withdraw --reason 原因”。'),
      );
    const graph = await openGraph(call);
    const own = await getOwnSubgraph(graph, call);
    const input = { idempotencyKey: crypto.randomUUID(), expectedVersion: own.version, subgraph: own.name, reason };
    const { withdrawVersion: done } = await graph<{ withdrawVersion: Withdrawn }>(MUTATION, { input });
    const { number } = done.version;
    return {
      exitCode: EXIT.done,
      result: { subgraph: own.name, ...done },
      lines: [text(`✓ ${own.name}: version ${number} is withdrawn.`, `✓ ${own.name}：版本 ${number} 已撤回。`)],
    };
  },
};
