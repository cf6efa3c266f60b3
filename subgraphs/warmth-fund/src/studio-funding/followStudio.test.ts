import { newId } from '@union-graph/subgraph';
import { key, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { deposit, faultsOfBooks } from '../../test/books.ts';
import { ask, walk } from '../../test/payouts.ts';
import { insertUnion } from '../../test/unions.ts';
import { warmthFund } from '../subgraph.ts';

const SKILLS = 4;

describe('training.studio.fundingDue and .fundingWithdrawn (S-60)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund);
    await deposit(subgraph, SKILLS, 100_000_000);
  });
  afterEach(async () => expect(await faultsOfBooks(subgraph)).toEqual([]));
  afterAll(() => subgraph.stop());

  const unionId = newId();
  const tell = (what: 'Due' | 'Withdrawn', studioId: string, version: number) =>
    subgraph.send({
      type: `training.studio.funding${what}`,
      subject: studioId,
      aggregateversion: version,
      data: { unionId, amountFen: '3000000', scopePath: `/city/110106/${unionId}/` },
    });
  const pay = (studioId: string, more: object = {}) =>
    ask(subgraph, {
      idempotencyKey: key(),
      source: { subgraph: 'training', typeName: 'StudioFunding', id: studioId },
      accountMasked: '0200 **** 0412',
      ...more,
    });

  test('is paid to the union out of the skills fund when a caseworker asks, once', async () => {
    const studioId = newId();
    expect(await subgraph.code(pay(studioId))).toBe('SOURCE_NOT_APPROVED');
    for (let time = 0; time < 2; time++) expect(await tell('Due', studioId, 1)).toBe(204);
    expect(await subgraph.code(pay(studioId, { amountFen: '3000001' }))).toBe('AMOUNT_EXCEEDS_SOURCE');
    expect(await subgraph.code(pay(studioId, { unionId: newId() }))).toBe('PAYEE_MISMATCH');
    const { disbursement } = (await pay(studioId)).data.requestDisbursement;
    expect(disbursement).toMatchObject({ status: 'RESERVED', amountFen: '3000000' });
    const [row] = await subgraph.sql(
      'select d.union_id, f.code from disbursement d join fund f on f.id = d.fund_id where d.id = $1',
      [disbursement.id],
    );
    expect(row).toEqual({ union_id: unionId, code: 'SKILLS' });
    expect(await subgraph.code(pay(studioId))).toBe('DUPLICATE');
  });

  describe('of a union that was merged', () => {
    const standing = async () => {
      const id = newId();
      await insertUnion(subgraph, id);
      return id;
    };
    const merge = (subject: string, mergedIntoId: string | null) =>
      subgraph.send({
        type: 'organisation.union.dissolved',
        subject,
        aggregateversion: 5,
        data: { kind: 'COMMUNITY_JOINT_UNION', scopePath: `/city/110105/${subject}/`, mergedIntoId },
      });
    const due = async (union: string) => {
      const studioId = newId();
      const data = { unionId: union, amountFen: '3000000', scopePath: `/city/110105/${union}/` };
      await subgraph.send({ type: 'training.studio.fundingDue', subject: studioId, aggregateversion: 1, data });
      return studioId;
    };

    test('is paid to the heir, whichever is told first, and to nobody without one', async () => {
      const [union, later, alone, heir] = [await standing(), await standing(), await standing(), await standing()];
      const studios = [await due(union), '', await due(alone)];
      for (const one of [union, later]) await merge(one, heir);
      await merge(alone, null);
      studios[1] = await due(later);
      const [before, after, none] = studios as [string, string, string];
      for (const studioId of [before, after]) {
        expect(await subgraph.code(pay(studioId, { unionId: union }))).toBe('PAYEE_MISMATCH');
        expect(await subgraph.code(pay(studioId, { unionId: heir }))).toBeNull();
      }
      expect(await subgraph.code(pay(none))).toBe('SOURCE_NOT_APPROVED');
    });

    test('a payout to it that is given up, or that the bank sends back, is asked for again by the heir', async () => {
      for (const steps of [['void'], ['approve', 'send', 'settle', 'return']] as const) {
        const [union, heir] = [await standing(), await standing()];
        const studioId = await due(union);
        const payout = (await pay(studioId)).data.requestDisbursement.disbursement;
        const now = await walk(subgraph, payout, ...steps.slice(0, -1));
        await merge(union, heir);
        expect(await subgraph.code(pay(studioId, { unionId: heir }))).toBe('SOURCE_NOT_APPROVED');
        await walk(subgraph, now, ...steps.slice(-1));
        expect(await subgraph.code(pay(studioId, { unionId: heir }))).toBeNull();
      }
    });
  });

  test.each([
    ['after it', ['Due', 'Withdrawn']],
    ['before it', ['Withdrawn', 'Due']],
    ['and told again', ['Due', 'Withdrawn', 'Due']],
  ] as const)('withdrawn %s, it is not paid', async (_, events) => {
    const studioId = newId();
    for (const [at, event] of events.entries()) expect(await tell(event, studioId, at + 1)).toBe(204);
    expect(await subgraph.code(pay(studioId))).toBe('SOURCE_NOT_APPROVED');
  });
});
