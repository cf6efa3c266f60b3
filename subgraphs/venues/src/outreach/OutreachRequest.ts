import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FiveKind } from '../offer/rules.ts';
import type { OutreachStatus, PreferredTime } from './rules.ts';

/** What a union asks for of the five in and five out (S-67), or what a request to 12351 brought here (J-05). */
@Entity('outreach_request')
export class OutreachRequest {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  /** Null for what a union asked for. */
  @Column('uuid', { name: 'service_request_id' })
  serviceRequestId!: string | null;

  /** The version of the request to 12351 that the row was last told of. */
  @Column('int', { name: 'request_version' })
  requestVersion!: number | null;

  @Column('uuid', { name: 'member_id' })
  memberId!: string | null;

  /** Null for what came from 12351; the columns down to `place` as well. */
  @Column('uuid', { name: 'union_id' })
  unionId!: string | null;

  @Column('uuid', { name: 'workers_home_id' })
  workersHomeId!: string | null;

  @Column('text', { name: 'kind' })
  kind!: FiveKind | null;

  @Column('uuid', { name: 'offer_id' })
  offerId!: string | null;

  /** The place in the tree of who made the offer. */
  @Column('text', { name: 'provider_path' })
  providerPath!: string | null;

  @Column('jsonb', { name: 'preferred' })
  preferred!: readonly PreferredTime[] | null;

  @Column('int', { name: 'audience_size' })
  audienceSize!: number | null;

  @Column('text', { name: 'place' })
  place!: string | null;

  @Column('uuid', { name: 'facility_id' })
  facilityId!: string | null;

  @Column('timestamptz', { name: 'start_at' })
  start!: Date | null;

  @Column('timestamptz', { name: 'end_at' })
  end!: Date | null;

  @Column('timestamptz', { name: 'delivered_at' })
  deliveredAt!: Date | null;

  @Column('int', { name: 'delivered_audience' })
  deliveredAudience!: number | null;

  @Column('int', { name: 'rating' })
  rating!: number | null;

  @Column('text', { name: 'rating_note' })
  ratingNote!: string | null;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  /** That of the union, or of where the request to 12351 arose. */
  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('text', { name: 'status' })
  status!: OutreachStatus;

  @Column('timestamptz', { name: 'due_at' })
  dueAt!: Date | null;

  @Column('text', { name: 'note' })
  note!: string | null;

  @Column('timestamptz', { name: 'received_at' })
  receivedAt!: Date;

  /** Null while it is open. */
  @Column('timestamptz', { name: 'closed_at' })
  closedAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
