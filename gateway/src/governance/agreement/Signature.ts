import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('signature')
export class Signature {
  @PrimaryColumn('uuid', { name: 'agreement_id' })
  agreementId!: string;

  @PrimaryColumn('text', { name: 'side' })
  side!: 'FEDERATION' | 'PARTNER';

  /** The name of the person who signed. */
  @Column('text', { name: 'signatory' })
  signatory!: string;

  /** The person who signed for the federation; null for the partner's side. */
  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: string | null;

  /** The program by whose credential the partner signed; null for the federation's side. */
  @Column('text', { name: 'client_id' })
  clientId!: string | null;

  @Column('timestamptz', { name: 'at' })
  at!: Date;
}
