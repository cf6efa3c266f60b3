import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StoredCheck } from './storedCheck.ts';

/** One published schema of a registered subgraph. Its SDL is never changed. */
@Entity('schema_version')
export class SchemaVersion {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'subgraph' })
  subgraph!: string;

  /** The number of the version among those of its subgraph, from 1. */
  @Column('int', { name: 'number' })
  number!: number;

  @Column('text', { name: 'sdl' })
  sdl!: string;

  @Column('text', { name: 'sdl_hash' })
  sdlHash!: string;

  /** The URL at which the gateway calls this version. */
  @Column('text', { name: 'routing_url' })
  routingUrl!: string;

  @Column('text', { name: 'state' })
  state!: 'PROPOSED' | 'CURRENT' | 'SUPERSEDED' | 'REJECTED' | 'ROLLED_BACK';

  /** The program that published it. */
  @Column('text', { name: 'published_by' })
  publishedBy!: string;

  @Column('timestamptz', { name: 'published_at' })
  publishedAt!: Date;

  @Column('jsonb', { name: 'check_result' })
  checkResult!: StoredCheck;

  /** Why it was rejected or rolled back; null when it was not. */
  @Column('text', { name: 'reason' })
  reason!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
