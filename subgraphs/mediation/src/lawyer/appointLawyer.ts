import {
  checkedPersonName,
  civilDay,
  getStaffNamed,
  insertRow,
  isId,
  newId,
  notFound,
  refuseIf,
  requireIds,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import type { AppointLawyerInput } from '../schema.gen.ts';
import { LawFirm } from './LawFirm.ts';
import { Lawyer } from './Lawyer.ts';
import { lawyerPolicy } from './policy.ts';
import { checkedLawyerLicence } from './rules.ts';

/** Appoints a lawyer of a firm that is under contract (S-51): somebody on the register of staff whom the viewer reads. */
export async function appointLawyer(tx: Tx, input: AppointLawyerInput): Promise<{ lawyer: Lawyer }> {
  const { firmId, staffMemberId } = input;
  const firm = isId(firmId) ? await tx.db.findOneBy(LawFirm, { id: firmId }) : null;
  if (!firm) throw notFound('law firm', firmId);
  const today = civilDay(tx.now);
  const places = await placesOf(tx, firm.id);
  lawyerPolicy.authorise(tx.viewer, 'appointLawyer', { scopePaths: places.map(({ scopePath }) => scopePath) });
  refuseIf(!places.some(({ to }) => to >= today), 'VALIDATION_FAILED', `No contract of "${firm.nameZh}" runs. Sign one first.`, {
    rule: 'S-51',
    field: 'firmId',
  });
  requireIds({ staffMemberId });
  const nameZh = checkedPersonName(input.nameZh, 'nameZh');
  await getStaffNamed(tx, staffMemberId, nameZh, { field: 'staffMemberId', nameField: 'nameZh' });
  const lawyer = await insertRow(tx.db, Lawyer, {
    id: newId(),
    personId: staffMemberId,
    nameZh,
    licenceNo: checkedLawyerLicence(input.licenceNo),
    firmId: firm.id,
    appointedOn: today,
    leftOn: null,
    version: 1,
  });
  return { lawyer };
}

/** Where a firm is or was under contract, and until when. */
export const placesOf = ({ db }: Tx, firmId: string): Promise<{ scopePath: string; to: string }[]> =>
  rows(
    db,
    sql`select o.scope_path as "scopePath", s.to_on as "to" from service_contract_org s join mediation_org o on o.id = s.org_id
    where s.firm_id = ${firmId}::uuid`,
  );
