import { DISTRICTS } from '../demo/unions.ts';
import { type Fund, fundId } from '../demo/warmth-fund-books.ts';
import { PROJECTS as DEMO } from '../demo/warmth-fund-projects.ts';
import { id } from '../ids.ts';
import { before, draw } from './draw.ts';
import type { Profile } from './profile.ts';

/** Nine incubated projects in all profiles (S-23, S-24). */
const INCUBATED = DEMO.filter(({ kind }) => kind === 'INCUBATED');
/** People whom the nine served directly, in all; nearly 100,000 by the seed, the figure is ours. */
export const DIRECT_BENEFICIARIES = 99_000;

interface CityProject {
  readonly code: string;
  readonly nameZh: string;
  readonly kind: 'INCUBATED' | 'PURCHASED';
  readonly group: string;
  readonly isPlaceholder: boolean;
  readonly ngoId: string;
  readonly budgetFen: number;
  readonly districts: readonly string[];
  readonly direct: number;
}

const districtsAt = (at: number): string[] =>
  [...new Set([DISTRICTS[at % DISTRICTS.length]?.code, DISTRICTS[(at * 7 + 3) % DISTRICTS.length]?.code])] as string[];

function projectsOf({ purchasedProjects }: Pick<Profile, 'purchasedProjects'>): CityProject[] {
  const incubated = INCUBATED.map(({ code, nameZh, group }, at) => ({
    code,
    nameZh,
    kind: 'INCUBATED' as const,
    group,
    isPlaceholder: /^项目[六七八九]$/.test(nameZh),
    ngoId: id('social-organisation', `city-centre-${at}`),
    budgetFen: 20_000_000,
    districts: districtsAt(at),
    direct: DIRECT_BENEFICIARIES / INCUBATED.length,
  }));
  const purchased = Array.from({ length: purchasedProjects }, (_, at) => ({
    code: `PUR-2013-${String(at + 1).padStart(2, '0')}`,
    nameZh: `购买服务项目${at + 1}`,
    kind: 'PURCHASED' as const,
    group: 'OTHER',
    isPlaceholder: true,
    ngoId: id('social-organisation', `city-centre-${INCUBATED.length + (at % 50)}`),
    budgetFen: 5_000_000 + draw(220, at, 100) * 100_000,
    districts: districtsAt(at + INCUBATED.length),
    direct: 0,
  }));
  return [...incubated, ...purchased];
}

const fundOf = ({ kind }: CityProject): Fund => (kind === 'PURCHASED' ? 'SOCIAL_PURCHASE' : 'WARMTH');
const budgetIdOf = (fund: Fund): string => id('budget', `city-${fund}-PROJECTS`);

/** A first instalment of two fifths was paid of each project. */
export const paidInstalments = (profile: Pick<Profile, 'purchasedProjects'>) =>
  projectsOf(profile).map((project) => ({
    code: project.code,
    fund: fundOf(project),
    ngoId: project.ngoId,
    amountFen: (project.budgetFen / 10) * 4,
  }));

/** What the two funds may spend on projects in 2013: what was awarded, of which the first instalments are paid. */
export const budgetRows = (profile: Pick<Profile, 'purchasedProjects'>) =>
  (['WARMTH', 'SOCIAL_PURCHASE'] as const).map((fund) => {
    const awarded = projectsOf(profile)
      .filter((project) => fundOf(project) === fund)
      .reduce((sum, { budgetFen }) => sum + budgetFen, 0);
    const spent = (awarded / 10) * 4;
    return {
      id: budgetIdOf(fund),
      fund_id: fundId(fund),
      year: 2013,
      category: 'PROJECTS',
      allocated_fen: awarded,
      committed_fen: awarded - spent,
      spent_fen: spent,
      version: 1,
    };
  });

/** The first months of the quarters that were reported on. */
const MONTHS = [1, 4, 7] as const;

/** The people of a project by quarter and district, as parts of equal size: those numbered from `from` to before `to`. */
function cellsOf({ districts, direct }: CityProject) {
  const cells = MONTHS.flatMap((month) => districts.map((district) => ({ month, district })));
  return cells.map((cell, at) => ({ ...cell, from: before(direct, cells.length, at), to: before(direct, cells.length, at + 1) }));
}

/** The projects with their districts, organisations, reports and counts of people. */
export function projectRowsOf(profile: Pick<Profile, 'purchasedProjects'>) {
  const projects = projectsOf(profile);
  const idOf = ({ code }: CityProject): string => id('service-project', `city-${code}`);
  const served = projects.filter(({ direct }) => direct > 0);
  return {
    project: projects.map((project) => ({
      id: idOf(project),
      code: project.code,
      name_zh: project.nameZh,
      kind: project.kind,
      target_group: project.group,
      fund_id: fundId(fundOf(project)),
      budget_fen: project.budgetFen,
      status: 'IN_PROGRESS',
      apply_by: '2013-01-31',
      runs_from: '2013-03-01',
      runs_to: '2013-12-31',
      ngo_id: project.ngoId,
      budget_id: budgetIdOf(fundOf(project)),
      is_placeholder: project.isPlaceholder,
      returned_fen: 0,
      version: 6,
    })),
    district: projects.flatMap((project) =>
      project.districts.map((district_code) => ({ project_id: idOf(project), district_code })),
    ),
    organisation: projects.map((project) => ({ project_id: idOf(project), organisation_id: project.ngoId })),
    count: served.flatMap((project) =>
      cellsOf(project).map(({ month, district, from, to }) => ({
        project_id: idOf(project),
        quarter: `2013-0${month}-01`,
        district_code: district,
        group_name: '社区',
        direct_count: to - from,
      })),
    ),
    report: served.flatMap((project) =>
      MONTHS.map((month) => ({
        id: id('project-report', `city-${project.code}-${month}`),
        project_id: idOf(project),
        kind: 'PROGRESS',
        from_day: month === 1 ? '2013-03-01' : `2013-0${month}-01`,
        to_day: `2013-0${month + 2}-${month === 1 ? 31 : 30}`,
        direct_cumulative: Math.max(...cellsOf(project).map((cell) => (cell.month <= month ? cell.to : 0))),
        text: '按计划开展服务。',
        submitted_at: `2013-${String(month + 3).padStart(2, '0')}-10T10:00:00+08:00`,
        submitted_by: `client:${project.code}`,
      })),
    ),
  };
}
