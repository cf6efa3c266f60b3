import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CostStatus } from './rules.ts';

/** Money that a joint union asks its upper union for, to render a service (S-33). */
@Entity('service_cost_application')
export class ServiceCostApplication {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'union_id' })
  unionId!: string;

  @Column('text', { name: 'purpose' })
  purpose!: string;

  @Column('bigint', { name: 'requested_fen' })
  requestedFen!: bigint;

  @Column('bigint', { name: 'granted_fen' })
  grantedFen!: bigint | null;

  /** Null since it passed to the heir of the union that asked: the heir names its own account when the payout is asked for. */
  @Column('text', { name: 'account_masked' })
  accountMasked!: string | null;

  @Column('text', { name: 'status' })
  status!: CostStatus;

  @Column('uuid', { name: 'budget_id' })
  budgetId!: string | null;

  /** Whether its payout is settled. */
  @Column('boolean', { name: 'paid' })
  paid!: boolean;

  @Column('text', { name: 'applied_by' })
  appliedBy!: string;

  @Column('timestamptz', { name: 'applied_at' })
  appliedAt!: Date;

  @Column('text', { name: 'coordinated_by' })
  coordinatedBy!: string | null;

  @Column('text', { name: 'granted_by' })
  grantedBy!: string | null;

  /** Who handed in the receipts; null for those of before it was kept. */
  @Column('text', { name: 'accounted_by' })
  accountedBy!: string | null;

  @Column('text', { name: 'settled_by' })
  settledBy!: string | null;

  @Column('text', { name: 'rejected_by' })
  rejectedBy!: string | null;

  @Column('text', { name: 'reason' })
  reason!: string | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
