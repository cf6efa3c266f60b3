import { shownCounts } from './counts.ts';
import { PARENT_KINDS, pathOf, type UnionKind } from './rules.ts';

const KINDS = Object.keys(PARENT_KINDS) as UnionKind[];

describe('union rules', () => {
  test('ORG-INV-4: whichever way one goes up, the city federation is reached and no kind is met twice', () => {
    const climb = (kind: UnionKind, below: UnionKind[]): void => {
      expect(below).not.toContain(kind);
      if (PARENT_KINDS[kind].length === 0) expect(kind).toBe('CITY_FEDERATION');
      for (const parent of PARENT_KINDS[kind]) climb(parent, [...below, kind]);
    };
    for (const kind of KINDS) climb(kind, []);
  });

  test('design §4: a path is made of district codes and union ids', () => {
    expect(pathOf('/city/', { id: 'x', kind: 'DISTRICT_FEDERATION', districtCode: '110105' })).toBe('/city/110105/');
    expect(pathOf('/city/110105/', { id: 'x', kind: 'COMMUNITY_JOINT_UNION', districtCode: '110105' })).toBe('/city/110105/x/');
  });

  const counts = (memberCount: number, femaleMemberCount: number, listed: boolean, signedIn = true) =>
    Object.values(shownCounts({ memberCount, femaleMemberCount, migrantMemberCount: femaleMemberCount, listed }, signedIn));
  test.each([
    ['ten of thirty are shown', counts(30, 10, false), [30, 10, 10]],
    ['whole tens are shown, so that one who joins changes nothing', counts(39, 19, false), [30, 10, 10]],
    ['nine are withheld', counts(30, 9, false), [30, null, null]],
    ['twenty-one of thirty leave nine others: withheld', counts(30, 21, false), [30, null, null]],
    ['a union of nine says nothing', counts(9, 3, false), [null, null, null]],
    ['nobody is withheld like one', counts(30, 0, false), [30, null, null]],
    ['an empty union says nothing', counts(0, 0, false), [null, null, null]],
    ['who lists the members is shown everything', counts(9, 3, true), [9, 3, 3]],
    ['the anonymous see nothing', counts(30, 15, false, false), [null, null, null]],
  ])('2.1.1 small cells: %s', (_, shown, expected) => {
    expect(shown).toEqual(expected);
  });
});
