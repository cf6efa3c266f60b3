import { acceptDispatched, type CloudEvent, insertRow, newId, rows, sql, type Tx, takeDispatched } from '@union-graph/subgraph';
import { EMPTY_CASE, nextCaseNo } from '../application/newCase.ts';
import { moveCase } from '../case/change.ts';
import { MediationCase } from '../case/MediationCase.ts';
import { MediationOrg } from '../mediation-org/MediationOrg.ts';

/**
 * On `organisation.request.dispatched` (J-05): a request handed to mediation becomes a draft of a case at the centre of its
 * district, to be filed by `applyForMediation`; organisation is told which. One handed elsewhere after all takes an unfiled draft
 * back. An event older than what is known of the request changes nothing.
 */
export async function requestDispatched(tx: Tx, event: CloudEvent): Promise<void> {
  const request = await takeDispatched(tx, event, ['districtCode']);
  const known = await tx.db.find(MediationCase, { where: { serviceRequestId: request.id }, lock: { mode: 'pessimistic_write' } });
  if (known.some(({ serviceRequestVersion }) => (serviceRequestVersion ?? 0) >= request.version)) return;
  const open = known.find(({ closedAt }) => closedAt === null);
  if (request.target !== 'MEDIATION') {
    if (open?.status === 'DRAFT') await moveCase(tx, open, 'WITHDRAWN', { serviceRequestVersion: request.version });
    return;
  }
  if (open) return acceptDispatched(tx, request, 'MediationCase', open.id);
  const org = await centreOf(tx, request.districtCode);
  const draft = await insertRow(tx.db, MediationCase, {
    ...EMPTY_CASE,
    status: 'DRAFT',
    id: newId(),
    caseNo: await nextCaseNo(tx),
    orgId: org.id,
    districtCode: org.districtCode,
    scopePath: org.scopePath,
    source: 'HOTLINE_12351',
    isCollective: false,
    oralRecord: null,
    ownership: null,
    industry: null,
    applicantIds: request.memberId === null ? [] : [request.memberId],
    respondentIds: [],
    filedBy: null,
    receivedAt: tx.now,
    serviceRequestId: request.id,
    serviceRequestVersion: request.version,
  } as unknown as MediationCase);
  await acceptDispatched(tx, request, 'MediationCase', draft.id);
}

/** The mediation centre of a district, else the city's. */
async function centreOf({ db }: Tx, districtCode: string): Promise<MediationOrg> {
  const [found] = await rows<{ id: string }>(
    db,
    sql`select o.id from mediation_org o where o.status <> 'DISSOLVED'
    and ((o.kind = 'DISTRICT_CENTRE' and o.district_code = ${districtCode}) or o.kind = 'CITY_CENTRE')
    order by o.kind = 'DISTRICT_CENTRE' desc, o.id limit 1`,
  );
  if (!found) throw new Error(`There is no mediation centre for requests from ${districtCode}.`);
  return db.findOneByOrFail(MediationOrg, { id: found.id });
}
