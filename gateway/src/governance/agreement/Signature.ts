import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('signature')
export class Signature {
  @PrimaryColumn('uuid', { name: 'agreement_id' })
  agreementId!: string;

  @PrimaryColumn('text', { name: 'side' })
  side!: 'FEDERATION' | 'PARTNER';

  /** Who signed, by name. */
  @Column('text', { name: 'signatory' })
  signatory!: string;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: string;

  @Column('timestamptz', { name: 'at' })
  at!: Date;
}
