import { DISTRICTS } from '../demo/unions.ts';
import { id } from '../ids.ts';
import { memberId, type People } from './members.ts';
import { officerId } from './staff.ts';
import { type CityUnion, jointRange } from './unions.ts';

/** A joint union of each district whose members were on paper before: its index and theirs. */
function files({ profile, unions }: People) {
  return DISTRICTS.map(({ code }) => {
    const at = unions.joint.findIndex(({ districtCode }) => districtCode === code);
    const [from, to] = jointRange(profile, at);
    return { at, union: unions.joint[at] as CityUnion, from, to };
  });
}

const batchId = (at: number, dryRun: boolean): string => id('import-batch', `city-${at}-${dryRun ? 'dry' : 'wet'}`);

/** Each file was tried first, then brought in, both times with one bad row (S-29). */
export const batchRows = (people: People) =>
  files(people).flatMap(({ at, union, from, to }) =>
    [true, false].map((dryRun) => ({
      id: batchId(at, dryRun),
      union_id: union.id,
      scope_path: union.scopePath,
      dry_run: dryRun,
      status: 'PARTIAL',
      total: to - from + 1,
      accepted: to - from,
      rejected: 1,
      submitted_by_id: officerId(people.unions, at),
      submitted_at: `2013-09-0${dryRun ? 3 : 4}T09:00:00+08:00`,
      finished_at: `2013-09-0${dryRun ? 3 : 4}T09:00:05+08:00`,
      version: 2,
    })),
  );

/** The rows of the files: who came of them, and the last one, of somebody without consent. */
export function importRowRows(people: People) {
  return files(people).flatMap(({ at, from, to }) =>
    [true, false].flatMap((dryRun) =>
      Array.from({ length: to - from + 1 }, (_, row) => ({
        batch_id: batchId(at, dryRun),
        row_no: row + 1,
        fault: from + row === to ? 'NO_EVIDENCE' : null,
        member_id: dryRun || from + row === to ? null : memberId(people, from + row),
      })),
    ),
  );
}
