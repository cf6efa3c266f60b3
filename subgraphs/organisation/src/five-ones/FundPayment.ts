import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A payment of the Warmth Fund, and where it stands. */
@Entity('fund_payment')
export class FundPayment {
  @PrimaryColumn('uuid', { name: 'disbursement_id' })
  disbursementId!: string;

  @Column('text', { name: 'state' })
  state!: 'paid' | 'failed' | 'returned';

  @Column('int', { name: 'version' })
  seenVersion!: number;
}
