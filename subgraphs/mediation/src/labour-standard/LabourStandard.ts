import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StandardKind } from '../schema.gen.ts';

/** A labour standard from a day on; append-only. */
@Entity('labour_standard')
export class LabourStandard {
  /** How other services know it. */
  @Column('uuid', { name: 'id' }) id!: string;
  @PrimaryColumn('text', { name: 'kind' }) kind!: StandardKind;
  @PrimaryColumn('text', { name: 'scope' }) scope!: string;
  /** Null for a kind that is a share. */
  @Column('bigint', { name: 'value_fen' }) valueFen!: bigint | null;
  @Column('int', { name: 'value_bp' }) valueBp!: number | null;
  @PrimaryColumn('date', { name: 'effective_from' }) effectiveFrom!: string;
  @Column('text', { name: 'source_ref' }) sourceRef!: string | null;
  /** Null for one that came with the tables. */
  @Column('text', { name: 'set_by' }) setBy!: string | null;
  @Column('timestamptz', { name: 'set_at' }) setAt!: Date | null;
  @Column('int', { name: 'version' }) version!: number;
}
