import { eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { type PartnerHouse, startPartnerHouse } from '../../test/partners.ts';
import { type Definition, federation } from '../../test/subgraph.ts';

const PER = '@tag(name: "per")';
interface Given {
  readonly purpose: string;
  readonly givenAt: string;
  readonly withdrawnAt: string | null;
}
const GIVEN: Given = { purpose: 'LEGAL_AID', givenAt: '2013-01-01T00:00:00Z', withdrawnAt: null };
/** What the one who keeps consents knows; null for somebody who is gone. */
const consents = new Map<string, Given[] | null>();
let isAway = false;

const tag = (name: string): string => `${PER} @tag(name: "${name}")`;

/** Keeps persons and their consents, under names of its own: the gateway knows them by their tags alone. */
const persons: Definition = {
  sdl: `${federation('"@key"', '"@tag"')}
    type Query { citizen(number: ID!): Citizen ${tag('person-by-key')} }
    type Citizen @key(fields: "number") @tag(name: "person") {
      number: ID! ${PER}
      fullName: String ${PER}
      permissions: [Permission!]! ${tag('person-consents')}
    }
    type Permission { use: String! ${tag('consent-purpose')} since: String! ${tag('consent-given-at')} until: String ${tag('consent-withdrawn-at')} }`,
  resolvers: {
    Query: {
      citizen: (_: unknown, { number }: { number: string }) => {
        if (isAway) throw Object.assign(new Error('away'), { extensions: { code: 'INTERNAL_SERVER_ERROR' } });
        if (consents.get(number) !== null) return { number };
        throw Object.assign(new Error('There is no such citizen.'), { extensions: { code: 'NOT_FOUND' } });
      },
    },
    Citizen: {
      __resolveReference: ({ number }: { number: string }) => ({ number }),
      fullName: ({ number }: { number: string }) => `name of ${number}`,
      permissions: ({ number }: { number: string }) =>
        (consents.get(number) ?? []).map(({ purpose, givenAt, withdrawnAt }) => ({
          use: purpose,
          since: givenAt,
          until: withdrawnAt,
        })),
    },
  },
};

/** Keeps cases, and of consents a copy that no event has come to for days: it answers whatever became of them. */
const cases: Definition = {
  sdl: `${federation('"@key"', '"@tag"')}
    type Query { mediationCase(id: ID!): MediationCase ${PER} }
    type MediationCase @key(fields: "id") { id: ID! ${PER} caseNo: String ${PER} applicants: [Party!]! ${PER} }
    type Party { nameZh: String ${PER} citizen: Citizen ${PER} }
    type Citizen @key(fields: "number") { number: ID! ${PER} }`,
  resolvers: {
    Query: {
      mediationCase: (_: unknown, { id }: { id: string }) => ({
        id,
        caseNo: `no ${id}`,
        applicants: ['one', 'other'].map((number) => ({ nameZh: `secret ${number}`, citizen: { number } })),
      }),
    },
  },
};

type Ask = (query?: string, now?: string) => ReturnType<GatewayUnderTest['ask']>;

/** A house of one gateway in which a law firm has an agreement that the gateway knows, and how the firm asks there. */
async function startLegalHouse(keeper: Definition): Promise<{ house: PartnerHouse; ask: Ask }> {
  const house = await startPartnerHouse(1, keeper, { cases });
  const coordinates = ['Query.mediationCase', 'MediationCase.caseNo', 'MediationCase.applicants', 'Party.nameZh'];
  await house.agree({
    kind: 'LEGAL_SERVICE',
    purposes: ['LEGAL_AID'],
    coordinates: [...coordinates, 'Query.myAgreement', 'DataSharingAgreement.id'],
  });
  const token = await house.tokenOf();
  const ask: Ask = (query = CASE, now = '2013-10-19T10:00:00Z') =>
    (house.gateways[0] as GatewayUnderTest).ask(query, { token, headers: { 'x-purpose': 'LEGAL_AID', 'x-test-now': now } });
  await eventually(async () =>
    expect((await ask('{ myAgreement { id } }')).data).toMatchObject({ myAgreement: { id: expect.any(String) } }),
  );
  return { house, ask };
}

let house: PartnerHouse;
let ask: Ask;
beforeAll(async () => {
  ({ house, ask } = await startLegalHouse(persons));
});
afterAll(() => house.stop());
beforeEach(() => {
  isAway = false;
  consents.clear();
  consents.set('one', [GIVEN]).set('other', [GIVEN]);
});

const CASE = '{ mediationCase(id: "c") { caseNo applicants { nameZh } } }';
const withdrawn = { ...GIVEN, withdrawnAt: '2013-10-19T09:59:59Z' };

test('a case whose persons all consent is read', async () => {
  expect((await ask()).data).toEqual({
    mediationCase: { caseNo: 'no c', applicants: [{ nameZh: 'secret one' }, { nameZh: 'secret other' }] },
  });
});

test.each<[string, () => unknown, string[]]>([
  ['has taken it back', () => consents.set('other', [withdrawn]), ['CONSENT_REQUIRED']],
  ['has taken it back twice', () => consents.set('other', [withdrawn, withdrawn]), ['CONSENT_REQUIRED']],
  ['is gone', () => consents.set('other', null), ['CONSENT_REQUIRED']],
  ['has taken it back and given it again', () => consents.set('other', [GIVEN, withdrawn]), []],
  ['takes it back later', () => consents.set('other', [{ ...GIVEN, withdrawnAt: '2013-10-19T10:00:01Z' }]), []],
  ['has taken another one back', () => consents.set('other', [GIVEN, { ...withdrawn, purpose: 'MATCHING' }]), []],
])('somebody in it %s, and no event has told', async (_, change, codes) => {
  change();
  const told = await ask();
  expect(told.codes).toEqual(codes);
  if (codes.length === 0) return;
  expect([told.status, told.data, JSON.stringify(told).includes('secret')]).toEqual([403, undefined, false]);
  // A number is said of the same persons.
  expect((await ask('{ mediationCase(id: "c") { caseNo } }')).codes).toEqual(codes);
  const [record] = await house.sql('select decision, code, subjects from access_record order by seq desc limit 1');
  expect(record).toEqual({ decision: 'REFUSED', code: 'CONSENT_REQUIRED', subjects: ['one', 'other'] });
});

test('where nobody can tell, nothing leaves', async () => {
  isAway = true;
  const told = await ask();
  expect([told.status, told.codes, told.data]).toEqual([503, ['DEPENDENCY_UNAVAILABLE'], undefined]);
});

describe('a graph that does not declare where consents are', () => {
  const untold = {
    ...persons,
    sdl: persons.sdl.replaceAll(/ @tag\(name: "(person-by-key|person-consents|consent-[a-z-]+)"\)/g, ''),
  };
  let legal: Awaited<ReturnType<typeof startLegalHouse>>;
  beforeAll(async () => {
    legal = await startLegalHouse(untold);
  });
  afterAll(() => legal.house.stop());

  test('lets nothing personal leave, and tells the partner why', async () => {
    const told = await legal.ask();
    expect([told.status, told.codes, told.data]).toEqual([503, ['DEPENDENCY_UNAVAILABLE'], undefined]);
    expect(told.errors[0]?.message).toContain('does not declare where the consents');
    expect(JSON.stringify(told)).not.toContain('secret');
    const [record] = await legal.house.sql('select decision, code from access_record order by seq desc limit 1');
    expect(record).toEqual({ decision: 'REFUSED', code: 'DEPENDENCY_UNAVAILABLE' });
  });

  test('still answers what is not personal', async () => {
    expect((await legal.ask('{ myAgreement { id } }')).codes).toEqual([]);
  });
});
