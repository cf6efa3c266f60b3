import { type ReadNumber, refuseIf, type Tx } from '@union-graph/subgraph';
import { changeCase, takeCase } from '../case/change.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { mediationDueOn } from '../case/rules.ts';
import { scheduleSettling } from '../case/settleCase.ts';
import { numbers } from '../rule/numbers.ts';
import type { ExtendMediationInput } from '../schema.gen.ts';

/** How long an extension may be: working days where a court delegated the case, else days. */
const longestExtension = ({ source }: Pick<MediationCase, 'source'>, number: ReadNumber): number =>
  number(source === 'COURT_DELEGATED' ? numbers.LONGEST_COURT_EXTENSION_DAYS : numbers.LONGEST_EXTENSION_DAYS);

/** Extends the time for mediation, once, when both sides want it (P12). The new last day follows from the days. */
export async function extendMediation(tx: Tx, input: ExtendMediationInput): Promise<{ case: MediationCase }> {
  const row = await takeCase(tx, input, 'extendMediation');
  const longest = longestExtension(row, tx.number);
  refuseIf(input.days < 1 || input.days > longest, 'BAD_USER_INPUT', `An extension is 1 to ${longest} days.`, { field: 'days' });
  refuseIf(
    !input.applicantAgrees,
    'VALIDATION_FAILED',
    'Mediation is extended only when both sides agree; the applicant does not.',
    { rule: 'P12', field: 'applicantAgrees' },
  );
  refuseIf(
    !input.respondentAgrees,
    'VALIDATION_FAILED',
    'Mediation is extended only when both sides agree; the respondent does not.',
    { rule: 'P12', field: 'respondentAgrees' },
  );
  refuseIf(row.extensionDays !== null, 'VALIDATION_FAILED', 'Mediation was extended once already.', { rule: 'P12' });
  const extended = await changeCase(tx, row, { extensionDays: input.days });
  await scheduleSettling(tx, row.id, mediationDueOn(extended));
  return { case: extended };
}
