import type { Viewer } from '@union-graph/identity';
import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { eventually } from '../../../test/gateway.ts';
import { agreementAt, catalogue, change, KNOWS_ALL, PRIVACY, programOf, registerStewards, SOCIAL } from '../builders.ts';
import { defineGovernance } from '../subgraph.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(defineGovernance({ catalogue: () => catalogue, references: KNOWS_ALL }), {
    subscribers: [{ type: 'governance.agreement.*', name: 'organisation', url: 'http://127.0.0.1:9/events' }],
  });
  await registerStewards(subgraph);
});
afterAll(() => subgraph.stop());

const told = (id: string) =>
  subgraph.sql<{ event: { type: string; data: object } }>(
    `select event from event_delivery where event->>'subject' = $1 order by id`,
    [id],
  );
/** Runs the look at an agreement on a day of the agreement's own time. */
async function lookOn(day: string, id: string): Promise<void> {
  const clockOffset = Date.parse(`${day}T10:00:00+08:00`) - Date.now();
  const [job] = await subgraph.sql<{ id: string }>(`select id from graphile_worker.add_job('checkDeletion', $1::json)`, [
    JSON.stringify({ payload: { agreementId: id }, clockOffset }),
  ]);
  await eventually(async () =>
    expect(await subgraph.sql('select from graphile_worker._private_jobs where id = $1', [job?.id])).toHaveLength(0),
  );
}
const daysUntilLook = async (id: string) => {
  const [row] = await subgraph.sql<{ days: number }>(
    `select round(extract(epoch from run_at - now()) / 86400)::int as days from graphile_worker._private_jobs where key = $1`,
    [`deletion ${id}`],
  );
  return row?.days;
};

describe('a deletion that nobody confirms (4.3 no. 10)', () => {
  test('is looked for after the last day, and after a revocation instead', async () => {
    const agreed = await agreementAt(subgraph, 'ACTIVE');
    // From 19 October 2013 to 31 days after 30 September 2014.
    expect(await daysUntilLook(agreed.id)).toBe(377);
    await change(subgraph, SOCIAL, 'revokeSharingAgreement', agreed, { reason: 'r' });
    expect(await daysUntilLook(agreed.id)).toBe(31);
  });

  test('is told once the thirtieth day is over', async () => {
    const agreed = await agreementAt(subgraph, 'ACTIVE');
    const [{ party_id }] = (await subgraph.sql('select party_id from data_sharing_agreement where id = $1', [agreed.id])) as [
      { party_id: string },
    ];
    await change(subgraph, SOCIAL, 'revokeSharingAgreement', agreed, { reason: 'r' });
    await lookOn('2013-11-18', agreed.id);
    expect(await told(agreed.id)).toEqual([]);
    await lookOn('2013-11-19', agreed.id);
    const [{ event }] = (await told(agreed.id)) as [{ event: { type: string; data: object } }];
    expect(event).toMatchObject({
      type: 'governance.agreement.deletionOverdue',
      data: { partyId: party_id, dueOn: '2013-11-18' },
    });
  });

  test('is not told of one that was confirmed, nor of one that goes on', async () => {
    const live = await agreementAt(subgraph, 'ACTIVE');
    await lookOn('2014-09-30', live.id);
    expect(await told(live.id)).toEqual([]);
    const revoked = (await change(subgraph, SOCIAL, 'revokeSharingAgreement', live, { reason: 'r' })).data.result.agreement;
    await change(subgraph, SOCIAL, 'confirmDeletion', revoked, { evidenceRef: 'paper 8' });
    await lookOn('2013-12-31', live.id);
    expect(await told(live.id)).toEqual([]);
  });

  test('the partner confirms it itself, staff with evidence only, and nobody twice', async () => {
    const revokedOne = async () => {
      const live = await agreementAt(subgraph, 'ACTIVE');
      const { data } = await change(subgraph, SOCIAL, 'revokeSharingAgreement', live, { reason: 'r' });
      return data.result.agreement as typeof live;
    };
    const [one, other] = [await revokedOne(), await revokedOne()];
    const codeOf = (viewer: Viewer, agreed: typeof one, input = {}) =>
      subgraph.code(change(subgraph, viewer, 'confirmDeletion', agreed, input));
    const own = await programOf(subgraph, one);
    expect(await codeOf(own, other)).toBe('NOT_FOUND');
    expect(await codeOf(SOCIAL, one)).toBe('VALIDATION_FAILED');
    expect(await codeOf(SOCIAL, one, { evidenceRef: ' ' })).toBe('BAD_USER_INPUT');
    expect(await codeOf(PRIVACY, one, { evidenceRef: 'paper 8' })).toBe('FORBIDDEN');
    expect(await codeOf(own, one)).toBeNull();
    expect(await codeOf(own, { ...one, version: one.version + 1 })).toBe('INVALID_TRANSITION');
    expect(await codeOf(SOCIAL, other, { evidenceRef: 'paper 8' })).toBeNull();
    const rows = await subgraph.sql(
      `select deletion_confirmed_by as by, deletion_evidence as evidence from data_sharing_agreement where id = any($1)
       order by deletion_evidence nulls first`,
      [[one.id, other.id]],
    );
    expect(rows).toEqual([
      { by: null, evidence: null },
      { by: SOCIAL.personId, evidence: 'paper 8' },
    ]);
    await expect(
      subgraph.sql('update data_sharing_agreement set deletion_evidence = null where id = $1', [other.id]),
    ).rejects.toThrow('agreement_deletion_evidence');
  });

  test('a draft that is revoked was never read under', async () => {
    const draft = await agreementAt(subgraph, 'DRAFT');
    await change(subgraph, SOCIAL, 'revokeSharingAgreement', draft, { reason: 'r' });
    expect(await daysUntilLook(draft.id)).toBeUndefined();
  });
});
