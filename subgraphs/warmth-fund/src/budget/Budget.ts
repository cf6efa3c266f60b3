import { Column, Entity, PrimaryColumn } from 'typeorm';

export type BudgetCategory = 'AID' | 'SUBSIDIES' | 'PROJECTS' | 'SERVICE_COSTS';

/** What a fund may spend on one purpose in a year, in fen: committed + spent ≤ allocated (FND-INV-8, `budget_not_exceeded`). */
@Entity('budget')
export class Budget {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'fund_id' })
  fundId!: string;

  @Column('int', { name: 'year' })
  year!: number;

  @Column('text', { name: 'category' })
  category!: BudgetCategory;

  @Column('bigint', { name: 'allocated_fen' })
  allocatedFen!: bigint;

  @Column('bigint', { name: 'committed_fen' })
  committedFen!: bigint;

  @Column('bigint', { name: 'spent_fen' })
  spentFen!: bigint;

  @Column('int', { name: 'version' })
  version!: number;
}
