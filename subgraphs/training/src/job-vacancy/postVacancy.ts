import {
  addDays,
  checkedOpenText,
  civilDay,
  getEnterprise,
  insertRow,
  newId,
  refuseIf,
  requireIds,
  type Tx,
} from '@union-graph/subgraph';
import { actingPerson } from '../member/scope.ts';
import { minimumWageOn } from '../minimum-wage/followMinimumWage.ts';
import { numbers } from '../rule/numbers.ts';
import type { PostVacancyInput } from '../schema.gen.ts';
import { JobVacancy } from './JobVacancy.ts';
import { vacancyPolicy } from './policy.ts';

/** Posts work that an employer of the district offers. The wage is no less than the minimum wage of the day (S-37). */
export async function postVacancy(tx: Tx, input: PostVacancyInput): Promise<{ vacancy: JobVacancy }> {
  const { districtCode, wageFromFen, wageToFen, openUntil } = input;
  requireIds({ enterpriseId: input.enterpriseId });
  const enterpriseId = input.enterpriseId.toLowerCase();
  vacancyPolicy.authorise(tx.viewer, 'postVacancy', { enterpriseId, districtCode });
  await getEnterprise(tx, enterpriseId, { field: 'enterpriseId', within: `/city/${districtCode}/` });
  const today = civilDay(tx.now);
  const minimumWageFen = await minimumWageOn(tx, today);
  refuseIf(wageToFen < wageFromFen, 'BAD_USER_INPUT', 'The highest wage is less than the lowest.', { field: 'wageToFen' });
  refuseIf(
    wageFromFen < minimumWageFen,
    'VALIDATION_FAILED',
    `The wage of ${wageFromFen} fen a month is less than the minimum wage, which is ${minimumWageFen} fen today.`,
    { rule: 'S-37', field: 'wageFromFen' },
  );
  const last = addDays(today, tx.number(numbers.VACANCY_DAYS));
  refuseIf(openUntil < today || openUntil > last, 'VALIDATION_FAILED', `A vacancy is open until a day from today to ${last}.`, {
    rule: 'S-37',
    field: 'openUntil',
  });
  const vacancy = await insertRow(tx.db, JobVacancy, {
    id: newId(),
    enterpriseId,
    titleZh: checkedOpenText(input.titleZh, 'titleZh', 60, 2),
    wageFromFen,
    wageToFen,
    minimumWageFen,
    needsJobReadyCertificate: input.needsJobReadyCertificate ?? false,
    districtCode,
    postedAt: today,
    openUntil,
    withdrawnAt: null,
    postedBy: actingPerson(tx.viewer),
    version: 1,
  });
  return { vacancy };
}
