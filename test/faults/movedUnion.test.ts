import { isDeepStrictEqual } from 'node:util';
import type { Role } from '@union-graph/identity';
import { personId } from '@union-graph/infra/demo';
import { id } from '@union-graph/infra/ids';
import { unionId } from '@union-graph/infra/unions';
import { identityNumberOf } from '@union-graph/infra/workers';
import { type Answer, ask, codeOf, good, key, send, TODAY } from '../house/client.ts';
import { eventually } from '../house/house.ts';
import { signTokenWith } from '../house/signToken.ts';

const UNION = unionId('ent-precision');
const [FROM, TO] = ['110106', '110101'] as const;
const placeIn = (district: string): string => `/city/${district}/${UNION}/`;
/** How long every service may take to hear of the move. */
const SECONDS = 20;
/** The officer with a token of before the move, and another one with a token of after it. */
const [OLD, PRESENT] = ['tian-yu', 'he-tao'] as const;

/** What lies at the union, of each of the services. */
const LISTS = `query ($union: ID!) {
  members(unionId: $union, first: 100) { nodes { id } }
  serviceRequests(first: 100) { nodes { id } }
  bargainingRounds(workersSideId: $union, first: 100) { nodes { id } }
  certificates(first: 100) { nodes { id } }
  outreachRequests(first: 100) { nodes { id } }
  hardshipFiles(first: 100) { nodes { id } }
}`;
const BY_ID = ['member', 'serviceRequest', 'bargainingRound', 'certificate', 'hardshipFile'] as const;

/** The input of an act in each of the services, another one for each `n`; the household is that of a member who has no file yet. */
const acts = (n: number, { head, district }: { head: string; district: string }) => ({
  submitServiceRequest: {
    channel: 'STATION',
    category: 'SERVICES',
    topic: `示例诉求 ${n}`,
    text: '示例',
    requesterId: personId(head),
  },
  noticeBargaining: {
    initiator: 'WORKERS',
    kind: n % 2 ? 'WAGE_SPECIAL' : 'COLLECTIVE',
    workersSideId: UNION,
    employerIds: [id('enterprise', 'precision')],
    topic: '示例',
  },
  recordCertificate: certificate(n),
  requestOutreach: {
    unionId: UNION,
    kind: 'THEATRE',
    preferred: [{ start: '2013-10-26T19:00:00+08:00', end: '2013-10-26T21:00:00+08:00' }],
    audienceSize: 20,
    place: `示例剧场${n}`,
  },
  openHardshipFile: {
    headId: personId(head),
    districtCode: district,
    members: [
      {
        memberId: personId(head),
        relation: 'SELF',
        identityNumber: identityNumberOf(head),
        monthlyIncomeFen: '30000',
      },
    ],
    causes: ['UNEMPLOYMENT'],
  },
});

const certificate = (n: number) => ({
  memberId: personId('zheng-hong'),
  kind: 'VOCATIONAL_QUALIFICATION',
  level: 2,
  occupationCode: '6-05-02-01',
  certNo: `13010020132${String(n).padStart(5, '0')}`,
  issuedBy: '示例机构',
  issuedAt: '2013-10-12',
});

/** What each act gives. */
const GIVES: Readonly<Record<string, string>> = {
  submitServiceRequest: 'row: request { id version }',
  noticeBargaining: 'row: round { id version }',
  recordCertificate: 'row: certificate { id version }',
  withdrawCertificate: 'row: certificate { id version }',
  requestOutreach: 'row: request { id version }',
  cancelOutreach: 'row: request { id version }',
  openHardshipFile: 'row: file { id version household { members { id } } }',
  submitIncomeEvidence: 'row: file { id version }',
  reportEarlyWarning: 'row: warning { id version }',
};

interface Row {
  readonly id: string;
  readonly version: number;
  readonly household?: { readonly members: readonly { readonly id: string }[] };
}

describe('CITY_DEPT moves a union to another district while its officer works (ORG-INV-4)', () => {
  let tokens: Readonly<Record<'old' | 'present' | 'from' | 'to', string>>;
  beforeAll(async () => {
    const officer = (login: string, district: string) =>
      signTokenWith(login, [
        { role: 'JOINT_UNION_OFFICER', scopePath: placeIn(district), unionId: UNION, districtCode: district },
      ]);
    const office: readonly Role[] = ['DISTRICT_ADMIN', 'STATION_STAFF'];
    const district = (login: string, code: string) =>
      signTokenWith(
        login,
        office.map((role) => ({ role, scopePath: `/city/${code}/`, unionId: unionId(`district-${code}`), districtCode: code })),
      );
    tokens = {
      old: await officer(OLD, FROM),
      present: await officer(PRESENT, TO),
      from: await district('pan-hui', FROM),
      to: await district('dong-lei', TO),
    };
  });
  // Other tests find the union where it was.
  afterAll(() => moveTo(FROM));

  const asked = (who: keyof typeof tokens, query: string, variables: object): Promise<Answer> =>
    send({ query, variables }, { authorization: `Bearer ${tokens[who]}`, 'x-test-now': TODAY });
  const attempt = (who: keyof typeof tokens, act: string, input: object): Promise<Answer> => {
    const type = `${act[0]?.toUpperCase()}${act.slice(1)}Input!`;
    const query = `mutation ($input: ${type}) { ${act}(input: $input) { ${GIVES[act]} } }`;
    return asked(who, query, { input: { idempotencyKey: key(), ...input } });
  };
  const done = async (who: keyof typeof tokens, act: string, input: object): Promise<Row> =>
    good(await attempt(who, act, input))[act].row;
  const doAll = async (who: keyof typeof tokens, all: object) => {
    const made: Record<string, Row> = {};
    for (const [act, input] of Object.entries(all)) made[act] = await done(who, act, input);
    return made;
  };
  /** The ids in each list. */
  const read = async (who: keyof typeof tokens): Promise<Record<string, string[]>> => {
    const data = good(await asked(who, LISTS, { union: UNION })) as Record<string, { nodes: { id: string }[] }>;
    return Object.fromEntries(Object.entries(data).map(([list, { nodes }]) => [list, nodes.map((node) => node.id).sort()]));
  };
  /** How many of the rows that are given somebody reads, by list. */
  const countOf = async (who: keyof typeof tokens, rows: Readonly<Record<string, readonly string[]>>) => {
    const found = await read(who);
    return Object.fromEntries(
      Object.entries(rows).map(([list, ids]) => [list, ids.filter((one) => found[list]?.includes(one)).length]),
    );
  };
  const sizes = (rows: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(Object.entries(rows).map(([list, { length }]) => [list, length]));
  const none = (rows: object) => Object.fromEntries(Object.keys(rows).map((list) => [list, 0]));

  /** Records one certificate after another, each until it is taken: a service that has just heard of the move may refuse for a moment. */
  async function workOn(goesOn: () => boolean): Promise<string[]> {
    const made: string[] = [];
    for (let n = 100; goesOn() || made.length < 5; n++) {
      const row = await eventually(async () => {
        const answer = await attempt('old', 'recordCertificate', certificate(n));
        if (answer.errors && !['FORBIDDEN', 'NOT_FOUND'].includes(String(codeOf(answer)))) good(answer);
        good(await asked('old', LISTS, { union: UNION }));
        return answer.data?.recordCertificate?.row as Row | undefined;
      }, SECONDS);
      made.push(row.id);
    }
    return made;
  }

  test('with tokens of before and after, the officer reads and acts in every service, and the old district reads nothing', async () => {
    const first = await doAll('old', acts(0, { head: 'zhao-zhiqiang', district: FROM }));
    const rows = await read('old');
    expect(Object.values(rows).map(({ length }) => length > 0)).toEqual(Object.keys(rows).map(() => true));
    expect([await countOf('from', rows), await countOf('to', rows)]).toEqual([sizes(rows), none(rows)]);

    let isMoving = true;
    const arrived = async () => isDeepStrictEqual(await countOf('present', rows), sizes(rows));
    const moving = moveTo(TO)
      .then(() => eventually(arrived, SECONDS))
      .finally(() => {
        isMoving = false;
      });
    const [recorded] = await Promise.all([workOn(() => isMoving), moving]);
    rows.certificates?.push(...recorded);
    for (const who of ['old', 'present', 'to'] as const) expect([who, await countOf(who, rows)]).toEqual([who, sizes(rows)]);
    expect(await countOf('from', rows)).toEqual(none(rows));

    const inNewDistrict = { head: 'zheng-hong', district: TO };
    const { submitServiceRequest: second, ...others } = await doAll('old', acts(1, inNewDistrict));
    expect(await countOf('present', { serviceRequests: [(second as Row).id] })).toEqual({ serviceRequests: 1 });
    await workWithPresentToken({ ...first, ...others });
    const ids = Object.values(await read('old')).flat();
    const oldDistrict = Object.values(await read('from')).flat();
    expect(ids.filter((one) => oldDistrict.includes(one))).toEqual([]);
    expect(await refusedById(await read('old'))).toEqual(BY_ID.map((field) => [field, 'NOT_FOUND']));
  }, 60_000);

  /** Acts in each of the services on rows of the union, and of the new district alone. */
  async function workWithPresentToken(made: Readonly<Record<string, Row>>): Promise<void> {
    const of = (act: string, named: string) => ({ [named]: made[act]?.id, expectedVersion: made[act]?.version });
    const file = made.openHardshipFile as Row;
    const incomes = file.household?.members.map(({ id: householdMemberId }) => ({
      householdMemberId,
      monthlyIncomeFen: '30000',
      document: 'evidence/moved-union',
    }));
    const changes = {
      submitServiceRequest: acts(2, { head: 'zheng-hong', district: TO }).submitServiceRequest,
      cancelOutreach: { ...of('requestOutreach', 'requestId'), reason: '示例' },
      withdrawCertificate: { ...of('recordCertificate', 'certificateId'), reason: '示例' },
      submitIncomeEvidence: { ...of('openHardshipFile', 'fileId'), incomes },
    };
    for (const [act, input] of Object.entries(changes).slice(1))
      expect([act, codeOf(await attempt('from', act, input))]).toEqual([act, expect.stringMatching(/^(FORBIDDEN|NOT_FOUND)$/)]);
    await doAll('present', changes);
    const warning = {
      source: 'STATION',
      enterpriseId: null,
      employerZh: '示例工地',
      claimKind: 'CONTRACT',
      headcountAffected: 12,
      summary: '示例',
    };
    for (const who of ['old', 'present'] as const) {
      expect(codeOf(await attempt(who, 'reportEarlyWarning', { ...warning, districtCode: FROM }))).toBe('FORBIDDEN');
      await done(who, 'reportEarlyWarning', { ...warning, districtCode: TO });
    }
  }

  /** What the old district is told of one row of each list. */
  async function refusedById(rows: Readonly<Record<string, readonly string[]>>) {
    const codes: [string, string | null][] = [];
    for (const field of BY_ID) {
      const answer = await asked('from', `query ($id: ID!) { ${field}(id: $id) { id } }`, { id: rows[`${field}s`]?.[0] });
      codes.push([field, codeOf(answer)]);
    }
    return codes;
  }

  test('governance gives the officer no more and no less, and the access log keeps the place that each token told', async () => {
    const log = '{ accessLog(first: 1) { totalCount } }';
    const agreements = '{ agreements(first: 1) { totalCount } }';
    for (const who of ['old', 'present'] as const) {
      expect(codeOf(await asked(who, log, {}))).toBe('FORBIDDEN');
      expect((await asked(who, agreements, {})).data).toEqual((await asked('from', agreements, {})).data);
    }
    const recorded = 'query ($actor: ID) { accessLog(filter: { actor: $actor }, first: 1) { nodes { roles } } }';
    const rolesOf = async (login: string) =>
      good(await ask('luo-qing', recorded, { actor: personId(login) })).accessLog.nodes[0].roles;
    expect([await rolesOf(OLD), await rolesOf(PRESENT)]).toEqual([
      [`JOINT_UNION_OFFICER ${placeIn(FROM)}`],
      [`JOINT_UNION_OFFICER ${placeIn(TO)}`],
    ]);
  });
});

async function moveTo(district: string): Promise<void> {
  const { union } = good(await ask('shen-ping', 'query ($id: ID!) { union(id: $id) { version } }', { id: UNION }));
  const input = {
    idempotencyKey: key(),
    unionId: UNION,
    expectedVersion: union.version,
    parentId: unionId(`district-${district}`),
  };
  good(await ask('shen-ping', 'mutation ($input: MoveUnionInput!) { moveUnion(input: $input) { union { id } } }', { input }));
}
