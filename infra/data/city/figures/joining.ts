import type { Ask } from '../graph.ts';
import { person } from '../graph.ts';
import { applicationCount, returnedCount, transferCount } from '../membershipPaths.ts';
import type { Profile } from '../profile.ts';
import { type Counted, DISTRICTS, type Figure, jointUnionOfChaoyang } from './figure.ts';

/** How people came into their unions, what they agreed to, and what is theirs (S-16, S-26, S-29, S-41, J-02). */
export const joiningFigures = (profile: Profile): Figure[] => [
  {
    row: 'S-26',
    what: 'applications that were decided, transfers that were accepted and such as returned',
    expected: [applicationCount(profile), transferCount(profile) - returnedCount(profile), returnedCount(profile)],
    actual: async (ask) => {
      const found = await ask<Record<'applied' | 'moved' | 'returned', Counted>>(
        `{ applied: membershipApplications(status: APPROVED, first: 1) { totalCount }
          moved: membershipTransfers(status: ACCEPTED, first: 1) { totalCount } returned: membershipTransfers(status: RETURNED, first: 1) { totalCount } }`,
      );
      return [found.applied, found.moved, found.returned].map(({ totalCount }) => totalCount);
    },
  },
  {
    row: 'S-29',
    what: 'imports, those that were tried first, and what the one bad row of each is told',
    expected: [2 * DISTRICTS, DISTRICTS, ['PARTIAL'], [1], ['CONSENT_REQUIRED evidence_ref']],
    actual: async (ask) => {
      const { importBatches } = await ask<{ importBatches: { totalCount: number; nodes: Import[] } }>(
        '{ importBatches(first: 100) { totalCount nodes { dryRun status total accepted rejected errors { row field code } } } }',
      );
      const { nodes } = importBatches;
      return [
        importBatches.totalCount,
        nodes.filter(({ dryRun }) => dryRun).length,
        [...new Set(nodes.map(({ status }) => status))],
        [...new Set(nodes.map(({ total, accepted }) => total - accepted))],
        [...new Set(nodes.flatMap(({ errors }) => errors.map(({ code, field }) => `${code} ${field}`)))],
      ];
    },
  },
  {
    row: 'S-29',
    what: 'whether a hundred members of a joint union agreed to their card on paper',
    expected: true,
    actual: async (ask) => {
      const members = await membersOfChaoyang(ask, 'consents { purpose scope withdrawnAt evidenceRef }');
      return members.every(({ consents }) =>
        consents?.some(
          ({ purpose, scope, withdrawnAt, evidenceRef }) =>
            purpose === 'DELIVERY' && scope.includes('card') && withdrawnAt === null && evidenceRef !== '',
        ),
      );
    },
  },
  {
    row: 'J-02',
    what: "a member's own page: union, its chair's telephone and address (S-41), the card, free (S-16) and with benefits",
    expected: [true, true, true, 'ACTIVE', true, 'ACTIVE'],
    actual: async (ask) => {
      const [one] = await membersOfChaoyang(ask, 'union { id }');
      const viewer = person('MEMBER', '/city/', one?.id);
      const { me } = await ask<{ me: Page }>(
        '{ me { nameZh membershipStatus union { nameZh chair { workPhone workEmail } } card { status benefits { code free } } } }',
        {},
        viewer,
      );
      const { chair, nameZh } = me.union;
      return [
        nameZh.length > 0,
        Boolean(chair?.workPhone),
        Boolean(chair?.workEmail),
        me.card.status,
        me.card.benefits.length > 0,
        me.membershipStatus,
      ];
    },
  },
];

interface Import {
  readonly dryRun: boolean;
  readonly status: string;
  readonly total: number;
  readonly accepted: number;
  readonly errors: { readonly field: string | null; readonly code: string }[];
}

interface Page {
  readonly membershipStatus: string;
  readonly union: { readonly nameZh: string; readonly chair: { readonly workPhone: string; readonly workEmail: string } | null };
  readonly card: { readonly status: string; readonly benefits: object[] };
}

interface Agreed {
  readonly id: string;
  readonly consents?: {
    readonly purpose: string;
    readonly scope: string[];
    readonly withdrawnAt: string | null;
    readonly evidenceRef: string;
  }[];
}

async function membersOfChaoyang(ask: Ask, fields: string): Promise<Agreed[]> {
  const { members } = await ask<{ members: { nodes: Agreed[] } }>(
    `query ($unionId: ID) { members(unionId: $unionId, first: 100) { nodes { id ${fields} } } }`,
    { unionId: await jointUnionOfChaoyang(ask) },
  );
  return members.nodes;
}
