import { newId } from '@union-graph/subgraph';
import { caller, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildInvestment, buildVenue } from '../../test/build.ts';
import { venues } from '../subgraph.ts';

const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');

describe('a wrong record of an investment (S-66)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const voided = (investmentId: string, viewer = DISTRICT, more: object = {}) =>
    caller(subgraph)(
      'voidInvestment',
      'investment { amountFen voidedAt voidedReason version }',
      { investmentId, expectedVersion: 1, reason: '金额录错', ...more },
      viewer,
    );

  test('is declared void and stays to be read; the right one may be recorded then', async () => {
    const venueId = await buildVenue(subgraph.sql);
    const id = await buildInvestment(subgraph.sql, { venue_id: venueId });
    const record = (amountFen: string) =>
      subgraph.code(
        caller(subgraph)(
          'recordInvestment',
          'investment { id }',
          { venueId, year: 2013, amountFen, purpose: '照明改造' },
          DISTRICT,
        ),
      );
    expect(await record('5000000')).toBe('DUPLICATE');
    expect((await voided(id)).data.voidInvestment.investment).toEqual({
      amountFen: '50000000',
      voidedAt: expect.any(String),
      voidedReason: '金额录错',
      version: 2,
    });
    expect([await record('5000000'), await record('5000000')]).toEqual([null, 'DUPLICATE']);
    const list = `{ venue(id: "${venueId}") { investments { amountFen voidedReason } } }`;
    expect((await subgraph.ask(DISTRICT, list)).data.venue.investments).toEqual(
      expect.arrayContaining([
        { amountFen: '50000000', voidedReason: '金额录错' },
        { amountFen: '5000000', voidedReason: null },
      ]),
    );
    expect(await subgraph.code(voided(id, DISTRICT, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
  });

  test('not by others, who do not learn of it, nor by who only reads it', async () => {
    const id = await buildInvestment(subgraph.sql);
    expect(await subgraph.code(voided(id, staff(newId(), 'DISTRICT_ADMIN', '/city/110101/')))).toBe('NOT_FOUND');
    expect(await subgraph.code(voided(id, staff(newId(), 'VENUE_MANAGER', '/city/110105/')))).toBe('FORBIDDEN');
    for (const unknown of [newId(), 'x']) expect(await subgraph.code(voided(unknown))).toBe('NOT_FOUND');
    expect(await subgraph.code(voided(id, DISTRICT, { reason: ' ' }))).toBe('BAD_USER_INPUT');
  });
});
