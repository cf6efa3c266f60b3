import { Refusal } from '@union-graph/subgraph';

interface Decided {
  readonly decision: string;
  readonly reason?: string | null;
}

/**
 * A reason belongs to a rejection, and what was found or is granted to the opposite. Who sends the one with the other has chosen the wrong decision: nothing is
 * left out in silence where money follows. `found` names the fields of the input that belong to an acceptance. Throws `BAD_USER_INPUT`.
 */
export function checkDecision<Input extends Decided>(input: Input, found: readonly (keyof Input & string)[] = []): void {
  const isRejection = input.decision === 'REJECT';
  const foreign = (isRejection ? found : (['reason'] as const)).find((field) => input[field] != null);
  if (foreign === undefined) return;
  throw new Refusal(
    'BAD_USER_INPUT',
    isRejection
      ? `A rejection tells no "${foreign}". Leave it out, or accept.`
      : 'A reason belongs to a rejection only. Leave it out, or reject.',
    { field: foreign },
  );
}
