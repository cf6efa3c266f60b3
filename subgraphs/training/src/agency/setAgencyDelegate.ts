import { insertRow, lockByName, newId, refuseErased, refuseIf, requireIds, type Tx, updateRow } from '@union-graph/subgraph';
import { refuseDead } from '../member/place.ts';
import { actingPerson } from '../member/scope.ts';
import type { SetAgencyDelegateInput } from '../schema.gen.ts';
import { AgencyDelegate } from './AgencyDelegate.ts';
import { agencyPolicy } from './policy.ts';
import { checkedAgencies } from './queries.ts';

/** Says for which agency a person acts from now on, or that they act for none. A person acts for one agency at a time. */
export async function setAgencyDelegate(tx: Tx, input: SetAgencyDelegateInput): Promise<{ delegate: AgencyDelegate }> {
  requireIds({ personId: input.personId });
  const personId = input.personId.toLowerCase();
  agencyPolicy.authorise(tx.viewer, 'setAgencyDelegate', { personId });
  await refuseErased(tx, [personId], 'personId');
  const agencyCode = input.agencyCode ?? null;
  if (agencyCode !== null) {
    await checkedAgencies(tx, [agencyCode], 'agencyCode');
    await refuseDead(tx, [personId], 'personId');
  }
  await lockByName(tx.db, `agency_delegate:${personId}`);
  const before = await tx.db.findOneBy(AgencyDelegate, { personId });
  refuseIf(
    (before?.agencyCode ?? null) === agencyCode,
    'DUPLICATE',
    agencyCode === null ? 'This person acts for no agency.' : `This person acts for "${agencyCode}" already.`,
    { field: 'agencyCode' },
  );
  const appointed = { agencyCode, appointedBy: actingPerson(tx.viewer), appointedAt: tx.now };
  const delegate = before
    ? await updateRow(tx.db, AgencyDelegate, before, appointed)
    : await insertRow(tx.db, AgencyDelegate, { id: newId(), personId, ...appointed, version: 1 });
  return { delegate };
}
