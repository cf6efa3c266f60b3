import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { IssuingBody } from '../schema.gen.ts';

/** One body's signature; append-only. */
@Entity('job_ready_signature')
export class IssuerSignature {
  @PrimaryColumn('uuid', { name: 'certificate_id' })
  certificateId!: string;

  @PrimaryColumn('text', { name: 'body' })
  body!: IssuingBody;

  @Column('uuid', { name: 'signed_by' })
  signedBy!: string;

  @Column('timestamptz', { name: 'signed_at' })
  signedAt!: Date;
}
