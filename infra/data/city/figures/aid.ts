import { paidFen } from '../fund/aid.ts';
import { aidOf } from '../fund/set.ts';
import { person } from '../graph.ts';
import { peopleOf } from '../members.ts';
import type { Profile } from '../profile.ts';
import type { Counted, Figure } from './figure.ts';

const AUDITOR = person('AUDITOR', '/city/');

/** The figures of households in hardship and of aid (S-34, S-36; domain rule 6.3), as an auditor reads them. */
export function aidFigures(profile: Profile): Figure[] {
  const { files, applications, paid } = aidOf(peopleOf(profile));
  const count = (row: string, list: string, expected: number, filter = ''): Figure => ({
    row,
    what: `${list}${filter}`,
    expected,
    actual: async (ask) =>
      (await ask<Record<string, Counted>>(`{ ${list}${filter} { totalCount } }`, {}, AUDITOR))[list]?.totalCount,
  });
  const withStatus = (status: string) => files.filter((file) => file.status === status).length;
  return [
    count('S-34', 'hardshipFiles', profile.hardshipFiles),
    count('S-34', 'hardshipFiles', withStatus('EXITED'), '(status: EXITED)'),
    count('S-34', 'hardshipFiles', withStatus('PUBLIC_NOTICE'), '(status: PUBLIC_NOTICE)'),
    count('S-36', 'aidApplications', profile.aidApplications),
    count('S-36', 'aidApplications', paid.length, '(status: CLOSED)'),
    {
      row: 'S-36',
      what: 'fen of aid that cycles paid',
      expected: String(paidFen(applications)),
      actual: async (ask) => {
        const { aidCycles } = await ask<{ aidCycles: { nodes: { paidFen: string }[] } }>(
          '{ aidCycles { nodes { paidFen } } }',
          {},
          AUDITOR,
        );
        return String(aidCycles.nodes.reduce((sum, cycle) => sum + BigInt(cycle.paidFen), 0n));
      },
    },
  ];
}
