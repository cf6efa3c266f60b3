import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { member, staff } from '@union-graph/testing';
import { DECIDERS } from '../membership/policy.ts';
import { transferPolicy } from './policy.ts';

const row = { memberId: 'self', fromPath: '/city/110105/a/', toPath: '/city/110101/b/' };
const VERBS = ['requestTransfer', 'acceptTransfer', 'returnTransfer'] as const;

describe('transfer policy (2.1.3)', () => {
  test.each(ROLES)('%s', (role) => {
    const rights = (path: string) => VERBS.filter((verb) => transferPolicy.allows(staff('x', role, path), verb, row));
    const decides = DECIDERS.includes(role);
    expect(rights('/city/110105/')).toEqual(decides ? ['requestTransfer'] : []);
    expect(rights('/city/110101/')).toEqual(decides ? ['acceptTransfer', 'returnTransfer'] : []);
    expect(rights('/city/110106/')).toEqual([]);
  });

  test('the member asks and takes back', () => {
    const rights = (viewer: typeof ANONYMOUS) => VERBS.filter((verb) => transferPolicy.allows(viewer, verb, row));
    expect(rights(member('self'))).toEqual(['requestTransfer', 'returnTransfer']);
    expect([rights(member('other')), rights(ANONYMOUS)]).toEqual([[], []]);
  });
});
