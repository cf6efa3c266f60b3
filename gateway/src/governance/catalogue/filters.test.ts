import { disclosingFilters } from '../../supergraph/reading/filters.ts';
import { readSupergraph } from '../../supergraph/reading/supergraph.ts';
import { agreementAt, catalogue, change, openGovernance, PRIVACY, STEWARDS } from '../builders.ts';

const { filters } = readSupergraph(`
  type Query {
    points(filter: PointFilter, orderBy: PointOrder, kind: Kind, districtCode: String, near: NearInput, first: Int, name: String): Points
    point(id: ID!, day: String!): Point
  }
  type Mutation { rename(name: String): Point }
  type Points { edges: [Edge!]! }
  type Edge { node: Point! }
  type Point { id: ID! name: String sort: Kind tags: [String] district: District phone: String }
  type District { code: String! }
  input PointFilter { name: String tag: String and: [PointFilter!] phone: PhoneFilter }
  input PhoneFilter { phone: String }
  input NearInput { lat: Float! }
  enum Kind { A }
  enum PointOrder { NAME_ASC DISTRICT }`).catalogue;
const ALL = ['id', 'name', 'sort', 'tags', 'district', 'phone'].map((field) => `Point.${field}`);

test.each<[string, string[], object]>([
  ['PointFilter.name', ['Point.name'], { isKnown: true, isRequired: false }],
  ['PointFilter.tag', ['Point.tags'], { isKnown: true }],
  ['PhoneFilter.phone', ['Point.phone'], { isKnown: true }],
  ['Query.points(orderBy:)', ['Point.name', 'Point.district'], { isKnown: true }],
  ['Query.points(kind:)', ['Point.sort'], { isKnown: true }],
  ['Query.points(districtCode:)', ['Point.district', 'District.code'], { isKnown: true }],
  ['NearInput.lat', ALL, { isKnown: false, isRequired: false }],
  ['Query.point(id:)', ['Point.id'], { isKnown: true, isRequired: true }],
  ['Query.point(day:)', ALL, { isKnown: false, isRequired: true }],
])('%s reads %j', (coordinate, reads, more) => {
  expect(filters.get(coordinate)).toMatchObject({ coordinates: new Set(reads), ...more });
});

test('windows, and what a mutation takes, read nothing', () => {
  for (const coordinate of ['Query.points(first:)', 'Mutation.rename(name:)', 'Query.points(filter:)'])
    expect(filters.has(coordinate)).toBe(false);
});

test('the filters of the graph that partners may ask for are known, but for those of time and place', () => {
  const known = (coordinate: string) => [...(catalogue.filters.get(coordinate)?.coordinates ?? [])];
  expect(known('Query.servicePoints(services:)')).toEqual(['ServicePoint.functions']);
  expect(known('Query.servicePoints(kind:)')).toEqual(['ServicePoint.kind']);
  expect(known('Query.servicePoints(districtCode:)')).toEqual(['ServicePoint.district', 'District.code']);
  expect(known('Query.serviceItems(goal:)')).toEqual(['ServiceItem.goal']);
  expect(known('Query.mediationCase(id:)')).toEqual(['MediationCase.id']);
  expect(known('AccessLogFilter.coordinate')).toEqual(['AccessRecord.coordinates']);
  expect(catalogue.filters.get('Query.serviceItems(on:)')?.isKnown).toBe(false);
});

test('closes what would tell of a masked field, or of one that may not be read', () => {
  const closed = (masked: string[], read: string[]) => [
    ...disclosingFilters(
      filters,
      (coordinate) => masked.includes(coordinate),
      (coordinate) => read.includes(coordinate),
    ).keys(),
  ];
  const everything = [...ALL, 'District.code'];
  expect(closed([], everything)).toEqual([]);
  expect(closed(['Point.phone'], everything)).toEqual(['PhoneFilter.phone', 'NearInput.lat']);
  expect(closed(['Point.id'], everything)).toEqual(['NearInput.lat', 'Query.point(id:)']);
  expect(closed([], ALL)).toEqual(['Query.points(districtCode:)']);
  // What names a row need not be readable: `point(id:)` tells nothing of other rows.
  expect(closed([], everything.slice(1))).toEqual([]);
});

test.each<[string, string[], Record<string, string>, string | null]>([
  ['a filter by what is not agreed', ['Query.servicePoints(districtCode:)'], {}, 'FIELD_NOT_ALLOWED'],
  ['a filter by what is agreed', ['Query.servicePoints(services:)', 'ServicePoint.functions'], {}, null],
  ['a filter that may read anything', ['ServicePointNearInput.lat'], {}, null],
  [
    'the same where something is masked',
    ['ServicePointNearInput.lat'],
    { 'ServicePoint.address': 'REGION' },
    'FIELD_NOT_ALLOWED',
  ],
])('the privacy officer cannot approve %s against 4.3 no. 4', async (_, more, masks, code) => {
  const subgraph = await openGovernance();
  try {
    const coordinates = ['Query.servicePoints', 'ServicePoint.nameZh', 'ServicePoint.address', ...more];
    const drafted = await agreementAt(subgraph, 'DRAFT', { coordinates });
    const decisions = coordinates.map((coordinate) => ({ coordinate, approved: true, mask: masks[coordinate] }));
    const { data } = await change(subgraph, STEWARDS.organisation, 'decideFields', drafted, { decisions });
    const approval = { impactAssessmentId: 'PIA-1' };
    const { errors } = await change(subgraph, PRIVACY, 'approveSharingAgreement', data.result.agreement, approval);
    expect(errors?.[0]?.extensions.code ?? null).toBe(code);
    if (code) expect(errors?.[0]?.extensions).toMatchObject({ rule: '4.3', field: more[0] });
  } finally {
    await subgraph.stop();
  }
});
