import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Running money of a year that the Warmth Fund allocated to a joint union. */
@Entity('running_fund')
export class RunningFund {
  @PrimaryColumn('uuid', { name: 'allocation_id' })
  allocationId!: string;

  @Column('uuid', { name: 'union_id' })
  unionId!: string;

  @Column('int', { name: 'year' })
  year!: number;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;

  @Column('int', { name: 'version' })
  seenVersion!: number;
}
