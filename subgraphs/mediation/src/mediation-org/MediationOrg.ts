import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IndustryCode, MediationOrgKind, OrgStatus } from '../schema.gen.ts';

@Entity('mediation_org')
export class MediationOrg {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('text', { name: 'kind' }) kind!: MediationOrgKind;
  @Column('text', { name: 'name_zh' }) nameZh!: string;
  @Column('text', { name: 'district_code' }) districtCode!: string | null;
  @Column('text', { name: 'industry' }) industry!: IndustryCode | null;
  @Column('uuid', { name: 'service_point_id' }) servicePointId!: string | null;
  @Column('uuid', { name: 'enterprise_id' }) enterpriseId!: string | null;
  @Column('int', { name: 'headcount_at_founding' }) headcountAtFounding!: number | null;
  /** The day of that headcount; null for committees that were founded before it was kept. */
  @Column('date', { name: 'headcount_as_of' }) headcountAsOf!: string | null;
  /** Whether it is that of a bureau's or group company's firm (S-49). */
  @Column('boolean', { name: 'of_bureau' }) ofBureau!: boolean | null;
  /** Version of the enterprise at its last known headcount, so that a late event changes nothing. */
  @Column('int', { name: 'headcount_version' }) headcountVersion!: number;
  @Column('int', { name: 'worker_reps' }) workerReps!: number | null;
  @Column('int', { name: 'employer_reps' }) employerReps!: number | null;
  @Column('boolean', { name: 'chair_from_union' }) chairFromUnion!: boolean | null;
  @Column('text', { name: 'status' }) status!: OrgStatus;
  @Column('text', { name: 'scope_path' }) scopePath!: string;
  @Column('int', { name: 'version' }) version!: number;
}
