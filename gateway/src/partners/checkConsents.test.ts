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
/** The consents by person, as their owner has them; null for a deleted person. */
const consents = new Map<string, Given[] | null>();
let isAway = false;

const tag = (name: string): string => `${PER} @tag(name: "${name}")`;

/** The subgraph that owns persons and consents. Its field names are arbitrary: the gateway finds them by tags. */
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

/** A subgraph with cases whose copy of the consents is out of date: it never refuses. */
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

/** Starts a gateway with an agreement of a law firm; `ask` sends the firm's requests. */
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
    expect((await ask('{ myAgreement { id party { id } } }')).data).toMatchObject({ myAgreement: { id: expect.any(String) } }),
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

test('a case is answered when all its persons have consented', async () => {
  expect((await ask()).data).toEqual({
    mediationCase: { caseNo: 'no c', applicants: [{ nameZh: 'secret one' }, { nameZh: 'secret other' }] },
  });
});

test.each<[string, () => unknown, string[]]>([
  ['has withdrawn the consent', () => consents.set('other', [withdrawn]), ['CONSENT_REQUIRED']],
  ['has withdrawn it twice', () => consents.set('other', [withdrawn, withdrawn]), ['CONSENT_REQUIRED']],
  ['was deleted', () => consents.set('other', null), ['CONSENT_REQUIRED']],
  ['has withdrawn it and given it again', () => consents.set('other', [GIVEN, withdrawn]), []],
  ['withdraws it later', () => consents.set('other', [{ ...GIVEN, withdrawnAt: '2013-10-19T10:00:01Z' }]), []],
  ['has withdrawn a consent to another purpose', () => consents.set('other', [GIVEN, { ...withdrawn, purpose: 'MATCHING' }]), []],
])('a person %s, and no event has arrived', async (_, change, codes) => {
  change();
  const answer = await ask();
  expect(answer.codes).toEqual(codes);
  if (codes.length === 0) return;
  expect([answer.status, answer.data, JSON.stringify(answer).includes('secret')]).toEqual([403, undefined, false]);
  // A case number has the same data subjects.
  expect((await ask('{ mediationCase(id: "c") { caseNo } }')).codes).toEqual(codes);
  const [record] = await house.sql('select decision, code, subjects from access_record order by seq desc limit 1');
  expect(record).toEqual({ decision: 'REFUSED', code: 'CONSENT_REQUIRED', subjects: ['one', 'other'] });
});

test('the response is refused while consents cannot be fetched', async () => {
  isAway = true;
  const answer = await ask();
  expect([answer.status, answer.codes, answer.data]).toEqual([503, ['DEPENDENCY_UNAVAILABLE'], undefined]);
});

describe('a graph that does not declare where consents are', () => {
  const untagged = {
    ...persons,
    sdl: persons.sdl.replaceAll(/ @tag\(name: "(person-by-key|person-consents|consent-[a-z-]+)"\)/g, ''),
  };
  let legal: Awaited<ReturnType<typeof startLegalHouse>>;
  beforeAll(async () => {
    legal = await startLegalHouse(untagged);
  });
  afterAll(() => legal.house.stop());

  test('personal data are refused, and the error says why', async () => {
    const answer = await legal.ask();
    expect([answer.status, answer.codes, answer.data]).toEqual([503, ['DEPENDENCY_UNAVAILABLE'], undefined]);
    expect(answer.errors[0]?.message).toContain('does not declare where the consents');
    expect(JSON.stringify(answer)).not.toContain('secret');
    const [record] = await legal.house.sql('select decision, code from access_record order by seq desc limit 1');
    expect(record).toEqual({ decision: 'REFUSED', code: 'DEPENDENCY_UNAVAILABLE' });
  });

  test('other data are answered', async () => {
    expect((await legal.ask('{ myAgreement { id party { id } } }')).codes).toEqual([]);
  });
});
