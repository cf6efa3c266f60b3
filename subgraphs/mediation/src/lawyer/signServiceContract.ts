import { checkedName, civilDay, insertRow, isId, newId, notFound, Refusal, refuseIf, type Tx } from '@union-graph/subgraph';
import { In } from 'typeorm';
import { tellCasesOf } from '../case/tellStaff.ts';
import { MediationOrg } from '../mediation-org/MediationOrg.ts';
import { orgPolicy } from '../mediation-org/policy.ts';
import type { SignServiceContractInput } from '../schema.gen.ts';
import { LawFirm } from './LawFirm.ts';
import { Lawyer } from './Lawyer.ts';
import { checkedFirmLicence, checkServiceTerm } from './rules.ts';
import { ServiceContract } from './ServiceContract.ts';

const MOST_ORGS = 100;
/** No contract of a firm costs more than 100 million yuan. */
const MOST_FEN = 10_000_000_000n;

/** Records a contract of service (S-51). A firm serves an organisation under one contract at a time, held by `service_contract_org_one`. */
export async function signServiceContract(tx: Tx, input: SignServiceContractInput): Promise<{ contract: ServiceContract }> {
  const orgs = await orgsOf(tx, input.orgIds);
  for (const org of orgs) orgPolicy.authorise(tx.viewer, 'signServiceContract', org);
  const { from, to, feeFen } = input;
  checkServiceTerm({ from, to }, civilDay(tx.now), tx.number);
  refuseIf(feeFen < 0n || feeFen > MOST_FEN, 'BAD_USER_INPUT', `The fee is 0 to ${MOST_FEN} fen.`, { field: 'feeFen' });
  const firm = await firmOf(tx, input);
  const contract = await insertRow(tx.db, ServiceContract, {
    id: newId(),
    firmId: firm.id,
    from,
    to,
    feeFen,
    orgIds: [...input.orgIds],
  });
  const lawyers = await tx.db.findBy(Lawyer, { firmId: firm.id });
  await tellCasesOf(tx, { of: firm.id, personIds: lawyers.map(({ personId }) => personId), beginsOn: from });
  return { contract };
}

async function orgsOf({ db }: Tx, ids: readonly string[]): Promise<MediationOrg[]> {
  refuseIf(ids.length === 0 || ids.length > MOST_ORGS, 'BAD_USER_INPUT', `A contract is for 1 to ${MOST_ORGS} organisations.`, {
    field: 'orgIds',
  });
  const found = await db.findBy(MediationOrg, { id: In(ids.filter(isId)) });
  const missing = ids.find((id) => !found.some((org) => org.id === id));
  if (missing !== undefined) throw notFound('mediation organisation', missing);
  const dissolved = found.find(({ status }) => status === 'DISSOLVED');
  refuseIf(dissolved !== undefined, 'VALIDATION_FAILED', `"${dissolved?.nameZh}" was dissolved.`, { field: 'orgIds' });
  return found;
}

/** The firm that is named, or a new one; its licence is kept once (`law_firm_licence`). */
async function firmOf({ db }: Tx, { firmId, newFirm }: SignServiceContractInput): Promise<LawFirm> {
  if ((firmId == null) === (newFirm == null))
    throw new Refusal('BAD_USER_INPUT', 'Name a firm that is known, or give a new one: one of the two.', { field: 'firmId' });
  if (newFirm != null)
    return insertRow(db, LawFirm, {
      id: newId(),
      nameZh: checkedName(newFirm.nameZh, 'nameZh', 100),
      licenceNo: checkedFirmLicence(newFirm.licenceNo),
    });
  // Those who insert at once into an exclusion constraint wait for each other in a circle unless they queue up before.
  const firm = isId(String(firmId))
    ? await db.findOne(LawFirm, { where: { id: String(firmId) }, lock: { mode: 'for_no_key_update' } })
    : null;
  if (!firm) throw notFound('law firm', String(firmId));
  return firm;
}
