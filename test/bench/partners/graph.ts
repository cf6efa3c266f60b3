const [PUB, PER] = ['@tag(name: "pub")', '@tag(name: "per")'];
const ROWS = 50;

/** The same rows twice: as places, which are public, and as persons. */
export const sdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@tag", "@policy"])
  type Query {
    servicePoints: [ServicePoint!] ${PUB}
    members: [Member!] @policy(policies: [["MEDIATOR"]]) ${PER}
  }
  type ServicePoint @key(fields: "id") { id: ID! ${PUB}  nameZh: String ${PUB}  address: String ${PUB}  openedOn: String ${PUB}  visitors: Int ${PUB} }
  type Member @key(fields: "id") @tag(name: "person") { id: ID! ${PER}  nameZh: String ${PER}  address: String ${PER}  joinedOn: String ${PER}  visits: Int ${PER} }
`;

export const COORDINATES = [
  'Query.servicePoints',
  'ServicePoint.nameZh',
  'ServicePoint.address',
  'ServicePoint.openedOn',
  'ServicePoint.visitors',
];
export const MASKS = {
  'ServicePoint.nameZh': 'PARTIAL',
  'ServicePoint.address': 'REGION',
  'ServicePoint.openedOn': 'YEAR',
  'ServicePoint.visitors': 'ROUND_10',
};

export const PLACES = {
  name: 'Places',
  title: 'fifty places',
  query: 'query Places { servicePoints { nameZh address openedOn visitors } }',
};
export const PERSONS = {
  name: 'Persons',
  title: 'fifty persons',
  query: 'query Persons { members { nameZh address joinedOn visits } }',
};

const row = (at: number) => ({ nameZh: `朝阳区第${at}站`, address: `北京市朝阳区建国路${at}号`, visitors: 1_000 + at * 37 });
const idOf = (at: number) => `0198c0de-0000-7000-8000-${String(at).padStart(12, '0')}`;
const list = (make: (at: number) => object) => Array.from({ length: ROWS }, (_, at) => ({ ...row(at), ...make(at) }));
const places = JSON.stringify({
  data: { servicePoints: list((at) => ({ __typename: 'ServicePoint', openedOn: `20${10 + (at % 10)}-03-01` })) },
});
const persons = JSON.stringify({
  data: {
    // Under whatever name the gateway asks for it, which it does only where it keeps a log.
    members: list((at) => ({ __typename: 'Member', joinedOn: '2013-03-01', visits: at, person_0: idOf(at) })),
  },
});

/** What the subgraph answers, made once. */
export const answerOf = (query: string): string => (query.includes('members') ? persons : places);
