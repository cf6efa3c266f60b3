import { getForUpdate, isId, notFound, Refusal, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { payOutSource } from '../disbursement/create.ts';
import { checkedAccount } from '../disbursement/rules.ts';
import { CITY_PATH } from '../fund/access.ts';
import { organisationPayee } from '../payout-source/payee.ts';
import { approveSource, ownSource } from '../payout-source/sources.ts';
import { getProject } from '../project/steps.ts';
import type { ReleaseProjectInstalmentInput } from '../schema.gen.ts';
import { ProjectInstalment } from './ProjectInstalment.ts';

/**
 * Asks for the payout of an instalment that is due, to the organisation's account: three persons carry it like any other
 * payout (FND-INV-6), and its money is set aside at once (`INSUFFICIENT_FUNDS`).
 */
export async function releaseProjectInstalment(
  tx: Tx,
  input: ReleaseProjectInstalmentInput,
): Promise<{ instalment: ProjectInstalment }> {
  const { instalmentId: id } = input;
  const known = isId(id) ? await tx.db.findOneBy(ProjectInstalment, { id }) : null;
  if (!known) throw notFound('instalment', id);
  const project = await getProject(tx, 'releaseProjectInstalment', known);
  const row = await getForUpdate(tx, ProjectInstalment, id, {
    what: 'instalment',
    visible: () => true,
    expectedVersion: input.expectedVersion,
  });
  if (row.status !== 'DUE') {
    throw new Refusal('INVALID_TRANSITION', `The instalment is ${row.status}; it can be paid when its milestone is accepted.`, {
      field: 'status',
    });
  }
  const instalment = await updateRow(tx.db, ProjectInstalment, row, { status: 'RELEASED' });
  const source = ownSource('ProjectInstalment', row.id);
  await approveSource(tx, source, {
    ...organisationPayee(project.ngoId as string),
    fundId: project.fundId,
    amountFen: row.amountFen,
    scopePath: CITY_PATH,
  });
  const disbursement = await payOutSource(tx, source, { accountMasked: checkedAccount(input.accountMasked) });
  refuseIf(
    disbursement.status !== 'RESERVED',
    'INSUFFICIENT_FUNDS',
    `The fund has less to spend than ${row.amountFen} fen. Bring money in first.`,
    { rule: 'FND-INV-2' },
  );
  return { instalment };
}
