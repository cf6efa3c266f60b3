import { createPublicKey, verify } from 'node:crypto';
import { codeHash, newId } from '@union-graph/subgraph';
import { caller, expectOneOfTwenty, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { at, CHAOYANG } from '../../test/build.ts';
import { buildEvent, buildRegistration } from '../../test/events.ts';
import { venues } from '../subgraph.ts';

const NOON = at('13:00', '2013-10-26');

describe('at the door (VEN-INV-6)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(venues);
  });
  afterAll(() => subgraph.stop());

  const keeper = staff(newId(), 'VENUE_MANAGER', CHAOYANG);
  const checkIn = (eventId: string, code: string, more: { now?: string; door?: string; viewer?: typeof keeper } = {}) =>
    caller(subgraph)(
      'checkInTicket',
      'registration { status checkedInAt ticketCode }',
      { eventId, code, door: more.door ?? '1号门' },
      more.viewer ?? keeper,
      more.now ?? NOON,
    );
  const refusal = (...args: Parameters<typeof checkIn>) => subgraph.code(checkIn(...args));
  const merge = async (
    eventId: string,
    door: string,
    checkIns: readonly { code: string; at: string }[],
    now = at('15:00', '2013-10-26'),
  ) =>
    (
      await caller(subgraph)(
        'mergeCheckIns',
        'admittedCount checkIns { index outcome reason firstAt firstDoor }',
        { eventId, door, checkIns },
        keeper,
        now,
      )
    ).data.mergeCheckIns;

  test('a ticket lets its holder in once; the second time it is a DUPLICATE', async () => {
    const { eventId, code } = await buildRegistration(subgraph.sql);
    expect((await checkIn(eventId, code)).data.checkInTicket.registration).toEqual({
      status: 'CHECKED_IN',
      checkedInAt: NOON,
      ticketCode: null,
    });
    expect(await refusal(eventId, code, { door: '2号门' })).toBe('DUPLICATE');
  });

  test('at twenty doors in the same second it lets one in', async () => {
    const { id, eventId, code } = await buildRegistration(subgraph.sql);
    let door = 0;
    await expectOneOfTwenty(() => checkIn(eventId, code, { door: `${++door}号门` }), 'DUPLICATE');
    expect(await subgraph.sql('select outcome from ticket_scan where registration_id = $1', [id])).toEqual([
      { outcome: 'ADMITTED' },
    ]);
  });

  test('a code with any one character changed is refused', async () => {
    const { eventId, code } = await buildRegistration(subgraph.sql);
    const other = (char: string) => (char === 'A' ? 'B' : 'A');
    for (let n = 0; n < code.length; n += 3)
      expect([n, await refusal(eventId, code.slice(0, n) + other(code[n] as string) + code.slice(n + 1))]).toEqual([
        n,
        'VALIDATION_FAILED',
      ]);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    for (const place of [42, code.length - 1])
      for (const char of alphabet)
        if (char !== code[place])
          expect(await refusal(eventId, code.slice(0, place) + char + code.slice(place + 1))).toBe('VALIDATION_FAILED');
    expect(await refusal(eventId, code)).toBeNull();
  });

  test('a ticket of another event, one that was cancelled, and one that nobody was given are refused', async () => {
    const { code } = await buildRegistration(subgraph.sql);
    const eventId = await buildEvent(subgraph.sql);
    const answer = await checkIn(eventId, code);
    expect(answer.errors?.[0]).toMatchObject({
      message: expect.stringContaining('another event'),
      extensions: { code: 'VALIDATION_FAILED' },
    });
    const cancelled = await buildRegistration(subgraph.sql, { status: 'CANCELLED' });
    expect(await refusal(cancelled.eventId, cancelled.code)).toBe('INVALID_TRANSITION');
    for (const text of ['x', `${code}.`, '王秀兰']) expect(await refusal(eventId, text)).toBe('VALIDATION_FAILED');
  });

  test('from two hours before the event to its end, by the manager of the place', async () => {
    const { eventId, code } = await buildRegistration(subgraph.sql);
    expect(await refusal(eventId, code, { now: at('11:59', '2013-10-26') })).toBe('VALIDATION_FAILED');
    expect(await refusal(eventId, code, { now: at('16:00', '2013-10-26') })).toBe('INVALID_TRANSITION');
    for (const viewer of [staff(newId(), 'VENUE_MANAGER', '/city/110106/'), staff(newId(), 'CITY_DEPT')])
      expect(await refusal(eventId, code, { viewer })).toBe('FORBIDDEN');
    expect(await refusal(eventId, code, { now: at('12:00', '2013-10-26') })).toBeNull();
  });

  describe('without network', () => {
    const list = async (eventId: string, viewer = keeper) =>
      subgraph.ask(viewer, `{ doorList(eventId: "${eventId}") { issuedAt validUntil content signature publicKey } }`, {}, NOON);

    test('a door goes by a signed list for ten minutes: it knows tickets by hashes, and no persons', async () => {
      const { eventId, code } = await buildRegistration(subgraph.sql);
      const used = await buildRegistration(subgraph.sql, { event_id: eventId, status: 'CHECKED_IN' });
      const cancelled = await buildRegistration(subgraph.sql, { event_id: eventId, status: 'CANCELLED' });
      const { doorList } = (await list(eventId)).data;
      expect([doorList.issuedAt, doorList.validUntil]).toEqual([NOON, at('13:10', '2013-10-26')]);
      const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: doorList.publicKey }, format: 'jwk' });
      const signed = (text: string, signature: string) =>
        verify(null, Buffer.from(text), key, Buffer.from(signature, 'base64url'));
      expect(signed(doorList.content, doorList.signature)).toBe(true);
      expect(signed(doorList.content.replace('good', 'used'), doorList.signature)).toBe(false);
      const [payload, signature] = code.split('.') as [string, string];
      expect(signed(payload, signature)).toBe(true);
      const content = JSON.parse(doorList.content);
      expect(content).toMatchObject({ eventId, good: [codeHash(code)], used: [codeHash(used.code)] });
      expect(doorList.content).not.toContain(codeHash(cancelled.code));
      expect((await list(eventId, staff(newId(), 'VENUE_MANAGER', '/city/110106/'))).errors?.[0]?.extensions.code).toBe(
        'FORBIDDEN',
      );
    });

    test('what it checked in is merged later: the first of a ticket admits, doubles are told, and sent again nothing changes', async () => {
      const { eventId, code } = await buildRegistration(subgraph.sql);
      const online = await buildRegistration(subgraph.sql, { event_id: eventId });
      const cancelled = await buildRegistration(subgraph.sql, { event_id: eventId, status: 'CANCELLED' });
      const elsewhere = await buildRegistration(subgraph.sql);
      await checkIn(eventId, online.code, { door: '1号门' });
      const shown = (minute: string) => at(`13:${minute}`, '2013-10-26');
      const checkIns = [
        { code, at: shown('05') },
        { code, at: shown('02') },
        { code: online.code, at: shown('03') },
        { code: cancelled.code, at: shown('03') },
        { code: elsewhere.code, at: shown('03') },
        { code, at: at('11:00', '2013-10-26') },
      ];
      const merged = await merge(eventId, '2号门', checkIns);
      expect(merged).toEqual({
        admittedCount: 1,
        checkIns: [
          { index: 0, outcome: 'DOUBLE', reason: null, firstAt: shown('02'), firstDoor: '2号门' },
          { index: 1, outcome: 'ADMITTED', reason: null, firstAt: null, firstDoor: null },
          { index: 2, outcome: 'DOUBLE', reason: null, firstAt: NOON, firstDoor: '1号门' },
          { index: 3, outcome: 'REFUSED', reason: 'The ticket was cancelled.', firstAt: null, firstDoor: null },
          { index: 4, outcome: 'REFUSED', reason: 'The code is no ticket of this event.', firstAt: null, firstDoor: null },
          { index: 5, outcome: 'REFUSED', reason: 'The doors were not open then.', firstAt: null, firstDoor: null },
        ],
      });
      const again = await merge(eventId, '2号门', checkIns);
      expect(again.admittedCount).toBe(0);
      expect(again.checkIns.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
        'KNOWN',
        'KNOWN',
        'KNOWN',
        'REFUSED',
        'REFUSED',
        'REFUSED',
      ]);
      const [row] = await subgraph.sql<{ at: Date }>('select checked_in_at as at from registration where ticket_code = $1', [
        code,
      ]);
      expect(row?.at.toISOString()).toBe(shown('02'));
    });

    test('two doors that merge the same tickets at once: each ticket admits once', async () => {
      const eventId = await buildEvent(subgraph.sql);
      const codes: string[] = [];
      for (let n = 0; n < 30; n++) codes.push((await buildRegistration(subgraph.sql, { event_id: eventId })).code);
      const checkIns = codes.map((code) => ({ code, at: NOON }));
      const merged = await Promise.all(['1号门', '2号门', '3号门'].map((door) => merge(eventId, door, checkIns)));
      expect(merged.reduce((sum, { admittedCount }) => sum + admittedCount, 0)).toBe(30);
      const [scans] = await subgraph.sql(
        `select count(*) filter (where s.outcome = 'ADMITTED')::int as admitted, count(*) filter (where s.outcome = 'DOUBLE')::int as doubles
         from ticket_scan s join registration r on r.id = s.registration_id where r.event_id = $1`,
        [eventId],
      );
      expect(scans).toEqual({ admitted: 30, doubles: 60 });
    });
  });
});
