import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PartnerKind, Purpose, StoredStatus } from '../../agreements/rules.ts';

@Entity('data_sharing_agreement')
export class DataSharingAgreement {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'kind' })
  kind!: PartnerKind;

  @Column('uuid', { name: 'party_id' })
  partyId!: string;

  @Column('text', { name: 'client_id' })
  clientId!: string;

  @Column('text', { name: 'purposes', array: true })
  purposes!: Purpose[];

  @Column('text', { name: 'district_codes', array: true })
  districtCodes!: string[];

  @Column('text', { name: 'project_ids', array: true })
  projectIds!: string[];

  @Column('int', { name: 'per_minute' })
  perMinute!: number;

  @Column('int', { name: 'per_day' })
  perDay!: number;

  /** The most that one operation may cost, by estimate. */
  @Column('int', { name: 'max_cost' })
  maxCost!: number;

  /** Of how many persons personal data may be read in one civil day. */
  @Column('int', { name: 'persons_per_day' })
  personsPerDay!: number;

  @Column('date', { name: 'valid_from' })
  validFrom!: string;

  @Column('date', { name: 'valid_to' })
  validTo!: string;

  /** As last written; `agreementStatusOn` says what it is on a day. */
  @Column('text', { name: 'status' })
  status!: StoredStatus;

  @Column('uuid', { name: 'drafted_by' })
  draftedBy!: string;

  /** Who registered the client program: never the drafter. Null in agreements of before. */
  @Column('uuid', { name: 'client_registered_by' })
  clientRegisteredBy!: string | null;

  @Column('uuid', { name: 'approved_by' })
  approvedBy!: string | null;

  @Column('text', { name: 'impact_assessment_id' })
  impactAssessmentId!: string | null;

  @Column('text', { name: 'reason' })
  reason!: string | null;

  /** The day of the revocation. */
  @Column('date', { name: 'ended_on' })
  endedOn!: string | null;

  @Column('timestamptz', { name: 'deletion_confirmed_at' })
  deletionConfirmedAt!: Date | null;

  /** The person who confirmed it on the partner's behalf; null when the partner did. */
  @Column('uuid', { name: 'deletion_confirmed_by' })
  deletionConfirmedBy!: string | null;

  @Column('text', { name: 'deletion_evidence' })
  deletionEvidence!: string | null;

  /** The day of the suspension that is in force. */
  @Column('date', { name: 'suspended_on' })
  suspendedOn!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
