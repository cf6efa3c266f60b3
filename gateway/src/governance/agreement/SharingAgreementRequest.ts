import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PartnerKind, Purpose } from '../../agreements/rules.ts';

@Entity('agreement_request')
export class SharingAgreementRequest {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'party_id' })
  partyId!: string;

  /** The partner's program that made the request. */
  @Column('text', { name: 'client_id' })
  clientId!: string;

  @Column('text', { name: 'kind' })
  kind!: PartnerKind;

  @Column('text', { name: 'purposes', array: true })
  purposes!: Purpose[];

  @Column('text', { name: 'coordinates', array: true })
  coordinates!: string[];

  @Column('text', { name: 'note' })
  note!: string;

  @Column('text', { name: 'status' })
  status!: 'OPEN' | 'DRAFTED' | 'DECLINED';

  @Column('uuid', { name: 'agreement_id' })
  agreementId!: string | null;

  @Column('text', { name: 'reason' })
  reason!: string | null;

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt!: Date;

  @Column('int', { name: 'version' })
  version!: number;
}
