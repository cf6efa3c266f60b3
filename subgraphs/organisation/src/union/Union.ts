import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IndustryCode } from '../schema.gen.ts';
import type { UnionKind, UnionStatus } from './rules.ts';

/** `union` is a word of SQL, hence the table's longer name. Member counts are read by the loader `unionCounts`, which masks them. */
@Entity('trade_union')
export class Union {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'kind' })
  kind!: UnionKind;

  @Column('text', { name: 'status' })
  status!: UnionStatus;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'name' })
  name!: string;

  @Column('uuid', { name: 'parent_id' })
  parentId!: string | null;

  @Column('text', { name: 'parent_kind' })
  parentKind!: UnionKind | null;

  @Column('uuid', { name: 'dual_parent_id' })
  dualParentId!: string | null;

  @Column('text', { name: 'district_code' })
  districtCode!: string | null;

  @Column('text', { name: 'industry' })
  industry!: IndustryCode | null;

  @Column('uuid', { name: 'chair_id' })
  chairId!: string | null;

  @Column('uuid', { name: 'approved_by_id' })
  approvedById!: string | null;

  @Column('date', { name: 'approved_at' })
  approvedAt!: string | null;

  @Column('uuid', { name: 'merged_into_id' })
  mergedIntoId!: string | null;

  /** Why it ended; always kept of one that was given up before it began its work. */
  @Column('text', { name: 'end_reason' })
  endReason!: string | null;

  /** The service point of the districts that a union of the industrial line is tied to (S-11). */
  @Column('uuid', { name: 'service_point_id' })
  servicePointId!: string | null;

  @Column('boolean', { name: 'is_placeholder' })
  isPlaceholder!: boolean;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
