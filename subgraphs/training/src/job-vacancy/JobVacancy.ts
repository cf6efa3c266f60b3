import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Work that an employer offers, as the union's job introduction tells it (S-37). */
@Entity('job_vacancy')
export class JobVacancy {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'enterprise_id' })
  enterpriseId!: string;

  @Column('text', { name: 'title_zh' })
  titleZh!: string;

  @Column('bigint', { name: 'wage_from_fen' })
  wageFromFen!: bigint;

  @Column('bigint', { name: 'wage_to_fen' })
  wageToFen!: bigint;

  /** The monthly minimum wage of the day on which it was posted. */
  @Column('bigint', { name: 'minimum_wage_fen' })
  minimumWageFen!: bigint;

  /** Whether it is work in households, for which a worker needs a job-ready certificate. */
  @Column('boolean', { name: 'needs_job_ready' })
  needsJobReadyCertificate!: boolean;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('date', { name: 'posted_on' })
  postedAt!: string;

  @Column('date', { name: 'open_until' })
  openUntil!: string;

  @Column('timestamptz', { name: 'withdrawn_at' })
  withdrawnAt!: Date | null;

  @Column('uuid', { name: 'posted_by' })
  postedBy!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
