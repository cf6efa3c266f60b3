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

  /** The maximum estimated cost of one operation. */
  @Column('int', { name: 'max_cost' })
  maxCost!: number;

  /** The maximum number of persons whose data may be read in one civil day. */
  @Column('int', { name: 'persons_per_day' })
  personsPerDay!: number;

  @Column('date', { name: 'valid_from' })
  validFrom!: string;

  @Column('date', { name: 'valid_to' })
  validTo!: string;

  /** The stored status. `agreementStatusOn` computes the status on a day from it. */
  @Column('text', { name: 'status' })
  status!: StoredStatus;

  @Column('uuid', { name: 'drafted_by' })
  draftedBy!: string;

  /** The person who registered the client, never the drafter. Null in agreements that are older than this rule. */
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

  /** The person who confirmed the deletion on the partner's behalf; null when the partner confirmed it. */
  @Column('uuid', { name: 'deletion_confirmed_by' })
  deletionConfirmedBy!: string | null;

  @Column('text', { name: 'deletion_evidence' })
  deletionEvidence!: string | null;

  /** The first day of the current suspension. */
  @Column('date', { name: 'suspended_on' })
  suspendedOn!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
