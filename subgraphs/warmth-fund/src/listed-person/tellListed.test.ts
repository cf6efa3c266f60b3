import { newId } from '@union-graph/subgraph';
import { eventsAbout, eventually, knownMember, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import * as aid from '../../test/aid.ts';
import { approver, caseworker, deposit } from '../../test/books.ts';
import { buildPlan, claimStep, covered, fireInput } from '../../test/claims.ts';
import { pledge, receive, refund } from '../../test/donations.ts';
import * as files from '../../test/hardship.ts';
import { reserved, walk } from '../../test/payouts.ts';
import { warmthFund } from '../subgraph.ts';

describe('whom the fund tells organisation that it has to do with (C-19)', () => {
  let subgraph: TestSubgraph;
  let cycle: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(warmthFund, {
      subscribers: [{ type: 'warmth-fund.*', name: 'organisation', url: 'http://127.0.0.1:1/events' }],
    });
    await buildPlan(subgraph);
    for (const fund of [1, 3]) await deposit(subgraph, fund, 100_000_000);
    await aid.allocateAid(subgraph, '90000000');
    cycle = await aid.insertCycle(subgraph, {});
  });
  beforeEach(() => aid.setCycle(subgraph, cycle, 'OPEN'));
  afterAll(() => subgraph.stop());

  /** What was told of a row: the member, and whether they are listed, the latest last. */
  const told = async (kind: 'applicant' | 'payee' | 'donor', { id }: { id: string }) =>
    (await eventsAbout(subgraph.sql, id))
      .filter(({ type }) => type === `warmth-fund.${kind}.listed`)
      .toSorted((one, other) => one.aggregateversion - other.aggregateversion)
      .map(({ data: { memberId, listed } }) => [memberId, listed]);
  const once = (member: string) => [[member, true]];
  const andNoMore = (member: string) => [
    [member, true],
    [member, false],
  ];

  test('who asks for aid, until it is rejected or withdrawn; who is paid stays, and so does who is to complete papers', async () => {
    const [kept, rejected, withdrawn, paid] = [newId(), newId(), newId(), newId()];
    const sentBack = await aid.applied(subgraph, cycle, { head: kept });
    expect(await told('applicant', sentBack)).toEqual(once(kept));
    await aid.done(subgraph, aid.clerk, 'checkAid', aid.stepOf(sentBack));
    const refused = await aid.reviewed(subgraph, cycle, { head: rejected });
    await aid.done(subgraph, approver, 'rejectAid', { ...aid.stepOf(refused), note: '不符合条件' });
    const given = await aid.applied(subgraph, cycle, { head: withdrawn });
    await aid.done(subgraph, caseworker, 'cancelAid', { ...aid.stepOf(given), note: '本人撤回' });
    const done = await aid.approved(subgraph, cycle, { head: paid });
    await walk(subgraph, done.disbursement, 'approve', 'send', 'settle');
    expect(await Promise.all([sentBack, refused, given, done].map((row) => told('applicant', row)))).toEqual([
      once(kept),
      andNoMore(rejected),
      andNoMore(withdrawn),
      once(paid),
    ]);
    expect(await told('payee', done.disbursement)).toEqual(once(paid));
  });

  test('who asks for aid and has their data erased, no more', async () => {
    const head = newId();
    const application = await aid.applied(subgraph, cycle, { head });
    await subgraph.send({ type: 'organisation.dataRequest.opened', subject: newId(), data: { kind: 'ERASURE', memberId: head } });
    expect(await told('applicant', application)).toEqual(andNoMore(head));
  });

  test('who claims, until the claim is rejected, and again from an appeal on', async () => {
    const { viewer, person } = await covered(subgraph);
    const claim = await claimStep(subgraph, viewer, 'submitClaim', null, fireInput());
    expect(await told('applicant', claim)).toEqual(once(person));
    const no = await claimStep(subgraph, caseworker, 'assessClaim', claim, { decision: 'REJECT', reason: '材料不实' });
    expect(await told('applicant', claim)).toEqual(andNoMore(person));
    const again = await claimStep(subgraph, viewer, 'appealClaim', no, { appeal: '材料属实' });
    const other = { ...caseworker, personId: newId() };
    const found = await claimStep(subgraph, other, 'assessClaim', again, { decision: 'ACCEPT' });
    expect(await told('applicant', claim)).toEqual([...andNoMore(person), [person, true]]);
    await claimStep(subgraph, approver, 'approveClaim', found, { decision: 'REJECT', reason: '不予给付' });
    expect(await told('applicant', claim)).toEqual([...andNoMore(person), ...andNoMore(person)]);
  });

  test('who lives in the household of a file, with a record of their own, until it ends; a rejected one names nobody', async () => {
    const parent = newId();
    const withParent = () => {
      const input = files.householdInput();
      const living = {
        memberId: parent,
        relation: 'PARENT',
        identityNumber: files.identityNumber(),
        monthlyIncomeFen: '0',
      };
      return { ...input, members: [...input.members, living] };
    };
    const input = withParent();
    const file = await files.active(subgraph, input);
    const persons = file.household.members as { id: string; member: { id: string } | null }[];
    const own = persons.find(({ member }) => member?.id === parent) as { id: string };
    expect([await told('applicant', file), await told('applicant', own)]).toEqual([once(input.headId), once(parent)]);
    // The head is told of with the file, and persons without a record are told of to nobody.
    for (const person of persons) if (person !== own) expect(await told('applicant', person)).toEqual([]);
    await files.done(
      subgraph,
      caseworker,
      'exitFile',
      { ...files.stepOf(file), reason: 'INCOME_ABOVE_LINE' },
      '2013-09-11T10:00:00+08:00',
    );
    expect([await told('applicant', file), await told('applicant', own)]).toEqual([andNoMore(input.headId), andNoMore(parent)]);
    const next = withParent();
    const refused = await files.verified(subgraph, next);
    await files.done(subgraph, approver, 'rejectFile', { ...files.stepOf(refused), note: '不符合条件' });
    expect(await told('applicant', refused)).toEqual(andNoMore(next.headId));
  });

  test('for whom a request to 12351 opened a draft, until it is rejected or handed to somebody else', async () => {
    const draftOf = async (head: string, request: string) => {
      const dispatched = (aggregateversion: number, target: string) =>
        subgraph.send({
          type: 'organisation.request.dispatched',
          subject: request,
          aggregateversion,
          data: {
            target,
            category: 'SERVICES',
            channel: 'HOTLINE',
            memberId: head,
            districtCode: '110105',
            scopePath: '/city/110105/',
            dueAt: '2013-10-22T10:00:00.000Z',
          },
        });
      expect(await dispatched(3, 'WARMTH_FUND')).toBe(204);
      const [draft] = await subgraph.sql<{ id: string; version: number }>(
        'select id, version from hardship_file where head_member_id = $1',
        [head],
      );
      return { draft: draft as { id: string; version: number }, dispatched };
    };
    const [first, second] = [newId(), newId()];
    const handedOn = await draftOf(first, newId());
    expect(await told('applicant', handedOn.draft)).toEqual(once(first));
    await handedOn.dispatched(4, 'MEDIATION');
    expect(await told('applicant', handedOn.draft)).toEqual(andNoMore(first));
    const { draft } = await draftOf(second, newId());
    await files.done(subgraph, caseworker, 'rejectHardshipDraft', { ...files.stepOf(draft), note: '电话已答复' });
    expect(await told('applicant', draft)).toEqual(andNoMore(second));
  });

  test('whom a payout pays, until it is voided; one that failed or came back is made again', async () => {
    const [open, voided, returned, failed] = [newId(), newId(), newId(), newId()];
    const [one, two, three, four] = await Promise.all(
      [open, voided, returned, failed].map((memberId) => reserved(subgraph, { memberId })),
    );
    if (!one || !two || !three || !four) throw new Error('Four payouts were asked for.');
    await walk(subgraph, two, 'void');
    await walk(subgraph, three, 'approve', 'send', 'settle', 'return');
    await walk(subgraph, four, 'approve', 'send', 'fail');
    expect(await Promise.all([one, two, three, four].map((row) => told('payee', row)))).toEqual([
      once(open),
      andNoMore(voided),
      once(returned),
      once(failed),
    ]);
  });

  test('which member gives, until the money is given back; who gives without a name is told of to nobody', async () => {
    const donor = newId();
    await knownMember(subgraph.sql, donor);
    const given = await receive(subgraph, { donorKind: 'MEMBER', memberId: donor });
    expect(await told('donor', given)).toEqual(once(donor));
    await refund(subgraph, given);
    expect(await told('donor', given)).toEqual(andNoMore(donor));
    expect(await told('donor', await pledge(subgraph))).toEqual([]);
  });

  test('a service that begins to follow is told the same of every row', async () => {
    const latest = async () => {
      const found = await subgraph.sql<{ subject: string; data: unknown }>(
        `select distinct on (event->>'subject') event->>'subject' as subject, event->'data' as data from event_delivery
         where event->>'type' like '%.listed' order by event->>'subject', (event->>'aggregateversion')::int desc, id desc`,
      );
      return new Map(found.map(({ subject, data }) => [subject, data]));
    };
    const before = await latest();
    expect(before.size).toBeGreaterThan(15);
    await subgraph.sql('delete from event_delivery');
    const types = ['applicant', 'payee', 'donor'].map((kind) => `warmth-fund.${kind}.listed`);
    await subgraph.send({ type: 'organisation.snapshot.requested', subject: newId(), data: { types } });
    await eventually(async () => {
      const after = await latest();
      return [...before.keys()].every((subject) => after.has(subject));
    });
    const after = await latest();
    for (const [subject, data] of before) expect([subject, after.get(subject)]).toEqual([subject, data]);
  });
});
