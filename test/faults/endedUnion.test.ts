import type { Grant } from '@union-graph/identity';
import { id } from '@union-graph/infra/ids';
import { unionId } from '@union-graph/infra/unions';
import { type Answer, ask, codeOf, good, key, send, TODAY } from '../house/client.ts';
import { eventually } from '../house/house.ts';
import { signTokenWith } from '../house/signToken.ts';

const DISTRICT = '110106';
/** The administrator of the district. */
const ADMIN = 'pan-hui';
/** How long every service may take to hear of the end. */
const SECONDS = 20;

interface Officer {
  readonly unionId: string;
  readonly token: string;
}

/** The input of an act in each of the services, another one for each `n`. */
const acts = (union: string, n: number) => ({
  registerHome: { unionId: union, nameZh: `示例之家${n}`, districtCode: DISTRICT },
  noticeBargaining: {
    ...{ initiator: 'WORKERS', kind: n % 2 ? 'INDUSTRY' : 'AREA', workersSideId: union, topic: '示例' },
    employerIds: [id('enterprise', 'precision')],
  },
  postVacancy: {
    ...{ enterpriseId: id('enterprise', 'precision'), titleZh: `示例岗位 ${n}`, wageFromFen: '300000', wageToFen: '400000' },
    ...{ districtCode: DISTRICT, openUntil: '2013-11-30' },
  },
  requestOutreach: {
    ...{ unionId: union, kind: 'FILM', audienceSize: 20, place: `示例剧场 ${n}` },
    preferred: [{ start: '2013-10-26T19:00:00+08:00', end: '2013-10-26T21:00:00+08:00' }],
  },
  applyForServiceCost: { unionId: union, purpose: `示例讲座 ${n}`, requestedFen: '10000', accountMasked: '0200 **** 1234' },
});

/** What each act gives. */
const GIVES: Readonly<Record<string, string>> = {
  registerHome: 'row: home { id version }',
  noticeBargaining: 'row: round { id version }',
  postVacancy: 'row: vacancy { id version }',
  requestOutreach: 'row: request { id version }',
  applyForServiceCost: 'row: application { id version }',
};

/** What lies at the union, of each of the services that keep something there. */
const LISTS = `query ($union: ID!) {
  bargainingRounds(workersSideId: $union, first: 100) { nodes { id } }
  outreachRequests(first: 100) { nodes { id } }
  serviceCostApplications(unionId: $union, first: 100) { nodes { id } }
}`;

describe('a union is merged into another one while its officer has a token (2.1.3)', () => {
  let ending: Officer;
  let heir: Officer;
  beforeAll(async () => {
    ending = await officerOf('tian-yu', '示例园区联合工会');
    heir = await officerOf('he-tao', '示例新区联合工会');
  });

  const asked = ({ token }: Pick<Officer, 'token'>, query: string, variables: object = {}): Promise<Answer> =>
    send({ query, variables }, { authorization: `Bearer ${token}`, 'x-test-now': TODAY });
  const attempt = (who: Officer, act: string, input: object): Promise<Answer> => {
    const type = `${act[0]?.toUpperCase()}${act.slice(1)}Input!`;
    return asked(who, `mutation ($input: ${type}) { ${act}(input: $input) { ${GIVES[act]} } }`, {
      input: { idempotencyKey: key(), ...input },
    });
  };
  const read = async (who: Officer, union: string): Promise<Record<string, string[]>> => {
    const data = ((await asked(who, LISTS, { union })).data ?? {}) as Record<string, { nodes: { id: string }[] } | null>;
    return Object.fromEntries(Object.entries(data).map(([list, found]) => [list, found?.nodes.map((node) => node.id) ?? []]));
  };

  test('the officer reads and does nothing any more, in no service, and the heir’s officer goes on with what passes', async () => {
    const made: Record<string, string> = {};
    for (const [act, input] of Object.entries(acts(ending.unionId, 0)))
      made[act] = good(await attempt(ending, act, input))[act].row.id;
    const before = await read(ending, ending.unionId);
    expect(before.bargainingRounds).toEqual([made.noticeBargaining]);
    expect(before.outreachRequests).toContain(made.requestOutreach);
    expect(before.serviceCostApplications).toEqual([made.applyForServiceCost]);
    expect(codeOf(await asked(ending, '{ subgraphs { name } }'))).toBeNull();

    await merge(ending.unionId, heir.unionId);
    const codes = async () => {
      const found: [string, string | null][] = [];
      for (const [act, input] of Object.entries(acts(ending.unionId, 1)))
        found.push([act, codeOf(await attempt(ending, act, input))]);
      return [...found, ['subgraphs', codeOf(await asked(ending, '{ subgraphs { name } }'))]];
    };
    await eventually(async () => (await codes()).every(([, code]) => code === 'FORBIDDEN'), SECONDS);
    expect(Object.values(await read(ending, ending.unionId)).flat()).toEqual([]);
    const passed = await read(heir, heir.unionId);
    expect(passed.bargainingRounds).toEqual([made.noticeBargaining]);
    expect(passed.outreachRequests).toContain(made.requestOutreach);
    // What the union asked for, and nothing is paid of, passes to the heir.
    const asks = 'query ($union: ID!) { serviceCostApplications(unionId: $union, first: 5) { nodes { id } } }';
    const askedBy = async (union: string) => good(await ask(ADMIN, asks, { union })).serviceCostApplications.nodes;
    await eventually(async () => (await askedBy(heir.unionId)).length === 1, SECONDS);
    expect(await askedBy(heir.unionId)).toEqual([{ id: made.applyForServiceCost }]);
    expect(await askedBy(ending.unionId)).toEqual([]);
  }, 60_000);

  test('nothing is begun for the ended union by those above it, and a member who was its officer stays the member they are', async () => {
    const { requestOutreach } = acts(ending.unionId, 2);
    const above = await ask(
      ADMIN,
      `mutation ($input: RequestOutreachInput!) { requestOutreach(input: $input) { request { id } } }`,
      {
        input: { idempotencyKey: key(), ...requestOutreach },
      },
    );
    expect(codeOf(above)).toBe('VALIDATION_FAILED');
    const own = '{ me { nameZh membershipStatus union { id } } }';
    const office = { role: 'JOINT_UNION_OFFICER', scopePath: placeOf(ending.unionId), unionId: ending.unionId } as const;
    const asMember = { role: 'MEMBER', scopePath: placeOf(ending.unionId) } as const;
    const both = { token: await signTokenWith('zhao-zhiqiang', [office, asMember]) };
    expect(good(await asked(both, own))).toEqual(good(await ask('zhao-zhiqiang', own)));
  });
});

const placeOf = (union: string): string => `/city/${DISTRICT}/${union}/`;

const act = async (name: string, input: object) => {
  const type = `${name[0]?.toUpperCase()}${name.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { union { id version } } }`;
  return good(await ask(ADMIN, query, { input: { idempotencyKey: key(), ...input } }))[name].union as {
    id: string;
    version: number;
  };
};

/** Founds a joint union in the district, and gives its officer a token. */
async function officerOf(login: string, nameZh: string): Promise<Officer> {
  const parentId = unionId(`district-${DISTRICT}`);
  const made = await act('createUnion', {
    parentId,
    kind: 'COMMUNITY_JOINT_UNION',
    nameZh,
    name: nameZh,
    districtCode: DISTRICT,
  });
  const approved = await act('approveUnion', { unionId: made.id, expectedVersion: made.version });
  await act('activateUnion', { unionId: made.id, expectedVersion: approved.version });
  const grant: Grant = { role: 'JOINT_UNION_OFFICER', scopePath: placeOf(made.id), unionId: made.id, districtCode: DISTRICT };
  return { unionId: made.id, token: await signTokenWith(login, [grant]) };
}

async function merge(endingId: string, mergeIntoId: string): Promise<void> {
  const { union } = good(await ask(ADMIN, 'query ($id: ID!) { union(id: $id) { version } }', { id: endingId }));
  await act('dissolveUnion', { unionId: endingId, mergeIntoId, expectedVersion: union.version });
}
