import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A receipt for what was spent of a grant. One receipt proves one cost. */
@Entity('service_cost_receipt')
export class ServiceCostReceipt {
  @PrimaryColumn('uuid', { name: 'application_id' })
  applicationId!: string;

  @PrimaryColumn('text', { name: 'receipt_no' })
  receiptNo!: string;

  @Column('date', { name: 'issued_on' })
  issuedOn!: string;

  @Column('text', { name: 'title' })
  title!: string;

  @Column('bigint', { name: 'amount_fen' })
  amountFen!: bigint;
}
