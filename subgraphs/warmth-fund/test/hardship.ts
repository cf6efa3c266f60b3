import { identityCheckDigit, type Viewer } from '@union-graph/identity';
import { isId, newId } from '@union-graph/subgraph';
import { key, knownMember, listed, staff, type TestSubgraph } from '@union-graph/testing';
import { approver, caseworker } from './books.ts';

/** The officer who opens files, and two more who visit. */
export const officer = staff(newId(), 'JOINT_UNION_OFFICER', '/city/110105/u/');
export const visitors = [newId(), newId()];

/** Puts the visitors on the register of staff, as organisation tells. */
export const listVisitors = ({ sql }: TestSubgraph) =>
  Promise.all(visitors.map((entryId) => listed(sql, 'STAFF', { entryId, scopePath: '/city/110105/u/' })));

const FIELDS = `id fileNo version status category causes perCapitaMonthlyFen lineFen reviewDueAt exitReason openedBy { id } head { id }
  household { id address district { code } members { id relation nameZh birthDate monthlyIncomeFen health studentAt member { id } } }
  notice { id from to maskedName category }`;
const MORE: Readonly<Record<string, string>> = {
  recordHomeVisit: 'visit { id }',
  publishNotice: 'notice { id from to }',
  decideObjection: 'objection { id outcome version }',
};

let drawn = 0;

/** A made-up identity number that no other test of the process has. */
export function identityNumber(): string {
  const digits = `11010519000101${String(++drawn).padStart(3, '0')}`;
  return digits + identityCheckDigit(digits);
}

/** Makes the records of a household's persons known, as organisation tells. */
export async function knowHousehold({ sql }: Pick<TestSubgraph, 'sql'>, input: object): Promise<void> {
  const { members } = input as { members?: readonly { memberId?: string | null }[] };
  for (const { memberId } of members ?? [])
    if (memberId && isId(memberId)) await knownMember(sql, memberId, null, officer.grants[0]?.scopePath);
}

/** Sends one of the mutations of hardship files, with a fresh key unless one is given; the persons of a new file have records. */
export async function act(
  subgraph: TestSubgraph,
  viewer: Viewer,
  mutation: string,
  input: object,
  now = '2013-09-02T10:00:00+08:00',
) {
  if (mutation === 'openHardshipFile') await knowHousehold(subgraph, input);
  return subgraph.ask(
    viewer,
    mutation === 'objectToNotice'
      ? 'mutation ($input: ObjectToNoticeInput!) { objectToNotice(input: $input) { objection { id version } } }'
      : `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { file { ${FIELDS} } ${MORE[mutation] ?? ''} } }`,
    { input: { idempotencyKey: key(), ...input } },
    now,
  );
}

/** The same, which must succeed; gives the whole payload. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is the mutation's own
export async function payload(...call: Parameters<typeof act>): Promise<any> {
  const answer = await act(...call);
  if (answer.errors) throw new Error(`${call[2]}: ${answer.errors[0]?.extensions.code} ${answer.errors[0]?.message}`);
  return answer.data[call[2]];
}

/** The same; gives the file. */
export const done = async (...call: Parameters<typeof act>) => (await payload(...call)).file;

/** A household of three that has 43,000 fen a month for each person: 129,000 fen of one. */
export const householdInput = (overrides: object = {}) => {
  const headId = newId();
  return {
    headId,
    districtCode: '110105',
    address: '化工路1号院',
    members: [
      { memberId: headId, relation: 'SELF', identityNumber: identityNumber(), monthlyIncomeFen: '129000' },
      { nameZh: '测试配偶', relation: 'SPOUSE', identityNumber: identityNumber(), monthlyIncomeFen: '0' },
      { nameZh: '测试孩子', relation: 'CHILD', identityNumber: identityNumber(), monthlyIncomeFen: '0', studentAt: '某小学' },
    ],
    causes: ['UNEMPLOYMENT'],
    ...overrides,
  };
};

/** The same household for whose persons together an amount of fen comes in. */
export const withIncome = (monthlyIncomeFen: number | string, overrides: object = {}) => {
  const input = householdInput(overrides);
  const [head, ...others] = input.members;
  return { ...input, members: [{ ...head, monthlyIncomeFen }, ...others] };
};

/** Gives the head of a household's separate consent for data about health. */
export const consentToHealth = (subgraph: TestSubgraph, memberId: string, more: object = {}) =>
  subgraph.send({
    type: 'organisation.consent.given',
    subject: newId(),
    data: {
      memberId,
      purpose: 'DELIVERY',
      scope: ['health'],
      separate: true,
      givenAt: '2013-09-01T00:00:00Z',
      withdrawnAt: null,
      ...more,
    },
  });

export const opened = (subgraph: TestSubgraph, input: object = householdInput()) =>
  done(subgraph, officer, 'openHardshipFile', input);

/** What a file has in its versions and ids, for the next step. */
const of = ({ id, version }: { id: string; version: number }) => ({ fileId: id, expectedVersion: version });

export { of as stepOf };

// biome-ignore lint/suspicious/noExplicitAny: a file as a test has read it
export async function verified(subgraph: TestSubgraph, input?: object): Promise<any> {
  const file = await opened(subgraph, input);
  await listVisitors(subgraph);
  const visited = await done(subgraph, officer, 'recordHomeVisit', {
    ...of(file),
    visitorIds: visitors,
    visitedAt: '2013-09-02',
    findings: '居住条件简陋，情况属实',
  });
  return done(subgraph, officer, 'submitIncomeEvidence', {
    ...of(visited),
    incomes: file.household.members.map((member: { id: string; monthlyIncomeFen: string }) => ({
      householdMemberId: member.id,
      monthlyIncomeFen: member.monthlyIncomeFen,
      document: '收入证明',
    })),
  });
}

export const onNotice = async (subgraph: TestSubgraph, input?: object) =>
  done(subgraph, caseworker, 'publishNotice', { ...of(await verified(subgraph, input)), maskedName: '测**' });

/** A file that is active from 10 September 2013 on. */
export const active = async (subgraph: TestSubgraph, input?: object) =>
  done(subgraph, approver, 'approveFile', of(await onNotice(subgraph, input)), '2013-09-10T10:00:00+08:00');

/** A file as a row, in whatever state, with a household of its head alone; gives its id. */
export async function insertFile(
  { sql }: Pick<TestSubgraph, 'sql'>,
  {
    head = newId(),
    status = 'ACTIVE',
    from = '2013-02-01' as string | null,
    to = null as string | null,
    path = '/city/110105/x/',
  },
): Promise<string> {
  const [id, household] = [newId(), newId()];
  await knownMember(sql, head, null, path);
  await sql(`insert into household values ($1, $2, substring($3 from '^/city/([0-9]{6})/'), null, $3, 1)`, [
    household,
    head,
    path,
  ]);
  await sql(
    `insert into hardship_file (id, file_no, head_member_id, household_id, category, causes, per_capita_monthly_fen, line_fen, status,
        opened_on, active_from, active_to, exit_reason, review_due_on, scope_path, version)
      values ($1, $2, $3, $4, 'SUBSISTENCE', '{UNEMPLOYMENT}', 43000, 58000, $5, '2013-01-01', $6::date, $7::date, $8,
        case when $5 = 'ACTIVE' then $6::date + 365 end, $9, 1)`,
    [id, `F-${id}`, head, household, status, from, to, to && 'INCOME_ABOVE_LINE', path],
  );
  return id;
}
