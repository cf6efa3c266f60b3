import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AgreementSigner } from '../schema.gen.ts';

/** A signature to an agreement, by hand on paper or here; append-only. */
@Entity('agreement_signature')
export class Signature {
  @PrimaryColumn('uuid', { name: 'agreement_id' }) agreementId!: string;
  @PrimaryColumn('text', { name: 'signer' }) signer!: AgreementSigner;
  /** The party that signed; null for the mediator. */
  @PrimaryColumn('uuid', { name: 'party_id' }) partyId!: string | null;
  @Column('text', { name: 'recorded_by' }) recordedBy!: string;
  @Column('text', { name: 'paper_ref' }) paperRef!: string | null;
  /** The day on which the paper was signed, where whoever recorded it said so. */
  @Column('date', { name: 'signed_on' }) signedOn!: string | null;
  /** The merge of records by which the party was who signed in person; null for paper, and where the party is so without a merge. */
  @Column('uuid', { name: 'merge_id' }) mergeId!: string | null;
  @Column('timestamptz', { name: 'signed_at' }) signedAt!: Date;
}
