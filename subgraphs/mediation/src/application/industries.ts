import { refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { MediationOrg } from '../mediation-org/MediationOrg.ts';
import type { IndustryCode } from '../schema.gen.ts';
import { Party } from './Party.ts';

/** Whom a case is against, and which industry the application says. */
interface Against {
  /** One for each respondent; null for one without a record. */
  readonly enterpriseIds: readonly (string | null)[];
  readonly industry: IndustryCode | null;
}

/** Whether one of the respondents is of an industry: by its record, and where the industry of one is not known, as the application says. */
async function isOfIndustry({ db }: Tx, wanted: IndustryCode, { enterpriseIds, industry }: Against): Promise<boolean> {
  const known = await rows<{ industry: string | null }>(
    db,
    sql`select e.industry from unnest(${enterpriseIds}::uuid[]) as against(id) left join employer_place e on e.enterprise_id = against.id`,
  );
  return known.some((firm) => (firm.industry ?? industry) === wanted);
}

type Place = Pick<MediationOrg, 'kind' | 'nameZh' | 'industry'>;

/** Throws for a dispute of another industry before the centre of an industry, and before its mediators (S-48). */
export async function refuseOtherIndustry(tx: Tx, org: Place, against: Against, field: string): Promise<void> {
  const isOutside = org.kind === 'INDUSTRY_CENTRE' && org.industry !== null && !(await isOfIndustry(tx, org.industry, against));
  refuseIf(
    isOutside,
    'VALIDATION_FAILED',
    `"${org.nameZh}" mediates in the industry ${org.industry}. Go to the street's room or the centre of the district.`,
    { rule: 'S-48', field },
  );
}

/** Whom a case that was received is against. */
export async function againstOf(
  { db }: Tx,
  { id, industry }: { readonly id: string; readonly industry: IndustryCode | null },
): Promise<Against> {
  const respondents = await db.find(Party, { where: { caseId: id, side: 'RESPONDENT' }, order: { position: 'asc' } });
  return { enterpriseIds: respondents.map(({ enterpriseId }) => enterpriseId), industry };
}
