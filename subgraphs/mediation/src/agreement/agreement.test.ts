import { type TestSubgraph, testSubgraph } from '@union-graph/testing';
import fc from 'fast-check';
import { joinCase } from '../../test/applicants.ts';
import { act, buildCase, day } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';
import { checkMinimums, type SharedClaim } from './rules.ts';

describe('agreements', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const record = async (totalFen: string, terms: [amountFen: string, dueAt: string][], over: object = {}) => {
    const built = await buildCase(subgraph, 'IN_MEDIATION');
    const input = {
      caseId: built.id,
      expectedVersion: 1,
      totalFen,
      terms: terms.map(([amountFen, dueAt]) => ({ claimId: built.claimId, amountFen, dueAt, text: '分期', ...over })),
    };
    return act(
      subgraph,
      built.mediator.viewer,
      'recordAgreement',
      input,
      undefined,
      'status recoveredFen agreement { totalFen terms { amountFen dueAt claim { kind } } } performance { amountFen status }',
    );
  };

  test('terms make an agreement and an item to be paid for each', async () => {
    expect(
      (
        await record('864000', [
          ['432000', day(20)],
          ['432000', day(50)],
        ])
      ).data.recordAgreement.case,
    ).toEqual({
      status: 'AGREED',
      recoveredFen: '0',
      performance: [
        { amountFen: '432000', status: 'DUE' },
        { amountFen: '432000', status: 'DUE' },
      ],
      agreement: {
        totalFen: '864000',
        terms: [
          { amountFen: '432000', dueAt: day(20), claim: { kind: 'WAGES' } },
          { amountFen: '432000', dueAt: day(50), claim: { kind: 'WAGES' } },
        ],
      },
    });
  });

  test('the last payment is due within the months of the rule', async () => {
    expect((await record('864000', [['864000', '2018-10-20']])).errors?.[0]?.extensions).toMatchObject({
      code: 'VALIDATION_FAILED',
      rule: 'LONGEST_PAYMENT_MONTHS',
      field: 'dueAt',
    });
    expect((await record('864000', [['864000', '2018-10-19']])).errors).toBeUndefined();
  });

  // The claim is for wages from 1 May to 19 July 2013: two months and 19 of 31 days of 140,000 fen are 365,806 fen.
  test.each([
    [
      'terms that do not add up',
      '864000',
      [
        ['432000', day(20)],
        ['431999', day(50)],
      ],
      'VALIDATION_FAILED',
      undefined,
    ],
    [
      'one fen more than is claimed',
      '864001',
      [
        ['432000', day(20)],
        ['432001', day(50)],
      ],
      'VALIDATION_FAILED',
      undefined,
    ],
    ['G1: one fen below the minimum wage (P10)', '365805', [['365805', day(20)]], 'VALIDATION_FAILED', 'G1'],
    ['no terms', '0', [], 'BAD_USER_INPUT', undefined],
    ['a day that is over', '864000', [['864000', day(-1)]], 'BAD_USER_INPUT', undefined],
  ] as const)('refuses %s', async (_, total, terms, code, rule) => {
    expect(
      (
        await record(
          total,
          terms.map(([amount, due]) => [amount, due]),
        )
      ).errors?.[0]?.extensions,
    ).toMatchObject({ code, ...(rule ? { rule } : {}) });
  });

  test('G1: exactly the minimum wage is allowed', async () => {
    expect((await record('365806', [['365806', day(20)]])).errors).toBeUndefined();
  });

  test('G1: wages that several claim together are the minimum of each who still takes part', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION');
    await joinCase(subgraph, built);
    const { partyId } = await joinCase(subgraph, built);
    await subgraph.sql(
      `update case_party set left_at = received_at, left_as = 'WITHDRAWN' from mediation_case c where c.id = case_id and case_party.id = $1`,
      [partyId],
    );
    const agreeOn = (totalFen: string) => {
      const terms = [{ claimId: built.claimId, amountFen: totalFen, dueAt: day(20), text: '分期' }];
      return act(subgraph, built.mediator.viewer, 'recordAgreement', { caseId: built.id, expectedVersion: 1, totalFen, terms });
    };
    expect((await agreeOn('731611')).errors?.[0]).toMatchObject({
      message: expect.stringContaining('731612 fen for 2 workers'),
      extensions: { code: 'VALIDATION_FAILED', rule: 'G1', field: 'amountFen' },
    });
    expect((await agreeOn('731612')).errors).toBeUndefined();
  });

  test('G1: for any wages and any split, what falls short of the minimum or the smaller claim is refused', () => {
    const standards = [{ kind: 'MINIMUM_WAGE_MONTH' as const, scope: '北京市', valueFen: 140_000n, effectiveFrom: '2013-01-01' }];
    const amount = fc.bigInt({ min: 0n, max: 400_000n });
    fc.assert(
      fc.property(
        fc.array(amount, { minLength: 1, maxLength: 5 }),
        fc.option(fc.bigInt({ min: 1n, max: 400_000n }), { nil: null }),
        fc.integer({ min: 1, max: 3 }),
        (amounts, amountFen, workers) => {
          const march = { periodFrom: '2013-03-01', periodTo: '2013-03-31' };
          const claim = { id: 'c', kind: 'WAGES', amountFen, ...march, workers } as SharedClaim;
          const agreed = amounts.reduce((a, b) => a + b, 0n);
          const minimum = BigInt(workers) * 140_000n;
          const least = amountFen !== null && amountFen < minimum ? amountFen : minimum;
          const check = () =>
            checkMinimums(
              amounts.map((one) => ({ claimId: 'c', amountFen: one, dueAt: '2013-11-01', text: '分期' })),
              [claim],
              standards,
            );
          if (agreed < least) expect(check).toThrow('statutory minimum');
          else expect(check).not.toThrow();
        },
      ),
    );
  });

  test('a claim of another case is refused', async () => {
    const other = await buildCase(subgraph, 'IN_MEDIATION');
    expect((await record('864000', [['864000', day(20)]], { claimId: other.claimId })).errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      field: 'claimId',
    });
  });

  test('P11 art. 14: three signatures, each by its own hand or on paper, then the seal', async () => {
    const built = await buildCase(subgraph, 'AGREED');
    let expectedVersion = 1;
    const call = async (viewer: Parameters<typeof act>[1], mutation: string, input: object = {}) => {
      const answer = await act(
        subgraph,
        viewer,
        mutation,
        { caseId: built.id, expectedVersion, ...input },
        undefined,
        'version status agreement { effectiveAt }',
      );
      expectedVersion = answer.data[mutation]?.case.version ?? expectedVersion;
      return answer.errors?.[0]?.extensions ?? answer.data[mutation].case.status;
    };
    expect(await call(built.applicant, 'signAgreement', { as: 'RESPONDENT' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await call(built.respondent, 'signAgreement', { as: 'MEDIATOR' })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await call(built.mediator.viewer, 'signAgreement', { as: 'APPLICANT' })).toMatchObject({
      code: 'VALIDATION_FAILED',
      field: 'paperRef',
    });
    expect(await call(built.applicant, 'signAgreement', { as: 'APPLICANT' })).toBe('AGREED');
    expect(await call(built.applicant, 'signAgreement', { as: 'APPLICANT' })).toMatchObject({
      code: 'VALIDATION_FAILED',
      field: 'as',
    });
    expect(await call(built.centre, 'sealAgreement')).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'P11 art. 14' });
    expect(await call(built.mediator.viewer, 'signAgreement', { as: 'RESPONDENT', paperRef: '第3页' })).toBe('AGREED');
    expect(await call(built.centre, 'sealAgreement')).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(await call(built.mediator.viewer, 'signAgreement', { as: 'MEDIATOR' })).toBe('AGREED');
    expect(await call(built.mediator.viewer, 'sealAgreement')).toBe('EFFECTIVE');
    expect(
      await subgraph.sql(
        'select count(*)::int as count from agreement_signature s join agreement a on a.id = s.agreement_id where a.case_id = $1',
        [built.id],
      ),
    ).toEqual([{ count: 3 }]);
  });

  test('the database seals nothing unsigned', async () => {
    const built = await buildCase(subgraph, 'AGREED');
    await expect(
      subgraph.sql('update agreement set sealed_at = now(), effective_at = now() where case_id = $1', [built.id]),
    ).rejects.toMatchObject({ constraint: 'agreement_sealed_signed' });
  });
});
