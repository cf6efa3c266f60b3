import { newId } from '@union-graph/subgraph';
import { staff } from '@union-graph/testing';
import type { QueryRunner } from 'typeorm';
import { FoldKeysOfDisputes1771350060000 } from '../../migrations/1771350060000-foldKeysOfDisputes.ts';
import { useApplications } from '../../test/applications.ts';
import { PATH } from '../../test/build.ts';

const { subgraph, input, apply } = useApplications();

async function caseOf(applicants: readonly object[], respondent: string): Promise<string> {
  const worker = newId();
  const given = {
    ...input(worker),
    applicants: [{ memberId: worker, nameZh: '赵工友' }, ...applicants],
    respondents: [{ nameZh: respondent }],
  };
  const answer = await apply(staff(newId(), 'STATION_STAFF', PATH), given);
  expect(answer.errors).toBeUndefined();
  return answer.data.applyForMediation.case.id;
}

const keys = (caseId: string) =>
  subgraph().sql(
    `select applicant_key as key, open from case_dispute where case_id = $1 and strpos(applicant_key, ' ') > 0 order by 1`,
    [caseId],
  );
const writeKey = (caseId: string, key: string) =>
  subgraph().sql(`update case_dispute set applicant_key = $2 where case_id = $1 and strpos(applicant_key, ' ') > 0`, [
    caseId,
    key,
  ]);
const migrate = () =>
  new FoldKeysOfDisputes1771350060000().up({
    query: (text: string, values?: unknown[]) => subgraph().sql(text, values),
  } as unknown as QueryRunner);

test('MED-INV-3: disputes kept under a name in traditional characters get the key of today, with or without the end of the number', async () => {
  const firm = `某商行${newId()}`;
  const numbered = await caseOf([{ nameZh: '李建国', idLast4: '001x' }], firm);
  const nameless = await caseOf([{ nameZh: '张建国' }], `某饭店${newId()}`);
  await writeKey(numbered, '李建國 001X');
  await writeKey(nameless, '張建國 ');
  await migrate();
  expect(await keys(numbered)).toEqual([{ key: '李建国 001X', open: true }]);
  expect(await keys(nameless)).toEqual([{ key: '张建国 ', open: true }]);
});

test('MED-INV-3: of two open cases that only the new key finds to be one dispute, the one that has the key keeps it', async () => {
  const firm = `某商行${newId()}`;
  const first = await caseOf([{ nameZh: '李建国', idLast4: '0012' }], firm);
  await writeKey(first, '李建國 0012');
  const second = await caseOf([{ nameZh: '王建国', idLast4: '0012' }], firm);
  await writeKey(second, '李建国 0012');
  await migrate();
  expect(await keys(first)).toEqual([]);
  expect(await keys(second)).toEqual([{ key: '李建国 0012', open: true }]);
});
