import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An operation that a client application sends. Its document is never changed. */
@Entity('persisted_operation')
export class PersistedOperation {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'application_id' })
  applicationId!: string;

  /** The SHA-256 of the document, in hex. */
  @Column('text', { name: 'hash' })
  hash!: string;

  @Column('text', { name: 'name' })
  name!: string | null;

  @Column('text', { name: 'document' })
  document!: string;

  @Column('text', { name: 'coordinates', array: true })
  coordinates!: string[];

  /** The number of calls to subgraphs. */
  @Column('int', { name: 'fetches' })
  fetches!: number;

  @Column('int', { name: 'cost' })
  cost!: number;

  @Column('int', { name: 'max_fetches' })
  maxFetches!: number | null;

  @Column('int', { name: 'max_cost' })
  maxCost!: number | null;

  /** The program that published it. */
  @Column('text', { name: 'published_by' })
  publishedBy!: string;

  @Column('timestamptz', { name: 'published_at' })
  publishedAt!: Date;

  @Column('timestamptz', { name: 'retired_at' })
  retiredAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
