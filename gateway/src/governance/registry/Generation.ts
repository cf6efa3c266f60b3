import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A generation of the supergraph, as the first gateway that built it recorded it. */
@Entity('graph_generation')
export class Generation {
  @PrimaryColumn('bigint', { name: 'number' })
  id!: bigint;

  @Column('text', { name: 'supergraph_hash' })
  supergraphHash!: string;

  /** The versions of the registered subgraphs in it. */
  @Column('uuid', { name: 'version_ids', array: true })
  versionIds!: string[];

  @Column('timestamptz', { name: 'built_at' })
  builtAt!: Date;

  @Column('text', { name: 'state' })
  state!: 'ACTIVE' | 'SUPERSEDED';
}
