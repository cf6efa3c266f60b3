import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StandardKind } from '../schema.gen.ts';

@Entity('labour_standard')
export class LabourStandard {
  @PrimaryColumn('text', { name: 'kind' }) kind!: StandardKind;
  @PrimaryColumn('text', { name: 'scope' }) scope!: string;
  @Column('bigint', { name: 'value_fen' }) valueFen!: bigint;
  @PrimaryColumn('date', { name: 'effective_from' }) effectiveFrom!: string;
}
