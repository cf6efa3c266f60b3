import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Book } from '../fund/Fund.ts';

@Entity('journal_entry')
export class JournalEntry {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'book' })
  book!: Book;

  @Column('timestamptz', { name: 'posted_at' })
  postedAt!: Date;

  @Column('text', { name: 'memo' })
  memo!: string;

  @Column('uuid', { name: 'reverses_id' })
  reversesId!: string | null;

  @Column('text', { name: 'source_subgraph' })
  sourceSubgraph!: string | null;

  @Column('text', { name: 'source_type' })
  sourceType!: string | null;

  @Column('text', { name: 'source_id' })
  sourceId!: string | null;

  /** The person, or `service:…`, who wrote it. */
  @Column('text', { name: 'posted_by' })
  postedBy!: string;
}
