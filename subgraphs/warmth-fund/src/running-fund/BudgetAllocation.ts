import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What the fund sets aside for a union in a year, in fen; one a union, year and purpose (`budget_allocation_once`). */
@Entity('budget_allocation')
export class BudgetAllocation {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'union_id' })
  unionId!: string;

  @Column('int', { name: 'year' })
  year!: number;

  @Column('text', { name: 'purpose' })
  purpose!: 'JOINT_UNION_RUNNING';

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;

  @Column('int', { name: 'version' })
  version!: number;
}
