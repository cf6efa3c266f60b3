import { newId } from '@union-graph/subgraph';
import { key, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import fc from 'fast-check';
import { builders, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const MUTATIONS = {
  enrol: 'mutation ($input: EnrolInput!) { enrol(input: $input) { enrolment { id } } }',
  cancel: 'mutation ($input: CancelEnrolmentInput!) { cancelEnrolment(input: $input) { enrolment { id } } }',
  accept: 'mutation ($input: AcceptOfferInput!) { acceptOffer(input: $input) { enrolment { id } } }',
} as const;

/** Steps: somebody of five does something, some hours after the step before. */
const steps = fc.array(
  fc.record({ act: fc.constantFrom('enrol', 'cancel', 'accept'), who: fc.nat(4), hours: fc.constantFrom(0, 1, 23, 25) }),
  { minLength: 5, maxLength: 25 },
);

describe('any sequence of enrolling, giving up and accepting (SKL-INV-1)', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    build = builders(subgraph);
  });
  afterAll(() => subgraph.stop());

  test('keeps counts equal to rows, places within the capacity, and the waiting list in order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 3 }), steps, async (capacity, sequence) => {
        const { id: sessionId } = await build.session({
          capacity,
          starts_at: '2014-01-01T00:00:00Z',
          ends_at: '2014-01-02T00:00:00Z',
        });
        const people = Array.from({ length: 5 }, () => newId());
        let now = new Date('2013-10-19T00:00:00Z').getTime();
        for (const { act, who, hours } of sequence) {
          now += hours * 3_600_000;
          await take(act, people[who] as string, sessionId as string, new Date(now).toISOString());
          expect(await faultsOf(sessionId as string)).toEqual([]);
        }
      }),
      { numRuns: 15 },
    );
  });

  async function take(act: keyof typeof MUTATIONS, personId: string, sessionId: string, now: string): Promise<void> {
    const [own] = await subgraph.sql<{ id: string; version: number }>(
      'select id, version from enrolment where session_id = $1 and member_id = $2 order by arrival desc limit 1',
      [sessionId, personId],
    );
    const target = act === 'enrol' ? { sessionId } : { enrolmentId: own?.id ?? newId(), expectedVersion: own?.version ?? 1 };
    const answer = await subgraph.ask(
      member(personId, UNION),
      MUTATIONS[act],
      { input: { idempotencyKey: key(), ...target } },
      now,
    );
    // Refusals are part of the game; anything the subgraph did not expect is not.
    expect(answer.errors?.[0]?.extensions.code).not.toBe('INTERNAL_SERVER_ERROR');
  }

  /** What is wrong with a session's places; empty when all is well. */
  async function faultsOf(sessionId: string): Promise<string[]> {
    const [row] = await subgraph.sql<Record<string, boolean>>(
      `select s.enrolled_count = count(*) filter (where e.status = 'CONFIRMED') as enrolled, s.offered_count = count(*) filter (where e.status = 'OFFERED') as offered,
         s.waitlist_count = count(*) filter (where e.status = 'WAITLISTED') as waiting, s.enrolled_count + s.offered_count <= s.capacity as within,
         s.waitlist_count = 0 or s.enrolled_count + s.offered_count = s.capacity as none_idle,
         coalesce(max(e.arrival) filter (where e.status = 'OFFERED') < min(e.arrival) filter (where e.status = 'WAITLISTED'), true) as in_order
       from course_session s left join enrolment e on e.session_id = s.id where s.id = $1 group by s.id`,
      [sessionId],
    );
    return Object.entries(row ?? {})
      .filter(([, holds]) => !holds)
      .map(([name]) => name);
  }
});
