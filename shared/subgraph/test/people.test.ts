import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { consented, createDataSource, newId, raw, rows, sql } from '../src/index.ts';
import { board } from './fixture/board.ts';

const NOW = '2013-10-19T02:00:00Z';

describe('what every subgraph does about persons', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(board, {
      subscribers: [{ type: 'board.dataRequest.*', name: 'listener', url: 'http://127.0.0.1:1/events' }],
    });
  });
  afterAll(() => subgraph.stop());

  const tell = (type: string, subject: string, data: object, aggregateversion = 1) =>
    subgraph.send({ type: `organisation.${type}`, subject, data, aggregateversion });

  describe('consents (ORG-INV-8)', () => {
    const holds = async (memberId: string, purpose: string, at: string, subject?: string) => {
      const source = await createDataSource({ url: subgraph.database.appUrl, entities: [], poolSize: 1 }).initialize();
      const [found] = await rows<{ holds: boolean }>(
        source.manager,
        sql`select ${consented(raw('x.id'), purpose, new Date(at), subject)} as holds from (select ${memberId}::uuid as id) x`,
      );
      await source.destroy();
      return found?.holds;
    };
    const consent = (memberId: string, withdrawnAt: string | null = null) => ({
      memberId,
      purpose: 'LEGAL_AID',
      scope: ['phone', 'name'],
      separate: true,
      givenAt: '2013-10-01T00:00:00Z',
      withdrawnAt,
    });

    test('hold for their purpose and kinds of data from when they are given', async () => {
      const [id, memberId] = [newId(), newId()];
      expect(await holds(memberId, 'LEGAL_AID', NOW)).toBe(false);
      await tell('consent.given', id, consent(memberId));
      expect(await holds(memberId, 'LEGAL_AID', NOW)).toBe(true);
      expect(await holds(memberId, 'LEGAL_AID', NOW, 'phone')).toBe(true);
      expect(await holds(memberId, 'LEGAL_AID', NOW, 'address')).toBe(false);
      expect(await holds(memberId, 'MATCHING', NOW)).toBe(false);
      expect(await holds(memberId, 'LEGAL_AID', '2013-09-30T23:59:59Z')).toBe(false);
      expect(await holds(newId(), 'LEGAL_AID', NOW)).toBe(false);
    });

    test('end when they are withdrawn, even when the giving is heard after the withdrawal', async () => {
      const [id, memberId] = [newId(), newId()];
      await tell('consent.withdrawn', id, consent(memberId, '2013-10-10T00:00:00Z'), 2);
      await tell('consent.given', id, consent(memberId), 1);
      expect(await holds(memberId, 'LEGAL_AID', NOW)).toBe(false);
      expect(await holds(memberId, 'LEGAL_AID', '2013-10-09T00:00:00Z')).toBe(true);
    });

    test('are told readably, or not taken', async () => {
      expect(await tell('consent.given', newId(), { memberId: 'x' })).toBe(400);
    });
  });

  describe('records of one person that are merged (C-16)', () => {
    const owner = async (consentId: string) =>
      (await subgraph.sql<{ id: string }>('select member_id as id from consent_standing where consent_id = $1', [consentId]))[0]
        ?.id;
    const given = (memberId: string) => ({
      memberId,
      purpose: 'LEGAL_AID',
      scope: ['phone'],
      separate: true,
      givenAt: '2013-10-01T00:00:00Z',
      withdrawnAt: null,
    });
    const pair = () => ({ mergeId: newId(), survivorId: newId(), duplicateId: newId() });
    const merge = (ids: ReturnType<typeof pair>, type = 'merged') => tell(`member.${type}`, ids.survivorId, ids);

    test('a second merge of one record waits for the end of the first, whatever comes first, and nothing is lost', async () => {
      const first = pair();
      const second = { mergeId: newId(), survivorId: newId(), duplicateId: first.duplicateId };
      const mine = newId();
      await tell('consent.given', mine, given(first.duplicateId));
      expect(await merge(first)).toBe(204);
      for (let time = 0; time < 2; time++) expect(await merge(second)).toBe(409);
      expect(await owner(mine)).toBe(first.survivorId);
      expect([await merge(first, 'unmerged'), await merge(second)]).toEqual([204, 204]);
      expect(await owner(mine)).toBe(second.survivorId);
      expect(await merge(second, 'unmerged')).toBe(204);
      expect(await owner(mine)).toBe(first.duplicateId);
    });

    test('an earlier merge of one record that comes last is over, and moves nothing', async () => {
      const first = pair();
      const second = { mergeId: newId(), survivorId: newId(), duplicateId: first.duplicateId };
      const mine = newId();
      await tell('consent.given', mine, given(first.duplicateId));
      expect([await merge(second), await merge(first), await merge(first, 'unmerged')]).toEqual([204, 204, 204]);
      expect(await owner(mine)).toBe(second.survivorId);
    });

    test('a merge of the survivor waits until what was merged into it is apart again, and nothing stays elsewhere', async () => {
      const first = pair();
      const second = { mergeId: newId(), survivorId: newId(), duplicateId: first.survivorId };
      const [of, own] = [newId(), newId()];
      await tell('consent.given', of, given(first.duplicateId));
      await tell('consent.given', own, given(first.survivorId));
      expect([await merge(first), await merge(second)]).toEqual([204, 409]);
      expect([await owner(of), await owner(own)]).toEqual([first.survivorId, first.survivorId]);
      expect([await merge(first, 'unmerged'), await merge(second)]).toEqual([204, 204]);
      expect([await owner(of), await owner(own)]).toEqual([first.duplicateId, second.survivorId]);
    });

    test('a merge into a record waits until that one is apart again', async () => {
      const first = pair();
      const second = { mergeId: newId(), survivorId: first.duplicateId, duplicateId: newId() };
      const consent = newId();
      await tell('consent.given', consent, given(second.duplicateId));
      expect([await merge(first), await merge(second)]).toEqual([204, 409]);
      expect([await merge(first, 'unmerged'), await merge(second)]).toEqual([204, 204]);
      expect(await owner(consent)).toBe(second.survivorId);
    });

    test.each(['of the survivor', 'into the merged record'])(
      'an earlier merge that comes behind one %s is over',
      async (which) => {
        const [first, later] = [pair(), newId()];
        const second =
          which === 'of the survivor'
            ? { mergeId: later, survivorId: newId(), duplicateId: first.survivorId }
            : { mergeId: later, survivorId: first.duplicateId, duplicateId: newId() };
        const consent = newId();
        await tell('consent.given', consent, given(first.duplicateId));
        expect([await merge(second), await merge(first)]).toEqual([204, 204]);
        expect(await owner(consent)).toBe(first.duplicateId);
        expect(await merge(first, 'unmerged')).toBe(204);
        expect(await owner(consent)).toBe(first.duplicateId);
      },
    );

    test('of a merge of a record and one into it at once the second waits', async () => {
      for (let round = 0; round < 5; round += 1) {
        const first = pair();
        const second = { mergeId: newId(), survivorId: newId(), duplicateId: first.survivorId };
        const codes = await Promise.all([merge(first), merge(second)]);
        // The later one may come first: then the earlier one was taken back meanwhile.
        expect([
          [204, 409],
          [204, 204],
        ]).toContainEqual(codes);
        const merged = await subgraph.sql(`select id from member_merge where id = any($1) and state = 'MERGED'`, [
          [first.mergeId, second.mergeId],
        ]);
        expect(merged).toHaveLength(1);
      }
    });

    test('rows follow to the survivor and go back, also one of the double’s that is heard of after the merge', async () => {
      const [ids, own, double, late] = [pair(), newId(), newId(), newId()];
      await tell('consent.given', own, given(ids.survivorId));
      await tell('consent.given', double, given(ids.duplicateId));
      await merge(ids);
      expect([await owner(own), await owner(double)]).toEqual([ids.survivorId, ids.survivorId]);
      await tell('consent.given', late, given(ids.duplicateId));
      expect(await owner(late)).toBe(ids.survivorId);
      await merge(ids);
      await merge(ids, 'unmerged');
      await merge(ids, 'unmerged');
      expect([await owner(own), await owner(double), await owner(late)]).toEqual([
        ids.survivorId,
        ids.duplicateId,
        ids.duplicateId,
      ]);
      await merge(ids);
      expect(await owner(double)).toBe(ids.duplicateId);
    });

    test('a reverse that overtakes its merge leaves everything as it was', async () => {
      const [ids, double] = [pair(), newId()];
      await tell('consent.given', double, given(ids.duplicateId));
      await merge(ids, 'unmerged');
      await merge(ids);
      expect(await owner(double)).toBe(ids.duplicateId);
    });

    test('of twenty deliveries at once each row moves once', async () => {
      const [ids, double] = [pair(), newId()];
      await tell('consent.given', double, given(ids.duplicateId));
      expect(new Set(await Promise.all(Array.from({ length: 20 }, () => merge(ids))))).toEqual(new Set([204]));
      expect(await owner(double)).toBe(ids.survivorId);
      expect(await subgraph.sql('select columns from member_merge_row where merge_id = $1', [ids.mergeId])).toEqual([
        { columns: ['member_id'] },
      ]);
    });
  });

  describe('requests about one’s own data (J-17)', () => {
    const write = async (writer: string, body: string) => {
      const id = newId();
      await subgraph.sql(`insert into note (id, writer, body, amount_fen, written_at) values ($1, $2, $3, 1, '2013-10-01')`, [
        id,
        writer,
        body,
      ]);
      return id;
    };
    const open = (id: string, kind: string, memberId: string) => tell('dataRequest.opened', id, { kind, memberId });
    const answers = (id: string) =>
      subgraph.sql(`select event->'data' as data from event_delivery where event->>'subject' = $1`, [id]);

    test('a copy is read by the person alone, and live', async () => {
      const [id, person] = [newId(), newId()];
      await write(person, 'mine');
      await write(newId(), 'another’s');
      await open(id, 'ACCESS', person);
      expect(await answers(id)).toEqual([{ data: { outcome: 'COPIED', legalBasis: null } }]);
      const copy = async (viewer: ReturnType<typeof member>) =>
        (await subgraph.ask(viewer, `{ copy(id: "${id}") { title columns rows { values } } }`)).data.copy;
      expect(await copy(member(person))).toEqual([
        { title: '便条 Notes', columns: ['body', 'amount_fen'], rows: [{ values: ['mine', '1'] }] },
      ]);
      expect(await copy(member(newId()))).toBeNull();
      expect(await copy(staff(newId(), 'PRIVACY_OFFICER'))).toBeNull();
    });

    test('erasure deletes what may go, clears and names the law where not, and answers once', async () => {
      const [id, person] = [newId(), newId()];
      const [gone, kept] = [await write(person, 'gone'), await write(person, 'law: kept')];
      await open(id, 'ERASURE', person);
      await open(id, 'ERASURE', person);
      expect(await answers(id)).toEqual([{ data: { outcome: 'KEPT_BY_LAW', legalBasis: 'Book of Laws, 1' } }]);
      const left = await subgraph.sql('select id, body from note where id = any($1)', [[gone, kept]]);
      expect(left).toEqual([{ id: kept, body: expect.stringMatching(/^P-[0-9a-f]{12}$/) }]);
      expect(await answers(newId())).toEqual([]);
    });

    test('a person of whom nothing is kept is told so; what comes later goes with the record', async () => {
      const [id, person] = [newId(), newId()];
      await open(id, 'ERASURE', person);
      expect(await answers(id)).toEqual([{ data: { outcome: 'NO_DATA', legalBasis: null } }]);
      const late = await write(person, 'late');
      await tell('member.erased', person, { memberId: person });
      expect(await subgraph.sql('select id from note where id = $1', [late])).toEqual([]);
    });

    test('what is told at the moment of the erasure is not kept, whichever comes first', async () => {
      const persons = Array.from({ length: 40 }, () => newId());
      const given = (memberId: string) => ({
        memberId,
        purpose: 'LEGAL_AID',
        scope: ['phone'],
        separate: true,
        givenAt: '2013-10-01T00:00:00Z',
        withdrawnAt: null,
      });
      const both = persons.map((id) =>
        Promise.all([tell('consent.given', newId(), given(id)), tell('member.erased', id, { memberId: id })]),
      );
      expect(new Set((await Promise.all(both)).flat())).toEqual(new Set([204]));
      expect(await subgraph.sql('select member_id from consent_standing where member_id = any($1)', [persons])).toEqual([]);
    });

    test('an unreadable one is not taken', async () => {
      expect(await open(newId(), 'FORGET', newId())).toBe(400);
      expect(await tell('dataRequest.opened', newId(), { kind: 'ACCESS', memberId: 'x' })).toBe(400);
    });
  });
});
