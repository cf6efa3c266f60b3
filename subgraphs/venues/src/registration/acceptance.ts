import { checkedOpenText, Refusal, refuseIf, type Tx } from '@union-graph/subgraph';
import type { AcceptanceInput } from '../schema.gen.ts';
import type { Registration } from './Registration.ts';

/** What somebody was asked to take part in, and since when there is something to accept. */
interface Asked {
  readonly rule: string;
  readonly since: Date;
  /** What happened at that moment: `the publication of the event`. */
  readonly what: string;
}

type Acceptance = Pick<Registration, 'acceptedAt' | 'acceptanceKind' | 'acceptanceRef'>;

/** The record of somebody's own acceptance that staff give; `CONSENT_REQUIRED` without. */
export function checkedAcceptance(
  { now }: Tx,
  acceptance: AcceptanceInput | null | undefined,
  { rule, since, what }: Asked,
): Acceptance & { acceptedAt: Date } {
  if (acceptance == null)
    throw new Refusal(
      'CONSENT_REQUIRED',
      'Taking part is voluntary: nobody takes part without a record of their own acceptance. Give "acceptance" for each person.',
      { rule, field: 'acceptance' },
    );
  const { acceptedAt, kind, reference } = acceptance;
  refuseIf(acceptedAt > now || acceptedAt < since, 'VALIDATION_FAILED', `An acceptance lies between ${what} and now.`, {
    rule,
    field: 'acceptedAt',
  });
  return { acceptedAt, acceptanceKind: kind, acceptanceRef: checkedOpenText(reference, 'reference', 200) };
}
