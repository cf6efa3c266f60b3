import type { Viewer } from '@union-graph/identity';
import type { Operation, Round } from '../measureOperations.ts';
import type { Bench } from '../openBench.ts';
import { admin, city, DISTRICT, DISTRICT_PATH, NEXT_WEEK, PAGE, person, TODAY, YEAR } from './question.ts';

interface Place {
  /** The graph's cursor. */
  readonly cursor: string;
  /** The order of the same row, by hand. */
  readonly row: readonly [receivedAt: string, id: string];
}

const CASE = 'c.id, c.case_no, c.status, c.received_at, c.statutory_due_on, c.next_payment_on, c.org_id';
/** What a case is on the data's today, by hand. */
const STATUS = `case when c.status in ('RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION') and coalesce(c.extended_on, c.statutory_due_on) < '${TODAY}'
  then 'FAILED' else c.status end`;

/** A page of the cases of a part of the tree with the organisations that mediate. */
function casesPage(viewer: Viewer, path: string, after: Place | null): Round {
  const values = [...(path === '/city/' ? [] : [path]), ...(after?.row ?? [])];
  const inPart = path === '/city/' ? 'true' : 'c.scope_path ^@ $1';
  const behind = after ? `and (c.received_at, c.id) < ($${values.length - 1}::timestamptz, $${values.length}::uuid)` : '';
  const page = `select ${CASE} from mediation_case c where ${inPart} ${behind} order by c.received_at desc, c.id desc limit ${PAGE + 1}`;
  const orgs = `select o.id, o.name_zh from mediation_org o where o.id in (select org_id from (${page}) as p)`;
  const query = `query ($after: String) { mediationCases(first: ${PAGE}, after: $after) {
    nodes { id caseNo status receivedAt org { nameZh } } pageInfo { hasNextPage endCursor } } }`;
  return {
    question: { viewer, query, variables: { after: after?.cursor ?? null } },
    bare: [page, orgs].map((text) => ({ text, values })),
  };
}

/** The place before page 1,000, reached by the graph's own pages of a hundred. */
async function beforePage1000({ ask, bare }: Bench): Promise<Place> {
  const behind = 999 * PAGE;
  let cursor: string | null = null;
  for (let seen = 0; seen < behind; seen += 100) {
    const first = Math.min(100, behind - seen);
    const answer: { mediationCases: { pageInfo: { endCursor: string } } } = await ask({
      viewer: city,
      query: `query ($after: String) { mediationCases(first: ${first}, after: $after) { pageInfo { endCursor } } }`,
      variables: { after: cursor },
    });
    cursor = answer.mediationCases.pageInfo.endCursor;
  }
  const { rows } = await bare.query<{ at: string; id: string }>(
    'select c.received_at::text as at, c.id from mediation_case c order by c.received_at desc, c.id desc offset $1 limit 1',
    [behind - 1],
  );
  if (!cursor || !rows[0]) throw new Error('There is no page 1,000 of cases. Load the city.');
  return { cursor, row: [rows[0].at, rows[0].id] };
}

const STATS = `select
  (select count(*) from mediation_case c where c.district_code = $1 and c.received_on between $2 and $3) as received,
  (select count(*) from mediation_case c where c.district_code = $1 and civil_day(c.agreed_at) between $2 and $3) as agreed,
  (select count(*) from mediation_case c where c.district_code = $1 and civil_day(c.failed_at) between $2 and $3) +
  (select count(*) from mediation_case c where c.district_code = $1 and c.status in ('RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION')
    and coalesce(c.extended_on, c.statutory_due_on) < '${TODAY}') as failed,
  (select sum(p.amount_fen) from payment p where p.district_code = $1 and p.paid_on between $2 and $3) as fen`;
const WITHOUT_ROOM = `select s.service_point_id from street_station s where s.district_code = $1
  and not exists (select from mediation_org o where o.service_point_id = s.service_point_id)`;

/** Mediation's part of a district centre's dashboard (J-10). */
const board = (name: string, period: { from: string; to: string }): Operation => ({
  name,
  bounded: false,
  rounds: [
    {
      question: {
        viewer: admin,
        query: `query ($of: [_Any!]!, $period: PeriodInput!) { _entities(representations: $of) { ... on District {
          mediationStats(period: $period) { received agreed failed recoveredFen streetsWithoutRoom { id } } } } }`,
        variables: { of: [{ __typename: 'District', code: DISTRICT }], period },
      },
      bare: [
        { text: STATS, values: [DISTRICT, period.from, period.to] },
        { text: WITHOUT_ROOM, values: [DISTRICT] },
      ],
    },
  ],
});

const DUE = `select due.day, due.kind, c.id, c.case_no from mediation_case c cross join lateral (values
    ('ACCEPTANCE', case when c.status = 'RECEIVED' then c.acceptance_due_on end),
    ('MEDIATION', case when c.status in ('RECEIVED', 'ACCEPTED', 'ASSIGNED', 'IN_MEDIATION') then coalesce(c.extended_on, c.statutory_due_on) end),
    ('PAYMENT', case when c.status in ('EFFECTIVE', 'CONFIRMING', 'CONFIRMED', 'BREACHED') then c.next_payment_on end),
    ('AWARD', case when c.status = 'TO_ARBITRATION' then c.award_due_on end)) as due(kind, day)
  where c.closed_at is null and due.day <= '${NEXT_WEEK}' and ${STATUS} <> 'FAILED'`;

/** What is due within a week, as somebody sees it in the morning. */
const deadlines = (name: string, viewer: Viewer, own: string, values: readonly unknown[]): Operation => ({
  name,
  bounded: true,
  rounds: [
    {
      question: {
        viewer,
        query: `{ caseDeadlines(before: "${NEXT_WEEK}", first: ${PAGE}) { nodes { kind dueOn case { id caseNo } } pageInfo { hasNextPage } } }`,
      },
      bare: [{ text: `${DUE} and ${own} order by 1, 3, 2 limit ${PAGE + 1}`, values }],
    },
  ],
});

const SHARES = (column: string, where: string): string =>
  `select ${column} as "group", count(*) from mediation_case c where c.ownership is not null and ${where} group by 1`;

const share = (by: string, column: string, more = '', where = 'true', values: readonly unknown[] = []): Operation => ({
  name: `disputeShare by ${by}${more && ', this year'}`,
  bounded: false,
  rounds: [
    {
      question: {
        viewer: city,
        query: `query ($period: PeriodInput) { disputeShare(by: ${by}, period: $period) { total nonPublicBp groups { group count shareBp } } }`,
        variables: { period: more ? YEAR : null },
      },
      bare: [{ text: SHARES(column, where), values }],
    },
  ],
});

/** What a centre and the city's department ask every day, with rows of the set to ask for. */
export async function operationsOn(bench: Bench): Promise<Operation[]> {
  const far = await beforePage1000(bench);
  const { rows } = await bench.bare.query<{ person: string; path: string }>(
    `select c.mediator_person_id as person, min(o.scope_path) as path from mediation_case c join mediation_org o on o.id = c.org_id
      where c.closed_at is null and c.district_code = $1 group by 1 order by count(*) desc limit 1`,
    [DISTRICT],
  );
  const { person: mediator } = rows[0] as { person: string };
  const page = (name: string, round: Round): Operation => ({ name, bounded: true, group: 'cases', rounds: [round] });
  return [
    board('dashboard of a district, this year (J-10)', YEAR),
    board('dashboard of a district, all years', { from: '2009-07-01', to: TODAY }),
    page('mediationCases, page 1', casesPage(city, '/city/', null)),
    page('mediationCases, page 1,000', casesPage(city, '/city/', far)),
    page('mediationCases of a district', casesPage(admin, DISTRICT_PATH, null)),
    deadlines('caseDeadlines of a mediator', person('MEDIATOR', '/city/110105/nowhere/', mediator), 'c.mediator_person_id = $1', [
      mediator,
    ]),
    deadlines('caseDeadlines of a district', admin, 'c.scope_path ^@ $1', [DISTRICT_PATH]),
    share('OWNERSHIP', 'c.ownership'),
    share('OWNERSHIP', 'c.ownership', 'year', 'c.received_on between $1 and $2', [YEAR.from, YEAR.to]),
    share('DISTRICT', 'c.district_code'),
  ];
}
