import { ANONYMOUS, ROLES, type Role, type Viewer } from '@union-graph/identity';
import { loadSubgraphSdl } from '@union-graph/schema';
import { newId, type SubgraphDefinition } from '@union-graph/subgraph';
import { key } from '../keys.ts';
import type { Row } from '../rows.ts';
import { type TestSubgraph, testSubgraph } from '../subgraph.ts';
import { member, staff } from '../viewers.ts';
import { mutationsOf, type Place } from './inputs.ts';

/** One call that succeeds: who sends what, on rows that were made for it. */
export interface Ready {
  readonly viewer: Viewer;
  /** The input without its idempotency key. */
  readonly input: Row;
  /** When it is sent; the tests' own day unless told. */
  readonly now?: string;
}

/** What there is to try about one mutation; said in the domain's words, not from the code that answers. */
export interface Trial {
  /** Makes the rows that a call needs, fresh ones each time. */
  readonly make: (sql: TestSubgraph['sql'], subgraph: TestSubgraph) => Promise<Ready>;
  /** The roles that may do it somewhere; every other one is tried, for the whole city. */
  readonly may: readonly Role[];
  /** What the right role for another part of the city hears, or who it is not about; null where everybody may who is signed in. */
  readonly elsewhere: 'FORBIDDEN' | 'NOT_FOUND' | 'SOURCE_NOT_APPROVED' | null;
  /** What nineteen of twenty hear who do it at once, one code or several (`A|B`); `done` where each of the twenty is a thing of its own. */
  readonly twenty: string;
  /** What a blank text in a field hears where it is not `BAD_USER_INPUT`; null where it may be blank. */
  readonly blank?: Readonly<Record<string, 'CONSENT_REQUIRED' | null>>;
  /** Texts that may be left out but are not blank where they are given. */
  readonly filled?: readonly string[];
  /** What an unfit value of a field, or an id of nothing, hears where it is not what such a value usually hears. */
  readonly hears?: Readonly<Record<string, string>>;
  /** Days, or instants, before or after those that an act takes, by field: before what it is about began, after it ended, or still to come. */
  readonly outside?: Readonly<Record<string, readonly string[]>>;
  /** Ids that an act does not look up: whoever they name is not known here. That they are ids is tried all the same. */
  readonly notLookedUp?: readonly string[];
  /** The field by which another body is made; the first id, number or text unless told. */
  readonly other?: string;
}

export type Trials = Readonly<Record<string, Trial>>;

/** Texts that no form holds: too long, not printable, nothing to be seen, turning the line around, half a character. */
const UNFIT_TEXTS = ['x'.repeat(10_001), 'a\u0000b', '\u200b', '名\u202e字', '\ud800'];
const BLANKS = ['', '  ', '\u3000'];
/** Amounts of money that are none: negative, more than 64 bits hold, a fraction. */
const UNFIT_AMOUNTS = ['-1', '9223372036854775808', 1.5];

/** Days that nobody can mean: what somebody types by mistake, and what programs write for «never» and «always». */
const FAR_DAYS = ['0001-01-01', '1900-01-01', '2999-12-31', '9999-12-31'];

/** Tries what each mutation of a table owes (2.0 «Mutations», «Scope»). `listTrials` fails for mutations that are in no table. */
export function tryMutations(definition: SubgraphDefinition, trials: Trials): void {
  const { documentOf, placesOf } = mutationsOf(loadSubgraphSdl(definition.dir));
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(definition);
  });
  afterAll(() => subgraph.stop());

  describe.each(Object.entries(trials))('%s', (mutation, trial) => {
    const send = (viewer: Viewer, input: Row, now?: string, idempotencyKey = key()) =>
      subgraph.ask(viewer, documentOf(mutation), { input: { idempotencyKey, ...input } }, now);
    const ready = () => trial.make(subgraph.sql, subgraph);

    test('who may not, whatever is written wrongly, and what is stale change nothing', async () => {
      const { viewer, input, now } = await ready();
      const code = (who: Viewer, sent: Row) => subgraph.code(send(who, sent, now));
      for (const role of ROLES.filter((one) => trial.elsewhere && !trial.may.includes(one)))
        expect([role, await code(staff(newId(), role), input)]).toEqual([role, expect.stringMatching(/^(FORBIDDEN|NOT_FOUND)$/)]);
      for (const nobody of [ANONYMOUS, ...(trial.may.includes('MEMBER') || !trial.elsewhere ? [] : [member(newId())])])
        expect(await code(nobody, input)).toMatch(/^(FORBIDDEN|NOT_FOUND)$/);
      if (trial.elsewhere) expect(await code(elsewhere(viewer), input)).toBe(trial.elsewhere);
      const places = placesOf(mutation, input);
      const wrong = places.flatMap((place) => unfit(trial, place).map((value) => ({ place, value })));
      const answers: unknown[] = [];
      for (const { place, value } of wrong) answers.push([place.field, shown(value), await code(viewer, place.put(value))]);
      expect(answers).toEqual(wrong.map(({ place, value }) => [place.field, shown(value), refusalOf(trial, place, value)]));
      const versions = places.filter(({ field, required }) => field === 'expectedVersion' && required);
      for (const { put } of versions)
        expect(await stale(send(viewer, put(99), now))).toEqual(['VERSION_CONFLICT', 'expectedVersion']);
      expect((await send(viewer, input, now)).errors).toBeUndefined();
    });

    test('sent again under its key it gives the same answer, also twenty times at once; another body is refused', async () => {
      const { viewer, input, now } = await ready();
      const once = key();
      const answers = await Promise.all(Array.from({ length: 20 }, () => send(viewer, input, now, once)));
      expect(answers[0]?.errors).toBeUndefined();
      for (const answer of answers) expect(answer).toEqual(answers[0]);
      expect(await send(viewer, input, now, once)).toEqual(answers[0]);
      const isOther = ({ field, type }: Place) => (trial.other ? field === trial.other : ['ID', 'Int', 'String'].includes(type));
      const place = placesOf(mutation, input).find(isOther);
      const other = place?.put(otherThan(place, input)) ?? {};
      expect(await subgraph.code(send(viewer, other, now, once))).toBe('IDEMPOTENCY_MISMATCH');
    });

    test('twenty at once', async () => {
      const { viewer, input, now } = await ready();
      const one = async () => (await subgraph.code(send(viewer, input, now))) ?? 'done';
      const codes = await Promise.all(Array.from({ length: 20 }, one));
      codes.splice(codes.indexOf('done'), 1);
      expect(codes).toEqual(Array(19).fill(expect.stringMatching(RegExp(`^(${trial.twenty})$`))));
    });
  });
}

/** Somebody with the same roles in another district; for who acts as themselves, somebody else. */
export function elsewhere(viewer: Viewer): Viewer {
  const [grant] = viewer.grants.filter(({ role }) => role !== 'MEMBER');
  const district = grant?.scopePath.startsWith('/city/110106/') ? '/city/110105/' : '/city/110106/';
  return grant ? staff(newId(), grant.role, district) : member(newId());
}

/** A value of a place that is not the input's. */
const otherThan = ({ field, type }: Place, input: Row): unknown => {
  if (type === 'Boolean') return input[field] !== true;
  return type === 'Int' ? 98 : newId();
};

const stale = async (answer: ReturnType<TestSubgraph['ask']>) => {
  const { code, field } = (await answer).errors?.[0]?.extensions ?? {};
  return [code, field];
};

/** Ids of nothing: not an id, an id that nothing has. */
const strangeIds = ({ notLookedUp }: Trial, field: string): string[] =>
  notLookedUp?.includes(field) ? ['nonsense', ''] : ['nonsense', '', newId()];

function unfit(trial: Trial, { type, field, required }: Place): readonly unknown[] {
  const isFilled = (required && trial.blank?.[field] !== null) || trial.filled?.includes(field);
  if (type === 'String') return isFilled ? [...UNFIT_TEXTS, ...BLANKS] : UNFIT_TEXTS;
  if (type === 'ID') return strangeIds(trial, field);
  if (type === 'Int' && field !== 'expectedVersion') return [-1];
  if (type === 'Fen') return UNFIT_AMOUNTS;
  if (type === 'DistrictCode') return ['110199', '11010'];
  const outside = trial.outside?.[field] ?? [];
  if (type === 'DateTime') return [...FAR_DAYS.map((day) => `${day}T12:00:00+08:00`), ...outside];
  // Somebody may be born in 1900.
  const far = field === 'birthDate' ? FAR_DAYS.filter((day) => day !== '1900-01-01') : FAR_DAYS;
  return type === 'Date' ? ['2013-02-30', '20131019', ...far, ...outside] : outside;
}

const shown = (value: unknown): string => JSON.stringify(value).slice(0, 20);

/** A text is told to be unfit; an id of nothing may also be refused by a rule that asks for the row. */
function refusalOf({ blank, hears }: Trial, { type, field }: Place, value: unknown): unknown {
  const other = hears?.[field];
  if (type === 'ID') return expect.stringMatching(RegExp(`^(BAD_USER_INPUT|FORBIDDEN|NOT_FOUND|VALIDATION_FAILED|${other})$`));
  if (type === 'DistrictCode') return 'BAD_USER_INPUT';
  if (other) return expect.stringMatching(RegExp(`^(BAD_USER_INPUT|${other})$`));
  return (BLANKS.includes(value as string) && blank?.[field]) || 'BAD_USER_INPUT';
}
