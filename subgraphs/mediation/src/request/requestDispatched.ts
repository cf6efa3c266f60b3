import { type CloudEvent, insertRow, isId, newId, Refusal, rows, sql, type Tx } from '@union-graph/subgraph';
import { EMPTY_CASE, nextCaseNo } from '../application/newCase.ts';
import { moveCase } from '../case/change.ts';
import { MediationCase } from '../case/MediationCase.ts';
import { MediationOrg } from '../mediation-org/MediationOrg.ts';

/**
 * On `organisation.request.dispatched` (J-05): a request handed to mediation becomes a draft of a case at the centre of its
 * district, to be filed by `applyForMediation`; organisation is told which. One handed elsewhere after all takes an unfiled draft
 * back. An event older than what is known of the request changes nothing.
 */
export async function requestDispatched(tx: Tx, { subject, aggregateversion, data }: CloudEvent): Promise<void> {
  const { target, memberId, districtCode } = data;
  if (
    !isId(subject) ||
    typeof target !== 'string' ||
    typeof districtCode !== 'string' ||
    !(memberId == null || isId(String(memberId)))
  )
    throw new Refusal('BAD_USER_INPUT', 'A dispatched request names its "target", its "districtCode" and perhaps a "memberId".');
  await tx.db.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`request:${subject}`]);
  const known = await tx.db.find(MediationCase, { where: { serviceRequestId: subject }, lock: { mode: 'pessimistic_write' } });
  if (known.some(({ serviceRequestVersion }) => (serviceRequestVersion ?? 0) >= aggregateversion)) return;
  const open = known.find(({ closedAt }) => closedAt === null);
  if (target !== 'MEDIATION') {
    if (open?.status === 'DRAFT') await moveCase(tx, open, 'WITHDRAWN', { serviceRequestVersion: aggregateversion });
    return;
  }
  if (open) return takeUp(tx, open, subject, aggregateversion);
  const org = await centreOf(tx, districtCode);
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
    applicantIds: memberId == null ? [] : [String(memberId)],
    respondentIds: [],
    filedBy: null,
    receivedAt: tx.now,
    serviceRequestId: subject,
    serviceRequestVersion: aggregateversion,
  } as unknown as MediationCase);
  await takeUp(tx, draft, subject, aggregateversion);
}

const takeUp = (tx: Tx, { id }: MediationCase, requestId: string, version: number): Promise<void> =>
  tx.publish({
    type: 'request.accepted',
    aggregateId: requestId,
    aggregateVersion: version,
    data: { typeName: 'MediationCase', id },
  });

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
