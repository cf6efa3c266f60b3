import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What one version of a schema takes from one party, and what that party says to it. */
@Entity('change_acknowledgement')
export class ChangeAcknowledgement {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'version_id' })
  versionId!: string;

  /** The SHA-256 of the version's SDL. */
  @Column('text', { name: 'sdl_hash' })
  sdlHash!: string;

  @Column('text', { name: 'party' })
  party!: 'PARTNER' | 'APPLICATION' | 'SUBGRAPH';

  /** The id of the agreement or of the application, or the name of the subgraph. */
  @Column('text', { name: 'party_id' })
  partyId!: string;

  /** Coordinates; of an application, the hashes of its operations. */
  @Column('text', { name: 'loses', array: true })
  loses!: string[];

  /** The SHA-256 of the schema before and after, and of what is taken. */
  @Column('text', { name: 'change_hash' })
  changeHash!: string;

  @Column('text', { name: 'decision' })
  decision!: 'PENDING' | 'ACKNOWLEDGED' | 'REFUSED' | 'VOID';

  /** The last day of a partner's notice; null for other parties. */
  @Column('date', { name: 'notice_until' })
  noticeUntil!: string | null;

  @Column('boolean', { name: 'waives_notice' })
  waivesNotice!: boolean;

  /** The person who decided for a subgraph. */
  @Column('uuid', { name: 'decided_by' })
  decidedBy!: string | null;

  /** The program that decided for a partner or an application. */
  @Column('text', { name: 'decided_by_client' })
  decidedByClient!: string | null;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date | null;

  /** Why it was refused. */
  @Column('text', { name: 'reason' })
  reason!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
