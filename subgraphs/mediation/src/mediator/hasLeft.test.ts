import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, eventually, listed, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildInstructor, buildRound } from '../../test/bargaining.ts';
import { buildCase, buildLawyer, buildMediator, buildOrg, PATH, TODAY } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

let subgraph: TestSubgraph;
let orgId: string;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
  orgId = await buildOrg(subgraph);
});
afterAll(() => subgraph.stop());

const admin = staff(newId(), 'DISTRICT_ADMIN', PATH);
const shift = (lawyerId: string) => ({
  lawyerId,
  start: '2013-10-21T09:00:00+08:00',
  end: '2013-10-21T17:00:00+08:00',
});
const lawyer = () => buildLawyer(subgraph, newId(), [orgId]);

/** Somebody, and the act that gives work to them: gives the refusal, undefined where there is none. */
interface Named {
  readonly personId: string;
  readonly act: () => Promise<unknown>;
}

const naming = (personId: string, verb: string, input: object, viewer: Viewer = admin): Named => ({
  personId,
  act: async () => (await caller(subgraph)(verb, '__typename', input, viewer, TODAY)).errors?.[0]?.extensions,
});

async function onDuty() {
  const one = await lawyer();
  const answer = await caller(subgraph)('scheduleDuty', 'shifts { id }', { orgId, shifts: [shift(one.id)] }, admin, TODAY);
  return { one, asking: { shiftId: answer.data.scheduleDuty.shifts[0].id, expectedVersion: 1, reason: '出差' } };
}

const ACTS: [string, string, string, () => Promise<Named>][] = [
  [
    'assignMediator',
    'P12',
    'mediatorId',
    async () => {
      const built = await buildCase(subgraph, 'ACCEPTED', { orgId });
      const named = await buildMediator(subgraph, orgId);
      const input = { caseId: built.id, expectedVersion: 1, mediatorId: named.id };
      return naming(named.personId, 'assignMediator', input, built.centre);
    },
  ],
  [
    'assignMediator',
    'S-51',
    'lawyerId',
    async () => {
      const [built, named] = [await buildCase(subgraph, 'ACCEPTED', { orgId }), await lawyer()];
      const input = { caseId: built.id, expectedVersion: 1, mediatorId: built.mediator.id, lawyerId: named.id };
      return naming(named.personId, 'assignMediator', input, built.centre);
    },
  ],
  [
    'grantLegalAid',
    'S-51',
    'lawyerId',
    async () => {
      const [built, named] = [await buildCase(subgraph, 'FAILED', { orgId }), await lawyer()];
      const aid = { memberId: built.applicant.personId, lawyerId: named.id, scope: 'ARBITRATION' };
      return naming(named.personId, 'grantLegalAid', { caseId: built.id, expectedVersion: 1, ...aid }, built.centre);
    },
  ],
  [
    'scheduleDuty',
    'S-51',
    'lawyerId',
    async () => {
      const named = await lawyer();
      return naming(named.personId, 'scheduleDuty', { orgId, shifts: [shift(named.id)] });
    },
  ],
  [
    'askDutySwap',
    'S-51',
    'lawyerId',
    async () => {
      const [{ one, asking }, named] = [await onDuty(), await lawyer()];
      return naming(named.personId, 'askDutySwap', { ...asking, lawyerId: named.id }, one.viewer);
    },
  ],
  [
    'answerDutySwap',
    'S-51',
    'accept',
    async () => {
      const [{ one, asking }, named] = [await onDuty(), await lawyer()];
      const asked = await caller(subgraph)('askDutySwap', 'swap { id }', asking, one.viewer, TODAY);
      const input = { swapId: asked.data.askDutySwap.swap.id, expectedVersion: 1, accept: true };
      return naming(named.personId, 'answerDutySwap', input, named.viewer);
    },
  ],
  [
    'assignInstructor',
    'S-54',
    'instructorId',
    async () => {
      const [{ id, version, sides }, named] = [await buildRound(subgraph, 'NEGOTIATING'), await buildInstructor(subgraph)];
      const input = { roundId: id, expectedVersion: version, instructorId: named.id };
      return naming(named.viewer.personId as string, 'assignInstructor', input, sides.admin);
    },
  ],
];

/** Writes that somebody has left, and commits it when an act waits for it; after some seconds in any case, so that no test hangs. */
const leaves = (personId: string): string => `do $$
  begin
    update directory_entry set has_ended = true where entry_id = '${personId}';
    for attempt in 1..100 loop
      perform pg_stat_clear_snapshot();
      exit when exists (select from pg_locks l join pg_stat_activity a on a.pid = l.pid
        where not l.granted and a.datname = current_database());
      perform pg_sleep(0.05);
    end loop;
  end $$`;
const IS_LEAVING = `select from pg_locks where relation = 'directory_entry'::regclass and mode = 'RowExclusiveLock' and granted`;

describe.each(ACTS)('%s (%s, %s) gives no work to who has left the staff or died', (_, rule, field, build) => {
  const refused = { code: 'VALIDATION_FAILED', rule, field };

  test('once that is known', async () => {
    const { personId, act } = await build();
    await listed(subgraph.sql, 'STAFF', { entryId: personId, hasEnded: true });
    expect(await act()).toEqual(refused);
  });

  test('nor while it is being recorded', async () => {
    const { personId, act } = await build();
    await listed(subgraph.sql, 'STAFF', { entryId: personId });
    const leaving = subgraph.sql(leaves(personId));
    await eventually(async () => (await subgraph.sql(IS_LEAVING)).length > 0);
    expect(await act()).toEqual(refused);
    await leaving;
  });

  test('and gives it to who is there', async () => {
    const { personId, act } = await build();
    await listed(subgraph.sql, 'STAFF', { entryId: personId });
    expect(await act()).toBeUndefined();
  });
});

describe('who has left the staff or died is offered to nobody', () => {
  const ask = async (query: string) => (await subgraph.ask(admin, query, {}, TODAY)).data;

  test('as a mediator of an organisation', async () => {
    const [here, left] = [await buildMediator(subgraph, orgId), await buildMediator(subgraph, orgId)];
    await listed(subgraph.sql, 'STAFF', { entryId: left.personId, hasEnded: true });
    const { mediators } = (await ask(`{ mediationOrg(id: "${orgId}") { mediators { id } } }`)).mediationOrg;
    expect(mediators).toContainEqual({ id: here.id });
    expect(mediators).not.toContainEqual({ id: left.id });
  });

  test('as an instructor of a district', async () => {
    const [here, left] = [await buildInstructor(subgraph, '110229'), await buildInstructor(subgraph, '110229')];
    await listed(subgraph.sql, 'STAFF', { entryId: left.viewer.personId as string, hasEnded: true });
    const { nodes } = (await ask('{ wageInstructors(first: 100, districtCode: "110229") { nodes { id } } }')).wageInstructors;
    expect(nodes).toEqual([{ id: here.id }]);
  });

  test('as a lawyer for a day of duty', async () => {
    const centre = await buildOrg(subgraph, { kind: 'DISTRICT_CENTRE', service_point_id: null, name_zh: '调解中心' });
    const [here, left] = [await buildLawyer(subgraph, newId(), [centre]), await buildLawyer(subgraph, newId(), [centre])];
    await listed(subgraph.sql, 'STAFF', { entryId: left.personId, hasEnded: true });
    const day = 'from: "2013-10-21", to: "2013-10-21"';
    const { suggestedDuty } = await ask(`{ suggestedDuty(orgId: "${centre}", ${day}) { lawyer { id } } }`);
    expect(suggestedDuty).toEqual([{ lawyer: { id: here.id } }]);
  });
});

describe('the centre sees which open case waits for it', () => {
  const flags = async (status: string, over: object = {}, now = TODAY) => {
    const one = await lawyer();
    const built = await buildCase(subgraph, status, { orgId, lawyer_id: one.id, lawyer_person_id: one.personId, ...over });
    const read = async (at = now) =>
      (await subgraph.ask(built.centre, `{ mediationCase(id: "${built.id}") { flags } }`, {}, at)).data.mediationCase.flags;
    return { built, one, read };
  };

  test('its mediator has left', async () => {
    const { built, read } = await flags('IN_MEDIATION');
    expect(await read()).toEqual([]);
    await listed(subgraph.sql, 'STAFF', { entryId: built.mediator.personId, hasEnded: true });
    expect(await read()).toEqual(['MEDIATOR_GONE']);
  });

  test('its mediator is out of term', async () => {
    const { built, read } = await flags('ASSIGNED');
    await subgraph.sql(`update mediator set term_from = '2012-01-01', term_to = '2013-10-18' where id = $1`, [built.mediator.id]);
    expect(await read('2013-10-18T10:00:00+08:00')).toEqual([]);
    expect(await read()).toEqual(['MEDIATOR_GONE']);
  });

  test('its lawyer has left', async () => {
    const { one, read } = await flags('IN_MEDIATION');
    await listed(subgraph.sql, 'STAFF', { entryId: one.personId, hasEnded: true });
    expect(await read()).toEqual(['LAWYER_GONE']);
  });

  test('and none that is over, or that time has failed', async () => {
    for (const [status, now] of [
      ['PERFORMED', TODAY],
      ['IN_MEDIATION', '2013-11-20T10:00:00+08:00'],
    ] as const) {
      const { built, read } = await flags(status);
      await listed(subgraph.sql, 'STAFF', { entryId: built.mediator.personId, hasEnded: true });
      expect(await read(now)).toEqual([]);
    }
  });
});
