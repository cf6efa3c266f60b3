import { civilDay, getForUpdate, refuseIf, rows, sql, type Tx, updateRow } from '@union-graph/subgraph';
import type { DismissLawyerInput } from '../schema.gen.ts';
import { placesOf } from './appointLawyer.ts';
import { Lawyer } from './Lawyer.ts';
import { lawyerPolicy } from './policy.ts';

/** Ends a lawyer's service. The lawyer's row is locked, as by whoever puts the lawyer on duty or on a case. */
export async function dismissLawyer(tx: Tx, input: DismissLawyerInput): Promise<{ lawyer: Lawyer }> {
  const { lawyerId, expectedVersion, lastDay } = input;
  const lawyer = await getForUpdate(tx, Lawyer, lawyerId, { what: 'lawyer', visible: () => true, expectedVersion });
  const places = await placesOf(tx, lawyer.firmId);
  lawyerPolicy.authorise(tx.viewer, 'dismissLawyer', { scopePaths: places.map(({ scopePath }) => scopePath) });
  refuseIf(lawyer.leftOn !== null, 'INVALID_TRANSITION', `"${lawyer.nameZh}" serves until ${lawyer.leftOn} already.`, {
    field: 'lawyerId',
  });
  refuseIf(lastDay < civilDay(tx.now), 'BAD_USER_INPUT', 'The last day is today or one to come.', { field: 'lastDay' });
  await refuseBusy(tx, lawyer, lastDay);
  return { lawyer: await updateRow(tx.db, Lawyer, lawyer, { leftOn: lastDay }) };
}

async function refuseBusy({ db }: Tx, { id, nameZh }: Lawyer, lastDay: string): Promise<void> {
  const [work] = await rows<{ shifts: number; cases: number; aid: number }>(
    db,
    sql`select
      (select count(*)::int from duty_shift d where d.lawyer_id = ${id} and d.cancelled_at is null and civil_day(d.start_at) > ${lastDay}::date) as shifts,
      (select count(*)::int from mediation_case c where c.lawyer_id = ${id} and c.closed_at is null) as cases,
      (select count(*)::int from legal_aid_grant g where g.lawyer_id = ${id} and g.status = 'ACTIVE') as aid`,
  );
  const { shifts = 0, cases = 0, aid = 0 } = work ?? {};
  refuseIf(
    shifts + cases + aid > 0,
    'VALIDATION_FAILED',
    `"${nameZh}" has ${shifts} shifts after that day, ${cases} open cases and ${aid} workers to act for. Find another lawyer for them first.`,
    { rule: 'S-51', field: 'lawyerId' },
  );
}
