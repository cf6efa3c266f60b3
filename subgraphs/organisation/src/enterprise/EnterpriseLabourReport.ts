import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a union reported of an employer and a year. */
@Entity('enterprise_labour_report')
export class EnterpriseLabourReport {
  @PrimaryColumn('uuid', { name: 'enterprise_id' })
  enterpriseId!: string;

  @PrimaryColumn('int', { name: 'year' })
  year!: number;

  @Column('int', { name: 'headcount' })
  headcount!: number;

  @Column('int', { name: 'contracts_signed' })
  contractsSigned!: number;

  @Column('int', { name: 'safety_trained' })
  safetyTrained!: number;

  @Column('int', { name: 'pension' })
  pension!: number;

  @Column('int', { name: 'medical' })
  medical!: number;

  @Column('int', { name: 'unemployment' })
  unemployment!: number;

  @Column('int', { name: 'injury' })
  injury!: number;

  @Column('int', { name: 'maternity' })
  maternity!: number;

  @Column('boolean', { name: 'congress_held' })
  congressHeld!: boolean;

  @Column('boolean', { name: 'congress_standard' })
  congressStandard!: boolean;

  @Column('uuid', { name: 'submitted_by_id' })
  submittedById!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
