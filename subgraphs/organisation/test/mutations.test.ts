import { ANONYMOUS, ROLES, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, member, type Row, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { organisation } from '../src/subgraph.ts';
import { documentOf, MUTATIONS, type Place, placesOf } from './mutations/inputs.ts';
import { peopleTrials } from './mutations/people.ts';
import { placeTrials } from './mutations/places.ts';
import { staffTrials } from './mutations/staff.ts';
import { structureTrials } from './mutations/structure.ts';
import type { Trial, Trials } from './mutations/trial.ts';
import { workTrials } from './mutations/work.ts';

// What every mutation owes (2.0 «Mutations», «Scope»), tried on each: a new one that is not in the tables fails this file.

const TRIALS: Trials = { ...structureTrials, ...placeTrials, ...peopleTrials, ...staffTrials, ...workTrials };

/** Texts that no form holds: too long, not printable, nothing to be seen, turning the line around, half a character. */
const UNFIT_TEXTS = ['x'.repeat(10_001), 'a\u0000b', '\u200b', '名\u202e字', '\ud800'];
const BLANKS = ['', '  ', '\u3000'];
/** Ids of nothing: not an id, an id that nothing has. */
const STRANGE_IDS = ['nonsense', '', newId()];

test('every mutation is tried', () => {
  expect(Object.keys(TRIALS).sort()).toEqual(MUTATIONS);
});

describe.each(Object.entries(TRIALS))('%s', (mutation, trial) => {
  const send = (viewer: Viewer, input: Row, idempotencyKey = key()) =>
    subgraph.ask(viewer, documentOf(mutation), { input: { idempotencyKey, ...input } });
  const code = (viewer: Viewer, input: Row) => subgraph.code(send(viewer, input));

  test('who may not, whatever is written wrongly, and what is stale change nothing', async () => {
    const { viewer, input } = await trial.make(subgraph.sql);
    for (const role of ROLES.filter((one) => !trial.may.includes(one)))
      expect([role, await code(staff(newId(), role), input)]).toEqual([role, expect.stringMatching(/^(FORBIDDEN|NOT_FOUND)$/)]);
    for (const nobody of [ANONYMOUS, ...(trial.may.includes('MEMBER') ? [] : [member(newId())])])
      expect(await code(nobody, input)).toMatch(/^(FORBIDDEN|NOT_FOUND)$/);
    expect(await code(elsewhere(viewer), input)).toBe(trial.elsewhere);
    const places = placesOf(mutation, input);
    const wrong = places.flatMap((place) => unfit(trial, place).map((value) => ({ place, value })));
    const answers: unknown[] = [];
    for (const { place, value } of wrong) answers.push([place.field, shown(value), await code(viewer, place.put(value))]);
    expect(answers).toEqual(wrong.map(({ place, value }) => [place.field, shown(value), refusalOf(trial, place, value)]));
    const versions = places.filter(({ field }) => field === 'expectedVersion');
    for (const { put } of versions) expect(await stale(send(viewer, put(99)))).toEqual(['VERSION_CONFLICT', 'expectedVersion']);
    expect((await send(viewer, input)).errors).toBeUndefined();
  });

  test('sent again under its key it gives the same answer, also twenty times at once; another body is refused', async () => {
    const { viewer, input } = await trial.make(subgraph.sql);
    const once = key();
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(viewer, input, once)));
    expect(answers[0]?.errors).toBeUndefined();
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(await send(viewer, input, once)).toEqual(answers[0]);
    const [place] = placesOf(mutation, input).filter(({ type }) => ['ID', 'Int', 'String'].includes(type));
    const other = place?.put(place.type === 'Int' ? 98 : newId()) ?? {};
    expect(await subgraph.code(send(viewer, other, once))).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('twenty at once', async () => {
    const { viewer, input } = await trial.make(subgraph.sql);
    const codes = await Promise.all(Array.from({ length: 20 }, async () => (await code(viewer, input)) ?? 'done'));
    const refused = Array<string>(19).fill(trial.twenty);
    expect(codes.sort()).toEqual(['done', ...refused].sort());
  });
});

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(organisation);
});
afterAll(() => subgraph.stop());

/** Somebody with the same roles in another district; for who acts as themselves, somebody else. */
function elsewhere(viewer: Viewer): Viewer {
  const roles = viewer.grants.map(({ role }) => role).filter((role) => role !== 'MEMBER');
  const [role] = roles;
  return role ? staff(newId(), role, '/city/110106/') : member(newId());
}

const stale = async (answer: ReturnType<TestSubgraph['ask']>) => {
  const { code, field } = (await answer).errors?.[0]?.extensions ?? {};
  return [code, field];
};

function unfit({ blank }: Trial, { type, field, required }: Place): unknown[] {
  if (type === 'String') return required && blank?.[field] !== null ? [...UNFIT_TEXTS, ...BLANKS] : UNFIT_TEXTS;
  if (type === 'ID') return STRANGE_IDS;
  if (type === 'Int' && field !== 'expectedVersion') return [-1];
  return type === 'Date' ? ['2013-02-30', '20131019'] : [];
}

const shown = (value: unknown): string => JSON.stringify(value).slice(0, 20);

/** A text is told to be unfit; an id of nothing may also be refused by a rule that asks for the row. */
function refusalOf({ blank }: Trial, { type, field }: Place, value: unknown): unknown {
  if (type === 'ID') return expect.stringMatching(/^(BAD_USER_INPUT|FORBIDDEN|NOT_FOUND|VALIDATION_FAILED)$/);
  return (BLANKS.includes(value as string) && blank?.[field]) || 'BAD_USER_INPUT';
}
