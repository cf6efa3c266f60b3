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
}
