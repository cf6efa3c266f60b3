import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Purpose } from '../schema.gen.ts';

@Entity('consent')
export class Consent {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('text', { name: 'purpose' })
  purpose!: Purpose;

  @Column('text', { name: 'scope', array: true })
  scope!: string[];

  @Column('boolean', { name: 'separate' })
  separate!: boolean;

  @Column('timestamptz', { name: 'given_at' })
  givenAt!: Date;

  @Column('timestamptz', { name: 'withdrawn_at' })
  withdrawnAt!: Date | null;

  @Column('text', { name: 'evidence_ref' })
  evidenceRef!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
