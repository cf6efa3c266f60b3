import type { Viewer } from '@union-graph/identity';
import { nameHash, newId } from '@union-graph/subgraph';
import { caller, eventsAbout, eventually, listed, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { joinCase } from '../../test/applicants.ts';
import { type BuiltCase, buildCase, buildLawyer, buildOrg, TODAY } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

let subgraph: TestSubgraph;
let orgId: string;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation, {
    subscribers: [{ type: 'mediation.case.staffed', name: 'organisation', url: 'http://127.0.0.1:1/events' }],
  });
  orgId = await buildOrg(subgraph);
});
afterAll(() => subgraph.stop());

const LAST_DAY = '2013-10-30';
/** Of every mediator that these tests build. */
const TERM_ENDS = '2015-12-31';

/** A case with aid of a scope; `version` counts what is done in it. */
async function withAid(status: string, scope: string, shape: object = {}) {
  const [c, lawyer] = [await buildCase(subgraph, status, { orgId, ...shape }), await buildLawyer(subgraph, newId(), [orgId])];
  await grant(c, lawyer.id, scope, 1);
  const go = async (viewer: Viewer, verb: string, input: object, expectedVersion: number) => {
    const answer = await caller(subgraph)(verb, 'case { version }', { caseId: c.id, expectedVersion, ...input }, viewer, TODAY);
    expect(answer.errors).toBeUndefined();
  };
  return { ...c, lawyer, go };
}

async function grant(c: BuiltCase, lawyerId: string, scope: string, expectedVersion: number, memberId = c.applicant.personId) {
  const input = { caseId: c.id, expectedVersion, memberId, lawyerId, scope };
  const answer = await caller(subgraph)('grantLegalAid', 'grant { id }', input, c.centre, TODAY);
  expect(answer.errors).toBeUndefined();
  return answer.data.grantLegalAid.grant.id as string;
}

/** What organisation was told of a case, the earliest first: the version, and the last day of each person. */
async function told({ id, mediator }: BuiltCase, ...lawyers: readonly { readonly personId: string }[]) {
  const events = await eventsAbout(subgraph.sql, id);
  return events.map(({ aggregateversion, data }) => {
    const { staff, staffIds, version } = data as {
      staff: { personId: string; lastDay: string | null }[];
      staffIds: string[];
      version: number;
    };
    expect(version).toBe(aggregateversion);
    expect(staffIds).toEqual(staff.map(({ personId }) => personId));
    const days = new Map(staff.map(({ personId, lastDay }) => [personId, lastDay]));
    return [version, ...[mediator, ...lawyers].map(({ personId }) => days.get(personId))];
  });
}

describe('until which day somebody acts is told with who acts (C-19, S-39)', () => {
  test.each([
    ['MEDIATION', LAST_DAY],
    ['ARBITRATION', null],
    ['CONSULTATION', null],
  ])('aid for %s is told until %s, and the mediator for as long as they mediate', async (scope, lastDay) => {
    const c = await withAid('IN_MEDIATION', scope);
    expect(await told(c, c.lawyer)).toEqual([[2, TERM_ENDS, lastDay]]);
  });

  test('an extension tells the new day, where somebody’s work ends by it', async () => {
    const c = await withAid('IN_MEDIATION', 'MEDIATION');
    const extension = { days: 5, applicantAgrees: true, respondentAgrees: true };
    await c.go(c.mediator.viewer, 'extendMediation', extension, 2);
    expect(await told(c, c.lawyer)).toEqual([
      [2, TERM_ENDS, LAST_DAY],
      [3, TERM_ENDS, '2013-11-04'],
    ]);
    const lasting = await withAid('IN_MEDIATION', 'ARBITRATION');
    await lasting.go(lasting.mediator.viewer, 'extendMediation', extension, 2);
    expect(await told(lasting, lasting.lawyer)).toEqual([[2, TERM_ENDS, null]]);
  });

  test('the last day to sign is told, and no day once all have signed', async () => {
    const c = await withAid('AGREED', 'MEDIATION', { signing_days: 15 });
    const own: [Viewer, string][] = [
      [c.applicant, 'APPLICANT'],
      [c.respondent, 'RESPONDENT'],
      [c.mediator.viewer, 'MEDIATOR'],
    ];
    for (const [at, [viewer, as]] of own.entries()) await c.go(viewer, 'signAgreement', { as }, at + 2);
    expect(await told(c, c.lawyer)).toEqual([
      [2, TERM_ENDS, '2013-10-31'],
      [5, TERM_ENDS, null],
    ]);
  });

  test('with another grant, or none, a later event tells it', async () => {
    const c = await withAid('IN_MEDIATION', 'MEDIATION');
    const [second, other] = [await joinCase(subgraph, c), await buildLawyer(subgraph, newId(), [orgId])];
    // The same lawyer acts for another worker in what comes after the mediation.
    const lasting = await grant(c, c.lawyer.id, 'ARBITRATION', 2, second.viewer.personId as string);
    const end = { grantId: lasting, expectedVersion: 1, ending: 'TERMINATED', outcome: '另行委托' };
    expect((await caller(subgraph)('endLegalAid', 'grant { id }', end, c.centre, TODAY)).errors).toBeUndefined();
    await grant(c, other.id, 'MEDIATION', 4, second.viewer.personId as string);
    await c.go(second.viewer, 'withdrawCase', {}, 5);
    expect(await told(c, c.lawyer, other)).toEqual([
      [2, TERM_ENDS, LAST_DAY, undefined],
      [3, TERM_ENDS, null, undefined],
      [4, TERM_ENDS, LAST_DAY, undefined],
      [5, TERM_ENDS, LAST_DAY, LAST_DAY],
      [6, TERM_ENDS, LAST_DAY, undefined],
    ]);
  });

  test('a service that begins to follow is told the same of every case that somebody works or worked on', async () => {
    const c = await withAid('IN_MEDIATION', 'MEDIATION');
    const unassigned = await withAid('FAILED', 'ARBITRATION');
    const [before] = await told(c, c.lawyer);
    await subgraph.sql('delete from event_delivery');
    const types = ['mediation.case.staffed'];
    await subgraph.send({ type: 'organisation.snapshot.requested', subject: newId(), data: { types } });
    await eventually(async () => (await told(c)).length > 0 && (await told(unassigned)).length > 0);
    expect(await told(c, c.lawyer)).toEqual([before]);
    expect(await told(unassigned, unassigned.lawyer)).toEqual([[2, TERM_ENDS, null]]);
  });

  test('a lawyer beside the mediator reads until the end of the firm’s contract, or of the case; both are told when they change', async () => {
    const lawyer = await buildLawyer(subgraph, newId(), [orgId]);
    await listed(subgraph.sql, 'STAFF', { entryId: lawyer.personId });
    const placed = { lawyer_id: lawyer.id, lawyer_person_id: lawyer.personId };
    const [open, paying] = [
      await buildCase(subgraph, 'IN_MEDIATION', { orgId, ...placed }),
      await buildCase(subgraph, 'EFFECTIVE', { orgId, ...placed }),
    ];
    const input = { firmId: lawyer.firmId, orgIds: [orgId], from: '2015-01-01', to: '2015-12-31', feeFen: '0' };
    const city = staff(newId(), 'CITY_DEPT');
    const signed = await caller(subgraph)('signServiceContract', 'contract { id }', input, city, '2014-12-01T12:00:00+08:00');
    expect(signed.errors).toBeUndefined();
    await eventually(async () => (await told(open, lawyer)).length > 0 && (await told(paying, lawyer)).length > 0);
    expect((await told(open, lawyer)).at(-1)).toEqual([1, TERM_ENDS, '2015-12-31']);
    expect((await told(paying, lawyer)).at(-1)).toEqual([1, TERM_ENDS, null]);
  });

  test('a further term is told for all cases of the mediator', async () => {
    const c = await buildCase(subgraph, 'PERFORMED', { orgId });
    const { personId } = c.mediator;
    await listed(subgraph.sql, 'STAFF', { entryId: personId, nameHash: nameHash('孙丽') });
    const term = {
      orgId,
      staffMemberId: personId,
      nameZh: '孙丽',
      kind: 'UNION_CADRE',
      termFrom: '2016-01-01',
      termTo: '2017-12-31',
    };
    const city = staff(newId(), 'CITY_DEPT');
    const at = '2015-12-01T12:00:00+08:00';
    expect((await caller(subgraph)('appointMediator', 'mediator { id }', term, city, at)).errors).toBeUndefined();
    await eventually(async () => (await told(c)).length > 0);
    expect(await told(c)).toEqual([[1, '2017-12-31']]);
  });

  test('a term after a gap is told again on its first day, and counts from then', async () => {
    const c = await buildCase(subgraph, 'PERFORMED', { orgId });
    const { personId } = c.mediator;
    await listed(subgraph.sql, 'STAFF', { entryId: personId, nameHash: nameHash('孙丽') });
    const first = '2016-03-01';
    const term = { termFrom: first, termTo: '2018-02-28', nameZh: '孙丽', kind: 'UNION_CADRE' };
    const city = staff(newId(), 'CITY_DEPT');
    const now = '2015-12-01T12:00:00+08:00';
    const input = { orgId, staffMemberId: personId, ...term };
    expect((await caller(subgraph)('appointMediator', 'mediator { id }', input, city, now)).errors).toBeUndefined();
    await eventually(async () => (await told(c)).length > 0);
    expect(await told(c)).toEqual([[1, TERM_ENDS]]);
    // What the first day brings, without waiting for it.
    const offset = Date.parse(`${first}T00:00:00+08:00`) - Date.now();
    const due = await subgraph.sql(
      `update graphile_worker._private_jobs set run_at = now(), payload = jsonb_set(payload::jsonb, '{clockOffset}', to_jsonb($2::bigint))::json
      where key = $1 returning key`,
      [`tell_cases ${personId} ${first}`, offset],
    );
    expect(due).toHaveLength(1);
    await eventually(async () => (await told(c)).length > 1);
    expect((await told(c)).at(-1)).toEqual([1, '2018-02-28']);
  });

  test('a lawyer who is dismissed reads until the last day, and that is told for their cases', async () => {
    const lawyer = await buildLawyer(subgraph, newId(), [orgId]);
    const c = await buildCase(subgraph, 'PERFORMED', { orgId, lawyer_id: lawyer.id, lawyer_person_id: lawyer.personId });
    const input = { lawyerId: lawyer.id, expectedVersion: 1, lastDay: '2013-11-15' };
    const dismissed = await caller(subgraph)('dismissLawyer', 'lawyer { id }', input, staff(newId(), 'CITY_DEPT'), TODAY);
    expect(dismissed.errors).toBeUndefined();
    await eventually(async () => (await told(c, lawyer)).length > 0);
    expect(await told(c, lawyer)).toEqual([[1, TERM_ENDS, '2013-11-15']]);
  });
});
