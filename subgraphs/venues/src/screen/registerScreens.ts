import { isDistrict, lockByName, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import { numbers } from '../rule/numbers.ts';
import type { RegisterScreensInput } from '../schema.gen.ts';
import { assertRows, keepFile, type Outcome, toldOf } from './keepFile.ts';
import { screenPolicy } from './policy.ts';
import { type FileFormat, type ReadFile, readFile } from './readFile.ts';
import type { ScreenFile } from './ScreenFile.ts';

interface ScreenRow {
  readonly operator: string;
  readonly districtCode: string;
  readonly site: string;
  readonly online: boolean;
}

const ONLINE: Readonly<Record<string, boolean>> = {
  yes: true,
  true: true,
  是: true,
  在线: true,
  no: false,
  false: false,
  否: false,
  离线: false,
};

const isWritten = (text: string, longest: number): boolean => /[\p{L}\p{N}]/u.test(text) && [...text].length <= longest;

const REGISTER: FileFormat<ScreenRow> = {
  columns: { 屏幕编号: 'screen_no', 运营单位: 'operator', 区县代码: 'district_code', 位置: 'site', 在线: 'online' },
  needed: ['screen_no', 'operator', 'district_code', 'site', 'online'],
  read: ({ operator = '', district_code: districtCode = '', site = '', online = '' }) => {
    if (!isWritten(operator, 100)) return 'OPERATOR';
    if (!isDistrict(districtCode)) return 'DISTRICT';
    if (!isWritten(site, 200)) return 'SITE';
    const isOnline = ONLINE[online.toLowerCase()];
    return isOnline === undefined
      ? 'ONLINE'
      : { operator: oneLine(operator), districtCode, site: oneLine(site), online: isOnline };
  },
};

const oneLine = (text: string): string => text.replace(/\s+/gu, ' ').trim();

/** Takes screens into the register, and what changed of those that are there: operator, district, site, whether they are online (S-74). */
export async function registerScreens(tx: Tx, input: RegisterScreensInput): Promise<{ file: ScreenFile }> {
  screenPolicy.authorise(tx.viewer, 'manageScreens', {});
  const file = readFile(input.file, REGISTER);
  assertRows(tx, file);
  // Files of the register are taken one after the other: each compares with what is there.
  await lockByName(tx.db, 'screens');
  const kept = await keepFile(tx, { campaignId: null, kind: 'REGISTER' }, file, async (portion) =>
    toldOf(await take(tx, portion)),
  );
  await assertOperators(tx);
  return { file: kept };
}

/** The figures of all operators are read at once, so that there are only so many. */
async function assertOperators(tx: Tx): Promise<void> {
  const most = tx.number(numbers.SCREEN_OPERATORS);
  const [counted] = await rows<{ count: number }>(tx.db, sql`select count(distinct operator)::int as count from screen`);
  refuseIf((counted?.count ?? 0) > most, 'QUOTA_EXCEEDED', `The register has ${most} operators at most. Write each in one way.`, {
    field: 'file',
  });
}

const take = ({ db, now }: Tx, portion: ReadFile<ScreenRow>['rows']): Promise<Outcome[]> =>
  rows(
    db,
    sql`with given as (
      select * from unnest(${portion.map(({ screenNo }) => screenNo)}::text[], ${portion.map(({ operator }) => operator)}::text[],
        ${portion.map(({ districtCode }) => districtCode)}::text[], ${portion.map(({ site }) => site)}::text[],
        ${portion.map(({ online }) => online)}::boolean[]) as g(screen_no, operator, district_code, site, online)
    ), kept as (
      insert into screen as s (id, screen_no, operator, district_code, site, online, registered_at)
      select uuidv7(), g.screen_no, g.operator, g.district_code, g.site, g.online, ${now} from given g
      on conflict on constraint screen_once do update set operator = excluded.operator, district_code = excluded.district_code,
        site = excluded.site, online = excluded.online
      where (s.operator, s.district_code, s.site, s.online) is distinct from
        (excluded.operator, excluded.district_code, excluded.site, excluded.online)
      returning s.screen_no
    )
    select case when k.screen_no is null then 'UNCHANGED' else 'ACCEPTED' end as outcome, count(*)::int as count,
      array[]::int[] as lines, array[]::text[] as "screenNos"
    from given g left join kept k on k.screen_no = g.screen_no group by 1`,
  );
