import { type Definition, federation } from './subgraph.ts';

const [PUB, PER] = ['@tag(name: "pub")', '@tag(name: "per")'];

/** An invented subgraph with personal data in many relations to their data subjects. */
export const people: Definition = {
  sdl: `
    ${federation('"@key"', '"@tag"', '"@authenticated"', '"@policy"', '"@requiresScopes"')}
    type Query {
      servicePoints: [ServicePoint!] ${PUB}
      whoAmI: String ${PUB}
      me: Member @authenticated ${PER}
      member(id: ID!): Member @authenticated ${PER}
      members(first: Int): MemberConnection @policy(policies: [["MEDIATOR"]]) ${PER}
      cases: [Case!] @authenticated ${PER}
      holders: [Holder!] @authenticated ${PUB}
      sealed: Sealed @authenticated ${PER}
      broken: Broken @authenticated ${PER}
      brokenList: [Broken] @authenticated ${PER}
      secret: Letter @policy(policies: [["MEDIATOR"]]) ${PER}
    }
    type Mutation {
      greet(id: ID!): GreetPayload @requiresScopes(scopes: [["write"]]) ${PER}
      seal: SealPayload @requiresScopes(scopes: [["write"]]) ${PER}
    }
    type GreetPayload { member: Member ${PER} }
    type SealPayload { sealed: Sealed ${PER}  broken: Broken ${PER}  broken2: Broken! ${PER} }
    union Holder = Member | Case
    type ServicePoint @key(fields: "id") { id: ID! ${PUB}  nameZh: String ${PUB} }
    type MemberConnection { nodes: [Member!]! ${PER}  pageInfo: String ${PUB}  totalCount: Int ${PER} }
    type Member @key(fields: "id") @tag(name: "person") { id: ID! ${PER}  nameZh: String ${PER}  letters: [Letter!]! ${PER}  friend: Member ${PER} }
    type Case @key(fields: "id") { id: ID! ${PER}  no: String ${PER}  parties: [Party!]! ${PER}  terms: [Term!]! ${PER} }
    type Party { nameZh: String ${PER}  member: Member ${PER} }
    type Term { text: String ${PER} }
    type Sealed { text: String ${PER}  no: String ${PUB}  member: Member ${PER} }
    type Broken { text: String ${PER}  member: Member! ${PER} }
    type Letter { text: String ${PER} }
  `,
  resolvers: {
    Query: {
      servicePoints: () => [{ id: 'p', nameZh: '朝阳' }],
      whoAmI: (_: unknown, __: unknown, { viewer }: { viewer: unknown }) => JSON.stringify(viewer),
      me: (_: unknown, __: unknown, { viewer }: { viewer: { personId: string } }) => member(viewer.personId),
      member: (_: unknown, { id }: { id: string }) => {
        if (id === 'hidden') throw Object.assign(new Error('There is no such member.'), { extensions: { code: 'NOT_FOUND' } });
        return member(id);
      },
      members: (_: unknown, { first = 3 }: { first?: number }) => ({
        nodes: Array.from({ length: first }, (__, at) => member(`m${at}`)),
        totalCount: 100,
      }),
      cases: () => [CASE],
      holders: () => [
        { __typename: 'Member', ...member('held') },
        { __typename: 'Case', ...CASE },
      ],
      sealed: () => ({ text: 'a sealed letter' }),
      broken: () => ({ text: 'of somebody' }),
      brokenList: () => [{ text: 'of somebody' }, { text: 'of m1', member: member('m1') }],
      secret: () => ({ text: 'a letter to nobody' }),
    },
    Mutation: {
      greet: (_: unknown, { id }: { id: string }) => ({ member: member(id) }),
      seal: () => ({
        sealed: { text: 'a sealed letter', no: '7' },
        broken: { text: 'of somebody' },
        broken2: { text: 'of somebody' },
      }),
    },
    Broken: {
      member: ({ member: known }: { member?: object }) => {
        if (known) return known;
        throw new Error('permission denied for table case_party');
      },
    },
    ServicePoint: { __resolveReference: () => ({ id: 'p', nameZh: '朝阳' }) },
    Member: {
      __resolveReference: ({ id }: { id: string }) => member(id),
      friend: ({ id }: { id: string }) => member(`friend-of-${id}`),
    },
    Sealed: {
      member: () => {
        throw new Error('It is not told to whom.');
      },
    },
    Case: { __resolveReference: () => CASE },
  },
};

const member = (id: string) => ({ id, nameZh: `name of ${id}`, letters: [{ text: 'a letter' }] });
const CASE = {
  id: 'c',
  no: '2013-1',
  parties: [
    { nameZh: 'one', member: { id: 'applicant' } },
    { nameZh: 'not a member', member: null },
    { nameZh: 'two', member: { id: 'respondent' } },
  ],
  terms: [{ text: 'a term' }],
};
