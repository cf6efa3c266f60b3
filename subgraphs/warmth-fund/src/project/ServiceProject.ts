import { Column, Entity, PrimaryColumn } from 'typeorm';

export type ProjectKind = 'PURCHASED' | 'INCUBATED';
export type TargetGroup =
  | 'MIGRANT_CHILDREN_TEACHERS'
  | 'MIGRANT_FAMILIES'
  | 'ELDERLY_WOMEN'
  | 'DOMESTIC_WORKERS'
  | 'COMMUNITY_MIGRANTS'
  | 'OTHER';
export type ProjectStatus =
  | 'CALL'
  | 'APPLIED'
  | 'EVALUATED'
  | 'AWARDED'
  | 'AGREEMENT_SIGNED'
  | 'IN_PROGRESS'
  | 'MIDTERM'
  | 'FINAL_REPORT'
  | 'ACCEPTED'
  | 'CLOSED'
  | 'REJECTED'
  | 'TERMINATED';

@Entity('service_project')
export class ServiceProject {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'code' })
  code!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'kind' })
  kind!: ProjectKind;

  @Column('text', { name: 'target_group' })
  targetGroup!: TargetGroup;

  @Column('text', { name: 'status' })
  status!: ProjectStatus;

  @Column('uuid', { name: 'fund_id' })
  fundId!: string;

  /** Fen: at first the most that the call offers, from the award on what was awarded. */
  @Column('bigint', { name: 'budget_fen' })
  budgetFen!: bigint;

  /** The last day for applications. */
  @Column('date', { name: 'apply_by' })
  applyBy!: string | null;

  @Column('date', { name: 'runs_from' })
  runsFrom!: string | null;

  @Column('date', { name: 'runs_to' })
  runsTo!: string | null;

  /** The organisation that carries it out and is paid; null until the award. */
  @Column('uuid', { name: 'ngo_id' })
  ngoId!: string | null;

  /** The year's budget that it is paid from; null until the award. */
  @Column('uuid', { name: 'budget_id' })
  budgetId!: string | null;

  /** Who awarded it or turned all applications down; null before, and for awards of before this was kept. */
  @Column('text', { name: 'decided_by' })
  decidedBy!: string | null;

  /** Fen that the organisation gave back when the project was ended early. */
  @Column('bigint', { name: 'returned_fen' })
  returnedFen!: bigint;

  @Column('boolean', { name: 'is_placeholder' })
  isPlaceholder!: boolean;

  @Column('int', { name: 'version' })
  version!: number;
}
