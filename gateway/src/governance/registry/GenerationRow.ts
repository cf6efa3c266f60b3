import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The record of a generation of the supergraph, written by the first gateway that built the generation. */
@Entity('graph_generation')
export class GenerationRow {
  @PrimaryColumn('bigint', { name: 'number' })
  id!: bigint;

  @Column('text', { name: 'supergraph_hash' })
  supergraphHash!: string;

  /** The schema versions of the registered subgraphs that the generation contains. */
  @Column('uuid', { name: 'version_ids', array: true })
  versionIds!: string[];

  @Column('timestamptz', { name: 'built_at' })
  builtAt!: Date;

  @Column('text', { name: 'state' })
  state!: 'ACTIVE' | 'SUPERSEDED';
}
