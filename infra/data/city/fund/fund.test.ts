import { randomUUID } from 'node:crypto';
import { warmthFund } from '@union-graph/warmth-fund';
import { openGraph, person } from '../graph.ts';
import { peopleOf } from '../members.ts';
import { PROFILES, type Profile } from '../profile.ts';
import { tryLoadedSet } from '../testing/loadedSet.ts';
import { warmthFundSet } from '../warmthFund.ts';

const sample = PROFILES.sample as Profile;

describe('the fund’s money, files and aid of a city (6.3)', () => {
  const loaded = tryLoadedSet(warmthFund, () => warmthFundSet(sample), sample.hardshipFiles);

  test.each([
    [
      'S-32: allocations to unions that are not known',
      `update budget_allocation set union_id = id where id = (select min(id::text)::uuid from budget_allocation)`,
    ],
    [
      'FND-INV-4: persons in two open households',
      // Two without aid: of one person in more households aid would be more than the scheme gives, too.
      `update household_member set identity_proof = repeat('0', 64) where relation = 'SPOUSE' and household_id in (
        select f.household_id from hardship_file f where f.status not in ('EXITED', 'REJECTED')
          and not exists (select from aid_application a where a.household_id = f.household_id) order by f.id limit 2)`,
    ],
    [
      'FND-INV-4: persons of households with another number than their record',
      `update household_member set identity_proof = repeat('1', 64) where id = (select id from household_member where relation = 'SELF' order by id limit 1)`,
    ],
    [
      '2.5.3: files with another income for each person than their household has',
      "update household_member set monthly_income_fen = monthly_income_fen + 1000 where relation = 'SELF'",
    ],
    [
      'S-34: files in force without a visit, or without a notice that ended before',
      `update public_notice set to_day = '2014-01-01'`,
    ],
    [
      'FND-INV-5: payouts beside what was approved',
      `update aid_application set approved_fen = approved_fen + 1 where approved_fen is not null`,
    ],
    ['fen of aid in the budget', `update budget set spent_fen = spent_fen + 1 where category = 'AID'`],
  ])('a fault breaks the check of %s, and no other', async (name, fault) => {
    const statements = ['drop index household_member_one_open', fault];
    expect(await loaded.failedChecks(statements, warmthFundSet(sample).checks)).toEqual([name]);
  });

  // The last test: it changes what was loaded.
  test('each joint union may be given running money for the next year, a district’s federation may not (S-32)', async () => {
    const graph = await openGraph(warmthFund, loaded.database.appUrl);
    const accountant = { ...person('FUND_ACCOUNTANT', '/city/', randomUUID()), scopes: ['read', 'write'] };
    const { top, joint } = peopleOf(sample).unions;
    const allocate = async (unionId: string | undefined) =>
      graph.ask(
        `mutation ($input: AllocateRunningFundInput!) { allocateRunningFund(input: $input) { allocation { amountFen } } }`,
        { input: { idempotencyKey: randomUUID(), unionId, year: 2014, amountFen: '300000' } },
        accountant,
      );
    try {
      for (const { id } of joint)
        expect(await allocate(id)).toEqual({ allocateRunningFund: { allocation: { amountFen: '300000' } } });
      const federation = top.find(({ kind }) => kind === 'DISTRICT_FEDERATION');
      await expect(allocate(federation?.id)).rejects.toThrow(/joint union/);
    } finally {
      await graph.stop();
    }
  });
});
