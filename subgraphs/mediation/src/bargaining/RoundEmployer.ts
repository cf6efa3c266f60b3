import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BargainingAnswer, ContractKind } from '../schema.gen.ts';

/** An employer that was asked to bargain, and its answer. */
@Entity('round_employer')
export class RoundEmployer {
  @PrimaryColumn('uuid', { name: 'round_id' }) roundId!: string;
  @PrimaryColumn('uuid', { name: 'enterprise_id' }) enterpriseId!: string;
  @Column('text', { name: 'kind' }) kind!: ContractKind;
  @Column('text', { name: 'answer' }) answer!: BargainingAnswer | null;
  @Column('date', { name: 'answered_on' }) answeredOn!: string | null;
  @Column('text', { name: 'reason' }) reason!: string | null;
  /** Where the written answer is kept that the instructor recorded. */
  @Column('text', { name: 'paper_ref' }) paperRef!: string | null;
  @Column('text', { name: 'answered_by' }) answeredBy!: string | null;
  /** How many of its workers the contract covers; null unless it accepted. */
  @Column('int', { name: 'workers' }) workers!: number | null;
  /** Whether it still bargains, so that no second round of the kind begins. */
  @Column('boolean', { name: 'is_open' }) isOpen!: boolean;
}
