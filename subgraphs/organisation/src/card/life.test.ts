import { newId } from '@union-graph/subgraph';
import { eventsAbout, key, listenerTo, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCard, buildConsent, buildMember } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const VERBS = {
  issueCard: { from: ['APPLIED'], to: 'ISSUED', event: null },
  activateCard: { from: ['ISSUED'], to: 'ACTIVE', event: 'activated' },
  freezeCard: { from: ['ACTIVE'], to: 'FROZEN', event: 'frozen' },
  unfreezeCard: { from: ['FROZEN'], to: 'ACTIVE', event: 'activated' },
  reportCardLost: { from: ['ISSUED', 'ACTIVE', 'FROZEN'], to: 'LOST', event: 'lost' },
  cancelCard: { from: ['APPLIED', 'ISSUED', 'ACTIVE', 'FROZEN', 'LOST'], to: 'CANCELLED', event: 'cancelled' },
} as const;
type Verb = keyof typeof VERBS;
const verbs = Object.keys(VERBS) as Verb[];
const STATES = ['APPLIED', 'ISSUED', 'ACTIVE', 'FROZEN', 'LOST', 'REPLACED', 'CANCELLED', 'EXPIRED'];
const OFFICER = staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/');

describe('the life of a card (2.1.3)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const send = (
    verb: Verb,
    cardId: unknown,
    { viewer = OFFICER as Viewer, expectedVersion = 1, idempotencyKey = key(), now = '2013-10-19T10:00:00+08:00' } = {},
  ) => {
    const type = `${verb[0]?.toUpperCase()}${verb.slice(1)}Input`;
    return subgraph.ask(
      viewer,
      `mutation ($input: ${type}!) { ${verb}(input: $input) { card { id status version issuedAt validTo benefits { code } } } }`,
      { input: { idempotencyKey, expectedVersion, cardId } },
      now,
    );
  };
  const build = async (status: string, overrides: object = {}) => {
    const owner = await buildMember(subgraph.sql);
    await buildConsent(subgraph.sql, owner.id);
    const card = await buildCard(subgraph.sql, owner.id, status, { ...overrides });
    return { owner, card };
  };

  test.each(verbs.flatMap((verb) => STATES.map((state) => [verb, state] as const)))(
    '%s of a card that is %s',
    async (verb, state) => {
      const { from, to, event } = VERBS[verb];
      const { owner, card } = await build(state);
      const answer = await send(verb, card.id);
      if ((from as readonly string[]).includes(state)) {
        expect(answer.data[verb].card).toMatchObject({ status: to, version: 2 });
        const sent = await eventsAbout(subgraph.sql, card.id as string);
        expect(sent.map(({ type }) => type)).toEqual(event ? [`organisation.card.${event}`] : []);
        for (const { data, aggregateversion } of sent) {
          expect(aggregateversion).toBe(2);
          expect(data).toMatchObject({ memberId: owner.id, scopePath: owner.scope_path });
          expect(JSON.stringify(data)).not.toMatch(/王秀兰|110\*/);
        }
      } else {
        expect(answer.errors?.[0]?.extensions.code).toBe('INVALID_TRANSITION');
        expect(await subgraph.sql('select status, version from card where id = $1', [card.id])).toEqual([
          { status: state, version: 1 },
        ]);
      }
    },
  );

  test.each(verbs)('%s: a replay changes nothing, another body or a stale version is refused', async (verb) => {
    const { card } = await build(VERBS[verb].from[0]);
    const other = await build(VERBS[verb].from[0]);
    const once = key();
    const first = await send(verb, card.id, { idempotencyKey: once });
    expect(await send(verb, card.id, { idempotencyKey: once })).toEqual(first);
    expect(await subgraph.code(send(verb, other.card.id, { idempotencyKey: once }))).toBe('IDEMPOTENCY_MISMATCH');
    expect(await subgraph.code(send(verb, other.card.id, { expectedVersion: 2 }))).toBe('VERSION_CONFLICT');
  });

  test.each(verbs)('%s: another district and another member do not learn of the card', async (verb) => {
    const { card } = await build(VERBS[verb].from[0]);
    for (const viewer of [staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'), member(newId())]) {
      expect(await subgraph.code(send(verb, card.id, { viewer }))).toBe('NOT_FOUND');
    }
    expect(await subgraph.code(send(verb, 'no-id'))).toBe('NOT_FOUND');
  });

  test.each(['issueCard', 'unfreezeCard'] as const)('%s is not the member’s to do', async (verb) => {
    const { card, owner } = await build(VERBS[verb].from[0]);
    expect(await subgraph.code(send(verb, card.id, { viewer: member(owner.id) }))).toBe('FORBIDDEN');
  });

  test('issuing sets the days, and the lost card it stands for is replaced', async () => {
    const owner = await buildMember(subgraph.sql);
    await buildConsent(subgraph.sql, owner.id);
    const lost = await buildCard(subgraph.sql, owner.id, 'LOST');
    const card = await buildCard(subgraph.sql, owner.id, 'APPLIED', { replaces_id: lost.id });
    expect((await send('issueCard', card.id)).data.issueCard.card).toMatchObject({
      issuedAt: '2013-10-19',
      validTo: '2018-10-19',
    });
    expect(await subgraph.sql('select status from card where id = $1', [lost.id])).toEqual([{ status: 'REPLACED' }]);
  });

  test.each(['issueCard', 'activateCard'] as const)(
    '%s needs the consent that was given for the card, and not taken back since',
    async (verb) => {
      const { card, owner } = await build(VERBS[verb].from[0]);
      await subgraph.sql(`update consent set withdrawn_at = '2013-10-18T09:00:00+08:00' where member_id = $1`, [owner.id]);
      expect(await subgraph.code(send(verb, card.id))).toBe('CONSENT_REQUIRED');
      await buildConsent(subgraph.sql, owner.id, { scope: ['photo'] });
      expect(await subgraph.code(send(verb, card.id))).toBe('CONSENT_REQUIRED');
      await buildConsent(subgraph.sql, owner.id);
      expect(await subgraph.code(send(verb, card.id))).toBeNull();
    },
  );

  test.each(['issueCard', 'activateCard', 'unfreezeCard'] as const)('%s needs a membership that carries a card', async (verb) => {
    const { card, owner } = await build(VERBS[verb].from[0]);
    await subgraph.sql(`update member set membership_status = 'LEFT', union_id = null where id = $1`, [owner.id]);
    expect(await subgraph.code(send(verb, card.id))).toBe('NOT_ELIGIBLE');
  });

  test('a card past its last day is expired, whatever was written, and can only be read', async () => {
    const { card, owner } = await build('ACTIVE', { valid_to: '2013-10-19' });
    await subgraph.sql(`insert into card_benefit values ('BADMINTON', '羽毛球', true, null, '2013-01-01', null)`);
    const read = async (now: string) =>
      (await subgraph.ask(member(owner.id), '{ me { card { status benefits { code } } } }', {}, now)).data.me.card;
    expect(await read('2013-10-19T23:59:59+08:00')).toEqual({ status: 'ACTIVE', benefits: [{ code: 'BADMINTON' }] });
    expect(await read('2013-10-20T00:00:00+08:00')).toEqual({ status: 'EXPIRED', benefits: [] });
    expect(await subgraph.code(send('freezeCard', card.id, { now: '2013-10-20T00:00:00+08:00' }))).toBe('INVALID_TRANSITION');
    expect(await subgraph.code(send('freezeCard', card.id, { now: '2013-10-19T23:59:59+08:00' }))).toBeNull();
  });

  test('of 20 parallel freezes one happens', async () => {
    const { card } = await build('ACTIVE');
    const codes = await Promise.all(Array.from({ length: 20 }, () => subgraph.code(send('freezeCard', card.id))));
    expect(codes.filter((code) => code === null)).toHaveLength(1);
    expect(codes.filter((code) => code === 'VERSION_CONFLICT')).toHaveLength(19);
    expect(await eventsAbout(subgraph.sql, card.id as string)).toHaveLength(1);
  });

  test('the database keeps the rule when the code does not', async () => {
    const { owner } = await build('ACTIVE');
    await expect(buildCard(subgraph.sql, owner.id, 'FROZEN')).rejects.toMatchObject({ constraint: 'card_one_live' });
    await expect(buildCard(subgraph.sql, owner.id, 'LOST', { issued_at: null, valid_to: null })).rejects.toMatchObject({
      constraint: 'card_issued_has_days',
    });
  });
});
