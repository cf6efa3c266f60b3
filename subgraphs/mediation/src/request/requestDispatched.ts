import { type Dispatched, insertRow, newId, rows, sql, type Tx, takeRequests } from '@union-graph/subgraph';
import { EMPTY_CASE, nextCaseNo } from '../application/newCase.ts';
import { moveCase } from '../case/change.ts';
import { MediationCase } from '../case/MediationCase.ts';
import { dropWarningOfRequest, warnOfRequest } from '../early-warning/warningOfRequest.ts';
import { MediationOrg } from '../mediation-org/MediationOrg.ts';

/**
 * A request to 12351 that is handed to mediation becomes a draft of a case at the centre of its district, to be filed by
 * `applyForMediation` (J-05); one that touches many raises an early warning besides (S-28). One that is handed elsewhere after all takes an unfiled draft back; a filed case goes on.
 */
export const requestDispatched = takeRequests({
  target: 'MEDIATION',
  entity: MediationCase,
  versionOf: ({ serviceRequestVersion }) => serviceRequestVersion,
  isOpen: ({ closedAt }) => closedAt === null,
  take: async (tx, request, open) => {
    const row = open ?? (await draftFor(tx, request));
    if (row.status === 'DRAFT') await warnOfRequest(tx, request, row);
    return row;
  },
  giveBack: async (tx, open, { id, version }) => {
    if (open.status !== 'DRAFT') return;
    await moveCase(tx, open, 'WITHDRAWN', { serviceRequestVersion: version });
    await dropWarningOfRequest(tx, id);
  },
});

async function draftFor(tx: Tx, request: Dispatched): Promise<MediationCase> {
  const org = await centreOf(tx, request.districtCode);
  return insertRow(tx.db, MediationCase, {
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
