import type { Viewer } from '@union-graph/identity';
import { key } from './keys.ts';
import type { TestSubgraph } from './subgraph.ts';

/** Calls mutations by name: `call('hireStaff', 'staff { id }', input, viewer)`; the key is a fresh one unless given. */
export const caller =
  ({ ask }: TestSubgraph) =>
  (verb: string, fields: string, input: object, viewer: Viewer, now?: string) =>
    ask(
      viewer,
      `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { ${fields} } }`,
      { input: { idempotencyKey: key(), ...input } },
      now,
    );

/**
 * What every mutation owes beside its own rules: the same key gives the same answer and changes nothing more, another input
 * under it is refused. `send` sends the mutation with what is given added to its input; `other` is a part that may differ.
 */
export async function expectReplay(send: (more: object) => ReturnType<TestSubgraph['ask']>, other: object): Promise<void> {
  const once = { idempotencyKey: key() };
  const first = await send(once);
  expect(first.errors).toBeUndefined();
  expect(await send(once)).toEqual(first);
  expect((await send({ ...once, ...other })).errors?.[0]?.extensions.code).toBe('IDEMPOTENCY_MISMATCH');
}

/** Twenty at once: one succeeds, the others are refused with a code. */
export async function expectOneOfTwenty(send: () => ReturnType<TestSubgraph['ask']>, refusal: string): Promise<void> {
  const answers = await Promise.all(Array.from({ length: 20 }, send));
  const codes = answers.map(({ errors }) => errors?.[0]?.extensions.code ?? 'done').sort();
  expect(codes).toEqual([...Array<string>(19).fill(refusal), 'done'].sort());
}
