import { ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { staff } from '@union-graph/testing';
import { roundPolicy, type Speech } from './policy.ts';

const [UNION, FIRM, INSTRUCTOR, CHIEF] = [newId(), newId(), newId(), newId()];
const speech = (more: Partial<Speech> = {}): Speech => ({
  workersSideId: UNION,
  scopePath: `/city/110105/${UNION}/`,
  side: 'WORKERS',
  employerIds: [FIRM],
  instructorPersonId: INSTRUCTOR,
  chiefPersonId: CHIEF,
  onPaper: false,
  ...more,
});
type Verb = Parameters<typeof roundPolicy.allows>[1];
const UNION_SIDE = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN'];
const [OWN, DISTRICT, FIRM_PATH] = [`/city/110105/${UNION}/`, '/city/110105/', `/city/110105/${FIRM}/`];
const MATRIX: readonly [verb: Verb, more: Partial<Speech>, at: string, may: readonly string[]][] = [
  ['noticeBargaining', {}, OWN, UNION_SIDE],
  ['noticeBargaining', { side: 'EMPLOYER' }, FIRM_PATH, ['EMPLOYER_REP']],
  ['noticeBargaining', {}, DISTRICT, []],
  ['replyBargaining', { side: 'EMPLOYER' }, FIRM_PATH, ['EMPLOYER_REP']],
  ['replyBargaining', { side: 'EMPLOYER' }, `/city/110105/${newId()}/`, []],
  ['replyBargaining', {}, OWN, UNION_SIDE],
  ['setRepresentatives', {}, OWN, UNION_SIDE],
  ['setRepresentatives', { side: 'EMPLOYER' }, FIRM_PATH, ['EMPLOYER_REP']],
  ['pauseBargaining', {}, OWN, UNION_SIDE],
  ['pauseBargaining', {}, FIRM_PATH, ['EMPLOYER_REP']],
  ['resumeBargaining', {}, OWN, UNION_SIDE],
  ['draftContract', {}, FIRM_PATH, ['EMPLOYER_REP']],
  ['assignInstructor', {}, DISTRICT, ['DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT']],
  ['assignInstructor', {}, '/city/110101/', []],
  ['recordGuaranteeCheck', {}, DISTRICT, []],
  ['recordCongressVote', {}, OWN, UNION_SIDE],
  ['recordCongressVote', { side: 'EMPLOYER' }, FIRM_PATH, []],
  ['signContract', {}, OWN, []],
];

test.each(MATRIX)('2.2.3: %s, %j at %s is for %j', (verb, more, at, may) => {
  const allowed = ROLES.filter((role) => roundPolicy.allows(staff(newId(), role, at), verb, speech(more)));
  expect(allowed.toSorted()).toEqual([...may].sort());
});

test.each([
  ['checks the guarantees', 'recordGuaranteeCheck', {}, true],
  ['records an employer’s word on paper', 'replyBargaining', { side: 'EMPLOYER', onPaper: true }, true],
  ['does not speak for an employer without paper', 'replyBargaining', { side: 'EMPLOYER' }, false],
  ['does not speak for the union', 'replyBargaining', { onPaper: true }, false],
  ['does not notify', 'noticeBargaining', { side: 'EMPLOYER' }, false],
  ['signs nothing', 'signContract', {}, false],
  ['records a signature on paper', 'signContract', { onPaper: true }, true],
] as const)('the instructor of the round %s', (_, verb, more, may) => {
  expect(roundPolicy.allows(staff(INSTRUCTOR, 'WAGE_INSTRUCTOR', DISTRICT), verb, speech(more))).toBe(may);
});

test('a chief signs, whatever else they are', () => {
  for (const role of ROLES) expect(roundPolicy.allows(staff(CHIEF, role, '/city/110101/'), 'signContract', speech())).toBe(true);
});
